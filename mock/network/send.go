package network

import "time"

// Draft is a message that a business hands in.
type Draft struct {
	Account string
	Channel Channel
	From    string // sender id
	To      string // digits
	Content Content
	ReplyTo ID
	Session bool          // Viber: rate type session
	Wait    time.Duration // at the provider, before it is dispatched
	Note    any           // the provider's own, handed back untouched; must not change afterwards
	Verify  bool          // the send itself asks for a contact check (network 3.19 step 11)

	Found Reason // what the provider itself has found wrong: met at its place in the order of checks, if that is judged in the call

	Operation string // the provider's name of the call, for faults: an opaque label
	place     uint32 // of the message, at dispatch

	At       time.Time // when it is due; zero, or past: at once (network 2.2 W2)
	GivesWay bool      // an inbound message of the chat before that cancels it (network 2.2 W2a)
	Identity string    // the hash that the business expects; empty: any (network 3.14)
	echo     bool      // written on the business's own phone
}

// Accept is the answer to a draft: the message exists.
type Accept struct {
	ID ID
	At time.Time
}

// Send takes a message from a business. What the account judges in the call (checks.sync, network 10.1) refuses it with a Reason;
// everything else is found out at dispatch. A message that is kept though it is refused is answered with the Reason (DownKeep).
// ErrSenderUnknown: the sender is not the account's. A content that breaks a rule is a *BreachError of ErrContentInvalid.
func (n *Network) Send(d Draft) (a Accept, err error) {
	err = n.do(func(t *tx) error {
		s, err := n.ownSender(d.Account, d.Channel, d.From)
		if err != nil {
			return err
		}
		if err := t.mayHandIn(s, d, 0); err != nil {
			return err
		}
		if why := t.inCall(s, d); why != NoReason {
			if t.downMode(s, d.Account) == DownKeep {
				a = t.keep(s, d, why)
			}
			return why
		}
		a = t.accept(s, d)
		return nil
	})
	return a, err
}

// SendBulk takes several messages of one sender to one person, in order, all or none; id names the bulk.
func (n *Network) SendBulk(drafts []Draft) (id ID, all []Accept, err error) {
	err = n.do(func(t *tx) error {
		for i, d := range drafts {
			s, err := n.ownSender(d.Account, d.Channel, d.From)
			if err != nil {
				return err
			}
			if err := t.mayHandIn(s, d, i+1); err != nil {
				return err
			}
			if why := t.inCall(s, d); why != NoReason {
				return why
			}
		}
		for _, d := range drafts {
			s, _ := n.ownSender(d.Account, d.Channel, d.From)
			all = append(all, t.accept(s, d))
		}
		a := n.accounts[drafts[0].Account]
		a.bulks++
		id = drawID(n.seed, forBulks, entityOf(a.ID), a.bulks)
		return nil
	})
	return id, all, err
}

// ownSender finds a sender of an account.
func (n *Network) ownSender(account string, c Channel, id string) (*sender, error) {
	s := n.sendersBy[senderKey{c, id}]
	if s == nil || !s.of(account) || n.accounts[account] == nil {
		return nil, ErrSenderUnknown
	}
	return s, nil
}

// compose makes the message.
func (t *tx) compose(s *sender, d Draft) uint32 {
	n := t.n
	chatPlace := t.chatOf(s, t.someone(d.To))
	m := message{content: t.announced(d.Account, d.Content), note: d.Note, dir: Outbound, op: n.operationNumber(d.Operation)}
	m.flags = d.flags()
	if place, ok := n.messageBy[d.ReplyTo]; ok && n.messages.at(place).chat == chatPlace && n.younger(n.messages.at(place), quoteWindow) {
		m.reply = place
	}
	place := t.put(chatPlace, m)
	if d.Account != s.Account {
		n.extra(place).account = d.Account
	}
	return place
}

