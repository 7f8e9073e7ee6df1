package tyntec

import (
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mynah-sim/mynah/mock/network"
)

// refused is a body and the violations that it is answered with.
type refused struct {
	body string
	want []string
}

func (w *world) refuses(t *testing.T, rows map[string]refused) {
	for name, tc := range rows {
		t.Run(name, func(t *testing.T) {
			before := w.net.Position()
			answer := w.do(request{op: "sendMessage", body: tc.body})
			answer.t = t
			answer.violates(tc.want...)
			require.Equal(t, before, w.net.Position(), "nothing was sent")
		})
	}
}

const content = "validate.request.content"

func TestRulesOfTheEnvelope(t *testing.T) {
	w := newWorld(t)
	body := func(to, from, channel, rest string) string {
		return `{"to":` + to + `,"from":` + from + `,"channel":` + channel + `,"content":{"text":"x","contentType":"text"}` + rest + `}`
	}
	pattern := `must match "^\+?[0-9][0-9 ()./-]{2,30}$"`
	sms, from := `"sms"`, `"`+smsNumber+`"`
	w.refuses(t, map[string]refused{
		"nothing at all":        {`{}`, []string{"validate.request.channel: must not be empty"}},
		"another channel OP-85": {body(`"4917"`, from, `"rcs"`, ""), []string{"validate.request.channel: must be one of [whatsapp, viber, sms]"}},
		"an empty channel":      {body(`"4917"`, from, `""`, ""), []string{"validate.request.channel: must not be empty"}},
		"missing members, all told together": {
			`{"channel":"whatsapp"}`,
			[]string{"validate.request.content: must not be null", "validate.request.from: must not be empty", "validate.request.to: must not be empty"},
		},
		"null members OP-98": {
			`{"to":null,"from":` + from + `,"channel":"sms","content":null}`,
			[]string{"validate.request.content: must not be null", "validate.request.to: must not be empty"},
		},
		"the sample of the vendor": {
			`{"to":"","from":"` + waNumber + `","channel":"whatsapp","content":{"contentType":"text","text":"` + strings.Repeat("ä", 4097) + `"}}`,
			[]string{"validate.request.content.text: size must be between 1 and 4096", "validate.request.to: must not be empty"},
		},
		"letters":                   {body(`"call me"`, from, sms, ""), []string{"validate.request.to: " + pattern}},
		"a number as number":        {body(`4917`, from, sms, ""), []string{"validate.request.to: must be a valid string"}},
		"too few digits OP-86":      {body(`"12-3"`, from, sms, ""), []string{"validate.request.to: must have between 4 and 15 digits"}},
		"too many digits OP-86":     {body(`"1234567890123456"`, from, sms, ""), []string{"validate.request.to: must have between 4 and 15 digits"}},
		"an SMS sender too long":    {body(`"4917"`, `"Twelve chars"`, sms, ""), []string{"validate.request.from: " + pattern}},
		"a context too long":        {body(`"4917"`, from, sms, `,"context":"`+strings.Repeat("x", 126)+`"`), []string{"validate.request.context: size must be between 0 and 125"}},
		"an override without https": {body(`"4917"`, from, sms, `,"overrides":{"notificationCallbackUrl":"http://hooks.example/x"}`), []string{"validate.request.overrides.notificationCallbackUrl: " + mustMatch(httpsPattern.String())}},
		"the alias of it OP-17":     {body(`"4917"`, from, sms, `,"overrides":{"messageStatusUrl":"ftp://hooks.example/x"}`), []string{"validate.request.overrides.messageStatusUrl: " + mustMatch(httpsPattern.String())}},
		"schema and rules together": {
			body(`"12-3"`, from, sms, `,"context":5,"overrides":{"notificationCallbackUrl":"http://hooks.example/x"}`),
			[]string{
				"validate.request.context: must be a valid string",
				"validate.request.overrides.notificationCallbackUrl: " + mustMatch(httpsPattern.String()),
				"validate.request.to: must have between 4 and 15 digits",
			},
		},
	})
}

