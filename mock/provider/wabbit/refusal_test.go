package wabbit

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/mynah-sim/mynah/mock/network"
)

// The WhatsApp side refuses with a code, a fixed title and the value that it is about (wabbit 2.6).
func TestWhatWhatsAppRefuses(t *testing.T) {
	const (
		head    = `{"type":"header","parameters":[{"type":"image","image":{"link":"https://a.example/b.png"}}]}`
		body    = `{"type":"body","parameters":[{"type":"text","text":"Ana"}]}`
		button  = `{"type":"button","sub_type":"url","index":"0","parameters":[{"type":"text","text":"x"}]}`
		count   = "Template param count mismatch"
		format  = "Template format mismatch"
		missing = "Template missing"
		bad     = "Parameter value is not valid"
	)
	template := func(name, language string, components ...string) string {
		return `"template":{"namespace":"` + namespace + `","name":"` + name + `","language":{"code":"` + language + `"},"components":[` + strings.Join(components, ",") + `]}`
	}
	b := newBench(t)
	b.writes(network.Text{Body: "hi"})
	for name, row := range map[string]struct {
		message string
		code    int
		title   string
		details string
	}{
		"too few values":              {template("promo", "en", head, button), 2000, count, "promo (en)"},
		"no file in the header":       {template("promo", "en", body, button), 2000, count, "promo (en)"},
		"no end of the address":       {template("promo", "en", head, body), 2000, count, "promo (en)"},
		"no values at all":            {template("named", "en"), 2000, count, "named (en)"},
		"a text for a picture":        {template("promo", "en", strings.Replace(body, "body", "header", 1), body, button), 2004, format, "promo (en)"},
		"a value with a line break":   {template("promo", "en", head, strings.Replace(body, "Ana", `A\nB`, 1), button), 2004, format, "promo (en)"},
		"a part that nobody knows":    {template("promo", "en", head, body, button, `{"type":"footer"}`), 2004, format, "footer"},
		"another language":            {template("promo", "de", head, body, button), 2001, missing, "promo (de)"},
		"another namespace":           {strings.Replace(template("promo", "en", head, body, button), namespace, "other", 1), 2001, missing, "other"},
		"an older form, unknown":      {`"hsm":{"namespace":"` + namespace + `","element_name":"gone","language":{"policy":"fallback","code":"en"}}`, 2001, missing, "gone (en)"},
		"a file that nobody has":      {`"image":{"id":"nope"}`, 1009, bad, "nope"},
		"a file of ours that is gone": {`"image":{"link":"http://example.com/wabbit/api/v1/media/7c9a2f0e-6f0b-4a55-8a0f-2f4c1f7d9e10/?x=y"}`, 1009, bad, "7c9a2f0e-6f0b-4a55-8a0f-2f4c1f7d9e10"},
		"a picture of another type":   {`"image":{"link":"https://a.example/b","mime_type":"image/webp"}`, 1009, bad, "image/webp"},
		"a reaction to nothing":       {`"reaction":{"message_id":"nope","emoji":"x"}`, 1009, bad, "nope"},
		"a catalog that nobody has":   {`"interactive":{"type":"product","action":{"catalog_id":"7","product_retailer_id":"8"}}`, 1009, bad, "7"},
		"a form that nobody has":      {`"interactive":{"type":"flow","body":{"text":"b"},"action":{"name":"flow","parameters":{"flow_message_version":"3","flow_token":"t","flow_id":"9","flow_cta":"Go","flow_action":"navigate","flow_action_payload":{"screen":"S"}}}}`, 1009, bad, "9"},
		"an address in a country":     {`"interactive":{"type":"address_message","body":{"text":"b"},"action":{"name":"address_message","parameters":{"country":"IN"}}}`, 1009, bad, ana},
	} {
		t.Run(name, func(t *testing.T) {
			w := b.call("POST", "/messages/", `{"wa_id":"`+ana+`",`+row.message+`}`)
			require.Equal(t, 400, w.Code, w.Body.String())
			require.JSONEq(t, fmt.Sprintf(`{"reason":"%[1]s.","waba_response":{"errors":[{"code":%[2]d,"title":"%[1]s","details":%[3]q}]}}`, row.title, row.code, row.details), w.Body.String())
		})
	}
	w := b.call("POST", "/messages/", `{"wa_id":"4915550009999","verify_contact":"true",`+template("promo", "en", head, body, button)+`}`)
	require.Equal(t, 400, w.Code)
	require.JSONEq(t, `{"reason":"User is not valid.","waba_response":{"errors":[{"code":1013,"title":"User is not valid","details":"4915550009999"}]}}`, w.Body.String())
	require.EqualValues(t, 1, b.ok("GET", "/messages/", "").number("count"), "what is refused is not stored")
}

