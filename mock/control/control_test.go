package control

import (
	"encoding/json"
	"fmt"
	"io"
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
	ana    = "491700000001"
	lena   = "491700000005"
	nobody = "491700000099"
	shopWA = "4915735990001"
	smsNo  = "4916099000017"
	viber  = "71045"
)

// bench is a control API under test.
type bench struct {
	t      testing.TB
	engine *gin.Engine
	mux    *wire.Mux[*Bench]
	worlds *fakeWorlds
}

func newBench(t testing.TB, change ...func(*Config)) *bench {
	t.Helper()
	gin.SetMode(gin.ReleaseMode)
	doc, err := contract.Load("control")
	require.NoError(t, err)
	b := &bench{t: t, engine: gin.New(), worlds: &fakeWorlds{t, map[string]*fakeWorld{}}}
	_, err = b.worlds.Create(NewWorld{Name: "default"})
	require.NoError(t, err)
	c := Config{
		Worlds: b.worlds, Version: "0.1.0", StartedAt: time.Date(2026, 3, 2, 9, 15, 4, 0, time.UTC),
		Operations: func() []Operation {
			return []Operation{
				{"tyntec", "POST", "/messages", "sendMessage", "seed", true, 3, 0}, {"control", "GET", "/health", "health", "", true, 1, 0},
			}
		},
		Specs:      func(name string) ([]byte, bool) { return []byte("openapi: 3.0.3\n"), name == "tyntec" },
		Quickstart: func(origin string) string { return "tyntec " + origin + "/tyntec 100%\n" },
		MessageID:  readWamid, MediaID: readWamid,
	}
	for _, f := range change {
		f(&c)
	}
	b.mux = Mount(b.engine, doc, New(c))
	b.engine.NoRoute(b.mux.NotFound)
	return b
}

// readWamid reads the id that a provider might give out: the network's behind a prefix.
func readWamid(_, text string) (network.ID, bool) {
	text, ok := strings.CutPrefix(text, "wamid.")
	id, well := network.ParseID(text)
	return id, ok && well
}

func (b *bench) world() *fakeWorld          { return b.worlds.known["default"] }
func (b *bench) net() *network.Network      { return b.world().net }
func (b *bench) position() uint64           { return b.net().Position() }
func (b *bench) inside(path string) string  { return "/_mynah/worlds/default" + path }
func (b *bench) handset(path string) string { return b.inside("/handsets/" + ana + path) }

// reply is an answer of the bench.
type reply struct {
	t      testing.TB
	status int
	header http.Header
	body   []byte
	call   *wire.Call
}

// do makes a call. The answer must keep to the document, and every error must have its row.
func (b *bench) do(method, path, body string, header ...string) *reply {
	b.t.Helper()
	r := httptest.NewRequestWithContext(b.t.Context(), method, "http://mynah.test"+path, strings.NewReader(body))
	if body != "" {
		r.Header.Set("Content-Type", "application/json")
	}
	for i := 0; i < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	return b.serve(r)
}

func (b *bench) serve(r *http.Request) *reply {
	b.t.Helper()
	call := &wire.Call{}
	w := httptest.NewRecorder()
	b.engine.ServeHTTP(w, r.WithContext(wire.WithCall(r.Context(), call)))
	body, err := io.ReadAll(w.Result().Body)
	require.NoError(b.t, err)
	require.Nil(b.t, call.Panic, "%s", call.Stack)
	require.NoError(b.t, call.Unmapped)
	if call.Response != nil {
		b.t.Fatalf("%s %s answers %d against the document: %s\n%s", r.Method, r.URL, w.Code, call.Response.Detail, body)
	}
	return &reply{b.t, w.Code, w.Header(), body, call}
}

// want checks the status of an answer.
func (r *reply) want(status int) *reply {
	r.t.Helper()
	require.Equal(r.t, status, r.status, "%s", r.body)
	return r
}

// json reads the answer.
func (r *reply) json() map[string]any {
	r.t.Helper()
	var v map[string]any
	require.NoError(r.t, json.Unmarshal(r.body, &v), "%s", r.body)
	return v
}

// equal compares the whole answer.
func (r *reply) equal(want string) {
	r.t.Helper()
	require.JSONEq(r.t, want, string(r.body))
}

// at reads a member of the answer by a path as in items.0.id.
func (r *reply) at(path string) any {
	r.t.Helper()
	var v any = r.json()
	for part := range strings.SplitSeq(path, ".") {
		switch x := v.(type) {
		case map[string]any:
			v = x[part]
		case []any:
			var i int
			_, err := fmt.Sscan(part, &i)
			require.NoError(r.t, err)
			require.Greater(r.t, len(x), i, "%s in %s", path, r.body)
			v = x[i]
		default:
			require.Failf(r.t, "no such member", "%s in %s", path, r.body)
		}
	}
	return v
}

// send lets the business write and waits until the message is on the phone.
func (b *bench) send(c network.Channel, from, to string, content network.Content) string {
	b.t.Helper()
	a, err := b.net().Send(network.Draft{Account: "shop", Channel: c, From: from, To: to, Content: content})
	require.NoError(b.t, err)
	b.advance(time.Second)
	return a.ID.String()
}

