package onemsg

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/mynah-sim/mynah/mock/network"
)

// The limits of a card (onemsg 4.4 CarouselCard).
const (
	leastCards = 2
	cardText   = 160
	cardLabel  = 20
	replyID    = 200
)

type carouselBody struct {
	to
	Body        string `json:"body"`
	QuotedMsgID string `json:"quotedMsgId"`
	Params      []struct {
		Type       string         `json:"type"`
		Cards      []carouselCard `json:"cards"`
		Parameters []struct {
			Text string `json:"text"`
		} `json:"parameters"`
	} `json:"params"`
	Cards []carouselCard `json:"cards"`
}

// carouselCard has two forms; one with components is like a template's card (onemsg 4.4).
type carouselCard struct {
	Index  *int        `json:"card_index"`
	Header *cardHeader `json:"header"`
	Body   struct {
		Text string `json:"text"`
	} `json:"body"`
	Action struct {
		Name       string `json:"name"`
		Parameters struct {
			URL         string `json:"url"`
			DisplayText string `json:"display_text"`
		} `json:"parameters"`
		Buttons []struct {
			Reply buttonReply `json:"quick_reply"`
		} `json:"buttons"`
	} `json:"action"`
	Components []cardComponent `json:"components"`
}

type cardHeader struct {
	Type    string       `json:"type"`
	Image   *headerMedia `json:"image"`
	Video   *headerMedia `json:"video"`
	Product *struct {
		Catalog  string `json:"catalog_id"`
		Retailer string `json:"product_retailer_id"`
	} `json:"product"`
}

type cardComponent struct {
	Type       string          `json:"type"`
	SubType    string          `json:"sub_type"`
	Parameters json.RawMessage `json:"parameters"`
}

// kind is what a header shows: named, or told by the member that is there.
func (h *cardHeader) kind() string {
	switch {
	case h == nil:
		return ""
	case h.Image != nil && (h.Type == "" || strings.EqualFold(h.Type, "image")):
		return "image"
	case h.Video != nil && (h.Type == "" || strings.EqualFold(h.Type, "video")):
		return "video"
	case h.Product != nil && (h.Type == "" || strings.EqualFold(h.Type, "product")):
		return "product"
	}
	return ""
}

// sendCarousel sends cards; cards win over those in params (onemsg 2.9).
func (p *Provider) sendCarousel(ctx context.Context, in sendIn[carouselBody]) (any, error) {
	b := in.Body.as
	text, cards, err := b.cards()
	if err != nil {
		return nil, err
	}
	m := network.Interactive{Form: network.InteractiveCarousel, Body: text}
	for i := range cards {
		card, err := p.readCard(ctx, fmt.Sprintf("cards[%d]", i), &cards[i])
		if err != nil {
			return nil, err
		}
		m.Cards = append(m.Cards, card.made)
		if card.made.Product != nil {
			m.Catalog = card.made.Product.Catalog
		}
	}
	if err := together(m, cardAt, "cards"); err != nil {
		return nil, err
	}
	d, err := p.open(ctx, b.to, nil)
	if err != nil {
		return nil, err
	}
	return p.send(ctx, outgoingMessage{
		to: d, quoted: b.QuotedMsgID, content: m, note: in.Body.interactiveNote("carousel", text), say: cardWords(m),
	})
}

// cardAt is the place of a breach: a card, or an id of one of its buttons.
func cardAt(b network.Breach) string {
	at := fmt.Sprintf("cards[%d]", b.Card-1)
	if b.Rule == network.RuleUnique {
		at += fmt.Sprintf(".action.buttons[%d].quick_reply.id", b.Item-1)
	}
	return at
}

// cards are the cards of a request and the text above them.
func (b *carouselBody) cards() (text string, cards []carouselCard, err error) {
	text, cards = b.Body, b.Cards
	var words []string
	found := false
	for _, param := range b.Params {
		switch {
		case strings.EqualFold(param.Type, "carousel"):
			found = true
			if len(b.Cards) == 0 {
				cards = param.Cards
			}
		case strings.EqualFold(param.Type, "body"):
			for _, value := range param.Parameters {
				words = append(words, value.Text)
			}
		}
	}
	switch {
	case len(cards) == 0 && !found, len(cards) == 0:
		return "", nil, required("cards")
	case len(cards) < leastCards:
		return "", nil, invalid("cards")
	}
	if text == "" {
		text = strings.Join(words, " ")
	}
	return text, cards, nil
}

