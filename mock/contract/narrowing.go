package contract

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
)

// narrowing finds where one schema refuses what another takes. It reads compositions as their sum: what allOf adds
// counts as said by the schema itself, and alternatives are compared with those of the same name.
type narrowing struct {
	*differ
	sent bool // the wide one is the newer, and sends more than was announced
}

// say reports in the words of the direction.
func (n *narrowing) say(pointer, received, sent string, args ...any) {
	if n.sent {
		received = sent
	}
	n.add(pointer, received, args...)
}

// sum is what a list of schemas says of one value.
type sum struct {
	kinds    kind
	null     bool
	enum     []string // nil: any
	bounds   map[string]float64
	words    map[string]string // pattern, format
	required map[string]bool
	members  map[string][]*openapi3.Schema
	closed   bool
	others   []*openapi3.Schema
	items    []*openapi3.Schema
	branches map[string]*openapi3.Schema
}

func sumOf(schemas []*openapi3.Schema) *sum {
	out := &sum{
		kinds: allKinds, null: true, bounds: map[string]float64{}, words: map[string]string{}, required: map[string]bool{},
		members: map[string][]*openapi3.Schema{}, branches: map[string]*openapi3.Schema{},
	}
	p := parts{}
	for _, s := range schemas {
		if s == nil {
			continue
		}
		null, _ := acceptsNull(s, nil)
		out.null = out.null && null
		p.take(s, nil)
	}
	for _, s := range p.own {
		out.scalar(s)
		out.structure(s)
	}
	for _, u := range p.unions {
		for i, ref := range u.branches() {
			name := schemaName(ref.Ref)
			if name == "" {
				name = fmt.Sprint(i + 1)
			}
			out.branches[name] = ref.Value
		}
	}
	return out
}

func (t *sum) scalar(s *openapi3.Schema) {
	t.kinds &= kindsAllowed(s)
	if len(s.Enum) > 0 {
		t.enum = texts(s.Enum)
	}
	for name, word := range map[string]string{"pattern": s.Pattern, "format": s.Format} {
		if word != "" {
			t.words[name] = word
		}
	}
	least := map[string]float64{"minLength": float64(s.MinLength), "minItems": float64(s.MinItems), "minProperties": float64(s.MinProps)}
	most := map[string]*uint64{"maxLength": s.MaxLength, "maxItems": s.MaxItems, "maxProperties": s.MaxProps}
	for name, bound := range least {
		if bound > 0 {
			t.bounds[name] = bound
		}
	}
	for name, bound := range most {
		if bound != nil {
			t.bounds[name] = float64(*bound)
		}
	}
	if s.Min != nil {
		t.bounds["minimum"] = *s.Min
	}
	if s.Max != nil {
		t.bounds["maximum"] = *s.Max
	}
}

func (t *sum) structure(s *openapi3.Schema) {
	for _, name := range s.Required {
		t.required[name] = true
	}
	for name, property := range s.Properties {
		t.members[name] = append(t.members[name], property.Value)
	}
	others, closed := unknownMember(s)
	t.others, t.closed = append(t.others, others...), t.closed || closed
	if s.Items != nil {
		t.items = append(t.items, s.Items.Value)
	}
}

// schemas compares the wide side with the narrow one.
func (n *narrowing) schemas(wide, narrow []*openapi3.Schema, at string) {
	if len(narrow) == 0 {
		return
	}
	if len(wide) == 1 && len(narrow) == 1 {
		pair := [2]*openapi3.Schema{wide[0], narrow[0]}
		if n.seen[pair] || wide[0] == narrow[0] {
			return
		}
		n.seen[pair] = true
	}
	from, to := sumOf(wide), sumOf(narrow)
	n.kindsOf(from, to, at)
	n.values(from, to, at)
	n.membersOf(from, to, at)
	if len(to.items) > 0 && len(from.items) > 0 {
		n.schemas(from.items, to.items, at+"/*")
	}
	n.branchesOf(from, to, at)
}

func (n *narrowing) kindsOf(from, to *sum, at string) {
	if from.kinds != allKinds || to.kinds == allKinds {
		if lost := from.kinds &^ to.kinds; lost != 0 {
			n.say(at, "%s is no longer taken", "may be %s now", lost)
		}
	} else {
		n.say(at, "must be %s now", "is not always %s now", to.kinds)
	}
	if from.null && !to.null && len(from.branches) == 0 {
		n.say(at, "null is no longer taken", "may be null now")
	}
}

// values compares what is said of texts, numbers and sizes.
func (n *narrowing) values(from, to *sum, at string) {
	if to.enum != nil && from.enum == nil {
		n.say(at, "must be one of %v now", "may be something else than %v now", to.enum)
	}
	for _, value := range from.enum {
		if to.enum != nil && !slices.Contains(to.enum, value) {
			n.say(at, "%q is no longer taken", "may be %q now", value)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(to.bounds)) {
		bound, lower := to.bounds[name], strings.HasPrefix(name, "min")
		was, given := from.bounds[name]
		if given && (lower && was >= bound || !lower && was <= bound) || from.enum != nil && to.enum != nil {
			continue
		}
		before := "none"
		if given {
			before = digits(was)
		}
		if n.sent {
			n.add(at, "%s is %s now, and was %s", name, before, digits(bound))
			continue
		}
		n.add(at, "%s is %s now, and was %s", name, digits(bound), before)
	}
	for _, name := range slices.Sorted(maps.Keys(to.words)) {
		if from.words[name] != to.words[name] {
			n.say(at, "the %s must be %s now", "the %s need not be %s now", name, to.words[name])
		}
	}
}

func (n *narrowing) membersOf(from, to *sum, at string) {
	for _, name := range slices.Sorted(maps.Keys(to.required)) {
		if !from.required[name] && from.kinds&isObject != 0 {
			n.say(at+"/"+escape(name), "is required now", "may be missing now")
		}
	}
	for _, name := range slices.Sorted(maps.Keys(from.members)) {
		below := at + "/" + escape(name)
		members, known := to.members[name]
		switch {
		case known:
			n.schemas(from.members[name], members, below)
		case to.closed:
			n.say(below, "is no longer taken", "is new")
		default:
			n.schemas(from.members[name], to.others, below)
		}
	}
	if to.closed && !from.closed && from.kinds == isObject {
		n.say(at, "unknown members are no longer taken", "may have members that are not announced")
	}
}

func (n *narrowing) branchesOf(from, to *sum, at string) {
	if len(to.branches) == 0 {
		return
	}
	if len(from.branches) == 0 {
		n.say(at, "must be one of several alternatives now", "need not be one of the alternatives now")
		return
	}
	for _, name := range slices.Sorted(maps.Keys(from.branches)) {
		if branch := to.branches[name]; branch != nil {
			n.schemas([]*openapi3.Schema{from.branches[name]}, []*openapi3.Schema{branch}, at+"<"+name+">")
		} else {
			n.say(at, "the alternative %s is no longer taken", "the alternative %s is new", name)
		}
	}
}

// String names the types as a schema does.
func (k kind) String() string {
	var names []string
	for _, one := range []struct {
		kind kind
		name string
	}{{isTruth, "boolean"}, {isNumber, "number"}, {isWhole, "integer"}, {isText, "string"}, {isList, "array"}, {isObject, "object"}} {
		if k&one.kind != 0 && !(one.kind == isWhole && k&isNumber != 0) {
			names = append(names, one.name)
		}
	}
	return strings.Join(names, " or ")
}
