package twoway

import (
	"errors"
	"slices"
	"time"

	"github.com/mynah-sim/mynah/mock/network"
)

// group is the stored copy of a group: kept current while the account is open (twoway 2.6).
type group struct {
	account      *account
	id           string
	created      time.Time
	owner        string
	description  *string
	restrict     bool
	announce     bool
	participants []groupMember
}

type groupMember struct {
	contact *contact
	admin   string // admin, super-admin; empty: neither
}

// groupView is a group as answers show it (twoway 4.6 GroupMetadata).
type groupView struct {
	ID           string            `json:"id"`
	AccountID    string            `json:"accountId"`
	CreatedAt    string            `json:"createdAt"`
	OwnerID      *string           `json:"ownerId"`
	Description  *string           `json:"description"`
	Restrict     bool              `json:"restrict"`
	Announce     bool              `json:"announce"`
	Participants []participantView `json:"participants"`
}

type participantView struct {
	Contact contactView `json:"contact"`
	Admin   string      `json:"admin,omitempty"`
}

func (g *group) view() groupView {
	v := groupView{
		ID: g.id, AccountID: g.account.id, CreatedAt: stamp(g.created), OwnerID: textOrNil(g.owner), Description: g.description,
		Restrict: g.restrict, Announce: g.announce, Participants: []participantView{},
	}
	for _, m := range g.participants {
		v.Participants = append(v.Participants, participantView{m.contact.view(), m.admin})
	}
	return v
}

// admins are the words for ranks.
var admins = map[network.GroupRank]string{network.Admin: "admin", network.Owner: "super-admin"}

// syncGroup takes in what the network says of a group; what has changed is told (twoway 5.5).
func (t *tx) syncGroup(a *account, from network.Group) *group {
	id := from.ID + groupSuffix
	g, known := a.groups[id]
	if !known {
		g = &group{account: a, id: id, created: from.Made}
		a.groups[id] = g
	}
	old := g.view()
	if from.Owner != "" {
		g.owner = a.contactID(from.Owner)
	}
	g.description, g.restrict, g.announce, g.participants = textOrNil(from.About), from.Restrict, from.Announce, nil
	for _, m := range from.Members {
		g.participants = append(g.participants, groupMember{t.memberContact(a, m.Number), admins[m.Rank]})
	}
	c := a.contacts[id]
	if c == nil || c.chat == nil {
		chat, _ := t.chatWith(a, id, []string{from.Name}, false)
		chat.contact.name = &from.Name
		chat.readOnly = !from.MayWrite(a.number)
		c = chat.contact
	}
	t.tellGroup(g, old, known)
	before := c.chat.watch()
	c.chat.readOnly = !from.MayWrite(a.number)
	t.tellChat(before)
	if len(c.platformNames) == 0 || c.platformNames[0] != from.Name {
		c.platformNames, c.name = []string{from.Name}, &from.Name
		t.touched(c, "name", "platformNames")
	}
	return g
}

// memberContact is the contact of a participant: the account's own, or one that is made for somebody unknown.
func (t *tx) memberContact(a *account, number string) *contact {
	if number == a.number && a.self != nil {
		return a.self
	}
	return t.participant(a, number, t.p.net.Contact(number).Name)
}

// tellGroup tells which members of a group have changed; of a new one all.
func (t *tx) tellGroup(g *group, old groupView, known bool) {
	now := g.view()
	var members []string
	for _, m := range []struct {
		name string
		same bool
	}{
		{"createdAt", known}, {"ownerId", known && orEmpty(old.OwnerID) == orEmpty(now.OwnerID)},
		{"description", known && orEmpty(old.Description) == orEmpty(now.Description)}, {"restrict", known && old.Restrict == now.Restrict},
		{"announce", known && old.Announce == now.Announce}, {"participants", known && sameMembers(old.Participants, now.Participants)},
	} {
		if !m.same {
			members = append(members, m.name)
		}
	}
	if len(members) > 0 {
		t.update("group-update", g.account, now, contactIDs, members...).of(g.account.contacts[g.id])
	}
}

