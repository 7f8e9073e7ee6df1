package network

import "unicode/utf8"

// check is one question of network 3.19: its key, and the reason when the answer is no.
type check struct {
	key string
	ask func(*tx, *sender, *Draft, *handset, *chat) Reason
}

// submission are the checks of stage S in their order: what fails here never reaches dispatched (network 3.19).
var submission = []check{
	{"state", checkState},
	{"template", checkTemplate},
	{"service", checkViberService},
	{"media_id", checkMediaID},
	{"media_type", checkMediaFile},
	{"shape", checkViberShape},
}

// delivery are the checks of stage D in their order: the message is dispatched and fails afterwards.
var delivery = []check{
	{"recipient", checkRecipient},
	{"window", checkWindow},
	{"spam", checkRestricted},
	{"marketing", checkMarketing},
	{"content", checkContent},
	{"target", checkTarget},
	{"block", checkBlock},
	{"session", checkViberSession},
}

// inCall runs what the account judges in the call.
func (t *tx) inCall(s *sender, d Draft) Reason {
	wanted := t.n.inTheCall(s.Account)
	if len(wanted) == 0 {
		return NoReason
	}
	h, c := &handset{number: d.To}, &chat{}
	if place, ok := t.n.numbers[d.To]; ok {
		h = t.n.people.at(place)
		if at, ok := t.n.chatsBy[chatKey{s.place, place}]; ok {
			c = t.n.chats.at(at)
		}
	}
	for _, checks := range [][]check{submission, delivery} {
		for _, ch := range checks {
			if !wanted[ch.key] {
				continue
			}
			if why := ch.ask(t, s, &d, h, c); why != NoReason {
				return why
			}
		}
	}
	return NoReason
}

// atDispatch runs the checks of one stage that were not judged in the call.
func (t *tx) atDispatch(checks []check, m *message) Reason {
	c := t.n.chats.at(m.chat)
	s, h := t.n.senders[c.sender-1], t.n.people.at(c.person)
	d := Draft{Account: s.Account, Channel: s.Channel, From: s.ID, To: h.number, Content: m.content, Session: m.flags&flagPremium != 0}
	done := t.n.inTheCall(s.Account)
	for _, ch := range checks {
		if done[ch.key] {
			continue
		}
		if why := ch.ask(t, s, &d, h, c); why != NoReason {
			return why
		}
	}
	return NoReason
}

func checkState(_ *tx, s *sender, _ *Draft, _ *handset, _ *chat) Reason {
	switch {
	case s.Channel != WhatsApp || s.State == "" || s.State == Connected:
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
	if why != NoReason {
		return why
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
		if f := t.n.file(s.Account, m.ID); f == nil || f.inbound {
			return MediaUnknown
		}
	}
	return NoReason
}

// checkMediaFile judges stored files; a link that is not fetched counts as good, its type is the announced one (network 3.7).
func checkMediaFile(t *tx, s *sender, d *Draft, _ *handset, _ *chat) Reason {
	if s.Channel != WhatsApp {
		return NoReason
	}
	for _, m := range filesOf(d.Content) {
		if m.ID.IsZero() {
			continue
		}
		if f := t.n.file(s.Account, m.ID); f != nil {
			if why := judgeFile(m.As, f.mime, f.data); why != NoReason {
				return why
			}
		}
	}
	return NoReason
}

// checkRecipient asks whether the person can get it at all (network 1.5).
func checkRecipient(_ *tx, s *sender, d *Draft, h *handset, _ *chat) Reason {
	switch s.Channel {
	case WhatsApp:
		if !h.has(WhatsApp) || h.is(flagNoTerms) {
			return NotOnChannel
		}
	case SMS:
		switch {
		case h.more != nil && h.more.optedOut[s.ID]:
			return SMSOptedOut
		case !h.has(SMS) || h.is(flagLandline):
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

func checkRestricted(_ *tx, s *sender, d *Draft, _ *handset, _ *chat) Reason {
	if _, ok := d.Content.(TemplateMessage); ok && s.Restricted {
		return Restricted
	}
	return NoReason
}

func checkMarketing(t *tx, s *sender, d *Draft, h *handset, c *chat) Reason {
	m, ok := d.Content.(TemplateMessage)
	if !ok {
		return NoReason
	}
	tpl, _ := t.n.template(s.WABA, m.Name, m.Language)
	switch {
	case tpl == nil || tpl.Category != "MARKETING" || t.n.windowOpen(c):
		return NoReason
	case h.is(flagMarketingLimited):
		return MarketingLimit
	case h.is(flagExperiment):
		return Experiment
	}
	return NoReason
}

// checkContent judges what depends on the person, the catalog or the flow (network 3.19 step 16).
func checkContent(t *tx, s *sender, d *Draft, h *handset, _ *chat) Reason {
	switch c := d.Content.(type) {
	case Text:
		if s.Channel == WhatsApp && utf8.RuneCountInString(c.Body) > whatsAppText {
			return TextLength
		}
	case Interactive:
		switch c.Form {
		case AddressRequest:
			if countries[c.Country] == "" || !hasPrefix(h.number, countries[c.Country]) {
				return Region
			}
		case SingleProduct, ProductList:
			return t.judgeProducts(s, c, h)
		case FlowMessage:
			return t.judgeFlow(s, c)
		}
	}
	return NoReason
}

// countries are the calling codes of the countries that have address requests (network 3.5).
var countries = map[string]string{"IN": "91", "SG": "65"}

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
func checkBlock(t *tx, s *sender, _ *Draft, h *handset, _ *chat) Reason {
	if s.Channel == WhatsApp && h.blocks(WhatsApp, s.ID) && t.n.options(s.Account).BlockError {
		return BlockedByUser
	}
	return NoReason
}
