package network

import (
	"fmt"
	"strings"
)

// Rule is the kind of rule that a content does not keep. A surface has its own words for each.
type Rule string

// The rules of contents (network 3.4, 3.5).
const (
	RuleRequired  Rule = "required"  // something that must be there is missing or empty
	RuleForbidden Rule = "forbidden" // something that may not be there, in this category or beside the rest
	RuleMaxLength Rule = "maxLength" // characters; Limit and Got say how many
	RuleMaxItems  Rule = "maxItems"
	RuleMinItems  Rule = "minItems"
	RuleRange     Rule = "range"     // a number that is too small or too large; Limit is the bound
	RulePattern   Rule = "pattern"   // a form, such as that of a name
	RuleKnown     Rule = "known"     // a word that is none of those there are
	RuleUnique    Rule = "unique"    // two that must differ
	RuleEqual     Rule = "equal"     // two that must not differ: the make-up of cards
	RuleTogether  Rule = "together"  // quick replies stand together, other buttons beside them
	RuleNumbering Rule = "numbering" // variables are {{1}}, {{2}}, ... without gap, or all named
	RulePlace     Rule = "place"     // a variable where none may be: at the edge, beside another, not at the end of an address
	RuleDensity   Rule = "density"   // too many variables for the length of the text
	RuleExists    Rule = "exists"    // names something that is not there: a flow
	RuleSame      Rule = "same"      // body and footer of another template
)

// Breach is one rule that a content does not keep, where, and by how much. Places count from 1; 0 is the whole.
type Breach struct {
	Entry     int       // of the list that was handed in: the template
	Component Component // of the template or message; empty: the thing itself
	Card      int       // of a carousel
	Item      int       // button, section
	Row       int       // row or product of a section
	Member    string    // text, url, name, ttl, ...; empty: the component itself
	Rule      Rule
	Limit     int
	Got       int
	Value     string // the word at fault, where it is one
}

// Component is a part of a template or interactive message.
type Component string

// The components.
const (
	PartHeader   Component = "HEADER"
	PartBody     Component = "BODY"
	PartFooter   Component = "FOOTER"
	PartButtons  Component = "BUTTONS"
	PartCarousel Component = "CAROUSEL"
	PartOffer    Component = "LIMITED_TIME_OFFER"
	PartSections Component = "SECTIONS"
)

// String says the breach in the network's words, such as "CAROUSEL card 2 BUTTONS 1 text: maxLength 25, got 30".
func (b Breach) String() string {
	var s strings.Builder
	word := func(format string, args ...any) {
		if s.Len() > 0 {
			s.WriteByte(' ')
		}
		fmt.Fprintf(&s, format, args...)
	}
	if b.Card > 0 {
		word("card %d", b.Card)
	}
	if b.Component != "" {
		word("%s", b.Component)
	}
	for _, n := range []int{b.Item, b.Row} {
		if n > 0 {
			word("%d", n)
		}
	}
	if b.Member != "" {
		word("%s", b.Member)
	}
	fmt.Fprintf(&s, ": %s", b.Rule)
	if b.Limit != 0 || b.Got != 0 {
		fmt.Fprintf(&s, " %d, got %d", b.Limit, b.Got)
	}
	if b.Value != "" {
		fmt.Fprintf(&s, " %q", b.Value)
	}
	return strings.TrimPrefix(s.String(), ": ")
}

// BreachError is a content that breaks rules: all that were found, in the order of the content.
type BreachError struct {
	Err      error // ErrTemplateInvalid, ErrProfileInvalid, ErrFlowInvalid, ErrContentInvalid
	Breaches []Breach
}

func (e *BreachError) Error() string {
	texts := make([]string, len(e.Breaches))
	for i, b := range e.Breaches {
		texts[i] = b.String()
	}
	return fmt.Sprintf("%v: %s", e.Err, strings.Join(texts, "; "))
}

// Source is the section of the network's rules that was broken.
func (e *BreachError) Source() string {
	switch e.Err {
	case ErrTemplateInvalid:
		return "network 3.4"
	case ErrFlowInvalid:
		return "network 3.15"
	case ErrProfileInvalid:
		return "network 1.2"
	}
	return "network 3.5"
}

// Unwrap is the sentinel.
func (e *BreachError) Unwrap() error { return e.Err }

// breached is an error of the breaches; nil when there are none.
func breached(err error, found []Breach) error {
	if len(found) == 0 {
		return nil
	}
	return &BreachError{err, found}
}
