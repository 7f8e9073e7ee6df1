package tyntec

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/stretchr/testify/require"

	"github.com/mynah-sim/mynah/mock/contract"
	"github.com/mynah-sim/mynah/mock/network"
	"github.com/mynah-sim/mynah/mock/webhook"
	"github.com/mynah-sim/mynah/mock/wire"
	mockworld "github.com/mynah-sim/mynah/mock/world"
)

// What the world of these tests holds: the tyntec side of the demo world, and a second business.
const (
	demoKey   = "tyntec-demo-key"
	otherKey  = "other-key"
	shop      = "demoshop"
	other     = "othershop"
	waNumber  = "4915735990001"
	smsNumber = "4916099000017"
	service   = "71045"
	foreign   = "4915735990009"
	waba      = "10455667788990"
	accountID = "b7d6a0c2-52a1-4f0e-9a53-6f1f0f6f9e10"
	publicURL = "https://mock.example/conversations/v3"

	ana   = "491700000001" // all channels
	ben   = "491700000002" // receipts off
	mei   = "6591112222"   // Singapore
	lena  = "491700000005" // phone off
	otto  = "491700000006" // SMS only
	pia   = "491700000007" // has blocked every sender
	front = "4930120000"   // landline
)

// start is when the clock of the tests starts.
var start = time.Date(2026, 3, 2, 9, 10, 0, 0, time.UTC)

// world is one world with its provider behind HTTP.
type world struct {
	t      testing.TB
	net    *network.Network
	p      *Provider
	doc    *contract.Document
	mux    *wire.Mux[*Provider]
	engine *gin.Engine
}

func newWorld(t testing.TB, change ...func(*network.Config)) *world {
	t.Helper()
	config := demo()
	for _, f := range change {
		f(&config)
	}
	n, err := network.New(config)
	require.NoError(t, err)
	p := New(Config{
		Network: n, PublicURL: func() string { return publicURL }, AllowHTTPHosts: []string{"receiver"},
		WhatsAppAccounts: []WhatsAppAccount{{ID: accountID, WABA: waba}},
		Accounts: []AccountConfig{
			{ID: shop, Name: "demoshop", Key: demoKey, Callback: Callback{
				InboundMessageURL: "https://hooks.example/in", MessageStatusURL: "https://hooks.example/st",
			}},
			{ID: other, Name: "other", Key: otherKey},
		},
	})
	doc, err := contract.Load(Name)
	require.NoError(t, err)
	gin.SetMode(gin.ReleaseMode)
	w := &world{t: t, net: n, p: p, doc: doc, engine: gin.New()}
	w.engine.RedirectTrailingSlash = false // as the server has it
	w.mux = Mount(w.engine, doc, func(_ *gin.Context, key string) (*Provider, error) {
		if _, known := p.AccountOf(key); !known {
			return nil, errors.New("no world has this key")
		}
		return p, nil
	}, func(*gin.Context) *Provider { return p })
	w.engine.NoRoute(w.mux.NotFound)
	return w
}

