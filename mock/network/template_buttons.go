package network

import (
	"slices"
	"strings"
)

// buttonRule is what a kind of button needs and how many of it a template may have (network 3.4).
type buttonRule struct {
	most    int
	caption bool // needs a text
	may     bool // may have one
	own     bool // stands alone: no other kind beside it
	check   func(*judge, int, TemplateButton)
}

var buttonRules = map[string]buttonRule{
	"QUICK_REPLY":          {most: templateButtons, caption: true, may: true},
	"URL":                  {most: templateURLs, caption: true, may: true, check: (*judge).urlButton},
	"PHONE_NUMBER":         {most: 1, caption: true, may: true, check: (*judge).phoneButton},
	"COPY_CODE":            {most: 1, may: true, check: (*judge).codeButton},
	"OTP":                  {most: 1, may: true, own: true, check: (*judge).otpButton},
	"FLOW":                 {most: 1, caption: true, may: true, check: (*judge).flowButton},
	"CATALOG":              {most: 1, caption: true, may: true},
	"MPM":                  {most: 1, caption: true, may: true},
	"SPM":                  {most: 1, caption: true, may: true},
	"ORDER_DETAILS":        {most: 1, caption: true, may: true},
	"VOICE_CALL":           {most: 1, caption: true, may: true, check: (*judge).voiceButton},
	"CALL_PERMISSION":      {most: 1, caption: true, may: true},
	"REQUEST_CONTACT_INFO": {most: 1, may: true},
}

// buttons checks a list of buttons: of a template or of a card.
func (j *judge) buttons(all []TemplateButton) {
	limit := templateButtons
	if j.card > 0 {
		limit = templateCardPress
	}
	if len(all) > limit {
		j.fail(Breach{Component: PartButtons, Rule: RuleMaxItems, Limit: limit, Got: len(all)})
	}
	counts := map[string]int{}
	for i, b := range all {
		rule, known := buttonRules[b.Type]
		if !known {
			j.fail(Breach{Component: PartButtons, Item: i + 1, Member: "type", Rule: RuleKnown, Value: b.Type})
			continue
		}
		counts[b.Type]++
		if counts[b.Type] == rule.most+1 {
			j.fail(Breach{Component: PartButtons, Item: i + 1, Member: "type", Rule: RuleMaxItems, Limit: rule.most, Got: counts[b.Type], Value: b.Type})
		}
		if rule.own && len(all) > 1 {
			j.fail(Breach{Component: PartButtons, Item: i + 1, Rule: RuleForbidden, Value: b.Type})
		}
		j.length(PartButtons, i+1, "text", b.Text, templateCaption, rule.caption)
		if rule.check != nil {
			rule.check(j, i+1, b)
		}
	}
	j.together(all)
}

// together: quick replies stand in one row; elsewhere kinds may be mixed (network 3.4).
func (j *judge) together(all []TemplateButton) {
	runs, last := 0, false
	for _, b := range all {
		quick := b.Type == "QUICK_REPLY"
		if quick && !last {
			runs++
		}
		last = quick
	}
	if runs > 1 {
		j.fail(Breach{Component: PartButtons, Rule: RuleTogether, Value: "QUICK_REPLY"})
	}
}

// urlButton: one variable at most, at the end.
func (j *judge) urlButton(item int, b TemplateButton) {
	j.length(PartButtons, item, "url", b.URL, templateURL, true)
	names := placeholders(b.URL)
	switch {
	case broken(b.URL):
		j.fail(Breach{Component: PartButtons, Item: item, Member: "url", Rule: RuleNumbering})
	case len(names) > 1 || len(variable.FindAllString(b.URL, -1)) > 1:
		j.fail(Breach{Component: PartButtons, Item: item, Member: "url", Rule: RuleMaxItems, Limit: 1, Got: len(names)})
	case len(names) == 1 && !strings.HasSuffix(b.URL, "}}"):
		j.fail(Breach{Component: PartButtons, Item: item, Member: "url", Rule: RulePlace})
	}
}

func (j *judge) phoneButton(item int, b TemplateButton) {
	j.length(PartButtons, item, "phone", b.Phone, templatePhone, true)
}

