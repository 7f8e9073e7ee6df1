// Package tyntec is the tyntec Conversations API v3 in one world: its words, shapes, codes and quirks over the simulated network.
//
// The documentation that it follows is the surface document of tyntec; comments cite its sections ("tyntec 2.1") and the numbers
// of its open points ("tyntec OP-6").
package tyntec

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"sync"

	"github.com/gin-gonic/gin"

	"github.com/mynah-sim/mynah/mock/contract"
	"github.com/mynah-sim/mynah/mock/network"
	"github.com/mynah-sim/mynah/mock/wire"
)

// Name is the provider's name: of its document, of its accounts in the network, of its callbacks.
const Name = "tyntec"

// Config describes the provider in one world.
type Config struct {
	Network  *network.Network
	Accounts []AccountConfig
	// WhatsAppAccounts are the WABAs of the world that have a name here (tyntec 1.8); others get one.
	WhatsAppAccounts []WhatsAppAccount
	// PublicURL is what absolute URLs begin with, the document's base path included; nil or an empty result: scheme and host of
	// the request (tyntec 1.8).
	PublicURL func() string
	// AllowHTTPHosts are hosts, beside the loopback ones, whose callbacks may be plain http (tyntec OP-18).
	AllowHTTPHosts []string
}

// AccountConfig is one API account: what an API key belongs to (tyntec 1.3).
type AccountConfig struct {
	ID       string // of the network's account
	Name     string
	Key      string
	Scopes   []string // nil: all (tyntec 1.4)
	Callback Callback
}

// Provider is tyntec in one world. Make it with New; it may be used by many goroutines.
type Provider struct {
	net      *network.Network
	public   func() string
	base     string // path under which the document's operations stand
	download string // path of downloadMedia below it
	wabas    []WhatsAppAccount

	mu       sync.RWMutex // guards what follows; never held over a call of the network
	hosts    []string
	accounts map[string]*account
	order    []string          // of the accounts, as they were made
	keys     map[string]string // API key to account
}

// New makes the provider of one world.
func New(c Config) *Provider {
	doc, err := contract.Load(Name)
	if err != nil {
		panic(fmt.Sprintf("tyntec: %v", err)) // the document is part of the program
	}
	p := &Provider{
		net: c.Network, public: c.PublicURL, base: doc.Base(), download: doc.Operation("downloadMedia").Path,
		wabas: c.WhatsAppAccounts, hosts: c.AllowHTTPHosts, accounts: map[string]*account{}, keys: map[string]string{},
	}
	for _, a := range c.Accounts {
		p.AddAccount(a)
	}
	return p
}

// Mount mounts the operations on the engine, once for all worlds. find tells which world's provider a request belongs to, by its API
// key and address; its error means that no world knows the key. addressed tells whose a request is that carries no key.
func Mount(
	engine *gin.Engine, doc *contract.Document,
	find func(c *gin.Context, key string) (*Provider, error), addressed func(c *gin.Context) *Provider,
) *wire.Mux[*Provider] {
	m := wire.New(wire.Config[*Provider]{
		Engine:    engine,
		Document:  doc,
		Caller:    callerBy(find),
		Allow:     (*Provider).allow,
		Answer:    answer,
		BodyLimit: bodyLimit,
		Collapse:  true,                                // tyntec OP-82
		Slashed:   []string{"getAccountConfiguration"}, // tyntec OP-82
	})
	mount(m)
	mountOpen(engine, doc, addressed)
	return m
}

// caller is who calls: all that an operation knows of the request beside its input.
type caller struct {
	account string
	origin  string // scheme and host of the request
	gin     *gin.Context
	body    part // the request body, where tyntec's own rules have looked at it
}

type callerKey struct{}

// callerOf is the caller that callerBy put into the context.
func callerOf(ctx context.Context) *caller { return ctx.Value(callerKey{}).(*caller) }

// callerBy recognises callers by the header apikey and nothing else (tyntec 1.3).
func callerBy(find func(*gin.Context, string) (*Provider, error)) func(*gin.Context) (*Provider, context.Context, error) {
	return func(c *gin.Context) (*Provider, context.Context, error) {
		key := c.Request.Header.Get(keyHeader)
		if key == "" {
			return nil, nil, errNoKey
		}
		p, err := find(c, key)
		if err != nil {
			return nil, nil, fmt.Errorf("%w: %w", errBadKey, err)
		}
		id, ok := p.AccountOf(key)
		if !ok {
			return nil, nil, errBadKey
		}
		who := &caller{account: id, origin: originOf(c.Request), gin: c}
		return p, context.WithValue(c.Request.Context(), callerKey{}, who), nil
	}
}

// originOf is scheme and host of the request.
func originOf(r *http.Request) string {
	if r.TLS != nil {
		return "https://" + r.Host
	}
	return "http://" + r.Host
}

// allow checks the account's scope (tyntec 1.5 step 4), and then tyntec's own rules on the body, so that their findings are told
// together with those of the schema.
func (p *Provider) allow(ctx context.Context, op *contract.Operation) error {
	who := callerOf(ctx)
	if scope := accountScopes[op.ID]; scope != "" && !p.accountMay(who.account, scope) {
		return &scopeError{scope}
	}
	return p.judgeBody(who, op)
}

// maxLogo is the largest body that is looked at as a logo, in bytes; a logo itself is smaller (tyntec 5.3).
const maxLogo = 16 << 20

// maxUpload is the largest file that an upload takes, in bytes (tyntec OP-40).
const maxUpload = 100 << 20

func bodyLimit(op *contract.Operation) int64 {
	switch op.ID {
	case "uploadMedia":
		return maxUpload
	case "updateCurrentWALogo":
		return maxLogo
	}
	return 0
}

// address is what absolute URLs begin with (tyntec 1.8). origin stands in where no public URL is set.
func (p *Provider) address(origin string) string {
	if p.public != nil {
		if url := p.public(); url != "" {
			return strings.TrimRight(url, "/")
		}
	}
	return origin + p.base
}

// mediaURL is the address of a file.
func (p *Provider) mediaURL(origin string, id network.ID) string {
	return p.address(origin) + strings.Replace(p.download, "{mediaId}", id.String(), 1)
}
