package journal

import (
	"net/http"
	"time"
)

// Callback is one attempt to call a business back.
type Callback struct {
	Delivery uint64
	Attempt  int
	Replay   bool
	Event    string // name in the provider's document
	URL      string
	Source   uint64    // log number of the event that caused it
	Failure  string    // why there was no answer
	Done     bool      // acknowledged, or given up
	GivenUp  bool      // no further attempt is planned
	Next     time.Time // of the next attempt, on the world's clock; zero: none
}

// Posted is a callback with what went over the wire.
type Posted struct {
	Callback
	Provider, OperationID, Number string
	At, Wall                      time.Time
	Took                          time.Duration
	Header                        http.Header
	Body                          []byte
	Status                        int
	Response                      http.Header
	Answer                        []byte
	Breaches                      []Breach
}

// Callback enters an attempt that has ended and answers its entry. It waits until the event that caused the callback has its own, so
// that cause stands before effect.
func (j *Journal) Callback(p Posted) (id uint64) {
	c := &traffic{operation: p.OperationID, status: p.Status, at: p.At, wall: p.Wall, took: p.Took, callback: &p.Callback}
	e := &entry{provider: p.Provider, number: p.Number, call: c}
	p.Callback.URL = j.secrets.address(p.URL)
	c.request.header, c.response.header = j.secrets.header(p.Header), j.secrets.header(p.Response)
	c.request.take(p.Body)
	c.response.take(p.Answer)
	source := min(p.Source, j.net.Position())
	j.mu.Lock()
	defer j.mu.Unlock()
	for j.seen < source && !j.closed {
		j.grown.Wait()
	}
	c.position = j.net.Position()
	j.place(e)
	if by := j.ofEvent(p.Source); by != nil {
		e.cause = by.id
		by.causes = append(by.causes, e.id)
	}
	for _, b := range p.Breaches {
		j.breach(e, b)
	}
	j.weigh(e)
	j.notify(e)
	return e.id
}
