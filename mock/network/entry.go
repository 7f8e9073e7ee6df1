package network

import "time"

// entry is a person who came from an ad or a page (network 3.2): when, 0 once that is answered, and until when everything is free.
type entry struct{ came, until int64 }

// entered notes that an inbound message came from an ad or a page. Desktop and web do not count.
func (t *tx) entered(c *chat, place uint32) {
	e := t.n.extras[place]
	if e == nil || e.referral == nil || e.referral.Desktop {
		return
	}
	if t.n.entries == nil {
		t.n.entries = map[uint32]entry{}
	}
	chatPlace := t.n.messages.at(place).chat
	t.n.entries[chatPlace] = entry{came: t.now(), until: t.n.entries[chatPlace].until}
}

// answered opens the free entry point when the business answers in time, and tells whether it is open. What fails is no answer.
func (t *tx) answered(chatPlace uint32, fails bool) (free bool) {
	e, ok := t.n.entries[chatPlace]
	if !ok {
		return false
	}
	if e.came != 0 && !fails {
		if t.now() < e.came+int64(freeEntryAnswer) {
			e.until = t.now() + int64(freeEntry)
		}
		e.came = 0
		t.n.entries[chatPlace] = e
	}
	return t.now() < e.until
}

// FreeEntry answers until when everything to a person is free: the zero time when no free entry point is open.
func (n *Network) FreeEntry(senderID, number string) (until time.Time) {
	n.ask(func() {
		s, place := n.sendersBy[senderKey{WhatsApp, senderID}], n.numbers[number]
		if s == nil || place == 0 {
			return
		}
		if e := n.entries[n.chatsBy[chatKey{s.place, place}]]; n.now < e.until {
			until = instant(e.until)
		}
	})
	return until
}
