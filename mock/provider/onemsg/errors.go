package onemsg

import (
	"errors"
	"fmt"
	"net/http"

	"github.com/mynah-sim/mynah/mock/contract"
	"github.com/mynah-sim/mynah/mock/network"
	"github.com/mynah-sim/mynah/mock/wire"
)

// What this API refuses for reasons of its own (onemsg 1.6).
var (
	errBlocked        = errors.New("subscription is blocked")
	errRate           = errors.New("too many requests in a second")
	errNothing        = errors.New("nothing to change")
	errNoCatalog      = errors.New("no catalog is linked")
	errNotImplemented = errors.New("not implemented")
	errMessage        = errors.New("no such incoming message")
)

// tokenError: token missing, wrong, or of another channel; or an instance that does not exist (onemsg 1.6 E401).
type tokenError struct{ token, instance string }

func (e *tokenError) Error() string {
	return fmt.Sprintf("Wrong token %q for channel %q. Please provide token as a GET parameter.", e.token, e.instance)
}

// text is the wire literal: the token and the instance id stand in it as they came.
func (e *tokenError) text() string {
	return `Wrong token "` + e.token + `" for channel "` + e.instance + `". Please provide token as a GET parameter.`
}

// requestError is a request that cannot be: 400, in the envelope of its operation.
type requestError struct{ text string }

func (e *requestError) Error() string { return e.text }

// required, invalid and exceeds are the three texts about a member (onemsg 1.6 EREQ, ETYPE, ELIMIT).
func required(field string) error { return &requestError{field + " is required"} }

func invalid(field string) error { return &requestError{field + " is invalid"} }

func exceeds(field string, limit int) error {
	return &requestError{fmt.Sprintf("%s exceeds %d", field, limit)}
}

// refusal is what the platform refuses of a send: 200 with sent false, perhaps with the platform's code.
type refusal struct {
	text string
	code int // 0: none
}

func (e *refusal) Error() string { return e.text }

// fault is what the platform refuses of groups and flows: 200 with error.
type fault struct{ text string }

func (e *fault) Error() string { return e.text }

// wrapped is what the platform refuses of calls and automation: 200 with the error wrapped.
type wrapped struct{ text string }

func (e *wrapped) Error() string { return e.text }

// The envelopes (onemsg 1.6).
type (
	errorResponse struct {
		Error string `json:"error"`
	}
	sendError struct {
		Sent    bool   `json:"sent"`
		Message string `json:"message"`
		Error   string `json:"error"`
	}
	sendRefused struct {
		Sent    bool          `json:"sent"`
		Message string        `json:"message"`
		Error   *platformCode `json:"error,omitempty"`
		JobID   string        `json:"jobId,omitempty"`
	}
	platformCode struct {
		Code    int    `json:"code"`
		Message string `json:"message"`
	}
	wrappedError struct {
		Response errorResponse `json:"response"`
	}
)

// ofOperation is an error with the operation in which it came: sends have an envelope of their own.
type ofOperation struct {
	error
	op *contract.Operation
}

func (e *ofOperation) Unwrap() error { return e.error }

func refine(op *contract.Operation, err error) error { return &ofOperation{err, op} }

// sends tells whether a 400 of the operation is a SendError: the send operations and uploadMedia.
func (e *ofOperation) sends() bool {
	if e == nil || e.op == nil {
		return false
	}
	return len(e.op.ID) > 4 && e.op.ID[:4] == "send" || e.op.ID == "uploadMedia"
}

