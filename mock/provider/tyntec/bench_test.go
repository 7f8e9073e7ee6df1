package tyntec

import (
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// silent is a response writer that keeps nothing.
type silent struct {
	header http.Header
	status int
}

func (s *silent) Header() http.Header         { return s.header }
func (s *silent) Write(p []byte) (int, error) { return len(p), nil }
func (s *silent) WriteHeader(status int)      { s.status = status }

// measure sends one body again and again through the whole way: router, contract, wire, rules, network, answer.
func measure(b *testing.B, w *world, operation, body string, want int) {
	op := w.doc.Operation(operation)
	path := w.doc.Base() + op.Path
	b.ReportAllocs()
	for b.Loop() {
		req := httptest.NewRequest(op.Method, path, strings.NewReader(body))
		req.Header.Set("apikey", demoKey)
		req.Header.Set("Content-Type", "application/json")
		out := silent{header: http.Header{}}
		w.engine.ServeHTTP(&out, req)
		if out.status != want {
			b.Fatal(out.status)
		}
	}
}

func BenchmarkSendText(b *testing.B) {
	measure(b, newWorld(b), "sendMessage", waText(ana), http.StatusAccepted)
}

func BenchmarkSendCarousel(b *testing.B) {
	w := newWorld(b)
	data, err := os.ReadFile("testdata/requests/carousel.json")
	require.NoError(b, err)
	body := strings.Replace(string(data), "0d6f2c1e-90ab-4d7e-8f10-2b3c4d5e6f70", w.upload("image/jpeg", "x", ""), 1)
	measure(b, w, "sendMessage", body, http.StatusAccepted)
}

func BenchmarkRefuse(b *testing.B) {
	measure(b, newWorld(b), "sendMessage", waText("12-3"), http.StatusBadRequest)
}

func BenchmarkStatus(b *testing.B) {
	w := newWorld(b)
	id := w.send(waText(ana))
	op := w.doc.Operation("getMessageStatus")
	path := w.doc.Base() + fill(op.Path, []string{id})
	b.ReportAllocs()
	for b.Loop() {
		req := httptest.NewRequest(op.Method, path, nil)
		req.Header.Set("apikey", demoKey)
		out := silent{header: http.Header{}}
		w.engine.ServeHTTP(&out, req)
		if out.status != http.StatusOK {
			b.Fatal(out.status)
		}
	}
}

func BenchmarkTranslate(b *testing.B) {
	w := newWorld(b)
	w.send(waText(ana))
	events, _ := w.net.Events(w.net.Position()-1, 1)
	b.ReportAllocs()
	for b.Loop() {
		if len(w.p.Translate(events[0])) != 1 {
			b.Fatal("one callback is expected")
		}
	}
}
