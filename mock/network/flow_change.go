package network

import (
	"fmt"
	"strconv"
	"strings"
)

// draft finds a flow that can still be changed.
func (n *Network) draft(waba, id string) (*Flow, error) {
	f, err := n.flow(waba, id)
	if err == nil && f.Status != StatusDraft {
		err = fmt.Errorf("flow %q: %w", id, &StatusError{ErrFlowStatus, string(f.Status)})
	}
	return f, err
}

// ChangeFlow changes name, categories or endpoint of a draft: f gets the present value and answers the new one; the rest stays.
// Errors: ErrFlowUnknown, *StatusError of ErrFlowStatus, ErrFlowTaken, *BreachError of ErrFlowInvalid.
func (n *Network) ChangeFlow(waba, id string, change func(Flow) Flow) error {
	return n.do(func(t *tx) error {
		f, err := n.draft(waba, id)
		if err != nil {
			return err
		}
		next, was := change(f.clone()), f.clone()
		next.ID, next.WABA = id, f.WABA
		if err := n.judgeFlow(&next); err != nil {
			return err
		}
		f.Name, f.Categories, f.Endpoint, f.Changed = next.Name, next.clone().Categories, next.Endpoint, instant(t.now())
		for _, p := range []struct{ name, old, is string }{
			{"name", was.Name, f.Name}, {"endpoint", was.Endpoint, f.Endpoint},
			{"categories", strings.Join(was.Categories, ","), strings.Join(f.Categories, ",")},
		} {
			if p.old != p.is {
				t.flowTurned(f, p.name, p.old, p.is)
			}
		}
		return nil
	})
}

// PutFlowDocument replaces the document of a draft and answers what was found in it. Findings do not keep it from being stored.
func (n *Network) PutFlowDocument(waba, id, document string) (found []Finding, err error) {
	err = n.do(func(t *tx) error {
		f, err := n.draft(waba, id)
		if err != nil {
			return err
		}
		found = JudgeFlowDocument(document)
		was := len(f.Findings)
		f.Document, f.Findings, f.Changed = document, found, instant(t.now())
		t.flowTurned(f, "document", strconv.Itoa(was)+" findings", strconv.Itoa(len(found))+" findings")
		return nil
	})
	return append([]Finding{}, found...), err
}

// PublishFlow publishes a draft for good. Errors: ErrFlowUnknown, *StatusError of ErrFlowStatus, ErrFlowFindings, ErrFlowKey.
func (n *Network) PublishFlow(waba, id string) error {
	return n.do(func(t *tx) error {
		f, err := n.draft(waba, id)
		if err != nil {
			return err
		}
		if f.Document == "" || len(f.Findings) > 0 {
			return fmt.Errorf("flow %q: %w", id, ErrFlowFindings)
		}
		if err := n.keyed(f); err != nil {
			return fmt.Errorf("flow %q: %w", id, err)
		}
		return t.flowTo(f, StatusPublished)
	})
}

// DeprecateFlow retires a published flow for good: it cannot be sent, but may still be answered.
func (n *Network) DeprecateFlow(waba, id string) error {
	return n.do(func(t *tx) error {
		f, err := n.flow(waba, id)
		if err != nil {
			return err
		}
		return t.flowTo(f, StatusDeprecated)
	})
}

// DeleteFlow takes a draft away; it is unknown from then on.
func (n *Network) DeleteFlow(waba, id string) error {
	return n.do(func(t *tx) error {
		f, err := n.draft(waba, id)
		if err != nil {
			return err
		}
		delete(n.flowsBy, id)
		t.flowTurned(f, "", string(StatusDraft), "deleted")
		return nil
	})
}

// PreviewFlow answers the link to look at a flow: the same until it ends after 30 days, or renew asks for another one.
func (n *Network) PreviewFlow(waba, id string, renew bool) (p FlowPreview, err error) {
	err = n.do(func(t *tx) error {
		f, err := n.flow(waba, id)
		if err != nil {
			return err
		}
		if renew || f.Preview.Token == "" || !instant(t.now()).Before(f.Preview.Until) {
			token := drawID(n.seed, forPreviews, entityOf(f.ID, f.Preview.Token), uint64(t.now()))
			f.Preview = FlowPreview{token.String(), instant(t.now() + int64(previewLife))}
			t.flowTurned(f, "preview", "", f.Preview.Token)
		}
		p = f.Preview
		return nil
	})
	return p, err
}

