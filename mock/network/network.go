// Package network is the simulated WhatsApp, SMS and Viber network of one world: people with handsets, business senders, chats,
// messages, templates, catalogs, files, and a clock of its own.
//
// It is a deterministic single writer. All state sits behind one lock; the right to write is a value, tx. Every change is an
// event of the numbered log, and the log is the only exit: webhooks, streams and the journal follow it. The network knows no
// HTTP, no wire format and no provider; it starts no goroutine, reads no wall clock and uses no global randomness. Same seed and
// same commands give the same log, byte for byte.
package network

import (
	"cmp"
	"maps"
	"slices"
	"sync"
	"sync/atomic"
	"time"
)

// Network runs one world. Make it with New.
type Network struct {
	mu    sync.Mutex
	seed  uint64
	wall  func() time.Time // nil: time moves by hand
	turn  chan struct{}    // held by whoever advances the clock
	moved chan struct{}    // told when something is planned; for whoever drives the clock
	acked chan struct{}    // told when a follower has acknowledged

	now   int64 // nanoseconds since 1970
	steps uint64
	queue queue
	log   log

	position atomic.Uint64 // of the log, as the last command has left it
	onWall   atomic.Bool   // wall is not nil

	followers []*Follower
	unsettled bool // events that an actor wants came since the last settling

	latency   Latency
	persona   string
	named     func(uint64) string
	says      func(uint64) string
	sms       SMSRules
	limits    Limits
	faults    faults
	marks     map[uint32]*mark // by message: what faults have done to it
	counts    counts
	accounts  map[string]*account
	wabas     map[string]*WABA
	senders   []*sender
	sendersBy map[senderKey]*sender
	fetching  bool // links are fetched (media.fetch)
	shared    bool // several accounts may have one number
	bound     int  // bindings beside the first ones

	portfolios map[string]*Portfolio

	people    slab[handset]
	numbers   map[string]uint32
	chats     slab[chat]
	chatsBy   map[chatKey]uint32
	messages  slab[message]
	messageBy map[ID]uint32
	changes   slab[change]

	files       slab[file]
	filesBy     map[ID]uint32
	templates   slab[template]
	templatesOf map[string][]uint32 // by WABA, in order of making
	openers     []string            // of the service window; nil: all
	review      ReviewMode
	catalogs    map[string]*catalog
	products    slab[item]
	flows       slab[Flow]
	flowsBy     map[string]uint32
	reactions   map[uint32]string // by message: the emoji of the other side

	operations []string // labels of operations, by number
	reminders  []reminder
	society
}

// account is an Account with what runs in it.
type account struct {
	Account
	files uint64 // made so far: the draw of the next id
	bulks uint64
	sync  map[string]bool
}

type senderKey struct {
	channel Channel
	id      string
}

type sender struct {
	Sender
	place uint32
	gone  bool // deleted: known by its messages only

	parked    []uint32 // messages that wait until it is connected
	limited   bool     // restricted because its messaging limit is used up
	redSince  int64
	appSince  int64 // the business app shares the number since then (network 3.16)
	synced    []AppSync
	upgrading int64    // the high throughput comes then; 0: it does not
	blocked   []string // people, in order of blocking (network 3.13)
}

// options are those of an account; of a deleted one the platform's.
func (n *Network) options(id string) AccountOptions {
	if a := n.accounts[id]; a != nil {
		return a.Options
	}
	return AccountOptions{}
}

// inTheCall are the keys of the checks that an account judges in the call.
func (n *Network) inTheCall(id string) map[string]bool {
	if a := n.accounts[id]; a != nil {
		return a.sync
	}
	return nil
}

// defaultStart is where the clock of a world starts that names no time (control: clock modes).
var defaultStart = time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)

// New makes the world that a Config describes. A contradiction in it is an error that names the entry.
func New(c Config) (*Network, error) {
	if c.Start.IsZero() {
		c.Start = defaultStart
	}
	if c.Latency == "" {
		c.Latency = Steady
	}
	n := &Network{
		seed: c.Seed, turn: make(chan struct{}, 1), moved: make(chan struct{}, 1), acked: make(chan struct{}, 1),
		now: c.Start.UnixMilli() * int64(time.Millisecond), log: newLog(c.LogSize),
		latency: c.Latency, persona: c.Persona, named: c.Named, says: c.Says, sms: c.SMS, limits: c.Limits.withDefaults(),
		accounts: map[string]*account{}, wabas: map[string]*WABA{}, sendersBy: map[senderKey]*sender{},
		numbers: map[string]uint32{}, chatsBy: map[chatKey]uint32{}, messageBy: map[ID]uint32{},
		filesBy: map[ID]uint32{}, templatesOf: map[string][]uint32{}, review: cmp.Or(c.Review, ReviewAuto), openers: slices.Clone(c.Opens),
		catalogs: map[string]*catalog{}, flowsBy: map[string]uint32{}, portfolios: map[string]*Portfolio{}, shared: c.Shared, fetching: c.Fetch,
	}
	if err := n.load(c); err != nil {
		return nil, err
	}
	if err := (&tx{n}).setProfile(c.Profile); err != nil {
		return nil, err
	}
	n.position.Store(n.log.last)
	return n, nil
}

