package network

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
