package wire

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/stretchr/testify/require"

	"github.com/mynah-sim/mynah/mock/contract"
)

// shop is the provider of the tests. Each operation leaves in got what it was handed.
type shop struct{ got any }

type listIn struct {
	paging
	From     string     `query:"from"`
	Since    *time.Time `query:"since"`
	Ratio    float64    `query:"ratio"`
	Open     *bool      `query:"open"`
	Tags     []string   `query:"tag"`
	Sizes    []int      `query:"sizes"`
	TraceID  string     `header:"x-trace-id"`
	Shelf    int64      `path:"shelf-number"`
	Absent   *string    `query:"absent"`
	ShelfRaw string     `path:"shelf-number"`
}

type paging struct {
	Page int  `query:"page"`
	Size *int `query:"size"`
}

func (s *shop) list(_ context.Context, in listIn) (item, error) {
	s.got = in
	return item{Name: "a<b>&c"}, nil
}

type item struct {
	Name  string `json:"name"`
	Count int    `json:"count,omitempty"`
}

type putIn struct {
	Shelf string `path:"shelf"`
	Body  item
}

// putOut knows two successes and a header.
type putOut struct {
	item
	status int
	header http.Header
}

func (o putOut) Status() int          { return o.status }
func (o putOut) Headers() http.Header { return o.header }

var (
	errTaken   = errors.New("taken")
	errNoKey   = errors.New("no key")
	errScope   = errors.New("scope missing")
	errUnknown = errors.New("nobody knows this one")
)

func (s *shop) put(_ context.Context, in putIn) (putOut, error) {
	s.got = in
	switch in.Body.Name {
	case "taken":
		return putOut{}, errTaken
	case "unknown":
		return putOut{}, errUnknown
	case "panic":
		panic("broken shelf")
	case "abort":
		panic(http.ErrAbortHandler)
	case "new":
		return putOut{item: in.Body, status: 201, header: http.Header{"location": {"/there"}}}, nil
	case "wrong":
		return putOut{item: item{Name: ""}}, nil
	}
	return putOut{item: in.Body}, nil
}

func (s *shop) drop(context.Context, struct {
	Shelf string `path:"shelf"`
}) (Empty, error) {
	return Empty{}, nil
}

func (s *shop) upload(c *gin.Context) error {
	data, err := c.GetRawData()
	s.got = string(data)
	switch {
	case err != nil:
		return err
	case s.got == "taken":
		return errTaken
	case s.got == "late":
		c.String(http.StatusCreated, "x")
		return errTaken
	case s.got == "silent":
		return nil
	}
	c.JSON(http.StatusCreated, item{Name: s.got.(string)})
	return nil
}

func (s *shop) file(c *gin.Context) error {
	s.got = c.Request.Context().Value(worldKey{})
	c.Header("Content-Type", "text/plain")
	_, err := c.Writer.WriteString(c.Param("name"))
	return err
}

func (s *shop) tidy(context.Context, Empty) (Empty, error) { return Empty{}, nil }

type worldKey struct{}

type problem struct {
	Status int    `json:"status"`
	Detail string `json:"detail"`
}

func answer(err error) (Problem, bool) {
	table := []struct {
		err    error
		status int
	}{{errNoKey, 401}, {errScope, 403}, {ErrNoPath, 404}, {errTaken, 409}, {ErrTooLarge, 413}, {ErrSlow, 408}}
	say := func(status int) Problem {
		return Problem{Status: status, ContentType: "application/problem+json", Body: problem{status, err.Error()}}
	}
	if b, ok := errors.AsType[*contract.Breach](err); ok {
		if b.Kind == contract.MediaType {
			return say(415), true
		}
		return say(400), true
	}
	if _, ok := errors.AsType[*MethodError](err); ok {
		return say(405), true
	}
	for _, row := range table {
		if errors.Is(err, row.err) {
			return say(row.status), true
		}
	}
	return say(500), false
}

// bench is one mux over one engine, with the call of the last request.
type bench struct {
	t      testing.TB
	shop   *shop
	engine *gin.Engine
	mux    *Mux[*shop]
	call   *Call
}

func document(t testing.TB) *contract.Document {
	t.Helper()
	data, err := os.ReadFile("testdata/shop.yaml")
	require.NoError(t, err)
	d, err := contract.Parse("shop", data)
	require.NoError(t, err)
	return d
}

