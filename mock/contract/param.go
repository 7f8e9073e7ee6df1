package contract

import (
	"encoding/json"
	"fmt"
	"net/textproto"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/getkin/kin-openapi/openapi3"
)

// Param is a documented parameter in path, query or header.
type Param struct {
	Name     string
	In       string // "path", "query" or "header"
	Required bool
	Type     string // of the schema: string, integer, number, boolean or array
	Items    string // type of an array's items

	schema  *openapi3.Schema
	key     string // a header's name in canonical form
	repeat  bool   // an array is written by repeating the parameter, else with commas
	emptyOK bool   // ?flag= counts as absent (allowEmptyValue)

	tolerance tolerance
	plan      *lazyPlan
}

// readParams merges the parameters of a path with those of an operation, which win.
func readParams(shared, own openapi3.Parameters, of *side) ([]Param, error) {
	var params []Param
	for _, ref := range slices.Concat(own, shared) {
		p := ref.Value
		known := func(other Param) bool { return other.Name == p.Name && other.In == p.In }
		if slices.ContainsFunc(params, known) || p.In == "header" && isReserved(p.Name) {
			continue
		}
		if p.Schema == nil || !slices.Contains([]string{"path", "query", "header"}, p.In) {
			return nil, fmt.Errorf("parameter %q in %s: only path, query and header with a schema are judged", p.Name, p.In)
		}
		params = append(params, newParam(p.Name, p.In, p, of))
	}
	order := map[string]int{"path": 0, "query": 1, "header": 2}
	slices.SortStableFunc(params, func(a, b Param) int { return order[a.In] - order[b.In] })
	return params, nil
}

func newParam(name, in string, p *openapi3.Parameter, of *side) Param {
	s := p.Schema.Value
	param := Param{Name: name, In: in, Required: p.Required, Type: shape(s).Type, schema: s, emptyOK: p.AllowEmptyValue}
	param.key = textproto.CanonicalMIMEHeaderKey(name)
	param.repeat = in == "query" && (p.Explode == nil || *p.Explode)
	param.tolerance, param.plan = of.tolerance, &lazyPlan{schema: s, side: of}
	if items := itemsOf(s); items != nil {
		param.Items = shape(items).Type
	}
	return param
}

// isReserved names the headers that are no parameters, whatever a document says (OpenAPI 3.0, Parameter Object).
func isReserved(header string) bool {
	return slices.Contains([]string{"accept", "content-type", "authorization"}, strings.ToLower(header))
}

func (p *Param) judge(j *judge, in *Request, findings []Finding) []Finding {
	if raw := p.raw(in); len(raw) > 0 && !(p.emptyOK && raw[0] == "") {
		if !planless && p.certain(raw) {
			return findings
		}
		return append(findings, j.findings(p.schema, p.value(raw), p.In, p.Name)...)
	}
	if p.Required {
		findings = append(findings, p.missing())
	}
	return findings
}

// certain says that what was sent certainly is valid: seen as one value of its type, or as the list that it makes.
func (p *Param) certain(raw []string) bool {
	if p.Type != openapi3.TypeArray {
		return p.plan.fits(p.Type, p.each(p.Type, raw[:1])[0])
	}
	if slices.ContainsFunc(raw, func(text string) bool { return !utf8.ValidString(text) }) {
		return false // JSON has no such text
	}
	list, err := json.Marshal(p.value(raw))
	return err == nil && p.plan.accepts(list)
}

func (p *Param) missing() Finding {
	e := explainer{in: p.In, name: p.Name}
	e.missing(p.schema, "", "")
	return e.found[0]
}

// Values returns the texts as sent: the elements of a list, else at most one. None means absent.
func (p *Param) Values(in *Request) []string {
	raw := p.raw(in)
	switch {
	case len(raw) == 0 || p.emptyOK && raw[0] == "":
		return nil
	case p.Type == openapi3.TypeArray:
		return p.each(p.Items, p.split(raw))
	}
	return p.each(p.Type, raw[:1])
}

// each writes loosely written booleans as Go reads them.
func (p *Param) each(kind string, texts []string) []string {
	if kind != openapi3.TypeBoolean || !p.tolerance.looseBooleans {
		return texts
	}
	strict := make([]string, len(texts))
	for i, text := range texts {
		strict[i] = p.tolerance.boolean(text)
	}
	return strict
}

func (p *Param) raw(in *Request) []string {
	switch {
	case p.In == "query":
		return in.Query[p.Name]
	case p.In == "header":
		return in.Header[p.key]
	case in.PathParam != nil:
		if v := in.PathParam(p.Name); v != "" {
			return []string{v}
		}
	}
	return nil
}

// value turns text into what the schema speaks of. Text that does not convert stays text, and fails on its type.
func (p *Param) value(raw []string) any {
	if p.Type != openapi3.TypeArray {
		return typed(p.Type, p.each(p.Type, raw[:1])[0])
	}
	values := []any{}
	for _, part := range p.each(p.Items, p.split(raw)) {
		values = append(values, typed(p.Items, part))
	}
	return values
}

// split returns the elements of a list: one for each repetition, or divided by commas, as documented.
func (p *Param) split(raw []string) []string {
	if p.repeat {
		return raw
	}
	parts := []string{}
	for _, line := range raw {
		if line == "" {
			continue
		}
		for part := range strings.SplitSeq(line, ",") {
			parts = append(parts, strings.TrimSpace(part))
		}
	}
	return parts
}

// typed accepts a plus sign before an integer: a phone number in a path may have one (tyntec 1.8).
func typed(kind, text string) any {
	switch kind {
	case openapi3.TypeInteger:
		if n, err := strconv.ParseInt(text, 10, 64); err == nil {
			return float64(n)
		}
	case openapi3.TypeNumber:
		if n, err := strconv.ParseFloat(text, 64); err == nil && !strings.ContainsAny(text, "xXpP_nN") {
			return n
		}
	case openapi3.TypeBoolean:
		if text == "true" || text == "false" {
			return text == "true"
		}
	}
	return text
}

// headerParams reads the documented headers of an answer as parameters.
func (d *Document) headerParams(headers openapi3.Headers) []Param {
	var params []Param
	for name, ref := range headers {
		if h := ref.Value; h != nil && h.Schema != nil && h.Schema.Value != nil && !isReserved(name) {
			params = append(params, newParam(name, "header", &h.Parameter, d.out()))
		}
	}
	slices.SortFunc(params, func(a, b Param) int { return strings.Compare(a.Name, b.Name) })
	return params
}

func itemsOf(s *openapi3.Schema) *openapi3.Schema {
	if s = shape(s).schema; s == nil || s.Items == nil {
		return nil
	}
	return s.Items.Value
}
