package server

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"sync"
	"time"

	"github.com/mynah-sim/mynah/mock/control"
	"github.com/mynah-sim/mynah/mock/network"
	"github.com/mynah-sim/mynah/mock/provider/tyntec"
	"github.com/mynah-sim/mynah/mock/world"
)

// tyntecWorld is tyntec in one world, as the bench sees it.
type tyntecWorld struct {
	world    *instance
	provider *tyntec.Provider

	mu       sync.RWMutex // guards accounts
	accounts []tyntecAccount
}

// tyntecAccount is an API account with what the bench set.
type tyntecAccount struct {
	id, name, key string
	revoked       bool
	expires       time.Time
	kept          bool // it came with the world
}

func newTyntecWorld(w *instance, start world.World) *tyntecWorld {
	t := &tyntecWorld{world: w}
	c := tyntec.Config{
		Network: w.net, WhatsAppAccounts: map[string]string{},
		PublicURL: func() string { return w.base(w.server.origin(nil), tyntec.Name) },
	}
	for _, a := range start.Tyntec.Accounts {
		c.Accounts = append(c.Accounts, tyntec.AccountConfig{ID: a.ID, Name: a.Name, Key: a.Key, Scopes: a.Scopes})
		t.accounts = append(t.accounts, tyntecAccount{id: a.ID, name: a.Name, key: a.Key, kept: true})
		for _, wa := range a.WhatsAppAccounts {
			c.WhatsAppAccounts[wa.ID] = wa.WABA
		}
	}
	t.provider = tyntec.New(c)
	return t
}

// own registers the keys of all accounts for finding the world.
func (t *tyntecWorld) own() {
	for _, a := range t.all() {
		t.world.server.worlds.own(tyntec.Name, a.key, t.world)
	}
}

func (t *tyntecWorld) all() []tyntecAccount {
	t.mu.RLock()
	defer t.mu.RUnlock()
	return slices.Clone(t.accounts)
}

// errWithdrawn: the bench has withdrawn the key, or its time is over.
var errWithdrawn = errors.New("the API key was withdrawn or has expired")

// admits tells whether the bench lets a key be used.
func (t *tyntecWorld) admits(key string) error {
	t.mu.RLock()
	defer t.mu.RUnlock()
	for _, a := range t.accounts {
		if a.key == key && (a.revoked || !a.expires.IsZero() && !t.world.net.Now().Before(a.expires)) {
			return errWithdrawn
		}
	}
	return nil
}

// Name implements control.Provider.
func (t *tyntecWorld) Name() string { return tyntec.Name }

// Accounts implements control.Provider.
func (t *tyntecWorld) Accounts(origin string) (all []control.Account) {
	for _, a := range t.all() {
		settings, _ := t.provider.Settings(a.id) // the account is known
		all = append(all, control.Account{
			ID: a.id, Name: a.name, BaseURL: t.world.base(origin, tyntec.Name), Credentials: map[string]string{"apikey": a.key},
			Scopes: settings.AccountScopes, Revoked: a.revoked, ExpiresAt: a.expires,
		})
	}
	return all
}

// AddAccount implements control.Provider.
func (t *tyntecWorld) AddAccount(name string, scopes *[]string) (string, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	a := tyntecAccount{name: cmp.Or(name, fmt.Sprintf("account%d", len(t.accounts)+1))}
	a.id = tyntec.Name + "-" + a.name
	a.key = world.Secret(t.world.plan.name, t.world.plan.seed, tyntec.Name, a.id)
	if slices.ContainsFunc(t.accounts, func(o tyntecAccount) bool { return o.name == a.name || o.id == a.id }) {
		return "", control.ErrNameTaken
	}
	if err := t.world.net.AddAccount(network.Account{
		ID: a.id, Label: tyntec.Name, Name: a.name, Options: world.TyntecOptions(),
	}); err != nil {
		return "", err
	}
	t.provider.AddAccount(tyntec.AccountConfig{ID: a.id, Name: a.name, Key: a.key})
	if scopes != nil {
		if err := t.ChangeSettings(a.id, map[string]any{"accountScopes": *scopes}); err != nil {
			t.provider.RemoveAccount(a.id)
			return "", errors.Join(err, t.world.net.DeleteAccount(a.id))
		}
	}
	t.accounts = append(t.accounts, a)
	t.world.server.worlds.own(tyntec.Name, a.key, t.world)
	return a.id, nil
}

// ChangeAccount implements control.Provider.
func (t *tyntecWorld) ChangeAccount(id string, p control.AccountPatch) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	i := slices.IndexFunc(t.accounts, func(a tyntecAccount) bool { return a.id == id })
	if i < 0 {
		return network.ErrAccountUnknown
	}
	a := t.accounts[i]
	if p.Name != nil {
		if slices.ContainsFunc(t.accounts, func(o tyntecAccount) bool { return o.name == *p.Name && o.id != id }) {
			return control.ErrNameTaken
		}
		a.name = *p.Name
		t.provider.Rename(id, a.name)
	}
	if p.Scopes != nil {
		if err := t.ChangeSettings(id, map[string]any{"accountScopes": *p.Scopes}); err != nil {
			return err
		}
	}
	if p.Revoked != nil {
		a.revoked = *p.Revoked
	}
	if p.ExpiresAt != nil {
		a.expires = *p.ExpiresAt
	}
	t.accounts[i] = a
	return nil
}

// RemoveAccount implements control.Provider.
func (t *tyntecWorld) RemoveAccount(id string) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	i := slices.IndexFunc(t.accounts, func(a tyntecAccount) bool { return a.id == id })
	switch {
	case i < 0:
		return network.ErrAccountUnknown
	case t.accounts[i].kept:
		return control.ErrAccountKept
	}
	t.accounts = slices.Delete(t.accounts, i, i+1)
	t.provider.RemoveAccount(id)
	return t.world.net.DeleteAccount(id)
}

// tyntecSettings are the settings in the words of the control document.
type tyntecSettings struct {
	AccountScopes          *[]string           `json:"accountScopes,omitempty"`
	ChannelScopes          map[string][]string `json:"channelScopes,omitempty"`
	AllowHTTPCallbackHosts *[]string           `json:"allowHttpCallbackHosts,omitempty"`
}

// Settings implements control.Provider.
func (t *tyntecWorld) Settings(account string) (map[string]any, error) {
	s, err := t.provider.Settings(account)
	if err != nil {
		return nil, err
	}
	return map[string]any{
		"accountScopes": s.AccountScopes, "channelScopes": s.ChannelScopes,
		"allowHttpCallbackHosts": append([]string{}, s.AllowHTTPHosts...),
	}, nil
}

// ChangeSettings implements control.Provider.
func (t *tyntecWorld) ChangeSettings(account string, patch map[string]any) error {
	var want tyntecSettings
	text, err := json.Marshal(patch)
	if err == nil {
		err = json.Unmarshal(text, &want)
	}
	if err != nil {
		return &control.SettingError{Message: err.Error()}
	}
	err = t.provider.ChangeSettings(account, func(s *tyntec.Settings) error {
		if want.AccountScopes != nil {
			s.AccountScopes = *want.AccountScopes
		}
		if want.AllowHTTPCallbackHosts != nil {
			s.AllowHTTPHosts = *want.AllowHTTPCallbackHosts
		}
		maps.Copy(s.ChannelScopes, want.ChannelScopes)
		return nil
	})
	if e, ok := errors.AsType[*tyntec.SettingError](err); ok {
		return &control.SettingError{Pointer: "/" + e.Setting, Message: e.Detail}
	}
	return err
}
