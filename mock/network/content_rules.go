package network

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// The limits of interactive messages that tie several members together (network 3.5).
const (
	listSections    = 10
	listRows        = 10 // over all sections
	productSections = 10
	productsShown   = 30 // over all sections
	carouselCards   = 10
)

// The platform's own lengths, enforced with limits.strict (network 3.5, the Meta column, D11).
const (
	strictCaption     = 1024
	strictFileName    = 240
	strictContacts    = 257
	strictBody        = 1024
	strictListBody    = 4096
	strictFooter      = 60
	strictHeader      = 60
	strictButtons     = 3
	strictButtonID    = 256
	strictButtonTitle = 20
	strictListLabel   = 20
	strictSection     = 24
	strictRowID       = 200
	strictRowTitle    = 24
	strictRowText     = 72
	strictFlowLabel   = 30
	strictCardBody    = 160
	strictCardBreaks  = 2 // line breaks in a card's body
	strictCardReply   = 20
	strictCards       = 2 // at least
)

// JudgeContent lists what a WhatsApp message breaks of the rules that tie several of its members together (network 3.5); strict adds the
// platform's own lengths. What concerns one member alone is otherwise the surface's own document.
func JudgeContent(content Content, strict bool) []Breach {
	j := &contentJudge{strict: strict}
	switch c := content.(type) {
	case Media:
		j.length("", 0, 0, "caption", c.Caption, strictCaption)
		j.length("", 0, 0, "filename", c.Filename, strictFileName)
	case Contacts:
		if strict && len(c.Cards) > strictContacts {
			j.fail(Breach{Rule: RuleMaxItems, Limit: strictContacts, Got: len(c.Cards)})
		}
	case Interactive:
		j.interactive(c)
	case TemplateMessage:
		for _, b := range c.Buttons {
			j.productList(b.Groups)
		}
	}
	return j.found
}

type contentJudge struct {
	strict bool
	found  []Breach
}

func (j *contentJudge) fail(b Breach) { j.found = append(j.found, b) }

// length is a limit of the platform itself.
func (j *contentJudge) length(c Component, card, item int, member, text string, limit int) {
	if got := utf8.RuneCountInString(text); j.strict && got > limit {
		j.fail(Breach{Component: c, Card: card, Item: item, Member: member, Rule: RuleMaxLength, Limit: limit, Got: got})
	}
}

func (j *contentJudge) interactive(c Interactive) {
	body := strictBody
	if c.Form == List {
		body = strictListBody
	}
	j.length(PartBody, 0, 0, "text", c.Body, body)
	j.length(PartFooter, 0, 0, "text", c.Footer, strictFooter)
	if c.Header != nil {
		j.length(PartHeader, 0, 0, "text", c.Header.Text, strictHeader)
	}
	switch c.Form {
	case Buttons:
		j.replyButtons(c.Choices)
	case List:
		j.list(c)
	case ProductList:
		j.productList(c.Groups)
	case FlowMessage:
		j.length(PartButtons, 0, 1, "text", c.Label, strictFlowLabel)
	case URLButton, CallButton:
		j.length(PartButtons, 0, 1, "text", c.Label, strictButtonTitle)
	case InteractiveCarousel:
		j.cards(c.Cards)
		j.productCards(c)
	}
}

// differ wants all texts of a list to differ; the later one of two is told.
func (j *contentJudge) differ(c Component, member string, place func(i int) (item, row int), texts []string) {
	seen := map[string]bool{}
	for i, text := range texts {
		if seen[text] {
			item, row := place(i)
			j.fail(Breach{Component: c, Item: item, Row: row, Member: member, Rule: RuleUnique, Value: text})
		}
		seen[text] = text != ""
	}
}

// replyButtons: ids and titles differ.
func (j *contentJudge) replyButtons(all []Choice) {
	if j.strict && len(all) > strictButtons {
		j.fail(Breach{Component: PartButtons, Rule: RuleMaxItems, Limit: strictButtons, Got: len(all)})
	}
	ids, titles := make([]string, len(all)), make([]string, len(all))
	for i, b := range all {
		ids[i], titles[i] = b.ID, b.Title
		j.length(PartButtons, 0, i+1, "id", b.ID, strictButtonID)
		j.length(PartButtons, 0, i+1, "title", b.Title, strictButtonTitle)
	}
	at := func(i int) (int, int) { return i + 1, 0 }
	j.differ(PartButtons, "id", at, ids)
	j.differ(PartButtons, "title", at, titles)
}

// list: sections and rows over all of them, ids that differ, titles where there is more than one section.
func (j *contentJudge) list(c Interactive) {
	j.length(PartButtons, 0, 1, "text", c.Label, strictListLabel)
	titles, places := sectionsOf(c.Choices)
	j.sections(titles, listSections)
	if len(c.Choices) > listRows {
		j.fail(Breach{Component: PartSections, Member: "rows", Rule: RuleMaxItems, Limit: listRows, Got: len(c.Choices)})
	}
	ids := make([]string, len(c.Choices))
	for i, row := range c.Choices {
		ids[i] = row.ID
		for _, m := range []struct {
			name, text string
			limit      int
		}{{"id", row.ID, strictRowID}, {"title", row.Title, strictRowTitle}, {"description", row.Description, strictRowText}} {
			if got := utf8.RuneCountInString(m.text); j.strict && got > m.limit {
				j.fail(Breach{
					Component: PartSections, Item: places[i][0], Row: places[i][1], Member: m.name, Rule: RuleMaxLength, Limit: m.limit, Got: got,
				})
			}
		}
	}
	j.differ(PartSections, "id", func(i int) (int, int) { return places[i][0], places[i][1] }, ids)
}