func newBench(t testing.TB) *bench {
	t.Helper()
	gin.SetMode(gin.ReleaseMode)
	b := &bench{t: t, shop: &shop{}, engine: gin.New()}
	b.mux = New(Config[*shop]{
		Engine: b.engine, Document: document(t), Collapse: true, Answer: answer,
		Caller: func(c *gin.Context) (*shop, context.Context, error) {
			ctx := c.Request.Context()
			if c.GetHeader("apikey") == "" {
				return nil, ctx, errNoKey
			}
			CallOf(ctx).World = "default"
			return b.shop, context.WithValue(ctx, worldKey{}, "default"), nil
		},
		Allow: func(_ *shop, ctx context.Context, op *contract.Operation) error {
			if ctx.Value(worldKey{}) == nil || op.ID == "drop" {
				return errScope
			}
			return nil
		},
		BodyLimit: func(op *contract.Operation) int64 {
			if op.ID == "put" {
				return 100
			}
			return 0
		},
	})
	Handle(b.mux, "list", (*shop).list)
	Handle(b.mux, "put", (*shop).put)
	Handle(b.mux, "drop", (*shop).drop)
	Handle(b.mux, "tidy", (*shop).tidy)
	Handle(b.mux, "tidyOne", (*shop).tidy)
	Raw(b.mux, "upload", (*shop).upload)
	Raw(b.mux, "file", (*shop).file)
	b.engine.NoRoute(b.mux.NotFound)
	return b
}

// send makes a request with a key; a body is sent as JSON.
func (b *bench) send(method, path, body string, change ...func(*http.Request)) *httptest.ResponseRecorder {
	req := httptest.NewRequest(method, "/shop"+path, strings.NewReader(body))
	req.Header.Set("apikey", "k")
	b.call = &Call{}
	req = req.WithContext(WithCall(req.Context(), b.call))
	for _, f := range change {
		f(req)
	}
	w := httptest.NewRecorder()
	b.engine.ServeHTTP(w, req)
	return w
}

func without(header string) func(*http.Request) {
	return func(r *http.Request) { r.Header.Del(header) }
}

func with(header, value string) func(*http.Request) {
	return func(r *http.Request) { r.Header.Set(header, value) }
}

func TestHandleBindsEveryParameter(t *testing.T) {
	b := newBench(t)
	w := b.send("GET", "/shelves/%2B4917?from=x+y&page=2&size=7&since=2026-03-02T09:10:02Z&ratio=1.5&open=true&tag=a&tag=b&sizes=1,2", "", with("X-Trace-Id", "t1"))
	require.Equal(t, 200, w.Code, w.Body.String())
	since, yes, seven := time.Date(2026, 3, 2, 9, 10, 2, 0, time.UTC), true, 7
	require.Equal(t, listIn{
		paging: paging{Page: 2, Size: &seven}, From: "x y", Since: &since, Ratio: 1.5, Open: &yes, Tags: []string{"a", "b"},
		Sizes: []int{1, 2}, TraceID: "t1", Shelf: 4917, ShelfRaw: "+4917",
	}, b.shop.got)
}

func TestHandleLeavesWhatIsAbsentAtZero(t *testing.T) {
	b := newBench(t)
	require.Equal(t, 200, b.send("GET", "/shelves/4?from=x", "").Code)
	require.Equal(t, listIn{From: "x", Shelf: 4, ShelfRaw: "4"}, b.shop.got)
}

func TestAnAnswerLeavesAsItIsRecorded(t *testing.T) {
	b := newBench(t)
	w := b.send("GET", "/shelves/4?from=x", "")
	require.Equal(t, `{"name":"a<b>&c"}`, w.Body.String(), "no newline, no escapes")
	require.Equal(t, http.Header{"Content-Type": {"application/json"}}, w.Header())
	require.Equal(t, &Call{
		Document: "shop", Operation: b.mux.config.Document.Operation("list"), World: "default",
		Status: 200, Header: w.Header(), ResponseBody: w.Body.Bytes(),
	}, b.call)
}

func TestHandleBindsTheBodyAndChoosesTheSuccess(t *testing.T) {
	b := newBench(t)
	w := b.send("PUT", "/shelves/4/item", `{"name":"lamp","count":2,"NAME":"other"}`)
	require.Equal(t, 200, w.Code)
	require.Equal(t, putIn{Shelf: "4", Body: item{"lamp", 2}}, b.shop.got)
	require.Equal(t, `{"name":"lamp","count":2,"NAME":"other"}`, string(b.call.RequestBody), "the call keeps what was sent")

	w = b.send("PUT", "/shelves/4/item", `{"name":"new"}`)
	require.Equal(t, 201, w.Code)
	require.Equal(t, "/there", w.Header().Get("Location"))
	require.Empty(t, w.Body.String(), "201 has no documented content")
	require.Nil(t, b.call.Response)
}

