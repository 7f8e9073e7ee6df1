package network

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

// checkBlock: by default nothing is told and the message stays sent (network 1.5); with block.mode error it fails.
func checkBlock(t *tx, s *sender, d *Draft, h *handset, _ *chat) Reason {
	if s.Channel == WhatsApp && h.blocks(WhatsApp, s.ID) && t.n.options(d.Account).BlockError {
		return BlockedByUser
	}
	return NoReason
}
