package webhook

import (
	"net/http"
	"time"

	"github.com/mynah-sim/mynah/mock/network"
)

// Attempt is one post of a callback and what came of it.
type Attempt struct {
	Delivery uint64
	Attempt  int  // from 1; replays are counted for themselves
	Replay   bool // asked for from outside, not part of the plan
	Callback Callback
	Breach   error         // what the judge answered about the body
	At       time.Time     // virtual
	Began    time.Time     // real
	Took     time.Duration // real
	Header   http.Header   // as sent, with the signature

	Status   int    // 0: no answer
	Failure  string // why there was none: one of the words below; empty: there was one
	Response http.Header
	Answer   []byte // the first 64 KiB of the answer's body

	Done    bool      // acknowledged, or given up
	GivenUp bool      // failed, and no further attempt is planned
	Next    time.Time // virtual time of the next attempt; zero: none

	spoil spoil
}

// noTime says that nothing is planned.
var noTime time.Time

// try makes one attempt and enters what came of it. When the dispatcher closes meanwhile, nothing comes of it.
func (d *Dispatcher) try(j job, t *target) {
	a := d.begin(j)
	switch {
	case d.c.Dropped != nil && !a.Replay && d.c.Dropped(a.Callback), a.spoil.drop:
		a.Failure = Dropped
	case a.spoil.unreachable != "":
		a.Failure = a.spoil.unreachable
	default:
		d.post(&a)
	}
	a.Took = time.Since(a.Began)
	if d.ctx.Err() != nil {
		return
	}
	report := d.verdict(j, &a)
	entry := d.c.Record(a)
	d.end(j, t, a, entry, report)
	if d.net.Wall() {
		d.Flush()
	}
}

// begin numbers an attempt.
func (d *Dispatcher) begin(j job) Attempt {
	at := d.net.Now()
	d.mu.Lock()
	defer d.mu.Unlock()
	dl := j.delivery
	a := Attempt{Delivery: dl.number, Callback: dl.callback, Breach: dl.breach, At: at, Began: time.Now(), Replay: j.replay != nil}
	if a.Replay {
		dl.replays++
		a.Attempt = dl.replays
		return a
	}
	dl.attempts++
	dl.flying = true
	a.spoil = dl.spoil
	a.Attempt = dl.attempts
	if a.Attempt == 1 {
		dl.first = at
	}
	return a
}

// verdict decides whether a callback is acknowledged, tried again or given up (tyntec 3.3). The delay runs from the end of the
// attempt.
func (d *Dispatcher) verdict(j job, a *Attempt) network.Report {
	report := network.Report{
		Delivery: a.Delivery, Account: a.Callback.Account, Attempt: a.Attempt, Status: a.Status, Failure: a.Failure, Done: true,
	}
	a.Done = true
	switch {
	case a.acknowledged():
		return report
	case a.Replay:
		a.Done = false
		return report
	}
	if a.Callback.Retry != nil && a.Failure != Dropped && !a.spoil.giveUp {
		now := d.net.Now()
		if wait, again := a.Callback.Retry(a.Attempt, j.delivery.first, now); again {
			a.Done, a.Next = false, now.Add(wait)
			report.Done, report.RetryIn = false, wait
			return report
		}
	}
	a.GivenUp, report.GivenUp = true, true
	return report
}

func (a *Attempt) acknowledged() bool {
	switch {
	case a.Failure != "":
		return false
	case a.Callback.MediaOK != nil:
		return a.Callback.MediaOK(a.Status)
	}
	return a.Status >= 200 && a.Status <= 299
}

// end writes an attempt into its delivery and leaves the report for the network. A finished delivery lets the next one of its Order
// start: in manual time that is the same virtual instant, whenever the report is entered.
func (d *Dispatcher) end(j job, t *target, a Attempt, entry uint64, report network.Report) {
	d.mu.Lock()
	defer d.mu.Unlock()
	dl := j.delivery
	dl.remember(a, entry)
	if dl.callback.Tag != nil {
		dl.status, dl.answer = a.Status, a.Answer
	}
	if a.Replay {
		j.replay <- a
	} else {
		dl.next, dl.flying = a.Next, false
		d.results = append(d.results, report)
		if a.Done {
			d.finish(dl, a.GivenUp)
		}
	}
	d.landed(t)
	d.active--
	if d.active == 0 {
		d.calm.Broadcast()
	}
}

// finish ends a delivery. It holds mu.
func (d *Dispatcher) finish(dl *delivery, givenUp bool) {
	dl.state = Delivered
	if givenUp {
		dl.state = GivenUp
	}
	d.pending--
	d.overtaken(dl)
	key := dl.callback.Order
	if key == "" {
		return
	}
	line := d.lines[key][1:]
	if len(line) == 0 {
		delete(d.lines, key)
		return
	}
	d.lines[key] = line
	d.startFirst(line[0])
}
