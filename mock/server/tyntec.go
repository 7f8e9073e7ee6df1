package server

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"maps"

	"github.com/gin-gonic/gin"

	"github.com/mynah-sim/mynah/mock/control"
	"github.com/mynah-sim/mynah/mock/fetch"
	"github.com/mynah-sim/mynah/mock/network"
	"github.com/mynah-sim/mynah/mock/provider/tyntec"
	"github.com/mynah-sim/mynah/mock/webhook"
	"github.com/mynah-sim/mynah/mock/world"
)

// mountTyntec mounts tyntec.
func mountTyntec(s *Server) *provider {
	doc := load(tyntec.Name)
	mux := tyntec.Mount(s.engine, doc, func(c *gin.Context, key string) (*tyntec.Provider, error) {
		t := inWorld[*tyntecWorld](s, tyntec.Name, c)
		id, _ := t.provider.AccountOf(key)
		return t.provider, t.accounts.admits(id, t.world.net.Now())
	}, func(c *gin.Context) *tyntec.Provider { return inWorld[*tyntecWorld](s, tyntec.Name, c).provider })
	return &provider{
		name: tyntec.Name, doc: doc, implemented: mux.Implemented, notFound: mux.NotFound, credential: tyntec.Credential,
		kinds: tyntec.Kinds(), enter: enterTyntec,
	}
}

// tyntecWorld is tyntec in one world.
type tyntecWorld struct {
	world    *instance
	provider *tyntec.Provider
	accounts accounts
}

func enterTyntec(w *instance, start world.World) facade {
	t := &tyntecWorld{world: w}
	c := tyntec.Config{
		Network:   w.net,
		PublicURL: func() string { return w.base(w.server.origin(nil), tyntec.Name) },
	}
	for _, a := range start.Tyntec.Accounts {
		c.Accounts = append(c.Accounts, tyntec.AccountConfig{ID: a.ID, Name: a.Name, Key: a.Key, Scopes: a.Scopes})
		t.accounts.list = append(t.accounts.list, account{id: a.ID, name: a.Name, credentials: map[string]string{"apikey": a.Key}, kept: true})
		for _, wa := range a.WhatsAppAccounts {
			c.WhatsAppAccounts = append(c.WhatsAppAccounts, tyntec.WhatsAppAccount(wa))
		}
	}
	t.provider = tyntec.New(c)
	return t
}

// credentials are those that the account has stored for its own server (tyntec 2.7).
func (t *tyntecWorld) credentials(account string) *fetch.Credentials {
	stored := t.provider.MediaCredentials(account)
	switch {
	case stored == nil:
		return nil
	case stored.OAuth2 != nil:
		return &fetch.Credentials{Username: stored.OAuth2.ID, Password: stored.OAuth2.Secret, TokenURL: stored.OAuth2.URL}
	}
	return &fetch.Credentials{Username: stored.Basic.Username, Password: stored.Basic.Password}
}

func (t *tyntecWorld) fork(w *instance, fresh bool) facade {
	out := &tyntecWorld{world: w}
	key := func(id, old string) string {
		if fresh {
			return world.Secret(w.plan.name, w.plan.seed, tyntec.Name, id)
		}
		return old
	}
	out.accounts.list = t.accounts.fork(func(a account) map[string]string {
		return map[string]string{"apikey": key(a.id, a.credentials["apikey"])}
	})
	out.provider = t.provider.Fork(w.net, func() string { return w.base(w.server.origin(nil), tyntec.Name) }, key)
	return out
}

func (t *tyntecWorld) translate(e network.Event) []webhook.Callback { return t.provider.Translate(e) }

func (t *tyntecWorld) messageID(text string) (network.ID, bool) { return t.provider.MessageID(text) }

func (t *tyntecWorld) close() {}

func (t *tyntecWorld) keys() (all []string) {
	for _, a := range t.accounts.all() {
		all = append(all, a.credentials["apikey"])
	}
	return all
}

func (t *tyntecWorld) examples(a control.Account) []string {
	return tyntec.Examples(a.BaseURL, a.Credentials["apikey"], firstWhatsApp(t.world.net, a.ID), everybody)
}

