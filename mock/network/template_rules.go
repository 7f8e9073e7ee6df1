package network

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// The limits of templates (network 3.4, components). Lengths count characters.
const (
	templateName      = 512
	templateHeader    = 60
	templateFooter    = 60
	templateButtons   = 10
	templateCaption   = 25
	templateURL       = 2000
	templateURLs      = 2
	templatePhone     = 20
	templateCode      = 15
	templateCardBody  = 160
	templateCardMax   = 10
	templateProducts  = 2 // cards of a product carousel at least; of another one card passes, since two surfaces allow it
	templateCardPress = 2 // buttons of a card
	templateOffer     = 16
	templateOfferBody = 600
	templateShortBody = 160 // with one product (SPM)
	codeMinutesMax    = 90
	voiceMinutesMin   = 1440
	voiceMinutesMax   = 43200
	wordsPerVariable  = 3 // limits.strict: at least so many words for each variable, and one more
)

var templateNameForm = regexp.MustCompile(`^[a-z0-9_]+$`)

// ValidTemplateName tells whether a template can have a name (network 3.4).
func ValidTemplateName(name string) bool {
	return templateNameForm.MatchString(name) && len(name) <= templateName
}

// judge is one template while its rules are checked.
type judge struct {
	n      *Network
	t      *Template
	strict bool
	card   int // from 1 inside a carousel
	found  []Breach
}

// judgeTemplate checks the rules of the component table (network 3.4), written once for all surfaces. What a surface's own document
// says, such as samples and its smaller lengths, it checks itself.
func (n *Network) judgeTemplate(t *Template) []Breach {
	j := &judge{n: n, t: t, strict: n.limits.Strict}
	j.head()
	j.header(t.Header)
	j.body()
	j.footer()
	j.buttons(t.Buttons)
	j.carousel()
	j.offer()
	if t.Rules() == CategoryAuthentication {
		j.authentication()
	}
	if j.strict {
		j.same()
	}
	return j.found
}

func (j *judge) fail(b Breach) {
	b.Card = j.card
	j.found = append(j.found, b)
}

// length checks that a text is there and not too long.
func (j *judge) length(c Component, item int, member, text string, limit int, must bool) {
	got := utf8.RuneCountInString(text)
	switch {
	case must && strings.TrimSpace(text) == "":
		j.fail(Breach{Component: c, Item: item, Member: member, Rule: RuleRequired})
	case got > limit:
		j.fail(Breach{Component: c, Item: item, Member: member, Rule: RuleMaxLength, Limit: limit, Got: got})
	}
}

func (j *judge) head() {
	j.length("", 0, "name", j.t.Name, templateName, true)
	if j.t.Name != "" && !templateNameForm.MatchString(j.t.Name) {
		j.fail(Breach{Member: "name", Rule: RulePattern, Value: j.t.Name})
	}
	if j.t.Language == "" {
		j.fail(Breach{Member: "language", Rule: RuleRequired})
	}
	if !KnownCategory(j.t.Category) {
		j.fail(Breach{Member: "category", Rule: RuleKnown, Value: j.t.Category})
	} else if rule := ttlRules[j.t.Rules()]; !j.t.ttlFits(j.t.TTL) {
		bound := rule[0]
		if j.t.TTL > rule[1] {
			bound = rule[1]
		}
		j.fail(Breach{Member: "ttl", Rule: RuleRange, Limit: int(bound / time.Second), Got: int(j.t.TTL / time.Second)})
	}
}

// headerFormats are those of a template; a card has a picture, a film or a product.
var (
	headerFormats = []string{"TEXT", "IMAGE", "VIDEO", "GIF", "DOCUMENT", "LOCATION"}
	cardFormats   = []string{"IMAGE", "VIDEO", "PRODUCT"}
)

func (j *judge) header(h *TemplateHeader) {
	if h == nil {
		return
	}
	formats := headerFormats
	if j.card > 0 {
		formats = cardFormats
	}
	if !slices.Contains(formats, h.Format) {
		j.fail(Breach{Component: PartHeader, Member: "format", Rule: RuleKnown, Value: h.Format})
		return
	}
	if h.Format != "TEXT" {
		return
	}
	j.length(PartHeader, 0, "text", h.Text, templateHeader, true)
	if names := placeholders(h.Text); len(names) > 1 {
		j.fail(Breach{Component: PartHeader, Member: "text", Rule: RuleMaxItems, Limit: 1, Got: len(names)})
	}
	j.variables(PartHeader, h.Text, false)
}

func (j *judge) body() {
	j.length(PartBody, 0, "text", j.t.Body, j.t.bodyLimit(), true)
	j.variables(PartBody, j.t.Body, j.strict)
}

// bodyLimit is how long the body may be, as it is written and as it is filled in: shorter beside an offer or one product.
func (t *Template) bodyLimit() int {
	switch {
	case t.Offer != nil:
		return templateOfferBody
	case slices.ContainsFunc(t.Buttons, func(b TemplateButton) bool { return b.Type == "SPM" }):
		return templateShortBody
	}
	return templateBody
}

func (j *judge) footer() {
	j.length(PartFooter, 0, "text", j.t.Footer, templateFooter, false)
	if names := placeholders(j.t.Footer); len(names) > 0 {
		j.fail(Breach{Component: PartFooter, Member: "text", Rule: RuleForbidden, Got: len(names), Value: names[0]})
	}
}

