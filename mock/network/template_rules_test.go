package network

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// text is so many characters of one kind.
func text(n int) string { return strings.Repeat("ä", n) }

// quick are so many quick replies.
func quick(n int) (all []TemplateButton) {
	for range n {
		all = append(all, TemplateButton{Type: "QUICK_REPLY", Text: "Yes"})
	}
	return all
}

// sound is a template that keeps all rules; change breaks one.
func sound(change func(*Template)) *Template {
	t := &Template{WABA: "w1", Name: "a_1", Language: "en", Category: "UTILITY", Body: "Hello"}
	change(t)
	return t
}

// picture cards, each with one button.
func cards(n int) (all []TemplateCard) {
	for range n {
		all = append(all, TemplateCard{Header: TemplateHeader{Format: "IMAGE"}, Body: "x", Buttons: []TemplateButton{{Type: "URL", Text: "Open", URL: "https://x.example"}}})
	}
	return all
}

// The limits of network 3.4, components: each at its edge and one beyond.
func TestLimitsOfTemplates(t *testing.T) {
	url := func(address string) func(*Template) {
		return func(t *Template) { t.Buttons = []TemplateButton{{Type: "URL", Text: "Open", URL: address}} }
	}
	button := func(b TemplateButton) func(*Template) { return func(t *Template) { t.Buttons = []TemplateButton{b} } }
	authentication := func(change func(*Template)) func(*Template) {
		return func(t *Template) {
			t.Category, t.Body = CategoryAuthentication, "{{1}} is your code"
			change(t)
		}
	}
	for name, tc := range map[string]struct {
		change func(*Template)
		want   string // empty: fine
	}{
		"a plain one":                 {func(*Template) {}, ""},
		"a name of 512":               {func(t *Template) { t.Name = strings.Repeat("a", 512) }, ""},
		"a name of 513":               {func(t *Template) { t.Name = strings.Repeat("a", 513) }, "name: maxLength 512, got 513"},
		"a name with a capital":       {func(t *Template) { t.Name = "Hello" }, `name: pattern "Hello"`},
		"no language":                 {func(t *Template) { t.Language = "" }, "language: required"},
		"an old category":             {func(t *Template) { t.Category = "TICKET_UPDATE" }, ""},
		"an unknown category":         {func(t *Template) { t.Category = "NEWS" }, `category: known "NEWS"`},
		"a header of 60":              {func(t *Template) { t.Header = &TemplateHeader{"TEXT", text(60)} }, ""},
		"a header of 61":              {func(t *Template) { t.Header = &TemplateHeader{"TEXT", text(61)} }, "HEADER text: maxLength 60, got 61"},
		"a header with two variables": {func(t *Template) { t.Header = &TemplateHeader{"TEXT", "{{1}} {{2}}"} }, "HEADER text: maxItems 1, got 2"},
		"a header of no kind":         {func(t *Template) { t.Header = &TemplateHeader{"SOUND", ""} }, `HEADER format: known "SOUND"`},
		"a header without text":       {func(t *Template) { t.Header = &TemplateHeader{"TEXT", " "} }, "HEADER text: required"},
		"a body of 1,024":             {func(t *Template) { t.Body = text(1024) }, ""},
		"a body of 1,025":             {func(t *Template) { t.Body = text(1025) }, "BODY text: maxLength 1024, got 1025"},
		"no body":                     {func(t *Template) { t.Body = "" }, "BODY text: required"},
		"variables in order":          {func(t *Template) { t.Body = "{{2}} {{1}} {{2}}" }, ""},
		"variables with names":        {func(t *Template) { t.Body = "{{name}} {{order}}" }, ""},
		"a gap between variables":     {func(t *Template) { t.Body = "{{1}} {{3}}" }, "BODY text: numbering 2, got 2"},
		"numbers and names":           {func(t *Template) { t.Body = "{{1}} {{name}}" }, "BODY text: numbering 2, got 1"},
		"an open variable":            {func(t *Template) { t.Body = "Hello {{1" }, "BODY text: numbering"},
		"a variable without name":     {func(t *Template) { t.Body = "Hello {{ }}" }, "BODY text: numbering"},
		"a footer of 60":              {func(t *Template) { t.Footer = text(60) }, ""},
		"a footer of 61":              {func(t *Template) { t.Footer = text(61) }, "FOOTER text: maxLength 60, got 61"},
		"a footer with a variable":    {func(t *Template) { t.Footer = "{{1}}" }, `FOOTER text: forbidden 0, got 1 "1"`},
		"ten quick replies":           {func(t *Template) { t.Buttons = quick(10) }, ""},
		"eleven quick replies":        {func(t *Template) { t.Buttons = quick(11) }, `BUTTONS: maxItems 10, got 11; BUTTONS 11 type: maxItems 10, got 11 "QUICK_REPLY"`},
		"a caption of 25":             {button(TemplateButton{Type: "QUICK_REPLY", Text: text(25)}), ""},
		"a caption of 26":             {button(TemplateButton{Type: "QUICK_REPLY", Text: text(26)}), "BUTTONS 1 text: maxLength 25, got 26"},
		"a button of no kind":         {button(TemplateButton{Type: "DANCE"}), `BUTTONS 1 type: known "DANCE"`},
		"an address of 2,000":         {url("https://" + strings.Repeat("a", 1992)), ""},
		"an address of 2,001":         {url("https://" + strings.Repeat("a", 1993)), "BUTTONS 1 url: maxLength 2000, got 2001"},
		"a variable at its end":       {url("https://x.example/{{1}}"), ""},
		"a variable within":           {url("https://x.example/{{1}}/a"), "BUTTONS 1 url: place"},
		"two variables in it":         {url("https://{{1}}/{{2}}"), "BUTTONS 1 url: maxItems 1, got 2"},
		"a phone number of 20":        {button(TemplateButton{Type: "PHONE_NUMBER", Text: "Ring", Phone: strings.Repeat("1", 20)}), ""},
		"a phone number of 21":        {button(TemplateButton{Type: "PHONE_NUMBER", Text: "Ring", Phone: strings.Repeat("1", 21)}), "BUTTONS 1 phone: maxLength 20, got 21"},
		"a code of 15":                {button(TemplateButton{Type: "COPY_CODE", Code: strings.Repeat("1", 15)}), ""},
		"a code of 16":                {button(TemplateButton{Type: "COPY_CODE", Code: strings.Repeat("1", 16)}), "BUTTONS 1 code: maxLength 15, got 16"},
		"a flow that is not there":    {button(TemplateButton{Type: "FLOW", Text: "Go", Flow: "7"}), `BUTTONS 1 flow: exists "7"`},
		"a call of 1,440 minutes":     {button(TemplateButton{Type: "VOICE_CALL", Text: "Ring", Minutes: 1440}), ""},
		"a call of 1,439 minutes":     {button(TemplateButton{Type: "VOICE_CALL", Text: "Ring", Minutes: 1439}), "BUTTONS 1 minutes: range 1440, got 1439"},
		"a call of 43,201 minutes":    {button(TemplateButton{Type: "VOICE_CALL", Text: "Ring", Minutes: 43201}), "BUTTONS 1 minutes: range 43200, got 43201"},
		"two phone numbers": {func(t *Template) {
			t.Buttons = []TemplateButton{{Type: "PHONE_NUMBER", Text: "A", Phone: "1"}, {Type: "PHONE_NUMBER", Text: "B", Phone: "2"}}
		}, `BUTTONS 2 type: maxItems 1, got 2 "PHONE_NUMBER"`},
		"quick replies around another": {func(t *Template) {
			t.Buttons = append(append(quick(1), TemplateButton{Type: "CATALOG", Text: "See"}), quick(1)...)
		}, `BUTTONS: together "QUICK_REPLY"`},
		"quick replies before another":       {func(t *Template) { t.Buttons = append(quick(2), TemplateButton{Type: "CATALOG", Text: "See"}) }, ""},
		"one card":                           {func(t *Template) { t.Cards = cards(1) }, ""},
		"ten cards":                          {func(t *Template) { t.Cards = cards(10) }, ""},
		"eleven cards":                       {func(t *Template) { t.Cards = cards(11) }, "CAROUSEL: maxItems 10, got 11"},
		"one product card":                   {func(t *Template) { t.Cards = cards(1); t.Cards[0].Header.Format = "PRODUCT" }, "CAROUSEL: minItems 2, got 1"},
		"cards that differ":                  {func(t *Template) { t.Cards = cards(2); t.Cards[1].Header.Format = "VIDEO" }, "card 2 CAROUSEL: equal"},
		"a card with three buttons":          {func(t *Template) { t.Cards = cards(1); t.Cards[0].Buttons = quick(3) }, "card 1 BUTTONS: maxItems 2, got 3"},
		"a card body of 161":                 {func(t *Template) { t.Cards = cards(1); t.Cards[0].Body = text(161) }, "card 1 BODY text: maxLength 160, got 161"},
		"a card with a text header":          {func(t *Template) { t.Cards = cards(1); t.Cards[0].Header = TemplateHeader{"TEXT", "x"} }, `card 1 HEADER format: known "TEXT"`},
		"a footer beside cards":              {func(t *Template) { t.Cards = cards(1); t.Footer = "x" }, `FOOTER: forbidden "CAROUSEL"`},
		"an offer of 16":                     {func(t *Template) { t.Category, t.Offer = "MARKETING", &TemplateOffer{Text: text(16)} }, ""},
		"an offer of 17":                     {func(t *Template) { t.Category, t.Offer = "MARKETING", &TemplateOffer{Text: text(17)} }, "LIMITED_TIME_OFFER text: maxLength 16, got 17"},
		"an offer that is no marketing":      {func(t *Template) { t.Offer = &TemplateOffer{Text: "x"} }, `LIMITED_TIME_OFFER: forbidden "UTILITY"`},
		"an offer with a footer":             {func(t *Template) { t.Category, t.Offer, t.Footer = "MARKETING", &TemplateOffer{Text: "x"}, "y" }, "FOOTER: forbidden"},
		"an offer with a body of 601":        {func(t *Template) { t.Category, t.Offer, t.Body = "MARKETING", &TemplateOffer{Text: "x"}, text(601) }, "BODY text: maxLength 600, got 601"},
		"one product with a body of 161":     {func(t *Template) { t.Buttons, t.Body = []TemplateButton{{Type: "SPM", Text: "See"}}, text(161) }, "BODY text: maxLength 160, got 161"},
		"a utility template of 30 s":         {func(t *Template) { t.TTL = 30 * time.Second }, ""},
		"a utility template of 29 s":         {func(t *Template) { t.TTL = 29 * time.Second }, "ttl: range 30, got 29"},
		"a utility template of 12 h and 1 s": {func(t *Template) { t.TTL = 12*time.Hour + time.Second }, "ttl: range 43200, got 43201"},
		"a marketing template of 12 h":       {func(t *Template) { t.Category, t.TTL = "MARKETING", 12*time.Hour }, ""},
		"a marketing template of 31 d":       {func(t *Template) { t.Category, t.TTL = "MARKETING", 31*24*time.Hour }, "ttl: range 2592000, got 2678400"},
		"as long as the platform does":       {func(t *Template) { t.TTL = TTLForever }, ""},
		"a code template":                    {authentication(func(*Template) {}), ""},
		"with 90 minutes":                    {authentication(func(t *Template) { t.CodeMinutes = 90 }), ""},
		"with 91 minutes":                    {authentication(func(t *Template) { t.CodeMinutes = 91 }), "FOOTER codeExpirationMinutes: range 90, got 91"},
		"with a life of 900 s":               {authentication(func(t *Template) { t.TTL = 900 * time.Second }), ""},
		"with a life of 901 s":               {authentication(func(t *Template) { t.TTL = 901 * time.Second }), "ttl: range 900, got 901"},
		"with a header":                      {authentication(func(t *Template) { t.Header = &TemplateHeader{Format: "IMAGE"} }), `HEADER: forbidden "AUTHENTICATION"`},
		"with a link":                        {authentication(func(t *Template) { t.Body = "{{1}} https://x.example" }), `BODY text: forbidden "AUTHENTICATION"`},
		"with two variables":                 {authentication(func(t *Template) { t.Body = "{{1}} {{2}}" }), "BODY text: maxItems 1, got 2"},
		"with another button":                {authentication(func(t *Template) { t.Buttons = quick(1) }), `BUTTONS 1: forbidden "QUICK_REPLY"`},
		"with two codes": {authentication(func(t *Template) {
			t.Buttons = []TemplateButton{{Type: "OTP", OTP: "COPY_CODE"}, {Type: "OTP", OTP: "ONE_TAP"}}
		}), `BUTTONS 1: forbidden "OTP"; BUTTONS 2 type: maxItems 1, got 2 "OTP"; BUTTONS 2: forbidden "OTP"`},
	} {
		t.Run(name, func(t *testing.T) {
			n := shop(t)
			tpl := sound(tc.change)
			var texts []string
			for _, b := range n.judgeTemplate(tpl) {
				texts = append(texts, b.String())
			}
			require.Equal(t, tc.want, strings.Join(texts, "; "))
		})
	}
}

