package network

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"time"
)

// Portfolio is a company: its WhatsApp business accounts share the messaging limit (network 1.1, 1.2).
type Portfolio struct {
	ID           string // digits
	Name         string
	LegalName    string
	Verification string // not_verified, pending, verified, failed; empty: not_verified
}

// Verified tells whether the company has proven who it is: its quota of templates is larger (network 3.4).
func (p Portfolio) Verified() bool { return p.Verification == "verified" }

// WABA is a WhatsApp business account: it holds numbers, templates and flows and may have a catalog (network 1.2).
type WABA struct {
	ID           string // digits
	Name         string
	Portfolio    string // empty: none is described
	Account      string // who is told of its templates and flows, and whose options they follow; empty: that of its first number
	Namespace    string // of its templates
	Catalog      string // linked catalog; empty: none
	Review       string // APPROVED, REJECTED, PENDING, DEFERRED; empty: APPROVED
	Ban          string // SCHEDULE_FOR_DISABLE, DISABLE, REINSTATE; empty: never banned
	NoPayment    bool   // the payment method is missing
	Restrictions []Restriction
	Made         time.Time // zero: when the world began
}

// Restriction is something that a WhatsApp business account may not do for a while (network 1.2, 3.12).
type Restriction struct {
	Kind  string    // RESTRICTED_BIZ_INITIATED_MESSAGING, ...
	Until time.Time // zero: without end
}

// Restricted tells whether a restriction of one kind is in force at a time.
func (w WABA) Restricted(kind string, at time.Time) bool {
	return slices.ContainsFunc(w.Restrictions, func(r Restriction) bool {
		return r.Kind == kind && (r.Until.IsZero() || at.Before(r.Until))
	})
}

// Banned tells whether the account is disabled.
func (w WABA) Banned() bool { return w.Ban == "DISABLE" }

func (w *WABA) clone() WABA {
	out := *w
	out.Restrictions = slices.Clone(w.Restrictions)
	return out
}

// Portfolios answers all companies, by id.
func (n *Network) Portfolios() (all []Portfolio) {
	n.ask(func() {
		for _, id := range slices.Sorted(maps.Keys(n.portfolios)) {
			all = append(all, *n.portfolios[id])
		}
	})
	return all
}

// Portfolio answers one company.
func (n *Network) Portfolio(id string) (p Portfolio, err error) {
	err = ErrPortfolioUnknown
	n.ask(func() {
		if known := n.portfolios[id]; known != nil {
			p, err = *known, nil
		}
	})
	return p, err
}

// ChangePortfolio changes one company under the lock: f gets the present value and answers the new one.
func (n *Network) ChangePortfolio(id string, f func(Portfolio) Portfolio) error {
	return n.do(func(t *tx) error {
		p := n.portfolios[id]
		if p == nil {
			return ErrPortfolioUnknown
		}
		before, after := *p, f(*p)
		after.ID = id
		*p = after
		if before != after {
			t.append(Event{Kind: PortfolioChanged, Altered: &Alteration{
				Name: id, Property: "verification", Old: before.Verification, New: after.Verification,
			}})
		}
		if !before.Verified() && after.Verified() {
			t.provenCompany(id)
		}
		return nil
	})
}

// WABAs answers all WhatsApp business accounts, by id.
func (n *Network) WABAs() (all []WABA) {
	n.ask(func() {
		for _, id := range slices.Sorted(maps.Keys(n.wabas)) {
			all = append(all, n.wabas[id].clone())
		}
	})
	return all
}

// WABA answers one WhatsApp business account.
func (n *Network) WABA(id string) (w WABA, err error) {
	err = ErrWABAUnknown
	n.ask(func() {
		if known := n.wabas[id]; known != nil {
			w, err = known.clone(), nil
		}
	})
	return w, err
}

// AddWABA makes a WhatsApp business account.
func (n *Network) AddWABA(w WABA) error {
	return n.do(func(t *tx) error {
		if n.wabas[w.ID] != nil {
			return fmt.Errorf("WABA %q: %w", w.ID, ErrWABATaken)
		}
		if w.Made.IsZero() {
			w.Made = instant(n.now)
		}
		n.wabas[w.ID] = &w
		t.append(Event{Kind: WABAChanged, Account: n.keeper(w.ID), Altered: &Alteration{WABA: w.ID, New: "added"}})
		return nil
	})
}

// wabaProperties are what others are told of when it changes.
var wabaProperties = []struct {
	name string
	of   func(*WABA) string
}{
	{"name", func(w *WABA) string { return w.Name }},
	{"review", func(w *WABA) string { return w.Review }},
	{"ban", func(w *WABA) string { return w.Ban }},
	{"catalog", func(w *WABA) string { return w.Catalog }},
	{"payment", func(w *WABA) string { return strconv.FormatBool(!w.NoPayment) }},
	{"restrictions", restrictionsOf},
}

// restrictionsOf writes the restrictions of an account as one text, by which a change is seen.
func restrictionsOf(w *WABA) (text string) {
	for _, r := range w.Restrictions {
		text += r.Kind
		if !r.Until.IsZero() {
			text += " until " + r.Until.UTC().Format(time.RFC3339)
		}
		text += ";"
	}
	return text
}

// ChangeWABA changes one WhatsApp business account under the lock: f gets the present value and answers the new one. A catalog that
// it links must be known: ErrCatalogUnknown.
func (n *Network) ChangeWABA(id string, f func(WABA) WABA) error {
	return n.do(func(t *tx) error {
		w := n.wabas[id]
		if w == nil {
			return ErrWABAUnknown
		}
		before, after := w.clone(), f(w.clone())
		if after.Catalog != "" && n.catalogs[after.Catalog] == nil {
			return fmt.Errorf("catalog %q: %w", after.Catalog, ErrCatalogUnknown)
		}
		after.ID, after.Made = id, before.Made
		*w = after
		t.wabaTurned(w, before)
		return nil
	})
}

// wabaTurned tells what has changed since before: one event for each property.
func (t *tx) wabaTurned(w *WABA, before WABA) {
	for _, p := range wabaProperties {
		if was, is := p.of(&before), p.of(w); was != is {
			t.append(Event{Kind: WABAChanged, Account: t.n.keeper(w.ID), Altered: &Alteration{
				WABA: w.ID, Property: p.name, Old: was, New: is,
			}})
		}
	}
}

// linkTo links a catalog to an account, or with an empty id none.
func (t *tx) linkTo(w *WABA, catalogID string) {
	before := w.clone()
	w.Catalog = catalogID
	t.wabaTurned(w, before)
}

// keeper is the account that a WABA's templates and flows belong to: its own, or that of its first number.
func (n *Network) keeper(waba string) string {
	w := n.wabas[waba]
	if w == nil {
		return ""
	}
	if w.Account != "" {
		return w.Account
	}
	for _, s := range n.senders {
		if s.WABA == waba && !s.gone {
			return s.Account
		}
	}
	return ""
}

// loadBusiness fills in portfolios and WABAs.
func (n *Network) loadBusiness(c Config) error {
	for _, p := range c.Portfolios {
		p.Verification = cmp.Or(p.Verification, "not_verified")
		n.portfolios[p.ID] = &p
	}
	for _, w := range c.WABAs {
		if w.Portfolio != "" && n.portfolios[w.Portfolio] == nil {
			return fmt.Errorf("WABA %q: portfolio %q is not described", w.ID, w.Portfolio)
		}
		if w.Made.IsZero() {
			w.Made = instant(n.now)
		}
		n.wabas[w.ID] = &w
	}
	return nil
}
