package webhook

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"github.com/mynah-sim/mynah/mock/network"
)

// Settle is called by the network after each step of a clock that is moved by hand (network.Actor). It waits until all events are
// translated and no attempt is under way, then enters all reports in the order of the delivery numbers, and goes on until
// nothing is left. In wall time nobody waits for a receiver.
//
// It looks beyond position, at all that the log holds: what a receiver asks of the mock before it answers stands in the log then, and
// whether its callbacks go before or after the reports must not depend on the scheduler.
func (d *Dispatcher) Settle(ctx context.Context, position uint64) error {
	for !d.net.Wall() {
		if err := d.quiet(ctx, position); err != nil {
			return err
		}
		if d.Flush() == 0 {
			return nil
		}
	}
	return nil
}

// Posted waits until everything up to a position is translated and no attempt is under way, whatever the clock.
func (d *Dispatcher) Posted(ctx context.Context, position uint64) error {
	return d.quiet(ctx, position)
}

// quiet waits until all is translated and nothing is under way, or the dispatcher is closed.
func (d *Dispatcher) quiet(ctx context.Context, position uint64) error {
	defer context.AfterFunc(ctx, func() {
		d.mu.Lock()
		defer d.mu.Unlock()
		d.calm.Broadcast()
	})()
	d.mu.Lock()
	defer d.mu.Unlock()
	for !d.closed && (d.active > 0 || !d.translated(max(position, d.net.Position()))) {
		if ctx.Err() != nil {
			return fmt.Errorf("%d callbacks under way: %w", d.active, network.ErrFollowerBehind)
		}
		d.calm.Wait()
	}
	return nil
}

// translated tells whether everything up to a position is translated: what stands behind the last translated event are kinds that
// nobody wants. It holds mu.
func (d *Dispatcher) translated(position uint64) bool {
	for d.seen < position {
		events, ok := d.net.Events(d.seen, int(min(position-d.seen, 64)))
		if !ok { // dropped from the log, so the follower has passed them
			return !slices.Contains(d.net.Behind(), name)
		}
		for _, e := range events {
			if d.wants == nil || d.wants[e.Kind] {
				return false
			}
			d.seen = e.N
		}
	}
	return true
}

// Flush enters all results that the network does not know yet, by delivery number, and answers how many there were. Settle and, in
// wall time, the end of each attempt call it; so must whoever lets the clock follow the wall without an event that says so.
func (d *Dispatcher) Flush() int {
	reports := d.unreported()
	if len(reports) > 0 {
		d.net.ReportCallbacks(reports)
	}
	return len(reports)
}

// unreported takes the results that are left, in order, and forgets the oldest finished deliveries. It does so here because here the
// order does not depend on the receivers.
func (d *Dispatcher) unreported() []network.Report {
	d.mu.Lock()
	defer d.mu.Unlock()
	reports := d.results
	d.results = nil
	slices.SortFunc(reports, func(a, b network.Report) int { // what was held back comes before its first attempt
		return cmp.Or(cmp.Compare(a.Delivery, b.Delivery), cmp.Compare(a.Attempt, b.Attempt))
	})
	for _, r := range reports {
		if r.Done {
			d.done = append(d.done, r.Delivery)
		}
	}
	for len(d.done) > d.c.Keep {
		delete(d.known, d.done[0])
		d.done = d.done[1:]
	}
	return reports
}
