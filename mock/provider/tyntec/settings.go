package tyntec

import (
	"fmt"
	"maps"
	"slices"

	"github.com/mynah-sim/mynah/mock/deep"
	"github.com/mynah-sim/mynah/mock/network"
)

// AccountScopes are the scopes that an account can have, all of them in a fresh one (tyntec 1.4, 4.2).
func AccountScopes() []string {
	return []string{
		"channels:read", "callbacks:read", "callbacks:write", "credentials:read", "credentials:write", "media:read", "media:write",
	}
}

// ChannelScopes are the scopes that a fresh identity of a channel has (tyntec 1.4).
func ChannelScopes(c network.Channel) []string {
	scopes := []string{"callbacks:read", "callbacks:write", "messages:read", "messages:write"}
	if c == network.WhatsApp {
		scopes = append(scopes, "profile:read", "profile:write", "templates:read", "templates:write")
	}
	return scopes
}

// knownChannelScopes are all values of the enum (tyntec OP-70).
var knownChannelScopes = []string{
	"callbacks:read", "callbacks:write", "credentials:read", "credentials:write", "messages:read", "messages:write", "profile:read",
	"profile:write", "templates:read", "templates:write", "channels:read", "media:read", "media:write",
}

// Settings are what only the bench changes of an account. Values handed out are copies.
type Settings struct {
	AccountScopes  []string
	ChannelScopes  map[string][]string // of every sender of the account, by its id
	AllowHTTPHosts []string            // beside the loopback hosts (tyntec OP-18)
	Callback       Callback            // account level (tyntec 4.2)
	Preview        bool                // version 3 of the events may be chosen (tyntec OP-50)
	Prices         map[string]float64  // of a message, by "MARKETING", or by "DE MARKETING"; others are free (tyntec OP-75)
}

// SettingError says which setting cannot be as asked.
type SettingError struct{ Setting, Detail string }

func (e *SettingError) Error() string { return fmt.Sprintf("setting %s: %s", e.Setting, e.Detail) }

// account is an API account as it runs.
type account struct {
	made          AccountConfig
	scopes        []string // nil: all
	channelScopes map[string][]string
	hosts         []string
	callback      Callback
	preview       bool
	prices        map[string]float64
	numbers       map[string]numberSettings // by number
	media         *MediaCredentials         // nil: none; never changed
	channels      map[channelKey]ChannelCallback
}

// channelKey is an identity of a channel.
type channelKey struct {
	channel network.Channel
	id      string
}

// AddAccount makes an API account for an account of the network. An account of that id is replaced.
func (p *Provider) AddAccount(c AccountConfig) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.remove(c.ID)
	p.accounts[c.ID] = &account{
		made: c, scopes: slices.Clone(c.Scopes), channelScopes: map[string][]string{},
		hosts: slices.Clone(p.hosts), callback: c.Callback.clone(), channels: map[channelKey]ChannelCallback{},
		numbers: map[string]numberSettings{},
	}
	p.keys[c.Key] = c.ID
	p.order = append(p.order, c.ID)
}

// RemoveAccount forgets an account and its key. The network's account stays.
func (p *Provider) RemoveAccount(id string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.remove(id)
}

func (p *Provider) remove(id string) {
	delete(p.accounts, id)
	maps.DeleteFunc(p.keys, func(_, owner string) bool { return owner == id })
	p.order = slices.DeleteFunc(p.order, func(other string) bool { return other == id })
}

// Fork answers the provider as it is now, in a world of its own. key answers the API key of each account there.
func (p *Provider) Fork(net *network.Network, public func() string, key func(account, key string) string) *Provider {
	p.mu.RLock()
	defer p.mu.RUnlock()
	out := deep.Copy(p)
	out.net, out.public = net, public
	clear(out.keys)
	for old, id := range p.keys {
		out.keys[key(id, old)] = id
	}
	for id, a := range out.accounts {
		a.made.Key = key(id, a.made.Key)
	}
	return out
}

// Accounts answers the accounts as they were made, in that order.
func (p *Provider) Accounts() (all []AccountConfig) {
	p.mu.RLock()
	defer p.mu.RUnlock()
	for _, id := range p.order {
		all = append(all, p.accounts[id].made)
	}
	return all
}

// Revoke takes the rights from an API key: it is unknown from then on (tyntec 1.3). It reports whether the key was known.
func (p *Provider) Revoke(key string) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	_, known := p.keys[key]
	delete(p.keys, key)
	return known
}

// Restore makes the key of an account valid again.
func (p *Provider) Restore(id string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if a := p.accounts[id]; a != nil {
		p.keys[a.made.Key] = id
	}
}

// AccountOf tells whose API key it is.
func (p *Provider) AccountOf(key string) (id string, ok bool) {
	p.mu.RLock()
	defer p.mu.RUnlock()
	id, ok = p.keys[key]
	return id, ok
}

