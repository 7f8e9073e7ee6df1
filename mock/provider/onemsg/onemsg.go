// Package onemsg is the 1msg.io WhatsApp Business API in one world: its words, shapes, texts and quirks over the simulated network.
//
// The documentation that it follows is the surface document of 1msg; comments cite its sections ("onemsg 2.3") and, for failures, the
// codes of its catalogue ("onemsg 1.6 EEMPTY").
package onemsg

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/gin-gonic/gin"

	"github.com/mynah-sim/mynah/mock/contract"
	"github.com/mynah-sim/mynah/mock/network"
	"github.com/mynah-sim/mynah/mock/wire"
)

// Name is the provider's name: of its document, of its accounts in the network, of its callbacks.
const Name = "onemsg"

// jsonType is what every answer and every event says that it is (onemsg 1.1, 3.1).
const jsonType = "application/json; charset=utf-8"

// Config describes the provider in one world.
type Config struct {
	Network  *network.Network
	Channels []ChannelConfig
	// PublicURL is what addresses of files begin with: scheme, host and what stands before the provider's name.
	PublicURL func() string
	// Fetch gets the file of a link, where the world fetches links; nil answers none.
	Fetch func(ctx context.Context, link string) (mime string, data []byte, err error)
	// Posted tells where a callback went, by its number; false when it is not this provider's or no longer known.
	Posted func(delivery uint64) (channel, url string, ok bool)
}

// ChannelConfig is one channel: an instance id with its token and one WhatsApp number (onemsg 1.1).
type ChannelConfig struct {
	Account  string // of the network
	Instance string
	Token    string
}

// Provider is 1msg in one world. Make it with New; it may be used by many goroutines.
type Provider struct {
	net    *network.Network
	public func() string
	posted func(uint64) (string, string, bool)
	fetch  func(context.Context, string) (string, []byte, error)
	book   *ledger

	mu        sync.RWMutex // guards what follows; never held over a call of the network
	channels  []*channel   // as they were made
	instances map[string]*channel
	accounts  map[string]*channel
}

// New makes the provider of one world.
func New(c Config) *Provider {
	p := &Provider{
		net: c.Network, public: c.PublicURL, posted: c.Posted, fetch: c.Fetch, instances: map[string]*channel{}, accounts: map[string]*channel{},
	}
	if p.fetch == nil {
		p.fetch = func(context.Context, string) (string, []byte, error) { return "", nil, errors.ErrUnsupported }
	}
	p.book = newLedger(p)
	for _, ch := range c.Channels {
		p.AddChannel(ch)
	}
	return p
}

// Mount mounts the operations on the engine, once for all worlds. find tells which world's provider a request belongs to; its error
// means that the channel may not be used.
func Mount(engine *gin.Engine, doc *contract.Document, find func(c *gin.Context, instance string) (*Provider, error)) *wire.Mux[*Provider] {
	m := wire.New(wire.Config[*Provider]{
		Engine:    engine,
		Document:  doc,
		Caller:    callerBy(doc, find),
		Allow:     (*Provider).allow,
		Refine:    refine,
		Answer:    answer,
		Mend:      mend,
		BodyLimit: bodyLimit,
		Collapse:  true, // onemsg 1.1
		Order:     wire.RouteFirst,
		JSONType:  jsonType,
	})
	mount(m)
	return m
}

// caller is who calls, as far as an operation needs to know.
type caller struct {
	channel   *channel
	form      bool   // the body is a form
	operation string // set when the operation is known
}

type callerKey struct{}

// channelOf is the channel that callerBy put into the context.
func channelOf(ctx context.Context) *channel { return ctx.Value(callerKey{}).(*caller).channel }

// operationOf is the operation that runs: a label for faults.
func operationOf(ctx context.Context) string { return ctx.Value(callerKey{}).(*caller).operation }

// lenient tells whether what a client has broken in a form is taken as it can be (onemsg 5.12).
func lenient(ctx context.Context) bool {
	who := ctx.Value(callerKey{}).(*caller)
	return who.form && who.channel.options().LenientForms
}

// mend stands in for arrays and objects that the vendor's clients break in forms (onemsg 5.12): they count as present and empty, a
// carousel as one of two cards.
func mend(_ *Provider, ctx context.Context, op *contract.Operation) func(field string, list bool) (any, bool) {
	return func(field string, list bool) (any, bool) {
		switch {
		case !lenient(ctx):
			return nil, false
		case op.ID == "sendCarousel" && field == "cards":
			return []any{placeholderCard(1), placeholderCard(2)}, true
		case op.ID == "sendCarousel" && field == "params":
			return []any{map[string]any{"type": "CAROUSEL", "cards": []any{placeholderCard(1), placeholderCard(2)}}}, true
		case list:
			return []any{}, true
		}
		return map[string]any{}, true
	}
}

// placeholderCard is a card of a carousel whose real one a client has broken.
func placeholderCard(nth int) map[string]any {
	return map[string]any{
		"header": map[string]any{"type": "image", "image": map[string]any{"link": fmt.Sprintf("https://placeholder.example/%d.jpg", nth)}},
		"body":   map[string]any{"text": fmt.Sprintf("Card %d", nth)},
		"action": map[string]any{
			"name": "cta_url", "parameters": map[string]any{"url": "https://placeholder.example", "display_text": "Open"},
		},
	}
}

