package control

import (
	"context"

	"github.com/mynah-sim/mynah/mock/network"
)

// template is a message template in one language.
type template struct {
	ID         string      `json:"id"`
	Provider   string      `json:"provider"`
	WabaID     string      `json:"wabaId"`
	Name       string      `json:"name"`
	Language   string      `json:"language"`
	Category   string      `json:"category"`
	Status     string      `json:"status"`
	Components []component `json:"components"`
}

// component is a header, body, footer, the buttons or a carousel of a template, in the platform's words.
type component struct {
	Type    string           `json:"type"`
	Format  string           `json:"format,omitempty"`
	Text    string           `json:"text,omitempty"`
	Buttons []templateButton `json:"buttons,omitempty"`
	Cards   []templateCards  `json:"cards,omitempty"`
}

type templateButton struct {
	Type  string `json:"type"`
	Text  string `json:"text,omitempty"`
	URL   string `json:"url,omitempty"`
	Phone string `json:"phoneNumber,omitempty"`
	OTP   string `json:"otpType,omitempty"`
	Flow  string `json:"flowId,omitempty"`
}

type templateCards struct {
	Components []component `json:"components"`
}

func toTemplate(provider string, t network.Template) template {
	return template{
		ID: t.ID, Provider: provider, WabaID: t.WABA, Name: t.Name, Language: t.Language,
		Category: t.Category, Status: string(t.Status), Components: components(t.Header, t.Body, t.Footer, t.Buttons, t.Cards),
	}
}

func components(head *network.TemplateHeader, body, footer string, buttons []network.TemplateButton, cards []network.TemplateCard) []component {
	all := []component{}
	if head != nil && head.Format != "" {
		all = append(all, component{Type: "HEADER", Format: head.Format, Text: head.Text})
	}
	if body != "" {
		all = append(all, component{Type: "BODY", Text: body})
	}
	if footer != "" {
		all = append(all, component{Type: "FOOTER", Text: footer})
	}
	if len(buttons) > 0 {
		list := component{Type: "BUTTONS"}
		for _, b := range buttons {
			list.Buttons = append(list.Buttons, templateButton{b.Type, b.Text, b.URL, b.Phone, b.OTP, b.Flow})
		}
		all = append(all, list)
	}
	if len(cards) > 0 {
		carousel := component{Type: "CAROUSEL"}
		for _, c := range cards {
			carousel.Cards = append(carousel.Cards, templateCards{components(&c.Header, c.Body, "", c.Buttons, nil)})
		}
		all = append(all, carousel)
	}
	return all
}

type listTemplatesIn struct {
	pageIn
	Provider string `query:"provider"`
	Name     string `query:"name"`
	Status   string `query:"status"`
}

func (in listTemplatesIn) wants(t template) bool {
	return (in.Provider == "" || in.Provider == t.Provider) && (in.Name == "" || in.Name == t.Name) &&
		(in.Status == "" || in.Status == t.Status)
}

func (b *Bench) listTemplates(ctx context.Context, in listTemplatesIn) (page[template], error) {
	n := netOf(ctx)
	owners := wabaOwners(n)
	all := []template{}
	for _, w := range n.WABAs() {
		for _, t := range n.Templates(w.ID) {
			if one := toTemplate(owners[w.ID], t); in.wants(one) && one.Provider != "" {
				all = append(all, one)
			}
		}
	}
	return cut(all, in.pageIn)
}

// wabaOwners are the providers of the WhatsApp accounts: those of the numbers in them.
func wabaOwners(n *network.Network) map[string]string {
	owners, names := map[string]string{}, labels(n)
	for _, s := range n.Senders() {
		if s.WABA != "" && owners[s.WABA] == "" {
			owners[s.WABA] = names[s.Account]
		}
	}
	return owners
}
