package twoway

import (
	"strconv"
	"strings"
)

// values finds the value of a name in a template; false when nobody knows it.
type values func(name string) (any, bool)

// tag is one part of a template: plain text, or what stands between braces.
type tag struct {
	kind  byte // 0 text, 'v' value, '#' section, '^' inverted section
	text  string
	inner []tag
}

// render fills a template (twoway 5.3): mustache with values, sections, inverted sections and comments; nothing is escaped, there
// are no partials, and the delimiters are fixed.
func render(text string, find values) (string, error) {
	tags, rest, err := parseTags(text, "")
	if err != nil || rest != "" {
		return "", errTemplate
	}
	var b strings.Builder
	write(&b, tags, find)
	return b.String(), nil
}

// parseTags reads up to the end of the section of that name, or of the text.
func parseTags(text, section string) (tags []tag, rest string, err error) {
	for {
		open := strings.Index(text, "{{")
		if open < 0 {
			if section != "" {
				return nil, "", errTemplate
			}
			return append(tags, tag{text: text}), "", nil
		}
		tags = append(tags, tag{text: text[:open]})
		name, kind, after, err := readTag(text[open:])
		if err != nil {
			return nil, "", err
		}
		text = after
		switch kind {
		case '!':
		case '/':
			if name != section || section == "" {
				return nil, "", errTemplate
			}
			return tags, text, nil
		case '#', '^':
			inner, after, err := parseTags(text, name)
			if err != nil {
				return nil, "", err
			}
			tags, text = append(tags, tag{kind, name, inner}), after
		default:
			tags = append(tags, tag{kind: 'v', text: name})
		}
	}
}

// readTag reads what stands between braces at the beginning of a text.
func readTag(text string) (name string, kind byte, after string, err error) {
	end := "}}"
	if strings.HasPrefix(text, "{{{") {
		text, end = text[1:], "}}}"
	}
	close := strings.Index(text, end)
	if close < 0 {
		return "", 0, "", errTemplate
	}
	name, after = strings.TrimSpace(text[2:close]), text[close+len(end):]
	if name != "" && strings.ContainsRune("#^/!&>=", rune(name[0])) {
		kind, name = name[0], strings.TrimSpace(name[1:])
	}
	if kind == '>' || kind == '=' || name == "" && kind != '!' {
		return "", 0, "", errTemplate
	}
	return name, kind, after, nil
}

func write(b *strings.Builder, tags []tag, find values) {
	for _, t := range tags {
		value, known := any(nil), false
		if t.kind != 0 {
			value, known = find(t.text)
		}
		switch t.kind {
		case 0:
			b.WriteString(t.text)
		case 'v':
			b.WriteString(wordOf(value))
		case '^':
			if !known || !holds(value) {
				write(b, t.inner, find)
			}
		case '#':
			writeSection(b, t, value, find)
		}
	}
}

// writeSection writes a section once for each entry of a list, once for anything else that holds.
func writeSection(b *strings.Builder, t tag, value any, find values) {
	if !holds(value) {
		return
	}
	list, ok := value.([]any)
	if !ok {
		list = []any{value}
	}
	for _, entry := range list {
		write(b, t.inner, within(entry, find))
	}
}

// within looks for names in an entry first, and outside then; a dot is the entry itself.
func within(entry any, outside values) values {
	members, _ := entry.(map[string]any)
	inside := valuesOf(members)
	return func(name string) (any, bool) {
		if name == "." {
			return entry, true
		}
		if v, ok := inside(name); ok {
			return v, true
		}
		return outside(name)
	}
}

// valuesOf finds names in an object: as written first, then ignoring case, blanks, underscores and hyphens (twoway 5.3).
func valuesOf(members map[string]any) values {
	return func(name string) (any, bool) {
		if v, ok := members[name]; ok {
			return v, true
		}
		best := ""
		for key := range members {
			if plainName(key) == plainName(name) && (best == "" || key < best) {
				best = key
			}
		}
		return members[best], best != ""
	}
}

func plainName(name string) string {
	return strings.ToLower(strings.NewReplacer(" ", "", "_", "", "-", "").Replace(name))
}

// holds tells whether a section about a value is written.
func holds(value any) bool {
	switch v := value.(type) {
	case nil:
		return false
	case bool:
		return v
	case string:
		return v != ""
	case float64:
		return v != 0
	case []any:
		return len(v) > 0
	}
	return true
}

// marked is a tag without a value: true in sections, empty as text (twoway 5.3).
type marked struct{}

// wordOf is a value as text.
func wordOf(value any) string {
	switch v := value.(type) {
	case string:
		return v
	case bool:
		return strconv.FormatBool(v)
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	case []any, map[string]any:
		return string(encode(v))
	}
	return ""
}

// values are those of a contact: its fields, its custom fields, and the parameters of the message, which win.
func (c *contact) values(parameters map[string]any) values {
	fields := map[string]any{}
	for _, tag := range c.tags {
		fields[tag.Name] = marked{}
		if tag.Value != nil {
			fields[tag.Name] = *tag.Value
		}
	}
	name := orEmpty(c.name)
	if c.name == nil && len(c.platformNames) > 0 {
		name = c.platformNames[0]
	}
	fields["name"], fields["phoneNumber"], fields["email"], fields["assignee"] = name, orEmpty(c.phone), orEmpty(c.email), c.assignee
	given, own := valuesOf(parameters), valuesOf(fields)
	return func(name string) (any, bool) {
		if v, ok := given(name); ok {
			return v, true
		}
		return own(name)
	}
}
