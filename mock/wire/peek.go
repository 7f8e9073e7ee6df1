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
	if r.Body == nil || r.Body == http.NoBody || r.ContentLength > limit {
		return ""
	}
	seen, ok := r.Body.(*replay)
	if !ok {
		seen = &replay{rest: r.Body}
		r.Body = seen
	}
	data, whole := seen.peek(limit)
	if !whole {
		return ""
	}
	return contract.Field(r.Header.Get("Content-Type"), data, name)
}

// replay is a body whose beginning was read before its time.
type replay struct {
	data []byte
	err  error // with which data ends; nil: rest goes on
	rest io.ReadCloser
}

// peek reads on until limit bytes are known. whole says that there are no more.
func (p *replay) peek(limit int64) (data []byte, whole bool) {
	if missing := limit + 1 - int64(len(p.data)); p.err == nil && missing > 0 {
		more, err := io.ReadAll(io.LimitReader(p.rest, missing))
		p.data = append(p.data, more...)
		if p.err = err; err == nil && int64(len(more)) < missing {
			p.err = io.EOF
		}
	}
	return p.data, p.err == io.EOF && int64(len(p.data)) <= limit
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
