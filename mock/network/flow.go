package network

import (
	"fmt"
	"slices"
	"time"
)

// Flow is a form that a person fills in (network 3.15).
type Flow struct {
	ID         string   // digits; empty in a description: the network draws one
	WABA       string   // whose it is
	Also       []string // further WABAs that use it as their own
	Name       string
	Categories []string
	Status     FlowStatus
	Document   string // Flow JSON as text; empty: none yet
	Endpoint   string // URL of the business's data endpoint; empty: none
	Findings   []Finding
	Preview    FlowPreview
	Made       time.Time // zero in a description: when the world began
	Changed    time.Time
}

// FlowPreview is a public link to look at a flow: what the surface puts into its address, and until when it works. The zero value is
// none.
type FlowPreview struct {
	Token string
	Until time.Time
}

// FlowStatus is where a flow stands (network 3.15).
type FlowStatus string

// The statuses of a flow.
const (
	StatusDraft      FlowStatus = "DRAFT"
	StatusPublished  FlowStatus = "PUBLISHED"
	StatusThrottled  FlowStatus = "THROTTLED"
	StatusBlocked    FlowStatus = "BLOCKED"
	StatusDeprecated FlowStatus = "DEPRECATED"
)

// flowSteps are the legal steps of a flow (network 3.15). What is missing here is a *StatusError of ErrFlowStatus.
var flowSteps = map[FlowStatus][]FlowStatus{
	StatusDraft:      {StatusPublished},
	StatusPublished:  {StatusThrottled, StatusDeprecated},
	StatusThrottled:  {StatusBlocked, StatusPublished, StatusDeprecated},
	StatusBlocked:    {StatusThrottled, StatusDeprecated},
	StatusDeprecated: {},
}

// MayGo tells whether a flow may go from one status to another.
func (s FlowStatus) MayGo(to FlowStatus) bool { return slices.Contains(flowSteps[s], to) }

// FlowCategories lists the categories of flows.
func FlowCategories() []string {
	return []string{
		"SIGN_UP", "SIGN_IN", "APPOINTMENT_BOOKING", "LEAD_GENERATION", "CONTACT_US", "CUSTOMER_SUPPORT", "SURVEY", "OTHER",
	}
}

const (
	previewLife      = 30 * 24 * time.Hour // network 3.15
	throttledPerHour = 10                  // network 3.15: new messages of a throttled flow
)

func (f *Flow) clone() Flow {
	out := *f
	out.Also, out.Categories, out.Findings = slices.Clone(f.Also), slices.Clone(f.Categories), slices.Clone(f.Findings)
	return out
}

// of tells whether a WABA can use a flow.
func (f *Flow) of(waba string) bool { return f.WABA == waba || slices.Contains(f.Also, waba) }

// flow finds a flow that a WABA can use; ErrFlowUnknown.
func (n *Network) flow(waba, id string) (*Flow, error) {
	place, ok := n.flowsBy[id]
	if ok {
		if f := n.flows.at(place); f.of(waba) {
			return f, nil
		}
	}
	return nil, fmt.Errorf("flow %q: %w", id, ErrFlowUnknown)
}

// Flows answers the flows that a WABA can use, in every state, oldest first; an empty WABA answers all.
func (n *Network) Flows(waba string) (all []Flow) {
	n.ask(func() {
		for place := range n.flows.n {
			f := n.flows.at(place + 1)
			if n.flowsBy[f.ID] == place+1 && (waba == "" || f.of(waba)) {
				all = append(all, f.clone())
			}
		}
	})
	return all
}

// Flow answers one flow that a WABA can use; ErrFlowUnknown.
func (n *Network) Flow(waba, id string) (out Flow, err error) {
	n.ask(func() {
		var f *Flow
		if f, err = n.flow(waba, id); err == nil {
			out = f.clone()
		}
	})
	return out, err
}

// CreateFlow makes a draft. With a document it is judged; with publish a flow without findings is published at once, another one stays a
// draft. Errors: ErrWABAUnknown, ErrFlowTaken, *BreachError of ErrFlowInvalid, ErrFlowKey.
func (n *Network) CreateFlow(given Flow, publish bool) (out Flow, err error) {
	err = n.do(func(t *tx) error {
		if n.wabas[given.WABA] == nil {
			return fmt.Errorf("WABA %q: %w", given.WABA, ErrWABAUnknown)
		}
		if err := n.judgeFlow(&given); err != nil {
			return err
		}
		if given.Document != "" {
			given.Findings = JudgeFlowDocument(given.Document)
		}
		clean := given.Document != "" && len(given.Findings) == 0
		if publish && clean {
			if err := n.keyed(&given); err != nil {
				return err
			}
		}
		given.Status, given.Made, given.ID, given.Preview = StatusDraft, time.Time{}, "", FlowPreview{}
		f := n.keepFlow(given)
		t.flowTurned(f, "status", "", string(StatusDraft))
		if publish && clean {
			_ = t.flowTo(f, StatusPublished) // legal: DRAFT -> PUBLISHED
		}
		out = f.clone()
		return nil
	})
	return out, err
}

