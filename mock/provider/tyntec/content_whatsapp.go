package tyntec

import "github.com/mynah-sim/mynah/mock/network"

// whatsApp reads the content of a WhatsApp message (tyntec 4.3).
func (p *Provider) whatsApp(content part) network.Content {
	kind := content.at("contentType").text()
	inner := content.at(kind)
	switch kind {
	case "text":
		return network.Text{Body: inner.text(), Preview: content.at("renderUrlPreview").flag()}
	case "image":
		return file(network.Image, inner)
	case "document":
		return file(network.Document, inner)
	case "video":
		return file(network.Video, inner)
	case "audio":
		return file(network.Audio, inner)
	case "sticker":
		return file(network.Sticker, inner)
	case "location":
		return location(inner)
	case "reaction":
		return network.Reaction{Target: p.target(inner.at("messageId").text()), Emoji: inner.at("emoji").text()}
	case "contacts":
		return cards(inner)
	case "template":
		return template(inner)
	case "interactive":
		return interactive(inner)
	}
	return network.Unsupported{What: kind}
}

// file reads a media object. mediaId and its newer name id mean the same (tyntec OP-19).
func file(as network.MediaKind, m part) network.Media {
	id, _ := network.ParseID(uploadOf(m).text())
	return network.Media{
		As: as, ID: id, Link: m.at("url").text(), Caption: m.at("caption").text(), Filename: m.at("filename").text(),
	}
}

// uploadOf is the member that names an uploaded file.
func uploadOf(m part) part {
	if id := m.at("mediaId"); id.present() {
		return id
	}
	return m.at("id")
}

func location(l part) network.Location {
	return network.Location{
		Latitude: l.at("latitude").number(), Longitude: l.at("longitude").number(),
		Name: l.at("name").text(), Address: l.at("address").text(),
	}
}

// cards reads contact cards (tyntec 4.4 Contact).
func cards(list part) network.Contacts {
	var all network.Contacts
	for _, c := range list.items() {
		org := c.at("org")
		card := network.Card{
			Name: cardName(c.at("name")), Birthday: c.at("birthday").text(),
			Company: org.at("company").text(), Team: org.at("department").text(), Title: org.at("title").text(),
		}
		for _, e := range c.at("phones").items() {
			card.Phones = append(card.Phones, network.CardEntry{
				Value: e.at("phone").text(), Type: e.at("type").text(), WhatsAppID: e.at("waId").text(),
			})
		}
		for _, e := range c.at("emails").items() {
			card.Emails = append(card.Emails, network.CardEntry{Value: e.at("email").text(), Type: e.at("type").text()})
		}
		for _, e := range c.at("urls").items() {
			card.URLs = append(card.URLs, network.CardEntry{Value: e.at("url").text(), Type: e.at("type").text()})
		}
		for _, e := range c.at("ims").items() {
			card.IMs = append(card.IMs, network.CardEntry{Value: e.at("userId").text(), Service: e.at("service").text()})
		}
		for _, a := range c.at("addresses").items() {
			card.Addresses = append(card.Addresses, cardAddress(a))
		}
		all.Cards = append(all.Cards, card)
	}
	return all
}

func cardName(n part) network.CardName {
	return network.CardName{
		Formatted: n.at("formattedName").text(), First: n.at("firstName").text(), Last: n.at("lastName").text(),
		Middle: n.at("middleName").text(), Prefix: n.at("prefix").text(), Suffix: n.at("suffix").text(),
	}
}

func cardAddress(a part) network.CardAddress {
	return network.CardAddress{
		Street: a.at("street").text(), City: a.at("city").text(), State: a.at("state").text(), Zip: a.at("zip").text(),
		Country: a.at("country").text(), CountryCode: a.at("countryCode").text(), Type: a.at("type").text(),
	}
}
