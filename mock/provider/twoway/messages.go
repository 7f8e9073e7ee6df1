package twoway

import (
	"slices"
	"time"

	"github.com/mynah-sim/mynah/mock/network"
)

type messagesPostIn struct {
	AccountID                       string `path:"accountId"`
	ChatID                          string `path:"chatId"`
	RequireOpenAccount              bool   `query:"requireOpenAccount"`
	UseRandomAccountIfAccountClosed bool   `query:"useRandomAccountIfAccountClosed"`
	IncludeMarketingMessage         bool   `query:"includeMarketingMessage"`
	Body                            compose
}

// messagesPost sends or schedules a message, or writes a note (twoway 2.5).
func messagesPost(t *tx, who *caller, in messagesPostIn) ([]messageView, error) {
	a, err := t.sendingAccount(who, in)
	if err != nil {
		return nil, err
	}
	id, err := t.recipient(a, in.ChatID)
	if err != nil {
		return nil, err
	}
	if !who.sees(a.contacts[id], !who.scopes.has("MESSAGES_SEND_TO_ALL")) {
		return nil, errScope
	}
	if stored := t.sentAs(who.team, in.Body.ID); stored != nil {
		return viewsOf(stored), nil
	}
	if err := in.Body.judge(); err != nil {
		return nil, err
	}
	marketing := ""
	if in.IncludeMarketingMessage {
		marketing = a.marketing
	}
	whom := a.contacts[id]
	if whom == nil { // to render a text that may be refused, without making anything
		whom = &contact{account: a, id: id, phone: textOrNil(numberOf(id))}
	}
	text, err := t.written(whom, &in.Body, marketing)
	if err != nil {
		return nil, err
	}
	if in.RequireOpenAccount && a.state != stateOpen {
		return nil, errNotOpen
	}
	c, fresh := t.chatWith(a, id, nil, false)
	entries := t.entries(who, c, &in.Body, text)
	if in.Body.Status == statusNote {
		t.writeNotes(c, entries)
	} else {
		t.enqueue(c, entries, in.Body.Parameters)
	}
	if fresh {
		t.assignNew(c, false)
	}
	return viewsOf(entries), nil
}

func viewsOf(all []*message) []messageView {
	out := []messageView{}
	for _, m := range all {
		out = append(out, m.view())
	}
	return out
}

// sendingAccount chooses the account: the named one, or one by chance (twoway 2.5 messagesPost).
func (t *tx) sendingAccount(who *caller, in messagesPostIn) (*account, error) {
	open := func(a *account) bool { return a.state == stateOpen }
	any := func(*account) bool { return true }
	if in.AccountID == "random" {
		for _, fits := range []func(*account) bool{open, any} {
			if a := t.randomAccount(who, nil, fits); a != nil {
				return a, nil
			}
		}
		return nil, errAccount
	}
	a, err := t.account(who.team, in.AccountID)
	if err != nil {
		return nil, err
	}
	if !open(a) && in.UseRandomAccountIfAccountClosed {
		if other := t.randomAccount(who, a, open); other != nil {
			return other, nil
		}
	}
	return a, nil
}

func (t *tx) randomAccount(who *caller, but *account, fits func(*account) bool) *account {
	var all []*account
	for _, a := range t.p.accounts {
		if a.team == who.team && a != but && who.uses(a) && fits(a) {
			all = append(all, a)
		}
	}
	if len(all) == 0 {
		return nil
	}
	return all[t.p.chance.below("accounts at random", len(all))]
}

// sentAs are the messages that the team made under an id (twoway 5.2, id); nil when there is none.
func (t *tx) sentAs(team *team, id string) (all []*message) {
	if id == "" {
		return nil
	}
	for _, a := range t.p.accounts {
		if a.team != team {
			continue
		}
		if m := a.ids[id]; m != nil && m.fromMe && m.user != "" {
			for _, other := range m.chat.messages {
				if other.first == m.first {
					all = append(all, other)
				}
			}
			return all
		}
	}
	return nil
}

