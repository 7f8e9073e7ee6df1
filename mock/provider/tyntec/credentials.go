package tyntec

import (
	"context"

	"github.com/mynah-sim/mynah/mock/wire"
)

// MediaCredentials are what files are fetched with from the customer's server, when the mock fetches (tyntec 4.2). They are told in
// clear (tyntec OP-71).
type MediaCredentials struct {
	Type   string        `json:"type"` // oauth2, basic
	OAuth2 *OAuth2Client `json:"oauth2,omitempty"`
	Basic  *BasicLogin   `json:"basic,omitempty"`
}

// OAuth2Client asks the token endpoint with its client credentials.
type OAuth2Client struct {
	ID     string `json:"clientId"`
	Secret string `json:"clientSecret"`
	URL    string `json:"url"`
}

// BasicLogin is for HTTP Basic.
type BasicLogin struct {
	Username string `json:"username"`
	Password string `json:"password"`
}

// named keeps what the discriminator names; other members of the request are ignored (tyntec OP-12).
func (m MediaCredentials) named() *MediaCredentials {
	if m.Type == "basic" {
		m.OAuth2 = nil
	} else {
		m.Basic = nil
	}
	return &m
}

// MediaCredentials are those of an account; nil: none.
func (p *Provider) MediaCredentials(id string) *MediaCredentials {
	p.mu.RLock()
	defer p.mu.RUnlock()
	if a := p.accounts[id]; a != nil {
		return a.media // replaced as a whole, never changed
	}
	return nil
}

type mediaCredentialsIn struct {
	Body MediaCredentials
}

// updateMediaCredentials replaces the credentials (tyntec 2.7).
func (p *Provider) updateMediaCredentials(ctx context.Context, in mediaCredentialsIn) (accountConfiguration, error) {
	id := callerOf(ctx).account
	p.change(id, func(a *account) { a.media = in.Body.named() })
	return p.configured(id)
}

// removeMediaCredentials removes them, if there are some (tyntec 2.7).
func (p *Provider) removeMediaCredentials(ctx context.Context, _ wire.Empty) (accountConfiguration, error) {
	id := callerOf(ctx).account
	p.change(id, func(a *account) { a.media = nil })
	return p.configured(id)
}
