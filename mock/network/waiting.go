package network

import "time"

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
