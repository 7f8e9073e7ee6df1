package control

import (
	"cmp"
	"strings"

	"github.com/mynah-sim/mynah/mock/network"
)

// template shows a template with the values of one message. What the sender's account no longer has is shown by its body alone.
func (s *shower) template(out *shown, c network.TemplateMessage) {
	out.Template = &templateRef{c.Name, c.Language}
	for _, p := range c.Header {
		out.head(p)
	}
	tpl, ok := s.find(c.Name, c.Language)
	if !ok {
		return
	}
	out.Footer = tpl.Footer
	if tpl.Header != nil && tpl.Header.Format == "TEXT" {
		out.Header = filled(tpl.Header.Text, c.Header)
	}
	out.Buttons = templateButtons(tpl.Buttons, c.Buttons)
	for i, one := range tpl.Cards {
		out.Cards = append(out.Cards, templateCard(i, one, c.Cards))
	}
}

// find is the template of the sender's WhatsApp account.
func (s *shower) find(name, language string) (network.Template, bool) {
	sender, err := s.net.Sender(s.channel, s.sender)
	if err != nil {
		return network.Template{}, false
	}
	for _, tpl := range s.net.Templates(sender.WABA) {
		if tpl.Name == name && tpl.Language == language {
			return tpl, true
		}
	}
	return network.Template{}, false
}

// filled puts values into the placeholders of a text, in the order in which they first stand.
func filled(text string, values []network.Param) string {
	for _, v := range values {
		start := strings.Index(text, "{{")
		end := strings.Index(text, "}}")
		if start < 0 || end < start {
			break
		}
		text = strings.ReplaceAll(text, text[start:end+2], v.Text)
	}
	return text
}

// buttonTypes are the words of the screen for the buttons of a template (network 3.4).
var buttonTypes = map[string]string{
	"QUICK_REPLY": "reply", "URL": "link", "PHONE_NUMBER": "phone", "OTP": "copy", "COPY_CODE": "copy", "FLOW": "flow",
	"CATALOG": "catalog", "MPM": "catalog", "VOICE_CALL": "call", "REQUEST_CONTACT_INFO": "form", "ORDER_DETAILS": "form",
}

func templateButtons(of []network.TemplateButton, values []network.ButtonParam) (all []button) {
	for i, b := range of {
		shown := button{Type: buttonTypes[b.Type], Title: b.Text}
		switch b.Type {
		case "QUICK_REPLY":
			shown.ID = tapped(values, i, b.Text)
		case "URL":
			shown.Value = filled(b.URL, []network.Param{{Text: tapped(values, i, "")}})
		case "PHONE_NUMBER":
			shown.Value = b.Phone
		case "OTP", "COPY_CODE":
			shown.Value = tapped(values, i, "")
		case "FLOW":
			shown.Value = b.Flow
		}
		all = append(all, shown)
	}
	return all
}

func templateCard(index int, of network.TemplateCard, values []network.CardParams) card {
	out := card{Text: of.Body, Buttons: templateButtons(of.Buttons, nil)}
	for _, v := range values {
		if v.Index != index {
			continue
		}
		var head shown
		for _, p := range v.Header {
			head.head(p)
		}
		out.Text, out.MediaID, out.Link = filled(of.Body, v.Body), head.MediaID, head.Link
		out.Buttons = templateButtons(of.Buttons, v.Buttons)
	}
	return out
}

// tapped is a template's value for a button, or a word when it has none.
func tapped(values []network.ButtonParam, index int, other string) string {
	for _, v := range values {
		if v.Index == index {
			return cmp.Or(v.Value, other)
		}
	}
	return other
}
