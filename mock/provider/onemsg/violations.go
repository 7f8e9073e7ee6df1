package onemsg

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"sync"

	"go.yaml.in/yaml/v3"

	"github.com/mynah-sim/mynah/mock/contract"
)

// breach puts a request that breaks the document into one text: the first finding in the order of onemsg 1.6, required members before
// types and limits, within one step the order of the documentation.
func (e *ofOperation) breach(b *contract.Breach) string {
	switch b.Kind {
	case contract.MediaType:
		return "Unsupported content type"
	case contract.NotParseable:
		return "Invalid request body"
	}
	findings := slices.Clone(b.Findings)
	order := fieldOrder(e.op.ID)
	slices.SortStableFunc(findings, func(a, b contract.Finding) int {
		return cmp.Or(cmp.Compare(step(a), step(b)), cmp.Compare(order[top(a)], order[top(b)]))
	})
	return wording(findings[0])
}

// absent tells whether a finding is about something that is not there: a member, or a text, list or object without content.
func absent(f contract.Finding) bool {
	switch f.Rule {
	case "required":
		return true
	case "minLength", "minItems", "minProperties":
		return f.Value == "" || f.Value == "[]" || f.Value == "{}"
	}
	return false
}

func step(f contract.Finding) int {
	if absent(f) {
		return 0
	}
	return 1
}

// wording is a finding in the words of onemsg 1.6.
func wording(f contract.Finding) string {
	field := fieldName(f)
	switch {
	case absent(f) && !strings.HasSuffix(field, ".data"): // an empty data is of a wrong kind (onemsg 2.9, sendFlow)
		return required(field).Error()
	case (f.Rule == "maxLength" || f.Rule == "maxItems") && f.Max != nil:
		return exceeds(field, int(*f.Max)).Error()
	}
	return invalid(field).Error()
}

// fieldName writes the place of a finding as this API does: sections[0].rows[2].title.
func fieldName(f contract.Finding) string {
	if f.Name != "" {
		return f.Name
	}
	var b strings.Builder
	for _, token := range strings.Split(strings.TrimPrefix(f.Pointer, "/"), "/") {
		token = strings.NewReplacer("~1", "/", "~0", "~").Replace(token)
		switch _, err := strconv.Atoi(token); {
		case err == nil:
			b.WriteString("[" + token + "]")
		case b.Len() > 0:
			b.WriteString("." + token)
		default:
			b.WriteString(token)
		}
	}
	return b.String()
}

// top is the member of the request in which a finding lies.
func top(f contract.Finding) string {
	name, _, _ := strings.Cut(strings.TrimPrefix(f.Pointer, "/"), "/")
	return cmp.Or(f.Name, name)
}

// fieldOrder is the place of every member and parameter of an operation in the documentation, from 1. A parsed document has lost it.
func fieldOrder(operation string) map[string]int { return fieldOrders()[operation] }

var fieldOrders = sync.OnceValue(func() map[string]map[string]int {
	doc, err := contract.Load(Name)
	if err != nil {
		return nil // Mount has failed before
	}
	var root yaml.Node
	if err := yaml.Unmarshal(doc.Raw(), &root); err != nil {
		return nil
	}
	o := orders{schemas: at(at(root.Content[0], "components"), "schemas"), all: map[string]map[string]int{}}
	eachMember(at(root.Content[0], "paths"), func(_ string, path *yaml.Node) {
		eachMember(path, func(_ string, op *yaml.Node) { o.operation(op) })
	})
	return o.all
})

// orders collects the order of members while it walks the document's text.
type orders struct {
	schemas *yaml.Node
	all     map[string]map[string]int
}

func (o *orders) operation(op *yaml.Node) {
	id := at(op, "operationId")
	if id == nil {
		return
	}
	places := map[string]int{}
	if params := at(op, "parameters"); params != nil {
		for _, p := range params.Content {
			places[at(p, "name").Value] = len(places) + 1
		}
	}
	if body := at(op, "requestBody"); body != nil {
		o.schema(at(at(at(body, "content"), "application/json"), "schema"), places)
	}
	o.all[id.Value] = places
}

func (o *orders) schema(s *yaml.Node, places map[string]int) {
	if ref := at(s, "$ref"); ref != nil {
		o.schema(at(o.schemas, strings.TrimPrefix(ref.Value, "#/components/schemas/")), places)
		return
	}
	if parts := at(s, "allOf"); parts != nil {
		for _, part := range parts.Content {
			o.schema(part, places)
		}
	}
	eachMember(at(s, "properties"), func(name string, _ *yaml.Node) {
		if places[name] == 0 {
			places[name] = len(places) + 1
		}
	})
}

// at is a member of a mapping; nil when it has none.
func at(n *yaml.Node, name string) (found *yaml.Node) {
	eachMember(n, func(key string, v *yaml.Node) {
		if key == name {
			found = v
		}
	})
	return found
}

func eachMember(n *yaml.Node, f func(name string, v *yaml.Node)) {
	if n == nil || n.Kind != yaml.MappingNode {
		return
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		f(n.Content[i].Value, n.Content[i+1])
	}
}
