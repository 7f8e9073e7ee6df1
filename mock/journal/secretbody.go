package journal

import (
	"bytes"
	"mime"
	"strings"
	"unicode/utf8"
)

// body is a body with the secret members of JSON and the secret fields of forms cut. It works on the text, so that what
// was sent stays readable as it was sent, be it broken or only a beginning.
func (s secrets) body(contentType string, body []byte) []byte {
	media, params, _ := mime.ParseMediaType(contentType)
	switch {
	case media == "application/x-www-form-urlencoded":
		return []byte(strings.TrimPrefix(s.address("?"+string(body)), "?"))
	case media == "multipart/form-data":
		return s.parts(params["boundary"], body)
	case media == "" || media == "application/json" || strings.HasSuffix(media, "+json"):
		return s.members(body)
	}
	return body
}

// members cuts texts, at any depth, whose member's name is secret.
func (s secrets) members(body []byte) []byte {
	var out []byte
	done := 0 // what stands before is in out
	for i := 0; i < len(body); i++ {
		if body[i] != '"' {
			continue
		}
		name, after := quoted(body, i)
		i = after - 1
		value := blanks(body, after)
		if value == len(body) || body[value] != ':' || !s[strings.ToLower(string(name))] {
			continue
		}
		if value = blanks(body, value+1); value == len(body) || body[value] != '"' {
			continue
		}
		text, end := quoted(body, value)
		shown := cut(string(text))
		if strings.Contains(shown, `\`) || !utf8.ValidString(shown) { // what is left must not end within a character
			shown = "…"
		}
		out = append(append(out, body[done:value+1]...), shown...)
		done = value + 1 + len(text)
		i = end - 1
	}
	if out == nil {
		return body
	}
	return append(out, body[done:]...)
}

// quoted is the text that begins at a quotation mark, and where it is over.
func quoted(body []byte, at int) (text []byte, end int) {
	for i := at + 1; i < len(body); i++ {
		switch body[i] {
		case '\\':
			i++
		case '"':
			return body[at+1 : i], i + 1
		}
	}
	return body[at+1:], len(body)
}

func blanks(body []byte, at int) int {
	for at < len(body) && (body[at] == ' ' || body[at] == '\t' || body[at] == '\r' || body[at] == '\n') {
		at++
	}
	return at
}

// parts cuts the secret fields of a multipart form.
func (s secrets) parts(boundary string, body []byte) []byte {
	if boundary == "" {
		return body
	}
	mark := []byte("--" + boundary)
	pieces := bytes.Split(body, mark)
	for i, piece := range pieces {
		head, value, ok := bytes.Cut(piece, []byte("\r\n\r\n"))
		if !ok || !s.names(head) {
			continue
		}
		text := bytes.TrimSuffix(value, []byte("\r\n"))
		pieces[i] = bytes.Join([][]byte{head, []byte("\r\n\r\n"), []byte(cut(string(text))), value[len(text):]}, nil)
	}
	return bytes.Join(pieces, mark)
}

// names says whether a part's head names a secret field.
func (s secrets) names(head []byte) bool {
	for line := range strings.SplitSeq(string(head), "\r\n") {
		field, value, _ := strings.Cut(line, ":")
		if !strings.EqualFold(field, "content-disposition") {
			continue
		}
		if _, params, err := mime.ParseMediaType(strings.TrimSpace(value)); err == nil && s[strings.ToLower(params["name"])] {
			return true
		}
	}
	return false
}
