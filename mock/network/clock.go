package network

import (
	"context"
	"time"
)

// Until says how far the clock goes: to a time, to the next thing due, or until nothing more is planned.
type Until struct {
	To    time.Time     // zero: see the others
	By    time.Duration // from now
	Next  bool          // to the next thing due, if there is one
	Quiet bool          // until nothing is planned, at most Limit ahead
	Limit time.Duration // of Quiet; 0: 365 days
}

// Advanced is what an advance did.
type Advanced struct {
	Now      time.Time
	From, To uint64 // log positions before and after
	Steps    int    // of the queue
}

// Now is the world's time.
func (n *Network) Now() (at time.Time) {
	n.ask(func() {
		at = instant(n.now)
		if n.wall != nil {
			if wall := n.wall().UTC(); wall.After(at) {
				at = wall
			}
		}
	})
	return at
}

// FollowWall makes the clock follow a source of time, which the caller provides; nil lets it move by hand again.
func (n *Network) FollowWall(source func() time.Time) {
	_ = n.do(func(t *tx) error {
		n.wall = source
		n.onWall.Store(source != nil)
		word := "clock wall"
		if source == nil {
			word = "clock manual"
		}
		t.append(Event{Kind: WorldChanged, Text: word})
		return nil
	})
	tell(n.moved)
}

// Wall tells whether the clock follows a source of time.
func (n *Network) Wall() bool { return n.onWall.Load() }

// Moved is told whenever something is planned sooner than what was first before: for whoever drives the clock.
func (n *Network) Moved() <-chan struct{} { return n.moved }

// Due is when the next thing is due; false when nothing is planned.
func (n *Network) Due() (at time.Time, ok bool) {
	n.ask(func() {
		var s step
		if s, ok = n.queue.first(); ok {
			at = instant(s.due)
		}
	})
	return at, ok
}

// Tick lets everything happen that is due on the source of time. It does nothing on a clock that moves by hand.
func (n *Network) Tick() { _ = n.do(func(*tx) error { return nil }) }

// catchUp moves the clock forward to a time, running what is due on the way in its order.
func (t *tx) catchUp(to int64) {
	for {
		s, ok := t.n.queue.first()
		if !ok || s.due > to {
			break
		}
		t.step()
	}
	t.n.now = max(t.n.now, to/int64(time.Millisecond)*int64(time.Millisecond))
}

// runDue runs what is due at the present instant: hops that take no time.
func (t *tx) runDue() {
	for {
		s, ok := t.n.queue.first()
		if !ok || s.due > t.n.now {
			return
		}
		t.step()
	}
}

// step takes one thing from the queue and lets it happen at its time.
func (t *tx) step() {
	s := t.n.queue.pop()
	t.n.now = max(t.n.now, s.due)
	t.run(s)
}

// Advance moves a clock that is moved by hand. It takes one due step, runs it, waits until every actor has settled what the log
// then holds, and only then takes the next; at the end it waits for all followers. Two callers take turns.
func (n *Network) Advance(ctx context.Context, u Until) (Advanced, error) {
	select {
	case n.turn <- struct{}{}:
		defer func() { <-n.turn }()
	case <-ctx.Done():
		return Advanced{}, ctx.Err()
	}
	var a Advanced
	a.From = n.Position()
	if err := n.settle(ctx); err != nil {
		return a, err
	}
	to, err := n.target(u)
	if err != nil {
		return a, err
	}
	for {
		ran := n.oneStep(to)
		if !ran {
			break
		}
		a.Steps++
		if err := n.settle(ctx); err != nil {
			return a, err
		}
		if u.Next {
			to = n.Now().UnixNano()
		}
	}
	if !u.Quiet {
		_ = n.write(func(*tx) error { n.now = max(n.now, to); return nil })
	}
	if err := n.Drain(ctx); err != nil {
		return a, err
	}
	a.Now, a.To = n.Now(), n.Position()
	return a, nil
}

// target is the time up to which an advance goes.
func (n *Network) target(u Until) (int64, error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	to := n.now + int64(u.By)
	switch {
	case u.Next:
		to = n.now
		if s, ok := n.queue.first(); ok {
			to = s.due
		}
	case u.Quiet && u.Limit > 0:
		to = n.now + int64(u.Limit)
	case u.Quiet:
		to = n.now + int64(365*24*time.Hour)
	case !u.To.IsZero():
		to = u.To.UnixMilli() * int64(time.Millisecond)
	}
	if to < n.now {
		return 0, ErrClockBackwards
	}
	return to, nil
}

// oneStep runs the next step if it is due by a time.
func (n *Network) oneStep(to int64) (ran bool) {
	_ = n.write(func(t *tx) error {
		if s, ok := n.queue.first(); ok && s.due <= to {
			t.step()
			ran = true
		}
		return nil
	})
	return ran
}

// settle lets every actor finish what the log asks of it, until the log asks no more.
func (n *Network) settle(ctx context.Context) error {
	for {
		n.mu.Lock()
		needed, position, followers := n.unsettled, n.log.last, n.followers
		n.unsettled = false
		n.mu.Unlock()
		if !needed {
			return nil
		}
		for _, f := range followers {
			if f.actor == nil {
				continue
			}
			if err := f.actor.Settle(ctx, position); err != nil {
				return err
			}
		}
	}
}

// Drain waits until no follower is behind.
func (n *Network) Drain(ctx context.Context) error {
	defer tell(n.acked) // another one may wait for the same
	for len(n.Behind()) > 0 {
		select {
		case <-ctx.Done():
			return ErrFollowerBehind
		case <-n.acked:
		}
	}
	return nil
}
