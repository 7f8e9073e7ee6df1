package network

import (
	"fmt"
	"slices"
	"time"
)

// ReviewMode is who judges templates (network 10.2, templates.review).
type ReviewMode string

// The modes. ReviewAuto follows the one rule of network 3.4 after the account's delay, ReviewManual waits for the bench, ReviewInstant
// approves at once.
const (
	ReviewAuto    ReviewMode = "auto"
	ReviewManual  ReviewMode = "manual"
	ReviewInstant ReviewMode = "instant"
)

// The times and counts of the life of a template.
const (
	nameBarred       = 30 * 24 * time.Hour // network 3.4: after a deletion the name is taken
	archiveLife      = 28 * 24 * time.Hour // network 2.8: an archived template is deleted
	categoryNotice   = 24 * time.Hour      // network 3.4: the platform announces another category
	editGap          = 24 * time.Hour      // network 3.4: between two edits of an approved template
	editSpan         = 30 * 24 * time.Hour // network 3.4: of the second limit
	editsPerSpan     = 10                  // network 3.4
	creationsPerHour = 100                 // network 3.4, quota; enforced with limits
	templatesPerWABA = 250                 // network 3.4, quota
	templatesProven  = 6000                // network 3.4, quota of a verified portfolio
)

// The platform's fixed texts of AUTHENTICATION templates.
const (
	codeText     = "{{1}} is your code"
	securityText = ". For your security, do not share it."
	minutesText  = "It expires in %d minutes."
)

// CreateTemplates hands in templates of one WABA, for example all languages of a name: all are taken or none. It answers them as they
// are then: on their way to review. What cannot be is a *BreachError of ErrTemplateInvalid, whose Entry is the place in the list
// from 1; with the account's CheckAtReview such a template is taken and the reviewer rejects it. Further errors: ErrWABAUnknown,
// ErrTemplateExists, ErrTemplateBarred, ErrTemplateQuota.
func (n *Network) CreateTemplates(all ...Template) (made []Template, err error) {
	err = n.do(func(t *tx) error {
		found := make([][]Breach, len(all))
		for i := range all {
			if found[i], err = t.mayCreate(&all[i], all[:i]); err != nil {
				return err
			}
		}
		if err := entriesBreached(n, all, found); err != nil {
			return err
		}
		for i := range all {
			made = append(made, t.create(all[i], found[i]).clone())
		}
		return nil
	})
	return made, err
}

// entriesBreached is the error of all breaches of a list that the call itself refuses.
func entriesBreached(n *Network, all []Template, found [][]Breach) error {
	var told []Breach
	for i := range all {
		if n.options(n.keeper(all[i].WABA)).CheckAtReview {
			continue
		}
		for _, b := range found[i] {
			b.Entry = i + 1
			told = append(told, b)
		}
	}
	return breached(ErrTemplateInvalid, told)
}

// mayCreate checks a template that is handed in together with others.
func (t *tx) mayCreate(tpl *Template, others []Template) ([]Breach, error) {
	n := t.n
	if n.wabas[tpl.WABA] == nil {
		return nil, fmt.Errorf("WABA %q: %w", tpl.WABA, ErrWABAUnknown)
	}
	ref := TemplateRef{WABA: tpl.WABA, Name: tpl.Name, Language: tpl.Language}
	for _, place := range n.templatesOf[tpl.WABA] {
		switch known := n.templates.at(place); {
		case known.Name != tpl.Name || known.Status == StatusDeleted:
		case known.Status == StatusPendingDeletion:
			return nil, fmt.Errorf("%s: %w", ref, ErrTemplateBarred)
		case known.Language == tpl.Language:
			return nil, fmt.Errorf("%s: %w", ref, ErrTemplateExists)
		}
	}
	for _, o := range others {
		if o.WABA == tpl.WABA && o.Name == tpl.Name && o.Language == tpl.Language {
			return nil, fmt.Errorf("%s: %w", ref, ErrTemplateExists)
		}
	}
	if err := t.withinQuota(tpl.WABA, len(others)); err != nil {
		return nil, fmt.Errorf("%s: %w", ref, err)
	}
	tpl.settle()
	return n.judgeTemplate(tpl), nil
}

// withinQuota checks how many templates an account has made in the last hour and has at all, where figures are enforced; beside are
// those that are handed in together with it.
func (t *tx) withinQuota(waba string, beside int) error {
	n := t.n
	if n.limits.Words()[0] == "off" {
		return nil
	}
	all, recent := beside, beside
	for _, place := range n.templatesOf[waba] {
		if tpl := n.templates.at(place); tpl.Status != StatusDeleted {
			all++
			if tpl.Made.After(instant(t.now()-int64(time.Hour))) && !tpl.given {
				recent++
			}
		}
	}
	most := templatesPerWABA
	if p := n.portfolios[n.wabas[waba].Portfolio]; p != nil && p.Verified() {
		most = templatesProven
	}
	if recent >= creationsPerHour || all >= most {
		return ErrTemplateQuota
	}
	return nil
}

