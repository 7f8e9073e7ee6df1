package tyntec

import "github.com/mynah-sim/mynah/mock/network"

// template reads which template is sent and the values for its parts (tyntec 4.5).
func template(t part) network.TemplateMessage {
	m := network.TemplateMessage{Name: t.at("templateId").text(), Language: language(t)}
	for _, c := range t.at("components").each() { // several are merged in order (tyntec OP-22)
		m.Header = append(m.Header, headers(c.at("header"))...)
		m.Body = append(m.Body, texts(c.at("body"))...)
		m.Buttons = append(m.Buttons, buttonValues(c.at("button"))...)
		for _, card := range c.at("carousel").each() { // one object is one card (tyntec OP-24)
			m.Cards = append(m.Cards, cardValues(card))
		}
		if c.at("limitedTimeOffer").present() {
			// No template of this API has such a part: the network finds a value without counterpart (tyntec OP-99).
			m.Buttons = append(m.Buttons, network.ButtonParam{Kind: "limited_time_offer"})
		}
	}
	return m
}

// language reads templateLanguage, or its alias in vendor samples (tyntec OP-22).
func language(t part) string {
	if l := t.at("templateLanguage"); l.present() {
		return l.text()
	}
	return t.at("language").text()
}

func cardValues(card part) network.CardParams {
	c := card.at("components")
	return network.CardParams{
		Index: card.at("cardIndex").whole(), Header: headers(c.at("header")), Body: texts(c.at("body")),
		Buttons: buttonValues(c.at("button")),
	}
}

func headers(list part) (values []network.Param) {
	for _, h := range list.items() {
		values = append(values, header(h))
	}
	return values
}

// header reads the value of one header, of a template or of an interactive message.
func header(h part) network.Param {
	kind := h.at("type").text()
	switch kind {
	case "image", "video", "document":
		media := file(network.MediaKind(kind), h.at(kind))
		return network.Param{Media: &media}
	case "location":
		point := location(h.at(kind))
		return network.Param{Location: &point}
	}
	return network.Param{Text: h.at("text").text()}
}

func texts(list part) (values []network.Param) {
	for _, t := range list.items() {
		values = append(values, network.Param{Text: t.at("text").text()})
	}
	return values
}

// buttonValues reads a flat list of values of any kind (tyntec OP-23); the one of a card may stand alone (tyntec OP-24).
func buttonValues(list part) (values []network.ButtonParam) {
	for _, b := range list.each() {
		v := network.ButtonParam{Kind: b.at("type").text(), Index: b.at("index").whole()}
		switch v.Kind {
		case "quick_reply", "call":
			v.Value = b.at("payload").text()
		case "url":
			v.Value = b.at("text").text()
		case "copy_code":
			v.Value = b.at("couponCode").text()
		case "catalog":
			v.Value = b.at("action").at("thumbnailProductId").text()
		case "mpm":
			v.Value, v.Groups = b.at("action").at("thumbnailProductId").text(), products(b.at("action"))
		default:
			v.Value = b.at("action").json()
		}
		values = append(values, v)
	}
	return values
}
