package network

import (
	"fmt"
	"maps"
	"slices"
	"time"
)

// Checker follows the log of a network and says when something is not as the network promises:
//
//   - numbering: events are numbered without gaps, and their times do not fall;
//   - transition: a message goes only from a state to one that the table allows (network 2.2 to 2.5);
//   - once: each state of a message is told once;
//   - cause: nothing is told of a message or call before it is there;
//   - order: messages of one chat are sent and delivered in the order in which they were accepted (network 2.7);
//   - together: what is read at once is read oldest first (network 2.2 W16);
//   - window: free-form of an api sender goes out only while the window is open (network 3.1);
//   - lost: at the end every message has come to an end of its own;
//   - callback: a callback is tried, reported, tried again and ended in this order, and never after its end.
//
// Faults that change what is told (F13 to F16, F29, F30, F33, F35, F62) break these on purpose: with them only the histories are judged.
type Checker struct {
	n         *Network
	last      Event
	messages  map[ID]*followed
	calls     map[ID]CallState
	teller    map[ID]string     // the first account that was told of a message or call; what others that have the number are told is the same
	delivered map[string]uint64 // newest nth delivered, by chat and channel
	read      map[string]followedRead
	windows   map[string]time.Time // newest inbound, by sender and number
	callbacks map[uint64]callbackState
}

// followed is a message as the log tells it.
type followed struct {
	state    State
	nth      uint64
	inbound  bool
	chat     string
	told     map[State]bool
	waits    bool // was to be sent later: in no order
	accepted time.Time
}

type followedRead struct {
	at  time.Time
	nth uint64
}

type callbackState uint8

const (
	callbackTried callbackState = iota + 1
	callbackWaits
	callbackOver
)

// InvariantError says which promise was broken, by which event.
type InvariantError struct {
	Name  string
	Event Event
	Text  string
}

func (e *InvariantError) Error() string { return fmt.Sprintf("%s: %s: %s", e.Name, e.Text, e.Event) }

// NewChecker follows a network from its first event on.
func NewChecker(n *Network) *Checker {
	return &Checker{
		n: n, teller: map[ID]string{}, messages: map[ID]*followed{}, calls: map[ID]CallState{}, delivered: map[string]uint64{}, read: map[string]followedRead{},
		windows: map[string]time.Time{}, callbacks: map[uint64]callbackState{},
	}
}

// Catch reads the log up to its end. The network must not have changed since the last event whose message it looks at; so call it
// often.
func (c *Checker) Catch() error {
	for {
		events, ok := c.n.Events(c.last.N, 1000)
		if !ok {
			return &InvariantError{"numbering", c.last, "the log no longer holds what comes next"}
		}
		if len(events) == 0 {
			return nil
		}
		for _, e := range events {
			if err := c.follow(e); err != nil {
				return err
			}
		}
	}
}

func (c *Checker) follow(e Event) error {
	broken := func(name, text string) error { return &InvariantError{name, e, text} }
	if e.N != c.last.N+1 || e.At.Before(c.last.At) {
		return broken("numbering", "a gap, or time falls")
	}
	c.last = e
	if c.copied(e) {
		return nil
	}
	switch e.Kind {
	case CallRinging, CallOffered, CallPrepared, CallAccepted, CallRejected, CallEnded:
		return c.followCall(e, broken)
	case CallbackDue, CallbackReported:
		return c.followCallback(e, broken)
	}
	if e.State == 0 || e.Message.IsZero() || e.Text == onOtherDevice {
		return nil
	}
	return c.followMessage(e, broken)
}

// copied tells whether an event is the one of another account that has the same number (network D29).
func (c *Checker) copied(e Event) bool {
	if e.Message.IsZero() || ownAffairs[e.Kind] {
		return false
	}
	first, known := c.teller[e.Message]
	if !known {
		c.teller[e.Message] = e.Account
	}
	return known && first != e.Account
}

type breaker func(name, text string) error

func (c *Checker) followMessage(e Event, broken breaker) error {
	m := c.messages[e.Message]
	if m == nil {
		full, err := c.n.Message(e.Message)
		if err != nil {
			return broken("cause", "there is no such message")
		}
		m = &followed{inbound: full.Direction == Inbound, told: map[State]bool{}, chat: e.Channel.String() + " " + e.Sender + " " + e.Number, nth: c.n.nth(e.Message)}
		c.messages[e.Message] = m
		first := map[bool]State{true: Arrived, false: Accepted}[m.inbound]
		if e.State != first && !(m.inbound && e.State == Deleted) {
			return broken("cause", "the first that is told of it is "+e.State.String())
		}
	} else if !May(m.state, e.State) {
		return broken("transition", "from "+m.state.String())
	}
	if m.told[e.State] && e.Kind != MessageReleased {
		return broken("once", e.State.String()+" is told again")
	}
	m.told[e.State], m.state = true, e.State
	return c.followOrder(e, m, broken)
}

