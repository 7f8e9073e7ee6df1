package network

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// GroupRank is what a member may do: nothing special, change the group, or have made it.
type GroupRank uint8

// The ranks of a member.
const (
	Plain GroupRank = iota
	Admin
	Owner
)

// Group is several people in one chat (network 1.6). Its id is an address that senders and people write to.
type Group struct {
	ID       string // 18 digits that start with 120363
	Name     string
	About    string // description
	Invite   string // 22 letters and digits: what stands behind the platform's address for invites
	Owner    string // the number that made it
	Made     time.Time
	Announce bool // only admins write
	Restrict bool // only admins change name, description, picture
	Photo    ID   // a file; zero: none
	Members  []GroupMember
	Invited  []string // numbers that were sent the invite and have not joined; in order
}

// GroupMember is one participant, by number: a person's, or that of a WhatsApp sender.
type GroupMember struct {
	Number string
	Rank   GroupRank
	Joined time.Time
}

// Member finds a participant.
func (g Group) Member(number string) (m GroupMember, ok bool) {
	if i := g.place(number); i >= 0 {
		return g.Members[i], true
	}
	return m, false
}

func (g *Group) place(number string) int {
	return slices.IndexFunc(g.Members, func(m GroupMember) bool { return m.Number == number })
}

// MayWrite tells whether a number is a member that may write (network 3.19 group_right).
func (g Group) MayWrite(number string) bool {
	m, in := g.Member(number)
	return in && (!g.Announce || m.Rank != Plain)
}

// group is a Group as it runs. In the network a group stands where the person of a chat does: each business in it has one chat with it.
type group struct {
	Group
	place    uint32 // of its entry among the people
	business bool   // made by an api sender: joined by invite only, with a limit (network 1.6)
	deleted  bool
	invites  uint64 // made so far: the draw of the next one
	posts    []post
	look     map[string]bool // members that look at it now
}

// post is what one member wrote, as all members see it.
type post struct {
	id     ID
	author string
	at     int64
	said   Content // of a person's post
	copies []uint32
	gone   bool
	edited bool
}

// The limits of groups that api senders make (network 1.6).
const (
	groupPeople = 8
	groupsMade  = 10_000
	inviteSize  = 22
)

const groupStart = "120363"

// isGroupID tells whether an address has the form of a group's id (network 1.6).
func isGroupID(address string) bool {
	return len(address) == 18 && strings.HasPrefix(address, groupStart)
}

// group finds a group that is there by its id.
func (n *Network) group(id string) *group {
	if !isGroupID(id) {
		return nil
	}
	return n.groupAt(n.numbers[id])
}

// groupAt is the group that stands at a place among the people; nil when a person or nobody does.
func (n *Network) groupAt(place uint32) *group {
	if place == 0 {
		return nil
	}
	if h := n.people.at(place); h.more != nil && h.more.group != nil && !h.more.group.deleted {
		return h.more.group
	}
	return nil
}

// Group answers one group.
func (n *Network) Group(id string) (v Group, err error) {
	err = ErrGroupUnknown
	n.ask(func() {
		if g := n.group(id); g != nil {
			v, err = g.copied(), nil
		}
	})
	return v, err
}

// GroupByInvite answers the group to which a code, or an address that ends with one, leads.
func (n *Network) GroupByInvite(invite string) (v Group, err error) {
	err = ErrInviteUnknown
	n.ask(func() {
		if g := n.invited(invite); g != nil {
			v, err = g.copied(), nil
		}
	})
	return v, err
}

// Groups answers the groups of which a number is a member, in order of making; an empty number means all.
func (n *Network) Groups(number string) (all []Group) {
	n.ask(func() {
		for _, place := range n.groups {
			g := n.groupAt(place)
			if g != nil && (number == "" || g.Group.place(number) >= 0) {
				all = append(all, g.copied())
			}
		}
	})
	return all
}

// invited is the group of an invite.
func (n *Network) invited(invite string) *group {
	code := invite[strings.LastIndexByte(invite, '/')+1:]
	for _, place := range n.groups {
		if g := n.groupAt(place); g != nil && code != "" && g.Invite == code {
			return g
		}
	}
	return nil
}

func (g *group) copied() Group {
	v := g.Group
	v.Members, v.Invited = slices.Clone(v.Members), slices.Clone(v.Invited)
	return v
}

// inviteLetters are what codes are made of.
const inviteLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"

// newInvite draws the next code of a group; the one before it leads nowhere from then on.
func (t *tx) newInvite(g *group) {
	g.invites++
	code := make([]byte, inviteSize)
	for i := range code {
		bits := draw(t.n.seed, forInvites, entityOf(g.ID), g.invites<<8|uint64(i))
		code[i] = inviteLetters[bits%uint64(len(inviteLetters))]
	}
	g.Invite = string(code)
}

// drawGroupID is the next free id of the groups that a number makes.
func (t *tx) drawGroupID(owner string) string {
	made := uint64(0)
	for _, place := range t.n.groups {
		if t.n.people.at(place).more.group.Owner == owner {
			made++
		}
	}
	for count := made; ; count++ {
		digits := draw(t.n.seed, forGroups, entityOf(owner), count) % 1_000_000_000_000
		id := groupStart + padded(digits, 12)
		if _, taken := t.n.numbers[id]; !taken {
			return id
		}
	}
}

// padded is a number in decimal with zeros before it.
func padded(v uint64, width int) string {
	digits := make([]byte, width)
	for i := width - 1; i >= 0; i-- {
		digits[i] = byte('0' + v%10)
		v /= 10
	}
	return string(digits)
}

// loadGroups makes the groups that a world starts with. The first member is the owner; an api sender's group is joined by invite only.
func (n *Network) loadGroups(all []Group) error {
	t := &tx{n}
	for _, v := range all {
		if len(v.Members) == 0 || !isGroupID(v.ID) || n.numbers[v.ID] != 0 {
			return fmt.Errorf("group %q: an id of 18 digits that start with %s, used once, and a first member who owns it", v.ID, groupStart)
		}
		g := &group{Group: v}
		g.Owner, g.Made = v.Members[0].Number, instant(n.now)
		g.Members = slices.Clone(v.Members)
		for i := range g.Members {
			g.Members[i].Joined = g.Made
		}
		g.Members[0].Rank = Owner
		s := n.sendersBy[senderKey{WhatsApp, g.Owner}]
		g.business = s != nil && !s.shares()
		t.keepGroup(g)
		if g.Invite == "" {
			t.newInvite(g)
		}
	}
	return nil
}