func TestNumbersAreCleanedOP86(t *testing.T) {
	w := newWorld(t)
	for text, want := range map[string]string{
		"+49 (170) 000/00-01": "4917000000" + "01", "491700000001": ana, "49.170.0000001": ana, "1234": "1234",
	} {
		id, _ := network.ParseID(w.send(`{"to":"` + text + `","from":"+49 160-99000017","channel":"sms","content":{"text":"x"}}`))
		m, err := w.net.Message(id)
		require.NoError(t, err)
		require.Equal(t, want, m.Number)
		require.Equal(t, smsNumber, m.Sender)
	}
	for _, text := range []string{"", "+", "++4917", "+ 4917", "123", "1234567890123456", "49a17", " 4917"} {
		_, ok := number(text)
		require.False(t, ok, text)
	}
}

func TestLocalCallbacksOP18(t *testing.T) {
	w := newWorld(t)
	sms := func(url string) call {
		return w.do(request{op: "sendMessage", body: `{"to":"` + ana + `","from":"` + smsNumber +
			`","channel":"sms","content":{"text":"x"},"overrides":{"notificationCallbackUrl":"` + url + `"}}`})
	}
	for _, url := range []string{
		"http://localhost:8080/x", "http://127.0.0.1:9/x", "https://127.9.9.9/x", "http://[::1]:80/x", "http://receiver:8080/hook", "https://receiver/x",
		"https://hooks.example.com/otp",
	} {
		sms(url).status(http.StatusAccepted)
	}
	for _, url := range []string{"http://hooks.example/x", "http://10.0.0.1/x", "http://localhost.example/x", "https://intern", "ftp://localhost/x", "http:///x"} {
		sms(url).violates("validate.request.overrides.notificationCallbackUrl: " + mustMatch(httpsPattern.String()))
	}
	w.set(func(s *Settings) { s.AllowHTTPHosts = []string{"intern"} })
	sms("https://intern/x").status(http.StatusAccepted)
	sms("http://receiver/x").status(http.StatusBadRequest)
}

func TestRulesOfWhatsAppContents(t *testing.T) {
	w := newWorld(t)
	upload, second := w.upload("image/png", "x", ""), w.upload("image/png", "y", "")
	one := "must have exactly one of url and mediaId"
	kinds := "[text, image, document, video, audio, sticker, location, reaction, contacts, template, interactive]"
	rows := map[string]refused{}
	add := func(name, content string, want ...string) { rows[name] = refused{waContent(content), want} }

	add("no contentType OP-12", `{"text":"x"}`, content+".contentType: must not be empty")
	add("an unknown contentType OP-12", `{"contentType":"poll"}`, content+".contentType: must be one of "+kinds)
	add("a content that is no object", `"text"`, content+": must be a valid object")
	add("an empty text", `{"contentType":"text","text":""}`, content+".text: must not be empty")
	add("a form of version 2 OP-97", `{"contentType":"text","whatsapp":{"text":"x"}}`, content+".text: must not be empty")
	for _, kind := range []string{"image", "document", "video", "audio", "sticker"} {
		file := func(member string) string { return `{"contentType":"` + kind + `","` + kind + `":{` + member + `}}` }
		add(kind+" without a source OP-20", file(``), content+"."+kind+": "+one)
		add(kind+" with two sources OP-20", file(`"url":"https://f.example/a","id":"`+upload+`"`), content+"."+kind+": "+one)
		add(kind+" that is no UUID", file(`"mediaId":"x"`), content+"."+kind+".mediaId: must be a valid uuid")
		add(kind+" that is unknown", file(`"mediaId":"1b2c7d0e-5c1f-4a5b-9f0e-3d0c1a7e4f21"`), content+"."+kind+".mediaId: must be the id of an uploaded file")
	}
	add("different ids OP-20", `{"contentType":"image","image":{"id":"`+upload+`","mediaId":"`+second+`"}}`, content+".image: mediaId and id must be equal")
	add("a URL that is none", `{"contentType":"image","image":{"url":"lamp.jpg"}}`, content+`.image.url: must match "^https?://"`)
	add("a caption too long", `{"contentType":"image","image":{"id":"`+upload+`","caption":"`+strings.Repeat("x", 4097)+`"}}`, content+".image.caption: size must be between 0 and 4096")
	add("a place off the globe", `{"contentType":"location","location":{"longitude":181,"latitude":"x"}}`,
		content+".location.latitude: must be a valid number", content+".location.longitude: must be less than or equal to 180")
	add("half a place", `{"contentType":"location","location":{"longitude":1}}`, content+".location.latitude: must not be null")
	add("two emojis OP-79", `{"contentType":"reaction","reaction":{"messageId":"x","emoji":"👍👍"}}`, content+".reaction.emoji: must be one emoji or empty")
	add("no cards", `{"contentType":"contacts","contacts":[]}`, content+".contacts: must not be empty")
	add("a name without parts OP-80", `{"contentType":"contacts","contacts":[{"name":{"formattedName":"Ana"}},{"name":{}},{}]}`,
		content+".contacts[0].name: must have at least one of prefix, firstName, middleName, lastName and suffix",
		content+".contacts[1].name.formattedName: must not be empty")
	w.refuses(t, rows)
}

