package server

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/textproto"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/coder/websocket"
	"github.com/stretchr/testify/require"

	"github.com/mynah-sim/mynah/mock/config"
)

const (
	adminToken = "5b2f0c8f3f7a4d0c9a1e6b7d2c4f8a9012de34bc"
	botToken   = "0c9a1e6b7d2c4f8a9012de34bc5b2f0c8f3f7a4d"
	inboxAPI   = "/wabbit/api/v1"
	toInbox    = `{"to":"4930555000","channel":"whatsapp","kind":"text","text":"Good morning"}`
	handset    = "/_mynah/worlds/default/handsets/491700000001/messages"
)

// inbox calls the API with a token.
func inbox(t testing.TB, s *Server, method, path, token, body string) (int, string) {
	t.Helper()
	r := httptest.NewRequestWithContext(t.Context(), method, inboxAPI+path, strings.NewReader(body))
	if body != "" {
		r.Header.Set("Content-Type", "application/json")
	}
	if token != "" {
		r.Header.Set("Authorization", "Token "+token)
	}
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	return w.Code, w.Body.String()
}

// socket is a websocket of a test. Frames are read as JSON.
type socket struct {
	t    testing.TB
	conn *websocket.Conn
}

func dial(t testing.TB, address, host string) socket {
	t.Helper()
	conn, _, err := websocket.Dial(t.Context(), "ws"+strings.TrimPrefix(address, "http"), &websocket.DialOptions{Host: host})
	require.NoError(t, err)
	t.Cleanup(func() { _ = conn.CloseNow() })
	conn.SetReadLimit(1 << 20)
	return socket{t, conn}
}

func (s socket) write(text string) {
	s.t.Helper()
	require.NoError(s.t, s.conn.Write(s.t.Context(), websocket.MessageText, []byte(text)))
}

func (s socket) read() (frame map[string]any) {
	s.t.Helper()
	ctx, cancel := context.WithTimeout(s.t.Context(), 10*time.Second)
	defer cancel()
	_, data, err := s.conn.Read(ctx)
	require.NoError(s.t, err)
	require.NoError(s.t, json.Unmarshal(data, &frame))
	return frame
}

// closed is the code with which the other side closes.
func (s socket) closed() websocket.StatusCode {
	s.t.Helper()
	ctx, cancel := context.WithTimeout(s.t.Context(), 10*time.Second)
	defer cancel()
	for {
		if _, _, err := s.conn.Read(ctx); err != nil {
			return websocket.CloseStatus(err)
		}
	}
}

// open shows a good token.
func (s socket) open(token string) socket {
	s.t.Helper()
	s.write(`{"token":"` + token + `"}`)
	require.Equal(s.t, map[string]any{"type": "token", "status": "success", "message": "Token is valid."}, s.read())
	return s
}

func serving(t testing.TB, settings config.Config) (*Server, *httptest.Server) {
	t.Helper()
	settings.ClockMode, settings.WebhookConcurrency = clockManual, 8
	s, err := New(Config{Settings: settings})
	require.NoError(t, err)
	web := httptest.NewServer(s)
	t.Cleanup(func() {
		require.NoError(t, s.Close())
		web.Close()
	})
	return s, web
}

// keys are the names of the members of a frame's payload.
func keys(frame map[string]any) map[string]bool {
	out := map[string]bool{}
	for name := range frame["waba_payload"].(map[string]any) {
		out[name] = true
	}
	return out
}

// A bad first frame, an unknown token, a good one (wabbit 3.4, 6.19).
func TestTheWebsocketWantsAToken(t *testing.T) {
	s, web := serving(t, config.Config{})
	c := dial(t, web.URL+"/wabbit/ws", "")
	for _, frame := range []string{`hello`, `[]`, `{"token":7}`, `{}`} {
		c.write(frame)
		require.Equal(t, map[string]any{"type": "response", "status": "bad_request", "message": "Field token is required."}, c.read(), frame)
	}
	c.open(adminToken)
	c.write(`{"token":"` + adminToken + `"}`)
	require.Equal(t, "success", c.read()["status"])
	c.write(`{"token":"0123"}`)
	require.Equal(t, "failed", c.read()["status"])
	require.Equal(t, websocket.StatusPolicyViolation, c.closed())

	status, body := call(t, s, "GET", "/wabbit/ws/", "", "")
	require.Equal(t, http.StatusUpgradeRequired, status)
	require.JSONEq(t, `{"detail":"Upgrade to websocket required."}`, body)
}

