package journal

import (
	"net/http"
	"slices"
	"time"

	"github.com/mynah-sim/mynah/mock/network"
)

// Request is what is known of an exchange when it begins.
type Request struct {
	Provider    string
	Method, URL string
	Header      http.Header
}

// Result is what is known of an exchange when it has ended. Bodies must not change afterwards.
type Result struct {
	OperationID            string // empty: no operation was found
	Number                 string // the person it is about; empty: that of the first event it causes
	RequestBody            []byte
	Status                 int // 0: nothing was answered
	Header                 http.Header
	Body                   []byte
	Breaches               []Breach
	Unmapped, Panic, Fault string
}

// Recording is an exchange while it runs.
type Recording struct {
	entry
	made   traffic
	detail Exchange
	from   int64 // when it began, on the world's clock in nanoseconds since 1970, in whole milliseconds
	j      *Journal
}

// Begin gives an exchange its place in the journal. Every Recording must be finished.
func (j *Journal) Begin(r Request) *Recording {
	x := &Recording{j: j, detail: Exchange{Method: r.Method, URL: j.secrets.address(r.URL), Open: true}}
	x.provider, x.call = r.Provider, &x.made
	x.made.wall, x.made.exchange = time.Now(), &x.detail
	x.made.request.header = j.secrets.header(r.Header)
	x.made.at = j.net.Now()
	x.from = x.made.at.Truncate(time.Millisecond).UnixNano()
	j.mu.Lock()
	defer j.mu.Unlock()
	x.detail.Before = j.net.Position()
	x.made.position = x.detail.Before
	j.place(&x.entry)
	j.live = append(j.live, x)
	return x
}

// ID is the exchange's entry.
func (x *Recording) ID() uint64 { return x.id }

// Finish enters the answer and what was found wrong.
func (x *Recording) Finish(r Result) {
	header := x.j.secrets.header(r.Header)
	j := x.j
	j.mu.Lock()
	defer j.mu.Unlock()
	c := x.call
	c.took, c.position = time.Since(c.wall), j.net.Position()
	c.operation, c.status = r.OperationID, r.Status
	if r.Number != "" {
		x.number = r.Number
	}
	c.request.take(r.RequestBody)
	c.response.header = header
	c.response.take(r.Body)
	x.detail.Open = false
	x.detail.Unmapped, x.detail.Panic, x.detail.Fault = r.Unmapped, r.Panic, r.Fault
	for _, b := range r.Breaches {
		j.breach(&x.entry, b)
	}
	if c.position == x.detail.Before || c.position <= j.seen { // nothing more can come of it
		j.live = slices.DeleteFunc(j.live, func(o *Recording) bool { return o == x })
	}
	j.weigh(&x.entry)
	j.notify(&x.entry)
}

// holds tells whether an event may have been caused by the exchange: it stands in the log between beginning and end, and was not
// made up for by a clock that follows the wall.
func (x *Recording) holds(e *network.Event, at int64) bool {
	return x.detail.Before < e.N && (x.detail.Open || e.N <= x.made.position) && at >= x.from
}

// causer finds the exchange that caused an event. Where several ran at the same time, it is one about the same person rather than
// another, one that may change something rather than a question, and then the one that began last. It holds mu.
func (j *Journal) causer(e *network.Event) *Recording {
	if e.Kind == network.CallbackDue || e.Kind == network.CallbackReported {
		return nil // the clock's and the webhooks'
	}
	var best *Recording
	score, at := -1, e.At.UnixNano()
	for _, x := range j.live {
		if !x.holds(e, at) {
			continue
		}
		s := 0
		if x.number != "" && x.number == e.Number {
			s += 2
		}
		if x.detail.Method != http.MethodGet && x.detail.Method != http.MethodHead {
			s++
		}
		if s >= score {
			best, score = x, s
		}
	}
	return best
}
