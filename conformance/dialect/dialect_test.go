package dialect

import (
	"encoding/json"
	"maps"
	"net/http"
	"slices"
	"sync"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/stretchr/testify/require"

	"github.com/mynah-sim/mynah/conformance/match"
	"github.com/mynah-sim/mynah/specs"
)

// document is the document of a provider, read once.
func document(provider string) func() (*openapi3.T, error) {
	return sync.OnceValues(func() (*openapi3.T, error) {
		raw, err := specs.FS.ReadFile(provider + ".yaml")
		if err != nil {
			return nil, err
		}
		return openapi3.NewLoader().LoadFromData(raw)
	})
}

var documents = map[string]func() (*openapi3.T, error){
	"tyntec": document("tyntec"), "wabbit": document("wabbit"), "onemsg": document("onemsg"), "twoway": document("twoway"),
}

// documented holds a request against the document.
func documented(t *testing.T, provider string, request Request) {
	t.Helper()
	doc, err := documents[provider]()
	require.NoError(t, err)
	for _, item := range doc.Paths.Map() {
		for _, op := range item.Operations() {
			if op.OperationID != request.Operation {
				continue
			}
			if request.Body != nil {
				raw, err := json.Marshal(request.Body)
				require.NoError(t, err)
				var body any
				require.NoError(t, json.Unmarshal(raw, &body))
				schema := op.RequestBody.Value.Content.Get("application/json").Schema.Value
				require.NoError(t, schema.VisitJSON(body, openapi3.VisitAsRequest()))
			}
			for name := range request.Params {
				require.True(t, slices.ContainsFunc(append(op.Parameters, item.Parameters...), func(p *openapi3.ParameterRef) bool { return p.Value.Name == name }), name)
			}
			return
		}
	}
	require.Fail(t, request.Operation+" is not documented")
}

// kinds are the contents of the vocabulary, each with all of its rows.
var kinds = map[string]object{
	"text":             {"text": "hello"},
	"image":            {"url": "https://files.example.com/lamp.jpg", "caption": "A lamp"},
	"video":            {"url": "https://files.example.com/lamp.mp4"},
	"audio":            {"url": "https://files.example.com/lamp.mp3"},
	"document":         {"url": "https://files.example.com/t.pdf", "filename": "t.pdf"},
	"sticker":          {"url": "https://files.example.com/lamp.webp"},
	"location":         {"latitude": 48.1, "longitude": 11.5, "name": "Shop", "address": "Hauptstr. 1"},
	"contact":          {"name": "Ana", "phone": "+49 170", "url": "QkVHSU46VkNBUkQKRU5EOlZDQVJE"},
	"template":         {"name": "promo_image", "language": "en", "values": []any{"Ana"}, "image": "https://files.example.com/lamp.jpg", "payloads": []any{"x"}, "link": "lamps"},
	"button message":   {"text": "Yes?", "buttons": []any{object{"id": "a", "title": "A"}, object{"id": "b", "title": "B"}}},
	"list message":     {"text": "Which?", "title": "All", "rows": []any{object{"id": "a", "title": "A"}, object{"id": "b", "title": "B", "description": "the second"}}},
	"location request": {"text": "Where?"},
	"flow message":     {"text": "Book", "flow": "7001002003004001", "token": "t", "button": "Book", "screen": "START"},
	"product":          {"text": "Ours", "catalog": "9", "product": "SKU-1"},
	"product list":     {"text": "Ours", "title": "Lamps", "catalog": "9", "products": []any{"SKU-1", "SKU-2"}},
}

// unsaid are the kinds that a provider has no words for.
var unsaid = map[string][]string{
	"twoway": {"list message", "location request", "flow message"},
}

// What a dialect writes is what the document of its provider takes, and what it cannot say it says.
func TestEveryDialectWritesAsDocumented(t *testing.T) {
	for _, provider := range []string{"tyntec", "wabbit", "onemsg", "twoway"} {
		d, err := For(provider)
		require.NoError(t, err)
		line := Line{"whatsapp", d.Senders["whatsapp"], "491700000001"}
		for _, kind := range slices.Sorted(maps.Keys(kinds)) {
			t.Run(provider+" "+kind, func(t *testing.T) {
				request, err := d.Send(line, Content{kind, maps.Clone(kinds[kind])})
				if slices.Contains(unsaid[provider], kind) {
					require.EqualError(t, err, provider+" sends no "+kind)
					return
				}
				require.NoError(t, err)
				documented(t, provider, request)
			})
		}
		_, err = d.Send(line, Content{"dance", object{}})
		require.ErrorContains(t, err, "sends no dance", provider)
		if len(d.Senders) == 1 {
			_, err = d.Send(Line{"fax", "1", "2"}, Content{"text", object{"text": "x"}})
			if provider != "twoway" { // whose senders are accounts
				require.Error(t, err, provider)
			}
		}
	}
}

