package network

import (
	"slices"
	"time"
)

// handset is a person's phone as it runs: what Handset says, in less room.
type handset struct {
	number  string
	name    string
	more    *handsetMore // nil: nothing unusual
	first   uint32       // its first chat
	apps    uint8        // bits by Channel
	kind    uint8        // of persona, by its place in the list from 1; 0: the world's
	country uint8        // of a population: place in the list from 1; 0: none
	crowd   bool         // of a population
	flags   handsetFlags
}

type handsetFlags uint32

const (
	flagOff handsetFlags = 1 << iota
	flagNoReceipts
	flagBlocksAll
	flagBusinessApp
	flagMarketingLimited
	flagExperiment
	flagNoTerms
	flagSMSBarred
	flagOldViber
	flagLandline // landline, or unassigned: no SMS
	flagNoCoverage
	flagRoaming
	flagRoamBarred
	flagSlowData
	flagNoData
	flagMemoryFull
	flagHidden
	flagNoViberBusiness
	flagNobody  // unassigned
	flagStopped // of a population: has stopped all senders
)

// handsetMore is what few people have.
type handsetMore struct {
	line, userID, username, mccmnc string          // line: voip alone
	blocks                         map[string]bool // channel and sender
	optedOut                       map[string]bool // SMS senders that were sent STOP
	troubles                       []Reason
	stopped                        map[string]bool // WhatsApp senders whose marketing the person has stopped
	about                          string
	photo                          ID
	group                          *group   // nil: a person
	groups                         []uint32 // places of the groups of which the person is a member
	rules                          []Habit
	rulesGiven                     uint16 // how often
	registered                     uint32 // how often WhatsApp was set up anew
	since                          int64  // when that was: nothing older is delivered; 0: never
	ported                         int64  // when the number went to another operator; 0: never
	vacant                         bool   // somebody had the number and has it no longer
}

func (h *handset) has(c Channel) bool { return h.apps&(1<<c) != 0 }

func (h *handset) is(f handsetFlags) bool { return h.flags&f != 0 }

func (h *handset) set(f handsetFlags, on bool) {
	if on {
		h.flags |= f
	} else {
		h.flags &^= f
	}
}

// rest is the unusual part, made when it is needed.
func (h *handset) rest() *handsetMore {
	if h.more == nil {
		h.more = &handsetMore{blocks: map[string]bool{}, optedOut: map[string]bool{}}
	}
	return h.more
}

func (h *handset) blocks(c Channel, sender string) bool {
	return h.is(flagBlocksAll) || c == Viber && h.is(flagNoViberBusiness) || h.more != nil && h.more.blocks[c.String()+" "+sender]
}

// fill makes the handset what a Handset says.
func (h *handset) fill(v Handset) {
	h.number, h.name = v.Number, v.Name
	h.apps = 0
	for _, c := range v.Apps {
		h.apps |= 1 << c
	}
	h.set(flagOff, v.Off)
	h.set(flagNoReceipts, v.NoReceipts)
	h.set(flagBlocksAll, v.BlocksAll)
	h.set(flagBusinessApp, v.BusinessApp)
	h.set(flagMarketingLimited, v.MarketingLimited)
	h.set(flagExperiment, v.Experiment)
	h.set(flagNoTerms, v.NoTerms)
	h.set(flagSMSBarred, v.SMSBarred)
	h.set(flagOldViber, v.OldViber)
	h.set(flagLandline, v.Line == "landline" || v.Line == "unassigned")
	h.set(flagNobody, v.Line == "unassigned")
	h.kind = personaKind(v.Persona)
	h.fillConditions(v)
	if h.country != 0 && v.MCCMNC == countriesOf[h.country-1].mccmnc {
		v.MCCMNC = ""
	}
	if v.Line != "voip" {
		v.Line = ""
	}
	if v.Line == "" && v.UserID == "" && v.Username == "" && v.MCCMNC == "" && v.About == "" && v.Photo.IsZero() &&
		len(v.Blocks)+len(v.Troubles) == 0 && h.more == nil {
		return
	}
	m := h.rest()
	m.line, m.userID, m.username, m.mccmnc = v.Line, v.UserID, v.Username, v.MCCMNC
	m.about, m.photo = v.About, v.Photo
	clear(m.blocks)
	for _, b := range v.Blocks {
		m.blocks[b] = true
	}
	m.troubles = slices.Clone(v.Troubles)
}

