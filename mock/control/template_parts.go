package control

import "github.com/mynah-sim/mynah/mock/network"

// component is a header, body, footer, the buttons, a carousel, an offer or a call permission of a template, in the platform's words.
type component struct {
	Type     string           `json:"type"`
	Format   string           `json:"format,omitempty"`
	Text     string           `json:"text,omitempty"`
	Security bool             `json:"addSecurityRecommendation,omitempty"`
	Minutes  int              `json:"codeExpirationMinutes,omitempty"`
	Expires  bool             `json:"hasExpiration,omitempty"`
	Buttons  []templateButton `json:"buttons,omitempty"`
	Cards    []templateCards  `json:"cards,omitempty"`
}

type templateButton struct {
	Type     string `json:"type"`
	Text     string `json:"text,omitempty"`
	URL      string `json:"url,omitempty"`
	Phone    string `json:"phoneNumber,omitempty"`
	OTP      string `json:"otpType,omitempty"`
	Autofill string `json:"autofillText,omitempty"`
	Flow     string `json:"flowId,omitempty"`
	Action   string `json:"flowAction,omitempty"`
	Screen   string `json:"navigateScreen,omitempty"`
	Code     string `json:"code,omitempty"`
	Minutes  int    `json:"ttlMinutes,omitempty"`
}

type templateCards struct {
	Components []component `json:"components"`
}

// componentsOf shows the parts of a template.
func componentsOf(t network.Template) []component {
	all := partsOf(t.Header, t.Body, t.Footer, t.Buttons)
	for i := range all {
		switch all[i].Type {
		case "BODY":
			all[i].Security = t.Security
		case "FOOTER":
			all[i].Minutes = t.CodeMinutes
		}
	}
	if len(t.Cards) > 0 {
		carousel := component{Type: "CAROUSEL"}
		for _, c := range t.Cards {
			carousel.Cards = append(carousel.Cards, templateCards{partsOf(&c.Header, c.Body, "", c.Buttons)})
		}
		all = append(all, carousel)
	}
	if t.Offer != nil {
		all = append(all, component{Type: "LIMITED_TIME_OFFER", Text: t.Offer.Text, Expires: t.Offer.Expires})
	}
	if t.CallPermission {
		all = append(all, component{Type: "CALL_PERMISSION_REQUEST"})
	}
	return all
}

// partsOf shows the parts that a template and a card have in common.
func partsOf(head *network.TemplateHeader, body, footer string, buttons []network.TemplateButton) []component {
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
			list.Buttons = append(list.Buttons, templateButton{
				b.Type, b.Text, b.URL, b.Phone, b.OTP, b.Autofill, b.Flow, b.Action, b.Screen, b.Code, b.Minutes,
			})
		}
		all = append(all, list)
	}
	return all
}

// setParts replaces all that a template says.
func setParts(t *network.Template, parts []component) {
	t.Header, t.Body, t.Footer, t.Buttons, t.Cards, t.Offer = nil, "", "", nil, nil, nil
	t.CallPermission, t.Security, t.CodeMinutes = false, false, 0
	for _, c := range parts {
		switch c.Type {
		case "HEADER":
			t.Header = &network.TemplateHeader{Format: c.Format, Text: c.Text}
		case "BODY":
			t.Body, t.Security = c.Text, c.Security
		case "FOOTER":
			t.Footer, t.CodeMinutes = c.Text, c.Minutes
		case "BUTTONS":
			t.Buttons = toButtons(c.Buttons)
		case "CAROUSEL":
			for _, card := range c.Cards {
				t.Cards = append(t.Cards, toCard(card.Components))
			}
		case "LIMITED_TIME_OFFER":
			t.Offer = &network.TemplateOffer{Text: c.Text, Expires: c.Expires}
		case "CALL_PERMISSION_REQUEST":
			t.CallPermission = true
		}
	}
}

func toButtons(list []templateButton) (all []network.TemplateButton) {
	for _, b := range list {
		all = append(all, network.TemplateButton{
			Type: b.Type, Text: b.Text, URL: b.URL, Phone: b.Phone, OTP: b.OTP, Autofill: b.Autofill, Flow: b.Flow, Action: b.Action,
			Screen: b.Screen, Code: b.Code, Minutes: b.Minutes,
		})
	}
	return all
}

func toCard(parts []component) (card network.TemplateCard) {
	for _, c := range parts {
		switch c.Type {
		case "HEADER":
			card.Header = network.TemplateHeader{Format: c.Format, Text: c.Text}
		case "BODY":
			card.Body = c.Text
		case "BUTTONS":
			card.Buttons = toButtons(c.Buttons)
		}
	}
	return card
}
