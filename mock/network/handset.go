package network

import "slices"

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
	devices, broken                uint8    // with WhatsApp, where there are several
	group                          *group   // nil: a person
	groups                         []uint32 // places of the groups of which the person is a member
	rules                          []Habit
	rulesGiven                     uint16 // how often
	registered                     uint32 // how often WhatsApp was set up anew
	since                          int64  // when that was: nothing older is delivered; 0: never
	ported                         int64  // when the number went to another operator; 0: never
	vacant                         bool   // somebody had the number and has it no longer
}

// mostDevices are as many as WhatsApp runs on for one person (network 1.4).
const mostDevices = 5

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
	if v.Line == "" && v.UserID == "" && v.Username == "" && v.MCCMNC == "" && v.About == "" && v.Photo.IsZero() && v.Devices <= 1 &&
		len(v.Blocks)+len(v.Troubles) == 0 && h.more == nil {
		return
	}
	m := h.rest()
	m.line, m.userID, m.username, m.mccmnc = v.Line, v.UserID, v.Username, v.MCCMNC
	m.about, m.photo = v.About, v.Photo
	m.devices, m.broken = 0, 0
	if v.Devices > 1 {
		m.devices = uint8(min(v.Devices, mostDevices))
		m.broken = uint8(min(max(v.BrokenDevices, 0), int(m.devices)-1))
	}
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
		v.Devices, v.BrokenDevices = int(m.devices), int(m.broken)
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
