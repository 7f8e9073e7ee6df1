package network

import "time"

// run lets one planned thing happen.
func (t *tx) run(s step) {
	switch s.what {
	case stepCallback:
		t.append(Event{Kind: CallbackDue, Delivery: s.b})
		return
	case stepReminder:
		t.remind(s.a)
		return
	case stepMediaGone:
		if f := t.n.files.at(s.a); !f.deleted {
			t.remove(f)
		}
		return
	case stepArrive:
		t.arrive(s.a)
		return
	case stepTell:
		t.tellLater(s.a, s.b)
		return
	case stepCallEnd:
		t.callUnanswered(s.a)
		return
	case stepDeed:
		t.follow(s.a, s.b)
		return
	case stepBurst:
		t.nextOfBurst(s.a)
		return
	case stepClose:
		t.n.chats.at(s.a).opened = false
		return
	case stepSwitchBack:
		t.switchBack(s.a, handsetFlags(s.b))
		return
	case stepPart:
		t.partArrived(s.a, int(s.b))
		return
	case stepTypingEnd:
		t.stopTyping(s.a, uint32(s.b))
		return
	}
	if t.runBusiness(s) {
		return
	}
	if m := t.n.messages.at(s.a); m.turn != s.turn || m.state.ended() {
		return // overtaken by what happened meanwhile
	}
	if wait := t.standsStill(s.a); wait > 0 {
		t.plan(wait, s)
		return
	}
	switch s.what {
	case stepDispatch:
		t.dispatch(s.a)
	case stepSent:
		t.sent(s.a)
	case stepFail:
		_ = t.enter(s.a, Failed, Reason(s.b))
		t.unreach(t.n.messages.at(s.a))
	case stepVerdict:
		t.verdict(s.a, s.b == 1)
	case stepDeliver, stepRetry:
		t.deliver(s.a)
	case stepExpire:
		t.expire(s.a)
	}
}

// hop is the time of one leg for a message.
func (t *tx) hop(m *message, h Hop) time.Duration {
	return t.n.latency.of(t.n.seed, h, t.n.chats.at(m.chat).entity, uint64(m.nth))
}

// next plans the next step of a message and voids all that was planned for it before.
func (t *tx) next(place uint32, after time.Duration, what stepKind, b uint64) {
	m := t.n.messages.at(place)
	m.turn++
	t.plan(after, step{what: what, turn: m.turn, a: place, b: b})
}

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

// wait leaves a message with the channel until the phone comes back or its life time ends; an SMS is tried again by itself.
func (t *tx) wait(place uint32) {
	m := t.n.messages.at(place)
	m.flags |= flagWaiting
	end := t.dispatchedAt(m) + int64(m.ttl)*int64(time.Second)
	if t.n.senders[t.n.chats.at(m.chat).sender-1].Channel == SMS {
		gap := retrySteps[min(int(m.tries), len(retrySteps)-1)]
		m.tries++
		t.append(t.about(m, Event{Kind: MessageBuffered, Reason: t.whyBuffered(t.n.people.at(t.n.chats.at(m.chat).person))}))
		if at, ok := t.returns(place, t.now()+int64(gap)); ok {
			gap = time.Duration(at - t.now()) // the home register tells that the phone is back (network 2.6 L24)
		}
		if t.now()+int64(gap) < end {
			t.next(place, gap, stepRetry, 0)
			return
		}
	}
	what, why := stepExpire, NoReason
	if day := t.dispatchedAt(m) + int64(pendingMost); onAir(t.n.people.at(t.n.chats.at(m.chat).person), WhatsApp) == PendingTooLong && day < end {
		end, what, why = day, stepFail, PendingTooLong
	}
	if at, ok := t.returns(place, end); ok {
		t.next(place, time.Duration(at-t.now()), stepDeliver, 0)
		return
	}
	t.next(place, time.Duration(end-t.now()), what, uint64(why))
}

// returns is when whom a message waits for is there again by the persona; false when nobody is within the given time.
func (t *tx) returns(place uint32, end int64) (at int64, ok bool) {
	person := t.n.chats.at(t.n.messages.at(place).chat).person
	if g := t.n.groupAt(person); g != nil {
		return t.someoneBack(g, place, end)
	}
	return t.back(t.n.people.at(person), end)
}

