package contract

import (
	"encoding/json"
	"fmt"
	"math"
	"strconv"
	"unicode/utf8"

	"github.com/getkin/kin-openapi/openapi3"
)

// text checks a string. An empty one that must not be empty has this one finding: its format tells nothing more.
func (e *explainer) text(s *openapi3.Schema, v, at string) {
	e.size(s, v, at, "Length", "characters", uint64(utf8.RuneCountInString(v)), s.MinLength, s.MaxLength)
	if v == "" && s.MinLength > 0 {
		return
	}
	e.enum(s, v, at)
	if s.Pattern != "" && !keepsTo(&openapi3.Schema{Pattern: s.Pattern}, v) {
		e.add(e.broken(s, v, at, "pattern", "must match "+strconv.Quote(s.Pattern)))
	}
	if s.Format != "" && !formatFits(s.Format, v) {
		e.add(e.broken(s, v, at, "format", "must be a valid "+s.Format))
	}
}

func (e *explainer) enum(s *openapi3.Schema, v any, at string) {
	if len(s.Enum) == 0 || keepsTo(&openapi3.Schema{Enum: s.Enum}, v) {
		return
	}
	f := e.broken(s, v, at, "enum", fmt.Sprintf("must be one of %v", texts(s.Enum)))
	if text, ok := v.(string); ok {
		f.Near = near(text, f.Enum)
		f.Message += didYouMean(f.Near)
	}
	e.add(f)
}

// size checks the family of minLength, minItems and minProperties.
func (e *explainer) size(s *openapi3.Schema, v any, at, family, unit string, n, least uint64, most *uint64) {
	rule := ""
	switch {
	case n < least:
		rule = "min" + family
	case most != nil && n > *most:
		rule = "max" + family
	default:
		return
	}
	f := e.broken(s, v, at, rule, "")
	if least > 0 {
		f.Min = openapi3.Ptr(float64(least))
	}
	if most != nil {
		f.Max = openapi3.Ptr(float64(*most))
	}
	f.Message = fmt.Sprintf("%s must have %s %s and has %d", e.subject(at), span(f.Min, f.Max), unit, n)
	e.add(f)
}

func (e *explainer) number(s *openapi3.Schema, v float64, at string) {
	report := func(rule, say string) {
		f := e.broken(s, v, at, rule, say)
		f.Min, f.Max = s.Min, s.Max
		e.add(f)
	}
	above, below := set(s.ExclusiveMin.Bool), set(s.ExclusiveMax.Bool)
	switch {
	case s.Min != nil && above && v <= *s.Min:
		report("exclusiveMinimum", "must be greater than "+digits(*s.Min))
	case s.Min != nil && v < *s.Min:
		report("minimum", "must be at least "+digits(*s.Min))
	case s.Max != nil && below && v >= *s.Max:
		report("exclusiveMaximum", "must be less than "+digits(*s.Max))
	case s.Max != nil && v > *s.Max:
		report("maximum", "must be at most "+digits(*s.Max))
	}
	if s.MultipleOf != nil && !keepsTo(&openapi3.Schema{MultipleOf: s.MultipleOf}, v) {
		report("multipleOf", "must be a multiple of "+digits(*s.MultipleOf))
	}
	if s.Format != "" && !keepsTo(&openapi3.Schema{Type: s.Type, Format: s.Format}, v) {
		report("format", "must be a valid "+s.Format)
	}
}

// keepsTo asks kin-openapi about one keyword alone, so that its reading need not be written twice.
func keepsTo(s *openapi3.Schema, v any) bool { return s.VisitJSON(v, openapi3.FailFast()) == nil }

func unique(items []any) bool {
	return keepsTo(&openapi3.Schema{UniqueItems: true}, items)
}

func set(b *bool) bool { return b != nil && *b }

func span(least, most *float64) string {
	switch {
	case least == nil:
		return "at most " + digits(*most)
	case most == nil:
		return "at least " + digits(*least)
	}
	return digits(*least) + " to " + digits(*most)
}

func digits(n float64) string {
	if n == math.Trunc(n) && math.Abs(n) < 1e15 {
		return strconv.FormatInt(int64(n), 10)
	}
	return strconv.FormatFloat(n, 'g', -1, 64)
}

// texts writes enum values as strings: a string as it is, anything else as JSON.
func texts(values []any) []string {
	var all []string
	for _, v := range values {
		all = append(all, text(v))
	}
	return all
}

func text(v any) string {
	if s, ok := v.(string); ok {
		return s
	}
	data, err := json.Marshal(v)
	if err != nil {
		return fmt.Sprint(v)
	}
	return string(data)
}

// maxSeen is how many characters of a value a finding shows.
const maxSeen = 200

func seen(v any) string {
	s := text(v)
	if utf8.RuneCountInString(s) > maxSeen {
		s = string([]rune(s)[:maxSeen])
	}
	return s
}

// shown is seen, unless the schema speaks of a secret.
func shown(s *openapi3.Schema, v any) string { return seen(shownValue(s, v)) }

func shownValue(s *openapi3.Schema, v any) any {
	if s.Format == "password" {
		return "…"
	}
	return v
}

// quoted is seen within a sentence.
func quoted(v any) string {
	if _, ok := v.(string); ok {
		return strconv.Quote(seen(v))
	}
	return seen(v)
}

func didYouMean(name string) string {
	if name == "" {
		return ""
	}
	return fmt.Sprintf("; did you mean %q?", name)
}
