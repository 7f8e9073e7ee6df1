package network

// Coverage is where a phone is (network 1.4).
type Coverage string

// Data is how well a phone reaches the internet (network 1.4).
type Data string

// The values; empty is home, and good.
const (
	Home       Coverage = ""
	Roaming    Coverage = "roaming"
	NoCoverage Coverage = "none"
	GoodData   Data     = ""
	SlowData   Data     = "slow"
	NoData     Data     = "none"
)

// cutOff are the conditions under which a phone cannot be reached on some channel.
const cutOff = flagOff | flagNoCoverage | flagRoamBarred | flagNoData | flagMemoryFull

// fillConditions keeps what Handset says of the conditions of network 1.5.
func (h *handset) fillConditions(v Handset) {
	h.set(flagNoCoverage, v.Coverage == NoCoverage)
	h.set(flagRoaming, v.Coverage == Roaming)
	h.set(flagRoamBarred, v.Coverage == Roaming && v.RoamingBarred)
	h.set(flagSlowData, v.Data == SlowData)
	h.set(flagNoData, v.Data == NoData)
	h.set(flagMemoryFull, v.MemoryFull)
	h.set(flagHidden, v.NumberHidden)
	h.set(flagNoViberBusiness, v.NoBusinessViber)
}

// conditions is the same the other way.
func (h *handset) conditions(v *Handset) {
	v.RoamingBarred, v.MemoryFull = h.is(flagRoamBarred), h.is(flagMemoryFull)
	v.NumberHidden, v.NoBusinessViber = h.is(flagHidden), h.is(flagNoViberBusiness)
	switch {
	case h.is(flagNoCoverage):
		v.Coverage = NoCoverage
	case h.is(flagRoaming):
		v.Coverage = Roaming
	}
	switch {
	case h.is(flagNoData):
		v.Data = NoData
	case h.is(flagSlowData):
		v.Data = SlowData
	}
}

// online tells whether a phone that is switched on takes messages of a channel (network 1.5): without coverage, or roaming where the
// operator does not let it, nothing; without data SMS alone; with a full memory all but SMS.
func (h *handset) online(c Channel) bool {
	switch {
	case h.is(flagNoCoverage), h.is(flagRoamBarred):
		return false
	case c == SMS:
		return !h.is(flagMemoryFull)
	}
	return !h.is(flagNoData)
}

// whyBuffered is the diagnostic of an SMS that waits (network 1.5, 4.7).
func (t *tx) whyBuffered(h *handset) Reason {
	switch {
	case onAir(h, SMS) != NoReason:
		return onAir(h, SMS)
	case h.is(flagNoCoverage):
		return SMSNoCoverage
	case h.is(flagRoamBarred):
		return SMSRoaming
	case h.is(flagMemoryFull):
		return SMSMemoryFull
	}
	return SMSSwitchedOff
}

// slower is how much longer the last leg takes: roaming doubles it (network 1.5).
func (h *handset) slower() int64 {
	if h.is(flagRoaming) {
		return 2
	}
	return 1
}

// away tells whether a phone is switched off, or lies somewhere as its persona has it. Whoever writes has it in hand all the same.
func (t *tx) away(h *handset) bool {
	return h.is(flagOff) || t.dozes(h, t.now()/int64(awayFor))
}

// checkIdentity is step 15 of network 3.19: the business expects another identity than the person has now.
func checkIdentity(t *tx, s *sender, d *Draft, h *handset, _ *chat) Reason {
	if s.IdentityCheck && d.Identity != "" && d.Identity != t.n.identity(h) {
		return Identity
	}
	return NoReason
}
