package main

import (
	"bufio"
	"bytes"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/mynah-sim/mynah/mock/config"
	"github.com/mynah-sim/mynah/mock/server"
)

// Every case does what it says: the server accepts it and sends it, and it keeps to the document.
func TestCasesAreAccepted(t *testing.T) {
	file := filepath.Join(t.TempDir(), "world.yaml")
	require.NoError(t, os.WriteFile(file, world, 0o600))
	s, err := server.New(server.Config{Settings: config.Config{ClockMode: config.ClockManual, WebhookConcurrency: 1, WorldFile: file}})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, s.Close()) })
	web := httptest.NewServer(s)
	t.Cleanup(web.Close)
	v := &variant{path: messages, want: http.StatusAccepted, mynah: true, address: strings.TrimPrefix(web.URL, "http://")}
	require.NoError(t, v.prepare(t.Context(), 2))
	require.NoError(t, v.prepare(t.Context(), 2), "and once more")
	require.NotEqual(t, v.keys[0], v.keys[1])
	for _, c := range cases() {
		require.NoError(t, v.prepare(t.Context(), 1))
		conn, err := net.Dial("tcp", v.address)
		require.NoError(t, err)
		_, err = conn.Write(request(v.address, v.paths[0], v.keys[0], c.body))
		require.NoError(t, err)
		answer, err := http.ReadResponse(bufio.NewReader(conn), nil)
		require.NoError(t, err)
		body, err := io.ReadAll(answer.Body)
		require.NoError(t, err)
		require.Equal(t, http.StatusAccepted, answer.StatusCode, "%s: %s", c.name, body)
		require.NoError(t, conn.Close())
		require.NoError(t, v.bench(t.Context(), "POST", "/worlds/default/clock/advance", `{"by":"10s"}`, nil))
		var screen struct {
			Chats []struct{ Messages []struct{ Kind string } }
		}
		require.NoError(t, v.bench(t.Context(), "GET", "/worlds/default/handsets/"+customer+"/screen", "", &screen))
		require.Len(t, screen.Chats[0].Messages, 2, "%s has arrived", c.name)
	}
	require.InDelta(t, 6000, len(cases()[2].body), 1500, "a carousel of about six kilobytes")
}

func TestDriveCountsAnswers(t *testing.T) {
	calls := make(chan string, 1<<16)
	web := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		select {
		case calls <- r.URL.Path + " " + r.Header.Get("apikey") + " " + string(body):
		default:
		}
		if r.URL.Path == "/chunked" {
			w.WriteHeader(http.StatusAccepted)
			w.(http.Flusher).Flush()
			_, _ = io.WriteString(w, "in pieces")
			return
		}
		if r.URL.Path == "/refused" {
			http.Error(w, "no, thank you", http.StatusTeapot)
			return
		}
		w.WriteHeader(http.StatusAccepted)
		_, _ = io.WriteString(w, "taken")
	}))
	t.Cleanup(web.Close)
	address := strings.TrimPrefix(web.URL, "http://")
	d := drive{address: address, connections: 4, length: 50 * time.Millisecond, want: 202, requests: [][]byte{
		request(address, "/a", "k", `{"n":1}`), request(address, "/chunked", "k", `{"n":2}`),
	}}
	out, err := d.run(t.Context())
	require.NoError(t, err)
	require.Positive(t, out.rate)
	require.Positive(t, out.p50)
	require.GreaterOrEqual(t, out.p99, out.p50)
	seen := map[string]bool{}
	for range len(calls) {
		seen[<-calls] = true
	}
	require.Equal(t, map[string]bool{`/a k {"n":1}`: true, `/chunked k {"n":2}`: true}, seen)

	d.rate, d.length = 100, 200*time.Millisecond
	out, err = d.run(t.Context())
	require.NoError(t, err)
	require.LessOrEqual(t, out.rate, 150.0, "no more than was asked for")

	d.requests = [][]byte{request(address, "/refused", "k", "{}")}
	_, err = d.run(t.Context())
	require.ErrorContains(t, err, "418")
}

func TestReportComparesWithTheUnjudgedOne(t *testing.T) {
	b := bench{options: options{rounds: 3, round: time.Second, connections: 2}, results: []result{
		{load: "text", variant: "unjudged", rounds: []outcome{{100, 1e6, 2e6}, {300, 3e6, 4e6}, {200, 2e6, 3e6}}, at: []outcome{{70, 1e6, 2e6}, {70, 9e6, 9e6}, {70, 1e6, 1e6}}, rate: 70},
		{load: "text", variant: "plan", rounds: []outcome{{180, 1e6, 2e6}, {270, 1e6, 2e6}, {100, 1e6, 2e6}}, at: []outcome{{70, 1e6, 3e6}}, rate: 70},
		{load: "text", variant: "Prism", rounds: []outcome{{20, 1e6, 2e6}}},
	}}
	var out bytes.Buffer
	require.NoError(t, b.report(&out))
	require.Contains(t, out.String(), "| text | unjudged | 200 | 1.00 | 2ms | 3ms | 70 | 1ms | 2ms | 1.00 |\n")
	require.Contains(t, out.String(), "| text | plan | 180 | 0.90 | 1ms | 2ms | 70 | 1ms | 3ms | 1.50 |\n")
	require.Contains(t, out.String(), "| text | Prism | 20 | 0.20 | 1ms | 2ms | | | | |\n")
}

func TestOptions(t *testing.T) {
	o, err := parse([]string{"--cases", "text,list", "--rounds", "7"})
	require.NoError(t, err)
	require.Equal(t, 7, o.rounds)
	require.True(t, o.wants("list"))
	require.False(t, o.wants("carousel"))
	_, err = parse([]string{"--rounds", "0"})
	require.Error(t, err)
	_, err = parse([]string{"--round", "soon"})
	require.Error(t, err)
	require.True(t, options{}.wants("anything"))
}
