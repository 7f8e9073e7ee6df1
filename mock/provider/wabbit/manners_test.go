package wabbit

import (
	"bytes"
	"mime/multipart"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mynah-sim/mynah/mock/network"
)

const formType = "application/x-www-form-urlencoded"

// Numbers in addresses and queries may carry what people write into numbers, in either spelling of a blank (wabbit 1.8).
func TestNumbersInEverySpelling(t *testing.T) {
	b := newBench(t)
	b.writes(network.Text{Body: "a + b@c & d"})
	for _, spelling := range []string{"491700000001", "%2B491700000001", "%2B49%201700%20000001", "+491700000001", "(49)1700-000001"} {
		require.Equal(t, ana, b.ok("GET", "/chats/"+spelling+"/", "").text("wa_id"), spelling)
		require.Equal(t, ana, b.ok("GET", "/persons/"+spelling+"/", "").text("wa_id"), spelling)
		require.Equal(t, ana, b.ok("GET", "/contacts/"+spelling+"/", "").at("person").text("wa_id"), spelling)
		require.EqualValues(t, 1, b.ok("GET", "/messages/?wa_id="+spelling, "").number("count"), spelling)
		require.EqualValues(t, 1, b.ok("GET", "/messages/"+spelling+"/", "").number("count"), spelling)
		require.Equal(t, http.StatusOK, b.call("PATCH", "/chats/"+spelling+"/resolve", `{"resolved":true}`).Code, spelling)
	}
	for _, text := range []string{"a+%2B+b%40c", "A%20%2b%20B%40C%20%26", "++b%40C+"} {
		require.EqualValues(t, 1, b.ok("GET", "/messages/?search="+text, "").number("count"), text)
	}
	for _, text := range []string{"%2B49+1700", "+491700", "491700", "ANA", "lopes+", "al"} {
		require.EqualValues(t, 1, b.ok("GET", "/chats/?search="+text, "").number("count"), text)
		require.EqualValues(t, 1, b.ok("GET", "/persons/?search="+text, "").number("count"), text)
	}
	for _, path := range []string{"/chats/49abc/", "/persons/x/", "/messages/x/", "/chat_assignment/x/", "/chats/" + strings.Repeat("1", 101) + "/"} {
		require.Equal(t, http.StatusNotFound, b.call("GET", path, "").Code, path)
	}
	require.EqualValues(t, 0, b.ok("GET", "/messages/?wa_id=49abc", "").number("count"), "a filter matches nothing")
}

// A parameter without a value is as good as none, one that nobody knows too; true and false have three spellings (wabbit 1.5).
func TestQueriesAreReadLeniently(t *testing.T) {
	b := newBench(t)
	b.writes(network.Text{Body: "hi"})
	for path, names := range map[string]string{
		"/chats/": "limit offset search assigned_to_me assigned_group chat_tag_id messages_since_time messages_before_time unread blocked reported " +
			"message_has_referral message_referral_source_url message_referral_source_id message_referral_source_type message_referral_headline " +
			"message_referral_body message_referral_media_type cf_anything",
		"/messages/": "wa_id limit offset since_time before_time mark_as_received search assigned_to_me assigned_group chat_tag_id from_us",
		"/persons/":  "limit offset search", "/tags/": "limit offset", "/users/": "limit offset",
	} {
		query := url.Values{}
		for name := range strings.FieldsSeq(names) {
			query.Set(name, "")
		}
		require.Equal(t, b.ok("GET", path, "").number("count"), b.ok("GET", path+"?"+query.Encode(), "").number("count"), path)
	}
	for _, path := range []string{"/contacts/", "/saved_responses/?text=", "/chat_tagging_events/?wa_id=&since_time=&before_time=", "/message_tagging_events/?message_id=",
		"/chat_assignment_events/?wa_id=&since_time=", "/whatsapp_accounts/?this_instance=", "/contacts/?limit=&search=&pages="} {
		b.ok("GET", path, "")
	}
	for value, want := range map[string]int{"true": 1, "True": 1, "1": 1, "false": 0, "False": 0, "0": 0} {
		require.EqualValues(t, want, b.ok("GET", "/chats/?unread="+value, "").number("count"), value)
		require.EqualValues(t, 1-want, b.ok("GET", "/messages/?from_us="+value, "").number("count"), value)
	}
	w := b.call("GET", "/chats/?unread=TRUE&message_referral_source_type=tv&messages_since_time=1.5", "")
	require.Equal(t, http.StatusBadRequest, w.Code)
	require.JSONEq(t, `{"unread":["Must be a valid boolean."],"message_referral_source_type":["\"tv\" is not a valid choice."],"messages_since_time":["A valid integer is required."]}`, w.Body.String())
}

