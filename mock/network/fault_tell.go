package network

// tell appends what is told of a state that a message has entered: the truth, unless a fault says otherwise. The state stays true, and
// the log shows what was not told (network 2.2, last lines).
func (t *tx) tell(place uint32, e Event) {
	if !t.n.faulty(e.Number) {
		t.append(e)
		return
	}
	m := t.n.messages.at(place)
	s := t.subjectOf(place)
	s.event = string(e.Kind)
	once := *s // drawn once for the message, whatever the state
	s.n = s.n<<8 | uint64(e.State)
	e.At = instant(t.now() + t.skew(s, m.dir))
	if e.State == Failed && e.Text == "" {
		e.Text = t.n.marked(place).code
	}
	if m.dir == Inbound {
		t.append(e)
		t.tellTwice(place, s, e)
		return
	}
	if e.State == Accepted && t.strike(29, &once) != nil {
		t.mark(place).silent = true
	}
	named := func(r *rule) bool { return r.text("status") == e.State.String() }
	switch {
	case t.n.marked(place).silent, t.strike(30, s, named) != nil:
		t.untold(e)
	case t.strike(62, s, named) != nil:
		e.Kind = MessageUnknown
		t.notMapped(place, e)
		t.append(e)
	case e.Channel == SMS && t.receipt(place, &once, e):
	default:
		t.append(e)
	}
	t.contradict(place, s, e)
}

// untold keeps a true state in the log that nobody is told.
func (t *tx) untold(e Event) {
	e.Kind, e.Text = MessageUntold, e.State.String()
	t.append(e)
}

// skew is how wrong the clock is that an event's time comes from (F27).
func (t *tx) skew(s *subject, dir Direction) (offset int64) {
	side := "platform"
	if dir == Inbound {
		side = "person"
	}
	r := t.strike(27, s, func(r *rule) bool { return r.text("side") == "both" || r.text("side") == side })
	if r == nil {
		return 0
	}
	return int64(r.duration("offset"))
}

// contradict plans a status that is not true, after a true one (F33).
func (t *tx) contradict(place uint32, s *subject, e Event) {
	r := t.strike(33, s, func(r *rule) bool { return r.text("first") == e.State.String() })
	if r == nil {
		return
	}
	second := stateNamed(r.text("second"))
	why := NoReason
	if second == Failed {
		why = UnknownFault
	}
	t.plan(r.duration("gap"), step{what: stepTell, a: place, b: uint64(second) | uint64(why)<<8})
}

// stateNamed is a state by its word.
func stateNamed(word string) State {
	for s, name := range stateNames {
		if name == word {
			return State(s)
		}
	}
	return 0
}

// tellLater tells a status that a fault has put off or invented; the message's own state stays.
func (t *tx) tellLater(place uint32, b uint64) {
	state, why := State(b), Reason(b>>8)
	e := t.about(t.n.messages.at(place), Event{Kind: messageKinds[state], State: state, Reason: why})
	if t.n.messages.at(place).state != state {
		e.Text = "untrue"
	}
	t.append(e)
}

// receipt spoils the final receipt of an SMS (F52) and tells whether it did so with this state.
func (t *tx) receipt(place uint32, s *subject, e Event) bool {
	final := e.State == Delivered || e.State == Failed || e.State == ExpiredState
	switch {
	case e.State == Accepted:
		r := t.strike(52, s, func(r *rule) bool { return r.text("how") == "early" })
		if r == nil {
			return false
		}
		t.mark(place).early = true
		t.append(e)
		t.tellLater(place, statOf(r))
		return true
	case !final:
		return false
	case t.n.marked(place).early:
		t.untold(e)
		return true
	}
	r := t.strike(52, s, func(r *rule) bool {
		return r.text("how") != "early" && (r.text("how") != "wrong" || r.text("stat") != e.State.String())
	})
	if r == nil {
		return false
	}
	t.untold(e)
	switch r.text("how") {
	case "late":
		t.plan(r.duration("delay"), step{what: stepTell, a: place, b: uint64(e.State) | uint64(e.Reason)<<8})
	case "wrong":
		t.tellLater(place, statOf(r))
	}
	return true
}

// statOf is what a wrong receipt says.
func statOf(r *rule) uint64 {
	why := NoReason
	switch r.text("stat") {
	case "failed":
		why = UnknownFault
	case "expired":
		why = Expired
	}
	return uint64(stateNamed(r.text("stat"))) | uint64(why)<<8
}

// tellTwice tells one inbound message under a second id (F35).
func (t *tx) tellTwice(place uint32, s *subject, e Event) {
	if e.Kind != MessageInbound || t.strike(35, s, func(r *rule) bool { return r.text("how") == "two_ids" }) == nil {
		return
	}
	e.Message = drawID(t.n.seed, forFaults, s.entity, s.n)
	t.n.messageBy[e.Message] = place
	t.append(e)
}
