package server

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"

	"github.com/mynah-sim/mynah/mock/control"
	"github.com/mynah-sim/mynah/mock/journal"
	"github.com/mynah-sim/mynah/mock/network"
	"github.com/mynah-sim/mynah/mock/provider/wabbit"
	"github.com/mynah-sim/mynah/mock/webhook"
	"github.com/mynah-sim/mynah/mock/world"
)

// mountWabbit mounts Wabbit: the API, the pages beside it, the websocket and, where a folder is set, the files of a web client.
func mountWabbit(s *Server) *provider {
	doc := load(wabbit.Name)
	find := func(c *gin.Context) (*wabbit.Provider, error) {
		t := inWorld[*wabbitWorld](s, wabbit.Name, c)
		return t.provider, nil
	}
	owner := func(c *gin.Context, token string) *wabbit.Provider {
		v := visitOf(c.Request.Context())
		w := v.world
		if !v.addressed {
			w = s.worlds.owner(wabbit.Name, token)
		}
		return w.facades[s.providers[wabbit.Name].index].(*wabbitWorld).provider
	}
	site := wabbit.NewSite(s.config.WabbitWeb)
	mux := wabbit.Mount(s.engine, doc, find, owner, site)
	return &provider{
		name: wabbit.Name, doc: doc, implemented: mux.Implemented, credential: wabbit.Credential, kinds: wabbit.Kinds(), enter: enterWabbit,
		notFound: func(c *gin.Context) {
			if !site.Serve(c) {
				mux.NotFound(c)
			}
		},
		hosts: func(host string) bool { return strings.HasPrefix(host, wabbit.SocketHost) },
	}
}

// wabbitWorld is Wabbit in one world.
type wabbitWorld struct {
	world    *instance
	provider *wabbit.Provider
	accounts accounts
	start    []world.WabbitUser // users that came with the world
}

func enterWabbit(w *instance, start world.World) facade {
	t := &wabbitWorld{world: w}
	c := t.config()
	for _, b := range start.Wabbit.Inboxes {
		inbox := wabbit.InboxConfig{Account: b.ID, Number: b.Number, ProviderKeys: b.ProviderKeys}
		for _, u := range b.Users {
			inbox.Users = append(inbox.Users, wabbit.UserConfig(u))
		}
		for _, g := range b.Groups {
			inbox.Groups = append(inbox.Groups, wabbit.GroupConfig(g))
		}
		for _, g := range b.Tags {
			inbox.Tags = append(inbox.Tags, wabbit.TagConfig(g))
		}
		for _, d := range b.ContactProviders {
			inbox.Directories = append(inbox.Directories, directory(d, w.net))
		}
		c.Inboxes = append(c.Inboxes, inbox)
		t.start = append(t.start, b.Users...)
		t.accounts.list = append(t.accounts.list, account{id: b.ID, name: b.Name, credentials: credentialsOf(b.Users, b.ProviderKeys), kept: true})
	}
	t.provider = wabbit.New(c)
	return t
}

// directory is a contact provider with people of the world in it.
func directory(d world.WabbitDirectory, net *network.Network) wabbit.Directory {
	out := wabbit.Directory{ID: d.ID, Type: d.Type, Name: d.Name}
	for _, number := range d.Contacts {
		h, err := net.Handset(number)
		if err != nil {
			h.Name = number
		}
		out.Contacts = append(out.Contacts, wabbit.DirectoryContact{
			Name: h.Name, Phones: []wabbit.Described{{Value: "+" + number, Description: "mobile"}},
		})
	}
	return out
}

// credentialsOf are what lets callers in: as the first admin, as a regular user, as a program.
func credentialsOf(users []world.WabbitUser, keys []string) map[string]string {
	out := map[string]string{}
	for _, u := range users {
		switch {
		case u.Role == "admin" && out["username"] == "":
			out["username"], out["password"], out["token"] = u.Username, u.Password, u.Token
		case u.Role == "user" && out["regularUsername"] == "":
			out["regularUsername"], out["regularPassword"] = u.Username, u.Password
		case u.Role == "app" && out["appToken"] == "":
			out["appUsername"], out["appToken"] = u.Username, u.Token
		}
	}
	if len(keys) > 0 {
		out["d360ApiKey"] = keys[0]
	}
	return out
}

