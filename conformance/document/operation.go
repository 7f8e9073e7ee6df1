package document

import (
	"fmt"
	"net/url"
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

func params(lists ...openapi3.Parameters) []Param {
	var all []Param
	for _, list := range lists {
		for _, ref := range list {
			if ref.Value != nil {
				all = append(all, Param{Name: ref.Value.Name, In: ref.Value.In})
			}
		}
	}
	return all
}
