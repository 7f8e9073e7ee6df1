package wabbit

import (
	"cmp"
	"fmt"
	"mime"
	"slices"
	"strconv"
	"strings"

	"github.com/mynah-sim/mynah/mock/network"
)

// contents are the kinds of messages that can be sent; each names the object that carries its content (wabbit 4.5 CreateMessage).
var contents = []string{
	"text", "image", "contacts", "document", "hsm", "location", "sticker", "template", "audio", "video", "voice", "interactive", "reaction",
}

// mediaKinds are those of them that carry a file.
var mediaKinds = map[string]network.MediaKind{
	"image": network.Image, "document": network.Document, "sticker": network.Sticker, "audio": network.Audio, "video": network.Video,
	"voice": network.Voice,
}

// kindOf is the kind of a message: its type, or the only content object that it has (wabbit 2.6).
func kindOf(body object) (string, fieldErrors) {
	kind := body.text("type")
	if kind == "" {
		for _, name := range contents {
			if body.has(name) && kind != "" {
				return "", field("type", isRequired)
			}
			if body.has(name) {
				kind = name
			}
		}
	}
	if kind == "" {
		return "", field("type", isRequired)
	}
	if !body.has(kind) {
		return kind, field(kind, isRequired)
	}
	return kind, nil
}

// judge looks for what the document cannot say of the content of a message (wabbit 2.6, 5.5).
func judge(kind string, content object) fieldErrors {
	bad := fieldErrors{}
	want := func(name string, blank bool) {
		switch {
		case !content.has(name):
			bad.add(isRequired, kind, name)
		case !blank && content.text(name) == "":
			bad.add(isBlank, kind, name)
		}
	}
	switch {
	case kind == "text":
		want("body", false)
	case mediaKinds[kind] != "" && content.text("link") == "" && content.text("id") == "":
		bad.add(isRequired, kind, "link")
	case kind == "reaction":
		want("message_id", false)
		want("emoji", true)
	case kind == "interactive":
		judgeInteractive(bad, content)
	}
	return bad
}

// judgeInteractive tells what the network refuses of members that belong together (wabbit 4.5, network 3.5).
func judgeInteractive(bad fieldErrors, content object) {
	for _, b := range network.JudgeContent(shape(content), false) {
		at := "sections"
		if b.Component == network.PartButtons {
			at = "buttons"
		}
		bad.add(togetherWords(b), "interactive", "action", at)
	}
}

// togetherWords is a breach of the network in this API's style.
func togetherWords(b network.Breach) string {
	switch {
	case b.Rule == network.RuleUnique && b.Member == "title":
		return "Titles must be unique."
	case b.Rule == network.RuleUnique:
		return "Ids must be unique."
	case b.Rule == network.RuleRequired:
		return "Sections need titles."
	}
	return fmt.Sprintf("Ensure this field has no more than %d %s.", b.Limit, cmp.Or(b.Member, "elements"))
}

// writer turns the content of a message into the network's words.
type writer struct {
	b    *inbox
	base string // of the caller's addresses
	why  network.Reason
	what string // the value that why is about
}

func (w *writer) refuse(why network.Reason, what string) {
	if w.why == network.NoReason {
		w.why, w.what = why, what
	}
}

// content is what the network shall carry.
func (w *writer) content(kind string, body object) network.Content {
	content := body.at(kind)
	if as := mediaKinds[kind]; as != "" {
		return *w.media(as, kind, content)
	}
	switch kind {
	case "text":
		return network.Text{Body: content.text("body"), Preview: body.flag("preview_url")}
	case "location":
		return network.Location{
			Latitude: content.number("latitude"), Longitude: content.number("longitude"), Name: content.text("name"), Address: content.text("address"),
		}
	case "contacts":
		return network.Contacts{Cards: cards(body.items("contacts"))}
	case "reaction":
		return w.reaction(content)
	case "template":
		return w.template(content)
	case "hsm":
		return w.hsm(content)
	}
	return w.interactive(content)
}

// media is a file: of this server, by its id or its address, or one elsewhere.
func (w *writer) media(as network.MediaKind, kind string, content object) *network.Media {
	out := &network.Media{
		As: as, Link: content.text("link"), Caption: content.text("caption"), Filename: content.text("filename"), MIME: content.text("mime_type"),
	}
	name := content.text("id")
	if name == "" {
		name = w.own(out.Link)
	}
	if name != "" {
		id, _ := network.ParseID(name)
		file, err := w.b.p.net.Media(w.b.account, id)
		if err != nil {
			w.refuse(network.MediaUnknown, name)
			return out
		}
		out.MIME = file.MIME
		if !file.Inbound {
			out.ID, out.Link = id, ""
		} else if out.Link == "" {
			out.Link = w.base + "/media/" + name + "/"
		}
	}
	if out.MIME != "" && network.JudgeFile(listened(as), out.MIME, nil) == network.MediaType {
		w.refuse(network.MediaType, out.MIME)
	}
	return out
}

// listened is a kind whose types a file may have: a voice note those of any sound (wabbit 5.6).
func listened(as network.MediaKind) network.MediaKind {
	if as == network.Voice {
		return network.Audio
	}
	return as
}

// own is the id of a file of this server that an address leads to; empty for addresses elsewhere.
func (w *writer) own(link string) string {
	for _, base := range []string{w.base, w.b.publicBase()} {
		if rest, ok := strings.CutPrefix(link, base+"/media/"); ok {
			rest, _, _ = strings.Cut(rest, "?")
			return strings.TrimSuffix(rest, "/")
		}
	}
	return ""
}

// bareType is a media type without its parameters.
func bareType(text string) string {
	media, _, err := mime.ParseMediaType(text)
	if err != nil {
		media, _, _ = strings.Cut(text, ";")
	}
	return strings.ToLower(strings.TrimSpace(media))
}

