package contract

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
)

// union explains oneOf and anyOf and reports whether there is one. Where a discriminator names a branch, only that
// branch is looked into (tyntec 1.6); elsewhere the branch that comes nearest.
func (e *explainer) union(s *openapi3.Schema, rule string, branches openapi3.SchemaRefs, v any, at string, above []*openapi3.Schema) bool {
	if len(branches) == 0 {
		return false
	}
	fields, isObject := v.(map[string]any)
	if s.Discriminator != nil && isObject {
		var ok bool
		if branches, ok = e.discriminate(s, branches, fields, at); !ok {
			return true
		}
		if len(branches) == 1 {
			defer func(before string) { e.branch = before }(e.branch)
			e.branch = cmp.Or(schemaName(branches[0].Ref), e.branch)
		}
	}
	switch matching := e.matching(branches, v); {
	case matching == 0:
		e.nearest(s, rule, branches, v, at, above)
	case matching > 1 && rule == "oneOf":
		e.add(e.broken(s, v, at, rule, "must fit exactly one of its alternatives and fits several"))
	}
	return true
}

func (e *explainer) matching(branches openapi3.SchemaRefs, v any) int {
	n := 0
	for _, branch := range branches {
		if e.judge.accepts(branch.Value, v) {
			n++
		}
	}
	return n
}

// discriminate narrows the branches to the one that the discriminator names. ok is false when it names none, which
// is then reported.
func (e *explainer) discriminate(s *openapi3.Schema, branches openapi3.SchemaRefs, fields map[string]any, at string) (_ openapi3.SchemaRefs, ok bool) {
	d := s.Discriminator
	v, given := fields[d.PropertyName]
	name, isText := v.(string)
	mapped, known := d.Mapping[name]
	if given && isText && (known || len(d.Mapping) == 0) {
		return named(branches, mapped.Ref), true
	}
	f := Finding{Pointer: at + "/" + escape(d.PropertyName), Rule: "discriminator", Type: openapi3.TypeString, Enum: mappedNames(d, branches)}
	allowed := fmt.Sprintf("must be one of %v", f.Enum)
	switch {
	case !given:
		f.Missing, f.Near = true, lookalike(s, d.PropertyName, fields)
		f.Message = fmt.Sprintf("%s is missing and %s", e.subject(f.Pointer), allowed)
	default:
		f.Value, f.Near = seen(v), near(name, f.Enum)
		f.Message = fmt.Sprintf("%s %s, not %s%s", e.subject(f.Pointer), allowed, quoted(v), didYouMean(f.Near))
	}
	e.add(f)
	return nil, false
}

// named keeps all branches when there is no mapping: kin-openapi then tries each.
func named(branches openapi3.SchemaRefs, ref string) openapi3.SchemaRefs {
	if ref == "" {
		return branches
	}
	for _, branch := range branches {
		if branch.Ref == ref || branch.Ref == "#/components/schemas/"+ref {
			return openapi3.SchemaRefs{branch}
		}
	}
	return nil
}

// schemaName is the name under which components hold a schema, "" when it stands where it is used.
func schemaName(ref string) string { return ref[strings.LastIndexByte(ref, '/')+1:] }

// mappedNames lists the discriminator's values in the order of the branches, since the mapping's own order is lost.
func mappedNames(d *openapi3.Discriminator, branches openapi3.SchemaRefs) []string {
	var names []string
	sorted := slices.Sorted(maps.Keys(d.Mapping))
	for _, branch := range branches {
		for _, name := range sorted {
			ref := d.Mapping[name].Ref
			if (branch.Ref == ref || strings.HasSuffix(branch.Ref, "/"+ref)) && !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
	}
	return names
}

// nearest reports the findings of the branch whose type fits the value, of the one with fewest where several fit.
// A value that fits no branch's type gets one finding.
func (e *explainer) nearest(s *openapi3.Schema, rule string, branches openapi3.SchemaRefs, v any, at string, above []*openapi3.Schema) {
	var best []Finding
	var kinds []string
	for _, branch := range branches {
		sh := shape(branch.Value)
		if sh.schema != nil && !typeFits(sh.schema, v) {
			kinds = append(kinds, sh.Type)
			continue
		}
		trial := explainer{judge: e.judge, in: e.in, name: e.name, branch: cmp.Or(schemaName(branch.Ref), e.branch), source: e.source}
		trial.value(branch.Value, v, at, above)
		if len(trial.found) > 0 && (best == nil || len(trial.found) < len(best)) {
			best = trial.found
		}
	}
	if best == nil {
		f := e.broken(s, v, at, rule, "must fit one of its alternatives")
		if len(kinds) == len(branches) && len(kinds) > 0 {
			var alternatives []string
			for _, kind := range slices.Compact(slices.Clone(kinds)) {
				alternatives = append(alternatives, article(kind))
			}
			f = e.broken(s, v, at, "type", "must be "+strings.Join(alternatives, " or "))
			f.Type = kinds[0]
		}
		best = []Finding{f}
	}
	for _, f := range best {
		e.add(f)
	}
}
