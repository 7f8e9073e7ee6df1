package control

import (
	"slices"

	"github.com/mynah-sim/mynah/mock/network"
)

// numberOut is what a WhatsApp number has beside its limits, and what its business account has.
type numberOut struct {
	NameStatus       string   `json:"nameStatus"`
	Flagged          bool     `json:"flagged"`
	Throughput       int      `json:"throughput"`
	Banned           bool     `json:"banned"`
	Payment          bool     `json:"payment"`
	AccountReview    string   `json:"accountReview"`
	Country          string   `json:"country,omitempty"`
	Official         bool     `json:"official"`
	CatalogVisible   bool     `json:"catalogVisible"`
	CartEnabled      bool     `json:"cartEnabled"`
	Calling          bool     `json:"calling"`
	IdentityCheck    bool     `json:"identityCheck"`
	Welcome          bool     `json:"welcome"`
	AllowedNumbers   []string `json:"allowedNumbers,omitempty"`
	BarredCountries  []string `json:"barredCountries,omitempty"`
	AccountRestricts []string `json:"restrictions,omitempty"`
}

func toNumber(s network.Sender, w network.WABA) *numberOut {
	out := &numberOut{
		NameStatus: orWord(s.NameStatus, "APPROVED"), Flagged: s.Flagged, Throughput: s.Throughput(),
		Banned: slices.Contains(s.Troubles, network.Locked), Payment: !w.NoPayment, AccountReview: orWord(w.Review, "APPROVED"),
		Official: s.Official, CatalogVisible: s.CatalogShown, CartEnabled: !s.CartOff, Calling: s.Calling.On,
		IdentityCheck: s.IdentityCheck, Welcome: s.Welcome, AllowedNumbers: s.Allowed, BarredCountries: s.Barred, Country: s.Country,
	}
	for _, r := range w.Restrictions {
		out.AccountRestricts = append(out.AccountRestricts, r.Kind)
	}
	return out
}

// numberPatch is what a patch names of a WhatsApp number and of its business account.
type numberPatch struct {
	NameStatus, AccountReview, CatalogID, Country                *string
	Flagged, Banned, Payment, Official                           *bool
	CatalogVisible, CartEnabled, Calling, IdentityCheck, Welcome *bool
	Throughput                                                   *int
	AllowedNumbers, BarredCountries, Restrictions                *[]string
}

// given is the first member that the patch names; empty when it names none.
func (p numberPatch) given() string {
	for _, m := range []struct {
		name  string
		given bool
	}{
		{"nameStatus", p.NameStatus != nil}, {"accountReview", p.AccountReview != nil}, {"catalogId", p.CatalogID != nil}, {"country", p.Country != nil},
		{"flagged", p.Flagged != nil}, {"banned", p.Banned != nil}, {"payment", p.Payment != nil}, {"official", p.Official != nil},
		{"catalogVisible", p.CatalogVisible != nil}, {"cartEnabled", p.CartEnabled != nil}, {"calling", p.Calling != nil},
		{"identityCheck", p.IdentityCheck != nil}, {"welcome", p.Welcome != nil}, {"throughput", p.Throughput != nil},
		{"allowedNumbers", p.AllowedNumbers != nil}, {"barredCountries", p.BarredCountries != nil}, {"restrictions", p.Restrictions != nil},
	} {
		if m.given {
			return m.name
		}
	}
	return ""
}

// apply changes what belongs to the number itself.
func (p numberPatch) apply(v *network.Sender) {
	set(&v.NameStatus, p.NameStatus)
	set(&v.Flagged, p.Flagged)
	set(&v.PerSecond, p.Throughput)
	set(&v.Country, p.Country)
	set(&v.Official, p.Official)
	set(&v.CatalogShown, p.CatalogVisible)
	setNot(&v.CartOff, p.CartEnabled)
	set(&v.Calling.On, p.Calling)
	set(&v.IdentityCheck, p.IdentityCheck)
	set(&v.Welcome, p.Welcome)
	set(&v.Allowed, p.AllowedNumbers)
	set(&v.Barred, p.BarredCountries)
	if len(v.Allowed) == 0 {
		v.Allowed = nil // an empty list lets everybody in again
	}
	if p.Banned != nil {
		v.Troubles = slices.DeleteFunc(slices.Clone(v.Troubles), func(r network.Reason) bool { return r == network.Locked })
		if *p.Banned {
			v.Troubles = append(v.Troubles, network.Locked)
		}
	}
}

// changeBusiness changes what belongs to the business account of the number.
func (p numberPatch) changeBusiness(n *network.Network, s network.Sender) error {
	if p.Payment == nil && p.AccountReview == nil && p.CatalogID == nil && p.Restrictions == nil {
		return nil
	}
	return n.ChangeWABA(s.WABA, func(w network.WABA) network.WABA {
		setNot(&w.NoPayment, p.Payment)
		set(&w.Review, p.AccountReview)
		set(&w.Catalog, p.CatalogID)
		if p.Restrictions != nil {
			w.Restrictions = nil
			for _, kind := range *p.Restrictions {
				w.Restrictions = append(w.Restrictions, network.Restriction{Kind: kind})
			}
		}
		return w
	})
}
