package world

import (
	"cmp"

	"github.com/mynah-sim/mynah/mock/network"
)

// template is a template in a file: one language of one WABA; the members are those of network.Template.
type template struct {
	WABA     string   `yaml:"waba"` // "*": every WABA
	Name     string   `yaml:"name"`
	Language string   `yaml:"language"`
	ID       string   `yaml:"id"`
	Category string   `yaml:"category"`
	Status   string   `yaml:"status"` // empty: APPROVED
	Header   *header  `yaml:"header"`
	Body     string   `yaml:"body"`
	Footer   string   `yaml:"footer"`
	Buttons  []button `yaml:"buttons"`
	Cards    []card   `yaml:"cards"`
	Reason   string   `yaml:"reason"`
	Quality  string   `yaml:"quality"`
	Offer    string   `yaml:"offer"` // text of a limited-time offer
	Call     bool     `yaml:"callPermission"`
}

type header struct {
	Format string `yaml:"format"`
	Text   string `yaml:"text"`
}

type button struct {
	Type  string `yaml:"type"`
	Text  string `yaml:"text"`
	URL   string `yaml:"url"`
	Phone string `yaml:"phone"`
	OTP   string `yaml:"otp"`
	Flow  string `yaml:"flow"`
}

type card struct {
	Header  header   `yaml:"header"`
	Body    string   `yaml:"body"`
	Buttons []button `yaml:"buttons"`
}

func (f *file) templates() (all []network.Template) {
	for i, t := range f.content.Templates {
		at := member("templates", i)
		wabas := f.everyOrOne(at+".waba", t.WABA)
		f.want(network.ValidTemplateName(t.Name), at+".name", "%q is not made of lower case letters, digits and underscores", t.Name)
		f.want(t.Language != "", at+".language", "is missing")
		f.want(network.KnownCategory(t.Category) || t.Category == "", at+".category", "%q is no category, such as UTILITY", t.Category)
		f.want(t.Category != "", at+".category", "is missing")
		f.oneOf(at+".status", t.Status, statuses()...)
		f.oneOf(at+".quality", t.Quality, "", "UNKNOWN", "GREEN", "YELLOW", "RED")
		f.want(t.Body != "", at+".body", "is missing")
		for _, waba := range wabas {
			f.define(at+".name", "template of WABA "+waba+" in "+t.Language, cmp.Or(t.Name, "without name"))
			one := f.template(at, t)
			one.WABA = waba
			all = append(all, one)
		}
	}
	return all
}

// statuses are the words of a template's status, and the empty one.
func statuses() []string {
	words := []string{""}
	for _, s := range network.TemplateStatuses() {
		words = append(words, string(s))
	}
	return words
}

// template is an entry without its WABA.
func (f *file) template(at string, t template) network.Template {
	out := network.Template{
		Name: t.Name, Language: t.Language, ID: t.ID, Category: t.Category,
		Status: cmp.Or(network.TemplateStatus(t.Status), network.StatusApproved), Reason: t.Reason, Quality: t.Quality,
		Header: f.header(at+".header", t.Header), Body: t.Body, Footer: t.Footer,
		Buttons: f.buttons(at, t.Buttons), Cards: f.cards(at, t.Cards), CallPermission: t.Call,
	}
	if t.Offer != "" {
		out.Offer = &network.TemplateOffer{Text: t.Offer}
	}
	return out
}

func (f *file) header(at string, h *header) *network.TemplateHeader {
	if h == nil {
		return nil
	}
	f.oneOf(at+".format", h.Format, "TEXT", "IMAGE", "VIDEO", "DOCUMENT", "LOCATION")
	f.want((h.Text != "") == (h.Format == "TEXT"), at+".text", "belongs to the format TEXT, and to no other")
	return &network.TemplateHeader{Format: h.Format, Text: h.Text}
}

// buttonNeeds is the member that a button of a type cannot be without, beside its text.
var buttonNeeds = map[string]func(button) (name, value string){
	"URL":          func(b button) (string, string) { return "url", b.URL },
	"PHONE_NUMBER": func(b button) (string, string) { return "phone", b.Phone },
	"OTP":          func(b button) (string, string) { return "otp", b.OTP },
	"FLOW":         func(b button) (string, string) { return "flow", b.Flow },
}

func (f *file) buttons(at string, buttons []button) (all []network.TemplateButton) {
	for i, b := range buttons {
		at := member(at+".buttons", i)
		f.oneOf(at+".type", b.Type, "QUICK_REPLY", "URL", "PHONE_NUMBER", "OTP", "FLOW", "CATALOG", "MPM", "ORDER_DETAILS",
			"VOICE_CALL", "COPY_CODE", "REQUEST_CONTACT_INFO")
		if needs := buttonNeeds[b.Type]; needs != nil {
			name, value := needs(b)
			f.want(value != "", at+"."+name, "is missing")
		}
		f.oneOf(at+".otp", b.OTP, "", "COPY_CODE", "ONE_TAP", "ZERO_TAP")
		if b.Flow != "" {
			f.refer(at+".flow", "flow", b.Flow)
		}
		all = append(all, network.TemplateButton{Type: b.Type, Text: b.Text, URL: b.URL, Phone: b.Phone, OTP: b.OTP, Flow: b.Flow})
	}
	return all
}

func (f *file) cards(at string, cards []card) (all []network.TemplateCard) {
	for i, c := range cards {
		at := member(at+".cards", i)
		f.want(c.Body != "", at+".body", "is missing")
		all = append(all, network.TemplateCard{
			Header: *f.header(at+".header", &c.Header), Body: c.Body, Buttons: f.buttons(at, c.Buttons),
		})
	}
	return all
}
