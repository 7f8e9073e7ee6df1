package twoway

import (
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"

	"github.com/mynah-sim/mynah/mock/network"
)

// outsideID is the id of a message that the other side made: a pure function of the network's (twoway 1.2, 4.5 Message).
func outsideID(id network.ID) string { return "3EB0" + strings.ToUpper(hex.EncodeToString(id[8:])) }

// MessageID reads the id of a message as this API gave it out.
func (p *Provider) MessageID(text string) (network.ID, bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.catchUp()
	for _, a := range p.accounts {
		if m := a.ids[text]; m != nil && !m.net.IsZero() {
			return m.net, true
		}
	}
	return network.ID{}, false
}

// chatIDOf is the id of the chat in which a message of the network stands.
func chatIDOf(a *account, m network.Message) string {
	if m.Group != "" {
		return m.Group + groupSuffix
	}
	return a.contactID(m.WhatsAppID) // the number, unless a fault says otherwise (F60)
}

// shape makes a message of this API of one of the network; its status is the caller's affair.
func (t *tx) shape(a *account, c *chat, from network.Message) *message {
	m := &message{
		chat: c, id: outsideID(from.ID), fromMe: from.Direction == network.Outbound, at: from.Made, net: from.ID,
		content: t.contentOf(a, from), person: from.Number,
	}
	m.sender = a.userID()
	if !m.fromMe {
		m.sender = a.contactID(from.WhatsAppID)
	}
	switch said := from.Content.(type) {
	case network.Reply:
		m.misc.ButtonReplyID = said.ID
	case network.Unsupported:
		m.hidden = true
	}
	if from.Hops > 0 {
		m.misc.ForwardCount = float64(from.Hops)
	}
	m.Quoted = t.quoteOf(a, c, from.ReplyTo)
	m.Deleted = from.State == network.Deleted
	if m.Deleted {
		m.content = content{Deleted: true}
	}
	t.p.byNet[from.ID] = m
	return m
}

// quoteOf is the message that one answers; nil for none.
func (t *tx) quoteOf(a *account, c *chat, id network.ID) *quoted {
	if id.IsZero() {
		return nil
	}
	if m := t.ownOf(a, id); m != nil {
		return &quoted{ChatID: c.contact.id, ID: m.id, SenderContactID: m.sender, Text: m.Text}
	}
	return &quoted{ChatID: c.contact.id, ID: outsideID(id)}
}

// contentOf is what a message of the network says, in the words of this API (twoway 4.5).
func (t *tx) contentOf(a *account, from network.Message) content {
	switch c := from.Content.(type) {
	case network.Media:
		return content{Text: textOrNil(c.Caption), Attachments: []attachment{t.attachmentOf(c)}}
	case network.Location:
		return content{Text: textOrNil(c.Name), Attachments: []attachment{{Type: "location", Location: &location{c.Latitude, c.Longitude}}}}
	case network.Contacts:
		return content{Attachments: cardsOf(c)}
	case network.Order:
		return content{Text: textOrNil(c.Note), Order: t.orderOf(a, from.ID, c)}
	case network.Poll:
		return content{Text: textOrNil(c.Question), Poll: pollOf(c)}
	case network.Interactive:
		out := content{Text: textOrNil(c.Body)}
		for _, choice := range c.Choices {
			out.Buttons = append(out.Buttons, button{ID: choice.ID, Text: choice.Title})
		}
		return out
	case network.Unsupported:
		return content{}
	}
	return content{Text: textOrNil(from.Content.Words())}
}

// kindsOf are the types of attachments by the kinds of files.
var kindsOf = map[network.MediaKind]string{
	network.Image: "image", network.Video: "video", network.Audio: "audio", network.Voice: "audio", network.Document: "document",
	network.File: "document", network.Sticker: "sticker",
}

func (t *tx) attachmentOf(c network.Media) attachment {
	out := attachment{Type: kindsOf[c.As], Mimetype: c.MIME, URL: c.Link, PTTAudio: c.As == network.Voice}
	if c.As == network.Document || c.As == network.File {
		out.Filename = c.Filename
	}
	if c.Seconds > 0 {
		seconds := float64(c.Seconds)
		out.Seconds = &seconds
	}
	if !c.ID.IsZero() {
		out.URL = t.p.mediaURL(c.ID, 0)
	}
	return out
}

// cardsOf are contact cards as vCards (twoway 5.2, attachments).
func cardsOf(c network.Contacts) (all []attachment) {
	for _, card := range c.Cards {
		text := "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:" + card.Name.Formatted + "\r\n"
		for _, phone := range card.Phones {
			text += "TEL:" + phone.Value + "\r\n"
		}
		for _, mail := range card.Emails {
			text += "EMAIL:" + mail.Value + "\r\n"
		}
		text += "END:VCARD\r\n"
		all = append(all, attachment{
			Type: "contact", Mimetype: "text/vcard", URL: "data:text/vcard;base64," + base64.StdEncoding.EncodeToString([]byte(text)),
		})
	}
	return all
}

func pollOf(c network.Poll) *poll {
	out := &poll{Options: []pollOption{}}
	most := float64(1)
	if c.Multiple {
		most = float64(len(c.Options))
	}
	out.MaxSelections = &most
	for _, text := range c.Options {
		out.Options = append(out.Options, pollOption{Text: text})
	}
	return out
}

