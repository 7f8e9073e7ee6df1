package tyntec

import (
	"encoding/json"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/mynah-sim/mynah/mock/network"
)

func TestEveryOperationIsMounted(t *testing.T) {
	require.Empty(t, newWorld(t).mux.Missing())
}

// The examples of tyntec 2.1, as they stand there.
func TestPublishedRequestsAreAccepted(t *testing.T) {
	files, err := filepath.Glob("testdata/requests/*.json")
	require.NoError(t, err)
	require.Len(t, files, 11)
	for _, name := range files {
		t.Run(filepath.Base(name), func(t *testing.T) {
			w := newWorld(t)
			body, err := os.ReadFile(name)
			require.NoError(t, err)
			text := strings.Replace(string(body), "0d6f2c1e-90ab-4d7e-8f10-2b3c4d5e6f70", w.upload("image/jpeg", "x", ""), 1)
			switch filepath.Base(name) {
			case "read.json":
				w.do(request{op: "markWhatsAppMessageAsRead", params: []string{w.opens(ana)}, body: text}).is(http.StatusOK, "")
			case "bulk.json":
				w.do(request{op: "sendABulkMessage", body: text}).status(http.StatusAccepted)
			default:
				w.do(request{op: "sendMessage", body: text}).status(http.StatusAccepted)
			}
		})
	}
}

func TestReceiptHasAUUIDAndMilliseconds(t *testing.T) {
	w := newWorld(t)
	w.advance(120 * time.Millisecond)
	answer := w.do(request{op: "sendMessage", body: waText(ana)}).status(http.StatusAccepted)
	id, ok := network.ParseID(answer.text("messageId"))
	require.True(t, ok)
	require.Equal(t, byte(4), id[6]>>4, "UUID version 4")
	require.Equal(t, strings.ToLower(answer.text("messageId")), answer.text("messageId"))
	require.Equal(t, "2026-03-02T09:10:00.120Z", answer.text("timestamp"))
	require.Equal(t, "application/json", answer.Header.Get("Content-Type"))
}

func TestEveryRequestIsANewMessageOP84(t *testing.T) {
	w := newWorld(t)
	require.NotEqual(t, w.send(waText(ana)), w.send(waText(ana)))
}

func TestStatusFollowsTheMessage(t *testing.T) {
	w := newWorld(t)
	w.opens(ana)
	id := w.send(waText(ana))
	status := func(want, at string) {
		t.Helper()
		w.do(request{op: "getMessageStatus", params: []string{id}}).is(http.StatusOK,
			`{"messageId":"`+id+`","status":"`+want+`","timestamp":"2026-03-02T09:10:`+at+`Z"}`)
	}
	status("accepted", "01.000")
	w.advance(100 * time.Millisecond)
	status("dispatched", "01.100")
	w.advance(100 * time.Millisecond) // sent, for which this API has no word
	status("dispatched", "01.100")
	w.advance(300 * time.Millisecond)
	status("delivered", "01.500")
	require.NoError(t, w.net.ReadChat(ana, network.WhatsApp, waNumber))
	status("seen", "01.501")
	require.Equal(t, []string{"0s accepted", "100ms dispatched", "500ms delivered", "501ms seen"}, w.history(id),
		"times of one message increase by at least 1 ms")
}

func TestHistoryOfAFailure(t *testing.T) {
	for name, tc := range map[string]struct {
		body string
		want []string
	}{
		"delivery codes come after dispatched": {
			waText(ana),
			[]string{"0s accepted", "100ms dispatched", "300ms channelFailed whatsapp::error::470", "301ms failed whatsapp::error::470"},
		},
		"submission codes come without it OP-64": {
			waContent(`{"contentType":"template","template":{"templateId":"none","templateLanguage":"en"}}`),
			[]string{"0s accepted", "100ms channelFailed whatsapp::external::2001", "101ms failed whatsapp::external::2001"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			id := w.send(tc.body)
			w.advance(time.Second)
			require.Equal(t, tc.want, w.history(id))
			require.Equal(t, "failed", w.do(request{op: "getMessageStatus", params: []string{id}}).text("status"))
		})
	}
}

