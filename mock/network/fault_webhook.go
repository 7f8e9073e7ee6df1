package network

import (
	"encoding/binary"
	"time"
)

// WebhookCall is one attempt to post a callback, before it is made.
type WebhookCall struct {
	Provider, Event string // opaque: the label, and the event's name in the provider's document
	Account         string
	Number, Sender  string // empty: those of the message
	Operation       string
	Message         ID     // zero: none
	State           State  // that the callback tells; zero: none
	URL             string // tells copies for several addresses apart in the draws
	Cause           uint64 // log number of the event
	Attempt         int    // from 1
}

// atWebhook are the faults of which the webhook is told. Those that shape the event as a whole are asked with the first attempt alone.
var (
	atWebhook    = []int{13, 14, 15, 16, 17, 18, 19, 20, 22, 23, 24, 25, 26, 58}
	firstAttempt = map[int]bool{13: true, 14: true, 15: true, 16: true, 19: true, 20: true, 22: true}
)

// WebhookFault asks what goes wrong with an attempt: the effects of every rule that strikes, in order of the faults. Ask in the order
// of the delivery numbers, so that rules that count strike the same ones again.
func (n *Network) WebhookFault(c WebhookCall) (effects []Effect) {
	if !n.anyFault(c.Number, atWebhook) {
		return nil
	}
	_ = n.write(func(t *tx) error {
		if place, ok := n.messageBy[c.Message]; ok && c.State == 0 { // a provider's own event about it
			c.State = n.messages.at(place).state
		}
		s := t.subjectOfCallback(c)
		for _, no := range atWebhook {
			if firstAttempt[no] && c.Attempt > 1 {
				continue
			}
			ready := func(r *rule) bool { return t.webhookReady(r, c) }
			effects = t.effects(effects, no, s, ready, t.webhookAct)
		}
		return nil
	})
	return effects
}

// subjectOfCallback is a callback as the rules see it: with what its message says.
func (t *tx) subjectOfCallback(c WebhookCall) *subject {
	s := &subject{Event: Event{Account: c.Account, Number: c.Number, Sender: c.Sender}}
	n := c.Cause
	if place, ok := t.n.messageBy[c.Message]; ok {
		s = t.subjectOf(place)
		n = uint64(c.State)
	}
	s.provider, s.event = c.Provider, c.Event
	if c.State != 0 {
		s.told = c.State.String()
	}
	if c.Operation != "" {
		s.operation = c.Operation
	}
	s.entity = entityOf(c.Provider, c.Event, c.URL) ^ binary.BigEndian.Uint64(c.Message[:8])
	s.n = n<<16 | uint64(min(c.Attempt, 1<<16-1))
	return s
}

// webhookReady tells whether a rule has anything to say about an attempt.
func (t *tx) webhookReady(r *rule, c WebhookCall) bool {
	switch r.no {
	case 16:
		return r.text("status") == "" || c.State != 0 && r.text("status") == c.State.String()
	case 22:
		return t.now() < r.outage()
	case 24:
		return c.Attempt >= r.integer("after")
	}
	return true
}

// webhookAct is what a struck rule does to an attempt.
func (t *tx) webhookAct(r *rule, s *subject) Act {
	switch r.no {
	case 13:
		return Repeat{r.integer("copies") - 1, r.duration("gap"), r.text("envelope") == "new"}
	case 14:
		return Reorder{r.integer("depth"), r.text("scope") == "across", r.duration("wait")}
	case 15:
		return Delay{t.drawnTime(r, s)}
	case 16:
		return Drop{}
	case 17:
		return Sign{r.text("how"), r.duration("age")}
	case 18:
		return Escape{r.text("escape")}
	case 19:
		return Batch{Updates: r.integer("updates"), Size: r.integer("size")}
	case 20:
		return Batch{Updates: 2, Size: 3 * megabyte, Mix: r.text("mix")}
	case 22:
		place := int64(r.struck-1) * int64(time.Second) / int64(r.integer("rate"))
		return Delay{time.Duration(r.outage() - t.now() + place)}
	case 23:
		return TimeOut{r.duration("timeout")}
	case 24:
		return GiveUp{}
	case 25:
		return Malform{r.text("how")}
	case 26:
		return Misdirect{r.text("number")}
	}
	return Unreachable{r.text("kind")} // F58
}

// outage is when the outage of a storm is over (F22).
func (r *rule) outage() int64 { return r.since + int64(r.duration("backlog")) }
