// Package match compares JSON with what a feature file says about it. Everything returns an error that says what was
// wanted and what was there, so steps, tests and the command line can use the same matchers.
package match

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// Decode reads one JSON value. Numbers keep their text, so a long id does not become a float.
func Decode(body []byte) (any, error) {
	decoder := json.NewDecoder(bytes.NewReader(body))
	decoder.UseNumber()
	var value any
	if err := decoder.Decode(&value); err != nil {
		return nil, fmt.Errorf("not JSON: %w: %s", err, short(string(body)))
	}
	if _, err := decoder.Token(); err != io.EOF {
		return nil, fmt.Errorf("more than one JSON value: %s", short(string(body)))
	}
	return value, nil
}

// At finds the value at a path: names and positions joined by dots, "messages.0.id". The empty path is the whole value;
// "-1" is the last entry of a list, "#" at the end is the number of entries.
func At(value any, path string) (any, bool) {
	if path == "" {
		return value, true
	}
	for name := range strings.SplitSeq(path, ".") {
		var ok bool
		if value, ok = child(value, name); !ok {
			return nil, false
		}
	}
	return value, true
}

func child(value any, name string) (any, bool) {
	switch v := value.(type) {
	case map[string]any:
		c, ok := v[name]
		return c, ok
	case []any:
		if name == "#" {
			return json.Number(strconv.Itoa(len(v))), true
		}
		i, err := strconv.Atoi(name)
		if i < 0 {
			i += len(v)
		}
		if err == nil && i >= 0 && i < len(v) {
			return v[i], true
		}
	}
	return nil, false
}

// Text finds the text or number at a path. It is an error when there is none.
func Text(value any, path string) (string, error) {
	found, ok := At(value, path)
	if !ok {
		return "", fmt.Errorf("%s: absent in %s", path, Show(value))
	}
	switch v := found.(type) {
	case string:
		return v, nil
	case json.Number:
		return v.String(), nil
	}
	return "", fmt.Errorf("%s: not a text but %s", path, Show(found))
}

// Show writes a value as one line of JSON, shortened.
func Show(value any) string {
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(value); err != nil {
		return fmt.Sprint(value)
	}
	return short(strings.TrimSpace(out.String()))
}

// short cuts a text that would fill the screen.
func short(text string) string {
	const limit = 400
	if runes := []rune(text); len(runes) > limit {
		return string(runes[:limit]) + "..."
	}
	return text
}
