// Package journal keeps what happened in one world in one order: exchanges (calls to the mock and their answers), events of the
// network, and callbacks, with what caused what and who broke a contract.
//
// It is a ring: old entries go when new ones come. An exchange takes its place when it begins, so it stands before what it
// causes. Events come from the log, which the journal follows; callbacks are handed in when an attempt ends.
package journal

import (
	"cmp"
	"context"
	"errors"
	"sort"
	"sync"

	"github.com/mynah-sim/mynah/mock/network"
)

// Config describes a Journal.
type Config struct {
	Network    *network.Network
	Size       int      // entries kept; 0: 10,000
	Bytes      int      // of bodies kept, the oldest go first; 0: 64 MiB
	Violations int      // breaches kept; 0: 1,000
	Secrets    []string // names whose values are cut, see DefaultSecrets; nil: those
}

const (
	defaultSize       = 10_000
	defaultBytes      = 64 << 20
	defaultViolations = 1_000
)

// Journal keeps the entries of one world. Make it with New, end it with Close.
//
// Lock order: mu, then the network's.
type Journal struct {
	net     *network.Network
	secrets secrets
	size    int
	budget  int

	follower *network.Follower
	stop     context.CancelFunc
	work     sync.WaitGroup

	mu     sync.Mutex
	grown  *sync.Cond // told when seen has grown, or all ends
	closed bool
	ring   []*entry // entry id stands at (id-1) % size
	last   uint64   // id of the newest entry
	bytes  int      // of bodies held
	lean   uint64   // entries below this id have no bodies any more

	seen   uint64            // events up to here have their entries
	live   []*Recording      // exchanges that events to come may belong to
	labels map[string]string // account: its provider

	waiters    []*waiter
	violations []Violation
	breaches   uint64 // seen so far
	keep       int    // violations
}

// New starts a journal at the end of the log.
func New(c Config) *Journal {
	j := &Journal{
		net: c.Network, secrets: newSecrets(c.Secrets), size: cmp.Or(c.Size, defaultSize), budget: cmp.Or(c.Bytes, defaultBytes),
		keep: cmp.Or(c.Violations, defaultViolations), labels: map[string]string{}, lean: 1,
	}
	j.grown = sync.NewCond(&j.mu)
	ctx, stop := context.WithCancel(context.Background())
	j.stop = stop
	j.learnLabels()
	j.seen = j.net.Position()
	j.follower = j.net.Follow("journal", nil)
	j.work.Go(func() { j.follow(ctx) })
	return j
}

// Close ends the following and everybody's waiting. What is kept can still be read.
func (j *Journal) Close() {
	j.stop()
	j.follower.Close()
	j.work.Wait()
	j.mu.Lock()
	defer j.mu.Unlock()
	j.closed = true
	j.grown.Broadcast()
	for _, w := range j.waiters {
		w.end()
	}
}

// follow reads the log in batches.
func (j *Journal) follow(ctx context.Context) {
	buf := make([]network.Event, 0, 64) // a batch holds up who records exchanges: some 20 us
	for {
		events, err := j.follower.Next(ctx, buf)
		switch {
		case errors.Is(err, network.ErrLogGone):
			j.passed(j.net.Position())
		case err != nil:
			return
		case len(events) > 0:
			j.take(events)
			j.follower.Ack(events[len(events)-1].N)
		}
	}
}

// place gives an entry the next id and its place, on which an older one may stand. It holds mu.
func (j *Journal) place(e *entry) {
	e.upTo = j.upTo()
	if e.event != nil {
		e.upTo = e.event.N
	}
	j.last++
	e.id = j.last
	if len(j.ring) < j.size {
		j.ring = append(j.ring, e)
		return
	}
	at := &j.ring[(e.id-1)%uint64(j.size)]
	j.forget(*at)
	*at = e
}

// upTo is the number of the newest event that has an entry.
func (j *Journal) upTo() uint64 {
	if e := j.at(j.last); e != nil {
		return e.upTo
	}
	return 0
}

// ofEvent is the entry of an event; nil when it is gone or never was. It holds mu.
func (j *Journal) ofEvent(number uint64) *entry {
	first := j.oldest()
	at := sort.Search(len(j.ring), func(i int) bool { return j.at(first+uint64(i)).upTo >= number })
	if e := j.at(first + uint64(at)); e != nil && e.event != nil && e.event.N == number {
		return e
	}
	return nil
}

func (j *Journal) forget(e *entry) {
	if e.call != nil {
		j.bytes -= e.call.bytes
		e.call.bytes = 0
	}
}

// at is the entry of an id; nil when it is gone or never was. It holds mu.
func (j *Journal) at(id uint64) *entry {
	if id == 0 || id > j.last || j.last-id >= uint64(len(j.ring)) {
		return nil
	}
	return j.ring[(id-1)%uint64(j.size)]
}

// oldest is the id of the oldest entry that is kept.
func (j *Journal) oldest() uint64 { return j.last - uint64(len(j.ring)) + 1 }

// weigh counts the bodies of an entry and drops the oldest bodies when there are too many. It holds mu.
func (j *Journal) weigh(e *entry) {
	if j.at(e.id) != e {
		return // gone meanwhile
	}
	c := e.call
	c.bytes = len(c.request.body) + len(c.response.body)
	if c.bytes == 0 {
		return
	}
	j.bytes += c.bytes
	j.lean = max(min(j.lean, e.id), j.oldest())
	for j.bytes > j.budget && j.lean <= j.last {
		old := j.at(j.lean).call
		j.lean++
		if old != nil && old.bytes > 0 {
			j.bytes -= old.bytes
			old.bytes = 0
			old.request.drop()
			old.response.drop()
		}
	}
}
