package network

import (
	"slices"
	"time"
)

// persona is how a kind of people lives (network 8.2): rules that come after a person's own, and when the phone is away.
type persona struct {
	rules       []Habit
	away        float64 // share of the time
	receiptsOff float64 // share of the people
}

const day = 24 * time.Hour

// answerTime is how long people take from reading to answering (network 8.2).
var answerTime = Spread{40 * time.Second, 20 * time.Minute}

// life is a row of the table of network 8.2.
type life struct {
	read                 Spread
	reads                float64 // share of the messages that are ever read
	replies, stops, taps float64
	orders               float64
	blocks               float64 // after a marketing message
	away, receiptsOff    float64
	never                bool
}

// personas are those of network 8.2 by name. manual and instant do nothing by rules; instant reads as soon as it is delivered.
var personas = map[string]persona{
	"manual":  {},
	"instant": {},
	"eager":   life{read: Spread{10 * time.Second, 5 * time.Minute}, receiptsOff: 0.05, replies: 0.5, taps: 0.6, blocks: 0.001, away: 0.05}.persona(),
	"normal":  life{read: Spread{5 * time.Minute, 8 * time.Hour}, receiptsOff: 0.15, replies: 0.1, taps: 0.2, blocks: 0.003, away: 0.2}.persona(),
	"slow":    life{read: Spread{3 * time.Hour, 2 * day}, receiptsOff: 0.2, replies: 0.03, taps: 0.08, blocks: 0.003, away: 0.35}.persona(),
	"silent":  life{read: Spread{day, 5 * day}, reads: 0.6, receiptsOff: 0.3, blocks: 0.001, away: 0.4}.persona(),
	"annoyed": life{read: Spread{2 * time.Minute, 2 * time.Hour}, receiptsOff: 0.1, replies: 0.05, stops: 0.5, taps: 0.02, blocks: 0.1, away: 0.15}.persona(),
	"buyer":   life{read: Spread{time.Minute, 2 * time.Hour}, receiptsOff: 0.1, replies: 0.3, taps: 0.5, orders: 0.15, blocks: 0.001, away: 0.1}.persona(),
	"ghost":   life{never: true, away: 1}.persona(),
}

// personaNames are the personas in the order of network 8.2; a handset keeps the place, from 1.
var personaNames = []string{"manual", "instant", "eager", "normal", "slow", "silent", "annoyed", "buyer", "ghost"}

// Personas lists the kinds of people (network 8.2).
func Personas() []string { return append([]string(nil), personaNames...) }

// persona makes rules of a row. What has a chance of its own stands before what is tried after it.
func (l life) persona() persona {
	p := persona{away: l.away, receiptsOff: l.receiptsOff}
	if l.never {
		return p
	}
	read := Habit{On: OnMessage, After: l.read, Do: Deed{Verb: "read_after"}, With: l.reads, byDay: true}
	p.rules = append(p.rules, read)
	add := func(with float64, c Condition, d Deed) {
		if with > 0 {
			p.rules = append(p.rules, Habit{On: OnRead, If: c, After: answerTime, Do: d, With: with, byDay: true})
		}
	}
	add(l.blocks, Condition{Category: "MARKETING"}, Deed{Verb: "block"})
	add(l.orders, Condition{Kinds: []string{string(SingleProduct), string(ProductList)}}, Deed{Verb: "order"})
	add(l.taps, Condition{Buttons: true}, Deed{Verb: "tap_button"})
	add(l.replies*l.stops, Condition{}, Deed{Verb: "reply", Text: "STOP"})
	add(l.replies*(1-l.stops), Condition{}, Deed{Verb: "reply"})
	return p
}

// awayFor is the length of the spans in which a phone is away or not, by its persona.
const awayFor = 4 * time.Hour

// dozes tells whether a persona's phone is away in a span: a function of the seed, the number and the time, so that nobody who is idle
// needs a timer. A population has a share of its own at the start.
func (t *tx) dozes(h *handset, span int64) bool {
	share := t.n.lives(h).away
	if c := t.n.crowdOf(h.number); h.crowd && share < 1 && c != nil && span == c.made/int64(awayFor) {
		share = 1 - c.Online
	}
	return share > 0 && unit(draw(t.n.seed, forAway, h.entity(), uint64(span))) < share
}

// back is when a phone that is away by its persona is there again; false when it never is within the given time.
func (t *tx) back(h *handset, end int64) (at int64, ok bool) {
	if h.is(flagOff) || !t.dozes(h, t.now()/int64(awayFor)) {
		return 0, false
	}
	for span := t.now()/int64(awayFor) + 1; span*int64(awayFor) < end; span++ {
		if !t.dozes(h, span) {
			return span * int64(awayFor), true
		}
	}
	return 0, false
}

// livesOf are the personas by their place in the list; 0 is nobody's.
var livesOf = func() []persona {
	all := make([]persona, len(personaNames)+1)
	for i, name := range personaNames {
		all[i+1] = personas[name]
	}
	return all
}()

// lives is how a person lives: by their own persona, else by the world's.
func (n *Network) lives(h *handset) *persona {
	if h.kind != 0 {
		return &livesOf[h.kind]
	}
	return &livesOf[personaKind(n.persona)]
}

// personaKind is the place of a persona in the list, from 1; 0 for none.
func personaKind(name string) uint8 {
	if name == "" {
		return 0
	}
	return uint8(slices.Index(personaNames, name) + 1)
}