// reacted is a reaction of a person: it changes the message that it stands on (twoway 3.3).
func (t *tx) reacted(a *account, from network.Message, c network.Reaction) {
	m := t.ownOf(a, c.Target)
	if m == nil || m.Deleted {
		return
	}
	who := a.contactID(from.Number)
	reactions := slices.DeleteFunc(slices.Clone(m.Reactions), func(r messageReaction) bool { return r.FromID == who })
	if c.Emoji != "" {
		reactions = append(reactions, messageReaction{Reaction: c.Emoji, FromID: who, ID: outsideID(from.ID), Timestamp: stamp(t.now)})
	}
	m.Reactions = reactions
	t.altered(m, "reactions")
}

// vote is what a person chose of a poll: voters on the poll, and a message (twoway 3.3, poll vote).
func (t *tx) vote(a *account, from network.Message, v network.Vote) {
	poll := t.ownOf(a, v.Poll)
	if poll == nil || poll.Poll == nil {
		return
	}
	who := a.contactID(from.Number)
	t.chosen(poll, who, v.Options)
	c, fresh := t.chatWith(a, chatIDOf(a, from), t.namesOf(from), false)
	m := t.shape(a, c, from)
	m.status = statusDelivered
	m.content = content{Text: textOrNil(strings.Join(v.Options, ", ")), Quoted: t.quoteOf(a, c, v.Poll)}
	m.misc.PollReplyOptions = append([]string{}, v.Options...)
	for _, b := range poll.Buttons {
		if len(v.Options) > 0 && b.Text == v.Options[0] {
			m.misc.ButtonReplyID = b.ID
		}
	}
	t.inbound(c, m, fresh)
}

// chosen notes who chose which options of a poll.
func (t *tx) chosen(m *message, who string, options []string) {
	next := *m.Poll
	next.Options = nil
	for _, o := range m.Poll.Options {
		voters := slices.DeleteFunc(slices.Clone(o.Voters), func(id string) bool { return id == who })
		if slices.Contains(options, o.Text) {
			voters = append(voters, who)
		}
		if len(voters) == 0 {
			voters = nil
		}
		next.Options = append(next.Options, pollOption{o.Text, voters})
	}
	m.Poll = &next
	t.altered(m, "poll")
}

// erase empties a message that was deleted for everyone (twoway 2.5 messagesDelete, 3.3).
func (t *tx) erase(m *message) {
	m.content = content{Deleted: true, Quoted: m.Quoted}
	t.altered(m, "deleted", "text")
}

// assignNew assigns a new chat by the rule of its side: candidates in turn, with a note (twoway 5.6).
func (t *tx) assignNew(c *chat, incoming bool) {
	a := c.contact.account
	rules := a.settings.NewChatsAssignee
	if rules == nil {
		return
	}
	rule, side := rules.Outgoing, "outgoing"
	if incoming {
		rule, side = rules.Incoming, "incoming"
	}
	if rule == nil || !rule.Enabled || len(rule.Assignees) == 0 {
		return
	}
	next := rule.Assignees[a.turns[side]%len(rule.Assignees)]
	a.turns[side]++
	if t.assign(c.contact, next, "") {
		t.touched(c.contact, "assignee", "assigner")
		t.assignmentNote(c.contact)
	}
}

// assign sets the assignee of a contact and reports whether that changed something; by is empty for a rule.
func (t *tx) assign(c *contact, to, by string) bool {
	if c.assignee == to {
		return false
	}
	c.assignee, c.assigner = to, by
	return true
}

// assignmentNote writes the note about a new assignee into the chat, if there is one (twoway 2.4 contactsPatch).
func (t *tx) assignmentNote(c *contact) {
	if c.chat == nil {
		return
	}
	m := &message{
		chat: c.chat, id: t.p.chance.messageID(), fromMe: true, sender: c.account.ownSender(), user: c.assigner, at: t.now, status: statusNote,
		content: content{Action: &action{"ASSIGNEE_CHANGED", []string{c.assignee, c.assigner}}},
	}
	t.put(m)
	t.stored(m)
}

// ownSender is the senderContactId of what the account sends: null before the first login (twoway 5.6).
func (a *account) ownSender() string {
	if a.number == "" {
		return ""
	}
	return a.userID()
}

// orderOf is an order of a customer, with what order-details tells of it.
func (t *tx) orderOf(a *account, id network.ID, c network.Order) *messageOrder {
	out := &messageOrder{
		OrderID: orderNumber(id), Token: "AR" + base64.StdEncoding.EncodeToString(id[:9]) + "==", SellerID: a.userID(),
		Total: price{Currency: "USD"},
	}
	for _, line := range c.Items {
		out.ItemCount += line.Quantity
		out.Total.Amount += line.Price * 10 * int64(line.Quantity)
		out.Total.Currency = line.Currency
	}
	return out
}

// orderNumber is the id of an order: 15 digits.
func orderNumber(id network.ID) string {
	var n uint64
	for _, b := range id[8:] {
		n = n<<8 | uint64(b)
	}
	return fmt.Sprintf("%d", 100_000_000_000_000+n%900_000_000_000_000)
}