// The variable rules that the providers' own samples break (network 3.4): with limits.strict only.
func TestStrictRulesOfVariables(t *testing.T) {
	for name, tc := range map[string]struct{ body, want string }{
		"within the text":     {"Hello dear {{1}}, how are you?", ""},
		"at the start":        {"{{1}} is here for you", "BODY text: place"},
		"at the end":          {"This is here for {{1}}", "BODY text: place"},
		"beside another":      {"So, these {{1}} {{2}} are for you now", "BODY text: place"},
		"too many":            {"We {{1}} x {{2}} y", "BODY text: density 5, got 3"},
		"as another one says": {"Order {{1}} is here and {{2}} too, we think", ""},
	} {
		t.Run(name, func(t *testing.T) {
			n := shop(t)
			n.SetLimits(Limits{Strict: true})
			var texts []string
			for _, b := range n.judgeTemplate(sound(func(t *Template) { t.Body = tc.body })) {
				texts = append(texts, b.String())
			}
			require.Equal(t, tc.want, strings.Join(texts, "; "))
		})
	}
	n := shop(t)
	n.SetLimits(Limits{Strict: true})
	found := n.judgeTemplate(sound(func(t *Template) { t.Body = "Order {{1}} is {{2}}" }))
	require.Contains(t, found, Breach{Component: PartBody, Member: "text", Rule: RuleSame, Value: "order_update"})
}