// The path without its slash is sent to the one with it, whatever the method; a page of another origin may follow (wabbit 1.9, 1.10).
func TestPathsWithoutTheirSlash(t *testing.T) {
	b := newBench(t)
	for _, step := range []struct{ method, path, location string }{
		{"GET", "/chats?search=&limit=20&x=%2B", "/chats/?search=&limit=20&x=%2B"}, {"POST", "/messages", "/messages/"}, {"DELETE", "/chat_tagging/1", "/chat_tagging/1/"},
		{"GET", "/contacts/" + ana, "/contacts/" + ana + "/"}, {"GET", "/media/7c9a?mime_type_type=image", "/media/7c9a/?mime_type_type=image"},
		{"PUT", "/users/password/change", "/users/password/change/"}, {"PATCH", "/webhooks/waba/1", "/webhooks/waba/1/"},
	} {
		w := b.call(step.method, step.path, "", "Origin", "https://shop.example", "Authorization", "")
		require.Equal(t, http.StatusMovedPermanently, w.Code, step.path)
		require.Equal(t, "/wabbit/api/v1"+step.location, w.Header().Get("Location"))
		require.Equal(t, "https://shop.example", w.Header().Get("Access-Control-Allow-Origin"))
		require.Empty(t, w.Header().Get("Content-Type"))
		require.Empty(t, w.Body.String())
	}
}

// A browser asks first, without a credential, for every path, also for one without its slash (wabbit 1.10).
func TestBrowsersMayAskFirst(t *testing.T) {
	b := newBench(t)
	for _, path := range []string{"/", "/chats/", "/chats/" + ana + "/resolve", "/users/1/availability", "/media/", "/media/x/", "/chat_tagging/1", "/settings/profile/photo/"} {
		w := b.call("OPTIONS", path, "", "Origin", "https://shop.example", "Authorization", "",
			"Access-Control-Request-Method", "PATCH", "Access-Control-Request-Headers", "authorization,content-type,x-request-id")
		require.Equal(t, http.StatusOK, w.Code, path)
		require.Empty(t, w.Body.String())
		h := w.Header()
		require.Equal(t, "https://shop.example", h.Get("Access-Control-Allow-Origin"))
		require.Equal(t, "GET, POST, PUT, PATCH, DELETE, OPTIONS", h.Get("Access-Control-Allow-Methods"))
		require.Equal(t, "Authorization, Content-Type, Accept, X-Request-ID, X-CSRFToken, D360-Api-Key", h.Get("Access-Control-Allow-Headers"))
		require.Equal(t, "86400", h.Get("Access-Control-Max-Age"))
		require.Equal(t, "Accept, Cookie, Origin", h.Get("Vary"))
	}
	for path, status := range map[string]int{"/tags/": 200, "/nothing/": 404, "/chats/1/": 404} {
		w := b.call("GET", path, "", "X-Request-ID", "1700000000000-7")
		require.Equal(t, status, w.Code)
		require.Equal(t, "*", w.Header().Get("Access-Control-Allow-Origin"), path)
		require.Equal(t, "1700000000000-7", w.Header().Get("X-Request-ID"))
		require.Equal(t, "application/json", w.Header().Get("Content-Type"))
	}
}

