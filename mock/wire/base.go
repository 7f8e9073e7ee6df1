package wire

import (
	"strings"

	"github.com/mynah-sim/mynah/mock/contract"
)

// BaseParam is the value of a variable in the path of the document's base, for example of {branch} in
// /shop/{branch}; "" when the path does not lie below the base.
func BaseParam(doc *contract.Document, path, name string) string {
	wanted := strings.Split(doc.Base(), "/")
	parts := strings.SplitN(path, "/", len(wanted)+1)
	if !below(wanted, parts) {
		return ""
	}
	for i, part := range wanted {
		if part == "{"+name+"}" {
			return parts[i]
		}
	}
	return ""
}

func below(base, parts []string) bool {
	if len(parts) < len(base) {
		return false
	}
	for i, part := range base {
		if isVariable := strings.HasPrefix(part, "{"); isVariable && parts[i] == "" || !isVariable && part != parts[i] {
			return false
		}
	}
	return true
}

// underBase is the path below the base.
func underBase(base, path string) (string, bool) {
	if !strings.Contains(base, "{") {
		path, ok := strings.CutPrefix(path, base)
		return path, ok && strings.HasPrefix(path, "/")
	}
	wanted := strings.Split(base, "/")
	parts := strings.SplitN(path, "/", len(wanted)+1)
	if len(parts) <= len(wanted) || !below(wanted, parts) {
		return "", false
	}
	return "/" + parts[len(wanted)], true
}

// basePattern is the base as Gin writes it.
func basePattern(base string) string {
	parts := strings.Split(base, "/")
	for i, part := range parts {
		if name, ok := strings.CutPrefix(part, "{"); ok {
			parts[i] = ":base_" + strings.TrimSuffix(name, "}")
		}
	}
	return strings.Join(parts, "/")
}
