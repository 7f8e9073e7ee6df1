package control

import (
	"encoding/base64"
	"net/http"
	"strconv"
	"time"
	"unicode/utf8"

	"github.com/mynah-sim/mynah/mock/journal"
	"github.com/mynah-sim/mynah/mock/stream"
)

// entry is an entry of the journal. Which of exchange, event and callback is there, kind says.
type entry struct {
	ID          string         `json:"id"`
	Kind        string         `json:"kind"`
	At          string         `json:"at"`
	Wall        string         `json:"wall,omitempty"`
	LogPosition uint64         `json:"logPosition"`
	LogBefore   *uint64        `json:"logBefore,omitempty"`
	CausedBy    string         `json:"causedBy,omitempty"`
	Causes      []string       `json:"causes"`
	Provider    string         `json:"provider,omitempty"`
	OperationID string         `json:"operationId,omitempty"`
	Status      int            `json:"status,omitempty"`
	Number      string         `json:"number,omitempty"`
	Violations  []violationOut `json:"violations,omitempty"`
	Exchange    *exchangeOut   `json:"exchange,omitempty"`
	Event       *eventOut      `json:"event,omitempty"`
	Callback    *callbackOut   `json:"callback,omitempty"`
}

type exchangeOut struct {
	Method   string       `json:"method"`
	URL      string       `json:"url"`
	Request  httpMessage  `json:"request"`
	Response *httpMessage `json:"response,omitempty"`
	Took     string       `json:"took,omitempty"`
	Unmapped string       `json:"unmapped,omitempty"`
	Panic    string       `json:"panic,omitempty"`
	Fault    string       `json:"fault,omitempty"`
}

type eventOut struct {
	Number uint64      `json:"number"`
	Kind   string      `json:"kind"`
	Data   stream.Data `json:"data"`
}

type callbackOut struct {
	Delivery uint64       `json:"delivery"`
	Attempt  int          `json:"attempt"`
	Replay   bool         `json:"replay,omitempty"`
	Event    string       `json:"event"`
	URL      string       `json:"url"`
	Request  httpMessage  `json:"request"`
	Response *httpMessage `json:"response,omitempty"`
	Error    string       `json:"error,omitempty"`
	Took     string       `json:"took,omitempty"`
	NextDue  string       `json:"nextDue,omitempty"`
}

type httpMessage struct {
	Headers   http.Header `json:"headers"`
	Body      string      `json:"body"`
	Encoding  string      `json:"encoding,omitempty"`
	Size      int         `json:"size"`
	Truncated bool        `json:"truncated,omitempty"`
}

// shownBody is how many bytes of a body a list shows.
const shownBody = 4 << 10

// toEntry shows an entry with at most so many bytes of each body.
func toEntry(e journal.Entry, room int) entry {
	out := entry{
		ID: place10(e.ID), Kind: string(e.Kind), At: stamp(e.At), Wall: stampOr(e.Wall), LogPosition: e.Position,
		Causes: []string{}, Provider: e.Provider, OperationID: e.OperationID, Status: e.Status, Number: e.Number,
	}
	if e.Cause != 0 {
		out.CausedBy = place10(e.Cause)
	}
	for _, id := range e.Causes {
		out.Causes = append(out.Causes, place10(id))
	}
	for _, v := range e.Violations {
		out.Violations = append(out.Violations, toViolation(v))
	}
	switch e.Kind {
	case journal.KindExchange:
		out.LogBefore, out.Exchange = &e.Exchange.Before, toExchange(e, room)
	case journal.KindEvent:
		out.Event = &eventOut{e.Event.N, string(e.Event.Kind), stream.FromNetwork(e.Event).Data}
	case journal.KindCallback:
		out.Callback = toCallback(e, room)
	}
	return out
}

func place10(n uint64) string { return strconv.FormatUint(n, 10) }

func toExchange(e journal.Entry, room int) *exchangeOut {
	x := e.Exchange
	out := &exchangeOut{
		Method: x.Method, URL: x.URL, Request: toMessage(e.Request, room), Unmapped: x.Unmapped, Panic: x.Panic, Fault: x.Fault,
	}
	if !x.Open {
		out.Took = took(e.Took)
	}
	if e.Status != 0 {
		answer := toMessage(e.Response, room)
		out.Response = &answer
	}
	return out
}

func toCallback(e journal.Entry, room int) *callbackOut {
	c := e.Callback
	out := &callbackOut{
		Delivery: c.Delivery, Attempt: c.Attempt, Replay: c.Replay, Event: c.Event, URL: c.URL, Request: toMessage(e.Request, room),
		Error: c.Failure, Took: took(e.Took), NextDue: stampOr(c.Next),
	}
	if e.Status != 0 {
		answer := toMessage(e.Response, room)
		out.Response = &answer
	}
	return out
}

// toMessage shows headers and body: as text, or in Base64 when it is none.
func toMessage(m journal.Message, room int) httpMessage {
	body := m.Body
	out := httpMessage{Headers: m.Header, Size: m.Size, Truncated: m.Cut || len(body) > room}
	body = body[:min(len(body), room)]
	text := body
	for range utf8.UTFMax - 1 { // the cut may go through a character
		if r, size := utf8.DecodeLastRune(text); !out.Truncated || r != utf8.RuneError || size != 1 {
			break
		}
		text = text[:len(text)-1]
	}
	if utf8.Valid(text) {
		out.Body = string(text)
	} else {
		out.Body, out.Encoding = base64.StdEncoding.EncodeToString(body), "base64"
	}
	return out
}

// took is a real duration without digits that nobody reads.
func took(d time.Duration) string { return d.Round(time.Microsecond).String() }