func (c *Checker) followOrder(e Event, m *followed, broken breaker) error {
	switch {
	case m.inbound && e.State == Arrived && e.Kind == MessageInbound:
		c.windows[e.Sender+" "+e.Number] = e.At
	case e.State == Accepted:
		m.accepted = e.At
	case e.State == Dispatched:
		m.waits = e.At.Sub(m.accepted) > time.Second
	case e.State == Sent:
		return c.followWindow(e, broken)
	case e.State == Delivered && !m.waits:
		if c.delivered[m.chat] > m.nth {
			return broken("order", fmt.Sprintf("number %d of the chat was delivered before number %d", c.delivered[m.chat], m.nth))
		}
		c.delivered[m.chat] = m.nth
	case e.State == Read && !m.inbound:
		if before := c.read[m.chat]; before.at.Equal(e.At) && before.nth > m.nth {
			return broken("together", "read after a newer one of the same instant")
		}
		c.read[m.chat] = followedRead{e.At, m.nth}
	}
	return nil
}

// followWindow judges what was sent without a template: it was dispatched less than 24 h after the person's last message.
func (c *Checker) followWindow(e Event, broken breaker) error {
	full, err := c.n.Message(e.Message)
	if err != nil {
		return broken("cause", "there is no such message")
	}
	s, err := c.n.Sender(WhatsApp, e.Sender)
	if _, template := full.Content.(TemplateMessage); err != nil || template || full.Channel != WhatsApp || s.Kind == "linked" || full.Echo {
		return nil
	}
	opened, ok := c.windows[e.Sender+" "+e.Number]
	for _, change := range full.History {
		if change.State == Dispatched && (!ok || !change.At.Before(opened.Add(serviceWindow))) {
			return broken("window", "it was closed")
		}
	}
	return nil
}

func (c *Checker) followCall(e Event, broken breaker) error {
	state, known := c.calls[e.Message]
	starts := e.Kind == CallRinging || e.Kind == CallOffered
	if e.Kind == CallOffered {
		c.windows[e.Sender+" "+e.Number] = e.At
	}
	switch {
	case starts && known, state == CallOver, e.Kind == CallAccepted && state == CallConnected:
		return broken("transition", "the call is "+string(state))
	case e.Kind == CallEnded:
		c.calls[e.Message] = CallOver
	case e.Kind == CallAccepted:
		c.calls[e.Message] = CallConnected
	default:
		c.calls[e.Message] = CallRings
	}
	return nil
}

func (c *Checker) followCallback(e Event, broken breaker) error {
	state := c.callbacks[e.Delivery]
	switch {
	case state == callbackOver:
		return broken("callback", "it has ended before")
	case e.Kind == CallbackDue && state != callbackWaits:
		return broken("callback", "due without a report that asks for it")
	case e.Kind == CallbackDue:
		c.callbacks[e.Delivery] = callbackTried
	case endsCallback(e.Text):
		c.callbacks[e.Delivery] = callbackOver
	default:
		c.callbacks[e.Delivery] = callbackWaits
	}
	return nil
}

// Finish judges what is left when nothing more is planned.
func (c *Checker) Finish() error {
	if err := c.Catch(); err != nil {
		return err
	}
	for _, delivery := range slices.Sorted(maps.Keys(c.callbacks)) {
		if c.callbacks[delivery] == callbackWaits {
			return &InvariantError{"callback", Event{Delivery: delivery}, "it waits for a further try that is not planned"}
		}
	}
	return c.n.judgeEnds()
}

// nth is the place of a message in its chat.
func (n *Network) nth(id ID) (nth uint64) {
	n.ask(func() { nth = uint64(n.messages.at(n.messageBy[id]).nth) })
	return nth
}

// judgeEnds looks for messages that nothing will bring to an end, and for steps that the table does not allow. What is on its way to a
// business, or withheld from it, has no state.
func (n *Network) judgeEnds() (err error) {
	n.ask(func() {
		for place := uint32(1); place <= n.messages.n && err == nil; place++ {
			m := n.messages.at(place)
			_, reaction := m.content.(Reaction)
			wrong := ""
			switch {
			case m.dir == Outbound && !m.state.ended() && !(reaction && m.state == Sent):
				wrong = "it stays " + m.state.String()
			default:
				wrong = n.judgeHistory(m)
			}
			if wrong != "" {
				err = &InvariantError{"lost", Event{Message: m.id, State: m.state}, wrong}
			}
		}
	})
	return err
}

func (n *Network) judgeHistory(m *message) string {
	states := n.history(m)
	for i := 1; i < len(states); i++ {
		if !May(states[i-1].State, states[i].State) || states[i].At.Before(states[i-1].At) {
			return fmt.Sprintf("from %s to %s", states[i-1].State, states[i].State)
		}
	}
	return ""
}
