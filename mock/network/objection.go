package network

// SetBlocked makes a person block a sender or lift the block (network 3.13). What was sent meanwhile stays undelivered.
func (n *Network) SetBlocked(number string, c Channel, senderID string, blocked bool) error {
	return n.do(func(t *tx) error { return t.setBlocked(number, c, senderID, blocked) })
}

func (t *tx) setBlocked(number string, c Channel, senderID string, blocked bool) error {
	h := t.person(number)
	if h == nil {
		return ErrHandsetUnknown
	}
	if t.n.sendersBy[senderKey{c, senderID}] == nil {
		return ErrSenderUnknown
	}
	if !blocked && h.is(flagBlocksAll) { // all but this one stay blocked
		h.set(flagBlocksAll, false)
		for key := range t.n.sendersBy {
			h.rest().blocks[BlockKey(key.channel, key.id)] = true
		}
	}
	h.rest().blocks[BlockKey(c, senderID)] = blocked
	if blocked {
		t.complained(t.n.sendersBy[senderKey{c, senderID}], number)
	}
	word := "blocked"
	if !blocked {
		word = "unblocked"
	}
	t.append(Event{Kind: HandsetChanged, Number: number, Channel: c, Sender: senderID, Text: word})
	return nil
}

// Report makes a person report a sender, perhaps with a reason: it counts against the quality of the number (network 3.13).
func (n *Network) Report(number string, c Channel, senderID, reason string) error {
	return n.do(func(t *tx) error { return t.report(number, c, senderID, reason) })
}

func (t *tx) report(number string, c Channel, senderID, reason string) error {
	h, s := t.person(number), t.n.sendersBy[senderKey{c, senderID}]
	switch {
	case h == nil:
		return ErrHandsetUnknown
	case s == nil:
		return ErrSenderUnknown
	}
	word := "reported"
	if reason != "" {
		word += ": " + reason
	}
	t.append(Event{Kind: HandsetChanged, Account: s.Account, Number: number, Channel: c, Sender: senderID, Text: word})
	t.complained(s, number)
	return nil
}

// SetOptedOut keeps or lifts a person's STOP for one SMS sender (network 4.6).
func (n *Network) SetOptedOut(number, senderID string, out bool) error {
	return n.do(func(t *tx) error {
		h := t.person(number)
		if h == nil {
			return ErrHandsetUnknown
		}
		h.rest().optedOut[senderID] = out
		h.set(flagStopped, h.is(flagStopped) && out)
		word := "opted out"
		if !out {
			word = "opted in"
		}
		t.append(Event{Kind: HandsetChanged, Number: number, Channel: SMS, Sender: senderID, Text: word})
		return nil
	})
}

// StopMarketing keeps or lifts a person's wish for no more marketing of one WhatsApp sender, and tells the sender (network 3.3).
func (n *Network) StopMarketing(number, senderID string, stop bool) error {
	return n.do(func(t *tx) error { return t.stopMarketing(number, senderID, stop) })
}

func (t *tx) stopMarketing(number, senderID string, stop bool) error {
	h, s := t.person(number), t.n.sendersBy[senderKey{WhatsApp, senderID}]
	switch {
	case h == nil:
		return ErrHandsetUnknown
	case s == nil:
		return ErrSenderUnknown
	}
	if h.rest().stopped == nil {
		h.more.stopped = map[string]bool{}
	}
	h.more.stopped[senderID] = stop
	h.set(flagStopped, h.is(flagStopped) && stop)
	word := "stop"
	if !stop {
		word = "resume"
	}
	t.append(Event{Kind: PreferenceChanged, Account: s.Account, Number: number, Channel: WhatsApp, Sender: senderID, Text: word})
	return nil
}
