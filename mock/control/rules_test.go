package control

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/mynah-sim/mynah/mock/network"
)

func TestPersonFollowsRules(t *testing.T) {
	b := newBench(t)
	b.write(to + `"kind":"text","text":"hi"}`)
	b.do("PUT", b.handset("/rules"), `{"rules":[
		{"on":"message","if":{"text":"order","channel":"whatsapp","kinds":["text"]},"after":"2s","do":{"verb":"reply","text":"Thanks"}},
		{"on":"message","after":{"p50":"1s","p95":"3s"},"do":{"verb":"react","emoji":"👍"},"with":1}]}`).want(204)
	b.send(network.WhatsApp, shopWA, ana, network.Text{Body: "Your order"})
	b.advance(5 * time.Second)
	r := b.do("GET", b.handset("/screen"), "").want(200)
	require.Equal(t, "Thanks", r.at("chats.0.messages.2.text"))
	b.send(network.WhatsApp, shopWA, ana, network.Text{Body: "Anything else?"})
	b.advance(5 * time.Minute)
	r = b.do("GET", b.handset("/screen"), "").want(200)
	require.Equal(t, "👍", r.at("chats.0.messages.4.emoji"))

	b.do("PUT", b.handset("/rules"), `{"rules":[]}`).want(204)
	b.send(network.WhatsApp, shopWA, ana, network.Text{Body: "Your order"})
	b.advance(5 * time.Second)
	require.Len(t, b.do("GET", b.handset("/screen"), "").want(200).at("chats.0.messages"), 6)
}

func TestEveryVerbOfTheNetworkIsInTheDocument(t *testing.T) {
	b := newBench(t)
	for _, verb := range network.Verbs() {
		b.do("PUT", b.handset("/rules"), `{"rules":[{"on":"invite","do":{"verb":"`+verb+`"}}]}`).want(204)
	}
	for _, persona := range network.Personas() {
		b.do("PUT", b.handset(""), `{"persona":"`+persona+`"}`).want(200)
	}
}

func TestRuleTakesWhatItsVerbNeeds(t *testing.T) {
	b := newBench(t)
	b.do("PUT", b.handset("/rules"), `{"rules":[{"on":"start","after":"1m","every":"1d","do":{"verb":"offline","length":"8h"}},
		{"on":"message","do":{"verb":"share_location","latitude":1.5,"longitude":2}},
		{"on":"message","do":{"verb":"order","catalogId":"c1","items":[{"productId":"SKU-1","quantity":2}]}},
		{"on":"message","do":{"verb":"fill_flow","values":{"a": 1}}},
		{"on":"message","do":{"verb":"reply_keyword","answers":[{"pattern":"a|b","text":"x"}]}}]}`).want(204)
	habits, err := b.net().Habits(ana)
	require.NoError(t, err)
	require.Equal(t, []any{time.Minute, 24 * time.Hour, 8 * time.Hour}, []any{habits[0].After.P50, habits[0].Every, habits[0].Do.Length})
	require.Equal(t, &network.Location{Latitude: 1.5, Longitude: 2}, habits[1].Do.Point)
	require.Equal(t, []network.OrderItem{{Product: "SKU-1", Quantity: 2}}, habits[2].Do.Items)
	require.JSONEq(t, `{"a":1}`, habits[3].Do.Values)
	require.Equal(t, []network.KeywordAnswer{{Pattern: "a|b", Text: "x"}}, habits[4].Do.Answers)
	b.advance(2 * time.Minute)
	require.Equal(t, false, b.do("GET", b.handset(""), "").want(200).at("online"))
	b.advance(8 * time.Hour)
	require.Equal(t, true, b.do("GET", b.handset(""), "").want(200).at("online"))
}

func TestWrongRulesAreRefused(t *testing.T) {
	b := newBench(t)
	for body, pointer := range map[string]string{
		`{"on":"message","do":{"verb":"flap"}}`:                                                 "/rules/0/do/verb",
		`{"on":"message","do":{"verb":"reply"},"with":0}`:                                       "/rules/0/with",
		`{"on":"message","do":{"verb":"reply"},"if":{"pattern":"("}}`:                           "/rules/0",
		`{"on":"message","do":{"verb":"reply"},"every":"1h"}`:                                   "/rules/0",
		`{"on":"message","do":{"verb":"reply"},"after":{"p50":"2s","p95":"1s"}}`:                "/rules/0",
		`{"on":"message","do":{"verb":"reply"},"after":"99999999999999h"}`:                      "/rules/0/after",
		`{"on":"message","do":{"verb":"reply_keyword","answers":[{"pattern":"(","text":"x"}]}}`: "/rules/0",
		`{"on":"message","do":{"verb":"offline","length":"99999999999999h"}}`:                   "/rules/0/do/length",
		`{"on":"message","do":{"verb":"text_burst","gap":"99999999999999h"}}`:                   "/rules/0/do/gap",
		`{"on":"message","do":{"verb":"reply"},"after":{"p50":"99999999999999h","p95":"1s"}}`:   "/rules/0/after/p50",
	} {
		require.Equal(t, pointer, b.do("PUT", b.handset("/rules"), `{"rules":[`+body+`]}`).want(400).at("violations.0.pointer"), body)
	}
	b.do("PUT", b.of(nobody, "/rules"), `{"rules":[]}`).want(404)
}

func TestPopulationIsMadeAndTouched(t *testing.T) {
	b := newBench(t)
	r := b.do("POST", b.inside("/population"), `{"count":1000000}`).want(201)
	require.Equal(t, []any{"9990000000", "9990999999", 0.45, 0.85}, []any{r.at("first"), r.at("last"), r.at("personas.normal"), r.at("whatsapp")})
	b.do("POST", b.inside("/population"), `{"count":1,"prefix":"9990"}`).want(409)
	b.do("POST", b.inside("/population"), `{"count":500,"prefix":"4999","personas":{"eager":1},"whatsapp":1,"onlySms":0,"viber":0,"notMobile":0,
		"online":1,"optedOut":0,"windowOpen":1,"countries":1,"latency":"typical"}`).want(201)
	require.Equal(t, network.Typical, b.net().Latency())
	person := b.do("GET", b.of("49990000007", ""), "").want(200)
	require.Equal(t, []any{"eager", []any{"whatsapp", "sms"}, "40445"}, []any{person.at("persona"), person.at("apps"), person.at("mccmnc")})
	listed := b.do("GET", b.inside("/handsets?after=49990000498&limit=2"), "").want(200)
	require.Equal(t, "49990000499", listed.at("items.0.number"))

	id := b.send(network.WhatsApp, shopWA, "49990000007", network.Text{Body: "hello"}) // the window is open
	b.advance(time.Hour)
	require.Contains(t, []network.State{network.Delivered, network.Read}, b.message(id).State)

	for body, pointer := range map[string]string{
		`{"count":0}`:                                "/count",
		`{"count":5,"personas":{"nobody":1}}`:        "/personas",
		`{"count":5,"prefix":"123456789"}`:           "/prefix",
		`{"count":5,"viber":2}`:                      "/viber",
		`{"count":5,"countries":21}`:                 "/countries",
		`{"count":5,"prefix":"77","surprise":"yes"}`: "/surprise",
	} {
		require.Equal(t, pointer, b.do("POST", b.inside("/population"), body).want(400).at("violations.0.pointer"), body)
	}
}
