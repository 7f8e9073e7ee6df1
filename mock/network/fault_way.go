package network

import (
	"strings"
	"time"
)

// spoilNew lets faults act on a message that has just been made: one id for two (F35), another outside id of the person (F60).
func (t *tx) spoilNew(place uint32) {
	if !t.mayFault(place) {
		return
	}
	m := t.n.messages.at(place)
	c := t.n.chats.at(m.chat)
	s := t.subjectOf(place)
	if before := t.before(c, place, m.dir); before != 0 {
		if t.strike(35, s, func(r *rule) bool { return r.text("how") == "one_id" }) != nil {
			delete(t.n.messageBy, m.id)
			m.id = t.n.messages.at(before).id
			t.n.messageBy[m.id] = place
		}
	}
	if t.n.senders[c.sender-1].Channel != WhatsApp {
		return
	}
	var outside string
	if t.strike(60, s, func(r *rule) bool {
		outside = reformed(s.Number, r.text("rule"), r.text("digits"))
		return outside != s.Number
	}) != nil {
		t.mark(place).waID = outside
	}
}

// before is the newest message of the same direction before one; 0: none.
func (t *tx) before(c *chat, place uint32, dir Direction) (found uint32) {
	if len(t.n.faults.by[35]) == 0 {
		return 0
	}
	for at := c.first; at != 0 && at != place; at = t.n.messages.at(at).next {
		if t.n.messages.at(at).dir == dir {
			found = at
		}
	}
	return found
}

// reformed is a number as the platform may know it (network 3.14, F60).
func reformed(number, rule, digits string) string {
	switch {
	case rule == "br" && len(number) == 13 && strings.HasPrefix(number, "55") && number[4] == '9':
		return number[:4] + number[5:]
	case rule == "mx" && len(number) == 12 && strings.HasPrefix(number, "52"):
		return "521" + number[2:]
	case rule == "prefix":
		return digits + number
	case rule == "drop":
		return strings.TrimPrefix(number, digits)
	}
	return number
}

// standsStill is how long a step has to wait because its region fails over (F59); 0: it may run.
func (t *tx) standsStill(place uint32) time.Duration {
	if len(t.n.faults.by[59]) == 0 {
		return 0
	}
	s := t.subjectOf(place)
	for _, r := range t.n.faults.by[59] {
		if t.strikes(r, s) {
			t.logStrike(r, s, "")
			return time.Duration(r.ends() - t.now())
		}
	}
	return 0
}

// handedOn tells whether a message is handed to its channel within the call: its call was struck by F21 at the edge.
func (t *tx) handedOn(place uint32) bool {
	if !t.mayFault(place) {
		return false
	}
	s := t.subjectOf(place)
	for _, r := range t.rulesFor(21, s.Number) {
		for _, number := range []string{s.Number, ""} { // a call does not always tell whom it concerns
			if at, struck := r.handed[number]; struck && at == t.now() {
				delete(r.handed, number)
				t.logStrike(r, s, "")
				return true
			}
		}
	}
	return false
}

// pace holds a template message for its verdict (F38) and tells whether it did.
func (t *tx) pace(place uint32) bool {
	if _, ok := t.n.messages.at(place).content.(TemplateMessage); !ok || !t.mayFault(place) || t.n.marked(place).held {
		return false
	}
	r := t.strike(38, t.subjectOf(place))
	if r == nil {
		return false
	}
	t.mark(place).held = true
	_ = t.enter(place, Held, NoReason) // legal: Accepted -> Held
	verdict := uint64(0)
	if r.text("verdict") == "bad" {
		verdict = 1
	}
	t.next(place, r.duration("hold"), stepVerdict, verdict)
	return true
}

// verdict ends the hold of a message: released it goes on, with a bad one its template is paused and it is dropped (network 2.2 W4, W5).
func (t *tx) verdict(place uint32, bad bool) {
	if bad {
		m := t.n.messages.at(place)
		s := t.n.senders[t.n.chats.at(m.chat).sender-1]
		if content, ok := m.content.(TemplateMessage); ok {
			t.pauseTemplate(s.WABA, content.Name, content.Language, "RATE_LIMITING_PAUSE")
		}
		_ = t.enter(place, Failed, TemplatePaused) // legal: Held -> Failed
		return
	}
	_ = t.enter(place, Accepted, NoReason) // legal: Held -> Accepted
	t.dispatch(place)
}

