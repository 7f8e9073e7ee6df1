package wire

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/gin-gonic/gin"
)

// Fault is what goes wrong with one call on purpose (network 7.2, place edge). The zero value changes nothing.
type Fault struct {
	Names   string                // for the journal
	Answer  *Injected             // replaces the answer of the operation
	Made    bool                  // with Answer or Reset: the operation does its work first
	Reset   bool                  // the connection breaks without an answer
	Unread  bool                  // with Reset: before the body is read
	Wait    time.Duration         // before the answer leaves, in real time
	Before  func(context.Context) // called before the answer leaves; nil: nothing
	Cut     bool                  // the answer's body ends after Keep bytes, at Rate bytes a second
	Keep    int                   // -1: the whole body is sent
	CutRate int                   // 0: at once

	// Of a file: what is told of it, and whether its bytes are those that were stored (network 7.2, F47).
	MIME    string // empty: the true one
	Size    int    // announced; -1: the true one. Below the true one the rest is not sent
	Damaged bool   // Size counts, and one byte in the middle is another one where Corrupt says so
	Corrupt bool
}

// Injected is an answer that a fault puts in place of the operation's. It is an error too: a provider's table may have words for it.
type Injected struct {
	Status     int
	RetryAfter time.Duration // header Retry-After; 0: none
	Body       string        // surface (the provider's own words), json, html or empty
	Denied     string        // what is wrong with the caller: expired, withdrawn, access, permission, api_permission; empty: nothing
}

func (e *Injected) Error() string { return "injected: " + http.StatusText(e.Status) }

// peeked is the largest body into which a fault looks for whom the call concerns.
const peeked = 64 << 10

// spoiled asks what goes wrong with the call. It is nil for nearly every one.
func (x *exchange[P]) spoiled() *Fault {
	if x.call.Spoil == nil {
		return nil
	}
	f := x.call.Spoil(x.op, x.peek())
	if f != nil {
		x.call.Fault = f.Names
	}
	return f
}

// peek reads a short JSON body ahead of its time.
func (x *exchange[P]) peek() []byte {
	req := x.gin.Request
	if !x.op.HasBody() || req.ContentLength <= 0 || req.ContentLength > peeked || !isJSON(req.Header.Get("Content-Type")) {
		return nil
	}
	return Peek(req, peeked)
}

// spoil serves a call with which something goes wrong.
func (x *exchange[P]) spoil(f *Fault, serve func()) {
	held := &withheld{ResponseWriter: x.gin.Writer}
	switch {
	case f.Reset && !f.Made:
		if !f.Unread {
			_, _ = io.Copy(io.Discard, io.LimitReader(x.gin.Request.Body, defaultLimit))
		}
	case streams(x.gin.Request) && f.Answer == nil && !f.Reset:
		serve()
		return
	case f.Answer == nil || f.Made:
		before := x.gin.Writer
		x.gin.Writer = held
		serve()
		x.gin.Writer = before
		x.gin.Abort()
	}
	if f.Before != nil {
		f.Before(x.gin.Request.Context())
	}
	wait(x.gin.Request.Context(), f.Wait)
	switch {
	case f.Reset:
		x.call.Status = 0
		reset(x.gin.Writer)
	case f.Answer != nil:
		x.inject(f.Answer)
	default:
		release(x.gin, held, f)
	}
}

// inject answers in place of the operation. Nobody judges it: it is wrong on purpose.
func (x *exchange[P]) inject(a *Injected) {
	p := Problem{Status: a.Status, Header: http.Header{}}
	switch a.Body {
	case "surface":
		known := false
		if p, known = x.mux.config.Answer(a); !known { // the provider's general answer, under another status
			p.Status = a.Status
		}
	case "json":
		p.Body = map[string]any{"status": a.Status, "error": http.StatusText(a.Status)}
	case "html":
		p.ContentType, p.Body = "text/html", errorPage(a.Status)
	}
	if a.RetryAfter > 0 {
		x.gin.Writer.Header().Set("Retry-After", strconv.Itoa(int((a.RetryAfter+time.Second-1)/time.Second)))
	}
	op := x.op
	x.op = nil
	x.problem(p, a)
	x.op = op
}

// errorPage is what a gateway in front of a service shows.
func errorPage(status int) string {
	title := strconv.Itoa(status) + " " + http.StatusText(status)
	return "<html>\r\n<head><title>" + title + "</title></head>\r\n<body>\r\n<center><h1>" + title +
		"</h1></center>\r\n<hr><center>gateway</center>\r\n</body>\r\n</html>\r\n"
}

