package network

// identity is the hash of a person's keys: of the seed, the number, and how often WhatsApp was registered anew (network 3.14).
func (n *Network) identity(h *handset) string {
	registered := uint64(0)
	if h.more != nil {
		registered = uint64(h.more.registered)
	}
	bits := draw(n.seed, forIdentity, entityOf(h.number), registered)
	const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
	hash := make([]byte, 11)
	for i := range hash {
		hash[i] = letters[bits%uint64(len(letters))]
		bits = mix(bits)
	}
	return string(hash)
}

// Identity answers the hash of a person's keys now.
func (n *Network) Identity(number string) (hash string, err error) {
	err = ErrHandsetUnknown
	n.ask(func() {
		if h := n.person(number); h != nil {
			hash, err = n.identity(h), nil
		}
	})
	return hash, err
}

// Reregister makes a person set WhatsApp up anew, as on a new phone: the identity is another one, and what was sent before waits on the
// old phone until its life time ends (network 1.5, 3.14).
func (n *Network) Reregister(number string) error {
	return n.do(func(t *tx) error {
		h := t.person(number)
		switch {
		case h == nil:
			return ErrHandsetUnknown
		case !h.has(WhatsApp):
			return ErrNotReachable
		}
		t.reregister(h)
		return nil
	})
}

func (t *tx) reregister(h *handset) {
	more := h.rest()
	more.registered++
	more.since = t.now()
	t.append(Event{Kind: HandsetChanged, Channel: WhatsApp, Number: h.number, Text: "registered anew"})
}

// ChangeNumber gives a person another number: name, apps and persona go with the phone, the old number is nobody's. Every WhatsApp chat
// of the old number tells its business, by the event ChatSystem (network 3.14). A number that is somebody's is ErrSenderTaken.
func (n *Network) ChangeNumber(number, to string) error {
	return n.do(func(t *tx) error { return t.changeNumber(number, to) })
}

func (t *tx) changeNumber(number, to string) error {
	n, h := t.n, t.person(number)
	switch {
	case h == nil:
		return ErrHandsetUnknown
	case t.person(to) != nil || n.sendersBy[senderKey{WhatsApp, to}] != nil || n.sendersBy[senderKey{SMS, to}] != nil:
		return ErrSenderTaken
	}
	moved := h.value()
	moved.Number = to
	old := n.numbers[number]
	place := t.someone(to)
	t.moveIn(place)
	n.people.at(place).fill(moved)
	if h.has(WhatsApp) {
		t.tellMoved(old, to)
		t.leftApp(old)
	}
	t.vacate(old)
	t.append(Event{Kind: HandsetChanged, Number: number, Text: "changed to " + to})
	return nil
}

// tellMoved puts the system message into every WhatsApp chat of a person.
func (t *tx) tellMoved(person uint32, to string) {
	number := t.n.people.at(person).number
	for at := t.n.people.at(person).first; at != 0; at = t.n.chats.at(at).next {
		if c := t.n.chats.at(at); t.n.senders[c.sender-1].Channel == WhatsApp {
			t.notice(at, Moved{number, to})
		}
	}
}

// notice puts an inbound message that opens no window into a chat.
func (t *tx) notice(chatPlace uint32, content Content) uint32 {
	place := t.put(chatPlace, message{content: content, dir: Inbound})
	_ = t.enter(place, Arrived, NoReason) // legal: the message is new
	return place
}

// noticeKinds are the events of messages that are none for the window (network 3.1).
func noticeKind(content Content) (Kind, bool) {
	switch content.(type) {
	case Moved:
		return ChatSystem, true
	case Welcome:
		return ChatWelcome, true
	case CallEntry:
		return CallLogged, true
	}
	return "", false
}

// Port takes a number to another operator, by mobile country and network code (network 1.5).
func (n *Network) Port(number, mccmnc string) error {
	return n.do(func(t *tx) error {
		if err := t.alter(number, "ported", func(v *Handset) { v.MCCMNC = mccmnc }); err != nil {
			return err
		}
		t.person(number).rest().ported = t.now()
		return nil
	})
}

// strays tells whether SMS still go where a ported number was before (network 1.5).
func (t *tx) strays(h *handset) bool {
	return h.more != nil && h.more.ported != 0 && t.now() < h.more.ported+int64(staleRouting)
}

// vacate takes a number from whoever had it. The next to have it is another person (network 1.5: number recycled).
func (t *tx) vacate(place uint32) {
	h := t.n.people.at(place)
	h.fill(Handset{Number: h.number, Line: "unassigned"})
	h.rest().vacant = true
}

// moveIn makes a number that somebody else had before that of a new person: another identity, no stop and no consent, and no business
// has a window open (network 1.5).
func (t *tx) moveIn(place uint32) {
	h := t.n.people.at(place)
	if h.more == nil || !h.more.vacant {
		return
	}
	h.set(flagStopped, false)
	h.more = &handsetMore{
		blocks: map[string]bool{}, optedOut: map[string]bool{}, registered: h.more.registered + 1, since: t.now(), rulesGiven: h.more.rulesGiven,
		groups: h.more.groups,
	}
	for at := h.first; at != 0; at = t.n.chats.at(at).next {
		c := t.n.chats.at(at)
		c.lastInbound, c.sessionFrom, c.opened = 0, 0, false
		delete(t.n.entries, at)
		if given := t.n.consents[at]; given != nil {
			given.until = 0
		}
	}
}

// Uninstall removes an app from a phone: the number is not on the channel until it is installed again.
func (n *Network) Uninstall(number string, c Channel) error {
	return n.do(func(t *tx) error { return t.uninstall(number, c) })
}

func (t *tx) uninstall(number string, c Channel) error {
	return t.alter(number, "uninstalled "+c.String(), func(v *Handset) {
		var kept []Channel
		for _, app := range v.Apps {
			if app != c {
				kept = append(kept, app)
			}
		}
		v.Apps = kept
	})
}

// alter changes one thing of a person and says what.
func (t *tx) alter(number, what string, f func(*Handset)) error {
	h := t.person(number)
	if h == nil {
		return ErrHandsetUnknown
	}
	v := h.value()
	f(&v)
	h.fill(v)
	t.append(Event{Kind: HandsetChanged, Number: number, Text: what})
	return nil
}

// forOldPhone tells whether a message was sent before the person set WhatsApp up anew: the new phone does not get it (network 1.5).
func (t *tx) forOldPhone(m *message, c *chat) bool {
	more := t.n.people.at(c.person).more
	return more != nil && more.since != 0 && t.n.senders[c.sender-1].Channel == WhatsApp && t.dispatchedAt(m) < more.since
}
