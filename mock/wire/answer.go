package wire

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"net/http"
	"strings"
	"sync"
)

// buffers are for encoding only: what leaves is copied to its exact size, since the journal keeps it.
var buffers = sync.Pool{New: func() any { return new(bytes.Buffer) }}

// maxPooled keeps a single large answer from staying in memory.
const maxPooled = 64 << 10

// encode writes JSON as it would be written by hand: <, > and & stand for themselves, no newline at the end.
func encode(v any) ([]byte, error) {
	buf := buffers.Get().(*bytes.Buffer)
	buf.Reset()
	enc := json.NewEncoder(buf)
	enc.SetEscapeHTML(false)
	err := enc.Encode(v)
	body := bytes.Clone(bytes.TrimSuffix(buf.Bytes(), []byte("\n")))
	if buf.Cap() <= maxPooled {
		buffers.Put(buf)
	}
	return body, err
}

type (
	hasStatus  interface{ Status() int }
	hasHeaders interface{ Headers() http.Header }
)

// succeed answers with what the operation returned.
func (x *exchange[P]) succeed(out any) error {
	status := x.op.Success()
	if s, ok := out.(hasStatus); ok && s.Status() != 0 {
		status = s.Status()
	}
	var header http.Header
	if h, ok := out.(hasHeaders); ok {
		header = h.Headers()
	}
	if c, ok := out.(Content); ok {
		x.send(status, c.Type, c.Header, c.Body)
		return nil
	}
	contentType := x.op.Content(status)
	if x.mux.config.JSONType != "" && isJSON(contentType) {
		contentType = x.mux.config.JSONType
	}
	if _, empty := out.(Empty); empty || contentType == "" {
		x.send(status, "", header, nil)
		return nil
	}
	body, err := encode(out)
	if err != nil {
		return err
	}
	x.send(status, contentType, header, body)
	return nil
}

// problem answers with what the provider's table made of an error.
func (x *exchange[P]) problem(p Problem, cause error) {
	if p.Status == 0 {
		p.Status = http.StatusInternalServerError
	}
	if e, ok := errors.AsType[*MethodError](cause); ok {
		x.gin.Writer.Header().Set("Allow", strings.Join(e.Allow, ", "))
	}
	if p.Body == nil {
		x.send(p.Status, "", p.Header, nil)
		return
	}
	if text, ok := p.Body.(string); ok && p.ContentType != "" && !isJSON(p.ContentType) {
		x.send(p.Status, p.ContentType, p.Header, []byte(text))
		return
	}
	body, err := encode(p.Body)
	if err != nil {
		x.call.Unmapped = errors.Join(x.call.Unmapped, err)
	}
	if p.ContentType == "" {
		p.ContentType = cmp.Or(x.mux.config.JSONType, "application/json")
	}
	x.send(p.Status, p.ContentType, p.Header, body)
}

// send judges the answer, writes it whatever the judgement, and fills the call.
func (x *exchange[P]) send(status int, contentType string, header http.Header, body []byte) {
	to := x.gin.Writer.Header()
	for name, values := range header {
		to[http.CanonicalHeaderKey(name)] = values
	}
	if contentType != "" {
		to.Set("Content-Type", contentType)
	}
	if x.op != nil {
		x.call.Response = x.op.JudgeAnswer(status, to, body)
	}
	x.call.Status, x.call.ResponseBody, x.call.Header = status, body, to // nobody changes it any more
	x.gin.Writer.WriteHeader(status)
	x.gin.Writer.WriteHeaderNow()
	if len(body) > 0 {
		_, _ = x.gin.Writer.Write(body) // it fails when the caller is gone, who then does not miss it
	}
	x.gin.Abort()
}
