package twoway

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/mynah-sim/mynah/mock/network"
	"github.com/mynah-sim/mynah/mock/wire"
)

// template is a template of a business account, with its text in names; the network has the same with numbers.
type template struct {
	id, name, language string
	text               string
	buttons            []button
	media              *attachment // of the head
}

// categories are the network's words for the categories of templates.
var categories = map[string]string{"transactional": "UTILITY", "marketing": "MARKETING", "otp": "AUTHENTICATION"}

// template finds a template of an account; nil when there is none.
func (a *account) template(id string) *template {
	for _, tpl := range a.templates {
		if tpl.id == id && id != "" {
			return tpl
		}
	}
	return nil
}

// waba is the WhatsApp business account of the number.
func (t *tx) waba(a *account) string {
	s, err := t.p.net.Sender(network.WhatsApp, a.number)
	if err != nil {
		return ""
	}
	return s.WABA
}

type submitIn struct {
	AccountID string `path:"accountId"`
	Body      struct {
		Params struct {
			Name     string `json:"name"`
			Language string `json:"language"`
			Category string `json:"category"`
		} `json:"params"`
		Message struct {
			Text        *string      `json:"text"`
			Buttons     []button     `json:"buttons"`
			Attachments []attachment `json:"attachments"`
		} `json:"message"`
	}
}

type submitted struct {
	ID string `json:"id"`
}

// templatesSubmitForReview hands a template in; the verdict is the network's (twoway 2.9).
func templatesSubmitForReview(t *tx, who *caller, in submitIn) (submitted, error) {
	a, err := t.account(who.team, in.AccountID)
	if err != nil {
		return submitted{}, err
	}
	if a.kind != typeBusiness || t.waba(a) == "" {
		return submitted{}, errNoTemplates
	}
	b := in.Body
	tpl := &template{
		id: t.p.chance.digits("templates", 6), name: b.Params.Name, language: b.Params.Language, text: orEmpty(b.Message.Text),
		buttons: b.Message.Buttons,
	}
	if len(b.Message.Attachments) > 0 {
		tpl.media = &b.Message.Attachments[0]
	}
	if _, err := t.p.net.CreateTemplates(t.forNetwork(a, tpl, categories[b.Params.Category])); err != nil {
		if errors.Is(err, network.ErrTemplateExists) || errors.Is(err, network.ErrTemplateBarred) {
			return submitted{}, errTemplateExists
		}
		return submitted{}, fmt.Errorf("template %q: %w", tpl.name, err)
	}
	a.templates = append(a.templates, tpl)
	return submitted{tpl.id}, nil
}

// forNetwork is a template with numbers in place of names.
func (t *tx) forNetwork(a *account, tpl *template, category string) network.Template {
	out := network.Template{
		WABA: t.waba(a), Name: tpl.name, Language: tpl.language, ID: tpl.id, Category: category, Body: tpl.text,
	}
	for i, name := range variables(tpl.text) {
		out.Body = replaceVariable(out.Body, name, fmt.Sprintf("{{%d}}", i+1))
	}
	if tpl.media != nil {
		out.Header = &network.TemplateHeader{Format: strings.ToUpper(tpl.media.Type)}
	}
	for _, b := range tpl.buttons {
		made := network.TemplateButton{Type: "QUICK_REPLY", Text: b.Text}
		switch {
		case b.URL != "":
			made.Type, made.URL = "URL", b.URL
		case b.PhoneNumber != "":
			made.Type, made.Phone = "PHONE_NUMBER", b.PhoneNumber
		}
		out.Buttons = append(out.Buttons, made)
	}
	return out
}

// variables are the names of a text in the order of their first use.
func variables(text string) (names []string) {
	tags, _, err := parseTags(text, "")
	if err != nil {
		return nil
	}
	for _, tag := range tags {
		if tag.kind == 'v' && !slices.Contains(names, tag.text) {
			names = append(names, tag.text)
		}
	}
	return names
}

