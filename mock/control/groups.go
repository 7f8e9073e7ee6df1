package control

import (
	"context"
	"fmt"

	"github.com/mynah-sim/mynah/mock/network"
)

type groupActIn struct {
	Number string `path:"number"`
	Body   struct {
		Act, Group, Invite, Name, Text string
		On                             *bool
		Numbers                        []string
	}
}

// group is a group as answers show it.
type group struct {
	ID          string        `json:"id"`
	Name        string        `json:"name"`
	Description string        `json:"description"`
	Invite      string        `json:"invite"`
	Owner       string        `json:"owner"`
	Announce    bool          `json:"announce"`
	Restrict    bool          `json:"restrict"`
	Members     []groupMember `json:"members"`
	Invited     []string      `json:"invited"`
}

type groupMember struct {
	Number string `json:"number"`
	Rank   string `json:"rank"`
}

var ranks = map[network.GroupRank]string{network.Plain: "member", network.Admin: "admin", network.Owner: "owner"}

func toGroup(g network.Group) group {
	out := group{
		ID: g.ID, Name: g.Name, Description: g.About, Invite: g.Invite, Owner: g.Owner, Announce: g.Announce, Restrict: g.Restrict,
		Members: []groupMember{}, Invited: append([]string{}, g.Invited...),
	}
	for _, m := range g.Members {
		out.Members = append(out.Members, groupMember{m.Number, ranks[m.Rank]})
	}
	return out
}

// complete checks that the body has what its act needs.
func (in groupActIn) complete() error {
	body := in.Body
	needs := map[string]string{"create": "name", "rename": "name", "join": "invite", "describe": "text"}
	given := map[string]bool{"name": body.Name != "", "invite": body.Invite != "", "text": true, "numbers": len(body.Numbers) > 0}
	switch body.Act {
	case "add", "remove", "promote", "demote":
		needs[body.Act] = "numbers"
	}
	if need := needs[body.Act]; need != "" && !given[need] {
		return refuse("/"+need, "required", "%s needs %s", body.Act, need)
	}
	if body.Group == "" && body.Act != "create" && body.Act != "join" {
		return refuse("/group", "required", "%s needs group", body.Act)
	}
	return nil
}

func (b *Bench) handsetGroup(ctx context.Context, in groupActIn) (group, error) {
	if err := in.complete(); err != nil {
		return group{}, err
	}
	body := in.Body
	act := network.GroupAct{
		Act: network.GroupVerb(body.Act), By: in.Number, Group: body.Group, Invite: body.Invite, Text: body.Name, About: body.Text,
		On: body.On == nil || *body.On, Numbers: body.Numbers,
	}
	if act.Act == network.GroupDescribe {
		act.Text = body.Text
	}
	g, err := netOf(ctx).ActOnGroup(act)
	if err != nil {
		return group{}, fmt.Errorf("group %q, %s by %q: %w", body.Group, body.Act, in.Number, err)
	}
	return toGroup(g), nil
}
