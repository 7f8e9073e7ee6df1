package onemsg

import (
	"encoding/hex"
	"time"

	"github.com/mynah-sim/mynah/mock/network"
)

// talkLength is how long a conversation lasts (onemsg 5.11).
const talkLength = 24 * time.Hour

// freeTier is how many user-initiated conversations of a month are free (onemsg 5.11).
const freeTier = 1000

// prices in units of 0.0001 (onemsg 5.11).
var prices = map[string]int{"MARKETING": 500, "UTILITY": 200, "AUTHENTICATION": 300}

// userPrice is that of a user-initiated conversation.
const userPrice = 100

// month is a calendar month in UTC.
type month struct {
	year  int
	month time.Month
}

func monthOf(at time.Time) month { return month{at.UTC().Year(), at.UTC().Month()} }

func (m month) start() time.Time { return time.Date(m.year, m.month, 1, 0, 0, 0, 0, time.UTC) }

// talk is a conversation: opened by the first message of a chat that is sent while none is open (onemsg 5.11).
type talk struct {
	id       string
	opened   time.Time
	business bool // opened by a template
	free     bool // by a person from an ad, or within the monthly tier
	entry    bool // by a person from an ad
	price    int
}

// origin is who opened it, in the words of hookInfo.
func (t *talk) origin() string {
	if t.business {
		return "business_initiated"
	}
	return "user_initiated"
}

func (t *talk) ends() time.Time { return t.opened.Add(talkLength) }

// chatKey names a chat: a person, or a group.
func chatKey(m network.Message) string {
	if group := groupOf(m); group != "" {
		return group
	}
	return m.Number
}

// sent puts a message into the conversation of its chat, a new one when none is open.
func (l *ledger) sent(b *book, e network.Event) {
	m, err := l.p.net.Message(e.Message)
	if err != nil {
		return
	}
	key := chatKey(m)
	t := b.talks[key]
	if t == nil || !e.At.Before(t.ends()) {
		t = b.open(m, e.At)
		b.talks[key] = t
		b.all = append(b.all, t)
	}
	b.talkOf[e.Message] = t
}

func (b *book) open(m network.Message, at time.Time) *talk {
	t := &talk{id: hex.EncodeToString(m.ID[:]), opened: at, price: userPrice, entry: m.FreeEntry}
	if n, ok := m.Note.(note); ok && n.category != "" {
		t.business, t.price = true, prices[n.category]
	}
	t.free = t.entry || !t.business && b.userTalks(monthOf(at)) < freeTier
	return t
}

// userTalks counts the user-initiated conversations of a month so far.
func (b *book) userTalks(m month) (count int) {
	for i := len(b.all) - 1; i >= 0 && !b.all[i].opened.Before(m.start()); i-- {
		if !b.all[i].business && !b.all[i].entry {
			count++
		}
	}
	return count
}

// delivered adds what a delivered template costs.
func (l *ledger) delivered(b *book, e network.Event) {
	m, err := l.p.net.Message(e.Message)
	if err != nil {
		return
	}
	if n, ok := m.Note.(note); ok && n.category != "" {
		b.costs[monthOf(e.At)] += prices[n.category]
	}
}
