package wire

import (
	"bytes"
	"errors"
	"io"
	"os"

	"github.com/mynah-sim/mynah/mock/contract"
)

// defaultLimit is the largest body where BodyLimit says nothing: 1 MiB (tyntec 1.6).
const defaultLimit = 1 << 20

// firstRead bounds the memory that a mere Content-Length can claim.
const firstRead = 64 << 10

// errGone: the caller left while sending. There is nobody to answer.
var errGone = errors.New("caller went away")

// readBody reads the whole body into memory of its own, since the journal keeps it. An operation without a request
// body ignores what is sent (tyntec 1.2).
func (x *exchange[P]) readBody() ([]byte, error) {
	req := x.gin.Request
	if !x.op.HasBody() || req.Body == nil {
		return nil, nil
	}
	limit := x.mux.limit(x.op)
	if req.ContentLength > limit {
		return nil, ErrTooLarge
	}
	if seen, ok := req.Body.(*replay); ok && seen.err == io.EOF && int64(len(seen.data)) <= limit {
		return seen.data, nil
	}
	// bytes.Buffer wants MinRead bytes to spare to see the end without growing.
	size := min(max(req.ContentLength, 0), firstRead) + bytes.MinRead
	buf := bytes.NewBuffer(make([]byte, 0, size))
	_, err := buf.ReadFrom(io.LimitReader(req.Body, limit+1))
	switch {
	case errors.Is(err, os.ErrDeadlineExceeded):
		return buf.Bytes(), ErrSlow
	case err != nil:
		return buf.Bytes(), errGone
	case int64(buf.Len()) > limit:
		return nil, ErrTooLarge
	}
	return buf.Bytes(), nil
}

func (m *Mux[P]) limit(op *contract.Operation) int64 {
	if m.config.BodyLimit != nil {
		if n := m.config.BodyLimit(op); n > 0 {
			return n
		}
	}
	return defaultLimit
}
