package wire

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"

	"github.com/gin-gonic/gin"
	"github.com/stretchr/testify/require"
)

func TestRawSpeaksForItself(t *testing.T) {
	b := newBench(t)
	w := b.send("POST", "/uploads", "bytes", with("Content-Type", "image/png"))
	require.Equal(t, 201, w.Code)
	require.Equal(t, `{"name":"bytes"}`, w.Body.String())
	require.Equal(t, "bytes", b.shop.got)
	require.Equal(t, "bytes", string(b.call.RequestBody))
	require.Equal(t, w.Body.String(), string(b.call.ResponseBody))
	require.Nil(t, b.call.Response)
}

func TestRawSeesTheCallersContext(t *testing.T) {
	b := newBench(t)
	w := b.send("GET", "/files/a.yaml", "")
	require.Equal(t, 200, w.Code)
	require.Equal(t, "default", b.shop.got)
	require.Nil(t, b.call.Response)
	require.Equal(t, http.Header{"Content-Type": {"text/plain"}}, b.call.Header)
}

func TestAnErrorOfRaw(t *testing.T) {
	b := newBench(t)
	require.Equal(t, 409, b.send("POST", "/uploads", "taken").Code)
	require.NoError(t, b.call.Unmapped)

	require.Equal(t, 201, b.send("POST", "/uploads", "late").Code, "it is too late to answer")
	require.ErrorIs(t, b.call.Unmapped, errTaken)

	require.Equal(t, 201, b.send("POST", "/uploads", "silent").Code, "the documented success")
	require.Equal(t, "required", b.call.Response.Findings[0].Rule)
}

func TestALargeRawAnswerIsKeptInPart(t *testing.T) {
	w := &copier{ResponseWriter: &silent{header: http.Header{"Content-Type": {"image/png"}}}}
	for range 3 {
		n, err := w.Write(make([]byte, kept/2+1))
		require.NoError(t, err)
		require.Equal(t, kept/2+1, n)
	}
	require.Equal(t, kept, w.copy.Len())
}

// silent is a writer that takes everything.
type silent struct {
	gin.ResponseWriter
	header http.Header
}

func (s *silent) Header() http.Header         { return s.header }
func (s *silent) Write(p []byte) (int, error) { return len(p), nil }

// broken is a body that ends with an error.
type broken struct{ err error }

func (r broken) Read([]byte) (int, error) { return 0, r.err }

func TestABodyThatDoesNotArrive(t *testing.T) {
	body := func(err error) func(*http.Request) {
		return func(r *http.Request) {
			r.Body = io.NopCloser(io.MultiReader(strings.NewReader("{"), broken{err}))
			r.ContentLength = -1
		}
	}
	b := newBench(t)
	w := b.send("PUT", "/shelves/4/item", "", body(os.ErrDeadlineExceeded))
	require.Equal(t, 408, w.Code)
	require.Equal(t, "{", string(b.call.RequestBody))

	for _, err := range []error{io.ErrUnexpectedEOF, errors.New("connection reset"), context.Canceled} {
		b.send("PUT", "/shelves/4/item", "", body(err))
		require.True(t, b.call.Gone)
		require.Zero(t, b.call.Status)
		require.NoError(t, b.call.Unmapped)
		require.Nil(t, b.call.Request)
	}
}

func TestAnOperationThatTheCallerLeftIsNotOurFault(t *testing.T) {
	m := New(Config[*shop]{Engine: gin.New(), Document: document(t), Answer: answer,
		Caller: func(c *gin.Context) (*shop, context.Context, error) { return &shop{}, c.Request.Context(), nil }})
	Handle(m, "tidy", func(_ *shop, ctx context.Context, _ Empty) (Empty, error) { return Empty{}, ctx.Err() })
	for _, left := range []bool{true, false} {
		ctx, cancel := context.WithCancel(context.Background())
		if left {
			cancel()
		}
		call := &Call{}
		req := httptest.NewRequestWithContext(WithCall(ctx, call), "POST", "/shop/shelves/tidy", nil)
		m.config.Engine.ServeHTTP(httptest.NewRecorder(), req)
		require.Equal(t, left, call.Gone)
		require.NoError(t, call.Unmapped)
		cancel()
	}
}
