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
	body, err := readAll(io.LimitReader(req.Body, limit+1), req.ContentLength)
	switch {
	case errors.Is(err, os.ErrDeadlineExceeded):
		return body, ErrSlow
	case err != nil:
		return body, errGone
	case int64(len(body)) > limit:
		return nil, ErrTooLarge
	}
	return body, nil
}

// readAll reads to the end into memory of the size that was announced: most bodies fit exactly, and are kept.
func readAll(r io.Reader, announced int64) ([]byte, error) {
	body := make([]byte, min(max(announced, 0), firstRead))
	if n, err := io.ReadFull(r, body); err != nil { // also an end before what was announced
		return body[:n], err
	}
	var one [1]byte // what comes beyond, nearly always nothing
	m, err := io.ReadFull(r, one[:])
	if m == 0 {
		if err == io.EOF {
			err = nil
		}
		return body, err
	}
	rest := bytes.NewBuffer(append(body, one[0]))
	_, err = rest.ReadFrom(r)
	return rest.Bytes(), err
}

func (m *Mux[P]) limit(op *contract.Operation) int64 {
	if m.config.BodyLimit != nil {
		if n := m.config.BodyLimit(op); n > 0 {
			return n
		}
	}
	return defaultLimit
}
