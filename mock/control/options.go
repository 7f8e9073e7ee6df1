package control

import (
	"cmp"
	"encoding/json"

	"github.com/mynah-sim/mynah/mock/network"
)

// worldOptions are the options of network 10.2 in the words of the document.
type worldOptions struct {
	Latency   network.Latency `json:"latency"`
	Profile   string          `json:"profile"`
	Limits    words           `json:"limits"`
	Strict    bool            `json:"limits.strict"`
	Scheme    string          `json:"limits.scheme"`
	Code      string          `json:"limits.code"`
	PerUser   int             `json:"marketing.per_user"`
	Threshold int             `json:"pacing.threshold"`
	SpamRate  float64         `json:"quality.spam_rate"`
	Keywords  bool            `json:"sms.keywords"`
	UDH       int             `json:"sms.udh"`
	DLR       string          `json:"sms.dlr"`
	Persona   string          `json:"persona"`
	Review    string          `json:"templates.review"`
	Opens     []string        `json:"window.opens"`
	Exclusive bool            `json:"bind.exclusive"`
	Fetch     bool            `json:"media.fetch"`
}

func toOptions(n *network.Network) worldOptions {
	l, sms := n.Limits(), n.SMSRules()
	out := worldOptions{
		Latency: n.Latency(), Profile: n.Profile(), Limits: l.Words(), Strict: l.Strict, Scheme: "portfolio", Code: l.Code,
		PerUser: l.MarketingPerUser, Threshold: l.PacingThreshold, SpamRate: max(l.SpamRate, 0), Keywords: sms.Keywords, UDH: 8, DLR: "message", Persona: n.Persona(),
		Review: string(n.Review()), Opens: n.Opens(), Exclusive: n.Exclusive(), Fetch: n.Fetching(),
	}
	if l.PerNumber {
		out.Scheme = "number"
	}
	if sms.Wide {
		out.UDH = 16
	}
	if sms.PartReceipts {
		out.DLR = "part"
	}
	return out
}

// optionsIn are options that a body names; nil and empty ones stay as they are.
type optionsIn struct {
	Latency   network.Latency
	Profile   string
	Limits    words
	Strict    *bool    `json:"limits.strict"`
	Scheme    string   `json:"limits.scheme"`
	Code      string   `json:"limits.code"`
	PerUser   int      `json:"marketing.per_user"`
	Threshold int      `json:"pacing.threshold"`
	SpamRate  *float64 `json:"quality.spam_rate"`
	Keywords  *bool    `json:"sms.keywords"`
	UDH       int      `json:"sms.udh"`
	DLR       string   `json:"sms.dlr"`
	Persona   string
	Review    network.ReviewMode `json:"templates.review"`
	Opens     []string           `json:"window.opens"`
	Exclusive *bool              `json:"bind.exclusive"`
	Fetch     *bool              `json:"media.fetch"`
}

// apply changes a world's options.
func (o *optionsIn) apply(n *network.Network) error {
	limits, err := o.limits(n.Limits())
	if err != nil {
		return refuse("/limits", "enum", "%s", err)
	}
	if o.Profile != "" && o.Profile != n.Profile() {
		if err := n.SetProfile(o.Profile); err != nil {
			return refuse("/profile", "enum", "%s", err)
		}
	}
	if o.Latency != "" {
		n.SetLatency(o.Latency)
	}
	if o.Persona != "" {
		n.SetPersona(o.Persona)
	}
	if limits != n.Limits() {
		n.SetLimits(limits)
	}
	if o.Review != "" && o.Review != n.Review() {
		n.SetReview(o.Review)
	}
	if o.Opens != nil {
		n.SetOpens(o.Opens)
	}
	if o.Exclusive != nil && *o.Exclusive != n.Exclusive() {
		n.SetExclusive(*o.Exclusive)
	}
	if o.Fetch != nil && *o.Fetch != n.Fetching() {
		n.SetFetching(*o.Fetch)
	}
	rules := n.SMSRules()
	o.ofSMS(&rules)
	if rules != n.SMSRules() {
		n.SetSMSRules(rules)
	}
	return nil
}

// start gives a world that is being made its options.
func (o *optionsIn) start(c *network.Config) error {
	limits, err := o.limits(c.Limits)
	if err != nil {
		return refuse("/options/limits", "enum", "%s", err)
	}
	c.Limits = limits
	c.Latency, c.Profile = cmp.Or(o.Latency, c.Latency), cmp.Or(o.Profile, c.Profile)
	c.Persona = cmp.Or(o.Persona, c.Persona)
	c.Review = cmp.Or(o.Review, c.Review)
	if o.Opens != nil {
		c.Opens = o.Opens
	}
	if o.Exclusive != nil {
		c.Shared = !*o.Exclusive
	}
	set(&c.Fetch, o.Fetch)
	o.ofSMS(&c.SMS)
	return nil
}

// ofSMS changes the rules for SMS.
func (o *optionsIn) ofSMS(rules *network.SMSRules) {
	set(&rules.Keywords, o.Keywords)
	if o.UDH != 0 {
		rules.Wide = o.UDH == 16
	}
	if o.DLR != "" {
		rules.PartReceipts = o.DLR == "part"
	}
}

// limits are the figures in force with what the options change of them.
func (o *optionsIn) limits(l network.Limits) (network.Limits, error) {
	if o.Limits != nil {
		enforced, err := l.Enforce(o.Limits...)
		if err != nil {
			return l, err
		}
		l = enforced
	}
	set(&l.Strict, o.Strict)
	if o.SpamRate != nil {
		l.SpamRate = cmp.Or(*o.SpamRate, -1) // the network's zero is the default
	}
	if o.Scheme != "" {
		l.PerNumber = o.Scheme == "number"
	}
	if o.Code != "" {
		l.Code = o.Code
	}
	if o.PerUser != 0 {
		l.MarketingPerUser = o.PerUser
	}
	if o.Threshold != 0 {
		l.PacingThreshold = o.Threshold
	}
	return l, nil
}

// words are one word or a list of them.
type words []string

// UnmarshalJSON reads either form.
func (w *words) UnmarshalJSON(data []byte) error {
	var one string
	if json.Unmarshal(data, &one) == nil {
		*w = words{one}
		return nil
	}
	return json.Unmarshal(data, (*[]string)(w))
}

// MarshalJSON writes off and platform as words, everything else as a list.
func (w words) MarshalJSON() ([]byte, error) {
	if len(w) == 1 && (w[0] == "off" || w[0] == "platform") {
		return json.Marshal(w[0])
	}
	return json.Marshal([]string(w))
}
