package contract

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
)

// converter makes of a form's texts what its schema speaks of. Text that does not convert stays text, and fails on its
// type, so that a refusal shows what was sent.
type converter struct {
	tolerance
	form *form
	mend func(field string, list bool) (any, bool) // see Request.Mend
}

// value is the whole form as one object. A file stands in it as a description of itself.
func (c *converter) value(s *openapi3.Schema) map[string]any {
	at := gather([]*openapi3.Schema{s})
	v := map[string]any{}
	for _, name := range slices.Sorted(maps.Keys(c.form.texts)) {
		c.put(v, name, c.form.texts[name], at)
	}
	for name, file := range c.form.files {
		v[name] = file.judged(kindsOf(at.members[name]))
	}
	return v
}

// put enters one field. A name with a dot that is not documented itself reaches into an object: text.body is the member
// body of text.
func (c *converter) put(into map[string]any, name string, texts []string, at *place) {
	members, known := at.members[name]
	head, tail, dotted := strings.Cut(name, ".")
	if !known && dotted && kindsOf(at.members[head]).object {
		below, ok := into[head].(map[string]any)
		if !ok {
			below = map[string]any{}
			into[head] = below
		}
		c.put(below, tail, texts, gather(at.members[head]))
		return
	}
	if known && c.emptyCounts(members) {
		texts = slices.DeleteFunc(slices.Clone(texts), func(text string) bool { return text == "" })
	}
	if len(texts) > 0 {
		k := kindsOf(members)
		if k.null(texts[0]) {
			into[name] = nil
			return
		}
		into[name] = c.mended(name, c.texts(texts, k), k)
	}
}

// mended is the value of a field, or what stands in for a text where an object or a list should be.
func (c *converter) mended(name string, v any, k kinds) any {
	if c.mend == nil || k.text || !k.list && !k.object {
		return v
	}
	_, broken := v.(string)
	if list, ok := v.([]any); ok && !kindsOf(k.items).text {
		broken = slices.ContainsFunc(list, func(item any) bool { _, text := item.(string); return text })
	}
	if broken {
		if other, ok := c.mend(name, k.list); ok {
			return other
		}
	}
	return v
}

// texts converts all that a field was given; where the schema knows no list, the first counts.
func (c *converter) texts(texts []string, k kinds) any {
	switch {
	case k.list && (!k.text || len(texts) > 1):
		return c.list(texts, kindsOf(k.items))
	case k.list || k.object:
		if v, ok := structure(texts[0], k); ok || k.text {
			return v
		}
	}
	return c.one(texts[0], k)
}

// list takes one JSON array, or an item from each text: JSON values divided by commas where items are no texts.
func (c *converter) list(texts []string, items kinds) any {
	if v, ok := structure(texts[0], kinds{list: true}); ok && len(texts) == 1 {
		return v
	}
	list := []any{}
	for _, text := range texts {
		var several []any
		switch {
		case items.text:
			v, _ := structure(text, items)
			list = append(list, v)
		case json.Unmarshal([]byte("["+text+"]"), &several) == nil:
			list = append(list, several...)
		case len(texts) == 1:
			return text
		default:
			list = append(list, text)
		}
	}
	return list
}

// structure reads the JSON text of an object or a list, where the schema knows them.
func structure(text string, k kinds) (v any, ok bool) {
	start := strings.TrimLeft(text, " \t\r\n")
	if k.object && strings.HasPrefix(start, "{") || k.list && strings.HasPrefix(start, "[") {
		if json.Unmarshal([]byte(text), &v) == nil {
			return v, true
		}
	}
	return text, false
}

func (c *converter) one(text string, k kinds) any {
	if k.text {
		return text
	}
	for _, kind := range k.plain {
		written := text
		if kind == openapi3.TypeBoolean {
			written = c.boolean(text)
		}
		if v := typed(kind, written); v != any(written) {
			return v
		}
	}
	return text
}

// judged is what stands for a file while its form is judged: a text where the schema wants bytes, and elsewhere
// something that the schema refuses.
func (f File) judged(k kinds) any {
	about := fmt.Sprintf("%s (%s, %d bytes)", f.Name, f.Type, len(f.Data))
	switch {
	case k.binary || !k.text:
		return about
	case !k.object:
		return map[string]any{"file": about}
	}
	return []any{about}
}

// kinds are the types that schemas let a value have, compositions included.
type kinds struct {
	text, list, object bool
	nullable           bool
	binary             bool     // a text that is a file
	plain              []string // integer, number, boolean
	items              []*openapi3.Schema
}

// null tells whether a text stands for null: an empty one, or the word, where a form could say it in no other way.
func (k kinds) null(text string) bool {
	return k.nullable && !k.text && (text == "" || text == "null")
}

func kindsOf(schemas []*openapi3.Schema) kinds {
	k := kinds{}
	seen := map[*openapi3.Schema]bool{}
	for _, s := range schemas {
		k.take(s, seen)
	}
	return k
}

func (k *kinds) take(s *openapi3.Schema, seen map[*openapi3.Schema]bool) {
	if s == nil || seen[s] {
		return
	}
	seen[s] = true
	k.nullable = k.nullable || nullable(s)
	for _, kind := range s.Type.Slice() {
		switch kind {
		case openapi3.TypeString:
			k.text = true
			k.binary = k.binary || s.Format == "binary"
		case openapi3.TypeArray:
			k.list = true
			if s.Items != nil {
				k.items = append(k.items, s.Items.Value)
			}
		case openapi3.TypeObject:
			k.object = true
		default:
			k.plain = append(k.plain, kind)
		}
	}
	for _, refs := range []openapi3.SchemaRefs{s.AllOf, s.AnyOf, s.OneOf} {
		for _, ref := range refs {
			k.take(ref.Value, seen)
		}
	}
}
