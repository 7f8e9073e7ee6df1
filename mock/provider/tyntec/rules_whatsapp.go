package tyntec

import (
	"fmt"
	"unicode/utf8"

	"github.com/rivo/uniseg"

	"github.com/mynah-sim/mynah/mock/network"
)

// maxPostCode is how long a post code may be (tyntec OP-14).
const maxPostCode = 6

// whatsApp judges a WhatsApp content (tyntec 2.1).
func (j *judgement) whatsApp(content part) {
	kind := content.at("contentType").text()
	inner := content.at(kind)
	switch kind {
	case "image", "document", "video", "audio", "sticker":
		j.file(inner)
	case "reaction":
		j.emoji(inner.at("emoji"))
	case "contacts":
		for _, card := range inner.items() {
			j.name(card.at("name"))
		}
	case "template":
		j.template(inner)
	case "interactive":
		j.interactive(inner)
	}
}

// file wants exactly one source, and an upload that the account can send (tyntec OP-19, OP-20).
func (j *judgement) file(m part) {
	if !m.object() {
		return
	}
	link, older, newer := m.at("url"), m.at("mediaId"), m.at("id")
	upload := uploadOf(m)
	switch {
	case link.present() == upload.present():
		j.broken(m, "must have exactly one of url and mediaId")
	case older.present() && newer.present() && older.text() != newer.text():
		j.broken(m, "mediaId and id must be equal")
	case upload.present():
		j.upload(upload)
	}
}

// upload wants a file that the account has uploaded and that is still there; what users sent cannot be sent on (tyntec 2.1).
func (j *judgement) upload(at part) {
	id, ok := network.ParseID(at.text())
	if !ok {
		return // told by the schema
	}
	if m, err := j.provider.net.Media(j.account, id); err != nil || m.Inbound {
		j.broken(at, "must be the id of an uploaded file")
	}
}

// emoji wants one grapheme cluster, or nothing (tyntec OP-79).
func (j *judgement) emoji(at part) {
	if text, ok := at.v.(string); ok && text != "" && uniseg.GraphemeClusterCount(text) != 1 {
		j.broken(at, "must be one emoji or empty")
	}
}

// name wants a further part beside the whole name (tyntec OP-80).
func (j *judgement) name(at part) {
	if !at.at("formattedName").present() {
		return // told by the schema
	}
	for _, member := range []string{"prefix", "firstName", "middleName", "lastName", "suffix"} {
		if at.at(member).present() {
			return
		}
	}
	j.broken(at, "must have at least one of prefix, firstName, middleName, lastName and suffix")
}

// template judges the values of a template message (tyntec 4.5).
func (j *judgement) template(t part) {
	if t.object() && !t.at("templateLanguage").present() && !t.at("language").present() {
		j.broken(t.at("templateLanguage"), mustNotBeEmpty) // tyntec OP-22
	}
	for _, c := range t.at("components").each() {
		j.headers(c.at("header"))
		j.buttons(c.at("button"))
		j.products(c.at("button"))
		var indexes []part
		for _, card := range c.at("carousel").each() { // tyntec OP-24
			indexes = append(indexes, card.at("cardIndex"))
			j.headers(card.at("components").at("header"))
			j.buttons(card.at("components").at("button"))
		}
		j.once(indexes)
	}
}

func (j *judgement) headers(list part) {
	for _, h := range list.items() {
		j.header(h)
	}
}

// header judges the file of a header, if it is one.
func (j *judgement) header(h part) {
	switch kind := h.at("type").text(); kind {
	case "image", "video", "document":
		j.file(h.at(kind))
	}
}

// buttonLimits are how often a kind of button value may stand in a message (tyntec 4.5, OP-25); quick replies are bound by the list.
var buttonLimits = map[string]int{"url": 2, "flow": 1, "copy_code": 1, "catalog": 1, "mpm": 1, "call": 1}

// buttons wants each index once, and no kind too often.
func (j *judgement) buttons(list part) {
	var indexes []part
	count := map[string]int{}
	for _, b := range list.each() {
		indexes = append(indexes, b.at("index"))
		kind := b.at("type").text()
		if count[kind]++; count[kind] == buttonLimits[kind]+1 && buttonLimits[kind] > 0 {
			j.broken(list, fmt.Sprintf("must not hold more than %d of type %s", buttonLimits[kind], kind))
		}
	}
	j.once(indexes)
}

// interactive judges the parts of an interactive message (tyntec 4.6).
func (j *judgement) interactive(i part) {
	kind, c := i.at("subType").text(), i.at("components")
	inner := c.at(kind)
	switch kind {
	case "buttons":
		j.header(c.at("header"))
		j.together(interactive(i), inner)
	case "list", "productList":
		j.together(interactive(i), inner)
	case "flow":
		if inner.at("flowAction").text() == "navigate" && !inner.at("flowActionPayload").present() {
			j.broken(inner.at("flowActionPayload"), mustNotBeNull)
		}
	case "address":
		j.postCodes(inner.at("values"))
		j.postCodes(inner.at("savedAddresses").at("value"))
	}
}

// postCodes hold at most 6 characters as text, also when they are sent as numbers (tyntec OP-14).
func (j *judgement) postCodes(values part) {
	for _, name := range []string{"inPinCode", "sgPostCode"} {
		code := values.at(name)
		if _, text := code.v.(string); !text && utf8.RuneCountInString(code.text()) > maxPostCode {
			j.broken(code, fmt.Sprintf("size must be between 0 and %d", maxPostCode))
		}
	}
}