// judgeFlow checks name and categories (network 3.15).
func (n *Network) judgeFlow(f *Flow) error {
	var found []Breach
	if f.Name == "" {
		found = append(found, Breach{Member: "name", Rule: RuleRequired})
	}
	if len(f.Categories) == 0 {
		found = append(found, Breach{Member: "categories", Rule: RuleMinItems, Limit: 1})
	}
	for i, c := range f.Categories {
		switch {
		case !slices.Contains(FlowCategories(), c):
			found = append(found, Breach{Item: i + 1, Member: "categories", Rule: RuleKnown, Value: c})
		case slices.Contains(f.Categories[:i], c):
			found = append(found, Breach{Item: i + 1, Member: "categories", Rule: RuleUnique, Value: c})
		}
	}
	if err := breached(ErrFlowInvalid, found); err != nil {
		return err
	}
	for place := range n.flows.n {
		o := n.flows.at(place + 1)
		if n.flowsBy[o.ID] == place+1 && o.ID != f.ID && o.Name == f.Name && o.of(f.WABA) {
			return fmt.Errorf("flow %q: %w", f.Name, ErrFlowTaken)
		}
	}
	return nil
}

// keyed checks that a flow with an endpoint finds a public key on a number of its WABA.
func (n *Network) keyed(f *Flow) error {
	if f.Endpoint == "" {
		return nil
	}
	for _, s := range n.senders {
		if !s.gone && f.of(s.WABA) && s.WABA != "" && s.PublicKey != "" {
			return nil
		}
	}
	return ErrFlowKey
}

// keepFlow keeps a flow and gives it what its description leaves open.
func (n *Network) keepFlow(f Flow) *Flow {
	if f.ID == "" {
		f.ID = n.flowID(&f)
	}
	if f.Made.IsZero() {
		f.Made = instant(n.now)
	}
	f.Changed = f.Made
	place := n.flows.add(f.clone())
	n.flowsBy[f.ID] = place
	return n.flows.at(place)
}

// flowID draws an id: 16 digits, by WABA and name and how often the pair was made.
func (n *Network) flowID(f *Flow) string {
	for i := uint64(1); ; i++ {
		id := digits16(draw(n.seed, forFlowIDs, entityOf(f.WABA, f.Name), i))
		if n.flowsBy[id] == 0 {
			return id
		}
	}
}

// loadFlows fills in the flows of a new world, in any status.
func (n *Network) loadFlows(all []Flow) error {
	for _, f := range all {
		if f.ID != "" && n.flowsBy[f.ID] != 0 {
			return fmt.Errorf("flow %q is described twice", f.ID)
		}
		if f.Status == "" {
			f.Status = StatusDraft
		}
		if f.Document != "" {
			f.Findings = JudgeFlowDocument(f.Document)
		}
		n.keepFlow(f)
	}
	return nil
}

// flowTo brings a flow into a status and tells it.
func (t *tx) flowTo(f *Flow, to FlowStatus) error {
	if !f.Status.MayGo(to) {
		return fmt.Errorf("flow %q to %s: %w", f.ID, to, &StatusError{ErrFlowStatus, string(f.Status)})
	}
	t.forceFlow(f, to)
	return nil
}

// forceFlow is flowTo for whoever stands above the table.
func (t *tx) forceFlow(f *Flow, to FlowStatus) {
	was := f.Status
	f.Status, f.Changed = to, instant(t.now())
	t.flowTurned(f, "status", string(was), string(to))
}

// flowTurned tells one change of a flow to each of its WABAs.
func (t *tx) flowTurned(f *Flow, property, was, is string) {
	for _, waba := range append([]string{f.WABA}, f.Also...) {
		t.append(Event{Kind: FlowChanged, Account: t.n.keeper(waba), Altered: &Alteration{
			WABA: waba, Name: f.ID, Property: property, Old: was, New: is,
		}})
	}
}
