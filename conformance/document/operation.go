package document

import (
	"cmp"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
)

// Operation is one documented operation.
type Operation struct {
	ID     string
	Method string
	Path   string  // as documented, with {name} for path parameters
	Params []Param // of path, query and header

	responses *openapi3.Responses
}

// Param is a documented parameter.
type Param struct {
	Name string
	In   string // "path", "query" or "header"
	List bool   // several values may be given
}

// Param finds a parameter by its documented name.
func (o *Operation) Param(name string) (Param, bool) {
	for _, p := range o.Params {
		if p.Name == name {
			return p, true
		}
	}
	return Param{}, false
}

// Resolve puts values into the path. A value that is missing is an error naming it.
func (o *Operation) Resolve(values map[string]string) (string, error) {
	path := o.Path
	for _, p := range o.Params {
		if p.In != "path" {
			continue
		}
		value, ok := values[p.Name]
		if !ok {
			return "", fmt.Errorf("%s: path parameter %q has no value", o.ID, p.Name)
		}
		path = strings.ReplaceAll(path, "{"+p.Name+"}", url.PathEscape(value))
	}
	return path, nil
}

// Codes lists the documented statuses: numbers first, then ranges such as "4XX", then "default".
func (o *Operation) Codes() []string {
	rank := func(code string) int { return strings.Count(code, "X") + len(code) }
	return slices.SortedFunc(maps.Keys(o.responses.Map()), func(a, b string) int {
		return cmp.Or(cmp.Compare(rank(a), rank(b)), strings.Compare(a, b))
	})
}

// Code is the documented status that an answer falls under; "" when the document has none for it.
func (o *Operation) Code(status int) string {
	for _, code := range []string{strconv.Itoa(status), strconv.Itoa(status/100) + "XX"} {
		if o.responses.Value(code) != nil {
			return code
		}
	}
	if o.responses.Default() != nil && status >= http.StatusBadRequest {
		return "default"
	}
	return ""
}

func params(lists ...openapi3.Parameters) []Param {
	var all []Param
	for _, list := range lists {
		for _, ref := range list {
			if ref.Value != nil {
				all = append(all, Param{Name: ref.Value.Name, In: ref.Value.In, List: isList(ref.Value.Schema)})
			}
		}
	}
	return all
}

func isList(ref *openapi3.SchemaRef) bool {
	return ref != nil && ref.Value != nil && ref.Value.Type.Is(openapi3.TypeArray)
}
