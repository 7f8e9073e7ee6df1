package network

// edited is that a message was changed after it was written.
type edited struct {
	at    int64
	count int
}

// Edit changes the text of what a person has written, within 15 minutes (network 2.3 I3). Whether the business is told is the account's
// inbound.edit; the log has it anyway.
func (n *Network) Edit(number string, id ID, text string) error {
	return n.do(func(t *tx) error { return t.edit(number, id, text) })
}

func (t *tx) edit(number string, id ID, text string) error {
	if own := t.n.ownPhone(number); own != nil {
		return t.editSent(own, id, text)
	}
	places, m, err := t.written(number, id)
	if err != nil {
		return err
	}
	if !t.n.younger(m, editWindow) {
		return ErrTooLate
	}
	changed, ok := reworded(m.content, text)
	if !ok || m.state == Deleted {
		return ErrNotOffered
	}
	for _, place := range places {
		t.reword(place, changed)
	}
	if g, p := t.n.postOf(id); g != nil {
		p.said, p.edited = changed, true
	}
	return nil
}

// EditSent changes the text of what a business has sent, within 15 minutes: linked senders only (network 1.3, 3.5).
func (n *Network) EditSent(account string, id ID, text string) error {
	return n.do(func(t *tx) error {
		s, err := t.sharer(account, id)
		if err != nil {
			return err
		}
		return t.editSent(s, id, text)
	})
}

func (t *tx) editSent(s *sender, id ID, text string) error {
	place, ok := t.n.messageBy[id]
	if !ok {
		return ErrMessageUnknown
	}
	m := t.n.messages.at(place)
	if m.dir != Outbound || t.n.chats.at(m.chat).sender != s.place {
		return ErrMessageUnknown
	}
	changed, ok := reworded(m.content, text)
	switch {
	case !t.n.younger(m, editWindow):
		return ErrTooLate
	case !ok || m.state == Deleted || m.state == Failed:
		return ErrNotOffered
	}
	t.reword(place, changed)
	return nil
}

// reworded is a content with another text; false for what has no text.
func reworded(content Content, text string) (Content, bool) {
	switch c := content.(type) {
	case Text:
		c.Body = text
		return c, true
	case asked:
		c.Body = text
		return c, true
	case Media:
		c.Caption = text
		return c, c.As != Voice && c.As != Sticker && c.As != Audio
	}
	return content, false
}

func (t *tx) reword(place uint32, to Content) {
	m := t.n.messages.at(place)
	m.content = to
	if t.n.edits == nil {
		t.n.edits = map[uint32]edited{}
	}
	t.n.edits[place] = edited{t.now(), t.n.edits[place].count + 1}
	t.append(t.about(m, Event{Kind: MessageEdited}))
}

// written finds what a person wrote: in a group all copies.
func (t *tx) written(number string, id ID) (places []uint32, first *message, err error) {
	if g, p := t.n.postOf(id); g != nil {
		if p.author != number || len(p.copies) == 0 {
			return nil, nil, ErrMessageUnknown
		}
		return p.copies, t.n.messages.at(p.copies[0]), nil
	}
	place, ok := t.n.messageBy[id]
	if !ok {
		return nil, nil, ErrMessageUnknown
	}
	m := t.n.messages.at(place)
	c := t.n.chats.at(m.chat)
	if m.dir != Inbound || t.n.people.at(c.person).number != number || t.n.senders[c.sender-1].Channel == SMS {
		return nil, nil, ErrMessageUnknown
	}
	return []uint32{place}, m, nil
}

// sharer is the linked sender that sent a message of an account.
func (t *tx) sharer(account string, id ID) (*sender, error) {
	place, ok := t.n.messageBy[id]
	if !ok {
		return nil, ErrMessageUnknown
	}
	s := t.n.senders[t.n.chats.at(t.n.messages.at(place).chat).sender-1]
	switch {
	case !s.of(account):
		return nil, ErrMessageUnknown
	case s.Kind != "linked":
		return nil, ErrNotLinked
	}
	return s, nil
}

// RevokeSent takes a message of a business back for everyone: linked senders only, since the platform of the others cannot (network
// 2.2 W17).
func (n *Network) RevokeSent(account string, id ID) error {
	return n.do(func(t *tx) error {
		if _, err := t.sharer(account, id); err != nil {
			return err
		}
		return t.revokeSent(id)
	})
}

func (t *tx) revokeSent(id ID) error {
	place := t.n.messageBy[id]
	m := t.n.messages.at(place)
	switch {
	case m.dir != Outbound:
		return ErrMessageUnknown
	case m.state == Deleted:
		return nil
	}
	if err := t.enter(place, Deleted, NoReason); err != nil {
		return err
	}
	m.turn++ // what was planned for it is void
	m.flags &^= flagWaiting
	if g, p := t.n.postOf(id); g != nil {
		p.gone = true
	}
	t.passOver(t.n.chats.at(m.chat))
	return nil
}

// EditPassed tells whether an account wants to know of edited messages (network 10.1 inbound.edit).
func (n *Network) EditPassed(account string) (pass bool) {
	n.ask(func() { pass = n.options(account).PassEdit })
	return pass
}
