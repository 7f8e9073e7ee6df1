package webhook

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"strings"
	"syscall"
	"time"

	"github.com/mynah-sim/mynah/mock/network"
)

// Why an attempt had no answer: fixed words, so that the log holds nothing of real time.
const (
	Timeout      = "timeout"
	Refused      = "connection refused"
	Reset        = "connection reset"
	NameNotFound = "name not found"
	BadRedirect  = "bad redirect"
	BadTLS       = "tls handshake failed"
	Other        = "other"
	Dropped      = "dropped" // the subscription is gone; nothing was sent
)

// answerBytes is how much of an answer's body is read; the rest is dropped.
const answerBytes = 64 << 10

// ownTransport marks the transport that the dispatcher made itself and therefore closes.
type ownTransport struct{ *http.Transport }

// NewTransport is how callbacks are carried when Config names nothing else: no proxies, connections kept for bursts only. Receivers
// commonly close idle connections after 2 to 5 s; a post on a connection that is being closed would fail without their fault,
// and posts are never repeated behind the back of the retry plan.
func NewTransport() *http.Transport {
	return &http.Transport{
		DialContext:            (&net.Dialer{}).DialContext,
		MaxIdleConns:           256,
		MaxIdleConnsPerHost:    perTarget,
		IdleConnTimeout:        time.Second,
		DisableCompression:     true,
		MaxResponseHeaderBytes: 64 << 10,
	}
}

// post sends the callback and fills in the answer or the failure. 307 and 308 are followed as often as the callback says; the final
// status counts (tyntec OP-51).
func (d *Dispatcher) post(a *Attempt) {
	ctx, cancel := context.WithTimeout(d.ctx, cmp.Or(a.spoil.timeout, a.Callback.Timeout, d.c.Timeout))
	defer cancel()
	a.Header = a.Callback.header(a.At, a.spoil.sign)
	if a.spoil.late {
		defer func() { a.Status, a.Failure, a.Response, a.Answer = 0, Timeout, nil, nil }()
	}
	address := a.Callback.URL
	for hop := 0; ; hop++ {
		req, err := request(ctx, address, a)
		if err != nil {
			a.Failure = Other
			return
		}
		resp, err := d.c.Transport.RoundTrip(req)
		if err != nil {
			a.Failure = failure(ctx, err)
			return
		}
		location := resp.Header.Get("Location")
		if !redirects(resp.StatusCode) || location == "" || hop == a.Callback.Redirects {
			a.read(ctx, resp)
			return
		}
		resp.Body.Close()
		to, err := req.URL.Parse(location)
		if err != nil || to.Scheme != "http" && to.Scheme != "https" {
			a.Failure = BadRedirect
			return
		}
		address = to.String()
	}
}

func redirects(status int) bool {
	return status == http.StatusTemporaryRedirect || status == http.StatusPermanentRedirect
}

// header is what goes with an attempt made at a virtual time.
func (c *Callback) header(at time.Time, wrong *network.Sign) http.Header {
	h := make(http.Header, 3+len(c.Header))
	h.Set("Content-Type", "application/json")
	h.Set("User-Agent", "mynah")
	for k, v := range c.Header {
		h[http.CanonicalHeaderKey(k)] = v
	}
	sign := c.Sign
	if wrong != nil {
		sign = func(at time.Time, _ []byte) http.Header { return misSign(c, at, wrong) }
	}
	if sign != nil {
		for k, v := range sign(at, c.Body) {
			h[http.CanonicalHeaderKey(k)] = v
		}
	}
	return h
}

func request(ctx context.Context, address string, a *Attempt) (*http.Request, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, address, bytes.NewReader(a.Callback.Body))
	if err != nil {
		return nil, err
	}
	req.Header = a.Header
	if user := req.URL.User; user != nil && a.Header.Get("Authorization") == "" {
		req.Header = a.Header.Clone()
		password, _ := user.Password()
		req.SetBasicAuth(user.Username(), password)
	}
	return req, nil
}

// read takes the answer. It counts when the first 64 KiB of its body came in time.
func (a *Attempt) read(ctx context.Context, resp *http.Response) {
	defer resp.Body.Close()
	if resp.Body != http.NoBody {
		body, err := io.ReadAll(io.LimitReader(resp.Body, answerBytes))
		if err != nil {
			a.Failure = failure(ctx, err)
			return
		}
		a.Answer = body
	}
	a.Status, a.Response = resp.StatusCode, resp.Header
}

// failure puts an error of the call into fixed words.
func failure(ctx context.Context, err error) string {
	var (
		name *net.DNSError
		slow net.Error
	)
	switch {
	case errors.Is(ctx.Err(), context.DeadlineExceeded):
		return Timeout
	case errors.As(err, &name):
		return NameNotFound
	case errors.Is(err, syscall.ECONNREFUSED):
		return Refused
	case errors.As(err, &slow) && slow.Timeout():
		return Timeout
	case errors.Is(err, syscall.ECONNRESET), errors.Is(err, syscall.EPIPE), errors.Is(err, io.EOF),
		errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.ErrClosedPipe), strings.Contains(err.Error(), "server closed idle connection"):
		return Reset
	}
	return Other
}
