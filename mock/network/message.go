package network

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
