package bench

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/stretchr/testify/require"

	"github.com/mynah-sim/mynah/conformance/document"
	"github.com/mynah-sim/mynah/conformance/match"
	"github.com/mynah-sim/mynah/specs"
)

const (
	world = `{"name":"w-1","seed":1,"digest":"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855","logPosition":0,
		"clock":{"mode":"manual","now":"2026-01-01T00:00:00.000Z","speed":1},"options":{"latency":"steady","limits":"off"},
		"providers":{"tyntec":{"baseUrl":"http://x/t","credentials":{"apikey":"k-1"},"senders":[{"channel":"whatsapp","id":"4915735990001"}]}}}`
	handset = `{"number":"491700000001","name":"Ana Lopes","apps":["sms"],"online":true,"persona":"manual","readReceipts":true,
		"line":"mobile","coverage":"home","roamingAllowed":true,"data":"good","blocked":[],"marketingStopped":[],"smsStopped":[]}`
	screen = `{"chats":[{"sender":"4915735990001","channel":"whatsapp","messages":[
		{"messageId":"0c9a1e6b-7d2c-4f8a-9012-de34bc5b2f0c","direction":"in","kind":"buttons","text":"When?","status":"delivered","at":"2026-01-01T00:00:00.000Z","buttons":[{"type":"reply","title":"Today"}]},
		{"messageId":"1c9a1e6b-7d2c-4f8a-9012-de34bc5b2f0c","direction":"in","kind":"list","text":"Which?","status":"delivered","at":"2026-01-01T00:00:00.000Z","rows":[{"title":"10:00"}]}]}]}`
	written = `{"messageId":"2c9a1e6b-7d2c-4f8a-9012-de34bc5b2f0c"}`
	quiet   = `{"now":"2026-01-01T00:00:00.000Z","events":0,"fired":[]}`
)

// server plays the control API: it answers by "METHOD path" and holds every body against the document.
type server struct {
	t       *testing.T
	doc     *openapi3.T
	answers map[string]string
	got     []string // "METHOD path body"
}

func (s *server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	key := r.Method + " " + r.URL.RequestURI()
	s.got = append(s.got, key+" "+string(body))
	w.Header().Set("X-Mynah-World", "w-1")
	w.Header().Set("X-Mynah-Log-Position", "7")
	answer, ok := s.answers[key]
	switch {
	case r.Header.Get("Authorization") != "Bearer t-1":
		w.WriteHeader(http.StatusTeapot)
	case !ok:
		w.Header().Set("Content-Type", "application/problem+json")
		w.WriteHeader(http.StatusNotFound)
		_, _ = io.WriteString(w, `{"type":"about:blank","title":"Not Found","status":404}`)
	case answer == "":
		w.WriteHeader(http.StatusNoContent)
	default:
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(map[bool]int{true: http.StatusCreated, false: http.StatusOK}[answer == world || answer == written])
		_, _ = io.WriteString(w, answer)
	}
}

// judge holds the bodies that were sent against the schemas of the operations.
func (s *server) judge(operation, body string) {
	s.t.Helper()
	for _, item := range s.doc.Paths.Map() {
		for _, op := range item.Operations() {
			if op.OperationID != operation {
				continue
			}
			var value any
			require.NoError(s.t, json.Unmarshal([]byte(body), &value))
			schema := op.RequestBody.Value.Content.Get("application/json").Schema.Value
			require.NoError(s.t, schema.VisitJSON(value, openapi3.VisitAsRequest()), operation)
			return
		}
	}
	require.Fail(s.t, operation+" is not documented")
}

func open(t *testing.T, answers map[string]string) (*Bench, *server) {
	t.Helper()
	raw, err := specs.FS.ReadFile("control.yaml")
	require.NoError(t, err)
	doc, err := openapi3.NewLoader().LoadFromData(raw)
	require.NoError(t, err)
	control, err := document.Load(specs.FS, "control")
	require.NoError(t, err)
	s := &server{t: t, doc: doc, answers: answers}
	listening := httptest.NewServer(s)
	t.Cleanup(listening.Close)
	b, err := New(Config{Document: control, URL: listening.URL, Token: "t-1", HTTP: listening.Client()})
	require.NoError(t, err)
	return b, s
}

