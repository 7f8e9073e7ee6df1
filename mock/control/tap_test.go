package control

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mynah-sim/mynah/mock/network"
)

// tap taps on a message that Ana has got.
func (b *bench) tap(message, what string) *reply {
	b.t.Helper()
	return b.do("POST", b.handset("/tap"), `{"message":"`+message+`",`+what+`}`)
}

// reply is the answer that a tap has written.
func (b *bench) reply(r *reply) network.Content {
	b.t.Helper()
	require.Equal(b.t, "reply", r.want(200).at("effect"))
	return b.message(r.at("messageId").(string)).Content
}

func TestTapOnAReplyButton(t *testing.T) {
	b := newBench(t)
	b.write(to + `"kind":"text","text":"hi"}`)
	ask := func() string {
		return b.send(network.WhatsApp, shopWA, ana, network.Interactive{
			Form: network.Buttons, Header: &network.Param{Text: "Delivery"}, Body: "When?", Footer: "Demo Shop",
			Choices: []network.Choice{{ID: "1", Title: "Today"}, {ID: "0", Title: "Tomorrow"}, {ID: "2", Title: "Later"}},
		})
	}
	id := ask()
	m := b.do("GET", b.handset("/screen"), "").want(200).at("chats.0.messages.1").(map[string]any)
	require.Equal(t, []any{"buttons", "Delivery", "When?", "Demo Shop"}, []any{m["kind"], m["header"], m["text"], m["footer"]})
	require.Equal(t, map[string]any{"type": "reply", "id": "0", "title": "Tomorrow"}, m["buttons"].([]any)[1])
	for what, want := range map[string]string{`"button":"1"`: "1", `"button":"Tomorrow"`: "0", `"button":2`: "2", `"button":1`: "0", `"button":"2"`: "2"} {
		require.Equal(t, want, b.reply(b.tap(ask(), what)).(network.Reply).ID, what)
	}
	b.tap("wamid."+id, `"button":0`).want(200)
	b.tap(id, `"button":0`).want(404) // a reply button answers once (network 3.5)
	id = ask()
	b.tap(id, `"button":3`).want(404)
	b.tap(id, `"button":"Never"`).want(404)
	b.tap(id, `"button":0,"card":0`).want(404)
	b.tap("x", `"button":0`).want(404)
	b.tap(id, `"card":0`).want(400)
	b.do("PUT", b.handset(""), `{"online":false}`).want(200)
	b.tap(id, `"button":0`).want(409)
}

func TestTapOnARow(t *testing.T) {
	b := newBench(t)
	b.write(to + `"kind":"text","text":"hi"}`)
	id := b.send(network.WhatsApp, shopWA, ana, network.Interactive{
		Form: network.List, Body: "When?", Label: "Slots", Choices: []network.Choice{
			{Section: "May", ID: "a", Title: "Ten", Description: "early"}, {Section: "May", ID: "b", Title: "Eleven"},
		},
	})
	require.Equal(t, map[string]any{"section": "May", "id": "a", "title": "Ten", "description": "early"},
		b.do("GET", b.handset("/screen"), "").want(200).at("chats.0.messages.1.rows.0"))
	require.Equal(t, network.Reply{Form: "row", ID: "b", Title: "Eleven"}, b.reply(b.tap(id, `"row":"Eleven"`)))
	require.Equal(t, network.Reply{Form: "row", ID: "a", Title: "Ten", Description: "early"}, b.reply(b.tap(id, `"row":"a"`)))
	b.tap(id, `"row":"c"`).want(404)
	b.tap(id, `"button":"a"`).want(404)
}

