package server

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mynah-sim/mynah/mock/config"
	"github.com/mynah-sim/mynah/mock/journal"
)

const (
	demoKey  = "tyntec-demo-key"
	base     = "/tyntec/conversations/v3"
	anaSends = `{"to":"4915735990001","channel":"whatsapp","kind":"text","text":"hello"}`
	hello    = `{"from":"4915735990001","to":"491700000001","channel":"whatsapp","content":{"contentType":"text","text":"hello back"}}`
)

// manual is a server whose default world has a clock that is moved by hand.
func manual(t testing.TB) *Server {
	t.Helper()
	s, err := New(Config{Settings: config.Config{ClockMode: clockManual, WebhookConcurrency: 8}})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, s.Close()) })
	return s
}

// call makes one call and answers status and body.
func call(t testing.TB, s *Server, method, path, key, body string) (int, string) {
	t.Helper()
	r := httptest.NewRequestWithContext(t.Context(), method, path, strings.NewReader(body))
	r.Header.Set("Content-Type", "application/json")
	if key != "" {
		r.Header.Set("apikey", key)
	}
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	return w.Code, w.Body.String()
}

// value reads a member of a JSON answer.
func value(t testing.TB, text string, path ...string) any {
	t.Helper()
	var v any
	require.NoError(t, json.Unmarshal([]byte(text), &v), text)
	for _, name := range path {
		v = v.(map[string]any)[name]
	}
	return v
}

func TestAMessageGoesOutAndStandsOnThePhone(t *testing.T) {
	s := manual(t)
	status, body := call(t, s, "POST", "/_mynah/worlds/default/handsets/491700000001/messages", "", anaSends)
	require.Equal(t, 201, status, body)
	status, body = call(t, s, "POST", base+"/messages", demoKey, hello)
	require.Equal(t, 202, status, body)
	id := value(t, body, "messageId").(string)
	status, body = call(t, s, "POST", "/_mynah/worlds/default/clock/advance", "", `{"by":"1s"}`)
	require.Equal(t, 200, status, body)
	_, body = call(t, s, "GET", base+"/messages/"+id+"/status", demoKey, "")
	require.Equal(t, "delivered", value(t, body, "status"))
	_, body = call(t, s, "GET", "/_mynah/worlds/default/handsets/491700000001/screen", "", "")
	require.Contains(t, body, "hello back")
}

func TestWorldsShareNothing(t *testing.T) {
	s := manual(t)
	status, body := call(t, s, "POST", "/_mynah/worlds", "", `{"name":"other"}`)
	require.Equal(t, 201, status, body)
	key := value(t, body, "providers", "tyntec", "credentials", "apikey").(string)
	require.NotEqual(t, demoKey, key)
	require.Contains(t, value(t, body, "providers", "tyntec", "baseUrl"), "/w/other/tyntec")

	status, body = call(t, s, "POST", base+"/messages", key, hello) // the credential alone finds the world
	require.Equal(t, 202, status, body)
	id := value(t, body, "messageId").(string)
	for name, tc := range map[string]struct {
		path, key string
		want      int
	}{
		"found in its world by address":                 {"/w/other" + base, key, 200},
		"found in its world by credential":              {base, key, 200},
		"unknown in another world":                      {base, demoKey, 404},
		"a credential of another world is unknown":      {"/w/other" + base, demoKey, 401},
		"an address of a world that is not there":       {"/w/nowhere" + base, key, 404},
		"a credential of nobody is the default world's": {base, "nobody", 401},
	} {
		t.Run(name, func(t *testing.T) {
			status, body := call(t, s, "GET", tc.path+"/messages/"+id+"/status", tc.key, "")
			require.Equal(t, tc.want, status, body)
		})
	}

	status, _ = call(t, s, "DELETE", "/_mynah/worlds/other", "", "")
	require.Equal(t, 204, status)
	status, _ = call(t, s, "GET", base+"/messages/"+id+"/status", key, "")
	require.Equal(t, 401, status)
}

func TestResetPutsAWorldBackToItsStart(t *testing.T) {
	s := manual(t)
	_, before := call(t, s, "GET", "/_mynah/worlds/default", "", "")
	_, body := call(t, s, "POST", base+"/messages", demoKey, hello)
	id := value(t, body, "messageId").(string)
	status, after := call(t, s, "POST", "/_mynah/worlds/default/reset", "", "")
	require.Equal(t, 200, status, after)
	require.Equal(t, value(t, before, "digest"), value(t, after, "digest"))
	status, _ = call(t, s, "GET", base+"/messages/"+id+"/status", demoKey, "")
	require.Equal(t, 404, status)
	_, body = call(t, s, "POST", base+"/messages", demoKey, hello)
	require.Equal(t, id, value(t, body, "messageId"), "same seed, same commands, same ids")
}

