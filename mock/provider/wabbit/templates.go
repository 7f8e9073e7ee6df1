package wabbit

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/mynah-sim/mynah/mock/network"
)

// templateOut is a template as lists show it (wabbit 4.7).
type templateOut struct {
	Name       string              `json:"name"`
	Category   string              `json:"category"`
	Language   string              `json:"language"`
	Components []templateComponent `json:"components"`
	Namespace  string              `json:"namespace"`
	Rejected   string              `json:"rejected_reason"`
	Status     string              `json:"status"`
}

// templateComponent is a part of a template (wabbit 4.7).
type templateComponent struct {
	Type    string           `json:"type"`
	Format  string           `json:"format,omitempty"`
	Text    string           `json:"text,omitempty"`
	Buttons []templateButton `json:"buttons,omitempty"`
	Example any              `json:"example,omitempty"`
}

type templateButton struct {
	Type  string `json:"type"`
	Text  string `json:"text"`
	URL   string `json:"url,omitempty"`
	Phone string `json:"phone_number,omitempty"`
}

// examples are what a template was submitted with, by component: shown again as they came.
type examples map[string]any

// notRejected is the reason of templates that are not rejected (wabbit 5.8).
const notRejected = "NONE"

// templateStatus is the word for a state, and the reason that stands beside it (network 3.4, wabbit 5.8). Unlisted states have none.
func templateStatus(t network.Template) (status, reason string) {
	switch t.Status {
	case network.StatusRequested, network.StatusSubmitted, network.StatusPending, network.StatusInAppeal:
		return "submitted", notRejected
	case network.StatusApproved, network.StatusFlagged, network.StatusReinstated, network.StatusLocked, network.StatusUnarchived:
		return "approved", notRejected
	case network.StatusRejected, network.StatusSubmitFailed, network.StatusLimitExceeded:
		return "rejected", cmp.Or(t.Reason, "INVALID_FORMAT")
	case network.StatusPaused:
		return "rejected", "PAUSED"
	case network.StatusDisabled, network.StatusArchived:
		return "rejected", "DISABLED"
	}
	return "", ""
}

// listable tells whether this API has a form for a template: no cards, no parts of later times (fixtures 4).
func listable(t network.Template) bool {
	if status, _ := templateStatus(t); status == "" || len(t.Cards) > 0 {
		return false
	}
	for _, b := range t.Buttons {
		if !slices.Contains([]string{"QUICK_REPLY", "URL", "PHONE_NUMBER"}, b.Type) {
			return false
		}
	}
	return t.Header == nil || slices.Contains([]string{"TEXT", "IMAGE", "VIDEO", "DOCUMENT"}, t.Header.Format)
}

func (b *inbox) templateOut(t network.Template) templateOut {
	status, reason := templateStatus(t)
	out := templateOut{
		Name: t.Name, Category: string(t.Category), Language: t.Language, Namespace: b.namespace(), Rejected: reason, Status: status,
	}
	example, _ := t.Note.(examples)
	if t.Header != nil {
		out.Components = append(out.Components, templateComponent{Type: "HEADER", Format: t.Header.Format, Text: t.Header.Text, Example: example["HEADER"]})
	}
	out.Components = append(out.Components, templateComponent{Type: "BODY", Text: t.Body, Example: example["BODY"]})
	if t.Footer != "" {
		out.Components = append(out.Components, templateComponent{Type: "FOOTER", Text: t.Footer, Example: example["FOOTER"]})
	}
	if len(t.Buttons) > 0 {
		part := templateComponent{Type: "BUTTONS", Example: example["BUTTONS"]}
		for _, button := range t.Buttons {
			part.Buttons = append(part.Buttons, templateButton{button.Type, button.Text, button.URL, button.Phone})
		}
		out.Components = append(out.Components, part)
	}
	return out
}

// templates are those that lists show, by name and language (wabbit 1.8).
func (b *inbox) templates() []network.Template {
	all := slices.DeleteFunc(b.p.net.Templates(b.sender().WABA), func(t network.Template) bool { return !listable(t) })
	slices.SortStableFunc(all, func(x, y network.Template) int {
		return cmp.Or(strings.Compare(x.Name, y.Name), strings.Compare(x.Language, y.Language))
	})
	return all
}