func TestTapOnATemplate(t *testing.T) {
	b := newBench(t)
	id := b.send(network.WhatsApp, shopWA, ana, network.TemplateMessage{
		Name: "promo", Language: "en", Header: []network.Param{{Text: "you"}}, Body: []network.Param{{Text: "Ana"}},
		Buttons: []network.ButtonParam{{Kind: "quick_reply", Index: 0, Value: "yes-1"}, {Kind: "url", Index: 1, Value: "77"}},
	})
	m := b.do("GET", b.handset("/screen"), "").want(200).at("chats.0.messages.0").(map[string]any)
	require.Equal(t, []any{"template", "Hello Ana", "News for you", "Demo Shop"}, []any{m["kind"], m["text"], m["header"], m["footer"]})
	require.Equal(t, map[string]any{"name": "promo", "language": "en"}, m["template"])
	require.Equal(t, network.Reply{Form: "quick_reply", ID: "yes-1", Title: "Yes"}, b.reply(b.tap(id, `"button":"Yes"`)))
	b.tap(id, `"button":"Open"`).want(200).equal(`{"effect":"link","value":"https://shop.example/77"}`)
	b.tap(id, `"button":2`).want(200).equal(`{"effect":"phone","value":"+4930555"}`)
}

func TestTapOnMessagesThatOpenSomething(t *testing.T) {
	b := newBench(t)
	for name, tc := range map[string]struct {
		content network.Interactive
		want    string
	}{
		"a page":         {network.Interactive{Form: network.URLButton, Label: "Open", URL: "https://shop.example"}, `{"effect":"link","value":"https://shop.example"}`},
		"a call":         {network.Interactive{Form: network.CallButton, Label: "Ring"}, `{"effect":"call"}`},
		"a catalog":      {network.Interactive{Form: network.CatalogMessage, Label: "View"}, `{"effect":"catalog"}`},
		"a product":      {network.Interactive{Form: network.SingleProduct, Catalog: "c1"}, `{"effect":"catalog","value":"c1"}`},
		"a flow":         {network.Interactive{Form: network.FlowMessage, Flow: &network.FlowRef{ID: "7"}}, `{"effect":"flow","value":"7"}`},
		"an address":     {network.Interactive{Form: network.AddressRequest, Label: "Fill in"}, `{"effect":"form"}`},
		"a position":     {network.Interactive{Form: network.LocationRequest}, `{"effect":"form"}`},
		"a flow unnamed": {network.Interactive{Form: network.FlowMessage}, `{"effect":"flow"}`},
	} {
		t.Run(name, func(t *testing.T) {
			s := (&shower{net: b.net()}).content(tc.content)
			in := tapIn{}
			in.Body.Button = []byte("0")
			choices := in.choices(s)
			require.Zero(t, in.chosen(choices))
			body, err := encode(tappedOut{Effect: choices[0].Type, Value: choices[0].Value})
			require.NoError(t, err)
			require.JSONEq(t, tc.want, string(body))
		})
	}
}

func TestTapOnACard(t *testing.T) {
	values := []network.CardParams{{
		Index: 0, Header: []network.Param{{Media: &network.Media{As: network.Image, Link: "https://shop.example/a.png"}}},
		Body: []network.Param{{Text: "red"}}, Buttons: []network.ButtonParam{{Kind: "quick_reply", Index: 0, Value: "take-red"}},
	}}
	b := newBench(t)
	s := (&shower{b.net(), network.WhatsApp, shopWA}).content(network.TemplateMessage{Name: "cards", Language: "en", Cards: values})
	require.Equal(t, []card{{
		Text: "The red one", Link: "https://shop.example/a.png", Buttons: []button{{Type: "reply", ID: "take-red", Title: "Take it"}},
	}}, s.Cards)
	first, second := 0, 1
	in := tapIn{}
	in.Body.Card = &first
	require.Len(t, in.choices(s), 1)
	in.Body.Card = &second
	require.Empty(t, in.choices(s))
}