func demo() network.Config {
	all := []network.Channel{network.WhatsApp, network.Viber, network.SMS}
	button := []network.TemplateButton{{Type: "URL", Text: "Open", URL: "https://shop.example/{{1}}"}}
	card := network.TemplateCard{Header: network.TemplateHeader{Format: "VIDEO"}, Body: "The {{1}} one", Buttons: button}
	approved := func(tpl network.Template) network.Template {
		tpl.WABA, tpl.Status = waba, "APPROVED"
		return tpl
	}
	return network.Config{
		Seed: 7, Start: start,
		Accounts: []network.Account{
			{ID: shop, Label: Name, Name: "demoshop", Options: mockworld.TyntecOptions()},
			{ID: other, Label: Name, Name: "other", Options: mockworld.TyntecOptions()},
		},
		Portfolios: []network.Portfolio{{ID: "220011223344556", Name: "Demo Shop Holding"}},
		WABAs: []network.WABA{
			{ID: waba, Name: "Demo Shop", Portfolio: "220011223344556", Namespace: "5f0c1d7e_3a4b", Catalog: "900100200300400"}, {ID: "2"},
		},
		Senders: []network.Sender{
			{ID: waNumber, Channel: network.WhatsApp, Account: shop, WABA: waba, Name: "Demo Shop"},
			{ID: smsNumber, Channel: network.SMS, Account: shop, Kind: "long"},
			{ID: "DemoShop", Channel: network.SMS, Account: shop, Kind: "alphanumeric", OneWay: true},
			{ID: service, Channel: network.Viber, Account: shop, Name: "Demo Shop", Kind: "two-way"},
			{ID: foreign, Channel: network.WhatsApp, Account: other, WABA: "2"},
		},
		Handsets: []network.Handset{
			{Number: ana, Name: "Ana Lopes", Apps: all},
			{Number: ben, Name: "Ben Kruse", Apps: all, NoReceipts: true},
			{Number: mei, Name: "Mei Tan", Apps: all},
			{Number: lena, Name: "Lena Vogt", Apps: all, Off: true},
			{Number: otto, Name: "Otto Brandt", Apps: []network.Channel{network.SMS}},
			{Number: pia, Name: "Pia Sommer", Apps: all, BlocksAll: true},
			{Number: front, Name: "Front desk", Line: "landline"},
		},
		Templates: []network.Template{
			approved(network.Template{Name: "hello_world", Language: "en_US", Category: "UTILITY", Body: "Hello from the sandbox"}),
			approved(network.Template{Name: "order_update", Language: "en", Category: "UTILITY", Body: "Order {{1}} is {{2}}"}),
			approved(network.Template{
				Name: "delivery_choice", Language: "en", Category: "UTILITY", Body: "Order {{1}} can come today.",
				Buttons: []network.TemplateButton{{Type: "QUICK_REPLY", Text: "Today"}, {Type: "QUICK_REPLY", Text: "Tomorrow"}},
			}),
			approved(network.Template{
				Name: "promo_image", Language: "en", Category: "MARKETING", Body: "Hello {{1}}",
				Header: &network.TemplateHeader{Format: "IMAGE"}, Footer: "Demo Shop", Buttons: button,
			}),
			approved(network.Template{
				Name: "promo_carousel", Language: "en_US", Category: "MARKETING", Body: "Hello {{1}}",
				Cards: []network.TemplateCard{card, card},
			}),
		},
		Catalogs: []network.Catalog{{ID: "900100200300400", Currency: "EUR", Products: []network.Product{
			{ID: "SKU-1", Name: "Desk lamp", Price: 1990}, {ID: "SKU-2", Name: "Floor lamp", Price: 7900},
		}}},
		Flows: []network.Flow{{ID: "7001002003004001", WABA: waba, Status: "PUBLISHED"}},
	}
}

// call is one exchange of a test.
type call struct {
	wire.Call
	t testing.TB
}

// request is what a test sends; zero members are those of a plain call of the demo account.
type request struct {
	op     string // operationId; empty: method and path
	method string
	path   string
	params []string // of the path, in order
	query  string
	key    string // empty: demoKey; "-": none
	media  string // Content-Type; empty: application/json when there is a body; "-": none
	body   string
}

// do makes a call and wants an answer that keeps to the document.
func (w *world) do(r request) call {
	w.t.Helper()
	out := w.serve(r)
	require.Nil(w.t, out.Response, "the answer keeps to the document: %s", out.ResponseBody)
	require.NoError(w.t, out.Unmapped)
	require.Nil(w.t, out.Panic, "%s", out.Stack)
	return out
}

func (w *world) serve(r request) call {
	method, path := r.method, r.path
	if r.op != "" {
		op := w.doc.Operation(r.op)
		require.NotNil(w.t, op, r.op)
		method, path = op.Method, w.doc.Base()+fill(op.Path, r.params)
	}
	if r.query != "" {
		path += "?" + r.query
	}
	out := call{t: w.t}
	req := httptest.NewRequest(method, path, strings.NewReader(r.body))
	req = req.WithContext(wire.WithCall(context.Background(), &out.Call))
	if r.key == "" {
		r.key = demoKey
	}
	if r.key != "-" {
		req.Header.Set("apikey", r.key)
	}
	if r.media == "" && r.body != "" {
		r.media = "application/json"
	}
	if r.media != "" && r.media != "-" {
		req.Header.Set("Content-Type", r.media)
	}
	recorder := httptest.NewRecorder()
	w.engine.ServeHTTP(recorder, req)
	require.Equal(w.t, recorder.Code, out.Status)
	require.Equal(w.t, recorder.Body.String(), string(out.ResponseBody))
	return out
}

// fill puts values in place of the parameters of a path.
func fill(path string, values []string) string {
	for _, v := range values {
		before, rest, _ := strings.Cut(path, "{")
		_, after, _ := strings.Cut(rest, "}")
		path = before + v + after
	}
	return path
}

// is wants a status and a body.
func (c call) is(status int, body string) call {
	c.t.Helper()
	require.Equal(c.t, status, c.Status, "%s", c.ResponseBody)
	if body == "" {
		require.Empty(c.t, c.ResponseBody)
		return c
	}
	require.JSONEq(c.t, body, string(c.ResponseBody))
	return c
}

// status wants a status.
func (c call) status(status int) call {
	c.t.Helper()
	require.Equal(c.t, status, c.Status, "%s", c.ResponseBody)
	return c
}

