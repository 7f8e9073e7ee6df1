// Package wire makes Gin handlers of typed operations. Method, path and success status come from the OpenAPI document
// by operationId; code never repeats them (style 3).
//
// Every handler keeps one order: caller, method, scope, body, contract, binding, operation, answer, contract, writing
// (tyntec 1.5). Whatever fails becomes an error, and the provider's one table makes the answer of it.
package wire

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"

	"github.com/mynah-sim/mynah/mock/contract"
)

// Errors that wire itself hands to Config.Answer, beside *contract.Breach and *MethodError.
var (
	// ErrNoPath: the document has no such path (404).
	ErrNoPath = errors.New("unknown path")
	// ErrTooLarge: the body is over the operation's limit (413).
	ErrTooLarge = errors.New("body too large")
	// ErrSlow: the body did not arrive before the server's read deadline (408).
	ErrSlow = errors.New("body did not arrive in time")
)

// Config says how one provider meets its callers.
type Config[P any] struct {
	Engine   *gin.Engine
	Document *contract.Document
	// Caller finds out who calls and in which world. Its context is handed to the operation and descends from the
	// request's. Its errors (401) go to Answer.
	Caller func(c *gin.Context) (P, context.Context, error)
	// Allow checks the caller's scope before the body is looked at; nil means that everybody may.
	Allow func(p P, ctx context.Context, op *contract.Operation) error
	// Refine sees every error of a known operation before Answer does, where an operation has words of its own; nil: none has.
	Refine func(op *contract.Operation, err error) error
	// Mend stands in for a form's field that should hold an object or a list and holds no JSON (contract.Request.Mend); nil, or
	// a nil answer: nothing is mended.
	Mend func(p P, ctx context.Context, op *contract.Operation) func(field string, list bool) (any, bool)
	// Answer is the provider's table from errors to answers. false says that the table has no row: the Problem is
	// then the provider's general one, and the error is recorded as ours.
	Answer func(err error) (Problem, bool)
	// BodyLimit is in bytes; nil or a result of 0 means 1 MiB.
	BodyLimit func(op *contract.Operation) int64
	// Collapse makes repeated slashes in a path count as one (tyntec OP-82).
	Collapse bool
	// Slashed are the operations whose path may also end with a slash (tyntec OP-82).
	Slashed []string
	// Slash says what a slash at the end of a path means to all other operations.
	Slash Slash
	// Order says whether unknown paths and methods are answered before the caller is looked at.
	Order Order
	// CheckAccept answers ErrNotAcceptable, before the caller is looked at, where the Accept header excludes JSON.
	CheckAccept bool
	// Dress sets headers that every answer has, before anything else happens. allow are the path's methods, sorted; none
	// when the path is unknown. nil: none.
	Dress func(c *gin.Context, allow []string)
	// Preflight answers OPTIONS on any path below the base, after Dress. nil: OPTIONS is a method like others.
	Preflight func(c *gin.Context)
	// JSONType is what JSON answers say they are, "" for the documented media type; for example "application/json;
	// charset=utf-8".
	JSONType string
}

// Problem is the answer to an error.
type Problem struct {
	Status      int    // 0 means 500
	ContentType string // "" means JSON
	Header      http.Header
	Body        any // marshalled as JSON; a string under another ContentType leaves as it is; nil means none
}

// Empty is the In or Out of an operation without content.
type Empty struct{}

// Mux mounts the operations of one document. P is the provider in one world, for example *tyntec.Provider.
type Mux[P any] struct {
	config Config[P]
	routes map[string]*route[P] // by operationId
}

// New returns a Mux with nothing mounted yet.
func New[P any](c Config[P]) *Mux[P] {
	return &Mux[P]{config: c, routes: map[string]*route[P]{}}
}

// Handle mounts an operation. op is a method expression such as (*Provider).sendMessage. An operationId that is
// unknown or already mounted panics, and so does an In whose tags do not fit the document.
//
// In has fields with the tags path, query and header, and one named Body: JSON and forms alike fill it, files of a
// multipart form the members of type File.
//
// Out is marshalled as JSON unless it is Content or its status has no documented content. It may have a method Status() int, where the
// document knows several successes (0: the first), and a method Headers() http.Header.
func Handle[P, In, Out any](m *Mux[P], id string, op func(P, context.Context, In) (Out, error)) {
	r := m.take(id)
	bind := newBinder[In](r.op)
	m.mount(r, func(x *exchange[P]) error {
		var in In
		if err := bind.into(&in, &x.request, x.files); err != nil {
			return err
		}
		out, err := op(x.provider, x.ctx, in)
		if err != nil {
			return err
		}
		return x.succeed(out)
	})
}

// Raw mounts an operation beyond JSON: an upload, a download, a stream. It is judged like the others. c.Param knows the
// documented names, c.Request carries the caller's context and the body, to be read once more. Headers and body go
// straight to c.Writer, with the documented success as status unless the operation says another.
func Raw[P any](m *Mux[P], id string, op func(P, *gin.Context) error) {
	m.mount(m.take(id), func(x *exchange[P]) error { return x.raw(op) })
}

// Missing lists the documented operations that are not mounted, in the order of the document.
func (m *Mux[P]) Missing() []string {
	var missing []string
	for _, op := range m.config.Document.Operations() {
		if !m.Implemented(op.ID) {
			missing = append(missing, op.ID)
		}
	}
	return missing
}

// Implemented says whether an operation is mounted.
func (m *Mux[P]) Implemented(id string) bool { return m.routes[id] != nil }

func (m *Mux[P]) take(id string) *route[P] {
	op := m.config.Document.Operation(id)
	if op == nil {
		panic(fmt.Sprintf("wire: document %q has no operation %q", m.config.Document.Name(), id))
	}
	if m.Implemented(id) {
		panic(fmt.Sprintf("wire: operation %q is mounted twice", id))
	}
	return newRoute[P](op)
}

func (m *Mux[P]) mount(r *route[P], run func(*exchange[P]) error) {
	r.serve = func(c *gin.Context) { m.serve(c, r, run) }
	m.config.Engine.Handle(r.op.Method, basePattern(m.config.Document.Base())+r.pattern, func(c *gin.Context) {
		path := c.Request.URL.Path
		// Gin binds the nothing between two slashes, or after the last, to a parameter.
		if strings.Contains(path, "//") || strings.HasSuffix(path, "/") && !strings.HasSuffix(r.op.Path, "/") {
			m.NotFound(c)
			return
		}
		r.serve(c)
	})
	for _, other := range m.routes {
		other.yieldTo(r)
		r.yieldTo(other)
	}
	m.routes[r.op.ID] = r
}
