package onemsg

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/mynah-sim/mynah/mock/network"
	"github.com/mynah-sim/mynah/mock/wire"
)

// The limits of groups (onemsg 2.12).
const (
	maxSubject      = 128
	maxAbout        = 2048
	maxParticipants = 8
	groupPage       = 25
)

// inviteBase stands before the code of an invite (onemsg 4.7).
const inviteBase = "https://chat.whatsapp.com/"

var errNoGroup = &fault{"Group not found"}

// subject is the name of a group.
func (p *Provider) subject(group string) string {
	g, err := p.net.Group(group)
	if err != nil || g.Name == "" {
		return group
	}
	return g.Name
}

// grouping is the number of the channel that calls, when it has groups.
func (p *Provider) grouping(ctx context.Context) (own string, err error) {
	ch := channelOf(ctx)
	if !ch.options().Groups {
		return "", &fault{"Groups are not enabled"}
	}
	s, err := p.number(ch)
	return s.ID, err
}

type groupIn struct {
	GroupID string `path:"groupId"`
}

// id is the group id of a path, which may have the end of a chat id.
func (in groupIn) id() string { return strings.TrimSuffix(in.GroupID, groupChat) }

// group finds a group of the channel that calls.
func (p *Provider) group(ctx context.Context, id string) (own string, g network.Group, err error) {
	if own, err = p.grouping(ctx); err != nil {
		return own, g, err
	}
	g, err = p.net.Group(id)
	if _, member := g.Member(own); err != nil || !member {
		return own, g, errNoGroup
	}
	return own, g, nil
}

type groupsIn struct {
	Limit  *int   `query:"limit"`
	Before string `query:"before"`
	After  string `query:"after"`
}

type groupEntry struct {
	ID                string `json:"id"`
	Subject           string `json:"subject"`
	CreationTimestamp int64  `json:"creation_timestamp"`
}

type groupsOut struct {
	Groups []groupEntry `json:"groups"`
	Paging struct {
		Cursors struct {
			Before string `json:"before,omitempty"`
			After  string `json:"after,omitempty"`
		} `json:"cursors"`
	} `json:"paging"`
}

// cursor is the place of a group in the list.
func cursor(id string) string { return base64.RawURLEncoding.EncodeToString([]byte(id)) }

// listGroups lists the groups of the channel, oldest first (onemsg 2.12).
func (p *Provider) listGroups(ctx context.Context, in groupsIn) (groupsOut, error) {
	out := groupsOut{Groups: []groupEntry{}}
	own, err := p.grouping(ctx)
	if err != nil {
		return out, err
	}
	all := p.net.Groups(own)
	limit := groupPage
	if in.Limit != nil {
		limit = *in.Limit
	}
	at := func(c string) int {
		return slices.IndexFunc(all, func(g network.Group) bool { return cursor(g.ID) == c })
	}
	first, last := 0, len(all)
	if i := at(in.After); in.After != "" && i >= 0 {
		first = i + 1
	}
	if i := at(in.Before); in.Before != "" && i >= 0 {
		last = i
		first = max(first, last-limit)
	}
	last = max(min(last, first+limit), first)
	for _, g := range all[first:last] {
		out.Groups = append(out.Groups, groupEntry{g.ID + groupChat, g.Name, g.Made.Unix()})
	}
	if first > 0 && first < last {
		out.Paging.Cursors.Before = cursor(all[first].ID)
	}
	if last < len(all) && first < last {
		out.Paging.Cursors.After = cursor(all[last-1].ID)
	}
	return out, nil
}

type createGroupOut struct {
	ID         string `json:"id"`
	ChatID     string `json:"chatId"`
	Subject    string `json:"subject"`
	InviteLink string `json:"invite_link"`
}

// textOf is a text of a request that the platform judges; false when the member is there and no text.
func textOf(body map[string]any, name string) (text string, given bool, err error) {
	value, given := body[name]
	if !given {
		return "", false, nil
	}
	text, ok := value.(string)
	if !ok {
		return "", true, &fault{name + " is invalid"}
	}
	return text, true, nil
}

