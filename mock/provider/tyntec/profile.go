package tyntec

import (
	"context"
	"slices"

	"github.com/mynah-sim/mynah/mock/network"
	"github.com/mynah-sim/mynah/mock/wire"
)

// verticals are the lines of business that this API knows (tyntec 4.7).
var verticals = []string{
	"Automotive", "Beauty, Spa and Salon", "Clothing and Apparel", "Education", "Entertainment", "Event Planning and Service",
	"Finance and Banking", "Food and Grocery", "Public Service", "Hotel and Lodging", "Medical and Health", "Non-profit",
	"Professional Services", "Shopping and Retail", "Travel and Transportation", "Restaurant", "Other",
}

// profile is what people see of a number; what is not set is left out (tyntec 2.6).
type profile struct {
	Address     string   `json:"address,omitempty"`
	Description string   `json:"description,omitempty"`
	Email       string   `json:"email,omitempty"`
	Websites    []string `json:"websites,omitempty"`
	Vertical    string   `json:"vertical,omitempty"`
	About       string   `json:"about,omitempty"`
}

// getProfile answers the profile of a number (tyntec 2.6).
func (p *Provider) getProfile(ctx context.Context, in numberIn) (profile, error) {
	s, err := p.settable(callerOf(ctx).account, in.PhoneNumber, "profile:read")
	if err != nil {
		return profile{}, err
	}
	out := profile{
		Address: s.Profile.Address, Description: s.Profile.Description, Email: s.Profile.Email, Websites: s.Profile.Websites, About: s.Profile.About,
	}
	if slices.Contains(verticals, s.Profile.Vertical) {
		out.Vertical = s.Profile.Vertical
	}
	return out, nil
}

type profileIn struct {
	numberIn
	Body profilePatch
}

// profilePatch holds the members to change; an empty text or list removes one.
type profilePatch struct {
	Address     *string   `json:"address"`
	Description *string   `json:"description"`
	Email       *string   `json:"email"`
	Websites    *[]string `json:"websites"`
	Vertical    *string   `json:"vertical"`
	About       *string   `json:"about"`
}

// updateProfile changes the members that the body has. What the channel refuses changes nothing (tyntec 2.6).
func (p *Provider) updateProfile(ctx context.Context, in profileIn) (wire.Empty, error) {
	s, err := p.settable(callerOf(ctx).account, in.PhoneNumber, "profile:write")
	if err != nil {
		return wire.Empty{}, err
	}
	return wire.Empty{}, p.net.ChangeProfile(s.ID, func(out network.Profile) network.Profile {
		for _, member := range []struct{ to, from *string }{
			{&out.Address, in.Body.Address}, {&out.Description, in.Body.Description}, {&out.Email, in.Body.Email},
			{&out.Vertical, in.Body.Vertical}, {&out.About, in.Body.About},
		} {
			if member.from != nil {
				*member.to = *member.from
			}
		}
		if in.Body.Websites != nil {
			out.Websites = *in.Body.Websites
		}
		return out
	})
}

// commerceSettings tells whether catalog and cart are shown (tyntec 2.6).
type commerceSettings struct {
	Enabled bool `json:"enabled"`
}

// getCommerce answers the setting: both are on (network 6.5).
func (p *Provider) getCommerce(ctx context.Context, in numberIn) (commerceSettings, error) {
	s, err := p.settable(callerOf(ctx).account, in.PhoneNumber, "profile:read")
	return commerceSettings{s.CatalogShown && !s.CartOff}, err
}

type enableIn struct {
	numberIn
	Enable bool `query:"enable"`
}

// setCommerce switches catalog and cart alike (tyntec 2.6).
func (p *Provider) setCommerce(ctx context.Context, in enableIn) (wire.Empty, error) {
	return p.switched(ctx, in, func(s *network.Sender) { s.CatalogShown, s.CartOff = in.Enable, !in.Enable })
}

// setIdentityCheck switches the identity key check (tyntec 2.6).
func (p *Provider) setIdentityCheck(ctx context.Context, in enableIn) (wire.Empty, error) {
	return p.switched(ctx, in, func(s *network.Sender) { s.IdentityCheck = in.Enable })
}

// switched changes settings of a number that needs profile:write.
func (p *Provider) switched(ctx context.Context, in enableIn, change func(*network.Sender)) (wire.Empty, error) {
	s, err := p.settable(callerOf(ctx).account, in.PhoneNumber, "profile:write")
	if err != nil {
		return wire.Empty{}, err
	}
	return wire.Empty{}, p.net.ChangeSender(network.WhatsApp, s.ID, func(s network.Sender) network.Sender {
		change(&s)
		return s
	})
}
