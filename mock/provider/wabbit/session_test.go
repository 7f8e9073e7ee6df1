package wabbit

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/mynah-sim/mynah/mock/network"
)

// passes lets time pass.
func (b *bench) passes(by time.Duration) {
	b.t.Helper()
	_, err := b.net.Advance(b.t.Context(), network.Until{By: by})
	require.NoError(b.t, err)
}

// page calls a page beside the API.
func (b *bench) page(method, path, form string, cookies ...string) *httptest.ResponseRecorder {
	b.t.Helper()
	r := httptest.NewRequestWithContext(b.t.Context(), method, "/wabbit"+path, strings.NewReader(form))
	r.Header.Set("Content-Type", formType)
	for _, c := range cookies {
		r.Header.Add("Cookie", c)
	}
	w := httptest.NewRecorder()
	b.engine.ServeHTTP(w, r)
	return w
}

var cookieForm = regexp.MustCompile(`^(csrftoken=[A-Za-z0-9]{64}|sessionid=[a-z0-9]{32}); Path=/; Expires=[^;]+ GMT; Max-Age=(31449600|1209600)(; HttpOnly)?; SameSite=Lax$`)

// login goes through the login page and answers the cookies that a browser would keep.
func (b *bench) login() (csrf, session string) {
	b.t.Helper()
	w := b.page("GET", "/login/", "")
	require.Equal(b.t, http.StatusOK, w.Code)
	first := w.Result().Cookies()[0].Value
	w = b.page("POST", "/login/", url.Values{"username": {"admin"}, "password": {"secret"}, "csrfmiddlewaretoken": {first}}.Encode(), "csrftoken="+first)
	require.Equal(b.t, http.StatusFound, w.Code)
	require.Equal(b.t, "/", w.Header().Get("Location"))
	for _, text := range w.Header()["Set-Cookie"] {
		require.Regexp(b.t, cookieForm, text)
	}
	for _, c := range w.Result().Cookies() {
		require.Equal(b.t, c.Name == sessionCookie, c.HttpOnly, "a page may read the CSRF token, and not the session")
		switch c.Name {
		case csrfCookie:
			csrf = c.Name + "=" + c.Value
		case sessionCookie:
			session = c.Name + "=" + c.Value
		}
	}
	require.NotContains(b.t, csrf, first, "it is made anew")
	return csrf, session
}

// A session lasts fourteen days of the world's clock; what changes something needs the CSRF token, as a header or as a field
// (wabbit 1.2, 1.4).
func TestASessionAndItsToken(t *testing.T) {
	b := newBench(t)
	csrf, session := b.login()
	_, token, _ := strings.Cut(csrf, "=")
	with := func(method, path, body string, headers ...string) int {
		return b.call(method, path, body, append([]string{"Authorization", "", "Cookie", csrf + "; " + session}, headers...)...).Code
	}
	require.Equal(t, 200, with("GET", "/users/current/", ""))
	require.Equal(t, 403, with("POST", "/tags/", `{"name":"a"}`))
	require.Equal(t, 403, with("POST", "/tags/", `{"name":"a"}`, "X-CSRFToken", strings.Repeat("x", 64)))
	require.Equal(t, 201, with("POST", "/tags/", `{"name":"a"}`, "X-CSRFToken", token))
	require.Equal(t, 201, with("POST", "/tags/", "name=a&csrfmiddlewaretoken="+token, "Content-Type", formType))
	body, kind := multipartOf("name=a&csrfmiddlewaretoken=" + token)
	require.Equal(t, 201, with("POST", "/tags/", body, "Content-Type", kind))
	for _, method := range []string{"PUT", "PATCH", "DELETE"} {
		require.Equal(t, 403, with(method, "/webhooks/waba/1/", `{}`), method)
	}
	require.Equal(t, 404, with("DELETE", "/webhooks/waba/1/", "", "X-CSRFToken", token))
	require.Equal(t, 201, with("POST", "/tags/", `{"name":"a"}`, "Authorization", "Token "+adminKey), "a token needs none")

	b.passes(14*24*time.Hour - time.Second)
	require.Equal(t, 200, with("GET", "/users/current/", ""))
	b.passes(time.Second)
	w := b.call("GET", "/users/current/", "", "Authorization", "", "Cookie", session)
	require.Equal(t, 403, w.Code)
	require.JSONEq(t, `{"detail":"Authentication credentials were not provided."}`, w.Body.String())
	require.Empty(t, w.Header().Get("WWW-Authenticate"))
}