// One message in each dialect (wabbit 3.4, 6.20).
func TestEveryDialectHasItsFrames(t *testing.T) {
	s, web := serving(t, config.Config{})
	old := dial(t, web.URL+"/wabbit/ws?dialect=2021", "").open(adminToken)
	cloud := dial(t, web.URL+"/wabbit/ws/?dialect=cloud", "").open(adminToken)
	both := dial(t, web.URL+"/", "websockets-inbox.localhost:8443").open(adminToken)
	blind := dial(t, web.URL+"/wabbit/ws?dialect=cloud", "").open(botToken)

	status, body := call(t, s, "POST", handset, "", toInbox)
	require.Equal(t, 201, status, body)
	flat := map[string]bool{"contacts": true, "messages": true, "incoming_messages": true}
	require.Equal(t, flat, keys(old.read()))
	require.Equal(t, map[string]bool{"object": true, "entry": true}, keys(cloud.read()))
	frame := both.read()
	require.Equal(t, "waba_webhook", frame["type"])
	require.Len(t, keys(frame), 5)
	link := frame["waba_payload"].(map[string]any)["incoming_messages"].([]any)[0].(map[string]any)
	require.Equal(t, false, link["received"])

	status, body = inbox(t, s, "POST", "/messages/", adminToken, `{"wa_id":"491700000001","text":{"body":"Good morning to you"}}`)
	require.Equal(t, 201, status, body)
	out := both.read()
	require.Equal(t, "waba_webhook", out["type"])
	require.Equal(t, map[string]bool{"outgoing_messages": true}, keys(out))
	again := both.read()
	require.Equal(t, "getchat_webhook", again["type"])
	require.Equal(t, out["waba_payload"], again["waba_payload"])
	sent := out["waba_payload"].(map[string]any)["outgoing_messages"].([]any)[0].(map[string]any)
	require.Equal(t, value(t, body, "id"), sent["id"])
	sender := sent["sender"].(map[string]any)["url"].(string)
	require.Equal(t, "http://inbox.localhost:8443/api/v1/users/1/", sender, "addresses are those of the connection")

	status, body = call(t, s, "POST", "/_mynah/worlds/default/clock/advance", "", `{"by":"1s"}`)
	require.Equal(t, 200, status, body)
	for _, want := range []string{"sent", "delivered"} {
		states := both.read()["waba_payload"].(map[string]any)["statuses"].([]any)
		require.Equal(t, want, states[0].(map[string]any)["status"])
	}
	_, body = inbox(t, s, "GET", "/chats/491700000001/", adminToken, "")
	require.EqualValues(t, 1, value(t, body, "new_messages"), "a frame marks nothing as received")

	status, body = inbox(t, s, "PATCH", "/chats/491700000001/resolve", adminToken, `{"resolved":true}`)
	require.Equal(t, 200, status, body)
	require.Equal(t, map[string]bool{"chat_resolved": true}, keys(blind.read()), "who reads no chat hears of what concerns everybody alone")
	status, body = inbox(t, s, "PATCH", "/users/3/availability", botToken, `{"is_available":false}`)
	require.Equal(t, 200, status, body)
	require.Equal(t, map[string]bool{"user_availability": true}, keys(blind.read()))
	_, body = call(t, s, "GET", "/_mynah/worlds/default/violations", "", "")
	require.Empty(t, value(t, body, "items"), body)
}

func TestABulkMessageTellsItsSenderHowFarItIs(t *testing.T) {
	s, web := serving(t, config.Config{})
	c := dial(t, web.URL+"/wabbit/ws?dialect=cloud", "").open(adminToken)
	status, body := inbox(t, s, "POST", "/bulk_messages/", adminToken,
		`{"recipients":[{"recipient":"491700000001"}],"payload":{"type":"text","text":{"body":"News"}}}`)
	require.Equal(t, 201, status, body)
	_, _ = call(t, s, "POST", "/_mynah/worlds/default/clock/advance", "", `{"by":"1s"}`)
	frame := c.read()
	require.Equal(t, map[string]bool{"bulk_message_tasks": true, "bulk_message_task_elements": true}, keys(frame), "the send was refused")
}

func TestConnectionsEndWithTheirUserAndTheirWorld(t *testing.T) {
	s, web := serving(t, config.Config{})
	bot := dial(t, web.URL+"/wabbit/ws", "").open(botToken)
	admin := dial(t, web.URL+"/wabbit/ws", "").open(adminToken)
	nobody := dial(t, web.URL+"/wabbit/ws", "")
	nobody.write(`{}`)
	require.Equal(t, "bad_request", nobody.read()["status"])
	status, body := call(t, s, "PATCH", "/_mynah/worlds/default/providers/wabbit", "", `{"users":[{"id":3,"active":false}]}`)
	require.Equal(t, 200, status, body)
	require.Equal(t, websocket.StatusPolicyViolation, bot.closed())
	status, _ = call(t, s, "POST", "/_mynah/worlds/default/reset", "", "")
	require.Equal(t, 200, status)
	require.Equal(t, websocket.StatusGoingAway, admin.closed())
	require.Equal(t, websocket.StatusGoingAway, nobody.closed(), "without a token too")
}

