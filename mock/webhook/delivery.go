package webhook

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"time"

	"github.com/mynah-sim/mynah/mock/network"
)

// State is where a delivery stands.
type State string

// The states of a delivery.
const (
	Pending   State = "pending" // an attempt is under way, waits for its turn, or is due later
	Delivered State = "delivered"
	GivenUp   State = "given_up"
)

// What Replay refuses.
var (
	ErrUnknown = errors.New("delivery unknown") // never there, or no longer kept
	ErrClosed  = errors.New("callbacks have ended")
)

// keptTries bounds what is remembered of one delivery: inbound SMS makes up to 10,900 attempts (tyntec OP-54).
const keptTries = 100

// delivery is one callback as it runs.
type delivery struct {
	number   uint64
	callback Callback
	breach   error
	made     time.Time
	state    State
	attempts int
	flying   bool // an attempt of the plan is being made
	replays  int
	first    time.Time // of the first attempt
	next     time.Time // zero: nothing planned
	tries    []Try
	event    network.Event // that caused it
	spoil    spoil         // of the next attempt
	behind   int           // F14: so many later ones go first; 0: none
	across   bool          // F14: later ones to the same address; else of the same message
	status   int           // of the newest attempt, where the callback has a Tag
	answer   []byte        // likewise
}

// Try is what is remembered of an attempt.
type Try struct {
	Attempt int
	Replay  bool
	At      time.Time // virtual
	Took    time.Duration
	Status  int
	Failure string
	Entry   uint64 // of the journal
}

func (dl *delivery) remember(a Attempt, entry uint64) {
	if len(dl.tries) == keptTries {
		dl.tries = slices.Delete(dl.tries, 1, 2) // the first one stays
	}
	dl.tries = append(dl.tries, Try{a.Attempt, a.Replay, a.At, a.Took, a.Status, a.Failure, entry})
}

// Delivery is a callback as others see it: a copy.
type Delivery struct {
	Delivery uint64
	Callback Callback
	Breach   error     // what the judge answered about the body
	At       time.Time // virtual, of the event
	State    State
	Attempts int       // of the plan
	Tries    []Try     // with replays, oldest first: the first and the newest ones, 100 at most
	Next     time.Time // virtual time of the next attempt; zero: none
	Status   int       // of the newest attempt, where the callback has a Tag; 0: no answer
	Answer   []byte    // its body
}

func (dl *delivery) copy() Delivery {
	return Delivery{dl.number, dl.callback, dl.breach, dl.made, dl.state, dl.attempts, slices.Clone(dl.tries), dl.next, dl.status, dl.answer}
}

// Filter chooses deliveries. Zero members choose all.
type Filter struct {
	State                        State
	Provider, Event, URL, Number string
	Message                      network.ID
	After                        uint64 // only higher numbers
	Limit                        int    // 0: all
}

func (f Filter) matches(dl *delivery) bool {
	c := &dl.callback
	is := func(want, have string) bool { return want == "" || want == have }
	return dl.number > f.After && is(string(f.State), string(dl.state)) && is(f.Provider, c.Provider) && is(f.Event, c.Event) &&
		is(f.URL, c.URL) && is(f.Number, c.Number) && (f.Message.IsZero() || f.Message == c.Message)
}

// Deliveries answers all unfinished and the newest finished deliveries that a filter chooses, by number.
func (d *Dispatcher) Deliveries(f Filter) []Delivery {
	d.mu.Lock()
	defer d.mu.Unlock()
	var found []*delivery
	for _, dl := range d.known {
		if f.matches(dl) {
			found = append(found, dl)
		}
	}
	slices.SortFunc(found, func(a, b *delivery) int { return cmp.Compare(a.number, b.number) })
	if f.Limit > 0 {
		found = found[:min(f.Limit, len(found))]
	}
	all := make([]Delivery, len(found))
	for i, dl := range found {
		all[i] = dl.copy()
	}
	return all
}

// Delivery answers one delivery by its number.
func (d *Dispatcher) Delivery(number uint64) (Delivery, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if dl := d.known[number]; dl != nil {
		return dl.copy(), nil
	}
	return Delivery{}, ErrUnknown
}

// Replay posts a callback once more, signed anew, beside the plan and beside its Order; state and plan stay as they are, and the
// network hears nothing of it. It answers when the receiver has.
func (d *Dispatcher) Replay(ctx context.Context, number uint64) (Attempt, error) {
	result := make(chan Attempt, 1)
	d.mu.Lock()
	dl, closed := d.known[number], d.closed
	if dl != nil && !closed {
		d.enqueue(job{delivery: dl, replay: result})
	}
	d.mu.Unlock()
	switch {
	case closed:
		return Attempt{}, ErrClosed
	case dl == nil:
		return Attempt{}, ErrUnknown
	}
	select {
	case a := <-result:
		return a, nil
	case <-ctx.Done():
		return Attempt{}, ctx.Err()
	case <-d.ctx.Done():
		return Attempt{}, ErrClosed
	}
}

// Lag says how far the callbacks are behind the log.
type Lag struct {
	Pending int           // deliveries that are not finished
	Active  int           // attempts under way or waiting for their turn
	Oldest  time.Duration // virtual age of the oldest pending delivery
}

// Lag answers the present figures.
func (d *Dispatcher) Lag() Lag {
	now := d.net.Now()
	d.mu.Lock()
	defer d.mu.Unlock()
	lag := Lag{Pending: d.pending, Active: d.active}
	for _, dl := range d.known {
		if dl.state == Pending {
			lag.Oldest = max(lag.Oldest, now.Sub(dl.made))
		}
	}
	return lag
}