func (b *bench) advance(by time.Duration) {
	b.t.Helper()
	_, err := b.net().Advance(b.t.Context(), network.Until{By: by})
	require.NoError(b.t, err)
}

// message answers a message by its id.
func (b *bench) message(text string) network.Message {
	b.t.Helper()
	id, ok := network.ParseID(text)
	require.True(b.t, ok, text)
	m, err := b.net().Message(id)
	require.NoError(b.t, err)
	return m
}

// write lets Ana write to the WhatsApp number and answers the message as the business sees it.
func (b *bench) write(body string) network.Message {
	b.t.Helper()
	answer := b.do("POST", b.handset("/messages"), body).want(http.StatusCreated)
	b.advance(time.Second)
	return b.message(answer.at("messageId").(string))
}

func TestEveryOperationOfTheDocumentHasCode(t *testing.T) {
	require.Empty(t, newBench(t).mux.Missing())
}

func TestEveryErrorOfTheNetworkHasItsStatus(t *testing.T) {
	for _, err := range network.Errors() {
		p, known := answer(fmt.Errorf("subject: %w", err))
		require.True(t, known, "%v", err)
		require.NotEqual(t, http.StatusInternalServerError, p.Status, "%v", err)
	}
}

func TestUnknownErrorIsOurs(t *testing.T) {
	p, known := answer(io.ErrUnexpectedEOF)
	require.False(t, known)
	require.Equal(t, http.StatusInternalServerError, p.Status)
}

func TestAnswersTellWorldAndPosition(t *testing.T) {
	b := newBench(t)
	for name, tc := range map[string]struct {
		method, path, body string
		status             int
	}{
		"a read":                      {"GET", b.handset(""), "", 200},
		"a change":                    {"PUT", b.handset(""), `{"name":"Ana"}`, 200},
		"an answer without a body":    {"POST", b.handset("/typing"), `{"to":"` + shopWA + `","channel":"whatsapp"}`, 204},
		"a breach of the document":    {"PUT", b.handset(""), `{"nam":"Ana"}`, 400},
		"something that is not there": {"GET", b.inside("/handsets/" + nobody), "", 404},
		"a path that is not there":    {"GET", b.inside("/nothing"), "", 404},
		"a method that is not there":  {"DELETE", b.inside("/clock"), "", 405},
	} {
		t.Run(name, func(t *testing.T) {
			r := b.do(tc.method, tc.path, tc.body).want(tc.status)
			require.Equal(t, "default", r.header.Get("X-Mynah-World"))
			require.Equal(t, fmt.Sprint(b.position()), r.header.Get("X-Mynah-Log-Position"))
		})
	}
	require.Empty(t, b.do("GET", "/_mynah/health", "").want(200).header.Get("X-Mynah-World"))
	require.Empty(t, b.do("GET", "/_mynah/worlds/other/clock", "").want(404).header.Get("X-Mynah-World"))
}

func TestBreachNamesThePlaceAndWhatMayHaveBeenMeant(t *testing.T) {
	b := newBench(t)
	r := b.do("PUT", b.handset(""), `{"onlin":true,"apps":["telegram"]}`).want(400)
	require.Equal(t, "application/problem+json", r.header.Get("Content-Type"))
	require.Equal(t, "Bad Request", r.at("title"))
	text := string(r.body)
	require.Contains(t, text, `"pointer":"/onlin"`)
	require.Contains(t, text, `did you mean \"online\"?`)
	require.Contains(t, text, `"pointer":"/apps/0"`)
	require.Equal(t, "query.limit", b.do("GET", b.inside("/handsets?limit=0"), "").want(400).at("violations.0.pointer"))
	require.Equal(t, "path.number", b.do("GET", b.inside("/handsets/+49"), "").want(400).at("violations.0.pointer"))
}

func TestBodyIsJudgedBeforeItIsTaken(t *testing.T) {
	b := newBench(t)
	b.do("PUT", b.handset(""), `{"name":`).want(400)
	b.do("PUT", b.handset(""), `{}`, "Content-Type", "text/plain").want(415)
	b.do("PUT", b.handset(""), `{"name":"`+strings.Repeat("x", 1<<20)+`"}`).want(413)
}

func TestTokenIsAskedForWhereThereIsOne(t *testing.T) {
	b := newBench(t, func(c *Config) { c.Token = "secret" })
	r := b.do("GET", "/_mynah/health", "").want(401)
	require.Equal(t, "Bearer", r.header.Get("WWW-Authenticate"))
	b.do("GET", "/_mynah/health", "", "Authorization", "Bearer secre").want(401)
	b.do("GET", "/_mynah/health", "", "Authorization", "Basic secret").want(401)
	b.do("GET", "/_mynah/worlds/other", "").want(401)
	b.do("GET", "/_mynah/health", "", "Authorization", "bearer secret").want(200)
	require.Equal(t, "default", b.do("GET", b.handset(""), "").want(401).header.Get("X-Mynah-World"))
}
