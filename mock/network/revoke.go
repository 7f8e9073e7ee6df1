package network

// Revoke takes a person's message back for everyone, within two days (network 2.3 I4). Whether the business is told is the account's
// inbound.revoke: the event carries no account's message when it is not.
func (n *Network) Revoke(number string, id ID) error {
	return n.do(func(t *tx) error { return t.revoke(number, id) })
}

func (t *tx) revoke(number string, id ID) error {
	if own := t.n.ownPhone(number); own != nil {
		if place, ok := t.n.messageBy[id]; ok && t.n.chats.at(t.n.messages.at(place).chat).sender == own.place {
			return t.revokeSent(id)
		}
	}
	places, m, err := t.written(number, id)
	switch {
	case err != nil:
		return err
	case !t.n.younger(m, revokeWindow):
		return ErrTooLate
	case m.state == Deleted:
		return nil
	}
	for _, place := range places {
		if err := t.enter(place, Deleted, NoReason); err != nil {
			return err
		}
	}
	if g, p := t.n.postOf(id); g != nil {
		p.gone = true
	}
	return nil
}

// RevokePassed tells whether an account wants to know of withdrawn messages.
func (n *Network) RevokePassed(account string) (pass bool) {
	n.ask(func() {
		if a := n.accounts[account]; a != nil {
			pass = a.Options.PassRevoke
		}
	})
	return pass
}
