package onemsg

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/mynah-sim/mynah/mock/network"
)

// contact is a card (onemsg 4.4 Contact).
type contact struct {
	Name      contactName      `json:"name"`
	Birthday  string           `json:"birthday,omitempty"`
	Addresses []contactAddress `json:"addresses,omitempty"`
	Emails    []contactEmail   `json:"emails,omitempty"`
	Org       *contactOrg      `json:"org,omitempty"`
	Phones    []contactPhone   `json:"phones,omitempty"`
	URLs      []contactURL     `json:"urls,omitempty"`
}

type contactName struct {
	Formatted string `json:"formatted_name"`
	First     string `json:"first_name,omitempty"`
	Last      string `json:"last_name,omitempty"`
	Middle    string `json:"middle_name,omitempty"`
	Suffix    string `json:"suffix,omitempty"`
	Prefix    string `json:"prefix,omitempty"`
}

type contactAddress struct {
	Street      string `json:"street,omitempty"`
	City        string `json:"city,omitempty"`
	State       string `json:"state,omitempty"`
	Zip         string `json:"zip,omitempty"`
	Country     string `json:"country,omitempty"`
	CountryCode string `json:"country_code,omitempty"`
	Type        string `json:"type,omitempty"`
}

type contactEmail struct {
	Email string `json:"email,omitempty"`
	Type  string `json:"type,omitempty"`
}

type contactOrg struct {
	Company    string `json:"company,omitempty"`
	Department string `json:"department,omitempty"`
	Title      string `json:"title,omitempty"`
}

type contactPhone struct {
	Phone string `json:"phone,omitempty"`
	Type  string `json:"type,omitempty"`
	WaID  string `json:"wa_id,omitempty"`
}

type contactURL struct {
	URL  string `json:"url,omitempty"`
	Type string `json:"type,omitempty"`
}

// shortContact is the short form of one card (onemsg 4.4 SimpleContact).
type shortContact struct {
	Name  json.RawMessage `json:"name"`
	Phone string          `json:"phone"`
	Email string          `json:"email"`
	Org   *contactOrg     `json:"org"`
	URL   string          `json:"url"`
}

// card makes the long form: a plain name is the formatted one, and its first word the first name.
func (s *shortContact) card() (c contact, err error) {
	var plain string
	if json.Unmarshal(s.Name, &plain) == nil {
		first, _, _ := strings.Cut(strings.TrimSpace(plain), " ")
		c.Name = contactName{Formatted: plain, First: first}
	} else if err := json.Unmarshal(s.Name, &c.Name); err != nil {
		return c, invalid("contact.name")
	}
	c.Phones, c.Org = []contactPhone{{Phone: s.Phone, Type: "CELL"}}, s.Org
	if s.Email != "" {
		c.Emails = []contactEmail{{Email: s.Email}}
	}
	if s.URL != "" {
		c.URLs = []contactURL{{URL: s.URL}}
	}
	return c, nil
}

type contactBody struct {
	to
	Contacts    []contact     `json:"contacts"`
	Contact     *shortContact `json:"contact"`
	QuotedMsgID string        `json:"quotedMsgId"`
}

// sendContact sends cards; contacts win over contact (onemsg 2.3).
func (p *Provider) sendContact(ctx context.Context, in struct{ Body contactBody }) (any, error) {
	b := in.Body
	cards, place := b.Contacts, "contacts[%d]"
	if len(cards) == 0 {
		if b.Contact == nil {
			return nil, required("contacts")
		}
		card, err := b.Contact.card()
		if err != nil {
			return nil, err
		}
		cards, place = []contact{card}, "contact"
	}
	for i, c := range cards {
		at := place
		if strings.Contains(place, "%") {
			at = fmt.Sprintf(place, i)
		}
		if err := c.check(at); err != nil {
			return nil, err
		}
	}
	d, err := p.open(ctx, b.to, nil)
	if err != nil {
		return nil, err
	}
	content := network.Contacts{}
	for _, c := range cards {
		content.Cards = append(content.Cards, c.card())
	}
	return p.send(ctx, outgoingMessage{to: d, quoted: b.QuotedMsgID, content: content, note: note{
		kind: "contact", body: cardNames(content), meta: map[string]any{"contacts": cardsOut(content)},
	}})
}

// check wants a part of the name beside the formatted one, and a birthday that there is.
func (c contact) check(at string) error {
	n := c.Name
	if n.First+n.Last+n.Middle+n.Suffix+n.Prefix == "" {
		return invalid(at + ".name")
	}
	if c.Birthday == "" {
		return nil
	}
	if _, err := time.Parse(time.DateOnly, c.Birthday); err != nil {
		return invalid(at + ".birthday")
	}
	return nil
}

// card is the card as the network has it. Entries without content are dropped; a phone is made of its account (onemsg 2.3).
func (c contact) card() network.Card {
	card := network.Card{
		Name: network.CardName{
			Formatted: c.Name.Formatted, First: c.Name.First, Last: c.Name.Last, Middle: c.Name.Middle, Prefix: c.Name.Prefix, Suffix: c.Name.Suffix,
		},
		Birthday: c.Birthday,
	}
	for _, a := range c.Addresses {
		if a != (contactAddress{}) {
			card.Addresses = append(card.Addresses, network.CardAddress(a))
		}
	}
	for _, e := range c.Emails {
		if e.Email != "" {
			card.Emails = append(card.Emails, network.CardEntry{Value: e.Email, Type: e.Type})
		}
	}
	for _, u := range c.URLs {
		if u.URL != "" {
			card.URLs = append(card.URLs, network.CardEntry{Value: u.URL, Type: u.Type})
		}
	}
	for _, p := range c.Phones {
		if p.Phone == "" && p.WaID != "" {
			p.Phone = "+" + strings.TrimPrefix(p.WaID, "+")
		}
		if p.Phone != "" {
			card.Phones = append(card.Phones, network.CardEntry{Value: p.Phone, Type: p.Type, WhatsAppID: p.WaID})
		}
	}
	if c.Org != nil {
		card.Company, card.Team, card.Title = c.Org.Company, c.Org.Department, c.Org.Title
	}
	return card
}

// cardsOut are cards as events tell them.
func cardsOut(c network.Contacts) []contact {
	out := []contact{}
	for _, card := range c.Cards {
		out = append(out, cardOut(card))
	}
	return out
}

func cardOut(card network.Card) contact {
	n := card.Name
	c := contact{Name: contactName{n.Formatted, n.First, n.Last, n.Middle, n.Suffix, n.Prefix}, Birthday: card.Birthday}
	for _, a := range card.Addresses {
		c.Addresses = append(c.Addresses, contactAddress(a))
	}
	for _, e := range card.Emails {
		c.Emails = append(c.Emails, contactEmail{e.Value, e.Type})
	}
	for _, p := range card.Phones {
		c.Phones = append(c.Phones, contactPhone{p.Value, p.Type, p.WhatsAppID})
	}
	for _, u := range card.URLs {
		c.URLs = append(c.URLs, contactURL{u.Value, u.Type})
	}
	if card.Company+card.Team+card.Title != "" {
		c.Org = &contactOrg{card.Company, card.Team, card.Title}
	}
	return c
}