// afterASecond is what becomes of a message after a second.
func afterASecond(t *testing.T, s *Server, world, key, id string) (digest any, message string) {
	t.Helper()
	status, body := call(t, s, "POST", "/_mynah/worlds/"+world+"/clock/advance", "", `{"by":"1s"}`)
	require.Equal(t, 200, status, body)
	_, shown := call(t, s, "GET", "/_mynah/worlds/"+world, "", "")
	status, body = call(t, s, "GET", base+"/messages/"+id+"/status", key, "")
	require.Equal(t, 200, status, body)
	return value(t, shown, "digest"), value(t, body, "status").(string)
}

func TestForkAndRestoreGoTheSameWay(t *testing.T) {
	s := manual(t)
	status, body := call(t, s, "POST", "/_mynah/worlds/default/handsets/491700000001/messages", "", anaSends)
	require.Equal(t, 201, status, body)
	status, body = call(t, s, "PUT", base+"/configurations/callbacks", demoKey, `{"callbackVersion":"2.12"}`)
	require.Equal(t, 200, status, body)
	_, body = call(t, s, "POST", base+"/messages", demoKey, hello)
	id := value(t, body, "messageId").(string)
	status, shot := call(t, s, "POST", "/_mynah/worlds/default/snapshots", "", "")
	require.Equal(t, 201, status, shot)
	status, fork := call(t, s, "POST", "/_mynah/worlds/default/fork", "", `{"name":"what-if"}`)
	require.Equal(t, 201, status, fork)
	require.Equal(t, value(t, shot, "digest"), value(t, fork, "digest"))
	key := value(t, fork, "providers", "tyntec", "credentials", "apikey").(string)
	require.NotEqual(t, demoKey, key)

	digest, message := afterASecond(t, s, "default", demoKey, id)
	require.Equal(t, "delivered", message)
	status, body = call(t, s, "GET", base+"/messages/"+id+"/status", key, "")
	require.Equal(t, 200, status, body)
	require.Equal(t, "accepted", value(t, body, "status"), "the fork has not moved")
	again, message := afterASecond(t, s, "what-if", key, id)
	require.Equal(t, []any{digest, "delivered"}, []any{again, message})
	_, body = call(t, s, "GET", base+"/configurations", key, "")
	require.Equal(t, "2.12", value(t, body, "callback", "callbackVersion"), "settings are forked too")

	status, body = call(t, s, "POST", "/_mynah/worlds/default/snapshots/"+value(t, shot, "id").(string)+"/restore", "", "")
	require.Equal(t, 200, status, body)
	require.Equal(t, value(t, shot, "digest"), value(t, body, "digest"))
	again, _ = afterASecond(t, s, "default", demoKey, id)
	require.Equal(t, digest, again)
	status, body = call(t, s, "POST", "/_mynah/worlds/what-if/reset", "", "")
	require.Equal(t, 200, status, body)
	require.Equal(t, value(t, shot, "digest"), value(t, body, "digest"), "a fork begins where it was forked")
	require.Equal(t, key, value(t, body, "providers", "tyntec", "credentials", "apikey"))
}

// badInput are requests that no integrator should send, each with the answer that it gets.
var badInput = []struct {
	name, method, path, key, mime, body string
	want                                int
	says                                string
}{
	{"malformed JSON", "POST", "/messages", demoKey, "application/json", `{"to":`, 400, "DataNotParseable"},
	{"trailing bytes", "POST", "/messages", demoKey, "application/json", hello + "}", 400, "DataNotParseable"},
	{"no body", "POST", "/messages", demoKey, "application/json", ``, 400, "DataNotParseable"},
	{"an array", "POST", "/messages", demoKey, "application/json", `[]`, 400, "DataNotParseable"},
	{"a number", "POST", "/messages", demoKey, "application/json", `7`, 400, "DataNotParseable"},
	{"wrong content type", "POST", "/messages", demoKey, "text/xml", hello, 415, "Unsupported Media Type"},
	{"unknown content type of a message", "POST", "/messages", demoKey, "application/json",
		strings.Replace(hello, `"contentType":"text"`, `"contentType":"smell"`, 1), 400, "validate.request.content.contentType"},
	{"unknown channel", "POST", "/messages", demoKey, "application/json", strings.Replace(hello, "whatsapp", "rcs", 1), 400, "validate.request.channel"},
	{"missing fields", "POST", "/messages", demoKey, "application/json", `{"channel":"whatsapp"}`, 400, "validate.request.to"},
	{"wrong types", "POST", "/messages", demoKey, "application/json", `{"to":{},"from":[],"channel":"whatsapp","content":true}`, 400, "validate.request.content"},
	{"an extra field", "POST", "/messages", demoKey, "application/json", strings.Replace(hello, `"to"`, `"colour":"red","to"`, 1), 202, "messageId"},
	{"deep nesting", "POST", "/messages", demoKey, "application/json", strings.Repeat(`{"a":`, 5000) + "1" + strings.Repeat("}", 5000), 400, "DataNotParseable"},
	{"invalid UTF-8", "POST", "/messages", demoKey, "application/json", strings.Replace(hello, "hello", "\xff\xfe", 1), 400, "DataNotParseable"},
	{"10 MB", "POST", "/messages", demoKey, "application/json", `{"x":"` + strings.Repeat("x", 10<<20) + `"}`, 413, "Payload Too Large"},
	{"unknown path", "GET", "/nowhere", demoKey, "", "", 404, "Not Found"},
	{"unknown path without a key", "GET", "/nowhere", "", "", "", 401, "No API key found"},
	{"wrong method", "DELETE", "/messages", demoKey, "", "", 405, "Method Not Allowed"},
	{"an id that is none", "GET", "/messages/x/status", demoKey, "", "", 400, "must be a valid uuid"},
	{"an id of nobody", "GET", "/messages/00000000-0000-4000-8000-000000000000/status", demoKey, "", "", 404, "Not Found"},
	{"a wrong key", "POST", "/messages", "wrong", "application/json", hello, 401, "Invalid authentication credentials"},
	{"a foreign sender", "POST", "/messages", demoKey, "application/json", strings.Replace(hello, "4915735990001", "4999999", 1), 403, "Forbidden"},
	{"a path that climbs", "GET", "/../../../etc/passwd", demoKey, "", "", 404, ""},
	{"an escaped path", "GET", "/messages/%2e%2e%2f%00/status", demoKey, "", "", 404, ""},
}

