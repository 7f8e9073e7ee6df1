package network

import (
	"slices"
	"strconv"
	"strings"
	"time"
)

// mark is what faults have done to one message.
type mark struct {
	silent    bool     // F29: nothing of it is told
	early     bool     // F52: its receipt was told before
	forgotten bool     // F57: its account knows it no more
	held      bool     // F38: has been held
	part      int      // F53: the part that is lost or late
	shown     string   // F54: the sender on the phone
	waID      string   // F60: the person's outside id
	unmapped  []Change // F62: reports that map to nothing, and in whose place they came; replaced, never changed
	code      string   // F32: the outside code of its failure
}

// mark is that of a message, made when it is new.
func (t *tx) mark(place uint32) *mark {
	if t.n.marks == nil {
		t.n.marks = map[uint32]*mark{}
	}
	m := t.n.marks[place]
	if m == nil {
		m = &mark{}
		t.n.marks[place] = m
	}
	return m
}

// notMapped notes a report that maps to nothing; it has the state in whose place it came, none when it came by itself.
func (t *tx) notMapped(place uint32, e Event) {
	k := t.mark(place)
	k.unmapped = append(slices.Clone(k.unmapped), Change{State: e.State, At: e.At})
}

// marked reads a message's mark; of one without it is empty.
func (n *Network) marked(place uint32) mark {
	if m := n.marks[place]; m != nil {
		return *m
	}
	return mark{}
}

// faulty tells whether a fault may concern a number at all: most worlds have none, and the rest is skipped.
func (n *Network) faulty(number string) bool { return len(n.faults.rules) > 0 || isMagic(number) }

// faultAt is the reason that a fault gives where a check of network 3.19 found nothing.
func (t *tx) faultAt(key string, s *sender, d *Draft, h *handset, c *chat) Reason {
	if !t.n.faulty(d.To) {
		return NoReason
	}
	on := func(channel Channel, no int, filters ...func(*rule) bool) *rule {
		if s.Channel != channel {
			return nil
		}
		return t.strike(no, t.subjectOfDraft(s, d, c), filters...)
	}
	switch key {
	case "rate":
		return t.faultAtRate(s, d, c)
	case "state":
		if on(WhatsApp, 11, func(r *rule) bool { return r.text("as") == "maintenance" }) != nil {
			return Maintenance
		}
	case "recipient":
		if on(SMS, 54, filtering("filtered", d.Content)) != nil {
			return SMSIllegalSubscriber
		}
	case "window":
		return t.faultAtWindow(s, d, c)
	case "media_size":
		if hasLink(d.Content) && on(WhatsApp, 47, func(r *rule) bool { return r.flag("unfetched") }) != nil {
			return MediaFetch
		}
	case "spam":
		return t.faultAtSpam(s, d, c)
	case "marketing":
		return t.faultAtMarketing(s, d, c)
	case "session":
		return t.faultOfViber(s, d, h, c)
	}
	return NoReason
}

// faultAtRate judges the cut rates of F09 and F10: each rule has meters of its own.
func (t *tx) faultAtRate(s *sender, d *Draft, c *chat) Reason {
	if s.Channel != WhatsApp {
		return NoReason
	}
	sub := t.subjectOfDraft(s, d, c)
	for _, r := range t.n.faults.by[9] {
		m := made(&r.meters, s.place)
		full := func(r *rule) bool { return !m.room(t.now(), time.Second, r.integer("mps")) }
		if t.strikes(r, sub, full) {
			t.logStrike(r, sub, "")
			return Throughput
		}
		if r.fits(sub, t.now()) {
			m.add(t.now())
		}
	}
	for _, r := range t.n.faults.by[10] {
		over := func(r *rule) bool {
			return !made(&r.pairs, sub.entity).open(t.now(), r.integer("size"), r.duration("refill"))
		}
		if t.strikes(r, sub, over) {
			t.logStrike(r, sub, "")
			return PairRate
		}
		if r.fits(sub, t.now()) {
			made(&r.pairs, sub.entity).add(t.now(), r.duration("refill"))
		}
	}
	return NoReason
}

