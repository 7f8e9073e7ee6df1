package control

import (
	"bytes"
	"encoding/json"

	"github.com/mynah-sim/mynah/mock/network"
)

// contact is a contact card as requests and screens write it (control: ContactCard).
type contact struct {
	Name         contactName      `json:"name"`
	Phones       []contactPhone   `json:"phones,omitempty"`
	Emails       []contactEmail   `json:"emails,omitempty"`
	Addresses    []contactAddress `json:"addresses,omitempty"`
	URLs         []contactURL     `json:"urls,omitempty"`
	Organisation *organisation    `json:"organisation,omitempty"`
	Birthday     string           `json:"birthday,omitempty"`
}

type contactName struct {
	FormattedName string `json:"formattedName"`
	FirstName     string `json:"firstName,omitempty"`
	LastName      string `json:"lastName,omitempty"`
	MiddleName    string `json:"middleName,omitempty"`
	Prefix        string `json:"prefix,omitempty"`
	Suffix        string `json:"suffix,omitempty"`
}

type contactPhone struct {
	Phone string `json:"phone,omitempty"`
	Type  string `json:"type,omitempty"`
	WaID  string `json:"waId,omitempty"`
}

type contactEmail struct {
	Email string `json:"email,omitempty"`
	Type  string `json:"type,omitempty"`
}

type contactURL struct {
	URL  string `json:"url,omitempty"`
	Type string `json:"type,omitempty"`
}

type contactAddress struct {
	Street      string `json:"street,omitempty"`
	City        string `json:"city,omitempty"`
	State       string `json:"state,omitempty"`
	Zip         string `json:"zip,omitempty"`
	Country     string `json:"country,omitempty"`
	CountryCode string `json:"countryCode,omitempty"`
	Type        string `json:"type,omitempty"`
}

type organisation struct {
	Company    string `json:"company,omitempty"`
	Department string `json:"department,omitempty"`
	Title      string `json:"title,omitempty"`
}

// toCards turns contacts into the network's cards.
func toCards(all []contact) []network.Card {
	cards := make([]network.Card, len(all))
	for i, c := range all {
		cards[i] = c.card()
	}
	return cards
}

func (c contact) card() network.Card {
	n := c.Name
	card := network.Card{
		Name:     network.CardName{Formatted: n.FormattedName, First: n.FirstName, Last: n.LastName, Middle: n.MiddleName, Prefix: n.Prefix, Suffix: n.Suffix},
		Birthday: c.Birthday,
	}
	if o := c.Organisation; o != nil {
		card.Company, card.Team, card.Title = o.Company, o.Department, o.Title
	}
	for _, p := range c.Phones {
		card.Phones = append(card.Phones, network.CardEntry{Value: p.Phone, Type: p.Type, WhatsAppID: p.WaID})
	}
	for _, e := range c.Emails {
		card.Emails = append(card.Emails, network.CardEntry{Value: e.Email, Type: e.Type})
	}
	for _, u := range c.URLs {
		card.URLs = append(card.URLs, network.CardEntry{Value: u.URL, Type: u.Type})
	}
	for _, a := range c.Addresses {
		card.Addresses = append(card.Addresses, network.CardAddress(a))
	}
	return card
}

// toContact turns a card of the network into what the screen shows.
func toContact(card network.Card) contact {
	n := card.Name
	c := contact{Name: contactName{n.Formatted, n.First, n.Last, n.Middle, n.Prefix, n.Suffix}, Birthday: card.Birthday}
	if card.Company != "" || card.Team != "" || card.Title != "" {
		c.Organisation = &organisation{card.Company, card.Team, card.Title}
	}
	for _, p := range card.Phones {
		c.Phones = append(c.Phones, contactPhone{p.Value, p.Type, p.WhatsAppID})
	}
	for _, e := range card.Emails {
		c.Emails = append(c.Emails, contactEmail{e.Value, e.Type})
	}
	for _, u := range card.URLs {
		c.URLs = append(c.URLs, contactURL{u.Value, u.Type})
	}
	for _, a := range card.Addresses {
		c.Addresses = append(c.Addresses, contactAddress(a))
	}
	return c
}

// compact is JSON without spaces; what is no JSON stays as it is.
func compact(raw json.RawMessage) string {
	var out bytes.Buffer
	if json.Compact(&out, raw) != nil {
		return string(raw)
	}
	return out.String()
}