// readingCard is a card while it is read: either form fills the same members.
type readingCard struct {
	made   network.InteractiveCard
	header *cardHeader
	text   string
	label  string
	url    string
	quick  []buttonReply
}

func (p *Provider) readCard(ctx context.Context, at string, given *carouselCard) (*readingCard, error) {
	c := &readingCard{
		header: given.Header, text: given.Body.Text, label: given.Action.Parameters.DisplayText, url: given.Action.Parameters.URL,
	}
	for _, b := range given.Action.Buttons {
		c.quick = append(c.quick, b.Reply)
	}
	if len(given.Components) > 0 {
		if err := c.components(at, given.Components); err != nil {
			return nil, err
		}
	}
	if err := c.check(at); err != nil {
		return nil, err
	}
	c.made.Body, c.made.Label, c.made.URL = c.text, c.label, c.url
	for _, q := range c.quick {
		c.made.Choices = append(c.made.Choices, network.Choice{ID: q.id(), Title: q.Title})
	}
	switch kind := c.header.kind(); kind {
	case "product":
		c.made.Product = &network.ProductRef{Catalog: c.header.Product.Catalog, Product: c.header.Product.Retailer}
	default:
		file := c.header.Image
		if kind == "video" {
			file = c.header.Video
		}
		m := p.mediaOf(channelOf(ctx), network.MediaKind(kind), *file)
		c.made.Header = &network.Param{Media: &m}
	}
	return c, nil
}

// components reads the form that is like a template's.
func (c *readingCard) components(at string, all []cardComponent) error {
	for i, part := range all {
		wrong := invalid(fmt.Sprintf("%s.components[%d]", at, i))
		var values []json.RawMessage
		if json.Unmarshal(part.Parameters, &values) != nil { // an object stands for a list of one
			values = []json.RawMessage{part.Parameters}
		}
		for _, value := range values {
			if len(value) > 0 && !c.component(part, value) {
				return wrong
			}
		}
	}
	return nil
}

func (c *readingCard) component(part cardComponent, value json.RawMessage) bool {
	switch strings.ToLower(part.Type) {
	case "header":
		c.header = &cardHeader{}
		return json.Unmarshal(value, c.header) == nil
	case "body":
		var text struct{ Text string }
		err := json.Unmarshal(value, &text)
		c.text = text.Text
		return err == nil
	case "button":
		var b struct{ ID, Text, URL string }
		if json.Unmarshal(value, &b) != nil {
			return false
		}
		if strings.EqualFold(part.SubType, "url") {
			c.label, c.url = b.Text, b.URL
		} else {
			c.quick = append(c.quick, buttonReply{ID: b.ID, Title: b.Text})
		}
	}
	return true
}

// check is the rules of one card: a header, and one URL button or some quick replies.
func (c *readingCard) check(at string) error {
	long := func(text string, most int) bool { return utf8.RuneCountInString(text) > most }
	switch {
	case c.header.kind() == "":
		return invalid(at + ".header")
	case c.header.kind() != "product" && c.file().Link == "" && c.file().ID == "":
		return invalid(at + ".header")
	case long(c.text, cardText):
		return exceeds(at+".body.text", cardText)
	case (c.url == "") == (len(c.quick) == 0):
		return invalid(at + ".action")
	case c.url != "" && (!strings.HasPrefix(c.url, "http") || c.label == ""):
		return invalid(at + ".action")
	case long(c.label, cardLabel):
		return exceeds(at+".action.parameters.display_text", cardLabel)
	}
	for i, q := range c.quick {
		name := fmt.Sprintf("%s.action.buttons[%d].quick_reply", at, i)
		switch {
		case q.id() == "" || q.Title == "":
			return invalid(name)
		case long(q.Title, cardLabel):
			return exceeds(name+".title", cardLabel)
		case long(q.id(), replyID):
			return exceeds(name+".id", replyID)
		}
	}
	return nil
}

func (c *readingCard) file() headerMedia {
	if c.header.Image != nil {
		return *c.header.Image
	}
	return *c.header.Video
}

// cardWords are the texts about products that cannot be shown (onemsg 1.6 ECAT).
func cardWords(m network.Interactive) func(network.Reason) error {
	for _, card := range m.Cards {
		if card.Product != nil {
			return productWords(card.Product.Catalog, card.Product.Product)
		}
	}
	return nil
}
