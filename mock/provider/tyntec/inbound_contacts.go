package tyntec

import "github.com/mynah-sim/mynah/mock/network"

// userContact is a contact card, shaped as in requests (tyntec 4.4, OP-58).
type userContact struct {
	Birthday  string        `json:"birthday,omitempty"`
	Addresses []userAddress `json:"addresses,omitempty"`
	Emails    []userEmail   `json:"emails,omitempty"`
	IMs       []userIM      `json:"ims,omitempty"`
	Name      userName      `json:"name"`
	Org       *userOrg      `json:"org,omitempty"`
	Phones    []userPhone   `json:"phones,omitempty"`
	URLs      []userURL     `json:"urls,omitempty"`
}

type userName struct {
	FormattedName string `json:"formattedName"`
	Prefix        string `json:"prefix,omitempty"`
	FirstName     string `json:"firstName,omitempty"`
	MiddleName    string `json:"middleName,omitempty"`
	LastName      string `json:"lastName,omitempty"`
	Suffix        string `json:"suffix,omitempty"`
}

type userPhone struct {
	Phone string `json:"phone,omitempty"`
	Type  string `json:"type,omitempty"`
	WaID  string `json:"waId,omitempty"`
}

type userEmail struct {
	Email string `json:"email,omitempty"`
	Type  string `json:"type,omitempty"`
}

type userURL struct {
	URL  string `json:"url,omitempty"`
	Type string `json:"type,omitempty"`
}

type userIM struct {
	Service string `json:"service,omitempty"`
	UserID  string `json:"userId,omitempty"`
}

type userOrg struct {
	Company    string `json:"company,omitempty"`
	Department string `json:"department,omitempty"`
	Title      string `json:"title,omitempty"`
}

type userAddress struct {
	City        string `json:"city,omitempty"`
	Country     string `json:"country,omitempty"`
	CountryCode string `json:"countryCode,omitempty"`
	State       string `json:"state,omitempty"`
	Street      string `json:"street,omitempty"`
	Type        string `json:"type,omitempty"`
	Zip         string `json:"zip,omitempty"`
}

// contacts writes cards that a user sent.
func contacts(c network.Contacts) (all []userContact) {
	for _, card := range c.Cards {
		n := card.Name
		out := userContact{Birthday: card.Birthday, Name: userName{n.Formatted, n.Prefix, n.First, n.Middle, n.Last, n.Suffix}}
		if org := (userOrg{card.Company, card.Team, card.Title}); org != (userOrg{}) {
			out.Org = &org
		}
		for _, e := range card.Phones {
			out.Phones = append(out.Phones, userPhone{e.Value, e.Type, e.WhatsAppID})
		}
		for _, e := range card.Emails {
			out.Emails = append(out.Emails, userEmail{e.Value, e.Type})
		}
		for _, e := range card.URLs {
			out.URLs = append(out.URLs, userURL{e.Value, e.Type})
		}
		for _, e := range card.IMs {
			out.IMs = append(out.IMs, userIM{e.Service, e.Value})
		}
		for _, a := range card.Addresses {
			out.Addresses = append(out.Addresses, userAddress{a.City, a.Country, a.CountryCode, a.State, a.Street, a.Type, a.Zip})
		}
		all = append(all, out)
	}
	return all
}
