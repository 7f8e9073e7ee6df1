package network

import (
	"regexp"
	"slices"
)

// Rejection reasons and titles of pauses that the network itself gives (network 3.4).
const (
	ReasonInvalidFormat     = "INVALID_FORMAT"
	ReasonIncorrectCategory = "INCORRECT_CATEGORY"
	ReasonAbusive           = "ABUSIVE_CONTENT"
	TitleFirstPause         = "FIRST_PAUSE"
	TitleSecondPause        = "SECOND_PAUSE"
	TitleRatePause          = "RATE_LIMITING_PAUSE"
	TitleUnpause            = "UNPAUSE"
	TitleDisabled           = "DISABLED"
)

// rejectionReasons are the words of a rejection (network 3.4).
var rejectionReasons = []string{
	ReasonAbusive, "SCAM", "PROMOTIONAL", ReasonIncorrectCategory, "TAG_CONTENT_MISMATCH", "CATEGORY_NOT_AVAILABLE", ReasonInvalidFormat,
}

// RejectionReasons lists the words of a rejection.
func RejectionReasons() []string { return slices.Clone(rejectionReasons) }

// marker in a body makes the reviewer reject it (network 3.4, D24).
var marker = regexp.MustCompile(`__reject:([A-Z_]+)__`)

// judged is the simulated reviewer's verdict (network 3.4): what breaks a rule, or asks for it in the body, is rejected, everything else
// approved.
func (t *tx) judged(tpl *template) {
	switch asked := marker.FindStringSubmatch(tpl.Body); {
	case len(tpl.found) > 0:
		detail := tpl.found[0].String()
		t.force(tpl, StatusRejected, ReasonInvalidFormat)
		tpl.Detail = detail
	case asked != nil:
		t.force(tpl, StatusRejected, asked[1])
	default:
		t.force(tpl, StatusApproved, "")
	}
}

// Decision is what a reviewer, or the platform, does with a template.
type Decision string

// The decisions. Pause takes the next rest for low quality: 3 h, 6 h, then the end; with the title RATE_LIMITING_PAUSE, that of
// pacing, it has no end of its own.
const (
	Approve   Decision = "approve"
	Reject    Decision = "reject"
	Pause     Decision = "pause"
	Disable   Decision = "disable"
	Reinstate Decision = "reinstate" // back from a pause, a flag or an end
	Flag      Decision = "flag"
	Lock      Decision = "lock"
	Archive   Decision = "archive"
	Unarchive Decision = "unarchive"
	Appeal    Decision = "appeal" // of a rejected or disabled one; the answer comes after hop L16
)

// Decisions lists all decisions.
func Decisions() []Decision {
	return []Decision{Approve, Reject, Pause, Disable, Reinstate, Flag, Lock, Archive, Unarchive, Appeal}
}

// Verdict is a decision on a template, and what goes with it. An empty decision changes category or quality alone.
type Verdict struct {
	Decision Decision
	Reason   string // of a rejection or pause; empty: INVALID_FORMAT of a rejection, the next title of a pause
	Detail   string // what the reviewer says beside the reason
	Category string // the right one; empty: the template's
	Quality  string // GREEN, YELLOW, RED, UNKNOWN; empty: as it was
	Reasons  []string
}

// ReviewTemplate decides about one template. A category that differs: of a template under review it is taken where the business
// allowed it, else the template is rejected with INCORRECT_CATEGORY; of an approved one it is announced now and comes 24 h later.
// What the present status does not allow is a *StatusError of ErrTemplateState.
func (n *Network) ReviewTemplate(r TemplateRef, v Verdict) error {
	return n.do(func(t *tx) error {
		tpl, err := n.one(r)
		if err != nil {
			return err
		}
		return t.decide(tpl, v)
	})
}

// decide also reaches a template that is still on its way to the reviewer.
func (t *tx) decide(tpl *template, v Verdict) error {
	if v.Decision != "" && (tpl.Status == StatusRequested || tpl.Status == StatusSubmitted) {
		t.force(tpl, StatusPending, "")
	}
	if v.Category != "" && v.Category != tpl.Category {
		done, err := t.rightCategory(tpl, v)
		if done || err != nil {
			return err
		}
	}
	if err := t.decideStatus(tpl, v); err != nil {
		return err
	}
	if v.Detail != "" {
		tpl.Detail = v.Detail
	}
	if v.Quality != "" {
		t.grade(tpl, v.Quality, v.Reasons)
	}
	return nil
}

func (t *tx) decideStatus(tpl *template, v Verdict) error {
	switch v.Decision {
	case Approve:
		return t.turnTo(tpl, StatusApproved, "")
	case Reject:
		reason := v.Reason
		if reason == "" {
			reason = ReasonInvalidFormat
		}
		return t.turnTo(tpl, StatusRejected, reason)
	case Pause:
		return t.pause(tpl, v.Reason)
	case Disable:
		return t.turnTo(tpl, StatusDisabled, TitleDisabled)
	case Reinstate:
		return t.reinstate(tpl)
	case Flag:
		return t.turnTo(tpl, StatusFlagged, "")
	case Lock:
		return t.turnTo(tpl, StatusLocked, "")
	case Archive:
		return t.archive(tpl)
	case Unarchive:
		return t.turnTo(tpl, StatusUnarchived, "")
	case Appeal:
		return t.appeal(tpl)
	}
	return nil
}

// grade gives a template a quality.
func (t *tx) grade(tpl *template, quality string, reasons []string) {
	was := tpl.Quality
	tpl.QualityReasons = slices.Clone(reasons)
	if was == quality {
		return
	}
	tpl.Quality = quality
	t.templateTurned(tpl, "quality", was, quality, "")
}

// AppealTemplate asks the platform to look at a rejected or disabled template again; the answer comes after hop L16.
func (n *Network) AppealTemplate(r TemplateRef) error {
	return n.do(func(t *tx) error {
		tpl, err := n.one(r)
		if err != nil {
			return err
		}
		return t.appeal(tpl)
	})
}

func (t *tx) appeal(tpl *template) error {
	if err := t.turnTo(tpl, StatusInAppeal, ""); err != nil {
		return err
	}
	if t.n.review != ReviewManual {
		wait := t.n.latency.of(t.n.seed, HopAppeal, entityOf(tpl.WABA, tpl.Name, tpl.Language), uint64(tpl.turn))
		t.plan(wait, step{what: stepTemplate, turn: tpl.turn, a: tpl.place})
	}
	return nil
}

// Review is the mode in force.
func (n *Network) Review() (mode ReviewMode) {
	n.ask(func() { mode = n.review })
	return mode
}

// SetReview changes who judges templates. Those that wait keep the verdict that was planned; back from ReviewManual all that wait are
// judged.
func (n *Network) SetReview(mode ReviewMode) {
	_ = n.do(func(t *tx) error {
		was := n.review
		n.review = mode
		t.append(Event{Kind: WorldChanged, Text: "templates.review " + string(mode)})
		for place := range n.templates.n {
			if tpl := n.templates.at(place + 1); tpl.Status == StatusPending && was == ReviewManual {
				t.planReview(tpl)
			} else if tpl.Status == StatusPending && mode == ReviewManual {
				tpl.turn++ // what was planned is void
			}
		}
		return nil
	})
}
