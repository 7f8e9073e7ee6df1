package network

import (
	"slices"
)

// A number belongs to one account. Where the world lets several have it (bind.exclusive, network D29), the first one made it and the
// others are bound to it: one number, one chat with each person, and every event of it is told to each account, to the first one first.

// of tells whether a sender is an account's own, or bound to it.
func (s *sender) of(account string) bool {
	return s.Account == account || slices.Contains(s.Also, account)
}

// seenBy is a sender as an account sees it: as its own.
func (s *sender) seenBy(account string) Sender {
	out := s.Sender.clone()
	out.Account = account
	return out
}

// Exclusive tells whether a number belongs to one account alone (network 10.2).
func (n *Network) Exclusive() (yes bool) {
	n.ask(func() { yes = !n.shared })
	return yes
}

// SetExclusive lets numbers belong to one account alone, or to several. What is bound already stays bound.
func (n *Network) SetExclusive(yes bool) {
	_ = n.do(func(t *tx) error {
		n.shared = !yes
		word := "bind exclusive"
		if !yes {
			word = "bind shared"
		}
		t.append(Event{Kind: WorldChanged, Text: word})
		return nil
	})
}

// Bindings answers every sender once for each account that has it, in order of making and of binding.
func (n *Network) Bindings() (all []Sender) {
	n.ask(func() {
		for _, s := range n.senders {
			if s.gone {
				continue
			}
			for _, account := range s.accounts() {
				all = append(all, s.seenBy(account))
			}
		}
	})
	return all
}

// SenderOf answers a sender of an account, as the account sees it.
func (n *Network) SenderOf(account string, c Channel, id string) (v Sender, err error) {
	n.ask(func() {
		s, wrong := n.ownSender(account, c, id)
		if err = wrong; err == nil {
			v = s.seenBy(account)
		}
	})
	return v, err
}

// accounts are all that have a sender: the one that made it, and those that are bound to it.
func (s *sender) accounts() []string { return append([]string{s.Account}, s.Also...) }

// bind gives a number to one more account.
func (n *Network) bind(s *sender, account string) {
	s.Also = append(slices.Clone(s.Also), account)
	n.bound++
}

// unbind takes a number from an account; its first one hands it on. It reports false when nobody has it any more.
func (n *Network) unbind(s *sender, account string) (kept bool) {
	all := s.accounts()
	at := slices.Index(all, account)
	if at < 0 || len(all) == 1 {
		return at < 0
	}
	all = slices.Delete(all, at, at+1)
	s.Account, s.Also = all[0], all[1:]
	n.bound--
	return true
}

// UnbindSender takes a sender from one account; from the last one it is deleted.
func (n *Network) UnbindSender(account string, c Channel, id string) error {
	return n.do(func(t *tx) error {
		s, err := n.ownSender(account, c, id)
		if err != nil {
			return err
		}
		t.takeAway(s, account)
		return nil
	})
}

// takeAway takes a sender from an account.
func (t *tx) takeAway(s *sender, account string) {
	if !t.n.unbind(s, account) {
		t.n.forgetSender(s)
	}
	t.appendOne(Event{Kind: SenderChanged, Account: account, Channel: s.Channel, Sender: s.ID, Text: "deleted"})
}

// forgetSender takes a sender away as a whole. Its chats and messages stay known by id.
func (n *Network) forgetSender(s *sender) {
	delete(n.sendersBy, senderKey{s.Channel, s.ID})
	n.bound -= len(s.Also)
	s.gone = true
}

// owner is the account that handed a message in, or that made the sender which got it.
func (n *Network) owner(place uint32) string {
	if n.bound > 0 {
		if e := n.extras[place]; e != nil && e.account != "" {
			return e.account
		}
	}
	return n.senders[n.chats.at(n.messages.at(place).chat).sender-1].Account
}

// together tells whether two accounts have a number in common.
func (n *Network) together(a, b string) bool {
	if n.bound == 0 {
		return false
	}
	return slices.ContainsFunc(n.senders, func(s *sender) bool { return !s.gone && s.of(a) && s.of(b) })
}

// ownAffairs are events that are one account's own, whoever else has the number.
var ownAffairs = map[Kind]bool{
	CallbackDue: true, CallbackReported: true, ProviderRemarked: true, ProviderDue: true, FaultStruck: true, AccountChanged: true,
}

// alsoTold are the other accounts that an event concerns, in order of binding.
func (n *Network) alsoTold(e *Event) (accounts []string) {
	if n.bound == 0 || e.Account == "" || ownAffairs[e.Kind] {
		return nil
	}
	for _, s := range n.senders {
		if s.gone || len(s.Also) == 0 || !s.concerns(e) {
			continue
		}
		for _, account := range s.accounts() {
			if account != e.Account && !slices.Contains(accounts, account) {
				accounts = append(accounts, account)
			}
		}
	}
	return accounts
}

// concerns tells whether an event is about a sender: about itself, about its WhatsApp business account, or about a file of one who has it.
func (s *sender) concerns(e *Event) bool {
	switch {
	case e.Sender != "":
		return s.ID == e.Sender && s.Channel == e.Channel
	case e.Altered != nil && e.Altered.WABA != "":
		return s.WABA == e.Altered.WABA
	}
	return (e.Kind == MediaAdded || e.Kind == MediaGone) && s.of(e.Account)
}
