package network

import (
	"cmp"
	"slices"
	"time"
)

// message is one message as it runs.
type message struct {
	id      ID
	content Content
	note    any // the provider's own, handed back untouched
	made    int64
	chat    uint32
	next    uint32 // in the chat
	reply   uint32 // the quoted message
	changed uint32 // its newest change
	ttl     uint32 // seconds on the channel, from dispatch
	nth     uint32 // in the chat, from 1
	state   State
	dir     Direction
	turn    uint8 // of the queue: steps of older turns are void
	hops    uint8 // forwarded so often
	flags   messageFlags
	tries   uint8  // SMS
	op      uint16 // number of the operation's label
}

type messageFlags uint16

const (
	flagInWindow messageFlags = 1 << iota // the window was open when it was accepted or dispatched
	flagWaiting                           // with the channel: the phone cannot be reached
	flagPremium                           // Viber: rate type session
	flagQuestion
	flagPartsMissing
	flagVerify    // the send asked for a contact check
	flagEcho      // written on the business's own phone
	flagFreeEntry // a free entry point was open when it was dispatched (network 3.2)
	flagSeen      // the person has looked at it, whether that is told or not
	flagGivesWay  // cancelled by an answer (network 2.2 W2a)
	flagTapped    // a reply button of it was tapped: there is no second time (network 3.5)
)

// change is one state that a message entered.
type change struct {
	at     int64
	before uint32 // the change before it
	state  State
	reason Reason
}

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

// asked is a text about a product: kept as the content of the message.
type asked struct {
	Text
	about ProductRef
}

// sms is a text in parts, as a person sends it.
type smsText struct {
	Text
	parts int
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
	out.WhatsAppID, out.ShownAs, out.Code, out.Forgotten = cmp.Or(k.waID, h.number), k.shown, k.code, k.forgotten
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

// Note is what the provider has kept with a message (Draft.Note); nil when it has kept nothing, or there is no such message.
func (n *Network) Note(id ID) (note any) {
	n.ask(func() {
		if place, ok := n.messageBy[id]; ok {
			note = n.messages.at(place).note
		}
	})
	return note
}

// enter brings a message into a state, or says that the table of transitions lacks the step.
func (t *tx) enter(place uint32, to State, why Reason) error {
	m := t.n.messages.at(place)
	if m.state != 0 && !May(m.state, to) {
		return &TransitionError{m.state, to}
	}
	released := m.state == Held && to == Accepted
	m.state = to
	m.changed = t.n.changes.add(change{at: t.now(), before: m.changed, state: to, reason: why})
	kind := messageKinds[to]
	switch {
	case released:
		kind = MessageReleased
	case to == Arrived:
		kind = MessageInbound
	case to == Accepted && m.flags&flagEcho != 0:
		kind = MessageEchoed
	case m.dir == Inbound && to == Read:
		kind = MessageMarkedRead
	}
	if notice, ok := noticeKind(m.content); ok && to == Arrived {
		kind = notice
	}
	t.tellParts(place, to, why)
	t.tell(place, t.about(m, Event{Kind: kind, State: to, Reason: why}))
	return nil
}

// about fills in whom an event of a message concerns.
func (t *tx) about(m *message, e Event) Event {
	c := t.n.chats.at(m.chat)
	s := t.n.senders[c.sender-1]
	e.Account, e.Channel, e.Sender, e.Number, e.Message = s.Account, s.Channel, s.ID, t.n.people.at(c.person).number, m.id
	return e
}

// put makes a message in a chat.
func (t *tx) put(chatPlace uint32, m message) uint32 {
	c := t.n.chats.at(chatPlace)
	c.count++
	m.chat, m.nth, m.made = chatPlace, c.count, t.now()
	m.id = drawID(t.n.seed, forMessageIDs, c.entity, uint64(c.count))
	place := t.n.messages.add(m)
	t.n.messageBy[m.id] = place
	if c.last != 0 {
		t.n.messages.at(c.last).next = place
	} else {
		c.first = place
	}
	c.last = place
	if m.dir == Outbound {
		if c.firstOpen == 0 {
			c.firstOpen = place
		}
		if c.firstUnread == 0 {
			c.firstUnread = place
		}
	}
	return place
}