func sameMembers(a, b []participantView) bool {
	return slices.EqualFunc(a, b, func(x, y participantView) bool { return x.Contact.ID == y.Contact.ID && x.Admin == y.Admin })
}

// groupChanged is a change of a group that an open account learns of.
func (t *tx) groupChanged(e network.Event) {
	for _, a := range t.at(e) {
		if !a.busy && a.kind != typeBusiness {
			t.refreshGroup(a, e.Number)
		}
	}
}

// refreshGroup fetches a group; one that is gone, or that the account has never been in, changes nothing but the right to write.
func (t *tx) refreshGroup(a *account, address string) {
	from, err := t.p.net.Group(address)
	g := a.groups[address+groupSuffix]
	_, in := from.Member(a.number)
	switch {
	case err == nil && (in || g != nil):
		t.syncGroup(a, from)
	case g != nil && a.contacts[g.id] != nil && a.contacts[g.id].chat != nil:
		chat := a.contacts[g.id].chat
		before := chat.watch()
		chat.readOnly = true
		t.tellChat(before)
	}
}

// refreshGroups takes in what happened to the groups of an account while it was closed.
func (t *tx) refreshGroups(a *account) {
	if a.kind == typeBusiness || a.kind == typeTikTok {
		return
	}
	for _, from := range t.p.net.Groups(a.number) {
		t.syncGroup(a, from)
	}
	for _, c := range a.chats() {
		if a.groups[c.contact.id] != nil {
			t.refreshGroup(a, addressOf(c.contact))
		}
	}
}

// group finds a group that the account is or was in, and checks that the caller may see it.
func (t *tx) group(who *caller, accountID, id string, narrowed bool) (*group, error) {
	a, err := t.account(who.team, accountID)
	if err != nil {
		return nil, err
	}
	g := a.groups[id]
	if g == nil {
		return nil, errGroup
	}
	if !who.sees(a.contacts[id], narrowed) {
		return nil, errScope
	}
	return g, nil
}

// act does something with a group in the network and takes in what came of it.
func (t *tx) act(a *account, act network.GroupAct) (*group, error) {
	if a.state != stateOpen {
		return nil, errNotOpen
	}
	act.Account, act.By = a.team.owner, a.number
	from, err := t.p.net.ActOnGroup(act)
	if err != nil {
		return nil, groupError(err)
	}
	return t.syncGroup(a, from), nil
}

// groupError is an error of the network about groups in the words of this API.
func groupError(err error) error {
	for from, to := range map[error]*refusal{
		network.ErrNotAdmin: errNotAdmin, network.ErrNotMember: errGroup, network.ErrGroupUnknown: errGroup,
		network.ErrInviteUnknown: errInvite, network.ErrNobody: errParticipants,
	} {
		if errors.Is(err, from) {
			return to
		}
	}
	return err
}

type groupsGetIn struct {
	AccountID    string `path:"accountId"`
	ID           string `path:"id"`
	ForceRefresh bool   `query:"forceRefresh"`
}

// groupsGet gives the stored copy of a group, fetched anew when that is asked for (twoway 2.6).
func groupsGet(t *tx, who *caller, in groupsGetIn) (groupView, error) {
	g, err := t.group(who, in.AccountID, in.ID, !who.scopes.has("CHATS_ACCESS_ALL"))
	if err != nil {
		return groupView{}, err
	}
	if in.ForceRefresh {
		if g.account.state != stateOpen {
			return groupView{}, errNotOpen
		}
		t.refreshGroup(g.account, numberOfGroup(g.id))
	}
	return g.view(), nil
}

// numberOfGroup is the id of a group in the network.
func numberOfGroup(id string) string { return id[:max(0, len(id)-len(groupSuffix))] }

type groupIn struct {
	AccountID string `path:"accountId"`
	ID        string `path:"id"`
}

