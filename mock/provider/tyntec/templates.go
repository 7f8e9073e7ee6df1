package tyntec

import (
	"context"
	"fmt"
	"net/http"
	"net/url"

	"github.com/mynah-sim/mynah/mock/network"
	"github.com/mynah-sim/mynah/mock/wire"
)

type templateIn struct {
	accountIn
	Template string `path:"template-id"`
}

// ref names all localizations of the template.
func (in templateIn) ref(waba string) network.TemplateRef {
	return network.TemplateRef{WABA: waba, Name: in.Template}
}

// wabaFor finds a visible WABA on whose numbers the account has the scope (tyntec 1.5: the scope is checked after the look-up).
func (p *Provider) wabaFor(ctx context.Context, in accountIn, scope string) (network.WABA, error) {
	account := callerOf(ctx).account
	w, err := p.whatsAppAccount(account, in.Account)
	if err != nil {
		return w, err
	}
	return w, p.anyMay(account, w.ID, scope)
}

// listTemplates lists the templates of a WABA in every state (tyntec 2.4).
func (p *Provider) listTemplates(ctx context.Context, in accountPageIn) (paged[templateResponse], error) {
	w, err := p.wabaFor(ctx, in.accountIn, "templates:read")
	if err != nil {
		return paged[templateResponse]{}, err
	}
	return turn(ctx, p, in.pageIn, p.templatesOf(w.ID)), nil
}

type newTemplateIn struct {
	accountIn
	Body templateRequest
}

// templateRequest is what a new template says beside its components, which are read from the document as it came (tyntec 4.8).
type templateRequest struct {
	Name     string `json:"name"`
	Category string `json:"category"`
	Allow    bool   `json:"allowCategoryChange"`
}

// made is the answer to what was created.
type made struct{ at string }

// Headers implements what wire asks for.
func (m made) Headers() http.Header { return http.Header{"Location": {m.at}} }

// createTemplate creates a template and submits every localization for review (tyntec 2.4).
func (p *Provider) createTemplate(ctx context.Context, in newTemplateIn) (made, error) {
	w, err := p.wabaFor(ctx, in.accountIn, "templates:write")
	if err != nil {
		return made{}, err
	}
	body := callerOf(ctx).body
	if known, err := p.net.FindTemplates(network.TemplateRef{WABA: w.ID, Name: in.Body.Name}); err == nil && !gone(known) {
		return made{}, violating("body", "/name", "must not be the name of another template") // tyntec OP-27
	}
	var drafts []network.Template
	for _, l := range body.at("localizations").items() {
		drafts = append(drafts, draft(w.ID, in.Body, l))
	}
	if _, err := p.net.CreateTemplates(drafts...); err != nil {
		return made{}, templateRefused(err, body.at("localizations").items())
	}
	return made{p.child(ctx, in.Body.Name)}, nil
}

// gone tells whether all localizations of a template are deleted: its name is free (tyntec OP-30).
func gone(all []network.Template) bool {
	for _, t := range all {
		if t.Status != network.StatusDeleted {
			return false
		}
	}
	return true
}

// child is the address of something below the request's (tyntec 1.8).
func (p *Provider) child(ctx context.Context, name string) string {
	here := p.here(ctx)
	here.RawQuery = ""
	return here.String() + "/" + url.PathEscape(name)
}

// getTemplate answers one template with all localizations (tyntec 2.4).
func (p *Provider) getTemplate(ctx context.Context, in templateIn) (templateResponse, error) {
	w, err := p.wabaFor(ctx, in.accountIn, "templates:read")
	if err != nil {
		return templateResponse{}, err
	}
	all, err := p.net.FindTemplates(in.ref(w.ID))
	if err != nil {
		return templateResponse{}, fmt.Errorf("template %q: %w", in.Template, err)
	}
	return p.showTemplate(w.ID, all), nil
}

// deleteTemplate lets all localizations go; their name stays taken for 30 days (tyntec 2.4).
func (p *Provider) deleteTemplate(ctx context.Context, in templateIn) (wire.Empty, error) {
	w, err := p.wabaFor(ctx, in.accountIn, "templates:write")
	if err == nil {
		err = p.net.DeleteTemplates(in.ref(w.ID), true)
	}
	return wire.Empty{}, err
}