// replaceVariable puts something in place of a name, with whatever blanks it is written.
func replaceVariable(text, name, by string) string {
	var b strings.Builder
	for {
		open := strings.Index(text, "{{")
		if open < 0 {
			break
		}
		end := strings.Index(text[open:], "}}")
		if end < 0 {
			break
		}
		b.WriteString(text[:open])
		if whole := text[open : open+end+2]; strings.TrimSpace(strings.Trim(whole, "{}&")) == name {
			b.WriteString(by)
		} else {
			b.WriteString(whole)
		}
		text = text[open+end+2:]
	}
	return b.String() + text
}

type templateIn struct {
	AccountID  string `path:"accountId"`
	TemplateID string `path:"templateId"`
}

// templatesDelete deletes a template on the platform (twoway 2.9).
func templatesDelete(t *tx, who *caller, in templateIn) (wire.Empty, error) {
	a, err := t.account(who.team, in.AccountID)
	if err != nil {
		return wire.Empty{}, err
	}
	tpl := a.template(in.TemplateID)
	if tpl == nil {
		return wire.Empty{}, errNoTemplate
	}
	err = t.p.net.DeleteTemplates(network.TemplateRef{WABA: t.waba(a), Name: tpl.name, Language: tpl.language}, true)
	if err != nil && !errors.Is(err, network.ErrTemplateUnknown) { // else it was deleted outside
		return wire.Empty{}, fmt.Errorf("template %q: %w", tpl.name, err)
	}
	a.templates = slices.DeleteFunc(a.templates, func(o *template) bool { return o == tpl })
	return wire.Empty{}, nil
}

// fillTemplate writes the text of a template, and the values that were used, into a message (twoway 5.2, templateId).
func (t *tx) fillTemplate(m *message, tpl *template, find values) {
	params := map[string]string{}
	for _, name := range variables(tpl.text) {
		value, _ := find(name)
		params[name] = wordOf(value)
		if given, ok := m.misc.TemplateParams[name]; ok && params[name] == "" {
			params[name] = given
		}
	}
	m.misc.TemplateParams = params
	text := tpl.text
	for name, value := range params {
		text = replaceVariable(text, name, value)
	}
	m.Text = &text
	if len(m.Buttons) == 0 {
		m.Buttons = tpl.buttons
	}
}

// templateMessage is a template with the values of one message (twoway 5.2, templateId).
func (t *tx) templateMessage(m *message) (network.Content, *messageError) {
	a := m.chat.contact.account
	tpl := a.template(m.misc.TemplateID)
	if tpl == nil || a.kind != typeBusiness {
		why := notAvailable
		return nil, &why
	}
	out := network.TemplateMessage{Name: tpl.name, Language: tpl.language}
	for _, name := range variables(tpl.text) {
		value := m.misc.TemplateParams[name]
		if value == "" {
			value = "-" // the platform takes no empty value
		}
		out.Body = append(out.Body, network.Param{Text: value})
	}
	if head := t.headOf(m, tpl); head != nil {
		if media, ok := attachmentContent(*head, "").(network.Media); ok {
			out.Header = []network.Param{{Media: &media}}
		}
	}
	for i, b := range tpl.buttons {
		if b.URL == "" && b.PhoneNumber == "" {
			out.Buttons = append(out.Buttons, network.ButtonParam{Kind: "quick_reply", Index: i, Value: b.ID})
		}
	}
	return out, nil
}

// headOf is the file in the head of a template: the message's own, else the sample.
func (t *tx) headOf(m *message, tpl *template) *attachment {
	if tpl.media != nil && len(m.Attachments) > 0 {
		return &m.Attachments[0]
	}
	return tpl.media
}

// judged is a verdict that came by the callback of CAMS: the network takes it as its reviewer's (twoway 3.4). Templates that are unknown,
// or whose review is over, stay as they are.
func (t *tx) judged(a *account, id string, pass bool, reason string) {
	tpl := a.template(id)
	if tpl == nil {
		return
	}
	v := network.Verdict{Decision: network.Approve}
	if !pass {
		v = network.Verdict{Decision: network.Reject, Reason: reason}
	}
	_ = t.p.net.ReviewTemplate(network.TemplateRef{WABA: t.waba(a), Name: tpl.name, Language: tpl.language}, v) // see above
}