// wabbit 1.4, 6.3
func TestASessionNeedsItsCSRFToken(t *testing.T) {
	_, web := serving(t, config.Config{})
	jar, err := cookiejar.New(nil)
	require.NoError(t, err)
	browser := &http.Client{Jar: jar, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	page := web.URL + "/wabbit/login/"
	here, err := url.Parse(page)
	require.NoError(t, err)
	csrf := func() string {
		for _, c := range jar.Cookies(here) {
			if c.Name == "csrftoken" {
				return c.Value
			}
		}
		return ""
	}
	login := func(password, token string) *http.Response {
		resp, err := browser.PostForm(page, url.Values{
			"username": {"demoadmin"}, "password": {password}, "csrfmiddlewaretoken": {token}, "next": {"/wabbit/hub/"},
		})
		require.NoError(t, err)
		require.NoError(t, resp.Body.Close())
		return resp
	}
	resp, err := browser.Get(page)
	require.NoError(t, err)
	require.NoError(t, resp.Body.Close())
	require.Len(t, csrf(), 64)
	require.Equal(t, http.StatusForbidden, login("wabbit-sandbox", "other").StatusCode)
	require.Equal(t, http.StatusOK, login("wrong", csrf()).StatusCode)
	before := csrf()
	resp = login("wabbit-sandbox", csrf())
	require.Equal(t, http.StatusFound, resp.StatusCode)
	require.Equal(t, "/wabbit/hub/", resp.Header.Get("Location"))
	require.NotEqual(t, before, csrf(), "the token is made anew")

	post := func(token string) (int, string) {
		r, err := http.NewRequest("POST", web.URL+inboxAPI+"/tags/", strings.NewReader(`{"name":"urgent"}`))
		require.NoError(t, err)
		r.Header.Set("Content-Type", "application/json")
		r.Header.Set("X-CSRFToken", token)
		resp, err := browser.Do(r)
		require.NoError(t, err)
		defer resp.Body.Close()
		body, err := io.ReadAll(resp.Body)
		require.NoError(t, err)
		return resp.StatusCode, string(body)
	}
	status, body := post("")
	require.Equal(t, http.StatusForbidden, status)
	require.JSONEq(t, `{"detail":"CSRF Failed: CSRF token missing or incorrect."}`, body)
	status, body = post(csrf())
	require.Equal(t, http.StatusCreated, status, body)
	resp, err = browser.Get(web.URL + inboxAPI + "/auth/logout/")
	require.NoError(t, err)
	require.NoError(t, resp.Body.Close())
	status, body = post(csrf())
	require.Equal(t, http.StatusForbidden, status)
	require.JSONEq(t, `{"detail":"Authentication credentials were not provided."}`, body)
}

func TestAFileComesAsAPartOfAForm(t *testing.T) {
	s, web := serving(t, config.Config{})
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	part, err := form.CreatePart(textproto.MIMEHeader{
		"Content-Disposition": {`form-data; name="file_encoded"; filename="hello.txt"`}, "Content-Type": {"text/plain; charset=utf-8"},
	})
	require.NoError(t, err)
	_, err = part.Write([]byte("hello"))
	require.NoError(t, err)
	require.NoError(t, form.Close())
	r := httptest.NewRequestWithContext(t.Context(), "POST", inboxAPI+"/media/", &body)
	r.Header.Set("Content-Type", form.FormDataContentType())
	r.Header.Set("Authorization", "Token "+adminToken)
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	require.Equal(t, http.StatusCreated, w.Code, w.Body.String())
	file := value(t, w.Body.String(), "file").(string)
	require.True(t, strings.HasSuffix(file, "?mime_type_type=text&mime_type_subtype=plain"), file)
	resp, err := http.Get(web.URL + strings.TrimPrefix(file, "http://example.com"))
	require.NoError(t, err)
	defer resp.Body.Close()
	text, err := io.ReadAll(resp.Body)
	require.NoError(t, err)
	require.Equal(t, "hello", string(text), "the redirect to the path with the slash leads there")
	require.Equal(t, "text/plain", resp.Header.Get("Content-Type"), "without parameters")
}

func TestAWebClientIsServedFromTheRootOfItsListener(t *testing.T) {
	folder := t.TempDir()
	for name, text := range map[string]string{"index.html": "<title>inbox</title>", "static/app.js": "go()", "robots.txt": "no"} {
		require.NoError(t, os.MkdirAll(filepath.Dir(filepath.Join(folder, name)), 0o755))
		require.NoError(t, os.WriteFile(filepath.Join(folder, name), []byte(text), 0o644))
	}
	s, err := New(Config{Settings: config.Config{ClockMode: clockManual, WebhookConcurrency: 1, WabbitWeb: folder}})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, s.Close()) })
	get := func(path string) *httptest.ResponseRecorder {
		r := httptest.NewRequestWithContext(context.WithValue(t.Context(), listenerKey{}, "wabbit"), "GET", path, nil)
		w := httptest.NewRecorder()
		s.ServeHTTP(w, r)
		return w
	}
	for _, path := range []string{"/", "/app", "/main/chat/491700000001", "/login", "/login/error/x", "/id_token_error", "/anything/else.png"} {
		w := get(path)
		require.Equal(t, http.StatusOK, w.Code, path)
		require.Equal(t, "<title>inbox</title>", w.Body.String(), path)
		require.Equal(t, "no-store", w.Header().Get("Cache-Control"), path)
	}
	require.Equal(t, "go()", get("/static/app.js").Body.String())
	require.Equal(t, "text/javascript; charset=utf-8", get("/static/app.js").Header().Get("Content-Type"))
	require.Equal(t, http.StatusOK, get("/index.html").Code)
	require.NoError(t, os.WriteFile(filepath.Join(filepath.Dir(folder), "secret"), []byte("secret"), 0o600))
	for _, path := range []string{"/../secret", "/static/../../secret", "/%2e%2e/secret", "/..%2fsecret"} {
		require.NotContains(t, get(path).Body.String(), "secret", "nothing above the folder")
	}
	require.Equal(t, "no", get("/robots.txt").Body.String())
	require.Equal(t, http.StatusNotFound, get("/static/gone.js").Code)
	require.Equal(t, http.StatusNotFound, get("/api/v1/gone/").Code)
	require.Contains(t, get("/login/").Body.String(), "csrfmiddlewaretoken")
	require.Contains(t, get("/hub/main/tag/").Body.String(), "control API")
	require.Equal(t, http.StatusOK, get("/api/v1/").Code)
	require.Equal(t, http.StatusUpgradeRequired, get("/ws").Code)
	var settings map[string]string
	require.NoError(t, json.Unmarshal(get("/config.json").Body.Bytes(), &settings), "every value is a text")
	require.Equal(t, "/api/v1/", settings["API_BASE_URL"])
	require.Equal(t, "true", settings["APP_IS_USER_AVAILABILITY_ENABLED"])

	w := httptest.NewRecorder()
	s.ServeHTTP(w, httptest.NewRequestWithContext(t.Context(), "GET", "/wabbit/app", nil))
	require.Equal(t, http.StatusNotFound, w.Code, "below a prefix there is no client")
}

