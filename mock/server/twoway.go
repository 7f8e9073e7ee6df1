package server

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"

	"github.com/gin-gonic/gin"

	"github.com/mynah-sim/mynah/mock/control"
	"github.com/mynah-sim/mynah/mock/network"
	"github.com/mynah-sim/mynah/mock/provider/twoway"
	"github.com/mynah-sim/mynah/mock/webhook"
	"github.com/mynah-sim/mynah/mock/world"
)

// mountTwoway mounts TwoWay.ai, with the addresses of files beside the document.
func mountTwoway(s *Server) *provider {
	doc := load(twoway.Name)
	find := func(c *gin.Context) (*twoway.Provider, error) {
		t := inWorld[*twowayWorld](s, twoway.Name, c)
		return t.provider, t.accounts.admits(t.provider.OwnerOf(twoway.Credential(c.Request)), t.world.net.Now())
	}
	mux := twoway.Mount(s.engine, doc, find)
	twoway.MountFiles(s.engine.Group("", s.damaged(twoway.Name)), doc.Base(), find)
	return &provider{
		name: twoway.Name, doc: doc, implemented: mux.Implemented, notFound: mux.NotFound, credential: twoway.Credential,
		kinds: twoway.Kinds(), enter: enterTwoway,
	}
}

// twowayWorld is TwoWay.ai in one world.
type twowayWorld struct {
	world    *instance
	provider *twoway.Provider
	accounts accounts
}

func enterTwoway(w *instance, start world.World) facade {
	t := &twowayWorld{world: w}
	c := twoway.Config{Network: w.net, World: w.plan.name, PublicURL: twowayURL(w)}
	for _, team := range start.Twoway.Teams {
		c.Teams = append(c.Teams, twowayTeam(team))
		t.accounts.list = append(t.accounts.list, account{id: team.Account, name: team.Name, credentials: twowayCredentials(team), kept: true})
	}
	t.provider = twoway.New(c)
	return t
}

func twowayURL(w *instance) func() string {
	return func() string { return w.base(w.server.origin(nil), twoway.Name) }
}

// twowayCredentials are what a caller of a team needs (control: members of a world).
func twowayCredentials(t world.TwowayTeam) map[string]string {
	c := map[string]string{"teamId": t.ID, "username": strconv.FormatInt(t.Users[0].Phone, 10), "password": t.Users[0].Password}
	if len(t.Tokens) > 0 {
		c["accessToken"] = t.Tokens[0].Token
	}
	if len(t.Accounts) > 0 {
		c["accountId"] = t.Accounts[0].ID
	}
	return c
}

func twowayTeam(t world.TwowayTeam) twoway.TeamConfig {
	c := twoway.TeamConfig{ID: t.ID, Owner: t.Account, Name: t.Name}
	for _, u := range t.Users {
		c.Users = append(c.Users, twoway.UserConfig{ID: u.ID, Name: u.Name, Phone: u.Phone, Password: u.Password, Scopes: u.Scopes})
	}
	for _, token := range t.Tokens {
		c.Tokens = append(c.Tokens, twoway.TokenConfig{Token: token.Token, Scopes: token.Scopes})
	}
	for _, a := range t.Accounts {
		made := twoway.AccountConfig{
			ID: a.ID, Type: a.Type, Nickname: a.Nickname, Number: a.Number, Business: a.Business, Secret: a.Secret, Catalog: a.Catalog,
			Categories: a.Categories,
		}
		for _, tpl := range a.Templates {
			made.Templates = append(made.Templates, twoway.TemplateConfig{
				ID: tpl.ID, Name: tpl.Name, Language: tpl.Language, Text: tpl.Text, Buttons: tpl.Buttons,
			})
		}
		c.Accounts = append(c.Accounts, made)
	}
	return c
}

func (t *twowayWorld) fork(w *instance, fresh bool) facade {
	out := &twowayWorld{world: w}
	token := func(old string) string {
		if fresh {
			return world.TwowayStatic(world.Secret(w.plan.name, w.plan.seed, twoway.Name, old))
		}
		return old
	}
	out.accounts.list = t.accounts.fork(func(a account) map[string]string {
		c := map[string]string{}
		for name, value := range a.credentials {
			c[name] = value
		}
		c["accessToken"] = token(c["accessToken"])
		return c
	})
	out.provider = t.provider.Fork(twoway.Forked{Network: w.net, World: w.plan.name, PublicURL: twowayURL(w), Token: token})
	return out
}

func (t *twowayWorld) translate(e network.Event) []webhook.Callback { return t.provider.Translate(e) }