// longText is textOf with a limit in characters.
func longText(body map[string]any, name string, most int) (text string, given bool, err error) {
	text, given, err = textOf(body, name)
	if err == nil && utf8.RuneCountInString(text) > most {
		err = &fault{fmt.Sprintf("%s exceeds %d", name, most)}
	}
	return text, given, err
}

// createGroups creates a group with the channel as its first member (onemsg 2.12).
func (p *Provider) createGroups(ctx context.Context, in struct{ Body map[string]any }) (createGroupOut, error) {
	own, err := p.grouping(ctx)
	if err != nil {
		return createGroupOut{}, err
	}
	subject, given, err := longText(in.Body, "groupName", maxSubject)
	if err == nil && (!given || subject == "") {
		subject, _, err = longText(in.Body, "subject", maxSubject)
	}
	if err != nil {
		return createGroupOut{}, err
	}
	if strings.TrimSpace(subject) == "" {
		return createGroupOut{}, &fault{"groupName is required"}
	}
	about, _, err := longText(in.Body, "description", maxAbout)
	if err != nil {
		return createGroupOut{}, err
	}
	numbers, err := participants(in.Body["participants"])
	if err != nil {
		return createGroupOut{}, err
	}
	g, err := p.net.ActOnGroup(network.GroupAct{
		Act: network.GroupCreate, Account: channelOf(ctx).config.Account, By: own, Text: subject, About: about, Numbers: numbers,
	})
	if err != nil {
		return createGroupOut{}, groupFault(err)
	}
	return createGroupOut{g.ID, g.ID + groupChat, g.Name, inviteBase + g.Invite}, nil
}

// participants are the numbers to invite.
func participants(given any) (numbers []string, err error) {
	list, ok := given.([]any)
	switch {
	case given == nil:
		return nil, nil
	case !ok:
		return nil, &fault{"participants is invalid"}
	case len(list) > maxParticipants:
		return nil, &fault{fmt.Sprintf("participants exceeds %d", maxParticipants)}
	}
	for i, entry := range list {
		text, _ := entry.(string)
		if f, ok := entry.(float64); ok {
			text = fmt.Sprintf("%.0f", f)
		}
		number := phoneNoise.Replace(text)
		if !phoneForm.MatchString(number) {
			return nil, &fault{fmt.Sprintf("participants[%d] is invalid", i)}
		}
		numbers = append(numbers, number)
	}
	return numbers, nil
}

// groupFault puts what the network refuses of a group into the words of this API.
func groupFault(err error) error {
	for _, row := range []struct {
		err  error
		text string
	}{
		{network.ErrGroupUnknown, "Group not found"}, {network.ErrNotMember, "Group not found"},
		{network.ErrNotAdmin, "Not allowed to change this group"}, {network.ErrGroupFull, "Too many groups"},
	} {
		if errors.Is(err, row.err) {
			return &fault{row.text}
		}
	}
	return err
}

type readGroupIn struct {
	groupIn
	Fields string `query:"fields"`
}

// getGroup reads a group; fields choose the members (onemsg 2.12).
func (p *Provider) getGroup(ctx context.Context, in readGroupIn) (map[string]any, error) {
	_, g, err := p.group(ctx, in.id())
	if err != nil {
		return nil, err
	}
	members := []any{}
	for _, m := range g.Members {
		members = append(members, object{"wa_id": m.Number})
	}
	out := map[string]any{
		"id": g.ID + groupChat, "subject": g.Name, "creation_timestamp": g.Made.Unix(), "suspended": false,
		"total_participant_count": len(g.Members), "participants": members,
	}
	if g.About != "" {
		out["description"] = g.About
	}
	if !g.Photo.IsZero() {
		out["profile_picture"] = p.address(g.Photo, p.net.Now())
	}
	if in.Fields != "" {
		wanted := append(strings.Split(strings.ReplaceAll(in.Fields, " ", ""), ","), "id")
		for name := range out {
			if !slices.Contains(wanted, name) {
				delete(out, name)
			}
		}
	}
	return out, nil
}