// tx is the right to write. Only do makes one, so whatever needs the lock asks for a tx.
type tx struct{ n *Network }

// do runs one command of the outside, and what it makes due at once.
func (n *Network) do(f func(*tx) error) error {
	return n.write(func(t *tx) error {
		err := f(t)
		t.runDue()
		return err
	})
}

// write changes the world: alone, at one instant, and tells the followers afterwards. On a clock that follows the wall everything
// that has become due happens first.
func (n *Network) write(f func(*tx) error) error {
	n.mu.Lock()
	before := n.log.last
	planned, had := n.queue.first()
	t := &tx{n}
	if n.wall != nil {
		t.catchUp(n.wall().UnixNano())
	}
	err := f(t)
	grew := n.log.last > before
	var spared uint64 // followers by place, as far as they fit
	if grew {
		for i, f := range n.followers {
			if f.passOver(before) {
				spared |= 1 << i
			}
		}
		n.log.forget(n.slowest())
	}
	first, has := n.queue.first()
	sooner := has && (!had || first.due < planned.due)
	followers := n.followers
	n.position.Store(n.log.last)
	n.mu.Unlock()
	if grew {
		for i, f := range followers {
			if spared&(1<<i) == 0 {
				f.tell()
			}
		}
	}
	if sooner {
		tell(n.moved)
	}
	return err
}

// ask runs a question: it may read everything and change nothing.
func (n *Network) ask(f func()) {
	n.mu.Lock()
	defer n.mu.Unlock()
	f()
}

// now is the world's time in nanoseconds since 1970.
func (t *tx) now() int64 { return t.n.now }

// append adds an event at the present time, unless a fault has set another one (F27): one for each account that has the sender.
func (t *tx) append(e Event) uint64 {
	if e.At.IsZero() {
		e.At = instant(t.n.now)
	}
	number := t.appendOne(e)
	for _, account := range t.n.alsoTold(&e) {
		e.Account = account
		t.appendOne(e)
	}
	return number
}

// appendOne adds an event for one account alone.
func (t *tx) appendOne(e Event) uint64 {
	if e.At.IsZero() {
		e.At = instant(t.n.now)
	}
	number := t.n.log.append(e)
	for _, f := range t.n.followers {
		if f.actor != nil && f.wanted(e.Kind) {
			t.n.unsettled = true
		}
	}
	return number
}

// plan puts a step into the queue.
func (t *tx) plan(after time.Duration, s step) {
	t.n.steps++
	s.due, s.number = t.n.now+int64(max(after, 0)), t.n.steps
	t.n.queue.push(s)
}

// instant is a time of the clock as a time.Time.
func instant(ns int64) time.Time { return time.Unix(0, ns).UTC() }

// tell wakes whoever waits on c, once.
func tell(c chan struct{}) {
	select {
	case c <- struct{}{}:
	default:
	}
}

// Log says where the log stands: the number of the newest event and the digest over all.
func (n *Network) Log() (position uint64, digest string) {
	n.ask(func() { position, digest = n.log.last, n.log.digest() })
	return position, digest
}

// Position is the number of the newest event, of a command that has ended. It waits for nobody.
func (n *Network) Position() uint64 { return n.position.Load() }

// Events answers up to limit events after a number. It reports false when the log no longer holds them all.
func (n *Network) Events(after uint64, limit int) (events []Event, ok bool) {
	held := n.Position() - min(after, n.Position())
	return n.EventsInto(after, make([]Event, 0, min(uint64(limit), held)))
}

// EventsInto copies up to cap(buf) events after a number into buf. It reports false when the log no longer holds them all.
func (n *Network) EventsInto(after uint64, buf []Event) (events []Event, ok bool) {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.log.after(after, buf)
}

// Seed is the world's seed.
func (n *Network) Seed() uint64 { return n.seed }

// Latency is the preset in force.
func (n *Network) Latency() (l Latency) {
	n.ask(func() { l = n.latency })
	return l
}

// SetLatency changes the preset; what is under way keeps its time.
func (n *Network) SetLatency(l Latency) {
	_ = n.do(func(t *tx) error {
		n.latency = l
		t.append(Event{Kind: WorldChanged, Text: "latency " + string(l)})
		return nil
	})
}

// Persona is that of people who name none.
func (n *Network) Persona() (p string) {
	n.ask(func() { p = cmp.Or(n.persona, "manual") })
	return p
}

// SetPersona changes how people behave who name no persona.
func (n *Network) SetPersona(p string) {
	_ = n.do(func(t *tx) error {
		n.persona = p
		t.append(Event{Kind: WorldChanged, Text: "persona " + p})
		return nil
	})
}

// Accounts answers all accounts, by id.
func (n *Network) Accounts() (all []Account) {
	n.ask(func() {
		for _, id := range slices.Sorted(maps.Keys(n.accounts)) {
			all = append(all, n.accounts[id].Account)
		}
	})
	return all
}
