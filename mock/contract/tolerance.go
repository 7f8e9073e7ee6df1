package contract

import (
	"maps"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
)

// tolerance is what a document says of the requests that its provider takes beyond what OpenAPI can say: extensions of
// the document, each of which an operation may set otherwise.
type tolerance struct {
	// nullIsAbsent: null members of request bodies are dropped before judging, at every depth, unless their schema is
	// nullable (x-null-is-absent).
	nullIsAbsent bool
	// emptyIsAbsent: so are documented members that hold an empty text, and empty fields of forms. A member whose empty
	// text has a meaning says x-empty-is-absent: false (x-empty-is-absent).
	emptyIsAbsent bool
	// emptyIsObject: an empty body means {} and needs no media type (x-empty-body-is-object).
	emptyIsObject bool
	// anyType: a body whose media type is not documented is read as JSON (x-lenient-content-type).
	anyType bool
	// looseBooleans: queries and forms write true and false in any case, or as 1 and 0 (x-loose-booleans).
	looseBooleans bool
}

// extended is the tolerance with what these extensions change in it.
func (t tolerance) extended(by map[string]any) tolerance {
	for name, at := range map[string]*bool{
		"x-null-is-absent":       &t.nullIsAbsent,
		"x-empty-is-absent":      &t.emptyIsAbsent,
		"x-empty-body-is-object": &t.emptyIsObject,
		"x-lenient-content-type": &t.anyType,
		"x-loose-booleans":       &t.looseBooleans,
	} {
		if given, ok := by[name].(bool); ok {
			*at = given
		}
	}
	return t
}

// drop takes out of a body what counts as absent. emptied says that a text is gone that Go would take for a value.
func (t tolerance) drop(v any, s *openapi3.Schema) (emptied bool) {
	if !t.nullIsAbsent && !t.emptyIsAbsent || !t.holdsAbsent(v) {
		return false
	}
	return t.dropBelow(v, []*openapi3.Schema{s})
}

// holdsAbsent spares most bodies the walk along their schemas.
func (t tolerance) holdsAbsent(v any) bool {
	switch v := v.(type) {
	case map[string]any:
		for _, child := range v {
			if child == nil && t.nullIsAbsent || child == "" && t.emptyIsAbsent || t.holdsAbsent(child) {
				return true
			}
		}
	case []any:
		for _, child := range v {
			if t.holdsAbsent(child) {
				return true
			}
		}
	}
	return false
}

func (t tolerance) dropBelow(v any, schemas []*openapi3.Schema) (emptied bool) {
	at := gather(schemas)
	switch v := v.(type) {
	case map[string]any:
		maps.DeleteFunc(v, func(name string, child any) bool {
			members, known := at.members[name]
			if child == nil {
				return t.nullIsAbsent && !anyNullable(members)
			}
			if child == "" && known && t.emptyCounts(members) {
				emptied = true
				return true
			}
			if !known {
				members = at.others
			}
			emptied = t.dropBelow(child, members) || emptied
			return false
		})
	case []any:
		for _, child := range v {
			emptied = t.dropBelow(child, at.items) || emptied
		}
	}
	return emptied
}

// emptyCounts says whether an empty text of a member with these schemas counts as absent.
func (t tolerance) emptyCounts(members []*openapi3.Schema) bool {
	for _, s := range members {
		if s == nil {
			continue
		}
		if counts, said := s.Extensions["x-empty-is-absent"].(bool); said {
			return counts
		}
	}
	return t.emptyIsAbsent
}

func anyNullable(schemas []*openapi3.Schema) bool {
	for _, s := range schemas {
		if s != nil && nullable(s) {
			return true
		}
	}
	return false
}

// boolean writes a text as JSON has it where booleans are taken loosely; any other text stays what it is.
func (t tolerance) boolean(text string) string {
	if t.looseBooleans {
		switch strings.ToLower(text) {
		case "true", "1":
			return "true"
		case "false", "0":
			return "false"
		}
	}
	return text
}