// templateOf finds a template by name and language; nil: none.
func (b *inbox) templateOf(name, language string) *network.Template {
	for _, t := range b.p.net.Templates(b.sender().WABA) {
		if t.Name == name && t.Language == language && t.Status != network.StatusDeleted {
			return &t
		}
	}
	return nil
}

func (c *call) listTemplates(in pageIn) (page[templateOut], error) {
	return paged(c, in, c.templates(), c.templateOut), nil
}

type createTemplateIn struct {
	Body struct {
		Name       string              `json:"name"`
		Category   string              `json:"category"`
		Language   string              `json:"language"`
		Components []templateComponent `json:"components"`
	}
}

// createTemplate submits a template for review (wabbit 2.9).
func (c *call) createTemplate(in createTemplateIn) (templateOut, error) {
	t := network.Template{WABA: c.sender().WABA, Name: in.Body.Name, Language: in.Body.Language, Category: in.Body.Category}
	bad := fieldErrors{}
	seen, example := map[string]int{}, examples{}
	for i, part := range in.Body.Components {
		seen[part.Type]++
		if part.Example != nil {
			example[part.Type] = part.Example
		}
		judgePart(bad, fmt.Sprint(i), part)
		take(&t, part)
	}
	for _, kind := range []string{"BODY", "HEADER", "FOOTER", "BUTTONS"} {
		if seen[kind] > 1 || kind == "BODY" && seen[kind] == 0 {
			bad.add("Exactly one BODY and at most one of each other component is allowed.", "components")
			break
		}
	}
	if len(bad) > 0 {
		return templateOut{}, bad
	}
	t.Note = example
	made, err := c.p.net.CreateTemplates(t)
	if refused, ok := errors.AsType[*network.BreachError](err); ok {
		return templateOut{}, &ruleError{"The template is invalid: " + refused.Breaches[0].String() + "."}
	}
	switch {
	case errors.Is(err, network.ErrTemplateExists), errors.Is(err, network.ErrTemplateBarred):
		return templateOut{}, &ruleError{"A template with this name and language already exists."}
	case errors.Is(err, network.ErrTemplateQuota):
		return templateOut{}, &ruleError{"The number of templates is exhausted."}
	case err != nil:
		return templateOut{}, fmt.Errorf("template %q: %w", t.Name, err)
	}
	out := c.templateOut(made[0])
	return out, nil
}

// judgePart looks for what a component of its type lacks (wabbit 4.7).
func judgePart(bad fieldErrors, at string, part templateComponent) {
	switch {
	case part.Type == "HEADER" && part.Format == "":
		bad.add(isRequired, "components", at, "format")
	case part.Text == "" && (part.Type == "BODY" || part.Type == "FOOTER" || part.Type == "HEADER" && part.Format == "TEXT"):
		bad.add(isRequired, "components", at, "text")
	case part.Type == "BUTTONS" && len(part.Buttons) == 0:
		bad.add(isRequired, "components", at, "buttons")
	}
	for i, b := range part.Buttons {
		switch {
		case b.Type == "URL" && b.URL == "":
			bad.add(isRequired, "components", at, "buttons", fmt.Sprint(i), "url")
		case b.Type == "PHONE_NUMBER" && b.Phone == "":
			bad.add(isRequired, "components", at, "buttons", fmt.Sprint(i), "phone_number")
		}
	}
}

// take puts a component into the network's template.
func take(t *network.Template, part templateComponent) {
	switch part.Type {
	case "HEADER":
		t.Header = &network.TemplateHeader{Format: part.Format, Text: part.Text}
	case "BODY":
		t.Body = part.Text
	case "FOOTER":
		t.Footer = part.Text
	case "BUTTONS":
		for _, b := range part.Buttons {
			t.Buttons = append(t.Buttons, network.TemplateButton{Type: b.Type, Text: b.Text, URL: b.URL, Phone: b.Phone})
		}
	}
}
