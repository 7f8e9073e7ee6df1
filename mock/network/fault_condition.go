package network

import (
	"slices"
	"strings"
	"time"
)

// conditions are the faults that change the world when their time comes; what they change comes back when they end.
var conditions map[int]func(*tx, *rule)

func init() {
	conditions = map[int]func(*tx, *rule){
		37: (*tx).spoilTemplates, 39: (*tx).dropQuality, 40: (*tx).dropLimit, 41: (*tx).lockSenders, 42: (*tx).disconnect,
		43: (*tx).stopPayment, 45: (*tx).moveOn, 46: (*tx).loseFiles, 48: (*tx).spoilProducts, 49: (*tx).spoilFlows, 57: (*tx).forget,
		63: (*tx).errOutside,
	}
}

// undo puts one thing back that a condition has changed. It is plain data.
type undo struct {
	what undoKind
	a    uint32 // place of a sender
	id   string // of a template, catalog or flow; of a sender the property
	item string // of a product
	old  string
	by   int64 // of a price
}

type undoKind uint8

const (
	undoSender undoKind = iota
	undoTrouble
	undoTemplate
	undoCategory
	undoHidden
	undoStock
	undoPrice
	undoLink
	undoFlow
)

// schedule plans the beginning and the end of a condition.
func (t *tx) schedule(r *rule) {
	if conditions[r.no] == nil {
		return
	}
	from := max(r.since, r.time("at"))
	t.plan(time.Duration(from-t.now()), step{what: stepFault, b: r.serial})
	if end := r.ends(); end != 0 {
		t.plan(time.Duration(end-t.now()), step{what: stepFaultEnd, b: r.serial})
	}
}

// begin lets a condition hold from now on.
func (t *tx) begin(serial uint64) {
	r := t.n.faults.rule(serial)
	if r == nil || r.begun || !r.lasts(t.now()) {
		return
	}
	r.begun = true
	conditions[r.no](t, r)
}

// end puts back what a condition has changed, newest first.
func (t *tx) end(r *rule) {
	if !r.begun {
		return
	}
	r.begun = false
	for _, u := range slices.Backward(r.undo) {
		t.undo(u)
	}
	r.undo = nil
}

// undo puts one thing back, unless somebody has changed or deleted it meanwhile.
func (t *tx) undo(u undo) {
	switch u.what {
	case undoSender:
		if s := t.n.senders[u.a-1]; !s.gone {
			t.turn(s, u.id, u.old)
		}
	case undoTrouble:
		if s := t.n.senders[u.a-1]; !s.gone {
			kept := slices.DeleteFunc(troublesNamed(troubleNames(&s.Sender)), func(r Reason) bool { return r.String() == u.old })
			t.turn(s, "troubles", troubleNames(&Sender{Troubles: kept}))
		}
	case undoTemplate, undoCategory:
		t.undoTemplate(u)
	case undoHidden, undoStock, undoPrice, undoLink:
		t.undoProduct(u)
	case undoFlow:
		if place := t.n.flowsBy[u.id]; place != 0 {
			t.forceFlow(t.n.flows.at(place), FlowStatus(u.old))
		}
	}
}

// struckSenders are the WhatsApp numbers that a condition hits, in order of making; each is a match of its own.
func (t *tx) struckSenders(r *rule) (all []*sender) {
	for _, s := range t.n.senders {
		if s.gone || s.Channel != WhatsApp {
			continue
		}
		sub := t.subjectOfSender(s)
		if t.strikes(r, sub) {
			t.logStrike(r, sub, "")
			all = append(all, s)
		}
	}
	return all
}

// subjectOfSender is a business sender as the rules see it.
func (t *tx) subjectOfSender(s *sender) *subject {
	return &subject{
		Event:    Event{Account: s.Account, Channel: s.Channel, Sender: s.ID},
		provider: t.n.labelOf(s.Account), entity: entityOf(s.Channel.String(), s.ID), n: 1,
	}
}

// turnFor changes a property of a sender for as long as a condition holds.
func (t *tx) turnFor(r *rule, s *sender, name, value string) {
	if old := t.turn(s, name, value); old != value {
		r.undo = append(r.undo, undo{what: undoSender, a: s.place, id: name, old: old})
	}
}

// trouble adds a trouble to a sender for as long as a condition holds.
func (t *tx) trouble(r *rule, s *sender, why Reason) {
	if slices.Contains(s.Troubles, why) {
		return
	}
	t.turn(s, "troubles", troubleNames(&Sender{Troubles: append(slices.Clone(s.Troubles), why)}))
	r.undo = append(r.undo, undo{what: undoTrouble, a: s.place, old: why.String()})
}

func (t *tx) dropQuality(r *rule) { // F39
	for _, s := range t.struckSenders(r) {
		t.turnFor(r, s, "quality", r.text("to"))
	}
}

