package network

import (
	"bytes"
	"strconv"
	"time"
)

// EdgeCall is a call of a business before it is carried out. What is not known yet is empty; a rule that names it does not match.
type EdgeCall struct {
	Provider, Operation string // opaque labels
	Account             string
	Number, Sender      string
	Channel             Channel
	Kind, Template      string
}

// atEdge are the faults of which the edge is told.
var atEdge = []int{1, 2, 3, 4, 5, 6, 7, 8, 11, 21, 59}

// EdgeFault asks what goes wrong with a call, before it is carried out: the effects of every rule that strikes, in order of the faults.
// Of several answers the first counts; delays add up.
func (n *Network) EdgeFault(c EdgeCall) (effects []Effect) {
	if !n.anyFault(c.Number, atEdge) {
		return nil
	}
	_ = n.write(func(t *tx) error {
		s := &subject{
			Event:    Event{Account: c.Account, Channel: c.Channel, Sender: c.Sender, Number: c.Number},
			provider: c.Provider, operation: c.Operation, kind: c.Kind, template: c.Template,
			entity: entityOf(c.Provider, c.Operation, c.Account, c.Sender, c.Number),
		}
		for _, no := range atEdge {
			effects = t.effects(effects, no, s, t.edgeReady, t.edgeAct)
		}
		return nil
	})
	return effects
}

// Troubled tells whether any fault of the edge may strike a call: a rule is set, or the call's text holds what may be a magic number.
// It is for sparing the others the search for whom they concern.
func (n *Network) Troubled(text []byte) bool {
	n.mu.Lock()
	rules := len(n.faults.rules)
	n.mu.Unlock()
	return rules > 0 || bytes.Contains(text, []byte(magicPrefix+string(magicFaults)))
}

// anyFault tells whether one of some faults may strike at all: most worlds have none.
func (n *Network) anyFault(number string, wanted []int) (any bool) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if len(n.faults.rules) == 0 && magicFault(number) == 0 {
		return false
	}
	for _, no := range wanted {
		any = any || len(n.faults.by[no]) > 0 || magicFault(number) == no
	}
	return any
}

// effects adds what the struck rules of one fault ask for. What is not ready does not count as a match.
func (t *tx) effects(all []Effect, no int, s *subject, ready func(*rule) bool, act func(*rule, *subject) Act) []Effect {
	for _, r := range t.rulesFor(no, s.Number) {
		if t.strikes(r, s, ready) {
			all = append(all, Effect{r.Name, r.ID, act(r, s)})
		}
	}
	return all
}

// edgeReady tells whether a rule has anything to say at this time.
func (t *tx) edgeReady(r *rule) bool {
	switch r.no {
	case 1: // above n calls in a span
		if limit := r.integer("n"); limit > 0 && r.recent.room(t.now(), r.duration("per"), limit) {
			r.recent.add(t.now())
			return false
		}
	case 8:
		return t.now() >= r.time("at")
	case 11:
		return r.text("as") == "unavailable"
	}
	return true
}

// edgeAct is what a struck rule does to a call.
func (t *tx) edgeAct(r *rule, s *subject) Act {
	status, _ := strconv.Atoi(r.text("status"))
	switch r.no {
	case 1:
		return Answer{Status: 429, RetryAfter: r.duration("retry_after"), Body: BodyStyle(r.text("body"))}
	case 2:
		return Answer{Status: status, Body: BodyStyle(r.text("body"))}
	case 3:
		return Answer{Status: status, Body: SurfaceBody, Made: true}
	case 4:
		if hold := r.duration("hold"); hold > 0 {
			return Delay{hold}
		}
		return Delay{t.drawnTime(r, s)}
	case 5:
		return Cut{Keep: r.integer("keep"), Rate: r.integer("rate")}
	case 6:
		before := r.text("when") == "before"
		return Reset{BeforeBody: before, Made: !before && r.flag("made")}
	case 7:
		return Answer{Status: 502, Body: HTMLBody}
	case 8:
		return denial(r)
	case 21:
		if r.handed == nil {
			r.handed = map[string]int64{}
		}
		r.handed[s.Number] = t.now()
		return AnswerLast{r.duration("lead")}
	case 59:
		return Answer{Status: 503, RetryAfter: time.Duration(r.ends() - t.now()), Body: SurfaceBody}
	}
	return Answer{Status: 503, Body: SurfaceBody} // F11
}

// denial is the answer to a caller whose token or right is gone (F08).
func denial(r *rule) Act {
	kind, status := r.text("kind"), 401
	if kind == "permission" || kind == "api_permission" {
		status = 403
	}
	return Answer{Status: status, Body: SurfaceBody, Denied: kind}
}
