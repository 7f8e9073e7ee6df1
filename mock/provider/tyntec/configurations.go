package tyntec

import (
	"context"
	"fmt"
	"slices"

	"github.com/mynah-sim/mynah/mock/network"
	"github.com/mynah-sim/mynah/mock/wire"
)

// accountConfiguration is what the account-level operations answer (tyntec 4.2). Parts without scope are left out (tyntec OP-3).
type accountConfiguration struct {
	Scopes   []string       `json:"scopes"`
	Callback *Callback      `json:"callback,omitempty"` // needs callbacks:read
	Config   *accountConfig `json:"config,omitempty"`   // needs credentials:read
}

// accountConfig holds further settings of the account (tyntec 4.2 DetailedAccountConfig).
type accountConfig struct {
	MediaCredentials *MediaCredentials `json:"mediaCredentials,omitempty"`
}

// accountConfiguration answers scopes and settings of the account (tyntec 2.7).
func (p *Provider) accountConfiguration(ctx context.Context, _ wire.Empty) (accountConfiguration, error) {
	return p.configured(callerOf(ctx).account)
}

func (p *Provider) configured(id string) (accountConfiguration, error) {
	p.mu.RLock()
	defer p.mu.RUnlock()
	a := p.accounts[id]
	if a == nil {
		return accountConfiguration{}, fmt.Errorf("account %q: %w", id, network.ErrAccountUnknown)
	}
	out := accountConfiguration{Scopes: a.grants()}
	if slices.Contains(out.Scopes, "callbacks:read") {
		callback := a.callback.clone().stored()
		out.Callback = &callback
	}
	if slices.Contains(out.Scopes, "credentials:read") {
		out.Config = &accountConfig{a.media}
	}
	return out, nil
}

type accountCallbackIn struct {
	Body Callback
}

// updateAccountCallback replaces the callback settings of the account as a whole: what is left out is removed, and no body at all
// clears them (tyntec 2.7).
func (p *Provider) updateAccountCallback(ctx context.Context, in accountCallbackIn) (accountConfiguration, error) {
	id := callerOf(ctx).account
	p.change(id, func(a *account) { a.callback = in.Body.stored() })
	return p.configured(id)
}

// change lets f change an account that is still there.
func (p *Provider) change(id string, f func(*account)) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if a := p.accounts[id]; a != nil {
		f(a)
	}
}
