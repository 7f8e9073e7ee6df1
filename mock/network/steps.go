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