func TestAFurtherInboxHasUsersOfItsOwn(t *testing.T) {
	s := manual(t)
	status, body := call(t, s, "POST", "/_mynah/worlds/default/providers/wabbit/accounts", "", `{"name":"second"}`)
	require.Equal(t, 201, status, body)
	token := value(t, body, "credentials", "token").(string)
	id := value(t, body, "id").(string)
	status, body = inbox(t, s, "GET", "/users/", token, "")
	require.Equal(t, 200, status, body)
	require.EqualValues(t, 1, value(t, body, "count"))
	status, body = call(t, s, "POST", "/_mynah/worlds/default/senders", "", `{"provider":"wabbit","accountId":"`+id+`","channel":"whatsapp","id":"4930555001"}`)
	require.Equal(t, 201, status, body)
	status, body = call(t, s, "POST", handset, "", strings.Replace(toInbox, "4930555000", "4930555001", 1))
	require.Equal(t, 201, status, body)
	_, body = inbox(t, s, "GET", "/chats/", token, "")
	require.EqualValues(t, 1, value(t, body, "count"))
	_, body = inbox(t, s, "GET", "/chats/", adminToken, "")
	require.EqualValues(t, 0, value(t, body, "count"))
	status, body = call(t, s, "PATCH", "/_mynah/worlds/default/providers/wabbit/accounts/"+id, "", `{"credential":{"revoked":true}}`)
	require.Equal(t, 200, status, body)
	status, _ = inbox(t, s, "GET", "/chats/", token, "")
	require.Equal(t, 403, status)
	status, _ = call(t, s, "DELETE", "/_mynah/worlds/default/providers/wabbit/accounts/"+id, "", "")
	require.Equal(t, 204, status)
}

