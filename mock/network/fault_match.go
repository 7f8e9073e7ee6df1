package network

import "time"

// subject is what a rule is asked about. Entity and n name the draw: n zero is counted by the rule.
type subject struct {
	Event          // whom it concerns; Kind empty
	provider       string
	operation      string
	kind, template string
	event, told    string // the callback's name, and the state that it tells
	entity, n      uint64
}

// enforce adds a rule to those in force; the profile's stand behind the bench's.
func (t *tx) enforce(r *rule) {
	f := &t.n.faults
	f.made++
	r.serial = f.made
	if from := r.Match.From; !from.IsZero() {
		r.since = max(r.since, from.UnixNano())
	}
	f.rules = append(f.rules, r)
	f.by[r.no] = append(f.by[r.no], r)
	t.schedule(r)
}

// lift ends a rule and takes it away.
func (t *tx) lift(r *rule) {
	t.end(r)
	f := &t.n.faults
	f.rules = without(f.rules, r)
	f.by[r.no] = without(f.by[r.no], r)
}

func without(rules []*rule, gone *rule) (kept []*rule) {
	for _, r := range rules {
		if r != gone {
			kept = append(kept, r)
		}
	}
	return kept
}

// rule finds a rule by its serial number; nil when it is gone.
func (f *faults) rule(serial uint64) *rule {
	for _, r := range f.rules {
		if r.serial == serial {
			return r
		}
	}
	return nil
}

// rulesFor are the rules of one fault, with that of a magic number.
func (t *tx) rulesFor(no int, number string) []*rule {
	rules := t.n.faults.by[no]
	if magicFault(number) == no {
		return append(rules[:len(rules):len(rules)], t.n.magicRule(no))
	}
	return rules
}

// strike asks the rules of one fault about a subject: the first one that strikes, or nil. What is struck in carriage stands in the
// log. Filters are asked before a rule counts.
func (t *tx) strike(no int, s *subject, filters ...func(*rule) bool) *rule {
	for _, r := range t.rulesFor(no, s.Number) {
		if t.strikes(r, s, filters...) {
			t.logStrike(r, s, "")
			return r
		}
	}
	return nil
}

// logStrike puts a struck fault into the log.
func (t *tx) logStrike(r *rule, s *subject, detail string) {
	e := s.Event
	e.Kind, e.Text = FaultStruck, r.Name+" "+r.ID
	if detail != "" {
		e.Text += " " + detail
	}
	t.append(e)
}

// strikes counts a match of a rule and draws whether it goes wrong.
func (t *tx) strikes(r *rule, s *subject, filters ...func(*rule) bool) bool {
	if !r.fits(s, t.now()) {
		return false
	}
	for _, wanted := range filters {
		if !wanted(r) {
			return false
		}
	}
	r.seen++
	m := &r.Match
	switch {
	case m.Nth > 0 && r.seen < m.Nth, m.Nth > 0 && m.Count == 0 && r.seen > m.Nth, m.Count > 0 && r.struck >= m.Count:
		return false
	case !t.drawn(r, s):
		return false
	}
	r.struck++
	return true
}

// fits compares a rule with a subject and with the time.
func (r *rule) fits(s *subject, now int64) bool {
	m := &r.Match
	return like(m.Provider, s.provider) && like(m.Operation, s.operation) && like(m.Number, s.Number) && like(m.Sender, s.Sender) &&
		(m.Channel == 0 || m.Channel == s.Channel) && like(m.Kind, s.kind) && like(m.Template, s.template) && (like(m.Event, s.event) || m.Event == s.told) &&
		r.lasts(now)
}

func like(wanted, got string) bool { return wanted == "" || wanted == got }

// lasts tells whether a rule is in force at a time: from its beginning to its end, and no longer than its length.
func (r *rule) lasts(now int64) bool {
	end := r.ends()
	return now >= r.since && (end == 0 || now < end)
}

