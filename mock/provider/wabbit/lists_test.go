package wabbit

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/mynah-sim/mynah/mock/network"
)

// A search looks into everything that a person could read in a message (wabbit 5.7).
func TestASearchLooksIntoEveryKindOfMessage(t *testing.T) {
	b := newBench(t)
	b.writes(network.Text{Body: "incoming TEXT"})
	b.writes(network.Reply{Form: "quick_reply", ID: "p", Title: "tapped button"})
	b.writes(network.Reply{Form: "button", ID: "1", Title: "chosen reply"})
	b.writes(network.Reply{Form: "row", ID: "1", Title: "chosen row"})
	b.writes(network.Location{Latitude: 1, Longitude: 2, Name: "their depot", Address: "Long road"})
	for _, message := range []string{
		`"text":{"body":"outgoing text"}`, `"image":{"link":"https://a.example/b.png","caption":"blue lamp"}`,
		`"document":{"link":"https://a.example/b","filename":"bill 7.pdf"}`, `"location":{"latitude":1,"longitude":2,"name":"our shop","address":"Short road"}`,
		`"contacts":[{"name":{"formatted_name":"Ben Kruse"}}]`,
		`"interactive":{"type":"button","body":{"text":"are you sure"},"action":{"buttons":[{"type":"reply","reply":{"id":"1","title":"x"}}]}}`,
		`"template":{"namespace":"` + namespace + `","name":"named","language":{"code":"en"},"components":[{"type":"body","parameters":[{"type":"text","text":"1"},{"type":"text","text":"2"}]}]}`,
	} {
		b.ok("POST", "/messages/", `{"wa_id":"`+ana+`",`+message+`}`)
	}
	for text, want := range map[string]int{
		"text": 2, "Incoming+Text": 1, "tapped": 1, "chosen": 2, "DEPOT": 1, "road": 2, "lamp": 1, "bill+7": 1, "our+shop": 1, "kruse": 1, "sure": 1, "named": 1,
		"+++": 12, "nothing+of+this": 0, "example": 0,
	} {
		require.EqualValues(t, want, b.ok("GET", "/messages/?search="+text, "").number("count"), text)
	}
}

// Chats and persons stand by who wrote last; who never wrote comes last, by number (wabbit 1.8).
func TestTheOrderOfLists(t *testing.T) {
	b := newBench(t)
	for i, name := range []string{"Ben Kruse", "Cem Acar"} {
		b.net.PutHandset(network.Handset{Number: fmt.Sprint(491700000002 + i), Name: name, Apps: []network.Channel{network.WhatsApp}})
	}
	template := `"template":{"namespace":"` + namespace + `","name":"named","language":{"code":"en"},"components":[{"type":"body","parameters":[{"type":"text","text":"1"},{"type":"text","text":"2"}]}]}}`
	for _, number := range []string{"491700000009", "491700000003", "491700000008"} {
		b.ok("POST", "/messages/", `{"wa_id":"`+number+`",`+template)
	}
	for _, number := range []string{ana, ben, ana} {
		b.passes(time.Second)
		b.writes(network.Text{Body: "hi"}, func(n *network.Note) { n.Number = number })
	}
	want := []string{ana, ben, "491700000003", "491700000008", "491700000009"}
	for _, path := range []string{"/chats/", "/persons/"} {
		page := b.ok("GET", path, "")
		var got []string
		for _, row := range page.items("results") {
			got = append(got, row.text("wa_id"))
		}
		require.Equal(t, want, got, path)
		beyond := b.ok("GET", path+"?offset=7&limit=3", "")
		require.Equal(t, `{"count":5,"next":null,"previous":"http://example.com/wabbit/api/v1`+path+`?limit=3&offset=4","results":[]}`, string(encode(beyond)))
	}
	last := b.ok("GET", "/chats/491700000009/", "")
	require.Nil(t, last.at("contact")["last_message_timestamp"])
	require.Equal(t, "491700000009", last.at("contact").at("waba_payload").at("profile").text("name"))
	require.EqualValues(t, 0, last.number("new_messages"))
	require.Contains(t, string(encode(b.ok("GET", "/users/?limit=6000", ""))), `"next":null`)
}