type groupsPatchIn struct {
	groupIn
	Body struct {
		Action       string   `json:"action"`
		Participants []string `json:"participants"`
	}
}

// numbersOf reads ids or bare numbers of people.
func numbersOf(texts []string) (all []string) {
	for _, text := range texts {
		if number := digitsOf(numberOf(text)); number != "" {
			all = append(all, number)
			continue
		}
		all = append(all, digitsOf(text))
	}
	return all
}

// groupsPatch adds, removes, promotes or demotes participants; those for whom it changes nothing are skipped (twoway 2.6).
func groupsPatch(t *tx, who *caller, in groupsPatchIn) (groupView, error) {
	g, err := t.group(who, in.AccountID, in.ID, false)
	if err != nil {
		return groupView{}, err
	}
	g, err = t.act(g.account, network.GroupAct{
		Act: network.GroupVerb(in.Body.Action), Group: numberOfGroup(g.id), Numbers: numbersOf(in.Body.Participants),
	})
	if err != nil {
		return groupView{}, err
	}
	return g.view(), nil
}

type inviteCode struct {
	InviteCode string `json:"inviteCode"`
}

// groupsInviteCode gives the invite code of a group to its admins (twoway 2.6).
func groupsInviteCode(t *tx, who *caller, in groupIn) (inviteCode, error) {
	g, err := t.group(who, in.AccountID, in.ID, !who.scopes.has("CHATS_ACCESS_ALL"))
	if err != nil {
		return inviteCode{}, err
	}
	if g.account.state != stateOpen {
		return inviteCode{}, errNotOpen
	}
	from, err := t.p.net.Group(numberOfGroup(g.id))
	m, member := from.Member(g.account.number)
	switch {
	case err != nil || !member:
		return inviteCode{}, errGroup
	case m.Rank == network.Plain:
		return inviteCode{}, errNotAdmin
	}
	return inviteCode{from.Invite}, nil
}

type groupsPostIn struct {
	AccountID string `path:"accountId"`
	Body      struct {
		Name         string   `json:"name"`
		Participants []string `json:"participants"`
	}
}

// groupsPost makes a group with the account as owner (twoway 2.6).
func groupsPost(t *tx, who *caller, in groupsPostIn) (groupView, error) {
	a, err := t.account(who.team, in.AccountID)
	switch {
	case err != nil:
		return groupView{}, err
	case a.state != stateOpen:
		return groupView{}, errNotOpen
	case a.kind == typeBusiness || a.kind == typeTikTok || len(in.Body.Participants) == 0:
		return groupView{}, errParticipants
	}
	g, err := t.act(a, network.GroupAct{Act: network.GroupCreate, Text: in.Body.Name, Numbers: numbersOf(in.Body.Participants)})
	if err != nil {
		return groupView{}, err
	}
	return g.view(), nil
}

type groupsJoinIn struct {
	groupIn
	Code string `query:"code"`
}

// groupsJoin joins a group by its invite code (twoway 2.6).
func groupsJoin(t *tx, who *caller, in groupsJoinIn) (groupView, error) {
	a, err := t.account(who.team, in.AccountID)
	if err != nil {
		return groupView{}, err
	}
	if a.kind == typeBusiness || a.kind == typeTikTok {
		return groupView{}, errInvite
	}
	g, err := t.act(a, network.GroupAct{Act: network.GroupJoin, Group: numberOfGroup(in.ID), Invite: in.Code})
	if err != nil {
		return groupView{}, err
	}
	return g.view(), nil
}

// groupsLeave leaves a group; its chat stays and cannot be written to (twoway 2.6).
func groupsLeave(t *tx, who *caller, in groupIn) (map[string]any, error) {
	g, err := t.group(who, in.AccountID, in.ID, false)
	if err != nil {
		return nil, err
	}
	if _, err := t.act(g.account, network.GroupAct{Act: network.GroupLeave, Group: numberOfGroup(g.id)}); err != nil {
		return nil, err
	}
	return map[string]any{}, nil
}
