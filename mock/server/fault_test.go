package server

import (
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/mynah-sim/mynah/mock/config"
	"github.com/mynah-sim/mynah/mock/network"
)

// inject puts a fault into the default world.
func inject(t testing.TB, s *Server, name string, match network.Match, params map[string]string) {
	t.Helper()
	w, ok := s.worlds.get("default")
	require.True(t, ok)
	_, err := w.net.AddFault(network.Fault{Name: name, Match: match, Params: params})
	require.NoError(t, err)
}

// received is how many texts a person has.
func received(t testing.TB, s *Server) int {
	t.Helper()
	_, body := call(t, s, "POST", "/_mynah/worlds/default/clock/advance", "", `{"by":"1m"}`)
	_, body = call(t, s, "GET", "/_mynah/worlds/default/handsets/491700000001/screen", "", "")
	return strings.Count(body, "hello back")
}

func TestFaultsOfTheEdgeReplaceTheAnswer(t *testing.T) {
	for name, tc := range map[string]struct {
		fault  string
		match  network.Match
		params map[string]string
		status int
		body   string
		made   int
	}{
		"F01 is the provider's own 429":              {fault: "F01", status: 429, body: `"title":"Too Many Requests"`},
		"F02 as a page of a gateway":                 {fault: "F02", params: map[string]string{"status": "503", "body": "html"}, status: 503, body: "<h1>503"},
		"F02 as bare JSON":                           {fault: "F02", params: map[string]string{"body": "json"}, status: 500, body: `"error":"Internal Server Error"`},
		"F02 without a body":                         {fault: "F02", params: map[string]string{"body": "empty"}, status: 500},
		"F03 makes the message":                      {fault: "F03", status: 500, body: `"status":500`, made: 1},
		"F07 is a page":                              {fault: "F07", status: 502, body: "<html>"},
		"F08 refuses the key":                        {fault: "F08", status: 401, body: "Invalid authentication credentials"},
		"F08 refuses the right":                      {fault: "F08", params: map[string]string{"kind": "permission"}, status: 403, body: `"status":403`},
		"F11 says that the service is away":          {fault: "F11", params: map[string]string{"as": "unavailable"}, status: 503, body: `"status":503`},
		"F59 too":                                    {fault: "F59", status: 503, body: `"status":503`},
		"another operation is spared":                {fault: "F02", match: network.Match{Operation: "getMessageStatus"}, status: 202, made: 1},
		"another provider is spared":                 {fault: "F02", match: network.Match{Provider: "wabbit"}, status: 202, made: 1},
		"the person is read from the body":           {fault: "F02", match: network.Match{Number: "491700000001", Channel: network.WhatsApp, Sender: "4915735990001", Kind: "text"}, status: 500, body: `"status":500`},
		"and another one is spared":                  {fault: "F02", match: network.Match{Number: "491700000002"}, status: 202, made: 1},
		"the channel counts":                         {fault: "F02", match: network.Match{Channel: network.SMS}, status: 202, made: 1},
		"F04 without a wait is the answer as it was": {fault: "F04", params: map[string]string{"p50": "0s", "p95": "0s"}, status: 202, body: "messageId", made: 1},
		"F21 answers after the callbacks":            {fault: "F21", status: 202, body: "messageId", made: 1},
	} {
		t.Run(name, func(t *testing.T) {
			s := manual(t)
			_, _ = call(t, s, "POST", "/_mynah/worlds/default/handsets/491700000001/messages", "", anaSends)
			inject(t, s, tc.fault, tc.match, tc.params)
			status, body := call(t, s, "POST", base+"/messages", demoKey, hello)
			require.Equal(t, tc.status, status, body)
			require.Contains(t, body, tc.body)
			if tc.body == "" && tc.made == 0 {
				require.Empty(t, body)
			}
			w, _ := s.worlds.get("default")
			w.net.ClearFaults()
			require.Equal(t, tc.made, received(t, s))
			status, body = call(t, s, "GET", "/_mynah/worlds/default/journal?kind=exchange&provider=tyntec", "", "")
			require.Equal(t, 200, status, body)
			require.Equal(t, tc.status != 202 || tc.fault == "F04" || tc.fault == "F21", strings.Contains(body, `"fault":"`+tc.fault), body)
			_, body = call(t, s, "GET", "/_mynah/worlds/default/violations", "", "")
			require.Equal(t, []any{}, value(t, body, "items"), "what a fault does is no breach of ours")
		})
	}
}

func TestRetryAfterIsSent(t *testing.T) {
	s := manual(t)
	inject(t, s, "F01", network.Match{}, map[string]string{"retry_after": "1500ms"})
	r := httptest.NewRequestWithContext(t.Context(), "POST", base+"/messages", strings.NewReader(hello))
	r.Header.Set("Content-Type", "application/json")
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	require.Equal(t, "2", w.Header().Get("Retry-After"), "whole seconds, rounded up")
}

