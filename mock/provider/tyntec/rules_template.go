package tyntec

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/mynah-sim/mynah/mock/contract"
	"github.com/mynah-sim/mynah/mock/network"
)

// newTemplate judges the body of waSubmitTemplateForReview (tyntec 2.4).
func (j *judgement) newTemplate(body part) {
	var languages []part
	for _, l := range body.at("localizations").items() {
		languages = append(languages, l.at("language"))
		j.definition(l.at("components"), body.at("category").text())
	}
	j.once(languages)
}

// later is for requests whose rules depend on a template that they only name: the operation judges them.
func (j *judgement) later(part) {}

// templatePatch judges the body of waEditTemplate: exactly one member.
func (j *judgement) templatePatch(body part) {
	given := 0
	for _, name := range []string{"category", "components", "userContext"} {
		if body.at(name).present() {
			given++
		}
	}
	if body.object() && given != 1 {
		j.broken(body, "must have exactly one of category, components, userContext")
	}
}

// judgeDefinition judges components of a template whose category the request does not say.
func (p *Provider) judgeDefinition(ctx context.Context, body part, category string) error {
	j := judgement{provider: p, account: callerOf(ctx).account}
	j.definition(body.at("components"), category)
	if len(j.found) == 0 {
		return nil
	}
	return &contract.Breach{Kind: contract.Invalid, Findings: j.found}
}

// definition judges components: which parts stand together, placeholders, examples, what the category asks for (tyntec 5.5).
func (j *judgement) definition(at part, category string) {
	j.category(at, category)
	kinds := map[string]part{}
	for _, c := range at.items() {
		kind := c.at("type").text()
		if _, again := kinds[kind]; again {
			j.broken(c, "must not be a second "+kind)
			continue
		}
		kinds[kind] = c
	}
	if _, has := kinds["BODY"]; !has && len(at.items()) > 0 {
		j.broken(at, "must have a BODY")
	}
	_, carousel := kinds["CAROUSEL"]
	samples := &sampled{judgement: j, fixed: category == network.CategoryAuthentication}
	for _, c := range at.items() {
		switch kind := c.at("type").text(); {
		case carousel && kind != "BODY" && kind != "CAROUSEL":
			j.broken(c, "must not stand beside a CAROUSEL")
		case kind == "CAROUSEL":
			j.cards(c.at("cards"), samples)
		default:
			j.component(c, samples)
		}
	}
	samples.tell()
}

// component judges one part of a template or card.
func (j *judgement) component(c part, samples *sampled) {
	switch c.at("type").text() {
	case "HEADER":
		n := j.placeholders(c.at("text"))
		if n > 1 {
			j.broken(c.at("text"), "must not have more than one placeholder")
		}
		if c.at("format").text() != "TEXT" {
			n = 0 // its example is mandatory, which the document says
		}
		samples.text(c, min(n, 1))
		samples.any = samples.any || c.at("example").at("url").present()
	case "BODY":
		if !samples.fixed {
			samples.texts(c, j.placeholders(c.at("text")))
		}
	case "BUTTONS":
		j.templateButtons(c, samples)
	}
}

// placeholders counts the placeholders of a text and wants them numbered 1 to n, each once.
func (j *judgement) placeholders(at part) int {
	rest, n := at.text(), 0
	for {
		_, after, open := strings.Cut(rest, "{{")
		if !open {
			if strings.Contains(rest, "}}") {
				j.broken(at, "must have placeholders of the form {{1}}")
			}
			return n
		}
		name, left, closed := strings.Cut(after, "}}")
		n++
		if !closed {
			j.broken(at, "must have placeholders of the form {{1}}")
			return n
		}
		if name != strconv.Itoa(n) {
			j.broken(at, "must have placeholders numbered from 1 without gap or repeat")
			return n
		}
		rest = left
	}
}

// templateButtons judges the buttons of a template: one kind, and as many as there may be of it (tyntec 4.8).
func (j *judgement) templateButtons(c part, samples *sampled) {
	buttons := c.at("buttons")
	var kinds []string
	for i, b := range buttons.items() {
		j.templateButton(b, samples)
		kind := b.at("type").text()
		if kindOf := buttonKind(kind); i > 0 && kindOf != buttonKind(kinds[0]) {
			j.broken(buttons, "must be of one kind")
			return
		} else if kindOf == "call to action" && slices.Contains(kinds, kind) {
			j.broken(b, "must not be a second "+kind)
		}
		kinds = append(kinds, kind)
	}
	if len(kinds) == 0 {
		return
	}
	if most := map[string]int{"QUICK_REPLY": 3, "call to action": 2, "OTP": 1, "FLOW": 1}[buttonKind(kinds[0])]; len(kinds) > most && most > 0 {
		j.broken(buttons, fmt.Sprintf("size must be between 1 and %d", most))
	}
}

