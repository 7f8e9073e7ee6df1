package journal

import (
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/mynah-sim/mynah/mock/network"
)

// Kind is what an entry tells of.
type Kind string

// The three kinds of entries.
const (
	KindExchange Kind = "exchange"
	KindEvent    Kind = "event"
	KindCallback Kind = "callback"
)

// Entry is an entry as others see it: a copy.
type Entry struct {
	ID          uint64 // from 1, without gaps
	Kind        Kind
	At          time.Time // on the world's clock; of an exchange and a callback: when it began
	Wall        time.Time // the same on the wall clock; zero for events
	Position    uint64    // number of the newest event when the entry was made; of an exchange: when it ended
	Cause       uint64    // entry that brought this one about; 0: the clock or the bench
	Causes      []uint64  // entries that this one has brought about so far
	Provider    string
	OperationID string
	Number      string // the person
	Status      int    // 0: no answer
	Violations  []Violation

	Request, Response Message       // exchange and callback
	Took              time.Duration // real
	Exchange          Exchange
	Event             network.Event
	Callback          Callback
}

// Exchange is what only an exchange has.
type Exchange struct {
	Method, URL            string
	Before                 uint64 // number of the newest event when it began
	Open                   bool   // not answered yet
	Unmapped, Panic, Fault string // an error that the provider's table lacks; a panic; a fault that was injected
}

// Message is one side of an exchange: headers and body.
type Message struct {
	Header http.Header // secrets are cut
	Body   []byte      // secrets are cut
	Size   int         // bytes of the whole body
	Cut    bool        // Body is not the whole
}

// entry is an entry as it is kept: most are events, which need little.
type entry struct {
	id, cause uint64
	upTo      uint64 // number of the newest event that has its entry, this one included
	causes    []uint64
	provider  string
	number    string
	event     *network.Event // nil: a call
	call      *traffic       // nil: an event
}

// traffic is what the entry of a call has beside: of an exchange, or of a callback.
type traffic struct {
	position          uint64
	at, wall          time.Time
	operation         string
	status            int
	violations        []Violation
	bytes             int // of bodies, as counted in the journal's budget
	request, response message
	took              time.Duration
	exchange          *Exchange // nil: a callback
	callback          *Callback
}

func (e *entry) kind() Kind {
	switch {
	case e.event != nil:
		return KindEvent
	case e.call.exchange != nil:
		return KindExchange
	}
	return KindCallback
}

// copy is the entry as others see it. The journal's mu is held.
func (e *entry) copy(s secrets) Entry {
	out := Entry{ID: e.id, Kind: e.kind(), Cause: e.cause, Causes: slices.Clone(e.causes), Provider: e.provider, Number: e.number}
	if e.event != nil {
		out.At, out.Position, out.Event = e.event.At, e.event.N, *e.event
		out.Request.Header, out.Response.Header = http.Header{}, http.Header{}
		return out
	}
	c := e.call
	out.At, out.Wall, out.Position, out.Took = c.at, c.wall, c.position, c.took
	out.OperationID, out.Status, out.Violations = c.operation, c.status, slices.Clone(c.violations)
	out.Request, out.Response = c.request.open(s), c.response.open(s)
	if c.exchange != nil {
		out.Exchange = *c.exchange
	} else {
		out.Callback = *c.callback
	}
	return out
}

// bodyBytes is how much of a body is kept.
const bodyBytes = 64 << 10

// message is a Message as it is kept: headers as lines in one string, which costs one allocation.
type message struct {
	header string
	body   []byte
	size   int
	cut    bool
}

// take keeps a body, which nobody may change any more; of a long one a copy of its beginning.
func (m *message) take(body []byte) {
	m.body, m.size = body, len(body)
	if len(body) > bodyBytes {
		m.body, m.cut = slices.Clone(body[:bodyBytes]), true
	}
}

func (m *message) drop() { m.cut, m.body = m.cut || len(m.body) > 0, nil }

func (m *message) open(s secrets) Message {
	out := Message{Header: http.Header{}, Body: m.body, Size: m.size, Cut: m.cut}
	for line := range strings.Lines(m.header) {
		name, value, _ := strings.Cut(strings.TrimSuffix(line, "\n"), ": ")
		out.Header[name] = append(out.Header[name], value)
	}
	out.Body = s.body(out.Header.Get("Content-Type"), m.body)
	return out
}
