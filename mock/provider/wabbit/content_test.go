package wabbit

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mynah-sim/mynah/mock/network"
)

func TestWhatABusinessSends(t *testing.T) {
	to := func(rest string) string { return `{"wa_id":"` + ana + `",` + rest + `}` }
	body := `"body":{"text":"b"},"footer":{"text":"f"},"header":{"type":"text","text":"h"}`
	header := &network.Param{Text: "h"}
	for name, row := range map[string]struct {
		body string
		want network.Content
	}{
		"a text":     {`"preview_url":true,"text":{"body":"hello"}`, network.Text{Body: "hello", Preview: true}},
		"a link":     {`"image":{"link":"https://a.b/c.png","caption":"c"}`, network.Media{As: network.Image, Link: "https://a.b/c.png", Caption: "c"}},
		"a document": {`"document":{"link":"https://a.b/c","filename":"c.pdf"}`, network.Media{As: network.Document, Link: "https://a.b/c", Filename: "c.pdf"}},
		"a place":    {`"location":{"latitude":1.5,"longitude":-2,"name":"n","address":"a"}`, network.Location{Latitude: 1.5, Longitude: -2, Name: "n", Address: "a"}},
		"a card as the web client sends it": {`"contacts":[{"name":{"formatted_name":"Ben"},"phones":[{"wa_id":null}]}]`, network.Contacts{
			Cards: []network.Card{{Name: network.CardName{Formatted: "Ben"}, Phones: []network.CardEntry{{}}}},
		}},
		"buttons": {`"interactive":{"type":"button",` + body + `,"action":{"buttons":[{"type":"reply","reply":{"id":"1","title":"A"}}]}}`, network.Interactive{
			Form: network.Buttons, Header: header, Body: "b", Footer: "f", Choices: []network.Choice{{ID: "1", Title: "A"}},
		}},
		"a list": {`"interactive":{"type":"list",` + body + `,"action":{"button":"o","sections":[{"title":"s","rows":[{"id":"1","title":"A","description":"d"}]}]}}`, network.Interactive{
			Form: network.List, Header: header, Body: "b", Footer: "f", Label: "o", Choices: []network.Choice{{Group: 1, Section: "s", ID: "1", Title: "A", Description: "d"}},
		}},
		"a page":     {`"interactive":{"type":"cta_url",` + body + `,"action":{"name":"cta_url","parameters":{"url":"https://a.b","display_text":"go"}}}`, network.Interactive{Form: network.URLButton, Header: header, Body: "b", Footer: "f", Label: "go", URL: "https://a.b"}},
		"a question": {`"interactive":{"type":"location_request_message","body":{"text":"b"},"action":{"name":"send_location"}}`, network.Interactive{Form: network.LocationRequest, Body: "b"}},
	} {
		t.Run(name, func(t *testing.T) { require.Equal(t, row.want, newBench(t).sends(to(row.body))) })
	}
}

func TestNamedValuesStandWhereTheirPlaceholdersAre(t *testing.T) {
	got := newBench(t).sends(`{"wa_id":"` + ana + `","template":{"namespace":"` + namespace + `","name":"named","language":{"code":"en"},"components":[
		{"type":"BODY","parameters":[{"type":"text","parameter_name":"state","text":"packed"},{"type":"text","parameter_name":"order","text":"7"}]}]}}`)
	require.Equal(t, []network.Param{{Text: "7"}, {Text: "packed"}}, got.(network.TemplateMessage).Body)
}

// What was sent comes back unchanged, the type of a button's index too (wabbit 2.0).
func TestWhatWasSentComesBackAsItWasSent(t *testing.T) {
	b := newBench(t)
	b.writes(network.Text{Body: "hi"})
	b.ok("POST", "/messages/", `{"wa_id":"`+ana+`","type":"location","location":{"latitude":1.50,"longitude":2,"own":[1]},"image":null}`)
	got := b.ok("GET", "/messages/?limit=1", "").items("results")[0].at("waba_payload")
	require.Equal(t, `{"latitude":1.50,"longitude":2,"own":[1]}`, string(encode(got["location"])))
	require.False(t, got.has("image"), "other content objects are ignored")
}

func TestWhatAPersonSends(t *testing.T) {
	for name, row := range map[string]struct {
		content network.Content
		want    string
	}{
		"a quick reply": {network.Reply{Form: "quick_reply", ID: "p", Title: "Today"}, `{"type":"button","button":{"text":"Today","payload":"p"}}`},
		"a button":      {network.Reply{Form: "button", ID: "1", Title: "A"}, `{"type":"interactive","interactive":{"type":"button_reply","button_reply":{"id":"1","title":"A"}}}`},
		"a row":         {network.Reply{Form: "row", ID: "1", Title: "A", Description: "d"}, `{"type":"interactive","interactive":{"type":"list_reply","list_reply":{"id":"1","title":"A","description":"d"}}}`},
		"a form":        {network.FormReply{Form: "flow", JSON: `{"a":1}`}, `{"type":"interactive","interactive":{"type":"nfm_reply","nfm_reply":{"name":"flow","body":"Sent","response_json":"{\"a\":1}"}}}`},
		"an address":    {network.FormReply{Form: "address", JSON: `{}`}, `{"type":"interactive","interactive":{"type":"nfm_reply","nfm_reply":{"name":"address_message","body":"Sent","response_json":"{}"}}}`},
		"a place":       {network.Location{Latitude: 1, Longitude: 2, Name: "n"}, `{"type":"location","location":{"latitude":1,"longitude":2,"name":"n"}}`},
		"an order":      {network.Order{Catalog: "c", Note: "n", Items: []network.OrderItem{{Product: "p", Quantity: 2, Price: 1990, Currency: "EUR"}}}, `{"type":"order","order":{"catalog_id":"c","text":"n","product_items":[{"product_retailer_id":"p","quantity":2,"item_price":19.9,"currency":"EUR"}]}}`},
		"a card":        {network.Contacts{Cards: []network.Card{{Name: network.CardName{Formatted: "Ben"}, Company: "Shop", Phones: []network.CardEntry{{Value: "+49", Type: "CELL"}}}}}, `{"type":"contacts","contacts":[{"name":{"formatted_name":"Ben"},"org":{"company":"Shop"},"phones":[{"phone":"+49","type":"CELL"}]}]}`},
		"anything else": {network.Unsupported{What: "poll"}, `{"type":"unknown","errors":[{"code":501,"title":"Unknown message type","details":"Message type is currently not supported"}]}`},
	} {
		t.Run(name, func(t *testing.T) {
			got := newBench(t).writes(row.content).at("waba_payload")
			for _, member := range []string{"from", "id", "timestamp"} {
				require.NotEmpty(t, got.text(member))
				delete(got, member)
			}
			require.JSONEq(t, row.want, string(encode(got)))
		})
	}
}