func TestFaultsOfTheEdgeBreakTheConnection(t *testing.T) {
	for name, tc := range map[string]struct {
		fault  string
		params map[string]string
		status int
		body   string
		err    error
		made   int
	}{
		"F05 ends the body early":             {fault: "F05", params: map[string]string{"keep": "10"}, status: 202, body: `{"messageI`, err: io.ErrUnexpectedEOF, made: 1},
		"F06 resets the connection":           {fault: "F06", err: syscall.ECONNRESET},
		"F06 resets it after the message":     {fault: "F06", params: map[string]string{"made": "true"}, err: syscall.ECONNRESET, made: 1},
		"F06 resets it before it reads":       {fault: "F06", params: map[string]string{"when": "before"}, err: syscall.ECONNRESET},
		"F05 may send everything, in one go":  {fault: "F05", params: map[string]string{"keep": "-1"}, status: 202, body: `{"messageId":`, made: 1},
		"F05 may send it at a speed of bytes": {fault: "F05", params: map[string]string{"keep": "-1", "rate": "100000"}, status: 202, body: `{"messageId":`, made: 1},
	} {
		t.Run(name, func(t *testing.T) {
			s := manual(t)
			_, _ = call(t, s, "POST", "/_mynah/worlds/default/handsets/491700000001/messages", "", anaSends)
			inject(t, s, tc.fault, network.Match{}, tc.params)
			real := httptest.NewServer(s)
			defer real.Close()
			r, err := http.NewRequestWithContext(t.Context(), "POST", real.URL+base+"/messages", strings.NewReader(hello))
			require.NoError(t, err)
			r.Header.Set("Content-Type", "application/json")
			r.Header.Set("apikey", demoKey)
			resp, err := (&http.Transport{DisableKeepAlives: true}).RoundTrip(r)
			if tc.status == 0 {
				require.Error(t, err)
				require.True(t, errors.Is(err, tc.err) || errors.Is(err, io.EOF), err)
			} else {
				require.NoError(t, err)
				defer resp.Body.Close()
				require.Equal(t, tc.status, resp.StatusCode)
				body, err := io.ReadAll(resp.Body)
				require.ErrorIs(t, err, tc.err)
				require.Contains(t, string(body), tc.body)
			}
			w, _ := s.worlds.get("default")
			w.net.ClearFaults()
			require.Equal(t, tc.made, received(t, s))
		})
	}
}

func TestDownloadsAreDamaged(t *testing.T) {
	for name, tc := range map[string]struct {
		params map[string]string
		mime   string
		body   string
		err    error
	}{
		"one byte differs":      {map[string]string{}, "text/plain", "good \x92edia", nil},
		"another type":          {map[string]string{"hash": "false", "type": "image/png"}, "image/png", "good media", nil},
		"it stops in mid-file":  {map[string]string{"hash": "false", "cut": "4"}, "text/plain", "good", io.ErrUnexpectedEOF},
		"a size that is larger": {map[string]string{"hash": "false", "size": "20"}, "text/plain", "good media", io.ErrUnexpectedEOF},
		"a size that is small":  {map[string]string{"hash": "false", "size": "5"}, "text/plain", "good ", nil},
		"slowly":                {map[string]string{"hash": "false", "speed": "100000"}, "text/plain", "good media", nil},
	} {
		t.Run(name, func(t *testing.T) {
			s := manual(t)
			w, _ := s.worlds.get("default")
			m, err := w.net.AddMedia(network.NewMedia{Account: "demoshop", MIME: "text/plain", Data: []byte("good media")})
			require.NoError(t, err)
			inject(t, s, "F47", network.Match{}, tc.params)
			real := httptest.NewServer(s)
			defer real.Close()
			r, err := http.NewRequestWithContext(t.Context(), "GET", real.URL+base+"/media/"+m.ID.String(), nil)
			require.NoError(t, err)
			r.Header.Set("apikey", demoKey)
			resp, err := http.DefaultClient.Do(r)
			require.NoError(t, err)
			defer resp.Body.Close()
			body, err := io.ReadAll(resp.Body)
			require.ErrorIs(t, err, tc.err)
			require.Equal(t, tc.body, string(body))
			require.Equal(t, tc.mime, strings.Split(resp.Header.Get("Content-Type"), ";")[0])
		})
	}
}

// Files that people get by an address of their own are damaged too.
func TestAddressesOfFilesAreDamaged(t *testing.T) {
	s := danaWrote(t)
	status, body := oneMsgCall(t, s, "POST", "/uploadMedia", jsonType, `{"body":"data:text/plain;base64,Z29vZCBtZWRpYQ=="}`)
	require.Equal(t, 200, status, body)
	_, body = oneMsgCall(t, s, "GET", "/retrieveMedia?mediaId="+value(t, body, "mediaId").(string), "", "")
	address, err := url.Parse(value(t, body, "url").(string))
	require.NoError(t, err)
	status, body = call(t, s, "GET", address.Path, "", "")
	require.Equal(t, 200, status)
	require.Equal(t, "good media", body)
	inject(t, s, "F47", network.Match{Provider: "onemsg"}, map[string]string{"type": "image/png"})
	status, body = call(t, s, "GET", address.Path, "", "")
	require.Equal(t, 200, status)
	require.Equal(t, "good \x92edia", body)
}

// F04 takes real time, here that of a bubble.
func TestHangingCallAnswersWhenItsTimeIsOver(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s, err := New(Config{Settings: config.Config{ClockMode: clockManual}})
		require.NoError(t, err)
		inject(t, s, "F04", network.Match{}, map[string]string{"hold": "7s"})
		before := time.Now()
		status, _ := call(t, s, "POST", base+"/messages", demoKey, hello)
		require.Equal(t, 202, status)
		require.Equal(t, 7*time.Second, time.Since(before))
		require.NoError(t, s.Close())
	})
}

func TestMagicNumberAsksForAFaultOfTheEdge(t *testing.T) {
	s := manual(t)
	to := func(number string) string { return strings.ReplaceAll(hello, "491700000001", number) }
	status, body := call(t, s, "POST", base+"/messages", demoKey, to("999910020000"))
	require.Equal(t, 500, status, body)
	status, body = call(t, s, "POST", base+"/messages", demoKey, to("491700000001"))
	require.Equal(t, 202, status, body)
}
