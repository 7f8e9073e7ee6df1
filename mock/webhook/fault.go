package webhook

import (
	"bytes"
	"net/http"
	"slices"
	"time"

	"github.com/mynah-sim/mynah/mock/network"
)

// spoil is what faults do to the next attempt of a delivery (network 7.2, place webhook).
type spoil struct {
	drop        bool   // F16: nothing is sent, and that counts as done
	giveUp      bool   // F24: no attempt after this one
	unreachable string // F58: the failure without a byte sent
	late        bool   // F23: whatever is answered comes too late
	timeout     time.Duration
	sign        *network.Sign
}

// plan is what faults do to a callback as a whole, besides its first attempt.
type plan struct {
	spoil   spoil
	wait    time.Duration    // F15, F22
	repeat  *network.Repeat  // F13
	reorder *network.Reorder // F14
}

// faulty asks the network what goes wrong with an attempt of a callback. It changes the body where the event is told wrongly; the
// attempt counts from 1. Invariant: called by the one goroutine that follows the log, so that rules that count strike in its order.
func (d *Dispatcher) faulty(e network.Event, c *Callback, attempt int) (p plan) {
	effects := d.net.WebhookFault(network.WebhookCall{
		Provider: c.Provider, Event: c.Event, Account: c.Account, Number: c.Number, Sender: e.Sender, Operation: c.Operation,
		Message: c.Message, State: e.State, URL: c.URL, Cause: e.N, Attempt: attempt,
	})
	for _, effect := range effects {
		p.add(effect.Act)
		c.Body = d.respell(c, e.Sender, effect.Act)
	}
	return p
}

// add notes one effect: of several that say the same thing the last counts, but delays add up.
func (p *plan) add(act network.Act) {
	switch a := act.(type) {
	case network.Repeat:
		p.repeat = &a
	case network.Reorder:
		p.reorder = &a
	case network.Delay:
		p.wait += a.For
	case network.Drop:
		p.spoil.drop = true
	case network.Sign:
		p.spoil.sign = &a
	case network.TimeOut:
		p.spoil.late, p.spoil.timeout = a.After == 0, a.After
	case network.GiveUp:
		p.spoil.giveUp = true
	case network.Unreachable:
		p.spoil.unreachable = map[string]string{"refused": Refused, "dns": NameNotFound, "tls": BadTLS}[a.How]
	}
}

// copies are the further posts of a repeated event (F13), with the time that each waits.
func (p *plan) copies(c Callback) (all []Callback, waits []time.Duration) {
	if p.repeat == nil {
		return nil, nil
	}
	for i := 1; i <= p.repeat.Copies; i++ {
		again := c
		if p.repeat.NewEnvelope && c.Again != nil {
			again.Body = c.Again(i)
		}
		if p.repeat.Gap > 0 {
			again.Order = "" // it waits for its time and holds nobody back
		}
		all, waits = append(all, again), append(waits, time.Duration(i)*p.repeat.Gap)
	}
	return all, waits
}

// hold keeps a delivery from its first attempt for a time on the world's clock. It holds mu.
func (d *Dispatcher) hold(dl *delivery, now time.Time, wait time.Duration) {
	dl.next = now.Add(wait)
	d.results = append(d.results, network.Report{Delivery: dl.number, Account: dl.callback.Account, Held: true, RetryIn: wait})
}

// overtaken lets a finished delivery release what waits for it to go first (F14). It holds mu.
func (d *Dispatcher) overtaken(by *delivery) {
	for _, dl := range slices.Clone(d.held) {
		same := dl.across && dl.callback.URL == by.callback.URL || !dl.across && dl.callback.Message == by.callback.Message
		if by.number <= dl.number || !same {
			continue
		}
		if dl.behind--; dl.behind > 0 {
			continue
		}
		d.release(dl)
		dl.next = noTime
		d.enqueue(job{delivery: dl})
	}
}

// release takes a delivery off the list of those that let others go first. It holds mu.
func (d *Dispatcher) release(dl *delivery) {
	d.held = slices.DeleteFunc(d.held, func(o *delivery) bool { return o == dl })
	dl.behind = 0
}

// misSign spoils the signature of an attempt (F17): what differs for another body is the signature, the rest stays.
func misSign(c *Callback, at time.Time, s *network.Sign) http.Header {
	if c.Sign == nil {
		return nil
	}
	good := c.Sign(at, c.Body)
	switch s.How {
	case "missing":
		return nil
	case "old_timestamp":
		return c.Sign(at.Add(-s.Age), c.Body)
	}
	other := append([]byte(s.How), c.Body...)
	bad := c.Sign(at, other)
	for name, values := range bad {
		if slices.Equal(values, good[name]) {
			continue
		}
		return bad // one of them depends on the body, and is wrong now
	}
	for name, values := range bad { // a token that does not: spoiled itself
		bad[name] = nil
		for _, v := range values {
			letters := []byte(v)
			slices.Reverse(letters)
			bad[name] = append(bad[name], string(letters))
		}
	}
	return bad
}

// respell is the body of a callback as a fault tells it: with strange members, for another number, written another way, or many in one.
func (d *Dispatcher) respell(c *Callback, sender string, act network.Act) []byte {
	switch a := act.(type) {
	case network.Malform:
		return malform(c.Body, a.How)
	case network.Misdirect:
		if sender != "" {
			return bytes.ReplaceAll(c.Body, []byte(sender), []byte(a.Number))
		}
	case network.Escape:
		return escape(c.Body, a.Style)
	case network.Batch:
		if c.Batch == nil {
			c.Batch = merged
		}
		return c.Batch(batch(c.Body, d.strangeOne(c, a.Mix), a))
	}
	return c.Body
}

// strangeOne is what stands beside a callback in a mixed batch (F20): the newest one of another form to the same address, or the same
// with ids that nobody knows. nil: nothing.
func (d *Dispatcher) strangeOne(c *Callback, mix string) []byte {
	if mix == "" {
		return nil
	}
	if mix == "messages_and_statuses" {
		d.mu.Lock()
		defer d.mu.Unlock()
		for number := d.last; number > 0; number-- {
			dl := d.known[number]
			if dl != nil && dl.callback.URL == c.URL && dl.callback.Provider == c.Provider && form(dl.callback.Body) != form(c.Body) {
				return dl.callback.Body
			}
		}
	}
	return malform(c.Body, "unknown_ids")
}

// batch is the bodies of one request of many updates (F19, F20): copies of this one, or by turns with a strange one.
func batch(body, strange []byte, b network.Batch) (all [][]byte) {
	size := 0
	for i := range b.Updates {
		one := body
		if strange != nil && i%2 == 1 {
			one = strange
		}
		if size += len(one) + 1; size > b.Size && i > 0 {
			break
		}
		all = append(all, one)
	}
	return all
}
