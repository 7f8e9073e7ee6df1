package network

import (
	"context"
	"errors"
	"math"
)

// ErrLogGone is what a reader gets that comes too late: the events after its cursor are no longer held.
var ErrLogGone = errors.New("the log no longer holds these events")

// Actor is a follower that answers the log with commands: webhooks. In manual time the clock waits for it after each step.
type Actor interface {
	// Settle returns when everything that the log holds up to position is done, and enters what came of it.
	Settle(ctx context.Context, position uint64) error
}

// Follower reads the log outside the lock and acknowledges what it has dealt with.
// Invariant: acked <= read <= the log's last number.
type Follower struct {
	n     *Network
	name  string
	wants map[Kind]bool // nil: all
	actor Actor         // nil: it only reads
	wake  chan struct{}
	read  uint64
	acked uint64
}

// Follow starts a follower at the end of the log. With kinds it sees only those; actor may be nil. Close it when done.
func (n *Network) Follow(name string, actor Actor, kinds ...Kind) *Follower {
	return n.FollowAfter(math.MaxUint64, name, actor, kinds...)
}

// FollowAfter starts a follower behind an event that it already knows, for whoever goes on with a fork.
func (n *Network) FollowAfter(number uint64, name string, actor Actor, kinds ...Kind) *Follower {
	f := &Follower{n: n, name: name, actor: actor, wake: make(chan struct{}, 1)}
	if len(kinds) > 0 {
		f.wants = map[Kind]bool{}
		for _, k := range kinds {
			f.wants[k] = true
		}
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	f.read = min(number, n.log.last)
	f.acked = f.read
	n.unsettled = n.unsettled || f.read < n.log.last
	n.followers = append(n.followers[:len(n.followers):len(n.followers)], f)
	if f.read < n.log.last {
		f.tell()
	}
	return f
}

func (f *Follower) wanted(k Kind) bool { return f.wants == nil || f.wants[k] }

func (f *Follower) tell() { tell(f.wake) }

// passOver lets a follower that had read everything skip what came since, when it wants none of it: it need not even wake up. It reports
// whether that is so. The network is locked.
func (f *Follower) passOver(before uint64) bool {
	if f.wants == nil || f.read != before || f.acked != before {
		return false
	}
	for n := before + 1; n <= f.n.log.last; n++ {
		if f.wants[f.n.log.at(n).Kind] {
			return false
		}
	}
	f.read, f.acked = f.n.log.last, f.n.log.last
	return true
}

// Next waits for events after the last ones read and copies up to cap(buf) of them into buf. It answers no event without an error
// only when all that came were of kinds that the follower does not want.
func (f *Follower) Next(ctx context.Context, buf []Event) ([]Event, error) {
	for {
		events, passed, err := f.take(buf)
		if err != nil || len(events) > 0 {
			return events, err
		}
		if passed > 0 {
			f.Ack(passed)
			continue
		}
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-f.wake:
		}
	}
}

// take copies what has come since the last call; passed is the number up to which it has read and not acknowledged, 0 when there is
// none.
func (f *Follower) take(buf []Event) (events []Event, passed uint64, err error) {
	f.n.mu.Lock()
	defer f.n.mu.Unlock()
	all, ok := f.n.log.after(f.read, buf)
	if !ok {
		f.read = f.n.log.last
		return nil, f.passed(), ErrLogGone
	}
	if len(all) == 0 {
		return nil, f.passed(), nil
	}
	f.read = all[len(all)-1].N
	events = all[:0]
	for _, e := range all {
		if f.wanted(e.Kind) {
			events = append(events, e)
		}
	}
	return events, f.passed(), nil
}

func (f *Follower) passed() uint64 {
	if f.read > f.acked {
		return f.read
	}
	return 0
}

// Ack says that everything up to a number is dealt with.
func (f *Follower) Ack(number uint64) {
	f.n.mu.Lock()
	defer f.n.mu.Unlock()
	f.acked = max(f.acked, number)
	f.n.log.forget(f.n.slowest())
	tell(f.n.acked)
}

// Close ends the following.
func (f *Follower) Close() {
	f.n.mu.Lock()
	defer f.n.mu.Unlock()
	kept := make([]*Follower, 0, len(f.n.followers))
	for _, o := range f.n.followers {
		if o != f {
			kept = append(kept, o)
		}
	}
	f.n.followers = kept
	tell(f.n.acked)
}

// slowest is the number up to which every follower has acknowledged.
func (n *Network) slowest() uint64 {
	least := n.log.last
	for _, f := range n.followers {
		least = min(least, f.acked)
	}
	return least
}

// Behind names the followers that have not acknowledged all that the log holds.
func (n *Network) Behind() (names []string) {
	n.ask(func() {
		for _, f := range n.followers {
			if f.acked < n.log.last && f.pending() {
				names = append(names, f.name)
			}
		}
	})
	return names
}

// pending tells whether an event that the follower wants stands behind its acknowledgement.
func (f *Follower) pending() bool {
	for n := f.acked + 1; n <= f.n.log.last; n++ {
		if n < f.n.log.first || f.wanted(f.n.log.at(n).Kind) {
			return true
		}
	}
	return false
}
