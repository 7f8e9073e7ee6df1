package onemsg

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/mynah-sim/mynah/mock/network"
)

// fitting compares the values of a message with what a template wants, section by section, and makes the network's values of them
// (onemsg 5.3, matching on send). The first thing that does not fit counts.
type fitting struct {
	p      *Provider
	ch     *channel
	tpl    *network.Template
	values *values
	found  network.Reason
	why    error
}

func (f *fitting) fail(found network.Reason, why error) {
	if f.found == network.NoReason {
		f.found, f.why = found, why
	}
}

// count is a refusal for a wrong number of values.
func (f *fitting) count(section string, want, got int) {
	f.fail(network.ParamCount, &refusal{
		fmt.Sprintf("Template parameters do not match: %s expects %d, got %d", section, want, got), 132000,
	})
}

func (f *fitting) mismatch(section string) { f.fail(network.ParamFormat, mismatch(section)) }

func mismatch(section string) *refusal {
	return &refusal{"Template parameter format mismatch: " + section, 132012}
}

func tooLong(section string) *refusal {
	return &refusal{"Template text is too long: " + section, 132005}
}

// fit fills in the values of the whole template.
func (f *fitting) fit(m *network.TemplateMessage) {
	m.Header = f.header(f.tpl.Header, f.values.header, "header")
	m.Body = f.body(-1, f.tpl.Body, f.values.body, "body")
	m.Buttons = f.buttons(f.tpl.Buttons, f.values.buttons, "")
	f.offer()
	m.Cards = f.cards()
}

// header wants a text, a file of the header's kind, or nothing.
func (f *fitting) header(want *network.TemplateHeader, got []parameter, section string) []network.Param {
	expected := 0
	if want != nil && (want.Format != "TEXT" || len(network.Placeholders(want.Text)) > 0) {
		expected = 1
	}
	switch {
	case len(got) != expected:
		f.count(section, expected, len(got))
		return nil
	case expected == 0:
		return nil
	case want.Format == "TEXT":
		return f.texts(got, section)
	case want.Format == "PRODUCT" && got[0].kind == "product":
		return []network.Param{{Other: "product"}}
	case !strings.EqualFold(want.Format, got[0].kind) || got[0].media == (headerMedia{}):
		f.mismatch(section)
		return nil
	}
	m := f.p.mediaOf(f.ch, network.MediaKind(got[0].kind), got[0].media)
	return []network.Param{{Media: &m}}
}

// texts wants texts, amounts or dates that can stand in a template.
func (f *fitting) texts(got []parameter, section string) (all []network.Param) {
	for _, p := range got {
		if !slices.Contains([]string{"text", "currency", "date_time"}, p.kind) || !network.PlainText(p.text) {
			f.mismatch(section)
		}
		all = append(all, network.Param{Text: p.text})
	}
	return all
}

// body wants as many values as there are variables, of the whole template (card -1) or of one card. A catalog template takes more, as the vendor's own example has some.
func (f *fitting) body(card int, text string, got []parameter, section string) []network.Param {
	want := len(network.Placeholders(text))
	if len(got) > want && slices.ContainsFunc(f.tpl.Buttons, func(b network.TemplateButton) bool { return b.Type == "CATALOG" }) {
		got = got[:want]
	}
	if len(got) != want {
		f.count(section, want, len(got))
		return nil
	}
	all := f.texts(got, section)
	if !f.tpl.BodyFits(card, all) {
		f.fail(network.ParamLength, tooLong(section))
	}
	return all
}

// buttonKinds are the sub_types that a kind of button takes, and the kind of its value in the network. Must: a value is needed.
var buttonKinds = map[string]struct {
	subTypes []string
	kind     string
	values   []string // of one parameter; nil: anything
	must     bool
}{
	"QUICK_REPLY":   {[]string{"quick_reply"}, "quick_reply", []string{"payload", "text"}, false},
	"URL":           {[]string{"url"}, "url", []string{"text"}, true},
	"COPY_CODE":     {[]string{"copy_code", "coupon_code"}, "copy_code", []string{"coupon_code", "text"}, true},
	"OTP":           {[]string{"url", "copy_code"}, "url", []string{"text", "coupon_code", "payload"}, false},
	"CATALOG":       {[]string{"catalog"}, "catalog", []string{"action"}, false},
	"FLOW":          {[]string{"flow"}, "flow", nil, false},
	"MPM":           {[]string{"mpm"}, "mpm", nil, false},
	"ORDER_DETAILS": {[]string{"order_details"}, "order_details", []string{"action"}, true},
}

