package network

import "time"

// pauses are how long a template rests after low quality: the third time it is disabled (network 3.4).
var pauses = []struct {
	title string
	lasts time.Duration
}{{TitleFirstPause, 3 * time.Hour}, {TitleSecondPause, 6 * time.Hour}}

// pause rests a template: for low quality as often as the table says, then it is disabled; by pacing without an end of its own.
func (t *tx) pause(tpl *template, title string) error {
	if title == TitleRatePause {
		err := t.turnTo(tpl, StatusPaused, TitleRatePause)
		if err == nil {
			tpl.pausedAt = t.now()
		}
		return err
	}
	next := tpl.pauses
	for i, p := range pauses {
		if p.title == title {
			next = i
		}
	}
	if next >= len(pauses) {
		return t.turnTo(tpl, StatusDisabled, TitleDisabled)
	}
	rest := pauses[next]
	if err := t.turnTo(tpl, StatusPaused, rest.title); err != nil {
		return err
	}
	tpl.pauses, tpl.pausedAt = next+1, t.now()
	tpl.Resumes = instant(t.now() + int64(rest.lasts))
	t.plan(rest.lasts, step{what: stepTemplate, turn: tpl.turn, a: tpl.place})
	return nil
}

// reinstate makes a template sendable again: after a pause it is approved as before, after a flag or an end REINSTATED.
func (t *tx) reinstate(tpl *template) error {
	if tpl.Status == StatusPaused {
		return t.turnTo(tpl, StatusApproved, TitleUnpause)
	}
	return t.turnTo(tpl, StatusReinstated, "")
}

func (t *tx) archive(tpl *template) error {
	if err := t.turnTo(tpl, StatusArchived, ""); err != nil {
		return err
	}
	t.plan(archiveLife, step{what: stepTemplate, turn: tpl.turn, a: tpl.place})
	return nil
}

// UnpauseTemplate makes a paused template sendable again before its time, or after a pause by pacing, which has no end of its own.
func (n *Network) UnpauseTemplate(r TemplateRef) error {
	return n.do(func(t *tx) error {
		tpl, err := n.one(r)
		if err != nil {
			return err
		}
		return t.turnTo(tpl, StatusApproved, TitleUnpause)
	})
}
