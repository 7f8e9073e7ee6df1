package contract

import (
	"math"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
)

// schema makes a schema, or finds the one that a reference names.
func (b *builder) schema(v any) *openapi3.SchemaRef {
	m := object(v)
	if ref, ok := m["$ref"].(string); ok {
		return &openapi3.SchemaRef{Ref: ref, Value: b.named(ref)}
	}
	s := &openapi3.Schema{}
	b.fill(s, m)
	return &openapi3.SchemaRef{Value: s}
}

// named finds a schema of components, through schemas that are no more than other names.
func (b *builder) named(ref string) *openapi3.Schema {
	const place = "#/components/schemas/"
	b.component("schemas", map[string]any{"$ref": ref})
	for {
		name := strings.TrimPrefix(ref, place)
		next, alias := object(object(b.components["schemas"])[name])["$ref"].(string)
		if !alias {
			return b.schemas[name]
		}
		ref = next
	}
}

func (b *builder) all(v any) (refs openapi3.SchemaRefs) {
	for _, item := range list(v) {
		refs = append(refs, b.schema(item))
	}
	return refs
}

// fill reads the keywords of OpenAPI 3.0 (its section Schema Object).
func (b *builder) fill(s *openapi3.Schema, m map[string]any) {
	s.Extensions = extensions(m)
	for key, v := range m {
		switch {
		case b.fillComposition(s, key, v), fillScalar(s, key, v), b.fillObject(s, key, v):
		default:
			known(key)
		}
	}
}

func (b *builder) fillComposition(s *openapi3.Schema, key string, v any) (done bool) {
	switch key {
	case "oneOf":
		s.OneOf = b.all(v)
	case "anyOf":
		s.AnyOf = b.all(v)
	case "allOf":
		s.AllOf = b.all(v)
	case "not":
		s.Not = b.schema(v)
	case "type":
		s.Type = &openapi3.Types{text(v)}
	case "enum":
		s.Enum = list(v)
	case "default":
		s.Default = v
	case "nullable":
		s.Nullable = flag(v)
	case "readOnly":
		s.ReadOnly = flag(v)
	case "writeOnly":
		s.WriteOnly = flag(v)
	case "discriminator":
		s.Discriminator = discriminator(object(v))
	case "deprecated":
	default:
		return false
	}
	return true
}

func discriminator(m map[string]any) *openapi3.Discriminator {
	d := &openapi3.Discriminator{}
	for key, v := range m {
		switch key {
		case "propertyName":
			d.PropertyName = text(v)
		case "mapping":
			d.Mapping = map[string]openapi3.MappingRef{}
			for value, ref := range object(v) {
				d.Mapping[value] = openapi3.MappingRef{Ref: text(ref)}
			}
		default:
			known(key)
		}
	}
	return d
}

func fillScalar(s *openapi3.Schema, key string, v any) (done bool) {
	switch key {
	case "format":
		s.Format = text(v)
	case "pattern":
		s.Pattern = text(v)
	case "minLength":
		s.MinLength = size(v)
	case "maxLength":
		s.MaxLength = openapi3.Ptr(size(v))
	case "minimum":
		s.Min = openapi3.Ptr(amount(v))
	case "maximum":
		s.Max = openapi3.Ptr(amount(v))
	case "exclusiveMinimum":
		s.ExclusiveMin.Bool = openapi3.Ptr(flag(v))
	case "exclusiveMaximum":
		s.ExclusiveMax.Bool = openapi3.Ptr(flag(v))
	case "multipleOf":
		s.MultipleOf = openapi3.Ptr(amount(v))
	default:
		return false
	}
	return true
}

func (b *builder) fillObject(s *openapi3.Schema, key string, v any) (done bool) {
	switch key {
	case "minItems":
		s.MinItems = size(v)
	case "maxItems":
		s.MaxItems = openapi3.Ptr(size(v))
	case "uniqueItems":
		s.UniqueItems = flag(v)
	case "items":
		s.Items = b.schema(v)
	case "required":
		s.Required = words(v)
	case "properties":
		s.Properties = openapi3.Schemas{}
		for name, property := range object(v) {
			s.Properties[name] = b.schema(property)
		}
	case "minProperties":
		s.MinProps = size(v)
	case "maxProperties":
		s.MaxProps = openapi3.Ptr(size(v))
	case "additionalProperties":
		if has, ok := v.(bool); ok {
			s.AdditionalProperties.Has = &has
		} else {
			s.AdditionalProperties.Schema = b.schema(v)
		}
	default:
		return false
	}
	return true
}

func amount(v any) float64 {
	n, ok := v.(float64)
	if !ok {
		wrong("%s should be a number", text(v))
	}
	return n
}

func size(v any) uint64 {
	n := amount(v)
	if n < 0 || n != math.Trunc(n) {
		wrong("%v should be a whole number from 0", n)
	}
	return uint64(n)
}