// Times of lists: since is within, before is not (wabbit 1.7).
func TestTimesOfLists(t *testing.T) {
	b := newBench(t)
	first := b.net.Now().Unix()
	for range 3 {
		b.writes(network.Text{Body: "hi"})
		b.passes(time.Second)
	}
	for query, want := range map[string]int{
		fmt.Sprintf("since_time=%d", first+1): 2, fmt.Sprintf("before_time=%d", first+1): 1, fmt.Sprintf("since_time=%d&before_time=%d", first+1, first+2): 1,
		fmt.Sprintf("since_time=%d", first+3): 0, "since_time=-1": 3,
	} {
		require.EqualValues(t, want, b.ok("GET", "/messages/?"+query, "").number("count"), query)
	}
	for query, want := range map[string]int{
		fmt.Sprintf("messages_since_time=%d", first+3): 0, fmt.Sprintf("messages_before_time=%d", first): 0,
		fmt.Sprintf("messages_since_time=%d&messages_before_time=%d", first+2, first+3): 1,
	} {
		require.EqualValues(t, want, b.ok("GET", "/chats/?"+query, "").number("count"), query)
	}
}

// What lists show of a template's life (wabbit 5.8).
func TestStatesOfTemplates(t *testing.T) {
	for state, want := range map[network.TemplateStatus][2]string{
		network.StatusSubmitted: {"submitted", "NONE"}, network.StatusPending: {"submitted", "NONE"}, network.StatusApproved: {"approved", "NONE"},
		network.StatusReinstated: {"approved", "NONE"}, network.StatusPaused: {"rejected", "PAUSED"}, network.StatusDisabled: {"rejected", "DISABLED"},
		network.StatusDeleted: {"", ""},
	} {
		status, reason := templateStatus(network.Template{Status: state})
		require.Equal(t, want, [2]string{status, reason}, state)
	}
	status, reason := templateStatus(network.Template{Status: network.StatusRejected, Reason: "SCAM"})
	require.Equal(t, [2]string{"rejected", "SCAM"}, [2]string{status, reason})
}

// A file that is too large for its kind fails on its way (wabbit 5.6).
func TestFilesThatAreTooLargeFailLater(t *testing.T) {
	const kib, mib = 1 << 10, 1 << 20
	for name, row := range map[string]struct {
		kind, mime string
		size       int
		fails      bool
	}{
		"a picture":              {"image", "image/png", 5 * mib, false},
		"a picture that is over": {"image", "image/png", 5*mib + 1, true},
		"a film that is over":    {"video", "video/mp4", 16*mib + 1, true},
		"a sound":                {"audio", "audio/mpeg", 16 * mib, false},
		"a voice that is over":   {"voice", "audio/ogg", 16*mib + 1, true},
		"a document":             {"document", "application/pdf", 16*mib + 1, false},
		"a sticker":              {"sticker", "image/webp", 100 * kib, false},
		"a sticker that is over": {"sticker", "image/webp", 100*kib + 1, true},
	} {
		t.Run(name, func(t *testing.T) {
			b := newBench(t)
			b.writes(network.Text{Body: "hi"})
			file, err := b.net.AddMedia(network.NewMedia{Account: inboxID, MIME: row.mime, Name: "x", Data: bytes.Repeat([]byte{1}, row.size)})
			require.NoError(t, err)
			b.ok("POST", "/messages/", `{"wa_id":"`+ana+`","`+row.kind+`":{"id":"`+file.ID.String()+`"}}`)
			b.passes(time.Minute)
			got := b.ok("GET", "/messages/?limit=1", "").items("results")[0]
			require.Equal(t, row.fails, got["is_failed"], string(encode(got)))
			if row.fails {
				require.Equal(t, "1000", got.at("waba_payload").items("errors")[0].text("code"))
			}
			require.True(t, strings.HasSuffix(got.at("waba_payload").at(row.kind).text("link"), "/media/"+file.ID.String()+"/"), "a link stands beside an id")
		})
	}
}

// What a list, an answer and a frame of the same message say is one thing (wabbit 4.5).
func TestAFailedMessageCanBeSentAgain(t *testing.T) {
	b := newBench(t)
	b.net.PutHandset(network.Handset{Number: "491700000006", Name: "Otto", Apps: []network.Channel{network.SMS}})
	request := `{"wa_id":"+491700000006","type":"template","template":{"namespace":"` + namespace + `","name":"named","language":{"code":"en"},"components":[{"type":"body","parameters":[{"type":"text","text":"1"},{"type":"text","text":"2"}]}]}}`
	b.ok("POST", "/messages/", request)
	b.passes(time.Hour)
	for _, path := range []string{"/messages/?limit=1", "/messages/491700000006/"} {
		failed := b.ok("GET", path, "").items("results")[0]
		require.Equal(t, true, failed["is_failed"])
		again, err := json.Marshal(failed["resend_payload"])
		require.NoError(t, err)
		require.JSONEq(t, request, string(again), "the body as it was sent")
		require.Equal(t, "491700000006", failed.at("waba_payload").text("wa_id"))
		require.Equal(t, "1026", failed.at("waba_payload").items("errors")[0].text("code"))
	}
	require.NotContains(t, string(encode(b.ok("GET", "/chats/491700000006/", ""))), "resend_payload", "in lists of messages alone")
}