// Settings answers the settings of an account. Error: network.ErrAccountUnknown.
func (p *Provider) Settings(id string) (Settings, error) {
	senders := p.sendersOf(id)
	p.mu.RLock()
	defer p.mu.RUnlock()
	a := p.accounts[id]
	if a == nil {
		return Settings{}, fmt.Errorf("account %q: %w", id, network.ErrAccountUnknown)
	}
	return a.settings(senders), nil
}

// ChangeSettings lets f change the settings of an account, all or nothing. f must not call the provider. Errors:
// network.ErrAccountUnknown, *SettingError, those of f.
func (p *Provider) ChangeSettings(id string, f func(*Settings) error) error {
	senders := p.sendersOf(id)
	p.mu.Lock()
	defer p.mu.Unlock()
	a := p.accounts[id]
	if a == nil {
		return fmt.Errorf("account %q: %w", id, network.ErrAccountUnknown)
	}
	s := a.settings(senders)
	if err := f(&s); err != nil {
		return err
	}
	if err := s.check(senders); err != nil {
		return err
	}
	a.scopes, a.channelScopes, a.hosts, a.callback = s.AccountScopes, s.ChannelScopes, s.AllowHTTPHosts, s.Callback
	a.preview, a.prices = s.Preview, s.Prices
	return nil
}

// sendersOf lists all senders of an account.
func (p *Provider) sendersOf(account string) (all []network.Sender) {
	for _, c := range []network.Channel{network.SMS, network.Viber, network.WhatsApp} {
		all = append(all, p.net.SendersOf(account, c)...)
	}
	return all
}

func (a *account) settings(senders []network.Sender) Settings {
	s := Settings{
		AccountScopes: a.grants(), ChannelScopes: map[string][]string{},
		AllowHTTPHosts: slices.Clone(a.hosts), Callback: a.callback.clone(), Preview: a.preview,
		Prices: maps.Clone(a.prices),
	}
	for _, sender := range senders {
		s.ChannelScopes[sender.ID] = slices.Clone(a.channelGrants(sender.Channel, sender.ID))
	}
	return s
}

// check refuses unknown scopes and unknown senders.
func (s *Settings) check(senders []network.Sender) error {
	for _, scope := range s.AccountScopes {
		if !slices.Contains(AccountScopes(), scope) {
			return &SettingError{"accountScopes", fmt.Sprintf("%q is no scope of an account", scope)}
		}
	}
	if s.AccountScopes == nil {
		s.AccountScopes = []string{}
	}
	for _, id := range slices.Sorted(maps.Keys(s.ChannelScopes)) {
		if !slices.ContainsFunc(senders, func(v network.Sender) bool { return v.ID == id }) {
			return &SettingError{"channelScopes", fmt.Sprintf("the account has no sender %q", id)}
		}
		for _, scope := range s.ChannelScopes[id] {
			if !slices.Contains(knownChannelScopes, scope) {
				return &SettingError{"channelScopes", fmt.Sprintf("%q is no scope of a channel", scope)}
			}
		}
	}
	return nil
}

// grants are the account's scopes.
func (a *account) grants() []string {
	if a.scopes == nil {
		return AccountScopes()
	}
	return slices.Clone(a.scopes)
}

// channelGrants are the scopes of one identity.
func (a *account) channelGrants(c network.Channel, id string) []string {
	if scopes, set := a.channelScopes[id]; set {
		return scopes
	}
	return ChannelScopes(c)
}

// accountMay tells whether an account has a scope.
func (p *Provider) accountMay(id, scope string) bool {
	p.mu.RLock()
	defer p.mu.RUnlock()
	a := p.accounts[id]
	return a != nil && (a.scopes == nil || slices.Contains(a.scopes, scope))
}

// channelMay refuses a call for which an identity lacks the scope (tyntec 1.3, 1.4). An identity of another account has none that are
// set here; the network refuses it.
func (p *Provider) channelMay(id string, c network.Channel, sender, scope string) error {
	p.mu.RLock()
	defer p.mu.RUnlock()
	if a := p.accounts[id]; a == nil || slices.Contains(a.channelGrants(c, sender), scope) {
		return nil
	}
	return &scopeError{scope}
}

// hostsOf are the hosts whose callbacks may be plain http.
func (p *Provider) hostsOf(id string) []string {
	p.mu.RLock()
	defer p.mu.RUnlock()
	if a := p.accounts[id]; a != nil {
		return a.hosts // replaced as a whole, never changed
	}
	return nil
}

// Rename gives an account another name.
func (p *Provider) Rename(id, name string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if a := p.accounts[id]; a != nil {
		a.made.Name = name
	}
}
