package contract

import (
	"maps"
	"slices"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
)

// content is the documented content of a body: its media ranges, and the schema of the JSON ones.
type content struct {
	ranges []string         // lower case, sorted, for example application/json, image/*, */*
	json   string           // the JSON media type, "" when the content is not JSON
	schema *openapi3.Schema // nil: anything goes
	object bool             // the schema accepts nothing but an object at the top level
}

func newContent(documented openapi3.Content) *content {
	c := &content{ranges: slices.Sorted(maps.Keys(documented))}
	for i, name := range c.ranges {
		c.ranges[i] = strings.ToLower(name)
		if media := documented[name]; c.json == "" && isJSON(c.ranges[i]) {
			c.json = c.ranges[i]
			if media != nil && media.Schema != nil {
				c.schema = media.Schema.Value
				c.object = wantsObject(c.schema)
			}
		}
	}
	return c
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

func isJSON(media string) bool {
	return media == "application/json" || strings.HasPrefix(media, "application/") && strings.HasSuffix(media, "+json")
}

// parsed says whether a body of this media type is decoded: JSON that is documented as such, not raw bytes that
// happen to be JSON.
func (c *content) parsed(media string) bool { return c.json != "" && isJSON(media) }

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
