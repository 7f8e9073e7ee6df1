package server

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mynah-sim/mynah/mock/config"
)

// frames is an inbox with one connection for each dialect, all of the admin.
type frames struct {
	t           *testing.T
	s           *Server
	address     string
	cloud, flat socket
	names       *strings.Replacer // of ids that differ from run to run of the reader, not of the mock
}

func newFrames(t *testing.T) *frames {
	s, web := serving(t, config.Config{})
	const host = "websockets-inbox.example.test"
	return &frames{
		t: t, s: s, address: web.URL, cloud: dial(t, web.URL+"/?dialect=cloud", host).open(adminToken), flat: dial(t, web.URL+"/?dialect=2021", host).open(adminToken),
	}
}

// call makes a call of the API that succeeds.
func (f *frames) call(method, path, body string) string {
	f.t.Helper()
	status, answer := inbox(f.t, f.s, method, path, adminToken, body)
	require.Less(f.t, status, 300, answer)
	return answer
}

func (f *frames) bench(path, body string) string {
	f.t.Helper()
	status, answer := call(f.t, f.s, "POST", "/_mynah/worlds/default"+path, "", body)
	require.Less(f.t, status, 300, answer)
	return answer
}

// told wants the next frames of both connections: an event of WhatsApp stands in the envelope for one and flat for the other; all other
// events differ in their type alone (wabbit 3.4).
func (f *frames) told(waba bool, cloud, flat string) {
	f.t.Helper()
	kind := "getchat_webhook"
	if waba {
		kind = "waba_webhook"
		cloud = `{"object":"whatsapp_business_account","entry":[{"id":"100200300400","changes":[{"field":"messages","value":
			{"messaging_product":"whatsapp","metadata":{"display_phone_number":"4930555000","phone_number_id":"900800700"},` + cloud + `}}]}]}`
	}
	f.equal(`{"type":"`+kind+`","waba_payload":`+cloud+`}`, f.cloud.read())
	f.equal(`{"type":"waba_webhook","waba_payload":`+flat+`}`, f.flat.read())
}

func (f *frames) equal(want string, frame map[string]any) {
	f.t.Helper()
	got, err := json.Marshal(frame)
	require.NoError(f.t, err)
	if f.names != nil {
		want = f.names.Replace(want)
	}
	require.JSONEq(f.t, want, string(got))
}

const (
	anaPerson = `{"wa_id":"491700000001","waba_payload":{"profile":{"name":"Ana Lopes"},"wa_id":"491700000001"},"initials":"AL","last_message_timestamp":1767225600,"resolved":false}`
	demoadmin = `{"url":"http://inbox.example.test/api/v1/users/1/","id":1,"username":"demoadmin","first_name":"","last_name":"","email":"",
		"profile":{"role":"admin","is_available":true,"avatar":null,"large_avatar":null},"groups":[{"id":1,"name":"Admin"}],
		"permissions":{"can_use_tags":true,"can_read_chats":"all","can_write_to_chats":"all"}}`
	unsent = `{"sent":0,"delivered":0,"read":0}`
	vip    = `{"id":1,"name":"vip","web_inbox_color":"#2266cc"}`
)

