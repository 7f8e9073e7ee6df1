package network

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Population is many people of one block of numbers, of whom only the recipe is kept: a person is made from the seed and the number when
// something touches them (network 8.3).
type Population struct {
	Prefix     string // digits before the free ones; empty: 999
	Count      int    // people, on the numbers prefix + 0000000 and following
	Mix        []Share
	WhatsApp   float64 // share of the mobile numbers; the shares of SMS alone and of Viber alike
	Viber      float64
	OnlySMS    float64
	NotMobile  float64 // landlines, and numbers of nobody
	Online     float64 // at the start
	OptedOut   float64 // has stopped all senders already
	WindowOpen float64 // has just written to a WhatsApp sender
	Countries  int     // of the home networks, at most 20
}

// Share is a persona and its weight.
type Share struct {
	Persona string
	Weight  float64
}

// freeDigits are those that tell the people of a population apart.
const freeDigits = 7

// throng is a Population that lives.
type throng struct {
	Population
	made  int64
	total float64
}

// PopulationFor is the row of network 8.3 for so many people.
func PopulationFor(count int) Population {
	p := Population{Prefix: "999", Count: count, WhatsApp: 1, Viber: 1, Online: 1, Countries: 1, Mix: []Share{{"manual", 1}}}
	if count <= 1 {
		return p
	}
	p.Mix = []Share{{"normal", 0.45}, {"slow", 0.20}, {"silent", 0.15}, {"eager", 0.08}, {"buyer", 0.05}, {"annoyed", 0.02}, {"ghost", 0.05}}
	p.WhatsApp, p.Viber, p.OnlySMS = 0.85, 0.30, 0.12
	p.NotMobile, p.Online, p.Countries, p.OptedOut, p.WindowOpen = 0.02, 0.80, 3, 0.01, 0.05
	if count > 100_000 {
		p.NotMobile, p.Online, p.Countries, p.OptedOut, p.WindowOpen = 0.03, 0.75, 20, 0.02, 0.03
	}
	return p
}

// Populate makes a population. It takes no time and no room, whatever its size. Two may not share numbers: ErrSenderTaken.
func (n *Network) Populate(p Population) error {
	p.Prefix = cmp.Or(p.Prefix, "999")
	if err := p.judge(); err != nil {
		return err
	}
	return n.do(func(t *tx) error {
		for _, other := range n.crowds {
			if strings.HasPrefix(other.Prefix, p.Prefix) || strings.HasPrefix(p.Prefix, other.Prefix) {
				return ErrSenderTaken
			}
		}
		p.Mix = slices.Clone(p.Mix)
		c := &throng{Population: p, made: t.now()}
		for _, share := range p.Mix {
			c.total += share.Weight
		}
		n.crowds = append(n.crowds, c)
		t.append(Event{Kind: WorldChanged, Text: fmt.Sprintf("population of %d from %s", p.Count, p.Number(0))})
		return nil
	})
}

// judge checks a recipe; what is wrong with it is a *HabitError of the member.
func (p Population) judge() error {
	wrong := func(member, text string) error { return &HabitError{0, member, text} }
	switch {
	case p.Count < 1 || p.Count > 10_000_000:
		return wrong("count", "is within 1 and 10,000,000")
	case len(p.Prefix) < 1 || len(p.Prefix) > 8 || strings.Trim(p.Prefix, "0123456789") != "":
		return wrong("prefix", "is 1 to 8 digits")
	case p.Countries < 0 || p.Countries > len(countriesOf):
		return wrong("countries", fmt.Sprintf("is within 0 and %d", len(countriesOf)))
	case len(p.Mix) == 0:
		return wrong("personas", "names one persona at least")
	}
	for _, s := range p.Mix {
		if _, ok := personas[s.Persona]; !ok || s.Weight < 0 {
			return wrong("personas", fmt.Sprintf("%q is no persona, or its weight is below 0", s.Persona))
		}
	}
	for _, share := range []float64{p.WhatsApp, p.Viber, p.OnlySMS, p.NotMobile, p.Online, p.OptedOut, p.WindowOpen} {
		if share < 0 || share > 1 {
			return wrong("shares", "are within 0 and 1")
		}
	}
	return nil
}

// Number is that of the i-th person, from 0.
func (p Population) Number(i int) string { return p.Prefix + padded(uint64(i), freeDigits) }

// index is which person of the population has a number; false when none has.
func (p Population) index(number string) (i int, ok bool) {
	if len(number) != len(p.Prefix)+freeDigits || number[:len(p.Prefix)] != p.Prefix {
		return 0, false
	}
	for _, digit := range []byte(number[len(p.Prefix):]) {
		if digit < '0' || digit > '9' {
			return 0, false
		}
		i = 10*i + int(digit-'0')
	}
	return i, i < p.Count
}

// crowdOf is the population that a number is of; nil: none.
func (n *Network) crowdOf(number string) *throng {
	for _, c := range n.crowds {
		if _, ok := c.index(number); ok {
			return c
		}
	}
	return nil
}