func TestLoggingOutEndsTheSessionAlone(t *testing.T) {
	b := newBench(t)
	csrf, session := b.login()
	w := b.call("GET", "/auth/logout/", "", "Authorization", "", "Cookie", csrf+"; "+session)
	require.Equal(t, 200, w.Code)
	require.JSONEq(t, `{}`, w.Body.String())
	require.Equal(t, `sessionid=""; expires=Thu, 01 Jan 1970 00:00:00 GMT; Max-Age=0; Path=/`, w.Header().Get("Set-Cookie"))
	require.Equal(t, 403, b.call("GET", "/users/current/", "", "Authorization", "", "Cookie", session).Code)
	require.Equal(t, 200, b.call("GET", "/users/current/", "").Code, "the token stays")
	require.Equal(t, 200, b.call("GET", "/auth/logout/", "", "Authorization", "").Code, "it can be done twice")
	require.Equal(t, 403, b.call("GET", "/auth/logout/", "", "Authorization", "Token bad").Code)
}

// The entry page hands out the CSRF token to everybody, also to whom it refuses (wabbit 2.1).
func TestTheEntryPageHandsOutTheToken(t *testing.T) {
	b := newBench(t)
	for authorization, status := range map[string]int{"": 200, "Token " + adminKey: 200, "Token bad": 403, "Bearer x": 200} {
		w := b.call("GET", "/", "", "Authorization", authorization)
		require.Equal(t, status, w.Code, authorization)
		require.Regexp(t, cookieForm, w.Header().Get("Set-Cookie"))
	}
	require.Contains(t, b.call("GET", "/", "", "X-Forwarded-Proto", "https").Header().Get("Set-Cookie"), "; Secure")
	require.Equal(t, 403, b.page("POST", "/login/", "username=admin&password=secret").Code, "without a token nobody logs in")
}

// A provider key stands for the first admin, or the one with the lowest id that is left; without any it is as if it were not good
// (wabbit 1.2, "Provider admin").
func TestTheAdminBehindAProviderKey(t *testing.T) {
	b := newBench(t)
	box := b.p.inboxes[0]
	box.providerKeys["key"] = true
	second := box.enlist(UserConfig{Username: "second", Role: roleAdmin})
	third := box.enlist(UserConfig{Username: "third", Role: roleAdmin})
	who := func() string {
		w := b.call("GET", "/users/current/", "", "Authorization", "", "d360-api-key", "key")
		if w.Code == 403 {
			require.JSONEq(t, `{"detail":"Authentication credentials were not provided."}`, w.Body.String())
			return ""
		}
		return regexp.MustCompile(`"username":"(\w+)"`).FindStringSubmatch(w.Body.String())[1]
	}
	require.Equal(t, "admin", who())
	box.users[0].active = false
	require.Equal(t, "second", who())
	second.groups = []int{groupRegular} // the group counts
	require.Equal(t, "third", who())
	third.active = false
	require.Empty(t, who())
	require.Equal(t, 403, b.call("GET", "/users/current/", "", "D360-Api-Key", "wrong").Code, "the token's user is inactive")
}

// A refresh token ends at its time, and with its user (wabbit 2.1).
func TestARefreshTokenEnds(t *testing.T) {
	b := newBench(t)
	box := b.p.inboxes[0]
	box.refreshes = []RefreshToken{{Value: "short", UserID: 1, Ends: b.net.Now().Add(time.Hour)}, {Value: "long", UserID: 1}}
	refused := func(token string) {
		t.Helper()
		w := b.call("POST", "/auth/convert_refresh_token/", `{"refresh_token":"`+token+`"}`, "Authorization", "")
		require.Equal(t, 400, w.Code)
		require.JSONEq(t, `{"reason":"Refresh token is invalid or expired."}`, w.Body.String())
	}
	require.Equal(t, adminKey, b.ok("POST", "/auth/convert_refresh_token/", `{"refresh_token":"short","keep_refresh_token":true}`).text("token"))
	b.passes(time.Hour)
	refused("short")
	require.Equal(t, adminKey, b.ok("POST", "/auth/convert_refresh_token/", `{"refresh_token":"long"}`).text("token"))
	refused("long")
	refused("unknown")
}
