package network

import "time"

// verb is one entry of network 8.1: how it is done, and whether it is an answer that counts.
type verb struct {
	writes bool
	do     func(*tx, scene)
}

// verbs are all of them by name. It is filled at start, since verbs make occasions that look here again.
var verbs map[string]*verb

func init() {
	verbs = map[string]*verb{
		"reply":          {true, func(t *tx, sc scene) { t.say(sc, Text{Body: t.words(sc)}, nil) }},
		"reply_keyword":  {true, (*tx).replyKeyword},
		"echo":           {true, (*tx).echoBack},
		"reply_to":       {true, func(t *tx, sc scene) { t.say(sc, Text{Body: t.words(sc)}, quoting(sc)) }},
		"forward":        {true, func(t *tx, sc scene) { t.say(sc, Text{Body: t.words(sc)}, func(w *Note) { w.Hops = max(1, sc.Hops) }) }},
		"tap_button":     {true, (*tx).tapSomething},
		"pick_row":       {true, (*tx).tapSomething},
		"fill_flow":      {true, func(t *tx, sc scene) { t.say(sc, FormReply{"flow", orText(sc.Values, "{}")}, quoting(sc)) }},
		"share_location": {true, (*tx).shareLocation},
		"share_contact":  {true, (*tx).shareContact},
		"vote":           {true, (*tx).voteSomething},
		"react":          {true, func(t *tx, sc scene) { t.reactTo(sc, orText(sc.Emoji, "👍")) }},
		"unreact":        {true, func(t *tx, sc scene) { t.reactTo(sc, "") }},
		"order":          {true, (*tx).orderSomething},
		"ask_product":    {true, (*tx).askProduct},
		"enter_from_ad":  {true, (*tx).enterFromAd},
		"wrong_input":    {true, func(t *tx, sc scene) { t.say(sc, Text{Body: wrongInputs[orText(sc.Kind, "emoji")]}, nil) }},
		"text_burst":     {true, (*tx).textBurst},
		"media_burst":    {true, (*tx).mediaBurst},
		"edit":           {true, (*tx).editLast},
		"revoke":         {true, (*tx).revokeLast},
		"opt_out":        {true, (*tx).optOut},
		"opt_in":         {true, (*tx).optIn},
		"permit_calls":   {true, func(t *tx, sc scene) { _, _ = t.permitCalls(sc.h.number, sc.sender, true, sc.ForGood, ID{}) }},
		"call":           {true, func(t *tx, sc scene) { _, _ = t.callBusiness(sc.h.number, sc.sender, "", "") }},
		"answer":         {false, func(t *tx, sc scene) { t.actByPhone(sc, CallAccept) }},
		"decline":        {false, func(t *tx, sc scene) { t.actByPhone(sc, CallReject) }},
		"hang_up":        {false, func(t *tx, sc scene) { t.actByPhone(sc, CallTerminate) }},
		"read_after":     {false, (*tx).readChat},
		"open_chat":      {false, func(t *tx, sc scene) { t.openChat(sc, true) }},
		"close_chat":     {false, func(t *tx, sc scene) { t.openChat(sc, false) }},
		"play_voice":     {false, (*tx).playVoice},
		"typing":         {false, (*tx).typeAWhile},
		"offline":        {false, func(t *tx, sc scene) { t.switchPhone(sc, func(v *Handset) { v.Off = true }) }},
		"online":         {false, func(t *tx, sc scene) { t.switchPhone(sc, func(v *Handset) { v.Off = false }) }},
		"power":          {false, func(t *tx, sc scene) { t.switchPhone(sc, func(v *Handset) { v.Off = !v.Off }) }},
		"data":           {false, func(t *tx, sc scene) { t.switchPhone(sc, func(v *Handset) { v.Data = sc.Deed.Data }) }},
		"roam": {false, func(t *tx, sc scene) {
			t.switchPhone(sc, func(v *Handset) { v.Coverage, v.RoamingBarred = sc.Away, sc.Barred })
		}},
		"block":      {false, func(t *tx, sc scene) { _ = t.setBlocked(sc.h.number, sc.channel, sc.sender, true) }},
		"unblock":    {false, func(t *tx, sc scene) { _ = t.setBlocked(sc.h.number, sc.channel, sc.sender, false) }},
		"report":     {false, func(t *tx, sc scene) { _ = t.report(sc.h.number, sc.channel, sc.sender, sc.Reason) }},
		"join_link":  {false, (*tx).joinBy},
		"join_group": {false, (*tx).joinBy},
		"leave_group": {false, func(t *tx, sc scene) {
			_, _ = t.actOnGroup(GroupAct{Act: GroupLeave, By: sc.h.number, Group: orText(sc.Group, sc.sender)})
		}},
		"scan":          {false, func(t *tx, sc scene) { _, _ = t.scan(sc.h.number, sc.Code) }},
		"unlink":        {false, func(t *tx, sc scene) { _ = t.unlink("", sc.h.number) }},
		"change_number": {false, func(t *tx, sc scene) { _ = t.changeNumber(sc.h.number, sc.Number) }},
		"reregister":    {false, func(t *tx, sc scene) { t.reregister(sc.h) }},
		"port":          {false, func(t *tx, sc scene) { _ = t.alter(sc.h.number, "ported", func(v *Handset) { v.MCCMNC = sc.MCCMNC }) }},
		"uninstall":     {false, func(t *tx, sc scene) { _ = t.uninstall(sc.h.number, sc.App) }},
	}
}

// Verbs lists what a rule can make a person do, in order (network 8.1).
func Verbs() []string { return sortedKeys(verbs) }

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

