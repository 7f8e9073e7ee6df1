// Package twoway is TwoWay.ai in one world: a shared team inbox over WhatsApp numbers, with its auth service and its events service.
// It translates between its words and the simulated network, and keeps what is its own: accounts and their connection, contacts with
// tags, the inbox of chats, notes, scheduled messages, products with their sync state, users, teams and subscriptions.
//
// The documentation that it follows is the surface document of TwoWay.ai; comments cite its sections ("twoway 5.2").
package twoway

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/mynah-sim/mynah/mock/contract"
	"github.com/mynah-sim/mynah/mock/network"
	"github.com/mynah-sim/mynah/mock/webhook"
	"github.com/mynah-sim/mynah/mock/wire"
)

// Name is the provider's name: of its document, of its accounts in the network, of its callbacks.
const Name = "twoway"

// Config describes the provider in one world.
type Config struct {
	Network *network.Network
	World   string // name of the world: the key that signs tokens is made from it
	Teams   []TeamConfig
	// PublicURL is what absolute addresses begin with, the document's base path included.
	PublicURL func() string
}

// Provider is TwoWay.ai in one world. Make it with New; it may be used by many goroutines.
type Provider struct {
	net    *network.Network
	public func() string
	world  string
	signer signer

	mu     sync.Mutex // guards what follows, and is held for a whole operation; it comes before the network's lock
	chance chance
	cursor uint64                        // events of the network up to here have been taken in
	buffer []network.Event               // for reading them
	last   uint64                        // number of the event that carried the newest callbacks
	out    map[uint64][]webhook.Callback // callbacks by the number of the event that carries them
	serial uint64                        // things made so far: the order of cursors

	teams    []*team
	users    []*user
	logins   logins
	accounts []*account // in the order of making
	tags     []*teamTag
	byNet    map[network.ID]*message // in the account that sent it or got it first
	subs     []*subscription
	live     []*connection
	timers   map[string]timer
	timed    uint64 // things planned so far
	files    map[string]*upload
	exports  map[string]*export
	settings settings
	notices  []notice
}

// New makes the provider of one world.
func New(c Config) *Provider {
	p := &Provider{
		net: c.Network, public: c.PublicURL, world: c.World, signer: newSigner(c.World, c.Network.Seed()),
		chance: chance{world: c.World, seed: c.Network.Seed(), drawn: map[string]uint64{}},
		out:    map[uint64][]webhook.Callback{}, logins: newLogins(), byNet: map[network.ID]*message{},
		timers: map[string]timer{}, files: map[string]*upload{}, exports: map[string]*export{}, buffer: make([]network.Event, 0, batch),
	}
	p.settings.signUpNumbers = slices.Clone(defaultNumbers)
	p.cursor = p.net.Position()
	t := &tx{p: p, now: p.net.Now()}
	for _, team := range c.Teams {
		t.load(team)
	}
	return p
}

// Mount mounts the operations on the engine, once for all worlds. find answers the provider of the world that a request is in.
func Mount(engine *gin.Engine, doc *contract.Document, find func(c *gin.Context) (*Provider, error)) *wire.Mux[*Provider] {
	m := wire.New(wire.Config[*Provider]{
		Engine: engine, Document: doc, Caller: callerBy(find), Allow: (*Provider).allow, Answer: answer,
		Slash: wire.SlashIgnored, // twoway 1.2
		Order: wire.RouteFirst,   // twoway 1.5
		Dress: func(c *gin.Context, _ []string) { crossOrigin(c.Writer.Header()) },
		Preflight: func(c *gin.Context) {
			c.Status(http.StatusOK)
			c.Writer.WriteHeaderNow()
		},
	})
	mount(m)
	return m
}

// crossOrigin writes what every answer carries (twoway 1.1, CORS).
func crossOrigin(h http.Header) {
	h.Set("access-control-allow-origin", "*")
	h.Set("access-control-allow-methods", "get,post,patch,delete,put,GET,POST,PATCH,DELETE,PUT")
	h.Set("access-control-allow-headers", "authorization,Authorization,content-type,Content-Type")
}

// caller is who calls: all that an operation knows of the request beside its input.
type caller struct {
	user   *user // nil: nobody, or a one-time password
	team   *team
	scopes scopes
	phone  string // of a one-time password
	otp    string
	gin    *gin.Context
}

type callerKey struct{}

