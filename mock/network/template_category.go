package network

import "fmt"

// rightCategory handles a category that the platform finds right. It reports true when that was the whole decision.
func (t *tx) rightCategory(tpl *template, v Verdict) (done bool, err error) {
	if !KnownCategory(v.Category) {
		return true, fmt.Errorf("%q: %w", v.Category, ErrCategoryUnknown)
	}
	switch {
	case tpl.Status.approved():
		tpl.correct = v.Category
		t.templateTurned(tpl, "correctCategory", tpl.Category, v.Category, "")
		t.plan(categoryNotice, step{what: stepTemplate, a: tpl.place, b: 1})
		return v.Decision == Approve && v.Quality == "", nil
	case v.Decision == Approve && !tpl.AllowCategory:
		return true, t.turnTo(tpl, StatusRejected, ReasonIncorrectCategory)
	}
	t.setCategory(tpl, v.Category)
	return false, nil
}

// recategorized gives a template the category that was announced.
func (t *tx) recategorized(tpl *template) {
	if to := tpl.correct; to != "" && !tpl.Status.ends() {
		tpl.correct = ""
		t.setCategory(tpl, to)
	}
}

func (t *tx) setCategory(tpl *template, to string) {
	was := tpl.Category
	if was == to {
		return
	}
	tpl.Category, tpl.Changed = to, instant(t.now())
	t.templateTurned(tpl, "category", was, to, "")
}
