package contract

import (
	"encoding/json"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/getkin/kin-openapi/openapi3"
)

// spelling knows how the members of request bodies are written. encoding/json binds "Text" to a field tagged "text"
// and merges two members "content" into one struct; a body in which either could happen is written anew from the
// judged value, so that an operation never sees what the contract did not.
type spelling struct {
	exact  map[string]bool // documented name to: no other documented name differs from it only by case
	folded map[string]int  // folded name to number of documented spellings
	known  map[*openapi3.Schema]bool
	// lower holds the documented names in lower case; foreign says that there are names beyond ASCII.
	lower   map[string]bool
	foreign bool
	// nullable are the names of members that may be null somewhere.
	nullable map[string]bool
}

func newSpelling() *spelling {
	return &spelling{
		exact: map[string]bool{}, folded: map[string]int{}, known: map[*openapi3.Schema]bool{}, lower: map[string]bool{}, nullable: map[string]bool{},
	}
}

// learn takes in all member names below a schema.
func (p *spelling) learn(s *openapi3.Schema) {
	if s == nil || p.known[s] {
		return
	}
	p.known[s] = true
	for name, ref := range s.Properties {
		p.add(name)
		p.nullable[name] = p.nullable[name] || nullable(ref.Value)
		p.learn(ref.Value)
	}
	for _, refs := range []openapi3.SchemaRefs{s.AllOf, s.AnyOf, s.OneOf, {s.Items, s.AdditionalProperties.Schema}} {
		for _, ref := range refs {
			if ref != nil {
				p.learn(ref.Value)
			}
		}
	}
}

func (p *spelling) add(name string) {
	p.lower[strings.ToLower(name)] = true
	p.foreign = p.foreign || strings.ContainsFunc(name, func(r rune) bool { return r >= utf8.RuneSelf })
	if _, ok := p.exact[name]; ok {
		return
	}
	f := fold(name)
	p.folded[f]++
	p.exact[name] = p.folded[f] == 1
	if p.folded[f] == 2 {
		for other := range p.exact {
			p.exact[other] = p.exact[other] && fold(other) != f
		}
	}
}

// settled reports whether the text may be bound as it is: no member repeated, none that differs from a documented one
// only by case.
func (p *spelling) settled(v any, members int) bool {
	count, plain := p.walk(v)
	return plain && count == members
}

func (p *spelling) walk(v any) (members int, plain bool) {
	plain = true
	switch v := v.(type) {
	case map[string]any:
		members = len(v)
		for name, child := range v {
			if !p.exact[name] && p.folded[fold(name)] > 0 {
				plain = false
			}
			n, ok := p.walk(child)
			members, plain = members+n, plain && ok
		}
	case []any:
		for _, child := range v {
			n, ok := p.walk(child)
			members, plain = members+n, plain && ok
		}
	}
	return members, plain
}

// resembles says whether a name may be a documented one in some spelling, its own included. It errs on the safe side.
func (p *spelling) resembles(name []byte) bool {
	var buf [64]byte
	if p.foreign || len(name) > len(buf) {
		return true
	}
	for i, c := range name {
		if c >= utf8.RuneSelf {
			return true
		}
		if 'A' <= c && c <= 'Z' {
			c += 'a' - 'A'
		}
		buf[i] = c
	}
	return p.lower[string(buf[:len(name)])]
}

// fold maps names that encoding/json takes for the same onto one.
func fold(name string) string {
	return strings.Map(func(r rune) rune {
		for {
			next := unicode.SimpleFold(r)
			if next <= r {
				return next
			}
			r = next
		}
	}, name)
}

// rewrite drops the members that only look like documented ones and encodes the rest.
func rewrite(v any, s *openapi3.Schema) []byte {
	v = purge(v, []*openapi3.Schema{s})
	body, err := json.Marshal(v)
	if err != nil {
		panic(err) // a value that came out of encoding/json goes back in
	}
	return body
}

// purge copies, since the value is still to be judged: with its odd members, which additionalProperties may forbid.
func purge(v any, schemas []*openapi3.Schema) any {
	at := gather(schemas)
	switch v := v.(type) {
	case map[string]any:
		folded := map[string]bool{}
		for name := range at.members {
			folded[fold(name)] = true
		}
		kept := make(map[string]any, len(v))
		for name, child := range v {
			if below, ok := at.members[name]; ok {
				kept[name] = purge(child, below)
			} else if !folded[fold(name)] {
				kept[name] = purge(child, at.others)
			}
		}
		return kept
	case []any:
		kept := make([]any, len(v))
		for i, child := range v {
			kept[i] = purge(child, at.items)
		}
		return kept
	}
	return v
}

// place is what all branches of a schema say together about the members and items of one value.
type place struct {
	members map[string][]*openapi3.Schema
	others  []*openapi3.Schema
	items   []*openapi3.Schema
	seen    map[*openapi3.Schema]bool
}

func gather(schemas []*openapi3.Schema) *place {
	p := &place{members: map[string][]*openapi3.Schema{}, seen: map[*openapi3.Schema]bool{}}
	for _, s := range schemas {
		p.take(s)
	}
	return p
}

func (p *place) take(s *openapi3.Schema) {
	if s == nil || p.seen[s] {
		return
	}
	p.seen[s] = true
	for name, ref := range s.Properties {
		p.members[name] = append(p.members[name], ref.Value)
	}
	if s.Items != nil {
		p.items = append(p.items, s.Items.Value)
	}
	if s.AdditionalProperties.Schema != nil {
		p.others = append(p.others, s.AdditionalProperties.Schema.Value)
	}
	for _, refs := range []openapi3.SchemaRefs{s.AllOf, s.AnyOf, s.OneOf} {
		for _, ref := range refs {
			p.take(ref.Value)
		}
	}
}