func TestMessagesAreKnownFor90DaysOP43(t *testing.T) {
	w := newWorld(t)
	id := w.send(waText(ana))
	w.advance(90*24*time.Hour - time.Millisecond)
	w.do(request{op: "getMessageStatus", params: []string{id}}).status(http.StatusOK)
	w.advance(time.Millisecond)
	for _, op := range []string{"getMessageStatus", "getMessageEvents"} {
		w.do(request{op: op, params: []string{id}}).is(http.StatusNotFound,
			`{"type":"https://httpstatuses.com/404","title":"Not Found","status":404}`)
	}
}

func TestMessageIDs(t *testing.T) {
	w := newWorld(t)
	id := w.send(waText(ana))
	smsID := w.writes(network.Note{Number: ana, Channel: network.SMS, To: smsNumber, Content: network.Text{Body: "hi"}})
	wamid := w.opens(ana)
	require.Regexp(t, `^wamid\.[A-Za-z0-9_-]+=*$`, wamid)
	unknown := `{"type":"https://httpstatuses.com/404","title":"Not Found","status":404}`
	for _, op := range []string{"getMessageStatus", "getMessageEvents"} {
		w.do(request{op: op, params: []string{"1b2c7d0e-5c1f-4a5b-9f0e-3d0c1a7e4f21"}}).is(http.StatusNotFound, unknown)
		w.do(request{op: op, params: []string{id}, key: otherKey}).is(http.StatusNotFound, unknown)
		w.do(request{op: op, params: []string{smsID}}).is(http.StatusNotFound, unknown)                      // tyntec OP-44
		w.do(request{op: op, params: []string{wamid}}).violates("messageId: must be a valid uuid")           // tyntec OP-7, OP-44
		w.do(request{op: op, params: []string{strings.ToUpper(id)}}).status(http.StatusOK)                   // tyntec 1.8
		w.set(func(s *Settings) { s.ChannelScopes[waNumber] = []string{"messages:write"} })                  // tyntec 1.4
		w.do(request{op: op, params: []string{id}}).is(http.StatusForbidden, forbidden("messages:read"))     // tyntec OP-4
		w.set(func(s *Settings) { s.ChannelScopes[waNumber] = []string{"messages:read", "messages:write"} }) // and back
	}
	for _, text := range []string{id, smsID, wamid} {
		inside, ok := w.p.MessageID(text)
		require.True(t, ok, text)
		require.Equal(t, text, w.p.outsideOf(inside))
	}
	_, ok := w.p.MessageID("wamid.AAAA")
	require.False(t, ok)
}

func forbidden(scope string) string {
	return `{"type":"https://httpstatuses.com/403","title":"Forbidden","status":403,"detail":"Missing scope ` + scope + `"}`
}

func TestMarkAsRead(t *testing.T) {
	w := newWorld(t)
	first, second := w.opens(ana), w.opens(ana)
	read := func(id, body string) call {
		return w.do(request{op: "markWhatsAppMessageAsRead", params: []string{id}, body: body})
	}
	read(second, `{"status":"read","isTyping":true}`).is(http.StatusOK, "")
	read(second, `{"status":"read"}`).is(http.StatusOK, "") // tyntec OP-41
	chats, err := w.net.Screen(ana)
	require.NoError(t, err)
	require.True(t, chats[0].Typing)
	for _, m := range chats[0].Messages {
		require.Equal(t, network.Read, m.State, "earlier ones too")
	}
	require.Contains(t, first, wamid)

	sms := w.writes(network.Note{Number: ana, Channel: network.SMS, To: smsNumber, Content: network.Text{Body: "hi"}})
	inside, _ := w.p.MessageID(second)
	for name, id := range map[string]string{
		"an unknown one": "wamid.AAAAAAAAQACAAAAAAAAAAA==", "no id at all": "x", "an SMS": sms, "a message of the business": w.send(waText(ana)),
		"the network's id of a WhatsApp message": inside.String(),
	} {
		t.Run(name+" is not found", func(t *testing.T) { read(id, `{"status":"read"}`).is(404, `{"title":"Not Found","status":404}`) })
	}
	w.do(request{op: "markWhatsAppMessageAsRead", params: []string{second}, body: `{"status":"read"}`, key: otherKey}).status(404)

	read(second, `{}`).violates("validate.request.status: must not be empty")
	read(second, `{"status":"seen"}`).violates("validate.request.status: must be one of [read]")
	read(second, `{"status":"read","isTyping":"yes"}`).violates("validate.request.isTyping: must be a valid boolean")
	w.set(func(s *Settings) { s.ChannelScopes[waNumber] = []string{"messages:read"} })
	read(second, `{"status":"read"}`).is(http.StatusForbidden, forbidden("messages:write"))
	read("wamid.x", `{"status":"read"}`).status(404) // the look-up comes first (tyntec 1.5)
}

