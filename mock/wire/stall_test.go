package wire

import (
	"bytes"
	"context"
	"errors"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"

	"github.com/gin-gonic/gin"
	"github.com/stretchr/testify/require"

	"github.com/mynah-sim/mynah/mock/contract"
)

// stall is a provider with other manners than shop: forms and files, a town in its base, slashes at the end.
type stall struct {
	got  good
	body string
}

type good struct {
	Name  string   `json:"name"`
	Count int      `json:"count"`
	Tags  []string `json:"tags"`
	Parts []part   `json:"parts"`
	Photo *File    `json:"photo"`
}

type part struct {
	Name string `json:"name"`
}

type bringIn struct{ Body good }

func (s *stall) list(context.Context, Empty) (map[string]any, error) { return map[string]any{}, nil }

func (s *stall) bring(_ context.Context, in bringIn) (map[string]any, error) {
	s.got = in.Body
	return map[string]any{}, nil
}

func (s *stall) look(context.Context, struct {
	Name string `path:"name"`
}) (Content, error) {
	return Content{Type: "image/png", Body: []byte("\x89PNG"), Header: http.Header{"X-Shown": {"yes"}}}, nil
}

func (s *stall) forget(context.Context, Empty) (Empty, error) { return Empty{}, nil }

var errShut = errors.New("shut")

func (s *stall) close(context.Context, Empty) (Empty, error) { return Empty{}, errShut }

func (s *stall) scan(c *gin.Context) error {
	body, err := io.ReadAll(c.Request.Body)
	s.body = string(body)
	return err
}

// market is a stall behind its handlers.
type market struct {
	*stall
	t      *testing.T
	engine *gin.Engine
	call   *Call
}

func newMarket(t *testing.T, change func(*Config[*stall])) *market {
	t.Helper()
	gin.SetMode(gin.ReleaseMode)
	data, err := os.ReadFile("testdata/stall.yaml")
	require.NoError(t, err)
	doc, err := contract.Parse("stall", data)
	require.NoError(t, err)
	m := &market{stall: &stall{}, t: t, engine: gin.New()}
	m.engine.RedirectTrailingSlash = false
	config := Config[*stall]{Engine: m.engine, Document: doc, Answer: func(err error) (Problem, bool) {
		status := map[error]int{errNoKey: 401, ErrNoPath: 404, ErrNotAcceptable: 406}[err]
		if _, ok := errors.AsType[*MethodError](err); ok {
			status = 405
		}
		if _, ok := errors.AsType[*contract.Breach](err); ok {
			status = 400
		}
		if errors.Is(err, errShut) {
			return Problem{Status: 403, ContentType: "text/plain; charset=utf-8", Body: "shut"}, true
		}
		return Problem{Status: status, Body: map[string]any{"status": status}}, status != 0
	}}
	config.Caller = func(c *gin.Context) (*stall, context.Context, error) {
		town := BaseParam(doc, c.Request.URL.Path, "town")
		if c.Query("token") != town && Field(c.Request, "token", 1<<10) != town {
			return nil, nil, errNoKey
		}
		return m.stall, c.Request.Context(), nil
	}
	if change != nil {
		change(&config)
	}
	mux := New(config)
	Handle(mux, "list", (*stall).list)
	Handle(mux, "bring", (*stall).bring)
	Handle(mux, "look", (*stall).look)
	Handle(mux, "forget", (*stall).forget)
	Handle(mux, "close", (*stall).close)
	Raw(mux, "scan", (*stall).scan)
	m.engine.NoRoute(mux.NotFound)
	require.Empty(t, mux.Missing())
	return m
}

func (m *market) do(method, target, contentType, body string, change ...func(*http.Request)) *httptest.ResponseRecorder {
	m.t.Helper()
	m.call = &Call{}
	req := httptest.NewRequestWithContext(WithCall(m.t.Context(), m.call), method, target, strings.NewReader(body))
	if contentType != "" {
		req.Header.Set("Content-Type", contentType)
	}
	for _, f := range change {
		f(req)
	}
	w := httptest.NewRecorder()
	m.engine.ServeHTTP(w, req)
	require.Nil(m.t, m.call.Response)
	return w
}