// settle fills in what the platform says by itself.
func (t *Template) settle() {
	if t.Rules() != CategoryAuthentication {
		return
	}
	if t.Body == "" {
		t.Body = codeText
		if t.Security {
			t.Body += securityText
		}
	}
	if t.CodeMinutes != 0 {
		t.Footer = fmt.Sprintf(minutesText, t.CodeMinutes)
	}
}

// create keeps a template and sends it on its way to the reviewer. A name that was deleted and is used again forgets what it was.
func (t *tx) create(given Template, found []Breach) *template {
	n := t.n
	n.templatesOf[given.WABA] = slices.DeleteFunc(n.templatesOf[given.WABA], func(place uint32) bool {
		old := n.templates.at(place)
		return old.Name == given.Name && old.Status == StatusDeleted
	})
	given = given.clone()
	given.Made, given.Changed, given.Status = instant(t.now()), instant(t.now()), ""
	given.Reason, given.Detail, given.Quality, given.QualityReasons = "", "", "", nil
	given.Gone, given.Resumes = time.Time{}, time.Time{}
	tpl := n.place(given, found)
	t.handOver(tpl, StatusRequested)
	return tpl
}

// handOver takes a template to the first stage on the way to the reviewer that takes time, from the given one on.
func (t *tx) handOver(tpl *template, from TemplateStatus) {
	options := t.n.options(t.n.keeper(tpl.WABA))
	for _, stage := range []struct {
		status TemplateStatus
		takes  time.Duration
		first  bool
	}{
		{StatusRequested, options.TemplateRequest, from == StatusRequested},
		{StatusSubmitted, options.TemplateSubmit, from != StatusPending},
	} {
		if stage.first && stage.takes > 0 {
			t.force(tpl, stage.status, "")
			t.plan(stage.takes, step{what: stepTemplate, turn: tpl.turn, a: tpl.place})
			return
		}
	}
	fresh := tpl.Status == "" || tpl.Status == StatusRequested || tpl.Status == StatusSubmitted // an edit is on no way
	if why, lost := t.lostOnTheWay(tpl); fresh && lost {
		t.force(tpl, StatusSubmitFailed, why)
		return
	}
	t.force(tpl, StatusPending, "")
	t.planReview(tpl)
}

// lostOnTheWay is F61: the template never reaches the reviewer.
func (t *tx) lostOnTheWay(tpl *template) (why string, lost bool) {
	keeper := t.n.keeper(tpl.WABA)
	s := &subject{
		Event: Event{Account: keeper, Channel: WhatsApp}, provider: t.n.labelOf(keeper), template: tpl.Name,
		entity: entityOf(tpl.ID), n: uint64(tpl.turn),
	}
	r := t.strike(61, s)
	if r == nil {
		return "", false
	}
	return r.text("reason"), true
}

// planReview plans the verdict of a template that waits for it.
func (t *tx) planReview(tpl *template) {
	if t.n.review == ReviewManual {
		return
	}
	wait := t.n.options(t.n.keeper(tpl.WABA)).ReviewDelay
	switch {
	case t.n.review == ReviewInstant || wait < 0:
		wait = 0
	case wait == 0:
		wait = t.n.latency.of(t.n.seed, HopReview, entityOf(tpl.WABA, tpl.Name, tpl.Language), uint64(tpl.turn))
	}
	t.plan(wait, step{what: stepTemplate, turn: tpl.turn, a: tpl.place})
}

// templateDue lets happen what was planned for a template.
func (t *tx) templateDue(s step) {
	tpl := t.n.templates.at(s.a)
	if s.b != 0 { // the announced category; it comes whatever happens meanwhile
		t.recategorized(tpl)
		return
	}
	if tpl.turn != s.turn {
		return // overtaken
	}
	switch tpl.Status {
	case StatusRequested:
		t.handOver(tpl, StatusSubmitted)
	case StatusSubmitted:
		t.handOver(tpl, StatusPending)
	case StatusPending:
		t.judged(tpl)
	case StatusInAppeal:
		t.force(tpl, StatusApproved, "")
	case StatusPaused:
		t.force(tpl, StatusApproved, "UNPAUSE")
	case StatusPendingDeletion, StatusArchived:
		t.force(tpl, StatusDeleted, "")
	}
}
