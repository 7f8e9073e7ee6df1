package network

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
