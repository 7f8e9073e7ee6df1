package tyntec

import (
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/mynah-sim/mynah/mock/network"
	"github.com/mynah-sim/mynah/mock/webhook"
)

// Every code of tyntec 5.4 that the network makes by itself, sent over HTTP and read from the history.
func TestChannelErrors(t *testing.T) {
	tpl := func(name, language, components string) string {
		return `{"contentType":"template","template":{"templateId":"` + name + `","templateLanguage":"` + language + `","components":{` + components + `}}}`
	}
	inter := func(subType, components string) string {
		return `{"contentType":"interactive","interactive":{"subType":"` + subType + `","components":{"body":{"type":"text","text":"B"},` + components + `}}}`
	}
	one := `"body":[{"type":"text","text":"a"}]`
	image := `"header":[{"type":"image","image":{"url":"https://f.example/a.png"}}]`
	link := `"button":[{"type":"url","index":0,"text":"x"}]`
	card := func(i string) string {
		return `{"cardIndex":` + i + `,"components":{"header":[{"type":"video","video":{"url":"https://f.example/a"}}],"body":[{"type":"text","text":"a"}],"button":{"type":"url","index":0,"text":"x"}}}`
	}
	product := func(catalog, id string) string {
		return inter("product", `"product":{"catalogId":"`+catalog+`","productId":"`+id+`"}`)
	}
	flow := func(id, mode string) string {
		return inter("flow", `"flow":{"mode":"`+mode+`","flowToken":"t","flowId":"`+id+`","flowCta":"Go","flowAction":"data_exchange"}`)
	}
	const hello = `{"contentType":"text","text":"x"}`
	for name, tc := range map[string]struct {
		to, content string
		closed      bool // no window
		sender      func(network.Sender) network.Sender
		person      func(network.Handset) network.Handset
		submission  bool // never dispatched
		code        string
	}{
		"window closed":                    {content: hello, closed: true, code: "error::470"},
		"not on WhatsApp":                  {to: otto, content: hello, code: "error::131026"},
		"unknown template":                 {content: tpl("none", "en", ""), submission: true, code: "external::2001"},
		"no localization in the language":  {content: tpl("order_update", "de", ""), submission: true, code: "external::2001"},
		"another region asked":             {content: tpl("order_update", "en_US", ""), submission: true, code: "external::2003"},
		"no region asked":                  {content: tpl("hello_world", "en", ""), submission: true, code: "external::2003"},
		"too few body values OP-99":        {content: tpl("order_update", "en", one), submission: true, code: "external::2000"},
		"header without placeholder OP-99": {content: tpl("hello_world", "en_US", image), submission: true, code: "external::2000"},
		"media header missing OP-99":       {content: tpl("promo_image", "en", one+","+link), submission: true, code: "external::2012"},
		"dynamic URL without value OP-99":  {content: tpl("promo_image", "en", one+","+image), submission: true, code: "external::2012"},
		"button without counterpart OP-99": {content: tpl("hello_world", "en_US", link), submission: true, code: "external::2012"},
		"limited time offer OP-99":         {content: tpl("hello_world", "en_US", `"limitedTimeOffer":{"expirationTimeMs":1}`), submission: true, code: "external::2012"},
		"too few cards OP-99":              {content: tpl("promo_carousel", "en_US", one+`,"carousel":[`+card("0")+`]`), submission: true, code: "external::2000"},
		"card without its media OP-24":     {content: tpl("promo_carousel", "en_US", one+`,"carousel":[`+card("0")+`,{"cardIndex":1,"components":{"body":[{"type":"text","text":"a"}]}}]`), submission: true, code: "external::2012"},
		"body too long after replacement":  {content: tpl("promo_image", "en", `"body":[{"type":"text","text":"`+strings.Repeat("x", 1024)+`"}],`+image+","+link), submission: true, code: "external::2005"},
		"number not connected":             {content: hello, sender: func(s network.Sender) network.Sender { s.State = network.Disconnected; return s }, submission: true, code: "error::131031"},
		"number restricted, template":      {content: tpl("hello_world", "en_US", ""), sender: func(s network.Sender) network.Sender { s.Restricted = true; return s }, code: "error::131048"},
		"too much marketing":               {content: tpl("promo_image", "en", one+","+image+","+link), closed: true, person: func(h network.Handset) network.Handset { h.MarketingLimited = true; return h }, code: "error::131049"},
		"experiment OP-63":                 {content: tpl("promo_image", "en", one+","+image+","+link), closed: true, person: func(h network.Handset) network.Handset { h.Experiment = true; return h }, code: "error::130472"},
		"unknown catalog":                  {content: product("1", "SKU-1"), code: "error::131009"},
		"unknown product":                  {content: product("900100200300400", "SKU-99"), code: "error::131009"},
		"product to a business":            {content: product("900100200300400", "SKU-1"), person: func(h network.Handset) network.Handset { h.BusinessApp = true; return h }, code: "error::131009"},
		"unknown flow":                     {content: flow("1", "published"), code: "error::131009"},
		"flow in another state":            {content: flow("7001002003004001", "draft"), code: "error::131009"},
		"address form of another country":  {content: inter("address", `"address":{"country":"SG"}`), code: "error::131009"},
		"unknown reaction target OP-59b":   {content: `{"contentType":"reaction","reaction":{"messageId":"x","emoji":"👍"}}`, code: "error::131009"},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			to := tc.to
			if to == "" {
				to = ana
				if !tc.closed {
					w.opens(to)
				}
			}
			if tc.sender != nil {
				require.NoError(t, w.net.ChangeSender(network.WhatsApp, waNumber, tc.sender))
			}
			if tc.person != nil {
				require.NoError(t, w.net.ChangeHandset(to, tc.person))
			}
			id := w.send(strings.Replace(waContent(tc.content), ana, to, 1))
			w.advance(time.Second)
			require.Equal(t, fails("whatsapp::"+tc.code, tc.submission), w.history(id))
			w.callbacks() // each keeps to the document
		})
	}
}

