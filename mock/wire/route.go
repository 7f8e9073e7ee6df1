package wire

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/gin-gonic/gin"

	"github.com/mynah-sim/mynah/mock/contract"
)

// route is a mounted operation. Gin takes one wildcard name for each place in its tree, therefore wildcards are
// numbered by place, and the documented names are kept beside them (style 3).
type route[P any] struct {
	op       *contract.Operation
	segments []segment
	pattern  string // for Gin: /messages/:p1/status
	serve    gin.HandlerFunc
	// contested: Gin's choice is looked at once more, since the path may belong to another route (see yieldTo) or lack
	// the text after a parameter.
	contested bool

	once  sync.Once
	allow []string // methods of the path; see Mux.allowed
}

// segment is one part of a path: fixed text, or a parameter with an optional text after it ({provider}.yaml).
type segment struct {
	text string // fixed text, or what follows the parameter
	name string // documented name of the parameter, "" for fixed text
	key  string // Gin's name for it
}

func newRoute[P any](op *contract.Operation) *route[P] {
	r := &route[P]{op: op}
	for i, part := range strings.Split(strings.TrimPrefix(op.Path, "/"), "/") {
		s := segment{text: part}
		if rest, ok := strings.CutPrefix(part, "{"); ok {
			s.name, s.text, ok = strings.Cut(rest, "}")
			if !ok || strings.ContainsAny(s.text, "{}") {
				panic(fmt.Sprintf("wire: operation %q: %q holds more than one parameter", op.ID, part))
			}
			s.key = "p" + strconv.Itoa(i)
			r.contested = r.contested || s.text != ""
			part = ":" + s.key
		} else if strings.ContainsAny(part, "{}:*") {
			panic(fmt.Sprintf("wire: operation %q: %q cannot be routed", op.ID, part))
		}
		r.pattern += "/" + part
		r.segments = append(r.segments, s)
	}
	return r
}

// pathParam reads parameters by their documented names.
func (r *route[P]) pathParam(c *gin.Context) func(name string) string {
	return func(name string) string {
		for _, s := range r.segments {
			if s.name == name {
				return strings.TrimSuffix(c.Param(s.key), s.text)
			}
		}
		return ""
	}
}

// match says whether the path has the route's form, and with which parameters.
func (r *route[P]) match(parts []string) (gin.Params, bool) {
	if len(parts) != len(r.segments) {
		return nil, false
	}
	var params gin.Params
	for i, s := range r.segments {
		switch {
		case s.name == "" && s.text != parts[i]:
			return nil, false
		case s.name != "" && (len(parts[i]) <= len(s.text) || !strings.HasSuffix(parts[i], s.text)):
			return nil, false
		case s.name != "":
			params = append(params, gin.Param{Key: s.key, Value: parts[i]})
		}
	}
	return params, true
}

// compare orders routes of one length by fixed text first, from left to right; 0 means the same path.
func (r *route[P]) compare(o *route[P]) int {
	return slices.CompareFunc(r.segments, o.segments, func(a, b segment) int {
		switch {
		case a.name == "" && b.name != "":
			return -1
		case a.name != "" && b.name == "":
			return 1
		case a.name == "":
			return strings.Compare(a.text, b.text)
		}
		return len(b.text) - len(a.text)
	})
}

// yieldTo marks the route as contested when the other has fixed text where this one has a parameter. Gin has one tree
// for each method, so PATCH /templates/:p1/:p2 would also take /templates/x/localizations, which is a path of its own
// and knows no PATCH (tyntec 1.5: fixed text wins).
func (r *route[P]) yieldTo(o *route[P]) {
	if len(r.segments) != len(o.segments) || o.compare(r) >= 0 {
		return
	}
	for i, s := range r.segments {
		if t := o.segments[i]; s.name == "" && t.name == "" && s.text != t.text {
			return
		}
	}
	r.contested = true
}
