package network

import "time"

// dispatch judges a message and hands it to its channel (network 2.2 W6, W7): what fails at stage S is never dispatched, what
// fails at stage D is, and fails after hop L5.
func (t *tx) dispatch(place uint32) {
	if t.park(place) {
		return
	}
	if t.awaitFiles(place) {
		return
	}
	m := t.n.messages.at(place)
	if why := t.atDispatch(stageSubmission, place); why != NoReason {
		_ = t.enter(place, Failed, why) // legal: Accepted -> Failed
		return
	}
	if t.pace(place) || t.holdForPacing(place) {
		return
	}
	why := t.atDispatch(stageDelivery, place)
	t.settleContent(place)
	_ = t.enter(place, Dispatched, NoReason) // legal: Accepted -> Dispatched
	c := t.n.chats.at(m.chat)
	if t.n.windowOpen(c) {
		m.flags |= flagInWindow
	}
	if t.answered(m.chat, why != NoReason) {
		m.flags |= flagFreeEntry
	}
	t.noteRequest(m.chat, m.content)
	m.ttl = uint32(t.lifetime(place) / time.Second)
	if why != NoReason {
		if code := t.n.limits.Code; why == Restricted && code != usualLimitCode {
			t.mark(place).code = code // limits.code (network D04)
		}
		t.next(place, t.hop(m, HopFail), stepFail, uint64(why))
		return
	}
	s, d, _, _ := t.draftOf(place)
	t.counted(s, d, c)
	t.templateSent(m)
	t.afterSend(place)
	if why, after := t.lateFailure(place); why != NoReason {
		t.next(place, after, stepFail, uint64(why))
		return
	}
	wait := time.Duration(0)
	switch t.n.senders[c.sender-1].Channel {
	case WhatsApp:
		wait = t.hop(m, HopSent)
	case SMS:
		wait = t.hop(m, HopSMSCenter)
	}
	t.next(place, t.inLane(c, laneSent, wait), stepSent, 0)
}

// settleContent fixes what dispatch decides: the text of a template, files that are used once, and which products are there.
func (t *tx) settleContent(place uint32) {
	m := t.n.messages.at(place)
	s := t.n.senders[t.n.chats.at(m.chat).sender-1]
	for _, f := range filesOf(m.content) {
		if stored := t.n.file(t.n.owner(place), f.ID); stored != nil && stored.once {
			t.remove(stored)
		}
	}
	if content, ok := m.content.(TemplateMessage); ok {
		if tpl, _ := t.n.template(s.WABA, content.Name, content.Language); tpl != nil {
			content.Text = fill(tpl.Body, content.Body)
			m.content = t.templateWithoutMissing(s, content)
		}
	}
	if content, ok := m.content.(Interactive); ok {
		m.content = t.withoutMissing(content)
	}
}

// lifetime is how long the channel tries (network 2.8).
func (t *tx) lifetime(place uint32) time.Duration {
	m := t.n.messages.at(place)
	s := t.n.senders[t.n.chats.at(m.chat).sender-1]
	options := t.n.options(t.n.owner(place))
	switch s.Channel {
	case SMS:
		return ttlSMS
	case Viber:
		return ttlViber
	}
	if content, ok := m.content.(TemplateMessage); ok {
		if tpl, _ := t.n.template(s.WABA, content.Name, content.Language); tpl != nil {
			return tpl.lifetime(content, options)
		}
	}
	return orElse(options.TTL, ttlWhatsApp)
}

// sent stores a message for the person and sends it on when the handset can be reached.
func (t *tx) sent(place uint32) {
	_ = t.enter(place, Sent, NoReason) // legal: Dispatched -> Sent
	m := t.n.messages.at(place)
	c := t.n.chats.at(m.chat)
	if r, ok := m.content.(Reaction); ok { // ends here: a reaction has no further status (network 2.2)
		t.react(c, r)
		t.passOver(c)
		return
	}
	if g := t.n.groupAt(c.person); g != nil {
		t.toMembers(g, place)
	}
	gone, late := t.lost(place)
	switch {
	case gone:
		if t.reachable(c) && t.n.marked(place).part > 0 {
			t.planParts(place) // the others arrive
		}
		t.passOver(c)
		return
	case !t.reachable(c):
		t.wait(place)
		return
	}
	t.planParts(place)
	var after time.Duration
	switch t.n.senders[c.sender-1].Channel {
	case WhatsApp:
		after = t.lastLeg(m, c, HopDeliver)
	case SMS:
		after = t.smsTime(m) * time.Duration(t.n.people.at(c.person).slower())
	case Viber:
		after = t.lastLeg(m, c, HopViberDeliver)
	}
	if late > 0 { // a fault's: it holds nobody else back
		t.next(place, after+late, stepDeliver, 0)
		return
	}
	t.next(place, t.inLane(c, laneDeliver, after), stepDeliver, 0)
}

// lastLeg is the way to the phone: slower for one that roams, or dozes without good data (network 1.5, 2.6 L7).
func (t *tx) lastLeg(m *message, c *chat, h Hop) time.Duration {
	person := t.n.people.at(c.person)
	if person.is(flagSlowData) && h == HopDeliver {
		h = HopDoze
	}
	return t.hop(m, h) * time.Duration(person.slower())
}

// reachable tells whether a person's phone takes messages of a chat now.
func (t *tx) reachable(c *chat) bool {
	h, s := t.n.people.at(c.person), t.n.senders[c.sender-1]
	return !t.away(h) && h.online(s.Channel) && onAir(h, s.Channel) == NoReason && !(s.Channel == WhatsApp && h.blocks(WhatsApp, s.ID))
}

// deliver puts a message on the phone. Who looks at the chat, or reads at once, has read it at the same instant (network 2.2 W9).
func (t *tx) deliver(place uint32) {
	m := t.n.messages.at(place)
	c := t.n.chats.at(m.chat)
	if g := t.n.groupAt(c.person); g != nil {
		t.deliverToGroup(g, place)
		return
	}
	if !t.reachable(c) || t.forOldPhone(m, c) {
		t.wait(place)
		return
	}
	t.longerWaiting(c, place)
	m.flags &^= flagWaiting
	_ = t.enter(place, Delivered, NoReason) // legal: Sent -> Delivered
	t.failOnOthers(place)
	t.passOver(c)
	t.happen(c.person, OnMessage, place)
	if other := t.peer(c); other != nil {
		t.toPeer(other, place)
	}
	if c.opened || t.n.personaOf(t.n.people.at(c.person)) == "instant" {
		t.read(c, place)
	}
}
