package control

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/mynah-sim/mynah/mock/network"
)

func TestWorldTellsHowItIsReached(t *testing.T) {
	b := newBench(t)
	b.do("GET", "/_mynah/worlds/default", "").want(200).equal(`{
		"name": "default", "seed": 1, "fixture": "demo", "logPosition": 0,
		"digest": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
		"clock": {"mode": "manual", "now": "2026-01-01T00:00:00.000Z", "speed": 1},
		"options": {"latency": "steady", "profile": "ideal", "limits": "off", "limits.strict": false, "limits.scheme": "portfolio",
			"limits.code": "131048", "marketing.per_user": 2, "pacing.threshold": 1000, "quality.spam_rate": 0.2, "sms.keywords": false,
			"sms.udh": 8, "sms.dlr": "message", "persona": "manual", "templates.review": "auto",
			"window.opens": ["message", "reaction", "reply", "order", "call"], "bind.exclusive": true, "media.fetch": false},
		"providers": {"tyntec": {
			"baseUrl": "http://mynah.test/w/default/tyntec", "credentials": {"apikey": "shop-key"},
			"senders": [
				{"channel": "whatsapp", "id": "4915735990001", "accountId": "shop"}, {"channel": "sms", "id": "4916099000017", "accountId": "shop"},
				{"channel": "sms", "id": "DemoShop", "accountId": "shop"}, {"channel": "viber", "id": "71045", "accountId": "shop"}
			]}}}`)
}

func TestWorldIsMadeAsTheBodySays(t *testing.T) {
	b := newBench(t)
	r := b.do("POST", "/_mynah/worlds", `{"name":"checkout-7","seed":42,"fixture":"demo",
		"clock":{"mode":"wall","start":"2026-03-02T09:15:04+01:00","speed":10},"options":{"latency":"instant"}}`).want(201)
	require.Equal(t, "checkout-7", r.header.Get("X-Mynah-World"))
	require.Equal(t, "0", r.header.Get("X-Mynah-Log-Position"))
	require.InDelta(t, 42, r.at("seed"), 0)
	require.Equal(t, map[string]any{"mode": "wall", "now": "2026-03-02T08:15:04.000Z", "speed": 10.0}, r.at("clock"))
	require.Equal(t, "instant", r.at("options.latency"))
	require.Equal(t, "checkout-7", b.do("GET", "/_mynah/worlds/checkout-7", "").want(200).at("name"))
}

func TestWorldIsMadeWithoutABody(t *testing.T) {
	b := newBench(t)
	r := b.do("POST", "/_mynah/worlds", "").want(201)
	require.Equal(t, "w1", r.at("name"))
	require.Equal(t, "manual", r.at("clock.mode"))
}

func TestWorldThatCannotBeMade(t *testing.T) {
	b := newBench(t)
	require.Equal(t, `world "default": world exists already`, b.do("POST", "/_mynah/worlds", `{"name":"default"}`).want(409).at("detail"))
	r := b.do("POST", "/_mynah/worlds", `{"fixture":"paradise"}`).want(400)
	require.Equal(t, map[string]any{"pointer": "/fixture", "rule": "fixture", "message": `fixture "paradise" is unknown`}, r.at("violations.0"))
	b.do("POST", "/_mynah/worlds", `{"name":"a/b"}`).want(400)
	b.do("POST", "/_mynah/worlds", `{"options":{"latency":"quick"}}`).want(400)
	b.do("POST", "/_mynah/worlds", `{}`, "Content-Type", "text/plain").want(415)
}

func TestWorldsAreListedByNameInPages(t *testing.T) {
	b := newBench(t)
	for _, name := range []string{"zebra", "ant"} {
		b.do("POST", "/_mynah/worlds", `{"name":"`+name+`"}`).want(201)
	}
	r := b.do("GET", "/_mynah/worlds?limit=2", "").want(200)
	require.Equal(t, "ant", r.at("items.0.name"))
	require.Equal(t, "default", r.at("next"))
	r = b.do("GET", "/_mynah/worlds?limit=2&after=default", "").want(200)
	require.Equal(t, "zebra", r.at("items.0.name"))
	require.NotContains(t, r.json(), "next")
	b.do("GET", "/_mynah/worlds?limit=0", "").want(400)
}

func TestWorldIsRemovedExceptTheOneThatAlwaysIsThere(t *testing.T) {
	b := newBench(t)
	b.do("POST", "/_mynah/worlds", `{"name":"checkout-7"}`).want(201)
	r := b.do("DELETE", "/_mynah/worlds/checkout-7", "").want(204)
	require.Equal(t, "checkout-7", r.header.Get("X-Mynah-World"))
	b.do("DELETE", "/_mynah/worlds/checkout-7", "").want(404)
	b.do("DELETE", "/_mynah/worlds/default", "").want(409)
}

func TestResetAnswersTheWorldAsItIsFromThenOn(t *testing.T) {
	b := newBench(t)
	b.do("PUT", b.handset(""), `{"name":"Someone"}`).want(200)
	r := b.do("POST", "/_mynah/worlds/default/reset", "").want(200)
	require.InDelta(t, 0, r.at("logPosition"), 0)
	require.Equal(t, "0", r.header.Get("X-Mynah-Log-Position"))
	require.Equal(t, "Ana Lopes", b.do("GET", b.handset(""), "").want(200).at("name"))
}