// faultAtWindow refuses what the window would let pass: F51 at any time, F50 shortly before its end.
func (t *tx) faultAtWindow(s *sender, d *Draft, c *chat) Reason {
	if _, ok := d.Content.(TemplateMessage); ok || s.Channel != WhatsApp || s.Kind == "linked" {
		return NoReason
	}
	sub := t.subjectOfDraft(s, d, c)
	closing := func(r *rule) bool {
		return c.lastInbound != 0 && t.now()+int64(r.duration("race")) >= c.lastInbound+int64(serviceWindow)
	}
	if t.strike(51, sub) != nil || t.strike(50, sub, closing) != nil {
		return WindowClosed
	}
	return NoReason
}

// faultAtSpam restricts a share of the template sends of a red number (F39).
func (t *tx) faultAtSpam(s *sender, d *Draft, c *chat) Reason {
	if _, ok := d.Content.(TemplateMessage); !ok || s.Quality != "RED" {
		return NoReason
	}
	sub := t.subjectOfDraft(s, d, c)
	for _, r := range t.n.faults.by[39] {
		bits := draw(t.n.seed, forFaults, entityOf(r.ID, "spam")^sub.entity, sub.n)
		if r.begun && r.fits(sub, t.now()) && unit(bits) < r.share("spam") {
			t.logStrike(r, sub, "")
			return Restricted
		}
	}
	return NoReason
}

// faultAtMarketing puts a share of the people into an experiment, or over their limit (F56): always the same ones.
func (t *tx) faultAtMarketing(s *sender, d *Draft, c *chat) Reason {
	m, ok := d.Content.(TemplateMessage)
	if !ok || t.n.windowOpen(c) {
		return NoReason
	}
	if tpl, _ := t.n.template(s.WABA, m.Name, m.Language); tpl == nil || tpl.Rules() != CategoryMarketing {
		return NoReason
	}
	sub := t.subjectOfDraft(s, d, c)
	sub.entity, sub.n = entityOf(d.To), 1
	switch r := t.strike(56, sub); {
	case r == nil:
		return NoReason
	case r.text("kind") == "experiment":
		return Experiment
	}
	return MarketingLimit
}

// faultOfViber fails a message by its code, from the n-th to a person on; the person may block the service with it (F55).
func (t *tx) faultOfViber(s *sender, d *Draft, h *handset, c *chat) Reason {
	if s.Channel != Viber {
		return NoReason
	}
	sub := t.subjectOfDraft(s, d, c)
	r := t.strike(55, sub, func(r *rule) bool {
		if !r.fits(sub, t.now()) {
			return false
		}
		counted := *sub
		counted.n = 0
		return r.nth(&counted) >= uint64(r.integer("at"))
	})
	if r == nil {
		return NoReason
	}
	if r.flag("block") {
		h.rest().blocks[BlockKey(Viber, s.ID)] = true
		t.append(Event{Kind: HandsetChanged, Number: h.number, Channel: Viber, Sender: s.ID, Text: "blocked"})
	}
	code, _ := strconv.Atoi(r.text("code"))
	return viberReason(code)
}

// filtering is the filter of F54: one way of it, and texts with the pattern.
func filtering(how string, content Content) func(*rule) bool {
	return func(r *rule) bool {
		return r.text("how") == how && content != nil && strings.Contains(content.Words(), r.text("pattern"))
	}
}

// hasLink tells whether a message carries a file by its address.
func hasLink(content Content) bool {
	for _, m := range filesOf(content) {
		if m.Link != "" {
			return true
		}
	}
	return false
}

// inDrawnOrder shuffles checks where F12 strikes, so that another of several breaches is found.
func (t *tx) inDrawnOrder(checks []check, s *sender, d *Draft, c *chat) []check {
	if len(t.n.faults.by[12]) == 0 {
		return checks
	}
	sub := t.subjectOfDraft(s, d, c)
	r := t.strike(12, sub)
	if r == nil {
		return checks
	}
	shuffled := append([]check(nil), checks...)
	for i := len(shuffled) - 1; i > 0; i-- {
		j := int(draw(t.n.seed, forFaults, entityOf(r.ID, "order")^sub.entity, sub.n<<8|uint64(i)) % uint64(i+1))
		shuffled[i], shuffled[j] = shuffled[j], shuffled[i]
	}
	return shuffled
}
