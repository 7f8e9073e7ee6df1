package network

// check is one question of network 3.19: its key, and the reason when the answer is no.
type check struct {
	key string
	ask func(*tx, *sender, *Draft, *handset, *chat) Reason
}

// submission are the checks of stage S in their order: what fails here never reaches dispatched (network 3.19).
var submission = []check{
	{"state", checkAllowed},
	{"state", checkState},
	{"state", checkStanding},
	{"group", checkGroup},
	{"blocklist", checkBlocklist},
	{"template", checkTemplate},
	{"service", checkViberService},
	{"contact", checkContact},
	{"media_id", checkMediaID},
	{"media_type", checkMediaType},
	{"media_size", checkMediaSize},
	{"shape", checkViberShape},
}

// delivery are the checks of stage D in their order: the message is dispatched and fails afterwards.
var delivery = []check{
	{"rate", checkRate},
	{"recipient", checkRecipient},
	{"window", checkWindow},
	{"spam", checkSpam},
	{"marketing", checkMarketing},
	{"identity", checkIdentity},
	{"content", checkContent},
	{"target", checkTarget},
	{"payment", checkPayment},
	{"block", checkBlock},
	{"session", checkViberSession},
	{"", checkNothing},
}

// onPhone are the checks that what is written on a phone meets too: the others are the platform's (network 1.3, 3.16).
var onPhone = map[string]bool{"group": true, "recipient": true, "block": true}

// inCall runs what the account judges in the call.
func (t *tx) inCall(s *sender, d Draft) Reason {
	if len(t.n.inTheCall(d.Account)) == 0 {
		return NoReason
	}
	h, c := t.met(s, d.To)
	for _, at := range []stage{stageSubmission, stageDelivery} {
		if why := t.judge(at, true, s, &d, h, c); why != NoReason {
			return why
		}
	}
	return NoReason
}

// met is a person and the chat with a sender, as they are or as they would be: nobody is touched.
func (t *tx) met(s *sender, number string) (*handset, *chat) {
	if place, ok := t.n.numbers[number]; ok {
		if at, ok := t.n.chatsBy[chatKey{s.place, place}]; ok {
			return t.n.people.at(place), t.n.chats.at(at)
		}
	}
	h, c := t.n.face(number), &chat{}
	if h == nil {
		return &handset{number: number}, c
	}
	t.settled(c, s, h)
	return h, c
}

// atDispatch runs the checks of one stage that were not judged in the call.
func (t *tx) atDispatch(at stage, place uint32) Reason {
	s, d, h, c := t.draftOf(place)
	return t.judge(at, false, s, d, h, c)
}

// draftOf is a message as it was handed in, with whom it concerns.
func (t *tx) draftOf(place uint32) (*sender, *Draft, *handset, *chat) {
	m := t.n.messages.at(place)
	c := t.n.chats.at(m.chat)
	s, h := t.n.senders[c.sender-1], t.n.people.at(c.person)
	return s, &Draft{
		Account: t.n.owner(place), Channel: s.Channel, From: s.ID, To: h.number, Content: m.content, Session: m.flags&flagPremium != 0,
		Verify: m.flags&flagVerify != 0, place: place, echo: m.flags&flagEcho != 0, Identity: t.n.identityWanted(place),
	}, h, c
}

// judge runs the checks of a stage that are due now, in the call or at dispatch; the first hit counts. After each the troubles that are
// found there, then the faults.
func (t *tx) judge(at stage, inCall bool, s *sender, d *Draft, h *handset, c *chat) Reason {
	keys := t.n.inTheCall(d.Account)
	if why := magicReason(d.To, s.Channel); why != NoReason {
		if f := why.foundAt(); f.stage == at && keys[f.key] == inCall {
			return why
		}
		return NoReason
	}
	checks := submission
	if at == stageDelivery {
		checks = delivery
	}
	spared := isMagic(d.To) // a number of a fault passes all checks
	for _, ch := range t.inDrawnOrder(checks, s, d, c) {
		if keys[ch.key] != inCall || d.echo && !onPhone[ch.key] {
			continue
		}
		if !spared {
			if why := ch.ask(t, s, d, h, c); why != NoReason {
				return why
			}
			if d.Found != NoReason && d.Found.foundAt() == (found{ch.key, at}) {
				return d.Found
			}
			if why := troubleAt(ch.key, at, s, h); why != NoReason {
				return why
			}
		}
		if why := t.faultAt(ch.key, s, d, h, c); why != NoReason {
			return why
		}
	}
	return NoReason
}

// checkNothing stands where only troubles and faults are asked.
func checkNothing(*tx, *sender, *Draft, *handset, *chat) Reason { return NoReason }
