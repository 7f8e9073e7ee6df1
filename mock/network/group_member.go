package network

import "slices"

// canJoin tells whether a number is somebody on WhatsApp.
func (t *tx) canJoin(number string) bool {
	h := t.person(number)
	return h != nil && h.has(WhatsApp) || t.n.sendersBy[senderKey{WhatsApp, number}] != nil
}

// joinable are the numbers that can join and have not yet, each once.
func (t *tx) joinable(g *group, numbers []string) (all []string) {
	for _, number := range numbers {
		if g.Group.place(number) < 0 && t.canJoin(number) && !slices.Contains(all, number) {
			all = append(all, number)
		}
	}
	return all
}

// admit makes members of numbers and answers those that are new.
func (t *tx) admit(g *group, numbers []string) (added []string) {
	for _, number := range t.joinable(g, numbers) {
		if s := t.n.sendersBy[senderKey{WhatsApp, number}]; s != nil && s.Kind != "linked" && !s.App {
			continue // an api sender is only in groups of its own (network 1.6: one business per group)
		}
		g.Members = append(g.Members, GroupMember{number, Plain, instant(t.now())})
		g.Invited = slices.DeleteFunc(g.Invited, func(invited string) bool { return invited == number })
		t.n.noteMember(number, g.place, true)
		added = append(added, number)
	}
	return added
}

// dismiss takes members out. When the owner goes, the earliest admin, else the earliest member, becomes admin.
func (t *tx) dismiss(g *group, numbers []string) {
	for _, number := range numbers {
		i := g.Group.place(number)
		owner := g.Members[i].Rank == Owner
		g.Members = slices.Delete(g.Members, i, i+1)
		delete(g.look, number)
		t.n.noteMember(number, g.place, false)
		if owner && len(g.Members) > 0 && !slices.ContainsFunc(g.Members, func(m GroupMember) bool { return m.Rank == Admin }) {
			g.Members[0].Rank = Admin
		}
	}
	t.groupWentOn(g)
}

// below are the members among numbers that a rule lets be changed, in the order given.
func (g *group) below(numbers []string, may func(GroupMember) bool) (all []string) {
	for _, number := range numbers {
		if m, in := g.Member(number); in && may(m) && !slices.Contains(all, number) {
			all = append(all, number)
		}
	}
	return all
}

func (g *group) rank(numbers []string, to GroupRank) {
	for _, number := range numbers {
		g.Members[g.Group.place(number)].Rank = to
	}
}
