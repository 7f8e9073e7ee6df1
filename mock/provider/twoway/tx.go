package twoway

import (
	"context"
	"strconv"
	"strings"
	"time"

	"github.com/mynah-sim/mynah/mock/network"
	"github.com/mynah-sim/mynah/mock/webhook"
)

// tx is the right to write: whoever has one holds the provider's lock. It collects the events that a change makes.
type tx struct {
	p    *Provider
	now  time.Time
	told []told
	then []func(*tx) // what happens after the answer
}

// later puts something off until the operation has told its events.
func (t *tx) later(f func(*tx)) { t.then = append(t.then, f) }

// op runs one operation under the lock, after everything that the network has told so far, and lets its events out when it is done.
func op[In, Out any](f func(*tx, *caller, In) (Out, error)) func(*Provider, context.Context, In) (Out, error) {
	return func(p *Provider, ctx context.Context, in In) (out Out, err error) {
		p.do(func(t *tx) { out, err = f(t, callerOf(ctx), in) })
		return out, err
	}
}

// do gives the right to write.
func (p *Provider) do(f func(*tx)) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.catchUp()
	t := &tx{p: p, now: p.net.Now()}
	f(t)
	t.settle(t.flush)
	p.catchUp()
}

// settle lets the events out, and then what was put off, until nothing is left.
func (t *tx) settle(out func()) {
	out()
	for len(t.then) > 0 {
		next := t.then[0]
		t.then = t.then[1:]
		next(t)
		out()
	}
}

// flush notes in the log what an operation has changed; that event carries its callbacks.
func (t *tx) flush() {
	if len(t.told) == 0 {
		return
	}
	what := t.told[0].event
	if more := len(t.told) - 1; more > 0 {
		what += " and " + strconv.Itoa(more) + " more"
	}
	t.carry(t.p.net.Remark(network.Remark{Account: t.told[0].owner, Text: what}))
}

// carry hands the collected events to the event of the log that carries them. Nothing overtakes what was told before.
func (t *tx) carry(number uint64) {
	p := t.p
	p.last = max(p.last, number)
	for _, batch := range batches(t.told) {
		p.out[p.last] = append(p.out[p.last], t.callbacks(batch)...)
		t.broadcast(batch)
	}
	t.told = nil
}

// batch is how many events are read from the log at once.
const batch = 64

// catchUp takes in what has happened in the network since the last time, in the order of the log. What it does itself makes further
// events, which are taken in too.
func (p *Provider) catchUp() {
	for p.cursor < p.net.Position() {
		events, ok := p.net.EventsInto(p.cursor, p.buffer)
		if !ok { // the log was cut, which it never is while the callbacks are behind
			p.cursor = p.net.Position()
			return
		}
		for i := range events {
			p.takeIn(&events[i])
		}
	}
}

// takeIn takes in one event, which carries what comes of it. Most concern nobody here.
func (p *Provider) takeIn(e *network.Event) {
	p.cursor = e.N
	if takers[e.Kind] == nil {
		return
	}
	t := &tx{p: p, now: e.At}
	t.take(*e)
	t.settle(func() {
		if len(t.told) > 0 {
			t.carry(e.N)
		}
	})
}

// Kinds are the kinds of events that Translate looks at.
func Kinds() []network.Kind {
	kinds := []network.Kind{network.ProviderRemarked}
	for kind := range takers {
		kinds = append(kinds, kind)
	}
	return kinds
}

// Translate takes in the log up to an event and answers the callbacks that the event carries (twoway 3).
func (p *Provider) Translate(e network.Event) []webhook.Callback {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.catchUp()
	all := p.out[e.N]
	delete(p.out, e.N)
	return all
}

// timer is something planned, as plain data: the reminder with another number is void.
type timer struct {
	number  uint64
	run     string // of runs
	account string // id; empty: of none
	rest    string
}

// runs are the things that are planned, by name. A plain variable would depend on itself.
var runs map[string]func(t *tx, a *account, rest string)

func init() {
	runs = map[string]func(*tx, *account, string){
		"qr":        func(t *tx, a *account, _ string) { t.showQR(a) },
		"reconnect": func(t *tx, a *account, _ string) { t.opened(a, "userId", "lastLoginAt") },
		"history":   func(t *tx, a *account, _ string) { t.synced(a) },
		"caught up": func(t *tx, a *account, _ string) { t.caughtUp(a) },
		"stale":     func(t *tx, a *account, _ string) { t.grownStale(a) },
		"send":      (*tx).dueMessage,
		"typed":     (*tx).typedMessage,
		"lapse":     (*tx).lapsed,
		"catalog":   (*tx).catalogSynced,
		"terms":     func(t *tx, a *account, _ string) { t.termsJudged(a) },
		"export":    func(t *tx, _ *account, id string) { t.exported(id) },
		"live":      func(t *tx, _ *account, id string) { t.expired(id) },
	}
}

// after plans something on the world's clock. The key names it: planning it anew voids what was planned before. a is nil for what
// concerns no account.
func (t *tx) after(wait time.Duration, key, run string, a *account, rest string) {
	p := t.p
	p.timed++
	planned := timer{number: p.timed, run: run, rest: rest}
	owner := p.teams[0].owner
	if a != nil {
		planned.account, owner = a.id, a.team.owner
	}
	p.timers[key] = planned
	wait -= p.net.Now().Sub(t.now)
	p.net.Remind(owner, Name+" "+key+" "+strconv.FormatUint(p.timed, 10), max(wait, 0))
}

// cancel voids what is planned under a key.
func (t *tx) cancel(key string) { delete(t.p.timers, key) }

// due lets happen what was planned, unless it is void.
func (t *tx) due(text string) {
	text, ours := strings.CutPrefix(text, Name+" ")
	at := strings.LastIndexByte(text, ' ')
	if !ours || at < 0 {
		return
	}
	planned, ok := t.p.timers[text[:at]]
	if !ok || strconv.FormatUint(planned.number, 10) != text[at+1:] {
		return
	}
	delete(t.p.timers, text[:at])
	var a *account
	if planned.account != "" {
		if a = t.p.accountByID(planned.account); a == nil {
			return
		}
	}
	runs[planned.run](t, a, planned.rest)
}
