package network

import (
	"hash"
	"maps"
	"slices"
)

// Fork answers a network that is as this one is at this moment and goes its own way from here: same seed, clock, plans, log and
// digest (control: forkWorld, snapshotWorld). It has no followers, and its time moves by hand. What never changes once it is there
// (contents, files, full blocks of the log) is shared.
func (n *Network) Fork() *Network {
	n.mu.Lock()
	defer n.mu.Unlock()
	out := &Network{
		seed: n.seed, turn: make(chan struct{}, 1), moved: make(chan struct{}, 1), acked: make(chan struct{}, 1),
		now: n.now, steps: n.steps, unsettled: true, queue: n.queue.fork(), log: n.log.fork(),
		latency: n.latency, persona: n.persona, named: n.named, says: n.says, sms: n.sms, openers: n.openers,
		fetching: n.fetching, shared: n.shared, bound: n.bound,
		accounts: forkEach(n.accounts, (*account).fork), wabas: forkEach(n.wabas, shallow), sendersBy: map[senderKey]*sender{},
		people: n.people.fork((*handset).fork), numbers: maps.Clone(n.numbers),
		chats: n.chats.fork(nil), chatsBy: maps.Clone(n.chatsBy),
		messages: n.messages.fork(nil), messageBy: maps.Clone(n.messageBy), changes: n.changes.fork(nil),
		files: n.files.fork(nil), filesBy: maps.Clone(n.filesBy), reactions: maps.Clone(n.reactions),
		reminders: append([]reminder(nil), n.reminders...), society: n.society.fork(),
	}
	out.position.Store(out.log.last)
	out.forkSenders(n)
	out.forkBusiness(n)
	out.forkFaults(n)
	return out
}

// forkBusiness copies what businesses have made.
func (n *Network) forkBusiness(from *Network) {
	n.portfolios, n.review = forkEach(from.portfolios, shallow), from.review
	n.templates = from.templates.fork((*template).fork)
	n.templatesOf = map[string][]uint32{}
	for waba, places := range from.templatesOf {
		n.templatesOf[waba] = slices.Clone(places)
	}
	n.catalogs, n.products = forkEach(from.catalogs, (*catalog).fork), from.products.fork(nil)
	n.flows, n.flowsBy = from.flows.fork(nil), maps.Clone(from.flowsBy)
}

// fork gives a template lists of its own.
func (t *template) fork() { t.edits, t.held = slices.Clone(t.edits), slices.Clone(t.held) }

func (c *catalog) fork() *catalog {
	out := *c
	out.order, out.by = slices.Clone(c.order), maps.Clone(c.by)
	return &out
}

// forkSenders copies the senders; those that are deleted stay known by their places alone.
func (n *Network) forkSenders(from *Network) {
	for _, s := range from.senders {
		own := shallow(s)
		own.parked = slices.Clone(s.parked)
		own.blocked = slices.Clone(s.blocked) // synced is replaced, never changed
		n.senders = append(n.senders, own)
	}
	for key, s := range from.sendersBy {
		n.sendersBy[key] = n.senders[s.place-1]
	}
}

func (a *account) fork() *account {
	out := *a
	out.sync = maps.Clone(a.sync)
	out.Options = a.Options.clone()
	return &out
}

// fork gives a handset maps of its own.
func (h *handset) fork() {
	if h.more == nil {
		return
	}
	more := *h.more
	more.blocks, more.optedOut = maps.Clone(more.blocks), maps.Clone(more.optedOut)
	more.groups, more.stopped = slices.Clone(more.groups), maps.Clone(more.stopped)
	if more.group != nil {
		more.group = more.group.fork()
	}
	h.more = &more
}

// shallow copies a value whose members are replaced and never changed in place.
func shallow[T any](v *T) *T {
	out := *v
	return &out
}

// forkEach copies a map and each of its values; nil stays nil.
func forkEach[K comparable, V any](all map[K]*V, fork func(*V) *V) map[K]*V {
	if all == nil {
		return nil
	}
	out := make(map[K]*V, len(all))
	for key, v := range all {
		out[key] = fork(v)
	}
	return out
}

// fork copies a slab; own gives an entry what it must not share, nil when nothing of it is shared.
func (s *slab[T]) fork(own func(*T)) slab[T] {
	if s.n == 0 {
		return slab[T]{}
	}
	out := slab[T]{n: s.n, blocks: make([][]T, len(s.blocks))}
	for i, b := range s.blocks {
		out.blocks[i] = append(make([]T, 0, slabBlock), b...)
		for j := range out.blocks[i] {
			if own == nil {
				break
			}
			own(&out.blocks[i][j])
		}
	}
	return out
}

// fork copies the log: full blocks are shared, since they never change.
func (l *log) fork() log {
	out := *l
	out.blocks = append([][]Event(nil), l.blocks...)
	if last := len(out.blocks) - 1; last >= 0 {
		out.blocks[last] = append(make([]Event, 0, logBlock), out.blocks[last]...)
	}
	sum, err := l.sum.(hash.Cloner).Clone()
	if err != nil {
		panic(err) // SHA-256 of the standard library can always be copied
	}
	out.sum, out.line = sum.(hash.Hash), nil
	return out
}
