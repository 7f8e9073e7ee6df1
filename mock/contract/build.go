package contract

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
)

// builder makes kin-openapi's tree of a compiled document. The library's own loader decodes every schema several times,
// which would be most of the time that a start takes. What the builder does not know is an error, and a test holds the two
// loaders together.
type builder struct {
	components map[string]any
	schemas    map[string]*openapi3.Schema
}

// build reads a compiled document (specs.Compile).
func build(compiled []byte) (doc *openapi3.T, err error) {
	read, ok := quickly(compiled, true)
	if !ok {
		if err := json.Unmarshal(compiled, &read); err != nil {
			return nil, err
		}
	}
	root, ok := read.(map[string]any)
	if !ok {
		return nil, malformed{"the document is no object"}
	}
	defer func() { err = misbuilt(recover(), err) }()
	b := &builder{components: map[string]any{}, schemas: map[string]*openapi3.Schema{}}
	if components, ok := root["components"]; ok {
		b.components = object(components)
	}
	doc = &openapi3.T{Extensions: extensions(root), Components: &openapi3.Components{}}
	b.buildSchemas(doc)
	for key, v := range root {
		switch key {
		case "security":
			doc.Security = security(v)
		case "servers":
			for _, server := range list(v) {
				doc.Servers = append(doc.Servers, &openapi3.Server{URL: text(object(server)["url"])})
			}
		case "paths":
			doc.Paths = openapi3.NewPaths()
			for path, item := range object(v) {
				doc.Paths.Set(path, b.path(object(item)))
			}
		case "openapi", "info", "tags", "components":
		default:
			known(key)
		}
	}
	return doc, nil
}

// malformed ends the building of a document that is not what OpenAPI says.
type malformed struct{ what string }

func (m malformed) Error() string { return m.what }

// misbuilt is the error of a panic that a malformed document has caused; any other goes on.
func misbuilt(v any, err error) error {
	switch v := v.(type) {
	case nil:
		return err
	case malformed:
		return v
	}
	panic(v)
}

func wrong(format string, args ...any) { panic(malformed{fmt.Sprintf(format, args...)}) }

// known lets extensions pass.
func known(key string) {
	if !strings.HasPrefix(key, "x-") {
		wrong("the member %q is not known", key)
	}
}

func object(v any) map[string]any {
	m, ok := v.(map[string]any)
	if !ok {
		wrong("%s should be an object", text(v))
	}
	return m
}

func list(v any) []any {
	l, ok := v.([]any)
	if !ok {
		wrong("%s should be a list", text(v))
	}
	return l
}

func words(v any) (all []string) {
	for _, item := range list(v) {
		all = append(all, text(item))
	}
	return all
}

func flag(v any) bool {
	b, ok := v.(bool)
	if !ok {
		wrong("%s should be true or false", text(v))
	}
	return b
}

func extensions(m map[string]any) map[string]any {
	var out map[string]any
	for key, v := range m {
		if strings.HasPrefix(key, "x-") {
			if out == nil {
				out = map[string]any{}
			}
			out[key] = v
		}
	}
	return out
}

// component follows a reference into components.
func (b *builder) component(kind string, m map[string]any) map[string]any {
	for range 10 {
		ref, ok := m["$ref"].(string)
		if !ok {
			return m
		}
		name, ok := strings.CutPrefix(ref, "#/components/"+kind+"/")
		all, _ := b.components[kind].(map[string]any)
		found, there := all[name]
		if !ok || !there {
			wrong("%q leads nowhere", ref)
		}
		m = object(found)
	}
	wrong("references go in a circle")
	return nil
}

func (b *builder) path(m map[string]any) *openapi3.PathItem {
	item := &openapi3.PathItem{}
	for key, v := range m {
		switch key {
		case "parameters":
			item.Parameters = b.parameters(v)
		case "get", "put", "post", "delete", "options", "head", "patch", "trace":
			item.SetOperation(strings.ToUpper(key), b.operation(object(v)))
		case "summary":
		default:
			known(key)
		}
	}
	return item
}

