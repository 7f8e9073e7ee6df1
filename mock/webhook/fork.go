package webhook

import (
	"cmp"
	"context"
	"maps"
	"slices"

	"github.com/mynah-sim/mynah/mock/network"
)

// Snapshot is what a dispatcher held at one moment: its deliveries, and which attempts were under way. It never changes, so that many
// dispatchers can start from it.
type Snapshot struct {
	seen, last uint64
	deliveries []delivery // by number
	done       []uint64
	results    []network.Report
}

// Fork answers a copy of the network and what was under way to receivers at the same moment. An attempt that is being made at
// that moment is made again by whoever goes on from there: the receiver cannot be forked.
func (d *Dispatcher) Fork(ctx context.Context) (*network.Network, Snapshot, error) {
	defer context.AfterFunc(ctx, func() {
		d.mu.Lock()
		defer d.mu.Unlock()
		d.calm.Broadcast()
	})()
	d.mu.Lock()
	defer d.mu.Unlock()
	for !d.closed && !d.translated(d.net.Position()) { // a batch of events must not be half translated
		if ctx.Err() != nil {
			return nil, Snapshot{}, ctx.Err()
		}
		d.calm.Wait()
	}
	return d.net.Fork(), d.snapshot(), nil
}

// snapshot copies. It holds mu.
func (d *Dispatcher) snapshot() Snapshot {
	s := Snapshot{seen: d.seen, last: d.last, done: slices.Clone(d.done), results: slices.Clone(d.results)}
	for _, number := range slices.Sorted(maps.Keys(d.known)) {
		dl := *d.known[number]
		dl.tries = slices.Clone(dl.tries)
		if dl.flying {
			dl.attempts, dl.flying = dl.attempts-1, false
		}
		s.deliveries = append(s.deliveries, dl)
	}
	return s
}

// resume goes on from a state. Journal entries of old attempts are not those of the new world.
func (d *Dispatcher) resume(s Snapshot) {
	d.seen, d.last, d.done, d.results = s.seen, s.last, slices.Clone(s.done), slices.Clone(s.results)
	for _, dl := range s.deliveries {
		dl.tries = slices.Clone(dl.tries)
		for i := range dl.tries {
			dl.tries[i].Entry = 0
		}
		d.known[dl.number] = &dl
	}
	for _, dl := range slices.SortedFunc(maps.Values(d.known), func(a, b *delivery) int { return cmp.Compare(a.number, b.number) }) {
		if dl.state != Pending {
			continue
		}
		d.pending++
		key := dl.callback.Order
		if dl.behind > 0 {
			d.held = append(d.held, dl)
		}
		if key != "" {
			d.lines[key] = append(d.lines[key], dl)
		}
		d.startFirst(dl)
	}
}
