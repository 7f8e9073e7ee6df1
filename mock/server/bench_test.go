package server

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// sink takes an answer and forgets it.
type sink struct {
	header http.Header
	status int
}

func (s *sink) Header() http.Header         { return s.header }
func (s *sink) WriteHeader(status int)      { s.status = status }
func (s *sink) Write(p []byte) (int, error) { return len(p), nil }

func BenchmarkSendText(b *testing.B) {
	s := manual(b)
	status, body := call(b, s, "POST", "/_mynah/worlds/default/handsets/491700000001/messages", "", anaSends)
	require.Equal(b, 201, status, body)
	b.ReportAllocs()
	for b.Loop() {
		r := httptest.NewRequest("POST", base+"/messages", strings.NewReader(hello))
		r.Header.Set("Content-Type", "application/json")
		r.Header.Set("apikey", demoKey)
		w := sink{header: http.Header{}}
		s.ServeHTTP(&w, r)
		if w.status != 202 {
			b.Fatal(w.status)
		}
	}
}