// value is the handset as a Handset.
func (h *handset) value() Handset {
	v := Handset{
		Number: h.number, Name: h.name, Off: h.is(flagOff), NoReceipts: h.is(flagNoReceipts), BlocksAll: h.is(flagBlocksAll),
		BusinessApp: h.is(flagBusinessApp), MarketingLimited: h.is(flagMarketingLimited), Experiment: h.is(flagExperiment),
		NoTerms: h.is(flagNoTerms), SMSBarred: h.is(flagSMSBarred), OldViber: h.is(flagOldViber), Line: "mobile",
	}
	h.conditions(&v)
	switch {
	case h.is(flagNobody):
		v.Line = "unassigned"
	case h.is(flagLandline):
		v.Line = "landline"
	}
	if h.kind != 0 {
		v.Persona = personaNames[h.kind-1]
	}
	if h.country != 0 {
		v.MCCMNC = countriesOf[h.country-1].mccmnc
	}
	for _, c := range []Channel{WhatsApp, SMS, Viber} {
		if h.has(c) {
			v.Apps = append(v.Apps, c)
		}
	}
	if m := h.more; m != nil {
		v.UserID, v.Username, v.About, v.Photo = m.userID, m.username, m.about, m.photo
		if m.mccmnc != "" {
			v.MCCMNC = m.mccmnc
		}
		if m.line != "" {
			v.Line = m.line
		}
		for b, on := range m.blocks {
			if on {
				v.Blocks = append(v.Blocks, b)
			}
		}
		slices.Sort(v.Blocks)
		v.Troubles = slices.Clone(m.troubles)
	}
	return v
}

// BlockKey is the entry of Handset.Blocks for a sender.
func BlockKey(c Channel, sender string) string { return c.String() + " " + sender }

// PutHandset makes a person or replaces all that is said of one. Who comes back online gets what waited. It reports whether the
// person is new.
func (n *Network) PutHandset(v Handset) (made bool) {
	_ = n.do(func(t *tx) error {
		place, known := t.touch(v.Number)
		if !known {
			place = n.people.add(handset{})
			n.numbers[v.Number] = place
		}
		t.setHandset(place, v)
		made = !known
		return nil
	})
	return made
}

// ChangeHandset changes one person under the lock: f gets the present value and answers the new one.
func (n *Network) ChangeHandset(number string, f func(Handset) Handset) error {
	return n.do(func(t *tx) error {
		place, known := t.touch(number)
		if !known {
			return ErrHandsetUnknown
		}
		v := f(n.people.at(place).value())
		v.Number = number
		t.setHandset(place, v)
		return nil
	})
}

// setHandset makes a person what a Handset says. Whoever can be reached again gets what waited.
func (t *tx) setHandset(place uint32, v Handset) {
	h := t.n.people.at(place)
	before := h.flags & cutOff
	t.moveIn(place)
	h.fill(v)
	t.append(Event{Kind: HandsetChanged, Number: v.Number})
	if before&^h.flags != 0 {
		t.backlog(place)
		t.ringBack(v.Number)
	}
	if before != h.flags&cutOff {
		t.appeared(place)
	}
}

// DeleteHandset takes a person out of the world: the number is unassigned from then on. Chats stay for the businesses.
func (n *Network) DeleteHandset(number string) error {
	return n.do(func(t *tx) error {
		place, known := t.touch(number)
		if !known || n.person(number) == nil {
			return ErrHandsetUnknown
		}
		t.vacate(place)
		t.append(Event{Kind: HandsetChanged, Number: number, Text: "deleted"})
		return nil
	})
}

// Handset answers one person.
func (n *Network) Handset(number string) (v Handset, err error) {
	err = ErrHandsetUnknown
	n.ask(func() {
		if h := n.person(number); h != nil {
			v, err = h.value(), nil
		}
	})
	return v, err
}

// Handsets answers up to limit people with numbers above after, by number.
func (n *Network) Handsets(after string, limit int) (all []Handset) {
	n.ask(func() {
		var numbers []string
		for number := range n.numbers {
			if number > after && n.person(number) != nil {
				numbers = append(numbers, number)
			}
		}
		numbers = append(numbers, n.untouched(after, limit)...)
		slices.Sort(numbers)
		for _, number := range numbers[:min(limit, len(numbers))] {
			all = append(all, n.person(number).value())
		}
	})
	return all
}

// person is a handset that is somebody's; nil for unassigned numbers.
func (n *Network) person(number string) *handset {
	h := n.face(number)
	if h == nil || h.is(flagNobody) && h.apps == 0 || h.more != nil && h.more.group != nil {
		return nil
	}
	return h
}

// face is what is known of a number: kept, or as a population makes it, which is not kept. nil: nobody ever had it.
func (n *Network) face(number string) *handset {
	if place, known := n.numbers[number]; known {
		return n.people.at(place)
	}
	if c := n.crowdOf(number); c != nil {
		h := n.born(c, number)
		return &h
	}
	return nil
}

// person is the same for whoever changes it: kept from then on.
func (t *tx) person(number string) *handset {
	t.touch(number)
	return t.n.person(number)
}