// Name implements control.Provider.
func (t *tyntecWorld) Name() string { return tyntec.Name }

// Accounts implements control.Provider.
func (t *tyntecWorld) Accounts(origin string) (all []control.Account) {
	for _, a := range t.accounts.all() {
		settings, _ := t.provider.Settings(a.id) // the account is known
		all = append(all, control.Account{
			ID: a.id, Name: a.name, BaseURL: t.world.base(origin, tyntec.Name), Credentials: a.credentials,
			Scopes: settings.AccountScopes, Revoked: a.revoked, ExpiresAt: a.expires,
		})
	}
	return all
}

// AddAccount implements control.Provider.
func (t *tyntecWorld) AddAccount(name string, scopes *[]string) (string, error) {
	a := account{name: cmp.Or(name, fmt.Sprintf("account%d", t.accounts.count()+1))}
	a.id = tyntec.Name + "-" + a.name
	key := world.Secret(t.world.plan.name, t.world.plan.seed, tyntec.Name, a.id)
	a.credentials = map[string]string{"apikey": key}
	err := t.accounts.add(a, func() error {
		if err := t.world.net.AddAccount(network.Account{
			ID: a.id, Label: tyntec.Name, Name: a.name, Options: world.TyntecOptions(),
		}); err != nil {
			return err
		}
		t.provider.AddAccount(tyntec.AccountConfig{ID: a.id, Name: a.name, Key: key})
		if scopes == nil {
			return nil
		}
		if err := t.ChangeSettings(a.id, map[string]any{"accountScopes": *scopes}); err != nil {
			t.provider.RemoveAccount(a.id)
			return errors.Join(err, t.world.net.DeleteAccount(a.id))
		}
		return nil
	})
	if err != nil {
		return "", err
	}
	t.world.server.worlds.own(tyntec.Name, key, t.world)
	return a.id, nil
}

// ChangeAccount implements control.Provider.
func (t *tyntecWorld) ChangeAccount(id string, p control.AccountPatch) error {
	return t.accounts.change(id, p, func() error {
		if p.Scopes != nil {
			if err := t.ChangeSettings(id, map[string]any{"accountScopes": *p.Scopes}); err != nil {
				return err
			}
		}
		if p.Name != nil {
			t.provider.Rename(id, *p.Name)
		}
		return nil
	})
}

// RemoveAccount implements control.Provider.
func (t *tyntecWorld) RemoveAccount(id string) error {
	return t.accounts.remove(id, func() error {
		t.provider.RemoveAccount(id)
		return t.world.net.DeleteAccount(id)
	})
}

// tyntecSettings are the settings in the words of the control document.
type tyntecSettings struct {
	AccountScopes          *[]string           `json:"accountScopes,omitempty"`
	ChannelScopes          map[string][]string `json:"channelScopes,omitempty"`
	AllowHTTPCallbackHosts *[]string           `json:"allowHttpCallbackHosts,omitempty"`
	Preview                *bool               `json:"preview,omitempty"`
	Prices                 *map[string]float64 `json:"prices,omitempty"`
}

// Settings implements control.Provider.
func (t *tyntecWorld) Settings(account string) (map[string]any, error) {
	s, err := t.provider.Settings(account)
	if err != nil {
		return nil, err
	}
	prices := s.Prices
	if prices == nil {
		prices = map[string]float64{}
	}
	return map[string]any{
		"accountScopes": s.AccountScopes, "channelScopes": s.ChannelScopes,
		"allowHttpCallbackHosts": append([]string{}, s.AllowHTTPHosts...), "preview": s.Preview,
		"prices": prices,
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
		if want.Prices != nil {
			s.Prices = *want.Prices
		}
		if want.Preview != nil {
			s.Preview = *want.Preview
		}
		maps.Copy(s.ChannelScopes, want.ChannelScopes)
		return nil
	})
	if e, ok := errors.AsType[*tyntec.SettingError](err); ok {
		return &control.SettingError{Pointer: "/" + e.Setting, Message: e.Detail}
	}
	return err
}
