package network

import (
	"fmt"
	"strings"
	"time"

	"github.com/cockroachdb/datadriven"
	"github.com/stretchr/testify/require"
)

// verbs of the business side: templates, flows, catalogs, profiles.
func (s *session) businessVerbs() map[string]func(*datadriven.TestData) error {
	return map[string]func(*datadriven.TestData) error{
		"template": s.createTemplate, "edit": s.editTemplate, "category": s.recategorize, "delete": s.deleteTemplate,
		"put-template": s.putTemplate, "review": s.reviewTemplate, "appeal": s.appeal, "unpause": s.unpause, "templates": s.showTemplates,
		"option": s.option, "review-mode": s.reviewMode, "create-flow": s.createFlow, "change-flow": s.changeFlow, "document": s.document,
		"publish": s.publish, "deprecate": s.deprecate, "delete-flow": s.deleteFlow, "preview": s.preview, "health": s.health,
		"product": s.putProduct, "change-product": s.changeProduct, "delete-product": s.deleteProduct, "link": s.link,
		"set-profile": s.setProfile, "waba": s.waba, "portfolio": s.portfolio, "settings": s.numberSettings, "flows": s.showFlows,
		"open-flow": s.openFlow, "pacing": s.pacing, "score": s.score,
	}
}

func (s *session) ref(d *datadriven.TestData) TemplateRef {
	return TemplateRef{WABA: "w1", Name: s.text(d, "name"), Language: s.text(d, "language")}
}

// input is the lines under a command, one member each: "BODY Hello {{1}}".
func input(d *datadriven.TestData) (lines [][2]string) {
	for line := range strings.Lines(d.Input) {
		word, rest, _ := strings.Cut(strings.TrimSuffix(line, "\n"), " ")
		if word != "" {
			lines = append(lines, [2]string{word, rest})
		}
	}
	return lines
}

// described reads a template: lines HEADER <format> <text>, BODY, FOOTER, BUTTON <type> <caption> [<value>], CARD <format> <body>,
// OFFER; a BUTTON under a CARD is the card's.
func (s *session) described(d *datadriven.TestData, t Template) Template {
	for _, line := range input(d) {
		word, rest := line[0], line[1]
		first, second, _ := strings.Cut(rest, " ")
		switch word {
		case "HEADER":
			t.Header = &TemplateHeader{first, second}
		case "BODY":
			t.Body = rest
		case "FOOTER":
			t.Footer = rest
		case "OFFER":
			t.Offer = &TemplateOffer{Text: rest}
		case "CARD":
			t.Cards = append(t.Cards, TemplateCard{Header: TemplateHeader{Format: first}, Body: second})
		case "BUTTON":
			b := describedButton(first, second)
			if id := s.flowIDs[b.Flow]; id != "" {
				b.Flow = id
			}
			if n := len(t.Cards); n > 0 {
				t.Cards[n-1].Buttons = append(t.Cards[n-1].Buttons, b)
			} else {
				t.Buttons = append(t.Buttons, b)
			}
		default:
			d.Fatalf(s.t, "unknown part %q", word)
		}
	}
	return t
}

// describedButton reads "<caption> [<value>]"; the caption has underscores for blanks.
func describedButton(kind, rest string) TemplateButton {
	caption, value, _ := strings.Cut(rest, " ")
	b := TemplateButton{Type: kind, Text: strings.ReplaceAll(caption, "_", " ")}
	switch kind {
	case "URL":
		b.URL = value
	case "PHONE_NUMBER":
		b.Phone = value
	case "OTP":
		b.OTP = value
	case "FLOW":
		b.Flow = value // a name; see described
	case "COPY_CODE":
		b.Code = value
	}
	return b
}

func (s *session) createTemplate(d *datadriven.TestData) error {
	t := Template{
		WABA: "w1", Name: s.text(d, "name"), Language: s.text(d, "language"), Category: s.text(d, "category"),
		AllowCategory: d.HasArg("allow-category"), Security: d.HasArg("security"),
	}
	if d.HasArg("minutes") {
		d.ScanArgs(s.t, "minutes", &t.CodeMinutes)
	}
	if d.HasArg("ttl") {
		t.TTL = s.span(d, "ttl")
	}
	_, err := s.n.CreateTemplates(s.described(d, t))
	return err
}

func (s *session) span(d *datadriven.TestData, key string) time.Duration {
	span, err := time.ParseDuration(s.text(d, key))
	require.NoError(s.t, err)
	return span
}

func (s *session) editTemplate(d *datadriven.TestData) error {
	return s.n.EditTemplate(s.ref(d), func(t Template) Template { return s.described(d, t) })
}

func (s *session) recategorize(d *datadriven.TestData) error {
	return s.n.RecategorizeTemplate(s.ref(d), s.text(d, "to"))
}

func (s *session) deleteTemplate(d *datadriven.TestData) error {
	return s.n.DeleteTemplates(s.ref(d), d.HasArg("disabled"))
}