// touch is the place of a number's handset. One of a population is kept from then on; false when nobody ever had the number.
func (t *tx) touch(number string) (place uint32, known bool) {
	if place, known = t.n.numbers[number]; known {
		return place, true
	}
	if c := t.n.crowdOf(number); c != nil {
		return t.n.keep(t.n.born(c, number)), true
	}
	return 0, false
}

// keep gives a handset its place.
func (n *Network) keep(h handset) uint32 {
	place := n.people.add(h)
	n.numbers[h.number] = place
	return place
}

// someone is the place of a number's handset, made as unassigned when nobody has it: a business can write to any number.
func (t *tx) someone(number string) uint32 {
	if place, known := t.touch(number); known {
		return place
	}
	place := t.n.people.add(handset{})
	v := Handset{Number: number, Line: "unassigned"}
	if isMagic(number) {
		v = Handset{Number: number, Name: "Magic", Apps: []Channel{WhatsApp, SMS, Viber}}
	}
	t.n.people.at(place).fill(v)
	t.n.numbers[number] = place
	return place
}

// SetBlocked makes a person block a sender or lift the block (network 3.13). What was sent meanwhile stays undelivered.
func (n *Network) SetBlocked(number string, c Channel, senderID string, blocked bool) error {
	return n.do(func(t *tx) error { return t.setBlocked(number, c, senderID, blocked) })
}

func (t *tx) setBlocked(number string, c Channel, senderID string, blocked bool) error {
	h := t.person(number)
	if h == nil {
		return ErrHandsetUnknown
	}
	if t.n.sendersBy[senderKey{c, senderID}] == nil {
		return ErrSenderUnknown
	}
	if !blocked && h.is(flagBlocksAll) { // all but this one stay blocked
		h.set(flagBlocksAll, false)
		for key := range t.n.sendersBy {
			h.rest().blocks[BlockKey(key.channel, key.id)] = true
		}
	}
	h.rest().blocks[BlockKey(c, senderID)] = blocked
	if blocked {
		t.complained(t.n.sendersBy[senderKey{c, senderID}], number)
	}
	word := "blocked"
	if !blocked {
		word = "unblocked"
	}
	t.append(Event{Kind: HandsetChanged, Number: number, Channel: c, Sender: senderID, Text: word})
	return nil
}

// Report makes a person report a sender, perhaps with a reason: it counts against the quality of the number (network 3.13).
func (n *Network) Report(number string, c Channel, senderID, reason string) error {
	return n.do(func(t *tx) error { return t.report(number, c, senderID, reason) })
}

func (t *tx) report(number string, c Channel, senderID, reason string) error {
	h, s := t.person(number), t.n.sendersBy[senderKey{c, senderID}]
	switch {
	case h == nil:
		return ErrHandsetUnknown
	case s == nil:
		return ErrSenderUnknown
	}
	word := "reported"
	if reason != "" {
		word += ": " + reason
	}
	t.append(Event{Kind: HandsetChanged, Account: s.Account, Number: number, Channel: c, Sender: senderID, Text: word})
	t.complained(s, number)
	return nil
}

// SetOptedOut keeps or lifts a person's STOP for one SMS sender (network 4.6).
func (n *Network) SetOptedOut(number, senderID string, out bool) error {
	return n.do(func(t *tx) error {
		h := t.person(number)
		if h == nil {
			return ErrHandsetUnknown
		}
		h.rest().optedOut[senderID] = out
		h.set(flagStopped, h.is(flagStopped) && out)
		word := "opted out"
		if !out {
			word = "opted in"
		}
		t.append(Event{Kind: HandsetChanged, Number: number, Channel: SMS, Sender: senderID, Text: word})
		return nil
	})
}

// StopMarketing keeps or lifts a person's wish for no more marketing of one WhatsApp sender, and tells the sender (network 3.3).
func (n *Network) StopMarketing(number, senderID string, stop bool) error {
	return n.do(func(t *tx) error { return t.stopMarketing(number, senderID, stop) })
}

func (t *tx) stopMarketing(number, senderID string, stop bool) error {
	h, s := t.person(number), t.n.sendersBy[senderKey{WhatsApp, senderID}]
	switch {
	case h == nil:
		return ErrHandsetUnknown
	case s == nil:
		return ErrSenderUnknown
	}
	if h.rest().stopped == nil {
		h.more.stopped = map[string]bool{}
	}
	h.more.stopped[senderID] = stop
	h.set(flagStopped, h.is(flagStopped) && stop)
	word := "stop"
	if !stop {
		word = "resume"
	}
	t.append(Event{Kind: PreferenceChanged, Account: s.Account, Number: number, Channel: WhatsApp, Sender: senderID, Text: word})
	return nil
}

// typingEnds is when a typing hint that starts now is over.
func (t *tx) typingEnds() int64 { return t.now() + int64(typingShown/time.Nanosecond) }
