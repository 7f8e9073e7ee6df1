package onemsg

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/mynah-sim/mynah/mock/network"
)

type templateBody struct {
	to
	Namespace *string           `json:"namespace"`
	Template  string            `json:"template"`
	Language  *templateLanguage `json:"language"`
	Params    []json.RawMessage `json:"params"`
	Quoted    string            `json:"quotedMsgId"`
	UseMMLite bool              `json:"useMMlite"`
	TTL       *int              `json:"messageSendTtlSeconds"`
}

type templateLanguage struct {
	Code string `json:"code"`
}

// defined wants what names the template (onemsg 1.6 ETPL0).
func (b *templateBody) defined() error {
	if b.Template == "" || b.Namespace == nil || b.Language == nil || b.Language.Code == "" {
		return &requestError{"template is not defined"}
	}
	return nil
}

// sendTemplate sends a template. It needs no open dialog session, and opens none (onemsg 2.4).
func (p *Provider) sendTemplate(ctx context.Context, in struct{ Body templateBody }) (any, error) {
	b := in.Body
	if err := b.defined(); err != nil {
		return nil, err
	}
	values, err := readValues(b.Params)
	if err != nil {
		return nil, err
	}
	d, err := p.open(ctx, b.to, nil)
	if err != nil {
		return nil, err
	}
	o, _, err := p.templateMessage(ctx, &b, values)
	if err != nil {
		return nil, err
	}
	o.to, o.quoted = d, b.Quoted
	return p.send(ctx, o)
}

// templateMessage makes the message of a template with its values, and finds what does not fit. The template is nil when there is none
// that can be sent.
func (p *Provider) templateMessage(ctx context.Context, b *templateBody, v *values) (o outgoingMessage, tpl *network.Template, err error) {
	ch := channelOf(ctx)
	number, err := p.number(ch)
	if err != nil {
		return o, nil, err
	}
	content := network.TemplateMessage{Name: b.Template, Language: b.Language.Code}
	o.say = p.templateWords(number.WABA, b)
	if w, err := p.net.WABA(number.WABA); err == nil && *b.Namespace != "" && *b.Namespace != w.Namespace {
		o.content, o.found, o.why = content, network.TemplateUnknown, unknownTemplate(b)
		return o, nil, nil
	}
	found, err := p.net.Template(network.TemplateRef{WABA: number.WABA, Name: b.Template, Language: b.Language.Code})
	if err != nil {
		o.content = content
		return o, nil, nil
	}
	f := &fitting{p: p, ch: ch, tpl: &found, values: v}
	f.fit(&content)
	o.found, o.why = f.found, f.why
	lite := found.Rules() == network.CategoryMarketing && ch.options().MMLite
	if err := lifetime(&content, &found, b.TTL, lite); err != nil && o.found == network.NoReason {
		o.found, o.why = network.TTLRange, err
	}
	o.content = content
	o.note = note{kind: "chat", body: network.FillText(found.Body, content.Body), category: found.Rules(), lite: lite}
	return o, &found, nil
}

func unknownTemplate(b *templateBody) *refusal {
	return &refusal{fmt.Sprintf("Template does not exist: %s (%s)", b.Template, b.Language.Code), 132001}
}

// templateWords are the texts about a template that cannot be sent (onemsg 1.6 ETPL404, ETPLSTATE, ETPLPARAM, ETPLTYPE, ETPLLONG).
func (p *Provider) templateWords(waba string, b *templateBody) func(network.Reason) error {
	return func(why network.Reason) error {
		switch why {
		case network.TemplateUnknown, network.TemplateRegion:
			return unknownTemplate(b)
		case network.TemplateNotApproved, network.TemplatePaused, network.TemplateDisabled:
			tpl, err := p.net.Template(network.TemplateRef{WABA: waba, Name: b.Template, Language: b.Language.Code})
			word := templateStatus[tpl.Status]
			if err != nil || word == "" {
				return unknownTemplate(b) // deleted
			}
			return &refusal{fmt.Sprintf("Template is %s: %s (%s)", word, b.Template, b.Language.Code), failureOf(why).code}
		case network.ParamCount:
			return &refusal{"Template parameters do not match: body", failureOf(why).code}
		case network.ParamFormat:
			return mismatch("body")
		case network.ParamLength:
			return tooLong("body")
		case network.TTLRange:
			return invalid("messageSendTtlSeconds")
		}
		return nil
	}
}

// templateStatus are the words for the states of a template (onemsg 4.5, network 3.4). What is missing is not listed.
var templateStatus = map[network.TemplateStatus]string{
	network.StatusRequested: "submitted", network.StatusSubmitted: "submitted", network.StatusPending: "pending",
	network.StatusInAppeal: "pending", network.StatusApproved: "approved", network.StatusFlagged: "approved",
	network.StatusReinstated: "approved", network.StatusLocked: "approved", network.StatusUnarchived: "approved",
	network.StatusRejected: "rejected", network.StatusSubmitFailed: "rejected", network.StatusLimitExceeded: "pending",
	network.StatusPaused: "paused", network.StatusDisabled: "disabled", network.StatusArchived: "disabled",
}

// The ranges of messageSendTtlSeconds (onemsg 2.4).
var lifetimes = map[string]struct{ least, most int }{
	network.CategoryAuthentication: {30, 900}, network.CategoryUtility: {30, 43_200}, network.CategoryMarketing: {43_200, 2_592_000},
}

// lifetime sets how long delivery is tried. Marketing templates have it on the Marketing Messages path alone.
func lifetime(content *network.TemplateMessage, tpl *network.Template, seconds *int, lite bool) error {
	if seconds == nil || tpl.Rules() == network.CategoryMarketing && !lite {
		return nil
	}
	allowed := lifetimes[tpl.Rules()]
	switch {
	case *seconds == -1 && tpl.Rules() != network.CategoryMarketing:
		content.TTL = network.TTLForever
	case *seconds < allowed.least || *seconds > allowed.most:
		return invalid("messageSendTtlSeconds")
	default:
		content.TTL = time.Duration(*seconds) * time.Second
	}
	return nil
}
