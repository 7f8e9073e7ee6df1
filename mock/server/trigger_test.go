package server

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mynah-sim/mynah/mock/network"
)

// listeners are the four receivers of a test: what each of them got, by the path that it listens at.
type listeners struct {
	url string
	mu  sync.Mutex
	got map[string][]map[string]any
}

func listen(t *testing.T) *listeners {
	l := &listeners{got: map[string][]map[string]any{}}
	s := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		text, _ := io.ReadAll(r.Body)
		var body map[string]any
		_ = json.Unmarshal(text, &body)
		l.mu.Lock()
		defer l.mu.Unlock()
		l.got[r.URL.Path] = append(l.got[r.URL.Path], body)
	}))
	t.Cleanup(s.Close)
	l.url = s.URL
	return l
}

// take answers what has come to a path, and forgets it.
func (l *listeners) take(path string) []map[string]any {
	l.mu.Lock()
	defer l.mu.Unlock()
	got := l.got[path]
	l.got = map[string][]map[string]any{}
	return got
}

// subscribed is a server whose four providers tell everything to the listeners.
func subscribed(t *testing.T, l *listeners) *Server {
	s := manual(t)
	ok := func(status int, body string) {
		t.Helper()
		require.Less(t, status, 300, body)
	}
	ok(call(t, s, "PUT", base+"/configurations/callbacks", demoKey, `{"inboundMessageUrl":"`+l.url+`/tyntec",
		"messageStatusUrl":"`+l.url+`/tyntec","businessNotificationUrl":"`+l.url+`/tyntec"}`))
	ok(inbox(t, s, "POST", "/webhooks/waba/", adminToken, `{"url":"`+l.url+`/wabbit","on_incoming_message":true,"on_outgoing_message":true}`))
	ok(oneMsgCall(t, s, "POST", "/webhook", jsonType, `{"webhookUrl":"`+l.url+`/onemsg"}`))
	ok(oneMsgCall(t, s, "POST", "/settings", jsonType, `{"ackNotificationsOn":true}`))
	ok(team(t, s, "POST", "/subscriptions", `{"enabled":true,"url":"`+l.url+`/twoway"}`))
	return s
}

// words are what a body tells, in the provider's own words.
func words(body map[string]any) (all []string) {
	each := func(list any, f func(map[string]any) string) {
		items, _ := list.([]any)
		for _, item := range items {
			all = append(all, f(item.(map[string]any)))
		}
	}
	text := func(v any) string { s, _ := v.(string); return s }
	switch {
	case body["eventId"] != nil: // tyntec
		all = append(all, text(body["changedValue"].(map[string]any)["property"]))
	case body["data"] != nil: // TwoWay.ai
		each(body["data"], func(d map[string]any) string {
			word := text(body["event"])
			for _, more := range []string{text(d["status"]), map[bool]string{true: "deleted"}[d["deleted"] == true]} {
				word = strings.TrimSpace(word + " " + more)
			}
			return word
		})
	case body["event"] != nil: // tyntec
		all = append(all, text(body["event"]))
	}
	each(body["statuses"], func(s map[string]any) string { return "status " + text(s["status"]) })
	each(body["incoming_messages"], func(map[string]any) string { return "incoming" })
	each(body["outgoing_messages"], func(map[string]any) string { return "outgoing" })
	each(body["ack"], func(a map[string]any) string { return "ack " + text(a["status"]) })
	each(body["errors"], func(map[string]any) string { return "error" })
	if body["instanceId"] != nil {
		each(body["messages"], func(m map[string]any) string {
			return map[float64]string{0: "message", 1: "own message"}[m["self"].(float64)]
		})
		each(body["entry"], func(e map[string]any) string {
			change := e["changes"].([]any)[0].(map[string]any)
			value := change["value"].(map[string]any)
			switch {
			case value["statuses"] != nil:
				return "raw " + text(value["statuses"].([]any)[0].(map[string]any)["status"])
			case value["errors"] != nil:
				return "raw error"
			}
			return strings.TrimSpace("raw " + text(change["field"]) + " " + text(value["event"]))
		})
	}
	return all
}

