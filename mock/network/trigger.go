package network

import "slices"

// Push brings a message of a business into a state at once, whatever checks and the person would make of it (control: trigger). Without
// a Message one is made of the Draft. The message is a true one: it stands in its chat and goes on from there.
type Push struct {
	Message ID
	Draft   Draft
	To      State  // dispatched, sent, delivered, read, played, failed, deleted; zero: a report that maps to nothing
	Reason  Reason // of a failure
	Code    string // an outside code of the failure that stands for the reason's
}

// Push does what a Push says and answers the message. Errors: ErrSenderUnknown, ErrMessageUnknown, and a *TransitionError for a state
// that the message cannot come to.
func (n *Network) Push(p Push) (id ID, err error) {
	err = n.do(func(t *tx) error {
		place := n.messageBy[p.Message]
		if p.Message.IsZero() {
			s, err := n.ownSender(p.Draft.Account, p.Draft.Channel, p.Draft.From)
			if err != nil {
				return err
			}
			place = n.messageBy[t.accept(s, p.Draft).ID]
		}
		if place == 0 || n.messages.at(place).dir != Outbound {
			return ErrMessageUnknown
		}
		id = n.messages.at(place).id
		return t.push(place, p)
	})
	return id, err
}

// way is how a message goes when nothing stops it.
var way = []State{Accepted, Dispatched, Sent, Delivered, Read, Played}

// push brings a message to its state step by step, and plans what usually follows.
func (t *tx) push(place uint32, p Push) error {
	m := t.n.messages.at(place)
	c := t.n.chats.at(m.chat)
	at, goal := slices.Index(way, m.state), slices.Index(way, p.To)
	if goal < 0 { // off the way: a failure from where the message is, the rest from sent on
		goal = max(at, slices.Index(way, Sent))
		if p.To == Failed {
			goal = at
		}
	}
	channel := t.n.senders[c.sender-1].Channel
	voice, _ := m.content.(Media)
	switch {
	case at < 0 || goal < at, p.To == Read && channel == SMS, p.To == Played && voice.As != Voice:
		return &TransitionError{m.state, p.To}
	}
	m.turn++ // what was planned for it is void
	m.flags &^= flagWaiting
	for _, next := range way[at+1 : goal+1] {
		if next == Read && p.To == Played {
			continue
		}
		if next == Dispatched {
			t.settleContent(place)
			m.ttl = uint32(t.lifetime(place).Seconds())
		}
		if err := t.enter(place, next, NoReason); err != nil {
			return err
		}
	}
	switch p.To {
	case 0:
		e := t.about(m, Event{Kind: MessageUnknown, At: instant(t.now())})
		t.notMapped(place, e)
		t.append(e)
	case Failed, Deleted:
		if p.Code != "" {
			t.mark(place).code = p.Code
		}
		if err := t.enter(place, p.To, p.Reason); err != nil {
			return err
		}
	}
	t.passOver(c)
	t.passUnread(c)
	t.goOn(place)
	return nil
}

// goOn plans what follows for a message that was brought into its state.
func (t *tx) goOn(place uint32) {
	m := t.n.messages.at(place)
	c := t.n.chats.at(m.chat)
	switch {
	case m.state == Dispatched:
		t.next(place, 0, stepSent, 0)
	case m.state == Sent && t.reachable(c):
		t.next(place, t.hop(m, HopDeliver), stepDeliver, 0)
	case m.state == Sent:
		t.wait(place)
	}
}

// TellError tells the business of a sender an error that belongs to no message (control: trigger error.outside).
func (n *Network) TellError(c Channel, senderID, code, title, details string) error {
	return n.aboutSender(c, senderID, func(t *tx, s *sender) {
		t.append(Event{
			Kind: ErrorOutside, Account: s.Account, Channel: c, Sender: senderID,
			Altered: &Alteration{WABA: s.WABA, ID: code, Name: title, Why: details},
		})
	})
}

// Trigger puts a named event into the log that only a provider has a word for: its name and one value (control: trigger).
func (n *Network) Trigger(c Channel, senderID, number, name, value string) error {
	return n.aboutSender(c, senderID, func(t *tx, s *sender) {
		t.append(Event{
			Kind: Triggered, Account: s.Account, Channel: c, Sender: senderID, Number: number, Text: name,
			Altered: &Alteration{WABA: s.WABA, Property: name, New: value},
		})
	})
}

// aboutSender runs f with a sender.
func (n *Network) aboutSender(c Channel, id string, f func(*tx, *sender)) error {
	return n.do(func(t *tx) error {
		s := n.sendersBy[senderKey{c, id}]
		if s == nil {
			return ErrSenderUnknown
		}
		f(t, s)
		return nil
	})
}
