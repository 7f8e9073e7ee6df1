package server

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"

	"github.com/mynah-sim/mynah/mock/control"
	"github.com/mynah-sim/mynah/mock/network"
	"github.com/mynah-sim/mynah/mock/provider/onemsg"
	"github.com/mynah-sim/mynah/mock/webhook"
	"github.com/mynah-sim/mynah/mock/world"
)

// mountOneMsg mounts 1msg, and beside its instances the addresses of files, photos and previews.
func mountOneMsg(s *Server) *provider {
	doc := load(onemsg.Name)
	mux := onemsg.Mount(s.engine, doc, func(c *gin.Context, instance string) (*onemsg.Provider, error) {
		o := inWorld[*oneMsgWorld](s, onemsg.Name, c)
		id, _ := o.provider.AccountOf(instance)
		return o.provider, o.accounts.admits(id, o.world.net.Now())
	})
	onemsg.MountFiles(s.engine.Group("", s.damaged(onemsg.Name)), func(c *gin.Context) *onemsg.Provider { return inWorld[*oneMsgWorld](s, onemsg.Name, c).provider })
	return &provider{
		name: onemsg.Name, doc: doc, implemented: mux.Implemented, notFound: mux.NotFound,
		credential: func(r *http.Request) string { return onemsg.Token(r) }, kinds: onemsg.Kinds(), enter: enterOneMsg,
	}
}

// oneMsgWorld is 1msg in one world.
type oneMsgWorld struct {
	world    *instance
	provider *onemsg.Provider
	accounts accounts
}

func enterOneMsg(w *instance, start world.World) facade {
	o := &oneMsgWorld{world: w}
	c := o.config(w)
	for _, ch := range start.OneMsg.Channels {
		c.Channels = append(c.Channels, onemsg.ChannelConfig{Account: ch.ID, Instance: ch.Instance, Token: ch.Token})
		o.accounts.list = append(o.accounts.list, account{
			id: ch.ID, name: ch.Name, credentials: map[string]string{"instanceId": ch.Instance, "token": ch.Token}, kept: true,
		})
	}
	o.provider = onemsg.New(c)
	return o
}

// config is what the provider of a world needs beside its channels.
func (o *oneMsgWorld) config(w *instance) onemsg.Config {
	return onemsg.Config{
		Network: w.net,
		Fetch: func(ctx context.Context, link string) (string, []byte, error) {
			f, err := w.server.files.Get(ctx, link, nil)
			return f.MIME, f.Data, err
		},
		PublicURL: func() string {
			return strings.TrimSuffix(w.base(w.server.origin(nil), onemsg.Name), w.server.providers[onemsg.Name].doc.Base())
		},
		Posted: func(number uint64) (account, url string, ok bool) {
			d, err := w.webhooks.Delivery(number)
			return d.Callback.Account, d.Callback.URL, err == nil && d.Callback.Provider == onemsg.Name
		},
	}
}

func (o *oneMsgWorld) fork(w *instance, fresh bool) facade {
	out := &oneMsgWorld{world: w}
	token := func(id, old string) string {
		if fresh {
			return world.Secret(w.plan.name, w.plan.seed, onemsg.Name, id)
		}
		return old
	}
	out.accounts.list = o.accounts.fork(func(a account) map[string]string {
		return map[string]string{"instanceId": a.credentials["instanceId"], "token": token(a.id, a.credentials["token"])}
	})
	out.provider = o.provider.Fork(out.config(w), token)
	return out
}

func (o *oneMsgWorld) translate(e network.Event) []webhook.Callback { return o.provider.Translate(e) }

func (o *oneMsgWorld) messageID(text string) (network.ID, bool) { return o.provider.MessageID(text) }

func (o *oneMsgWorld) close() {}

// dropped tells whether a callback is no longer wanted.
func (o *oneMsgWorld) dropped(c webhook.Callback) bool { return o.provider.Dropped(c) }

func (o *oneMsgWorld) keys() (all []string) {
	for _, a := range o.accounts.all() {
		all = append(all, a.credentials["token"])
	}
	return all
}

func (o *oneMsgWorld) examples(a control.Account) []string {
	return onemsg.Examples(a.BaseURL, a.Credentials["token"], everybody)
}

// Name implements control.Provider.
func (o *oneMsgWorld) Name() string { return onemsg.Name }

// Accounts implements control.Provider.
func (o *oneMsgWorld) Accounts(origin string) (all []control.Account) {
	for _, a := range o.accounts.all() {
		base := strings.Replace(o.world.base(origin, onemsg.Name), "{instanceId}", a.credentials["instanceId"], 1)
		all = append(all, control.Account{
			ID: a.id, Name: a.name, BaseURL: base, Credentials: a.credentials, Revoked: a.revoked, ExpiresAt: a.expires,
		})
	}
	return all
}

