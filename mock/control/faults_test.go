package control

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mynah-sim/mynah/mock/network"
)

func TestMagicNumbersAreListed(t *testing.T) {
	all := newBench(t).do("GET", "/_mynah/magic", "").want(200).at("items").([]any)
	require.Greater(t, len(all), 120)
	first := all[0].(map[string]any)
	require.Equal(t, "999900010000", first["from"])
	require.Equal(t, "sender_down", first["reason"])
	require.Equal(t, "whatsapp", first["channel"])
	last := all[len(all)-1].(map[string]any)
	require.Equal(t, "F62", last["fault"])
}

func TestFaultCatalogueIsWhole(t *testing.T) {
	all := newBench(t).do("GET", "/_mynah/faults/catalog", "").want(200).at("items").([]any)
	require.Len(t, all, 64)
	f10 := all[9].(map[string]any)
	require.Equal(t, []any{"edge", "carriage"}, f10["places"])
	require.Equal(t, map[string]any{
		"name": "size", "type": "integer", "default": "1", "minimum": 1.0, "maximum": 1000.0, "means": "messages to one person in a burst",
	}, f10["params"].([]any)[0])
	require.Equal(t, []any{"match.number"}, all[44].(map[string]any)["needs"])
}

func TestFaultRulesComeAndGo(t *testing.T) {
	b := newBench(t)
	const at = "/_mynah/worlds/default/faults"
	b.do("POST", at, `{"fault":"F01","match":{"operationId":"sendMessage","from":"2026-01-01T00:00:00Z"},"params":{"limit":{"n":3,"per":"1m"},"retry_after":"5s"}}`).
		want(201).equal(`{"id":"f-1","fault":"F01","place":"edge","match":{"operationId":"sendMessage","from":"2026-01-01T00:00:00Z"},
			"params":{"body":"surface","n":"3","per":"1m","retry_after":"5s"},"matched":0,"struck":0}`)
	b.do("POST", at, `{"id":"mine","fault":"F39","params":{"spam":0.5}}`).want(201)
	require.Equal(t, []any{"f-1", "mine"}, idsOf(b.do("GET", at, "").want(200).at("items")))
	require.Equal(t, 1.0, b.do("GET", at+"?limit=1&after=1", "").want(200).at("items.0.struck"), "the number has turned red")
	require.Equal(t, "RED", b.do("GET", "/_mynah/worlds/default/senders", "").want(200).at("items.0.quality"))
	b.do("DELETE", at+"/mine", "").want(204)
	require.Equal(t, "GREEN", b.do("GET", "/_mynah/worlds/default/senders", "").want(200).at("items.0.quality"))
	b.do("DELETE", at+"/mine", "").want(404)
	b.do("DELETE", at, "").want(204)
	require.Empty(t, b.do("GET", at, "").want(200).at("items"))

	for body, pointer := range map[string]string{
		`{"fault":"F99"}`:                                "/fault",
		`{"fault":"F13","place":"edge"}`:                 "/place",
		`{"fault":"F45"}`:                                "/match/number",
		`{"fault":"F28","match":{"colour":"red"}}`:       "/match/colour",
		`{"fault":"F28","params":{"share":2}}`:           "/params/share",
		`{"fault":"F28","params":{"colour":"red"}}`:      "/params/colour",
		`{"fault":"F32","params":{"reason":"bad_luck"}}`: "/params/reason",
		`{"fault":"F28","match":{"probability":1.5}}`:    "/match/probability",
		`{"fault":"F28","match":{"from":"2026-01-02T00:00:00Z","until":"2026-01-01T00:00:00Z"}}`: "/match/until",
	} {
		require.Equal(t, pointer, b.do("POST", at, body).want(400).at("violations.0.pointer"), body)
	}
}

func idsOf(items any) (all []any) {
	for _, item := range items.([]any) {
		all = append(all, item.(map[string]any)["id"])
	}
	return all
}

