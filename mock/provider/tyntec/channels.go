package tyntec

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/mynah-sim/mynah/mock/network"
	"github.com/mynah-sim/mynah/mock/wire"
)

// channelResponse is the configuration of one identity, on any channel (tyntec 4.2).
type channelResponse struct {
	Channel  string           `json:"channel"`
	Scopes   []string         `json:"scopes"`
	ID       identity         `json:"id"`
	Name     string           `json:"name,omitempty"`
	Config   *viberConfig     `json:"config,omitempty"`
	Callback *ChannelCallback `json:"callback,omitempty"` // absent without scope callbacks:read (tyntec OP-3)
}

// identity is a phone number, or a service id on Viber.
type identity struct {
	PhoneNumber string `json:"phoneNumber,omitempty"`
	ServiceID   string `json:"serviceId,omitempty"`
}

// viberConfig reports the older kind of a service; it has no effect (tyntec OP-68).
type viberConfig struct {
	ServiceType string `json:"serviceType"`
}

// listChannels lists all identities: SMS, Viber, WhatsApp, inside these by id (tyntec 2.8).
func (p *Provider) listChannels(ctx context.Context, _ wire.Empty) ([]channelResponse, error) {
	account := callerOf(ctx).account
	all := p.channels(account, network.SMS)
	all = append(all, p.channels(account, network.Viber)...)
	return append(all, p.channels(account, network.WhatsApp)...), nil
}

func (p *Provider) listWhatsApp(ctx context.Context, _ wire.Empty) ([]channelResponse, error) {
	return p.channels(callerOf(ctx).account, network.WhatsApp), nil
}

func (p *Provider) listSMS(ctx context.Context, _ wire.Empty) ([]channelResponse, error) {
	return p.channels(callerOf(ctx).account, network.SMS), nil
}

func (p *Provider) listViber(ctx context.Context, _ wire.Empty) ([]channelResponse, error) {
	return p.channels(callerOf(ctx).account, network.Viber), nil
}

// channels lists the identities of one channel, by id. SMS senders that take no messages are none (tyntec 5.11).
func (p *Provider) channels(account string, c network.Channel) []channelResponse {
	all := []channelResponse{}
	senders := slices.DeleteFunc(p.net.SendersOf(account, c), func(s network.Sender) bool { return !configurable(s) })
	slices.SortFunc(senders, func(a, b network.Sender) int {
		return cmp.Or(cmp.Compare(len(a.ID), len(b.ID)), strings.Compare(a.ID, b.ID)) // digits
	})
	for _, s := range senders {
		all = append(all, p.describe(account, s))
	}
	return all
}

func configurable(s network.Sender) bool { return s.Channel != network.SMS || !s.OneWay }

// describe is the stored configuration of one identity.
func (p *Provider) describe(id string, s network.Sender) channelResponse {
	out := channelResponse{Channel: s.Channel.String(), Scopes: []string{}, Name: s.Name}
	if s.Channel == network.Viber {
		out.ID.ServiceID, out.Config = s.ID, &viberConfig{s.Kind}
	} else {
		out.ID.PhoneNumber = s.ID
	}
	p.mu.RLock()
	defer p.mu.RUnlock()
	a := p.accounts[id]
	if a == nil {
		return out
	}
	out.Scopes = append(out.Scopes, a.channelGrants(s.Channel, s.ID)...)
	if slices.Contains(out.Scopes, "callbacks:read") {
		callback := a.channels[channelKey{s.Channel, s.ID}]
		out.Callback = &callback
	}
	return out
}

// identityOf finds an identity of the account. One that nobody has is refused like one of another account (tyntec OP-72).
func (p *Provider) identityOf(account string, c network.Channel, text string) (network.Sender, error) {
	id := strings.TrimPrefix(text, "+") // %2B in front is dropped (tyntec 1.8)
	s, err := p.net.SenderOf(account, c, id)
	if err != nil || !configurable(s) {
		return s, fmt.Errorf("%s %q: %w", c, id, errNotAssigned)
	}
	return s, nil
}

type numberIn struct {
	PhoneNumber string `path:"phone-number"`
}

type serviceIn struct {
	ServiceID string `path:"service-id"`
}

func (p *Provider) getWhatsApp(ctx context.Context, in numberIn) (channelResponse, error) {
	return p.channel(ctx, network.WhatsApp, in.PhoneNumber)
}

func (p *Provider) getSMS(ctx context.Context, in numberIn) (channelResponse, error) {
	return p.channel(ctx, network.SMS, in.PhoneNumber)
}

func (p *Provider) getViber(ctx context.Context, in serviceIn) (channelResponse, error) {
	return p.channel(ctx, network.Viber, in.ServiceID)
}

// channel answers the configuration of one identity (tyntec 2.8).
func (p *Provider) channel(ctx context.Context, c network.Channel, id string) (channelResponse, error) {
	account := callerOf(ctx).account
	s, err := p.identityOf(account, c, id)
	if err != nil {
		return channelResponse{}, err
	}
	return p.describe(account, s), nil
}

type numberCallbackIn struct {
	numberIn
	Body ChannelCallback
}

type serviceCallbackIn struct {
	serviceIn
	Body ChannelCallback
}

func (p *Provider) updateWhatsApp(ctx context.Context, in numberCallbackIn) (channelResponse, error) {
	return p.replaceCallback(ctx, network.WhatsApp, in.PhoneNumber, in.Body)
}

func (p *Provider) updateSMS(ctx context.Context, in numberCallbackIn) (channelResponse, error) {
	return p.replaceCallback(ctx, network.SMS, in.PhoneNumber, in.Body)
}

func (p *Provider) updateViber(ctx context.Context, in serviceCallbackIn) (channelResponse, error) {
	return p.replaceCallback(ctx, network.Viber, in.ServiceID, in.Body)
}

// replaceCallback replaces the callback settings of an identity as a whole: what is left out is inherited again, and no body at all
// clears them (tyntec 2.8, OP-71).
func (p *Provider) replaceCallback(ctx context.Context, c network.Channel, id string, local ChannelCallback) (channelResponse, error) {
	who := callerOf(ctx).account
	s, err := p.identityOf(who, c, id)
	if err != nil {
		return channelResponse{}, err
	}
	if err := p.channelMay(who, c, s.ID, "callbacks:write"); err != nil {
		return channelResponse{}, err
	}
	p.change(who, func(a *account) { a.channels[channelKey{c, s.ID}] = local })
	return p.describe(who, s), nil
}