// lateFailure is what F32 makes of a message that passed all checks: when it fails, and why; NoReason: it does not.
func (t *tx) lateFailure(place uint32) (Reason, time.Duration) {
	if !t.mayFault(place) {
		return NoReason, 0
	}
	r := t.strike(32, t.subjectOf(place))
	if r == nil {
		return NoReason, 0
	}
	if code := r.text("code"); code != "" {
		t.mark(place).code = code
	}
	return r.reason("reason"), r.duration("delay")
}

// afterSend counts a dispatched template for F36 and pauses it when enough have passed.
func (t *tx) afterSend(place uint32) {
	m := t.n.messages.at(place)
	content, ok := m.content.(TemplateMessage)
	if !ok || len(t.n.faults.by[36]) == 0 {
		return
	}
	s := t.subjectOf(place)
	enough := func(r *rule) bool {
		if !r.fits(s, t.now()) {
			return false
		}
		return r.nth(&subject{entity: entityOf(content.Name, content.Language)}) == uint64(r.integer("at"))
	}
	if r := t.strike(36, s, enough); r != nil {
		t.pauseTemplate(t.n.senders[t.n.chats.at(m.chat).sender-1].WABA, content.Name, content.Language, r.text("kind"))
	}
}

// lost tells whether a sent message goes no further: stuck (F28), filtered in silence (F54), or with a part that is lost (F53). A late
// part is answered with its delay.
func (t *tx) lost(place uint32) (gone bool, late time.Duration) {
	if !t.mayFault(place) {
		return false, 0
	}
	m := t.n.messages.at(place)
	c := t.n.chats.at(m.chat)
	s := t.subjectOf(place)
	if t.strike(28, s) != nil {
		return true, 0
	}
	if t.n.senders[c.sender-1].Channel != SMS {
		return false, 0
	}
	if r := t.strike(54, s, filtering("rewritten", m.content)); r != nil {
		t.mark(place).shown = r.text("sender")
	}
	if t.strike(54, s, filtering("silent", m.content)) != nil {
		return true, 0
	}
	r := t.strike(53, s, t.partsFrom(m.content))
	if r == nil {
		return false, 0
	}
	t.mark(place).part = r.integer("part")
	return r.text("how") == "lost", r.duration("delay")
}

// partsFrom is the filter of F53: texts that have the part.
func (t *tx) partsFrom(content Content) func(*rule) bool {
	return func(r *rule) bool {
		parts := 1
		switch c := content.(type) {
		case smsText:
			parts = c.parts
		case Text:
			parts = CountSMS(c.Body, t.n.sms.Wide).Parts
		}
		return parts > 1 && parts >= r.integer("part")
	}
}

// inboundPart is what F53 makes of an inbound SMS: its part lost, or its arrival late.
func (t *tx) inboundPart(place uint32) (late time.Duration) {
	m := t.n.messages.at(place)
	if len(t.n.faults.by[53]) == 0 {
		return 0
	}
	switch r := t.strike(53, t.subjectOf(place), t.partsFrom(m.content)); {
	case r == nil:
	case r.text("how") == "late":
		return r.duration("delay")
	default:
		m.flags |= flagPartsMissing
		if content, ok := m.content.(smsText); ok {
			content.Body = withoutPart(content.Body, content.parts)
			m.content = content
		}
	}
	return 0
}

// unread tells whether a person's reading is not told (F31).
func (t *tx) unread(place uint32) bool {
	return t.mayFault(place) && t.strike(31, t.subjectOf(place)) != nil
}

// endsSilently tells whether the end of a life time is not told (F34).
func (t *tx) endsSilently(place uint32) bool {
	return t.mayFault(place) && t.strike(34, t.subjectOf(place)) != nil
}

// mayFault tells whether a fault may concern a message at all.
func (t *tx) mayFault(place uint32) bool {
	return t.n.faulty(t.n.people.at(t.n.chats.at(t.n.messages.at(place).chat).person).number)
}
