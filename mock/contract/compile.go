package contract

import (
	"fmt"
	"slices"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
)

// compiler makes the nodes of a plan. Equal lists of schemas share a node, so that a schema may contain itself.
type compiler struct {
	*side
	made map[string]*node
	path []string // keys of the nodes that are being made for one and the same value
}

// compile makes the node of a value that must keep to all of these schemas.
func (c *compiler) compile(schemas []*openapi3.Schema) *node {
	p := parts{}
	known := true
	for _, s := range schemas {
		known = p.take(s, nil) && known
	}
	n := c.assemble(p)
	if known {
		known = c.settleNull(n, schemas)
	}
	if !known {
		return &node{unsure: true}
	}
	return n
}

// settleNull decides whether null passes. It is the only thing that is not the same for a schema and for its parts.
func (c *compiler) settleNull(n *node, schemas []*openapi3.Schema) (known bool) {
	null := true
	for _, s := range schemas {
		accepts, known := acceptsNull(s, nil)
		if !known {
			return false
		}
		null = null && accepts
	}
	if n.nullKnown && n.null != null {
		return false // the same parts in another composition
	}
	n.null, n.nullKnown = null, true
	return true
}

// below compiles for another value than the one at hand.
func (c *compiler) below(schemas []*openapi3.Schema) *node {
	if len(schemas) == 0 {
		return nil
	}
	before := c.path
	c.path = nil
	n := c.compile(schemas)
	c.path = before
	return n
}

// parts are schemas taken apart: each with what it says itself, and the unions among them.
type parts struct {
	own    []*openapi3.Schema
	unions []pending
}

// pending is a union that is still to be compiled.
type pending struct {
	of  *openapi3.Schema
	one bool
}

func (u pending) branches() openapi3.SchemaRefs {
	if u.one {
		return u.of.OneOf
	}
	return u.of.AnyOf
}

// take adds a schema and all that allOf adds to it; false when a keyword is not known.
func (p *parts) take(s *openapi3.Schema, above []*openapi3.Schema) (known bool) {
	if s == nil || slices.Contains(above, s) || foreign(s) {
		return false
	}
	if slices.Contains(p.own, s) {
		return true
	}
	p.own = append(p.own, s)
	if len(s.OneOf) > 0 {
		p.unions = append(p.unions, pending{s, true})
	}
	if len(s.AnyOf) > 0 {
		p.unions = append(p.unions, pending{s, false})
	}
	above = append(above, s)
	for _, part := range s.AllOf {
		if !p.take(part.Value, above) {
			return false
		}
	}
	return true
}

// foreign says that a schema uses keywords that plans do not read.
func foreign(s *openapi3.Schema) bool {
	return s.Always != nil || s.Not != nil || s.Const != nil || len(s.PrefixItems) > 0 || s.Contains != nil || len(s.PatternProperties) > 0 ||
		len(s.DependentSchemas) > 0 || s.PropertyNames != nil || s.If != nil || len(s.DependentRequired) > 0 ||
		s.UnevaluatedItems.Has != nil || s.UnevaluatedItems.Schema != nil || s.UnevaluatedProperties.Has != nil || s.UnevaluatedProperties.Schema != nil
}

func (p parts) key() string {
	var b strings.Builder
	for _, s := range p.own {
		fmt.Fprintf(&b, "%p ", s)
	}
	for _, u := range p.unions {
		fmt.Fprintf(&b, "%p/%v ", u.of, u.one)
	}
	return b.String()
}

// assemble makes the node of these parts, but for null.
func (c *compiler) assemble(p parts) *node {
	key := p.key()
	if slices.Contains(c.path, key) {
		return &node{unsure: true} // it contains itself without anything between
	}
	if n := c.made[key]; n != nil {
		return n
	}
	n := &node{}
	c.made[key] = n
	c.path = append(c.path, key)
	c.fill(n, p)
	c.path = c.path[:len(c.path)-1]
	return n
}

func (c *compiler) fill(n *node, p parts) {
	n.kinds, n.plain, n.truth = allKinds, true, [2]bool{true, true}
	for _, s := range p.own {
		n.kinds &= kindsAllowed(s)
		c.scalars(n, s)
	}
	c.fillList(n, p.own)
	c.fillObject(n, p.own)
	free := n.kinds == allKinds && n.plain && n.list == nil && n.object == nil && len(n.texts)+len(n.nums) == 0
	for i, u := range p.unions {
		if u.of.Discriminator == nil {
			continue
		}
		rest := slices.Delete(slices.Clone(p.unions), i, i+1)
		if n.choice = c.choice(u, parts{p.own, rest}); n.choice == nil {
			n.unsure = true
		}
		break
	}
	for _, u := range p.unions {
		if n.choice != nil && onlyObjects(u.branches()) {
			n.kinds &= isObject
			continue
		}
		n.unions = append(n.unions, c.union(u))
	}
	n.bare = free && len(n.unions) == 1 && n.choice == nil
}

// scalars adds what one schema says about texts, numbers and booleans.
func (c *compiler) scalars(n *node, s *openapi3.Schema) {
	if text, free, known := textRuleOf(s); !known {
		n.unsure = true
	} else if !free {
		n.texts = append(n.texts, text)
	}
	if number, free, known := numberRuleOf(s); !known {
		n.unsure = true
	} else if !free {
		n.nums = append(n.nums, number)
	}
	if len(s.Enum) == 0 {
		return
	}
	n.plain = false
	for which, value := range []bool{false, true} {
		n.truth[which] = n.truth[which] && slices.Contains(s.Enum, any(value))
	}
}

// union compiles branches that are judged one by one.
func (c *compiler) union(u pending) union {
	out := union{one: u.one}
	for _, branch := range u.branches() {
		out.branches = append(out.branches, c.compile([]*openapi3.Schema{branch.Value}))
	}
	return out
}

// choice compiles each branch of a discriminated union together with everything else that is said about the object, so
// that one walk judges all of it; nil when that cannot be.
func (c *compiler) choice(u pending, rest parts) *choice {
	d := u.of.Discriminator
	if len(d.Mapping) == 0 {
		return nil
	}
	out := &choice{property: d.PropertyName, branches: map[string]*node{}}
	for value, mapped := range d.Mapping {
		ref := mapped.Ref
		if !strings.Contains(ref, "/") {
			ref = "#/components/schemas/" + ref
		}
		var n *node
		for _, branch := range u.branches() {
			if branch.Ref == ref && n == nil {
				n = c.branch(branch.Value, rest, d.PropertyName)
			} else if branch.Ref == ref {
				return nil
			}
		}
		if n != nil { // a value that is mapped to none is refused
			out.branches[value] = n
		}
	}
	return out
}

func (c *compiler) branch(s *openapi3.Schema, rest parts, property string) *node {
	p := parts{slices.Clone(rest.own), slices.Clone(rest.unions)}
	if !p.take(s, nil) {
		return &node{unsure: true}
	}
	n := c.assemble(p)
	if !n.unsure && n.choice == nil && (n.object == nil || n.object.names.find([]byte(property)) < 0) {
		return &node{unsure: true}
	}
	return n
}