func made(t *testing.T, answers map[string]string) (*World, *server) {
	t.Helper()
	answers["POST /_mynah/worlds"] = world
	b, s := open(t, answers)
	w, err := b.Create(t.Context(), Start{})
	require.NoError(t, err)
	s.got = nil
	return w, s
}

func TestCreateTellsHowToReachTheProviders(t *testing.T) {
	b, s := open(t, map[string]string{"POST /_mynah/worlds": world, "DELETE /_mynah/worlds/w-1": ""})
	seed := int64(42)
	w, err := b.Create(t.Context(), Start{Seed: &seed, Fixture: "empty"})
	require.NoError(t, err)
	require.Equal(t, Access{
		BaseURL: "http://x/t", Credentials: map[string]string{"apikey": "k-1"}, Senders: []Sender{{"whatsapp", "4915735990001"}},
	}, w.Providers["tyntec"])
	body := `{"clock":{"mode":"manual"},"fixture":"empty","seed":42}`
	s.judge("createWorld", body)
	require.NoError(t, w.Delete(t.Context()))
	require.Equal(t, []string{"POST /_mynah/worlds " + body, "DELETE /_mynah/worlds/w-1 "}, s.got)
	require.Empty(t, w.Breaches())
}

func TestWhatPeopleDo(t *testing.T) {
	const phone = "/_mynah/worlds/w-1/handsets/491700000001"
	chat := `{"channel":"whatsapp","sender":"4915735990001"}`
	for name, tt := range map[string]struct {
		do        func(*World) error
		operation string
		answers   map[string]string
		want      string // the last call
		body      string
	}{
		"is on a new app": {
			func(w *World) error { return w.Reach(t.Context(), "491700000001", "Ana", "whatsapp") }, "putHandset",
			map[string]string{"GET " + phone: handset, "PUT " + phone: handset}, "PUT " + phone, `{"apps":["sms","whatsapp"]}`,
		},
		"is there already": {
			func(w *World) error { return w.Reach(t.Context(), "491700000001", "Ana", "sms") }, "",
			map[string]string{"GET " + phone: handset}, "GET " + phone, "",
		},
		"writes": {
			func(w *World) error {
				_, err := w.Write(t.Context(), "491700000001", map[string]any{"to": "4915735990001", "channel": "whatsapp", "kind": "text", "text": "hi"})
				return err
			}, "handsetWrite",
			map[string]string{"POST " + phone + "/messages": written}, "POST " + phone + "/messages",
			`{"channel":"whatsapp","kind":"text","text":"hi","to":"4915735990001"}`,
		},
		"takes back": {
			func(w *World) error { return w.Revoke(t.Context(), "491700000001", "m-1") }, "",
			map[string]string{"DELETE " + phone + "/messages/m-1": ""}, "DELETE " + phone + "/messages/m-1", "",
		},
		"reads": {
			func(w *World) error { return w.Read(t.Context(), "491700000001", "whatsapp", "4915735990001") }, "handsetRead",
			map[string]string{"POST " + phone + "/read": `{"messageIds":[]}`}, "POST " + phone + "/read", chat,
		},
		"blocks": {
			func(w *World) error { return w.Block(t.Context(), "491700000001", "whatsapp", "4915735990001") }, "handsetBlock",
			map[string]string{"POST " + phone + "/block": ""}, "POST " + phone + "/block", chat,
		},
		"unblocks": {
			func(w *World) error { return w.Unblock(t.Context(), "491700000001", "whatsapp", "4915735990001") }, "handsetUnblock",
			map[string]string{"POST " + phone + "/unblock": ""}, "POST " + phone + "/unblock", chat,
		},
		"orders": {
			func(w *World) error {
				return w.Order(t.Context(), "491700000001", map[string]any{"to": "4915735990001", "catalogId": "9", "items": []any{map[string]any{"productId": "SKU-1", "quantity": 2}}})
			}, "handsetOrder",
			map[string]string{"POST " + phone + "/orders": written}, "POST " + phone + "/orders",
			`{"catalogId":"9","items":[{"productId":"SKU-1","quantity":2}],"to":"4915735990001"}`,
		},
		"taps a button": {
			func(w *World) error { return w.Tap(t.Context(), "491700000001", "whatsapp", "4915735990001", "Today") }, "handsetTap",
			map[string]string{
				"GET " + phone + "/screen?channel=whatsapp&limit=1000&sender=4915735990001": screen, "POST " + phone + "/tap": `{"effect":"reply"}`,
			}, "POST " + phone + "/tap", `{"button":"Today","message":"0c9a1e6b-7d2c-4f8a-9012-de34bc5b2f0c"}`,
		},
		"picks a row": {
			func(w *World) error { return w.Tap(t.Context(), "491700000001", "whatsapp", "4915735990001", "10:00") }, "handsetTap",
			map[string]string{
				"GET " + phone + "/screen?channel=whatsapp&limit=1000&sender=4915735990001": screen, "POST " + phone + "/tap": `{"effect":"reply"}`,
			}, "POST " + phone + "/tap", `{"message":"1c9a1e6b-7d2c-4f8a-9012-de34bc5b2f0c","row":"10:00"}`,
		},
	} {
		t.Run(name, func(t *testing.T) {
			w, s := made(t, tt.answers)
			require.NoError(t, tt.do(w))
			require.Equal(t, tt.want+" "+tt.body, s.got[len(s.got)-1])
			if tt.body != "" {
				s.judge(tt.operation, tt.body)
			}
			require.Empty(t, w.Breaches())
		})
	}
}

