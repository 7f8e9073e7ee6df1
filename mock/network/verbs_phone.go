package network

// actByPhone acts on the call that rings, else on the newest of the person.
func (t *tx) actByPhone(sc scene, act CallAct) {
	id := ID{}
	if sc.on == OnCall {
		id = t.n.calls.at(sc.place).ID
	} else {
		for place := uint32(1); place <= t.n.calls.n; place++ {
			if c := t.n.calls.at(place); c.Number == sc.h.number && c.State != CallOver {
				id = c.ID
			}
		}
	}
	_ = t.actOnPhone(sc.h.number, id, act, "")
}

func (t *tx) readChat(sc scene) {
	if sc.m == nil {
		return
	}
	c := t.n.chats.at(sc.m.chat)
	if t.away(sc.h) {
		return
	}
	if g := t.n.groupAt(c.person); g != nil {
		t.readInGroup(g, sc.h.number)
		return
	}
	t.read(c, c.last)
}

// openChat looks at a chat, perhaps for a while.
func (t *tx) openChat(sc scene, open bool) {
	if s := t.n.sendersBy[senderKey{sc.channel, sc.sender}]; s != nil {
		place := t.chatOf(s, sc.person)
		c := t.n.chats.at(place)
		c.opened = open
		if open {
			t.read(c, c.last)
		}
		if open && sc.Length > 0 {
			t.plan(sc.Length, step{what: stepClose, a: place})
		}
	}
}

func (t *tx) playVoice(sc scene) {
	if sc.m != nil {
		_ = t.play(sc.h.number, sc.m.id)
	}
}

func (t *tx) typeAWhile(sc scene) {
	if s := t.n.sendersBy[senderKey{sc.channel, sc.sender}]; s != nil {
		place := t.chatOf(s, sc.person)
		t.append(Event{Kind: TypingShown, Account: s.Account, Channel: sc.channel, Sender: s.ID, Number: sc.h.number, Text: "person"})
		t.typed(place, sc.h.number)
	}
}

// switchPhone changes a condition of the phone, for a while or until it is changed again.
func (t *tx) switchPhone(sc scene, change func(*Handset)) {
	before := sc.h.value()
	v := before
	change(&v)
	t.setHandset(sc.person, v)
	if sc.Length > 0 {
		back := flagsOf(before)
		t.plan(sc.Length, step{what: stepSwitchBack, a: sc.person, b: uint64(back)})
	}
}

// flagsOf are the conditions of a phone as they were.
func flagsOf(v Handset) handsetFlags {
	h := handset{}
	h.set(flagOff, v.Off)
	h.fillConditions(v)
	return h.flags & (cutOff | flagRoaming | flagSlowData)
}

// switchBack brings the conditions back that a deed has changed for a while.
func (t *tx) switchBack(person uint32, back handsetFlags) {
	h := *t.n.people.at(person)
	h.flags = h.flags&^(cutOff|flagRoaming|flagSlowData) | back
	t.setHandset(person, h.value())
}

// joinBy joins by the invite of the deed, else by that of the group that has sent one.
func (t *tx) joinBy(sc scene) {
	invite := sc.Invite
	if sc.on == OnInvite {
		if g := t.n.groupAt(sc.place); g != nil && invite == "" {
			invite = g.Invite
		}
	}
	_, _ = t.actOnGroup(GroupAct{Act: GroupJoin, By: sc.h.number, Invite: invite})
}