func TestWhatAnswersAndBodiesMayBe(t *testing.T) {
	b := newBench(t)
	for accept, status := range map[string]int{
		"": 200, "*/*": 200, "application/*": 200, "application/json, text/plain, */*": 200, "application/json;q=0.1, text/html": 200,
		"text/html,application/xhtml+xml,*/*;q=0.8": 200, "text/html": 406, "image/png": 406,
	} {
		require.Equal(t, status, b.call("GET", "/tags/", "", "Accept", accept).Code, accept)
	}
	for kind, status := range map[string]int{
		"application/json": 201, "application/json; charset=utf-8": 201, "Application/JSON;charset=UTF-8": 201, "text/plain": 415, "application/xml": 415,
	} {
		require.Equal(t, status, b.call("POST", "/tags/", `{"name":"vip"}`, "Content-Type", kind).Code, kind)
	}
	w := b.call("POST", "/tags/", `name`, "Content-Type", "text/plain")
	require.JSONEq(t, `{"detail":"Unsupported media type \"text/plain\" in request."}`, w.Body.String())
	w = b.call("DELETE", "/settings/profile/photo/", "")
	require.Equal(t, http.StatusNoContent, w.Code)
	require.Empty(t, w.Header().Get("Content-Type"))
	for _, path := range []string{"/templates/refresh/issue/", "/settings/refresh/issue/"} {
		for _, body := range []string{"", "{}", "[1", "hello"} {
			require.Equal(t, http.StatusOK, b.call("POST", path, body).Code, "%s %s", path, body)
		}
		require.Equal(t, http.StatusOK, b.call("POST", path, "hello", "Content-Type", "text/plain").Code)
	}
}

// Forms say everything that JSON says: nothing and null too (wabbit 1.5).
func TestFormsOfEveryKind(t *testing.T) {
	b := newBench(t)
	b.ok("POST", "/tags/", `{"name":"vip"}`)
	b.writes(network.Text{Body: "hi"})
	for _, step := range []struct{ method, path, form, want string }{
		{"POST", "/auth/token/", "username=admin&password=secret", `{"token":"` + adminKey + `"}`},
		{"POST", "/chat_tagging/", "tag=1&chat=%2B49+1700000001&extra=%7B%22n%22%3A1.50%7D", `{"id":1,"tag":1,"chat":"491700000001","extra":{"n":1.50}}`},
		{"PATCH", "/chat_assignment/" + ana + "/", "assigned_to_user=1&assigned_group=2", `{"wa_id":"491700000001","assigned_to_user":1,"assigned_group":2}`},
		{"PATCH", "/chat_assignment/" + ana + "/", "assigned_to_user=", `{"wa_id":"491700000001","assigned_to_user":null,"assigned_group":2}`},
		{"PUT", "/chat_assignment/" + ana + "/", "wa_id=491700000001&assigned_group=null", `{"wa_id":"491700000001","assigned_to_user":null,"assigned_group":null}`},
		{"PATCH", "/chats/" + ana + "/resolve", "resolved=1", `{"wa_id":"491700000001","resolved":true}`},
		{"PATCH", "/users/1/availability", "is_available=False", `{"is_available":false}`},
		{"POST", "/mark_as_received/", "customer_wa_id=%2B491700000001&timestamp=-1", `{}`},
		{"POST", "/tags/", "name=a+%2B+b%40c&web_inbox_color=%23cc3300", `{"id":2,"name":"a + b@c","web_inbox_color":"#cc3300"}`},
		{"PATCH", "/settings/business/profile/", "websites=https%3A%2F%2Fa.example&websites=https%3A%2F%2Fb.example&email=a%2Bb%40c.example&vertical=",
			`{"address":"","description":"","email":"a+b@c.example","vertical":"","websites":["https://a.example","https://b.example"],"about":""}`},
		{"PATCH", "/settings/profile/about/", "text=Hi+%26+bye", `{"text":"Hi & bye"}`},
		{"PUT", "/users/password/change/", "current_password=secret&new_password=+x+", `{}`},
	} {
		for _, encode := range []func(string) (string, string){urlencoded, multipartOf} {
			body, kind := encode(step.form)
			w := b.call(step.method, step.path, body, "Content-Type", kind)
			require.Less(t, w.Code, 300, "%s %s: %s", step.path, step.form, w.Body)
			require.JSONEq(t, step.want, w.Body.String())
			if step.method == "POST" || step.path == "/users/password/change/" {
				break // the second time would be another thing
			}
		}
	}
	body, kind := multipartOf("username=admin&password=+x+")
	require.Equal(t, http.StatusOK, b.call("POST", "/auth/token/", body, "Content-Type", kind).Code, "blanks of a password are kept")
}

