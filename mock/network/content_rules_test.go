package network

import (
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// rows are so many list rows in one section.
func rows(n int, section string) (all []Choice) {
	for i := range n {
		all = append(all, Choice{Section: section, ID: section + strconv.Itoa(i), Title: "Row"})
	}
	return all
}

func productGroups(sizes ...int) (all []ProductGroup) {
	for i, size := range sizes {
		all = append(all, ProductGroup{Title: "S" + strconv.Itoa(i), Products: make([]string, size)})
	}
	return all
}

// The rules of network 3.5 that tie several members of a message together.
func TestRulesOfContents(t *testing.T) {
	photo := &Param{Media: &Media{As: Image, Link: "https://x.example/a.png"}}
	link := InteractiveCard{Header: photo, Label: "Open", URL: "https://x.example"}
	for name, tc := range map[string]struct {
		content Content
		want    string
	}{
		"reply buttons that differ":     {Interactive{Form: Buttons, Choices: []Choice{{ID: "a", Title: "A"}, {ID: "b", Title: "B"}}}, ""},
		"two ids that are equal":        {Interactive{Form: Buttons, Choices: []Choice{{ID: "a", Title: "A"}, {ID: "a", Title: "B"}}}, `BUTTONS 2 id: unique "a"`},
		"two titles that are equal":     {Interactive{Form: Buttons, Choices: []Choice{{ID: "a", Title: "A"}, {ID: "b", Title: "A"}}}, `BUTTONS 2 title: unique "A"`},
		"ten rows":                      {Interactive{Form: List, Choices: rows(10, "")}, ""},
		"eleven rows in two sections":   {Interactive{Form: List, Choices: append(rows(6, "a"), rows(5, "b")...)}, "SECTIONS rows: maxItems 10, got 11"},
		"a section without title":       {Interactive{Form: List, Choices: append(rows(1, "a"), rows(1, "")...)}, "SECTIONS 2 title: required"},
		"two sections without title":    {Interactive{Form: List, Choices: []Choice{{ID: "a", Title: "A", Group: 1}, {ID: "b", Title: "B", Group: 2}}}, "SECTIONS 1 title: required; SECTIONS 2 title: required"},
		"a row id twice":                {Interactive{Form: List, Choices: []Choice{{Section: "a", ID: "x"}, {Section: "b", ID: "y"}, {Section: "b", ID: "x"}}}, `SECTIONS 2 2 id: unique "x"`},
		"thirty products":               {Interactive{Form: ProductList, Groups: productGroups(15, 15)}, ""},
		"thirty-one products":           {Interactive{Form: ProductList, Groups: productGroups(15, 16)}, "SECTIONS products: maxItems 30, got 31"},
		"eleven sections":               {Interactive{Form: ProductList, Groups: productGroups(1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1)}, "SECTIONS: maxItems 10, got 11"},
		"ten cards":                     {Interactive{Form: InteractiveCarousel, Cards: []InteractiveCard{link, link, link, link, link, link, link, link, link, link}}, ""},
		"eleven cards":                  {Interactive{Form: InteractiveCarousel, Cards: []InteractiveCard{link, link, link, link, link, link, link, link, link, link, link}}, "CAROUSEL: maxItems 10, got 11"},
		"a card without a picture":      {Interactive{Form: InteractiveCarousel, Cards: []InteractiveCard{{URL: "https://x.example"}}}, "card 1 HEADER: required"},
		"a card without a button":       {Interactive{Form: InteractiveCarousel, Cards: []InteractiveCard{{Header: photo}}}, "card 1 BUTTONS: required"},
		"a card with both kinds":        {Interactive{Form: InteractiveCarousel, Cards: []InteractiveCard{{Header: photo, URL: "https://x.example", Choices: []Choice{{ID: "a"}}}}}, `card 1 BUTTONS: forbidden "url"`},
		"cards of another make-up":      {Interactive{Form: InteractiveCarousel, Cards: []InteractiveCard{link, {Header: photo, Choices: []Choice{{ID: "a"}}}}}, "card 2 CAROUSEL: equal"},
		"an id twice on one card":       {Interactive{Form: InteractiveCarousel, Cards: []InteractiveCard{{Header: photo, Choices: []Choice{{ID: "a"}, {ID: "a"}}}}}, `card 1 BUTTONS 2 id: unique "a"`},
		"products of two catalogs":      {Interactive{Form: InteractiveCarousel, Cards: []InteractiveCard{{Product: &ProductRef{"c1", "a"}}, {Product: &ProductRef{"c2", "b"}}}}, `card 2 CAROUSEL catalog: equal "c2"`},
		"a caption that only is long":   {Media{As: Image, Caption: text(2000)}, ""},
		"a body that only is long":      {Interactive{Form: LocationRequest, Body: text(2000)}, ""},
		"a contact list that is longer": {Contacts{Cards: make([]Card, 300)}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			var texts []string
			for _, b := range JudgeContent(tc.content, false) {
				texts = append(texts, b.String())
			}
			require.Equal(t, tc.want, strings.Join(texts, "; "))
		})
	}
}