// PreviewedFlow answers the flow that a preview link shows; ErrFlowUnknown when the link works no longer.
func (n *Network) PreviewedFlow(token string) (out Flow, err error) {
	err = ErrFlowUnknown
	n.ask(func() {
		for place := range n.flows.n {
			f := n.flows.at(place + 1)
			if n.flowsBy[f.ID] == place+1 && token != "" && f.Preview.Token == token && instant(n.now).Before(f.Preview.Until) {
				out, err = f.clone(), nil
			}
		}
	})
	return out, err
}

// FlowHealth is what the platform does with a flow whose endpoint does badly, or well again (network 3.15).
type FlowHealth string

// The steps of health. A recovery goes one step: from BLOCKED to THROTTLED, from there to PUBLISHED.
const (
	ThrottleFlow FlowHealth = "throttle"
	BlockFlow    FlowHealth = "block"
	RecoverFlow  FlowHealth = "recover"
)

// ChangeFlowHealth lets the platform throttle, block or free a flow. Blocking a published one goes by way of THROTTLED.
func (n *Network) ChangeFlowHealth(id string, h FlowHealth) error {
	return n.do(func(t *tx) error {
		place, ok := n.flowsBy[id]
		if !ok {
			return fmt.Errorf("flow %q: %w", id, ErrFlowUnknown)
		}
		f := n.flows.at(place)
		switch {
		case h == ThrottleFlow && f.Status == StatusPublished, h == RecoverFlow && f.Status == StatusBlocked:
			return t.flowTo(f, StatusThrottled)
		case h == RecoverFlow && f.Status == StatusThrottled:
			return t.flowTo(f, StatusPublished)
		case h == BlockFlow:
			if f.Status == StatusPublished {
				_ = t.flowTo(f, StatusThrottled) // legal: PUBLISHED -> THROTTLED
			}
			return t.flowTo(f, StatusBlocked)
		}
		return fmt.Errorf("flow %q: %w", id, &StatusError{ErrFlowStatus, string(f.Status)})
	})
}

// judgeFlowMessage checks that a flow is of the sender's WABA and in the state that the message asks for (network 3.15).
func (t *tx) judgeFlowMessage(s *sender, ref *FlowRef) Reason {
	if ref == nil {
		return FlowUnknown
	}
	f, err := t.n.flow(s.WABA, ref.ID)
	if err != nil {
		return FlowUnknown
	}
	switch f.Status {
	case StatusBlocked:
		return FlowBlocked
	case StatusDraft:
		if ref.Mode == "draft" {
			return NoReason
		}
	case StatusPublished:
		if ref.Mode != "draft" {
			return NoReason
		}
	case StatusThrottled:
		if ref.Mode == "draft" {
			return FlowState
		}
		if t.n.limits.Flow && !made(&t.n.counts.flows, f.ID).room(t.now(), throttledReach, throttledPerHour) {
			return FlowThrottled
		}
		return NoReason
	}
	return FlowState
}

// flowOf is the id of the flow that a message opens; empty for none.
func (n *Network) flowOf(s *sender, content Content) string {
	switch c := content.(type) {
	case Interactive:
		if c.Flow != nil {
			return c.Flow.ID
		}
	case TemplateMessage:
		if tpl, _ := n.template(s.WABA, c.Name, c.Language); tpl != nil {
			for _, b := range tpl.Buttons {
				if b.Type == "FLOW" {
					return b.Flow
				}
			}
		}
	}
	return ""
}

// countFlow counts a message that opens a flow, where throttling is enforced.
func (t *tx) countFlow(s *sender, content Content) {
	if id := t.n.flowOf(s, content); id != "" && t.n.limits.Flow {
		made(&t.n.counts.flows, id).add(t.now())
	}
}

// fillsBlocked tells whether a person fills in a flow that is blocked: it does not open. A throttled or deprecated one does (network 3.15).
func (n *Network) fillsBlocked(s *sender, w Note) bool {
	place, known := n.messageBy[w.ReplyTo]
	if form, ok := w.Content.(FormReply); !ok || form.Form != "flow" || !known {
		return false
	}
	f, err := n.flow(s.WABA, n.flowOf(s, n.messages.at(place).content))
	return err == nil && f.Status == StatusBlocked
}