func TestFramesOfAConversation(t *testing.T) {
	f := newFrames(t)
	f.bench("/handsets/491700000001/messages", toInbox)
	first := value(t, f.call("GET", "/messages/", ""), "results").([]any)[0].(map[string]any)
	f.names = strings.NewReplacer("$in", first["waba_payload"].(map[string]any)["id"].(string), "$first", first["id"].(string))
	const contacts = `"contacts":[{"profile":{"name":"Ana Lopes"},"wa_id":"491700000001"}]`
	const payload = `{"from":"491700000001","id":"$in","timestamp":"1767225600","type":"text","text":{"body":"Good morning"}}`
	f.told(true, contacts+`,"messages":[`+payload+`]`, `{`+contacts+`,"messages":[`+payload+`],"incoming_messages":[{"id":"$first","waba_payload":`+payload+`,
		"waba_statuses":`+unsent+`,"contact":`+anaPerson+`,"from_us":false,"received":false,"sender":null,"context":null,"customer_wa_id":"491700000001",
		"tags":[],"chat_tags":[],"is_failed":false}]}`)

	sent := f.call("POST", "/messages/", `{"wa_id":"+49 1700000001","type":"text","text":{"body":"Hello & welcome"},"preview_url":true}`)
	waba := value(t, sent, "waba_response", "messages").([]any)[0].(map[string]any)["id"].(string)
	f.names = strings.NewReplacer("$out", waba, "$id", value(t, sent, "id").(string))
	outgoing := `{"outgoing_messages":[{"id":"$id","waba_payload":{"id":"$out","to":"491700000001","wa_id":"491700000001","recipient_type":"individual",
		"preview_url":true,"timestamp":"1767225600","type":"text","text":{"body":"Hello & welcome"}},"waba_statuses":` + unsent + `,"contact":` + anaPerson + `,
		"from_us":true,"received":true,"sender":` + demoadmin + `,"context":null,"customer_wa_id":"491700000001","tags":[],"chat_tags":[],"is_failed":false}]}`
	f.told(false, outgoing, outgoing)

	f.bench("/clock/advance", `{"by":"1s"}`)
	f.bench("/handsets/491700000001/read", `{"sender":"4930555000","channel":"whatsapp"}`)
	read := value(t, f.call("GET", "/messages/?limit=1", ""), "results").([]any)[0].(map[string]any)["waba_statuses"].(map[string]any)
	for _, state := range []string{"sent", "delivered", "read"} {
		at, err := json.Marshal(read[state])
		require.NoError(t, err)
		one := `"statuses":[{"id":"$out","getchat_id":"$id","recipient_id":"491700000001","status":"` + state + `","timestamp":"` + string(at) + `"}]`
		f.told(true, one, `{`+one+`}`)
	}
}

func TestFramesOfAMessageThatFails(t *testing.T) {
	f := newFrames(t)
	sent := f.call("POST", "/messages/", `{"wa_id":"491700000006","type":"template","template":{"namespace":"5f0c1d7e_3a4b_4c5d_8e6f_0a1b2c3d4e5f","name":"hello_world","language":{"code":"en_US"}}}`)
	require.Equal(t, "getchat_webhook", f.cloud.read()["type"])
	require.Equal(t, "waba_webhook", f.flat.read()["type"])
	f.bench("/clock/advance", `{"by":"1m"}`)
	row := value(t, f.call("GET", "/messages/", ""), "results").([]any)[0].(map[string]any)
	require.Equal(t, true, row["is_failed"])
	require.Contains(t, row, "resend_payload", "lists say what to send again, frames do not")
	errors, err := json.Marshal(row["waba_payload"].(map[string]any)["errors"])
	require.NoError(t, err)
	require.Contains(t, string(errors), `"code":1026`)
	f.names = strings.NewReplacer("$out", row["waba_payload"].(map[string]any)["id"].(string), "$id", value(t, sent, "id").(string))
	frame := f.cloud.read()
	status := frame["waba_payload"].(map[string]any)["entry"].([]any)[0].(map[string]any)["changes"].([]any)[0].(map[string]any)["value"].(map[string]any)["statuses"].([]any)[0].(map[string]any)
	f.equal(`{"id":"$out","getchat_id":"$id","recipient_id":"491700000006","status":"failed","timestamp":"`+status["timestamp"].(string)+`","errors":`+string(errors)+`}`, status)
}