// The other calls of a table: reading, asking for a status, webhooks, templates, reactions.
func TestEveryDialectCallsAsDocumented(t *testing.T) {
	for _, provider := range []string{"tyntec", "wabbit", "onemsg", "twoway"} {
		t.Run(provider, func(t *testing.T) {
			d, err := For(provider)
			require.NoError(t, err)
			require.Equal(t, provider, d.Provider)
			line := Line{"whatsapp", d.Senders["whatsapp"], "491700000001"}
			read, err := d.Read(line, "m-1")
			require.NoError(t, err)
			documented(t, provider, read)
			documented(t, provider, d.Status("m-1"))
			for _, request := range d.Subscribe([]Line{line}, Hooks{Inbound: "https://app.example.com/in", Status: "https://app.example.com/status"}) {
				documented(t, provider, request)
			}
			if reaction, err := d.React(line, "m-1", "\U0001f44d"); provider == "twoway" {
				require.EqualError(t, err, "twoway cannot react")
			} else {
				require.NoError(t, err)
				documented(t, provider, reaction)
			}
			require.NotEmpty(t, d.Authorize(map[string]string{"apikey": "a", "token": "b", "accessToken": "c"}))
		})
	}
}

// The tables of templates: what is submitted, deleted and listed, and which word stands for a status.
func TestEveryDialectSpeaksOfTemplates(t *testing.T) {
	draft := Draft{"order_ready", object{
		"category": "UTILITY", "language": "en", "header": "Order", "body": "Hello {{1}}", "examples": []any{"Ana"}, "footer": "Bye", "buttons": []any{"Yes", "No"},
	}}
	pictured := Draft{"order_photo", object{"category": "UTILITY", "language": "en", "image": "https://files.example.com/lamp.jpg", "body": "Hello"}}
	kept := match.Kept{"account": "10455667788990"}
	for provider, want := range map[string]struct {
		good    int
		listed  any
		deletes bool
	}{
		"tyntec": {http.StatusCreated, []any{object{"templateName": "order_ready", "localizations": []any{object{"language": "en", "status": "APPROVED"}}}}, true},
		"wabbit": {http.StatusCreated, object{"results": []any{object{"name": "order_ready", "language": "en", "status": "approved"}}}, false},
		"onemsg": {http.StatusOK, object{"templates": []any{object{"name": "order_ready", "language": "en", "status": "approved"}}}, true},
	} {
		t.Run(provider, func(t *testing.T) {
			d, err := For(provider)
			require.NoError(t, err)
			for _, one := range []Draft{draft, pictured} {
				request, good, err := d.SubmitTemplate(kept, one)
				require.NoError(t, err)
				require.Equal(t, want.good, good)
				documented(t, provider, request)
			}
			list, err := d.ListTemplates(kept)
			require.NoError(t, err)
			documented(t, provider, list)
			require.NoError(t, d.TemplateIs(want.listed, "order_ready", "en", "approved"))
			require.ErrorContains(t, d.TemplateIs(want.listed, "order_ready", "en", "rejected"), "template order_ready (en): want")
			require.Error(t, d.TemplateIs(want.listed, "order_ready", "de", "approved"))
			request, err := d.DeleteTemplate(kept, "order_ready")
			if !want.deletes {
				require.EqualError(t, err, provider+" deletes no templates")
				return
			}
			require.NoError(t, err)
			documented(t, provider, request)
		})
	}
	d, err := For("twoway")
	require.NoError(t, err)
	_, _, err = d.SubmitTemplate(kept, draft)
	require.EqualError(t, err, "twoway has no templates")
	_, err = d.ListTemplates(kept)
	require.EqualError(t, err, "twoway has no templates")
}

// Each callback has the name that the table gives it.
func TestEveryDialectNamesCallbacks(t *testing.T) {
	for provider, rows := range map[string]map[string]object{
		"wabbit": {
			"message": {"messages": []any{object{}}}, "outgoing": {"outgoing_messages": []any{object{}}}, "errors": {"errors": []any{object{}}},
			"delivered": {"statuses": []any{object{"status": "delivered"}}}, "": {"statuses": []any{}},
		},
		"onemsg": {
			"message": {"messages": []any{object{"fromMe": false}}}, "echo": {"messages": []any{object{"fromMe": true}}},
			"read": {"ack": []any{object{"status": "read"}}}, "calls": {"type": "calls"}, "raw": {"entry": []any{}},
		},
		"twoway": {
			"message-insert": {"event": "message-insert", "data": []any{object{"fromMe": false}}}, "message-insert sent": {"event": "message-insert", "data": []any{object{"fromMe": true}}},
			"message-update read": {"event": "message-update", "data": []any{object{"status": "read"}}}, "chat-update": {"event": "chat-update"}, "": {},
		},
	} {
		d, err := For(provider)
		require.NoError(t, err)
		for name, callback := range rows {
			require.Equal(t, name, d.EventName(any(callback)), provider)
		}
	}
}

func TestNamesThatATableLacksAreTheProvidersOwn(t *testing.T) {
	d, err := For("onemsg")
	require.NoError(t, err)
	require.Equal(t, []string{"absent", "read", "message", "ack"}, []string{d.Word("accepted"), d.Word("read"), d.Event("order"), d.Event("ack")})
	problem, err := d.Problem("server")
	require.NoError(t, err)
	require.Equal(t, http.StatusInternalServerError, problem.Status)
	_, err = d.Problem("weather")
	require.ErrorContains(t, err, `error "weather": onemsg has`)
	_, err = For("nobody")
	require.ErrorContains(t, err, `provider "nobody": one of`)
}
