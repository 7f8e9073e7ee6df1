package network

import (
	"strconv"
	"strings"
)

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

// ReadChat makes a person open a chat, look at everything in it, and close it again (network 2.2 W10, W16).
func (n *Network) ReadChat(number string, ch Channel, senderID string) error {
	return n.inChat(number, ch, senderID, func(t *tx, c *chat) { t.look(number, c) })
}

// look is what happens when a person looks at a chat: of a group at what all say in it, on a phone that a business shares at what
// people wrote to it.
func (t *tx) look(number string, c *chat) {
	s := t.n.senders[c.sender-1]
	switch g := t.n.groupAt(c.person); {
	case s.shares() && s.ID == number:
		t.markUpTo(c, c.last)
	case g != nil:
		t.readInGroup(g, number)
	default:
		t.read(c, c.last)
	}
}

// OpenChat makes a person look at a chat until it is closed: what comes meanwhile is read at once.
func (n *Network) OpenChat(number string, ch Channel, senderID string, open bool) error {
	return n.inChat(number, ch, senderID, func(t *tx, c *chat) {
		if g := n.groupAt(c.person); g != nil {
			g.look[number] = open
		} else {
			c.opened = open
		}
		if s := n.senders[c.sender-1]; open && c.count == 0 && s.Welcome {
			t.notice(n.chatsBy[chatKey{c.sender, c.person}], Welcome{})
		}
		if open {
			t.look(number, c)
		}
	})
}

// Typing makes a person type. The network shows it to linked senders alone (network 1.4); api senders learn nothing.
func (n *Network) Typing(number string, ch Channel, senderID string) error {
	return n.inChat(number, ch, senderID, func(t *tx, c *chat) {
		t.append(Event{
			Kind: TypingShown, Account: n.senders[c.sender-1].Account, Channel: ch, Sender: n.senders[c.sender-1].ID, Number: number, Text: "person",
		})
		t.typed(n.chatsBy[chatKey{c.sender, c.person}], number)
	})
}

// inChat runs f with the chat of a person and a sender, made when it is new.
func (n *Network) inChat(number string, ch Channel, senderID string, f func(*tx, *chat)) error {
	return n.do(func(t *tx) error {
		h, s := t.person(number), n.sendersBy[senderKey{ch, senderID}]
		with := n.numbers[number]
		if own := n.ownPhone(number); own != nil && ch == WhatsApp && n.numbers[senderID] != 0 {
			s, with = own, n.numbers[senderID]
		} else if g := n.group(senderID); g != nil && g.Group.place(number) >= 0 {
			s, with = n.businessIn(g), g.place
			if s == nil {
				return nil // people among themselves: nobody is told
			}
		}
		switch {
		case h == nil:
			return ErrHandsetUnknown
		case s == nil:
			return ErrSenderUnknown
		case !h.has(ch):
			return ErrNotReachable
		}
		f(t, n.chats.at(t.chatOf(s, with)))
		return nil
	})
}

// businessIn is the first business in a group; nil when there is none.
func (n *Network) businessIn(g *group) *sender {
	for _, m := range g.Members {
		if s := n.sendersBy[senderKey{WhatsApp, m.Number}]; s != nil {
			return s
		}
	}
	return nil
}

// Tap is what a person taps on a message: a button by id, caption or place from 1, a row by id or title; Card, from 0, on a carousel.
type Tap struct {
	Number      string
	Message     ID
	Button, Row string
	Card        *int
}

// TapOn makes a person tap; the answer is a new inbound message (network 3.5). What gives no answer (addresses, calls, codes) is
// ErrNotOffered.
func (n *Network) TapOn(tap Tap) (id ID, err error) {
	err = n.do(func(t *tx) error {
		id, err = t.tapOn(tap)
		return err
	})
	return id, err
}

func (t *tx) tapOn(tap Tap) (ID, error) {
	place, ok := t.n.messageBy[tap.Message]
	if !ok {
		return ID{}, ErrMessageUnknown
	}
	m := t.n.messages.at(place)
	c := t.n.chats.at(m.chat)
	s, h := t.n.senders[c.sender-1], t.n.people.at(c.person)
	if h.number != tap.Number || m.dir != Outbound || m.state != Delivered && m.state != Read {
		return ID{}, ErrMessageUnknown
	}
	content := t.answerTo(s, m.content, tap)
	form, _ := m.content.(Interactive)
	once := form.Form == Buttons && s.Channel == WhatsApp
	if content == nil || once && m.flags&flagTapped != 0 {
		return ID{}, ErrNotOffered
	}
	id, err := t.write(Note{Number: tap.Number, Channel: s.Channel, To: s.ID, Content: content, ReplyTo: m.id})
	if once && err == nil {
		t.n.messages.at(place).flags |= flagTapped
	}
	return id, err
}

