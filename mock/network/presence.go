package network

// Presence is what somebody does in a chat now (network 1.4).
type Presence string

// The presences.
const (
	Available     Presence = "available"
	Unavailable   Presence = "unavailable"
	TypingNow     Presence = "typing"
	StoppedTyping Presence = "stoppedTyping"
)

// ShowPresence makes a business show itself in a chat with a person or a group: of an api sender only typing is shown, until the next
// message or for 25 s (network 2.3 I7). A linked sender that shows itself available sees from then on what the person does, until it
// shows itself unavailable (network 1.4).
func (n *Network) ShowPresence(account, senderID, to string, p Presence) error {
	return n.do(func(t *tx) error {
		s, err := n.ownSender(account, WhatsApp, senderID)
		if err != nil {
			return err
		}
		if isGroupID(to) && n.group(to) == nil {
			return ErrGroupUnknown
		}
		place := t.chatOf(s, t.someone(to))
		c := n.chats.at(place)
		switch p {
		case TypingNow:
			c.typingUntil = t.typingEnds()
			t.append(Event{Kind: TypingShown, Account: account, Channel: WhatsApp, Sender: senderID, Number: to})
		case StoppedTyping:
			c.typingUntil = 0
		case Available, Unavailable:
			if s.Kind == "linked" {
				t.watch(place, p == Available)
			}
		}
		return nil
	})
}

func (t *tx) watch(chatPlace uint32, on bool) {
	if t.n.watched == nil {
		t.n.watched = map[uint32]bool{}
	}
	if !on {
		delete(t.n.watched, chatPlace)
		return
	}
	t.n.watched[chatPlace] = true
	h := t.n.people.at(t.n.chats.at(chatPlace).person)
	if t.n.groupAt(t.n.chats.at(chatPlace).person) != nil {
		return
	}
	t.present(chatPlace, h.number, t.presenceOf(h))
}

func (t *tx) presenceOf(h *handset) Presence {
	if t.away(h) || !h.online(WhatsApp) {
		return Unavailable
	}
	return Available
}

// present tells a sender that has subscribed what a person does now.
func (t *tx) present(chatPlace uint32, number string, p Presence) {
	if !t.n.watched[chatPlace] {
		return
	}
	c := t.n.chats.at(chatPlace)
	s := t.n.senders[c.sender-1]
	t.append(Event{
		Kind: PresenceChanged, Account: s.Account, Channel: WhatsApp, Sender: s.ID, Number: number, Text: string(p),
	})
}

// appeared tells all that watch a person that the phone came or went.
func (t *tx) appeared(person uint32) {
	if len(t.n.watched) == 0 {
		return
	}
	h := t.n.people.at(person)
	for at := h.first; at != 0; at = t.n.chats.at(at).next {
		t.present(at, h.number, t.presenceOf(h))
	}
}

// typed makes a person type in a chat that is watched: it ends after 25 s by itself.
func (t *tx) typed(chatPlace uint32, number string) {
	if !t.n.watched[chatPlace] {
		return
	}
	t.present(chatPlace, number, TypingNow)
	t.plan(typingShown, step{what: stepTypingEnd, a: chatPlace, b: uint64(t.n.numbers[number])})
}

func (t *tx) stopTyping(chatPlace, person uint32) {
	c := t.n.chats.at(chatPlace)
	if t.now() >= c.lastInbound+int64(typingShown) { // else a message has ended it
		t.present(chatPlace, t.n.people.at(person).number, StoppedTyping)
	}
}

// typingEnds is when a typing hint that starts now is over.
func (t *tx) typingEnds() int64 { return t.now() + int64(typingShown) }
