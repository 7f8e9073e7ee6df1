package wabbit

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mynah-sim/mynah/mock/network"
)

// rowsOf are rows of a list with ids from one number to another.
func rowsOf(from, to int) string {
	var all []string
	for i := from; i <= to; i++ {
		all = append(all, fmt.Sprintf(`{"id":"%d","title":"Row %d"}`, i, i))
	}
	return strings.Join(all, ",")
}

// The words of broken rules are those of Django REST framework (wabbit 1.6).
func TestWordsOfBrokenRules(t *testing.T) {
	b := newBench(t)
	b.writes(network.Text{Body: "hi"})
	for name, row := range map[string]struct{ method, path, body, want string }{
		"all fields at once": {"POST", "/tags/", `{"web_inbox_color":7}`, `{"name":["This field is required."],"web_inbox_color":["Not a valid string."]}`},
		"null":               {"POST", "/tags/", `{"name":null}`, `{"name":["This field may not be null."]}`},
		"no integer":         {"POST", "/mark_as_received/", `{"timestamp":"1","customer_wa_id":"1"}`, `{"timestamp":["A valid integer is required."]}`},
		"half an integer":    {"POST", "/mark_as_received/", `{"timestamp":1.5,"customer_wa_id":"1"}`, `{"timestamp":["A valid integer is required."]}`},
		"no id":              {"POST", "/chat_tagging/", `{"tag":"x","chat":5}`, `{"tag":["Incorrect type. Expected pk value, received str."],"chat":["Incorrect type. Expected pk value, received int."]}`},
		"no id either":       {"PATCH", "/chat_assignment/" + ana + "/", `{"assigned_to_user":true,"assigned_group":[1]}`, `{"assigned_to_user":["Incorrect type. Expected pk value, received bool."],"assigned_group":["Incorrect type. Expected pk value, received list."]}`},
		"an unknown id":      {"PATCH", "/chat_assignment/" + ana + "/", `{"assigned_to_user":99}`, `{"assigned_to_user":["Invalid pk \"99\" - object does not exist."]}`},
		"no entries":         {"POST", "/bulk_messages/", `{"recipients":["491700000001"],"payload":{}}`, `{"recipients":{"0":["Invalid data. Expected a dictionary, but got str."]}}`},
		"nothing at all":     {"POST", "/messages/", `{}`, `{"wa_id":["This field is required."],"type":["This field is required."]}`},
		"two contents":       {"POST", "/messages/", `{"wa_id":"1","text":{"body":"a"},"image":{"id":"b"}}`, `{"type":["This field is required."]}`},
		"no boolean":         {"PATCH", "/chats/" + ana + "/resolve", `{"resolved":"maybe"}`, `{"resolved":["Must be a valid boolean."]}`},
		"no list":            {"POST", "/contacts/verify/", `{"contacts":"x"}`, `{"contacts":["Expected a list of items but got type \"str\"."]}`},
		"an empty list":      {"POST", "/contacts/verify/", `{"contacts":[]}`, `{"contacts":["This list may not be empty."]}`},
		"no object":          {"POST", "/chat_tagging/", `{"tag":1,"chat":"1","extra":[]}`, `{"extra":["Invalid data. Expected a dictionary, but got list."]}`},
		"a bad choice":       {"POST", "/contacts/verify/", `{"contacts":["x"],"blocking":"later"}`, `{"blocking":["\"later\" is not a valid choice."]}`},
		"within a list":      {"POST", "/bulk_messages/", `{"recipients":[{"recipient":"1"},{}],"payload":{}}`, `{"recipients":[{},{"recipient":["This field is required."]}]}`},
		"within an object":   {"POST", "/users/", `{"username":"x","profile":{"role":"boss"}}`, `{"profile":{"role":["\"boss\" is not a valid choice."]}}`},
		"repeated ids": {"POST", "/messages/", `{"wa_id":"` + ana + `","interactive":{"type":"button","body":{"text":"b"},"action":{"buttons":[{"type":"reply","reply":{"id":"1","title":"A"}},{"type":"reply","reply":{"id":"1","title":"B"}}]}}}`,
			`{"interactive":{"action":{"buttons":["Ids must be unique."]}}}`},
		"repeated titles": {"POST", "/messages/", `{"wa_id":"` + ana + `","interactive":{"type":"button","body":{"text":"b"},"action":{"buttons":[{"type":"reply","reply":{"id":"1","title":"A"}},{"type":"reply","reply":{"id":"2","title":"A"}}]}}}`,
			`{"interactive":{"action":{"buttons":["Titles must be unique."]}}}`},
		"too many rows in two sections": {"POST", "/messages/", `{"wa_id":"` + ana + `","interactive":{"type":"list","body":{"text":"b"},"action":{"button":"Pick","sections":[{"title":"A","rows":[` + rowsOf(1, 6) + `]},{"title":"B","rows":[` + rowsOf(7, 11) + `]}]}}}`,
			`{"interactive":{"action":{"sections":["Ensure this field has no more than 10 rows."]}}}`},
		"sections without title": {"POST", "/messages/", `{"wa_id":"` + ana + `","interactive":{"type":"list","body":{"text":"b"},"action":{"button":"Pick","sections":[{"rows":[` + rowsOf(1, 1) + `]},{"title":"B","rows":[` + rowsOf(2, 2) + `]}]}}}`,
			`{"interactive":{"action":{"sections":["Sections need titles."]}}}`},
		"a long caption title": {"POST", "/messages/", `{"wa_id":"` + ana + `","interactive":{"type":"button","body":{"text":"b"},"action":{"buttons":[{"type":"reply","reply":{"id":"1","title":"123456789012345678901"}}]}}}`,
			`{"interactive":{"action":{"buttons":[{"reply":{"title":["Ensure this field has no more than 20 characters."]}}]}}}`},
		"an empty body": {"POST", "/saved_responses/", ``, `{"text":["This field is required."]}`},
	} {
		t.Run(name, func(t *testing.T) {
			w := b.call(row.method, row.path, row.body, "Content-Type", "application/json")
			require.Equal(t, 400, w.Code)
			require.JSONEq(t, row.want, w.Body.String())
		})
	}
}