// multi writes a multipart form with a photo.
func multi(t *testing.T) (contentType, body string) {
	t.Helper()
	var buf bytes.Buffer
	w := multipart.NewWriter(&buf)
	require.NoError(t, w.WriteField("name", "pear"))
	require.NoError(t, w.WriteField("count", "3"))
	require.NoError(t, w.WriteField("token", "york"))
	part, err := w.CreateFormFile("photo", "pear.png")
	require.NoError(t, err)
	_, err = part.Write([]byte("\x89PNG"))
	require.NoError(t, err)
	require.NoError(t, w.Close())
	return w.FormDataContentType(), buf.String()
}

// One handler takes JSON, forms and files, and the credential may be in any of them.
func TestOneHandlerForAllBodies(t *testing.T) {
	m := newMarket(t, nil)
	for name, row := range map[string]struct {
		media, body string
		want        good
	}{
		"JSON": {"application/json", `{"name":"pear","count":3,"photo":"https://a.b","token":"york"}`,
			good{Name: "pear", Count: 3, Photo: &File{Text: "https://a.b"}}},
		"form": {"application/x-www-form-urlencoded", `name=pear&count=3&tags=a&tags=b&photo=&token=york`,
			good{Name: "pear", Count: 3, Tags: []string{"a", "b"}, Photo: &File{}}},
	} {
		t.Run(name, func(t *testing.T) {
			w := m.do("POST", "/stall/york/goods/", row.media, row.body)
			require.Equal(t, 200, w.Code, w.Body)
			require.Equal(t, row.want, m.got)
			require.Equal(t, row.body, string(m.call.RequestBody))
		})
	}
	media, body := multi(t)
	require.Equal(t, 200, m.do("POST", "/stall/york/goods/", media, body).Code)
	photo := &File{Sent: true, Name: "pear.png", Type: "application/octet-stream", Data: []byte("\x89PNG")}
	require.Equal(t, good{Name: "pear", Count: 3, Photo: photo}, m.got)
	require.Equal(t, body, string(m.call.RequestBody))

	require.Equal(t, 200, m.do("POST", "/stall/york/goods/?token=york", "", "").Code)
	require.Equal(t, good{}, m.got, "an empty body is {}")
	require.Equal(t, 400, m.do("POST", "/stall/york/goods/?token=york", "application/x-www-form-urlencoded", "count=x").Code)
	require.Equal(t, "/count", m.call.Request.Findings[0].Pointer)
}

func TestRawOperationsGetFormsAsSent(t *testing.T) {
	m := newMarket(t, nil)
	media, body := multi(t)
	require.Equal(t, 204, m.do("POST", "/stall/york/scan", media, body).Code)
	require.Equal(t, body, m.body)
}

func TestFieldThatCannotBeRead(t *testing.T) {
	m := newMarket(t, nil)
	require.Equal(t, 401, m.do("POST", "/stall/york/goods/", "", `{"token":"york"`).Code)
	require.Equal(t, 401, m.do("POST", "/stall/york/goods/", "", `{"token":"york","x":"`+strings.Repeat("x", 1<<10)+`"}`).Code, "too long to look into")
	long := `{"name":"` + strings.Repeat("x", 2<<10) + `"}`
	chunked := func(r *http.Request) { r.ContentLength = -1 }
	require.Equal(t, 401, m.do("POST", "/stall/york/goods/", "", long, chunked).Code)
	require.Equal(t, 200, m.do("POST", "/stall/york/goods/?token=york", "", long, chunked).Code)
	require.Len(t, m.got.Name, 2<<10, "what was read before its time is not lost")

	for _, peeks := range []int{1, 2} {
		r := httptest.NewRequest("POST", "/", io.MultiReader(strings.NewReader(long), strings.NewReader("more")))
		for range peeks {
			require.Empty(t, Field(r, "token", 10))
		}
		all, err := io.ReadAll(r.Body)
		require.NoError(t, err)
		require.Equal(t, long+"more", string(all))
		require.NoError(t, r.Body.Close())
	}
	require.Empty(t, Field(httptest.NewRequest("GET", "/", nil), "token", 10))
}