// violates wants a 400 with these violations, each written as "field: message".
func (c call) violates(want ...string) call {
	c.t.Helper()
	c.status(http.StatusBadRequest)
	var p problem
	require.NoError(c.t, json.Unmarshal(c.ResponseBody, &p))
	require.Equal(c.t, "Constraint Violation", p.Title, "%s", c.ResponseBody)
	var got []string
	for _, v := range p.Violations {
		got = append(got, v.Field+": "+v.Message)
	}
	require.Equal(c.t, want, got)
	require.NotNil(c.t, c.Request, "the journal sees the breach")
	return c
}

// text is a member of the answer.
func (c call) text(name string) string {
	c.t.Helper()
	var m map[string]any
	require.NoError(c.t, json.Unmarshal(c.ResponseBody, &m), "%s", c.ResponseBody)
	text, _ := m[name].(string)
	return text
}

// send sends a message and answers its id.
func (w *world) send(body string) string {
	w.t.Helper()
	return w.do(request{op: "sendMessage", body: body}).status(http.StatusAccepted).text("messageId")
}

// waText is a WhatsApp text to a number.
func waText(to string) string {
	return `{"to":"` + to + `","from":"` + waNumber + `","channel":"whatsapp","content":{"contentType":"text","text":"hello"}}`
}

// waContent is a WhatsApp message to Ana with a content.
func waContent(content string) string {
	return `{"to":"` + ana + `","from":"` + waNumber + `","channel":"whatsapp","content":` + content + `}`
}

// viberContent is a Viber message to Ana with a content.
func viberContent(rate, content string) string {
	return `{"to":"` + ana + `","from":"` + service + `","channel":"viber","rateType":"` + rate + `","content":` + content + `}`
}

func (w *world) advance(by time.Duration) {
	w.t.Helper()
	_, err := w.net.Advance(w.t.Context(), network.Until{By: by})
	require.NoError(w.t, err)
}

// writes makes a person write, and answers the message's id outside.
func (w *world) writes(n network.Note) string {
	w.t.Helper()
	id, err := w.net.Write(n)
	require.NoError(w.t, err)
	w.advance(time.Second)
	return outsideID(network.Inbound, n.Channel, id)
}

// opens opens the service window of a person by a message.
func (w *world) opens(number string) string {
	w.t.Helper()
	return w.writes(network.Note{Number: number, Channel: network.WhatsApp, To: waNumber, Content: network.Text{Body: "hi"}})
}

// history is the history of a message as the API tells it: the time since it was sent, the event, the code.
func (w *world) history(id string) (lines []string) {
	w.t.Helper()
	answer := w.do(request{op: "getMessageEvents", params: []string{id}}).status(http.StatusOK)
	var out eventsResponse
	require.NoError(w.t, json.Unmarshal(answer.ResponseBody, &out))
	require.Equal(w.t, id, out.MessageID)
	first, err := time.Parse(time.RFC3339, out.Events[0].Timestamp)
	require.NoError(w.t, err)
	for _, e := range out.Events {
		at, err := time.Parse(time.RFC3339, e.Timestamp)
		require.NoError(w.t, err)
		line := at.Sub(first).String() + " " + strings.TrimPrefix(e.Event, statusPrefix)
		if e.Details != nil {
			require.NotEmpty(w.t, e.Details.Message)
			line += " " + e.Details.Code
		}
		lines = append(lines, line)
	}
	return lines
}

// callbacks translates the whole log and judges every body.
func (w *world) callbacks() (all []webhook.Callback) {
	w.t.Helper()
	events, ok := w.net.Events(0, 1<<16)
	require.True(w.t, ok)
	for _, e := range events {
		all = append(all, w.p.Translate(e)...)
	}
	for _, c := range all {
		require.Equal(w.t, Name, c.Provider)
		require.Nil(w.t, w.doc.JudgeWebhook(c.Event, c.Body), "%s", c.Body)
	}
	return all
}

// posted are the callbacks about one message, as "event URL".
func (w *world) posted(id string) (lines []string) {
	w.t.Helper()
	for _, c := range w.callbacks() {
		if slices.Contains([]string{c.Message.String(), outsideID(network.Inbound, network.WhatsApp, c.Message)}, id) {
			lines = append(lines, c.Event+" "+c.URL)
		}
	}
	return lines
}

// body is the body of the only callback of an event.
func (w *world) body(event string) string {
	w.t.Helper()
	var found []string
	for _, c := range w.callbacks() {
		if c.Event == event {
			found = append(found, string(c.Body))
		}
	}
	require.Len(w.t, found, 1, event)
	return found[0]
}

// set changes the settings of the demo account.
func (w *world) set(f func(*Settings)) {
	w.t.Helper()
	require.NoError(w.t, w.p.ChangeSettings(shop, func(s *Settings) error {
		f(s)
		return nil
	}))
}
