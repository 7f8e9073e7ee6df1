package network

import (
	"strconv"
	"time"
)

// messagingTiers are the limits in their order: the name, and the unique users in 24 h; 0: no limit (network 1.2, 3.10).
type messagingTier struct {
	name  string
	users int
}

var (
	portfolioTiers = []messagingTier{
		{"TIER_250", 250}, {"TIER_2K", 2000}, {"TIER_10K", 10_000}, {"TIER_100K", 100_000}, {"TIER_UNLIMITED", 0},
	}
	numberTiers = []messagingTier{
		{"TIER_50", 50}, {"TIER_250", 250}, {"TIER_1K", 1000}, {"TIER_10K", 10_000}, {"TIER_100K", 100_000}, {"UNLIMITED", 0},
	}
)

// uniques counts the users of a span, each once.
type uniques struct {
	span  time.Duration
	last  map[string]int64
	order []visit // oldest first; entries that a later visit has overtaken count nothing
}

type visit struct {
	number string
	at     int64
}

func (u *uniques) add(number string, now int64) {
	if u.last == nil {
		u.last = map[string]int64{}
	}
	u.last[number] = now
	u.order = append(u.order, visit{number, now})
}

// count is how many users were there within the span.
func (u *uniques) count(now int64) int {
	old := 0
	for ; old < len(u.order) && u.order[old].at <= now-int64(u.span); old++ {
		if v := u.order[old]; u.last[v.number] == v.at {
			delete(u.last, v.number)
		}
	}
	u.order = u.order[old:]
	return len(u.last)
}

func (u *uniques) has(number string) bool { _, ok := u.last[number]; return ok }

// drop forgets a visit that came to nothing; an earlier one of the same user counts again.
func (u *uniques) drop(number string, at int64) {
	if u.last[number] != at {
		return
	}
	delete(u.last, number)
	kept := u.order[:0]
	for _, v := range u.order {
		if v.number == number && v.at == at {
			continue
		}
		if v.number == number {
			u.last[number] = v.at
		}
		kept = append(kept, v)
	}
	u.order = kept
}

// oldest is when the first of the users leaves the span.
func (u *uniques) oldest() int64 {
	for _, v := range u.order {
		if u.last[v.number] == v.at {
			return v.at + int64(u.span)
		}
	}
	return 0
}

// reach is whom a portfolio, or a number, has written to outside service windows.
type reach struct {
	day, week, month uniques
	rising           bool // the next limit is earned and on its way
}

// reachKey names what the messaging limit belongs to: the portfolio of the WABA, else the account, or the number (D03).
func (n *Network) reachKey(s *sender) string {
	if n.limits.PerNumber {
		return "number " + s.ID
	}
	if w := n.wabas[s.WABA]; w != nil && w.Portfolio != "" {
		return "portfolio " + w.Portfolio
	}
	return "account " + s.Account
}

func (n *Network) reachOf(s *sender) *reach {
	r := made(&n.counts.reaches, n.reachKey(s))
	r.day.span, r.week.span, r.month.span = limitWindow, limitUse, limitStart
	return r
}

// tierOf is a sender's place among the tiers of the scheme, and the field that holds it.
func (n *Network) tierOf(s *sender) (tiers []messagingTier, at int, name *string) {
	tiers, name = portfolioTiers, &s.Limit
	if n.limits.PerNumber {
		tiers, name = numberTiers, &s.Tier
	}
	for i, tier := range tiers {
		if tier.name == *name {
			return tiers, i, name
		}
	}
	return tiers, len(tiers) - 1, name
}

// withinLimit tells whether a template may go to a user whose window is closed. When the messaging limit is used up, the number is
// restricted until the window has room again (network 3.10).
func (t *tx) withinLimit(s *sender, number string) bool {
	r := t.n.reachOf(s)
	tiers, at, _ := t.n.tierOf(s)
	limit := tiers[at].users
	if limit == 0 || r.day.count(t.now()) < limit || r.day.has(number) {
		return true
	}
	if !s.Restricted {
		t.turn(s, "restricted", "true")
		s.limited = true
		t.plan(time.Duration(r.day.oldest()-t.now()), step{what: stepRoom, a: s.place})
	}
	return false
}

// reached counts a user to whom a template goes outside a service window.
func (t *tx) reached(s *sender, number string) {
	r := t.n.reachOf(s)
	for _, u := range []*uniques{&r.day, &r.week, &r.month} {
		u.add(number, t.now())
	}
	t.earn(s, r)
}