func TestRulesOfTemplates(t *testing.T) {
	w := newWorld(t)
	rows := map[string]refused{}
	at := content + ".template"
	add := func(name, template string, want ...string) {
		rows[name] = refused{waContent(`{"contentType":"template","template":` + template + `}`), want}
	}
	with := func(components string) string {
		return `{"templateId":"a","templateLanguage":"en","components":` + components + `}`
	}
	quick := func(index string) string { return `{"type":"quick_reply","index":` + index + `,"payload":"p"}` }

	add("no language OP-22", `{"templateId":"a"}`, at+".templateLanguage: must not be empty")
	add("no name", `{"language":"en"}`, at+".templateId: must not be empty")
	add("an empty value", with(`{"body":[{"type":"text","text":""}]}`), at+".components.body[0].text: must not be empty")
	add("two headers", with(`{"header":[{"type":"text","text":"a"},{"type":"text","text":"b"}]}`), at+".components.header: size must be between 0 and 1")
	add("an index twice", with(`{"button":[`+quick("0")+`,`+quick("1")+`,`+quick("0")+`]}`), at+".components.button[2].index: must be unique")
	add("an index out of bounds OP-25", with(`{"button":[`+quick("10")+`]}`), at+".components.button[0].index: must be less than or equal to 9")
	add("nested lists of buttons OP-23", with(`{"button":[[`+quick("0")+`]]}`), at+".components.button[0]: must be a valid object")
	add("an unknown kind of button", with(`{"button":[{"type":"otp","index":0}]}`),
		at+".components.button[0].type: must be one of [quick_reply, url, flow, copy_code, catalog, mpm, call]")
	add("three URL buttons OP-25", with(`{"button":[{"type":"url","index":0,"text":"a"},{"type":"url","index":1,"text":"a"},{"type":"url","index":2,"text":"a"}]}`),
		at+".components.button: must not hold more than 2 of type url")
	add("products of a button, in two sections", with(`{"button":[{"type":"mpm","index":0,"action":{"sections":[{"title":"A","items":[`+strings.TrimSuffix(strings.Repeat(`{"productId":"1"},`, 30), ",")+
		`]},{"title":"B","items":[{"productId":"2"}]}]}}]}`), at+".components.button[0].action: must not hold more than 30 products")
	add("two flow buttons", with(`{"button":[{"type":"flow","index":0},{"type":"flow","index":1}]}`), at+".components.button: must not hold more than 1 of type flow")
	add("a payload too long", with(`{"button":[{"type":"quick_reply","index":0,"payload":"`+strings.Repeat("p", 129)+`"}]}`),
		at+".components.button[0].payload: size must be between 0 and 128")
	add("a header without file", with(`{"header":[{"type":"image","image":{}}]}`), at+".components.header[0].image: must have exactly one of url and mediaId")
	add("a place in an array of components OP-22", with(`[{},{"header":[{"type":"video","video":{}}]}]`), at+".components[1].header[0].video: must have exactly one of url and mediaId")
	add("a card twice OP-24", with(`{"carousel":[{"cardIndex":1,"components":{}},{"cardIndex":1,"components":{}}]}`), at+".components.carousel[1].cardIndex: must be unique")
	add("a card too far OP-24", with(`{"carousel":{"cardIndex":10,"components":{}}}`), at+".components.carousel.cardIndex: must be less than or equal to 9")
	add("an index twice on a card", with(`{"carousel":[{"cardIndex":0,"components":{"button":[`+quick("0")+`,`+quick("0")+`]}}]}`),
		at+".components.carousel[0].components.button[1].index: must be unique")
	add("a file of a card", with(`{"carousel":[{"cardIndex":0,"components":{"header":[{"type":"image","image":{"mediaId":"1b2c7d0e-5c1f-4a5b-9f0e-3d0c1a7e4f21"}}]}}]}`),
		at+".components.carousel[0].components.header[0].image.mediaId: must be the id of an uploaded file")
	w.refuses(t, rows)
}