// fails is the history of a message that fails with a code (tyntec 5.12).
func fails(code string, submission bool) []string {
	if submission {
		return []string{"0s accepted", "100ms channelFailed " + code, "101ms failed " + code}
	}
	return []string{"0s accepted", "100ms dispatched", "300ms channelFailed " + code, "301ms failed " + code}
}

func TestUploadsOverTheLimitsFailLater(t *testing.T) {
	for name, tc := range map[string]struct{ kind, media, data string }{
		"wrong type": {"image", "text/plain", "x"}, "too large": {"sticker", "image/webp", strings.Repeat("x", 101<<10)},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			w.opens(ana)
			id := w.send(waContent(`{"contentType":"` + tc.kind + `","` + tc.kind + `":{"id":"` + w.upload(tc.media, tc.data, "") + `"}}`))
			w.advance(time.Second)
			require.Equal(t, fails("whatsapp::error::131053", true), w.history(id))
		})
	}
}

func TestViberErrors(t *testing.T) {
	file := func(name, kind string) string {
		return `{"file":{"url":"https://f.example/a.exe","filename":"` + name + `"` + kind + `}}`
	}
	for name, tc := range map[string]struct {
		to, content string
		sender      func(network.Sender) network.Sender
		person      func(network.Handset) network.Handset
		submission  bool
		code        string
	}{
		"not on Viber":         {to: otto, content: `{"text":"x"}`, code: "9"},
		"blocked":              {to: pia, content: `{"text":"x"}`, code: "8"},
		"no suitable device":   {content: `{"text":"x"}`, person: func(h network.Handset) network.Handset { h.OldViber = true; return h }, code: "10"},
		"service out of use":   {content: `{"text":"x"}`, sender: func(s network.Sender) network.Sender { s.Retired = true; return s }, submission: true, code: "2"},
		"text over 1000":       {content: `{"text":"` + strings.Repeat("ä", 1001) + `"}`, submission: true, code: "3"},
		"file type":            {content: file("a.exe", ""), submission: true, code: "28"},
		"file type of the URL": {content: file("a", ""), submission: true, code: "28"},
		"file name":            {content: file(strings.Repeat("a", 22)+".pdf", `,"type":"pdf"`), submission: true, code: "badFileNameLength"},
		"video length": {
			content:    `{"video":{"url":"https://f.example/a","thumbnailUrl":"https://f.example/a","filesize":1,"duration":601}}`,
			submission: true, code: "badDuration",
		},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			to := tc.to
			if to == "" {
				to = ana
			}
			if tc.sender != nil {
				require.NoError(t, w.net.ChangeSender(network.Viber, service, tc.sender))
			}
			if tc.person != nil {
				require.NoError(t, w.net.ChangeHandset(to, tc.person))
			}
			id := w.send(strings.Replace(viberContent("promotion", tc.content), ana, to, 1))
			w.advance(time.Second)
			require.Equal(t, fails("viber::error::"+tc.code, tc.submission), w.history(id))
			w.callbacks()
		})
	}
}

