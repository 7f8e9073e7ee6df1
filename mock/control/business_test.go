package control

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/mynah-sim/mynah/mock/network"
)

func TestTemplateIsPutInAnyStatus(t *testing.T) {
	b := newBench(t)
	r := b.do("PUT", b.inside("/templates/530009"), `{"name":"rich","language":"en","category":"MARKETING","status":"PAUSED","reason":"FIRST_PAUSE",
		"quality":"RED","qualityReasons":["blocked"],"ttlSeconds":-1,"allowCategoryChange":true,"components":[
		{"type":"HEADER","format":"IMAGE"},{"type":"BODY","text":"Hello {{1}}"},{"type":"FOOTER","text":"Demo Shop"},
		{"type":"BUTTONS","buttons":[{"type":"COPY_CODE","text":"Copy","code":"A1"},{"type":"CATALOG","text":"View catalog"}]},
		{"type":"LIMITED_TIME_OFFER","text":"Today","hasExpiration":true},{"type":"CALL_PERMISSION_REQUEST"}]}`).want(201)
	require.Equal(t, "530009", r.at("id"))
	require.Equal(t, "PAUSED", r.at("status"))
	require.Equal(t, "FIRST_PAUSE", r.at("reason"))
	require.Equal(t, []any{"blocked"}, r.at("qualityReasons"))
	require.InDelta(t, -1, r.at("ttlSeconds"), 0)
	require.Equal(t, "LIMITED_TIME_OFFER", r.at("components.4.type"))
	require.Equal(t, "A1", r.at("components.3.buttons.0.code"))

	// What the body of a known one leaves out stays; its name cannot change.
	r = b.do("PUT", b.inside("/templates/530009"), `{"status":"APPROVED"}`).want(200)
	require.Equal(t, "APPROVED", r.at("status"))
	require.Equal(t, "Hello {{1}}", r.at("components.1.text"))
	require.Equal(t, "const", b.do("PUT", b.inside("/templates/530009"), `{"name":"poor"}`).want(400).at("violations.0.rule"))
}

func TestNewTemplateByItsName(t *testing.T) {
	b := newBench(t)
	body := `{"language":"de","components":[{"type":"BODY","text":"Hallo"}]}`
	require.Equal(t, "UTILITY", b.do("PUT", b.inside("/templates/greeting"), body).want(201).at("category"))
	b.do("PUT", b.inside("/templates/greeting"), body).want(200)
	b.do("PUT", b.inside("/templates/greeting"), `{"language":"en","components":[{"type":"BODY","text":"Hello"}]}`).want(201)
	require.Len(t, b.do("GET", b.inside("/templates?name=greeting"), "").want(200).at("items"), 2)
	for name, tc := range map[string]struct{ id, body, pointer string }{
		"no language":       {"x1", `{"components":[{"type":"BODY","text":"x"}]}`, "/language"},
		"no components":     {"x1", `{"language":"en"}`, "/components"},
		"no name":           {"X-1", `{"language":"en","components":[{"type":"BODY","text":"x"}]}`, "/name"},
		"no such account":   {"x1", `{"language":"en","wabaId":"9","components":[{"type":"BODY","text":"x"}]}`, "/wabaId"},
		"one of two":        {"greeting", `{"components":[{"type":"BODY","text":"x"}]}`, "/language"},
		"an unknown member": {"x1", `{"language":"en","text":"x"}`, "/text"},
	} {
		t.Run(name, func(t *testing.T) {
			require.Equal(t, tc.pointer, b.do("PUT", b.inside("/templates/"+tc.id), tc.body).want(400).at("violations.0.pointer"))
		})
	}
}

func TestDecisionsOnATemplate(t *testing.T) {
	b := newBench(t)
	_, err := b.net().CreateTemplates(network.Template{WABA: "w1", Name: "fresh", Language: "en", Category: "UTILITY", Body: "Hello"})
	require.NoError(t, err)
	review := func(body string) *reply { t.Helper(); return b.do("POST", b.inside("/templates/fresh/review"), body) }
	require.Equal(t, "REJECTED", review(`{"decision":"reject","reason":"SCAM","detail":"Looks odd"}`).want(200).at("status"))
	require.Equal(t, "Looks odd", b.do("GET", b.inside("/templates?name=fresh"), "").at("items.0.detail"))
	review(`{"decision":"pause"}`).want(409)
	require.Equal(t, "IN_APPEAL", review(`{"decision":"appeal"}`).want(200).at("status"))
	review(`{"decision":"approve"}`).want(200)
	r := review(`{"decision":"pause","quality":"RED","qualityReasons":["blocked"]}`).want(200)
	require.Equal(t, "PAUSED", r.at("status"))
	require.Equal(t, "FIRST_PAUSE", r.at("reason"))
	require.Equal(t, "RED", r.at("quality"))
	require.Equal(t, "2026-01-01T03:00:00.000Z", r.at("resumesAt"))
	require.Equal(t, "APPROVED", review(`{"decision":"reinstate","language":"en"}`).want(200).at("status"))
	review(`{"decision":"approve","language":"fr"}`).want(404)
	review(`{"decision":"praise"}`).want(400)
	b.do("POST", b.inside("/templates/nothing/review"), `{"decision":"approve"}`).want(404)
}