// Instance is the instance id in a path: a leading "instance" does not count (onemsg 1.1).
func Instance(doc *contract.Document, path string) string {
	for strings.Contains(path, "//") {
		path = strings.ReplaceAll(path, "//", "/")
	}
	id := wire.BaseParam(doc, path, "instanceId")
	if rest, ok := strings.CutPrefix(id, "instance"); ok && rest != "" {
		return rest
	}
	return id
}

// peeked is how much of a body is read for its token.
const peeked = maxBody

// Token is the token of a request: in the query, in the body of a POST or PATCH, or in a header; the first place with a value decides
// (onemsg 1.2).
func Token(r *http.Request) string {
	if r.URL.RawQuery != "" {
		for _, token := range r.URL.Query()["token"] {
			if token != "" {
				return token
			}
		}
	}
	if r.Method == http.MethodPost || r.Method == http.MethodPatch {
		if token := wire.Field(r, "token", peeked); token != "" {
			return token
		}
	}
	for _, name := range []string{"Authorization", "Authorize"} {
		if token := schemeWord.ReplaceAllString(strings.TrimSpace(r.Header.Get(name)), ""); token != "" {
			return token
		}
	}
	return ""
}

var schemeWord = regexp.MustCompile(`^(?i:bearer|basic)(\s+|$)`)

// callerBy recognises callers by instance id and token (onemsg 1.2). An unknown instance is answered as a wrong token.
func callerBy(doc *contract.Document, find func(*gin.Context, string) (*Provider, error)) func(*gin.Context) (*Provider, context.Context, error) {
	return func(c *gin.Context) (*Provider, context.Context, error) {
		token, instance := Token(c.Request), Instance(doc, c.Request.URL.Path)
		p, err := find(c, instance)
		if err != nil {
			return nil, nil, &tokenError{token, instance}
		}
		ch := p.channel(instance)
		if ch == nil || token == "" || ch.config.Token != token {
			return nil, nil, &tokenError{token, instance}
		}
		form := strings.Contains(strings.ToLower(c.ContentType()), "form")
		return p, context.WithValue(c.Request.Context(), callerKey{}, &caller{channel: ch, form: form}), nil
	}
}

// channel finds a channel by its instance id; nil when there is none.
func (p *Provider) channel(instance string) *channel {
	p.mu.RLock()
	defer p.mu.RUnlock()
	return p.instances[instance]
}

// AccountOf tells whose instance id it is.
func (p *Provider) AccountOf(instance string) (account string, ok bool) {
	ch := p.channel(instance)
	if ch == nil {
		return "", false
	}
	return ch.config.Account, true
}

// channelOfAccount finds the channel of a network's account; nil when there is none.
func (p *Provider) channelOfAccount(account string) *channel {
	p.mu.RLock()
	defer p.mu.RUnlock()
	return p.accounts[account]
}

// allow is what comes between token and body: subscription, rate, and what the channel does not have yet (onemsg 1.6).
func (p *Provider) allow(ctx context.Context, op *contract.Operation) error {
	ctx.Value(callerKey{}).(*caller).operation = op.ID
	ch := channelOf(ctx)
	o := ch.options()
	switch {
	case o.SubscriptionBlocked && op.Content(http.StatusForbidden) != "":
		return errBlocked
	case !ch.mayCall(p.net.Now(), o.RateLimit):
		return errRate
	case o.Flows501 && op.Content(http.StatusNotImplemented) != "":
		return errNotImplemented
	}
	return nil
}

// The largest bodies in bytes: a document of 100 MB, which as a data URI takes a third more (onemsg 5.6).
const (
	maxBody   = 1 << 20
	maxUpload = 140 << 20
)

func bodyLimit(op *contract.Operation) int64 {
	if slices.Contains([]string{"sendFile", "uploadMedia", "setMe", "createGroupsGroupId"}, op.ID) {
		return maxUpload
	}
	return maxBody
}

// AddChannel makes a channel for an account of the network.
func (p *Provider) AddChannel(c ChannelConfig) {
	ch := newChannel(c)
	p.mu.Lock()
	defer p.mu.Unlock()
	p.remove(c.Account)
	p.channels = append(p.channels, ch)
	p.instances[c.Instance], p.accounts[c.Account] = ch, ch
}

// RemoveChannel forgets the channel of an account. The network's account stays.
func (p *Provider) RemoveChannel(account string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.remove(account)
}

func (p *Provider) remove(account string) {
	ch := p.accounts[account]
	if ch == nil {
		return
	}
	delete(p.accounts, account)
	delete(p.instances, ch.config.Instance)
	p.channels = slices.DeleteFunc(p.channels, func(other *channel) bool { return other == ch })
}

// number is the WhatsApp number of a channel.
func (p *Provider) number(ch *channel) (network.Sender, error) {
	all := p.net.SendersOf(ch.config.Account, network.WhatsApp)
	if len(all) == 0 {
		return network.Sender{}, fmt.Errorf("channel %q: %w", ch.config.Instance, network.ErrSenderUnknown)
	}
	return all[0], nil
}