func TestRulesOfInteractiveMessages(t *testing.T) {
	w := newWorld(t)
	rows := map[string]refused{}
	at := content + ".interactive.components"
	add := func(name, subType, components string, want ...string) {
		rows[name] = refused{waContent(`{"contentType":"interactive","interactive":{"subType":"` + subType + `","components":{"body":{"type":"text","text":"B"},` + components + `}}}`), want}
	}
	button := func(payload, title string) string {
		return `{"type":"reply","reply":{"payload":"` + payload + `","title":"` + title + `"}}`
	}
	row := func(payload string) string { return `{"payload":"` + payload + `","title":"t"}` }
	section := func(rows ...string) string { return `{"title":"s","rows":[` + strings.Join(rows, ",") + `]}` }
	header := `"header":{"type":"text","text":"H"},`
	items := func(n int) string { return strings.TrimSuffix(strings.Repeat(`{"productId":"S"},`, n), ",") }

	add("an unknown form OP-12", "poll", `"a":1`, content+".interactive.subType: must be one of [buttons, list, product, productList, locationRequest, flow, address, callPermissionRequest, contactRequest, urlButton, callButton]")
	add("four buttons", "buttons", `"buttons":[`+button("1", "a")+`,`+button("2", "b")+`,`+button("3", "c")+`,`+button("4", "d")+`]`, at+".buttons: size must be between 1 and 3")
	add("a payload twice and a title twice", "buttons", `"buttons":[`+button("1", "a")+`,`+button("1", "b")+`,`+button("2", "a")+`]`,
		at+".buttons[1].reply.payload: must be unique", at+".buttons[2].reply.title: must be unique")
	add("a header file of buttons", "buttons", `"header":{"type":"image","image":{}},"buttons":[`+button("1", "a")+`]`, at+".header.image: must have exactly one of url and mediaId")
	add("eleven rows OP-78", "list", `"list":{"title":"L","sections":[`+section(row("1"), row("2"), row("3"), row("4"), row("5"), row("6"))+`,`+section(row("7"), row("8"), row("9"), row("10"), row("11"))+`]}`,
		at+".list: must not hold more than 10 rows")
	add("a row twice, in two sections", "list", `"list":{"title":"L","sections":[`+section(row("1"))+`,`+section(row("1"))+`]}`, at+".list.sections[1].rows[0].payload: must be unique")
	add("sections without title", "list", `"list":{"title":"L","sections":[{"rows":[`+row("1")+`]},{"rows":[`+row("2")+`]}]}`,
		at+".list.sections[0].title: must not be empty", at+".list.sections[1].title: must not be empty")
	add("31 products", "productList", header+`"productList":{"catalogId":"c","sections":[{"title":"a","items":[`+items(30)+`]},{"title":"b","items":[`+items(1)+`]}]}`,
		at+".productList: must not hold more than 30 products")
	add("products without catalog and header OP-77", "productList", `"productList":{"sections":[{"items":[`+items(1)+`]}]}`,
		at+".header: must not be null", at+".productList.catalogId: must not be empty")
	add("navigate without screen", "flow", `"flow":{"flowToken":"t","flowId":"f","flowCta":"Go","flowAction":"navigate"}`, at+".flow.flowActionPayload: must not be null")
	add("another action OP-81", "flow", `"flow":{"flowToken":"t","flowId":"f","flowCta":"Go","flowAction":"jump"}`, at+".flow.flowAction: must be one of [navigate, data_exchange]")
	add("another country OP-81", "address", `"address":{"country":"DE"}`, at+".address.country: must be one of [IN, SG]")
	add("a post code too long as number OP-14", "address", `"address":{"country":"SG","values":{"sgPostCode":1234567},"savedAddresses":{"id":1,"value":{"inPinCode":7654321}}}`,
		at+".address.savedAddresses.value.inPinCode: size must be between 0 and 6", at+".address.values.sgPostCode: size must be between 0 and 6")
	add("a caption too long OP-78", "callButton", `"callButton":{"displayText":"`+strings.Repeat("x", 26)+`"}`, at+".callButton.displayText: size must be between 1 and 25")
	w.refuses(t, rows)
}

