package tyntec

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"time"

	"github.com/mynah-sim/mynah/mock/contract"
	"github.com/mynah-sim/mynah/mock/network"
)

var errLocalizationUnknown = errors.New("template localization unknown")

// templateNote is what the network keeps for this API beside a template. It never changes.
type templateNote struct {
	context  string         // userContext
	buttons  map[string]any // component BUTTONS as submitted; nil: none
	carousel map[string]any // component CAROUSEL as submitted; nil: none
}

// extrasOf is the note of a template; one that was not made here has none.
func extrasOf(t network.Template) templateNote {
	note, _ := t.Note.(templateNote)
	return note
}

// named is the note with another label.
func (n templateNote) named(context string) templateNote {
	n.context = context
	return n
}

// draft is a localization of a request as the network takes it. The request has passed the rules.
func draft(waba string, request templateRequest, l part) network.Template {
	t := network.Template{
		WABA: waba, Name: request.Name, Category: request.Category, AllowCategory: request.Allow, Language: l.at("language").text(),
	}
	note := templateNote{context: l.at("userContext").text()}
	for _, c := range l.at("components").items() {
		switch c.at("type").text() {
		case "HEADER":
			t.Header = &network.TemplateHeader{Format: c.at("format").text(), Text: c.at("text").text()}
		case "BODY":
			t.Body, t.Security = c.at("text").text(), c.at("addSecurityRecommendation").flag()
		case "FOOTER":
			t.Footer, t.CodeMinutes = c.at("text").text(), max(c.at("codeExpirationMinutes").whole(), 0)
		case "BUTTONS":
			t.Buttons, note.buttons = draftButtons(c), asSubmitted(c)
		case "CAROUSEL":
			t.Cards, note.carousel = draftCards(c), asSubmitted(c)
		case "CALL_PERMISSION_REQUEST":
			t.CallPermission = true
		}
	}
	if request.Category == network.CategoryAuthentication { // the texts are the platform's (tyntec 5.5)
		t.Body, t.Footer = "", ""
		t.TTL = life60(l.at("messageSendTimeToLiveSeconds"))
	} else {
		t.Security, t.CodeMinutes = false, 0
	}
	t.Note = note
	return t
}

// life60 is how long an AUTHENTICATION template is tried: 600 s by default, -1 for as long as any other (tyntec 5.1, OP-35).
func life60(at part) time.Duration {
	switch seconds := at.whole(); {
	case !at.present():
		return 600 * time.Second
	case seconds < 0:
		return network.TTLForever
	default:
		return time.Duration(seconds) * time.Second
	}
}

func draftButtons(c part) (all []network.TemplateButton) {
	for _, b := range c.at("buttons").items() {
		all = append(all, network.TemplateButton{
			Type: b.at("type").text(), Text: b.at("text").text(), URL: b.at("url").text(), Phone: b.at("phoneNumber").text(),
			OTP: b.at("otpType").text(), Autofill: b.at("autofillText").text(), Flow: b.at("flowId").text(),
			Action: b.at("flowAction").text(), Screen: b.at("navigateScreen").text(), Minutes: max(b.at("timeToLiveMinutes").whole(), 0),
		})
	}
	return all
}

func draftCards(c part) (all []network.TemplateCard) {
	for _, card := range c.at("cards").items() {
		var out network.TemplateCard
		for _, c := range card.at("components").items() {
			switch c.at("type").text() {
			case "HEADER":
				out.Header = network.TemplateHeader{Format: c.at("format").text()}
			case "BODY":
				out.Body = c.at("text").text()
			case "BUTTONS":
				out.Buttons = draftButtons(c)
			}
		}
		all = append(all, out)
	}
	return all
}

// asSubmitted is a component as it came, without members that are null (tyntec OP-98).
func asSubmitted(c part) map[string]any {
	m, _ := withoutNull(c.v).(map[string]any)
	return m
}

func withoutNull(v any) any {
	if members, object := contract.Members(v); object {
		out := map[string]any{}
		for name, member := range members {
			if member != nil {
				out[name] = withoutNull(member)
			}
		}
		return out
	}
	list, ok := v.([]any)
	if !ok {
		return v
	}
	out := slices.Clone(list)
	for i := range out {
		out[i] = withoutNull(out[i])
	}
	return out
}