func (t *twowayWorld) messageID(text string) (network.ID, bool) { return t.provider.MessageID(text) }

func (t *twowayWorld) close() { t.provider.Close() }

// pump takes in what a command has done.
func (t *twowayWorld) pump() { t.provider.Pump() }

// dropped tells whether a callback is no longer wanted.
func (t *twowayWorld) dropped(c webhook.Callback) bool { return t.provider.Dropped(c) }

func (t *twowayWorld) keys() []string {
	return append(t.provider.StaticTokens(), twoway.WorldKey(t.world.plan.name))
}

func (t *twowayWorld) examples(a control.Account) []string {
	return twoway.Examples(a.BaseURL, a.Credentials["accessToken"], a.Credentials["accountId"], everybody)
}

// Name implements control.Provider.
func (t *twowayWorld) Name() string { return twoway.Name }

// Accounts implements control.Provider: the teams.
func (t *twowayWorld) Accounts(origin string) (all []control.Account) {
	for _, a := range t.accounts.all() {
		all = append(all, control.Account{
			ID: a.id, Name: a.name, BaseURL: t.world.base(origin, twoway.Name), Credentials: a.credentials,
			Scopes: t.provider.ScopesOf(a.credentials["accessToken"]), Revoked: a.revoked, ExpiresAt: a.expires,
		})
	}
	return all
}

// AddAccount implements control.Provider: a team with one user, a static token and one account that is not connected.
func (t *twowayWorld) AddAccount(name string, scopes *[]string) (string, error) {
	a := account{name: cmp.Or(name, fmt.Sprintf("team%d", t.accounts.count()+1))}
	a.id = twoway.Name + "-" + a.name
	made := world.NewTwowayTeam(t.world.plan.name, t.world.plan.seed, a.id, a.name)
	if scopes != nil {
		made.Users[0].Scopes, made.Tokens[0].Scopes = *scopes, *scopes
	}
	if err := twoway.JudgeScopes(made.Users[0].Scopes); err != nil {
		return "", settingError(err)
	}
	a.credentials = twowayCredentials(made)
	err := t.accounts.add(a, func() error {
		if err := t.world.net.AddAccount(network.Account{ID: a.id, Label: twoway.Name, Name: a.name, Options: world.TwowayOptions()}); err != nil {
			return err
		}
		t.provider.AddTeam(twowayTeam(made))
		return nil
	})
	if err != nil {
		return "", err
	}
	t.world.server.worlds.own(twoway.Name, a.credentials["accessToken"], t.world)
	return a.id, nil
}

// ChangeAccount implements control.Provider.
func (t *twowayWorld) ChangeAccount(id string, p control.AccountPatch) error {
	return t.accounts.change(id, p, func() error {
		if p.Scopes != nil {
			return settingError(t.provider.SetScopes(id, *p.Scopes))
		}
		return nil
	})
}

// RemoveAccount implements control.Provider.
func (t *twowayWorld) RemoveAccount(id string) error {
	return t.accounts.remove(id, func() error {
		t.provider.RemoveTeam(id)
		return t.world.net.DeleteAccount(id)
	})
}

// Settings implements control.Provider.
func (t *twowayWorld) Settings(account string) (map[string]any, error) {
	if err := t.known(account); err != nil {
		return nil, err
	}
	var out map[string]any
	text, err := json.Marshal(t.provider.Settings())
	if err == nil {
		err = json.Unmarshal(text, &out)
	}
	return out, err
}

// ChangeSettings implements control.Provider.
func (t *twowayWorld) ChangeSettings(account string, patch map[string]any) error {
	if err := t.known(account); err != nil {
		return err
	}
	var want twoway.Settings
	text, err := json.Marshal(patch)
	if err == nil {
		err = json.Unmarshal(text, &want)
	}
	if err != nil {
		return &control.SettingError{Message: err.Error()}
	}
	if err := t.provider.ChangeSettings(want); err != nil {
		return settingError(err)
	}
	for _, token := range t.provider.StaticTokens() {
		t.world.server.worlds.own(twoway.Name, token, t.world)
	}
	return nil
}

func (t *twowayWorld) known(id string) error {
	for _, a := range t.accounts.all() {
		if a.id == id {
			return nil
		}
	}
	return network.ErrAccountUnknown
}

// settingError puts what is wrong with a setting into the words of the bench.
func settingError(err error) error {
	if e, ok := errors.AsType[*twoway.SettingError](err); ok {
		return &control.SettingError{Pointer: "/" + e.Setting, Message: e.Detail}
	}
	return err
}
