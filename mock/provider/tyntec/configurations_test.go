package tyntec

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/mynah-sim/mynah/mock/network"
)

// configured is the answer of the account-level operations with these callback settings.
func configured(callback string) string {
	return `{"scopes":["channels:read","callbacks:read","callbacks:write","credentials:read","credentials:write","media:read","media:write"],
		"callback":` + callback + `,"config":{}}`
}

const noCallback = `{"callbackVersion":"2.11","eventFilter":[]}`

func TestCallbackSettingsOfTheAccount(t *testing.T) {
	w := newWorld(t)
	get := func() call { return w.do(request{op: "getAccountConfiguration"}) }
	put := func(body string) call { return w.do(request{op: "updateAccountCallback", body: body}) }
	get().is(http.StatusOK, configured(`{"callbackVersion":"2.11","eventFilter":[],
		"inboundMessageUrl":"https://hooks.example/in","messageStatusUrl":"https://hooks.example/st"}`))
	all := `{"callbackVersion":"2.13","signature":{"secret":"12345678","method":"HS512"},"header":{"key":"X-Shop","value":"12345678"},
		"inboundMessageUrl":"http://localhost/in","messageStatusUrl":"http://receiver/st","businessNotificationUrl":"https://h.example/biz",
		"callingNotificationUrl":"https://h.example/call","eventFilter":["MessageStatus::seen"]}`
	put(all).is(http.StatusOK, configured(all))
	get().is(http.StatusOK, configured(all))
	for name, body := range map[string]string{
		"nothing": ``, "no member": `{}`, "null": `{"signature":null,"callbackVersion":null}`, "an empty text": `{"signature":""}`,
		"an empty object": `{"signature":{}}`,
	} {
		t.Run(name, func(t *testing.T) {
			put(all).status(http.StatusOK)
			put(body).is(http.StatusOK, configured(noCallback))
			get().is(http.StatusOK, configured(noCallback))
		})
	}
	w.do(request{op: "getAccountConfiguration", key: otherKey}).is(http.StatusOK, configured(noCallback))
}

func TestRulesOfTheCallbackSettings(t *testing.T) {
	w := newWorld(t)
	for name, tc := range map[string]struct {
		body string
		want []string
	}{
		"a short secret": {`{"signature":{"secret":"short","method":"HS256"}}`, []string{
			"validate.request.signature.secret: size must be between 8 and 125"}},
		"two mistakes in the signature": {`{"signature":{"secret":"` + strings.Repeat("x", 126) + `","method":"MD5"}}`, []string{
			"validate.request.signature.method: must be one of [HS256, HS512]",
			"validate.request.signature.secret: size must be between 8 and 125"}},
		"half a signature":     {`{"signature":{"method":"HS256"}}`, []string{"validate.request.signature.secret: must not be empty"}},
		"a number as a secret": {`{"signature":{"method":"HS256","secret":12345678}}`, []string{"validate.request.signature.secret: must be a valid string"}},
		"a short header": {`{"header":{"key":"X-A","value":"short"}}`, []string{
			"validate.request.header.key: size must be between 4 and 125", "validate.request.header.value: size must be between 8 and 1024"}},
		"what cannot be a header": {`{"header":{"key":"X Shop","value":"1234\n5678"}}`, []string{
			"validate.request.header.key: must be a header name", "validate.request.header.value: must be a header value"}},
		"plain http": {`{"callingNotificationUrl":"http://h.example/c","businessNotificationUrl":"ftp://h.example/b"}`, []string{
			`validate.request.businessNotificationUrl: must match "^https://.*"`, `validate.request.callingNotificationUrl: must match "^https://.*"`}},
		"an unknown version": {`{"callbackVersion":"3.0"}`, []string{"validate.request.callbackVersion: must be one of [2.11, 2.12, 2.13]"}}, // tyntec OP-50
	} {
		t.Run(name, func(t *testing.T) {
			w.do(request{op: "updateAccountCallback", body: tc.body}).violates(tc.want...)
		})
	}
	w.do(request{op: "updateAccountCallback", body: `{`}).status(http.StatusBadRequest)
	w.do(request{op: "updateAccountCallback", body: `a=b`, media: "application/x-www-form-urlencoded"}).status(http.StatusUnsupportedMediaType)
}

func TestScopesOfTheAccountOP3(t *testing.T) {
	w := newWorld(t)
	w.set(func(s *Settings) { s.AccountScopes = []string{"callbacks:write"} })
	w.do(request{op: "updateAccountCallback", body: `{"callbackVersion":"2.12"}`}).is(http.StatusOK, `{"scopes":["callbacks:write"]}`)
	w.set(func(s *Settings) { s.AccountScopes = []string{"callbacks:read"} })
	w.do(request{op: "getAccountConfiguration"}).is(http.StatusOK,
		`{"scopes":["callbacks:read"],"callback":{"callbackVersion":"2.12","eventFilter":[]}}`)
	w.do(request{op: "updateAccountCallback"}).is(http.StatusForbidden, forbidden("callbacks:write"))
	w.set(func(s *Settings) { s.AccountScopes = []string{"credentials:read"} })
	w.do(request{op: "getAccountConfiguration"}).is(http.StatusOK, `{"scopes":["credentials:read"],"config":{}}`)
}

