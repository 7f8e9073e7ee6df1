package contract

import (
	"slices"

	"github.com/getkin/kin-openapi/openapi3"
)

// kindsAllowed are the types that a schema itself permits.
func kindsAllowed(s *openapi3.Schema) kind {
	if s.Type == nil {
		return allKinds
	}
	var k kind
	for _, name := range s.Type.Slice() {
		switch name {
		case openapi3.TypeBoolean:
			k |= isTruth
		case openapi3.TypeInteger:
			k |= isWhole
		case openapi3.TypeNumber:
			k |= isWhole | isNumber
		case openapi3.TypeString:
			k |= isText
		case openapi3.TypeArray:
			k |= isList
		case openapi3.TypeObject:
			k |= isObject
		}
	}
	return k
}

// onlyObjects says that every branch lets nothing but objects (or null) through.
func onlyObjects(branches openapi3.SchemaRefs) bool {
	return !slices.ContainsFunc(branches, func(r *openapi3.SchemaRef) bool { return !onlyObject(r.Value, nil) })
}

// acceptsNull follows kin-openapi: a nullable schema takes null at once, a composed one when its parts do, any other
// does not.
func acceptsNull(s *openapi3.Schema, above []*openapi3.Schema) (accepts, known bool) {
	if s == nil || slices.Contains(above, s) || foreign(s) {
		return false, false
	}
	if nullable(s) {
		return true, true
	}
	if len(s.Enum) > 0 {
		return false, !slices.Contains(s.Enum, any(nil))
	}
	above = append(above, s)
	count := func(refs openapi3.SchemaRefs) (n int, known bool) {
		for _, ref := range refs {
			yes, known := acceptsNull(ref.Value, above)
			if !known {
				return 0, false
			}
			if yes {
				n++
			}
		}
		return n, true
	}
	one, known1 := count(s.OneOf)
	some, known2 := count(s.AnyOf)
	all, known3 := count(s.AllOf)
	accepts = (len(s.OneOf) == 0 || one == 1) && (len(s.AnyOf) == 0 || some > 0) && all == len(s.AllOf)
	return accepts && len(s.OneOf)+len(s.AnyOf)+len(s.AllOf) > 0, known1 && known2 && known3
}

// fillList merges what schemas say about lists.
func (c *compiler) fillList(n *node, own []*openapi3.Schema) {
	l := listRule{most: -1}
	var items []*openapi3.Schema
	for _, s := range own {
		l.least = max(l.least, int(s.MinItems))
		if s.MaxItems != nil && (l.most < 0 || int(*s.MaxItems) < l.most) {
			l.most = int(*s.MaxItems)
		}
		l.unique = l.unique || s.UniqueItems
		if s.Items != nil {
			items = append(items, s.Items.Value)
		}
		c.excluded(n, s)
	}
	if l.item = c.below(items); l.item != nil || l.least > 0 || l.most >= 0 || l.unique {
		n.list = &l
	}
}

// excluded takes lists and objects out when an enum holds none; one that does is left to kin-openapi.
func (c *compiler) excluded(n *node, s *openapi3.Schema) {
	if len(s.Enum) == 0 {
		return
	}
	for _, v := range s.Enum {
		switch v.(type) {
		case []any, map[string]any:
			n.unsure = true
		}
	}
	n.kinds &^= isList | isObject
}

// fillObject merges what schemas say about objects: a member keeps to what each says about it, be it by name or as an
// unknown one.
func (c *compiler) fillObject(n *node, own []*openapi3.Schema) {
	o := objectRule{most: -1}
	var all []string
	var others []*openapi3.Schema
	free := true
	for _, s := range own {
		for name, property := range s.Properties {
			all = append(all, name)
			n.unsure = n.unsure || c.judge.hidden(property.Value)
		}
		all = append(all, s.Required...)
		o.least = max(o.least, int(min(s.MinProps, 1<<30)))
		if s.MaxProps != nil && (o.most < 0 || int(*s.MaxProps) < o.most) {
			o.most = int(min(*s.MaxProps, 1<<30))
		}
		schemas, closed := unknownMember(s)
		others, o.closed = append(others, schemas...), o.closed || closed
		free = free && !closed && len(schemas) == 0
	}
	slices.Sort(all)
	all = slices.Compact(all)
	if len(all) > maxMembers {
		n.unsure = true
		return
	}
	if free && len(all) == 0 && o.least == 0 && o.most < 0 {
		return
	}
	n.object = &o
	o.names, o.other = newNames(all), c.below(others)
	for i, name := range all {
		if c.spelling != nil && !c.spelling.exact[name] {
			o.twice.set(i)
		}
		o.members = append(o.members, c.memberNode(own, name))
		for _, s := range own {
			if slices.Contains(s.Required, name) {
				o.required.set(i)
			}
		}
	}
}

// unknownMember is what a schema says about members that it does not name.
func unknownMember(s *openapi3.Schema) (schemas []*openapi3.Schema, closed bool) {
	more := s.AdditionalProperties
	switch {
	case more.Has != nil && !*more.Has:
		return nil, true
	case more.Schema != nil && more.Schema.Value != nil:
		return []*openapi3.Schema{more.Schema.Value}, false
	}
	return nil, false
}

func (c *compiler) memberNode(own []*openapi3.Schema, name string) *node {
	var schemas []*openapi3.Schema
	for _, s := range own {
		if property := s.Properties[name]; property != nil {
			schemas = append(schemas, property.Value)
			continue
		}
		others, closed := unknownMember(s)
		if closed {
			return &node{} // nothing passes
		}
		schemas = append(schemas, others...)
	}
	return c.below(schemas)
}