func urlencoded(form string) (body, kind string) { return form, formType }

// multipartOf is a form in the other encoding.
func multipartOf(form string) (body, kind string) {
	var buf bytes.Buffer
	w := multipart.NewWriter(&buf)
	for pair := range strings.SplitSeq(form, "&") {
		name, value, _ := strings.Cut(pair, "=")
		text, _ := url.QueryUnescape(value) // written here
		_ = w.WriteField(name, text)        // a buffer takes all
	}
	_ = w.Close()
	return buf.String(), w.FormDataContentType()
}

// What is wrong first is told first: path, Accept, caller, method, type, body, object, right (wabbit 2.0).
func TestTheOrderOfComplaints(t *testing.T) {
	const token = "00112233445566778899aabbccddeeff00112233"
	b := newBench(t)
	b.p.inboxes[0].enlist(UserConfig{Username: "nora", Role: roleUser, Token: token})
	b.p.inboxes[0].chatWith(ana)
	html := []string{"Accept", "text/html"}
	nobody := []string{"Authorization", ""}
	nora := []string{"Authorization", "Token " + token}
	text := []string{"Content-Type", "text/plain"}
	for name, row := range map[string]struct {
		method, path, body string
		headers            [][]string
		status             int
	}{
		"an unknown path, whatever is accepted":   {"GET", "/nothing/", "", [][]string{html, nobody}, 404},
		"a path without its slash, to nobody":     {"GET", "/tags", "", [][]string{nobody}, 301},
		"Accept, to nobody":                       {"GET", "/tags/", "", [][]string{html, nobody}, 406},
		"the caller, before the method":           {"DELETE", "/tags/", "", [][]string{nobody}, 403},
		"the method, before the type":             {"PUT", "/tags/", "x", [][]string{text}, 405},
		"the caller, before the type":             {"POST", "/tags/", "x", [][]string{text, nobody}, 403},
		"the type, before the body":               {"POST", "/tags/", "x", [][]string{text}, 415},
		"the body, before the object":             {"PATCH", "/users/99/", `{"email":"x"}`, nil, 400},
		"the body, before the right":              {"POST", "/users/", `{}`, [][]string{nora}, 400},
		"the object, before the right":            {"PUT", "/users/99/password/change/", `{"password":"x"}`, [][]string{nora}, 404},
		"the right, when all else is well":        {"PUT", "/users/1/password/change/", `{"password":"x"}`, [][]string{nora}, 403},
		"the fields of a message, before the 453": {"POST", "/messages/", `{"wa_id":"4915550009999","text":{"body":""}}`, nil, 400},
		"the right to write, before the 453":      {"POST", "/messages/", `{"wa_id":"491700000001","text":{"body":"x"}}`, [][]string{nora}, 403},
		"the window, before what WhatsApp says":   {"POST", "/messages/", `{"wa_id":"4915550009999","image":{"id":"nope"}}`, nil, 453},
	} {
		t.Run(name, func(t *testing.T) {
			var headers []string
			for _, h := range row.headers {
				headers = append(headers, h...)
			}
			require.Equal(t, row.status, b.call(row.method, row.path, row.body, headers...).Code)
		})
	}
}