func TestTemplateIsDeletedAsOutsideOfAnyAPI(t *testing.T) {
	b := newBench(t)
	b.do("POST", b.inside("/templates/order_update/review"), `{"decision":"disable"}`).want(200)
	b.do("DELETE", b.inside("/templates/order_update"), "").want(204)
	r := b.do("GET", b.inside("/templates?name=order_update"), "").want(200)
	require.Equal(t, "PENDING_DELETION", r.at("items.0.status"))
	require.Equal(t, "2026-01-31T00:00:00.000Z", r.at("items.0.goneAt"))
	_, err := b.net().Advance(t.Context(), network.Until{By: 30 * 24 * time.Hour})
	require.NoError(t, err)
	b.do("DELETE", b.inside("/templates/order_update"), "").want(404)
}

func TestNameInSeveralAccountsWantsItsProvider(t *testing.T) {
	b := newBench(t)
	n := b.net()
	require.NoError(t, n.AddAccount(network.Account{ID: "second", Label: "wabbit"}))
	require.NoError(t, n.AddWABA(network.WABA{ID: "w2"}))
	require.NoError(t, n.AddSender(network.Sender{ID: "4930555000", Channel: network.WhatsApp, Account: "second", WABA: "w2"}))
	body := `{"language":"en","components":[{"type":"BODY","text":"x"}]}`
	require.Equal(t, "/wabaId", b.do("PUT", b.inside("/templates/both"), body).want(400).at("violations.0.pointer"))
	require.Equal(t, "w1", b.do("PUT", b.inside("/templates/both?provider=tyntec"), body).want(201).at("wabaId"))
	require.Equal(t, "w2", b.do("PUT", b.inside("/templates/both?provider=wabbit"), body).want(201).at("wabaId"))
	b.do("POST", b.inside("/templates/both/review"), `{"decision":"pause"}`).want(409)
	require.Equal(t, "wabbit", b.do("POST", b.inside("/templates/both/review?provider=wabbit"), `{"decision":"pause"}`).want(200).at("provider"))
}

func TestProductIsPutChangedAndTakenAway(t *testing.T) {
	b := newBench(t)
	at := b.inside("/catalogs/c1/products/SKU-9")
	b.do("PUT", at, `{"name":"Torch","price":"7.5","imageUrls":["https://img.example/t.jpg"],"category":"Lamps"}`).want(201).equal(`{
		"productId":"SKU-9","name":"Torch","price":"7.50","currency":"EUR","availability":"in stock","review":"APPROVED","hidden":false,
		"imageUrls":["https://img.example/t.jpg"],"category":"Lamps"}`)
	b.do("PATCH", at, `{"hidden":true,"availability":"out of stock","price":"8"}`).want(200).equal(`{
		"productId":"SKU-9","name":"Torch","price":"8.00","currency":"EUR","availability":"out of stock","review":"APPROVED","hidden":true,
		"imageUrls":["https://img.example/t.jpg"],"category":"Lamps"}`)
	b.do("PATCH", at, `{"review":"REJECTED"}`).want(200)
	require.Equal(t, "PENDING", b.do("PUT", at, `{"name":"Torch","price":"1","review":"PENDING","currency":"USD"}`).want(200).at("review"))
	_, err := b.net().Advance(t.Context(), network.Until{By: 5 * time.Second})
	require.NoError(t, err)
	p, currency, ok := b.net().Product("c1", "SKU-9")
	require.True(t, ok)
	require.Equal(t, network.Product{ID: "SKU-9", Name: "Torch", Price: 100, Currency: "USD", Review: "APPROVED"}, p)
	require.Equal(t, "USD", currency)
	b.do("DELETE", at, "").want(204)
	b.do("DELETE", at, "").want(404)
	b.do("PATCH", at, `{"hidden":true}`).want(404)
	b.do("PUT", b.inside("/catalogs/c9/products/a"), `{"name":"a","price":"1"}`).want(404)
	b.do("PUT", at, `{"name":"a","price":"1.005"}`).want(400)
	b.do("PATCH", at, `{}`).want(400)
}

func TestFlowIsThrottledBlockedAndRecovered(t *testing.T) {
	b := newBench(t)
	made, err := b.net().CreateFlow(network.Flow{
		WABA: "w1", Name: "visit", Categories: []string{"OTHER"}, Endpoint: "", Document: `{"version":"3.1","screens":[{"id":"A","terminal":true,"layout":{}}]}`,
	}, true)
	require.NoError(t, err)
	_, err = b.net().CreateFlow(network.Flow{WABA: "w1", Name: "broken", Categories: []string{"OTHER"}, Document: "{"}, false)
	require.NoError(t, err)
	r := b.do("GET", b.inside("/flows"), "").want(200)
	require.Equal(t, made.ID, r.at("items.0.id"))
	require.Equal(t, []any{"w1"}, r.at("items.0.wabaIds"))
	require.Equal(t, "INVALID_JSON", r.at("items.1.findings.0.code"))
	at := b.inside("/flows/" + made.ID)
	b.do("PATCH", at, `{"health":"recover"}`).want(409)
	require.Equal(t, "THROTTLED", b.do("PATCH", at, `{"health":"throttle"}`).want(200).at("status"))
	require.Equal(t, "BLOCKED", b.do("PATCH", at, `{"health":"block"}`).want(200).at("status"))
	require.Equal(t, "THROTTLED", b.do("PATCH", at, `{"health":"recover"}`).want(200).at("status"))
	b.do("PATCH", at, `{"health":"fine"}`).want(400)
	b.do("PATCH", b.inside("/flows/7"), `{"health":"block"}`).want(404)
}
