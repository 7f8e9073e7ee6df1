package onemsg

import (
	"context"
	"errors"

	"github.com/mynah-sim/mynah/mock/network"
)

// groupOf is the group in which a message stands; empty: none.
func groupOf(m network.Message) string { return m.Group }

// hides tells whether a person's number is hidden from businesses.
func hides(h network.Handset) bool { return h.NumberHidden && h.UserID != "" }

type blockIn struct {
	Body struct {
		Phone anyText `json:"phone"`
	}
}

// blocked finds the number that a request is about, and the channel's own.
func (p *Provider) blocked(ctx context.Context, in blockIn) (own, number string, err error) {
	number = phoneNoise.Replace(string(in.Body.Phone))
	if !phoneForm.MatchString(number) {
		return "", "", invalid("phone")
	}
	s, err := p.number(channelOf(ctx))
	return s.ID, number, err
}

// blockUser blocks a person who has written in the last 24 hours (onemsg 2.11).
func (p *Provider) blockUser(ctx context.Context, in blockIn) (resultOut, error) {
	own, number, err := p.blocked(ctx, in)
	if err != nil {
		return resultOut{}, err
	}
	err = p.net.BlockPerson(channelOf(ctx).config.Account, own, number)
	switch {
	case errors.Is(err, network.WindowClosed):
		return resultOut{}, &requestError{"User has not messaged the business in the last 24 hours"}
	case errors.Is(err, network.ErrBlockListFull):
		return resultOut{}, &requestError{"Block list is full"}
	}
	return success, err
}

// unblockUser lifts a block, if there is one (onemsg 2.11).
func (p *Provider) unblockUser(ctx context.Context, in blockIn) (resultOut, error) {
	own, number, err := p.blocked(ctx, in)
	if err != nil {
		return resultOut{}, err
	}
	_, err = p.net.UnblockPerson(channelOf(ctx).config.Account, own, number)
	return success, err
}

type blockedUser struct {
	Phone string `json:"phone"`
	WaID  string `json:"wa_id"`
}

type blockedOut struct {
	BlockedUsers []blockedUser `json:"blockedUsers"`
}

// listBlockedUsers lists whom the channel has blocked, in the order of blocking (onemsg 2.11).
func (p *Provider) listBlockedUsers(ctx context.Context, _ struct{}) (blockedOut, error) {
	ch := channelOf(ctx)
	s, err := p.number(ch)
	if err != nil {
		return blockedOut{}, err
	}
	out := blockedOut{BlockedUsers: []blockedUser{}}
	numbers, err := p.net.BlockedPeople(ch.config.Account, s.ID)
	for _, number := range numbers {
		out.BlockedUsers = append(out.BlockedUsers, blockedUser{number, number})
	}
	return out, err
}