// team calls TwoWay.ai with the token of the demo team.
func team(t testing.TB, s *Server, method, path, body string) (int, string) {
	t.Helper()
	r := httptest.NewRequestWithContext(t.Context(), method, "/twoway"+path, strings.NewReader(body))
	r.Header.Set("Authorization", "Bearer apit_demo")
	r.Header.Set("Content-Type", "application/json")
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	return w.Code, w.Body.String()
}

// named are the named events of the bench and what each makes the providers say; a provider that is missing has no shape for it
// (control: trigger). raw is 1msg with its raw format.
var named = []struct {
	event, first                        string // first is triggered before it, and its own callbacks do not count
	tyntec, wabbit, onemsg, raw, twoway []string
}{
	{event: "message.inbound", tyntec: says("MoMessage"), wabbit: says("incoming"), onemsg: says("message"), raw: says("raw messages"), twoway: says("message-insert delivered")},
	{
		event: "message.dispatched", tyntec: says("MessageStatus::accepted", "MessageStatus::dispatched"), // and it goes on
		wabbit: says("outgoing", "status sent"), onemsg: says("own message", "ack sent"), raw: says("raw smb_message_echoes", "raw sent"),
		twoway: says("message-insert pending", "message-update sent"),
	},
	{
		event: "message.sent", tyntec: says("MessageStatus::accepted", "MessageStatus::dispatched"), // it has no word for sent
		wabbit: says("outgoing", "status sent"), onemsg: says("own message", "ack sent"), raw: says("raw smb_message_echoes", "raw sent"),
		twoway: says("message-insert pending", "message-update sent"),
	},
	{
		event: "message.delivered", tyntec: says("MessageStatus::accepted", "MessageStatus::dispatched", "MessageStatus::delivered"),
		wabbit: says("outgoing", "status sent", "status delivered"), onemsg: says("own message", "ack sent", "ack delivered"),
		raw:    says("raw smb_message_echoes", "raw sent", "raw delivered"),
		twoway: says("message-insert pending", "message-update sent", "message-update delivered"),
	},
	{
		event: "message.read", tyntec: says("MessageStatus::accepted", "MessageStatus::dispatched", "MessageStatus::delivered", "MessageStatus::seen"),
		wabbit: says("outgoing", "status sent", "status delivered", "status read"), onemsg: says("own message", "ack sent", "ack delivered", "ack read"),
		raw:    says("raw smb_message_echoes", "raw sent", "raw delivered", "raw read"),
		twoway: says("message-insert pending", "message-update sent", "message-update delivered", "message-update read"),
	},
	{
		event: "message.played", onemsg: says("own message", "ack sent", "ack delivered", "ack played"), // the others have no word for it
		tyntec: says("MessageStatus::accepted", "MessageStatus::dispatched", "MessageStatus::delivered"), wabbit: says("outgoing", "status sent", "status delivered"),
		raw: says("raw smb_message_echoes", "raw sent", "raw delivered"), twoway: says("message-insert pending", "message-update sent", "message-update delivered"),
	},
	{
		event: "message.failed", tyntec: says("MessageStatus::accepted", "MessageStatus::channelFailed", "MessageStatus::failed"),
		wabbit: says("outgoing", "status failed"), onemsg: says("own message", "ack failed"), raw: says("raw smb_message_echoes", "raw failed"),
		twoway: says("message-insert pending", "message-update error"),
	},
	{
		event: "message.unknown", tyntec: says("MessageStatus::accepted", "MessageStatus::dispatched", "MessageStatus::unknown"),
		wabbit: says("outgoing", "status sent"), onemsg: says("own message", "ack sent"), raw: says("raw smb_message_echoes", "raw sent"),
		twoway: says("message-insert pending", "message-update sent"),
	},
	{
		event: "message.deleted", tyntec: says("MoMessage", "MessageStatus::deleted"), wabbit: says("incoming"), onemsg: says("message"), raw: says("raw messages"),
		twoway: says("message-insert pending deleted", "message-update sent"),
	},
	{event: "template.approve", first: "template.pause", tyntec: says("status"), raw: says("raw message_template_status_update APPROVED")},
	{event: "template.reject", tyntec: says("status"), raw: says("raw message_template_status_update REJECTED")},
	{event: "template.pause", tyntec: says("status"), raw: says("raw message_template_status_update PAUSED")},
	{event: "template.disable", tyntec: says("status"), raw: says("raw message_template_status_update DISABLED")},
	{event: "template.reinstate", first: "template.disable", tyntec: says("status"), raw: says("raw message_template_status_update APPROVED")},
	{event: "template.flag"},
	{event: "number.quality", tyntec: says("qualityRating")},
	{event: "number.status", tyntec: says("status"), twoway: says("account-update")},
	{event: "number.limit", tyntec: says("messagingLimit")},
	{event: "account.restricted", tyntec: says("status", "accountStatus")},
	{event: "error.outside", wabbit: says("error"), raw: says("raw error")},
	{event: "contact.blocked"}, // shown in Wabbit's list of chats
	{event: "contact.reported"},
	{event: "few-messages-left", twoway: says("few-messages-left")},
	{event: "unread-chats-notification", twoway: says("unread-chats-notification")},
}