// callerOf is the caller that callerBy put into the context.
func callerOf(ctx context.Context) *caller { return ctx.Value(callerKey{}).(*caller) }

// callerBy recognises callers by their bearer token (twoway 1.3). What the contract says of the route comes first: operations without
// a credential ignore a header that is sent along.
func callerBy(find func(*gin.Context) (*Provider, error)) func(*gin.Context) (*Provider, context.Context, error) {
	return func(c *gin.Context) (*Provider, context.Context, error) {
		p, err := find(c)
		if err != nil { // withdrawn by the bench
			return nil, nil, fmt.Errorf("%w: %w", errExpired, err)
		}
		who := &caller{}
		if op := wire.CallOf(c.Request.Context()).Operation; !op.Open || otpOps[op.ID] {
			if who, err = p.recognise(c.Request, op); err != nil {
				return nil, nil, err
			}
		}
		who.gin = c
		return p, context.WithValue(c.Request.Context(), callerKey{}, who), nil
	}
}

// recognise finds out who sends a request to an operation that wants a credential.
func (p *Provider) recognise(r *http.Request, op *contract.Operation) (*caller, error) {
	scheme, token, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	if (otpOps[op.ID] || op.ID == "usersPost") && strings.EqualFold(scheme, "X-OTP") {
		phone, code, _ := strings.Cut(token, ":")
		return &caller{phone: phone, otp: code}, nil
	}
	switch {
	case otpOps[op.ID]:
		return nil, errOTP
	case op.ID == "rootGet":
		scheme, token = "Bearer", r.URL.Query().Get("accessToken")
	}
	if !strings.EqualFold(scheme, "Bearer") || token == "" {
		return nil, errNoToken
	}
	return p.callerWith(token)
}

// callerWith is the caller of a token.
func (p *Provider) callerWith(token string) (*caller, error) {
	now := p.net.Now()
	p.mu.Lock()
	defer p.mu.Unlock()
	if strings.HasPrefix(token, "apit_") {
		s := p.staticToken(token)
		if s == nil {
			return nil, errStaticToken
		}
		return &caller{user: s.user, team: s.team, scopes: s.scopes}, nil
	}
	c, err := p.signer.read(token, now)
	if err != nil {
		return nil, err
	}
	who := &caller{user: p.user(c.User.ID), team: p.team(c.User.TeamID), scopes: parseScopes(c.Scope)}
	if who.user == nil || who.team == nil {
		return nil, errSignature
	}
	return who, nil
}

// allow checks the scope of the operation (twoway 1.4): one of those that it lists.
func (p *Provider) allow(ctx context.Context, op *contract.Operation) error {
	who := callerOf(ctx)
	if len(op.Scopes) > 0 && !who.scopes.any(op.Scopes) && who.otp == "" {
		return errScope
	}
	return nil
}

// Credential is that by which the world of a request is found: a static token, or the world that a token names.
func Credential(r *http.Request) string {
	scheme, token, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	if !strings.EqualFold(scheme, "Bearer") {
		token = r.URL.Query().Get("accessToken")
	}
	if c, ok := payloadOf(token); ok {
		return WorldKey(c.Iss)
	}
	return token
}

// WorldKey is the credential by which the tokens of a world find it.
func WorldKey(world string) string { return "issued by " + world }

// PublicKey is the key with which receivers check tokens, as PEM.
func (p *Provider) PublicKey() string { return p.signer.publicKey() }

// narrowed tells whether the caller sees only chats that are assigned to its user, where an operation lists no scope (twoway 1.4).
func (c *caller) narrowed() bool {
	return c.scopes.has("CHATS_ACCESS_ASSIGNED") && !c.scopes.has("CHATS_ACCESS_ALL")
}

// sees tells whether a contact is the caller's, for one who is narrowed to what is assigned.
func (c *caller) sees(contact *contact, narrowed bool) bool {
	return !narrowed || contact != nil && contact.assignee == c.user.id
}

// uses tells whether an account may be used: those assigned to nobody are everybody's (twoway 2.1).
func (c *caller) uses(a *account) bool {
	return len(a.assignees) == 0 || c.user != nil && slices.Contains(a.assignees, c.user.id)
}

// stamp is a time as answers write it (twoway 4.1 Timestamp).
func stamp(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05.000Z") }

// stampOrNil is the same for a time that may be missing.
func stampOrNil(t time.Time) *string {
	if t.IsZero() {
		return nil
	}
	text := stamp(t)
	return &text
}