// refusedBy is the violation for what the state of a template or flow forbids (tyntec OP-29, OP-36).
func refusedBy(status string) error { return violating("state", "status", "must not be "+status) }

// refusedByState is refusedBy for the network's word.
func refusedByState(status network.TemplateStatus) error {
	word, _ := templateStatus(status, "")
	return refusedBy(word)
}

// templateRefused words what the network says against a template: violations of this API, at the place in the request.
func templateRefused(err error, localizations []part) error {
	if breach, ok := errors.AsType[*network.BreachError](err); ok {
		var found []contract.Finding
		for _, b := range breach.Breaches {
			found = append(found, contract.Finding{In: "body", Pointer: breachPointer(b, localizations), Rule: ownRule, Message: breachMessage(b)})
		}
		return &contract.Breach{Kind: contract.Invalid, Detail: err.Error(), Findings: found}
	}
	if state, ok := errors.AsType[*network.StatusError](err); ok {
		return refusedByState(network.TemplateStatus(state.Status))
	}
	switch {
	case errors.Is(err, network.ErrEditTooSoon):
		return violating("state", "status", "must not be edited more than once in 24 hours while APPROVED")
	case errors.Is(err, network.ErrEditsUsed):
		return violating("state", "status", "must not be edited more than 10 times in 30 days while APPROVED")
	case errors.Is(err, network.ErrTemplateExists), errors.Is(err, network.ErrTemplateBarred):
		return violating("body", "/name", "must not be the name of another template") // tyntec OP-27
	case errors.Is(err, network.ErrTemplateQuota):
		return violating("body", "/name", "must not exceed the number of templates")
	}
	return err
}

// breachMembers are the names that members have in a request.
var breachMembers = map[string]string{
	"phone": "phoneNumber", "flow": "flowId", "action": "flowAction", "screen": "navigateScreen", "minutes": "timeToLiveMinutes",
	"otp": "otpType", "autofill": "autofillText", "ttl": "messageSendTimeToLiveSeconds",
}

// breachPointer is where in a request something is that the network refuses. What the request does not hold was decided by the
// category.
func breachPointer(b network.Breach, localizations []part) string {
	member := b.Member
	if name, other := breachMembers[member]; other {
		member = name
	}
	if b.Component == "" && b.Card == 0 {
		if at := max(b.Entry, 1) - 1; member == "messageSendTimeToLiveSeconds" && at < len(localizations) {
			return localizations[at].at(member).path
		}
		return "/" + member
	}
	if len(localizations) == 0 {
		return "/category"
	}
	at := componentAt(localizations[max(b.Entry, 1)-1], b)
	if at.path == "" {
		return "/category"
	}
	if b.Component == network.PartButtons && b.Item > 0 {
		at = at.at("buttons").at(strconv.Itoa(b.Item - 1))
	}
	if member != "" && member != "type" {
		at = at.at(member)
	}
	return at.path
}

// componentAt finds the component that a breach names.
func componentAt(l part, b network.Breach) part {
	of := func(at part, kind network.Component) part {
		for _, c := range at.at("components").items() {
			if c.at("type").text() == string(kind) {
				return c
			}
		}
		return part{}
	}
	if b.Card == 0 {
		return of(l, b.Component)
	}
	cards := of(l, network.PartCarousel).at("cards").items()
	if b.Card > len(cards) {
		return part{}
	}
	if b.Component == network.PartCarousel {
		return cards[b.Card-1]
	}
	return of(cards[b.Card-1], b.Component)
}

// breachMessage is the text for a broken rule of the network (tyntec 1.6).
func breachMessage(b network.Breach) string {
	switch b.Rule {
	case network.RuleRequired:
		return mustNotBeEmpty
	case network.RuleMaxLength, network.RuleMaxItems:
		return fmt.Sprintf("size must be between 0 and %d", b.Limit)
	case network.RuleMinItems:
		return fmt.Sprintf("size must be between %d and 2147483647", b.Limit)
	case network.RuleUnique:
		return "must be unique"
	case network.RuleExists:
		return "must be the id of an existing flow"
	}
	return "is not allowed: " + b.String()
}
