package wabbit

import (
	"strings"
	"testing"

	"github.com/coder/websocket"
	"github.com/stretchr/testify/require"

	"github.com/mynah-sim/mynah/mock/network"
)

// reads wants that every path leads to a value that is not null; "#" goes into every entry of a list, of which there must be one.
func reads(t *testing.T, v any, paths string) {
	t.Helper()
	for path := range strings.FieldsSeq(paths) {
		require.True(t, leads(v, strings.Split(path, ".")), "%s in %s", path, encode(v))
	}
}

func leads(v any, path []string) bool {
	switch {
	case len(path) == 0:
		return v != nil
	case path[0] == "#":
		list, _ := v.([]any)
		for _, entry := range list {
			if !leads(entry, path[1:]) {
				return false
			}
		}
		return len(list) > 0
	}
	members, ok := v.(map[string]any)
	if o, is := v.(object); is {
		members, ok = o, true
	}
	below, there := members[path[0]]
	return ok && there && leads(below, path[1:])
}

const (
	userMembers = "id username first_name last_name profile.role profile.is_available groups.#.id permissions.can_use_tags " +
		"permissions.can_read_chats permissions.can_write_to_chats"
	messageMembers = "results.#.id results.#.waba_payload.id results.#.waba_payload.timestamp results.#.waba_payload.type " +
		"results.#.waba_statuses results.#.contact.waba_payload.profile.name results.#.from_us results.#.customer_wa_id " +
		"results.#.is_failed results.#.tags results.#.chat_tags results.#.received"
	chatMembers = "contact.wa_id contact.waba_payload.wa_id contact.waba_payload.profile.name contact.initials contact.resolved " +
		"contact.last_message_timestamp wa_id new_messages tags last_message.waba_payload.type"
)

// The calls of the vendor's web client in their order, and the members that it reads of the answers (wabbit 5.11).
func TestWhatTheWebClientReads(t *testing.T) {
	b := newBench(t)
	b.p.inboxes[0].directories = []Directory{{ID: "3f0e9d2c-7b1a-4c55-9e60-1d2c3b4a5f60", Type: "google", Name: "D", Contacts: []DirectoryContact{
		{Name: "Ana Lopes", Phones: []Described{{Value: "+" + ana}}},
	}}}
	b.writes(network.Text{Body: "hi"})
	b.ok("POST", "/tags/", `{"name":"vip"}`)
	b.ok("POST", "/saved_responses/", `{"text":"hello"}`)
	b.ok("POST", "/messages/", `{"wa_id":"`+ana+`","type":"text","text":{"body":"hello"},"recipient_type":"individual","to":"`+ana+`"}`)

	reads(t, b.ok("POST", "/auth/token/", `{"username":"admin","password":"secret"}`), "token")
	reads(t, b.ok("GET", "/users/current/", ""), userMembers)
	reads(t, b.ok("PATCH", "/users/1/availability", `{"is_available":true}`), "is_available")
	reads(t, b.ok("GET", "/users/?limit=5000", ""), "count results.#.id results.#.username results.#.groups results.#.permissions results.#.profile.role")
	reads(t, b.ok("GET", "/groups/", ""), "results.#.id results.#.name")
	reads(t, b.ok("GET", "/contacts/?limit=100", ""), "count results.#.phone_numbers.#.phone_number results.#.contact_provider.id results.#.contact_provider.type")
	reads(t, b.ok("GET", "/saved_responses/", ""), "results.#.id results.#.text")
	reads(t, b.ok("GET", "/templates/", ""), "results.#.name results.#.status results.#.language results.#.namespace results.#.components.#.type")
	reads(t, b.ok("GET", "/tags/", ""), "results.#.id results.#.name")
	require.Equal(t, 404, b.call("GET", "/settings/profile/photo/", "", "Accept", "application/json").Code)
	list := b.ok("GET", "/chats/?search=&limit=20", "")
	reads(t, list, "count")
	reads(t, list.items("results")[0], chatMembers)
	reads(t, b.ok("GET", "/whatsapp_accounts/?this_instance=true", ""), "results.#.phone_number")
	reads(t, b.ok("GET", "/contacts/"+ana+"/", ""), "person.wa_id contact_provider_results.#.name")

	tagging := b.ok("POST", "/chat_tagging/", `{"tag":1,"chat":"`+ana+`"}`)
	reads(t, tagging, "id")
	reads(t, b.ok("PATCH", "/chat_assignment/"+ana+"/", `{"wa_id":"`+ana+`","assigned_to_user":1}`), "wa_id assigned_to_user")
	reads(t, b.ok("GET", "/chats/"+ana+"/", ""), chatMembers+" tags.#.tagging_id tags.#.name assigned_to_user.username")
	reads(t, b.ok("GET", "/persons/"+ana+"/", ""), "waba_payload.profile.name initials wa_id last_message_timestamp")
	reads(t, b.ok("GET", "/messages/?wa_id="+ana+"&limit=30&offset=0", ""), "count "+messageMembers)
	reads(t, b.ok("GET", "/chat_assignment_events/?wa_id="+ana+"&since_time=1", ""), "results.#.timestamp results.#.wa_id results.#.assigned_to_user_set.username results.#.assigned_to_user_was_cleared results.#.assigned_group_was_cleared results.#.done_by.id")
	reads(t, b.ok("GET", "/chat_tagging_events/?wa_id="+ana, ""), "results.#.timestamp results.#.action results.#.tag.id results.#.chat results.#.done_by.id")
	require.Empty(t, b.ok("POST", "/mark_as_received/", `{"customer_wa_id":"`+ana+`","timestamp":-1}`))
	reads(t, b.ok("PATCH", "/chats/"+ana+"/resolve", `{"resolved":true}`), "resolved wa_id")
	reads(t, b.ok("GET", "/settings/business/profile/", ""), "address description email vertical websites about")
	reads(t, b.ok("GET", "/settings/refresh/status/", ""), "currently_refreshing")
	require.Equal(t, 404, b.call("GET", "/persons/4915550009999/", "").Code, "a new number opens an empty chat")
	require.Equal(t, 404, b.call("GET", "/chats/4915550009999/", "").Code)
}

func TestAReaderThatTakesNothingIsDropped(t *testing.T) {
	c := &connection{out: make(chan []byte, 1), done: make(chan struct{})}
	c.say("wsResponse", response{"response", "bad_request", "one"}, nil)
	select {
	case <-c.done:
		t.Fatal("there was room")
	default:
	}
	c.say("wsResponse", response{"response", "bad_request", "two"}, nil)
	<-c.done
	require.Equal(t, websocket.StatusTryAgainLater, c.code)
	require.Len(t, c.out, 1, "what stands in line keeps its order")
	c.end(websocket.StatusGoingAway)
	require.Equal(t, websocket.StatusTryAgainLater, c.code, "a connection ends once")
}

func TestPagesAndLinks(t *testing.T) {
	b := newBench(t)
	for range 3 {
		b.writes(network.Text{Body: "hi"})
	}
	got := b.ok("GET", "/messages/"+ana+"/?limit=1&offset=1&x=y", "")
	require.EqualValues(t, 3, got.number("count"))
	require.Equal(t, "http://example.com/wabbit/api/v1/messages/"+ana+"/?limit=1&offset=2&x=y", got.text("next"))
	require.Equal(t, "http://example.com/wabbit/api/v1/messages/"+ana+"/?limit=1&x=y", got.text("previous"))
}