func (w *writer) reaction(content object) network.Content {
	out := network.Reaction{Emoji: content.text("emoji")}
	if r := w.b.find(content.text("message_id")); r != nil && r.refused == nil {
		out.Target = r.id
	} else {
		w.refuse(network.TargetUnknown, content.text("message_id"))
	}
	return out
}

// cards are contact cards (wabbit 4.5 ContactCard).
func cards(list []object) (all []network.Card) {
	for _, c := range list {
		name := c.at("name")
		card := network.Card{
			Name:     network.CardName{Formatted: name.text("formatted_name"), First: name.text("first_name"), Last: name.text("last_name")},
			Birthday: c.text("birthday"), Company: c.at("org").text("company"), Title: c.at("org").text("title"), Team: c.at("org").text("department"),
		}
		for _, p := range c.items("phones") {
			card.Phones = append(card.Phones, network.CardEntry{
				Value: cmp.Or(p.text("phone"), p.text("wa_id")), Type: p.text("type"), WhatsAppID: p.text("wa_id"),
			})
		}
		for _, e := range c.items("emails") {
			card.Emails = append(card.Emails, network.CardEntry{Value: e.text("email"), Type: e.text("type")})
		}
		for _, u := range c.items("urls") {
			card.URLs = append(card.URLs, network.CardEntry{Value: u.text("url"), Type: u.text("type")})
		}
		for _, a := range c.items("addresses") {
			card.Addresses = append(card.Addresses, network.CardAddress{
				Street: a.text("street"), City: a.text("city"), State: a.text("state"), Zip: a.text("zip"), Country: a.text("country"),
				CountryCode: a.text("country_code"), Type: a.text("type"),
			})
		}
		all = append(all, card)
	}
	return all
}

// template is a template message with its values (wabbit 4.5 TemplateMessage).
func (w *writer) template(content object) network.Content {
	out := network.TemplateMessage{Name: content.text("name"), Language: content.at("language").text("code")}
	w.namespace(content.text("namespace"))
	for _, part := range content.items("components") {
		switch strings.ToLower(part.text("type")) {
		case "header":
			out.Header = append(out.Header, w.params(part)...)
		case "body":
			out.Body = append(out.Body, w.ordered(out, part)...)
		case "button":
			out.Buttons = append(out.Buttons, buttonParams(part)...)
		default:
			w.refuse(network.ParamFormat, part.text("type"))
		}
	}
	if t := w.b.templateOf(out.Name, out.Language); t != nil && lacking(*t, out) {
		w.refuse(network.ParamCount, "")
	}
	return out
}

// lacking tells whether a message leaves out the file of an approved template's header or the end of a button's address: here these
// are numbers of parameters that differ (wabbit 2.6 code 2000, 5.8).
func lacking(t network.Template, m network.TemplateMessage) bool {
	if status, _ := templateStatus(t); status != "approved" {
		return false
	}
	if t.Header != nil && t.Header.Format != "TEXT" && t.Header.Format != "LOCATION" && len(m.Header) == 0 {
		return true
	}
	for i, b := range t.Buttons {
		given := func(p network.ButtonParam) bool { return p.Index == i }
		if b.Type == "URL" && len(network.Placeholders(b.URL)) > 0 && !slices.ContainsFunc(m.Buttons, given) {
			return true
		}
	}
	return false
}

func (w *writer) namespace(text string) {
	if text != w.b.namespace() {
		w.refuse(network.TemplateUnknown, text)
	}
}

// params are the values of a header or body.
func (w *writer) params(part object) (all []network.Param) {
	for _, p := range part.items("parameters") {
		kind := p.text("type")
		switch kind {
		case "text":
			all = append(all, network.Param{Text: p.text("text")})
		case "currency", "date_time":
			all = append(all, network.Param{Text: p.at(kind).text("fallback_value")})
		case "image", "video", "document":
			all = append(all, network.Param{Media: w.media(mediaKinds[kind], kind, p.at(kind))})
		default:
			w.refuse(network.ParamFormat, kind)
		}
	}
	return all
}

// ordered are the values of a body; those with names stand where the template has their placeholders (wabbit 4.5 parameter_name).
func (w *writer) ordered(m network.TemplateMessage, part object) []network.Param {
	given := part.items("parameters")
	values := w.params(part)
	t := w.b.templateOf(m.Name, m.Language)
	if t == nil || len(values) != len(given) {
		return values
	}
	byName := map[string]network.Param{}
	for i, p := range given {
		if name := p.text("parameter_name"); name != "" {
			byName[name] = values[i]
		}
	}
	names := network.Placeholders(t.Body)
	if len(byName) != len(values) || len(names) != len(values) {
		return values
	}
	for i, name := range names {
		value, known := byName[name]
		if !known {
			w.refuse(network.ParamCount, name)
			return values
		}
		values[i] = value
	}
	return values
}

// buttonParams are the values of one button.
func buttonParams(part object) (all []network.ButtonParam) {
	index, err := strconv.Atoi(part.text("index"))
	if err != nil {
		index = -1
	}
	for _, p := range part.items("parameters") {
		all = append(all, network.ButtonParam{
			Kind: strings.ToLower(part.text("sub_type")), Index: index, Value: cmp.Or(p.text("text"), p.text("payload")),
		})
	}
	return all
}

// hsm is the older form of a template message: its values fill the body (wabbit 4.5 Hsm).
func (w *writer) hsm(content object) network.Content {
	w.namespace(content.text("namespace"))
	out := network.TemplateMessage{Name: content.text("element_name"), Language: content.at("language").text("code")}
	for _, p := range content.items("localizable_params") {
		out.Body = append(out.Body, network.Param{Text: p.text("default")})
	}
	return out
}