func TestBaseWithAVariable(t *testing.T) {
	m := newMarket(t, nil)
	require.Equal(t, 200, m.do("GET", "/stall/york/goods/?token=york", "", "").Code)
	require.Equal(t, 401, m.do("GET", "/stall/leeds/goods/?token=york", "", "").Code)
	require.Equal(t, 401, m.do("GET", "/stall/york/bads/?token=leeds", "", "").Code)
	require.Equal(t, 404, m.do("GET", "/stall/york/bads/?token=york", "", "").Code)
	require.Equal(t, 405, m.do("PUT", "/stall/york/close?token=york", "", "").Code)
	require.Equal(t, 404, m.do("GET", "/stall?token=", "", "").Code)
	require.Equal(t, 404, m.do("GET", "/stall//goods/?token=", "", "").Code)
	doc := m.doc()
	require.Empty(t, BaseParam(doc, "/stall/york", "city"))
	require.Equal(t, "york", BaseParam(doc, "/stall/york", "town"))
	require.Empty(t, BaseParam(doc, "/shop/york", "town"))
}

func (m *market) doc() *contract.Document {
	m.t.Helper()
	data, err := os.ReadFile("testdata/stall.yaml")
	require.NoError(m.t, err)
	doc, err := contract.Parse("stall", data)
	require.NoError(m.t, err)
	return doc
}

func TestSlashes(t *testing.T) {
	for name, row := range map[string]struct {
		slash          Slash
		method, target string
		code           int
		location       string
	}{
		"exactly":                                   {SlashExact, "GET", "/stall/york/goods/", 200, ""},
		"one too few":                               {SlashExact, "GET", "/stall/york/goods", 404, ""},
		"one too many":                              {SlashExact, "POST", "/stall/york/close/", 404, ""},
		"no name":                                   {SlashExact, "GET", "/stall/york/goods//", 404, ""},
		"ignored: one too few":                      {SlashIgnored, "GET", "/stall/york/goods", 200, ""},
		"ignored: one too many":                     {SlashIgnored, "POST", "/stall/york/close/", 403, ""},
		"ignored: two too many":                     {SlashIgnored, "POST", "/stall/york/close//", 404, ""},
		"ignored: of another method":                {SlashIgnored, "PUT", "/stall/york/close/", 405, ""},
		"redirected: exactly":                       {SlashRedirected, "GET", "/stall/york/goods/", 200, ""},
		"redirected: one too few":                   {SlashRedirected, "GET", "/stall/york/goods", 301, "/stall/york/goods/?token=york"},
		"redirected: whatever the method":           {SlashRedirected, "PUT", "/stall/york/goods", 301, "/stall/york/goods/?token=york"},
		"redirected: one too many":                  {SlashRedirected, "POST", "/stall/york/close/", 403, ""},
		"redirected: unknown either way":            {SlashRedirected, "GET", "/stall/york/bads", 404, ""},
		"redirected: fixed text before a parameter": {SlashRedirected, "GET", "/stall/york/goods/count", 301, "/stall/york/goods/count/?token=york"},
	} {
		t.Run(name, func(t *testing.T) {
			m := newMarket(t, func(c *Config[*stall]) { c.Slash = row.slash })
			w := m.do(row.method, row.target+"?token=york", "", "")
			require.Equal(t, row.code, w.Code)
			require.Equal(t, row.location, w.Header().Get("Location"))
		})
	}
	m := newMarket(t, func(c *Config[*stall]) { c.Slash = SlashRedirected })
	w := m.do("GET", "/stall/york/goods", "", "", func(r *http.Request) { r.RequestURI = "/w/one/stall/york/goods" })
	require.Equal(t, "/w/one/stall/york/goods/", w.Header().Get("Location"), "as the caller wrote it, and without a credential")
	w = m.do("GET", "/stall/york/goods?a=b", "", "", func(r *http.Request) { r.RequestURI = "" })
	require.Equal(t, "/stall/york/goods/?a=b", w.Header().Get("Location"))
}

