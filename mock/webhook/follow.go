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
	if d.net.Wall() && d.waits() {
		d.Flush() // what a fault holds back must get into the queue
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

// add takes a callback and its copies on, as far as faults let it.
func (d *Dispatcher) add(e network.Event, c Callback) {
	breach := d.c.Judge(c.Provider, c.Event, c.Body)
	p := d.faulty(e, &c, 1)
	now := d.net.Now()
	d.mu.Lock()
	defer d.mu.Unlock()
	first := d.deliver(e, c, breach)
	first.spoil = p.spoil
	switch {
	case p.reorder != nil:
		first.behind, first.across = p.reorder.Depth, p.reorder.Across
		d.held = append(d.held, first)
		first.callback.Order = ""
		d.hold(first, now, p.reorder.Wait)
	case p.wait > 0:
		d.hold(first, now, p.wait)
	}
	d.join(first)
	copies, waits := p.copies(c)
	for i, again := range copies {
		dl := d.deliver(e, again, breach)
		if waits[i] > 0 {
			d.hold(dl, now, waits[i])
		}
		d.join(dl)
	}
}

// deliver gives a callback the next number. It holds mu.
func (d *Dispatcher) deliver(e network.Event, c Callback, breach error) *delivery {
	d.last++
	dl := &delivery{number: d.last, callback: c, breach: breach, made: e.At, state: Pending, event: e}
	d.known[dl.number] = dl
	d.pending++
	return dl
}

// join starts a delivery, unless an earlier one of its Order is not finished, or its time has not come. It holds mu.
func (d *Dispatcher) join(dl *delivery) {
	if order := dl.callback.Order; order != "" {
		d.lines[order] = append(d.lines[order], dl)
	}
	d.startFirst(dl)
}

// startFirst starts a delivery that is the first of its Order and whose time has come. It holds mu.
func (d *Dispatcher) startFirst(dl *delivery) {
	order := dl.callback.Order
	if dl.next.IsZero() && (order == "" || d.lines[order][0] == dl) {
		d.enqueue(job{delivery: dl})
	}
}

// due starts the next attempt of a delivery that waited for its time.
func (d *Dispatcher) due(number uint64) {
	d.mu.Lock()
	dl := d.known[number]
	if dl == nil || dl.next.IsZero() {
		d.mu.Unlock()
		return
	}
	dl.next = noTime
	attempt, e, c := dl.attempts+1, dl.event, dl.callback
	d.release(dl)
	if attempt == 1 {
		d.startFirst(dl)
		d.mu.Unlock()
		return
	}
	d.mu.Unlock()
	p := d.faulty(e, &c, attempt)
	d.mu.Lock()
	defer d.mu.Unlock()
	dl.spoil, dl.callback.Body = p.spoil, c.Body
	d.enqueue(job{delivery: dl})
}

// waits tells whether something is to be entered into the network.
func (d *Dispatcher) waits() bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	return len(d.results) > 0
}
