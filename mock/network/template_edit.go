package network

import (
	"fmt"
	"slices"
	"time"
)

// EditTemplate changes what one template says; it goes to review again (network 3.4). f gets the present value and answers the new one;
// name, language, category, ids and times stay. Allowed in APPROVED, REJECTED and PAUSED: else a *StatusError of ErrTemplateState.
// Approved ones: ErrEditTooSoon within 24 h, ErrEditsUsed after 10 in 30 days. Breaches as in CreateTemplates.
func (n *Network) EditTemplate(r TemplateRef, f func(Template) Template) error {
	return n.do(func(t *tx) error {
		tpl, err := n.one(r)
		if err != nil {
			return err
		}
		if !tpl.Status.editable() {
			return fmt.Errorf("%s: %w", r, &StatusError{ErrTemplateState, string(tpl.Status)})
		}
		if err := t.mayEdit(tpl); err != nil {
			return fmt.Errorf("%s: %w", r, err)
		}
		next := f(tpl.clone()).clone()
		next.settle()
		next.keep(&tpl.Template)
		found := n.judgeTemplate(&next)
		if err := entriesBreached(n, []Template{next}, [][]Breach{found}); err != nil {
			return err
		}
		if tpl.Status.approved() {
			tpl.edits = append(tpl.edits, t.now())
		}
		tpl.Template, tpl.found = next, found
		t.handOver(tpl, StatusPending)
		return nil
	})
}

// keep takes over what an edit does not change.
func (t *Template) keep(was *Template) {
	t.WABA, t.Name, t.Language, t.ID, t.Category, t.Status = was.WABA, was.Name, was.Language, was.ID, was.Category, was.Status
	t.Made, t.Changed, t.Gone, t.Resumes = was.Made, was.Changed, was.Gone, was.Resumes
	t.Reason, t.Detail, t.Quality, t.QualityReasons = was.Reason, was.Detail, was.Quality, was.QualityReasons
}

// mayEdit checks how often an approved template was edited.
func (t *tx) mayEdit(tpl *template) error {
	if !tpl.Status.approved() {
		return nil
	}
	tpl.edits = slices.DeleteFunc(tpl.edits, func(at int64) bool { return t.now() >= at+int64(editSpan) })
	switch last := len(tpl.edits); {
	case last > 0 && t.now() < tpl.edits[last-1]+int64(editGap):
		return ErrEditTooSoon
	case last >= editsPerSpan:
		return ErrEditsUsed
	}
	return nil
}

// RecategorizeTemplate gives a name another category, as its business asks; all its languages go to review again. Only rejected ones
// take one: a *StatusError of ErrTemplateState (network 3.4: approved templates cannot be given another category by the business).
func (n *Network) RecategorizeTemplate(r TemplateRef, category string) error {
	return n.do(func(t *tx) error {
		found, err := n.find(r)
		if err != nil {
			return err
		}
		if !KnownCategory(category) {
			return fmt.Errorf("%q: %w", category, ErrCategoryUnknown)
		}
		for _, tpl := range found {
			if tpl.Status != StatusRejected {
				return fmt.Errorf("%s: %w", r, &StatusError{ErrTemplateState, string(tpl.Status)})
			}
			next := tpl.clone()
			next.Category = category
			next.settle()
			if err := entriesBreached(n, []Template{next}, [][]Breach{n.judgeTemplate(&next)}); err != nil {
				return err
			}
		}
		for _, tpl := range found {
			t.setCategory(tpl, category)
			tpl.settle()
			tpl.found = n.judgeTemplate(&tpl.Template)
			t.handOver(tpl, StatusPending)
		}
		return nil
	})
}

// NoteTemplate replaces the provider's own note of what a reference names; nothing is reviewed. Deleted ones: ErrTemplateState.
func (n *Network) NoteTemplate(r TemplateRef, note any) error {
	return n.do(func(t *tx) error {
		found, err := n.find(r)
		if err != nil {
			return err
		}
		for _, tpl := range found {
			if tpl.Status.ends() {
				return fmt.Errorf("%s: %w", r, &StatusError{ErrTemplateState, string(tpl.Status)})
			}
		}
		for _, tpl := range found {
			tpl.Note, tpl.Changed = note, instant(t.now())
		}
		return nil
	})
}

