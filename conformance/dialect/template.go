package dialect

import (
	"fmt"

	"github.com/mynah-sim/mynah/conformance/match"
)

// Find is how a provider tells an id that scenarios name, "$account" for example: a call, and where the id stands in the answer.
type Find struct {
	Request Request
	Path    string
}

// Draft is a template that the business wants, in common words: category, language, header, image (URL of a sample), body, examples
// (of the body's variables), footer, buttons (captions of quick replies).
type Draft struct {
	Name string
	What map[string]any
}

// Templates is how a provider speaks of templates. What is nil it cannot do.
type Templates struct {
	Submit    func(kept match.Kept, draft Draft) (Request, error)
	Submitted int // status of the answer to a draft that is taken
	Delete    func(kept match.Kept, name string) Request
	Deleted   int // status of the answer
	// List asks for the templates; Status finds one in the answer, in the provider's word, "" where it is not listed.
	List   func(kept match.Kept) Request
	Status func(answer any, name, language string) string
	Words  map[string]string // common word (pending, approved, rejected, deleted) to the provider's; "" for what it does not list
}

// Templates answers the table, or the error that says who has none.
func (d *Dialect) templates() (*Templates, error) {
	if d.Templates == nil {
		return nil, fmt.Errorf("%s has no templates", d.Provider)
	}
	return d.Templates, nil
}

// SubmitTemplate is the call by which a business hands a template in, and the status of a good answer.
func (d *Dialect) SubmitTemplate(kept match.Kept, draft Draft) (Request, int, error) {
	t, err := d.templates()
	if err != nil {
		return Request{}, 0, err
	}
	request, err := t.Submit(kept, draft)
	return request, t.Submitted, err
}

// DeleteTemplate is the call by which a business deletes a template.
func (d *Dialect) DeleteTemplate(kept match.Kept, name string) (Request, error) {
	t, err := d.templates()
	if err != nil {
		return Request{}, err
	}
	if t.Delete == nil {
		return Request{}, fmt.Errorf("%s deletes no templates", d.Provider)
	}
	return t.Delete(kept, name), nil
}

// ListTemplates is the call whose answer TemplateIs reads.
func (d *Dialect) ListTemplates(kept match.Kept) (Request, error) {
	t, err := d.templates()
	if err != nil {
		return Request{}, err
	}
	return t.List(kept), nil
}

// TemplateIs says whether a template is shown with a status, in common words.
func (d *Dialect) TemplateIs(answer any, name, language, status string) error {
	want := own(d.Templates.Words, status)
	if got := d.Templates.Status(answer, name, language); got != want {
		return fmt.Errorf("template %s (%s): want %q, got %q", name, language, want, got)
	}
	return nil
}
