package wire

import (
	"net/http"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"
)

// MethodError: the path is known, the method is not (405).
type MethodError struct {
	Allow []string // methods of the path, sorted
}

func (e *MethodError) Error() string {
	return "method not allowed, the path knows " + strings.Join(e.Allow, ", ")
}

// NotFound answers a request below the document's base for which Gin found no route. The caller is looked at first
// (401), then comes ErrNoPath (404) or a *MethodError (405, with Allow). A path that is known once its repeated
// slashes are collapsed is served.
func (m *Mux[P]) NotFound(c *gin.Context) {
	r, params, err := m.find(c.Request)
	if err == nil {
		c.Params = params
		r.serve(c)
		return
	}
	x := m.begin(c, nil)
	defer x.recover()
	if _, _, callerErr := m.config.Caller(c); callerErr != nil {
		err = callerErr
	}
	x.fail(err)
}

// find looks for the mounted route with the most fixed text that has the form of the request's path.
func (m *Mux[P]) find(req *http.Request) (*route[P], gin.Params, error) {
	var allow []string
	var best *route[P]
	var bestParams gin.Params
	path, ok := m.path(req)
	if !ok {
		return nil, nil, ErrNoPath
	}
	parts := strings.Split(strings.TrimPrefix(path, "/"), "/")
	for _, r := range m.routes {
		params, ok := r.match(parts)
		if last := len(parts) - 1; !ok && parts[last] == "" && slices.Contains(m.config.Slashed, r.op.ID) {
			params, ok = r.match(parts[:last])
		}
		if !ok || best != nil && r.compare(best) > 0 {
			continue
		}
		if best == nil || r.compare(best) < 0 {
			best, allow = nil, nil
		}
		allow = append(allow, r.op.Method)
		if best == nil || r.op.Method == req.Method {
			best, bestParams = r, params
		}
	}
	switch {
	case best == nil:
		return nil, nil, ErrNoPath
	case best.op.Method != req.Method:
		slices.Sort(allow)
		return nil, nil, &MethodError{Allow: allow}
	}
	return best, bestParams, nil
}

// path is the request's path below the document's base.
func (m *Mux[P]) path(req *http.Request) (string, bool) {
	path := req.URL.Path
	for m.config.Collapse && strings.Contains(path, "//") {
		path = strings.ReplaceAll(path, "//", "/")
	}
	path, ok := strings.CutPrefix(path, m.config.Document.Base())
	return path, ok && strings.HasPrefix(path, "/")
}
