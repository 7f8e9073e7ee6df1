package network

import "time"

// ratingDays is how far back the quality of a number looks (network 3.12).
const ratingDays = 7

// rating is how people took the messages of a number, day by day: the newest first.
type rating struct {
	day     int64 // number of the newest day
	days    [ratingDays]opinion
	pending bool // a new calculation is on its way
}

// opinion is one day of a number.
type opinion struct{ sent, complaints, read int }

func (n *Network) ratingOf(s *sender) *rating { return made(&n.counts.ratings, s.place) }

// at is the opinion of the present day.
func (r *rating) at(now int64) *opinion {
	day := now / int64(24*time.Hour)
	for gone := day - r.day; gone > 0; gone-- {
		if gone >= ratingDays {
			r.days, gone = [ratingDays]opinion{}, 1
			continue
		}
		copy(r.days[1:], r.days[:ratingDays-1])
		r.days[0] = opinion{}
	}
	r.day = day
	return &r.days[0]
}

// score is 1 − (complaints × 10 + unread × 0.2) / sent, where each day counts half as much as the next one (network 3.4, D25).
func (r *rating) score() float64 {
	weight, sent, bad := 1.0, 0.0, 0.0
	for _, o := range r.days {
		sent += weight * float64(o.sent)
		bad += weight * (10*float64(o.complaints) + 0.2*float64(max(o.sent-o.read, 0)))
		weight /= 2
	}
	if sent == 0 {
		return 1
	}
	return 1 - bad/sent
}

// colour is the quality of a score: below 0.85 yellow, below 0.70 red (network 3.4).
func colour(score float64) string {
	switch {
	case score < 0.70:
		return "RED"
	case score < 0.85:
		return "YELLOW"
	}
	return "GREEN"
}

// complained counts a block or a report against a number, wasRead a message that was read.
func (t *tx) complained(s *sender, number string) {
	if place, ok := t.n.chatsBy[chatKey{s.place, t.n.numbers[number]}]; ok {
		t.templateComplained(t.n.chats.at(place))
	}
	if t.n.limits.Quality && s.Channel == WhatsApp && s.Kind != "linked" {
		t.n.ratingOf(s).at(t.now()).complaints++
		t.reckon(s)
	}
}

func (t *tx) wasRead(s *sender) {
	if t.n.limits.Quality && s.Channel == WhatsApp && s.Kind != "linked" {
		t.n.ratingOf(s).at(t.now()).read++
		t.reckon(s)
	}
}

// reckon plans a new calculation of a number's quality (network 2.6 L17), unless one is on its way.
func (t *tx) reckon(s *sender) {
	r := t.n.ratingOf(s)
	if r.pending {
		return
	}
	r.pending = true
	t.plan(t.n.latency.of(t.n.seed, HopQuality, entityOf(s.ID), uint64(t.now())), step{what: stepQuality, a: s.place})
}

// rate gives a number the quality that its messages have earned.
func (t *tx) rate(place uint32) {
	s := t.n.senders[place-1]
	r := t.n.ratingOf(s)
	r.pending = false
	r.at(t.now())
	if !s.gone && t.n.limits.Quality {
		t.turn(s, "quality", colour(r.score()))
	}
}
