package server

import (
	"errors"
	"fmt"
	"net/http"
	"runtime/debug"

	"github.com/mynah-sim/mynah/mock/contract"
	"github.com/mynah-sim/mynah/mock/journal"
	"github.com/mynah-sim/mynah/mock/network"
	"github.com/mynah-sim/mynah/mock/webhook"
	"github.com/mynah-sim/mynah/mock/wire"
)

// record serves a call of a provider and keeps it in the journal of its world, with what was wrong on either side.
func (s *Server) record(v *visit, p *provider, w http.ResponseWriter, r *http.Request) {
	recording := v.world.journal.Begin(journal.Request{
		Provider: p.name, Method: r.Method, URL: s.origin(r) + r.RequestURI, Header: r.Header,
	})
	v.call.Spoil = v.world.spoil(p)
	v.call.Excuse = s.excuses
	defer func() {
		got := recover()
		if got != nil && got != http.ErrAbortHandler {
			v.call.Panic, v.call.Stack = got, debug.Stack()
			http.Error(w, http.StatusText(http.StatusInternalServerError), http.StatusInternalServerError)
			v.call.Status = http.StatusInternalServerError
		}
		recording.Finish(s.judged(v, p))
		if got == http.ErrAbortHandler { // as net/http compares it
			panic(got)
		}
	}()
	s.engine.ServeHTTP(w, r)
}

// judged is what is kept of a call that has ended. What we did wrong is an error in the log, what the caller did a warning.
func (s *Server) judged(v *visit, p *provider) journal.Result {
	call := &v.call
	out := journal.Result{RequestBody: call.RequestBody, Status: call.Status, Header: call.Header, Body: call.ResponseBody, Fault: call.Fault}
	if call.Operation != nil {
		out.OperationID = call.Operation.ID
		s.counts[call.Operation].calls.Add(1)
	}
	rules := ruled(call.Refused)
	out.Breaches = append(breaches(call.Request, journal.OfRequest, journal.ByCaller), rules...)
	out.Breaches = append(out.Breaches, breaches(call.Response, journal.OfResponse, journal.ByMock)...)
	if len(out.Breaches) > 0 && call.Operation != nil {
		s.counts[call.Operation].violations.Add(uint64(len(out.Breaches)))
	}
	s.tell(call, p, &out, rules)
	return out
}

// tell logs what was wrong with a call; rules are those of the network. Most have nothing, and cost nothing.
func (s *Server) tell(call *wire.Call, p *provider, out *journal.Result, rules []journal.Breach) {
	if call.Request == nil && call.Response == nil && call.Unmapped == nil && call.Panic == nil && len(rules) == 0 {
		return
	}
	log := s.log.With("provider", p.name, "op", out.OperationID)
	if call.Request != nil {
		log.Warn("the caller broke the contract", "err", call.Request.Told())
	}
	for _, b := range rules {
		log.Warn("the network refused the call", "rule", b.Rule, "err", b.Message)
	}
	if call.Response != nil {
		log.Error("the answer breaks the contract", "err", call.Response.Told())
	}
	if call.Unmapped != nil {
		out.Unmapped = call.Unmapped.Error()
		log.Error("an error has no row in the provider's table", "err", call.Unmapped)
	}
	if call.Panic != nil {
		out.Panic = fmt.Sprint(call.Panic)
		log.Error("an operation panicked", "err", out.Panic, "stack", string(call.Stack))
	}
}

// breaches are the findings of a judge in the journal's form.
func breaches(b *contract.Breach, side journal.Side, fault journal.Fault) (all []journal.Breach) {
	if b == nil {
		return nil
	}
	for _, f := range b.Findings {
		at := f.Pointer
		if f.In != "body" {
			at = f.In + "." + f.Name
		}
		all = append(all, journal.Breach{Side: side, Fault: fault, Pointer: at, Rule: f.Rule, Message: f.Told(), Value: f.Value})
	}
	if len(all) == 0 {
		all = append(all, journal.Breach{Side: side, Fault: fault, Rule: b.Kind.String(), Message: b.Error()})
	}
	return all
}

// ruled are the rules of the network that a call was refused for, with what would mend it.
func ruled(err error) (all []journal.Breach) {
	if why, ok := errors.AsType[network.Reason](err); ok {
		all = append(all, journal.Breach{Side: journal.OfRequest, Fault: journal.ByCaller, Rule: why.String(), Message: why.Advice()})
	}
	if e, ok := errors.AsType[*network.BreachError](err); ok {
		for _, b := range e.Breaches {
			all = append(all, journal.Breach{
				Side: journal.OfRequest, Fault: journal.ByCaller, Rule: string(b.Rule), Message: b.String() + " (" + e.Source() + ")", Value: b.Value,
			})
		}
	}
	return all
}

// judgeWebhook judges the bodies that a world posts, by the provider's document. A breach is ours.
func (s *Server) judgeWebhook(w *instance) func(provider, event string, body []byte) error {
	return func(provider, event string, body []byte) error {
		b := s.providers[provider].doc.JudgeWebhook(event, body)
		if b == nil {
			return nil
		}
		s.log.Error("a callback breaks the contract", "world", w.plan.name, "provider", provider, "op", event, "err", b.Told())
		return b
	}
}

// recordAttempt keeps a try to call back in the journal.
func (w *instance) recordAttempt(a webhook.Attempt) uint64 {
	c := a.Callback
	posted := journal.Posted{
		Callback: journal.Callback{
			Delivery: a.Delivery, Attempt: a.Attempt, Replay: a.Replay, Event: c.Event, URL: c.URL, Source: c.Cause,
			Failure: a.Failure, Done: a.Done, GivenUp: a.GivenUp, Next: a.Next,
		},
		Provider: c.Provider, OperationID: c.Operation, Number: c.Number, At: a.At, Wall: a.Began, Took: a.Took,
		Header: a.Header, Body: c.Body, Status: a.Status, Response: a.Response, Answer: a.Answer,
	}
	if b, ok := errors.AsType[*contract.Breach](a.Breach); ok {
		posted.Breaches = breaches(b, journal.OfWebhook, journal.ByMock)
	}
	return w.journal.Callback(posted)
}

// benchCall notes what a call of the bench broke: it has no entry of its own.
func (s *Server) benchCall(call *wire.Call) {
	if call.Response != nil {
		s.log.Error("an answer of the bench breaks the contract", "op", call.Operation.ID, "err", call.Response.Told())
	}
	if call.Unmapped != nil {
		s.log.Error("an error of the bench has no row in its table", "err", call.Unmapped)
	}
	if call.Panic != nil {
		s.log.Error("the bench panicked", "err", fmt.Sprint(call.Panic), "stack", string(call.Stack))
	}
	w, ok := s.worlds.get(call.World)
	if !ok || call.Operation == nil {
		return
	}
	for _, b := range append(breaches(call.Request, journal.OfRequest, journal.ByCaller), breaches(call.Response, journal.OfResponse, journal.ByMock)...) {
		w.journal.Violate("control", call.Operation.ID, b)
	}
}