func (b *builder) operation(m map[string]any) *openapi3.Operation {
	op := &openapi3.Operation{Extensions: extensions(m), Responses: openapi3.NewResponsesWithCapacity(8)}
	for key, v := range m {
		switch key {
		case "operationId":
			op.OperationID = text(v)
		case "summary":
			op.Summary = text(v)
		case "tags":
			op.Tags = words(v)
		case "parameters":
			op.Parameters = b.parameters(v)
		case "requestBody":
			op.RequestBody = b.requestBody(b.component("requestBodies", object(v)))
		case "responses":
			for status, answer := range object(v) {
				op.Responses.Set(status, b.response(b.component("responses", object(answer))))
			}
		case "security":
			needs := security(v)
			op.Security = &needs
		case "deprecated", "servers":
		default:
			known(key)
		}
	}
	return op
}

func security(v any) openapi3.SecurityRequirements {
	all := openapi3.SecurityRequirements{}
	for _, item := range list(v) {
		requirement := openapi3.SecurityRequirement{}
		for scheme, scopes := range object(item) {
			requirement[scheme] = words(scopes)
		}
		all = append(all, requirement)
	}
	return all
}

func (b *builder) requestBody(m map[string]any) *openapi3.RequestBodyRef {
	body := &openapi3.RequestBody{}
	for key, v := range m {
		switch key {
		case "required":
			body.Required = flag(v)
		case "content":
			body.Content = b.content(object(v))
		default:
			known(key)
		}
	}
	return &openapi3.RequestBodyRef{Value: body}
}

func (b *builder) response(m map[string]any) *openapi3.ResponseRef {
	answer := &openapi3.Response{}
	for key, v := range m {
		switch key {
		case "headers":
			answer.Headers = openapi3.Headers{}
			for name, header := range object(v) {
				p := b.parameter(b.component("headers", object(header)))
				answer.Headers[name] = &openapi3.HeaderRef{Value: &openapi3.Header{Parameter: *p}}
			}
		case "content":
			answer.Content = b.content(object(v))
		default:
			known(key)
		}
	}
	return &openapi3.ResponseRef{Value: answer}
}

func (b *builder) content(m map[string]any) openapi3.Content {
	content := openapi3.Content{}
	for media, v := range m {
		kind := &openapi3.MediaType{}
		for key, v := range object(v) {
			switch key {
			case "schema":
				kind.Schema = b.schema(v)
			case "encoding":
			default:
				known(key)
			}
		}
		content[media] = kind
	}
	return content
}

func (b *builder) parameters(v any) (all openapi3.Parameters) {
	for _, item := range list(v) {
		all = append(all, &openapi3.ParameterRef{Value: b.parameter(b.component("parameters", object(item)))})
	}
	return all
}

func (b *builder) parameter(m map[string]any) *openapi3.Parameter {
	p := &openapi3.Parameter{Extensions: extensions(m)}
	for key, v := range m {
		switch key {
		case "name":
			p.Name = text(v)
		case "in":
			p.In = text(v)
		case "style":
			p.Style = text(v)
		case "explode":
			p.Explode = openapi3.Ptr(flag(v))
		case "allowEmptyValue":
			p.AllowEmptyValue = flag(v)
		case "required":
			p.Required = flag(v)
		case "schema":
			p.Schema = b.schema(v)
		case "deprecated", "allowReserved":
		default:
			known(key)
		}
	}
	return p
}

// buildSchemas makes the named schemas, each before it is filled, so that they may contain one another.
func (b *builder) buildSchemas(doc *openapi3.T) {
	all, ok := b.components["schemas"].(map[string]any)
	if !ok {
		return
	}
	doc.Components.Schemas = openapi3.Schemas{}
	for name := range all {
		b.schemas[name] = &openapi3.Schema{}
	}
	for _, name := range slices.Sorted(maps.Keys(all)) {
		m := object(all[name])
		if _, alias := m["$ref"]; alias {
			doc.Components.Schemas[name] = b.schema(m)
			continue
		}
		b.fill(b.schemas[name], m)
		doc.Components.Schemas[name] = &openapi3.SchemaRef{Value: b.schemas[name]}
	}
}