func TestThePhoneShowsAChat(t *testing.T) {
	w, _ := made(t, map[string]string{
		"GET /_mynah/worlds/w-1/handsets/491700000001/screen?channel=whatsapp&limit=1000&sender=4915735990001": screen,
		"GET /_mynah/worlds/w-1/handsets/491700000002/screen?channel=whatsapp&limit=1000&sender=4915735990001": `{"chats":[]}`,
	})
	messages, err := w.Chat(t.Context(), "491700000001", "whatsapp", "4915735990001")
	require.NoError(t, err)
	require.Len(t, messages, 2)
	require.NoError(t, match.JSON(messages[1], "text", "Which?", nil))
	messages, err = w.Chat(t.Context(), "491700000002", "whatsapp", "4915735990001")
	require.NoError(t, err)
	require.Empty(t, messages)
	err = w.Tap(t.Context(), "491700000001", "whatsapp", "4915735990001", "Never")
	require.ErrorContains(t, err, `no button and no row "Never" on the screen`)
}

func TestMediaAreBytes(t *testing.T) {
	w, s := made(t, map[string]string{
		"POST /_mynah/worlds/w-1/media?filename=lamp.png": `{"mediaId":"m-17","type":"image/png","size":3,"sha256":"9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"}`,
	})
	id, err := w.Media(t.Context(), "lamp.png", "image/png", []byte("png"))
	require.NoError(t, err)
	require.Equal(t, "m-17", id)
	require.Equal(t, []string{"POST /_mynah/worlds/w-1/media?filename=lamp.png png"}, s.got)
	require.ErrorContains(t, w.Breaches()[0], "putMedia answered 200: status is not documented", "the answer was 200, the document says 201")
}

func checks(change map[string]string) map[string]string {
	answers := map[string]string{
		"POST /_mynah/worlds/w-1/clock/advance":                              quiet,
		"GET /_mynah/worlds/w-1/deliveries?limit=1000&state=pending":         `{"items":[]}`,
		"GET /_mynah/worlds/w-1/violations?fault=mock&limit=1000":            `{"items":[],"next":"1"}`,
		"GET /_mynah/worlds/w-1/journal?kind=exchange&limit=1000&status=5xx": `{"items":[],"next":"1"}`,
	}
	for key, answer := range change {
		answers[key] = answer
	}
	return answers
}