func (s *session) putTemplate(d *datadriven.TestData) error {
	t := Template{
		WABA: "w1", Name: s.text(d, "name"), Language: s.text(d, "language"), Category: s.text(d, "category"),
		Status: TemplateStatus(s.text(d, "status")), Reason: s.text(d, "reason"),
	}
	_, err := s.n.PutTemplate(s.described(d, t))
	return err
}

func (s *session) reviewTemplate(d *datadriven.TestData) error {
	return s.n.ReviewTemplate(s.ref(d), Verdict{
		Decision: Decision(s.text(d, "decision")), Reason: s.text(d, "reason"), Category: s.text(d, "category"), Quality: s.text(d, "quality"),
	})
}

func (s *session) appeal(d *datadriven.TestData) error  { return s.n.AppealTemplate(s.ref(d)) }
func (s *session) unpause(d *datadriven.TestData) error { return s.n.UnpauseTemplate(s.ref(d)) }

// show lists the templates as the answer.
func (s *session) showTemplates(d *datadriven.TestData) error {
	for _, t := range s.n.Templates("w1") {
		if name := s.text(d, "name"); name != "" && name != t.Name {
			continue
		}
		line := fmt.Sprintf("%s (%s) %s %s", t.Name, t.Language, t.Category, t.Status)
		for _, word := range []string{t.Reason, t.Detail} {
			if word != "" {
				line += " " + word
			}
		}
		if d.HasArg("text") {
			line += fmt.Sprintf(" %q %q", t.Body, t.Footer)
		}
		s.shown = append(s.shown, line)
	}
	return nil
}

// option changes the account's options of network 10.1.
func (s *session) option(d *datadriven.TestData) error {
	a := s.n.accounts["shop"]
	for _, arg := range d.CmdArgs {
		switch arg.Key {
		case "request":
			a.Options.TemplateRequest = s.span(d, "request")
		case "submit":
			a.Options.TemplateSubmit = s.span(d, "submit")
		case "delay":
			a.Options.ReviewDelay = s.span(d, "delay")
		case "check-at-review":
			a.Options.CheckAtReview = true
		}
	}
	return nil
}

func (s *session) reviewMode(d *datadriven.TestData) error {
	s.n.SetReview(ReviewMode(s.text(d, "to")))
	return nil
}

func (s *session) createFlow(d *datadriven.TestData) error {
	f, err := s.n.CreateFlow(Flow{
		WABA: "w1", Name: s.text(d, "name"), Categories: strings.Fields(strings.ReplaceAll(s.text(d, "categories"), "+", " ")),
		Endpoint: s.text(d, "endpoint"), Document: d.Input,
	}, d.HasArg("publish"))
	if err == nil {
		s.flowIDs[f.Name] = f.ID
	}
	return err
}

func (s *session) flowID(d *datadriven.TestData) string { return s.flowIDs[s.text(d, "name")] }

func (s *session) changeFlow(d *datadriven.TestData) error {
	return s.n.ChangeFlow("w1", s.flowID(d), func(f Flow) Flow {
		for _, arg := range d.CmdArgs {
			switch arg.Key {
			case "to":
				f.Name = arg.Vals[0]
			case "categories":
				f.Categories = strings.Split(arg.Vals[0], "+")
			case "endpoint":
				f.Endpoint = arg.Vals[0]
			}
		}
		return f
	})
}

func (s *session) document(d *datadriven.TestData) error {
	found, err := s.n.PutFlowDocument("w1", s.flowID(d), d.Input)
	for _, f := range found {
		s.shown = append(s.shown, fmt.Sprintf("%d:%d-%d:%d %s %s %s", f.LineStart, f.ColumnStart, f.LineEnd, f.ColumnEnd, f.Type, f.Code, f.Message))
	}
	return err
}

func (s *session) publish(d *datadriven.TestData) error { return s.n.PublishFlow("w1", s.flowID(d)) }
func (s *session) deprecate(d *datadriven.TestData) error {
	return s.n.DeprecateFlow("w1", s.flowID(d))
}
func (s *session) deleteFlow(d *datadriven.TestData) error {
	return s.n.DeleteFlow("w1", s.flowID(d))
}

func (s *session) health(d *datadriven.TestData) error {
	return s.n.ChangeFlowHealth(s.flowID(d), FlowHealth(s.text(d, "to")))
}

func (s *session) preview(d *datadriven.TestData) error {
	p, err := s.n.PreviewFlow("w1", s.flowID(d), d.HasArg("renew"))
	if err == nil {
		s.shown = append(s.shown, "until "+p.Until.Sub(defaultStart).String())
	}
	return err
}

func (s *session) showFlows(*datadriven.TestData) error {
	for _, f := range s.n.Flows("w1") {
		s.shown = append(s.shown, fmt.Sprintf("%s %v %s %d findings", f.Name, f.Categories, f.Status, len(f.Findings)))
	}
	return nil
}

