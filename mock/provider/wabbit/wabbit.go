// Package wabbit is the Wabbit / get.chat WhatsApp Integration API in one world: a multi-user inbox over one number, with its users,
// rights, tags, assignments, received marks, rule engine, webhooks and websocket.
//
// Messages, people, files and templates are the network's; what colleagues in an office keep about them is this package's. The
// documentation that it follows is the surface document of Wabbit; comments cite its sections ("wabbit 2.6").
//
// All state of a world's inboxes stands behind one lock. The network's lock is taken below it, never the other way round.
package wabbit

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync"

	"github.com/gin-gonic/gin"

	"github.com/mynah-sim/mynah/mock/contract"
	"github.com/mynah-sim/mynah/mock/network"
	"github.com/mynah-sim/mynah/mock/webhook"
	"github.com/mynah-sim/mynah/mock/wire"
)

// Name is the provider's name: of its document, of its accounts in the network, of its callbacks.
const Name = "wabbit"

// Config describes the provider in one world.
type Config struct {
	Network *network.Network
	Inboxes []InboxConfig
	// Secret makes every token, session and code of this world its own: two worlds never share one.
	Secret string
	// PublicURL is what addresses in webhooks begin with, the document's base path included (wabbit 1.8).
	PublicURL func() string
	// Delivery answers what came of a callback.
	Delivery func(number uint64) (webhook.Delivery, error)
	// Own is told every credential that is made, so that calls without an address find their world; nil: nobody.
	Own func(credential string)
	// Admits tells whether calls to an inbox are let in; nil: always.
	Admits func(account string) error
	// Judge is told every frame that is sent, under the name that the document has for it; nil: nobody.
	Judge func(frame string, body []byte)
}

// Provider is Wabbit in one world. Make it with New, end it with Close; it may be used by many goroutines.
type Provider struct {
	net      *network.Network
	secret   string
	public   func() string
	delivery func(uint64) (webhook.Delivery, error)
	own      func(string)
	admits   func(string) error
	judge    func(string, []byte)
	hub      hub
	live     sync.WaitGroup // the goroutine that follows a clock that follows the wall
	stop     context.CancelFunc
	follower *network.Follower
	buffer   []network.Event

	mu      sync.Mutex // guards what follows and everything below it
	inboxes []*inbox
	minted  map[string]uint64 // how many secrets of each purpose were made
	outbox  map[string][]webhook.Callback
	remarks uint64
}

// New makes the provider of one world. It follows the log once Begin is called.
func New(c Config) *Provider {
	p := &Provider{
		net: c.Network, secret: c.Secret, public: c.PublicURL, delivery: c.Delivery, own: c.Own, admits: c.Admits, judge: c.Judge,
		minted: map[string]uint64{}, outbox: map[string][]webhook.Callback{}, buffer: make([]network.Event, 0, 64),
	}
	if p.public == nil {
		p.public = func() string { return "http://localhost/" + Name + apiPath }
	}
	if p.admits == nil {
		p.admits = func(string) error { return nil }
	}
	if p.own == nil {
		p.own = func(string) {}
	}
	if p.judge == nil {
		p.judge = func(string, []byte) {}
	}
	if p.delivery == nil {
		p.delivery = func(uint64) (webhook.Delivery, error) { return webhook.Delivery{}, webhook.ErrUnknown }
	}
	for _, b := range c.Inboxes {
		p.inboxes = append(p.inboxes, newInbox(p, b))
	}
	return p
}

// AddInbox makes a further inbox.
func (p *Provider) AddInbox(c InboxConfig) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.inboxes = append(p.inboxes, newInbox(p, c))
}

// RemoveInbox ends an inbox with the connections of its users.
func (p *Provider) RemoveInbox(account string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if b := p.inbox(account); b != nil {
		for _, u := range b.users {
			p.hub.revoke(u)
		}
		p.inboxes = slices.DeleteFunc(p.inboxes, func(o *inbox) bool { return o == b })
	}
}

// apiPath is where the operations stand below the inbox's own address (wabbit 1.1).
const apiPath = "/api/v1"

// Mount mounts the operations and pages on the engine, once for all worlds. find answers the provider of the world that a request
// belongs to; its error means that the caller's account was withdrawn. owner answers the one whose token it is; nil: nobody's.
func Mount(engine *gin.Engine, doc *contract.Document, find func(*gin.Context) (*Provider, error), owner func(c *gin.Context, token string) *Provider, site *Site) *wire.Mux[*Provider] {
	m := wire.New(wire.Config[*Provider]{
		Engine: engine, Document: doc, Caller: callerBy(find), Answer: answer, BodyLimit: bodyLimit,
		Slash: wire.SlashRedirected, Order: wire.PathFirst, CheckAccept: true, Dress: dress,
		Preflight: func(c *gin.Context) { c.Status(http.StatusOK) },
	})
	mount(m)
	mountPages(engine, find, owner, site)
	return m
}

// dress sets the headers that every answer has (wabbit 1.5, 1.10).
func dress(c *gin.Context, allow []string) {
	h := c.Writer.Header()
	origin := c.GetHeader("Origin")
	if origin == "" {
		origin = "*"
	}
	h.Set("Access-Control-Allow-Origin", origin)
	h.Set("Access-Control-Allow-Methods", "GET, POST, PUT, PATCH, DELETE, OPTIONS")
	h.Set("Access-Control-Allow-Headers", "Authorization, Content-Type, Accept, X-Request-ID, X-CSRFToken, D360-Api-Key")
	h.Set("Access-Control-Max-Age", "86400")
	h.Set("Vary", "Accept, Cookie, Origin")
	if len(allow) > 0 {
		h.Set("Allow", strings.Join(allow, ", "))
	}
	if id := c.GetHeader("X-Request-ID"); id != "" {
		h.Set("X-Request-ID", id)
	}
}

// maxUpload is the largest file that an upload takes, in bytes (wabbit 5.6).
const maxUpload = 64 << 20

// bodyLimit is that of a file in base64, with room for the rest.
func bodyLimit(op *contract.Operation) int64 {
	switch op.ID {
	case "createMedia":
		return maxUpload/3*4 + 1<<20
	case "updateProfilePhoto":
		return maxPhoto/3*4 + 1<<20
	}
	return 0
}

// mint makes the next secret of a purpose: hexadecimal digits, 64 of them.
func (p *Provider) mint(purpose string) string {
	p.minted[purpose]++
	sum := sha256.Sum256(fmt.Appendf(nil, "%q %q %d", p.secret, purpose, p.minted[purpose]))
	return hex.EncodeToString(sum[:])
}

// uuid makes the next id of a purpose.
func (p *Provider) uuid(purpose string) network.ID {
	p.minted[purpose]++
	sum := sha256.Sum256(fmt.Appendf(nil, "%d %q %d", p.net.Seed(), purpose, p.minted[purpose]))
	id := network.ID(sum[:16])
	id[6], id[8] = id[6]&0x0f|0x40, id[8]&0x3f|0x80
	return id
}

// unix is the world's time in seconds, as this API writes times (wabbit 1.8).
func (p *Provider) unix() int64 { return p.net.Now().Unix() }