// ends is when a rule is over; 0: never by itself.
func (r *rule) ends() (end int64) {
	if until := r.Match.Until; !until.IsZero() {
		end = until.UnixNano()
	}
	if length := r.duration("length"); length > 0 && (end == 0 || r.since+int64(length) < end) {
		end = r.since + int64(length)
	}
	return end
}

// drawn is the chance of a match: probability times the fault's own share. The draw belongs to the rule, the entity and its n-th use.
func (t *tx) drawn(r *rule, s *subject) bool {
	p := 1.0
	if r.Match.Probability != nil {
		p = *r.Match.Probability
	}
	if r.info().param("share") != nil {
		p *= r.share("share")
	}
	if p >= 1 {
		return true
	}
	return unit(draw(t.n.seed, forFaults, entityOf(r.ID)^s.entity, r.nth(s))) < p
}

// nth is the number of the draw: the subject's own, or counted by entity.
func (r *rule) nth(s *subject) uint64 {
	if s.n != 0 {
		return s.n
	}
	if r.drawn == nil {
		r.drawn = map[uint64]uint64{}
	}
	r.drawn[s.entity]++
	return r.drawn[s.entity]
}

// unit turns a draw into a number from 0 up to 1.
func unit(bits uint64) float64 { return float64(bits>>11) / (1 << 53) }

// drawnTime is a time drawn for a struck rule from its p50, p95 and cap.
func (t *tx) drawnTime(r *rule, s *subject) time.Duration {
	p50, p95 := r.duration("p50").Seconds(), r.duration("p95").Seconds()
	if p50 <= 0 || p95 <= p50 {
		return max(r.duration("p50"), r.duration("p95"))
	}
	bits := draw(t.n.seed, forFaultTimes, entityOf(r.ID)^s.entity, max(s.n, uint64(r.struck)))
	return min(seconds(lognormal(bits, p50, p95)), r.duration("cap"))
}

// labelOf is the label of an account: a provider's name, opaque here.
func (n *Network) labelOf(account string) string {
	if a := n.accounts[account]; a != nil {
		return a.Label
	}
	return ""
}

// subjectOf is a message as the rules see it.
func (t *tx) subjectOf(place uint32) *subject {
	m := t.n.messages.at(place)
	c := t.n.chats.at(m.chat)
	return &subject{
		Event: t.about(m, Event{}), provider: t.n.labelOf(t.n.owner(place)), operation: t.n.operation(m.op),
		kind: kindOf(m.content), template: templateOf(m.content), entity: c.entity, n: uint64(m.nth),
	}
}

// subjectOfDraft is a draft as the rules see it: before there is a message, or while it is judged.
func (t *tx) subjectOfDraft(s *sender, d *Draft, c *chat) *subject {
	if d.place != 0 {
		return t.subjectOf(d.place)
	}
	return &subject{
		Event:    Event{Account: d.Account, Channel: s.Channel, Sender: s.ID, Number: d.To},
		provider: t.n.labelOf(d.Account), operation: d.Operation,
		kind: kindOf(d.Content), template: templateOf(d.Content), entity: pairEntity(s, d.To), n: uint64(c.count) + 1,
	}
}

func kindOf(c Content) string {
	if c == nil {
		return ""
	}
	return c.Kind()
}

func templateOf(c Content) string {
	if m, ok := c.(TemplateMessage); ok {
		return m.Name
	}
	return ""
}

// operation is the label of an operation by its number.
func (n *Network) operation(op uint16) string {
	if op == 0 {
		return ""
	}
	return n.operations[op-1]
}

// operationNumber numbers the labels of operations, so that a message keeps two bytes of them.
func (n *Network) operationNumber(label string) uint16 {
	if label == "" {
		return 0
	}
	for i, known := range n.operations {
		if known == label {
			return uint16(i + 1)
		}
	}
	n.operations = append(n.operations, label)
	return uint16(len(n.operations))
}