func TestBulkKeepsOrderAndSurvivesAFailure(t *testing.T) {
	w := newWorld(t)
	w.opens(ana)
	entry := func(text string) string { return `{"contentType":"text","text":"` + text + `"}` }
	answer := w.do(request{op: "sendABulkMessage", body: `{"to":"` + ana + `","from":"` + waNumber + `","channel":"whatsapp",
		"context":"ignored","overrides":{"notificationCallbackUrl":"ftp://ignored"},
		"messages":[` + entry("1") + `,{"contentType":"template","template":{"templateId":"none","templateLanguage":"en"}},` + entry("3") + `]}`,
	}).status(http.StatusAccepted)
	var out bulkResponse
	require.NoError(t, json.Unmarshal(answer.ResponseBody, &out))
	require.Len(t, out.MessageIDs, 3)
	_, ok := network.ParseID(out.BulkID)
	require.True(t, ok)
	w.advance(time.Second)
	require.Equal(t, []string{"0s accepted", "100ms dispatched", "500ms delivered"}, w.history(out.MessageIDs[0]))
	require.Equal(t, "101ms failed whatsapp::external::2001", w.history(out.MessageIDs[1])[2])
	require.Equal(t, []string{"0s accepted", "100ms dispatched", "500ms delivered"}, w.history(out.MessageIDs[2]))
	chats, err := w.net.Screen(ana)
	require.NoError(t, err)
	require.Equal(t, "1", chats[0].Messages[1].Content.Words())
	require.Equal(t, "3", chats[0].Messages[2].Content.Words())
	for _, c := range w.callbacks() { // tyntec OP-12
		require.NotContains(t, string(c.Body), "ignored")
		require.NotContains(t, c.URL, "ignored")
	}
}

func TestBulkIsAllOrNothingOP45(t *testing.T) {
	w := newWorld(t)
	bulk := func(entries ...string) call {
		return w.do(request{op: "sendABulkMessage", body: `{"to":"` + ana + `","from":"` + waNumber + `","channel":"whatsapp","messages":[` +
			strings.Join(entries, ",") + `]}`})
	}
	text := `{"contentType":"text","text":"x"}`
	before := w.net.Position()
	bulk(text).violates("validate.request.messages: size must be between 2 and 20")
	bulk().violates("validate.request.messages: must not be empty")
	bulk(strings.Split(strings.TrimSuffix(strings.Repeat(text+";", 21), ";"), ";")...).
		violates("validate.request.messages: size must be between 2 and 20")
	bulk(text, text, text, `{"contentType":"text"}`).violates("validate.request.messages[3].text: must not be empty")
	bulk(text, `{"contentType":"image","image":{}}`, `{"contentType":"text","text":""}`).violates(
		"validate.request.messages[1].image: must have exactly one of url and mediaId",
		"validate.request.messages[2].text: must not be empty",
	)
	allowed := "must be one of [text, image, document, video, audio, sticker, location, contacts, template]"
	bulk(text, `{"contentType":"reaction","reaction":{"messageId":"x","emoji":"👍"}}`, `{"contentType":"interactive"}`).violates(
		"validate.request.messages[1].contentType: "+allowed, "validate.request.messages[2].contentType: "+allowed)
	bulk(text, `null`).violates("validate.request.messages[1]: must not be null") // tyntec OP-98
	require.Equal(t, before, w.net.Position(), "nothing was sent")
}

func TestSMSAndViberBulksOP46(t *testing.T) {
	w := newWorld(t)
	w.do(request{op: "sendABulkMessage", body: `{"to":"` + ana + `","from":"DemoShop","channel":"sms","messages":[{"text":"a"},
		{"contentType":"text","text":"b"}]}`}).status(http.StatusAccepted)
	w.do(request{op: "sendABulkMessage", body: `{"to":"` + ana + `","from":"` + service + `","channel":"viber","messagePurpose":"promotion",
		"messages":[{"text":"a"},{"image":{"url":"https://files.example/a.png"}}]}`}).status(http.StatusAccepted)
}
