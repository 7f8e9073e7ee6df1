package contract

import (
	"math"
	"slices"

	"github.com/getkin/kin-openapi/openapi3"
)

// shaped is a schema's type, found through its compositions, and the part that states it.
type shaped struct {
	Type   string
	schema *openapi3.Schema
}

// shape looks for the first stated type: in the schema, in its allOf, in the first branch of its unions.
func shape(s *openapi3.Schema) shaped { return shapeOf(s, nil) }

func shapeOf(s *openapi3.Schema, above []*openapi3.Schema) shaped {
	if s == nil || slices.Contains(above, s) {
		return shaped{}
	}
	if kinds := s.Type.Slice(); len(kinds) > 0 {
		return shaped{kinds[0], s}
	}
	above = append(above, s)
	for _, refs := range []openapi3.SchemaRefs{s.AllOf, s.OneOf, s.AnyOf} {
		for _, ref := range refs {
			if found := shapeOf(ref.Value, above); found.schema != nil {
				return found
			}
		}
	}
	return shaped{}
}

func typeOf(s *openapi3.Schema) string { return shape(s).Type }

// typeFits looks at the schema's own type only; a schema without one fits everything.
func typeFits(s *openapi3.Schema, v any) bool {
	switch kind := typeName(v); kind {
	case "null":
		return nullable(s)
	case "number":
		whole := v.(float64) == math.Trunc(v.(float64))
		return s.Type.Permits("number") || s.Type.Permits("integer") && whole
	default:
		return s.Type.Permits(kind)
	}
}

func nullable(s *openapi3.Schema) bool { return s.Nullable || s.Type.IncludesNull() }

func article(kind string) string {
	switch kind {
	case "":
		return "something else"
	case "array", "object", "integer":
		return "an " + kind
	}
	return "a " + kind
}
