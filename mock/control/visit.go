package control

import (
	"context"
	"crypto/sha256"
	"crypto/subtle"
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"github.com/mynah-sim/mynah/mock/network"
	"github.com/mynah-sim/mynah/mock/wire"
)

// visit is what one call is about. It rides in the context.
type visit struct {
	origin string // scheme and host of the caller's request
	world  World  // nil: the path names none
}

type visitKey struct{}

func visitOf(ctx context.Context) *visit { return ctx.Value(visitKey{}).(*visit) }

// worldOf is the world that the path names.
func worldOf(ctx context.Context) World { return visitOf(ctx).world }

// netOf is the network of the world that the path names.
func netOf(ctx context.Context) *network.Network { return worldOf(ctx).Network() }

// caller checks the token and finds the world. base is the path of the document.
func (b *Bench) caller(base string) func(*gin.Context) (*Bench, context.Context, error) {
	return func(c *gin.Context) (*Bench, context.Context, error) {
		v := &visit{origin: origin(c.Request)}
		c.Writer = stamped{c.Writer, v}
		name, named := worldName(strings.TrimPrefix(c.Request.URL.Path, base))
		if named {
			v.world, _ = b.config.Worlds.Get(name)
		}
		switch {
		case !b.admits(c.Request):
			return nil, nil, errToken
		case named && v.world == nil:
			return nil, nil, fmt.Errorf("world %q: %w", name, ErrWorldUnknown)
		case named:
			wire.CallOf(c.Request.Context()).World = name
		}
		return b, context.WithValue(c.Request.Context(), visitKey{}, v), nil
	}
}

// worldName is the world in a path like /worlds/{world}/clock.
func worldName(path string) (name string, ok bool) {
	rest, ok := strings.CutPrefix(path, "/worlds/")
	name, _, _ = strings.Cut(rest, "/")
	return name, ok && name != ""
}

// admits compares the token in constant time, whatever the length of what was sent.
func (b *Bench) admits(r *http.Request) bool {
	if b.config.Token == "" {
		return true
	}
	scheme, token, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	got, want := sha256.Sum256([]byte(strings.TrimSpace(token))), sha256.Sum256([]byte(b.config.Token))
	return strings.EqualFold(scheme, "bearer") && subtle.ConstantTimeCompare(got[:], want[:]) == 1
}

func origin(r *http.Request) string {
	if r.TLS != nil {
		return "https://" + r.Host
	}
	return "http://" + r.Host
}

// stamped puts the world and the position of its log on every answer. The position is that of the moment in which the headers are
// looked at, which is when the answer is about to leave.
type stamped struct {
	gin.ResponseWriter
	visit *visit
}

func (s stamped) Header() http.Header {
	h := s.ResponseWriter.Header()
	if w := s.visit.world; w != nil && !s.Written() {
		h["X-Mynah-World"] = []string{w.Name()}
		h["X-Mynah-Log-Position"] = []string{strconv.FormatUint(w.Network().Position(), 10)}
	}
	return h
}

// Unwrap leads http.ResponseController to the connection.
func (s stamped) Unwrap() http.ResponseWriter { return s.ResponseWriter }