// What only one world can have given out leads there without a world in the address: names, activation codes, refresh tokens.
func TestSecretsOfAnInboxLeadToItsWorld(t *testing.T) {
	s, web := serving(t, config.Config{})
	status, body := call(t, s, "POST", "/_mynah/worlds", "", `{"name":"other"}`)
	require.Equal(t, 201, status, body)
	credentials := value(t, body, "providers", "wabbit", "credentials").(map[string]any)
	token := credentials["token"].(string)
	status, body = inbox(t, s, "POST", "/users/", token, `{"username":"neo","profile":{"role":"app"}}`)
	require.Equal(t, 201, status, body)
	_, code, _ := strings.Cut(value(t, body, "activation_url").(string), inboxAPI)
	status, body = inbox(t, s, "GET", code, "", "")
	require.Equal(t, 200, status, body)
	status, body = inbox(t, s, "GET", "/users/current/", value(t, body, "token").(string), "")
	require.Equal(t, "neo", value(t, body, "username"), status)

	status, body = call(t, s, "PATCH", "/_mynah/worlds/other/providers/wabbit", "", `{"refreshTokens":[{"token":"once","userId":1}]}`)
	require.Equal(t, 200, status, body)
	status, body = inbox(t, s, "POST", "/auth/convert_refresh_token/", "", `{"refresh_token":"once"}`)
	require.Equal(t, 200, status, body)
	require.Equal(t, token, value(t, body, "token"))

	jar, err := cookiejar.New(nil)
	require.NoError(t, err)
	browser := &http.Client{Jar: jar, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	page, err := browser.Get(web.URL + "/wabbit/login/")
	require.NoError(t, err)
	require.NoError(t, page.Body.Close())
	resp, err := browser.PostForm(web.URL+"/wabbit/login/", url.Values{
		"username": {credentials["username"].(string)}, "password": {credentials["password"].(string)}, "csrfmiddlewaretoken": {page.Cookies()[0].Value},
	})
	require.NoError(t, err)
	require.NoError(t, resp.Body.Close())
	require.Equal(t, http.StatusFound, resp.StatusCode)
	resp, err = browser.Get(web.URL + inboxAPI + "/users/current/")
	require.NoError(t, err)
	defer resp.Body.Close()
	text, err := io.ReadAll(resp.Body)
	require.NoError(t, err)
	require.Equal(t, credentials["username"], value(t, string(text), "username"), string(text))
}

func TestSettingsOfAnInboxThatCannotBe(t *testing.T) {
	s := manual(t)
	for patch, pointer := range map[string]string{
		`{"groups":[{"id":9,"name":"x","members":[]}]}`: "groups",
		`{"groups":[{"name":"x","members":[9]}]}`:       "groups/0/members",
		`{"defaultRules":[{"taggedWith":9}]}`:           "defaultRules/0/taggedWith",
		`{"defaultRules":[{"assignToUser":9}]}`:         "defaultRules/0/assignToUser",
		`{"defaultRules":[{"assignToGroup":9}]}`:        "defaultRules/0/assignToGroup",
		`{"refreshTokens":[{"token":"x","userId":9}]}`:  "refreshTokens/0/userId",
		`{"users":[{"id":9,"active":true}]}`:            "users/0/id",
		`{"ruleEngine":{"url":"ftp://x"}}`:              "ruleEngine/url",
		`{"publicUrl":"x"}`:                             "publicUrl",
		`{"accountScopes":["media:read"]}`:              "accountScopes",
	} {
		status, body := call(t, s, "PATCH", "/_mynah/worlds/default/providers/wabbit", "", patch)
		require.Equal(t, 400, status, patch+body)
		require.Contains(t, body, pointer)
	}
	status, body := call(t, s, "PATCH", "/_mynah/worlds/default/providers/wabbit", "",
		`{"groups":[{"name":"Night","members":[2,3]}],"permissionDefaults":{"user":{"canUseTags":false,"canReadChats":"group","canWriteToChats":"none"}},"websocketDialect":"cloud","publicUrl":"https://inbox.example/api/v1/"}`)
	require.Equal(t, 200, status, body)
	require.Len(t, value(t, body, "groups"), 4, "Support is gone, Night is there")
	_, body = inbox(t, s, "POST", "/users/", adminToken, `{"username":"zoe"}`)
	_, body = inbox(t, s, "GET", "/users/4/", adminToken, "")
	require.Equal(t, "group", value(t, body, "permissions", "can_read_chats"))
}
