package network

import (
	"maps"
	"slices"
)

// forkFaults gives a forked network rules, marks and counts of its own: they go on from where they stand.
func (n *Network) forkFaults(from *Network) {
	n.limits, n.operations = from.limits, slices.Clone(from.operations)
	n.marks = forkEach(from.marks, shallow)
	n.counts = from.counts.fork()
	n.faults = from.faults
	n.faults.rules = nil
	n.faults.by = [faultCount + 1][]*rule{}
	for _, r := range from.faults.rules {
		own := r.fork()
		n.faults.rules = append(n.faults.rules, own)
		n.faults.by[own.no] = append(n.faults.by[own.no], own)
	}
	for no, r := range from.faults.magic {
		if r != nil {
			n.faults.magic[no] = r.fork()
		}
	}
}

func (r *rule) fork() *rule {
	out := *r
	out.Fault, out.drawn = r.copy(), maps.Clone(r.drawn)
	out.handed = maps.Clone(r.handed)
	out.recent = *r.recent.fork()
	out.meters = forkEach(r.meters, (*meter).fork)
	out.pairs = forkEach(r.pairs, shallow)
	out.undo = slices.Clone(r.undo)
	return &out
}

func (m *meter) fork() *meter { return &meter{slices.Clone(m.times)} }

func (c *counts) fork() counts {
	return counts{
		senders: forkEach(c.senders, (*meter).fork), pairs: forkEach(c.pairs, shallow),
		marketing: forkEach(c.marketing, (*meter).fork), reaches: forkEach(c.reaches, (*reach).fork),
		ratings: forkEach(c.ratings, shallow), templates: forkEach(c.templates, shallow), flows: forkEach(c.flows, (*meter).fork),
	}
}

func (r *reach) fork() *reach {
	out := *r
	for _, u := range []*uniques{&out.day, &out.week, &out.month} {
		u.last, u.order = maps.Clone(u.last), slices.Clone(u.order)
	}
	return &out
}