func says(words ...string) []string { return words }

func TestEveryNamedEventComesOutOfEveryProviderThatHasAShapeForIt(t *testing.T) {
	for _, row := range named {
		for provider, want := range map[string][]string{
			"tyntec": row.tyntec, "wabbit": row.wabbit, "onemsg": row.onemsg, "raw": row.raw, "twoway": row.twoway,
		} {
			t.Run(row.event+" "+provider, func(t *testing.T) { triggered(t, provider, row.first, row.event, want) })
		}
	}
}

// senderOf is the number of each provider; of TwoWay.ai a phone, and where templates are meant a number of the platform.
func senderOf(provider, event string) string {
	if provider == "twoway" && strings.HasPrefix(event, "template.") {
		return "6580001234"
	}
	return map[string]string{
		"tyntec": "4915735990001", "wabbit": "4930555000", "onemsg": "15550100200", "raw": "15550100200", "twoway": "6580005678",
	}[provider]
}

// triggered lets one event happen and compares what its provider is told.
func triggered(t *testing.T, provider, first, event string, want []string) {
	l := listen(t)
	s := subscribed(t, l)
	ok := func(status int, body string) {
		t.Helper()
		require.Less(t, status, 300, body)
	}
	path := "/" + provider
	if provider == "raw" {
		path = "/onemsg"
		ok(oneMsgCall(t, s, "POST", "/settings", jsonType, `{"rawHooks":true}`))
	}
	for _, name := range []string{first, event} {
		if name == "" {
			continue
		}
		l.take(path)
		ok(call(t, s, "POST", "/_mynah/worlds/default/trigger", "", `{"event":"`+name+`","sender":"`+senderOf(provider, event)+`",
			"number":"491700000001","template":"hello_world"}`))
		ok(call(t, s, "POST", "/_mynah/worlds/default/clock/advance", "", `{"by":"100ms"}`))
	}
	var got []string
	for _, b := range l.take(path) {
		got = append(got, words(b)...)
	}
	require.ElementsMatch(t, want, slices.DeleteFunc(got, func(w string) bool { return strings.HasPrefix(w, "chat-") || strings.HasPrefix(w, "contact-") }))
	_, body := call(t, s, "GET", "/_mynah/worlds/default/violations", "", "")
	require.Contains(t, body, `"items":[]`)
}

// What the bench leaves open is filled in with the provider whose event it is.
func TestAnEventOfOneProviderAloneFindsItsSender(t *testing.T) {
	l := listen(t)
	s := subscribed(t, l)
	status, body := call(t, s, "POST", "/_mynah/worlds/default/trigger", "", `{"event":"few-messages-left","value":"3"}`)
	require.Equal(t, 200, status, body)
	status, body = call(t, s, "POST", "/_mynah/worlds/default/clock/advance", "", `{"by":"100ms"}`)
	require.Equal(t, 200, status, body)
	require.Equal(t, []map[string]any{{"event": "few-messages-left", "data": []any{map[string]any{"messagesLeft": 3.0}}}}, l.take("/twoway"))
}

