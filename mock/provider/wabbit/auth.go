package wabbit

import (
	"context"
	"errors"
	"net/http"
	"path"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/mynah-sim/mynah/mock/network"
	"github.com/mynah-sim/mynah/mock/wire"
)

// call is one request on its way through an operation: who calls, and how the caller addresses the inbox. It holds the provider's
// lock while the operation runs.
type call struct {
	*inbox
	user *user // nil: anonymous
	base string
	gin  *gin.Context
	op   string // operationId
}

// view is how the caller sees things.
func (c *call) view() viewer { return viewer{c.user, c.base} }

type callKey struct{}

// handle mounts an operation that runs alone, on an inbox that knows everything that has happened.
func handle[In, Out any](m *wire.Mux[*Provider], id string, op func(*call, In) (Out, error)) {
	wire.Handle(m, id, func(p *Provider, ctx context.Context, in In) (Out, error) {
		p.mu.Lock()
		defer p.mu.Unlock()
		p.pump()
		return op(ctx.Value(callKey{}).(*call), in)
	})
}

// callerBy recognises callers (wabbit 1.2).
func callerBy(find func(*gin.Context) (*Provider, error)) func(*gin.Context) (*Provider, context.Context, error) {
	return func(c *gin.Context) (*Provider, context.Context, error) {
		p, err := find(c)
		if err != nil {
			return nil, nil, errors.Join(errAnonymous, err)
		}
		p.mu.Lock()
		defer p.mu.Unlock()
		who := &call{gin: c, base: baseOf(c.Request)}
		op := wire.CallOf(c.Request.Context()).Operation
		if op != nil {
			who.op = op.ID
		}
		if who.op == "retrieveApiRoot" {
			p.handOutCSRF(c)
		}
		who.inbox, who.user, err = p.authenticate(c.Request)
		if err == nil && who.user == nil && (op == nil || !op.Open) {
			err = errAnonymous
		}
		if err != nil {
			return nil, nil, err
		}
		return p, context.WithValue(c.Request.Context(), callKey{}, who), nil
	}
}

// authenticate takes the first credential that counts (wabbit 1.2, "Precedence"). Without one the caller is nobody, at the first
// inbox.
func (p *Provider) authenticate(r *http.Request) (*inbox, *user, error) {
	if key := r.Header.Get("D360-Api-Key"); key != "" {
		if b, admin := p.byProviderKey(key); admin != nil && p.admits(b.account) == nil {
			return b, admin, nil
		}
	}
	if token, given, err := tokenOf(r); given {
		if err != nil {
			return nil, nil, err
		}
		b, u := p.byToken(token)
		switch {
		case u == nil || p.admits(b.account) != nil:
			return nil, nil, errBadToken
		case !u.active:
			return nil, nil, errInactive
		}
		return b, u, nil
	}
	if b, u := p.bySession(r); u != nil && p.admits(b.account) == nil {
		return b, u, checkCSRF(r)
	}
	if len(p.inboxes) == 0 {
		return nil, nil, errAnonymous
	}
	return p.inboxes[0], nil, nil
}

// tokenOf reads the header Authorization. It reports false for any other scheme than Token.
func tokenOf(r *http.Request) (token string, given bool, err error) {
	parts := strings.Fields(r.Header.Get("Authorization"))
	if len(parts) == 0 || !strings.EqualFold(parts[0], "Token") {
		return "", false, nil
	}
	switch len(parts) {
	case 1:
		return "", true, errEmptyToken
	case 2:
		return parts[1], true, nil
	}
	return "", true, errSpacedToken
}

// byToken finds whose token it is.
func (p *Provider) byToken(token string) (*inbox, *user) {
	for _, b := range p.inboxes {
		for _, u := range b.users {
			if u.token != "" && u.token == token {
				return b, u
			}
		}
	}
	return nil, nil
}

// byProviderKey finds the admin that a provider key stands for (wabbit 1.2, "Provider admin").
func (p *Provider) byProviderKey(key string) (*inbox, *user) {
	for _, b := range p.inboxes {
		if b.providerKeys[key] {
			return b, b.providerAdmin()
		}
	}
	return nil, nil
}

// providerAdmin is the user of calls with the provider's key: the first admin, or the one that takes its place; nil: nobody.
func (b *inbox) providerAdmin() *user {
	var admins []*user
	for _, u := range b.users {
		if u.active && u.in(groupAdmin) {
			admins = append(admins, u)
		}
	}
	for _, u := range admins {
		if u.first {
			return u
		}
	}
	if len(admins) == 0 {
		return nil
	}
	return admins[0] // users stand by id
}

