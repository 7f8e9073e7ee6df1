package tyntec

import (
	"strings"

	"github.com/mynah-sim/mynah/mock/network"
)

// deliveredBlock is the member whatsapp of a delivered event, from version 2.12 on (tyntec 3.7).
type deliveredBlock struct {
	BSUID    string  `json:"bsuid,omitempty"`
	Username string  `json:"username,omitempty"`
	Pricing  pricing `json:"pricing"`
}

// pricing says what a message costs (tyntec OP-66).
type pricing struct {
	Billable     bool   `json:"billable"`
	PricingModel string `json:"pricingModel"`
	Type         string `json:"type"`
	Category     string `json:"category"`
}

// delivered tells who got a message and what it costs: service for free-form messages, else the template's category. Free-form
// messages are free, and so are utility templates inside the window.
func (p *Provider) delivered(m network.Message) *deliveredBlock {
	category := p.category(m)
	price := pricing{Billable: true, PricingModel: "PMP", Type: "regular", Category: category}
	if category == "service" || category == "utility" && m.InWindow {
		price.Billable, price.Type = false, "free_customer_service"
	}
	if m.FreeEntry { // network 3.2
		price.Billable, price.Type = false, "free_entry_point"
	}
	person, _ := p.net.Handset(m.Number)
	return &deliveredBlock{BSUID: m.UserID, Username: person.Username, Pricing: price}
}

// category is the price category of a WhatsApp message, in lower case. A template that is gone meanwhile counts as utility.
func (p *Provider) category(m network.Message) string {
	sent, isTemplate := m.Content.(network.TemplateMessage)
	if !isTemplate {
		return "service"
	}
	number, _ := p.net.Sender(network.WhatsApp, m.Sender)
	for _, t := range p.net.Templates(number.WABA) {
		if t.Name == sent.Name && t.Language == sent.Language {
			return strings.ToLower(t.Category)
		}
	}
	return "utility"
}