func TestASlashAtTheEndOfOnePathOP82(t *testing.T) {
	w := newWorld(t)
	path := w.doc.Base() + "/configurations"
	w.do(request{method: http.MethodGet, path: path + "/"}).status(http.StatusOK)
	w.do(request{method: http.MethodGet, path: path + "//"}).status(http.StatusOK)
	w.do(request{method: http.MethodPost, path: path + "/"}).status(http.StatusMethodNotAllowed)
	w.do(request{method: http.MethodGet, path: path + "/channels/"}).status(http.StatusNotFound)
}

func TestTheAccountSignsItsCallbacks(t *testing.T) {
	w := newWorld(t)
	w.do(request{op: "updateAccountCallback", body: `{"signature":{"secret":"k3y-k3y-k3y","method":"HS256"},
		"header":{"key":"X-Shop-Token","value":"t0ken-t0ken"},"inboundMessageUrl":"https://hooks.example/new"}`}).status(http.StatusOK)
	id := w.writes(network.Note{Number: ana, Channel: network.WhatsApp, To: waNumber, Content: network.Text{Body: "hi"}})
	require.Equal(t, []string{"MoMessage https://hooks.example/new"}, w.posted(id))
	c := w.callbacks()[0]
	require.Equal(t, "t0ken-t0ken", c.Header.Get("x-shop-token"))
	signed := c.Sign(time.Date(2026, 3, 2, 9, 15, 4, 120e6, time.UTC), []byte(`{}`))
	require.Equal(t, "2026-03-02T09:15:04.120Z", signed.Get("x-request-timestamp"))
	require.Len(t, signed.Get("x-signature"), 44)
}

func TestMediaCredentials(t *testing.T) {
	w := newWorld(t)
	require.Nil(t, w.p.MediaCredentials(shop))
	put := func(body string) call { return w.do(request{op: "updateAccountMediaCredentialsCallback", body: body}) }
	config := func(c call) string {
		t.Helper()
		var out struct{ Config json.RawMessage }
		require.NoError(t, json.Unmarshal(c.status(http.StatusOK).ResponseBody, &out))
		return string(out.Config)
	}
	basic := `{"type":"basic","basic":{"username":"fetch","password":"s3cret"}}`
	oauth2 := `{"type":"oauth2","oauth2":{"clientId":"fetch","clientSecret":"s3cret","url":"https://login.example.com/token"}}`
	require.JSONEq(t, `{"mediaCredentials":`+basic+`}`, config(put(basic)))
	require.Equal(t, &MediaCredentials{Type: "basic", Basic: &BasicLogin{"fetch", "s3cret"}}, w.p.MediaCredentials(shop))
	require.JSONEq(t, `{"mediaCredentials":`+oauth2+`}`, config(put(oauth2)))
	require.JSONEq(t, `{"mediaCredentials":`+basic+`}`, config(put(`{"type":"basic","basic":{"username":"fetch","password":"s3cret"},"oauth2":{}}`)))
	require.JSONEq(t, `{"mediaCredentials":`+basic+`}`, config(w.do(request{op: "getAccountConfiguration"})))

	put(`{"type":"digest"}`).violates("validate.request.type: must be one of [oauth2, basic]")
	put(`{"basic":{"username":"fetch","password":"s3cret"}}`).violates("validate.request.type: must not be empty") // tyntec OP-95
	put(`{"type":"basic"}`).violates("validate.request.basic: must not be null")
	put(`{"type":"oauth2","oauth2":{"clientId":""}}`).violates("validate.request.oauth2.clientId: must not be empty",
		"validate.request.oauth2.clientSecret: must not be empty", "validate.request.oauth2.url: must not be empty")
	require.Equal(t, "Data given was not parseable", put(``).status(http.StatusBadRequest).text("title"))

	for range 2 {
		require.JSONEq(t, `{}`, config(w.do(request{op: "removeAccountMediaCredentials"})))
	}
	require.Nil(t, w.p.MediaCredentials(shop))
	w.set(func(s *Settings) { s.AccountScopes = []string{"credentials:read"} })
	put(basic).is(http.StatusForbidden, forbidden("credentials:write"))
	w.do(request{op: "removeAccountMediaCredentials"}).is(http.StatusForbidden, forbidden("credentials:write"))
}