func TestRulesOfViber(t *testing.T) {
	w := newWorld(t)
	rows := map[string]refused{}
	add := func(name, body string, want ...string) { rows[name] = refused{body, want} }
	plain := func(rest string) string {
		return `{"to":"` + ana + `","from":"` + service + `","channel":"viber","content":{"contentType":"text","text":"x"}` + rest + `}`
	}
	allForms := "must be one of [text, image, file, video, list, carousel, components]"
	body := content + ".components.body"
	button := `{"type":"button","button":{"caption":"c","url":"u"}}`
	image := `{"type":"image","image":{"url":"https://f.example/a"}}`
	file := `{"type":"file","file":{"url":"https://f.example/a","filename":"a.pdf"}}`
	text := `{"type":"text","text":"x"}`
	parts := func(list ...string) string {
		return viberContent("promotion", `{"contentType":"components","components":{"body":[`+strings.Join(list, ",")+`]}}`)
	}

	add("no rate type OP-67", plain(""), "validate.request.rateType: must not be empty")
	add("two rate types OP-67", plain(`,"rateType":"session","messagePurpose":"promotion"`), "validate.request: rateType and messagePurpose must be equal")
	add("another rate type", plain(`,"rateType":"cheap"`), "validate.request.rateType: must be one of [promotion, transaction, session]")
	add("no form OP-95", viberContent("promotion", `{}`), content+".contentType: "+allForms)
	add("several forms OP-95", viberContent("promotion", `{"text":"x","image":{"url":"https://f.example/a"}}`), content+".contentType: "+allForms)
	add("an unknown form OP-95", viberContent("promotion", `{"contentType":"sticker","text":"x"}`), content+".contentType: "+allForms)
	add("an unknown form by its other name OP-95", viberContent("promotion", `{"type":"sticker","text":"x"}`), content+".type: "+allForms)
	add("an image without address", viberContent("promotion", `{"contentType":"image","image":{}}`), content+".image.url: must not be empty")
	add("an image without address, by its data", viberContent("promotion", `{"image":{}}`), content+".image.url: must not be empty")
	add("an image that is not there", viberContent("promotion", `{"contentType":"image","text":"x"}`), content+".image: must not be null")
	add("an empty video", viberContent("promotion", `{"contentType":"video","video":{}}`), content+".video.duration: must not be null",
		content+".video.filesize: must not be null", content+".video.thumbnailUrl: must not be empty", content+".video.url: must not be empty")
	add("a video too large", viberContent("promotion", `{"video":{"url":"https://f.example/a","thumbnailUrl":"https://f.example/a","filesize":201,"duration":1}}`),
		content+".video.filesize: must be less than or equal to 200")
	add("a text too long", viberContent("promotion", `{"text":"`+strings.Repeat("x", 3001)+`"}`), content+".text: size must be between 1 and 3000")
	add("one option", viberContent("promotion", `{"list":{"text":"q","options":["a"]}}`), content+".list.options: size must be between 2 and 5")
	add("transaction with an image", viberContent("transaction", `{"image":{"url":"https://f.example/a"}}`), "validate.request.rateType: transaction does not carry this content")
	add("transaction with an image, older name OP-67", strings.Replace(viberContent("transaction", `{"image":{"url":"https://f.example/a"}}`), "rateType", "messagePurpose", 1),
		"validate.request.messagePurpose: transaction does not carry this content")
	add("no parts", parts(), body+": must not be empty")
	add("a button alone", parts(button), body+": combination of parts is not allowed")
	add("text and image", parts(text, image), body+": combination of parts is not allowed")
	add("text and file", parts(text, file), body+": combination of parts is not allowed")
	add("a text twice", parts(text, text), body+": combination of parts is not allowed")
	add("a button without address OP-67", parts(text, `{"type":"button","button":{"caption":"c"}}`), body+"[1].button.url: must not be empty")
	w.refuses(t, rows)
}

