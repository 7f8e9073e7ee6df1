package server

import (
	"context"
	"net"
	"net/http"
	"strings"
	"time"

	"github.com/mynah-sim/mynah/mock/wire"
)

// slowBody is how long a request's body may take to arrive, in real time.
const slowBody = 20 * time.Second

// worldPrefix stands before the provider in the addresses of every world but the default one (control: finding the world).
const worldPrefix = "/w/"

// visit is one request on its way: the world that it addresses, and the call that is recorded.
type visit struct {
	world     *instance // that the address or the credential names; nil: none of that name
	addressed bool      // by the address
	call      wire.Call
}

// visitOf is the visit that a request carries.
func visitOf(ctx context.Context) *visit {
	v, _ := wire.CallOf(ctx).Owner.(*visit)
	return v
}

// ServeHTTP takes a request in: it finds the provider and the world, records, and hands over to the engine.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if !s.loaded.Load() && s.early(w, r) {
		return
	}
	if r.ContentLength != 0 {
		_ = http.NewResponseController(w).SetReadDeadline(time.Now().Add(slowBody)) // a recorder has none
	}
	v := &visit{}
	v.call.Owner = v
	r = r.WithContext(wire.WithCall(r.Context(), &v.call))
	path := s.locate(v, r)
	if path != r.URL.Path {
		address := *r.URL
		address.Path, address.RawPath = path, ""
		r.URL = &address
	}
	if v.addressed && v.world == nil {
		http.Error(w, "no such world", http.StatusNotFound)
		return
	}
	p := s.providerAt(path)
	if p == nil {
		s.desk.ServeHTTP(w, r)
		s.benchCall(&v.call)
		if world, ok := s.worlds.get(v.call.World); ok {
			world.pump(ofAll)
		}
		return
	}
	if !v.addressed {
		v.world = s.worlds.byCredential(p, r)
	}
	s.record(v, p, w, r)
	if _, ok := v.world.facades[p.index].(pumped); ok && v.call.Status != http.StatusSwitchingProtocols {
		_ = http.NewResponseController(w).Flush() // the answer comes before anything that it causes
	}
	v.world.pump(p.index)
}

// early deals with a request that comes before everything is loaded: health is answered, and all others wait. It reports whether that
// was all.
func (s *Server) early(w http.ResponseWriter, r *http.Request) (answered bool) {
	if r.URL.Path == s.alive {
		var call wire.Call
		s.desk.ServeHTTP(w, r.WithContext(wire.WithCall(r.Context(), &call)))
		s.benchCall(&call)
		return true
	}
	select {
	case <-s.ready:
	case <-r.Context().Done():
	}
	if !s.loaded.Load() { // it failed, and the process ends
		http.Error(w, "mynah could not start", http.StatusServiceUnavailable)
	}
	return !s.loaded.Load()
}

// locate reads the world from the address and answers the path without it. A host name that begins with a provider's name, and a
// provider's own listener, put the provider before the path.
func (s *Server) locate(v *visit, r *http.Request) string {
	path := r.URL.Path
	if rest, ok := strings.CutPrefix(path, worldPrefix); ok {
		name, rest, _ := strings.Cut(rest, "/")
		v.addressed = true
		v.world, _ = s.worlds.get(name)
		path = "/" + rest
	}
	if name := s.hostedProvider(r); name != "" {
		path = "/" + name + path
	}
	return path
}

// hostedProvider is the provider that the listener or the host name has chosen.
func (s *Server) hostedProvider(r *http.Request) string {
	if name, ok := r.Context().Value(listenerKey{}).(string); ok {
		return name
	}
	host := r.Host
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	for _, p := range s.order {
		if p.hosts != nil && p.hosts(host) {
			return p.name
		}
	}
	name, _, dotted := strings.Cut(host, ".")
	if dotted && s.providers[name] != nil && !strings.HasPrefix(r.URL.Path, "/"+name+"/") {
		return name
	}
	return ""
}

// providerAt is the provider whose paths begin as this one does; nil for the bench and everything else.
func (s *Server) providerAt(path string) *provider {
	first, _, _ := strings.Cut(strings.TrimLeft(path, "/"), "/")
	return s.providers[first]
}

// origin is scheme and host under which a caller reaches the server.
func (s *Server) origin(r *http.Request) string {
	if s.config.PublicURL != "" {
		return strings.TrimSuffix(s.config.PublicURL, "/")
	}
	if r == nil {
		return "http://" + s.Addr()
	}
	scheme := "http://"
	if r.TLS != nil {
		scheme = "https://"
	}
	return scheme + r.Host
}

// listenerKey marks requests of a provider's own listener with the provider's name.
type listenerKey struct{}
