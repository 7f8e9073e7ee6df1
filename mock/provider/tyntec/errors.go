package tyntec

import (
	"errors"
	"net/http"
	"strconv"

	"github.com/mynah-sim/mynah/mock/contract"
	"github.com/mynah-sim/mynah/mock/network"
	"github.com/mynah-sim/mynah/mock/wire"
)

// What this API refuses beside what the network does.
var (
	errNoKey       = errors.New("no API key")
	errBadKey      = errors.New("API key unknown or revoked")
	errNotAssigned = errors.New("identity not assigned to the account")
	errUserMessage = errors.New("no such WhatsApp message of a user")
	errQuota       = errors.New("storage quota exceeded")
)

// scopeError: the account, or an identity of a channel, lacks a scope (tyntec OP-4).
type scopeError struct{ scope string }

func (e *scopeError) Error() string { return "scope " + e.scope + " is missing" }

// problem is the error envelope (tyntec 1.6). status always equals the HTTP status.
type problem struct {
	Type       string      `json:"type,omitempty"`
	Title      string      `json:"title,omitempty"`
	Status     int         `json:"status"`
	Detail     string      `json:"detail,omitempty"`
	Violations []violation `json:"violations,omitempty"`
	Code       string      `json:"code,omitempty"` // of a profile that the channel refuses
}

// problems is the one table from errors to answers (tyntec 1.3, 1.6). An error that wraps several is answered by the first row.
var problems = []struct {
	err  error
	body problem
}{
	{errNoKey, detailed(http.StatusUnauthorized, "No API key found in request")},         // tyntec OP-2
	{errBadKey, detailed(http.StatusUnauthorized, "Invalid authentication credentials")}, // tyntec OP-2
	{network.ErrAccountUnknown, detailed(http.StatusUnauthorized, "Invalid authentication credentials")},
	{errNotAssigned, standard(http.StatusForbidden)},           // tyntec OP-72
	{network.ErrSenderUnknown, standard(http.StatusForbidden)}, // tyntec 1.5
	{errUserMessage, unknown("Not Found")},
	{errAccountUnknown, unknown("WhatsApp account unknown")},
	{errNumberUnknown, unknown("Phone number unknown")},
	{errCallingUnknown, unknown("WhatsApp account unknown")},                    // tyntec 2.10
	{network.ErrTemplateUnknown, unknown("WhatsApp template unknown")},          // tyntec OP-8
	{errLocalizationUnknown, unknown("WhatsApp template localization unknown")}, // tyntec OP-8
	{network.ErrMessageUnknown, standard(http.StatusNotFound)},
	{network.ErrMediaUnknown, problem{Status: http.StatusNotFound}},
	{wire.ErrNoPath, standard(http.StatusNotFound)},
	{network.ErrFlowUnknown, unknown("WhatsApp flow unknown")}, // tyntec OP-8
	{errLogoUnknown, unknown("Logo unknown")},                  // tyntec OP-38
	{network.ErrProfileInvalid, problem{Title: "Profile update failed.", Status: http.StatusBadRequest, Code: "1009"}},
	{network.ErrSyncedAlready, detailed(http.StatusBadRequest, "(#2593107) Synchronization request limit exceeded")},
	{network.ErrSyncLate, detailed(http.StatusBadRequest, "(#2593108) Synchronization request made outside of the allowed time window")},
	{errQuota, titled(http.StatusRequestEntityTooLarge, "Payload Too Large")}, // tyntec OP-39
	{wire.ErrTooLarge, titled(http.StatusRequestEntityTooLarge, "Payload Too Large")},
	{wire.ErrSlow, standard(http.StatusRequestTimeout)},
}

// titled is a problem of the class that belongs to a status.
func titled(status int, title string) problem {
	return problem{Type: "https://httpstatuses.com/" + strconv.Itoa(status), Title: title, Status: status}
}

// unknown is a 404 with a title of its own and no type.
func unknown(title string) problem { return problem{Title: title, Status: http.StatusNotFound} }

func standard(status int) problem { return titled(status, http.StatusText(status)) }

func detailed(status int, detail string) problem {
	p := standard(status)
	p.Detail = detail
	return p
}

// answer finds what an error is answered with. It reports false for an error that this API does not know: that is ours.
func answer(err error) (wire.Problem, bool) {
	p, known := problemOf(err)
	return wire.Problem{Status: p.Status, ContentType: "application/problem+json", Body: p}, known
}

func problemOf(err error) (problem, bool) {
	if breach, ok := errors.AsType[*contract.Breach](err); ok {
		return breachProblem(breach), true
	}
	if scope, ok := errors.AsType[*scopeError](err); ok {
		return detailed(http.StatusForbidden, "Missing scope "+scope.scope), true // tyntec OP-4
	}
	if why, ok := errors.AsType[network.Reason](err); ok {
		return violated([]violation{{"validate.request", failureOf(network.WhatsApp, why).Message}}), true
	}
	if injected, ok := errors.AsType[*wire.Injected](err); ok {
		return injectedProblem(injected), true
	}
	if _, ok := errors.AsType[*wire.MethodError](err); ok {
		return standard(http.StatusMethodNotAllowed), true
	}
	for _, row := range problems {
		if errors.Is(err, row.err) {
			return row.body, true
		}
	}
	return standard(http.StatusInternalServerError), false
}

// injectedProblem is the answer of a fault (network 7.2) in this API's words: a caller without a valid key, or a plain problem.
func injectedProblem(e *wire.Injected) problem {
	if e.Status == http.StatusUnauthorized {
		return detailed(e.Status, "Invalid authentication credentials")
	}
	return standard(e.Status)
}

// breachProblem answers a request that breaks the document (tyntec 1.6).
func breachProblem(b *contract.Breach) problem {
	switch b.Kind {
	case contract.MediaType:
		return standard(http.StatusUnsupportedMediaType)
	case contract.NotParseable:
		return problem{
			Type: "https://docs.tyntec.com/problems/DataNotParseable", Title: "Data given was not parseable",
			Status: http.StatusBadRequest, Detail: b.Detail,
		}
	}
	return violated(violations(b.Findings))
}

func violated(all []violation) problem {
	return problem{Title: "Constraint Violation", Status: http.StatusBadRequest, Violations: all}
}
