package control

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"time"

	"github.com/mynah-sim/mynah/mock/network"
	"github.com/mynah-sim/mynah/mock/wire"
)

// templateIn names templates: by outside id, or by name, where several WhatsApp accounts have one with the provider.
type templateIn struct {
	ID       string `path:"id"`
	Provider string `query:"provider"`
}

// find is what an id or a name means, and the provider it is of.
func (in templateIn) find(n *network.Network) (network.TemplateRef, string, error) {
	owners := wabaOwners(n)
	var found []network.TemplateRef
	for _, w := range n.WABAs() {
		if owners[w.ID] == "" || in.Provider != "" && owners[w.ID] != in.Provider {
			continue
		}
		byID := network.TemplateRef{WABA: w.ID, ID: in.ID}
		if _, err := n.Template(byID); err == nil {
			return byID, owners[w.ID], nil
		}
		byName := network.TemplateRef{WABA: w.ID, Name: in.ID}
		if all, err := n.FindTemplates(byName); err == nil && slices.ContainsFunc(all, isThere) {
			found = append(found, byName)
		}
	}
	switch len(found) {
	case 0:
		return network.TemplateRef{}, "", fmt.Errorf("template %q: %w", in.ID, network.ErrTemplateUnknown)
	case 1:
		return found[0], owners[found[0].WABA], nil
	}
	return network.TemplateRef{}, "", fmt.Errorf("template %q: %w", in.ID, errTemplateAmbiguous)
}

func isThere(t network.Template) bool { return t.Status != network.StatusDeleted }

// one narrows a reference to one template; the language may be left out where there is only one.
func one(n *network.Network, ref network.TemplateRef, language string) (network.TemplateRef, error) {
	all, err := n.FindTemplates(ref)
	if err != nil {
		return ref, err
	}
	if ref.ID != "" {
		return ref, nil
	}
	if ref.Language = language; language == "" {
		if len(all) > 1 {
			return ref, refuse("/language", "required", "the template %q has %d languages", ref.Name, len(all))
		}
		ref.Language = all[0].Language
	}
	_, err = n.Template(ref)
	return ref, err
}

type putTemplateIn struct {
	templateIn
	Body templatePatch
}

// templatePatch is what a body says of a template.
type templatePatch struct {
	WabaID, Provider                 string
	Name, Language, Category, Status *string
	Components                       []component
	Reason, Detail, Quality          *string
	QualityReasons                   *[]string
	AllowCategoryChange              *bool
	TTLSeconds                       *int
}

func (p templatePatch) apply(t *network.Template) {
	set(&t.Name, p.Name)
	set(&t.Language, p.Language)
	set(&t.Category, p.Category)
	set((*string)(&t.Status), p.Status)
	set(&t.Reason, p.Reason)
	set(&t.Detail, p.Detail)
	set(&t.Quality, p.Quality)
	set(&t.QualityReasons, p.QualityReasons)
	set(&t.AllowCategory, p.AllowCategoryChange)
	if p.Components != nil {
		setParts(t, p.Components)
	}
	if p.TTLSeconds != nil {
		t.TTL = time.Duration(*p.TTLSeconds) * time.Second
		if *p.TTLSeconds < 0 {
			t.TTL = network.TTLForever
		}
	}
}

// templateOut is a template that a put has made or replaced.
type templateOut struct {
	template
	made bool
}

// Status implements wire's choice among the documented ones.
func (o templateOut) Status() int {
	if o.made {
		return http.StatusCreated
	}
	return http.StatusOK
}

func (b *Bench) putTemplate(ctx context.Context, in putTemplateIn) (templateOut, error) {
	n := netOf(ctx)
	ref, provider, err := in.find(n)
	switch {
	case errors.Is(err, network.ErrTemplateUnknown):
		return in.add(n)
	case err != nil:
		return templateOut{}, err
	}
	language := ""
	set(&language, in.Body.Language)
	if ref.ID == "" && language != "" { // another language of a known name is a new template
		if _, err := n.Template(network.TemplateRef{WABA: ref.WABA, Name: ref.Name, Language: language}); err != nil {
			in.Body.WabaID, in.Body.Name = ref.WABA, &ref.Name
			in.ID = ""
			return in.add(n)
		}
	}
	if ref, err = one(n, ref, language); err != nil {
		return templateOut{}, err
	}
	t, err := n.Template(ref)
	if err != nil {
		return templateOut{}, err
	}
	if err := in.Body.stays(t); err != nil {
		return templateOut{}, err
	}
	in.Body.apply(&t)
	t, err = n.PutTemplate(t)
	return templateOut{template: toTemplate(provider, t)}, err
}

