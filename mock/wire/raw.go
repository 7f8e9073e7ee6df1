package wire

import (
	"bytes"
	"io"
	"strings"

	"github.com/gin-gonic/gin"
)

// kept is how much of a raw answer the call keeps. JSON is kept whole, since it is judged.
const kept = 1 << 20

// copier keeps a copy of what a raw operation writes.
type copier struct {
	gin.ResponseWriter
	copy bytes.Buffer
}

func (w *copier) Write(p []byte) (int, error) {
	n, err := w.ResponseWriter.Write(p)
	if room := kept - w.copy.Len(); n > room && !strings.Contains(w.Header().Get("Content-Type"), "json") {
		w.copy.Write(p[:max(room, 0)])
	} else {
		w.copy.Write(p[:n])
	}
	return n, err
}

func (w *copier) WriteString(s string) (int, error) { return w.Write([]byte(s)) }

// raw runs an operation that speaks to Gin itself. Its error is answered only as long as nothing was written.
func (x *exchange[P]) raw(op func(P, *gin.Context) error) error {
	c := x.gin
	before, w := c.Writer, &copier{ResponseWriter: c.Writer}
	c.Writer = w
	defer func() { c.Writer = before }()
	x.prepare()
	err := op(x.provider, c)
	if err != nil && !w.Written() {
		return err
	}
	w.WriteHeaderNow()
	x.call.Status, x.call.ResponseBody, x.call.Header = w.Status(), w.copy.Bytes(), w.Header().Clone()
	x.call.Response = x.op.JudgeAnswer(w.Status(), w.Header(), w.copy.Bytes())
	c.Abort()
	if err != nil {
		x.late(err)
	}
	return nil
}

// prepare hands Gin's context over as Raw promises it.
func (x *exchange[P]) prepare() {
	c := x.gin
	var params gin.Params
	for _, p := range x.op.Params() {
		if p.In == "path" {
			params = append(params, gin.Param{Key: p.Name, Value: x.request.PathParam(p.Name)})
		}
	}
	c.Params = params
	c.Request = c.Request.WithContext(x.ctx)
	if x.op.HasBody() {
		body := x.request.Body
		if x.form {
			body = x.call.RequestBody
		}
		c.Request.Body = io.NopCloser(bytes.NewReader(body))
	}
	c.Status(x.op.Success())
}

// late records an error that came after the first byte of the answer.
func (x *exchange[P]) late(err error) {
	if x.gone(err) {
		x.call.Gone = true
		return
	}
	x.call.Unmapped = err
}