func TestOptionsOfAWorldChangeOneByOne(t *testing.T) {
	b := newBench(t)
	require.Equal(t, "fast", b.do("PATCH", "/_mynah/worlds/default", `{"latency":"fast"}`).want(200).at("options.latency"))
	require.Equal(t, "fast", b.do("PATCH", "/_mynah/worlds/default", `{}`).want(200).at("options.latency"))
	require.Equal(t, network.Fast, b.net().Latency())
	b.do("PATCH", "/_mynah/worlds/default", `{"latency":"quick"}`).want(400)
	b.do("PATCH", "/_mynah/worlds/other", `{"latency":"fast"}`).want(404)
}

func TestClockShowsWhatIsDue(t *testing.T) {
	b := newBench(t)
	_, err := b.net().Send(network.Draft{Account: "shop", Channel: network.SMS, From: smsNo, To: ana, Content: network.Text{Body: "hi"}})
	require.NoError(t, err)
	b.do("GET", b.inside("/clock"), "").want(200).equal(
		`{"mode":"manual","now":"2026-01-01T00:00:00.000Z","speed":1,"nextDue":"2026-01-01T00:00:00.100Z"}`)
}

func TestClockIsSet(t *testing.T) {
	b := newBench(t)
	require.InDelta(t, 1000, b.do("PUT", b.inside("/clock"), `{"mode":"wall","speed":1000}`).want(200).at("speed"), 0)
	require.InDelta(t, 1, b.do("PUT", b.inside("/clock"), `{"mode":"wall"}`).want(200).at("speed"), 0)
	b.do("PUT", b.inside("/clock"), `{"mode":"wall","speed":0}`).want(400)
	b.do("PUT", b.inside("/clock"), `{"speed":2}`).want(400)
}

func TestClockAdvances(t *testing.T) {
	for name, tc := range map[string]struct {
		body, now string
		events    float64
	}{
		"by a duration":             {`{"by":"200ms"}`, "2026-01-01T00:00:00.200Z", 1},
		"by days":                   {`{"by":"1.5d1s"}`, "2026-01-02T12:00:01.000Z", 2},
		"by nothing":                {`{"by":"0"}`, "2026-01-01T00:00:00.000Z", 0},
		"to a time":                 {`{"to":"2026-01-01T01:00:00.300+01:00"}`, "2026-01-01T00:00:00.300Z", 2},
		"to the next thing":         {`{"next":true}`, "2026-01-01T00:00:00.100Z", 1},
		"until nothing is due":      {`{"until":"quiet"}`, "2026-01-01T00:00:00.300Z", 2},
		"until quiet, with a limit": {`{"until":"quiet","limit":"150ms"}`, "2026-01-01T00:00:00.100Z", 1},
	} {
		t.Run(name, func(t *testing.T) {
			b := newBench(t)
			_, err := b.net().Send(network.Draft{Account: "shop", Channel: network.SMS, From: smsNo, To: ana, Content: network.Text{Body: "hi"}})
			require.NoError(t, err)
			r := b.do("POST", b.inside("/clock/advance"), tc.body).want(200)
			require.Equal(t, tc.now, r.at("now"))
			require.InDelta(t, tc.events, r.at("events"), 0)
			require.Len(t, r.at("fired"), int(tc.events))
		})
	}
}

func TestAdvanceTellsWhatHappened(t *testing.T) {
	b := newBench(t)
	a, err := b.net().Send(network.Draft{Account: "shop", Channel: network.SMS, From: smsNo, To: ana, Content: network.Text{Body: "hi"}})
	require.NoError(t, err)
	b.do("POST", b.inside("/clock/advance"), `{"by":"100ms"}`).want(200).equal(`{
		"now": "2026-01-01T00:00:00.100Z", "events": 1, "firedCount": 1, "nextDue": "2026-01-01T00:00:00.300Z",
		"fired": [{"at": "2026-01-01T00:00:00.100Z", "what": "message.sent", "subject": "` + a.ID.String() + `"}]}`)
}

func TestClockDoesNotGoBack(t *testing.T) {
	b := newBench(t)
	b.do("POST", b.inside("/clock/advance"), `{"to":"2025-12-31T23:59:59Z"}`).want(409)
	b.do("POST", b.inside("/clock/advance"), `{"by":"-1h"}`).want(400)
	b.do("POST", b.inside("/clock/advance"), `{"by":"1h","next":true}`).want(400)
	require.Equal(t, "/by", b.do("POST", b.inside("/clock/advance"), `{"by":"200000d"}`).want(400).at("violations.0.pointer"))
}

func TestDurations(t *testing.T) {
	for text, want := range map[string]time.Duration{
		"": time.Minute, "0": 0, "24h1s": 24*time.Hour + time.Second, "30d": 720 * time.Hour, "1d2h": 26 * time.Hour, "0.5d": 12 * time.Hour, "3µs": 3000,
	} {
		got, err := duration("/by", text, time.Minute)
		require.NoError(t, err, text)
		require.Equal(t, want, got, text)
	}
	for _, text := range []string{"1w", "d", "999999999999h"} {
		_, err := duration("/by", text, 0)
		require.Error(t, err, text)
	}
}