// listLocalizations lists the localizations of a template (tyntec 2.4).
func (p *Provider) listLocalizations(ctx context.Context, in templateIn) ([]localizationResponse, error) {
	t, err := p.getTemplate(ctx, in)
	return t.Localizations, err
}

type newLocalizationIn struct {
	templateIn
	Body localizationRequest
}

type localizationRequest struct {
	Language string `json:"language"`
}

// addLocalization adds a localization with a review of its own (tyntec 2.4).
func (p *Provider) addLocalization(ctx context.Context, in newLocalizationIn) (made, error) {
	w, err := p.wabaFor(ctx, in.accountIn, "templates:write")
	if err != nil {
		return made{}, err
	}
	known, err := p.net.FindTemplates(in.ref(w.ID))
	if err != nil {
		return made{}, fmt.Errorf("template %q: %w", in.Template, err)
	}
	for _, t := range known {
		switch {
		case t.Status == network.StatusPendingDeletion || t.Status == network.StatusDeleted:
			return made{}, refusedByState(t.Status)
		case t.Language == in.Body.Language:
			return made{}, violating("body", "/language", "must not be the language of another localization")
		}
	}
	body, first := callerOf(ctx).body, known[0]
	request := templateRequest{first.Name, first.Category, first.AllowCategory}
	if err := p.judgeDefinition(ctx, body, first.Category); err != nil {
		return made{}, err
	}
	if _, err := p.net.CreateTemplates(draft(w.ID, request, body)); err != nil {
		return made{}, templateRefused(err, []part{body})
	}
	return made{p.sibling(ctx, in.Body.Language)}, nil
}

// sibling is the address of something beside the request's.
func (p *Provider) sibling(ctx context.Context, name string) string {
	here := p.here(ctx).JoinPath("..", url.PathEscape(name))
	here.RawQuery = ""
	return here.String()
}

type editTemplateIn struct {
	templateIn
	Language string `path:"template-language"`
	Body     templatePatch
}

type templatePatch struct {
	Category    *string `json:"category"`
	UserContext *string `json:"userContext"`
}

// editTemplate changes the definition, the category or the label of a localization (tyntec 2.4, OP-29).
func (p *Provider) editTemplate(ctx context.Context, in editTemplateIn) (wire.Empty, error) {
	w, err := p.wabaFor(ctx, in.accountIn, "templates:write")
	if err != nil {
		return wire.Empty{}, err
	}
	if _, err := p.net.FindTemplates(in.ref(w.ID)); err != nil {
		return wire.Empty{}, fmt.Errorf("template %q: %w", in.Template, err)
	}
	ref := network.TemplateRef{WABA: w.ID, Name: in.Template, Language: in.Language}
	t, err := p.net.Template(ref)
	switch {
	case err != nil:
		return wire.Empty{}, fmt.Errorf("template %q in %q: %w", in.Template, in.Language, errLocalizationUnknown)
	case in.Body.Category != nil:
		err = p.net.RecategorizeTemplate(in.ref(w.ID), *in.Body.Category)
		return wire.Empty{}, templateRefused(err, nil)
	case in.Body.UserContext != nil:
		return wire.Empty{}, templateRefused(p.net.NoteTemplate(ref, extrasOf(t).named(*in.Body.UserContext)), nil)
	}
	return wire.Empty{}, p.redefine(ctx, ref, t)
}

// redefine replaces the components of a localization, which starts another review.
func (p *Provider) redefine(ctx context.Context, ref network.TemplateRef, t network.Template) error {
	body := callerOf(ctx).body
	if err := p.judgeDefinition(ctx, body, t.Category); err != nil {
		return err
	}
	err := p.net.EditTemplate(ref, func(was network.Template) network.Template {
		next := draft(was.WABA, templateRequest{was.Name, was.Category, was.AllowCategory}, part{v: map[string]any{
			"language": was.Language, "components": body.at("components").v,
		}})
		next.TTL, next.Note = was.TTL, extrasOf(next).named(extrasOf(was).context)
		return next
	})
	return templateRefused(err, []part{body})
}
