package network

import "slices"

// refuses tells whether a business has blocked a person: what the person writes does not arrive (network 3.13).
func (s *sender) refuses(number string) bool { return slices.Contains(s.blocked, number) }

// BlockPerson makes a business block a person who wrote to it within the last 24 h, else it refuses with WindowClosed; a full list is
// ErrBlockListFull. Blocking again changes nothing (network 3.13).
func (n *Network) BlockPerson(account, senderID, number string) error {
	return n.do(func(t *tx) error {
		s, err := n.ownSender(account, WhatsApp, senderID)
		if err != nil {
			return err
		}
		c := &chat{}
		if place := n.chatsBy[chatKey{s.place, n.numbers[number]}]; place != 0 {
			c = n.chats.at(place)
		}
		switch {
		case s.refuses(number):
			return nil
		case !n.windowOpen(c):
			return WindowClosed
		case len(s.blocked) >= blockListSize:
			return ErrBlockListFull
		}
		s.blocked = append(s.blocked, number)
		t.append(Event{Kind: SenderChanged, Account: account, Channel: WhatsApp, Sender: senderID, Number: number, Text: "blocked"})
		return nil
	})
}

// UnblockPerson lifts a block; it reports false when there was none.
func (n *Network) UnblockPerson(account, senderID, number string) (was bool, err error) {
	err = n.do(func(t *tx) error {
		s, err := n.ownSender(account, WhatsApp, senderID)
		if err != nil {
			return err
		}
		i := slices.Index(s.blocked, number)
		if was = i >= 0; was {
			s.blocked = slices.Delete(s.blocked, i, i+1)
			t.append(Event{Kind: SenderChanged, Account: account, Channel: WhatsApp, Sender: senderID, Number: number, Text: "unblocked"})
		}
		return nil
	})
	return was, err
}

// BlockedPeople lists whom a business has blocked, in the order of blocking.
func (n *Network) BlockedPeople(account, senderID string) (numbers []string, err error) {
	n.ask(func() {
		s, wrong := n.ownSender(account, WhatsApp, senderID)
		if err = wrong; err == nil {
			numbers = slices.Clone(s.blocked)
		}
	})
	return numbers, err
}

// checkBlocklist is step 7 of network 3.19.
func checkBlocklist(_ *tx, s *sender, d *Draft, _ *handset, _ *chat) Reason {
	if s.refuses(d.To) {
		return BlockedByBusiness
	}
	return NoReason
}