func TestBadInputGetsThePlainTruth(t *testing.T) {
	s := manual(t)
	for _, tc := range badInput {
		t.Run(tc.name, func(t *testing.T) {
			r := httptest.NewRequestWithContext(t.Context(), tc.method, base+tc.path, strings.NewReader(tc.body))
			r.Header.Set("Content-Type", tc.mime)
			r.Header.Set("apikey", tc.key)
			w := httptest.NewRecorder()
			s.ServeHTTP(w, r)
			require.Equal(t, tc.want, w.Code, w.Body.String())
			require.Contains(t, w.Body.String(), tc.says)
		})
	}
	w, _ := s.worlds.get("default")
	ours, _ := w.journal.Violations(journal.ViolationFilter{Fault: journal.ByMock})
	require.Empty(t, ours)
	all, _ := w.journal.Entries(journal.Filter{Kind: journal.KindExchange, Limit: 1000})
	require.Len(t, all, len(badInput), "each call stands in the journal")
	for _, e := range all {
		require.Empty(t, e.Exchange.Panic)
		require.Empty(t, e.Exchange.Unmapped)
	}
}

func TestTheQuickstartLinesWork(t *testing.T) {
	s := manual(t)
	_, text := call(t, s, "GET", "/_mynah/quickstart", "", "")
	lines := 0
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if !strings.HasPrefix(line, "curl ") {
			continue
		}
		lines++
		r := curl(t, line)
		w := httptest.NewRecorder()
		s.ServeHTTP(w, r)
		require.Less(t, w.Code, 300, "%s\n%s", line, w.Body)
	}
	require.GreaterOrEqual(t, lines, 4)
}

func TestTheQuickstartOfAWorldWithOneProvider(t *testing.T) {
	const file = `
tyntec:
  accounts:
    - {id: alone, name: alone, key: a-key, whatsAppAccounts: [{id: b7d6a0c2-52a1-4f0e-9a53-6f1f0f6f9e10, waba: "10455667788990"}]}
wabas:
  - {id: "10455667788990", name: Alone}
senders:
  - {channel: whatsapp, id: "4915735990001", account: alone, waba: "10455667788990", name: Alone}
`
	path := filepath.Join(t.TempDir(), "world.yaml")
	require.NoError(t, os.WriteFile(path, []byte(file), 0o600))
	s, err := New(Config{Settings: config.Config{ClockMode: clockManual, WebhookConcurrency: 8, WorldFile: path}})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, s.Close()) })
	require.Contains(t, s.Quickstart(), "a-key")
	require.NotContains(t, s.Quickstart(), "/wabbit", "there is nobody to be at that provider")
}

// curl reads a request from a command line as the quickstart writes them.
func curl(t *testing.T, line string) *http.Request {
	t.Helper()
	method, address, body := "GET", "", ""
	header := http.Header{}
	words := shellWords(line)
	for i := 1; i < len(words); i++ {
		switch words[i] {
		case "-X":
			i++
			method = words[i]
		case "-H":
			i++
			name, value, _ := strings.Cut(words[i], ": ")
			header.Set(name, value)
		case "-d":
			i++
			body = words[i]
		default:
			address = words[i]
		}
	}
	r, err := http.NewRequestWithContext(t.Context(), method, address, io.NopCloser(bytes.NewReader([]byte(body))))
	require.NoError(t, err)
	r.Header = header
	return r
}

// shellWords splits a line at blanks outside of single quotes.
func shellWords(line string) (words []string) {
	quoted := false
	return strings.FieldsFunc(line, func(r rune) bool {
		if r == '\'' {
			quoted = !quoted
			return true
		}
		return r == ' ' && !quoted
	})
}
