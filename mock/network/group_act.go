package network

import (
	"fmt"
	"slices"
	"strings"
)

// GroupVerb is something that a member does with a group.
type GroupVerb string

// What can be done with groups.
const (
	GroupCreate      GroupVerb = "create"
	GroupDelete      GroupVerb = "delete"
	GroupJoin        GroupVerb = "join"
	GroupLeave       GroupVerb = "leave"
	GroupRename      GroupVerb = "rename"
	GroupDescribe    GroupVerb = "describe"
	GroupPicture     GroupVerb = "picture"
	GroupAnnounce    GroupVerb = "announce"
	GroupRestrict    GroupVerb = "restrict"
	GroupAdd         GroupVerb = "add"
	GroupRemove      GroupVerb = "remove"
	GroupPromote     GroupVerb = "promote"
	GroupDemote      GroupVerb = "demote"
	GroupResetInvite GroupVerb = "resetInvite"
)

// GroupAct is one act of one member.
type GroupAct struct {
	Act     GroupVerb
	Account string   // of the sender that acts; empty: a person does
	By      string   // number of the sender, or of the person
	Group   string   // of create and join with an invite: empty
	Invite  string   // join: code or address
	Text    string   // create, rename: name; describe: description
	About   string   // create: description
	On      bool     // announce, restrict
	Numbers []string // create, add, remove, promote, demote
	Photo   ID       // picture; zero takes it away
}

// ActOnGroup does one act and answers the group after it. Numbers for which an act changes nothing are passed over. Errors:
// ErrSenderUnknown, ErrHandsetUnknown, ErrGroupUnknown, ErrNotMember, ErrNotAdmin, ErrInviteUnknown, ErrInviteOnly, ErrGroupFull,
// ErrNobody.
func (n *Network) ActOnGroup(a GroupAct) (v Group, err error) {
	err = n.do(func(t *tx) error {
		g, err := t.actOnGroup(a)
		if g != nil {
			v = g.copied()
		}
		return err
	})
	return v, err
}

func (t *tx) actOnGroup(a GroupAct) (*group, error) {
	if err := t.mayAct(a); err != nil {
		return nil, err
	}
	switch a.Act {
	case GroupCreate:
		return t.createGroup(a)
	case GroupJoin:
		return t.joinGroup(a)
	}
	g := t.n.group(a.Group)
	if g == nil {
		return nil, ErrGroupUnknown
	}
	if err := g.lets(a); err != nil {
		return nil, err
	}
	return g, t.changeGroup(g, a)
}

// mayAct checks who acts: a sender of the account, or a person with the app.
func (t *tx) mayAct(a GroupAct) error {
	if a.Account != "" {
		_, err := t.n.ownSender(a.Account, WhatsApp, a.By)
		return err
	}
	switch h := t.person(a.By); {
	case h == nil:
		return ErrHandsetUnknown
	case !h.has(WhatsApp) || h.is(flagOff) || !h.online(WhatsApp):
		return ErrNotReachable
	}
	return nil
}

// lets checks the rights of a member (network 1.6): admins change members, rights and the invite; with restrict also the rest.
func (g *group) lets(a GroupAct) error {
	m, in := g.Member(a.By)
	open := a.Act == GroupLeave || !g.Restrict && (a.Act == GroupRename || a.Act == GroupDescribe || a.Act == GroupPicture)
	switch {
	case !in:
		return ErrNotMember
	case a.Act == GroupDelete && m.Rank != Owner, m.Rank == Plain && !open:
		return ErrNotAdmin
	case a.Act == GroupAdd && g.business:
		return ErrInviteOnly
	}
	return nil
}

// createGroup makes a group with its maker as owner. People are added at once where a phone makes it; an api sender sends them the
// invite.
func (t *tx) createGroup(a GroupAct) (*group, error) {
	s := t.n.sendersBy[senderKey{WhatsApp, a.By}]
	business := s != nil && s.Kind != "linked" && a.Account != ""
	if business && t.n.groupsOf(a.By) >= groupsMade {
		return nil, ErrGroupFull
	}
	if business && len(a.Numbers) > groupPeople {
		return nil, ErrGroupFull
	}
	if !business && len(a.Numbers) > 0 && !slices.ContainsFunc(a.Numbers, t.canJoin) {
		return nil, ErrNobody
	}
	g := &group{business: business}
	g.Group = Group{ID: t.drawGroupID(a.By), Name: a.Text, About: a.About, Owner: a.By, Made: instant(t.now())}
	g.Members = []GroupMember{{a.By, Owner, g.Made}}
	t.keepGroup(g)
	t.newInvite(g)
	if business {
		g.Invited = t.joinable(g, a.Numbers)
		for _, number := range g.Invited {
			if at, known := t.n.numbers[number]; known {
				t.happen(at, OnInvite, g.place)
			}
		}
	} else {
		t.admit(g, a.Numbers)
	}
	t.groupChanged(g, a, slices.Concat(g.Invited, numbersOf(g.Members[1:])))
	return g, nil
}

