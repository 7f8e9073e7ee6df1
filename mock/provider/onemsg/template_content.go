package onemsg

import (
	"fmt"
	"slices"
	"strings"

	"github.com/mynah-sim/mynah/mock/network"
)

type object = map[string]any

// brokenRule is the first rule of onemsg 5.3 that a content does not keep.
type brokenRule struct {
	sub  int
	text string
}

// contentReader reads the components of a new template. Its own rules are those about the form and the samples; the others are the
// network's (network 3.4).
type contentReader struct {
	tpl    *network.Template
	card   bool
	broken *brokenRule
}

func (r *contentReader) fail(sub int, format string, args ...any) {
	if r.broken == nil {
		r.broken = &brokenRule{sub, fmt.Sprintf(format, args...)}
	}
}

// read fills the template in and answers the components as they are kept: types, formats and kinds of buttons in capitals.
func (r *contentReader) read(components []map[string]any) []map[string]any {
	kept := make([]map[string]any, 0, len(components))
	seen := map[string]bool{}
	for _, given := range components {
		c := capitals(given)
		kind, _ := c["type"].(string)
		if seen[kind] {
			r.fail(subContent, "There is more than one %s", kind)
		}
		seen[kind] = true
		r.component(kind, c)
		kept = append(kept, c)
	}
	if !seen["BODY"] {
		r.fail(subBody, "There is no BODY")
	}
	return kept
}

// capitals is a component with its words in capitals (onemsg 4.5).
func capitals(c object) object {
	out := object{}
	for name, value := range c {
		if text, ok := value.(string); ok && (name == "type" || name == "format") {
			value = strings.ToUpper(text)
		}
		if list, ok := value.([]any); ok && name == "buttons" {
			buttons := make([]any, len(list))
			for i, b := range list {
				buttons[i] = b
				if members, ok := b.(object); ok {
					button := capitals(members)
					if text, ok := button["example"].(string); ok {
						button["example"] = []any{text}
					}
					buttons[i] = button
				}
			}
			value = buttons
		}
		out[name] = value
	}
	return out
}

func text(c object, name string) string {
	value, _ := c[name].(string)
	return value
}

func (r *contentReader) component(kind string, c object) {
	switch kind {
	case "HEADER":
		r.tpl.Header = r.header(c)
	case "BODY":
		r.tpl.Body = r.body(c)
	case "FOOTER":
		r.tpl.Footer = text(c, "text")
		if r.tpl.Footer == "" {
			r.fail(subFooter, "The FOOTER has no text")
		}
	case "BUTTONS":
		r.tpl.Buttons = r.buttons(c)
	case "CAROUSEL":
		r.cards(c)
	case "LIMITED_TIME_OFFER":
		offer, _ := c["limited_time_offer"].(object)
		expires, _ := offer["has_expiration"].(bool)
		r.tpl.Offer = &network.TemplateOffer{Text: text(offer, "text"), Expires: expires}
	default:
		r.fail(subContent, "The type %q of a component is not known", kind)
	}
}

func (r *contentReader) header(c object) *network.TemplateHeader {
	h := &network.TemplateHeader{Format: text(c, "format"), Text: text(c, "text")}
	example, _ := c["example"].(object)
	formats := []string{"TEXT", "IMAGE", "VIDEO", "DOCUMENT"}
	if r.card {
		formats = []string{"IMAGE", "VIDEO"}
	}
	switch {
	case !slices.Contains(formats, h.Format):
		r.fail(subHeader, "The format %q of a HEADER is not known", h.Format)
	case h.Format != "TEXT":
		if handles, _ := example["header_handle"].([]any); len(handles) == 0 {
			r.fail(subHeader, "The HEADER has no example.header_handle")
		}
	case h.Text == "":
		r.fail(subHeader, "The HEADER has no text")
	case len(network.Placeholders(h.Text)) > 0:
		if samples, _ := example["header_text"].([]any); len(samples) == 0 {
			r.fail(subHeader, "The HEADER has a variable and no example.header_text")
		}
	}
	return h
}

func (r *contentReader) body(c object) string {
	body := text(c, "text")
	if body == "" && r.tpl.Category != network.CategoryAuthentication {
		r.fail(subBody, "The BODY has no text")
	}
	example, _ := c["example"].(object)
	if samples, given := example["body_text"].([]any); given {
		first, _ := samples[:min(1, len(samples))], 0
		values := []any(nil)
		if len(first) == 1 {
			values, _ = first[0].([]any)
		}
		if want := len(network.Placeholders(body)); len(values) != want {
			r.fail(subBody, "example.body_text has %d values for %d variables", len(values), want)
		}
	}
	return body
}

