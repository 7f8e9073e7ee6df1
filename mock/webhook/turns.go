package webhook

import "strings"

// Who is posted when. Three rules keep one slow receiver from holding up the others:
//
//   - A receiver (scheme, host and port) has at most 12 attempts in flight, and never more than half of all slots.
//   - Receivers of a world take turns: each start goes to the receiver whose last turn is longest ago, however many callbacks
//     wait for another one.
//   - A slot goes back to the common pool after every attempt. Worlds wait there first come, first served, because senders that
//     wait on a channel are served in order and nobody overtakes them.
//
// What waits is an entry in a slice; goroutines exist only for attempts in flight.

// job is an attempt to be made.
type job struct {
	delivery *delivery
	replay   chan Attempt // nil: an attempt of the plan
}

// target is one receiver.
type target struct {
	key     string
	waiting []job // first in, first out
	flying  int
	queued  bool // stands in turns
}

// receiver is the part of a URL that says who receives: scheme, host and port.
func receiver(url string) string {
	scheme, rest, _ := strings.Cut(url, "://")
	if end := strings.IndexAny(rest, "/?#"); end >= 0 {
		rest = rest[:end]
	}
	return strings.ToLower(scheme + "://" + rest)
}

// enqueue lets an attempt wait for its turn. It holds mu.
func (d *Dispatcher) enqueue(j job) {
	key := receiver(j.delivery.callback.URL)
	t := d.targets[key]
	if t == nil {
		t = &target{key: key}
		d.targets[key] = t
	}
	t.waiting = append(t.waiting, j)
	d.active++
	d.lineUp(t)
}

// lineUp gives a receiver a turn if it has something to start and may. It holds mu.
func (d *Dispatcher) lineUp(t *target) {
	if !t.queued && len(t.waiting) > 0 && t.flying < d.limit {
		t.queued = true
		d.turns = append(d.turns, t)
		tell(d.ready)
	}
}

// next takes the attempt whose turn it is.
func (d *Dispatcher) next() (j job, t *target, ok bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.closed || len(d.turns) == 0 {
		return job{}, nil, false
	}
	t, d.turns = d.turns[0], d.turns[1:]
	j, t.waiting = t.waiting[0], t.waiting[1:]
	t.queued = false
	t.flying++
	d.lineUp(t)
	if len(d.turns) > 0 {
		tell(d.ready)
	}
	return j, t, true
}

// landed takes an attempt off its receiver's account. It holds mu.
func (d *Dispatcher) landed(t *target) {
	t.flying--
	d.lineUp(t)
	if t.flying == 0 && len(t.waiting) == 0 {
		delete(d.targets, t.key)
	}
}

func (d *Dispatcher) startable() bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	return len(d.turns) > 0
}

// start is the goroutine that waits for slots.
func (d *Dispatcher) start() {
	defer d.work.Done()
	for {
		select {
		case <-d.ctx.Done():
			return
		case <-d.ready:
		}
		if !d.startable() { // so that no world stands in line for nothing
			continue
		}
		select {
		case <-d.ctx.Done():
			return
		case d.c.Slots <- struct{}{}:
		}
		if j, t, ok := d.next(); ok {
			d.work.Go(func() { d.fly(j, t) })
		} else {
			<-d.c.Slots
		}
	}
}

// fly makes an attempt, and then others as long as there are some and nobody else waits for the slot.
func (d *Dispatcher) fly(j job, t *target) {
	for ok := true; ok; {
		d.try(j, t)
		<-d.c.Slots
		select {
		case d.c.Slots <- struct{}{}:
		default:
			tell(d.ready) // whatever waits here stands in line behind the other worlds
			return
		}
		j, t, ok = d.next()
	}
	<-d.c.Slots
}

// tell wakes whoever waits on c, once.
func tell(c chan struct{}) {
	select {
	case c <- struct{}{}:
	default:
	}
}
