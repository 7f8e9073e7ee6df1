package server

import (
	"cmp"
	"fmt"
	"slices"
	"sync"
	"time"

	"github.com/mynah-sim/mynah/mock/control"
	"github.com/mynah-sim/mynah/mock/fetch"
	"github.com/mynah-sim/mynah/mock/journal"
	"github.com/mynah-sim/mynah/mock/network"
	"github.com/mynah-sim/mynah/mock/webhook"
	"github.com/mynah-sim/mynah/mock/world"
)

// instance is one world as it runs: a network, its clock, and everything that follows its log. A reset makes a new one of the
// same plan.
type instance struct {
	server   *Server
	plan     plan
	net      *network.Network
	clock    *clock
	journal  *journal.Journal
	webhooks *webhook.Dispatcher
	fetcher  *fetch.Fetcher
	facades  []facade // by the index of their providers
	done     chan struct{}
	close    sync.Once
}

// plan is what a world is made of, and made of again when it is reset.
type plan struct {
	name    string
	fixture string // name of the embedded world file, or path of the user's
	seed    uint64
	mode    string
	speed   float64
	start   time.Time                   // zero: by the mode
	options func(*network.Config) error // nil: the world file's
	file    world.World                 // as read
	from    *frozen                     // of a fork: what it starts with, in place of the file; nil: the file
}

// newWorld builds a world and starts it.
func (s *Server) newWorld(p plan) (*instance, error) {
	if p.from != nil {
		return p.from.thaw(p, true), nil
	}
	start := world.Derive(p.file, p.name, p.seed)
	c := start.Network
	c.Start = p.start
	if c.Start.IsZero() && p.mode == clockWall {
		c.Start = time.Now()
	}
	if p.options != nil {
		if err := p.options(&c); err != nil {
			return nil, err
		}
	}
	net, err := network.New(world.Alive(c))
	if err != nil {
		return nil, fmt.Errorf("world %q: %w", p.name, err)
	}
	w := &instance{server: s, plan: p, net: net}
	for _, p := range s.order {
		w.facades = append(w.facades, p.enter(w, start))
	}
	w.run(nil)
	w.clock.Set(p.mode, p.speed)
	return w, nil
}

// run starts what follows the log. from is what the callbacks of a fork go on with.
func (w *instance) run(from *webhook.Snapshot) {
	s := w.server
	var translate []webhook.Translator
	var kinds []network.Kind
	for i, p := range s.order {
		translate, kinds = append(translate, w.facades[i].translate), append(kinds, p.kinds...)
	}
	w.clock, w.done = newClock(w.net), make(chan struct{})
	w.journal = journal.New(journal.Config{Network: w.net, Size: s.config.JournalSize})
	for _, f := range w.facades {
		if f, ok := f.(beginner); ok {
			f.begin()
		}
	}
	w.fetcher = fetch.Follow(w.net, s.files, w.credentials)
	w.webhooks = webhook.New(webhook.Config{
		Dropped: w.dropped,
		Network: w.net, Translate: translate, Kinds: unique(kinds), From: from,
		Judge: s.judgeWebhook(w), Transport: s.transport, Timeout: s.config.WebhookTimeout, Slots: s.slots,
		Record: w.recordAttempt, Log: s.log.With("world", w.plan.name),
	})
}

// dropped tells whether a callback is no longer wanted.
func (w *instance) dropped(c webhook.Callback) bool {
	f, ok := w.facades[w.server.providers[c.Provider].index].(dropper)
	return ok && f.dropped(c)
}

// credentials are what files of an account are fetched with.
func (w *instance) credentials(account string) *fetch.Credentials {
	for _, f := range w.facades {
		if f, ok := f.(authorizer); ok {
			if c := f.credentials(account); c != nil {
				return c
			}
		}
	}
	return nil
}

// ofAll stands for the index of a provider where all are meant.
const ofAll = -1

// pump lets the providers take in what a call of one of them, or of the bench, has done. On a clock that follows the wall the others
// do that in their own time; on one that moves by hand before the next call, so that the same calls make the same log.
func (w *instance) pump(called int) {
	for i, f := range w.facades {
		if f, ok := f.(pumped); ok && (called == ofAll || called == i || !w.net.Wall()) {
			f.pump()
		}
	}
}

// Close ends everything that the world has started and returns when it is gone.
func (w *instance) Close() {
	w.close.Do(func() {
		close(w.done)
		w.clock.Close()
		for _, f := range w.facades {
			f.close()
		}
		w.fetcher.Close()
		w.webhooks.Close()
		w.journal.Close()
	})
}

// base is what the addresses of a provider in this world begin with (control: finding the world).
func (w *instance) base(origin, provider string) string {
	if w.plan.name != world.Default {
		origin += worldPrefix + w.plan.name
	}
	return origin + w.server.providers[provider].doc.Base()
}

// Name implements control.World.
func (w *instance) Name() string { return w.plan.name }

// Fixture implements control.World.
func (w *instance) Fixture() string { return w.plan.fixture }

// Network implements control.World.
func (w *instance) Network() *network.Network { return w.net }

// Journal implements control.World.
func (w *instance) Journal() *journal.Journal { return w.journal }

// Clock implements control.World.
func (w *instance) Clock() control.Clock { return w.clock }

// Providers implements control.World.
func (w *instance) Providers() (all []control.Provider) {
	for _, f := range w.facades {
		all = append(all, f)
	}
	return all
}

// own registers the credentials of all providers for finding the world.
func (w *instance) own() {
	for i, f := range w.facades {
		for _, key := range f.keys() {
			w.server.worlds.own(w.server.order[i].name, key, w)
		}
	}
}

// unique is a list in order, each entry once.
func unique[T cmp.Ordered](all []T) []T {
	slices.Sort(all)
	return slices.Compact(all)
}

// Deliveries implements control.World.
func (w *instance) Deliveries() control.Deliveries { return deliveries{w.webhooks} }

// Done implements control.World.
func (w *instance) Done() <-chan struct{} { return w.done }
