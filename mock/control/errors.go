package control

import (
	"errors"
	"fmt"
	"net/http"

	"github.com/mynah-sim/mynah/mock/contract"
	"github.com/mynah-sim/mynah/mock/network"
	"github.com/mynah-sim/mynah/mock/wire"
)

// What the interfaces of this package can refuse, beside the errors of the network.
var (
	ErrWorldUnknown    = errors.New("world unknown")
	ErrWorldExists     = errors.New("world exists already")
	ErrWorldKept       = errors.New("this world always is there")
	ErrSnapshotUnknown = errors.New("snapshot unknown")
	ErrFixtureUnknown  = errors.New("fixture unknown")
	ErrProviderUnknown = errors.New("provider unknown")
	ErrNameTaken       = errors.New("an account has this name already")
	ErrAccountKept     = errors.New("the account came with the world")
	ErrDeliveryUnknown = errors.New("delivery unknown")
	ErrCallbacksEnded  = errors.New("the world makes no more callbacks")
)

// What only the bench itself refuses.
var (
	errToken             = errors.New("Authorization: Bearer <token> is missing or wrong")
	errDocumentUnknown   = errors.New("no document of this name")
	errProductUnknown    = errors.New("product unknown")
	errEntryUnknown      = errors.New("journal entry unknown")
	errNumberTaken       = errors.New("the number is taken")
	errTemplateAmbiguous = errors.New("several WhatsApp accounts have a template of this name, name one by its id or with provider")
	errSenderAmbiguous   = errors.New("a sender of this id is on several channels, name one with channel")
	errNotWritten        = errors.New("the message was not written by this person, or its channel takes nothing back")
	errEmptyCart         = errors.New("nothing is left in the cart")
)

// SettingError says which member of a body is at fault, where the document alone cannot know it.
type SettingError struct {
	Pointer string // RFC 6901, into the body; for a parameter place and name, as in "query.limit"
	Rule    string // keyword of the document or name of the rule; empty: value
	Message string
}

func (e *SettingError) Error() string { return e.Message }

// refuse makes a SettingError.
func refuse(pointer, rule, format string, args ...any) error {
	return &SettingError{pointer, rule, fmt.Sprintf(format, args...)}
}

// statuses is the one table from errors to the status of the answer (control: errors).
var statuses = []struct {
	err    error
	status int
}{
	{errToken, http.StatusUnauthorized},
	{wire.ErrNoPath, http.StatusNotFound},
	{wire.ErrTooLarge, http.StatusRequestEntityTooLarge},
	{wire.ErrSlow, http.StatusRequestTimeout},
	{ErrWorldUnknown, http.StatusNotFound},
	{ErrSnapshotUnknown, http.StatusNotFound},
	{ErrProviderUnknown, http.StatusNotFound},
	{ErrDeliveryUnknown, http.StatusNotFound},
	{errDocumentUnknown, http.StatusNotFound},
	{errProductUnknown, http.StatusNotFound},
	{errEntryUnknown, http.StatusNotFound},
	{network.ErrAccountUnknown, http.StatusNotFound},
	{network.ErrSenderUnknown, http.StatusNotFound},
	{network.ErrHandsetUnknown, http.StatusNotFound},
	{network.ErrMessageUnknown, http.StatusNotFound},
	{network.ErrMediaUnknown, http.StatusNotFound},
	{network.ErrTemplateUnknown, http.StatusNotFound},
	{network.ErrCatalogUnknown, http.StatusNotFound},
	{network.ErrFaultUnknown, http.StatusNotFound},
	{network.ErrProductUnknown, http.StatusNotFound},
	{network.ErrPortfolioUnknown, http.StatusNotFound},
	{network.ErrWABAUnknown, http.StatusNotFound},
	{network.ErrFlowUnknown, http.StatusNotFound},
	{network.ErrTemplateExists, http.StatusConflict},
	{network.ErrTemplateBarred, http.StatusConflict},
	{network.ErrTemplateQuota, http.StatusConflict},
	{network.ErrTemplateState, http.StatusConflict},
	{network.ErrEditTooSoon, http.StatusConflict},
	{network.ErrEditsUsed, http.StatusConflict},
	{network.ErrWABATaken, http.StatusConflict},
	{network.ErrCartOff, http.StatusConflict},
	{network.ErrCatalogHidden, http.StatusConflict},
	{network.ErrCatalogTaken, http.StatusConflict},
	{network.ErrFlowTaken, http.StatusConflict},
	{network.ErrFlowStatus, http.StatusConflict},
	{network.ErrFlowFindings, http.StatusConflict},
	{network.ErrFlowKey, http.StatusConflict},
	{network.ErrTemplateInvalid, http.StatusBadRequest},
	{network.ErrCategoryUnknown, http.StatusBadRequest},
	{network.ErrContentInvalid, http.StatusBadRequest},
	{network.ErrProfileInvalid, http.StatusBadRequest},
	{network.ErrFlowInvalid, http.StatusBadRequest},
	{network.ErrNotOffered, http.StatusNotFound},
	{ErrWorldExists, http.StatusConflict},
	{ErrWorldKept, http.StatusConflict},
	{ErrNameTaken, http.StatusConflict},
	{ErrAccountKept, http.StatusConflict},
	{ErrCallbacksEnded, http.StatusConflict},
	{errNumberTaken, http.StatusConflict},
	{errSenderAmbiguous, http.StatusConflict},
	{errTemplateAmbiguous, http.StatusConflict},
	{errNotWritten, http.StatusConflict},
	{errEmptyCart, http.StatusConflict},
	{network.ErrSenderTaken, http.StatusConflict},
	{network.ErrNotReachable, http.StatusConflict},
	{network.ErrOneWay, http.StatusConflict},
	{network.ErrTooLate, http.StatusConflict},
	{network.ErrGroupUnknown, http.StatusNotFound},
	{network.ErrInviteUnknown, http.StatusNotFound},
	{network.ErrCallUnknown, http.StatusNotFound},
	{network.ErrLinkUnknown, http.StatusNotFound},
	{network.ErrNotMember, http.StatusConflict},
	{network.ErrNotAdmin, http.StatusConflict},
	{network.ErrInviteOnly, http.StatusConflict},
	{network.ErrGroupFull, http.StatusConflict},
	{network.ErrNobody, http.StatusConflict},
	{network.ErrCallingOff, http.StatusConflict},
	{network.ErrCallPermission, http.StatusConflict},
	{network.ErrNotLinked, http.StatusConflict},
	{network.ErrSyncedAlready, http.StatusConflict},
	{network.ErrSyncLate, http.StatusConflict},
	{network.ErrBlockListFull, http.StatusConflict},
	{network.ErrClockBackwards, http.StatusConflict},
	{network.ErrClockFollowed, http.StatusConflict},
	{network.ErrLogGone, http.StatusGone},
	{network.ErrFollowerBehind, http.StatusServiceUnavailable},
}

