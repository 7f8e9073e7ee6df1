package tyntec

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mynah-sim/mynah/mock/network"
)

// received is the content of a sent message as the network has it.
func (w *world) received(body string) network.Content {
	w.t.Helper()
	id, _ := network.ParseID(w.send(body))
	m, err := w.net.Message(id)
	require.NoError(w.t, err)
	return m.Content
}

func text(text string) *network.Param { return &network.Param{Text: text} }

func TestWhatsAppContents(t *testing.T) {
	w := newWorld(t)
	upload := w.upload("image/jpeg", "x", "")
	file, _ := network.ParseID(upload)
	inbound := w.opens(ana)
	target, _ := insideID(inbound)
	for name, tc := range map[string]struct {
		content string
		want    network.Content
	}{
		"text with preview": {`{"contentType":"text","text":"hi","renderUrlPreview":true}`, network.Text{Body: "hi", Preview: true}},
		"image by address": {
			`{"contentType":"image","image":{"url":"https://f.example/a.jpg","caption":"c"}}`,
			network.Media{As: network.Image, Link: "https://f.example/a.jpg", Caption: "c"},
		},
		"image by mediaId":  {`{"contentType":"image","image":{"mediaId":"` + upload + `"}}`, network.Media{As: network.Image, ID: file, MIME: "image/jpeg"}},
		"image by id OP-19": {`{"contentType":"image","image":{"id":"` + upload + `"}}`, network.Media{As: network.Image, ID: file, MIME: "image/jpeg"}},
		"image by both names with the same value OP-20": {
			`{"contentType":"image","image":{"id":"` + upload + `","mediaId":"` + upload + `"}}`, network.Media{As: network.Image, ID: file, MIME: "image/jpeg"},
		},
		"document": {
			`{"contentType":"document","document":{"url":"https://f.example/a.pdf","caption":"c","filename":"a.pdf"}}`,
			network.Media{As: network.Document, Link: "https://f.example/a.pdf", Caption: "c", Filename: "a.pdf"},
		},
		"video": {`{"contentType":"video","video":{"url":"https://f.example/a.mp4"}}`, network.Media{As: network.Video, Link: "https://f.example/a.mp4"}},
		"audio": {`{"contentType":"audio","audio":{"url":"http://f.example/a"}}`, network.Media{As: network.Audio, Link: "http://f.example/a"}},
		"sticker with a member that it has not OP-97": {
			`{"contentType":"sticker","sticker":{"url":"http://f.example/a","caption":"c"}}`,
			network.Media{As: network.Sticker, Link: "http://f.example/a", Caption: "c"},
		},
		"location": {
			`{"contentType":"location","location":{"longitude":11.5,"latitude":48.1,"name":"Depot","address":"Lindenweg 3"}}`,
			network.Location{Latitude: 48.1, Longitude: 11.5, Name: "Depot", Address: "Lindenweg 3"},
		},
		"reaction to a user message OP-59b": {
			`{"contentType":"reaction","reaction":{"messageId":"` + inbound + `","emoji":"👩‍👩‍👧"}}`, network.Reaction{Target: target, Emoji: "👩‍👩‍👧"},
		},
		"withdrawn reaction to something unknown": {`{"contentType":"reaction","reaction":{"messageId":"x","emoji":""}}`, network.Reaction{}},
		"contacts": {
			`{"contentType":"contacts","contacts":[{"birthday":"1990-01-02","name":{"formattedName":"Ana Lopes","firstName":"Ana","lastName":"Lopes","prefix":"Dr."},
			"org":{"company":"C","department":"D","title":"T"},"phones":[{"phone":"+351","type":"CELL","waId":"351"}],"emails":[{"email":"a@b","type":"WORK"}],
			"urls":[{"url":"u","type":"WORK"}],"ims":[{"service":"s","userId":"i"}],"addresses":[{"city":"c","country":"Portugal","countryCode":"pt","state":"s","street":"st","type":"HOME","zip":"z"}]}]}`,
			network.Contacts{Cards: []network.Card{{
				Name: network.CardName{Formatted: "Ana Lopes", First: "Ana", Last: "Lopes", Prefix: "Dr."}, Birthday: "1990-01-02",
				Company: "C", Team: "D", Title: "T",
				Phones:    []network.CardEntry{{Value: "+351", Type: "CELL", WhatsAppID: "351"}},
				Emails:    []network.CardEntry{{Value: "a@b", Type: "WORK"}},
				URLs:      []network.CardEntry{{Value: "u", Type: "WORK"}},
				IMs:       []network.CardEntry{{Value: "i", Service: "s"}},
				Addresses: []network.CardAddress{{Street: "st", City: "c", State: "s", Zip: "z", Country: "Portugal", CountryCode: "pt", Type: "HOME"}},
			}}},
		},
	} {
		t.Run(name, func(t *testing.T) { require.Equal(t, tc.want, w.received(waContent(tc.content))) })
	}
}