// burst plans several messages in a few seconds: each is a deed of its own, without rules.
func (t *tx) burst(sc scene, one func(scene, int)) {
	count, gap := sc.Count, sc.Gap
	if count == 0 {
		count = 5
	}
	if gap == 0 {
		gap = 300 * time.Millisecond
	}
	one(sc, 0)
	for i := 1; i < count; i++ {
		t.n.bursts = append(t.n.bursts, burst{sc.deedOf, sc.Deed, i})
		t.plan(time.Duration(i)*gap, step{what: stepBurst, a: uint32(len(t.n.bursts))})
	}
}

// burst is one message of a burst that is still to come.
type burst struct {
	of  deedOf
	do  Deed
	nth int
}

func (t *tx) textBurst(sc scene) { t.burst(sc, t.burstText) }

func (t *tx) burstText(sc scene, nth int) {
	sc.luck += uint64(nth)
	t.say(sc, Text{Body: t.words(sc)}, nil)
}

func (t *tx) mediaBurst(sc scene) { t.burst(sc, t.burstPicture) }

// burstPicture sends a small picture.
func (t *tx) burstPicture(sc scene, _ int) {
	t.say(sc, Media{As: Image, MIME: "image/png"}, func(w *Note) { w.File = &NewMedia{MIME: "image/png", Name: "picture.png", Data: tinyPicture} })
}

// nextOfBurst sends one message of a burst.
func (t *tx) nextOfBurst(place uint32) {
	b := t.n.bursts[place-1]
	sc := scene{deedOf: b.of, Deed: b.do, h: t.n.people.at(b.of.person), channel: b.do.Channel, sender: b.do.Sender}
	sc.m = t.n.messageOf(b.of.on, b.of.place)
	sc.luck = t.luck(sc.h, forChoices, b.of.on, b.of.place, b.of.rule)
	if sc.channel == 0 {
		sc.channel = WhatsApp
	}
	if sc.m != nil {
		s := t.n.senders[t.n.chats.at(sc.m.chat).sender-1]
		sc.channel, sc.sender = s.Channel, s.ID
	}
	if !t.mayAnswer(sc) {
		return
	}
	if b.do.Verb == "media_burst" {
		t.burstPicture(sc, b.nth)
		return
	}
	t.burstText(sc, b.nth)
}

// tinyPicture is a PNG of one point.
var tinyPicture = []byte("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89" +
	"\x00\x00\x00\rIDATx\x9cc\xf8\xcf\xc0\xf0\x1f\x00\x05\x00\x01\xff\x89\x99=\x1d\x00\x00\x00\x00IEND\xaeB`\x82")

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

// actByPhone acts on the call that rings, else on the newest of the person.
func (t *tx) actByPhone(sc scene, act CallAct) {
	id := ID{}
	if sc.on == OnCall {
		id = t.n.calls.at(sc.place).ID
	} else {
		for place := uint32(1); place <= t.n.calls.n; place++ {
			if c := t.n.calls.at(place); c.Number == sc.h.number && c.State != CallOver {
				id = c.ID
			}
		}
	}
	_ = t.actOnPhone(sc.h.number, id, act, "")
}

func (t *tx) readChat(sc scene) {
	if sc.m == nil {
		return
	}
	c := t.n.chats.at(sc.m.chat)
	if t.away(sc.h) {
		return
	}
	if g := t.n.groupAt(c.person); g != nil {
		t.readInGroup(g, sc.h.number)
		return
	}
	t.read(c, c.last)
}

// openChat looks at a chat, perhaps for a while.
func (t *tx) openChat(sc scene, open bool) {
	if s := t.n.sendersBy[senderKey{sc.channel, sc.sender}]; s != nil {
		place := t.chatOf(s, sc.person)
		c := t.n.chats.at(place)
		c.opened = open
		if open {
			t.read(c, c.last)
		}
		if open && sc.Length > 0 {
			t.plan(sc.Length, step{what: stepClose, a: place})
		}
	}
}

func (t *tx) playVoice(sc scene) {
	if sc.m != nil {
		_ = t.play(sc.h.number, sc.m.id)
	}
}

func (t *tx) typeAWhile(sc scene) {
	if s := t.n.sendersBy[senderKey{sc.channel, sc.sender}]; s != nil {
		place := t.chatOf(s, sc.person)
		t.append(Event{Kind: TypingShown, Account: s.Account, Channel: sc.channel, Sender: s.ID, Number: sc.h.number, Text: "person"})
		t.typed(place, sc.h.number)
	}
}

// switchPhone changes a condition of the phone, for a while or until it is changed again.
func (t *tx) switchPhone(sc scene, change func(*Handset)) {
	before := sc.h.value()
	v := before
	change(&v)
	t.setHandset(sc.person, v)
	if sc.Length > 0 {
		back := flagsOf(before)
		t.plan(sc.Length, step{what: stepSwitchBack, a: sc.person, b: uint64(back)})
	}
}

// flagsOf are the conditions of a phone as they were.
func flagsOf(v Handset) handsetFlags {
	h := handset{}
	h.set(flagOff, v.Off)
	h.fillConditions(v)
	return h.flags & (cutOff | flagRoaming | flagSlowData)
}

// switchBack brings the conditions back that a deed has changed for a while.
func (t *tx) switchBack(person uint32, back handsetFlags) {
	h := *t.n.people.at(person)
	h.flags = h.flags&^(cutOff|flagRoaming|flagSlowData) | back
	t.setHandset(person, h.value())
}

// joinBy joins by the invite of the deed, else by that of the group that has sent one.
func (t *tx) joinBy(sc scene) {
	invite := sc.Invite
	if sc.on == OnInvite {
		if g := t.n.groupAt(sc.place); g != nil && invite == "" {
			invite = g.Invite
		}
	}
	_, _ = t.actOnGroup(GroupAct{Act: GroupJoin, By: sc.h.number, Invite: invite})
}
