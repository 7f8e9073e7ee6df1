// Package subscriber is the integrator's side of a webhook: an HTTP receiver on the loopback interface that keeps every
// callback as it came, answers by script, and judges the bodies.
package subscriber

import (
	"fmt"
	"io"
	"net"
	"net/http"
	"slices"
	"sync"

	"github.com/mynah-sim/mynah/conformance/match"
)

// Callback is one delivery as it arrived.
type Callback struct {
	Endpoint string // the name that URL was asked for
	Header   http.Header
	Body     []byte
	Answered int // the status that the receiver gave
}

// JSON reads the body.
func (c Callback) JSON() (any, error) { return match.Decode(c.Body) }

// Subscriber receives callbacks until it is closed.
type Subscriber struct {
	judge    func(body []byte) error
	listener net.Listener
	server   *http.Server
	done     chan struct{}

	mu       sync.Mutex
	wants    func(Callback) bool // nil: all
	received []Callback
	seen     []bool   // Invariant: len(seen) == len(received)
	script   []int    // the statuses of the next callbacks
	bodies   []string // of the next answers of status 200 at endpoints that ask for one
	breaches []error
}

// New opens a receiver. The judge says what is wrong with a body; nil judges nothing.
func New(judge func(body []byte) error) (*Subscriber, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, fmt.Errorf("webhook receiver: %w", err)
	}
	s := &Subscriber{judge: judge, listener: listener, done: make(chan struct{})}
	s.server = &http.Server{Handler: s}
	go func() {
		defer close(s.done)
		_ = s.server.Serve(listener) // ends with Close
	}()
	return s, nil
}

// Close stops receiving and returns when the receiver is gone.
func (s *Subscriber) Close() error {
	err := s.server.Close()
	<-s.done
	return err
}

// URL is the address of an endpoint. All endpoints lead here; the name only tells them apart.
func (s *Subscriber) URL(endpoint string) string {
	return "http://" + s.listener.Addr().String() + "/" + endpoint
}

// Answer sets the status of the next n callbacks. After them the answer is 200 again.
func (s *Subscriber) Answer(status, n int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.script = append(s.script, slices.Repeat([]int{status}, n)...)
}

// Only lets callbacks that do not fit pass: they are judged and acknowledged, and nobody hears of them. It is for providers that tell a
// subscriber more than it has asked for.
func (s *Subscriber) Only(fits func(Callback) bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.wants = fits
}

// Asks is the endpoint whose answers have bodies.
const Asks = "rules"

// Say sets the body of the answer to the next callback at the endpoint Asks. After it answers have no body again.
func (s *Subscriber) Say(body string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.bodies = append(s.bodies, body)
}

// said takes the body of an answer.
func (s *Subscriber) said(endpoint string, status int) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	if endpoint != Asks || status != http.StatusOK || len(s.bodies) == 0 {
		return ""
	}
	body := s.bodies[0]
	s.bodies = s.bodies[1:]
	return body
}

// ServeHTTP takes one callback.
func (s *Subscriber) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err == nil && r.Method != http.MethodPost {
		err = fmt.Errorf("webhook called with %s", r.Method)
	}
	if err == nil && s.judge != nil {
		err = s.judge(body)
	}
	endpoint := r.URL.Path[1:]
	status := s.keep(Callback{Endpoint: endpoint, Header: r.Header, Body: body}, err)
	w.WriteHeader(status)
	_, _ = io.WriteString(w, s.said(endpoint, status)) // a caller that is gone does not miss it
}

func (s *Subscriber) keep(c Callback, breach error) (status int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	c.Answered = http.StatusOK
	if s.wants != nil && !s.wants(c) {
		if breach != nil {
			s.breaches = append(s.breaches, breach)
		}
		return c.Answered
	}
	if len(s.script) > 0 {
		c.Answered, s.script = s.script[0], s.script[1:]
	}
	s.received = append(s.received, c)
	s.seen = append(s.seen, false)
	if breach != nil {
		s.breaches = append(s.breaches, breach)
	}
	return c.Answered
}

// Take finds the first callback that was not taken before and that fits, and takes it.
func (s *Subscriber) Take(fits func(Callback) bool) (Callback, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for i, c := range s.received {
		if !s.seen[i] && fits(c) {
			s.seen[i] = true
			return c, true
		}
	}
	return Callback{}, false
}

// TakeAll takes all callbacks that were not taken before, in the order of their arrival.
func (s *Subscriber) TakeAll() []Callback {
	s.mu.Lock()
	defer s.mu.Unlock()
	var rest []Callback
	for i, c := range s.received {
		if !s.seen[i] {
			rest = append(rest, c)
		}
		s.seen[i] = true
	}
	return rest
}

// Received are all callbacks so far, taken or not.
func (s *Subscriber) Received() []Callback {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.received)
}

// Breaches are the findings of the judge so far.
func (s *Subscriber) Breaches() []error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.breaches)
}
