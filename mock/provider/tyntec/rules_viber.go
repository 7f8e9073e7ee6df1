package tyntec

import (
	"slices"
	"strings"

	"github.com/mynah-sim/mynah/mock/contract"
)

// rate wants a price class under one of its names, and the same under both (tyntec OP-67).
func (j *judgement) rate(body part) {
	newer, older := body.at("rateType"), body.at("messagePurpose")
	switch {
	case !newer.present() && !older.present():
		j.broken(newer, mustNotBeEmpty)
	case newer.present() && older.present() && newer.text() != older.text():
		j.broken(body, "rateType and messagePurpose must be equal")
	}
}

// combinations are the sets of parts that a message may have beside a single part (tyntec 5.7). Kinds stand in alphabetical order.
var combinations = []string{"text video", "button text video", "button text", "button image text"}

// single are the parts that may stand alone.
var single = []string{"text", "image", "file", "video", "list", "carousel"}

// viber judges a Viber content: its form, the parts of a combination, and whether the rate type carries it (tyntec 5.7).
func (j *judgement) viber(body, content part) {
	if !content.object() {
		return
	}
	form := viberForm(content)
	if !slices.Contains(viberForms, form) {
		j.unknownForm(content)
		return
	}
	if !content.at("contentType").present() { // so that findings are about this form
		contract.Put(content.v, "contentType", form)
		j.named = true
	}
	j.unions = append(j.unions, union{content.path, form})
	j.required(content.at(form), form)
	kinds := []string{form}
	if form == "components" {
		kinds = j.components(content.at(form).at("body"))
	}
	j.carried(body, kinds)
}

// unknownForm reports a content that no discriminator names (tyntec OP-95).
func (j *judgement) unknownForm(content part) {
	name := content.at("contentType")
	if !name.present() && content.at("type").present() {
		name = content.at("type")
	}
	j.unions = append(j.unions, union{content.path, ""})
	j.broken(name, "must be one of ["+strings.Join(viberForms, ", ")+"]")
}

// components judges the parts of a combination: each kind at most once, and only together with what it may stand with.
func (j *judgement) components(list part) (kinds []string) {
	for _, piece := range list.items() {
		kind := viberKind(piece)
		if _, known := viberMembers[kind]; known && kind != "components" {
			j.unions = append(j.unions, union{piece.path, kind})
			j.required(piece.at(kind), kind)
		}
		kinds = append(kinds, kind)
	}
	slices.Sort(kinds)
	set := strings.Join(kinds, " ")
	if len(kinds) > 0 && !slices.Contains(single, set) && !slices.Contains(combinations, set) {
		j.broken(list, "combination of parts is not allowed")
	}
	return kinds
}

// carried wants the content to be one that the rate type carries: transaction takes text, list and carousel only (tyntec 5.7).
func (j *judgement) carried(body part, kinds []string) {
	if rateType(body) != "transaction" || len(kinds) == 1 && slices.Contains([]string{"text", "list", "carousel"}, kinds[0]) {
		return
	}
	name := body.at("rateType")
	if !name.present() {
		name = body.at("messagePurpose")
	}
	j.broken(name, "transaction does not carry this content")
}

// viberMembers are the mandatory members of each kind (tyntec 4.12); those with a + in front are numbers or objects.
var viberMembers = map[string][]string{
	"text": nil, "image": {"url"}, "file": {"url", "filename"}, "video": {"url", "thumbnailUrl", "+filesize", "+duration"},
	"button": {"caption"}, "list": {"text", "options"}, "carousel": {"text", "items"}, "components": {"body"},
}

// required names missing members. The document has no discriminator for Viber (tyntec OP-95), so that its findings may be about
// another form than the one that is meant.
func (j *judgement) required(v part, kind string) {
	if !v.present() {
		text := mustNotBeNull
		if kind == "text" {
			text = mustNotBeEmpty
		}
		j.broken(v, text)
		return
	}
	if !v.object() {
		return // told by the schema
	}
	for _, name := range viberMembers[kind] {
		name, number := strings.CutPrefix(name, "+")
		switch m := v.at(name); {
		case m.present():
		case number:
			j.broken(m, mustNotBeNull)
		default:
			j.broken(m, mustNotBeEmpty)
		}
	}
	if kind == "button" && !v.at("url").present() && !v.at("callback").present() {
		j.broken(v.at("url"), mustNotBeEmpty)
	}
}

// union is a part whose form is known: form names the one member that counts, empty when no member does.
type union struct{ path, form string }

// other tells whether a place belongs to a form that is not meant.
func (u union) other(pointer string) bool {
	rest, below := strings.CutPrefix(pointer, u.path+"/")
	member, _, _ := strings.Cut(rest, "/")
	return below && member != u.form
}
