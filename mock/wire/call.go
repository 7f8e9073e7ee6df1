package wire

import (
	"context"
	"net/http"

	"github.com/mynah-sim/mynah/mock/contract"
)

// Call is one exchange while it runs. The server puts it into the request's context, wire fills it, the journal keeps
// it. Nothing in it is reused after the request.
type Call struct {
	Document  string
	Operation *contract.Operation // nil when no route was found
	World     string              // set by Config.Caller
	Owner     any                 // of whoever has made the call known; wire does not look at it
	// Spoil is asked what goes wrong with the call on purpose, once its operation is known and before anything else: body is the
	// call's JSON, as far as it is short. nil, and an answer of nil: nothing.
	Spoil func(op *contract.Operation, body []byte) *Fault
	Fault string // names of the faults that struck
	// Excuse says of an operation that its requests may break the contract: what is wrong with one is recorded in Request, and it
	// is let through where that can be. nil: none is.
	Excuse func(op *contract.Operation) bool

	RequestBody  []byte // as sent; nil when the operation documents no body
	Status       int    // 0 when nothing was answered
	Header       http.Header
	ResponseBody []byte // as sent; of a raw answer at most the first MiB

	Request  *contract.Breach // what the caller did wrong
	Refused  error            // why the operation refused the call; nil: it did not
	Response *contract.Breach // what we did wrong
	Unmapped error            // an error that the provider's table does not know
	Gone     bool             // the caller went away before the answer
	Panic    any
	Stack    []byte // of the panic
}

type callKey struct{}

// WithCall puts the call into the context.
func WithCall(ctx context.Context, c *Call) context.Context {
	return context.WithValue(ctx, callKey{}, c)
}

// CallOf returns the call that the context carries. It is never nil: without one it is a throw-away.
func CallOf(ctx context.Context) *Call {
	if c, ok := ctx.Value(callKey{}).(*Call); ok {
		return c
	}
	return &Call{}
}