func TestFramesOfTeamwork(t *testing.T) {
	f := newFrames(t)
	f.bench("/handsets/491700000001/messages", toInbox)
	_, _ = f.cloud.read(), f.flat.read()
	nora := strings.NewReplacer("/users/1/", "/users/2/", `"id":1,"username":"demoadmin"`, `"id":2,"username":"nora"`, `"role":"admin"`, `"role":"user"`,
		`[{"id":1,"name":"Admin"}]`, `[{"id":2,"name":"Regular user"},{"id":4,"name":"Support"}]`, `"can_write_to_chats":"all"`, `"can_write_to_chats":"user"`).Replace(demoadmin)
	for _, step := range []struct{ method, path, body, frame string }{
		{"PATCH", "/chat_assignment/491700000001/", `{"assigned_to_user":2}`, `"chat_assignment":{"timestamp":1767225600,"wa_id":"491700000001","assigned_to_user_set":` + nora + `,
			"assigned_to_user_was_cleared":false,"assigned_group_set":null,"assigned_group_was_cleared":false,"done_by":` + demoadmin + `}`},
		{"PUT", "/chat_assignment/491700000001/", `{"wa_id":"491700000001","assigned_to_user":null,"assigned_group":4}`, `"chat_assignment":{"timestamp":1767225600,"wa_id":"491700000001",
			"assigned_to_user_set":null,"assigned_to_user_was_cleared":true,"assigned_group_set":{"id":4,"name":"Support"},"assigned_group_was_cleared":false,"done_by":` + demoadmin + `}`},
		{"POST", "/chat_tagging/", `{"tag":1,"chat":"491700000001","extra":{"score":3}}`, `"chat_tagging":{"timestamp":1767225600,"action":"added","tag":` + vip + `,"chat":"491700000001","extra":{"score":3},"done_by":` + demoadmin + `}`},
		{"DELETE", "/chat_tagging/1/", "", `"chat_tagging":{"timestamp":1767225600,"action":"removed","tag":` + vip + `,"chat":"491700000001","extra":{"score":3},"done_by":` + demoadmin + `}`},
		{"PATCH", "/chats/491700000001/resolve", `{"resolved":true}`, `"chat_resolved":{"wa_id":"491700000001","resolved":true}`},
		{"PATCH", "/users/1/availability", `{"is_available":false}`, `"user_availability":{"is_available":false,"user":` + strings.Replace(demoadmin, `"is_available":true`, `"is_available":false`, 1) + `}`},
	} {
		f.call(step.method, step.path, step.body)
		f.told(false, `{`+step.frame+`}`, `{`+step.frame+`}`)
	}
	f.call("PATCH", "/users/1/availability", `{"is_available":true}`)
	_, _ = f.cloud.read(), f.flat.read()
	id := value(t, f.call("GET", "/messages/", ""), "results").([]any)[0].(map[string]any)["waba_payload"].(map[string]any)["id"].(string)
	f.call("POST", "/message_tagging/", `{"tag":1,"message":"`+id+`"}`)
	event := `{"timestamp":1767225600,"action":"added","tag":` + vip + `,"extra":null,"done_by":` + demoadmin + `,`
	message, chat := `{"message_tagging":`+event+`"message":"`+id+`"}}`, `{"chat_tagging":`+event+`"chat":"491700000001"}}`
	f.told(false, message, message)
	f.told(false, chat, chat)
	_, body := call(t, f.s, "GET", "/_mynah/worlds/default/violations", "", "")
	require.Empty(t, value(t, body, "items"), body)
}

// Who reads a chat hears of it, from the assignment that comes with a message on; who may not read it hears nothing, not even of what it
// wrote (wabbit 3.4, 7 no. 60).
func TestFramesGoToThoseWhoRead(t *testing.T) {
	f := newFrames(t)
	bot := dial(t, f.address+"/wabbit/ws?dialect=2021", "").open(botToken)
	heard := func(want ...string) {
		t.Helper()
		for _, name := range want {
			require.Contains(t, keys(bot.read()), name)
		}
	}
	status, body := call(t, f.s, "PATCH", "/_mynah/worlds/default/providers/wabbit", "", `{"defaultRules":[{"assignToUser":3}]}`)
	require.Equal(t, 200, status, body)
	f.bench("/handsets/491700000001/messages", toInbox)
	heard("chat_assignment", "incoming_messages")
	status, body = inbox(t, f.s, "POST", "/messages/", botToken, `{"wa_id":"491700000001","text":{"body":"I am a bot"}}`)
	require.Equal(t, 201, status, body)
	heard("outgoing_messages")
	f.call("PATCH", "/chat_assignment/491700000001/", `{"assigned_to_user":1}`)
	heard("chat_assignment")
	f.bench("/handsets/491700000001/messages", toInbox)
	f.bench("/clock/advance", `{"by":"1s"}`)
	f.call("POST", "/chat_tagging/", `{"tag":1,"chat":"491700000001"}`)
	status, body = inbox(t, f.s, "POST", "/messages/", botToken, `{"wa_id":"491700000002","type":"template","template":{"namespace":"5f0c1d7e_3a4b_4c5d_8e6f_0a1b2c3d4e5f","name":"hello_world","language":{"code":"en_US"}}}`)
	require.Equal(t, 201, status, body)
	f.call("PATCH", "/chats/491700000001/resolve", `{"resolved":true}`)
	heard("chat_resolved") // and nothing before
}
