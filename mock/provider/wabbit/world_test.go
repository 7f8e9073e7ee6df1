package wabbit

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/stretchr/testify/require"

	"github.com/mynah-sim/mynah/mock/contract"
	"github.com/mynah-sim/mynah/mock/network"
	"github.com/mynah-sim/mynah/mock/wire"
)

const (
	inboxID   = "demoinbox"
	number    = "4930555000"
	adminKey  = "5b2f0c8f3f7a4d0c9a1e6b7d2c4f8a9012de34bc"
	namespace = "5f0c1d7e_3a4b_4c5d_8e6f_0a1b2c3d4e5f"
	ana       = "491700000001"
	ben       = "491700000002"
	publicURL = "https://inbox.example/api/v1"
)

// bench is one world with its inbox behind HTTP.
type bench struct {
	t      testing.TB
	net    *network.Network
	p      *Provider
	mux    *wire.Mux[*Provider]
	engine *gin.Engine
}

func newBench(t testing.TB) *bench {
	t.Helper()
	n, err := network.New(network.Config{
		Start: time.Date(2026, 3, 2, 9, 10, 0, 0, time.UTC), Latency: network.Instant,
		Accounts: []network.Account{{ID: inboxID, Label: Name, Options: network.AccountOptions{
			SyncChecks: []string{"state", "template", "window", "contact", "media_id", "media_type", "content", "target"}, UploadLife: -1,
		}}},
		WABAs: []network.WABA{{ID: "100200300400", Namespace: namespace}},
		Senders: []network.Sender{{
			ID: number, Channel: network.WhatsApp, Account: inboxID, WABA: "100200300400", Name: "Demo Shop",
			NumberSettings: network.NumberSettings{PhoneID: "900800700"},
		}},
		Handsets: []network.Handset{{Number: ana, Name: "Ana Lopes", Apps: []network.Channel{network.WhatsApp}}},
		Templates: []network.Template{{
			WABA: "100200300400", Name: "named", Language: "en", Category: "UTILITY", Status: network.StatusApproved, Body: "Order {{order}} is {{state}}",
		}, {
			WABA: "100200300400", Name: "promo", Language: "en", Category: "MARKETING", Status: network.StatusApproved, Body: "Hello {{1}}",
			Header:  &network.TemplateHeader{Format: "IMAGE"},
			Buttons: []network.TemplateButton{{Type: "URL", Text: "Open", URL: "https://shop.example/{{1}}"}},
		}},
	})
	require.NoError(t, err)
	b := &bench{t: t, net: n}
	b.p = New(Config{
		Network: n, Secret: "test", PublicURL: func() string { return publicURL + "/" },
		Inboxes: []InboxConfig{{Account: inboxID, Number: number, Users: []UserConfig{
			{Username: "admin", Password: "secret", Role: roleAdmin, Token: adminKey, First: true},
		}}},
	})
	b.p.Begin()
	t.Cleanup(b.p.Close)
	doc, err := contract.Load(Name)
	require.NoError(t, err)
	gin.SetMode(gin.ReleaseMode)
	b.engine = gin.New()
	b.engine.RedirectTrailingSlash = false
	find := func(*gin.Context) (*Provider, error) { return b.p, nil }
	b.mux = Mount(b.engine, doc, find, func(*gin.Context, string) *Provider { return b.p }, NewSite(""))
	b.engine.NoRoute(b.mux.NotFound)
	return b
}

// call makes a call and wants that nothing of ours breaks the document.
func (b *bench) call(method, path, body string, headers ...string) *httptest.ResponseRecorder {
	b.t.Helper()
	call := &wire.Call{}
	r := httptest.NewRequestWithContext(wire.WithCall(b.t.Context(), call), method, "/wabbit/api/v1"+path, strings.NewReader(body))
	r.Header.Set("Authorization", "Token "+adminKey)
	if body != "" {
		r.Header.Set("Content-Type", "application/json")
	}
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	b.engine.ServeHTTP(w, r)
	require.Nil(b.t, call.Response, "%s %s: %v", method, path, call.Response)
	require.NoError(b.t, call.Unmapped)
	require.Nil(b.t, call.Panic, string(call.Stack))
	return w
}

// ok makes a call that succeeds and reads its answer.
func (b *bench) ok(method, path, body string) (out object) {
	b.t.Helper()
	w := b.call(method, path, body)
	require.Less(b.t, w.Code, 300, w.Body.String())
	require.NoError(b.t, json.Unmarshal(w.Body.Bytes(), &out), w.Body.String())
	return out
}

// writes lets Ana write, and answers the message as the list shows it.
func (b *bench) writes(content network.Content, change ...func(*network.Note)) object {
	b.t.Helper()
	note := network.Note{Number: ana, Channel: network.WhatsApp, To: number, Content: content}
	for _, f := range change {
		f(&note)
	}
	_, err := b.net.Write(note)
	require.NoError(b.t, err)
	return b.ok("GET", "/messages/?limit=1", "").items("results")[0]
}

// sends sends a message in an open window and answers what the network got.
func (b *bench) sends(body string) network.Content {
	b.t.Helper()
	b.writes(network.Text{Body: "hi"})
	sent := b.ok("POST", "/messages/", body)
	id, ok := network.ParseID(sent.text("id"))
	require.True(b.t, ok)
	m, err := b.net.Message(id)
	require.NoError(b.t, err)
	return m.Content
}

func TestEveryOperationIsMounted(t *testing.T) {
	require.Empty(t, newBench(t).mux.Missing())
}

func TestPathsAndMethods(t *testing.T) {
	b := newBench(t)
	for _, path := range []string{"/status/health/", "/chats/x/y/", "/nothing"} {
		w := b.call("GET", path, "", "Authorization", "Token wrong")
		require.Equal(t, http.StatusNotFound, w.Code, "an unknown path is told before the caller is looked at: %s", path)
		require.JSONEq(t, `{"detail":"Not found."}`, w.Body.String())
	}
	w := b.call("DELETE", "/tags/", "")
	require.Equal(t, http.StatusMethodNotAllowed, w.Code)
	require.JSONEq(t, `{"detail":"Method \"DELETE\" not allowed."}`, w.Body.String())
	require.Equal(t, "GET, POST", w.Header().Get("Allow"))
	require.Equal(t, http.StatusForbidden, b.call("DELETE", "/tags/", "", "Authorization", "").Code, "the caller comes before the method")
	w = b.call("OPTIONS", "/tags/", "", "Authorization", "")
	require.Equal(t, http.StatusOK, w.Code)
	require.Equal(t, "GET, POST, PUT, PATCH, DELETE, OPTIONS", w.Header().Get("Access-Control-Allow-Methods"))
	require.Empty(t, w.Body.String())
	b.writes(network.Text{Body: "hi"})
	for _, path := range []string{"/chats/" + ana + "/resolve", "/chats/" + ana + "/resolve/"} {
		require.Equal(t, http.StatusOK, b.call("PATCH", path, `{"resolved":true}`).Code, path)
	}
}
