package wabbit

import (
	"errors"
	"fmt"
	"net/http"

	"github.com/mynah-sim/mynah/mock/contract"
	"github.com/mynah-sim/mynah/mock/network"
	"github.com/mynah-sim/mynah/mock/wire"
)

// What this API refuses beside what the network does.
var (
	errAnonymous   = errors.New("no credential")
	errBadToken    = errors.New("token unknown")
	errInactive    = errors.New("token of an inactive user")
	errEmptyToken  = errors.New("token missing")
	errSpacedToken = errors.New("token with spaces")
	errCSRF        = errors.New("CSRF token missing or wrong")
	errForbidden   = errors.New("not allowed")
	errUnknown     = errors.New("no such object")
	errTooLarge    = errors.New("upload too large")
)

// detail is the envelope of most errors (wabbit 1.6).
type detail struct {
	Detail string `json:"detail"`
}

// reason is the envelope of rules that are no matter of one field (wabbit 1.6).
type reason struct {
	Reason string `json:"reason"`
}

// wabaFailure is the envelope of a message that the WhatsApp side refused (wabbit 1.6).
type wabaFailure struct {
	Reason   string       `json:"reason"`
	Response wabaResponse `json:"waba_response"`
}

type wabaResponse struct {
	Errors []wabaError `json:"errors"`
}

// wabaError says why WhatsApp did not carry a message (wabbit 4.5).
type wabaError struct {
	Code    int    `json:"code"`
	Title   string `json:"title"`
	Details string `json:"details,omitempty"`
}

// problems is the one table from errors to answers (wabbit 1.2, 1.6).
var problems = []struct {
	err    error
	status int
	text   string
}{
	{errAnonymous, http.StatusForbidden, "Authentication credentials were not provided."},
	{errBadToken, http.StatusForbidden, "Invalid token."},
	{errInactive, http.StatusForbidden, "User inactive or deleted."},
	{errEmptyToken, http.StatusForbidden, "Invalid token header. No credentials provided."},
	{errSpacedToken, http.StatusForbidden, "Invalid token header. Token string should not contain spaces."},
	{errCSRF, http.StatusForbidden, "CSRF Failed: CSRF token missing or incorrect."},
	{errForbidden, http.StatusForbidden, "You do not have permission to perform this action."},
	{errUnknown, http.StatusNotFound, "Not found."},
	{wire.ErrNoPath, http.StatusNotFound, "Not found."},
	{network.ErrMediaUnknown, http.StatusNotFound, "Not found."},
	{network.ErrMessageUnknown, http.StatusNotFound, "Not found."},
	{network.ErrTemplateUnknown, http.StatusNotFound, "Not found."},
	{wire.ErrNotAcceptable, http.StatusNotAcceptable, "Could not satisfy the request Accept header."},
	{wire.ErrTooLarge, http.StatusRequestEntityTooLarge, "Request entity too large."},
	{errTooLarge, http.StatusRequestEntityTooLarge, "Request entity too large."},
	{wire.ErrSlow, http.StatusRequestTimeout, "Request body did not arrive in time."},
}

// ruleError is a broken rule of an operation, in the words that clients show.
type ruleError struct{ reason string }

func (e *ruleError) Error() string { return e.reason }

// refusedError is a message that the WhatsApp side did not take.
type refusedError struct {
	status int
	body   wabaFailure
	why    network.Reason
}

func (e *refusedError) Error() string { return e.body.Reason }

// Unwrap is what the network says, for whoever explains the refusal.
func (e *refusedError) Unwrap() error { return e.why }

// answer finds what an error is answered with. It reports false for an error that this API does not know: that is ours.
func answer(err error) (wire.Problem, bool) {
	if breach, ok := errors.AsType[*contract.Breach](err); ok {
		return breachProblem(breach), true
	}
	if fields, ok := errors.AsType[fieldErrors](err); ok {
		return wire.Problem{Status: http.StatusBadRequest, Body: fields}, true
	}
	if rule, ok := errors.AsType[*ruleError](err); ok {
		return wire.Problem{Status: http.StatusBadRequest, Body: reason{rule.reason}}, true
	}
	if refused, ok := errors.AsType[*refusedError](err); ok {
		return wire.Problem{Status: refused.status, Body: refused.body}, true
	}
	if method, ok := errors.AsType[*wire.MethodError](err); ok {
		return wire.Problem{Status: http.StatusMethodNotAllowed, Body: detail{fmt.Sprintf("Method %q not allowed.", method.Method)}}, true
	}
	if injected, ok := errors.AsType[*wire.Injected](err); ok {
		return injectedProblem(injected), true
	}
	for _, row := range problems {
		if errors.Is(err, row.err) {
			return wire.Problem{Status: row.status, Body: detail{row.text}}, true
		}
	}
	return wire.Problem{Status: http.StatusInternalServerError, Body: reason{"Internal server error."}}, false
}

// injectedProblem words what a fault answers (wabbit 1.6).
func injectedProblem(e *wire.Injected) wire.Problem {
	p := wire.Problem{Status: e.Status, Body: reason{http.StatusText(e.Status) + "."}}
	switch {
	case e.Denied != "":
		p.Body = detail{problems[1].text} // as a token that is not known
	case e.Status == http.StatusTooManyRequests:
		p.Body = detail{fmt.Sprintf("Request was throttled. Expected available in %d seconds.", max(int(e.RetryAfter.Seconds()), 1))}
	case e.Status == http.StatusInternalServerError:
		p.Body = reason{"Internal server error."}
	}
	return p
}

// breachProblem answers a request that breaks the document (wabbit 1.6).
func breachProblem(b *contract.Breach) wire.Problem {
	switch {
	case b.Kind == contract.MediaType:
		return wire.Problem{Status: http.StatusUnsupportedMediaType, Body: detail{fmt.Sprintf("Unsupported media type %q in request.", b.Media)}}
	case b.Kind == contract.NotParseable && b.Type != "":
		return wire.Problem{Status: http.StatusBadRequest, Body: general("Invalid data. Expected a dictionary, but got " + pythonNames[b.Type] + ".")}
	case b.Kind == contract.NotParseable:
		return wire.Problem{Status: http.StatusBadRequest, Body: detail{"JSON parse error - " + b.Detail}}
	}
	fields := fieldErrors{}
	for _, f := range b.Findings {
		fields.find(f)
	}
	return wire.Problem{Status: http.StatusBadRequest, Body: fields}
}
