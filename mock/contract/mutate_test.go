package contract

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
)

// stretch is a place in a JSON text: a value, and the member around it where there is one.
type stretch struct {
	start, end int    // of the value
	member     int    // where the member's name begins; -1: an item or the whole
	name       string // as written, with its quotation marks
}

// stretches finds all values of a text that is JSON.
func stretches(text []byte) []stretch {
	w := walker{side: &side{}, data: text}
	var all []stretch
	var visit func(at, member int, name string) int
	visit = func(at, member int, name string) int {
		all = append(all, stretch{start: at, member: member, name: name})
		mine := len(all) - 1
		end, closing := at, byte(0)
		switch text[at] {
		case '{':
			closing = '}'
		case '[':
			closing = ']'
		case '"':
			end = endOfText(text, at)
		default:
			end += bytes.IndexAny(append(text[at:len(text):len(text)], ','), ",]} \n\t\r")
		}
		if closing != 0 {
			i := w.blanks(at + 1)
			for text[i] != closing {
				if closing == '}' {
					after := endOfText(text, i)
					value := w.blanks(w.blanks(after) + 1)
					end = visit(value, i, string(text[i:after]))
				} else {
					end = visit(i, -1, "")
				}
				if i = w.blanks(end); text[i] == ',' {
					i = w.blanks(i + 1)
				}
			}
			end = i + 1
		}
		all[mine].end = end
		return end
	}
	visit(w.blanks(0), -1, "")
	return all
}

func endOfText(text []byte, at int) int {
	for at++; text[at] != '"'; at++ {
		if text[at] == '\\' {
			at++
		}
	}
	return at + 1
}

// values are what takes the place of another value.
var values = strings.Fields(`null true false 0 -0 1 -1 2 3.0 1.5 -1.5 1e2 1E+2 1e21 1e999 9007199254740993 123456789012345678901234567890 0.1e1 2147483648
	"" "x" "text" "X" "\u0041" "\ud83d\ude00" "\ud83d" "\/" "\n" "é€😀" "a\u0000b" "true" "12" "https://a.b/c" "https:\/\/a.b" "http://" "2026-03-02T09:10:02.410Z"
	"1b2c7d0e-5c1f-4a5b-9f0e-3d0c1a7e4f21" "4917012345678" [] [null] ["a","a"] [1,1.0] ["a"] [{}] {} {"a":null} {"a":1,"a":2} {"name":"a"} 01 +1 .5 1. nul tru "` + "\x01" + `" "` + "\xff" + `" [[[[[[]]]]]]`)

// odds are what bytes go wrong with.
var odds = []string{",", "}", "]", "{", "[", ":", `"`, `\`, " ", "\n", "\t", "\x00", "\xff", "\u2028", "x", "0", "{}", "null", "\ufeff"}

// deformed is a text with one thing changed.
func deformed(r *rand.Rand, text []byte, places []stretch) []byte {
	at := places[r.IntN(len(places))]
	put := func(start, end int, with string) []byte {
		out := make([]byte, 0, len(text)+len(with))
		return append(append(append(out, text[:start]...), with...), text[end:]...)
	}
	kind := r.IntN(12)
	if at.member < 0 && kind >= 3 && kind <= 7 {
		kind = 0
	}
	switch kind {
	case 0, 1:
		return put(at.start, at.end, values[r.IntN(len(values))])
	case 2: // another value of the same text
		other := places[r.IntN(len(places))]
		return put(at.start, at.end, string(text[other.start:other.end]))
	case 3: // a member is missing
		end := at.end
		if end < len(text) && text[end] == ',' {
			end++
		}
		return bytes.Replace(put(at.member, end, ""), []byte(",}"), []byte("}"), 1)
	case 4: // a name is another
		return put(at.member, at.member+len(at.name), renamed(r, at.name))
	case 5: // a member stands twice
		return put(at.member, at.member, at.name+":"+values[r.IntN(len(values))]+",")
	case 6: // there is one more
		other := places[r.IntN(len(places))]
		return put(at.member, at.member, fmt.Sprintf("%q:%s,", []string{"x", "y", "Type", "kind", "é", "text"}[r.IntN(6)], text[other.start:other.end]))
	case 7: // a text is longer, or another number
		if text[at.start] == '"' && at.end > at.start+2 {
			return put(at.end-1, at.end-1, strings.Repeat(string(text[at.start+1:at.end-1]), 1+r.IntN(3)))
		}
		return put(at.start, at.end, strings.Repeat("9", 1+r.IntN(20)))
	case 8: // deep
		n := r.IntN(80)
		return put(at.start, at.end, strings.Repeat("[", n)+"1"+strings.Repeat("]", n))
	case 9: // any byte goes
		i := r.IntN(len(text))
		return put(i, i+1, odds[r.IntN(len(odds))])
	case 10:
		i := r.IntN(len(text) + 1)
		return put(i, i, odds[r.IntN(len(odds))])
	}
	return put(len(text), len(text), odds[r.IntN(len(odds))])
}

func renamed(r *rand.Rand, name string) string {
	bare := strings.Trim(name, `"`)
	switch r.IntN(4) {
	case 0:
		return `"` + strings.ToUpper(bare) + `"`
	case 1:
		return `"` + bare + `s"`
	case 2:
		return fmt.Sprintf(`"\u%04x%s"`, []rune(bare + "x")[0], strings.TrimPrefix(bare, string([]rune(bare + "x")[0])))
	}
	return `"` + strings.TrimSuffix(bare, bare[max(0, len(bare)-1):]) + `"`
}