// A bulk message goes to 1000 people by number and to 10,000 chats by tags (wabbit 2.6).
func TestHowManyABulkMessageReaches(t *testing.T) {
	b := newBench(t)
	box := b.p.inboxes[0]
	vip, late := &tag{ID: 1, Name: "vip"}, &tag{ID: 2, Name: "late"}
	box.tags = []*tag{vip, late}
	for i := range 10_000 {
		one := box.chatWith(strconv.Itoa(491_600_000_000 + i))
		one.tags = []*tagging{{tag: vip, chat: one}, {tag: late, chat: one}}
	}
	send := func(recipients int, tags string) string {
		all := slices.Repeat([]string{`{"recipient":"491700000001"}`}, recipients)
		return b.call("POST", "/bulk_messages/", `{"recipients":[`+strings.Join(all, ",")+`],"tags":[`+tags+`],"payload":{"text":{"body":"hi"}}}`).Body.String()
	}
	const both = `{"tag_id":1},{"tag_id":2}`
	require.Contains(t, send(1000, ""), `"total":1,`, "who is named twice is one")
	require.JSONEq(t, `{"recipients":["Too many recipients."]}`, send(1001, ""))
	require.Contains(t, send(1, both), `"total":10001,`, "a chat with two tags is one")
	one := box.chatWith(ben)
	one.tags = []*tagging{{tag: late, chat: one}}
	require.JSONEq(t, `{"tags":["Too many recipients."]}`, send(0, both))
	require.Contains(t, send(0, `{"tag_id":1}`), `"total":10000,`)
}

// Each send of a bulk message is answered as the single call would have been (wabbit 2.6).
func TestASendOfABulkMessageIsASingleCall(t *testing.T) {
	b := newBench(t)
	b.writes(network.Text{Body: "hi"})
	for _, payload := range []string{
		`{"type":"text","text":{"body":"news"}}`, `{"type":"text","text":{"body":""}}`, `{"type":"text","text":[1]}`, `{"type":"poll"}`, `{"type":"image","image":{"caption":7}}`,
		`{"type":"template","template":{"name":"named"}}`, `{"type":"template","template":{"namespace":"x","name":"named","language":{"code":"en"}}}`,
		`{"type":"text","text":{"body":"` + strings.Repeat("x", 4097) + `"}}`, `{"type":"contacts","contacts":[]}`, `{}`,
	} {
		alone := b.call("POST", "/messages/", strings.Replace(`{"wa_id":"`+ana+`",`+payload[1:], ",}", "}", 1))
		b.ok("POST", "/bulk_messages/", `{"recipients":[{"recipient":"+`+ana+`"}],"payload":`+payload+`}`)
		b.passes(time.Second)
		element := b.ok("GET", "/bulk_message_elements/?limit=1", "").items("results")[0]
		require.EqualValues(t, alone.Code, element.number("status_code"), payload)
		if alone.Code != 201 {
			require.JSONEq(t, alone.Body.String(), element.text("response"), payload)
		}
	}
}