// DeleteTemplates deletes what a reference names: all languages of a name, one, or that of an id. They are PENDING_DELETION for 30
// days, in which the name is taken; messages accepted before go on (network 3.4). What is being deleted already stays as it is.
// Disabled ones cannot be deleted, unless disabled is true: a *StatusError of ErrTemplateState. What is deleted is unknown.
func (n *Network) DeleteTemplates(r TemplateRef, disabled bool) error {
	return n.do(func(t *tx) error {
		found, err := n.find(r)
		if err != nil {
			return err
		}
		found = slices.DeleteFunc(found, func(tpl *template) bool { return tpl.Status == StatusDeleted })
		if len(found) == 0 {
			return fmt.Errorf("%s: %w", r, ErrTemplateUnknown)
		}
		for _, tpl := range found {
			if tpl.Status == StatusDisabled && !disabled {
				return fmt.Errorf("%s: %w", r, &StatusError{ErrTemplateState, string(tpl.Status)})
			}
		}
		for _, tpl := range found {
			if tpl.Status != StatusPendingDeletion {
				t.bury(tpl)
			}
		}
		return nil
	})
}

// bury starts the 30 days at whose end a template is gone.
func (t *tx) bury(tpl *template) {
	t.force(tpl, StatusPendingDeletion, "")
	tpl.before = t.n.messages.n
	tpl.Gone = instant(t.now() + int64(nameBarred))
	t.plan(nameBarred, step{what: stepTemplate, turn: tpl.turn, a: tpl.place})
}

// PutTemplate makes a template in any status, or replaces the one of that name and language, as done outside of any surface: no rule
// is asked, no review follows but where the status is one that waits for something.
func (n *Network) PutTemplate(given Template) (out Template, err error) {
	err = n.do(func(t *tx) error {
		if n.wabas[given.WABA] == nil {
			return fmt.Errorf("WABA %q: %w", given.WABA, ErrWABAUnknown)
		}
		if given.Status == "" {
			given.Status = StatusApproved
		}
		given = given.clone()
		given.settle()
		tpl, err := n.one(TemplateRef{WABA: given.WABA, Name: given.Name, Language: given.Language})
		if err != nil {
			status := given.Status
			given.Status = ""
			tpl = n.place(given, nil)
			t.settleAs(tpl, status, given.Reason)
		} else {
			t.replace(tpl, given)
		}
		out = tpl.clone()
		return nil
	})
	return out, err
}

// replace gives a known template another content and status.
func (t *tx) replace(tpl *template, given Template) {
	status, was := given.Status, tpl.Template
	given.ID, given.Made, given.Note = was.ID, was.Made, was.Note
	if given.Quality == "" {
		given.Quality, given.QualityReasons = was.Quality, was.QualityReasons
	}
	category := given.Category
	given.Status, given.Category, given.Changed = was.Status, was.Category, instant(t.now())
	tpl.Template, tpl.found = given, nil
	if category != was.Category {
		t.setCategory(tpl, category)
	}
	t.settleAs(tpl, status, given.Reason)
}

// settleAs brings a template into a status that the bench names, with what follows from it by itself.
func (t *tx) settleAs(tpl *template, status TemplateStatus, why string) {
	t.force(tpl, status, why)
	tpl.Gone = time.Time{}
	t.awaits(tpl)
}

// awaits plans what a status brings by itself: the verdict, or the end.
func (t *tx) awaits(tpl *template) {
	switch tpl.Status {
	case StatusRequested, StatusSubmitted:
		t.plan(0, step{what: stepTemplate, turn: tpl.turn, a: tpl.place})
	case StatusPending:
		t.planReview(tpl)
	case StatusPendingDeletion:
		tpl.before = t.n.messages.n
		tpl.Gone = instant(t.now() + int64(nameBarred))
		t.plan(nameBarred, step{what: stepTemplate, turn: tpl.turn, a: tpl.place})
	case StatusArchived:
		t.plan(archiveLife, step{what: stepTemplate, turn: tpl.turn, a: tpl.place})
	}
}
