package server

import (
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// busy is an inbox in which much has happened and more is under way.
func busy(t testing.TB, s *Server) {
	t.Helper()
	for _, step := range []struct{ method, path, body string }{
		{"POST", handset, toInbox},
		{"POST", inboxAPI + "/webhooks/waba/", `{"url":"http://127.0.0.1:1/x","on_outgoing_message":true,"on_assigned":true}`},
		{"POST", inboxAPI + "/chat_tagging/", `{"tag":2,"chat":"491700000001","extra":{"n":1}}`},
		{"PATCH", inboxAPI + "/chat_assignment/491700000001/", `{"assigned_to_user":2,"assigned_group":4}`},
		{"POST", inboxAPI + "/messages/", `{"wa_id":"491700000001","text":{"body":"hello"}}`},
		{"POST", inboxAPI + "/bulk_messages/", `{"recipients":[{"recipient":"491700000001"}],"payload":{"text":{"body":"later"}}}`},
		{"POST", inboxAPI + "/saved_responses/", `{"text":"hi"}`},
		{"POST", inboxAPI + "/mark_as_received/", `{"customer_wa_id":"491700000001","timestamp":1}`},
	} {
		r := httptest.NewRequestWithContext(t.Context(), step.method, step.path, strings.NewReader(step.body))
		r.Header.Set("Content-Type", "application/json")
		r.Header.Set("Authorization", "Token "+adminToken)
		w := httptest.NewRecorder()
		s.ServeHTTP(w, r)
		require.Less(t, w.Code, 300, "%s: %s", step.path, w.Body)
	}
}

func digest(t testing.TB, s *Server, world string) any {
	t.Helper()
	status, body := call(t, s, "POST", "/_mynah/worlds/"+world+"/clock/advance", "", `{"by":"1h"}`)
	require.Equal(t, 200, status, body)
	_, body = call(t, s, "GET", "/_mynah/worlds/"+world, "", "")
	return value(t, body, "digest")
}

func TestTheSameCommandsMakeTheSameLogOfAnInbox(t *testing.T) {
	var digests []any
	for range 2 {
		s := manual(t)
		busy(t, s)
		digests = append(digests, digest(t, s, "default"))
	}
	require.Equal(t, digests[0], digests[1])
}

func TestAForkOfAnInboxGoesItsOwnWay(t *testing.T) {
	s := manual(t)
	busy(t, s)
	status, body := call(t, s, "POST", "/_mynah/worlds/default/fork", "", `{"name":"other"}`)
	require.Equal(t, 201, status, body)
	token := value(t, body, "providers", "wabbit", "credentials", "token").(string)
	require.NotEqual(t, adminToken, token)
	status, _ = inbox(t, s, "PATCH", "/chats/491700000001/resolve", adminToken, `{"resolved":true}`)
	require.Equal(t, 200, status)

	status, body = inbox(t, s, "GET", "/chats/491700000001/", token, "")
	require.Equal(t, 200, status, body)
	require.Equal(t, false, value(t, body, "contact", "resolved"), "the origin's change is the origin's")
	require.EqualValues(t, 4, value(t, body, "assigned_group", "id"))
	require.Equal(t, "Human needed", value(t, body, "tags").([]any)[0].(map[string]any)["name"])
	_, _ = call(t, s, "POST", "/_mynah/worlds/other/clock/advance", "", `{"by":"1s"}`)
	_, body = inbox(t, s, "GET", "/bulk_message_elements/", token, "")
	require.EqualValues(t, 1, value(t, body, "count"), "what was under way goes on")
	_, body = inbox(t, s, "GET", "/bulk_message_elements/", adminToken, "")
	require.EqualValues(t, 0, value(t, body, "count"), "in the fork alone")
}