func TestFormsStandForObjects(t *testing.T) {
	b := newBench(t)
	b.writes(network.Text{Body: "hi"})
	const form = "application/x-www-form-urlencoded"
	for _, body := range []string{`wa_id=` + ana + `&text.body=Hello`, `wa_id=` + ana + `&type=text&text={"body":"Hello"}&preview_url=False`} {
		w := b.call("POST", "/messages/", body, "Content-Type", form)
		require.Equal(t, 201, w.Code, w.Body.String())
		require.Equal(t, "Hello", b.ok("GET", "/messages/?limit=1", "").items("results")[0].at("waba_payload").at("text").text("body"))
	}
	w := b.call("POST", "/contacts/verify/", "contacts=%2B491700000001&contacts=x&blocking=wait", "Content-Type", form)
	require.Equal(t, 200, w.Code)
	require.JSONEq(t, `{"contacts":[{"input":"+491700000001","status":"valid","wa_id":"491700000001"},{"input":"x","status":"failed"}]}`, w.Body.String())
}

// Addresses in answers are those of the request (wabbit 1.8).
func TestAddressesFollowTheRequest(t *testing.T) {
	b := newBench(t)
	w := b.call("GET", "/users/current/", "", "X-Forwarded-Proto", "https", "X-Forwarded-Host", "inbox.example:8443")
	require.Contains(t, w.Body.String(), `"url":"https://inbox.example:8443/wabbit/api/v1/users/1/"`)
	w = b.call("GET", "/", "", "X-Forwarded-Proto", "https")
	require.Contains(t, w.Header().Get("Set-Cookie"), "; Secure")
}