// session is a browser's (wabbit 1.4).
type session struct {
	user *user
	ends time.Time
}

const (
	sessionCookie = "sessionid"
	csrfCookie    = "csrftoken"
	sessionLife   = 1_209_600 * time.Second  // wabbit 1.4
	csrfLife      = 31_449_600 * time.Second // wabbit 1.4
)

// bySession finds whose session the cookie names.
func (p *Provider) bySession(r *http.Request) (*inbox, *user) {
	cookie, err := r.Cookie(sessionCookie)
	if err != nil {
		return nil, nil
	}
	for _, b := range p.inboxes {
		if s, ok := b.sessions[cookie.Value]; ok && s.user.active && p.net.Now().Before(s.ends) {
			return b, s.user
		}
	}
	return nil, nil
}

// formBytes is how much of a body is searched for a CSRF token.
const formBytes = 1 << 20

// checkCSRF wants the cookie's value once more with methods that change something (wabbit 1.4).
func checkCSRF(r *http.Request) error {
	switch r.Method {
	case http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete:
	default:
		return nil
	}
	sent := r.Header.Get("X-CSRFToken")
	if sent == "" && !strings.Contains(r.Header.Get("Content-Type"), "json") {
		sent = wire.Field(r, "csrfmiddlewaretoken", formBytes)
	}
	if cookie, err := r.Cookie(csrfCookie); err != nil || cookie.Value == "" || cookie.Value != sent {
		return errCSRF
	}
	return nil
}

// handOutCSRF gives the caller a CSRF token, its own where it has one.
func (p *Provider) handOutCSRF(c *gin.Context) string {
	value := ""
	if cookie, err := c.Request.Cookie(csrfCookie); err == nil && len(cookie.Value) == 64 {
		value = cookie.Value
	} else {
		value = p.mint("csrf")
	}
	p.setCookie(c, csrfCookie, value, csrfLife)
	return value
}

// setCookie adds a cookie with the attributes of wabbit 1.4.
func (p *Provider) setCookie(c *gin.Context, name, value string, life time.Duration) {
	http.SetCookie(c.Writer, &http.Cookie{
		Name: name, Value: value, Path: "/", Expires: p.net.Now().Add(life), MaxAge: int(life / time.Second),
		HttpOnly: name == sessionCookie, Secure: secure(c.Request), SameSite: http.SameSiteLaxMode,
	})
}

func secure(r *http.Request) bool {
	return r.TLS != nil || strings.EqualFold(r.Header.Get("X-Forwarded-Proto"), "https")
}

// originOf is scheme and host of a request as its sender wrote them (wabbit 1.8).
func originOf(r *http.Request) string {
	host := r.Host
	if forwarded := r.Header.Get("X-Forwarded-Host"); forwarded != "" {
		host = forwarded
	}
	if secure(r) {
		return "https://" + host
	}
	return "http://" + host
}

// baseOf is the address of the API as the caller wrote it, with whatever stands before it (wabbit 1.1).
func baseOf(r *http.Request) string {
	path, _, _ := strings.Cut(r.RequestURI, "?")
	if !strings.HasPrefix(path, "/") {
		path = r.URL.Path
	}
	before, _, found := strings.Cut(path, apiPath)
	if !found {
		before = ""
	}
	return originOf(r) + before + apiPath
}

// Credential finds the world of a call whose address names none: by what only one world can have given out.
func Credential(r *http.Request) string {
	if key := r.Header.Get("D360-Api-Key"); key != "" {
		return key
	}
	if token, given, err := tokenOf(r); given && err == nil {
		return token
	}
	switch before, last := path.Split(strings.TrimSuffix(r.URL.Path, "/")); {
	case strings.HasSuffix(before, "/auth/") && last == "token", last == "login" && r.Method == http.MethodPost:
		return wire.Field(r, "username", formBytes)
	case last == "convert_refresh_token":
		return wire.Field(r, "refresh_token", formBytes)
	case strings.HasSuffix(before, "/users/activate/"):
		return last
	}
	if cookie, err := r.Cookie(sessionCookie); err == nil {
		return cookie.Value
	}
	return ""
}

// MessageID reads an id that this provider gave out, in either form: for the bench.
func (p *Provider) MessageID(text string) (network.ID, bool) {
	id, ok := insideID(text)
	if !ok {
		return id, false
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.pump()
	for _, b := range p.inboxes {
		if b.byID[id] != nil {
			return id, true
		}
	}
	return id, false
}
