// Package webhook carries callbacks: it follows the log of one world, asks the providers' translators what each event makes a
// provider say, and posts that to the business until it is acknowledged or given up.
//
// A delivery is one callback with its number; an attempt is one post of it. Numbers are given in log order by one goroutine, so
// they are the same in every run. Attempts take real time, and what comes of them goes back into the network as reports. In manual
// time reports enter only in Settle, all at once and in the order of the delivery numbers, so the log does not depend on how fast
// receivers are. In wall time each report enters as soon as it is there.
package webhook

import (
	"context"
	"log/slog"
	"net/http"
	"sync"
	"time"

	"github.com/mynah-sim/mynah/mock/network"
)

// Callback is one call that a provider wants to make because of an event.
type Callback struct {
	Provider  string
	Event     string     // name in the provider's document
	Account   string     // of the network
	Number    string     // the person; empty: none
	Operation string     // for the journal; empty: none
	Message   network.ID // zero: none
	Cause     uint64     // log number of the event; filled by the dispatcher
	Order     string     // callbacks of one key are posted one after the other (tyntec 3.4, OP-55); empty: no order
	URL       string
	Header    http.Header                                 // beside Content-Type: application/json
	Sign      func(at time.Time, body []byte) http.Header // nil: unsigned; asked anew for each attempt with its virtual time (tyntec 3.2)
	Body      []byte                                      // sent as it is; nobody may change it
	Retry     Schedule                                    // nil: one attempt
	Redirects int                                         // how many 307 and 308 are followed, method and body kept (tyntec 3.1)
	Timeout   time.Duration                               // of an attempt, real time; 0: the dispatcher's
	Tag       any                                         // the provider's own, handed back with the Delivery
	MediaOK   func(status int) bool                       // which statuses acknowledge; nil: any 2xx (tyntec 3.3)
	Again     func(n int) []byte                          // the n-th repetition in an envelope of its own (F13); nil: as the first
	Batch     func(bodies [][]byte) []byte                // many bodies in one request (F19, F20); nil: arrays are put together
}

// Schedule says when a failed delivery is tried again: attempt counts from 1, first and now are virtual times of the first attempt
// and of the end of this one. False: given up.
type Schedule func(attempt int, first, now time.Time) (time.Duration, bool)

// Translator answers the callbacks that an event causes. It is called in log order by one goroutine and changes nothing.
type Translator func(network.Event) []Callback

// Config describes a Dispatcher.
type Config struct {
	Network   *network.Network
	Translate []Translator
	Kinds     []network.Kind                                  // that the translators look at; nil: all
	Dropped   func(Callback) bool                             // asked before each attempt: true gives up without one; nil: never
	Judge     func(provider, event string, body []byte) error // nil: no judging; what it answers goes with every Attempt
	Transport http.RoundTripper                               // nil: one of its own, see NewTransport
	Timeout   time.Duration                                   // of an attempt, real time; 0: 10 s (network 7.1)
	Slots     chan struct{}                                   // attempts at once, shared by all worlds; nil: 64 of its own
	Keep      int                                             // finished deliveries kept; 0: 10,000
	Record    func(Attempt) (entry uint64)                    // told of each attempt when it ends; answers its journal entry; nil: nobody
	Log       *slog.Logger                                    // nil: none
	From      *Snapshot                                       // of a fork: what it goes on with; nil: nothing, from the end of the log
}

const (
	defaultTimeout = 10 * time.Second // network 7.1, tyntec OP-51
	defaultSlots   = 64
	defaultKeep    = 10_000
	perTarget      = 12 // attempts at once to one receiver (network 7.1, parallel calls per target)
)

// Dispatcher carries the callbacks of one world. Make it with New, end it with Close.
//
// Lock order: mu, then the network's. The network calls it without holding its own.
type Dispatcher struct {
	c        Config
	net      *network.Network
	follower *network.Follower
	wants    map[network.Kind]bool // nil: all
	ctx      context.Context
	stop     context.CancelFunc
	work     sync.WaitGroup
	ready    chan struct{} // told when an attempt may have become startable
	limit    int           // attempts at once to one receiver

	mu      sync.Mutex
	calm    *sync.Cond // told when events are translated, nothing is active any more, or all ends
	closed  bool
	seen    uint64 // events up to here are translated
	last    uint64 // number of the newest delivery
	pending int    // unfinished deliveries
	known   map[uint64]*delivery
	done    []uint64               // finished and reported ones that are kept, oldest first
	lines   map[string][]*delivery // by Order: the first is under way, the others wait for it
	held    []*delivery            // they let later ones go first (F14), by number
	targets map[string]*target
	turns   []*target        // with something to start, in order of turn
	active  int              // attempts that wait for a slot or are in flight
	results []network.Report // not yet entered
}

// New starts a dispatcher at the end of the log.
func New(c Config) *Dispatcher {
	d := &Dispatcher{
		c: c.withDefaults(), net: c.Network, ready: make(chan struct{}, 1),
		known: map[uint64]*delivery{}, lines: map[string][]*delivery{}, targets: map[string]*target{},
	}
	d.calm = sync.NewCond(&d.mu)
	d.limit = min(perTarget, max(1, cap(d.c.Slots)/2))
	d.ctx, d.stop = context.WithCancel(context.Background())
	var kinds []network.Kind
	if len(c.Kinds) > 0 {
		kinds = append([]network.Kind{network.CallbackDue, network.WorldChanged}, c.Kinds...)
		d.wants = map[network.Kind]bool{}
		for _, k := range kinds {
			d.wants[k] = true
		}
	}
	if c.From != nil {
		d.resume(*c.From)
	} else {
		d.seen = d.net.Position()
	}
	d.follower = d.net.FollowAfter(d.seen, name, d, kinds...)
	d.work.Add(2)
	go d.follow()
	go d.start()
	return d
}

func (c Config) withDefaults() Config {
	if c.Timeout == 0 {
		c.Timeout = defaultTimeout
	}
	if c.Slots == nil {
		c.Slots = make(chan struct{}, defaultSlots)
	}
	if c.Keep == 0 {
		c.Keep = defaultKeep
	}
	if c.Transport == nil {
		c.Transport = ownTransport{NewTransport()}
	}
	if c.Judge == nil {
		c.Judge = func(string, string, []byte) error { return nil }
	}
	if c.Record == nil {
		c.Record = func(Attempt) uint64 { return 0 }
	}
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	return c
}

// Close takes nothing on any more, cancels the calls in flight and returns when all goroutines are gone. Nothing comes of
// deliveries that are still pending.
func (d *Dispatcher) Close() {
	d.mu.Lock()
	d.closed = true
	d.calm.Broadcast()
	d.mu.Unlock()
	d.stop()
	d.follower.Close()
	d.work.Wait()
	if own, ok := d.c.Transport.(ownTransport); ok {
		own.CloseIdleConnections()
	}
}
