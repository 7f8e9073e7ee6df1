package control

import (
	"context"
	"fmt"
	"maps"
)

type providerIn struct {
	Provider string `path:"provider"`
	Account  string `query:"accountId"`
}

// settings are those of a provider's account, in the words of the document.
type settings map[string]any

func (b *Bench) getProvider(ctx context.Context, in providerIn) (settings, error) {
	p, err := b.provider(ctx, in.Provider)
	if err != nil {
		return nil, err
	}
	account, err := b.account(ctx, in.Provider, in.Account)
	if err != nil {
		return nil, err
	}
	all, err := p.Settings(account.ID)
	if err != nil {
		return nil, fmt.Errorf("settings of %s: %w", in.Provider, err)
	}
	out := settings{"provider": in.Provider, "accountId": account.ID}
	maps.Copy(out, all)
	return out, nil
}

type patchProviderIn struct {
	providerIn
	Body map[string]any
}

func (b *Bench) patchProvider(ctx context.Context, in patchProviderIn) (settings, error) {
	p, err := b.provider(ctx, in.Provider)
	if err != nil {
		return nil, err
	}
	account, err := b.account(ctx, in.Provider, in.Account)
	if err != nil {
		return nil, err
	}
	if err := p.ChangeSettings(account.ID, in.Body); err != nil {
		return nil, fmt.Errorf("settings of %s: %w", in.Provider, err)
	}
	return b.getProvider(ctx, in.providerIn)
}