func TestHowAMessageRelatesToOthers(t *testing.T) {
	b := newBench(t)
	first := b.writes(network.Text{Body: "one"})
	id, _ := insideID(first.at("waba_payload").text("id"))
	reply := b.writes(network.Text{Body: "two"}, func(n *network.Note) { n.ReplyTo, n.Hops = id, 6 })
	require.Equal(t, first.at("waba_payload").text("id"), reply.at("waba_payload").at("context").text("id"))
	require.True(t, reply.at("waba_payload").at("context").flag("frequently_forwarded"))
	require.Equal(t, "one", reply.at("context").at("waba_payload").at("text").text("body"))
	forward := b.writes(network.Text{Body: "three"}, func(n *network.Note) { n.Hops = 1 })
	require.Equal(t, `{"forwarded":true}`, string(encode(forward.at("waba_payload")["context"])))
	require.Nil(t, forward["context"], "a mere forward quotes nothing")
}

func TestAdsAndPostsBringPeople(t *testing.T) {
	b := newBench(t)
	b.writes(network.Text{Body: "hi"}, func(n *network.Note) {
		n.Referral = &network.Referral{SourceType: "ad", SourceID: "7", SourceURL: "https://a.b", Headline: "Blue lamps", Body: "Now"}
	})
	for query, want := range map[string]int{
		"message_has_referral=true": 1, "message_has_referral=false": 0, "message_referral_source_type=ad": 1,
		"message_referral_source_type=post": 0, "message_referral_headline=LAMPS": 1, "message_referral_source_id=8": 0,
		"message_referral_source_url=https://a.b&message_referral_body=now": 1, "message_referral_media_type=image": 0,
	} {
		require.EqualValues(t, want, b.ok("GET", "/chats/?"+query, "").number("count"), query)
	}
}

func TestIDsLeadBackToWhatTheyName(t *testing.T) {
	id, ok := network.ParseID("0f6f3d0a-2a53-4a0e-9c39-7b5b0d3b6a11")
	require.True(t, ok)
	for _, own := range []bool{true, false} {
		text := wabaID(id, own)
		require.Regexp(t, `^(ABGG|gBGG)[A-Za-z0-9_-]{23}$`, text)
		got, ok := insideID(text)
		require.True(t, ok)
		require.Equal(t, id, got)
		_, ok = insideID(text[:len(text)-1] + "~")
		require.False(t, ok, "the last character is a check")
	}
}

func TestNumbersAndInitials(t *testing.T) {
	for text, want := range map[string]string{"+49 (170) 000-0001": "491700000001", "abc": "", "": "", "+": "", strings.Repeat("1", 101): ""} {
		digits, ok := digitsOf(text)
		require.Equal(t, want != "", ok, text)
		if ok {
			require.Equal(t, want, digits)
		}
	}
	for name, want := range map[string]string{"Ana Lopes": "AL", "ana": "A", "Ana Maria Lopes": "AM", "491700000001": "4", "+49 1": "4", "": "", "émile zola": "ÉZ"} {
		require.Equal(t, want, initials(name), name)
	}
}

func TestEveryReasonHasACode(t *testing.T) {
	for _, why := range network.Reasons() {
		if why.Channel() != network.WhatsApp {
			continue
		}
		f := failureOf(why)
		require.NotZero(t, f.code, why.String())
		require.NotEmpty(t, f.title, why.String())
		require.NotZero(t, f.status, why.String())
	}
}

// Whatever a caller sends: no panic, no answer that breaks the document.
func FuzzCreateMessage(f *testing.F) {
	b := newBench(f)
	b.writes(network.Text{Body: "hi"})
	for _, seed := range []string{
		`{"wa_id":"491700000001","text":{"body":"x"}}`, `{"wa_id":"491700000001","interactive":{"type":"list","body":{"text":"x"},"action":{"button":"o","sections":[{"rows":[{"id":"1","title":"a"}]}]}}}`,
		`{"wa_id":"491700000001","template":{"namespace":"x","name":"named","language":{"code":"en"},"components":[{"type":"body","parameters":[{"type":"text"}]}]}}`,
		`{"wa_id":"491700000001","reaction":{"message_id":"ABGG","emoji":""},"context":{"id":"x"},"verify_contact":"true"}`,
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, body string) {
		b := *b
		b.t = t
		w := b.call("POST", "/messages/", body, "Content-Type", "application/json")
		require.Contains(t, []int{201, 400, 403, 413, 415, 453}, w.Code, w.Body.String())
		require.True(t, json.Valid(w.Body.Bytes()))
	})
}