type changeGroupIn struct {
	groupIn
	Body map[string]any
}

// updateGroup changes subject, description or picture (onemsg 2.12).
func (p *Provider) updateGroup(ctx context.Context, in changeGroupIn) (doneOut, error) {
	own, g, err := p.group(ctx, in.id())
	if err != nil {
		return doneOut{}, err
	}
	act := network.GroupAct{Account: channelOf(ctx).config.Account, By: own, Group: g.ID}
	acts, err := p.groupActs(channelOf(ctx), in.Body, act)
	if err != nil {
		return doneOut{}, err
	}
	for _, a := range acts {
		if _, err := p.net.ActOnGroup(a); err != nil {
			return doneOut{}, groupFault(err)
		}
	}
	return doneOut{true}, nil
}

// groupActs are the acts that a change asks for, judged before the first is done.
func (p *Provider) groupActs(ch *channel, body map[string]any, act network.GroupAct) (acts []network.GroupAct, err error) {
	for _, one := range []struct {
		name string
		verb network.GroupVerb
		most int
	}{{"subject", network.GroupRename, maxSubject}, {"description", network.GroupDescribe, maxAbout}} {
		text, given, err := longText(body, one.name, one.most)
		switch {
		case err != nil:
			return nil, err
		case given && (text != "" || one.verb == network.GroupDescribe):
			act.Act, act.Text = one.verb, text
			acts = append(acts, act)
		}
	}
	text, given, err := textOf(body, "profile_picture_file")
	if err != nil || !given || text == "" {
		return acts, err
	}
	s, ok := readSource(wire.File{Text: text})
	if !ok || s.mime != "" && !strings.HasPrefix(s.mime, "image/") {
		return nil, &fault{"wrong file"}
	}
	f, err := p.net.AddMedia(network.NewMedia{Account: ch.config.Account, MIME: s.mime, Name: s.name, Data: s.data})
	act.Act, act.Photo = network.GroupPicture, f.ID
	return append(acts, act), err
}

type deleteGroupOut struct {
	Success  bool           `json:"success"`
	Response *errorResponse `json:"response,omitempty"`
}

// deleteGroup deletes a group; its failure has a form of its own (onemsg 2.12).
func (p *Provider) deleteGroup(ctx context.Context, in groupIn) (deleteGroupOut, error) {
	own, g, err := p.group(ctx, in.id())
	if err == nil {
		_, err = p.net.ActOnGroup(network.GroupAct{
			Act: network.GroupDelete, Account: channelOf(ctx).config.Account, By: own, Group: g.ID,
		})
		err = groupFault(err)
	}
	if f, ok := errors.AsType[*fault](err); ok {
		return deleteGroupOut{Response: &errorResponse{f.text}}, nil
	}
	return deleteGroupOut{Success: err == nil}, err
}

type inviteOut struct {
	InviteLink string `json:"invite_link"`
}

// getInvite reads the invite link (onemsg 2.12).
func (p *Provider) getInvite(ctx context.Context, in groupIn) (inviteOut, error) {
	_, g, err := p.group(ctx, in.id())
	return inviteOut{inviteBase + g.Invite}, err
}

// resetInvite makes a new invite link; the old one stops working (onemsg 2.12).
func (p *Provider) resetInvite(ctx context.Context, in groupIn) (inviteOut, error) {
	own, g, err := p.group(ctx, in.id())
	if err != nil {
		return inviteOut{}, err
	}
	g, err = p.net.ActOnGroup(network.GroupAct{
		Act: network.GroupResetInvite, Account: channelOf(ctx).config.Account, By: own, Group: g.ID,
	})
	if err != nil {
		return inviteOut{}, groupFault(err)
	}
	return inviteOut{inviteBase + g.Invite}, nil
}