func (j *judge) codeButton(item int, b TemplateButton) {
	j.length(PartButtons, item, "code", b.Code, templateCode, false)
}

// otpButton belongs to AUTHENTICATION alone.
func (j *judge) otpButton(item int, b TemplateButton) {
	if j.t.Rules() != CategoryAuthentication {
		j.fail(Breach{Component: PartButtons, Item: item, Rule: RuleForbidden, Value: b.Type})
	}
	if !slices.Contains([]string{"COPY_CODE", "ONE_TAP", "ZERO_TAP"}, b.OTP) {
		j.fail(Breach{Component: PartButtons, Item: item, Member: "otp", Rule: RuleKnown, Value: b.OTP})
	}
	j.length(PartButtons, item, "autofill", b.Autofill, templateCaption, false)
}

// flowButton names a flow that the WABA can use.
func (j *judge) flowButton(item int, b TemplateButton) {
	if b.Flow == "" {
		j.fail(Breach{Component: PartButtons, Item: item, Member: "flow", Rule: RuleRequired})
	} else if _, err := j.n.flow(j.t.WABA, b.Flow); err != nil {
		j.fail(Breach{Component: PartButtons, Item: item, Member: "flow", Rule: RuleExists, Value: b.Flow})
	}
	if b.Action != "" && b.Action != "navigate" && b.Action != "data_exchange" {
		j.fail(Breach{Component: PartButtons, Item: item, Member: "action", Rule: RuleKnown, Value: b.Action})
	}
	if b.Action == "navigate" && b.Screen == "" {
		j.fail(Breach{Component: PartButtons, Item: item, Member: "screen", Rule: RuleRequired})
	}
}

func (j *judge) voiceButton(item int, b TemplateButton) {
	if b.Minutes != 0 && (b.Minutes < voiceMinutesMin || b.Minutes > voiceMinutesMax) {
		bound := voiceMinutesMin
		if b.Minutes > voiceMinutesMax {
			bound = voiceMinutesMax
		}
		j.fail(Breach{Component: PartButtons, Item: item, Member: "minutes", Rule: RuleRange, Limit: bound, Got: b.Minutes})
	}
}

// carousel: one to ten cards of one make-up, each with a picture, film or product (network 3.4).
func (j *judge) carousel() {
	cards := j.t.Cards
	if len(cards) == 0 {
		return
	}
	if len(cards) > templateCardMax {
		j.fail(Breach{Component: PartCarousel, Rule: RuleMaxItems, Limit: templateCardMax, Got: len(cards)})
	}
	if cards[0].Header.Format == "PRODUCT" && len(cards) < templateProducts {
		j.fail(Breach{Component: PartCarousel, Rule: RuleMinItems, Limit: templateProducts, Got: len(cards)})
	}
	for _, part := range []struct {
		of    Component
		there bool
	}{{PartHeader, j.t.Header != nil}, {PartFooter, j.t.Footer != ""}, {PartButtons, len(j.t.Buttons) > 0}} {
		if part.there {
			j.fail(Breach{Component: part.of, Rule: RuleForbidden, Value: string(PartCarousel)})
		}
	}
	for i, c := range cards {
		j.card = i + 1
		j.header(&c.Header)
		j.length(PartBody, 0, "text", c.Body, templateCardBody, false)
		j.variables(PartBody, c.Body, false)
		if len(c.Buttons) == 0 {
			j.fail(Breach{Component: PartButtons, Rule: RuleMinItems, Limit: 1})
		}
		j.buttons(c.Buttons)
		if i > 0 && !alike(cards[0], c) {
			j.fail(Breach{Component: PartCarousel, Rule: RuleEqual})
		}
	}
	j.card = 0
}

// alike tells whether two cards have the same parts: header, body, and buttons in their order.
func alike(a, b TemplateCard) bool {
	return a.Header.Format == b.Header.Format && (a.Body == "") == (b.Body == "") &&
		slices.EqualFunc(a.Buttons, b.Buttons, func(x, y TemplateButton) bool { return x.Type == y.Type })
}