// problem is the body of every error (RFC 7807).
type problem struct {
	Type       string      `json:"type"`
	Title      string      `json:"title"`
	Status     int         `json:"status"`
	Detail     string      `json:"detail,omitempty"`
	Violations []violation `json:"violations,omitempty"`
}

// violation is one place in a request that is at fault.
type violation struct {
	Pointer string `json:"pointer"`
	Message string `json:"message"`
	Rule    string `json:"rule"`
}

const problemType = "application/problem+json"

func newProblem(status int, detail string) problem {
	return problem{Type: "about:blank", Title: http.StatusText(status), Status: status, Detail: detail}
}

// answer makes the answer to an error; false when no rule knows it.
func answer(err error) (wire.Problem, bool) {
	body, known := problemOf(err)
	out := wire.Problem{Status: body.Status, ContentType: problemType, Body: body}
	if body.Status == http.StatusUnauthorized {
		out.Header = http.Header{"Www-Authenticate": {"Bearer"}}
	}
	return out, known
}

func problemOf(err error) (problem, bool) {
	if b, ok := errors.AsType[*contract.Breach](err); ok {
		return breachProblem(b), true
	}
	if e, ok := errors.AsType[*SettingError](err); ok {
		p := newProblem(http.StatusBadRequest, e.Message)
		p.Violations = []violation{{e.Pointer, e.Message, orWord(e.Rule, "value")}}
		return p, true
	}
	if e, ok := errors.AsType[*wire.MethodError](err); ok {
		return newProblem(http.StatusMethodNotAllowed, e.Error()), true
	}
	if e, ok := errors.AsType[*network.TransitionError](err); ok {
		return newProblem(http.StatusConflict, e.Error()), true
	}
	if e, ok := errors.AsType[*network.CallStateError](err); ok {
		return newProblem(http.StatusConflict, e.Error()), true
	}
	for _, row := range statuses {
		if errors.Is(err, row.err) {
			return newProblem(row.status, err.Error()), true
		}
	}
	return newProblem(http.StatusInternalServerError, "Something went wrong."), false
}

// breachProblem names every place where a request does not agree with the document, and what may have been meant.
func breachProblem(b *contract.Breach) problem {
	status := http.StatusBadRequest
	if b.Kind == contract.MediaType {
		status = http.StatusUnsupportedMediaType
	}
	p := newProblem(status, b.Detail)
	for _, f := range b.Findings {
		v := violation{Pointer: f.Pointer, Message: f.Message, Rule: f.Rule}
		if f.In != "body" {
			v.Pointer = f.In + "." + f.Name
		}
		if f.Near != "" {
			v.Message += fmt.Sprintf("; did you mean %q?", f.Near)
		}
		p.Violations = append(p.Violations, v)
	}
	return p
}

// orWord is a word or, when it is empty, another.
func orWord(word, other string) string {
	if word == "" {
		return other
	}
	return word
}
