package contract

import (
	"strconv"
	"unicode/utf16"
	"unicode/utf8"
	"unsafe"
)

// blanks is the first position that is no blank.
func (w *walker) blanks(at int) int {
	for at < len(w.data) && w.data[at] <= ' ' && (w.data[at] == ' ' || w.data[at] == '\n' || w.data[at] == '\r' || w.data[at] == '\t') {
		at++
	}
	return at
}

// name reads the name of a member and the colon. A name with an escape is left to others.
func (w *walker) name(at int) (name []byte, value int) {
	if at >= len(w.data) || w.data[at] != '"' {
		return nil, unsure
	}
	start := at + 1
	for at = start; at < len(w.data) && w.data[at] != '"'; at++ {
		if w.data[at] == '\\' || w.data[at] < ' ' {
			return nil, unsure
		}
	}
	if at >= len(w.data) {
		return nil, unsure
	}
	name = w.data[start:at]
	if at = w.blanks(at + 1); at >= len(w.data) || w.data[at] != ':' {
		return nil, unsure
	}
	return name, w.blanks(at + 1)
}

// plain marks the bytes that may stand in a text for themselves and are one character each.
var plain = func() (t [256]bool) {
	for c := ' '; c < utf8.RuneSelf; c++ {
		t[c] = c != '"' && c != '\\'
	}
	return t
}()

// scan reads a text without its escapes. The text is good until the next scan.
func (w *walker) scan(at int) (text []byte, end int) {
	start := at + 1
	for at = start; at < len(w.data); at++ {
		switch c := w.data[at]; {
		case plain[c] || c >= utf8.RuneSelf:
		case c == '"':
			return w.data[start:at], at + 1
		case c == '\\':
			return w.unescape(start, at)
		default:
			return nil, unsure
		}
	}
	return nil, unsure
}

// unescape goes on where the first escape stands.
func (w *walker) unescape(start, at int) (text []byte, end int) {
	out := append(w.scratch[:0], w.data[start:at]...)
	for at < len(w.data) {
		switch c := w.data[at]; {
		case c == '"':
			w.scratch = out
			return out, at + 1
		case c < ' ':
			return nil, unsure
		case c != '\\':
			out = append(out, c)
			at++
		default:
			r, next := w.escape(at)
			if next < 0 {
				return nil, unsure
			}
			out = utf8.AppendRune(out, r)
			at = next
		}
	}
	return nil, unsure
}

// escape reads what a backslash introduces. Half of a surrogate pair is left to others.
func (w *walker) escape(at int) (r rune, next int) {
	if at+1 >= len(w.data) {
		return 0, unsure
	}
	switch c := w.data[at+1]; c {
	case '"', '\\', '/':
		return rune(c), at + 2
	case 'b':
		return '\b', at + 2
	case 'f':
		return '\f', at + 2
	case 'n':
		return '\n', at + 2
	case 'r':
		return '\r', at + 2
	case 't':
		return '\t', at + 2
	case 'u':
		r, at = w.hex(at)
		if at >= 0 && utf16.IsSurrogate(r) {
			low, end := w.hex(at)
			if r = utf16.DecodeRune(r, low); end < 0 || r == utf8.RuneError {
				return 0, unsure
			}
			at = end
		}
		return r, at
	}
	return 0, unsure
}

func (w *walker) hex(at int) (r rune, next int) {
	if at+6 > len(w.data) || w.data[at] != '\\' || w.data[at+1] != 'u' {
		return 0, unsure
	}
	for _, c := range w.data[at+2 : at+6] {
		switch {
		case '0' <= c && c <= '9':
			c -= '0'
		case 'a' <= c && c <= 'f':
			c -= 'a' - 10
		case 'A' <= c && c <= 'F':
			c -= 'A' - 10
		default:
			return 0, unsure
		}
		r = r<<4 | rune(c)
	}
	return r, at + 6
}

// digits reads a number as JSON writes it. simple says that it is an integer that int64 and float64 hold exactly.
func (w *walker) digits(at int) (end int, simple bool) {
	start, data := at, w.data
	if at < len(data) && data[at] == '-' {
		at++
	}
	first := at
	for at < len(data) && data[at]-'0' <= 9 {
		at++
	}
	if at == first || data[first] == '0' && at > first+1 {
		return unsure, false
	}
	simple = at-start <= 15
	if at < len(data) && data[at] == '.' {
		simple, first = false, at+1
		for at++; at < len(data) && data[at]-'0' <= 9; {
			at++
		}
		if at == first {
			return unsure, false
		}
	}
	if at < len(data) && (data[at] == 'e' || data[at] == 'E') {
		simple = false
		if at++; at < len(data) && (data[at] == '+' || data[at] == '-') {
			at++
		}
		for first = at; at < len(data) && data[at]-'0' <= 9; {
			at++
		}
		if at == first {
			return unsure, false
		}
	}
	return at, simple
}

// float is the value of the number at a place; ok is false when float64 cannot hold it.
func (w *walker) float(at, end int, simple bool) (v float64, ok bool) {
	if !simple {
		v, err := strconv.ParseFloat(lent(w.data[at:end]), 64)
		return v, err == nil
	}
	n, negative := int64(0), w.data[at] == '-'
	if negative {
		at++
	}
	for ; at < end; at++ {
		n = n*10 + int64(w.data[at]-'0')
	}
	if negative {
		n = -n
	}
	return float64(n), true
}

// lent lends bytes as a string to functions that do not keep it.
func lent(b []byte) string { return unsafe.String(unsafe.SliceData(b), len(b)) }

// bytesOf lends a string as bytes to functions that neither keep nor change them.
func bytesOf(s string) []byte { return unsafe.Slice(unsafe.StringData(s), len(s)) }
