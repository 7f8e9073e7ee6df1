package control

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/mynah-sim/mynah/mock/network"
)

// to begins the body of a message to the WhatsApp number.
const to = `{"to":"` + shopWA + `","channel":"whatsapp",`

// media puts a small file and answers its id.
func (b *bench) media(body string) string {
	b.t.Helper()
	return b.do("POST", b.inside("/media"), body).want(201).at("mediaId").(string)
}

func TestEveryKindArrivesAsWhatItIs(t *testing.T) {
	b := newBench(t)
	b.write(to + `"kind":"text","text":"hi"}`)
	asked := b.send(network.WhatsApp, shopWA, ana, network.Interactive{
		Form: network.Buttons, Body: "When?", Choices: []network.Choice{{ID: "today", Title: "Today"}},
	})
	reply := `"replyTo":"` + asked + `",`
	for name, tc := range map[string]struct {
		body string
		want network.Content
	}{
		"a text": {`"kind":"text","text":"hello"}`, network.Text{Body: "hello"}},
		"a location": {
			`"kind":"location","latitude":48.1,"longitude":11.5,"name":"Depot","address":"Lindenweg 3","url":"https://maps.example/p"}`,
			network.Location{Latitude: 48.1, Longitude: 11.5, Name: "Depot", Address: "Lindenweg 3", URL: "https://maps.example/p"},
		},
		"cards": {
			`"kind":"contacts","contacts":[{"name":{"formattedName":"Ben Kruse","firstName":"Ben"},"birthday":"1990-01-02",
				"phones":[{"phone":"+49 170","type":"CELL","waId":"49170"}],"emails":[{"email":"ben@shop.example","type":"WORK"}],
				"urls":[{"url":"https://ben.example"}],"addresses":[{"city":"Berlin","countryCode":"de"}],
				"organisation":{"company":"Shop","department":"Sales","title":"Boss"}}]}`,
			network.Contacts{Cards: []network.Card{{
				Name: network.CardName{Formatted: "Ben Kruse", First: "Ben"}, Birthday: "1990-01-02", Company: "Shop", Team: "Sales", Title: "Boss",
				Phones:    []network.CardEntry{{Value: "+49 170", Type: "CELL", WhatsAppID: "49170"}},
				Emails:    []network.CardEntry{{Value: "ben@shop.example", Type: "WORK"}},
				URLs:      []network.CardEntry{{Value: "https://ben.example"}},
				Addresses: []network.CardAddress{{City: "Berlin", CountryCode: "de"}},
			}}},
		},
		"a button's answer":     {`"kind":"buttonReply",` + reply + `"id":"today","title":"Today"}`, network.Reply{Form: "button", ID: "today", Title: "Today"}},
		"a row's answer":        {`"kind":"listReply",` + reply + `"id":"r1","title":"Ten","description":"d"}`, network.Reply{Form: "row", ID: "r1", Title: "Ten", Description: "d"}},
		"a filled form":         {`"kind":"flowReply",` + reply + `"values":{"b": 1, "a": [2]}}`, network.FormReply{Form: "flow", JSON: `{"b":1,"a":[2]}`}},
		"an address":            {`"kind":"addressReply",` + reply + `"values":{"city":"Pune"}}`, network.FormReply{Form: "address", JSON: `{"city":"Pune"}`}},
		"a poll":                {`"kind":"poll","question":"Which?","options":["a","b"],"multiple":true}`, network.Unsupported{What: "poll"}},
		"what no API can carry": {`"kind":"unsupported"}`, network.Unsupported{What: "unsupported"}},
		"the person's own card": {`"kind":"contactReply",` + reply[:len(reply)-1] + `}`, network.Contacts{Cards: []network.Card{{
			Name: network.CardName{Formatted: "Ana Lopes"}, Phones: []network.CardEntry{{Value: "+" + ana, Type: "CELL", WhatsAppID: ana}},
		}}}},
		"another card": {`"kind":"contactReply",` + reply + `"contacts":[{"name":{"formattedName":"Ben"}}]}`, network.Contacts{Cards: []network.Card{
			{Name: network.CardName{Formatted: "Ben"}},
		}}},
	} {
		t.Run(name, func(t *testing.T) {
			m := b.write(to + tc.body)
			require.Equal(t, tc.want, m.Content)
			require.Equal(t, network.Inbound, m.Direction)
			b.do("GET", b.handset("/screen"), "").want(200)
		})
	}
}

func TestFilesArriveWithTheirBytes(t *testing.T) {
	b := newBench(t)
	for kind, file := range map[string]string{
		"image": `{"type":"image/png","size":500}`, "video": `{"type":"video/mp4","size":900}`, "audio": `{"type":"audio/mpeg","size":900}`,
		"voice": `{"type":"audio/ogg; codecs=opus","size":500}`, "sticker": `{"type":"image/webp","size":200,"animated":true}`,
	} {
		t.Run(kind, func(t *testing.T) {
			id := b.media(file)
			m := b.write(to + `"kind":"` + kind + `","mediaId":"` + id + `"}`)
			content, ok := m.Content.(network.Media)
			require.True(t, ok)
			require.Equal(t, network.MediaKind(kind), content.As)
			received, err := b.net().Media("shop", content.ID)
			require.NoError(t, err)
			require.True(t, received.Inbound)
			require.Equal(t, b.do("GET", b.inside("/media/"+id), "").want(200).body, received.Data)
		})
	}
}

