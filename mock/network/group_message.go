package network

import "slices"

// receipt is who of a group has a message of a business, and who has read it (network 1.6).
type receipt struct {
	to        []string
	has, read []bool
}

// writeToGroup takes what a person says in a group: every business in it gets a copy of its own.
func (t *tx) writeToGroup(g *group, w Note) (ID, error) {
	switch _, in := g.Member(w.Number); {
	case !in:
		return ID{}, ErrNotMember
	case !g.MayWrite(w.Number):
		return ID{}, ErrNotAdmin
	}
	p := post{author: w.Number, at: t.now(), said: w.Content}
	for _, m := range g.Members {
		if s := t.n.sendersBy[senderKey{WhatsApp, m.Number}]; s != nil {
			p.copies = append(p.copies, t.inbound(s, g.place, w))
		}
	}
	if len(p.copies) > 0 {
		first := t.n.messages.at(p.copies[0])
		p.id, p.said = first.id, first.content
	} else {
		p.id = drawID(t.n.seed, forPosts, entityOf(g.ID), uint64(len(g.posts)))
	}
	t.keepPost(g, p)
	return p.id, nil
}

func (t *tx) keepPost(g *group, p post) {
	g.posts = append(g.posts, p)
	if t.n.posts == nil {
		t.n.posts = map[ID]postPlace{}
	}
	t.n.posts[p.id] = postPlace{g.place, uint32(len(g.posts) - 1)}
}

// postPlace says where a post stands: in which group, and the how manieth of it.
type postPlace struct{ group, nth uint32 }

// postOf finds a post by its id; nil when there is none.
func (n *Network) postOf(id ID) (*group, *post) {
	at, ok := n.posts[id]
	if !ok {
		return nil, nil
	}
	g := n.people.at(at.group).more.group
	return g, &g.posts[at.nth]
}

// toMembers shows what a business says in a group: to the people by and by, to other businesses at once.
func (t *tx) toMembers(g *group, place uint32) {
	m := t.n.messages.at(place)
	s := t.n.senders[t.n.chats.at(m.chat).sender-1]
	r := &receipt{}
	for _, member := range g.Members {
		if member.Number == s.ID {
			continue
		}
		if h := t.person(member.Number); h != nil && h.has(WhatsApp) {
			r.to = append(r.to, member.Number)
		}
		if other := t.n.sendersBy[senderKey{WhatsApp, member.Number}]; other != nil {
			t.inbound(other, g.place, t.noteOf(s, m))
		}
	}
	r.has, r.read = make([]bool, len(r.to)), make([]bool, len(r.to))
	if t.n.receipts == nil {
		t.n.receipts = map[uint32]*receipt{}
	}
	t.n.receipts[place] = r
	t.keepPost(g, post{id: m.id, author: s.ID, at: t.now(), copies: []uint32{place}})
}

// deliverToGroup brings a message to everybody who can be reached. It counts as delivered when all have it, as read when all have
// read it (network 1.6); of a group without people it stays sent.
func (t *tx) deliverToGroup(g *group, place uint32) {
	t.longerWaiting(t.n.chats.at(t.n.messages.at(place).chat), place)
	r := t.n.receipts[place]
	all, some := true, false
	for i, number := range r.to {
		if g.Group.place(number) < 0 {
			continue // has left
		}
		h := t.person(number)
		if h != nil && h.has(WhatsApp) && !t.away(h) && h.online(WhatsApp) {
			if !r.has[i] {
				t.happen(t.n.numbers[number], OnMessage, place)
			}
			r.has[i] = true
			r.read[i] = r.read[i] || (g.look[number] || t.n.personaOf(h) == "instant") && !h.is(flagNoReceipts)
		}
		all, some = all && r.has[i], true
	}
	if !all || !some {
		t.wait(place)
		return
	}
	m := t.n.messages.at(place)
	m.flags &^= flagWaiting
	_ = t.enter(place, Delivered, NoReason) // legal: Sent -> Delivered
	t.passOver(t.n.chats.at(m.chat))
	t.readByAll(g, place)
}

// someoneBack is when the first of those who lack a group's message is there again; false when nobody is within the given time.
func (t *tx) someoneBack(g *group, place uint32, end int64) (at int64, ok bool) {
	r := t.n.receipts[place]
	for i, number := range r.to {
		h := t.person(number)
		if r.has[i] || h == nil || g.Group.place(number) < 0 {
			continue
		}
		if back, comes := t.back(h, end); comes && (!ok || back < at) {
			at, ok = back, true
		}
	}
	return at, ok
}

// readByAll brings a delivered message into read when every member has read it.
func (t *tx) readByAll(g *group, place uint32) {
	r, m := t.n.receipts[place], t.n.messages.at(place)
	for i, number := range r.to {
		if !r.read[i] && g.Group.place(number) >= 0 {
			return
		}
	}
	if m.state == Delivered {
		_ = t.enter(place, Read, NoReason) // legal: Delivered -> Read
	}
}

// readInGroup makes a member look at what is in the group: oldest first, as far as it is on the phone.
func (t *tx) readInGroup(g *group, number string) {
	if h := t.person(number); h == nil || h.is(flagNoReceipts) {
		return
	}
	for _, p := range g.posts {
		for _, place := range p.copies {
			r := t.n.receipts[place]
			if r == nil {
				continue
			}
			if i := slices.Index(r.to, number); i >= 0 && r.has[i] && !r.read[i] {
				r.read[i] = true
				t.happen(t.n.numbers[number], OnRead, place)
				t.readByAll(g, place)
			}
		}
	}
}

// groupWentOn looks again at what waits in a group: who has left is not waited for.
func (t *tx) groupWentOn(g *group) {
	t.backlog(g.place)
}

// noteMember keeps on a person which groups hold them.
func (n *Network) noteMember(number string, place uint32, in bool) {
	at, known := n.numbers[number]
	if !known {
		return
	}
	h := n.people.at(at)
	groups := h.rest().groups
	if i := slices.Index(groups, place); in && i < 0 {
		groups = append(groups, place)
	} else if !in && i >= 0 {
		groups = slices.Delete(groups, i, i+1)
	}
	h.more.groups = groups
}

// kindsInGroups are what senders say in groups: an api sender the kinds of network 1.6, a linked one everything.
func groupTakes(s *sender, content Content) bool {
	if s.Kind == "linked" {
		return true
	}
	switch c := content.(type) {
	case Text, Media, Location, Contacts, Reaction:
		return true
	case TemplateMessage:
		return len(c.Cards) == 0
	}
	return false
}

// checkGroup is step 6 of network 3.19.
func checkGroup(t *tx, s *sender, d *Draft, _ *handset, _ *chat) Reason {
	if !isGroupID(d.To) {
		return NoReason
	}
	g := t.n.group(d.To)
	switch {
	case g == nil:
		return GroupUnknown
	case !g.MayWrite(s.ID):
		return GroupRight
	case !groupTakes(s, d.Content):
		return GroupKind
	}
	return NoReason
}
