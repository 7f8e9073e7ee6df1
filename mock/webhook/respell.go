package webhook

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"
)

// malform breaks a JSON body in one place (F25), or gives it ids that nobody knows (F20). A body that is no JSON stays as it is.
func malform(body []byte, how string) []byte {
	var doc any
	if json.Unmarshal(body, &doc) != nil {
		return body
	}
	switch how {
	case "unknown_type":
		doc = everywhere(doc, func(name string, v any) any {
			if _, text := v.(string); text && (name == "type" || name == "event" || name == "contentType") {
				return "mynahUnknown"
			}
			return v
		})
	case "unknown_field":
		inObject(doc, func(o map[string]any) { o["mynahUnknown"] = map[string]any{"of": []any{1, "two", nil}} })
	case "null":
		inObject(doc, func(o map[string]any) { nullFirst(o) })
	case "missing_contacts":
		doc = without(doc, "contacts", "contact", "profile", "from")
	case "empty_array":
		doc = emptied(doc)
	case "unknown_ids":
		doc = everywhere(doc, func(name string, v any) any {
			if id, text := v.(string); text && (name == "id" || strings.HasSuffix(name, "Id") || strings.HasSuffix(name, "_id")) {
				return strange(id)
			}
			return v
		})
	}
	out, err := json.Marshal(doc)
	if err != nil {
		return body
	}
	return out
}

// strange is an id of the same form that names nothing: letters and digits moved on by one.
func strange(id string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= '0' && r < '9', r >= 'a' && r < 'f', r >= 'A' && r < 'F':
			return r + 1
		case r == '9':
			return '0'
		}
		return r
	}, id)
}

// everywhere puts what f makes of each member into its place.
func everywhere(doc any, f func(name string, v any) any) any {
	switch v := doc.(type) {
	case map[string]any:
		for name, member := range v {
			v[name] = everywhere(f(name, member), f)
		}
	case []any:
		for i := range v {
			v[i] = everywhere(v[i], f)
		}
	}
	return doc
}

// inObject calls f with the outermost object: the document, or the first entry of its array.
func inObject(doc any, f func(map[string]any)) {
	switch v := doc.(type) {
	case map[string]any:
		f(v)
	case []any:
		if len(v) > 0 {
			inObject(v[0], f)
		}
	}
}

// nullFirst makes the first member null that is an object or an array, else the first one.
func nullFirst(o map[string]any) {
	names := slices.Sorted(maps.Keys(o))
	for _, name := range names {
		switch o[name].(type) {
		case map[string]any, []any:
			o[name] = nil
			return
		}
	}
	if len(names) > 0 {
		o[names[0]] = nil
	}
}

// without takes members of these names out, wherever they stand.
func without(doc any, names ...string) any {
	switch v := doc.(type) {
	case map[string]any:
		for name, member := range v {
			if slices.Contains(names, name) {
				delete(v, name)
				continue
			}
			without(member, names...)
		}
	case []any:
		for _, member := range v {
			without(member, names...)
		}
	}
	return doc
}

// emptied is a document whose arrays are empty; one that has none is an empty array itself.
func emptied(doc any) any {
	found := false
	out := everywhere(map[string]any{"": doc}, func(_ string, v any) any {
		if _, array := v.([]any); array {
			found = true
			return []any{}
		}
		return v
	}).(map[string]any)[""]
	if !found {
		return []any{}
	}
	return out
}

// escape writes a JSON body in another legal way (F18). What it changes stands in texts alone, so the document stays the same.
func escape(body []byte, style string) []byte {
	var out bytes.Buffer
	for rest := string(body); rest != ""; {
		r, size := utf8.DecodeRuneInString(rest)
		switch {
		case rest[0] == '\\' && len(rest) > 1:
			size = 2
			out.WriteString(rest[:size])
		case style == "unicode" && r > 0xFFFF:
			r -= 0x10000
			fmt.Fprintf(&out, `\u%04x\u%04x`, 0xD800+(r>>10), 0xDC00+(r&0x3FF))
		case style == "unicode" && r > 0x7E, style == "html" && (r == '<' || r == '>' || r == '&'):
			fmt.Fprintf(&out, `\u%04x`, r)
		case style == "slash" && r == '/':
			out.WriteString(`\/`)
		default:
			out.WriteString(rest[:size])
		}
		rest = rest[size:]
	}
	return out.Bytes()
}

// merged puts the arrays of several JSON bodies together: those of the same name in objects, or the bodies themselves. Bodies without
// arrays cannot be one request: the first stays alone.
func merged(bodies [][]byte) []byte {
	var whole any
	for _, body := range bodies {
		var doc any
		if json.Unmarshal(body, &doc) != nil {
			return bodies[0]
		}
		whole = joined(whole, doc)
	}
	out, err := json.Marshal(whole)
	if err != nil || len(bodies) == 1 {
		return bodies[0]
	}
	return out
}

// joined adds the arrays of a document to those of another.
func joined(to, doc any) any {
	switch more := doc.(type) {
	case []any:
		if all, ok := to.([]any); ok {
			return append(all, more...)
		}
	case map[string]any:
		into, ok := to.(map[string]any)
		for name, member := range more {
			list, array := member.([]any)
			if all, same := into[name].([]any); ok && array && (same || into[name] == nil) {
				into[name] = append(all, list...)
			}
		}
	}
	if to == nil {
		return doc
	}
	return to
}

// form tells bodies of one kind from those of another: the names of their outermost members.
func form(body []byte) string {
	var doc any
	_ = json.Unmarshal(body, &doc) // what is no JSON has no members
	var names []string
	inObject(doc, func(o map[string]any) { names = slices.Sorted(maps.Keys(o)) })
	return strings.Join(names, " ")
}
