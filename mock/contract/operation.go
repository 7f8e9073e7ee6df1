package contract

import (
	"errors"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strconv"

	"github.com/getkin/kin-openapi/openapi3"
)

// Operation is one documented operation, known everywhere by its operationId.
type Operation struct {
	ID, Method string
	Path       string // template as documented, below the document's base: /messages/{messageId}/status
	Tag        string // first tag, "" when none
	Summary    string
	Origin     string   // x-origin: how sure the fact is, for example seed or decided
	Source     string   // x-source: the page from which the operation was read
	Open       bool     // no credential is asked for (security: [], or none documented)
	Scopes     []string // that the security requirements name, each once, in the order of the document

	document  *Document
	spelling  *spelling // of the members of its body
	tolerance tolerance
	params    []Param
	body      *content // nil: the operation has no request body
	required  bool     // the request body may not be left out
	success   int
	answers   map[string]*answer // by status, range ("4XX") or "default"
}

// Params lists path, query and header parameters, each place in the order of the document.
func (o *Operation) Params() []Param { return o.params }

// Success is the lowest documented 2xx status, 200 when none is documented.
func (o *Operation) Success() int { return o.success }

// HasBody says whether a request body is documented.
func (o *Operation) HasBody() bool { return o.body != nil }

// readOperations fills operations, in the order in which their ids stand in the text (specs.Compile): the paths are a map.
func (d *Document) readOperations(doc *openapi3.T) error {
	var errs []error
	for _, path := range slices.Sorted(maps.Keys(doc.Paths.Map())) {
		item := doc.Paths.Value(path)
		for method, op := range item.Operations() {
			errs = append(errs, d.readOperation(path, method, item.Parameters, op, doc.Security))
		}
	}
	if err := errors.Join(errs...); err != nil {
		return err
	}
	order, _ := doc.Extensions["x-order"].([]any)
	at := map[string]int{}
	for i, id := range order {
		at[text(id)] = i
	}
	slices.SortFunc(d.operations, func(a, b *Operation) int { return at[a.ID] - at[b.ID] })
	return nil
}

func (d *Document) readOperation(path, method string, shared openapi3.Parameters, op *openapi3.Operation, security openapi3.SecurityRequirements) error {
	if op.OperationID == "" || d.byID[op.OperationID] != nil {
		return fmt.Errorf("%s %s: operationId %q is missing or used twice", method, path, op.OperationID)
	}
	o := &Operation{ID: op.OperationID, Method: method, Path: path, Summary: op.Summary, document: d}
	o.Origin, _ = op.Extensions["x-origin"].(string)
	o.Source, _ = op.Extensions["x-source"].(string)
	o.tolerance = d.tolerance.extended(op.Extensions)
	if op.Security != nil {
		security = *op.Security
	}
	o.Open, o.Scopes = len(security) == 0, scopes(security)
	if len(op.Tags) > 0 {
		o.Tag = op.Tags[0]
	}
	var err error
	o.spelling = newSpelling()
	in := &side{judge: d.incoming, spelling: o.spelling, tolerance: o.tolerance}
	if o.params, err = readParams(shared, op.Parameters, in); err != nil {
		return fmt.Errorf("operation %q: %w", o.ID, err)
	}
	if op.RequestBody != nil {
		o.body, o.required = newContent(op.RequestBody.Value.Content, in), op.RequestBody.Value.Required
		for _, schema := range o.body.schemas() {
			o.spelling.learn(schema)
		}
	}
	if o.answers, err = d.readAnswers(op.Responses); err != nil {
		return fmt.Errorf("operation %q: %w", o.ID, err)
	}
	o.success = firstSuccess(o.answers)
	d.operations, d.byID[o.ID] = append(d.operations, o), o
	return nil
}

func scopes(security openapi3.SecurityRequirements) []string {
	var all []string
	for _, requirement := range security {
		for _, scheme := range slices.Sorted(maps.Keys(requirement)) {
			for _, scope := range requirement[scheme] {
				if !slices.Contains(all, scope) {
					all = append(all, scope)
				}
			}
		}
	}
	return all
}

func firstSuccess(answers map[string]*answer) int {
	for _, key := range slices.Sorted(maps.Keys(answers)) {
		if status, err := strconv.Atoi(key); err == nil && status/100 == 2 {
			return status
		}
	}
	return http.StatusOK
}
