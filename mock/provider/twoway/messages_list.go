package twoway

import (
	"slices"
	"time"

	"github.com/mynah-sim/mynah/mock/network"
)

type messagesGetIn struct {
	AccountID            string   `path:"accountId"`
	ChatID               string   `path:"chatId"`
	BeforeID             string   `query:"beforeId"`
	Count                *int     `query:"count"`
	ForceReload          bool     `query:"forceReload"`
	Status               string   `query:"status"`
	FromMe               *bool    `query:"fromMe"`
	AttachmentType       []string `query:"attachmentType"`
	IncludeCursorMessage bool     `query:"includeCursorMessage"`
}

type messagesList struct {
	NextPage string        `json:"nextPage,omitempty"`
	Messages []messageView `json:"messages"`
}

// messagesGet lists the messages of a chat, newest first (twoway 2.5).
func messagesGet(t *tx, who *caller, in messagesGetIn) (messagesList, error) {
	a, err := t.account(who.team, in.AccountID)
	if err != nil {
		return messagesList{}, err
	}
	out := messagesList{Messages: []messageView{}}
	c, err := a.chatOf(in.ChatID)
	if !who.sees(a.contacts[a.contactID(in.ChatID)], who.narrowed()) {
		return messagesList{}, errScope
	}
	if err != nil && in.BeforeID != "" {
		return messagesList{}, errBefore
	}
	if in.ForceReload {
		if a.state != stateOpen {
			return messagesList{}, errNotOpen
		}
		if c != nil {
			t.reload(a, c)
		}
	}
	if c == nil {
		return out, nil
	}
	all := slices.Clone(c.messages)
	slices.SortFunc(all, newestFirst)
	if in.BeforeID != "" {
		at := slices.IndexFunc(all, func(m *message) bool { return m.id == in.BeforeID })
		if at < 0 {
			return messagesList{}, errBefore
		}
		if in.IncludeCursorMessage {
			at--
		}
		all = all[at+1:]
	}
	all = slices.DeleteFunc(all, func(m *message) bool { return !in.takes(m) })
	size := pageSize
	if in.Count != nil {
		size = *in.Count
	}
	out.Messages = viewsOf(all[:min(size, len(all))])
	if len(all) > size {
		out.NextPage = all[size-1].id
	}
	return out, nil
}

func (in *messagesGetIn) takes(m *message) bool {
	typed := len(in.AttachmentType) == 0 || slices.ContainsFunc(m.Attachments, func(a attachment) bool {
		return slices.Contains(in.AttachmentType, a.Type)
	})
	return typed && (in.Status == "" || m.status == in.Status) && (in.FromMe == nil || m.fromMe == *in.FromMe)
}

// reload drops what is stored of a chat and fetches what the platform still has; what does not exist there stays (twoway 2.5).
func (t *tx) reload(a *account, c *chat) {
	history, err := t.p.net.History(a.team.owner, a.number)
	if err != nil {
		return
	}
	for _, from := range history {
		if chatIDOf(a, from) != c.contact.id || skipped(from.Content) || from.State == 0 {
			continue
		}
		known := t.ownOf(a, from.ID)
		if known == nil {
			m := t.shape(a, c, from)
			m.status = statusOf(from.State)
			if !m.fromMe {
				m.status = statusDelivered
			}
			t.put(m)
			continue
		}
		t.refetch(a, c, known, from)
	}
}

// refetch replaces what a stored message says by what the platform says; what only this API knows stays.
func (t *tx) refetch(a *account, c *chat, m *message, from network.Message) {
	if !m.fromMe || m.user == "" {
		fresh := t.contentOf(a, from)
		fresh.Reactions, fresh.Quoted = m.Reactions, m.Quoted
		if from.State == network.Deleted {
			fresh = content{Deleted: true}
		}
		m.content = fresh
	}
	t.p.byNet[from.ID] = m
}

type messagesSearchIn struct {
	AccountID   []string `query:"accountId"`
	Q           string   `query:"q"`
	ChatID      string   `query:"chatId"`
	Page        *int     `query:"page"`
	Count       *int     `query:"count"`
	ReturnChats bool     `query:"returnChats"`
}

type messagesFound struct {
	NextPage *int          `json:"nextPage,omitempty"`
	Messages []messageView `json:"messages"`
	Chats    *[]chatView   `json:"chats,omitempty"`
}

