package control

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/mynah-sim/mynah/mock/network"
	"github.com/mynah-sim/mynah/mock/wire"
)

// accountOut is what a credential belongs to, as answers show it.
type accountOut struct {
	ID           string            `json:"id"`
	Provider     string            `json:"provider"`
	Name         string            `json:"name"`
	BaseURL      string            `json:"baseUrl"`
	WebsocketURL string            `json:"websocketUrl,omitempty"`
	Credentials  map[string]string `json:"credentials"`
	Credential   credential        `json:"credential"`
	Scopes       []string          `json:"scopes"`
	Senders      []senderRef       `json:"senders"`
	Options      accountOptions    `json:"options"`
}

type credential struct {
	Revoked   bool    `json:"revoked"`
	ExpiresAt *string `json:"expiresAt"` // null: never
}

func toAccount(n *network.Network, provider string, a Account) accountOut {
	out := accountOut{
		ID: a.ID, Provider: provider, Name: a.Name, BaseURL: a.BaseURL, WebsocketURL: a.WebsocketURL, Credentials: a.Credentials,
		Credential: credential{Revoked: a.Revoked}, Options: optionsOf(n, a.ID), Scopes: append([]string{}, a.Scopes...), Senders: refsOf(n, a.ID),
	}
	if !a.ExpiresAt.IsZero() {
		at := stamp(a.ExpiresAt)
		out.Credential.ExpiresAt = &at
	}
	return out
}

func optionsOf(n *network.Network, account string) accountOptions {
	options, _ := n.Options(account) // the account is known
	return toAccountOptions(options)
}

// provider finds a provider of the world that the path names.
func (b *Bench) provider(ctx context.Context, name string) (Provider, error) {
	for _, p := range worldOf(ctx).Providers() {
		if p.Name() == name {
			return p, nil
		}
	}
	return nil, fmt.Errorf("provider %q: %w", name, ErrProviderUnknown)
}

// account finds an account of a provider; an empty id means the one that came with the world.
func (b *Bench) account(ctx context.Context, provider, id string) (Account, error) {
	p, err := b.provider(ctx, provider)
	if err != nil {
		return Account{}, err
	}
	for _, a := range p.Accounts(visitOf(ctx).origin) {
		if id == "" || a.ID == id {
			return a, nil
		}
	}
	return Account{}, fmt.Errorf("account %q of %s: %w", id, provider, network.ErrAccountUnknown)
}

type listAccountsIn struct {
	pageIn
	Provider string `path:"provider"`
}

func (b *Bench) listAccounts(ctx context.Context, in listAccountsIn) (page[accountOut], error) {
	p, err := b.provider(ctx, in.Provider)
	if err != nil {
		return page[accountOut]{}, err
	}
	all := []accountOut{}
	for _, a := range p.Accounts(visitOf(ctx).origin) {
		all = append(all, toAccount(netOf(ctx), in.Provider, a))
	}
	return cut(all, in.pageIn)
}

type createAccountIn struct {
	Provider string `path:"provider"`
	Body     struct {
		Name   string
		Scopes *[]string
	}
}

func (b *Bench) createAccount(ctx context.Context, in createAccountIn) (accountOut, error) {
	p, err := b.provider(ctx, in.Provider)
	if err != nil {
		return accountOut{}, err
	}
	id, err := p.AddAccount(in.Body.Name, in.Body.Scopes)
	if err != nil {
		return accountOut{}, fmt.Errorf("account %q of %s: %w", in.Body.Name, in.Provider, err)
	}
	return b.accountOut(ctx, in.Provider, id)
}

func (b *Bench) accountOut(ctx context.Context, provider, id string) (accountOut, error) {
	a, err := b.account(ctx, provider, id)
	return toAccount(netOf(ctx), provider, a), err
}

type patchAccountIn struct {
	Provider string `path:"provider"`
	ID       string `path:"id"`
	Body     struct {
		Name       *string
		Scopes     *[]string
		Credential struct {
			Revoked   *bool
			ExpiresAt json.RawMessage // empty: not named; null: never
		}
		Options *accountOptions
	}
}

func (b *Bench) patchAccount(ctx context.Context, in patchAccountIn) (accountOut, error) {
	p, err := b.provider(ctx, in.Provider)
	if err != nil {
		return accountOut{}, err
	}
	patch := AccountPatch{Name: in.Body.Name, Scopes: in.Body.Scopes, Revoked: in.Body.Credential.Revoked}
	if raw := in.Body.Credential.ExpiresAt; len(raw) > 0 {
		var at time.Time // null leaves it zero
		if err := json.Unmarshal(raw, &at); err != nil {
			return accountOut{}, refuse("/credential/expiresAt", "format", "%s is no time", raw)
		}
		patch.ExpiresAt = &at
	}
	var options network.AccountOptions
	if in.Body.Options != nil {
		if options, err = netOf(ctx).Options(in.ID); err == nil {
			options, err = in.Body.Options.change(options)
		}
		if err != nil {
			return accountOut{}, err
		}
	}
	if err := p.ChangeAccount(in.ID, patch); err != nil {
		return accountOut{}, fmt.Errorf("account %q of %s: %w", in.ID, in.Provider, err)
	}
	if in.Body.Options != nil {
		if err := netOf(ctx).ChangeOptions(in.ID, func(network.AccountOptions) network.AccountOptions { return options }); err != nil {
			return accountOut{}, fmt.Errorf("account %q of %s: %w", in.ID, in.Provider, err)
		}
	}
	return b.accountOut(ctx, in.Provider, in.ID)
}

type accountIn struct {
	Provider string `path:"provider"`
	ID       string `path:"id"`
}

func (b *Bench) deleteAccount(ctx context.Context, in accountIn) (wire.Empty, error) {
	p, err := b.provider(ctx, in.Provider)
	if err != nil {
		return wire.Empty{}, err
	}
	if err := p.RemoveAccount(in.ID); err != nil {
		return wire.Empty{}, fmt.Errorf("account %q of %s: %w", in.ID, in.Provider, err)
	}
	return wire.Empty{}, nil
}
