package network

import "unicode/utf8"

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
			if f := d.Found.foundAt(); d.Found != NoReason && f.stage == at && f.key == ch.key {
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

func checkState(t *tx, s *sender, d *Draft, _ *handset, _ *chat) Reason {
	switch {
	case s.upgrading != 0:
		return Maintenance
	case s.Channel != WhatsApp || s.State == "" || s.State == Connected || t.downMode(s, d.Account) == DownQueue:
		return NoReason
	case s.State == UnregisteredSender:
		return Unregistered
	}
	return SenderDown
}

func checkTemplate(t *tx, s *sender, d *Draft, _ *handset, _ *chat) Reason {
	m, ok := d.Content.(TemplateMessage)
	if !ok {
		return NoReason
	}
	tpl, why := t.n.template(s.WABA, m.Name, m.Language)
	if why != NoReason && !tpl.outlived(d.place) {
		return why
	}
	if !tpl.ttlFits(m.TTL) {
		return TTLRange
	}
	return tpl.match(m)
}

// filesOf lists the files that a message carries: its own, in a header, or in a template.
func filesOf(content Content) (files []*Media) {
	ofParams := func(params []Param) {
		for _, p := range params {
			if p.Media != nil {
				files = append(files, p.Media)
			}
		}
	}
	switch c := content.(type) {
	case Media:
		files = append(files, &c)
	case Interactive:
		if c.Header != nil {
			ofParams([]Param{*c.Header})
		}
		for _, card := range c.Cards {
			if card.Header != nil {
				ofParams([]Param{*card.Header})
			}
		}
	case TemplateMessage:
		ofParams(c.Header)
		for _, card := range c.Cards {
			ofParams(card.Header)
		}
	}
	return files
}

func checkMediaID(t *tx, s *sender, d *Draft, _ *handset, _ *chat) Reason {
	for _, m := range filesOf(d.Content) {
		if m.ID.IsZero() {
			continue
		}
		if f := t.n.file(d.Account, m.ID); f == nil || f.inbound {
			return MediaUnknown
		}
	}
	return NoReason
}

// checkMediaType and checkMediaSize judge stored files, the second one fetched ones too; a link that is not fetched counts as good, its
// type is the announced one (network 3.7).
func checkMediaType(t *tx, s *sender, d *Draft, _ *handset, _ *chat) Reason {
	return t.judgeFiles(s, d, MediaType)
}

func checkMediaSize(t *tx, s *sender, d *Draft, _ *handset, _ *chat) Reason {
	if why := t.n.judgeFetched(d.place); why != NoReason {
		return why
	}
	return t.judgeFiles(s, d, MediaSize)
}

// judgeFiles looks for one of the two breaches among the stored files of a message.
func (t *tx) judgeFiles(s *sender, d *Draft, wanted Reason) Reason {
	if s.Channel != WhatsApp || s.Kind == "linked" {
		return NoReason
	}
	for _, m := range filesOf(d.Content) {
		if m.ID.IsZero() {
			continue
		}
		if f := t.n.file(d.Account, m.ID); f != nil && JudgeFile(m.As, f.mime, f.data) == wanted {
			return wanted
		}
	}
	return NoReason
}

// checkContact is the contact check that a send itself asks for, where the account's are honest (network 3.19 step 11, D18).
func checkContact(t *tx, s *sender, d *Draft, _ *handset, _ *chat) Reason {
	if d.Verify && !t.n.options(s.Account).AlwaysValid && !t.n.contact(d.To).Exists {
		return ContactInvalid
	}
	return NoReason
}

// checkRecipient asks whether the person can get it at all (network 1.5).
func checkRecipient(t *tx, s *sender, d *Draft, h *handset, _ *chat) Reason {
	switch s.Channel {
	case WhatsApp:
		switch {
		case t.n.sendersBy[senderKey{WhatsApp, h.number}] != nil:
			return NoReason // a business: both sides are simulated (network D35)
		case !h.has(WhatsApp) || h.is(flagNoTerms):
			return NotOnChannel
		case s.barred(h.number):
			return Country
		}
	case SMS:
		switch {
		case h.is(flagStopped), h.more != nil && h.more.optedOut[s.ID]:
			return SMSOptedOut
		case !h.has(SMS) || h.is(flagLandline), t.strays(h):
			return SMSUnknownSubscriber
		case h.is(flagSMSBarred):
			return SMSBarred
		}
	case Viber:
		switch {
		case !h.has(Viber):
			return ViberNoUser
		case h.is(flagOldViber):
			return ViberNoDevice
		case h.blocks(Viber, s.ID):
			return ViberBlocked
		}
	}
	return NoReason
}

func checkWindow(t *tx, s *sender, d *Draft, _ *handset, c *chat) Reason {
	if _, ok := d.Content.(TemplateMessage); ok || s.Channel != WhatsApp || s.Kind == "linked" || t.n.windowOpen(c) {
		return NoReason
	}
	return WindowClosed
}

// checkSpam judges template sends of a restricted number, of one whose messaging limit is used up, and a share of those of a red one
// (network 3.19 step 13, D27).
func checkSpam(t *tx, s *sender, d *Draft, _ *handset, c *chat) Reason {
	_, template := d.Content.(TemplateMessage)
	switch {
	case !template || s.Channel != WhatsApp || s.Kind == "linked":
		return NoReason
	case s.Restricted && !s.limited, t.n.limits.Tier && !t.n.windowOpen(c) && !t.withinLimit(s, d.To):
		return Restricted
	case t.n.limits.Spam && s.Quality == "RED" && unit(draw(t.n.seed, forSpam, pairEntity(s, d.To), t.nthOf(d, c))) < t.n.limits.SpamRate:
		return Restricted
	}
	return NoReason
}

// nthOf is the number of a draft in its chat.
func (t *tx) nthOf(d *Draft, c *chat) uint64 {
	if d.place != 0 {
		return uint64(t.n.messages.at(d.place).nth)
	}
	return uint64(c.count) + 1
}

// checkContent judges what depends on the person, the catalog or the flow (network 3.19 step 16).
func checkContent(t *tx, s *sender, d *Draft, h *handset, _ *chat) Reason {
	if t.n.limits.Strict && s.Channel == WhatsApp && len(JudgeContent(d.Content, true)) > 0 {
		return TextLength
	}
	if s.Channel == WhatsApp && s.Kind != "linked" {
		if why := unlinked(d.Content); why != NoReason {
			return why
		}
	}
	switch c := d.Content.(type) {
	case Interactive:
		switch c.Form {
		case AddressRequest, PaymentRequest:
			return t.judgeRegion(s, d.Account, c, h)
		case SingleProduct, ProductList, CatalogMessage, InteractiveCarousel:
			return t.judgeProducts(s, c.Form, c.Catalog, productsOf(c), h)
		case FlowMessage:
			return t.judgeFlowMessage(s, c.Flow)
		}
	case TemplateMessage:
		return t.judgeTemplateContent(s, d.Account, c, h)
	}
	return NoReason
}

// unlinked judges what the platform does not carry for others than phones: polls, and texts that are too long (network 3.5, 3.19 step 16).
func unlinked(content Content) Reason {
	switch content.(type) {
	case Poll:
		return KindUnsupported
	case Text, Media:
		if words := content.Words(); len(words) > whatsAppText && utf8.RuneCountInString(words) > whatsAppText {
			return TextLength
		}
	}
	return NoReason
}

// regions are the calling codes of the countries that have address and payment requests (network 3.5).
var regions = map[InteractiveKind]map[string]string{
	AddressRequest: {"IN": "91", "SG": "65"},
	PaymentRequest: {"IN": "91", "SG": "65", "BR": "55"},
}

// judgeRegion: the country of the request is that of the person's number; with region.sender an address is asked for by a sender of
// that country alone.
func (t *tx) judgeRegion(s *sender, account string, c Interactive, h *handset) Reason {
	code := regions[c.Form][c.Country]
	own := s.Country == c.Country || s.Country == "" && hasPrefix(s.ID, code)
	alone := c.Form == AddressRequest && t.n.options(account).RegionSender
	if code == "" || !hasPrefix(h.number, code) || alone && !own {
		return Region
	}
	return NoReason
}

func hasPrefix(number, code string) bool {
	return len(number) > len(code) && number[:len(code)] == code
}

func checkTarget(t *tx, s *sender, d *Draft, h *handset, _ *chat) Reason {
	r, ok := d.Content.(Reaction)
	if !ok {
		return NoReason
	}
	place, known := t.n.messageBy[r.Target]
	if !known {
		return TargetUnknown
	}
	m := t.n.messages.at(place)
	c := t.n.chats.at(m.chat)
	_, itself := m.content.(Reaction)
	if itself || m.state == Deleted || c.sender != s.place || t.n.people.at(c.person) != h || !t.n.younger(m, reactionWindow) {
		return TargetUnknown
	}
	return NoReason
}

// checkBlock: by default nothing is told and the message stays sent (network 1.5); with block.mode error it fails.
func checkBlock(t *tx, s *sender, d *Draft, h *handset, _ *chat) Reason {
	if s.Channel == WhatsApp && h.blocks(WhatsApp, s.ID) && t.n.options(d.Account).BlockError {
		return BlockedByUser
	}
	return NoReason
}