// writeNotes stores notes: nothing is sent, and whom they mention is noted at the chat (twoway 2.5 messagesPost).
func (t *tx) writeNotes(c *chat, notes []*message) {
	before := c.watch()
	for _, m := range notes {
		m.status, m.at = statusNote, t.now
		t.put(m)
		t.stored(m)
		c.mention(m.Mentions)
	}
	t.tellChat(before)
}

func (c *chat) mention(users []string) {
	for _, id := range users {
		if !slices.Contains(c.mentions, id) {
			c.mentions = append(c.mentions, id)
		}
	}
}

// enqueue stores messages that are to be sent, and sends or plans them after the answer.
func (t *tx) enqueue(c *chat, all []*message, parameters map[string]any) {
	before := c.watch()
	for _, m := range all {
		t.fitOut(m, parameters)
		t.put(m)
		t.stored(m)
	}
	t.tellChat(before)
	for _, m := range all {
		t.schedule(m)
	}
}

// schedule sends a message when its time has come: at once after the answer, or later.
func (t *tx) schedule(m *message) {
	if m.at.After(t.now) {
		t.after(m.at.Sub(t.now), dueKey(m), "send", m.chat.contact.account, m.id)
		return
	}
	t.cancel(dueKey(m))
	t.later(func(t *tx) { t.dispatch(m) })
}

type messageIn struct {
	AccountID string `path:"accountId"`
	ChatID    string `path:"chatId"`
	ID        string `path:"id"`
}

// message finds a message of a chat, and checks that the caller may see it.
func (t *tx) message(who *caller, in messageIn, narrowed bool) (*message, error) {
	a, err := t.account(who.team, in.AccountID)
	if err != nil {
		return nil, err
	}
	m := a.ids[in.ID]
	if m == nil || m.chat.contact.id != a.contactID(in.ChatID) {
		return nil, errMessage
	}
	if !who.sees(m.chat.contact, narrowed) {
		return nil, errScope
	}
	return m, nil
}

type messagesPatchIn struct {
	messageIn
	Body struct {
		Resolved    *bool         `json:"resolved"`
		Text        *string       `json:"text"`
		Attachments *[]attachment `json:"attachments"`
		Mentions    *[]string     `json:"mentions"`
		Timestamp   *string       `json:"timestamp"`
	}
}

// messagesPatch reschedules a pending message, edits a note or a pending message, or resolves a note (twoway 2.5).
func messagesPatch(t *tx, who *caller, in messagesPatchIn) (messageView, error) {
	m, err := t.message(who, in.messageIn, who.narrowed())
	if err != nil {
		return messageView{}, err
	}
	b := in.Body
	note, pending := m.status == statusNote && m.Action == nil, m.status == statusPending && !m.onItsWay
	edits := b.Text != nil || b.Attachments != nil || b.Mentions != nil
	if b.Timestamp != nil && !pending || b.Resolved != nil && !note || edits && !note && !pending {
		return messageView{}, errModified
	}
	var text *string
	if b.Text != nil {
		if text, err = t.written(m.chat.contact, &compose{content: content{Text: b.Text}}, ""); err != nil {
			return messageView{}, err
		}
	}
	if b.Attachments != nil {
		if err := judgeAttachments(*b.Attachments); err != nil {
			return messageView{}, err
		}
	}
	before := m.chat.watch()
	var changed []string
	if b.Resolved != nil {
		changed = append(changed, t.resolve(m, who, *b.Resolved)...)
	}
	if text != nil {
		m.Text, changed = text, append(changed, "text")
	}
	if b.Attachments != nil {
		m.Attachments, changed = *b.Attachments, append(changed, "attachments")
	}
	if b.Mentions != nil {
		m.Mentions, changed = *b.Mentions, append(changed, "mentions")
		if note {
			m.chat.mention(m.Mentions)
		}
	}
	if edits {
		m.edited, changed = t.now, append(changed, "editedAt")
	}
	if b.Timestamp != nil {
		t.reschedule(m, *b.Timestamp)
		changed = append(changed, "timestamp")
	}
	if len(changed) > 0 {
		t.altered(m, changed...)
		t.tellChat(before)
	}
	return m.view(), nil
}

