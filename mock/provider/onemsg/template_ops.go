package onemsg

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/mynah-sim/mynah/mock/network"
)

// templateError is what the platform refuses about templates: 200, always an object (onemsg 1.6 ProviderError).
type templateError struct {
	Body struct {
		Message   string `json:"message"`
		Type      string `json:"type"`
		Code      int    `json:"code"`
		SubCode   int    `json:"error_subcode,omitempty"`
		UserTitle string `json:"error_user_title,omitempty"`
		UserMsg   string `json:"error_user_msg,omitempty"`
		Trace     string `json:"fbtrace_id,omitempty"`
	} `json:"error"`
}

func (e *templateError) Error() string { return cmp.Or(e.Body.UserMsg, e.Body.Message) }

// invalidTemplate is a creation that the platform refuses, by the sub code of network 3.4.
func (p *Provider) invalidTemplate(ch *channel, sub int, title, text string) *templateError {
	e := &templateError{}
	e.Body.Message, e.Body.Type, e.Body.Code = "Invalid parameter", "OAuthException", 100
	e.Body.SubCode, e.Body.UserTitle, e.Body.UserMsg = sub, title, text
	e.Body.Trace = p.trace(ch)
	return e
}

// trace draws 16 letters and digits.
func (p *Provider) trace(ch *channel) string {
	ch.mu.Lock()
	ch.traces++
	n := ch.traces
	ch.mu.Unlock()
	sum := sha256.Sum256(fmt.Appendf(nil, "%s trace %d %s %d", Name, p.net.Seed(), ch.config.Account, n))
	text := base64.RawStdEncoding.EncodeToString(sum[:])
	return strings.NewReplacer("+", "", "/", "").Replace(text)[:16]
}

// The sub codes of a creation (network 3.4).
const (
	subTooLong = 2388040
	subHeader  = 2388047
	subBody    = 2388072
	subFooter  = 2388073
	subQuota   = 2388019
	subTaken   = 2388024
	subBarred  = 2388023
	subContent = 2388109
)

const contentTitle = "Template content is invalid"

type addTemplateIn struct {
	Body struct {
		Name       string           `json:"name"`
		Category   string           `json:"category"`
		Components []map[string]any `json:"components"`
		Language   string           `json:"language"`
	}
}

// templateOut is a template (onemsg 4.5 Template).
type templateOut struct {
	ID             string           `json:"id"`
	Name           string           `json:"name"`
	Namespace      string           `json:"namespace"`
	Category       string           `json:"category"`
	Language       string           `json:"language"`
	Components     []map[string]any `json:"components"`
	Status         string           `json:"status"`
	RejectedReason string           `json:"rejected_reason"`
}

// addTemplate creates a template and hands it to review (onemsg 2.4).
func (p *Provider) addTemplate(ctx context.Context, in addTemplateIn) (templateOut, error) {
	ch := channelOf(ctx)
	number, err := p.number(ch)
	if err != nil {
		return templateOut{}, err
	}
	b := in.Body
	tpl := network.Template{WABA: number.WABA, Name: b.Name, Language: b.Language, Category: newCategory(b.Category)}
	r := contentReader{tpl: &tpl}
	tpl.Note = r.read(b.Components)
	if r.broken != nil {
		return templateOut{}, p.invalidTemplate(ch, r.broken.sub, contentTitle, r.broken.text)
	}
	made, err := p.net.CreateTemplates(tpl)
	if err != nil {
		return templateOut{}, p.notCreated(ch, tpl, err)
	}
	return p.showTemplate(made[0]), nil
}

// newCategory is the present word for one of 2.39.0 (onemsg 2.4).
func newCategory(word string) string {
	switch word {
	case "TRANSACTIONAL":
		return network.CategoryUtility
	case "OTP":
		return network.CategoryAuthentication
	}
	return word
}

