package network

import "maps"

// shares tells whether a phone with WhatsApp uses the number of a sender too: a linked device (network 1.3) or the business app beside
// the platform (network 3.16).
func (s *sender) shares() bool { return s.Channel == WhatsApp && (s.Kind == "linked" || s.App) }

// ownPhone is the sender whose number a person's phone shares; nil when there is none.
func (n *Network) ownPhone(number string) *sender {
	s := n.sendersBy[senderKey{WhatsApp, number}]
	if s == nil || !s.shares() || n.person(number) == nil {
		return nil
	}
	return s
}

// echo takes what is written on the business's own phone: the business's own message, which its account is told as MessageEchoed. The
// phone knows no window, no templates and no limits.
func (t *tx) echo(s *sender, w Note) (ID, error) {
	h := t.n.people.at(t.n.numbers[w.Number])
	switch {
	case !h.has(WhatsApp) || h.is(flagOff):
		return ID{}, ErrNotReachable
	case isGroupID(w.To) && t.n.group(w.To) == nil:
		return ID{}, ErrGroupUnknown
	case !isGroupID(w.To) && t.n.person(w.To) == nil && t.n.sendersBy[senderKey{WhatsApp, w.To}] == nil:
		return ID{}, ErrSenderUnknown
	}
	w.To, w.Number = s.ID, w.To // the file belongs to the sender's account
	content := t.received(s, w)
	a := t.accept(s, Draft{Account: s.Account, Channel: WhatsApp, From: s.ID, To: w.Number, Content: content, ReplyTo: w.ReplyTo, echo: true})
	return a.ID, nil
}

// OfferLink shows a code that a phone can scan to become a linked sender of an account; an empty code takes all offers of the account
// back. An account that links several devices at once shows a code for each (network 1.3).
func (n *Network) OfferLink(account, code string) error {
	return n.do(func(t *tx) error {
		switch {
		case n.accounts[account] == nil:
			return ErrAccountUnknown
		case code == "":
			maps.DeleteFunc(n.offers, func(_, of string) bool { return of == account })
			return nil
		case n.offers == nil:
			n.offers = map[string]string{}
		}
		n.offers[code] = account
		return nil
	})
}

// WithdrawLink takes one code back; nobody can scan it any more.
func (n *Network) WithdrawLink(code string) {
	_ = n.do(func(*tx) error {
		delete(n.offers, code)
		return nil
	})
}

// Scan makes a person scan a code: the phone's number becomes a linked sender of the account that shows it. A code that nobody shows
// now is ErrLinkUnknown, a number that is the sender of another account ErrSenderTaken.
func (n *Network) Scan(number, code string) (account string, err error) {
	err = n.do(func(t *tx) error {
		account, err = t.scan(number, code)
		return err
	})
	return account, err
}

func (t *tx) scan(number, code string) (account string, err error) {
	n := t.n
	account = n.offers[code]
	h, s := t.person(number), n.sendersBy[senderKey{WhatsApp, number}]
	switch {
	case h == nil:
		return "", ErrHandsetUnknown
	case !h.has(WhatsApp) || h.is(flagOff):
		return "", ErrNotReachable
	case account == "":
		return "", ErrLinkUnknown
	case s != nil && (s.Kind != "linked" || !s.of(account) && !n.shared):
		return "", ErrSenderTaken
	}
	delete(n.offers, code)
	if s == nil || !s.of(account) {
		if err := n.addSender(Sender{ID: number, Channel: WhatsApp, Account: account, Name: h.name, Kind: "linked"}); err != nil {
			return "", err
		}
		s = n.sendersBy[senderKey{WhatsApp, number}]
	}
	s.State = Connected
	t.append(Event{Kind: SenderLinked, Account: account, Channel: WhatsApp, Sender: number, Number: number, Text: code})
	t.resume(s)
	return account, nil
}

// Unlink ends a linked sender: the phone does it with an empty account, else the business logs out. The number is known and takes
// nothing until it is linked again (network 1.2: unregistered).
func (n *Network) Unlink(account, number string) error {
	return n.do(func(t *tx) error { return t.unlink(account, number) })
}

func (t *tx) unlink(account, number string) error {
	s := t.n.sendersBy[senderKey{WhatsApp, number}]
	if s == nil || account != "" && !s.of(account) {
		return ErrSenderUnknown
	}
	if s.Kind != "linked" || s.State == UnregisteredSender {
		return ErrNotLinked
	}
	s.State = UnregisteredSender
	who := "by the business"
	if account == "" {
		who = "by the phone"
	}
	t.append(Event{Kind: SenderUnlinked, Account: s.Account, Channel: WhatsApp, Sender: number, Number: number, Text: who})
	return nil
}

// resume lets everything arrive that waited for a sender, oldest first; what is older than 30 days is gone (network 1.2).
func (t *tx) resume(s *sender) {
	if s.State != Connected {
		return
	}
	waiting := t.n.held[s.place]
	delete(t.n.held, s.place)
	for _, place := range waiting {
		if t.n.younger(t.n.messages.at(place), heldInbound) {
			t.arrive(place)
		}
	}
}

// hold keeps an inbound message on the platform while its sender is not connected; it reports false when the sender takes it now. An
// unregistered number is not on WhatsApp: what is sent to it is lost.
func (t *tx) hold(s *sender, place uint32) bool {
	switch {
	case s.Channel != WhatsApp || s.State == Connected:
		return false
	case s.State != UnregisteredSender:
		if t.n.held == nil {
			t.n.held = map[uint32][]uint32{}
		}
		t.n.held[s.place] = append(t.n.held[s.place], place)
	}
	return true
}

// History lists all messages of a sender's chats in the order in which they were made: what a phone holds when it is linked anew
// (network 3.16). Those that the business was never told of have no state.
func (n *Network) History(account, senderID string) (all []Message, err error) {
	err = ErrSenderUnknown
	n.ask(func() {
		s, wrong := n.ownSender(account, WhatsApp, senderID)
		if wrong != nil {
			return
		}
		err = nil
		for place := uint32(1); place <= n.messages.n; place++ {
			if n.chats.at(n.messages.at(place).chat).sender == s.place {
				all = append(all, n.copyOf(place))
			}
		}
	})
	return all, err
}