// accept makes the message and plans its dispatch. No lane reorders a chat: a bulk leaves in order (network 2.7).
func (t *tx) accept(s *sender, d Draft) Accept {
	n := t.n
	place := t.compose(s, d)
	c := n.chats.at(n.messages.at(place).chat)
	t.spoilNew(place)
	if d.Identity != "" {
		n.extra(place).identity = d.Identity
	}
	_ = t.enter(place, Accepted, NoReason) // legal: the message is new
	c.typingUntil = 0
	if due := time.Duration(d.At.UnixNano() - t.now()); !d.At.IsZero() && due > 0 {
		t.next(place, due, stepDispatch, 0) // in no lane: what is sent meanwhile goes before it
		return Accept{n.messages.at(place).id, instant(t.now())}
	}
	wait := d.Wait
	if n.options(d.Account).DispatchDelay && !d.echo {
		wait += n.latency.of(n.seed, HopDispatch, c.entity, uint64(c.count))
	}
	if t.handedOn(place) {
		wait = 0
	}
	t.next(place, t.inLane(c, laneDispatch, wait), stepDispatch, 0)
	return Accept{n.messages.at(place).id, instant(t.now())}
}

// flags are what a message keeps of its draft.
func (d Draft) flags() (f messageFlags) {
	if d.Session {
		f |= flagPremium
	}
	if d.echo {
		f |= flagEcho
	}
	if d.Verify {
		f |= flagVerify
	}
	if d.GivesWay {
		f |= flagGivesWay
	}
	return f
}

// Cancel withdraws a message that is not dispatched yet (network 2.2 W2a). Later it is a *TransitionError.
func (n *Network) Cancel(account string, id ID) error {
	return n.do(func(t *tx) error {
		place, ok := n.messageBy[id]
		if !ok || !n.senders[n.chats.at(n.messages.at(place).chat).sender-1].of(account) {
			return ErrMessageUnknown
		}
		return t.cancel(place)
	})
}

func (t *tx) cancel(place uint32) error {
	err := t.enter(place, Cancelled, NoReason)
	t.passOver(t.n.chats.at(t.n.messages.at(place).chat))
	return err
}

// cancelAnswered withdraws what was to be sent only while the person says nothing (network 2.2 W2a).
func (t *tx) cancelAnswered(c *chat) {
	for at := c.firstOpen; at != 0; {
		m := t.n.messages.at(at)
		if m.flags&flagGivesWay != 0 && m.state == Accepted {
			_ = t.cancel(at) // legal: Accepted -> Cancelled
		}
		at = m.next
	}
}

// announced is a content whose stored file tells its own type and name.
func (t *tx) announced(account string, content Content) Content {
	m, ok := content.(Media)
	if !ok || m.ID.IsZero() {
		return content
	}
	if f := t.n.file(account, m.ID); f != nil {
		m.MIME = f.mime
		if m.Filename == "" {
			m.Filename = f.name
		}
	}
	return m
}

// MessageOf answers a message of an account.
func (n *Network) MessageOf(account string, id ID) (m Message, err error) {
	m, err = Message{}, ErrMessageUnknown
	n.ask(func() {
		place, ok := n.messageBy[id]
		if ok && n.senders[n.chats.at(n.messages.at(place).chat).sender-1].of(account) && !n.marked(place).forgotten {
			m, err = n.copyOf(place), nil
		}
	})
	return m, err
}

// MarkRead marks an inbound WhatsApp message as read by the business, and every earlier unread one of the chat (network 2.3 I2).
// With typing the person sees a typing hint until the next message or for 25 s.
func (n *Network) MarkRead(account string, id ID, typing bool) error {
	return n.do(func(t *tx) error {
		place, ok := n.messageBy[id]
		if !ok {
			return ErrMessageUnknown
		}
		m := n.messages.at(place)
		c := n.chats.at(m.chat)
		if s := n.senders[c.sender-1]; m.dir != Inbound || !s.of(account) || s.Channel != WhatsApp || m.state == 0 {
			return ErrMessageUnknown
		}
		t.markUpTo(c, place)
		if typing {
			c.typingUntil = t.typingEnds()
			t.append(t.about(m, Event{Kind: TypingShown}))
		}
		return nil
	})
}

// markUpTo marks the unread inbound messages of a chat up to one, oldest first.
func (t *tx) markUpTo(c *chat, last uint32) {
	at := c.firstUnmarked
	if at == 0 {
		at = c.first
	}
	for ; at != 0; at = t.n.messages.at(at).next {
		if m := t.n.messages.at(at); m.dir == Inbound && m.state == Arrived {
			_ = t.enter(at, Read, NoReason) // legal: Arrived -> Read
			t.seenByPeer(at)
		}
		c.firstUnmarked = max(c.firstUnmarked, at)
		if at == last {
			return
		}
	}
}