func TestTemplateContents(t *testing.T) {
	w := newWorld(t)
	tpl := func(components string) network.Content {
		return w.received(waContent(`{"contentType":"template","template":{"templateId":"2fa_code","language":"en","components":` + components + `}}`))
	}
	of := func(m network.TemplateMessage) network.TemplateMessage {
		m.Name, m.Language = "2fa_code", "en" // tyntec OP-22
		return m
	}
	link := &network.Media{As: network.Image, Link: "https://f.example/a.jpg"}
	image := `{"type":"image","image":{"url":"https://f.example/a.jpg"}}`
	for name, tc := range map[string]struct {
		components string
		want       network.TemplateMessage
	}{
		"nothing": {`{}`, network.TemplateMessage{}},
		"text header from a number OP-14": {
			`{"header":[{"type":"text","text":4711}]}`, network.TemplateMessage{Header: []network.Param{*text("4711")}},
		},
		"media header": {`{"header":[` + image + `]}`, network.TemplateMessage{Header: []network.Param{{Media: link}}}},
		"document header": {
			`{"header":[{"type":"document","document":{"url":"https://f.example/a","filename":"a.pdf"}}]}`,
			network.TemplateMessage{Header: []network.Param{{Media: &network.Media{As: network.Document, Link: "https://f.example/a", Filename: "a.pdf"}}}},
		},
		"location header": {
			`{"header":[{"type":"location","location":{"latitude":1,"longitude":2}}]}`,
			network.TemplateMessage{Header: []network.Param{{Location: &network.Location{Latitude: 1, Longitude: 2}}}},
		},
		"body without an upper bound, examples ignored OP-22": {
			`{"body":[{"type":"text","text":"a","example":{"texts":["x"]}},{"type":"text","text":1e3}]}`,
			network.TemplateMessage{Body: []network.Param{*text("a"), *text("1000")}},
		},
		"buttons of all kinds in one flat list OP-23": {
			`{"button":[{"type":"quick_reply","index":0,"payload":"p"},{"type":"url","index":2,"text":7},
			{"type":"flow","index":1,"action":{"flowToken":"t","flowActionData":{"a":1}}},{"type":"copy_code","index":3,"couponCode":"C"},
			{"type":"catalog","index":4,"action":{"thumbnailProductId":"SKU-1"}},{"type":"mpm","index":5,"action":{"thumbnailProductId":"SKU-2","sections":[{"title":"S","items":[{"productId":"SKU-2"}]}]}},
			{"type":"call","index":6,"payload":"cta"}],"buttons":"ignored"}`,
			network.TemplateMessage{Buttons: []network.ButtonParam{
				{Kind: "quick_reply", Index: 0, Value: "p"}, {Kind: "url", Index: 2, Value: "7"},
				{Kind: "flow", Index: 1, Value: `{"flowActionData":{"a":1},"flowToken":"t"}`}, {Kind: "copy_code", Index: 3, Value: "C"},
				{Kind: "catalog", Index: 4, Value: "SKU-1"}, {Kind: "mpm", Index: 5, Value: "SKU-2", Groups: []network.ProductGroup{{Title: "S", Products: []string{"SKU-2"}}}},
				{Kind: "call", Index: 6, Value: "cta"},
			}},
		},
		"an array of components is merged OP-22": {
			`[{"body":[{"type":"text","text":"a"}]},{"header":[` + image + `],"body":[{"type":"text","text":"b"}]}]`,
			network.TemplateMessage{Header: []network.Param{{Media: link}}, Body: []network.Param{*text("a"), *text("b")}},
		},
		"one card as an object, one button as an object OP-24": {
			`{"carousel":{"cardIndex":3,"components":{"header":[` + image + `],"body":[{"type":"text","text":"b"}],"button":{"type":"url","index":0,"text":"x"}}}}`,
			network.TemplateMessage{Cards: []network.CardParams{{
				Index: 3, Header: []network.Param{{Media: link}}, Body: []network.Param{*text("b")},
				Buttons: []network.ButtonParam{{Kind: "url", Value: "x"}},
			}}},
		},
		"cards with two buttons OP-24": {
			`{"carousel":[{"cardIndex":0,"components":{"button":[{"type":"quick_reply","index":0,"payload":"a"},{"type":"url","index":1,"text":"b"}]}}]}`,
			network.TemplateMessage{Cards: []network.CardParams{{Buttons: []network.ButtonParam{
				{Kind: "quick_reply", Value: "a"}, {Kind: "url", Index: 1, Value: "b"},
			}}}},
		},
		"a limited time offer is a value without counterpart OP-99": {
			`{"limitedTimeOffer":{"expirationTimeMs":1}}`, network.TemplateMessage{Buttons: []network.ButtonParam{{Kind: "limited_time_offer"}}},
		},
	} {
		t.Run(name, func(t *testing.T) { require.Equal(t, of(tc.want), tpl(tc.components)) })
	}
}