// notCreated puts what the network refuses into the platform's words.
func (p *Provider) notCreated(ch *channel, tpl network.Template, err error) error {
	name := fmt.Sprintf("%s (%s)", tpl.Name, tpl.Language)
	switch {
	case errors.Is(err, network.ErrTemplateExists):
		return p.invalidTemplate(ch, subTaken, "Template already exists", name+" exists already")
	case errors.Is(err, network.ErrTemplateBarred):
		return p.invalidTemplate(ch, subBarred, "Template is being deleted", name+" was deleted less than 30 days ago")
	case errors.Is(err, network.ErrTemplateQuota):
		return p.invalidTemplate(ch, subQuota, "Template limit reached", "The account has as many templates as it may have")
	}
	if e, ok := errors.AsType[*network.BreachError](err); ok {
		b := e.Breaches[0]
		return p.invalidTemplate(ch, subCode(b), contentTitle, b.String())
	}
	return fmt.Errorf("template %s: %w", name, err)
}

// subCode is the sub code of a broken rule.
func subCode(b network.Breach) int {
	switch {
	case b.Rule == network.RuleMaxLength:
		return subTooLong
	case b.Component == network.PartHeader:
		return subHeader
	case b.Component == network.PartBody:
		return subBody
	case b.Component == network.PartFooter:
		return subFooter
	}
	return subContent
}

type removeTemplateIn struct {
	Body struct {
		Name string `json:"name"`
	}
}

// removeTemplate deletes all languages of a name (onemsg 2.4).
func (p *Provider) removeTemplate(ctx context.Context, in removeTemplateIn) (resultOut, error) {
	number, err := p.number(channelOf(ctx))
	if err != nil {
		return resultOut{}, err
	}
	ref := network.TemplateRef{WABA: number.WABA, Name: in.Body.Name}
	known, err := p.net.FindTemplates(ref)
	listed := slices.ContainsFunc(known, func(t network.Template) bool { return templateStatus[t.Status] != "" })
	if err != nil || !listed {
		e := &templateError{}
		e.Body.Message, e.Body.Type, e.Body.Code = "Template does not exist", "OAuthException", 100
		return resultOut{}, e
	}
	if err := p.net.DeleteTemplates(ref, true); err != nil {
		return resultOut{}, err
	}
	return success, nil
}

type templatesIn struct {
	Limit  *int   `query:"limit"`
	Offset *int   `query:"offset"`
	Sort   string `query:"sort"`
}

// templatesOut is a page of templates (onemsg 4.5 GetTemplates).
type templatesOut struct {
	Total     int           `json:"total"`
	Templates []templateOut `json:"templates"`
}

// templatesList lists the templates that are not deleted (onemsg 2.4).
func (p *Provider) templatesList(ctx context.Context, in templatesIn) (templatesOut, error) {
	number, err := p.number(channelOf(ctx))
	if err != nil {
		return templatesOut{}, err
	}
	all := []templateOut{}
	for _, t := range p.net.Templates(number.WABA) {
		if templateStatus[t.Status] != "" {
			all = append(all, p.showTemplate(t))
		}
	}
	slices.SortStableFunc(all, func(a, b templateOut) int { return cmp.Compare(a.sortedBy(in.Sort), b.sortedBy(in.Sort)) })
	out := templatesOut{Total: len(all)}
	if in.Offset != nil {
		all = all[min(*in.Offset, len(all)):]
	}
	if in.Limit != nil {
		all = all[:min(*in.Limit, len(all))]
	}
	out.Templates = all
	return out, nil
}

func (t templateOut) sortedBy(word string) string {
	switch word {
	case "name":
		return t.Name
	case "status":
		return t.Status
	}
	return t.ID
}

// knownReasons are the reasons of a rejection that this API has words for (onemsg 4.5).
var knownReasons = []string{"ABUSIVE_CONTENT", "INVALID_FORMAT", "PROMOTIONAL", "SCAM", "TAG_CONTENT_MISMATCH", "INCORRECT_CATEGORY"}

func (p *Provider) showTemplate(t network.Template) templateOut {
	out := templateOut{
		ID: t.ID, Name: t.Name, Category: t.Category, Language: t.Language, Status: templateStatus[t.Status], RejectedReason: "NONE",
	}
	if w, err := p.net.WABA(t.WABA); err == nil {
		out.Namespace = w.Namespace
	}
	if slices.Contains(knownReasons, t.Reason) {
		out.RejectedReason = t.Reason
	}
	if components, ok := t.Note.([]map[string]any); ok {
		out.Components = components
	} else {
		out.Components = componentsOf(t)
	}
	return out
}