// answerTo is what a tap on a content sends back; nil when it offers no such choice.
func (t *tx) answerTo(s *sender, content Content, tap Tap) Content {
	switch c := content.(type) {
	case Interactive:
		wanted, form := tap.Button, "button"
		if c.Form == List {
			wanted, form = tap.Row, "row"
		}
		choices := c.Choices
		if tap.Card != nil {
			if *tap.Card < 0 || *tap.Card >= len(c.Cards) {
				return nil
			}
			choices = c.Cards[*tap.Card].Choices
		}
		for i, choice := range choices {
			if chosen(wanted, i, choice.ID, choice.Title) {
				return Reply{form, choice.ID, choice.Title, choice.Description}
			}
		}
	case TemplateMessage:
		return t.quickReply(s, c, tap)
	case Options:
		for i, answer := range c.Answers {
			if chosen(tap.Button+tap.Row, i, answer, answer) {
				return Text{Body: answer}
			}
		}
	case Composite:
		for _, part := range c.Parts {
			if answer := t.answerTo(s, part, tap); answer != nil {
				return answer
			}
		}
	}
	return nil
}

// chosen tells whether a word names a choice: by id, by caption, or by its place from 1.
func chosen(word string, place int, id, title string) bool {
	return word != "" && (word == id || strings.EqualFold(word, title) || word == strconv.Itoa(place+1))
}

// quickReply is the answer of a template's quick reply button: the payload given with the message, else the caption.
func (t *tx) quickReply(s *sender, m TemplateMessage, tap Tap) Content {
	tpl, _ := t.n.template(s.WABA, m.Name, m.Language)
	if tpl == nil {
		return nil
	}
	buttons, values := tpl.Buttons, m.Buttons
	if tap.Card != nil {
		if *tap.Card < 0 || *tap.Card >= len(tpl.Cards) {
			return nil
		}
		buttons, values = tpl.Cards[*tap.Card].Buttons, nil
		for _, card := range m.Cards {
			if card.Index == *tap.Card {
				values = card.Buttons
			}
		}
	}
	for i, b := range buttons {
		payload := b.Text
		for _, v := range values {
			if v.Index == i && v.Kind == "quick_reply" {
				payload = v.Value
			}
		}
		if b.Type == "QUICK_REPLY" && chosen(tap.Button, i, payload, b.Text) {
			return Reply{Form: "quick_reply", ID: payload, Title: b.Text}
		}
	}
	return nil
}

// PlaceOrder makes a person send a cart (network 6.3, 6.4). Prices are the catalog's at this moment; what is sold out or gone leaves
// the cart, and an empty cart is ErrNotOffered. ErrCartOff, ErrCatalogHidden, ErrCatalogUnknown: the sender does not take such an order.
func (n *Network) PlaceOrder(number, senderID, catalog, note string, quantities []OrderItem, about ID) (id ID, err error) {
	err = n.do(func(t *tx) error {
		id, err = t.placeOrder(number, senderID, catalog, note, quantities, about)
		return err
	})
	return id, err
}

func (t *tx) placeOrder(number, senderID, catalog, note string, quantities []OrderItem, about ID) (ID, error) {
	c := t.n.catalogs[catalog]
	if c == nil {
		return ID{}, ErrCatalogUnknown
	}
	if err := t.n.mayOrder(senderID, catalog, about); err != nil {
		return ID{}, err
	}
	order := Order{Catalog: catalog, Note: note}
	for _, item := range quantities {
		p := t.n.product(c, item.Product)
		if !p.sendable() || p.OutOfStock {
			continue
		}
		item.Name, item.Description, item.Currency = p.Name, p.Description, c.currencyOf(p)
		item.Price = t.oldPrice(senderID, number, p.ID, p.Price)
		item.Quantity = min(max(item.Quantity, 1), 99)
		order.Items = append(order.Items, item)
	}
	if len(order.Items) == 0 {
		return ID{}, ErrNotOffered
	}
	return t.write(Note{Number: number, Channel: WhatsApp, To: senderID, Content: order, ReplyTo: about})
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