func TestInteractiveContents(t *testing.T) {
	w := newWorld(t)
	body := `"body":{"type":"text","text":"B"}`
	all := body + `,"header":{"type":"text","text":"H"},"footer":{"type":"text","text":"F"}`
	whole := network.Interactive{Header: text("H"), Body: "B", Footer: "F"}
	for subType, tc := range map[string]struct {
		components string
		want       func(*network.Interactive)
	}{
		"buttons": {all + `,"buttons":[{"type":"reply","reply":{"payload":"p","title":"T"}}]`, func(i *network.Interactive) {
			i.Form, i.Choices = network.Buttons, []network.Choice{{ID: "p", Title: "T"}}
		}},
		"list": {
			all + `,"list":{"title":"L","sections":[{"title":"S","rows":[{"payload":"p","title":"T","description":"D"}]},{"title":"R","rows":[{"payload":"q","title":"U"}]}]}`,
			func(i *network.Interactive) {
				i.Form, i.Label = network.List, "L"
				i.Choices = []network.Choice{
					{Group: 1, Section: "S", ID: "p", Title: "T", Description: "D"}, {Group: 2, Section: "R", ID: "q", Title: "U"},
				}
			},
		},
		"product": {all + `,"product":{"catalogId":77001,"productId":"SKU-1"}`, func(i *network.Interactive) { // tyntec OP-14, OP-77
			i.Form, i.Header, i.Catalog = network.SingleProduct, nil, "77001"
			i.Groups = []network.ProductGroup{{Products: []string{"SKU-1"}}}
		}},
		"productList": {
			all + `,"productList":{"catalogId":"77001","title":"ignored","sections":[{"title":"S","items":[{"productId":"SKU-1"},{"productId":2}]}]}`,
			func(i *network.Interactive) {
				i.Form, i.Catalog = network.ProductList, "77001"
				i.Groups = []network.ProductGroup{{Title: "S", Products: []string{"SKU-1", "2"}}}
			},
		},
		"locationRequest": {body, func(i *network.Interactive) { *i = network.Interactive{Form: network.LocationRequest, Body: "B"} }},
		"flow": {
			all + `,"flow":{"flowToken":"t","flowId":2034567890123456,"flowCta":"Go","flowAction":"navigate","flowActionPayload":{"screen":"START","data":{"a":"b"}}}`,
			func(i *network.Interactive) {
				i.Form, i.Label = network.FlowMessage, "Go"
				i.Flow = &network.FlowRef{
					ID: "2034567890123456", Token: "t", Mode: "published", Action: "navigate", Screen: "START", Data: `{"a":"b"}`,
				}
			},
		},
		"address": {all + `,"address":{"country":"SG","values":{"sgPostCode":123456,"name":"Mei"}}`, func(i *network.Interactive) {
			i.Form, i.Country = network.AddressRequest, "SG"
		}},
		"callPermissionRequest": {body, func(i *network.Interactive) { *i = network.Interactive{Form: network.CallPermission, Body: "B"} }},
		"contactRequest":        {body, func(i *network.Interactive) { *i = network.Interactive{Form: network.ContactRequest, Body: "B"} }},
		"urlButton": {all + `,"urlButton":{"displayText":"Open","url":"https://shop.example/x"}`, func(i *network.Interactive) {
			i.Form, i.Label, i.URL = network.URLButton, "Open", "https://shop.example/x"
		}},
		"callButton": {all + `,"callButton":{"displayText":"Call","payload":"p","timeToLiveMinutes":5}`, func(i *network.Interactive) {
			i.Form, i.Label, i.Payload, i.Minutes = network.CallButton, "Call", "p", 5
		}},
	} {
		t.Run(subType, func(t *testing.T) {
			want := whole
			tc.want(&want)
			require.Equal(t, want, w.received(waContent(
				`{"contentType":"interactive","interactive":{"subType":"`+subType+`","components":{`+tc.components+`}}}`)))
		})
	}
	require.Len(t, forms, 11)
}

