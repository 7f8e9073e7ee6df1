package network

import (
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

// placeholders lists the variables of a template's text in order of first use: {{1}}, {{2}}, or {{name}}.
func placeholders(text string) (names []string) {
	for {
		open := strings.Index(text, "{{")
		if open < 0 {
			return names
		}
		end := strings.Index(text[open:], "}}")
		if end < 0 {
			return names
		}
		if name := strings.TrimSpace(text[open+2 : open+end]); name != "" && !slices.Contains(names, name) {
			names = append(names, name)
		}
		text = text[open+end+2:]
	}
}

// fill puts values in place of the variables, in order of first use.
func fill(text string, values []Param) string {
	for i, name := range placeholders(text) {
		if i < len(values) {
			text = strings.ReplaceAll(text, "{{"+name+"}}", values[i].Text)
		}
	}
	return text
}

// template finds a template of a WABA. The reason says what is wrong with the name or the language (network 3.19 step 8).
func (n *Network) template(waba, name, language string) (*template, Reason) {
	otherRegion := false
	for _, place := range n.templatesOf[waba] {
		tpl := n.templates.at(place)
		if tpl.Name != name {
			continue
		}
		if tpl.Language == language {
			return tpl, tpl.sendable()
		}
		base, _, _ := strings.Cut(tpl.Language, "_")
		asked, _, _ := strings.Cut(language, "_")
		otherRegion = otherRegion || base == asked
	}
	if otherRegion {
		return nil, TemplateRegion
	}
	return nil, TemplateUnknown
}

// match compares the values of a message with what the template wants (tyntec 5.5, OP-99; the codes are network 3.19's).
func (t *Template) match(m TemplateMessage) Reason {
	buttons, offered := withoutOffer(m.Buttons)
	for _, check := range []func() Reason{
		func() Reason { return matchHeader(t.Header, m.Header) },
		func() Reason { return t.matchBody(m.Body) },
		func() Reason { return t.matchOffer(offered) },
		func() Reason { return matchButtons(t.Buttons, buttons) },
		func() Reason { return t.matchCards(m.Cards) },
		func() Reason { return t.matchLengths(m, buttons) },
	} {
		if why := check(); why != NoReason {
			return why
		}
	}
	ragged := func(p Param) bool { return !plain(p.Text) }
	if slices.ContainsFunc(m.Header, ragged) || slices.ContainsFunc(m.Body, ragged) {
		return ParamFormat
	}
	for _, card := range m.Cards {
		if slices.ContainsFunc(card.Header, ragged) || slices.ContainsFunc(card.Body, ragged) {
			return ParamFormat
		}
	}
	return NoReason
}

// withoutOffer takes the value of a limited-time offer out of the values of the buttons.
func withoutOffer(all []ButtonParam) (buttons []ButtonParam, offered bool) {
	for _, b := range all {
		if b.Kind == "limited_time_offer" {
			offered = true
		} else {
			buttons = append(buttons, b)
		}
	}
	return buttons, offered
}

// matchOffer: an offer that ends needs its end, and only an offer takes one.
func (t *Template) matchOffer(offered bool) Reason {
	if t.Offer == nil && offered || t.Offer != nil && t.Offer.Expires && !offered {
		return ParamFormat
	}
	return NoReason
}

// matchLengths: what is filled in keeps the limits of its part (network 3.4, parameter values).
func (t *Template) matchLengths(m TemplateMessage, buttons []ButtonParam) Reason {
	over := func(text string, values []Param, limit int) bool {
		longest := 0
		for _, v := range values {
			longest = max(longest, len(v.Text))
			if strings.Contains(v.Text, "{{") {
				longest = limit + 1 // it may be filled in itself
			}
		}
		if len(text)+strings.Count(text, "{{")*longest <= limit {
			return false // however it is filled in
		}
		return utf8.RuneCountInString(fill(text, values)) > limit
	}
	if t.Header != nil && over(t.Header.Text, m.Header, templateHeader) || over(t.Body, m.Body, t.bodyLimit()) {
		return ParamLength
	}
	for _, b := range buttons {
		if b.Kind == "copy_code" && utf8.RuneCountInString(b.Value) > templateCode {
			return ParamLength
		}
	}
	if t.Rules() == CategoryAuthentication && utf8.RuneCountInString(m.Body[0].Text) > templateCode {
		return ParamLength // its one value is the code; matchBody has counted it
	}
	for _, card := range m.Cards {
		if over(t.Cards[card.Index].Body, card.Body, templateCardBody) {
			return ParamLength
		}
	}
	return NoReason
}

// ttlRules are how long delivery of a template may be tried, by category (network 2.8).
var ttlRules = map[string][2]time.Duration{
	CategoryUtility:        {30 * time.Second, 12 * time.Hour},
	CategoryMarketing:      {12 * time.Hour, 30 * 24 * time.Hour},
	CategoryAuthentication: {30 * time.Second, 900 * time.Second},
}

// ttlFits tells whether a life time is within the range of the template's category; 0 and TTLForever always are.
func (t *Template) ttlFits(ttl time.Duration) bool {
	rule := ttlRules[t.Rules()]
	return ttl == 0 || ttl == TTLForever || ttl >= rule[0] && ttl <= rule[1]
}

// lifetime is how long the channel tries to deliver a message with this template (network 2.8).
func (t *Template) lifetime(m TemplateMessage, options AccountOptions) time.Duration {
	ttl := orElse(m.TTL, t.TTL)
	if ttl == 0 && t.Rules() == CategoryAuthentication {
		ttl = orElse(options.TTLAuth, ttlAuthentication)
	}
	if ttl == 0 || ttl == TTLForever {
		return orElse(options.TTL, ttlWhatsApp)
	}
	return ttl
}

// plain tells whether a value has no line break, tab or more than four blanks in a row (network 3.4, D28).
func plain(value string) bool {
	return !strings.ContainsAny(value, "\n\r\t") && !strings.Contains(value, "     ")
}

func matchHeader(want *TemplateHeader, got []Param) Reason {
	switch {
	case want == nil || want.Format == "TEXT" && len(placeholders(want.Text)) == 0:
		if len(got) > 0 {
			return ParamCount
		}
		return NoReason
	case want.Format == "TEXT":
		if len(got) != 1 {
			return ParamCount
		}
		if got[0].Media != nil || got[0].Location != nil || got[0].Other != "" {
			return ParamFormat
		}
		return NoReason
	case len(got) != 1 || !fits(want.Format, got[0]):
		return ParamFormat
	}
	return NoReason
}

// fits tells whether a value is of the format of a media header.
func fits(format string, p Param) bool {
	switch format {
	case "LOCATION":
		return p.Location != nil
	case "PRODUCT":
		return p.Product != nil
	}
	return p.Media != nil && strings.EqualFold(string(p.Media.As), format)
}

func (t *Template) matchBody(got []Param) Reason {
	want := len(placeholders(t.Body))
	if t.Rules() == CategoryAuthentication {
		want = 1
	}
	if len(got) != want {
		return ParamCount
	}
	for _, p := range got {
		if p.Media != nil || p.Location != nil {
			return ParamFormat
		}
	}
	return NoReason
}

// buttonValues says which kind of value a button takes, and whether it must have one.
func buttonValue(b TemplateButton) (kind string, must bool) {
	switch b.Type {
	case "QUICK_REPLY":
		return "quick_reply", false
	case "URL":
		if len(placeholders(b.URL)) > 0 {
			return "url", true
		}
	case "OTP":
		return "url", false
	case "FLOW":
		return "flow", false
	case "VOICE_CALL":
		return "call", false
	case "COPY_CODE":
		return "copy_code", true
	case "CATALOG":
		return "catalog", true
	case "MPM":
		return "mpm", true
	case "SPM":
		return "spm", false
	case "ORDER_DETAILS":
		return "order_details", true
	}
	return "", false
}

func matchButtons(want []TemplateButton, got []ButtonParam) Reason {
	for i, b := range want {
		kind, must := buttonValue(b)
		has := slices.ContainsFunc(got, func(p ButtonParam) bool { return p.Index == i && p.Kind == kind })
		if must && !has {
			return ParamFormat
		}
	}
	for _, p := range got {
		if p.Index < 0 || p.Index >= len(want) {
			return ParamFormat
		}
		if kind, _ := buttonValue(want[p.Index]); kind != p.Kind {
			return ParamFormat
		}
	}
	return NoReason
}

func (t *Template) matchCards(got []CardParams) Reason {
	if len(got) != len(t.Cards) {
		return ParamCount
	}
	for _, card := range got {
		if card.Index < 0 || card.Index >= len(t.Cards) {
			return ParamCount
		}
		want := t.Cards[card.Index]
		if why := matchHeader(&want.Header, card.Header); why != NoReason {
			return why
		}
		if len(card.Body) != len(placeholders(want.Body)) {
			return ParamCount
		}
		if why := matchButtons(want.Buttons, card.Buttons); why != NoReason {
			return why
		}
	}
	return NoReason
}