// problems is the one table from errors to answers that are texts (onemsg 1.6).
var problems = []struct {
	err    error
	status int
	text   string
}{
	{errNothing, http.StatusUnprocessableEntity, "wrong request"},
	{errNoCatalog, http.StatusInternalServerError, "Internal server error"},
	{errNotImplemented, http.StatusNotImplemented, "Not implemented"},
	{errMessage, http.StatusBadRequest, "Message not found"},
	{network.ErrMessageUnknown, http.StatusBadRequest, "Message not found"},
	{network.ErrMediaUnknown, http.StatusBadRequest, "Media not found"},
	{network.ErrSenderUnknown, http.StatusInternalServerError, "Internal server error"}, // the bench took the number away
	{network.ErrAccountUnknown, http.StatusInternalServerError, "Internal server error"},
	{wire.ErrNoPath, http.StatusNotFound, "Not found"},
	{wire.ErrTooLarge, http.StatusBadRequest, "Invalid request body"},
	{wire.ErrSlow, http.StatusBadRequest, "Invalid request body"},
}

// answer finds what an error is answered with. It reports false for an error that this API does not know: that is ours.
func answer(err error) (wire.Problem, bool) {
	in, _ := errors.AsType[*ofOperation](err)
	if p, ok := envelope(in, err); ok {
		return p, true
	}
	for _, row := range problems {
		if errors.Is(err, row.err) {
			return in.text(row.status, row.text), true
		}
	}
	return in.text(http.StatusInternalServerError, "Internal server error"), false
}

// envelope answers the errors that carry what is to be said.
func envelope(in *ofOperation, err error) (wire.Problem, bool) {
	if e, ok := errors.AsType[*tokenError](err); ok {
		return in.text(http.StatusUnauthorized, e.text()), true
	}
	if e, ok := errors.AsType[*requestError](err); ok {
		return in.text(http.StatusBadRequest, e.text), true
	}
	if e, ok := errors.AsType[*contract.Breach](err); ok {
		return in.text(http.StatusBadRequest, in.breach(e)), true
	}
	if e, ok := errors.AsType[*wire.MethodError](err); ok && e != nil {
		return in.text(http.StatusNotFound, "Not found"), true
	}
	if e, ok := errors.AsType[*refusal](err); ok {
		return wire.Problem{Status: http.StatusOK, Body: e.body()}, true
	}
	if e, ok := errors.AsType[*fault](err); ok {
		return wire.Problem{Status: http.StatusOK, Body: errorResponse{e.text}}, true
	}
	if e, ok := errors.AsType[*wrapped](err); ok {
		return wire.Problem{Status: http.StatusOK, Body: wrappedError{errorResponse{e.text}}}, true
	}
	if e, ok := errors.AsType[*templateError](err); ok {
		return wire.Problem{Status: http.StatusOK, Body: e}, true
	}
	switch {
	case errors.Is(err, errBlocked):
		return wire.Problem{Status: http.StatusForbidden, ContentType: "text/plain; charset=utf-8", Body: "Subscription is blocked"}, true
	case errors.Is(err, errRate):
		p := wire.Problem{Status: http.StatusTooManyRequests, Body: errorResponse{"Too many requests"}}
		p.Header = http.Header{"Retry-After": {"1"}}
		return p, true
	}
	if why, ok := errors.AsType[network.Reason](err); ok {
		return in.reason(why), true
	}
	return wire.Problem{}, false
}

// text is a failure in one text: on a send that cannot be, the same text twice.
func (e *ofOperation) text(status int, text string) wire.Problem {
	if status == http.StatusBadRequest && e.sends() {
		return wire.Problem{Status: status, Body: sendError{Message: text, Error: text}}
	}
	return wire.Problem{Status: status, Body: errorResponse{text}}
}

func (e *refusal) body() sendRefused {
	out := sendRefused{Message: e.text}
	if e.code != 0 {
		out.Error = &platformCode{e.code, e.text}
	}
	return out
}

// reason answers what the network refuses in the call.
func (e *ofOperation) reason(why network.Reason) wire.Problem {
	if why == network.WindowClosed { // onemsg 5.1
		return e.text(http.StatusBadRequest, "Dialog window is closed")
	}
	return wire.Problem{Status: http.StatusOK, Body: refusalOf(why).body()}
}
