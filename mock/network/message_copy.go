package network

import (
	"cmp"
	"slices"
	"time"
)

// Message is a message as others see it: a copy.
type Message struct {
	ID         ID
	Direction  Direction
	Channel    Channel
	Account    string
	Sender     string // the business
	Number     string // the person; of a group's message its author, or the group when the business wrote it
	Name       string // the person's, as the profile shows it
	Group      string // in which it stands; empty: none
	Echo       bool   // the business wrote it on its own phone (network 3.16)
	UserID     string
	Content    Content
	Note       any
	State      State
	Made       time.Time
	Changed    time.Time
	ReplyTo    ID
	Hops       int  // forwarded
	Parts      int  // SMS
	Lost       bool // SMS: a part is missing
	Question   *ProductRef
	InWindow   bool // the service window was open when it was sent
	FreeEntry  bool // a free entry point was open when it was sent (network 3.2)
	Referral   *Referral
	Identity   string     // hash of the person's identity, where the sender checks it (network 3.14)
	Edited     time.Time  // zero: never
	Revision   int        // how often it was edited
	Votes      []PollVote // of a poll
	WhatsAppID string     // the person's outside id; the number, unless a fault says otherwise (F60)
	ShownAs    string     // SMS: the sender on the phone when the operator has rewritten it (F54)
	Code       string     // an outside code of its failure that stands for the reason's (F32)
	Forgotten  bool       // its account has lost it (F57)
	History    []Change
	Unmapped   []Change // reports that map to nothing, with the state in whose place each came (F62)
}

// OftenForwarded tells whether a message has gone through more than five hands (network 3.6).
func (m Message) OftenForwarded() bool { return m.Hops > frequentForward }

// ProductRef names a product that a text asks about (network 3.5).
type ProductRef struct{ Catalog, Product string }

// Change is one state that a message entered, and why.
type Change struct {
	State  State
	At     time.Time
	Reason Reason
}

// Told is the message as an event tells it: the state of the event stands last, at the event's time and with its reason, whatever is
// true. Without faults that is what is true at that moment (network 7.2: F27, F33 and F52 change what is told).
func (m Message) Told(e Event) Message {
	at := len(m.History) - 1
	for at >= 0 && m.History[at].State != e.State {
		at--
	}
	switch {
	case e.State == 0:
		return m
	case at < 0:
		m.History = append(slices.Clone(m.History), Change{e.State, e.At, e.Reason})
		return m
	}
	history := slices.Clone(m.History[:at+1])
	wrong := e.At.Sub(history[at].At) // by so much the clock differs that the time comes from
	for i := range history {
		history[i].At = history[i].At.Add(wrong)
	}
	history[at].Reason = e.Reason
	m.History = history
	return m
}

// copyOf is the message as others see it.
func (n *Network) copyOf(place uint32) Message {
	m := n.messages.at(place)
	c := n.chats.at(m.chat)
	s, h := n.senders[c.sender-1], n.people.at(c.person)
	out := Message{
		ID: m.id, Direction: m.dir, Channel: s.Channel, Account: n.owner(place), Sender: s.ID, Number: h.number, Name: h.name,
		Content: m.content, Note: m.note, State: m.state, Made: instant(m.made), Hops: int(m.hops),
		Lost: m.flags&flagPartsMissing != 0, InWindow: m.flags&flagInWindow != 0, Parts: 1,
		Echo: m.flags&flagEcho != 0, FreeEntry: m.flags&flagFreeEntry != 0,
	}
	n.addRare(place, h, &out)
	if h.more != nil {
		out.UserID = h.more.userID
	}
	k := n.marked(place)
	out.WhatsAppID, out.ShownAs, out.Code, out.Forgotten = cmp.Or(k.waID, out.Number), k.shown, k.code, k.forgotten
	out.Unmapped = k.unmapped
	if m.reply != 0 {
		out.ReplyTo = n.messages.at(m.reply).id
	}
	switch content := m.content.(type) {
	case asked:
		out.Content, out.Question = content.Text, &content.about
	case smsText:
		out.Content = content.Text
	}
	if s.Channel == SMS {
		out.Parts = n.partsOf(m.content)
	}
	out.History = n.history(m)
	out.Changed = out.Made
	if len(out.History) > 0 { // else it has not arrived yet
		out.Changed = out.History[len(out.History)-1].At
	}
	return out
}

// addRare fills in what few messages have.
func (n *Network) addRare(place uint32, h *handset, out *Message) {
	if n.groupAt(n.chats.at(n.messages.at(place).chat).person) != nil || isGroupID(h.number) {
		out.Group = h.number
	}
	if e := n.edits[place]; e.count > 0 {
		out.Edited, out.Revision = instant(e.at), e.count
	}
	if out.Name == "" {
		out.Name = n.nameOf(h.number)
	}
	if s := n.senders[n.chats.at(n.messages.at(place).chat).sender-1]; s.IdentityCheck {
		out.Identity = n.identity(h)
	}
	e := n.extras[place]
	if e == nil {
		return
	}
	out.Referral, out.Votes = e.referral, slices.Clone(e.votes)
	if e.author != "" {
		out.Number, out.Name = e.author, n.nameOf(e.author)
	}
}

// nameOf is how a number shows itself: a person's name, or a business's.
func (n *Network) nameOf(number string) string {
	if h := n.person(number); h != nil {
		return h.name
	}
	if s := n.sendersBy[senderKey{WhatsApp, number}]; s != nil {
		return s.Name
	}
	return ""
}

// history lists a message's changes, oldest first.
func (n *Network) history(m *message) []Change {
	count := 0
	for at := m.changed; at != 0; at = n.changes.at(at).before {
		count++
	}
	all := make([]Change, count)
	for at := m.changed; at != 0; {
		count--
		ch := n.changes.at(at)
		all[count] = Change{ch.state, instant(ch.at), ch.reason}
		at = ch.before
	}
	return all
}

// Message answers one message by its id.
func (n *Network) Message(id ID) (m Message, err error) {
	err = ErrMessageUnknown
	n.ask(func() {
		if place, ok := n.messageBy[id]; ok {
			m, err = n.copyOf(place), nil
		}
	})
	return m, err
}

// OutsideID is the person's outside id in a message where a fault has made it another one than the number (F60); else empty.
func (n *Network) OutsideID(id ID) (text string) {
	n.ask(func() { text = n.marked(n.messageBy[id]).waID })
	return text
}
