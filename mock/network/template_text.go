package network

import "unicode/utf8"

// Placeholders lists the variables of a template's text, in order of first use.
func Placeholders(text string) []string { return placeholders(text) }

// FillText puts values in place of the variables of a text, in order of first use.
func FillText(text string, values []Param) string { return fill(text, values) }

// PlainText tells whether a value can stand in a template: no line break, tab or more than four blanks in a row (network 3.4, D28).
func PlainText(value string) bool { return plain(value) }

// BodyFits tells whether a filled body keeps the limit of its template; card, from 0: that of a card's body, else negative (network 3.4).
func (t *Template) BodyFits(card int, values []Param) bool {
	text, limit := t.Body, t.bodyLimit()
	if card >= 0 {
		text, limit = t.Cards[card].Body, templateCardBody
	}
	return utf8.RuneCountInString(fill(text, values)) <= limit
}
