package wire

import (
	"context"
	"errors"
	"net/http"
	"runtime/debug"

	"github.com/gin-gonic/gin"

	"github.com/mynah-sim/mynah/mock/contract"
)

// exchange is one call on its way through a handler.
type exchange[P any] struct {
	mux      *Mux[P]
	op       *contract.Operation // nil when no route was found
	gin      *gin.Context
	call     *Call
	provider P
	ctx      context.Context
	request  contract.Request
	files    map[string]contract.File
	form     bool // the request's body came as a form
}

func (m *Mux[P]) begin(c *gin.Context, op *contract.Operation) *exchange[P] {
	x := &exchange[P]{mux: m, op: op, gin: c, call: CallOf(c.Request.Context())}
	x.call.Document, x.call.Operation = m.config.Document.Name(), op
	return x
}

func (m *Mux[P]) serve(c *gin.Context, r *route[P], run func(*exchange[P]) error) {
	x := m.begin(c, r.op)
	defer x.recover()
	if m.config.Dress != nil && x.greet(m.allowed(r)) {
		return
	}
	serve := func() {
		err := x.admit(r)
		if err == nil {
			err = run(x)
		}
		if err != nil {
			x.fail(err)
		}
	}
	if f := x.spoiled(); f != nil {
		x.spoil(f, serve)
		return
	}
	serve()
}

// greet dresses the answer, and reports whether the request was no more than a preflight.
func (x *exchange[P]) greet(allow []string) (done bool) {
	config := &x.mux.config
	if config.Dress != nil {
		config.Dress(x.gin, allow)
	}
	if config.Preflight == nil || x.gin.Request.Method != http.MethodOptions {
		return false
	}
	config.Preflight(x.gin)
	x.call.Status, x.call.Header = x.gin.Writer.Status(), x.gin.Writer.Header().Clone()
	x.gin.Writer.WriteHeaderNow()
	x.gin.Abort()
	return true
}

// admit does everything that comes before the operation, in the order of tyntec 1.5.
func (x *exchange[P]) admit(r *route[P]) (err error) {
	config := &x.mux.config
	var routing error
	if r.contested {
		f, _ := x.mux.find(x.gin.Request)
		if routing = f.err; routing != nil && config.Order.early(routing) {
			return routing
		}
	}
	if config.CheckAccept && !acceptable(x.op, x.gin.Request.Header.Values("Accept")) {
		return ErrNotAcceptable
	}
	if x.provider, x.ctx, err = config.Caller(x.gin); err != nil {
		return err
	}
	if routing != nil {
		return routing
	}
	if config.Allow != nil {
		if err := config.Allow(x.provider, x.ctx, x.op); err != nil {
			return err
		}
	}
	if x.call.RequestBody, err = x.readBody(); err != nil {
		return err
	}
	return x.judge(r)
}

func (x *exchange[P]) judge(r *route[P]) error {
	req := x.gin.Request
	x.request = contract.Request{
		PathParam: r.pathParam(x.gin), Header: req.Header,
		ContentType: req.Header.Get("Content-Type"), Body: x.call.RequestBody,
	}
	if req.URL.RawQuery != "" {
		x.request.Query = req.URL.Query()
	}
	if mend := x.mux.config.Mend; mend != nil {
		x.request.Mend = mend(x.provider, x.ctx, x.op)
	}
	admitted, breach := x.op.Admit(x.request)
	if breach != nil && !x.excused(breach) {
		return breach
	}
	x.call.Request = breach
	x.request.Body, x.files, x.form = admitted.Body, admitted.Files, admitted.Form
	return nil
}

// excused says that a request is let through although its parameters or its body break the document. What cannot be read
// cannot be bound either.
func (x *exchange[P]) excused(b *contract.Breach) bool {
	return b.Kind == contract.Invalid && x.call.Excuse != nil && x.call.Excuse(x.op)
}

// fail answers an error through the provider's table, and records it when the table does not know it.
func (x *exchange[P]) fail(err error) {
	if x.gone(err) {
		x.call.Gone = true
		x.gin.Abort()
		return
	}
	if b, ok := errors.AsType[*contract.Breach](err); ok && x.call.Request == nil { // also one that binding or the operation found
		x.call.Request = b
	}
	x.call.Refused = err
	if refine := x.mux.config.Refine; refine != nil && x.op != nil {
		err = refine(x.op, err)
	}
	p, mapped := x.mux.config.Answer(err)
	if !mapped {
		x.call.Unmapped = err
	}
	x.problem(p, err)
}

// gone tells a caller who left from a fault of ours.
func (x *exchange[P]) gone(err error) bool {
	return errors.Is(err, errGone) || errors.Is(err, context.Canceled) && x.gin.Request.Context().Err() != nil
}

// recover turns a panic in an operation into the provider's 500. http.ErrAbortHandler is a wish, not a mistake.
func (x *exchange[P]) recover() {
	v := recover()
	if v == nil {
		return
	}
	if v == http.ErrAbortHandler {
		panic(v)
	}
	x.call.Panic, x.call.Stack = v, debug.Stack()
	if x.gin.Writer.Written() {
		x.gin.Abort()
		return
	}
	p, _ := x.mux.config.Answer(errPanic)
	p.Status = http.StatusInternalServerError
	x.problem(p, errPanic)
}

// errPanic is what the provider's table sees of a panic: an error that it cannot know.
var errPanic = errors.New("operation panicked")
