package network

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
)

// Senders answers all business senders, in order of making.
func (n *Network) Senders() (all []Sender) {
	n.ask(func() {
		for _, s := range n.senders {
			if !s.gone {
				all = append(all, s.Sender.clone())
			}
		}
	})
	return all
}

// SendersOf answers the senders of an account on one channel, in order of making.
func (n *Network) SendersOf(account string, c Channel) (all []Sender) {
	n.ask(func() {
		for _, s := range n.senders {
			if s.Channel == c && !s.gone && s.of(account) {
				all = append(all, s.seenBy(account))
			}
		}
	})
	return all
}

// Sender answers one business sender.
func (n *Network) Sender(c Channel, id string) (v Sender, err error) {
	err = ErrSenderUnknown
	n.ask(func() {
		if s := n.sendersBy[senderKey{c, id}]; s != nil {
			v, err = s.Sender.clone(), nil
		}
	})
	return v, err
}

// AddSender makes a sender for an account. A number that another account has already is ErrSenderTaken, unless numbers may be shared:
// then the account is bound to it, and it stays what it is.
func (n *Network) AddSender(v Sender) error {
	return n.do(func(t *tx) error {
		if err := n.addSender(v); err != nil {
			return err
		}
		t.appendOne(Event{Kind: SenderChanged, Account: v.Account, Channel: v.Channel, Sender: v.ID, Text: "added"})
		return nil
	})
}

// ChangeSender changes one sender under the lock: f gets the present value and answers the new one.
func (n *Network) ChangeSender(c Channel, id string, f func(Sender) Sender) error {
	return n.do(func(t *tx) error {
		s := n.sendersBy[senderKey{c, id}]
		if s == nil {
			return ErrSenderUnknown
		}
		before, v := s.Sender, f(s.Sender.clone())
		v.ID, v.Channel, v.Account, v.Also = s.ID, s.Channel, s.Account, s.Also
		if err := judgeProfile(v.Profile); err != nil {
			return err
		}
		s.Sender = v
		s.sharedSince(n.now, before.App)
		s.limited = s.limited && v.Restricted
		t.senderTurned(s, before, "")
		t.resume(s)
		return nil
	})
}

// DeleteSender takes a sender away, from all accounts that have it. Its chats and messages stay known by id.
func (n *Network) DeleteSender(c Channel, id string) error {
	return n.do(func(t *tx) error {
		s := n.sendersBy[senderKey{c, id}]
		if s == nil {
			return ErrSenderUnknown
		}
		for _, account := range slices.Backward(s.accounts()) {
			t.takeAway(s, account)
		}
		return nil
	})
}

// AddAccount makes an account.
func (n *Network) AddAccount(a Account) error {
	return n.do(func(t *tx) error {
		if n.accounts[a.ID] != nil {
			return fmt.Errorf("account %q: %w", a.ID, ErrSenderTaken)
		}
		n.addAccount(a)
		t.append(Event{Kind: AccountChanged, Account: a.ID, Text: "added"})
		return nil
	})
}

// DeleteAccount takes an account and its senders away.
func (n *Network) DeleteAccount(id string) error {
	return n.do(func(t *tx) error {
		if n.accounts[id] == nil {
			return ErrAccountUnknown
		}
		for _, s := range n.senders {
			if !s.gone && !n.unbind(s, id) {
				n.forgetSender(s)
			}
		}
		delete(n.accounts, id)
		t.append(Event{Kind: AccountChanged, Account: id, Text: "deleted"})
		return nil
	})
}

// Options answers the options of an account.
func (n *Network) Options(account string) (o AccountOptions, err error) {
	err = ErrAccountUnknown
	n.ask(func() {
		if a := n.accounts[account]; a != nil {
			o, err = a.Options.clone(), nil
		}
	})
	return o, err
}

// ChangeOptions changes the options of an account: f gets the present ones and answers the new ones, which hold from the next step of
// each message on.
func (n *Network) ChangeOptions(account string, f func(AccountOptions) AccountOptions) error {
	return n.do(func(t *tx) error {
		a := n.accounts[account]
		if a == nil {
			return ErrAccountUnknown
		}
		changed := a.Account
		changed.Options = f(a.Options.clone())
		n.addAccount(changed)
		t.append(Event{Kind: AccountChanged, Account: account, Text: "options"})
		for _, s := range n.senders {
			if !s.gone && s.of(account) {
				t.unpark(s)
			}
		}
		return nil
	})
}

func (o AccountOptions) clone() AccountOptions {
	o.SyncChecks, o.StateDown = slices.Clone(o.SyncChecks), maps.Clone(o.StateDown)
	return o
}

// addAccount puts an account in its place; one that is there keeps its counters.
func (n *Network) addAccount(a Account) {
	keys := map[string]bool{}
	for _, key := range a.Options.SyncChecks {
		keys[key] = true
	}
	known := n.accounts[a.ID]
	if known == nil {
		known = &account{}
		n.accounts[a.ID] = known
	}
	known.Account, known.sync = a, keys
}

func (n *Network) addSender(v Sender) error {
	key := senderKey{v.Channel, v.ID}
	switch {
	case n.accounts[v.Account] == nil:
		return fmt.Errorf("sender %q: account %q: %w", v.ID, v.Account, ErrAccountUnknown)
	case n.shared && n.sendersBy[key] != nil && !n.sendersBy[key].of(v.Account):
		n.bind(n.sendersBy[key], v.Account)
		return nil
	case n.sendersBy[key] != nil:
		return fmt.Errorf("sender %q: %w", v.ID, ErrSenderTaken)
	}
	v.State = cmp.Or(v.State, Connected)
	v.Quality = cmp.Or(v.Quality, "GREEN")
	v.Tier = cmp.Or(v.Tier, "TIER_1K")
	v.Limit = cmp.Or(v.Limit, "TIER_2K")
	v.Kind = cmp.Or(v.Kind, "api")
	v.NameStatus = cmp.Or(v.NameStatus, "APPROVED")
	s := &sender{Sender: v, place: uint32(len(n.senders) + 1)}
	s.sharedSince(n.now, false)
	n.senders = append(n.senders, s)
	n.sendersBy[key] = s
	return nil
}

// load fills a new world from its description, in the order of the lists.
func (n *Network) load(c Config) error {
	for _, a := range c.Accounts {
		n.addAccount(a)
	}
	if err := n.loadBusiness(c); err != nil {
		return err
	}
	for _, s := range c.Senders {
		if s.WABA != "" && n.wabas[s.WABA] == nil {
			return fmt.Errorf("sender %q: WABA %q is not described", s.ID, s.WABA)
		}
		if err := n.addSender(s); err != nil {
			return err
		}
	}
	for _, h := range c.Handsets {
		if n.numbers[h.Number] != 0 {
			return fmt.Errorf("handset %q is described twice", h.Number)
		}
		place := n.people.add(handset{})
		n.people.at(place).fill(h)
		n.numbers[h.Number] = place
	}
	if err := n.loadTemplates(c.Templates); err != nil {
		return err
	}
	n.loadCatalogs(c.Catalogs)
	if err := n.loadGroups(c.Groups); err != nil {
		return err
	}
	n.loadFiles(c.Files)
	return n.loadFlows(c.Flows)
}