func TestViberContents(t *testing.T) {
	w := newWorld(t)
	image := network.Media{As: network.Image, Link: "https://f.example/a.png"}
	video := network.Media{As: network.Video, Link: "https://f.example/a.mp4", Thumbnail: "https://f.example/a.png", MIME: "mp4", SizeMB: 3, Seconds: 60}
	button := network.ActionButton{Caption: "Go", URL: "any text"}
	videoJSON := `{"url":"https://f.example/a.mp4","thumbnailUrl":"https://f.example/a.png","type":"mp4","filesize":3,"duration":60}`
	for name, tc := range map[string]struct {
		content string
		want    network.Content
	}{
		"text by contentType":       {`{"contentType":"text","text":"x"}`, network.Text{Body: "x"}},
		"text by type OP-95":        {`{"type":"text","text":"x"}`, network.Text{Body: "x"}},
		"text by its data OP-95":    {`{"text":"x"}`, network.Text{Body: "x"}},
		"contentType decides OP-95": {`{"contentType":"text","text":"x","image":{}}`, network.Text{Body: "x"}},
		"image":                     {`{"image":{"url":"https://f.example/a.png"}}`, image},
		"file, filetype as in samples OP-67": {
			`{"file":{"url":"https://f.example/a","filename":"a.pdf","filetype":"pdf"}}`,
			network.Media{As: network.File, Link: "https://f.example/a", Filename: "a.pdf", MIME: "pdf"},
		},
		"video": {`{"contentType":"video","video":` + videoJSON + `}`, video},
		"list":  {`{"list":{"text":"When?","options":["a","b"]}}`, network.Options{Question: "When?", Answers: []string{"a", "b"}}},
		"carousel": {
			`{"carousel":{"text":"T","items":[{"title":"1","imageUrl":"https://f.example/a.png","primaryButton":{"label":"L","actionUrl":"https://f.example/"},"secondaryButton":{"label":"M","actionUrl":"https://f.example/"}},
			{"title":"2","imageUrl":"https://f.example/a.png","primaryButton":{"label":"L","actionUrl":"https://f.example/"}}]}}`,
			network.ViberCarousel{Title: "T", Items: []network.ViberCard{
				{Title: "1", Image: "https://f.example/a.png", First: network.ActionButton{Caption: "L", URL: "https://f.example/"}, Second: &network.ActionButton{Caption: "M", URL: "https://f.example/"}},
				{Title: "2", Image: "https://f.example/a.png", First: network.ActionButton{Caption: "L", URL: "https://f.example/"}},
			}},
		},
		"components of one part": {`{"components":{"body":[{"type":"image","image":{"url":"https://f.example/a.png"}}]}}`, image},
		"components keep their order, both discriminators and callback for url OP-67": {
			`{"contentType":"components","components":{"body":[{"contentType":"button","button":{"caption":"Go","callback":"any text"}},{"type":"video","video":` + videoJSON + `},{"type":"text","text":"x"}]}}`,
			network.Composite{Parts: []network.Content{button, video, network.Text{Body: "x"}}},
		},
	} {
		t.Run(name, func(t *testing.T) { require.Equal(t, tc.want, w.received(viberContent("promotion", tc.content))) })
	}
}

func TestSMSContents(t *testing.T) {
	w := newWorld(t)
	for name, body := range map[string]string{
		"without contentType": `{"to":"` + ana + `","from":"` + smsNumber + `","channel":"sms","content":{"text":"x"}}`,
		"from letters OP-86":  `{"to":"` + ana + `","from":"DemoShop","channel":"sms","content":{"contentType":"text","text":"x"}}`,
		"null counts as absent OP-98": `{"to":"` + ana + `","from":"` + smsNumber + `","channel":"sms","context":null,"overrides":null,
			"content":{"contentType":null,"text":"x"}}`,
		"unknown members OP-12": `{"to":"` + ana + `","from":"` + smsNumber + `","channel":"sms","Context":5,"kind":"text","content":{"text":"x","Text":"y","image":5}}`,
	} {
		t.Run(name, func(t *testing.T) { require.Equal(t, network.Text{Body: "x"}, w.received(body)) })
	}
}

func TestReplyTo(t *testing.T) {
	w := newWorld(t)
	question := w.opens(ana)
	inside, _ := insideID(question)
	for name, tc := range map[string]struct {
		content string
		want    network.ID
	}{
		"a user message OP-59b":    {`{"contentType":"text","text":"x","replyTo":"` + question + `"}`, inside},
		"something unknown OP-59b": {`{"contentType":"text","text":"x","replyTo":"` + inside.String() + `"}`, network.ID{}},
		"a template has no effect": {`{"contentType":"template","replyTo":"` + question + `","template":{"templateId":"hello_world","templateLanguage":"en_US"}}`, network.ID{}},
		"a reaction has no effect": {`{"contentType":"reaction","replyTo":"` + question + `","reaction":{"messageId":"x","emoji":"👍"}}`, network.ID{}},
	} {
		t.Run(name, func(t *testing.T) {
			id, _ := network.ParseID(w.send(waContent(tc.content)))
			m, err := w.net.Message(id)
			require.NoError(t, err)
			require.Equal(t, tc.want, m.ReplyTo)
		})
	}
}