// unreach takes back the count of a message that was never delivered.
func (t *tx) unreach(m *message) {
	s := t.n.senders[t.n.chats.at(m.chat).sender-1]
	if _, ok := m.content.(TemplateMessage); !ok || !t.n.limits.Tier || s.Channel != WhatsApp || m.flags&flagInWindow != 0 {
		return
	}
	r, number, at := t.n.reachOf(s), t.n.people.at(t.n.chats.at(m.chat).person).number, t.dispatchedAt(m)
	for _, u := range []*uniques{&r.day, &r.week, &r.month} {
		u.drop(number, at)
	}
}

// room lifts the restriction of a number when the window has room again.
func (t *tx) room(place uint32) {
	s := t.n.senders[place-1]
	if !s.limited || s.gone {
		return
	}
	r := t.n.reachOf(s)
	tiers, at, _ := t.n.tierOf(s)
	if limit := tiers[at].users; limit > 0 && r.day.count(t.now()) >= limit {
		t.plan(time.Duration(r.day.oldest()-t.now()), step{what: stepRoom, a: place})
		return
	}
	s.limited = false
	t.turn(s, "restricted", "false")
}

// earn plans what use of the limit brings: the next limit, and the high throughput (network 3.10, 3.11).
func (t *tx) earn(s *sender, r *reach) {
	tiers, at, _ := t.n.tierOf(s)
	now := t.now()
	switch {
	case r.rising || s.Quality != "GREEN" || tiers[at].users == 0:
	case tiers[at].users <= 250 && r.month.count(now) >= limitStartUsers,
		(tiers[at].users > 250 || t.n.limits.PerNumber) && r.week.count(now)*2 >= tiers[at].users:
		t.rises(s, r, at)
	}
	if t.n.limits.Throughput && tiers[at].users == 0 && s.Quality != "RED" && s.Throughput() == throughput && s.upgrading == 0 &&
		len(r.day.last) >= throughputUsers {
		wait := t.n.latency.of(t.n.seed, HopThroughput, entityOf(s.ID), 1)
		s.upgrading = now + int64(wait)
		t.plan(wait, step{what: stepThroughput, a: s.place})
	}
}

// provenCompany plans what verifying a company brings: the second limit, where it has the first one (network 3.10).
func (t *tx) provenCompany(portfolio string) {
	for _, s := range t.n.senders {
		w := t.n.wabas[s.WABA]
		if s.gone || w == nil || w.Portfolio != portfolio || !t.n.limits.Tier || t.n.limits.PerNumber {
			continue
		}
		if _, at, _ := t.n.tierOf(s); at == 0 && !t.n.reachOf(s).rising {
			t.rises(s, t.n.reachOf(s), at)
		}
	}
}

// rises plans the next limit.
func (t *tx) rises(s *sender, r *reach, at int) {
	r.rising = true
	t.plan(t.n.latency.of(t.n.seed, HopLimit, entityOf(t.n.reachKey(s)), uint64(at)), step{what: stepLimit, a: s.place})
}

// raise gives all numbers of a portfolio, or one number, the next limit.
func (t *tx) raise(place uint32) {
	s := t.n.senders[place-1]
	t.n.reachOf(s).rising = false
	key := t.n.reachKey(s)
	for _, other := range t.n.senders {
		if other.gone || other.Channel != WhatsApp || t.n.reachKey(other) != key {
			continue
		}
		tiers, at, _ := t.n.tierOf(other)
		if at+1 < len(tiers) {
			t.turn(other, t.n.limitProperty(), tiers[at+1].name)
		}
	}
}

func (n *Network) limitProperty() string {
	if n.limits.PerNumber {
		return "tier"
	}
	return "limit"
}

// runBusiness lets a planned thing happen that concerns a business and no single message; false: it is none.
func (t *tx) runBusiness(s step) bool {
	switch s.what {
	case stepFault:
		t.begin(s.b)
	case stepFaultEnd:
		if r := t.n.faults.rule(s.b); r != nil {
			t.end(r)
		}
	case stepTemplate:
		t.templateDue(s)
	case stepGrade:
		t.rateTemplate(s.a)
	case stepPacing:
		t.pacingVerdict(s.a)
	case stepProduct:
		t.reviewed(s)
	case stepRoom:
		t.room(s.a)
	case stepLimit:
		t.raise(s.a)
	case stepThroughput:
		t.speedUp(s.a)
	case stepQuality:
		t.rate(s.a)
	case stepFlag:
		t.flag(s.a)
	default:
		return false
	}
	return true
}

// speedUp ends the upgrade of a number's throughput (network 3.11).
func (t *tx) speedUp(place uint32) {
	s := t.n.senders[place-1]
	s.upgrading = 0
	t.turn(s, "throughput", strconv.Itoa(throughputHigh))
}
