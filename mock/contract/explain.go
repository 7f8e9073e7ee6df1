package contract

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
)

// explainer walks a schema over a refused value and lists every broken rule. It follows kin-openapi's reading of the
// schema keyword by keyword; a differential test holds the two together.
type explainer struct {
	judge    *judge
	in, name string
	branch   string // alternative of a union in which it is
	source   string // x-source of the schema in which it is
	found    []Finding
}

// maxFindings ends the listing: a body may break a rule as often as it has bytes, and nobody reads that far.
const maxFindings = 1000

// add keeps one finding for each rule and place: branches of allOf may say the same thing twice. A discriminator and
// a missing member have the last word about their place.
func (e *explainer) add(f Finding) {
	if e.full() {
		return
	}
	f.In, f.Name, f.Branch, f.Source = e.in, e.name, cmp.Or(f.Branch, e.branch), cmp.Or(f.Source, e.source)
	decides := func(g Finding) bool { return g.Pointer == f.Pointer && (g.Rule == "discriminator" || g.Missing) }
	if slices.ContainsFunc(e.found, decides) {
		return
	}
	if f.Rule == "discriminator" {
		e.found = slices.DeleteFunc(e.found, func(g Finding) bool { return g.Pointer == f.Pointer })
	}
	same := func(g Finding) bool { return g.Pointer == f.Pointer && g.Rule == f.Rule && g.Message == f.Message }
	if !slices.ContainsFunc(e.found, same) {
		e.found = append(e.found, f)
	}
}

func (e *explainer) full() bool { return len(e.found) >= maxFindings }

// broken reports a rule of s that v breaks; say continues the sentence that begins with the place.
func (e *explainer) broken(s *openapi3.Schema, v any, at, rule, say string) Finding {
	return Finding{
		Pointer: at, Rule: rule, Type: typeOf(s), Format: s.Format, Pattern: s.Pattern, Enum: texts(s.Enum), Value: shown(s, v), Seen: typeName(v),
		Message: fmt.Sprintf("%s %s, not %s", e.subject(at), say, quoted(shownValue(s, v))),
	}
}

// value explains one value. above holds the schemas that are already looking at the same value: a schema that
// contains itself says nothing new, which is also kin-openapi's reading.
func (e *explainer) value(s *openapi3.Schema, v any, at string, above []*openapi3.Schema) {
	if slices.Contains(above, s) || v == nil && nullable(s) || e.full() {
		return
	}
	above = append(above[:len(above):len(above)], s)
	if source, ok := s.Extensions["x-source"].(string); ok {
		defer func(before string) { e.source = before }(e.source)
		e.source = source
	}
	e.not(s, v, at)
	composed := e.union(s, "oneOf", s.OneOf, v, at, above)
	composed = e.union(s, "anyOf", s.AnyOf, v, at, above) || composed
	for _, part := range s.AllOf {
		composed = true
		e.value(part.Value, v, at, above)
	}
	switch {
	case v == nil && !composed:
		e.add(e.broken(s, v, at, "nullable", "must not be null"))
	case v != nil && !typeFits(s, v):
		e.add(e.broken(s, v, at, "type", "must be "+article(typeOf(s))))
	case v != nil:
		e.rules(s, v, at)
	}
}

func (e *explainer) not(s *openapi3.Schema, v any, at string) {
	if s.Not != nil && e.judge.accepts(s.Not.Value, v) {
		e.add(e.broken(s, v, at, "not", "must not be what its schema excludes"))
	}
}

// rules checks a value whose type is right.
func (e *explainer) rules(s *openapi3.Schema, v any, at string) {
	if text, ok := v.(string); ok {
		e.text(s, text, at)
		return
	}
	e.enum(s, v, at)
	switch v := v.(type) {
	case float64:
		e.number(s, v, at)
	case []any:
		e.list(s, v, at)
	case map[string]any:
		e.object(s, v, at)
	}
}

func (e *explainer) list(s *openapi3.Schema, v []any, at string) {
	e.size(s, v, at, "Items", "items", uint64(len(v)), s.MinItems, s.MaxItems)
	if s.UniqueItems && !unique(v) {
		e.add(e.broken(s, v, at, "uniqueItems", "must not hold an item twice"))
	}
	if s.Items == nil {
		return
	}
	for i, item := range v {
		e.value(s.Items.Value, item, at+"/"+strconv.Itoa(i), nil)
	}
}

func (e *explainer) object(s *openapi3.Schema, v map[string]any, at string) {
	e.size(s, v, at, "Properties", "members", uint64(len(v)), s.MinProps, s.MaxProps)
	for _, name := range slices.Sorted(maps.Keys(v)) {
		below := at + "/" + escape(name)
		switch property := s.Properties[name]; {
		case e.full():
			return
		case property != nil && e.judge.hidden(property.Value) && v[name] != nil:
			e.add(e.broken(property.Value, v[name], below, "readOnly", "must not be sent in this direction"))
		case property != nil:
			e.value(property.Value, v[name], below, nil)
		case s.AdditionalProperties.Has != nil && !*s.AdditionalProperties.Has:
			e.unknown(s, name, v[name], below)
		case s.AdditionalProperties.Schema != nil:
			e.value(s.AdditionalProperties.Schema.Value, v[name], below, nil)
		}
	}
	for _, name := range s.Required {
		property := s.Properties[name]
		if _, ok := v[name]; ok || property != nil && e.judge.hidden(property.Value) {
			continue
		}
		var schema *openapi3.Schema
		if property != nil {
			schema = property.Value
		}
		e.missing(schema, at+"/"+escape(name), lookalike(s, name, v))
	}
}

func (e *explainer) unknown(s *openapi3.Schema, name string, v any, at string) {
	f := Finding{Pointer: at, Rule: "additionalProperties", Value: seen(v), Message: e.subject(at) + " is not a documented member"}
	f.Near = near(name, slices.Sorted(maps.Keys(s.Properties)))
	f.Message += didYouMean(f.Near)
	e.add(f)
}

// missing reports an absent member or parameter; s is its schema, nil when it has none.
func (e *explainer) missing(s *openapi3.Schema, at, like string) {
	sh := shape(s)
	f := Finding{Pointer: at, Rule: "required", Missing: true, Type: sh.Type, Near: like}
	if sh.schema != nil {
		f.Format, f.Pattern, f.Enum = sh.schema.Format, sh.schema.Pattern, texts(sh.schema.Enum)
	}
	f.Message = e.subject(at) + " is required and missing"
	if like != "" {
		f.Message += fmt.Sprintf("; there is %q", like)
	}
	e.add(f)
}

// subject names a place in a sentence: `body/content/text`, `query page`.
func (e *explainer) subject(at string) string {
	if e.name != "" {
		return e.in + " " + e.name + at
	}
	return e.in + at
}

func escape(token string) string {
	return strings.ReplaceAll(strings.ReplaceAll(token, "~", "~0"), "/", "~1")
}