// buttonValues are those of the first button of a template.
func (s *session) buttonValues(d *datadriven.TestData) []ButtonParam {
	switch {
	case d.HasArg("catalog-thumbnail"):
		return []ButtonParam{{Kind: "catalog", Value: s.text(d, "catalog-thumbnail")}}
	case d.HasArg("products"):
		return []ButtonParam{{Kind: "mpm", Groups: []ProductGroup{{Title: "All", Products: strings.Split(s.text(d, "products"), "|")}}}}
	case d.HasArg("order-details"):
		return []ButtonParam{{Kind: "order_details", Details: &OrderDetails{Reference: "r-1", Currency: "INR", Total: 1990}}}
	}
	return nil
}

// pacing enforces pacing after so many sends.
func (s *session) pacing(d *datadriven.TestData) error {
	l := Limits{Pacing: true}
	d.ScanArgs(s.t, "threshold", &l.PacingThreshold)
	s.n.SetLimits(l)
	return nil
}

// openFlow sends messages that open a flow: one, or as many as count says.
func (s *session) openFlow(d *datadriven.TestData) error {
	count := 1
	if d.HasArg("count") {
		d.ScanArgs(s.t, "count", &count)
	}
	for i := range count {
		a, err := s.n.Send(Draft{
			Account: "shop", Channel: WhatsApp, From: "49100", To: shortNumbers[s.text(d, "to")],
			Content: Interactive{Form: FlowMessage, Body: "Fill in", Flow: &FlowRef{ID: s.flowID(d), Mode: s.text(d, "mode")}},
		})
		if err != nil {
			return err
		}
		name := s.text(d, "as")
		if count > 1 {
			name = fmt.Sprintf("f%d", i+1)
		}
		s.kept[name] = a.ID
	}
	return nil
}

// score says how a template stands.
func (s *session) score(d *datadriven.TestData) error {
	t, err := s.n.Template(s.ref(d))
	s.shown = append(s.shown, fmt.Sprintf("%s %s", t.Status, t.Quality))
	return err
}

func (s *session) putProduct(d *datadriven.TestData) error {
	return s.n.PutProducts("c1", Product{ID: s.text(d, "id"), Name: s.text(d, "name"), Price: 1990, Review: s.text(d, "review")})
}

func (s *session) changeProduct(d *datadriven.TestData) error {
	return s.n.ChangeProduct("c1", s.text(d, "id"), func(p Product) Product {
		for _, arg := range d.CmdArgs {
			switch arg.Key {
			case "hidden":
				p.Hidden = true
			case "shown":
				p.Hidden = false
			case "sold-out":
				p.OutOfStock = true
			case "review":
				p.Review = arg.Vals[0]
			}
		}
		return p
	})
}

func (s *session) deleteProduct(d *datadriven.TestData) error {
	return s.n.DeleteProducts("c1", s.text(d, "id"))
}

func (s *session) link(d *datadriven.TestData) error {
	return s.n.LinkCatalog("w1", s.text(d, "catalog"))
}

func (s *session) setProfile(d *datadriven.TestData) error {
	return s.n.ChangeProfile(shortSenders[WhatsApp], func(p Profile) Profile {
		for _, line := range input(d) {
			switch line[0] {
			case "about":
				p.About = line[1]
			case "email":
				p.Email = line[1]
			}
		}
		return p
	})
}

func (s *session) waba(d *datadriven.TestData) error {
	until := s.n.Now().Add(24 * time.Hour)
	return s.n.ChangeWABA("w1", func(w WABA) WABA {
		for _, arg := range d.CmdArgs {
			switch arg.Key {
			case "ban":
				w.Ban = arg.Vals[0]
			case "no-payment":
				w.NoPayment = true
			case "payment":
				w.NoPayment = false
			case "restrict":
				w.Restrictions = append(w.Restrictions, Restriction{arg.Vals[0], until})
			}
		}
		return w
	})
}

func (s *session) portfolio(d *datadriven.TestData) error {
	return s.n.ChangePortfolio("p1", func(p Portfolio) Portfolio {
		p.Verification = s.text(d, "verification")
		return p
	})
}

func (s *session) numberSettings(d *datadriven.TestData) error {
	return s.n.ChangeSender(WhatsApp, shortSenders[WhatsApp], func(v Sender) Sender {
		for _, arg := range d.CmdArgs {
			switch arg.Key {
			case "quality":
				v.Quality = arg.Vals[0]
			case "name-status":
				v.NameStatus = arg.Vals[0]
			case "catalog-shown":
				v.CatalogShown = true
			case "catalog-hidden":
				v.CatalogShown = false
			case "cart-off", "cart-on":
				v.CartOff = arg.Key == "cart-off"
			case "calling":
				v.Calling.On = true
			case "identity-check":
				v.IdentityCheck = true
			case "key":
				v.PublicKey = "key"
			}
		}
		return v
	})
}