func TestOrderOfChecks(t *testing.T) {
	long := strings.Repeat(" ", 101)
	for name, row := range map[string]struct {
		method, path, body string
		change             []func(*http.Request)
		want               int
	}{
		"caller before path":           {"GET", "/nowhere", "", []func(*http.Request){without("apikey")}, 401},
		"caller before method":         {"POST", "/shelves/4/item", "", []func(*http.Request){without("apikey")}, 401},
		"caller before scope":          {"DELETE", "/shelves/4/item", "", []func(*http.Request){without("apikey")}, 401},
		"path":                         {"GET", "/nowhere", "", nil, 404},
		"method":                       {"POST", "/shelves/4/item", "", nil, 405},
		"scope before parameters":      {"DELETE", "/shelves/x/item", "", nil, 403},
		"size":                         {"PUT", "/shelves/4/item", long, nil, 413},
		"size when none is announced":  {"PUT", "/shelves/4/item", long, []func(*http.Request){func(r *http.Request) { r.ContentLength = -1 }}, 413},
		"media type before JSON":       {"PUT", "/shelves/4/item", "{", []func(*http.Request){with("Content-Type", "text/plain")}, 415},
		"JSON before parameters":       {"PUT", "/shelves/x/item", "{", nil, 400},
		"parameters":                   {"PUT", "/shelves/x/item", `{"name":"a"}`, nil, 400},
		"operation":                    {"PUT", "/shelves/4/item", `{"name":"taken"}`, nil, 409},
		"no table row":                 {"PUT", "/shelves/4/item", `{"name":"unknown"}`, nil, 500},
		"a body that is not asked for": {"GET", "/shelves/4?from=x", "{", nil, 200},
	} {
		t.Run(name, func(t *testing.T) {
			b := newBench(t)
			w := b.send(row.method, row.path, row.body, row.change...)
			require.Equal(t, row.want, w.Code, w.Body.String())
			require.Equal(t, row.want, b.call.Status)
			require.Nil(t, b.call.Response)
			require.Equal(t, "shop", b.call.Document)
			require.Equal(t, w.Body.Bytes(), b.call.ResponseBody)
			if row.want >= 400 {
				require.Equal(t, "application/problem+json", w.Header().Get("Content-Type"))
			}
		})
	}
}

func TestABreachOfTheRequestIsRecordedAndAnswered(t *testing.T) {
	b := newBench(t)
	w := b.send("PUT", "/shelves/x/item", `{"count":"1"}`)
	require.Equal(t, 400, w.Code)
	require.Equal(t, contract.Invalid, b.call.Request.Kind)
	require.Len(t, b.call.Request.Findings, 3)
	var p problem
	require.NoError(t, json.Unmarshal(w.Body.Bytes(), &p))
	require.Equal(t, problem{400, b.call.Request.Detail}, p)
	require.Nil(t, b.shop.got)
}

func TestWhatGoCannotHoldIsABreachOfTheRequest(t *testing.T) {
	for body, pointer := range map[string]string{`{"name":"a","count":1.0}`: "/count", `{"name":"a","count":1e30}`: "/count"} {
		b := newBench(t)
		require.Equal(t, 400, b.send("PUT", "/shelves/4/item", body).Code)
		require.Equal(t, []contract.Finding{{In: "body", Pointer: pointer, Rule: "type", Type: "integer",
			Value: b.call.Request.Findings[0].Value, Message: b.call.Request.Findings[0].Message}}, b.call.Request.Findings)
		require.Nil(t, b.call.Unmapped)
	}
}

func TestABreachOfTheAnswerIsRecordedAndLeavesAllTheSame(t *testing.T) {
	b := newBench(t)
	w := b.send("PUT", "/shelves/4/item", `{"name":"wrong"}`)
	require.Equal(t, 200, w.Code)
	require.Equal(t, `{"name":""}`, w.Body.String())
	require.Equal(t, contract.Invalid, b.call.Response.Kind)
	require.Equal(t, "/name", b.call.Response.Findings[0].Pointer)
}

func TestAnUnmappedErrorIsRecorded(t *testing.T) {
	b := newBench(t)
	b.send("PUT", "/shelves/4/item", `{"name":"unknown"}`)
	require.ErrorIs(t, b.call.Unmapped, errUnknown)
	b.send("PUT", "/shelves/4/item", `{"name":"taken"}`)
	require.NoError(t, b.call.Unmapped)
}

func TestAPanicIsTheProviders500(t *testing.T) {
	b := newBench(t)
	w := b.send("PUT", "/shelves/4/item", `{"name":"panic"}`)
	require.Equal(t, 500, w.Code)
	require.JSONEq(t, `{"status":500,"detail":"operation panicked"}`, w.Body.String())
	require.Equal(t, "broken shelf", b.call.Panic)
	require.Contains(t, string(b.call.Stack), "put")
	require.NoError(t, b.call.Unmapped)
	require.PanicsWithValue(t, http.ErrAbortHandler, func() { b.send("PUT", "/shelves/4/item", `{"name":"abort"}`) })
}

func TestWithoutACallNothingIsRecorded(t *testing.T) {
	b := newBench(t)
	w := b.send("GET", "/shelves/4?from=x", "", func(r *http.Request) { *r = *r.WithContext(context.Background()) })
	require.Equal(t, 200, w.Code)
	require.Equal(t, &Call{}, b.call)
}
