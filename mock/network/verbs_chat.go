package network

func orText(text, other string) string {
	if text == "" {
		return other
	}
	return text
}

// quoting makes an answer quote the message that it is about.
func quoting(sc scene) func(*Note) {
	return func(w *Note) {
		if sc.m != nil {
			w.ReplyTo = sc.m.id
		}
	}
}

func (t *tx) replyKeyword(sc scene) {
	if sc.m == nil {
		return
	}
	if text, ok := sc.answer(sc.m.content.Words()); ok {
		t.say(sc, Text{Body: text}, nil)
	}
}

func (t *tx) echoBack(sc scene) {
	if sc.m != nil && sc.m.content.Words() != "" {
		t.say(sc, Text{Body: sc.m.content.Words()}, nil)
	}
}

// tapSomething taps what the deed names, else a drawn button or row.
func (t *tx) tapSomething(sc scene) {
	if sc.m == nil {
		return
	}
	s := t.n.senders[t.n.chats.at(sc.m.chat).sender-1]
	choice := sc.Choice
	if ids := t.n.choicesOf(s, sc.m.content); choice == "" && len(ids) > 0 {
		choice = ids[sc.luck%uint64(len(ids))]
	}
	tap := Tap{Number: sc.h.number, Message: sc.m.id, Button: choice}
	if list, ok := sc.m.content.(Interactive); ok && list.Form == List {
		tap.Button, tap.Row = "", choice
	}
	_, _ = t.tapOn(tap)
}

func (t *tx) shareLocation(sc scene) {
	point := Location{Latitude: 52.52, Longitude: 13.4}
	if sc.Point != nil {
		point = *sc.Point
	}
	t.say(sc, point, quoting(sc))
}

func (t *tx) shareContact(sc scene) {
	cards := sc.Cards
	if len(cards) == 0 {
		cards = []Card{{
			Name:   CardName{Formatted: orText(sc.h.name, sc.h.number)},
			Phones: []CardEntry{{Value: "+" + sc.h.number, Type: "CELL", WhatsAppID: sc.h.number}},
		}}
	}
	t.say(sc, Contacts{cards}, nil)
}

func (t *tx) voteSomething(sc scene) {
	if sc.m == nil {
		return
	}
	options := sc.Options
	if poll, ok := sc.m.content.(Poll); ok && options == nil && len(poll.Options) > 0 {
		options = []string{poll.Options[sc.luck%uint64(len(poll.Options))]}
	}
	_, _ = t.vote(sc.h.number, sc.m.id, options)
}

func (t *tx) reactTo(sc scene, emoji string) {
	if sc.m != nil && sc.channel == WhatsApp {
		t.say(sc, Reaction{Target: sc.m.id, Emoji: emoji}, nil)
	}
}

// orderSomething sends a cart: what the deed names, else one of each product of the message.
func (t *tx) orderSomething(sc scene) {
	catalog, items, about := sc.Catalog, sc.Items, ID{}
	if sc.m != nil {
		shown, products := goodsOf(sc.m.content)
		catalog, about = orText(catalog, shown), sc.m.id
		for _, product := range products {
			if len(sc.Items) == 0 {
				items = append(items, OrderItem{Product: product, Quantity: 1 + int(sc.luck%3)})
			}
		}
	}
	_, _ = t.placeOrder(sc.h.number, sc.sender, catalog, sc.Text, items, about)
}

func (t *tx) askProduct(sc scene) {
	catalog, product := sc.Catalog, ""
	if len(sc.Items) > 0 {
		product = sc.Items[0].Product
	}
	if sc.m != nil {
		if shown, products := goodsOf(sc.m.content); product == "" && len(products) > 0 {
			catalog, product = shown, products[sc.luck%uint64(len(products))]
		}
	}
	if product != "" {
		t.say(sc, Text{Body: t.words(sc)}, func(w *Note) { w.Question = &ProductRef{catalog, product} })
	}
}

func (t *tx) enterFromAd(sc scene) {
	t.say(sc, Text{Body: t.words(sc)}, func(w *Note) {
		w.Referral = &Referral{SourceType: "ad", SourceID: orText(sc.Source, "120200000000000001"), Headline: "Chat with us"}
	})
}

// lastWritten is the newest message that the person has written in the chat of the scene; zero when there is none.
func (t *tx) lastWritten(sc scene) (id ID) {
	s := t.n.sendersBy[senderKey{sc.channel, sc.sender}]
	if s == nil {
		return id
	}
	chatPlace, ok := t.n.chatsBy[chatKey{s.place, sc.person}]
	if !ok {
		return id
	}
	for at := t.n.chats.at(chatPlace).first; at != 0; at = t.n.messages.at(at).next {
		if m := t.n.messages.at(at); m.dir == Inbound && m.state != Deleted {
			id = m.id
		}
	}
	return id
}

func (t *tx) editLast(sc scene) {
	if id := t.lastWritten(sc); !id.IsZero() {
		_ = t.edit(sc.h.number, id, t.words(sc))
	}
}

func (t *tx) revokeLast(sc scene) {
	if id := t.lastWritten(sc); !id.IsZero() {
		_ = t.revoke(sc.h.number, id)
	}
}

// optOut sends the keyword by SMS, or stops the marketing of a WhatsApp sender.
func (t *tx) optOut(sc scene) {
	if sc.channel == SMS || sc.Text != "" {
		t.say(sc, Text{Body: orText(sc.Text, "STOP")}, nil)
		return
	}
	_ = t.stopMarketing(sc.h.number, sc.sender, true)
}

func (t *tx) optIn(sc scene) {
	if sc.channel == SMS || sc.Text != "" {
		t.say(sc, Text{Body: orText(sc.Text, "START")}, nil)
		return
	}
	_ = t.stopMarketing(sc.h.number, sc.sender, false)
}
