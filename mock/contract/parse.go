package contract

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"unicode/utf8"
)

// maxDepth is how deep objects and lists may be nested; deeper bodies are not parseable.
const maxDepth = 64

// decode reads one JSON text. members counts the members that the text spells out, repeated ones included.
func decode(body []byte) (v any, members int, b *Breach) {
	if at := firstInvalid(body); at >= 0 {
		return nil, 0, notParseable(body, at, "invalid UTF-8")
	}
	members, deep := measure(body)
	if deep >= 0 {
		return nil, 0, notParseable(body, deep, fmt.Sprintf("nested deeper than %d levels", maxDepth))
	}
	err := json.Unmarshal(body, &v)
	if err == nil {
		return v, members, nil
	}
	if e, ok := errors.AsType[*json.SyntaxError](err); ok {
		at := int(e.Offset) - 1 // the offset counts the offending byte
		if at < 0 || e.Error() == "unexpected end of JSON input" {
			at = len(body)
		}
		return nil, 0, notParseable(body, at, e.Error())
	}
	at := 0
	if e, ok := errors.AsType[*json.UnmarshalTypeError](err); ok { // a number beyond float64, such as 1e999
		at, err = max(int(e.Offset)-1, 0), fmt.Errorf("%s is out of range", e.Value)
	}
	return nil, 0, notParseable(body, at, err.Error())
}

func firstInvalid(body []byte) int {
	if utf8.Valid(body) {
		return -1
	}
	for at := 0; at < len(body); {
		r, size := utf8.DecodeRune(body[at:])
		if r == utf8.RuneError && size == 1 {
			return at
		}
		at += size
	}
	return -1
}

// measure counts members by their colons and finds where the nesting becomes too deep (-1: nowhere). It may be
// fooled by text that is not JSON, which the decoder refuses anyway.
func measure(body []byte) (members, deep int) {
	depth := 0
	for i := 0; i < len(body); i++ {
		switch body[i] {
		case '"':
			for i++; i < len(body) && body[i] != '"'; i++ {
				if body[i] == '\\' {
					i++
				}
			}
		case ':':
			members++
		case '{', '[':
			if depth++; depth > maxDepth {
				return members, i
			}
		case '}', ']':
			depth--
		}
	}
	return members, -1
}

// notParseable adds line and column, both from 1 and the column in characters: `..., line 4, column 3` (tyntec 1.6).
func notParseable(body []byte, at int, text string) *Breach {
	before := body[:min(at, len(body))]
	line := 1 + bytes.Count(before, []byte("\n"))
	column := 1 + utf8.RuneCount(before[bytes.LastIndexByte(before, '\n')+1:])
	return &Breach{Kind: NotParseable, Detail: fmt.Sprintf("%s, line %d, column %d", text, line, column)}
}

// firstByte is where the top-level value starts.
func firstByte(body []byte) int {
	return len(body) - len(bytes.TrimLeft(body, " \t\r\n"))
}

// typeName is a value's JSON type in the words of a schema.
func typeName(v any) string {
	switch v.(type) {
	case nil:
		return "null"
	case bool:
		return "boolean"
	case float64:
		return "number"
	case string:
		return "string"
	case []any:
		return "array"
	}
	return "object"
}
