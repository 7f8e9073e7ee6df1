package network

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"time"
)

// Place is where a fault happens: one of three, and nowhere else (network 7.2).
type Place string

// The places. At the edge the answer of a call is spoiled, in carriage the network itself, at the webhook the way back.
const (
	AtEdge     Place = "edge"
	InCarriage Place = "carriage"
	AtWebhook  Place = "webhook"
)

// Fault is a rule: what goes wrong, for whom, how often, and how (network 7.2). It is data; FaultCatalog says what there is.
type Fault struct {
	ID     string // empty: given by the network
	Name   string // F01 to F64
	Place  Place  // empty: the catalog's; must be one of them
	Match  Match
	Params map[string]string // what is missing has the catalog's default
}

// Match says what a fault hits. Empty members match everything; a named one matches nothing that lacks it. Provider and operation are
// opaque labels: the label of the account, and what the provider calls the operation.
type Match struct {
	Provider    string
	Operation   string
	Number      string // the person
	Sender      string
	Channel     Channel
	Kind        string // of the content: text, image, template, ...
	Template    string // its name
	Event       string // of the callback: its name in the provider's document, or the state that it tells; in carriage the network's kind
	Probability *float64
	Nth         int       // the n-th match alone; with Count from the n-th on
	Count       int       // at most so often
	From, Until time.Time // on the world's clock; the end is exclusive; zero: open
}

// FaultError says which member of a rule is at fault.
type FaultError struct{ Member, Why string }

func (e *FaultError) Error() string { return e.Member + ": " + e.Why }

// faults are the rules in force.
type faults struct {
	rules   []*rule // the bench's in order of adding, then the profile's
	by      [faultCount + 1][]*rule
	magic   [faultCount + 1]*rule // of the magic numbers, made when touched
	made    uint64
	names   uint64
	profile string
}

// rule is a Fault as it runs. Its counters are its own.
type rule struct {
	Fault
	no     int    // 1 to 64
	serial uint64 // names it in the queue
	since  int64  // when it was added, or its From
	seen   int    // matches so far
	struck int    // of them those that went wrong
	drawn  map[uint64]uint64
	recent meter             // F01: calls within the span
	meters map[uint32]*meter // F09, by sender
	pairs  map[uint64]*pair  // F10
	handed map[string]int64  // F21, by number: when a call was struck that has made no message yet
	begun  bool              // conditions: what it says holds
	undo   []undo            // conditions: what to put back
	preset bool              // of the profile
}

// AddFault puts a rule in force and answers it with its id and all its parameters. A *FaultError names the member that is wrong.
func (n *Network) AddFault(f Fault) (out Fault, err error) {
	err = n.do(func(t *tx) error {
		r, err := n.ruleOf(f)
		if err != nil {
			return err
		}
		if r.ID == "" {
			n.faults.names++
			r.ID = "f-" + strconv.FormatUint(n.faults.names, 10)
		}
		if slices.ContainsFunc(n.faults.rules, func(o *rule) bool { return o.ID == r.ID }) {
			return &FaultError{"id", fmt.Sprintf("%q exists already", r.ID)}
		}
		t.append(Event{Kind: WorldChanged, Text: "fault " + r.Name + " " + r.ID + " added"})
		t.enforce(r)
		out = r.copy()
		return nil
	})
	return out, err
}

// RemoveFault takes a rule away; what it had put out of order comes back. Error: ErrFaultUnknown.
func (n *Network) RemoveFault(id string) error {
	return n.do(func(t *tx) error {
		for _, r := range n.faults.rules {
			if r.ID == id && !r.preset {
				t.lift(r)
				t.append(Event{Kind: WorldChanged, Text: "fault " + r.Name + " " + r.ID + " removed"})
				return nil
			}
		}
		return fmt.Errorf("fault %q: %w", id, ErrFaultUnknown)
	})
}

// ClearFaults takes all rules away, but those of the world's profile.
func (n *Network) ClearFaults() {
	_ = n.do(func(t *tx) error {
		for _, r := range slices.Clone(n.faults.rules) {
			if !r.preset {
				t.lift(r)
			}
		}
		t.append(Event{Kind: WorldChanged, Text: "faults cleared"})
		return nil
	})
}

// Faults answers the rules in force in order of adding, without those of the profile.
func (n *Network) Faults() (all []Fault) {
	n.ask(func() {
		for _, r := range n.faults.rules {
			if !r.preset {
				all = append(all, r.copy())
			}
		}
	})
	return all
}

// Strikes says how often a rule matched and how often it struck. Error: ErrFaultUnknown.
func (n *Network) Strikes(id string) (matched, struck int, err error) {
	err = fmt.Errorf("fault %q: %w", id, ErrFaultUnknown)
	n.ask(func() {
		for _, r := range n.faults.rules {
			if r.ID == id {
				matched, struck, err = r.seen, r.struck, nil
			}
		}
	})
	return matched, struck, err
}

// ruleOf checks a Fault against the catalog and fills it in.
func (n *Network) ruleOf(f Fault) (*rule, error) {
	no, info := faultNamed(f.Name)
	if info == nil {
		return nil, &FaultError{"fault", fmt.Sprintf("%q is none of F01 to F%d", f.Name, faultCount)}
	}
	f.Place = cmp.Or(f.Place, info.Place)
	if f.Place != info.Place && (info.Also == "" || f.Place != info.Also) {
		return nil, &FaultError{"place", fmt.Sprintf("%s happens at %s", f.Name, info.Place)}
	}
	if err := f.Match.check(); err != nil {
		return nil, err
	}
	params, err := info.fill(f.Params)
	if err != nil {
		return nil, err
	}
	for _, member := range info.Needs {
		if !f.Match.names(member) && params[member] == "" {
			return nil, &FaultError{"match." + member, f.Name + " needs it"}
		}
	}
	f.Params = params
	return &rule{Fault: f, no: no, since: n.now}, nil
}

// check looks for contradictions in a match.
func (m *Match) check() error {
	switch p := m.Probability; {
	case p != nil && !(*p >= 0 && *p <= 1):
		return &FaultError{"match.probability", "must lie between 0 and 1"}
	case m.Nth < 0:
		return &FaultError{"match.nth", "counts from 1"}
	case m.Count < 0:
		return &FaultError{"match.count", "counts from 1"}
	case !m.From.IsZero() && !m.Until.IsZero() && !m.From.Before(m.Until):
		return &FaultError{"match.until", "must come after from"}
	}
	return nil
}

// names tells whether a match says anything about a member.
func (m *Match) names(member string) bool {
	return member == "number" && m.Number != "" || member == "sender" && m.Sender != "" || member == "template" && m.Template != ""
}

// info is what the catalog says of the rule's fault.
func (r *rule) info() *FaultInfo { return &catalogOfFaults[r.no-1] }

// copy is the rule as others see it.
func (r *rule) copy() Fault {
	f := r.Fault
	f.Params = maps.Clone(r.Params)
	if p := f.Match.Probability; p != nil {
		v := *p
		f.Match.Probability = &v
	}
	return f
}