// dispatchedAt is when the life time of a message began.
func (t *tx) dispatchedAt(m *message) int64 {
	for at := m.changed; at != 0; at = t.n.changes.at(at).before {
		if t.n.changes.at(at).state == Dispatched {
			return t.n.changes.at(at).at
		}
	}
	return m.made
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

// longerWaiting brings what has waited in the chat since before a message: the phone is back for all of it, whenever each would have been
// tried again (network 2.7).
func (t *tx) longerWaiting(c *chat, place uint32) {
	for at := c.firstOpen; at != 0 && at != place; {
		m := t.n.messages.at(at)
		next := m.next
		if m.flags&flagWaiting != 0 && m.state == Sent {
			t.deliver(at)
		}
		at = next
	}
}

// personaOf is how a person behaves (network 8.2).
func (n *Network) personaOf(h *handset) string {
	if h.kind != 0 {
		return personaNames[h.kind-1]
	}
	return n.persona
}

// passOver moves the chat's marker behind messages to which carriage has nothing more to do.
func (t *tx) passOver(c *chat) {
	for c.firstOpen != 0 {
		m := t.n.messages.at(c.firstOpen)
		if m.dir == Outbound && !m.state.ended() {
			if _, reaction := m.content.(Reaction); !reaction || m.state != Sent {
				return
			}
		}
		c.firstOpen = m.next
	}
}

// expire ends a message that could not be delivered in its time; whether the business is told is the account's ttl.report.
func (t *tx) expire(place uint32) {
	m := t.n.messages.at(place)
	s := t.n.senders[t.n.chats.at(m.chat).sender-1]
	why := NoReason
	if s.Channel != WhatsApp || t.n.options(t.n.owner(place)).ReportExpiry {
		why = Expired
	}
	m.flags &^= flagWaiting
	t.unreach(m)
	if why != NoReason && t.endsSilently(place) {
		why = NoReason
	}
	_ = t.enter(place, ExpiredState, why) // legal: Sent -> expired
}

// backlog sends a person's waiting messages on, oldest first in each chat: the phone has come back (network 2.6 L8, L24).
func (t *tx) backlog(person uint32) {
	if more := t.n.people.at(person).more; more != nil {
		for _, group := range more.groups {
			t.backlog(group)
		}
	}
	for at := t.n.people.at(person).first; at != 0; at = t.n.chats.at(at).next {
		c := t.n.chats.at(at)
		for place := c.firstOpen; place != 0; {
			m := t.n.messages.at(place)
			if m.flags&flagWaiting != 0 && m.state == Sent && t.reachable(c) {
				t.next(place, t.inLane(c, laneDeliver, t.hop(m, HopBacklog)), stepDeliver, 0)
			}
			place = m.next
		}
	}
}

// read brings every delivered message of a chat up to one into read, oldest first, as far as the channel and the person tell
// (network 1.5: receipts off tell nothing on WhatsApp; SMS knows no reading).
func (t *tx) read(c *chat, last uint32) {
	h, s := t.n.people.at(c.person), t.n.senders[c.sender-1]
	told := s.Channel == Viber || s.Channel == WhatsApp && !h.is(flagNoReceipts)
	for at := c.firstUnread; at != 0; at = t.n.messages.at(at).next {
		m := t.n.messages.at(at)
		if told && m.dir == Outbound && m.state == Delivered && !t.unread(at) {
			_ = t.enter(at, Read, NoReason) // legal: Delivered -> Read
			t.wasRead(s)
			t.templateRead(m)
		}
		if m.dir == Outbound && m.state.on() && m.flags&flagSeen == 0 {
			m.flags |= flagSeen
			t.happen(c.person, OnRead, at)
		}
		if at == last {
			break
		}
	}
	t.passUnread(c)
}

// passUnread moves the chat's marker behind messages that can no longer be read.
func (t *tx) passUnread(c *chat) {
	for c.firstUnread != 0 {
		m := t.n.messages.at(c.firstUnread)
		if m.dir == Outbound && (m.state == Delivered && m.flags&flagSeen == 0 || !m.state.ended()) {
			return
		}
		c.firstUnread = m.next
	}
}
