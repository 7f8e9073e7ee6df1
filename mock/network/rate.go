package network

import "time"

// counts are the meters of network 3.3 and 3.10 to 3.12. They run while the figures are enforced; questions leave them as they are, and
// what passes all checks is counted once.
type counts struct {
	senders   map[uint32]*meter // throughput, by place of the sender
	pairs     map[uint64]*pair  // pair rate, by entity of the chat
	marketing map[string]*meter // marketing templates, by the person's number
	reaches   map[string]*reach // messaging limit, by what it belongs to
	ratings   map[uint32]*rating
	templates map[uint32]*rating
	flows     map[string]*meter // new messages of throttled flows
}

// meter counts what happened within a span that ends now.
type meter struct{ times []int64 }

// room forgets what is older than the span and tells whether fewer than limit are left.
func (m *meter) room(now int64, span time.Duration, limit int) bool {
	old := 0
	for old < len(m.times) && m.times[old] <= now-int64(span) {
		old++
	}
	m.times = m.times[old:]
	return len(m.times) < limit
}

func (m *meter) add(now int64) { m.times = append(m.times, now) }

// pair is the debt of a business towards one user: each message adds the refill time; while a burst window is open up to a burst of
// messages pass; after it sends are refused until the debt is paid (network 3.11, simulator pair limit).
type pair struct {
	paid  int64 // when the debt is paid
	burst int64 // when the burst window began
	count int   // in the burst window
}

// open tells whether a message may go to the user now.
func (p *pair) open(now int64, size int, refill time.Duration) bool {
	return now >= p.paid || now < p.burst+int64(refill) && p.count < size
}

func (p *pair) add(now int64, refill time.Duration) {
	if now >= p.paid {
		*p = pair{paid: now, burst: now}
	}
	p.count++
	p.paid += int64(refill)
}

// checkRate judges throughput and pair rate of a business number, where they are enforced (network 3.19 step 5).
func checkRate(t *tx, s *sender, d *Draft, _ *handset, _ *chat) Reason {
	n := t.n
	switch {
	case s.Channel != WhatsApp || s.Kind == "linked":
	case n.limits.Throughput && !n.meterOf(s).room(t.now(), time.Second, s.Throughput()):
		return Throughput
	case n.limits.Pair && !made(&n.counts.pairs, pairEntity(s, d.To)).open(t.now(), pairBurst, pairRefill):
		return PairRate
	}
	return NoReason
}

// Throughput is the throughput of a number; one that is shared with the business app has less (network 3.11).
func (s *Sender) Throughput() int {
	switch {
	case s.PerSecond != 0:
		return s.PerSecond
	case s.App:
		return throughputShared
	}
	return throughput
}

func (n *Network) meterOf(s *sender) *meter { return made(&n.counts.senders, s.place) }

// counted adds a message that has passed all checks to what is counted.
func (t *tx) counted(s *sender, d *Draft, c *chat) {
	n := t.n
	if s.Channel != WhatsApp || s.Kind == "linked" {
		return
	}
	t.countThroughput(s)
	if n.limits.Pair {
		made(&n.counts.pairs, pairEntity(s, d.To)).add(t.now(), pairRefill)
	}
	if n.limits.Quality {
		n.ratingOf(s).at(t.now()).sent++
	}
	t.countFlow(s, d.Content)
	m, ok := d.Content.(TemplateMessage)
	if !ok || n.windowOpen(c) {
		return
	}
	if n.limits.Marketing && t.marketing(s, m) {
		made(&n.counts.marketing, d.To).add(t.now())
	}
	if n.limits.Tier {
		t.reached(s, d.To)
	}
}

// countThroughput adds a message of a number, in or out.
func (t *tx) countThroughput(s *sender) {
	if t.n.limits.Throughput && s.Channel == WhatsApp {
		t.n.meterOf(s).add(t.now())
	}
}

// made is the value of a key, made when it is new.
func made[K comparable, V any](all *map[K]*V, key K) *V {
	if *all == nil {
		*all = map[K]*V{}
	}
	v := (*all)[key]
	if v == nil {
		v = new(V)
		(*all)[key] = v
	}
	return v
}

// pairEntity names a sender and a number: the entity of their chat.
func pairEntity(s *sender, number string) uint64 { return entityOf(s.Channel.String(), s.ID, number) }