func TestViberSession(t *testing.T) {
	w := newWorld(t)
	session := viberContent("session", `{"text":"x"}`)
	id := w.send(session)
	w.advance(time.Second)
	require.Equal(t, fails("viber::error::21", false), w.history(id), "nobody wrote")
	w.writes(network.Note{Number: ana, Channel: network.Viber, To: service, Content: network.Text{Body: "hi"}})
	for i := range 11 {
		id = w.send(strings.Replace(session, "rateType", "messagePurpose", 1))
		w.advance(time.Second)
		last := w.history(id)[len(w.history(id))-1]
		require.Equal(t, i == 10, strings.Contains(last, "viber::error::21"), "%d: %s", i, last)
	}
}

func TestSMSErrors(t *testing.T) {
	w := newWorld(t)
	sms := func(to string) []string {
		id := w.send(`{"to":"` + to + `","from":"` + smsNumber + `","channel":"sms","content":{"text":"x"}}`)
		w.advance(time.Second)
		w.callbacks()
		return w.history(id)
	}
	require.Equal(t, fails("sms::error::UNDELIVERABLE", false), sms(front))
	require.Equal(t, fails("sms::error::UNDELIVERABLE", false), sms("4999999999"))
	require.NoError(t, w.net.SetOptedOut(ana, smsNumber, true))
	require.Equal(t, fails("sms::error::REJECTED", false), sms(ana))
	require.Equal(t, []string{"0s accepted", "100ms dispatched", "400ms delivered"}, sms(otto))
	require.NoError(t, w.net.ReadChat(otto, network.SMS, smsNumber))
	require.False(t, slices.ContainsFunc(w.callbacks(), func(c webhook.Callback) bool { return strings.HasSuffix(c.Event, "seen") }), "never seen")
}

// The life times of tyntec 5.1, counted from dispatch.
func TestLifeTimes(t *testing.T) {
	w := newWorld(t)
	tpl := `{"contentType":"template","template":{"templateId":"hello_world","templateLanguage":"en_US"}}`
	for name, tc := range map[string]struct {
		body string
		life time.Duration
		code string
	}{
		"WhatsApp OP-35": {waContent(tpl), 24 * time.Hour, "whatsapp::error::131026"},
		"SMS OP-69":      {`{"to":"` + ana + `","from":"` + smsNumber + `","channel":"sms","content":{"text":"x"}}`, 48 * time.Hour, "sms::error::EXPIRED"},
		"Viber":          {viberContent("promotion", `{"text":"x"}`), 14 * 24 * time.Hour, "viber::error::7"},
	} {
		t.Run(name, func(t *testing.T) {
			id := w.send(strings.Replace(tc.body, ana, lena, 1))
			end := tc.life + 100*time.Millisecond
			w.advance(end - time.Millisecond)
			require.Equal(t, []string{"0s accepted", "100ms dispatched"}, w.history(id))
			w.advance(time.Millisecond)
			require.Equal(t, []string{
				"0s accepted", "100ms dispatched", end.String() + " channelFailed " + tc.code, (end + time.Millisecond).String() + " failed " + tc.code,
			}, w.history(id))
		})
	}
}

func TestBlockedByTheUserSaysNothing(t *testing.T) {
	w := newWorld(t)
	id := w.send(strings.Replace(waContent(`{"contentType":"template","template":{"templateId":"hello_world","templateLanguage":"en_US"}}`), ana, pia, 1))
	w.advance(time.Hour)
	require.Equal(t, []string{"0s accepted", "100ms dispatched"}, w.history(id))
}

func TestReactionEndsInDispatched(t *testing.T) {
	w := newWorld(t)
	wamid := w.opens(ana)
	id := w.send(waContent(`{"contentType":"reaction","reaction":{"messageId":"` + wamid + `","emoji":"👍"}}`))
	w.advance(time.Hour)
	require.Equal(t, []string{"0s accepted", "100ms dispatched"}, w.history(id))
	chats, err := w.net.Screen(ana)
	require.NoError(t, err)
	require.Equal(t, "👍", chats[0].Messages[0].Reaction)
}

func TestReceiptsOffAreNeverSeen(t *testing.T) {
	w := newWorld(t)
	w.opens(ben)
	id := w.send(waText(ben))
	w.advance(time.Second)
	require.NoError(t, w.net.ReadChat(ben, network.WhatsApp, waNumber))
	require.Equal(t, "500ms delivered", w.history(id)[2])
	require.Len(t, w.history(id), 3)
}

// In a world without delays times of one message still increase (tyntec 3.4).
func TestTimesIncreaseWithoutDelays(t *testing.T) {
	w := newWorld(t, func(c *network.Config) { c.Latency, c.Persona = network.Instant, "instant" })
	w.opens(ana)
	id := w.send(waText(ana))
	require.Equal(t, []string{"0s accepted", "1ms dispatched", "2ms delivered", "3ms seen"}, w.history(id))
	w.do(request{op: "getMessageStatus", params: []string{id}}).status(http.StatusOK)
}
