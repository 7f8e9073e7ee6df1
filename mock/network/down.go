package network

// DownMode is what becomes of a send while its sender is not connected (network 10.1, state.down).
type DownMode string

// The modes.
const (
	DownFail  DownMode = ""      // it fails with sender_down
	DownKeep  DownMode = "keep"  // refused in the call; the message stays in the chat as failed, and nothing else is told
	DownQueue DownMode = "queue" // it waits until the sender is connected
)

// downMode is what an account of a sender wants for the state that it is in.
func (t *tx) downMode(s *sender, account string) DownMode {
	if s.Channel != WhatsApp || s.State == "" || s.State == Connected {
		return DownFail
	}
	return t.n.options(account).StateDown[s.State]
}

// park leaves a message with its account while the sender is not connected, and tells whether it did.
func (t *tx) park(place uint32) bool {
	m := t.n.messages.at(place)
	s := t.n.senders[t.n.chats.at(m.chat).sender-1]
	if t.downMode(s, t.n.owner(place)) != DownQueue {
		return false
	}
	m.turn++
	s.parked = append(s.parked, place)
	return true
}

// unpark sends on what waited for the sender, in the order in which it came.
func (t *tx) unpark(s *sender) {
	waiting := s.parked
	s.parked = nil
	for _, place := range waiting {
		if t.downMode(s, t.n.owner(place)) == DownQueue {
			s.parked = append(s.parked, place)
			continue
		}
		c := t.n.chats.at(t.n.messages.at(place).chat)
		t.next(place, t.inLane(c, laneDispatch, 0), stepDispatch, 0)
	}
}

// keep leaves a refused message in its chat as failed. The log says so; nobody else is told.
func (t *tx) keep(s *sender, d Draft, why Reason) Accept {
	place := t.compose(s, d)
	m := t.n.messages.at(place)
	for _, st := range []State{Accepted, Failed} {
		m.state = st
		m.changed = t.n.changes.add(change{at: t.now(), before: m.changed, state: st})
	}
	t.n.changes.at(m.changed).reason = why
	t.passOver(t.n.chats.at(m.chat))
	t.append(t.about(m, Event{Kind: MessageUntold, State: Failed, Reason: why}))
	return Accept{m.id, instant(t.now())}
}
