package network

// ReadChat makes a person open a chat, look at everything in it, and close it again (network 2.2 W10, W16).
func (n *Network) ReadChat(number string, ch Channel, senderID string) error {
	return n.inChat(number, ch, senderID, func(t *tx, c *chat) { t.look(number, c) })
}

// look is what happens when a person looks at a chat: of a group at what all say in it, on a phone that a business shares at what
// people wrote to it.
func (t *tx) look(number string, c *chat) {
	s := t.n.senders[c.sender-1]
	switch g := t.n.groupAt(c.person); {
	case s.shares() && s.ID == number:
		t.markUpTo(c, c.last)
	case g != nil:
		t.readInGroup(g, number)
	default:
		t.read(c, c.last)
	}
}

// OpenChat makes a person look at a chat until it is closed: what comes meanwhile is read at once.
func (n *Network) OpenChat(number string, ch Channel, senderID string, open bool) error {
	return n.inChat(number, ch, senderID, func(t *tx, c *chat) {
		if g := n.groupAt(c.person); g != nil {
			g.look[number] = open
		} else {
			c.opened = open
		}
		if s := n.senders[c.sender-1]; open && c.count == 0 && s.Welcome {
			t.notice(n.chatsBy[chatKey{c.sender, c.person}], Welcome{})
		}
		if open {
			t.look(number, c)
		}
	})
}

// Typing makes a person type. The network shows it to linked senders alone (network 1.4); api senders learn nothing.
func (n *Network) Typing(number string, ch Channel, senderID string) error {
	return n.inChat(number, ch, senderID, func(t *tx, c *chat) {
		t.append(Event{
			Kind: TypingShown, Account: n.senders[c.sender-1].Account, Channel: ch, Sender: n.senders[c.sender-1].ID, Number: number, Text: "person",
		})
		t.typed(n.chatsBy[chatKey{c.sender, c.person}], number)
	})
}

// inChat runs f with the chat of a person and a sender, made when it is new.
func (n *Network) inChat(number string, ch Channel, senderID string, f func(*tx, *chat)) error {
	return n.do(func(t *tx) error {
		h, s := t.person(number), n.sendersBy[senderKey{ch, senderID}]
		with := n.numbers[number]
		if own := n.ownPhone(number); own != nil && ch == WhatsApp && n.numbers[senderID] != 0 {
			s, with = own, n.numbers[senderID]
		} else if g := n.group(senderID); g != nil && g.Group.place(number) >= 0 {
			s, with = n.businessIn(g), g.place
			if s == nil {
				return nil // people among themselves: nobody is told
			}
		}
		switch {
		case h == nil:
			return ErrHandsetUnknown
		case s == nil:
			return ErrSenderUnknown
		case !h.has(ch):
			return ErrNotReachable
		}
		f(t, n.chats.at(t.chatOf(s, with)))
		return nil
	})
}

// businessIn is the first business in a group; nil when there is none.
func (n *Network) businessIn(g *group) *sender {
	for _, m := range g.Members {
		if s := n.sendersBy[senderKey{WhatsApp, m.Number}]; s != nil {
			return s
		}
	}
	return nil
}
