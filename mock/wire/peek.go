package wire

import (
	"io"
	"net/http"

	"github.com/mynah-sim/mynah/mock/contract"
)

// Field is the text of a top-level member of a request's body, JSON or form, before anything is judged: for providers
// that take a credential from there. It is "" when the body holds none, cannot be read, or is longer than limit bytes.
// Whoever reads the body afterwards finds all of it.
func Field(r *http.Request, name string, limit int64) string {
	return contract.Field(r.Header.Get("Content-Type"), Peek(r, limit), name)
}

// Peek is a request's body before anybody reads it; nil when it cannot be read or is longer than limit bytes. It must not
// be changed. Whoever reads the body afterwards finds all of it.
func Peek(r *http.Request, limit int64) []byte {
	if r.Body == nil || r.Body == http.NoBody || r.ContentLength > limit {
		return nil
	}
	seen, ok := r.Body.(*replay)
	if !ok {
		seen = &replay{rest: r.Body, size: r.ContentLength}
		r.Body = seen
	}
	return seen.peek(limit)
}

// replay is a body whose beginning was read before its time.
type replay struct {
	data []byte
	err  error // with which data ends; nil: rest goes on
	rest io.ReadCloser
	size int64 // as announced; < 0: unknown
}

// peek reads on until limit bytes are known, and answers the whole body.
func (p *replay) peek(limit int64) []byte {
	if missing := limit + 1 - int64(len(p.data)); p.err == nil && missing > 0 {
		more, err := readAll(io.LimitReader(p.rest, missing), p.size)
		if len(p.data) > 0 {
			more = append(p.data, more...)
		}
		whole := int64(len(more)) <= limit
		p.data, p.err = more, err
		if err == nil && whole {
			p.err = io.EOF
		}
	}
	if p.err != io.EOF || int64(len(p.data)) > limit {
		return nil
	}
	return p.data
}

// Read hands out what was read before, and then the rest.
func (p *replay) Read(to []byte) (int, error) {
	if len(p.data) > 0 {
		n := copy(to, p.data)
		p.data = p.data[n:]
		return n, nil
	}
	if p.err != nil {
		return 0, p.err
	}
	return p.rest.Read(to)
}

// Close closes the connection's body.
func (p *replay) Close() error { return p.rest.Close() }
