package webhook

import (
	"errors"
	"fmt"

	"github.com/mynah-sim/mynah/mock/network"
)

// name is the follower's, in network.Behind.
const name = "webhook"

// follow is the one goroutine that reads the log. An event is acknowledged once its callbacks have their numbers.
func (d *Dispatcher) follow() {
	defer d.work.Done()
	buf := make([]network.Event, 0, 64)
	for {
		events, err := d.follower.Next(d.ctx, buf)
		if errors.Is(err, network.ErrLogGone) {
			d.c.Log.Error("callbacks lost", "err", err)
			continue
		}
		if err != nil {
			return
		}
		for _, e := range events {
			d.take(e)
		}
		if len(events) > 0 {
			d.passed(events[len(events)-1].N)
		}
	}
}

// passed says that everything up to a number is translated.
func (d *Dispatcher) passed(number uint64) {
	d.mu.Lock()
	d.seen = max(d.seen, number)
	d.calm.Broadcast()
	d.mu.Unlock()
	d.follower.Ack(number)
}

// take deals with one event.
func (d *Dispatcher) take(e network.Event) {
	switch e.Kind {
	case network.CallbackDue:
		d.due(e.Delivery)
		return
	case network.CallbackReported:
		return
	case network.WorldChanged:
		if d.net.Wall() {
			d.Flush() // the clock may have been moved by hand until now
		}
	}
	for _, t := range d.c.Translate {
		callbacks, err := translate(t, e)
		if err != nil {
			d.c.Log.Error("event not translated", "event", e.String(), "err", err)
		}
		for _, c := range callbacks {
			c.Cause = e.N
			d.add(e, c)
		}
	}
}

// translate asks a translator; its panic loses the callbacks of this event and no more.
func translate(t Translator, e network.Event) (callbacks []Callback, err error) {
	defer func() {
		if p := recover(); p != nil {
			callbacks, err = nil, fmt.Errorf("panic: %v", p)
		}
	}()
	return t(e), nil
}

// add gives a callback the next number and starts it, unless an earlier one of its Order is not finished.
func (d *Dispatcher) add(e network.Event, c Callback) {
	breach := d.c.Judge(c.Provider, c.Event, c.Body)
	d.mu.Lock()
	defer d.mu.Unlock()
	d.last++
	dl := &delivery{number: d.last, callback: c, breach: breach, made: e.At, state: Pending}
	d.known[dl.number] = dl
	d.pending++
	if c.Order != "" {
		d.lines[c.Order] = append(d.lines[c.Order], dl)
		if len(d.lines[c.Order]) > 1 {
			return
		}
	}
	d.enqueue(job{delivery: dl})
}

// due starts the next attempt of a delivery that waited for its time.
func (d *Dispatcher) due(number uint64) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if dl := d.known[number]; dl != nil && !dl.next.IsZero() {
		dl.next = noTime
		d.enqueue(job{delivery: dl})
	}
}