// What is answered to callers who are not recognised.
func TestOrderOfPathAndCaller(t *testing.T) {
	for name, row := range map[string]struct {
		order                 Order
		path, method, clashes int
	}{
		"the caller first": {CallerFirst, 401, 401, 401},
		"the path first":   {PathFirst, 404, 401, 401},
		"the route first":  {RouteFirst, 404, 405, 405},
	} {
		t.Run(name, func(t *testing.T) {
			m := newMarket(t, func(c *Config[*stall]) { c.Order = row.order })
			require.Equal(t, row.path, m.do("GET", "/stall/york/bads", "", "").Code)
			require.Equal(t, row.method, m.do("PUT", "/stall/york/close", "", "").Code)
			require.Equal(t, row.clashes, m.do("GET", "/stall/york/goods/count/", "", "").Code)
			require.Equal(t, 404, m.do("GET", "/stall/york/bads?token=york", "", "").Code)
			require.Equal(t, 405, m.do("GET", "/stall/york/goods/count/?token=york", "", "").Code)
		})
	}
}

func TestAcceptHeader(t *testing.T) {
	m := newMarket(t, func(c *Config[*stall]) { c.CheckAccept = true })
	for accept, want := range map[string]int{
		"": 200, "*/*": 200, "application/*": 200, "text/html, application/json;q=0.1": 200, "application/vnd.a+json": 200,
		"text/html": 406, "image/*": 406, "application/json;q=0": 406, "text/html;q": 406,
	} {
		w := m.do("GET", "/stall/york/goods/?token=york", "", "", with("Accept", accept))
		require.Equal(t, want, w.Code, accept)
	}
	require.Equal(t, 406, m.do("GET", "/stall/york/goods/", "", "", with("Accept", "text/html")).Code, "before the caller")
	require.Equal(t, 200, m.do("GET", "/stall/york/goods/pear/?token=york", "", "", with("Accept", "text/html")).Code, "it is no JSON")
	require.Equal(t, 406, m.do("POST", "/stall/york/close?token=york", "", "", with("Accept", "text/html")).Code, "its errors are JSON")
}

func TestAnswersBesideJSON(t *testing.T) {
	m := newMarket(t, func(c *Config[*stall]) { c.JSONType = "application/json; charset=utf-8" })
	w := m.do("GET", "/stall/york/goods/pear/?token=york", "", "")
	require.Equal(t, []string{"\x89PNG", "image/png", "yes"}, []string{w.Body.String(), w.Header().Get("Content-Type"), w.Header().Get("X-Shown")})
	w = m.do("POST", "/stall/york/close?token=york", "", "")
	require.Equal(t, []string{"shut", "text/plain; charset=utf-8"}, []string{w.Body.String(), w.Header().Get("Content-Type")})
	w = m.do("GET", "/stall/york/goods/?token=york", "", "")
	require.Equal(t, "application/json; charset=utf-8", w.Header().Get("Content-Type"))
	w = m.do("GET", "/stall/york/goods/", "", "")
	require.Equal(t, "application/json; charset=utf-8", w.Header().Get("Content-Type"), "of problems too")
}

// Every answer is dressed, and a preflight needs neither credential nor path.
func TestDressAndPreflight(t *testing.T) {
	m := newMarket(t, func(c *Config[*stall]) {
		c.Dress = func(c *gin.Context, allow []string) {
			c.Header("Access-Control-Allow-Origin", "*")
			if len(allow) > 0 {
				c.Header("Allow", strings.Join(allow, ", "))
			}
		}
		c.Preflight = func(c *gin.Context) { c.Status(http.StatusOK) }
		c.Slash = SlashRedirected
	})
	for target, want := range map[string]struct {
		method string
		code   int
		allow  string
	}{
		"/stall/york/goods/?token=york":      {"GET", 200, "GET, POST"},
		"/stall/york/goods/":                 {"GET", 401, "GET, POST"},
		"/stall/york/goods/pear/?token=york": {"PUT", 405, "GET"},
		"/stall/york/goods":                  {"GET", 301, "GET, POST"},
		"/stall/york/bads?token=york":        {"GET", 404, ""},
		"/stall/york/close":                  {"OPTIONS", 200, "POST"},
		"/stall/york/bads":                   {"OPTIONS", 200, ""},
	} {
		w := m.do(want.method, target, "", "")
		require.Equal(t, want.code, w.Code, target)
		require.Equal(t, "*", w.Header().Get("Access-Control-Allow-Origin"), target)
		require.Equal(t, want.allow, w.Header().Get("Allow"), target)
		require.Equal(t, want.code, m.call.Status)
	}
}