// config is what the provider needs of this world.
func (t *wabbitWorld) config() wabbit.Config {
	w := t.world
	return wabbit.Config{
		Network: w.net, Secret: fmt.Sprintf("%q %d", w.plan.name, w.plan.seed),
		PublicURL: func() string { return w.base(w.server.inboxOrigin(), wabbit.Name) },
		Delivery:  func(number uint64) (webhook.Delivery, error) { return w.webhooks.Delivery(number) },
		Own:       func(credential string) { w.server.worlds.own(wabbit.Name, credential, w) },
		Admits:    func(account string) error { return t.accounts.admits(account, w.net.Now()) },
		Judge:     func(frame string, body []byte) { w.judgeFrame(wabbit.Name, frame, body) },
	}
}

// inboxOrigin is the address under which the inbox is reached when no caller says so (wabbit 1.8).
func (s *Server) inboxOrigin() string { return s.origin(nil) }

// judgeFrame judges a frame of a websocket. A breach is ours.
func (w *instance) judgeFrame(provider, frame string, body []byte) {
	if b := w.server.providers[provider].doc.JudgeWebhook(frame, body); b != nil {
		w.server.log.Error("a frame breaks the contract", "world", w.plan.name, "provider", provider, "op", frame, "err", b)
		for _, found := range breaches(b, journal.OfWebhook, journal.ByMock) {
			w.journal.Violate(provider, frame, found)
		}
	}
}

func (t *wabbitWorld) fork(w *instance, fresh bool) facade {
	out := &wabbitWorld{world: w, start: slices.Clone(t.start)}
	change := func(u wabbit.UserConfig) wabbit.UserConfig { return u }
	keyOf := func(key string) string { return key }
	if fresh {
		change = func(u wabbit.UserConfig) wabbit.UserConfig {
			return wabbit.UserConfig(world.FreshWabbitUser(w.plan.name, w.plan.seed, world.WabbitUser(u)))
		}
		keyOf = func(key string) string { return world.Secret(w.plan.name, w.plan.seed, wabbit.Name, key) }
		for i, u := range out.start {
			out.start[i] = world.FreshWabbitUser(w.plan.name, w.plan.seed, u)
		}
	}
	out.accounts.list = t.accounts.fork(func(a account) map[string]string {
		fork := map[string]string{}
		for name, text := range a.credentials {
			fork[name] = text
		}
		for i, u := range t.start {
			for name, text := range a.credentials {
				switch {
				case text == "":
				case text == u.Username:
					fork[name] = out.start[i].Username
				case text == u.Password:
					fork[name] = out.start[i].Password
				case text == u.Token:
					fork[name] = out.start[i].Token
				}
			}
		}
		if a.credentials["d360ApiKey"] != "" {
			fork["d360ApiKey"] = keyOf(a.credentials["d360ApiKey"])
		}
		return fork
	})
	known := map[string]wabbit.UserConfig{}
	for i, u := range t.start {
		known[u.Username] = wabbit.UserConfig(out.start[i])
	}
	out.provider = t.provider.Fork(out.config(), func(username, token string) wabbit.UserConfig {
		if u, ok := known[username]; ok {
			return u
		}
		return change(wabbit.UserConfig{Username: username, Token: token})
	}, keyOf, fresh)
	return out
}

func (t *wabbitWorld) translate(e network.Event) []webhook.Callback { return t.provider.Translate(e) }

func (t *wabbitWorld) messageID(text string) (network.ID, bool) { return t.provider.MessageID(text) }

// begin starts what follows the log.
func (t *wabbitWorld) begin() { t.provider.Begin() }

// pump lets the inboxes take in what a command has done.
func (t *wabbitWorld) pump() { t.provider.Pump() }

// dropped tells whether a callback is no longer wanted.
func (t *wabbitWorld) dropped(c webhook.Callback) bool { return t.provider.Dropped(c) }

func (t *wabbitWorld) close() { t.provider.Close() }