// A report shows in the list of chats (wabbit 2.7), for a chat that is there.
func TestAReportShowsInTheInbox(t *testing.T) {
	s := manual(t)
	status, body := call(t, s, "POST", handset, "", toInbox)
	require.Equal(t, 201, status, body)
	for _, event := range []string{"blocked", "reported"} {
		_, body = inbox(t, s, "GET", "/chats/?"+event+"=true", adminToken, "")
		require.Contains(t, body, `"count":0`)
		status, body = call(t, s, "POST", "/_mynah/worlds/default/trigger", "", `{"event":"contact.`+event+`","sender":"4930555000","number":"491700000001"}`)
		require.Equal(t, 200, status, body)
		_, body = inbox(t, s, "GET", "/chats/?"+event+"=true", adminToken, "")
		require.Contains(t, body, `"count":1`)
	}
}

// The platform may know a person by another number than the one that was given (network 3.14, F60).
func TestThePlatformKnowsAPersonByAnotherNumber(t *testing.T) {
	for _, provider := range []string{"tyntec", "wabbit", "onemsg", "raw", "twoway"} {
		t.Run(provider, func(t *testing.T) {
			l := listen(t)
			s := subscribed(t, l)
			path := "/" + provider
			if provider == "raw" {
				path = "/onemsg"
				_, _ = oneMsgCall(t, s, "POST", "/settings", jsonType, `{"rawHooks":true}`)
			}
			inject(t, s, "F60", network.Match{Number: "491700000001"}, map[string]string{"rule": "drop", "digits": "49"})
			for _, event := range []string{"message.inbound", "message.delivered"} {
				status, body := call(t, s, "POST", "/_mynah/worlds/default/trigger", "", `{"event":"`+event+`","sender":"`+senderOf(provider, event)+`",
					"number":"491700000001"}`)
				require.Equal(t, 200, status, body)
				status, body = call(t, s, "POST", "/_mynah/worlds/default/clock/advance", "", `{"by":"100ms"}`)
				require.Equal(t, 200, status, body)
				told, err := json.Marshal(l.take(path))
				require.NoError(t, err)
				require.Regexp(t, `"1700000001[@"]`, string(told), event)
			}
		})
	}
}

// A provider that has lost its state knows the ids no more (network 7.2 F57).
func TestAProviderThatHasLostItsState(t *testing.T) {
	lists := map[string]func(s *Server, id string) string{
		"tyntec": func(s *Server, id string) string {
			_, body := call(t, s, "GET", base+"/messages/"+id+"/status", demoKey, "")
			return body
		},
		"wabbit": func(s *Server, _ string) string {
			_, body := inbox(t, s, "GET", "/messages/491700000001/", adminToken, "")
			return body
		},
		"onemsg": func(s *Server, _ string) string {
			_, body := oneMsgCall(t, s, "GET", "/messages", "", "")
			return body
		},
		"twoway": func(s *Server, _ string) string {
			_, body := team(t, s, "GET", "/messages/search?q=Hello", "")
			return body
		},
	}
	for provider, list := range lists {
		t.Run(provider, func(t *testing.T) {
			s := manual(t)
			status, body := call(t, s, "POST", "/_mynah/worlds/default/trigger", "", `{"event":"message.delivered","sender":"`+senderOf(provider, "")+`",
				"number":"491700000001"}`)
			require.Equal(t, 200, status, body)
			id := value(t, body, "messageId").(string)
			require.Regexp(t, "Hello|delivered", list(s, id))
			inject(t, s, "F57", network.Match{}, nil)
			status, body = call(t, s, "POST", "/_mynah/worlds/default/clock/advance", "", `{"by":"1s"}`)
			require.Equal(t, 200, status, body)
			require.NotRegexp(t, "Hello|delivered", list(s, id))
		})
	}
}