// Which content a rate type carries (tyntec 5.7).
func TestViberTable(t *testing.T) {
	w := newWorld(t)
	button := `{"type":"button","button":{"caption":"c","url":"u"}}`
	image := `{"type":"image","image":{"url":"https://f.example/a"}}`
	file := `{"type":"file","file":{"url":"https://f.example/a","filename":"a.pdf"}}`
	text := `{"type":"text","text":"x"}`
	video := `{"type":"video","video":{"url":"https://f.example/a","thumbnailUrl":"https://f.example/a","filesize":1,"duration":1}}`
	list := `{"type":"list","list":{"text":"q","options":["a","b"]}}`
	item := `{"title":"1","imageUrl":"https://f.example/a","primaryButton":{"label":"L","actionUrl":"https://f.example/a"}}`
	carousel := `{"type":"carousel","carousel":{"text":"T","items":[` + item + `,` + item + `]}}`
	for name, tc := range map[string]struct {
		parts       []string
		transaction bool
	}{
		"text": {[]string{text}, true}, "image": {[]string{image}, false}, "file": {[]string{file}, false}, "video": {[]string{video}, false},
		"video, text": {[]string{video, text}, false}, "video, text, button": {[]string{video, text, button}, false},
		"text, button": {[]string{text, button}, false}, "text, button, image": {[]string{text, button, image}, false},
		"list": {[]string{list}, true}, "carousel": {[]string{carousel}, true},
	} {
		for _, rate := range []string{"transaction", "promotion", "session"} {
			t.Run(name+" as "+rate, func(t *testing.T) {
				want := http.StatusAccepted
				if rate == "transaction" && !tc.transaction {
					want = http.StatusBadRequest
				}
				combined := `{"contentType":"components","components":{"body":[` + strings.Join(tc.parts, ",") + `]}}`
				require.Equal(t, want, w.do(request{op: "sendMessage", body: viberContent(rate, combined)}).Status)
				if len(tc.parts) == 1 {
					require.Equal(t, want, w.do(request{op: "sendMessage", body: viberContent(rate, tc.parts[0])}).Status)
				}
			})
		}
	}
}