func TestDocumentHasANameAndACaption(t *testing.T) {
	b := newBench(t)
	id := b.media(`{"type":"application/pdf","size":900,"filename":"a.pdf"}`)
	m := b.write(to + `"kind":"document","mediaId":"` + id + `","caption":"see"}`)
	require.Equal(t, "a.pdf", m.Content.(network.Media).Filename)
	require.Equal(t, "see", m.Content.(network.Media).Caption)
	m = b.write(to + `"kind":"document","mediaId":"wamid.` + id + `","filename":"b.pdf"}`)
	require.Equal(t, "b.pdf", m.Content.(network.Media).Filename)
	r := b.do("GET", b.handset("/screen"), "").want(200)
	require.Equal(t, "b.pdf", r.at("chats.0.messages.1.filename"))
	require.Equal(t, "application/pdf", r.at("chats.0.messages.1.mediaType"))
	b.do("GET", b.inside("/media/"+r.at("chats.0.messages.1.mediaId").(string)), "").want(200)
}

func TestLongSMSComesInParts(t *testing.T) {
	b := newBench(t)
	m := b.write(`{"to":"` + smsNo + `","channel":"sms","kind":"text","text":"A long text","parts":3,"lost":[2]}`)
	require.Equal(t, 3, m.Parts)
	require.True(t, m.Lost)
}

func TestMessageQuotesForwardsAndAsksAboutAProduct(t *testing.T) {
	b := newBench(t)
	first := b.write(to + `"kind":"text","text":"hello"}`)
	m := b.write(to + `"kind":"text","text":"Is it in stock?","replyTo":"wamid.` + first.ID.String() + `","forwarded":6,
		"product":{"catalogId":"c1","productId":"SKU-1"}}`)
	require.Equal(t, first.ID, m.ReplyTo)
	require.Equal(t, 6, m.Hops)
	require.Equal(t, &network.ProductRef{Catalog: "c1", Product: "SKU-1"}, m.Question)
	r := b.do("GET", b.handset("/screen"), "").want(200)
	require.Equal(t, "SKU-1", r.at("chats.0.messages.1.products.0.productId"))
	require.Equal(t, first.ID.String(), r.at("chats.0.messages.1.replyTo"))
}

func TestReactionIsSetAndTakenBack(t *testing.T) {
	b := newBench(t)
	b.write(to + `"kind":"text","text":"hi"}`)
	id := b.send(network.WhatsApp, shopWA, ana, network.Text{Body: "hello"})
	b.write(to + `"kind":"reaction","message":"` + id + `","emoji":"👍"}`)
	r := b.do("GET", b.handset("/screen"), "").want(200)
	require.Equal(t, []any{map[string]any{"from": ana, "emoji": "👍"}}, r.at("chats.0.messages.1.reactions"))
	require.Equal(t, id, r.at("chats.0.messages.2.message"))
	b.write(to + `"kind":"reaction","message":"` + id + `","emoji":""}`)
	require.NotContains(t, b.do("GET", b.handset("/screen"), "").want(200).at("chats.0.messages.1"), "reactions")
}

func TestFormGetsTheTokenOfItsFlow(t *testing.T) {
	flow := network.Interactive{Form: network.FlowMessage, Flow: &network.FlowRef{Token: "t-1"}}
	require.JSONEq(t, `{"a":1,"flow_token":"t-1"}`, withToken(json.RawMessage(`{"a":1}`), flow))
	require.JSONEq(t, `{"flow_token":"t-1"}`, withToken(json.RawMessage(`{}`), flow))
	require.JSONEq(t, `{"flow_token":"mine"}`, withToken(json.RawMessage(`{"flow_token":"mine"}`), flow))
	require.JSONEq(t, `{"a":1}`, withToken(json.RawMessage(`{"a": 1}`), network.Text{}))
}

func TestQuickReplyOfATemplateSaysSo(t *testing.T) {
	w := write{Kind: "buttonReply", ID: "Yes", Title: "Yes"}
	require.Equal(t, network.Reply{Form: "quick_reply", ID: "Yes", Title: "Yes"}, w.content(network.TemplateMessage{}))
}