// sectionsOf are the titles of the sections of a list, and for each row its section and its place in it, from 1.
func sectionsOf(rows []Choice) (titles []string, places [][2]int) {
	type key struct {
		group int
		title string
	}
	known, count := map[key]int{}, map[int]int{}
	for _, row := range rows {
		k := key{row.Group, row.Section}
		if known[k] == 0 {
			titles = append(titles, row.Section)
			known[k] = len(titles)
		}
		count[known[k]]++
		places = append(places, [2]int{known[k], count[known[k]]})
	}
	return titles, places
}

// sections: so many at most, each with a title where there is more than one.
func (j *contentJudge) sections(titles []string, limit int) {
	if len(titles) > limit {
		j.fail(Breach{Component: PartSections, Rule: RuleMaxItems, Limit: limit, Got: len(titles)})
	}
	for i, title := range titles {
		j.length(PartSections, 0, i+1, "title", title, strictSection)
		if title == "" && len(titles) > 1 {
			j.fail(Breach{Component: PartSections, Item: i + 1, Member: "title", Rule: RuleRequired})
		}
	}
}

func (j *contentJudge) productList(groups []ProductGroup) {
	titles, count := make([]string, len(groups)), 0
	for i, g := range groups {
		titles[i] = g.Title
		count += len(g.Products)
	}
	j.sections(titles, productSections)
	if count > productsShown {
		j.fail(Breach{Component: PartSections, Member: "products", Rule: RuleMaxItems, Limit: productsShown, Got: count})
	}
}

// cards: of one make-up, each with either an address or quick replies, products of one catalog; ids differ within a card.
func (j *contentJudge) cards(all []InteractiveCard) {
	if len(all) > carouselCards {
		j.fail(Breach{Component: PartCarousel, Rule: RuleMaxItems, Limit: carouselCards, Got: len(all)})
	}
	if j.strict && len(all) < strictCards {
		j.fail(Breach{Component: PartCarousel, Rule: RuleMinItems, Limit: strictCards, Got: len(all)})
	}
	for i, c := range all {
		j.card(i+1, c)
		if i == 0 {
			continue
		}
		if !sameMakeUp(all[0], c) {
			j.fail(Breach{Component: PartCarousel, Card: i + 1, Rule: RuleEqual})
		}
		if first := all[0].Product; first != nil && c.Product != nil && first.Catalog != c.Product.Catalog {
			j.fail(Breach{Component: PartCarousel, Card: i + 1, Member: "catalog", Rule: RuleEqual, Value: c.Product.Catalog})
		}
	}
}

// productCards have neither header nor footer above and below them.
func (j *contentJudge) productCards(c Interactive) {
	if !j.strict || len(c.Cards) == 0 || c.Cards[0].Product == nil {
		return
	}
	if c.Header != nil {
		j.fail(Breach{Component: PartHeader, Rule: RuleForbidden, Value: string(PartCarousel)})
	}
	if c.Footer != "" {
		j.fail(Breach{Component: PartFooter, Rule: RuleForbidden, Value: string(PartCarousel)})
	}
}

func (j *contentJudge) card(place int, c InteractiveCard) {
	if c.Header == nil && c.Product == nil {
		j.fail(Breach{Component: PartHeader, Card: place, Rule: RuleRequired})
	}
	if c.URL != "" && len(c.Choices) > 0 {
		j.fail(Breach{Component: PartButtons, Card: place, Rule: RuleForbidden, Value: "url"})
	}
	if c.URL == "" && len(c.Choices) == 0 && c.Product == nil {
		j.fail(Breach{Component: PartButtons, Card: place, Rule: RuleRequired})
	}
	j.length(PartBody, place, 0, "text", c.Body, strictCardBody)
	if breaks := strings.Count(c.Body, "\n"); j.strict && breaks > strictCardBreaks {
		j.fail(Breach{Component: PartBody, Card: place, Member: "lines", Rule: RuleMaxItems, Limit: strictCardBreaks, Got: breaks})
	}
	j.length(PartButtons, place, 1, "text", c.Label, strictButtonTitle)
	var ids []string
	for i, b := range c.Choices {
		j.length(PartButtons, place, i+1, "id", b.ID, strictCardReply)
		j.length(PartButtons, place, i+1, "title", b.Title, strictButtonTitle)
		if slices.Contains(ids, b.ID) {
			j.fail(Breach{Component: PartButtons, Card: place, Item: i + 1, Member: "id", Rule: RuleUnique, Value: b.ID})
		}
		ids = append(ids, b.ID)
	}
}

// sameMakeUp tells whether two cards have the same parts.
func sameMakeUp(a, b InteractiveCard) bool {
	kind := func(c InteractiveCard) MediaKind {
		if c.Header != nil && c.Header.Media != nil {
			return c.Header.Media.As
		}
		return ""
	}
	return kind(a) == kind(b) && (a.Product == nil) == (b.Product == nil) && (a.Body == "") == (b.Body == "") &&
		(a.URL == "") == (b.URL == "") && len(a.Choices) == len(b.Choices)
}

// mayHandIn refuses a draft that breaks the rules of its content, whatever the account judges in the call (network 3.19 step 3). The
// platform's own lengths fail later, where they are enforced (D11).
func (t *tx) mayHandIn(s *sender, d Draft, entry int) error {
	if s.Channel != WhatsApp {
		return nil
	}
	found := JudgeContent(d.Content, false)
	for i := range found {
		found[i].Entry = entry
	}
	return breached(ErrContentInvalid, found)
}
