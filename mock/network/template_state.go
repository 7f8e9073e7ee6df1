package network

import (
	"fmt"
	"time"
)

// TemplateStatus is where a template stands (network 3.4, status or event).
type TemplateStatus string

// The statuses of a template.
const (
	StatusRequested       TemplateStatus = "REQUESTED"     // stored by the provider
	StatusSubmitted       TemplateStatus = "SUBMITTED"     // on its way to the reviewer
	StatusSubmitFailed    TemplateStatus = "SUBMIT_FAILED" // never reached the reviewer (F61)
	StatusPending         TemplateStatus = "PENDING"
	StatusApproved        TemplateStatus = "APPROVED"
	StatusRejected        TemplateStatus = "REJECTED"
	StatusInAppeal        TemplateStatus = "IN_APPEAL"
	StatusFlagged         TemplateStatus = "FLAGGED"
	StatusReinstated      TemplateStatus = "REINSTATED"
	StatusPaused          TemplateStatus = "PAUSED"
	StatusDisabled        TemplateStatus = "DISABLED"
	StatusLimitExceeded   TemplateStatus = "LIMIT_EXCEEDED"
	StatusLocked          TemplateStatus = "LOCKED"
	StatusArchived        TemplateStatus = "ARCHIVED"
	StatusUnarchived      TemplateStatus = "UNARCHIVED"
	StatusPendingDeletion TemplateStatus = "PENDING_DELETION"
	StatusDeleted         TemplateStatus = "DELETED"
)

// templateSteps are the legal steps of a template by itself, by its business and by the platform (network 3.4). What is missing here
// is a *StatusError of ErrTemplateState. Any status but the last two also goes to PENDING_DELETION; DISABLED does so only outside
// the platform's own rules (TemplateDeletion.Any).
var templateSteps = map[TemplateStatus][]TemplateStatus{
	StatusRequested:       {StatusSubmitted, StatusPending, StatusSubmitFailed},
	StatusSubmitted:       {StatusPending, StatusSubmitFailed},
	StatusSubmitFailed:    {},
	StatusPending:         {StatusPending, StatusApproved, StatusRejected, StatusLimitExceeded, StatusDisabled},
	StatusApproved:        {StatusPending, StatusRejected, StatusFlagged, StatusPaused, StatusDisabled, StatusLocked, StatusArchived},
	StatusRejected:        {StatusPending, StatusInAppeal, StatusApproved, StatusDisabled},
	StatusInAppeal:        {StatusApproved, StatusRejected},
	StatusFlagged:         {StatusPending, StatusReinstated, StatusApproved, StatusPaused, StatusDisabled, StatusLocked},
	StatusReinstated:      {StatusPending, StatusRejected, StatusFlagged, StatusPaused, StatusDisabled, StatusLocked, StatusArchived},
	StatusPaused:          {StatusPending, StatusApproved, StatusReinstated, StatusDisabled},
	StatusDisabled:        {StatusReinstated, StatusInAppeal, StatusApproved},
	StatusLimitExceeded:   {StatusPending},
	StatusLocked:          {StatusApproved, StatusReinstated, StatusDisabled, StatusPaused},
	StatusArchived:        {StatusUnarchived, StatusDeleted},
	StatusUnarchived:      {StatusPending, StatusRejected, StatusFlagged, StatusPaused, StatusDisabled, StatusLocked, StatusArchived},
	StatusPendingDeletion: {StatusDeleted},
	StatusDeleted:         {},
}

// TemplateStatuses lists all statuses in the order of the table of network 3.4.
func TemplateStatuses() []TemplateStatus {
	return []TemplateStatus{
		StatusRequested, StatusSubmitted, StatusSubmitFailed, StatusPending, StatusApproved, StatusRejected, StatusInAppeal, StatusFlagged,
		StatusReinstated, StatusPaused, StatusDisabled, StatusLimitExceeded, StatusLocked, StatusArchived, StatusUnarchived,
		StatusPendingDeletion, StatusDeleted,
	}
}

// ends tells whether a template is deleted, or will be.
func (s TemplateStatus) ends() bool { return s == StatusPendingDeletion || s == StatusDeleted }

// MayGo tells whether a template may go from one status to another.
func (s TemplateStatus) MayGo(to TemplateStatus) bool {
	if to == StatusPendingDeletion {
		return !s.ends()
	}
	for _, next := range templateSteps[s] {
		if next == to {
			return true
		}
	}
	return false
}

// editable are the statuses in which a business may change what a template says (network 3.4).
func (s TemplateStatus) editable() bool {
	switch s {
	case StatusApproved, StatusReinstated, StatusFlagged, StatusUnarchived, StatusRejected, StatusPaused:
		return true
	}
	return false
}

// approved are the statuses that count as approved: sendable, and edits are limited.
func (s TemplateStatus) approved() bool {
	switch s {
	case StatusApproved, StatusFlagged, StatusReinstated, StatusLocked, StatusUnarchived:
		return true
	}
	return false
}

// sendable is the reason why a template in its status cannot be sent (network 3.4).
func (t *template) sendable() Reason {
	switch {
	case t.Status.approved():
		return NoReason
	case t.Status == StatusPaused:
		return TemplatePaused
	case t.Status == StatusDisabled:
		return TemplateDisabled
	}
	return TemplateNotApproved
}

// outlived tells whether a message was accepted before its template was deleted: it is still delivered (network 3.4).
func (t *template) outlived(place uint32) bool {
	return t != nil && t.Status.ends() && place != 0 && place <= t.before
}

// StatusError is a command that the status of a template or a flow does not allow.
type StatusError struct {
	Err    error  // ErrTemplateState, ErrFlowStatus
	Status string // the present one
}

func (e *StatusError) Error() string { return fmt.Sprintf("%v: %s", e.Err, e.Status) }

// Unwrap is the sentinel.
func (e *StatusError) Unwrap() error { return e.Err }

// turnTo brings a template into a status and tells it; why is the reason of a rejection or the title of a pause. It voids what was
// planned for the template before.
func (t *tx) turnTo(tpl *template, to TemplateStatus, why string) error {
	if !tpl.Status.MayGo(to) {
		return fmt.Errorf("%q (%s) to %s: %w", tpl.Name, tpl.Language, to, &StatusError{ErrTemplateState, string(tpl.Status)})
	}
	t.force(tpl, to, why)
	return nil
}

// force is turnTo for whoever stands above the table: the bench.
func (t *tx) force(tpl *template, to TemplateStatus, why string) {
	was := tpl.Status
	tpl.Status, tpl.Changed = to, instant(t.now())
	tpl.turn++
	tpl.Reason, tpl.Detail = "", ""
	if to == StatusRejected || to == StatusPaused || to == StatusDisabled || to == StatusSubmitFailed {
		tpl.Reason = why
	}
	if to != StatusPaused {
		tpl.Resumes = time.Time{}
	}
	t.templateTurned(tpl, "status", string(was), string(to), why)
}

// templateTurned tells one change of a template.
func (t *tx) templateTurned(tpl *template, property, was, is, why string) {
	t.append(Event{Kind: TemplateChanged, Account: t.n.keeper(tpl.WABA), Altered: &Alteration{
		WABA: tpl.WABA, Name: tpl.Name, Language: tpl.Language, ID: tpl.ID, Property: property, Old: was, New: is, Why: why,
	}})
}
