package network

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