// buttonKind is the kind of buttons that may stand together.
func buttonKind(word string) string {
	switch word {
	case "URL", "PHONE_NUMBER", "VOICE_CALL", "REQUEST_CONTACT_INFO":
		return "call to action"
	}
	return word
}

func (j *judgement) templateButton(b part, samples *sampled) {
	switch b.at("type").text() {
	case "URL":
		url := b.at("url").text()
		n := strings.Count(url, "{{") // a second one, or one elsewhere than at the end, is no placeholder of an address
		if n > 0 && (n > 1 || !strings.HasSuffix(url, "{{1}}")) {
			j.broken(b.at("url"), "must have its only placeholder {{1}} at the end")
		}
		samples.url(b, n)
	case "FLOW":
		if b.at("flowAction").text() == "navigate" && !b.at("navigateScreen").present() {
			j.broken(b.at("navigateScreen"), mustNotBeEmpty)
		}
	}
}

// cards judges a carousel: every part once on a card, and all cards alike (tyntec 5.5).
func (j *judgement) cards(at part, samples *sampled) {
	var first string
	for i, card := range at.items() {
		make, seen := "", map[string]bool{}
		for _, c := range card.at("components").items() {
			kind := c.at("type").text()
			if seen[kind] {
				j.broken(c, "must not be a second "+kind)
			}
			seen[kind] = true
			if kind == "BODY" && !c.at("text").present() {
				j.broken(c.at("text"), mustNotBeEmpty)
			}
			j.cardPart(c, samples)
		}
		make = makeUp(card)
		if i == 0 {
			first = make
		} else if make != first {
			j.broken(card, "must have the header format and the button types of the first card")
		}
	}
}

// cardPart is component for a card, on which quick replies and calls to action may be mixed.
func (j *judgement) cardPart(c part, samples *sampled) {
	if c.at("type").text() != "BUTTONS" {
		j.component(c, samples)
		return
	}
	for _, b := range c.at("buttons").items() {
		j.templateButton(b, samples)
	}
}

// makeUp is what must be equal on all cards.
func makeUp(card part) string {
	var header, buttons string
	for _, c := range card.at("components").items() {
		header += c.at("format").text()
		for _, b := range c.at("buttons").items() {
			buttons += " " + b.at("type").text()
		}
	}
	return header + buttons
}

// sampled collects which dynamic parts of a localization have an example: as soon as one has, every one needs it (tyntec OP-34).
type sampled struct {
	*judgement
	fixed   bool // the texts are the platform's: those of the request do not count
	any     bool
	missing []part
}

// note notes the example of a dynamic part.
func (s *sampled) note(example part) {
	if example.present() {
		s.any = true
	} else {
		s.missing = append(s.missing, example)
	}
}

func (s *sampled) text(c part, placeholders int) {
	if placeholders > 0 {
		s.note(c.at("example").at("text"))
	}
}

func (s *sampled) url(b part, placeholders int) {
	if placeholders > 0 {
		s.note(b.at("example").at("url"))
	}
}

// texts wants one sample for each placeholder of a body.
func (s *sampled) texts(c part, placeholders int) {
	texts := c.at("example").at("texts")
	if n := len(texts.items()); texts.present() && n != placeholders {
		s.broken(texts, fmt.Sprintf("size must be between %d and %d", placeholders, placeholders))
	}
	if placeholders > 0 {
		s.note(texts)
	}
}

func (s *sampled) tell() {
	for _, p := range s.missing {
		if s.any {
			s.broken(p, mustNotBeEmpty)
		}
	}
}

// category judges what a category asks for and forbids (tyntec 5.5).
func (j *judgement) category(at part, category string) {
	authentication := category == network.CategoryAuthentication
	otp := false
	for _, c := range at.items() {
		switch kind := c.at("type").text(); {
		case kind == "BUTTONS":
			for _, b := range c.at("buttons").items() {
				is := b.at("type").text() == "OTP"
				if otp = otp || is; is != authentication && b.at("type").present() {
					j.broken(b, "must not be "+b.at("type").text()+" in the category "+category)
				}
			}
		case authentication && kind != "BODY" && kind != "FOOTER":
			j.broken(c, "must not be "+kind+" in the category "+category)
		case !authentication && (kind == "BODY" || kind == "FOOTER") && !c.at("text").present():
			j.broken(c.at("text"), mustNotBeEmpty)
		}
	}
	if authentication && !otp && len(at.items()) > 0 {
		j.broken(at, "must have an OTP button")
	}
}
