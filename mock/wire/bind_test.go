package wire

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// Whatever a caller sends: no panic, no unmapped error, and an operation gets exactly what was judged.
func FuzzBind(f *testing.F) {
	f.Add("4", "from=x&page=2&tag=a&sizes=1,2", `{"name":"lamp","count":2}`)
	f.Add("+4", "from=&open=true&ratio=1e3&since=2026-03-02T09:10:02Z", `{"name":"a","NAME":"b"}`)
	f.Add("x", "page=99999999999999999999&sizes=", `{"name":"a","name":"b","count":1.0}`)
	f.Add("4%2F5", "from=a&from=b&size=+1;x", `{"name":null}`)
	f.Add("..", "%", "{")
	b := newBench(f)
	f.Fuzz(func(t *testing.T, shelf, query, body string) {
		req, err := http.NewRequest("PUT", "http://localhost/shop/shelves/"+url.PathEscape(shelf)+"/item", strings.NewReader(body))
		if err != nil {
			return
		}
		if b.serve(t, req) == http.StatusOK {
			got, member := b.shop.got.(putIn), map[string]any{}
			require.NoError(t, json.Unmarshal([]byte(body), &member))
			require.Equal(t, shelf, got.Shelf)
			require.Equal(t, member["name"], got.Body.Name)
			count, _ := member["count"].(float64)
			require.EqualValues(t, count, got.Body.Count)
		}
		req = req.Clone(t.Context())
		req.Method, req.URL.RawQuery, req.Body = "GET", query, nil
		req.URL.Path, req.URL.RawPath = "/shop/shelves/4", ""
		if b.serve(t, req) == http.StatusOK {
			got := b.shop.got.(listIn)
			require.Equal(t, req.URL.Query().Get("from"), got.From)
			require.Equal(t, req.URL.Query()["tag"], got.Tags)
		}
	})
}

// serve returns the status.
func (b *bench) serve(t testing.TB, req *http.Request) int {
	t.Helper()
	b.shop.got, b.call = nil, &Call{}
	req = req.WithContext(WithCall(t.Context(), b.call))
	req.Header.Set("apikey", "k")
	w := httptest.NewRecorder()
	b.engine.ServeHTTP(w, req)
	require.Nil(t, b.call.Panic)
	require.NoError(t, ignoreAsked(b.call.Unmapped))
	require.Equal(t, w.Code, b.call.Status)
	return w.Code
}

// ignoreAsked forgives the one error that the shop gives when asked for it.
func ignoreAsked(err error) error {
	if err == errUnknown {
		return nil
	}
	return err
}

func BenchmarkHandle(b *testing.B) {
	h := newBench(b)
	body := `{"name":"lamp","count":2}`
	b.ReportAllocs()
	for b.Loop() {
		if w := h.send("PUT", "/shelves/4/item", body); w.Code != http.StatusOK {
			b.Fatal(w.Body.String())
		}
	}
}

// BenchmarkRecorder is what the benchmark above spends on the test's own request and recorder.
func BenchmarkRecorder(b *testing.B) {
	h := newBench(b)
	b.ReportAllocs()
	for b.Loop() {
		h.send("OPTIONS", "/", "", without("apikey"))
	}
}