func (t *tx) dropLimit(r *rule) { // F40
	for _, s := range t.struckSenders(r) {
		t.turnFor(r, s, "limit", r.text("tier"))
		if r.flag("used_up") {
			t.turnFor(r, s, "restricted", "true")
		}
	}
}

func (t *tx) lockSenders(r *rule) { // F41
	for _, s := range t.struckSenders(r) {
		if r.text("kind") == "restricted" {
			t.turnFor(r, s, "restricted", "true")
		} else {
			t.trouble(r, s, Locked)
		}
	}
}

func (t *tx) disconnect(r *rule) { // F42
	for _, s := range t.struckSenders(r) {
		t.turnFor(r, s, "state", r.text("state"))
	}
}

func (t *tx) stopPayment(r *rule) { // F43
	for _, s := range t.struckSenders(r) {
		t.trouble(r, s, Payment)
	}
}

// moveOn gives a person a new phone, or a new number (F45). It cannot be undone.
func (t *tx) moveOn(r *rule) {
	h := t.person(r.Match.Number)
	sub := &subject{Event: Event{Channel: WhatsApp, Number: r.Match.Number}, entity: entityOf(r.Match.Number), n: 1}
	if h == nil || !h.has(WhatsApp) || !t.strikes(r, sub) {
		return
	}
	t.logStrike(r, sub, "")
	if to := r.text("to"); to != "" {
		_ = t.changeNumber(h.number, to) // a number that is somebody's cannot be had
		return
	}
	t.reregister(h)
}

// errOutside tells each sender's business an error that belongs to no message (F63).
func (t *tx) errOutside(r *rule) {
	for _, s := range t.struckSenders(r) {
		t.append(Event{
			Kind: ErrorOutside, Account: s.Account, Channel: s.Channel, Sender: s.ID,
			Altered: &Alteration{WABA: s.WABA, ID: r.text("code"), Name: r.text("title"), Why: r.text("details")},
		})
	}
}

// forget lets accounts lose messages (F57): their ids are unknown from then on.
func (t *tx) forget(r *rule) {
	for place := uint32(1); place <= t.n.messages.n; place++ {
		s := t.subjectOf(place)
		bits := draw(t.n.seed, forFaults, entityOf(r.ID, "keep")^s.entity, s.n)
		if r.fits(s, t.now()) && unit(bits) >= r.share("keep") {
			t.mark(place).forgotten = true
			t.append(t.about(t.n.messages.at(place), Event{Kind: MessageForgotten}))
		}
	}
}

// loseFiles lets stored files reach their end (F46); those stored later do so when they are stored.
func (t *tx) loseFiles(r *rule) {
	for place := uint32(1); place <= t.n.files.n; place++ {
		if f := t.n.files.at(place); !f.deleted {
			t.loseFile(r, place)
		}
	}
}

// loseFile plans the end of a file at the age of a rule.
func (t *tx) loseFile(r *rule, place uint32) {
	f := t.n.files.at(place)
	s := &subject{
		Event: Event{Account: f.account}, provider: t.n.labelOf(f.account), kind: kindOfFile(f.mime),
		entity: entityOf(f.account, f.id.String()), n: 1,
	}
	if !t.strikes(r, s) {
		return
	}
	t.logStrike(r, s, "")
	gone := max(f.made+int64(r.duration("age")), t.now())
	if f.gone == 0 || gone < f.gone {
		f.gone = gone
		t.plan(time.Duration(gone-t.now()), step{what: stepMediaGone, a: place})
	}
}

// lostFile lets the rules that hold (F46) act on a file that has just been stored.
func (t *tx) lostFile(place uint32) {
	for _, r := range t.n.faults.by[46] {
		if r.begun && (r.text("inbound") == "gone" || !t.n.files.at(place).inbound) {
			t.loseFile(r, place)
		}
	}
}

// notCarried tells whether a person's file comes as a message that the platform does not carry (F46).
func (t *tx) notCarried(s *sender, w Note, f *file) bool {
	if len(t.n.faults.by[46]) == 0 {
		return false
	}
	sub := &subject{
		Event: Event{Account: s.Account, Channel: s.Channel, Sender: s.ID, Number: w.Number}, provider: t.n.labelOf(s.Account),
		kind: w.Content.Kind(), entity: entityOf(f.account, f.id.String()), n: 2,
	}
	return t.strike(46, sub, func(r *rule) bool { return r.text("inbound") == "unsupported" }) != nil
}

// kindOfFile is the kind of message that a type of file is usually sent as.
func kindOfFile(mime string) string {
	first, _, _ := strings.Cut(mime, "/")
	if first == "image" || first == "video" || first == "audio" {
		return first
	}
	return string(Document)
}
