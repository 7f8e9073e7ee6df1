package network

import (
	"fmt"
	"time"
)

// parts are the numbers of parts of an SMS, from 1.
type parts [mostParts/64 + 1]uint64

func (p *parts) has(part int) bool { return p[part/64]&(1<<(part%64)) != 0 }
func (p *parts) add(part int)      { p[part/64] |= 1 << (part % 64) }

// partTime is how long one part takes from the SMS centre until its receipt is there: each on its own way, those behind the first with
// their skew (network 2.6 L21 to L23).
func (t *tx) partTime(m *message, part int) time.Duration {
	entity := t.n.chats.at(m.chat).entity ^ mix(uint64(part-1))
	after := t.n.latency.of(t.n.seed, HopSMSDeliver, entity, uint64(m.nth))
	if part > 1 {
		after += t.n.latency.of(t.n.seed, HopSMSSkew, entity, uint64(m.nth))
	}
	return after
}

// planParts plans the receipts of the parts of a sent SMS, where each part has one (sms.dlr part, network D32). A part that a fault
// has lost or put off is told with the message.
func (t *tx) planParts(place uint32) {
	m := t.n.messages.at(place)
	c := t.n.chats.at(m.chat)
	if !t.n.sms.PartReceipts || t.n.senders[c.sender-1].Channel != SMS {
		return
	}
	slower, receipt := time.Duration(t.n.people.at(c.person).slower()), t.hop(m, HopSMSReceipt)
	for part := 1; part <= t.n.partsOf(m.content); part++ {
		if part != t.n.marked(place).part {
			t.plan((t.partTime(m, part)+receipt)*slower, step{what: stepPart, a: place, b: uint64(part)})
		}
	}
}

// partArrived tells the receipt of a part that is on the phone, unless the phone has gone meanwhile.
func (t *tx) partArrived(place uint32, part int) {
	m := t.n.messages.at(place)
	if m.state == Sent && m.flags&flagWaiting == 0 && t.reachable(t.n.chats.at(m.chat)) {
		t.tellPart(place, part, Delivered, NoReason)
	}
}

// tellParts tells the receipts of all parts that have none yet, when an SMS comes to its end.
func (t *tx) tellParts(place uint32, end State, why Reason) {
	m := t.n.messages.at(place)
	if !t.n.sms.PartReceipts || m.dir != Outbound || end != Delivered && end != Failed && end != ExpiredState ||
		t.n.senders[t.n.chats.at(m.chat).sender-1].Channel != SMS {
		return
	}
	for part := 1; part <= t.n.partsOf(m.content); part++ {
		t.tellPart(place, part, end, why)
	}
}

// tellPart tells the receipt of one part, once.
func (t *tx) tellPart(place uint32, part int, end State, why Reason) {
	m := t.n.messages.at(place)
	told := &t.n.extra(place).parts
	if told.has(part) {
		return
	}
	told.add(part)
	t.append(t.about(m, Event{Kind: PartReported, Reason: why, Text: fmt.Sprintf("part %d of %d %s", part, t.n.partsOf(m.content), end)}))
}