func TestTapOnViber(t *testing.T) {
	b := newBench(t)
	b.write(`{"to":"` + viber + `","channel":"viber","kind":"text","text":"hi"}`)
	id := b.send(network.Viber, viber, ana, network.Composite{Parts: []network.Content{
		network.Text{Body: "Which?"}, network.Media{As: network.Image, Link: "https://shop.example/a.png"},
		network.Options{Question: "Colour", Answers: []string{"Red", "Blue"}},
	}})
	m := b.do("GET", b.handset("/screen"), "").want(200).at("chats.0.messages.1").(map[string]any)
	require.Equal(t, "https://shop.example/a.png", m["link"])
	require.Equal(t, network.Text{Body: "Blue"}, b.reply(b.tap(id, `"button":1`)))
	carousel := (&shower{net: b.net()}).content(network.ViberCarousel{Title: "Lamps", Items: []network.ViberCard{{
		Title: "Desk", First: network.ActionButton{Caption: "Buy", URL: "https://a"}, Second: &network.ActionButton{Caption: "More", URL: "https://b"},
	}}})
	require.Equal(t, []button{{Type: "link", Title: "Buy", Value: "https://a"}, {Type: "link", Title: "More", Value: "https://b"}}, carousel.Cards[0].Buttons)
}

func TestWordsForChoicesAreUnambiguous(t *testing.T) {
	choices := []button{{ID: "2", Title: "1"}, {ID: "1", Title: "Two"}, {ID: "3", Title: "Three"}}
	require.Equal(t, "1", unambiguous(choices, 0))
	require.Equal(t, "Two", unambiguous(choices, 1))
	require.Equal(t, "3", unambiguous(choices, 2))
}

func TestOrderHasThePricesOfTheCatalog(t *testing.T) {
	b := newBench(t)
	for name, call := range map[string]func() *reply{
		"as an order": func() *reply {
			return b.do("POST", b.handset("/orders"), `{"to":"`+shopWA+`","catalogId":"c1","text":"Gift wrap",
				"items":[{"productId":"SKU-1","quantity":2},{"productId":"SKU-5","quantity":1}]}`)
		},
		"as a message": func() *reply {
			return b.do("POST", b.handset("/messages"), to+`"kind":"order","catalogId":"c1","text":"Gift wrap",
				"items":[{"productId":"SKU-1","quantity":2},{"productId":"SKU-5","quantity":1}]}`)
		},
	} {
		t.Run(name, func(t *testing.T) {
			order := b.message(call().want(201).at("messageId").(string)).Content.(network.Order)
			require.Equal(t, "Gift wrap", order.Note)
			require.Len(t, order.Items, 1)
			require.Equal(t, int64(1990), order.Items[0].Price)
			require.Equal(t, 2, order.Items[0].Quantity)
		})
	}
	b.advance(0)
	require.Equal(t, []any{map[string]any{"productId": "SKU-1", "quantity": 2.0}}, b.do("GET", b.handset("/screen"), "").want(200).at("chats.0.messages.0.items"))
}

func TestOrderThatIsRefused(t *testing.T) {
	b := newBench(t)
	for name, tc := range map[string]struct {
		body   string
		status int
	}{
		"an unknown catalog":    {`{"to":"` + shopWA + `","catalogId":"c9","items":[{"productId":"SKU-1","quantity":1}]}`, 404},
		"an unknown product":    {`{"to":"` + shopWA + `","catalogId":"c1","items":[{"productId":"SKU-9","quantity":1}]}`, 404},
		"an unknown sender":     {`{"to":"1","catalogId":"c1","items":[{"productId":"SKU-1","quantity":1}]}`, 404},
		"an unknown message":    {`{"to":"` + shopWA + `","catalogId":"c1","message":"x","items":[{"productId":"SKU-1","quantity":1}]}`, 404},
		"what is sold out":      {`{"to":"` + shopWA + `","catalogId":"c1","items":[{"productId":"SKU-5","quantity":1}]}`, 409},
		"nothing":               {`{"to":"` + shopWA + `","catalogId":"c1","items":[]}`, 400},
		"a hundred of one kind": {`{"to":"` + shopWA + `","catalogId":"c1","items":[{"productId":"SKU-1","quantity":100}]}`, 400},
	} {
		t.Run(name, func(t *testing.T) { b.do("POST", b.handset("/orders"), tc.body).want(tc.status) })
	}
}