// stays wants the name, the language and the account of a known template to stay.
func (p templatePatch) stays(t network.Template) error {
	for _, m := range []struct {
		name  string
		given string
		is    string
	}{{"/name", deref(p.Name, t.Name), t.Name}, {"/language", deref(p.Language, t.Language), t.Language}, {"/wabaId", orWord(p.WabaID, t.WABA), t.WABA}} {
		if m.given != m.is {
			return refuse(m.name, "const", "the template is known as %q", m.is)
		}
	}
	return nil
}

// deref is a value or, when there is none, another.
func deref(value *string, other string) string {
	if value == nil {
		return other
	}
	return *value
}

// add makes a new template, whose outside id is that of the path, unless that is its name.
func (in putTemplateIn) add(n *network.Network) (templateOut, error) {
	t := network.Template{Category: network.CategoryUtility, Status: network.StatusApproved}
	in.Body.apply(&t)
	if t.Name == "" && network.ValidTemplateName(in.ID) {
		t.Name = in.ID
	}
	switch {
	case t.Name == "":
		return templateOut{}, refuse("/name", "required", "a new template needs a name")
	case t.Language == "":
		return templateOut{}, refuse("/language", "required", "a new template needs a language")
	case in.Body.Components == nil:
		return templateOut{}, refuse("/components", "required", "a new template needs components")
	}
	if in.ID != t.Name {
		t.ID = in.ID
	}
	waba, provider, err := in.home(n)
	if err != nil {
		return templateOut{}, err
	}
	t.WABA = waba
	t, err = n.PutTemplate(t)
	return templateOut{toTemplate(provider, t), true}, err
}

// home is the WhatsApp account of a new template.
func (in putTemplateIn) home(n *network.Network) (waba, provider string, err error) {
	owners := wabaOwners(n)
	wanted := orWord(in.Body.Provider, in.Provider)
	var all []string
	for _, w := range n.WABAs() {
		if owner := owners[w.ID]; owner != "" && (wanted == "" || owner == wanted) && (in.Body.WabaID == "" || w.ID == in.Body.WabaID) {
			all = append(all, w.ID)
		}
	}
	switch {
	case len(all) == 0:
		return "", "", refuse("/wabaId", "known", "no WhatsApp account fits")
	case len(all) > 1 && wanted == "":
		return "", "", refuse("/wabaId", "required", "there are %d WhatsApp accounts; name one, or a provider", len(all))
	}
	return all[0], owners[all[0]], nil
}

func (b *Bench) deleteTemplate(ctx context.Context, in templateIn) (wire.Empty, error) {
	n := netOf(ctx)
	ref, _, err := in.find(n)
	if err != nil {
		return wire.Empty{}, err
	}
	return wire.Empty{}, n.DeleteTemplates(ref, true)
}

type reviewIn struct {
	templateIn
	Body struct {
		Decision, Reason, Detail, Language, Category, Quality string
		QualityReasons                                        []string
	}
}

func (b *Bench) reviewTemplate(ctx context.Context, in reviewIn) (template, error) {
	n := netOf(ctx)
	ref, provider, err := in.find(n)
	if err == nil {
		ref, err = one(n, ref, in.Body.Language)
	}
	if err != nil {
		return template{}, err
	}
	err = n.ReviewTemplate(ref, network.Verdict{
		Decision: network.Decision(in.Body.Decision), Reason: in.Body.Reason, Detail: in.Body.Detail, Category: in.Body.Category,
		Quality: in.Body.Quality, Reasons: in.Body.QualityReasons,
	})
	if err != nil {
		return template{}, err
	}
	t, err := n.Template(ref)
	return toTemplate(provider, t), err
}
