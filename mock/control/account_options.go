package control

import (
	"slices"
	"time"

	"github.com/mynah-sim/mynah/mock/network"
)

// accountOptions are the options of network 10.1 in the words of the document. Members that a body does not name are nil.
type accountOptions struct {
	SyncChecks      *[]string          `json:"checks.sync,omitempty"`
	StateDown       *map[string]string `json:"state.down,omitempty"`
	DispatchDelay   *bool              `json:"dispatch.delay,omitempty"`
	BlockMode       *string            `json:"block.mode,omitempty"`
	TTL             *string            `json:"ttl.default,omitempty"`
	TTLAuth         *string            `json:"ttl.auth,omitempty"`
	TTLReport       *string            `json:"ttl.report,omitempty"`
	TemplateRequest *string            `json:"templates.request,omitempty"`
	TemplateSubmit  *string            `json:"templates.submit,omitempty"`
	TemplateCheck   *string            `json:"templates.check,omitempty"`
	TemplateDelay   *string            `json:"templates.delay,omitempty"`
	UploadLife      *string            `json:"media.life.upload,omitempty"`
	InboundLife     *string            `json:"media.life.inbound,omitempty"`
	URLLife         *string            `json:"media.url_life,omitempty"`
	InboundEdit     *string            `json:"inbound.edit,omitempty"`
	InboundRevoke   *string            `json:"inbound.revoke,omitempty"`
	RegionSender    *bool              `json:"region.sender,omitempty"`
	ContactCheck    *string            `json:"contact_check,omitempty"`
	ViberBurst      *int               `json:"viber.burst,omitempty"`
}

// option is a switch of two words.
type option struct {
	word    func(*accountOptions) **string
	at      func(*network.AccountOptions) *bool
	off, on string
}

var switches = []option{
	{func(o *accountOptions) **string { return &o.BlockMode }, func(o *network.AccountOptions) *bool { return &o.BlockError }, "silent", "error"},
	{func(o *accountOptions) **string { return &o.TTLReport }, func(o *network.AccountOptions) *bool { return &o.ReportExpiry }, "silent", "failed"},
	{func(o *accountOptions) **string { return &o.TemplateCheck }, func(o *network.AccountOptions) *bool { return &o.CheckAtReview }, "call", "review"},
	{func(o *accountOptions) **string { return &o.InboundEdit }, func(o *network.AccountOptions) *bool { return &o.PassEdit }, "drop", "pass"},
	{func(o *accountOptions) **string { return &o.InboundRevoke }, func(o *network.AccountOptions) *bool { return &o.PassRevoke }, "drop", "pass"},
	{func(o *accountOptions) **string { return &o.ContactCheck }, func(o *network.AccountOptions) *bool { return &o.AlwaysValid }, "honest", "always_valid"},
}

// span is an option that is a time. "default" is the network's own; "never" stands for what has no end, or takes no time.
type span struct {
	pointer string
	word    func(*accountOptions) **string
	at      func(*network.AccountOptions) *time.Duration
}

var spans = []span{
	{"/options/ttl.default", func(o *accountOptions) **string { return &o.TTL }, func(o *network.AccountOptions) *time.Duration { return &o.TTL }},
	{"/options/ttl.auth", func(o *accountOptions) **string { return &o.TTLAuth }, func(o *network.AccountOptions) *time.Duration { return &o.TTLAuth }},
	{"/options/templates.request", func(o *accountOptions) **string { return &o.TemplateRequest }, func(o *network.AccountOptions) *time.Duration { return &o.TemplateRequest }},
	{"/options/templates.submit", func(o *accountOptions) **string { return &o.TemplateSubmit }, func(o *network.AccountOptions) *time.Duration { return &o.TemplateSubmit }},
	{"/options/templates.delay", func(o *accountOptions) **string { return &o.TemplateDelay }, func(o *network.AccountOptions) *time.Duration { return &o.ReviewDelay }},
	{"/options/media.life.upload", func(o *accountOptions) **string { return &o.UploadLife }, func(o *network.AccountOptions) *time.Duration { return &o.UploadLife }},
	{"/options/media.life.inbound", func(o *accountOptions) **string { return &o.InboundLife }, func(o *network.AccountOptions) *time.Duration { return &o.InboundLife }},
	{"/options/media.url_life", func(o *accountOptions) **string { return &o.URLLife }, func(o *network.AccountOptions) *time.Duration { return &o.URLLife }},
}

const (
	usualSpan   = "default"
	endlessSpan = "never"
)

func toAccountOptions(from network.AccountOptions) accountOptions {
	checks, down := append([]string{}, from.SyncChecks...), map[string]string{}
	for state, mode := range from.StateDown {
		down[string(state)] = string(mode)
	}
	out := accountOptions{
		SyncChecks: &checks, StateDown: &down, DispatchDelay: &from.DispatchDelay, RegionSender: &from.RegionSender, ViberBurst: &from.ViberBurst,
	}
	for _, o := range switches {
		word := o.off
		if *o.at(&from) {
			word = o.on
		}
		*o.word(&out) = &word
	}
	for _, o := range spans {
		word := usualSpan
		switch d := *o.at(&from); {
		case d < 0:
			word = endlessSpan
		case d > 0:
			word = d.String()
		}
		*o.word(&out) = &word
	}
	return out
}

// change answers the options with what a body names.
func (in *accountOptions) change(to network.AccountOptions) (network.AccountOptions, error) {
	for _, o := range switches {
		if word := *o.word(in); word != nil {
			*o.at(&to) = *word == o.on
		}
	}
	for _, o := range spans {
		word := *o.word(in)
		switch {
		case word == nil:
		case *word == usualSpan:
			*o.at(&to) = 0
		case *word == endlessSpan:
			*o.at(&to) = -1
		default:
			d, err := duration(o.pointer, *word, 0)
			if err != nil {
				return to, err
			}
			*o.at(&to) = d
		}
	}
	set(&to.DispatchDelay, in.DispatchDelay)
	set(&to.RegionSender, in.RegionSender)
	set(&to.ViberBurst, in.ViberBurst)
	if in.SyncChecks != nil {
		to.SyncChecks = slices.Clone(*in.SyncChecks)
	}
	if in.StateDown != nil {
		to.StateDown = map[network.SenderState]network.DownMode{}
		for state, mode := range *in.StateDown {
			if mode != "fail" {
				to.StateDown[network.SenderState(state)] = network.DownMode(mode)
			}
		}
	}
	return to, nil
}
