package network

import "time"

type chatKey struct{ sender, person uint32 }

// chat is one sender with one person on the sender's channel.
type chat struct {
	sender, person uint32
	next           uint32 // the person's next chat
	first, last    uint32 // messages, oldest and newest
	firstOpen      uint32 // no outbound message before it can still be delivered
	firstUnread    uint32 // no outbound message before it can still be read
	firstUnmarked  uint32 // no inbound message before it is unmarked
	count          uint32 // messages made: the draw of the next id
	entity         uint64 // names the chat in the streams of chance
	lastInbound    int64  // 0: the person never wrote
	typingUntil    int64  // the business shows typing until then
	lastDue        [3]int64
	sessionFrom    int64 // Viber: start of the session
	opened         bool  // the person looks at it
	sessionCount   uint8
	sessionRow     uint8
}

// The three gaps of carriage at which messages of one chat may not overtake each other: chat.lastDue.
const (
	laneDispatch = iota
	laneSent
	laneDeliver
)

// inLane is a delay that brings nothing before what went the same lane earlier: the network keeps the order of a chat by itself
// (network 2.7).
func (t *tx) inLane(c *chat, lane int, after time.Duration) time.Duration {
	due := max(t.now()+int64(after), c.lastDue[lane])
	c.lastDue[lane] = due
	return time.Duration(due - t.now())
}

// chatOf is the chat of a sender and a person, made when it is new.
func (t *tx) chatOf(s *sender, person uint32) uint32 {
	key := chatKey{s.place, person}
	if place, ok := t.n.chatsBy[key]; ok {
		return place
	}
	h := t.n.people.at(person)
	place := t.n.chats.add(chat{
		sender: s.place, person: person, next: h.first,
		entity: entityOf(s.Channel.String(), s.ID, h.number),
	})
	h.first = place
	t.n.chatsBy[key] = place
	t.settled(t.n.chats.at(place), s, h)
	t.metInApp(s, person)
	return place
}

// windowOpen tells whether free-form messages may go out (network 3.1, D19): within 24 h of the person's last message.
func (n *Network) windowOpen(c *chat) bool {
	return c.lastInbound != 0 && n.now < c.lastInbound+int64(serviceWindow)
}

// quietLater is how long a message's quote or reaction target counts: younger than the window.
func (n *Network) younger(m *message, window time.Duration) bool {
	return n.now < m.made+int64(window)
}

// Window is the customer service window of a WhatsApp chat.
type Window struct {
	Open   bool
	Opened time.Time // the person's last message; zero: none
	Closes time.Time
}

// Window answers the service window of a sender and a person. A chat that never was is closed.
func (n *Network) Window(senderID, number string) (w Window) {
	n.ask(func() {
		s, place := n.sendersBy[senderKey{WhatsApp, senderID}], n.numbers[number]
		if s == nil || place == 0 {
			return
		}
		at, ok := n.chatsBy[chatKey{s.place, place}]
		if !ok {
			return
		}
		c := n.chats.at(at)
		if c.lastInbound == 0 {
			return
		}
		w = Window{n.windowOpen(c), instant(c.lastInbound), instant(c.lastInbound + int64(serviceWindow))}
	})
	return w
}
