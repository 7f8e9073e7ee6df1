package contract

import (
	"maps"
	"slices"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
)

// content is the documented content of a body: its media ranges, and the schema of the JSON ones.
type content struct {
	ranges []string                    // lower case, sorted, for example application/json, image/*, */*
	json   string                      // the JSON media type, "" when the content is not JSON
	schema *openapi3.Schema            // of json; nil: anything goes
	others map[string]*openapi3.Schema // of further JSON media types and of forms
	object bool                        // the schema accepts nothing but an object at the top level
	plans  map[string]*lazyPlan        // by media type, of all whose bodies are decoded
}

func newContent(documented openapi3.Content, of *side) *content {
	c := &content{ranges: slices.Sorted(maps.Keys(documented)), plans: map[string]*lazyPlan{}}
	for i, name := range c.ranges {
		c.ranges[i] = strings.ToLower(name)
		var schema *openapi3.Schema
		if media := documented[name]; media != nil && media.Schema != nil {
			schema = media.Schema.Value
		}
		if isForm(c.ranges[i]) {
			c.keep(c.ranges[i], schema)
		}
		if !isJSON(c.ranges[i]) {
			continue
		}
		if c.json == "" || c.ranges[i] == "application/json" {
			c.keep(c.json, c.schema)
			c.json, c.schema, c.object = c.ranges[i], schema, wantsObject(schema)
			continue
		}
		c.keep(c.ranges[i], schema)
	}
	c.plans[c.json] = &lazyPlan{schema: c.schema, side: of}
	for media, schema := range c.others {
		c.plans[media] = &lazyPlan{schema: schema, side: of}
	}
	return c
}

// accepts says that a body of this media type certainly is valid.
func (c *content) accepts(media string, body []byte) bool {
	if planless {
		return false
	}
	if p := c.plans[media]; p != nil {
		return p.accepts(body)
	}
	return c.plans[c.json].accepts(body)
}

// keep remembers a JSON media type beside the first.
func (c *content) keep(media string, schema *openapi3.Schema) {
	if media == "" {
		return
	}
	if c.others == nil {
		c.others = map[string]*openapi3.Schema{}
	}
	c.others[media] = schema
}

// schemaOf is the schema of a body of this media type.
func (c *content) schemaOf(media string) *openapi3.Schema {
	if schema, other := c.others[media]; other {
		return schema
	}
	return c.schema
}

// match returns the media type without its parameters and whether it is documented. A missing one counts as JSON
// where JSON is documented, and as anything under */* (tyntec 1.2).
func (c *content) match(header string) (media string, ok bool) {
	if header == "" {
		return c.json, c.json != "" || slices.Contains(c.ranges, "*/*")
	}
	media = header
	if !slices.Contains(c.ranges, header) {
		media, _, _ = strings.Cut(header, ";")
		media = strings.ToLower(strings.TrimSpace(media))
	}
	for _, r := range c.ranges {
		if r == media || r == "*/*" || strings.HasSuffix(r, "/*") && strings.HasPrefix(media, r[:len(r)-1]) {
			return media, true
		}
	}
	return media, false
}

// schemas are those of all media types whose bodies are decoded.
func (c *content) schemas() []*openapi3.Schema {
	all := []*openapi3.Schema{c.schema}
	for _, media := range slices.Sorted(maps.Keys(c.others)) {
		all = append(all, c.others[media])
	}
	return all
}

func isJSON(media string) bool {
	return media == "application/json" || strings.HasPrefix(media, "application/") && strings.HasSuffix(media, "+json")
}

// parsed says whether a body of this media type is decoded as JSON: when it is documented as such, and not raw bytes
// that happen to be JSON.
func (c *content) parsed(media string) bool { return c.json != "" && isJSON(media) }

// formed says whether a body of this media type is read as a form: again only where that is documented.
func (c *content) formed(media string) bool { return isForm(media) && slices.Contains(c.ranges, media) }

// wantsObject looks through unions, since a request body is often one.
func wantsObject(s *openapi3.Schema) bool { return onlyObject(s, nil) }

func onlyObject(s *openapi3.Schema, above []*openapi3.Schema) bool {
	if s == nil || slices.Contains(above, s) {
		return false
	}
	above = append(above, s)
	object := func(r *openapi3.SchemaRef) bool { return onlyObject(r.Value, above) }
	other := func(r *openapi3.SchemaRef) bool { return !object(r) }
	return s.Type.Is(openapi3.TypeObject) || slices.ContainsFunc(s.AllOf, object) ||
		len(s.OneOf) > 0 && !slices.ContainsFunc(s.OneOf, other) ||
		len(s.AnyOf) > 0 && !slices.ContainsFunc(s.AnyOf, other)
}