// The draws of one person, by what they decide.
const (
	drawLine = iota
	drawApps
	drawViber
	drawPersona
	drawReceipts
	drawCountry
	drawOptedOut
	drawWindow
	drawName
)

// born is the person of a number as the recipe and the seed make them.
func (n *Network) born(c *throng, number string) (h handset) {
	of := func(what uint64) uint64 { return draw(n.seed, forPeople, entityOf(number), what) }
	h.number, h.crowd = number, true
	if line := unit(of(drawLine)); line < c.NotMobile {
		h.set(flagLandline, true)
		h.set(flagNobody, line < c.NotMobile/2)
		return h
	}
	h.apps = c.apps(unit(of(drawApps)), unit(of(drawViber)))
	h.kind = c.personaAt(unit(of(drawPersona)) * c.total)
	h.set(flagNoReceipts, unit(of(drawReceipts)) < personas[personaNames[h.kind-1]].receiptsOff)
	h.set(flagStopped, unit(of(drawOptedOut)) < c.OptedOut)
	h.country = countryAt(unit(of(drawCountry)), c.Countries)
	if n.named != nil {
		h.name = n.named(of(drawName))
	}
	return h
}

// apps are what a mobile number is reached on: SMS always, beside it WhatsApp, Viber, both, or nothing.
func (p Population) apps(u, v float64) (bits uint8) {
	bits = 1 << SMS
	onWhatsApp := u >= p.OnlySMS && u < p.OnlySMS+p.WhatsApp
	if onWhatsApp {
		bits |= 1 << WhatsApp
	}
	alone := max(0, 1-p.OnlySMS-p.WhatsApp) // on Viber and not on WhatsApp
	switch {
	case onWhatsApp && p.WhatsApp > 0 && v < (p.Viber-min(alone, p.Viber))/p.WhatsApp, !onWhatsApp && u >= p.OnlySMS && p.Viber > 0:
		bits |= 1 << Viber
	}
	return bits
}

func (c *throng) personaAt(u float64) uint8 {
	last := uint8(1)
	for _, s := range c.Mix {
		last = uint8(slices.Index(personaNames, s.Persona) + 1)
		if u < s.Weight {
			return last
		}
		u -= s.Weight
	}
	return last
}

// country is a home of people: calling code, mobile country and network code, and how many of the world's phones it has.
type country struct {
	code, mccmnc string
	weight       float64
}

// countriesOf are those of populations, largest first.
var countriesOf = []country{
	{"91", "40445", 18}, {"86", "46000", 17}, {"62", "51010", 6}, {"1", "310260", 6}, {"55", "72410", 5}, {"92", "41001", 4},
	{"234", "62130", 4}, {"52", "334020", 3}, {"81", "44010", 3}, {"63", "51502", 3}, {"84", "45204", 3}, {"20", "60202", 2},
	{"90", "28601", 2}, {"49", "26201", 2}, {"66", "52003", 2}, {"44", "23410", 2}, {"33", "20801", 2}, {"39", "22210", 2},
	{"27", "65501", 2}, {"34", "21401", 1},
}

// countryAt is the place, from 1, of a drawn country among the first so many; 0 when there are none.
func countryAt(u float64, among int) uint8 {
	total := 0.0
	for _, c := range countriesOf[:among] {
		total += c.weight
	}
	u *= total
	for i, c := range countriesOf[:among] {
		if u < c.weight {
			return uint8(i + 1)
		}
		u -= c.weight
	}
	return uint8(among)
}

// Populations answers the recipes, in order of making.
func (n *Network) Populations() (all []Population) {
	n.ask(func() {
		for _, c := range n.crowds {
			all = append(all, c.Population)
		}
	})
	return all
}

// settled opens the windows that a population starts with, when a chat of one of its people is made.
func (t *tx) settled(c *chat, s *sender, h *handset) {
	if !h.crowd || s.Channel != WhatsApp || !h.has(WhatsApp) {
		return
	}
	of := t.n.crowdOf(h.number)
	if of != nil && unit(draw(t.n.seed, forPeople, entityOf(h.number, s.ID), drawWindow)) < of.WindowOpen {
		c.lastInbound = of.made
	}
}

// untouched are up to limit numbers above after of which nothing is kept, in order.
func (n *Network) untouched(after string, limit int) (numbers []string) {
	for _, c := range n.crowds {
		for i, taken := c.above(after), 0; i < c.Count && taken < limit; i++ {
			number := c.Number(i)
			if _, known := n.numbers[number]; !known {
				numbers = append(numbers, number)
				taken++
			}
		}
	}
	return numbers
}

// above is the first person whose number stands behind another text.
func (p Population) above(after string) int {
	low, high := 0, p.Count
	for low < high {
		if middle := (low + high) / 2; p.Number(middle) > after {
			high = middle
		} else {
			low = middle + 1
		}
	}
	return low
}