func TestCheck(t *testing.T) {
	for name, tt := range map[string]struct {
		change map[string]string
		want   string // "" means nothing is left behind
	}{
		"nothing": {nil, ""},
		"a retry later": {map[string]string{
			"POST /_mynah/worlds/w-1/clock/advance":                      `{"now":"2026-01-01T00:00:00.000Z","events":0,"fired":[],"nextDue":"2026-01-01T00:00:10.000Z"}`,
			"GET /_mynah/worlds/w-1/deliveries?limit=1000&state=pending": `{"items":[{"id":"3","delivery":3,"provider":"tyntec","event":"MoMessage","url":"http://x","at":"2026-01-01T00:00:00.000Z","state":"pending","attempts":[],"nextDue":"2026-01-01T00:00:10.000Z"}]}`,
		}, ""},
		"something due": {map[string]string{
			"POST /_mynah/worlds/w-1/clock/advance": `{"now":"2026-01-01T00:00:00.000Z","events":0,"fired":[],"nextDue":"2026-01-01T00:00:00.000Z"}`,
		}, "a follower is behind"},
		"a callback under way": {map[string]string{
			"GET /_mynah/worlds/w-1/deliveries?limit=1000&state=pending": `{"items":[{"id":"3","delivery":3,"provider":"tyntec","event":"MoMessage","url":"http://x","at":"2026-01-01T00:00:00.000Z","state":"pending","attempts":[]}]}`,
		}, "delivery 3 of MoMessage is under way"},
		"a violation": {map[string]string{
			"GET /_mynah/worlds/w-1/violations?fault=mock&limit=1000": `{"items":[{"id":"1","at":"2026-01-01T00:00:00.000Z","side":"response","fault":"mock","provider":"tyntec","operationId":"sendMessage","pointer":"/messageId","rule":"required","message":"is missing"}],"next":"1"}`,
		}, "contract broken: response of sendMessage, /messageId: is missing"},
		"an injected error": {map[string]string{
			"GET /_mynah/worlds/w-1/journal?kind=exchange&limit=1000&status=5xx": `{"items":[{"id":"1","kind":"exchange","at":"2026-01-01T00:00:00.000Z","logPosition":1,"causes":[],"provider":"tyntec","operationId":"sendMessage","status":500,"exchange":{"method":"POST","url":"http://x/messages","fault":"F02 f-1","request":{"headers":{},"body":"","size":0},"response":{"headers":{},"body":"oops","size":4}}}],"next":"1"}`,
		}, ""},
		"an unmapped error": {map[string]string{
			"GET /_mynah/worlds/w-1/journal?kind=exchange&limit=1000&status=5xx": `{"items":[{"id":"1","kind":"exchange","at":"2026-01-01T00:00:00.000Z","logPosition":1,"causes":[],"provider":"tyntec","operationId":"sendMessage","status":500,"exchange":{"method":"POST","url":"http://x/messages","request":{"headers":{},"body":"","size":0},"response":{"headers":{},"body":"oops","size":4}}}],"next":"1"}`,
		}, "unmapped error: POST http://x/messages (sendMessage) answered 500: oops"},
	} {
		t.Run(name, func(t *testing.T) {
			w, s := made(t, checks(tt.change))
			err := w.Check(t.Context())
			require.Empty(t, w.Breaches())
			s.judge("advanceClock", `{"by":"0s"}`)
			require.Contains(t, s.got, `POST /_mynah/worlds/w-1/clock/advance {"by":"0s"}`)
			if tt.want == "" {
				require.NoError(t, err)
				return
			}
			require.ErrorContains(t, err, tt.want)
		})
	}
}

func TestAdvanceIsWrittenAsTheDocumentWantsIt(t *testing.T) {
	w, s := made(t, checks(nil))
	require.NoError(t, w.Advance(t.Context(), 30*24*time.Hour+500*time.Millisecond))
	require.Equal(t, []string{`POST /_mynah/worlds/w-1/clock/advance {"by":"720h0m0.5s"}`}, s.got)
	s.judge("advanceClock", `{"by":"720h0m0.5s"}`)
}

func TestRefusals(t *testing.T) {
	w, _ := made(t, map[string]string{})
	require.EqualError(t, w.Delete(t.Context()), `bench: deleteWorld answered 404: {"type":"about:blank","title":"Not Found","status":404}`)
	_, err := New(Config{URL: "nowhere"})
	require.EqualError(t, err, `bench "nowhere": not a URL`)
}