// messagesSearch looks for a text in messages and in the names of files (twoway 2.5).
func messagesSearch(t *tx, who *caller, in messagesSearchIn) (messagesFound, error) {
	var all []*message
	for _, contact := range t.allContacts(who.team) {
		switch {
		case contact.chat == nil, !who.sees(contact, who.narrowed()),
			len(in.AccountID) > 0 && !slices.Contains(in.AccountID, contact.account.id),
			in.ChatID != "" && contact.account.contactID(in.ChatID) != contact.id:
			continue
		}
		for _, m := range contact.chat.messages {
			if !m.Deleted && m.mentionsText(in.Q) {
				all = append(all, m)
			}
		}
	}
	slices.SortStableFunc(all, newestFirst)
	page := pageOf(all, in.Page, in.Count)
	out := messagesFound{Messages: viewsOf(page)}
	number, size := 1, pageSize
	if in.Page != nil {
		number = *in.Page
	}
	if in.Count != nil {
		size = *in.Count
	}
	if number*size < len(all) {
		out.NextPage = new(number + 1)
	}
	if in.ReturnChats {
		out.Chats = new(chatsOf(page))
	}
	return out, nil
}

func (m *message) mentionsText(q string) bool {
	return contains(orEmpty(m.Text), q) ||
		slices.ContainsFunc(m.Attachments, func(a attachment) bool { return contains(a.Filename, q) })
}

// chatsOf are the chats of some messages, each once.
func chatsOf(all []*message) []chatView {
	out, seen := []chatView{}, map[*chat]bool{}
	for _, m := range all {
		if !seen[m.chat] {
			seen[m.chat] = true
			out = append(out, m.chat.view())
		}
	}
	return out
}

type retryIn struct {
	Status string `path:"status"`
	Body   struct {
		Timestamp string `json:"timestamp"`
	}
}

// inStatus are the messages of a team in a status, in the order of their making, for a caller who may send to all or to some.
func (t *tx) inStatus(who *caller, status string, narrowed bool) (all []*message) {
	for _, contact := range t.allContacts(who.team) {
		if contact.chat == nil || !who.sees(contact, narrowed) {
			continue
		}
		for _, m := range contact.chat.messages {
			if m.status == status && !m.onItsWay {
				all = append(all, m)
			}
		}
	}
	slices.SortFunc(all, func(a, b *message) int { return int(a.serial) - int(b.serial) })
	return all
}

// messagesPatchPending sends all messages of a status again (twoway 2.5).
func messagesPatchPending(t *tx, who *caller, in retryIn) (success, error) {
	at := t.now
	if when, err := time.Parse(time.RFC3339, in.Body.Timestamp); err == nil && when.After(t.now) {
		at = when.UTC()
	}
	all := t.inStatus(who, in.Status, !who.scopes.has("MESSAGES_SEND_TO_ALL"))
	before := watchAll(all)
	for _, m := range all {
		if m.problem != nil {
			m.retries++
		}
		if !m.net.IsZero() {
			delete(t.p.byNet, m.net)
			m.net = network.ID{}
		}
		m.status, m.at, m.problem = statusPending, at, nil
		m.chat.renew()
		t.altered(m, "status", "timestamp", "error")
		t.schedule(m)
	}
	for _, s := range before {
		t.tellChat(s)
	}
	return success{true}, nil
}

// watchAll remembers how the chats of some messages are, each once.
func watchAll(all []*message) (out []snapshot) {
	seen := map[*chat]bool{}
	for _, m := range all {
		if !seen[m.chat] {
			seen[m.chat] = true
			out = append(out, m.chat.watch())
		}
	}
	return out
}

type clearIn struct {
	Status    string `path:"status"`
	AccountID string `query:"accountId"`
	ChatID    string `query:"chatId"`
}

// messagesDeletePending removes all messages of a status; nothing is sent (twoway 2.5).
func messagesDeletePending(t *tx, who *caller, in clearIn) (success, error) {
	all := slices.DeleteFunc(t.inStatus(who, in.Status, false), func(m *message) bool {
		a := m.chat.contact.account
		return in.AccountID != "" && a.id != in.AccountID || in.ChatID != "" && m.chat.contact.id != a.contactID(in.ChatID)
	})
	before := watchAll(all)
	for _, m := range all {
		t.removed(m)
	}
	for _, m := range all {
		t.drop(m)
	}
	for _, s := range before {
		t.tellChat(s)
	}
	return success{true}, nil
}
