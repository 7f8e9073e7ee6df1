// Package stream gives the log of a world to readers over HTTP as server-sent events (control: events).
//
// One event is one frame: its number as id, its kind as name, JSON as data. The log itself is the buffer: each reader has a place in
// it, so nobody waits for a slow one and order is never lost. Who falls behind what the log still holds is dropped.
package stream

import (
	"context"
	"encoding/json"
	"net/http"
	"sort"
	"strconv"
	"time"

	"github.com/mynah-sim/mynah/mock/network"
)

const (
	heartbeat    = 15 * time.Second // of real time, between comments on a quiet line (control: events)
	writeTimeout = 30 * time.Second // a reader that takes nothing for so long is dropped
	batch        = 64               // events read from the log at once
)

// Event is an event of the log in the bench's words.
type Event struct {
	Number uint64 `json:"number"`
	At     string `json:"at"`
	Kind   string `json:"kind"`
	Data   Data   `json:"data"`
}

// Data is what an event says; members that do not apply are left out.
type Data struct {
	Account   string      `json:"account,omitempty"`
	Channel   string      `json:"channel,omitempty"`
	Sender    string      `json:"sender,omitempty"`
	Number    string      `json:"number,omitempty"` // the person
	MessageID string      `json:"messageId,omitempty"`
	State     string      `json:"state,omitempty"`
	Reason    string      `json:"reason,omitempty"`
	Advice    string      `json:"advice,omitempty"` // what would mend it, and where the rule is written
	Delivery  uint64      `json:"delivery,omitempty"`
	Text      string      `json:"text,omitempty"`
	Changed   *Alteration `json:"changed,omitempty"`
}

// Alteration is one property of a thing of the business that got another value.
type Alteration struct {
	WabaID   string `json:"wabaId,omitempty"`
	Name     string `json:"name,omitempty"` // of a template; id of a flow, catalog or product
	Language string `json:"language,omitempty"`
	ID       string `json:"id,omitempty"` // of a template; catalog of a product
	Property string `json:"property,omitempty"`
	Old      string `json:"old,omitempty"`
	New      string `json:"new,omitempty"`
	Why      string `json:"why,omitempty"`
}

// FromNetwork puts an event into the bench's words.
func FromNetwork(e network.Event) Event {
	d := Data{
		Account: e.Account, Channel: e.Channel.String(), Sender: e.Sender, Number: e.Number, Delivery: e.Delivery, Text: e.Text,
	}
	if !e.Message.IsZero() {
		d.MessageID = e.Message.String()
	}
	if e.State != 0 {
		d.State = e.State.String()
	}
	if e.Reason != network.NoReason {
		d.Reason = e.Reason.String()
		d.Advice = e.Reason.Advice()
	}
	if a := e.Altered; a != nil {
		d.Changed = &Alteration{a.WABA, a.Name, a.Language, a.ID, a.Property, a.Old, a.New, a.Why}
	}
	return Event{e.N, e.At.UTC().Format("2006-01-02T15:04:05.000Z07:00"), string(e.Kind), d}
}

// gap tells a reader that events are missing: it had everything up to After, the stream goes on with Next.
type gap struct {
	After uint64 `json:"after"`
	Next  uint64 `json:"next"`
}

// Serve writes the events behind a number, and then those that come, until the request ends, the reader takes no more, or it falls
// behind what the log holds. A reader that comes too late for its number, or with one that the log has not reached, as after a
// reset, first gets an event gap.
func Serve(w http.ResponseWriter, r *http.Request, n *network.Network, after uint64) {
	wake, stop := follow(r.Context(), n)
	defer stop()
	s := &reader{w: w, control: http.NewResponseController(w), net: n, after: after}
	h := w.Header()
	h.Set("Content-Type", "text/event-stream")
	h.Set("Cache-Control", "no-store")
	h.Set("X-Accel-Buffering", "no") // for proxies: pass on at once
	w.WriteHeader(http.StatusOK)
	s.bridge()
	beat := time.NewTicker(heartbeat)
	defer beat.Stop()
	for s.catchUp() {
		select {
		case <-r.Context().Done():
			return
		case <-wake:
		case <-beat.C:
			s.buf = append(s.buf, ":\n\n"...)
		}
	}
}

// follow tells a channel whenever the log has grown. It acknowledges at once, so a reader never holds up the clock.
func follow(ctx context.Context, n *network.Network) (wake chan struct{}, stop func()) {
	ctx, cancel := context.WithCancel(ctx)
	wake = make(chan struct{}, 1)
	ended := make(chan struct{})
	f := n.Follow("stream", nil)
	go func() {
		defer close(ended)
		buf := make([]network.Event, 0, batch)
		for {
			events, err := f.Next(ctx, buf)
			if ctx.Err() != nil {
				return
			}
			if err == nil && len(events) > 0 {
				f.Ack(events[len(events)-1].N)
			}
			select {
			case wake <- struct{}{}:
			default:
			}
		}
	}()
	return wake, func() {
		cancel()
		f.Close()
		<-ended
	}
}

// reader is one connection and its place in the log.
type reader struct {
	w       http.ResponseWriter
	control *http.ResponseController
	net     *network.Network
	after   uint64 // the last event written
	buf     []byte
}

// bridge moves a reader to the first event that the log holds when it cannot go on where it was.
func (s *reader) bridge() {
	_, held := s.net.Events(s.after, 0)
	end := s.net.Position()
	if held && s.after <= end {
		return
	}
	first := sort.Search(int(end), func(i int) bool {
		_, held := s.net.Events(uint64(i), 0)
		return held
	})
	data, _ := json.Marshal(gap{s.after, uint64(first) + 1})
	s.buf = append(append(append(s.buf, "event: gap\ndata: "...), data...), "\n\n"...)
	s.after = uint64(first)
}

// catchUp writes what is there. False: the reader is to be dropped.
func (s *reader) catchUp() bool {
	for {
		events, held := s.net.Events(s.after, batch)
		if !held {
			return false
		}
		for _, e := range events {
			s.frame(e)
			s.after = e.N
		}
		if !s.flush() {
			return false
		}
		if len(events) < batch {
			return true
		}
	}
}

// frame adds one event.
func (s *reader) frame(e network.Event) {
	data, err := json.Marshal(FromNetwork(e))
	if err != nil {
		panic(err) // plain strings and numbers
	}
	s.buf = append(s.buf, "id: "...)
	s.buf = strconv.AppendUint(s.buf, e.N, 10)
	s.buf = append(s.buf, "\nevent: "...)
	s.buf = append(s.buf, e.Kind...)
	s.buf = append(s.buf, "\ndata: "...)
	s.buf = append(s.buf, data...)
	s.buf = append(s.buf, "\n\n"...)
}

// flush sends what is written, the headers too. A writer without deadlines or flushing is a recorder.
func (s *reader) flush() bool {
	_ = s.control.SetWriteDeadline(time.Now().Add(writeTimeout))
	_, err := s.w.Write(s.buf)
	s.buf = s.buf[:0]
	_ = s.control.Flush()
	return err == nil
}