func TestWritingThatIsRefused(t *testing.T) {
	b := newBench(t)
	for name, tc := range map[string]struct {
		body   string
		status int
	}{
		"to an unknown sender":            {`{"to":"1","channel":"whatsapp","kind":"text","text":"x"}`, 404},
		"quoting an unknown message":      {to + `"kind":"text","text":"x","replyTo":"wamid.x"}`, 404},
		"an unknown file":                 {to + `"kind":"image","mediaId":"m-1"}`, 404},
		"about an unknown product":        {to + `"kind":"text","text":"x","product":{"catalogId":"c1","productId":"SKU-9"}}`, 404},
		"to a sender without answers":     {`{"to":"DemoShop","channel":"sms","kind":"text","text":"x"}`, 409},
		"a location by SMS":               {`{"to":"` + smsNo + `","channel":"sms","kind":"location","latitude":1,"longitude":1}`, 400},
		"a voice note on Viber":           {`{"to":"` + viber + `","channel":"viber","kind":"voice","mediaId":"m"}`, 400},
		"parts on WhatsApp":               {to + `"kind":"text","text":"x","parts":2}`, 400},
		"lost parts on WhatsApp":          {to + `"kind":"text","text":"x","lost":[1]}`, 400},
		"a product by SMS":                {`{"to":"` + smsNo + `","channel":"sms","kind":"text","text":"x","product":{"catalogId":"c1","productId":"SKU-1"}}`, 400},
		"more lost parts than there are":  {`{"to":"` + smsNo + `","channel":"sms","kind":"text","text":"x","parts":2,"lost":[3]}`, 400},
		"a kind that is not there":        {to + `"kind":"game"}`, 400},
		"a member of another kind":        {to + `"kind":"text","text":"x","mediaId":"m"}`, 400},
		"nothing":                         {``, 400},
		"a cart with an unknown product":  {to + `"kind":"order","catalogId":"c1","items":[{"productId":"SKU-9","quantity":1}]}`, 404},
		"a cart with nothing left to buy": {to + `"kind":"order","catalogId":"c1","items":[{"productId":"SKU-5","quantity":1}]}`, 409},
	} {
		t.Run(name, func(t *testing.T) { b.do("POST", b.handset("/messages"), tc.body).want(tc.status) })
	}
	text := to + `"kind":"text","text":"x"}`
	b.do("POST", b.inside("/handsets/"+lena+"/messages"), text).want(409)
	b.do("POST", b.inside("/handsets/"+nobody+"/messages"), text).want(404)
	b.do("POST", b.inside("/handsets/"+nobody+"/messages"), to+`"kind":"contactReply","replyTo":"x"}`).want(404)
	b.do("POST", b.handset("/messages"), text, "Content-Type", "text/plain").want(415)
	require.Zero(t, len(b.do("GET", b.handset("/screen"), "").want(200).at("chats").([]any)))
}

func TestPersonTakesAMessageBack(t *testing.T) {
	b := newBench(t)
	mine := b.write(to + `"kind":"text","text":"hi"}`)
	theirs := b.send(network.WhatsApp, shopWA, ana, network.Text{Body: "hello"})
	path := b.handset("/messages/")
	b.do("DELETE", path+mine.ID.String(), "").want(204)
	b.do("DELETE", path+"wamid."+mine.ID.String(), "").want(204)
	r := b.do("GET", b.handset("/screen"), "").want(200)
	require.Equal(t, "deleted", r.at("chats.0.messages.0.status"))
	require.Empty(t, r.at("chats.0.messages.0.text"))
	b.do("DELETE", path+theirs, "").want(409)
	b.do("DELETE", path+"wamid.x", "").want(404)
	sms := b.write(`{"to":"` + smsNo + `","channel":"sms","kind":"text","text":"hi"}`)
	b.do("DELETE", path+sms.ID.String(), "").want(409)
	old := b.write(to + `"kind":"text","text":"hi"}`)
	b.advance(48 * time.Hour)
	b.do("DELETE", path+old.ID.String(), "").want(409)
}

// FuzzWrite wants that every body which the document lets through becomes content of some kind.
func FuzzWrite(f *testing.F) {
	for _, body := range []string{
		to + `"kind":"text","text":"hello"}`, to + `"kind":"flowReply","replyTo":"m","values":{"a":[1,"x"]}}`,
		to + `"kind":"contacts","contacts":[{"name":{"formattedName":"A"},"phones":[{}]}]}`, to + `"kind":"poll","question":"q","options":["a","b"]}`,
		to + `"kind":"location","latitude":1e2,"longitude":-0}`, to + `"kind":"buttonReply","replyTo":"m","id":"a","title":"A"}`,
	} {
		f.Add(body)
	}
	b := newBench(f)
	flow := network.Interactive{Form: network.FlowMessage, Flow: &network.FlowRef{Token: "t-1"}}
	f.Fuzz(func(t *testing.T, body string) {
		b.t = t
		if r := b.do("POST", b.handset("/messages"), body); r.status >= 500 {
			t.Fatalf("%d %s", r.status, r.body)
		}
		var w write
		if json.Unmarshal([]byte(body), &w) != nil || w.fits() != nil {
			return
		}
		content := w.content(flow)
		require.NotEmpty(t, content.Kind())
		(&shower{net: b.net(), channel: network.WhatsApp, sender: shopWA}).content(content)
	})
}
