package server

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// cdn is a customer's server: /open.png for everybody, /own.png for a login, everything else is not there.
func cdn(t *testing.T) string {
	t.Helper()
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		user, password, _ := r.BasicAuth()
		if r.URL.Path != "/open.png" && (r.URL.Path != "/own.png" || user != "fetch" || password != "s3cret") {
			w.WriteHeader(http.StatusNotFound)
			return
		}
		w.Header().Set("Content-Type", "image/png")
		_, _ = w.Write([]byte("png"))
	}))
	t.Cleanup(s.Close)
	return s.URL
}

const fetching = `{"media.fetch":true}`

func TestLinksAreFetchedWithTheAccountsCredentials(t *testing.T) {
	at := cdn(t)
	s := manual(t)
	ends := func(link string) any {
		_, body := call(t, s, "POST", "/_mynah/worlds/default/handsets/491700000001/messages", "", anaSends)
		status, body := call(t, s, "POST", base+"/messages", demoKey, `{"from":"4915735990001","to":"491700000001","channel":"whatsapp",
			"content":{"contentType":"image","image":{"url":"`+link+`"}}}`)
		require.Equal(t, 202, status, body)
		id := value(t, body, "messageId").(string)
		status, body = call(t, s, "POST", "/_mynah/worlds/default/clock/advance", "", `{"by":"1s"}`)
		require.Equal(t, 200, status, body)
		_, body = call(t, s, "GET", base+"/messages/"+id+"/status", demoKey, "")
		return value(t, body, "status")
	}
	require.Equal(t, "delivered", ends(at+"/none.png"), "a link counts as good")
	status, body := call(t, s, "PATCH", "/_mynah/worlds/default", "", fetching)
	require.Equal(t, 200, status, body)
	require.Equal(t, "delivered", ends(at+"/open.png"))
	require.Equal(t, "failed", ends(at+"/own.png"))
	status, body = call(t, s, "PUT", base+"/configurations/mediaCredentials", demoKey,
		`{"type":"basic","basic":{"username":"fetch","password":"s3cret"}}`)
	require.Equal(t, 200, status, body)
	require.Equal(t, "delivered", ends(at+"/own.png"))
	_, body = call(t, s, "GET", "/_mynah/worlds/default/violations", "", "")
	require.Contains(t, body, `"items":[]`)
}

func TestLinksAreFetchedInTheCallWhereTheSurfaceSaysSo(t *testing.T) {
	at := cdn(t)
	s := danaWrote(t)
	image := func(path string) string {
		status, body := oneMsgCall(t, s, "POST", "/sendFile", jsonType, `{"phone":"12025550143","body":"`+at+path+`","filename":"lamp.png"}`)
		require.Equal(t, http.StatusOK, status, body)
		return body
	}
	upload := func(path string) string {
		_, body := oneMsgCall(t, s, "POST", "/uploadMedia", jsonType, `{"url":"`+at+path+`"}`)
		return body
	}
	require.Contains(t, image("/none.png"), `"sent":true`)
	status, body := call(t, s, "PATCH", "/_mynah/worlds/default", "", fetching)
	require.Equal(t, 200, status, body)
	require.Contains(t, image("/none.png"), "wrong file")
	require.Contains(t, image("/open.png"), `"sent":true`)
	require.Contains(t, upload("/none.png"), "wrong file")
	id := value(t, upload("/open.png"), "mediaId").(string)
	_, body = oneMsgCall(t, s, "GET", "/retrieveMedia?mediaId="+id, "", "")
	require.Contains(t, body, `"fileSize":3`)
	require.True(t, strings.Contains(body, `"mimeType":"image/png"`), body)
}