func TestWorldOptions(t *testing.T) {
	b := newBench(t)
	usual := map[string]any{
		"latency": "steady", "profile": "ideal", "limits": "off", "limits.strict": false, "limits.scheme": "portfolio", "limits.code": "131048",
		"marketing.per_user": 2.0, "pacing.threshold": 1000.0, "quality.spam_rate": 0.2, "sms.keywords": false, "sms.udh": 8.0, "persona": "manual",
	}
	require.Subset(t, b.do("GET", "/_mynah/worlds/default", "").want(200).at("options"), usual)
	changed := map[string]any{
		"latency": "typical", "profile": "rough", "limits": []any{"tier", "pair"}, "limits.strict": true, "limits.scheme": "number",
		"limits.code": "80007", "marketing.per_user": 5.0, "pacing.threshold": 10.0, "quality.spam_rate": 0.0, "sms.keywords": true,
		"sms.udh": 16.0, "persona": "instant", "templates.review": "manual", "window.opens": []any{"message"},
		"bind.exclusive": false, "sms.dlr": "part", "media.fetch": true,
	}
	body := `{"latency":"typical","profile":"rough","limits":["tier","pair"],"limits.strict":true,"limits.scheme":"number","limits.code":"80007",
		"marketing.per_user":5,"pacing.threshold":10,"quality.spam_rate":0,"sms.keywords":true,"sms.udh":16,"persona":"instant",
		"templates.review":"manual","window.opens":["message"],"bind.exclusive":false,"sms.dlr":"part","media.fetch":true}`
	require.Subset(t, b.do("PATCH", "/_mynah/worlds/default", body).want(200).at("options"), changed)
	position := b.do("GET", "/_mynah/worlds/default", "").at("logPosition")
	require.Equal(t, position, b.do("PATCH", "/_mynah/worlds/default", `{"profile":"rough"}`).want(200).at("logPosition"), "nothing changes")
	require.Equal(t, "platform", b.do("PATCH", "/_mynah/worlds/default", `{"limits":"platform"}`).want(200).at("options.limits"))
	require.Subset(t, b.do("POST", "/_mynah/worlds", `{"name":"made","options":`+body+`}`).want(201).at("options"), changed)
	b.do("PATCH", "/_mynah/worlds/default", `{"limits":["sky"]}`).want(400)
	b.do("PATCH", "/_mynah/worlds/default", `{"profile":"sunny"}`).want(400)
	b.do("PATCH", "/_mynah/worlds/default", `{"window.opens":["dream"]}`).want(400)
}

func TestTriggerBringsMessagesIntoTheirStates(t *testing.T) {
	b := newBench(t)
	const at = "/_mynah/worlds/default/trigger"
	for event, state := range map[string]string{
		"message.delivered": "delivered", "message.read": "read", "message.played": "played", "message.deleted": "deleted",
	} {
		id := b.do("POST", at, `{"event":"`+event+`"}`).want(200).at("messageId").(string)
		got := b.worlds.known["default"].net
		m, err := got.Message(mustID(t, id))
		require.NoError(t, err)
		require.Equal(t, state, m.State.String())
	}
	failed := b.do("POST", at, `{"event":"message.failed","number":"`+ana+`","reason":"not_on_channel","code":"131999"}`).want(200).at("messageId").(string)
	m, err := b.worlds.known["default"].net.Message(mustID(t, failed))
	require.NoError(t, err)
	require.Equal(t, "not_on_channel", m.History[len(m.History)-1].Reason.String())
	require.Equal(t, "131999", m.Code)
	b.do("POST", at, `{"event":"message.delivered","messageId":"`+failed+`"}`).want(409)
	b.do("POST", at, `{"event":"message.failed","reason":"bad_luck"}`).want(400)
	b.do("POST", at, `{"event":"message.read","channel":"sms"}`).want(409)
	b.do("POST", at, `{"event":"message.sent","sender":"nobody"}`).want(404)
	sent := b.do("POST", at, `{"event":"message.sent"}`).want(200).at("messageId").(string)
	b.do("POST", at, `{"event":"message.unknown","messageId":"`+sent+`"}`).want(200)
	b.do("POST", at, `{"event":"message.inbound","text":"hi"}`).want(200)
}

func TestTriggerChangesTheBusiness(t *testing.T) {
	b := newBench(t)
	const at = "/_mynah/worlds/default/trigger"
	b.do("POST", at, `{"event":"template.pause","template":"order_update"}`).want(200)
	b.do("POST", at, `{"event":"template.approve","template":"order_update"}`).want(200)
	b.do("POST", at, `{"event":"template.pause","template":"nothing"}`).want(404)
	for _, body := range []string{
		`{"event":"number.quality","value":"YELLOW"}`, `{"event":"number.limit"}`, `{"event":"account.restricted"}`,
		`{"event":"number.status","value":"connecting"}`, `{"event":"error.outside","details":"x"}`, `{"event":"contact.blocked"}`,
		`{"event":"contact.reported"}`, `{"event":"few-messages-left","value":"3"}`,
	} {
		b.do("POST", at, body).want(200)
	}
	s := b.do("GET", "/_mynah/worlds/default/senders", "").want(200)
	require.Equal(t, []any{"YELLOW", "TIER_250", true, "connecting"},
		[]any{s.at("items.0.quality"), s.at("items.0.tier"), s.at("items.0.restricted"), s.at("items.0.state")})
	events, _ := b.worlds.known["default"].net.Events(0, 1000)
	last := events[len(events)-1]
	require.Equal(t, []string{"triggered", "few-messages-left", "3"}, []string{string(last.Kind), last.Text, last.Altered.New})
	b.do("POST", at, `{"event":"sky.falls"}`).want(400)
}

// mustID reads an id of the bench.
func mustID(t testing.TB, text string) network.ID {
	t.Helper()
	id, ok := network.ParseID(text)
	require.True(t, ok, text)
	return id
}