// resolve resolves a note or opens it again.
func (t *tx) resolve(m *message, who *caller, done bool) []string {
	m.resolvedBy, m.resolvedAt = "", time.Time{}
	if done {
		m.resolvedBy, m.resolvedAt = who.user.id, t.now
	}
	return []string{"resolvedBy", "resolvedAt"}
}

// reschedule moves the due time of a pending message; a time that has gone by means now.
func (t *tx) reschedule(m *message, when string) {
	at, err := time.Parse(time.RFC3339, when)
	if err != nil || at.Before(t.now) {
		at = t.now
	}
	m.at = at.UTC()
	m.chat.renew()
	t.schedule(m)
}

// messagesDelete revokes a sent message, or removes any other (twoway 2.5).
func messagesDelete(t *tx, who *caller, in messageIn) (success, error) {
	m, err := t.message(who, in, false)
	if err != nil {
		return success{}, err
	}
	before := m.chat.watch()
	if m.fromMe && ranks[m.status] >= ranks[statusSent] {
		if m.Deleted {
			return success{true}, nil
		}
		if err := t.revoke(m); err != nil {
			return success{}, err
		}
		t.erase(m)
	} else {
		t.removed(m)
		t.drop(m)
	}
	t.tellChat(before)
	return success{true}, nil
}

// revoke takes a sent message back for everyone; the platform of business accounts cannot (twoway 2.5 messagesDelete).
func (t *tx) revoke(m *message) error {
	a := m.chat.contact.account
	if a.state != stateOpen {
		return errNotOpen
	}
	if a.kind != typeBusiness {
		_ = t.p.net.RevokeSent(a.team.owner, m.net) // after two days the other side keeps it
	}
	return nil
}

type messagesForwardIn struct {
	messageIn
	ToChatID []string `query:"toChatId"`
}

// messagesForward copies a message into other chats of the account (twoway 2.5).
func messagesForward(t *tx, who *caller, in messagesForwardIn) ([]messageView, error) {
	m, err := t.message(who, in.messageIn, false)
	if err != nil {
		return nil, err
	}
	if m.status == statusNote || m.Deleted || m.Action != nil {
		return nil, errForward
	}
	a := m.chat.contact.account
	var ids []string
	for _, to := range in.ToChatID {
		id, err := t.recipient(a, to)
		if err != nil {
			return nil, err
		}
		ids = append(ids, id)
	}
	var copies []*message
	for _, id := range ids {
		c, fresh := t.chatWith(a, id, nil, false)
		sent := &message{
			chat: c, id: t.p.chance.messageID(), fromMe: true, sender: a.ownSender(), user: who.user.id, at: t.now, status: statusPending,
			content: content{Text: m.Text, Attachments: m.Attachments, Products: m.Products, LinkPreview: m.LinkPreview},
			misc: miscOptions{
				Forwarded: &forwarded{m.chat.contact.id, m.id}, ForwardCount: m.misc.ForwardCount + 1,
			},
		}
		sent.first = sent.id
		t.enqueue(c, []*message{sent}, nil)
		if fresh {
			t.assignNew(c, false)
		}
		copies = append(copies, sent)
	}
	return viewsOf(copies), nil
}

// messagesRefresh fetches a message anew: every attachment gets a new address that works (twoway 2.5).
func messagesRefresh(t *tx, who *caller, in messageIn) (messageView, error) {
	m, err := t.message(who, in, who.narrowed())
	if err != nil {
		return messageView{}, err
	}
	if m.chat.contact.account.state != stateOpen {
		return messageView{}, errNotOpen
	}
	if len(m.Attachments) == 0 {
		return m.view(), nil
	}
	fresh := slices.Clone(m.Attachments)
	changed := false
	for i := range fresh {
		if id, ok := t.p.mediaOf(fresh[i].URL); ok {
			t.p.serial++
			fresh[i].URL, changed = t.p.mediaURL(id, t.p.serial), true
		}
	}
	if changed {
		m.Attachments = fresh
		t.altered(m, "attachments")
	}
	return m.view(), nil
}

// failureOf is the error of a message by the reason of the network (twoway 5.2).
func failureOf(why network.Reason) messageError {
	if f, ok := failures[why]; ok {
		return f
	}
	if code, ok := cloudCodes[why]; ok {
		return code
	}
	return failures[network.UnknownFault]
}
