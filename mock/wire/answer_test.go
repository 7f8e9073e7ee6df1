package wire

import (
	"context"
	"errors"
	"math"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/gin-gonic/gin"
	"github.com/stretchr/testify/require"

	"github.com/mynah-sim/mynah/mock/contract"
)

// answered mounts the list operation with one answer to every error.
func answered(t *testing.T, p Problem, err error) (*httptest.ResponseRecorder, *Call) {
	t.Helper()
	m := New(Config[*shop]{Engine: gin.New(), Document: document(t),
		Caller: func(c *gin.Context) (*shop, context.Context, error) { return &shop{}, c.Request.Context(), nil },
		Answer: func(error) (Problem, bool) { return p, true }})
	Handle(m, "tidy", func(*shop, context.Context, Empty) (Empty, error) { return Empty{}, err })
	call, w := &Call{}, httptest.NewRecorder()
	ctx := WithCall(t.Context(), call)
	m.config.Engine.ServeHTTP(w, httptest.NewRequestWithContext(ctx, "POST", "/shop/shelves/tidy", nil))
	return w, call
}

func TestProblems(t *testing.T) {
	w, call := answered(t, Problem{}, errTaken)
	require.Equal(t, 500, w.Code, "no status is a mistake of ours")
	require.Empty(t, w.Body.String())
	require.Equal(t, "required", call.Response.Findings[0].Rule, "the document promises a body")

	w, call = answered(t, Problem{Status: 429, Header: http.Header{"retry-after": {"7"}}, Body: problem{Status: 429}}, errTaken)
	require.Equal(t, "7", w.Header().Get("Retry-After"))
	require.Equal(t, "application/json", w.Header().Get("Content-Type"))
	require.Equal(t, contract.MediaType, call.Response.Kind)

	w, call = answered(t, Problem{Status: 400, Body: math.NaN()}, errTaken)
	require.Equal(t, 400, w.Code)
	require.ErrorContains(t, call.Unmapped, "NaN")

	_, call = answered(t, Problem{Status: 400}, &contract.Breach{Kind: contract.Invalid, Detail: "found by the operation"})
	require.Equal(t, "found by the operation", call.Request.Detail)
}

func TestAnAnswerThatJSONCannotHoldIsAnError(t *testing.T) {
	x := &exchange[*shop]{mux: New(Config[*shop]{}), op: document(t).Operation("list")}
	require.Error(t, x.succeed(math.Inf(1)))
}

func TestAPanicAfterTheFirstByteOnlyEnds(t *testing.T) {
	b := newBench(t)
	m := New(Config[*shop]{Engine: gin.New(), Document: document(t), Answer: answer, Caller: b.mux.config.Caller})
	Raw(m, "file", func(_ *shop, c *gin.Context) error {
		c.String(http.StatusOK, "half")
		panic(errors.New("torn"))
	})
	b.engine = m.config.Engine
	w := b.send("GET", "/files/a.yaml", "")
	require.Equal(t, "half", w.Body.String())
	require.EqualError(t, b.call.Panic.(error), "torn")
}
