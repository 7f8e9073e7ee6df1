package tyntec

import (
	"strings"
	"time"

	"github.com/mynah-sim/mynah/mock/network"
)

// userContent is the content of a user's message (tyntec 4.13 MoContent). Absent members are left out, never null (tyntec OP-88).
type userContent struct {
	ContentType string        `json:"contentType"`
	Text        *string       `json:"text,omitempty"`
	Media       *userMedia    `json:"media,omitempty"`
	Reaction    *userReaction `json:"reaction,omitempty"`
	Location    *userLocation `json:"location,omitempty"`
	Contacts    []userContact `json:"contacts,omitempty"`
}

type userMedia struct {
	Type    string `json:"type"`
	URL     string `json:"url"`
	MediaID string `json:"mediaId"`
	Caption string `json:"caption,omitempty"`
}

type userReaction struct {
	MessageID string `json:"messageId"`
	Emoji     string `json:"emoji"` // empty: withdrawn
}

// userLocation has the shape that the vendor's bot adapter reads (tyntec OP-58).
type userLocation struct {
	Latitude  float64 `json:"latitude"`
	Longitude float64 `json:"longitude"`
	Name      string  `json:"name,omitempty"`
	Address   string  `json:"address,omitempty"`
	URL       string  `json:"url,omitempty"`
}

// userContent says what a user sent; what has no form here is unknown.
func (p *Provider) userContent(m network.Message) *userContent {
	switch content := m.Content.(type) {
	case network.Text:
		return &userContent{ContentType: "text", Text: &content.Body}
	case network.Media:
		if kind := mediaKind(m.Channel, content.As); kind != "" && !content.ID.IsZero() {
			return &userContent{ContentType: "media", Media: p.media(kind, content)}
		}
	case network.Reaction:
		if target := p.outsideOf(content.Target); m.Channel == network.WhatsApp {
			return &userContent{ContentType: "reaction", Reaction: &userReaction{target, content.Emoji}}
		}
	case network.Location:
		if m.Channel == network.WhatsApp {
			return &userContent{ContentType: "location", Location: &userLocation{
				content.Latitude, content.Longitude, content.Name, content.Address, content.URL,
			}}
		}
	case network.Contacts:
		if m.Channel == network.WhatsApp && len(content.Cards) > 0 {
			return &userContent{ContentType: "contacts", Contacts: contacts(content)}
		}
	}
	return &userContent{ContentType: "unknown"}
}

// mediaKind is the word for a kind of file that a user sent; empty when the channel does not carry it here (tyntec 3.5). A sticker is
// added to the vendor's list (tyntec OP-58).
func mediaKind(c network.Channel, as network.MediaKind) string {
	if as == network.File {
		as = network.Document
	}
	switch {
	case c == network.WhatsApp, c == network.Viber && (as == network.Image || as == network.Document || as == network.Video):
		return string(as)
	}
	return ""
}

// media describes a file; the caption of a document may be its name.
func (p *Provider) media(kind string, content network.Media) *userMedia {
	caption := content.Caption
	if caption == "" && kind == "document" {
		caption = content.Filename
	}
	return &userMedia{kind, p.mediaURL("", content.ID), content.ID.String(), caption}
}

// smsBlock is what the network tells of a user's SMS (tyntec 3.5).
type smsBlock struct {
	Origin       smsOrigin `json:"origin"`
	TotalPrice   int       `json:"totalPrice"`
	Size         int       `json:"size"`
	MissingParts bool      `json:"missingParts"`
	Parts        []smsPart `json:"parts"`
}

type smsOrigin struct {
	MCC  string `json:"mcc"`
	MNC  string `json:"mnc"`
	TTID string `json:"ttId"`
}

type smsPart struct {
	MessageID      string `json:"messageId"`
	SentDate       string `json:"sentDate"`
	Price          int    `json:"price"`
	Currency       string `json:"currency"`
	PriceEffective string `json:"priceEffective"`
	SequenceNumber int    `json:"sequenceNumber"`
}

// priceSince is when the price of user messages, nothing, took effect.
var priceSince = time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)

// sms describes a user's SMS; size is the number of parts.
func (p *Provider) sms(m network.Message) *smsBlock {
	person, _ := p.net.Handset(m.Number)
	out := &smsBlock{Origin: originNetwork(person), Size: max(m.Parts, 1), MissingParts: m.Lost}
	for i := range out.Size {
		out.Parts = append(out.Parts, smsPart{
			MessageID: partID(m.ID, i+1), SentDate: seconds(m.Made), Currency: "EUR", PriceEffective: seconds(priceSince),
			SequenceNumber: i + 1,
		})
	}
	return out
}

// countries are the mobile networks of handsets that name none, by the country code of the number (network 1.4).
var countries = []struct{ code, mcc, mnc string }{
	{"351", "268", "01"}, {"49", "262", "01"}, {"65", "525", "01"}, {"91", "404", "10"}, {"44", "234", "10"}, {"1", "310", "260"},
}

// originNetwork is the mobile network of a person: three digits of country, the rest the network.
func originNetwork(h network.Handset) smsOrigin {
	if len(h.MCCMNC) >= 5 {
		return smsOrigin{h.MCCMNC[:3], h.MCCMNC[3:], "0"}
	}
	for _, c := range countries {
		if strings.HasPrefix(h.Number, c.code) {
			return smsOrigin{c.mcc, c.mnc, "0"}
		}
	}
	return smsOrigin{"901", "01", "0"} // international
}