func (r *contentReader) buttons(c object) (all []network.TemplateButton) {
	list, _ := c["buttons"].([]any)
	if len(list) == 0 {
		r.fail(subContent, "The BUTTONS have no buttons")
	}
	for i, entry := range list {
		b, _ := entry.(object)
		made := network.TemplateButton{
			Type: text(b, "type"), Text: text(b, "text"), URL: text(b, "url"), Phone: text(b, "phone_number"), Flow: text(b, "flow_id"),
		}
		if made.Type == "OTP" {
			made.OTP = strings.ToUpper(text(b, "otp_type"))
			if made.OTP == "" {
				made.OTP = "COPY_CODE"
			}
		}
		samples, _ := b["example"].([]any)
		if made.Type == "URL" && len(network.Placeholders(made.URL)) > 0 && len(samples) == 0 {
			r.fail(subContent, "The URL of button %d has a variable and no example", i)
		}
		if made.Type == "CATALOG" && len(list) > 1 {
			r.fail(subContent, "A CATALOG button stands alone")
		}
		all = append(all, made)
	}
	return all
}

func (r *contentReader) cards(c object) {
	list, _ := c["cards"].([]any)
	if len(list) == 0 {
		r.fail(subContent, "The CAROUSEL has no cards")
	}
	cards := make([]any, len(list))
	for i, entry := range list {
		given, _ := entry.(object)
		parts, _ := given["components"].([]any)
		inside := &contentReader{tpl: &network.Template{Category: r.tpl.Category}, card: true}
		kept := []any{}
		for _, part := range parts {
			members, _ := part.(object)
			component := capitals(members)
			inside.component(text(component, "type"), component)
			kept = append(kept, component)
		}
		if inside.broken != nil {
			r.fail(inside.broken.sub, "Card %d: %s", i, inside.broken.text)
		}
		card := network.TemplateCard{Body: inside.tpl.Body, Buttons: inside.tpl.Buttons}
		if inside.tpl.Header == nil {
			r.fail(subHeader, "Card %d has no HEADER", i)
		} else {
			card.Header = *inside.tpl.Header
		}
		r.tpl.Cards = append(r.tpl.Cards, card)
		cards[i] = object{"components": kept}
	}
	c["cards"] = cards
}

// componentsOf are the components of a template that did not come through this API.
func componentsOf(t network.Template) (all []map[string]any) {
	if t.Header != nil {
		all = append(all, headerOut(*t.Header))
	}
	all = append(all, object{"type": "BODY", "text": t.Body})
	if t.Footer != "" {
		all = append(all, object{"type": "FOOTER", "text": t.Footer})
	}
	if t.Offer != nil {
		all = append(all, object{
			"type": "LIMITED_TIME_OFFER", "limited_time_offer": object{"text": t.Offer.Text, "has_expiration": t.Offer.Expires},
		})
	}
	if len(t.Buttons) > 0 {
		all = append(all, buttonsOut(t.Buttons))
	}
	if len(t.Cards) > 0 {
		cards := []any{}
		for _, c := range t.Cards {
			parts := []any{headerOut(c.Header)}
			if c.Body != "" {
				parts = append(parts, object{"type": "BODY", "text": c.Body})
			}
			if len(c.Buttons) > 0 {
				parts = append(parts, buttonsOut(c.Buttons))
			}
			cards = append(cards, object{"components": parts})
		}
		all = append(all, object{"type": "CAROUSEL", "cards": cards})
	}
	return all
}

func headerOut(h network.TemplateHeader) object {
	out := object{"type": "HEADER", "format": h.Format}
	if h.Text != "" {
		out["text"] = h.Text
	}
	return out
}

func buttonsOut(buttons []network.TemplateButton) object {
	list := []any{}
	for _, b := range buttons {
		out := object{"type": b.Type}
		for _, one := range []struct{ name, value string }{
			{"text", b.Text}, {"url", b.URL}, {"phone_number", b.Phone}, {"flow_id", b.Flow}, {"otp_type", b.OTP},
		} {
			if one.value != "" {
				out[one.name] = one.value
			}
		}
		list = append(list, out)
	}
	return object{"type": "BUTTONS", "buttons": list}
}
