package network

import "unicode/utf8"

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