// AddAccount implements control.Provider. A channel has no scopes.
func (o *oneMsgWorld) AddAccount(name string, scopes *[]string) (string, error) {
	if scopes != nil && len(*scopes) > 0 {
		return "", &control.SettingError{Pointer: "/scopes", Message: "a channel has no scopes"}
	}
	nth := o.accounts.count() + 1
	a := account{name: cmp.Or(name, fmt.Sprintf("channel%d", nth))}
	a.id = onemsg.Name + "-" + a.name
	token := world.Secret(o.world.plan.name, o.world.plan.seed, onemsg.Name, a.id)
	instance := "CH" + strings.ToUpper(strings.TrimPrefix(token, onemsg.Name+"-")[:10])
	a.credentials = map[string]string{"instanceId": instance, "token": token}
	err := o.accounts.add(a, func() error {
		if err := o.world.net.AddAccount(network.Account{
			ID: a.id, Label: onemsg.Name, Name: a.name, Options: world.OneMsgOptions(),
		}); err != nil {
			return err
		}
		o.provider.AddChannel(onemsg.ChannelConfig{Account: a.id, Instance: instance, Token: token})
		return nil
	})
	if err != nil {
		return "", err
	}
	o.world.server.worlds.own(onemsg.Name, token, o.world)
	return a.id, nil
}

// ChangeAccount implements control.Provider.
func (o *oneMsgWorld) ChangeAccount(id string, p control.AccountPatch) error {
	return o.accounts.change(id, p, func() error {
		if p.Scopes != nil && len(*p.Scopes) > 0 {
			return &control.SettingError{Pointer: "/scopes", Message: "a channel has no scopes"}
		}
		return nil
	})
}

// RemoveAccount implements control.Provider.
func (o *oneMsgWorld) RemoveAccount(id string) error {
	return o.accounts.remove(id, func() error {
		o.provider.RemoveChannel(id)
		return o.world.net.DeleteAccount(id)
	})
}

// oneMsgSettings are the switches in the words of the control document (onemsg 5.14). Those that are settings of the API itself stand
// there too.
type oneMsgSettings struct {
	History             *bool   `json:"history,omitempty"`
	AckReadWord         *string `json:"ackReadWord,omitempty"`
	SubscriptionBlocked *bool   `json:"subscriptionBlocked,omitempty"`
	Groups              *bool   `json:"groups,omitempty"`
	Flows501            *bool   `json:"flows501,omitempty"`
	MMLite              *bool   `json:"mmLite,omitempty"`
	BSUIDRouting        *bool   `json:"bsuidRouting,omitempty"`
	UsernameRouting     *bool   `json:"usernameRouting,omitempty"`
	LenientForms        *bool   `json:"lenientForms,omitempty"`
	RateLimit           *int    `json:"rateLimit,omitempty"`
	Queued              *bool   `json:"queued,omitempty"`
	OutputIP            *string `json:"outputIP,omitempty"`
	GuaranteedHooks     *bool   `json:"guaranteedHooks,omitempty"`
	AckNotificationsOn  *bool   `json:"ackNotificationsOn,omitempty"`
	RawHooks            *bool   `json:"rawHooks,omitempty"`
}

// Settings implements control.Provider.
func (o *oneMsgWorld) Settings(account string) (map[string]any, error) {
	have, err := o.provider.Options(account)
	if err != nil {
		return nil, err
	}
	return map[string]any{
		"history": have.History, "ackReadWord": have.AckReadWord, "subscriptionBlocked": have.SubscriptionBlocked, "groups": have.Groups,
		"flows501": have.Flows501, "mmLite": have.MMLite, "bsuidRouting": have.BSUIDRouting, "usernameRouting": have.UsernameRouting,
		"lenientForms": have.LenientForms, "rateLimit": have.RateLimit, "queued": have.Queued, "outputIP": have.OutputIP,
		"guaranteedHooks": have.GuaranteedHooks, "ackNotificationsOn": have.AckNotificationsOn, "rawHooks": have.RawHooks,
	}, nil
}

// ChangeSettings implements control.Provider.
func (o *oneMsgWorld) ChangeSettings(account string, patch map[string]any) error {
	var want oneMsgSettings
	text, err := json.Marshal(patch)
	if err == nil {
		err = json.Unmarshal(text, &want)
	}
	if err != nil {
		return &control.SettingError{Message: err.Error()}
	}
	err = o.provider.ChangeOptions(account, want.fill)
	if e, ok := errors.AsType[*onemsg.OptionError](err); ok {
		return &control.SettingError{Pointer: "/" + e.Option, Message: e.Detail}
	}
	return err
}

// fill turns the switches that are named.
func (s oneMsgSettings) fill(o *onemsg.Options) {
	for _, one := range []struct{ want, have *bool }{
		{s.History, &o.History}, {s.SubscriptionBlocked, &o.SubscriptionBlocked}, {s.Groups, &o.Groups}, {s.Flows501, &o.Flows501},
		{s.MMLite, &o.MMLite}, {s.BSUIDRouting, &o.BSUIDRouting}, {s.UsernameRouting, &o.UsernameRouting},
		{s.LenientForms, &o.LenientForms}, {s.Queued, &o.Queued}, {s.GuaranteedHooks, &o.GuaranteedHooks},
		{s.AckNotificationsOn, &o.AckNotificationsOn}, {s.RawHooks, &o.RawHooks},
	} {
		if one.want != nil {
			*one.have = *one.want
		}
	}
	if s.AckReadWord != nil {
		o.AckReadWord = *s.AckReadWord
	}
	if s.RateLimit != nil {
		o.RateLimit = *s.RateLimit
	}
	if s.OutputIP != nil {
		o.OutputIP = *s.OutputIP
	}
}