// keepGroup gives a group its place among the people.
func (t *tx) keepGroup(g *group) {
	g.place = t.n.people.add(handset{number: g.ID, name: g.Name, apps: 1 << WhatsApp, more: &handsetMore{group: g}})
	t.n.numbers[g.ID] = g.place
	t.n.groups = append(t.n.groups, g.place)
	g.look = map[string]bool{}
	for _, m := range g.Members {
		t.n.noteMember(m.Number, g.place, true)
	}
}

func (n *Network) groupsOf(owner string) (count int) {
	for _, place := range n.groups {
		if g := n.groupAt(place); g != nil && g.Owner == owner {
			count++
		}
	}
	return count
}

// joinGroup makes a member of whoever has the invite. Who is in already stays.
func (t *tx) joinGroup(a GroupAct) (*group, error) {
	g := t.n.invited(a.Invite)
	switch {
	case g == nil || a.Group != "" && g.ID != a.Group:
		return nil, ErrInviteUnknown
	case g.Group.place(a.By) >= 0:
		return g, nil
	case g.business && len(g.Members) > groupPeople:
		return nil, ErrGroupFull
	}
	if len(t.admit(g, []string{a.By})) == 0 {
		return nil, ErrInviteUnknown
	}
	t.groupChanged(g, a, nil)
	return g, nil
}

// changeGroup does everything else.
func (t *tx) changeGroup(g *group, a GroupAct) error {
	who := a.Numbers
	switch a.Act {
	case GroupDelete:
		t.groupChanged(g, a, nil)
		t.endGroup(g)
		return nil
	case GroupLeave:
		t.groupChanged(g, a, nil)
		t.dismiss(g, []string{a.By})
		return nil
	case GroupRemove:
		who = g.below(a.Numbers, func(m GroupMember) bool { return m.Rank != Owner && m.Number != a.By })
		t.groupChanged(g, a, who)
		t.dismiss(g, who)
		return nil
	case GroupAdd:
		who = t.admit(g, a.Numbers)
	case GroupPromote:
		who = g.below(a.Numbers, func(m GroupMember) bool { return m.Rank == Plain })
		g.rank(who, Admin)
	case GroupDemote:
		who = g.below(a.Numbers, func(m GroupMember) bool { return m.Rank == Admin })
		g.rank(who, Plain)
	default:
		t.setGroup(g, a)
	}
	t.groupChanged(g, a, who)
	return nil
}

func (t *tx) setGroup(g *group, a GroupAct) {
	switch a.Act {
	case GroupRename:
		g.Name = a.Text
		t.n.people.at(g.place).name = a.Text
	case GroupDescribe:
		g.About = a.Text
	case GroupPicture:
		g.Photo = a.Photo
	case GroupAnnounce:
		g.Announce = a.On
	case GroupRestrict:
		g.Restrict = a.On
	case GroupResetInvite:
		t.newInvite(g)
	}
}

func (t *tx) endGroup(g *group) {
	for _, m := range g.Members {
		t.n.noteMember(m.Number, g.place, false)
	}
	g.Members, g.deleted = nil, true
}

// groupChanged tells every business in the group what was done.
func (t *tx) groupChanged(g *group, a GroupAct, who []string) {
	e := Event{Kind: GroupChanged, Channel: WhatsApp, Number: g.ID, Text: groupText(a, who)}
	told := false
	for _, m := range g.Members {
		if s := t.n.sendersBy[senderKey{WhatsApp, m.Number}]; s != nil {
			e.Account, e.Sender, told = s.Account, s.ID, true
			t.append(e)
		}
	}
	if !told {
		t.append(e)
	}
}

// groupText is an act in the log's words.
func groupText(a GroupAct, who []string) string {
	text := fmt.Sprintf("%s by %s", a.Act, a.By)
	switch a.Act {
	case GroupAnnounce, GroupRestrict:
		text += map[bool]string{true: " on", false: " off"}[a.On]
	}
	if len(who) > 0 {
		text += ": " + strings.Join(who, " ")
	}
	return text
}

func numbersOf(members []GroupMember) (all []string) {
	for _, m := range members {
		all = append(all, m.Number)
	}
	return all
}