// cardsOf are a card with a picture and an address, and another one of its make-up.
func cardsOf(c InteractiveCard) Interactive {
	c.Header, c.URL = &Param{Media: &Media{As: Image, Link: "https://x.example/a.png"}}, "https://x.example"
	other := InteractiveCard{Header: c.Header, URL: c.URL}
	if c.Body != "" {
		other.Body = "x"
	}
	return Interactive{Form: InteractiveCarousel, Cards: []InteractiveCard{c, other}}
}

func repliesOf(reply Choice) Interactive {
	photo := &Param{Media: &Media{As: Image, Link: "https://x.example/a.png"}}
	return Interactive{Form: InteractiveCarousel, Cards: []InteractiveCard{{Header: photo, Choices: []Choice{reply}}, {Header: photo, Choices: []Choice{{ID: "x"}}}}}
}

func productDeck(header *Param, footer string) Interactive {
	card := func(id string) InteractiveCard { return InteractiveCard{Product: &ProductRef{"c1", id}} }
	return Interactive{Form: InteractiveCarousel, Header: header, Footer: footer, Cards: []InteractiveCard{card("a"), card("b")}}
}

// The platform's own lengths (network 3.5, column Meta), each at its edge and one beyond: with limits.strict only, and at dispatch.
func TestStrictLengthsOfContents(t *testing.T) {
	for name, tc := range map[string]struct {
		fits, over Content
	}{
		"caption":                    {Media{As: Image, Caption: text(1024)}, Media{As: Image, Caption: text(1025)}},
		"file name":                  {Media{As: Document, Filename: text(240)}, Media{As: Document, Filename: text(241)}},
		"contacts":                   {Contacts{make([]Card, 257)}, Contacts{make([]Card, 258)}},
		"body":                       {Interactive{Form: Buttons, Body: text(1024)}, Interactive{Form: Buttons, Body: text(1025)}},
		"list body":                  {Interactive{Form: List, Body: text(4096)}, Interactive{Form: List, Body: text(4097)}},
		"footer":                     {Interactive{Form: List, Footer: text(60)}, Interactive{Form: List, Footer: text(61)}},
		"header":                     {Interactive{Form: List, Header: &Param{Text: text(60)}}, Interactive{Form: List, Header: &Param{Text: text(61)}}},
		"button title":               {Interactive{Form: Buttons, Choices: []Choice{{ID: "a", Title: text(20)}}}, Interactive{Form: Buttons, Choices: []Choice{{ID: "a", Title: text(21)}}}},
		"button id":                  {Interactive{Form: Buttons, Choices: []Choice{{ID: text(256)}}}, Interactive{Form: Buttons, Choices: []Choice{{ID: text(257)}}}},
		"list label":                 {Interactive{Form: List, Label: text(20)}, Interactive{Form: List, Label: text(21)}},
		"section":                    {Interactive{Form: List, Choices: []Choice{{Section: text(24)}}}, Interactive{Form: List, Choices: []Choice{{Section: text(25)}}}},
		"row id":                     {Interactive{Form: List, Choices: []Choice{{ID: text(200)}}}, Interactive{Form: List, Choices: []Choice{{ID: text(201)}}}},
		"row title":                  {Interactive{Form: List, Choices: []Choice{{Title: text(24)}}}, Interactive{Form: List, Choices: []Choice{{Title: text(25)}}}},
		"row text":                   {Interactive{Form: List, Choices: []Choice{{Description: text(72)}}}, Interactive{Form: List, Choices: []Choice{{Description: text(73)}}}},
		"flow label":                 {Interactive{Form: FlowMessage, Label: text(30)}, Interactive{Form: FlowMessage, Label: text(31)}},
		"card body":                  {cardsOf(InteractiveCard{Body: text(160)}), cardsOf(InteractiveCard{Body: text(161)})},
		"card lines":                 {cardsOf(InteractiveCard{Body: "a\nb\nc"}), cardsOf(InteractiveCard{Body: "a\nb\nc\nd"})},
		"card label":                 {cardsOf(InteractiveCard{Label: text(20)}), cardsOf(InteractiveCard{Label: text(21)})},
		"card reply":                 {repliesOf(Choice{ID: text(20)}), repliesOf(Choice{ID: text(21)})},
		"card title":                 {repliesOf(Choice{ID: "a", Title: text(20)}), repliesOf(Choice{ID: "a", Title: text(21)})},
		"two cards":                  {cardsOf(InteractiveCard{}), Interactive{Form: InteractiveCarousel, Cards: cardsOf(InteractiveCard{}).Cards[:1]}},
		"header above product cards": {productDeck(nil, ""), productDeck(&Param{Text: "x"}, "")},
		"footer below product cards": {productDeck(nil, ""), productDeck(nil, "x")},
		"page label":                 {Interactive{Form: URLButton, Label: text(20)}, Interactive{Form: URLButton, Label: text(21)}},
	} {
		t.Run(name, func(t *testing.T) {
			require.Empty(t, JudgeContent(tc.fits, true))
			require.Len(t, JudgeContent(tc.over, true), 1)
			require.Empty(t, JudgeContent(tc.over, false))
		})
	}
	n := shop(t)
	n.SetLimits(Limits{Strict: true})
	_, err := n.Write(Note{Number: "491700000001", Channel: WhatsApp, To: "49100", Content: Text{Body: "hi"}})
	require.NoError(t, err)
	id := send(t, n, WhatsApp, "49100", "491700000001", Interactive{Form: Buttons, Body: text(1025), Choices: []Choice{{ID: "a", Title: "A"}}})
	advance(t, n, time.Second)
	require.Equal(t, "failed +300ms text_length", states(t, n, id)[2])
}

func TestContentThatBreaksARuleIsRefusedInTheCall(t *testing.T) {
	n := shop(t)
	twice := Interactive{Form: Buttons, Body: "?", Choices: []Choice{{ID: "a", Title: "A"}, {ID: "a", Title: "B"}}}
	_, err := n.Send(Draft{Account: "shop", Channel: WhatsApp, From: "49100", To: "491700000001", Content: twice})
	require.ErrorIs(t, err, ErrContentInvalid)
	_, _, err = n.SendBulk([]Draft{
		{Account: "shop", Channel: WhatsApp, From: "49100", To: "491700000001", Content: Text{Body: "x"}},
		{Account: "shop", Channel: WhatsApp, From: "49100", To: "491700000001", Content: twice},
	})
	var found *BreachError
	require.ErrorAs(t, err, &found)
	require.Equal(t, 2, found.Breaches[0].Entry)
	require.Zero(t, n.Position(), "no message exists")
}
