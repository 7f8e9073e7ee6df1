// Package document reads an OpenAPI document for the conformance suite: its operations by operationId, and the judge of
// what a target answers and what it posts to a webhook.
//
// It is written apart from the judge inside the mock on purpose: a mistake in one of them is then seen by the other.
package document

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"slices"

	"github.com/getkin/kin-openapi/openapi3"
)

// Document is one OpenAPI document. It does not change after Parse and may be shared.
type Document struct {
	name       string
	operations map[string]*Operation
	webhooks   map[string]*openapi3.Schema
}

// Load reads name.yaml from files.
func Load(files fs.FS, name string) (*Document, error) {
	data, err := fs.ReadFile(files, name+".yaml")
	if err != nil {
		return nil, fmt.Errorf("document %s: %w", name, err)
	}
	return Parse(name, data)
}

// Parse reads a document in YAML or JSON.
func Parse(name string, data []byte) (*Document, error) {
	parsed, err := openapi3.NewLoader().LoadFromData(data)
	if err != nil {
		return nil, fmt.Errorf("document %s: %w", name, err)
	}
	d := &Document{name: name, operations: map[string]*Operation{}}
	for path, item := range parsed.Paths.Map() {
		for method, op := range item.Operations() {
			if err := d.add(path, method, item, op); err != nil {
				return nil, fmt.Errorf("document %s: %w", name, err)
			}
		}
	}
	if d.webhooks, err = webhooks(parsed); err != nil {
		return nil, fmt.Errorf("document %s: %w", name, err)
	}
	return d, nil
}

func (d *Document) add(path, method string, item *openapi3.PathItem, op *openapi3.Operation) error {
	if op.OperationID == "" {
		return fmt.Errorf("%s %s has no operationId", method, path)
	}
	if d.operations[op.OperationID] != nil {
		return fmt.Errorf("operationId %s is used twice", op.OperationID)
	}
	d.operations[op.OperationID] = &Operation{
		ID: op.OperationID, Method: method, Path: path,
		Params: params(item.Parameters, op.Parameters), responses: op.Responses,
	}
	return nil
}

// Name is the name under which the document was loaded, "tyntec" for example.
func (d *Document) Name() string { return d.name }

// Operation finds an operation by operationId.
func (d *Document) Operation(id string) (*Operation, error) {
	if op := d.operations[id]; op != nil {
		return op, nil
	}
	return nil, fmt.Errorf("operation %q: not in the document %s", id, d.name)
}

// Operations lists all operations, ordered by operationId.
func (d *Document) Operations() []*Operation {
	return slices.SortedFunc(maps.Values(d.operations), func(a, b *Operation) int { return cmp.Compare(a.ID, b.ID) })
}

// webhooks resolves the extension x-webhooks: the name of an event to the schema of its body.
func webhooks(doc *openapi3.T) (map[string]*openapi3.Schema, error) {
	raw, err := json.Marshal(doc.Extensions["x-webhooks"])
	if err != nil {
		return nil, fmt.Errorf("x-webhooks: %w", err)
	}
	var items map[string]*openapi3.PathItem
	if err := json.Unmarshal(raw, &items); err != nil {
		return nil, fmt.Errorf("x-webhooks: %w", err)
	}
	if len(items) == 0 {
		return nil, nil
	}
	// The library resolves references inside paths only, so the webhooks are resolved as paths of a document of their own.
	carrier := &openapi3.T{OpenAPI: "3.0.3", Info: doc.Info, Components: doc.Components, Paths: openapi3.NewPaths()}
	for event, item := range items {
		carrier.Paths.Set("/"+event, item)
	}
	if err := openapi3.NewLoader().ResolveRefsIn(carrier, nil); err != nil {
		return nil, fmt.Errorf("x-webhooks: %w", err)
	}
	schemas := make(map[string]*openapi3.Schema, len(items))
	for event, item := range items {
		if schemas[event], err = bodySchema(item); err != nil {
			return nil, fmt.Errorf("x-webhooks %s: %w", event, err)
		}
	}
	return schemas, nil
}

func bodySchema(item *openapi3.PathItem) (*openapi3.Schema, error) {
	if item.Post == nil || item.Post.RequestBody == nil || item.Post.RequestBody.Value == nil {
		return nil, errors.New("no post with a request body")
	}
	media := item.Post.RequestBody.Value.Content.Get("application/json")
	if media == nil || media.Schema == nil || media.Schema.Value == nil {
		return nil, errors.New("no JSON schema")
	}
	return media.Schema.Value, nil
}
