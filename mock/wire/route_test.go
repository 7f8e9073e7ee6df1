package wire

import (
	"context"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"

	"github.com/gin-gonic/gin"
	"github.com/stretchr/testify/require"

	"github.com/mynah-sim/mynah/mock/contract"
	"github.com/mynah-sim/mynah/specs"
)

func TestNotFoundNamesTheMethodsOfAPath(t *testing.T) {
	for name, row := range map[string]struct {
		method, path string
		want         int
		allow        string
	}{
		"one method more":                    {"POST", "/shelves/4/item", 405, "DELETE, PUT"},
		"HEAD is a method too":               {"HEAD", "/shelves/4", 405, "GET"},
		"fixed text wins over a parameter":   {"GET", "/shelves/tidy", 405, "POST"},
		"in another method's tree as well":   {"POST", "/shelves/tidy/4", 405, "PATCH"},
		"what is not mounted is not there":   {"GET", "/later", 404, ""},
		"an empty parameter is no path":      {"GET", "/shelves/", 404, ""},
		"the text after a parameter":         {"GET", "/files/a.txt", 404, ""},
		"the text after a parameter, method": {"POST", "/files/a.yaml", 405, "GET"},
		"nothing but the text":               {"GET", "/files/.yaml", 404, ""},
		"the base alone":                     {"GET", "", 404, ""},
	} {
		t.Run(name, func(t *testing.T) {
			b := newBench(t)
			w := b.send(row.method, row.path, "")
			require.Equal(t, row.want, w.Code)
			require.Equal(t, row.allow, w.Header().Get("Allow"))
			require.Equal(t, row.want, b.call.Status)
			require.NoError(t, b.call.Unmapped)
		})
	}
}

func TestRepeatedSlashesCountAsOne(t *testing.T) {
	b := newBench(t)
	served := 0
	b.engine.Use(func(c *gin.Context) { served++ })
	b.engine.NoRoute(b.mux.NotFound)
	require.Equal(t, 200, b.send("PUT", "//shelves///4/item", `{"name":"a"}`).Code)
	require.Equal(t, putIn{Shelf: "4", Body: item{Name: "a"}}, b.shop.got)
	require.Equal(t, "put", b.call.Operation.ID)
	require.Equal(t, 1, served, "middleware sees it once")
	require.Equal(t, 204, b.send("POST", "//shelves/tidy", "").Code)
	require.Equal(t, 405, b.send("DELETE", "//shelves//4", "").Code)
	w := b.send("PUT", "/shelves//item", `{"name":"a"}`)
	require.Equal(t, "GET", w.Header().Get("Allow"), "this is the shelf called item")

	b.mux.config.Collapse = false
	require.Equal(t, 404, b.send("PUT", "/shelves//item", `{"name":"a"}`).Code, "a parameter is never empty")
	require.Equal(t, 404, b.send("PUT", "//shelves/4/item", `{"name":"a"}`).Code)
}

func TestATextAfterAParameterIsNotPartOfIt(t *testing.T) {
	b := newBench(t)
	require.Equal(t, "a", b.send("GET", "/files/a.yaml", "").Body.String())
	require.Equal(t, "a.yaml", b.send("GET", "/files/a.yaml.yaml", "").Body.String())
}

// Gin takes the paths of every document, and brings each call to its own operation.
func TestEveryDocumentedOperationIsReached(t *testing.T) {
	gin.SetMode(gin.ReleaseMode)
	entries, err := specs.FS.ReadDir(".")
	require.NoError(t, err)
	for _, entry := range entries {
		name := strings.TrimSuffix(entry.Name(), ".yaml")
		d, err := contract.Load(name)
		require.NoError(t, err)
		m := New(Config[*shop]{Engine: gin.New(), Document: d, Answer: answer,
			Caller: func(c *gin.Context) (*shop, context.Context, error) { return nil, nil, errNoKey }})
		for _, op := range d.Operations() {
			Raw(m, op.ID, (*shop).file)
		}
		require.Empty(t, m.Missing())
		for _, op := range d.Operations() {
			call := &Call{}
			path := parameters.ReplaceAllString(d.Base()+op.Path, "1")
			req := httptest.NewRequestWithContext(WithCall(t.Context(), call), op.Method, path, nil)
			m.config.Engine.ServeHTTP(httptest.NewRecorder(), req)
			require.Same(t, op, call.Operation, "%s %s", op.Method, path)
			f, _ := m.find(req)
			require.NoError(t, f.err)
			require.Same(t, op, f.route.op)
		}
	}
}

var parameters = regexp.MustCompile(`\{[^}]+\}`)

func TestMissing(t *testing.T) {
	b := newBench(t)
	require.Equal(t, []string{"later", "pair"}, b.mux.Missing())
	require.True(t, b.mux.Implemented("put"))
	require.False(t, b.mux.Implemented("later"))
	require.False(t, b.mux.Implemented("unheard"))
}

func TestMistakesPanicAtMounting(t *testing.T) {
	type none struct{}
	for want, mount := range map[string]func(m *Mux[*shop]){
		`document "shop" has no operation "unheard"`: func(m *Mux[*shop]) { Handle(m, "unheard", (*shop).tidy) },
		`"put" is mounted twice`:                     func(m *Mux[*shop]) { Handle(m, "put", (*shop).put) },
		`"{a}-{b}" holds more than one parameter`:    func(m *Mux[*shop]) { Handle(m, "pair", (*shop).tidy) },
		`no query parameter "colour"`: mountIn[struct {
			A string `query:"colour"`
		}],
		`no path parameter "from"`: mountIn[struct {
			A string `path:"from"`
		}],
		`A of type uint cannot hold`: mountIn[struct {
			A uint `query:"page"`
		}],
		`A of type int cannot hold`: mountIn[struct {
			A int `query:"from"`
		}],
		`A of type *bool cannot hold`: mountIn[struct {
			A *bool `query:"page"`
		}],
		`A of type string cannot hold`: mountIn[struct {
			A string `query:"tag"`
		}],
		`A of type [][]uint8 cannot hold`: mountIn[struct {
			A [][]byte `query:"tag"`
		}],
		`a is not exported`: mountIn[struct {
			a string `query:"from"`
		}],
		`A has none of the tags`:           mountIn[struct{ A string }],
		`the document has no request body`: mountIn[struct{ Body none }],
	} {
		t.Run(want, func(t *testing.T) {
			m := New(Config[*shop]{Engine: gin.New(), Document: document(t)})
			if want == `"put" is mounted twice` {
				mount(m)
			}
			defer func() {
				require.Contains(t, recover(), want)
			}()
			mount(m)
		})
	}
}

// mountIn mounts the list operation with another In.
func mountIn[In any](m *Mux[*shop]) {
	Handle(m, "list", func(*shop, context.Context, In) (Empty, error) { return Empty{}, nil })
}

func TestCallOfIsNeverNil(t *testing.T) {
	require.NotNil(t, CallOf(context.Background()))
	c := &Call{Status: http.StatusTeapot}
	require.Same(t, c, CallOf(WithCall(context.Background(), c)))
}
