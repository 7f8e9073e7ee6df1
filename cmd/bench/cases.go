package main

import (
	_ "embed"
	"fmt"
	"strings"
)

// world is the start of every server: a shop with an open window to its customer and a template of ten cards.
//
//go:embed world.yaml
var world []byte

const (
	shop     = "4915735990001"
	customer = "491700000001"
	key      = "bench-key"
	messages = "/tyntec/conversations/v3/messages"
)

// load is one thing to send over and over.
type load struct {
	name   string
	body   string
	worlds bool // to many worlds instead of one
}

func cases() []load {
	text := message(`"contentType":"text","text":"Your order 4711 is on its way. It should arrive on Thursday before noon."`)
	return []load{
		{name: "text", body: text},
		{name: "list", body: message(list())},
		{name: "carousel", body: message(carousel())},
		{name: "worlds", body: text, worlds: true},
	}
}

func message(content string) string {
	return fmt.Sprintf(`{"to":%q,"from":%q,"channel":"whatsapp","content":{%s}}`, customer, shop, content)
}

// list is an interactive list of ten rows.
func list() string {
	var rows []string
	for i := range 10 {
		rows = append(rows, fmt.Sprintf(`{"payload":"slot:2026-03-05T%02d","title":"%02d:00","description":"Room %d, on the second floor"}`, 8+i, 8+i, i))
	}
	return `"contentType":"interactive","interactive":{"subType":"list","components":{"header":{"type":"text","text":"Your visit"},` +
		`"body":{"type":"text","text":"Please pick a slot for your visit, we shall be glad to see you."},"footer":{"type":"text","text":"Demo Shop"},` +
		`"list":{"title":"Slots","sections":[{"title":"Thursday","rows":[` + strings.Join(rows[:5], ",") + `]},{"title":"Friday","rows":[` +
		strings.Join(rows[5:], ",") + `]}]}}}`
}

// carousel is a template message of ten cards, each with a picture, two values and two buttons: about six kilobytes.
func carousel() string {
	var cards []string
	for i := range 10 {
		cards = append(cards, fmt.Sprintf(`{"cardIndex":%d,"components":{"header":[{"type":"image","image":{"url":"https://files.example.com/pictures/of/the/collection/lamp-%d.jpg"}}],`+
			`"body":[{"type":"text","text":"The desk lamp number %d of our collection, with a warm light"},{"type":"text","text":"%d euros until the end of the month"}],`+
			`"button":[{"type":"url","index":0,"text":"lamps/desk/number-%d?from=the-spring-carousel"},{"type":"quick_reply","index":1,"payload":"more-about-lamp-%d"}]}}`, i, i, i, 20+i, i, i))
	}
	return `"contentType":"template","template":{"templateId":"bench_carousel","templateLanguage":"en","components":{"body":[{"type":"text","text":"Ana"}],"carousel":[` +
		strings.Join(cards, ",") + `]}}`
}

// request is a call as it goes over the wire.
func request(host, path, key, body string) []byte {
	return fmt.Appendf(nil, "POST %s HTTP/1.1\r\nHost: %s\r\napikey: %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s",
		path, host, key, len(body), body)
}
