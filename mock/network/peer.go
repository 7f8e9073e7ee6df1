package network

// peer is the WhatsApp sender whose number a chat is with: a business writes to a business (network D35). nil: to a person.
func (t *tx) peer(c *chat) *sender {
	s := t.n.senders[c.sender-1]
	if s.Channel != WhatsApp {
		return nil
	}
	return t.n.sendersBy[senderKey{WhatsApp, t.n.people.at(c.person).number}]
}

// toPeer brings what one business wrote to the other, as a message of the first one's number.
func (t *tx) toPeer(to *sender, place uint32) {
	m := t.n.messages.at(place)
	from := t.n.senders[t.n.chats.at(m.chat).sender-1]
	arrived := t.inbound(to, t.someone(from.ID), t.noteOf(from, m))
	t.n.extra(arrived).peer = place
}

// noteOf is a message of a business as others get it: with a copy of its file.
func (t *tx) noteOf(from *sender, m *message) Note {
	w := Note{Number: from.ID, Channel: WhatsApp, Content: m.content}
	if content, ok := m.content.(Media); ok && !content.ID.IsZero() {
		if place, known := t.n.filesBy[content.ID]; known {
			f := t.n.files.at(place)
			w.File = &NewMedia{MIME: f.mime, Name: f.name, Data: f.data}
		}
	}
	return w
}

// seenByPeer tells a business that the other one has marked its message as read.
func (t *tx) seenByPeer(place uint32) {
	e := t.n.extras[place]
	if e == nil || e.peer == 0 {
		return
	}
	if t.n.messages.at(e.peer).state == Delivered {
		_ = t.enter(e.peer, Read, NoReason) // legal: Delivered -> Read
	}
}