// Damage serves a file beside the operations of a document as a fault wants it (network 7.2, F47).
func Damage(c *gin.Context, f *Fault, serve func()) {
	held := &withheld{ResponseWriter: c.Writer}
	before := c.Writer
	c.Writer = held
	serve()
	c.Writer = before
	release(c, held, f)
}

// release lets the own answer go, whole or cut. The announced length stays that of the whole.
func release(c *gin.Context, held *withheld, f *Fault) {
	w := c.Writer
	body := held.body.Bytes()
	announced := len(body)
	if f.Damaged && held.Status() == http.StatusOK {
		body, announced = f.damage(w.Header(), body)
	}
	if !f.Cut && announced == len(body) {
		w.WriteHeader(held.Status())
		w.WriteHeaderNow()
		_, _ = w.Write(body)
		return
	}
	keep := len(body)
	if f.Cut && f.Keep >= 0 {
		keep = min(keep, f.Keep)
	}
	w.Header().Set("Content-Length", strconv.Itoa(announced))
	w.WriteHeader(held.Status())
	w.WriteHeaderNow()
	trickle(c.Request.Context(), w, body[:keep], f.CutRate)
	if keep < announced {
		panic(http.ErrAbortHandler)
	}
}

// damage is a file as it is told and sent wrongly.
func (f *Fault) damage(header http.Header, body []byte) (damaged []byte, announced int) {
	if f.MIME != "" {
		header.Set("Content-Type", f.MIME)
	}
	damaged, announced = body, len(body)
	if f.Corrupt && len(body) > 0 {
		damaged = bytes.Clone(body)
		damaged[len(body)/2] ^= 0xFF
	}
	if f.Size >= 0 {
		announced = f.Size
		damaged = damaged[:min(len(damaged), announced)]
		header.Set("Content-Length", strconv.Itoa(announced))
	}
	return damaged, announced
}

// trickle writes at so many bytes a second, in tenths of a second; 0: at once.
func trickle(ctx context.Context, w gin.ResponseWriter, body []byte, rate int) {
	step := max(rate/10, 1)
	if rate == 0 {
		step = max(len(body), 1)
	}
	for len(body) > 0 && ctx.Err() == nil {
		n := min(step, len(body))
		_, _ = w.Write(body[:n])
		w.Flush()
		if body = body[n:]; len(body) > 0 {
			wait(ctx, time.Duration(n)*time.Second/time.Duration(rate))
		}
	}
}

// wait lets real time pass, or the caller leave.
func wait(ctx context.Context, d time.Duration) {
	if d <= 0 {
		return
	}
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
	case <-ctx.Done():
	}
}

// reset breaks the connection; where there is none of its own, the server ends the stream without an answer.
func reset(w gin.ResponseWriter) {
	conn, _, err := hijack(w)
	if err != nil {
		panic(http.ErrAbortHandler)
	}
	if tcp, ok := conn.(*net.TCPConn); ok {
		_ = tcp.SetLinger(0) // closing it now sends a reset
	}
	_ = conn.Close()
}

// hijack takes the connection over. A recorder has none, and neither has HTTP/2.
func hijack(w gin.ResponseWriter) (conn net.Conn, _ any, err error) {
	defer func() {
		if recover() != nil { // gin asserts that its writer can be hijacked
			err = errors.New("no connection to take")
		}
	}()
	conn, rw, err := w.Hijack()
	return conn, rw, err
}

// withheld keeps an answer until the fault lets it go.
type withheld struct {
	gin.ResponseWriter
	body   bytes.Buffer
	status int
}

func (w *withheld) WriteHeader(status int)              { w.status = status }
func (w *withheld) WriteHeaderNow()                     {}
func (w *withheld) Write(p []byte) (int, error)         { return w.body.Write(p) }
func (w *withheld) WriteString(s string) (int, error)   { return w.body.WriteString(s) }
func (w *withheld) Flush()                              {}
func (w *withheld) Written() bool                       { return w.body.Len() > 0 }
func (w *withheld) Size() int                           { return w.body.Len() }
func (w *withheld) ReadFrom(r io.Reader) (int64, error) { return w.body.ReadFrom(r) }

// Status is that of the answer that is kept.
func (w *withheld) Status() int {
	if w.status == 0 {
		return http.StatusOK
	}
	return w.status
}

// streams tells whether a call asks for a stream, of which no answer can be kept back.
func streams(r *http.Request) bool {
	return strings.EqualFold(r.Header.Get("Upgrade"), "websocket") || strings.Contains(r.Header.Get("Accept"), "text/event-stream")
}