// buttons match the values to the buttons by their place.
func (f *fitting) buttons(want []network.TemplateButton, got []buttonValues, card string) (all []network.ButtonParam) {
	given := map[int]*buttonValues{}
	for _, b := range got {
		section := fmt.Sprintf("%sbutton %d", card, b.index)
		if b.index < 0 || b.index >= len(want) || !slices.Contains(buttonKinds[want[b.index].Type].subTypes, b.kind) {
			f.mismatch(section)
			return nil
		}
		if known := given[b.index]; known != nil {
			known.parameters = append(known.parameters, b.parameters...)
			continue
		}
		given[b.index] = &b
	}
	for i, button := range want {
		if value, ok := f.button(button, given[i], fmt.Sprintf("%sbutton %d", card, i)); ok {
			value.Index = i
			all = append(all, value)
		}
	}
	return all
}

// button is the value of one button; false when it has none.
func (f *fitting) button(want network.TemplateButton, got *buttonValues, section string) (value network.ButtonParam, ok bool) {
	rule := buttonKinds[want.Type]
	must := rule.must && (want.Type != "URL" || len(network.Placeholders(want.URL)) > 0)
	count := 0
	if got != nil {
		count = len(got.parameters)
	}
	value.Kind = rule.kind
	switch {
	case want.Type == "URL" && !must && count > 0:
		f.count(section, 0, count)
		return value, false
	case must && count != 1, rule.values != nil && count > 1:
		f.count(section, 1, count)
		return value, false
	case count == 0: // the platform fills in what the catalog or the products are
		return value, want.Type == "CATALOG" || want.Type == "MPM"
	}
	p := got.parameters[0]
	if rule.values != nil && !slices.Contains(rule.values, p.kind) {
		f.mismatch(section)
		return value, false
	}
	switch value.Value = p.text; want.Type {
	case "CATALOG":
		value.Value = f.thumbnail(p)
	case "ORDER_DETAILS":
		value.Details = orderOf(p.action["order_details"])
	default:
		if p.action != nil {
			text, _ := json.Marshal(p.action) // it came out of JSON
			value.Value = string(text)
		}
	}
	return value, true
}

// thumbnail is the product on a catalog button, which must be there (onemsg 1.6 ECAT).
func (f *fitting) thumbnail(p parameter) string {
	id, _ := p.action["thumbnail_product_retailer_id"].(string)
	if id == "" {
		return ""
	}
	w, err := f.p.net.WABA(f.tpl.WABA)
	if err == nil {
		if _, _, ok := f.p.net.Product(w.Catalog, id); ok {
			return id
		}
	}
	f.fail(network.ProductUnknown, &refusal{"Product not found: " + id, 131009})
	return id
}

// offer wants the end of a limited-time offer that shows one.
func (f *fitting) offer() {
	want, got := 0, len(f.values.offer)
	switch offer := f.tpl.Offer; {
	case offer != nil && offer.Expires:
		want = 1
	case offer != nil:
		want = min(got, 1)
	}
	if got != want {
		f.count("limited_time_offer", want, got)
		return
	}
	if got == 1 && f.values.offer[0].kind != "limited_time_offer" {
		f.mismatch("limited_time_offer")
	}
}

// cards match the cards of a carousel by their places.
func (f *fitting) cards() (all []network.CardParams) {
	if len(f.values.cards) != len(f.tpl.Cards) {
		f.count("carousel", len(f.tpl.Cards), len(f.values.cards))
		return nil
	}
	seen := map[int]bool{}
	for _, c := range f.values.cards {
		if c.index < 0 || c.index >= len(f.tpl.Cards) || seen[c.index] {
			f.mismatch("carousel")
			return nil
		}
		seen[c.index] = true
		want, at := f.tpl.Cards[c.index], fmt.Sprintf("card %d ", c.index)
		all = append(all, network.CardParams{
			Index: c.index, Header: f.header(&want.Header, c.header, at+"header"), Body: f.body(c.index, want.Body, c.body, at+"body"),
			Buttons: f.buttons(want.Buttons, c.buttons, at),
		})
	}
	return all
}
