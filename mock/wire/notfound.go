package wire

import (
	"errors"
	"net/http"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"
)

// MethodError: the path is known, the method is not (405).
type MethodError struct {
	Method string
	Allow  []string // methods of the path, sorted
}

func (e *MethodError) Error() string {
	return "method not allowed, the path knows " + strings.Join(e.Allow, ", ")
}

// NotFound answers a request below the document's base for which Gin found no route, in the order that Config.Order
// says: the caller's own error (401), ErrNoPath (404) or a *MethodError (405, with Allow). A path that is known once its
// slashes are seen as the provider sees them is served, or redirected.
func (m *Mux[P]) NotFound(c *gin.Context) {
	found, elsewhere := m.find(c.Request)
	if found.err == nil && !elsewhere {
		c.Params = found.params
		found.route.serve(c)
		return
	}
	x := m.begin(c, nil)
	defer x.recover()
	if x.greet(found.allow) {
		return
	}
	if elsewhere {
		x.send(http.StatusMovedPermanently, "", http.Header{"Location": {redirect(c.Request)}}, nil)
		return
	}
	if !m.config.Order.early(found.err) {
		if _, _, err := m.config.Caller(c); err != nil {
			found.err = err
		}
	}
	x.fail(found.err)
}

// found is what a path leads to.
type found[P any] struct {
	route  *route[P]
	params gin.Params
	allow  []string // methods of the path, sorted
	err    error    // ErrNoPath or a *MethodError; nil: route serves
}

// find looks for what has the form of the request's path, first as it is written and then with a slash more or less.
// elsewhere says that the caller is to be sent there.
func (m *Mux[P]) find(req *http.Request) (f found[P], elsewhere bool) {
	path, ok := m.path(req)
	if !ok {
		return found[P]{err: ErrNoPath}, false
	}
	f = m.match(path, req.Method)
	if m.config.Slash == SlashExact || !errors.Is(f.err, ErrNoPath) {
		return f, false
	}
	if shorter, cut := strings.CutSuffix(path, "/"); cut {
		return m.match(shorter, req.Method), false
	}
	f = m.match(path+"/", req.Method)
	return f, m.config.Slash == SlashRedirected && f.route != nil
}

// match finds the mounted route with the most fixed text that has the form of a path.
func (m *Mux[P]) match(path, method string) (f found[P]) {
	parts := strings.Split(strings.TrimPrefix(path, "/"), "/")
	for _, r := range m.routes {
		params, ok := r.match(parts)
		if last := len(parts) - 1; !ok && parts[last] == "" && slices.Contains(m.config.Slashed, r.op.ID) {
			params, ok = r.match(parts[:last])
		}
		if !ok || f.route != nil && r.compare(f.route) > 0 {
			continue
		}
		if f.route == nil || r.compare(f.route) < 0 {
			f = found[P]{}
		}
		f.allow = append(f.allow, r.op.Method)
		if f.route == nil || r.op.Method == method {
			f.route, f.params = r, params
		}
	}
	slices.Sort(f.allow)
	switch {
	case f.route == nil:
		f.err = ErrNoPath
	case f.route.op.Method != method:
		f.err = &MethodError{Method: method, Allow: f.allow}
	}
	return f
}

// allowed are the methods of a route's path, sorted.
func (m *Mux[P]) allowed(r *route[P]) []string {
	r.once.Do(func() {
		for _, other := range m.routes {
			if len(other.segments) == len(r.segments) && other.compare(r) == 0 {
				r.allow = append(r.allow, other.op.Method)
			}
		}
		slices.Sort(r.allow)
	})
	return r.allow
}

// path is the request's path below the document's base.
func (m *Mux[P]) path(req *http.Request) (string, bool) {
	path := req.URL.Path
	for m.config.Collapse && strings.Contains(path, "//") {
		path = strings.ReplaceAll(path, "//", "/")
	}
	return underBase(m.config.Document.Base(), path)
}
