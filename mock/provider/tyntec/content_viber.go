package tyntec

import "github.com/mynah-sim/mynah/mock/network"

// viberForms are the forms of a Viber content, each with a data member of its name (tyntec 4.12).
var viberForms = []string{"text", "image", "file", "video", "list", "carousel", "components"}

// rateType reads the price class; messagePurpose is its older name (tyntec OP-67).
func rateType(body part) string {
	if r := body.at("rateType"); r.present() {
		return r.text()
	}
	return body.at("messagePurpose").text()
}

// viberForm is the form of a content: contentType, else type, else the one data member that is present; empty when none or several
// are (tyntec OP-95).
func viberForm(content part) (form string) {
	for _, name := range []string{"contentType", "type"} {
		if named := content.at(name); named.present() {
			return named.text()
		}
	}
	for _, name := range viberForms {
		if !content.at(name).present() {
			continue
		}
		if form != "" {
			return ""
		}
		form = name
	}
	return form
}

// viber reads the content of a Viber message (tyntec 4.12).
func viber(content part) network.Content {
	form := viberForm(content)
	if form != "components" {
		return viberPart(form, content.at(form))
	}
	var all network.Composite
	for _, piece := range content.at("components").at("body").items() {
		kind := viberKind(piece)
		all.Parts = append(all.Parts, viberPart(kind, piece.at(kind)))
	}
	if len(all.Parts) == 1 {
		return all.Parts[0]
	}
	return all
}

// viberKind names one part of a combination: by type, or by contentType (tyntec OP-67).
func viberKind(piece part) string {
	if t := piece.at("type"); t.present() {
		return t.text()
	}
	return piece.at("contentType").text()
}

func viberPart(kind string, v part) network.Content {
	switch kind {
	case "text":
		return network.Text{Body: v.text()}
	case "image":
		return network.Media{As: network.Image, Link: v.at("url").text()}
	case "file":
		return network.Media{As: network.File, Link: v.at("url").text(), Filename: v.at("filename").text(), MIME: fileType(v)}
	case "video":
		return network.Media{
			As: network.Video, Link: v.at("url").text(), Thumbnail: v.at("thumbnailUrl").text(), MIME: v.at("type").text(),
			SizeMB: v.at("filesize").whole(), Seconds: v.at("duration").whole(),
		}
	case "button":
		return network.ActionButton{Caption: v.at("caption").text(), URL: buttonURL(v)}
	case "list":
		question := network.Options{Question: v.at("text").text()}
		for _, o := range v.at("options").items() {
			question.Answers = append(question.Answers, o.text())
		}
		return question
	case "carousel":
		return viberCarousel(v)
	}
	return network.Unsupported{What: kind}
}

// fileType reads type, or its alias filetype (tyntec OP-67).
func fileType(v part) string {
	if t := v.at("type"); t.present() {
		return t.text()
	}
	return v.at("filetype").text()
}

// buttonURL reads url, or its alias callback (tyntec OP-67).
func buttonURL(v part) string {
	if url := v.at("url"); url.present() {
		return url.text()
	}
	return v.at("callback").text()
}

func viberCarousel(v part) network.ViberCarousel {
	c := network.ViberCarousel{Title: v.at("text").text()}
	for _, item := range v.at("items").items() {
		card := network.ViberCard{
			Title: item.at("title").text(), Image: item.at("imageUrl").text(), First: cardButton(item.at("primaryButton")),
		}
		if second := item.at("secondaryButton"); second.present() {
			button := cardButton(second)
			card.Second = &button
		}
		c.Items = append(c.Items, card)
	}
	return c
}

func cardButton(b part) network.ActionButton {
	return network.ActionButton{Caption: b.at("label").text(), URL: b.at("actionUrl").text()}
}
