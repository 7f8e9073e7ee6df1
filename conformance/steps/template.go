package steps

import (
	"context"
	"fmt"
	"net/http"
	"time"

	"github.com/mynah-sim/mynah/conformance/dialect"
	"github.com/mynah-sim/mynah/conformance/match"
)

// draft reads a template from the table under the step; without a category it is UTILITY, without a language en.
func (w *World) draft(name string) (dialect.Draft, error) {
	what, err := w.built()
	if err != nil {
		return dialect.Draft{}, err
	}
	for row, usual := range map[string]string{"category": "UTILITY", "language": "en"} {
		if what[row] == nil {
			what[row] = usual
		}
	}
	return dialect.Draft{Name: name, What: what}, nil
}

func (w *World) submitsTemplate(ctx context.Context, name string) error {
	_, err := w.submit(ctx, name)
	return err
}

// submit hands a template in and answers the status of a good answer.
func (w *World) submit(ctx context.Context, name string) (int, error) {
	draft, err := w.draft(name)
	if err == nil {
		err = w.findAll(ctx)
	}
	if err != nil {
		return 0, err
	}
	request, good, err := w.env.Dialect.SubmitTemplate(w.kept, draft)
	return good, w.send(ctx, request, err)
}

// reviewed is longer than a review takes in any world of the features.
const reviewed = time.Minute

// approvedTemplate submits a template and lets the review pass.
func (w *World) approvedTemplate(ctx context.Context, name string) error {
	if err := w.ready(true); err != nil {
		return err
	}
	good, err := w.submit(ctx, name)
	if err != nil {
		return err
	}
	if err := w.last.Expect(good); err != nil {
		return err
	}
	return w.bench.Advance(ctx, reviewed)
}

func (w *World) deletesTemplate(ctx context.Context, name string) error {
	if err := w.findAll(ctx); err != nil {
		return err
	}
	request, err := w.env.Dialect.DeleteTemplate(w.kept, name)
	return w.send(ctx, request, err)
}

// templateIs looks a template up in the provider's list, in the language of a row, else in English. Looking changes nothing.
func (w *World) templateIs(ctx context.Context, name, status string) error {
	what, err := w.built()
	if err == nil {
		err = w.findAll(ctx)
	}
	if err != nil {
		return err
	}
	language, ok := what["language"].(string)
	if !ok {
		language = "en"
	}
	request, err := w.env.Dialect.ListTemplates(w.kept)
	if err != nil {
		return err
	}
	answer, err := w.look(ctx, request)
	if err != nil {
		return err
	}
	return w.env.Dialect.TemplateIs(answer, name, language, status)
}

// look calls without becoming the last call of the business.
func (w *World) look(ctx context.Context, request dialect.Request) (any, error) {
	last, subject, message := w.last, w.subject, w.message
	defer func() { w.last, w.subject, w.message = last, subject, message }()
	if err := w.request(ctx, request); err != nil {
		return nil, err
	}
	if err := w.last.Expect(http.StatusOK); err != nil {
		return nil, err
	}
	return w.subject, nil
}

// findAll finds the ids of the business that the provider tells and a scenario may name.
func (w *World) findAll(ctx context.Context) error {
	for name := range w.env.Dialect.Finds {
		if err := w.find(ctx, name); err != nil {
			return err
		}
	}
	return nil
}

// find keeps one of these ids, once.
func (w *World) find(ctx context.Context, name string) error {
	if w.kept[name] != nil {
		return nil
	}
	if err := w.ready(false); err != nil {
		return err
	}
	find := w.env.Dialect.Finds[name]
	answer, err := w.look(ctx, find.Request)
	if err != nil {
		return fmt.Errorf("$%s: %w", name, err)
	}
	value, ok := match.At(answer, find.Path)
	if !ok {
		return fmt.Errorf("$%s: %s has no %s", name, find.Request.Operation, find.Path)
	}
	w.kept[name] = value
	return nil
}

// verdicts are what the platform decides about a template, in the words of the bench.
var verdicts = map[string]string{
	"approved": "approve", "rejected": "reject", "paused": "pause", "disabled": "disable", "reinstated": "reinstate",
}

// judged makes the platform decide about a template, also before its time.
func (w *World) judged(ctx context.Context, name, verdict string) error {
	if err := w.ready(true); err != nil {
		return err
	}
	_, err := w.bench.Call(ctx, "reviewTemplate", []match.Row{
		{Path: "id", Cell: name}, {Path: "provider", Cell: w.env.Dialect.Provider}, {Path: "decision", Cell: verdicts[verdict]},
	}, w.kept)
	return err
}

// product changes a product of the business's catalog, or adds it with a name and a price.
func (w *World) product(ctx context.Context, id string) error {
	if err := w.ready(true); err != nil {
		return err
	}
	rows, err := w.rows()
	if err != nil {
		return err
	}
	return w.bench.PutProduct(ctx, id, rows, w.kept)
}
