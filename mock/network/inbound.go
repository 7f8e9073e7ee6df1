package network

// Note is what a person writes to a business.
type Note struct {
	Number   string
	Channel  Channel
	To       string // sender id
	Content  Content
	ReplyTo  ID          // zero: none
	Hops     int         // forwarded so often
	Question *ProductRef // the text asks about a product
	Parts    int         // SMS: 0 counts them
	Lost     bool        // SMS: one part got lost
	File     *NewMedia   // Content is a Media whose bytes are these: stored for the receiving account
	Referral *Referral   // the person came from an ad or a page (network 3.2)
}

// Write takes a message from a person. Arriving it opens or renews the service window (network 2.3 I1, 3.1).
func (n *Network) Write(w Note) (id ID, err error) {
	err = n.do(func(t *tx) error {
		id, err = t.write(w)
		return err
	})
	return id, err
}

func (t *tx) write(w Note) (ID, error) {
	n := t.n
	if own := n.ownPhone(w.Number); own != nil && w.Channel == WhatsApp {
		return t.echo(own, w)
	}
	s := n.sendersBy[senderKey{w.Channel, w.To}]
	h, g := t.person(w.Number), n.group(w.To)
	switch {
	case h == nil:
		return ID{}, ErrHandsetUnknown
	case s == nil && g == nil:
		return ID{}, ErrSenderUnknown
	case g == nil && s.OneWay:
		return ID{}, ErrOneWay
	case !h.has(w.Channel) || h.is(flagOff) || !h.online(w.Channel):
		return ID{}, ErrNotReachable
	case g == nil && n.fillsBlocked(s, w):
		return ID{}, ErrNotOffered
	}
	if r, ok := w.Content.(Reaction); ok && !n.canReact(r) {
		return ID{}, ErrTooLate
	}
	if g != nil {
		return t.writeToGroup(g, w)
	}
	return n.messages.at(t.inbound(s, n.numbers[w.Number], w)).id, nil
}

// canReact tells whether a reaction's target is of the last 30 days (network 2.3 I6). What the network does not know is let through: the
// person's phone does.
func (n *Network) canReact(r Reaction) bool {
	place, known := n.messageBy[r.Target]
	return !known || n.younger(n.messages.at(place), reactionWindow)
}

// inbound makes a person's message in the chat of a sender with that person, or with the group in which it stands.
func (t *tx) inbound(s *sender, with uint32, w Note) uint32 {
	n := t.n
	m := message{content: t.received(s, w), dir: Inbound, hops: uint8(min(w.Hops, 255))}
	if w.Lost {
		m.flags |= flagPartsMissing
	}
	chatPlace := t.chatOf(s, with)
	if place, ok := n.messageBy[w.ReplyTo]; ok && n.messages.at(place).chat == chatPlace && n.younger(n.messages.at(place), quoteWindow) {
		m.reply = place
	}
	place := t.put(chatPlace, m)
	t.spoilNew(place)
	t.remember(place, w)
	hop := HopArrive
	if w.Channel == SMS {
		hop = HopSMSArrive
	}
	if late := t.inboundPart(place); late > 0 { // a fault's: it holds nobody else back
		t.plan(late, step{what: stepArrive, a: place})
	} else if wait := t.hop(n.messages.at(place), hop); wait > 0 {
		t.plan(t.inLane(n.chats.at(chatPlace), laneDispatch, wait), step{what: stepArrive, a: place})
	} else {
		t.arrive(place)
	}
	return place
}

// remember keeps what few messages have: who of a group wrote it, and from where the person came.
func (t *tx) remember(place uint32, w Note) {
	if c := t.n.chats.at(t.n.messages.at(place).chat); t.n.groupAt(c.person) != nil {
		t.n.extra(place).author = w.Number
	}
	if w.Referral != nil {
		t.n.extra(place).referral = w.Referral
	}
}

// received is the content as the network keeps it: with its file stored for the account, its parts counted, its question.
func (t *tx) received(s *sender, w Note) Content {
	switch c := w.Content.(type) {
	case Media:
		if w.File != nil {
			life := orElse(t.n.options(s.Account).InboundLife, inboundLife)
			f := t.store(file{account: s.Account, mime: w.File.MIME, name: w.File.Name, data: w.File.Data, inbound: true}, life)
			c.ID, c.MIME = f.id, w.File.MIME
			if t.notCarried(s, w, f) {
				return Unsupported{What: string(c.As)}
			}
		}
		return c
	case Poll:
		if s.Kind != "linked" {
			return Unsupported{What: c.Kind()} // network 2.3 I5
		}
		return c
	case Text:
		switch {
		case w.Question != nil:
			return asked{c, *w.Question}
		case w.Channel == SMS:
			parts := w.Parts
			if parts == 0 {
				parts = CountSMS(c.Body, t.n.sms.Wide).Parts
			}
			if w.Lost {
				c.Body = withoutPart(c.Body, parts)
			}
			return smsText{c, parts}
		}
	}
	return w.Content
}

// arrive brings an inbound message to the business.
func (t *tx) arrive(place uint32) {
	m := t.n.messages.at(place)
	c := t.n.chats.at(m.chat)
	t.countThroughput(t.n.senders[c.sender-1])
	s := t.n.senders[c.sender-1]
	if m.state != 0 {
		return // taken back on the way
	}
	if t.hold(s, place) || s.refuses(t.n.from(place)) {
		return
	}
	_ = t.enter(place, Arrived, NoReason) // legal: the message is new
	if t.n.opens(opener(m.content)) || s.Channel != WhatsApp {
		c.lastInbound = t.now()
	}
	t.entered(c, place)
	t.cancelAnswered(c)
	if r, ok := m.content.(Reaction); ok {
		t.react(c, r)
	}
	switch s.Channel {
	case Viber:
		t.openSession(c)
	case SMS:
		t.keyword(c, m.content)
	}
}

// react notes a reaction on its target: that of the other side of the chat.
func (t *tx) react(c *chat, r Reaction) {
	place, ok := t.n.messageBy[r.Target]
	if !ok || t.n.messages.at(place).chat == 0 || t.n.chats.at(t.n.messages.at(place).chat) != c {
		return
	}
	if t.n.reactions == nil {
		t.n.reactions = map[uint32]string{}
	}
	if r.Emoji == "" {
		delete(t.n.reactions, place)
		return
	}
	t.n.reactions[place] = r.Emoji
}