// The quota of network 3.4, with limits only: 100 in an hour, 250 in an account, 6,000 when the company is verified.
func TestQuotaOfTemplates(t *testing.T) {
	create := func(n *Network, i int) error {
		_, err := n.CreateTemplates(Template{WABA: "w1", Name: "t_" + strings.Repeat("x", i+1), Language: "en", Category: "UTILITY", Body: "Hello"})
		return err
	}
	fill := func(n *Network, count int) error {
		for i := range count {
			if err := create(n, i); err != nil {
				return err
			}
		}
		return nil
	}
	n := shop(t)
	require.NoError(t, fill(n, 300), "without limits nothing is counted")

	n = shop(t)
	n.SetLimits(Limits{Tier: true})
	require.NoError(t, fill(n, 100))
	require.ErrorIs(t, create(n, 100), ErrTemplateQuota)
	advance(t, n, time.Hour)
	require.NoError(t, create(n, 100))
	for i := 101; i < 249; i++ { // one came with the world
		if i == 200 {
			advance(t, n, time.Hour)
		}
		require.NoError(t, create(n, i))
	}
	advance(t, n, time.Hour)
	require.ErrorIs(t, create(n, 249), ErrTemplateQuota)
	require.NoError(t, n.ChangePortfolio("p1", func(p Portfolio) Portfolio { p.Verification = "verified"; return p }))
	require.NoError(t, create(n, 249))
}

func TestBreachesNameTheirEntry(t *testing.T) {
	n := shop(t)
	_, err := n.CreateTemplates(*sound(func(*Template) {}), *sound(func(t *Template) { t.Language, t.Body = "de", "" }))
	var found *BreachError
	require.ErrorAs(t, err, &found)
	require.ErrorIs(t, err, ErrTemplateInvalid)
	require.Equal(t, []Breach{{Entry: 2, Component: PartBody, Member: "text", Rule: RuleRequired}}, found.Breaches)
	require.Len(t, n.Templates("w1"), 1, "all are taken or none")

	_, err = n.CreateTemplates(*sound(func(*Template) {}), *sound(func(*Template) {}))
	require.ErrorIs(t, err, ErrTemplateExists)
	_, err = n.CreateTemplates(Template{WABA: "w9", Name: "a", Language: "en"})
	require.ErrorIs(t, err, ErrWABAUnknown)
	require.False(t, errors.Is(err, ErrTemplateInvalid))
}