// invented is a value that may keep to a schema.
func invented(r *rand.Rand, s *openapi3.Schema, depth int) any {
	if s == nil || depth > 8 {
		return "x"
	}
	if len(s.Enum) > 0 {
		return s.Enum[r.IntN(len(s.Enum))]
	}
	if s.Nullable && r.IntN(5) == 0 {
		return nil
	}
	if refs := append(append(openapi3.SchemaRefs{}, s.OneOf...), s.AnyOf...); len(refs) > 0 {
		ref := refs[r.IntN(len(refs))]
		v := invented(r, ref.Value, depth+1)
		if fields, ok := v.(map[string]any); ok {
			if s.Discriminator != nil {
				for _, name := range slices.Sorted(maps.Keys(s.Discriminator.Mapping)) {
					if strings.HasSuffix(ref.Ref, s.Discriminator.Mapping[name].Ref) {
						fields[s.Discriminator.PropertyName] = name
					}
				}
			}
			inventMembers(r, s, fields, depth)
		}
		return v
	}
	if len(s.AllOf) > 0 {
		fields := map[string]any{}
		for _, part := range s.AllOf {
			v := invented(r, part.Value, depth+1)
			more, ok := v.(map[string]any)
			if !ok {
				return v
			}
			for name, child := range more {
				fields[name] = child
			}
		}
		inventMembers(r, s, fields, depth)
		return fields
	}
	return inventedPlain(r, s, depth)
}

func inventedPlain(r *rand.Rand, s *openapi3.Schema, depth int) any {
	switch {
	case s.Type.Is("string"):
		return inventedText(r, s)
	case s.Type.Is("integer"), s.Type.Is("number"):
		n := float64(r.IntN(20))
		if s.Min != nil {
			n += *s.Min
		}
		if s.Max != nil {
			n = min(n, *s.Max)
		}
		return n
	case s.Type.Is("boolean"):
		return r.IntN(2) == 0
	case s.Type.Is("array"):
		list := []any{}
		for range min(int(s.MinItems)+r.IntN(3), 6) {
			if s.Items != nil {
				list = append(list, invented(r, s.Items.Value, depth+1))
			}
		}
		return list
	case s.Type.Is("object"), len(s.Properties) > 0:
		fields := map[string]any{}
		inventMembers(r, s, fields, depth)
		return fields
	}
	var v any
	_ = json.Unmarshal([]byte(values[r.IntN(10)]), &v)
	return v
}

func inventMembers(r *rand.Rand, s *openapi3.Schema, fields map[string]any, depth int) {
	for _, name := range slices.Sorted(maps.Keys(s.Properties)) {
		required := false
		for _, other := range s.Required {
			required = required || other == name
		}
		if _, given := fields[name]; !given && (required || r.IntN(3) == 0) {
			fields[name] = invented(r, s.Properties[name].Value, depth+1)
		}
	}
}

// guesses are texts of many kinds.
var guesses = []string{
	"4917012345678", "https://a.b/c.png", "2026-03-02T09:10:02Z", "2026-03-02T09:10:02.410Z", "1b2c7d0e-5c1f-4a5b-9f0e-3d0c1a7e4f21", "text",
	"a@b.c", "en", "wamid.HBgLMTIw", "12025550143@c.us", "x", "a_b", "#FF00AA", "10:30", "+49 170 1234567", "EUR", strings.Repeat("A", 43) + "=", "mynah",
}

// inventedText tries what texts of this kind look like.
func inventedText(r *rand.Rand, s *openapi3.Schema) string {
	for range 20 {
		text := guesses[r.IntN(len(guesses))]
		if keepsTo(s, text) {
			return text
		}
	}
	return strings.Repeat("a", int(max(1, min(s.MinLength, 300))))
}