func (t *wabbitWorld) keys() (all []string) {
	for _, a := range t.accounts.all() {
		for _, name := range []string{"username", "token", "regularUsername", "appUsername", "appToken", "d360ApiKey"} {
			if a.credentials[name] != "" {
				all = append(all, a.credentials[name])
			}
		}
	}
	return all
}

func (t *wabbitWorld) examples(a control.Account) []string {
	return wabbit.Examples(a.BaseURL, a.Credentials["token"], t.provider.Namespace(a.ID), everybody)
}

// Name implements control.Provider.
func (t *wabbitWorld) Name() string { return wabbit.Name }

// Accounts implements control.Provider.
func (t *wabbitWorld) Accounts(origin string) (all []control.Account) {
	base := t.world.base(origin, wabbit.Name)
	socket := "ws" + strings.TrimPrefix(strings.TrimSuffix(base, "/api/v1"), "http") + "/ws"
	for _, a := range t.accounts.all() {
		all = append(all, control.Account{
			ID: a.id, Name: a.name, BaseURL: base, WebsocketURL: socket, Credentials: a.credentials, Revoked: a.revoked, ExpiresAt: a.expires,
		})
	}
	return all
}

// AddAccount implements control.Provider: a further inbox with an admin of its own.
func (t *wabbitWorld) AddAccount(name string, scopes *[]string) (string, error) {
	if scopes != nil {
		return "", &control.SettingError{Pointer: "/scopes", Message: "an inbox has none"}
	}
	a := account{name: cmp.Or(name, fmt.Sprintf("inbox%d", t.accounts.count()+1))}
	a.id = wabbit.Name + "-" + a.name
	plan := t.world.plan
	admin := world.FreshWabbitUser(plan.name, plan.seed, world.WabbitUser{
		Username: "admin" + alphanumeric(a.name), Password: a.id, Role: "admin", Token: a.id, First: true,
	})
	key := world.Secret(plan.name, plan.seed, wabbit.Name, a.id)
	a.credentials = credentialsOf([]world.WabbitUser{admin}, []string{key})
	err := t.accounts.add(a, func() error {
		if err := t.world.net.AddAccount(network.Account{ID: a.id, Label: wabbit.Name, Name: a.name, Options: world.WabbitOptions()}); err != nil {
			return err
		}
		t.provider.AddInbox(wabbit.InboxConfig{Account: a.id, Users: []wabbit.UserConfig{wabbit.UserConfig(admin)}, ProviderKeys: []string{key}})
		return nil
	})
	if err != nil {
		return "", err
	}
	for _, credential := range []string{admin.Username, admin.Token, key} {
		t.world.server.worlds.own(wabbit.Name, credential, t.world)
	}
	return a.id, nil
}

// alphanumeric keeps the letters and digits of a name.
func alphanumeric(name string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' {
			return r
		}
		return -1
	}, name)
}

// ChangeAccount implements control.Provider. A credential that is withdrawn, or whose time is over, is the first admin's.
func (t *wabbitWorld) ChangeAccount(id string, p control.AccountPatch) error {
	if p.Scopes != nil {
		return &control.SettingError{Pointer: "/scopes", Message: "an inbox has none"}
	}
	return t.accounts.change(id, p, func() error { return nil })
}

// RemoveAccount implements control.Provider.
func (t *wabbitWorld) RemoveAccount(id string) error {
	return t.accounts.remove(id, func() error {
		t.provider.RemoveInbox(id)
		return t.world.net.DeleteAccount(id)
	})
}

// Settings implements control.Provider.
func (t *wabbitWorld) Settings(account string) (map[string]any, error) {
	s, err := t.provider.Settings(account)
	if err != nil {
		return nil, err
	}
	text, err := json.Marshal(s)
	if err != nil {
		return nil, err
	}
	var out map[string]any
	return out, json.Unmarshal(text, &out)
}

// ChangeSettings implements control.Provider.
func (t *wabbitWorld) ChangeSettings(account string, patch map[string]any) error {
	text, err := json.Marshal(patch)
	if err != nil {
		return err
	}
	err = t.provider.ChangeSettings(account, text)
	if e, ok := errors.AsType[*wabbit.SettingError](err); ok {
		return &control.SettingError{Pointer: "/" + e.Setting, Message: e.Detail}
	}
	return err
}
