package journal

import (
	"net/http"
	"net/url"
	"strings"
)

// DefaultSecrets are the headers, query members, members of JSON and fields of forms whose values no entry shows whole: the
// four providers' credentials, cookies, and what callback addresses carry.
var DefaultSecrets = []string{
	"apikey", "authorization", "cookie", "set-cookie", "d360-api-key", "x-api-key", "x-csrftoken", "token", "access_token", "auth",
	"accesstoken", "refresh_token", "refreshtoken", "password", "new_password", "current_password", "csrfmiddlewaretoken",
}

// secrets are the names to hide, in lower case and as canonical header names.
type secrets map[string]bool

func newSecrets(names []string) secrets {
	if names == nil {
		names = DefaultSecrets
	}
	s := secrets{}
	for _, name := range names {
		s[strings.ToLower(name)] = true
		s[http.CanonicalHeaderKey(name)] = true
	}
	return s
}

// cut leaves the first four characters of a secret, and of a short one nothing.
func cut(value string) string {
	if len(value) <= 4 {
		return "…"
	}
	return value[:4] + "…"
}

// header writes headers, whose names are canonical, as lines, with secrets cut.
func (s secrets) header(h http.Header) string {
	if len(h) == 0 {
		return ""
	}
	line := make([]byte, 0, 1024)
	for name, values := range h {
		hide := s[name]
		for _, value := range values {
			line = append(line, name...)
			line = append(line, ": "...)
			if hide {
				value = cut(value)
			}
			line = append(line, value...)
			line = append(line, '\n')
		}
	}
	return string(line)
}

// address is a URL with the secret members of its query cut.
func (s secrets) address(address string) string {
	path, query, found := strings.Cut(address, "?")
	if !found {
		return address
	}
	pairs := strings.Split(query, "&")
	for i, pair := range pairs {
		name, value, _ := strings.Cut(pair, "=")
		if plain, err := url.QueryUnescape(name); err == nil && s[strings.ToLower(plain)] {
			pairs[i] = name + "=" + cut(value)
		}
	}
	return path + "?" + strings.Join(pairs, "&")
}

// breach cuts the value of a secret member or parameter out of what is told of a breach.
func (s secrets) breach(b Breach) Breach {
	name := b.Pointer[strings.LastIndexAny(b.Pointer, "/.")+1:]
	if b.Value == "" || !s[strings.ToLower(name)] {
		return b
	}
	shown := cut(b.Value)
	b.Message, b.Value = strings.ReplaceAll(b.Message, b.Value, shown), shown
	return b
}