// variables checks how variables are named; edges too where the platform's whole rule is enforced (limits.strict).
func (j *judge) variables(c Component, text string, edges bool) {
	if broken(text) {
		j.fail(Breach{Component: c, Member: "text", Rule: RuleNumbering})
		return
	}
	names := placeholders(text)
	numbers := 0
	for _, name := range names {
		if n, err := strconv.Atoi(name); err == nil && n > 0 {
			numbers++
		}
	}
	inOrder := true
	for i := range names {
		inOrder = inOrder && slices.Contains(names, strconv.Itoa(i+1))
	}
	if numbers > 0 && (numbers < len(names) || !inOrder) {
		j.fail(Breach{Component: c, Member: "text", Rule: RuleNumbering, Limit: len(names), Got: numbers})
	}
	if edges && len(names) > 0 {
		j.edges(c, text)
	}
}

// broken tells whether a brace of a variable is never closed, or nothing stands in one.
func broken(text string) bool {
	for {
		open := strings.Index(text, "{{")
		if open < 0 {
			return strings.Contains(text, "}}")
		}
		end := strings.Index(text[open:], "}}")
		if end < 0 || strings.TrimSpace(text[open+2:open+end]) == "" {
			return true
		}
		text = text[open+end+2:]
	}
}

var (
	variable = regexp.MustCompile(`\{\{[^{}]*\}\}`)
	adjacent = regexp.MustCompile(`\}\}\s*\{\{`)
)

// edges are the variable rules that the providers' own samples break: not first, not last, not next to each other, not too many.
func (j *judge) edges(c Component, text string) {
	trimmed := strings.TrimSpace(text)
	if strings.HasPrefix(trimmed, "{{") || strings.HasSuffix(trimmed, "}}") || adjacent.MatchString(text) {
		j.fail(Breach{Component: c, Member: "text", Rule: RulePlace})
	}
	count := len(variable.FindAllString(text, -1))
	words := len(strings.Fields(variable.ReplaceAllString(text, " ")))
	if words < wordsPerVariable*count-1 {
		j.fail(Breach{Component: c, Member: "text", Rule: RuleDensity, Limit: wordsPerVariable*count - 1, Got: words})
	}
}

func (j *judge) offer() {
	if j.t.Offer == nil {
		return
	}
	j.length(PartOffer, 0, "text", j.t.Offer.Text, templateOffer, true)
	if j.t.Rules() != CategoryMarketing {
		j.fail(Breach{Component: PartOffer, Rule: RuleForbidden, Value: j.t.Category})
	}
	if j.t.Footer != "" {
		j.fail(Breach{Component: PartFooter, Rule: RuleForbidden})
	}
}

// authentication: no header, no cards, no links and emoji, one OTP button at most, a fixed footer (network 3.4).
func (j *judge) authentication() {
	if j.t.Header != nil {
		j.fail(Breach{Component: PartHeader, Rule: RuleForbidden, Value: j.t.Category})
	}
	if len(j.t.Cards) > 0 {
		j.fail(Breach{Component: PartCarousel, Rule: RuleForbidden, Value: j.t.Category})
	}
	if names := placeholders(j.t.Body); len(names) > 1 {
		j.fail(Breach{Component: PartBody, Member: "text", Rule: RuleMaxItems, Limit: 1, Got: len(names)})
	}
	if mentionsLink(j.t.Body) || hasEmoji(j.t.Body) {
		j.fail(Breach{Component: PartBody, Member: "text", Rule: RuleForbidden, Value: j.t.Category})
	}
	for i, b := range j.t.Buttons {
		if b.Type != "OTP" {
			j.fail(Breach{Component: PartButtons, Item: i + 1, Rule: RuleForbidden, Value: b.Type})
		}
	}
	if j.t.CallPermission {
		j.fail(Breach{Member: "callPermission", Rule: RuleForbidden, Value: j.t.Category})
	}
	if m := j.t.CodeMinutes; m < 0 || m > codeMinutesMax {
		j.fail(Breach{Component: PartFooter, Member: "codeExpirationMinutes", Rule: RuleRange, Limit: codeMinutesMax, Got: m})
	}
}

// same: another name of the WABA says the same (network 3.4, common rejections).
func (j *judge) same() {
	for _, place := range j.n.templatesOf[j.t.WABA] {
		o := j.n.templates.at(place)
		if o.Name != j.t.Name && o.Language == j.t.Language && !o.Status.ends() && o.Body == j.t.Body && o.Footer == j.t.Footer {
			j.fail(Breach{Component: PartBody, Member: "text", Rule: RuleSame, Value: o.Name})
			return
		}
	}
}

func mentionsLink(text string) bool {
	lower := strings.ToLower(text)
	return strings.Contains(lower, "http://") || strings.Contains(lower, "https://") || strings.Contains(lower, "www.")
}

// hasEmoji tells whether a text has a pictograph.
func hasEmoji(text string) bool {
	return strings.ContainsFunc(text, func(r rune) bool {
		return r >= 0x1f000 && r <= 0x1faff || r >= 0x2600 && r <= 0x27bf || r == 0x2b50 || r == 0x2b55
	})
}
