package network

import (
	"cmp"
	"path"
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

// viberFiles are the types that a Viber file may have (network 5).
var viberFiles = strings.Fields("doc docx rtf dot dotx odt odf fodt txt info pdf xps pdax eps xls xlsx ods fods csv xlsm xltx")

func checkViberService(_ *tx, s *sender, _ *Draft, _ *handset, _ *chat) Reason {
	if s.Channel == Viber && s.Retired {
		return ViberBadService
	}
	return NoReason
}

// checkViberShape judges the parts of a Viber message in the order of the table of codes (network 5).
func checkViberShape(_ *tx, s *sender, d *Draft, _ *handset, _ *chat) Reason {
	if s.Channel != Viber {
		return NoReason
	}
	parts := []Content{d.Content}
	if c, ok := d.Content.(Composite); ok {
		parts = c.Parts
	}
	for _, judge := range []func(Content) Reason{viberTextLength, viberFileRules, viberVideoRules} {
		for _, part := range parts {
			if why := judge(part); why != NoReason {
				return why
			}
		}
	}
	return NoReason
}

func viberTextLength(part Content) Reason {
	if t, ok := part.(Text); ok && utf8.RuneCountInString(t.Body) > viberText {
		return ViberBadData
	}
	return NoReason
}

func viberFileRules(part Content) Reason {
	m, ok := part.(Media)
	switch {
	case !ok || m.As != File:
		return NoReason
	case utf8.RuneCountInString(m.Filename) > viberFileName:
		return ViberFileName
	case !slices.Contains(viberFiles, strings.ToLower(viberType(m))):
		return ViberFileType
	}
	return NoReason
}

// viberType is the announced type of a file, else the ending of its name or address.
func viberType(m Media) string {
	if m.MIME != "" {
		return m.MIME
	}
	if ending := path.Ext(m.Filename); ending != "" {
		return ending[1:]
	}
	return strings.TrimPrefix(path.Ext(m.Link), ".")
}

func viberVideoRules(part Content) Reason {
	m, ok := part.(Media)
	switch {
	case !ok || m.As != Video:
		return NoReason
	case m.SizeMB > viberFileMB:
		return ViberFileSize
	case m.Seconds > viberVideoSeconds:
		return ViberDuration
	}
	return NoReason
}

// checkViberSession counts messages of rate type session: 10 since the person's last one, 60 in a session of 24 h (network 5, D14).
func checkViberSession(t *tx, s *sender, d *Draft, _ *handset, c *chat) Reason {
	if s.Channel != Viber || !d.Session {
		return NoReason
	}
	open := c.lastInbound != 0 && t.now() < c.sessionFrom+int64(viberSession/time.Nanosecond)
	if !open || int(c.sessionRow) >= cmp.Or(t.n.options(d.Account).ViberBurst, viberBurst) || c.sessionCount >= viberPerSession {
		return ViberWaitForUser
	}
	c.sessionRow++
	c.sessionCount++
	return NoReason
}

// openSession starts or goes on with a Viber session when a person writes (network 5).
func (t *tx) openSession(c *chat) {
	if t.now() >= c.sessionFrom+int64(viberSession) || c.sessionCount >= viberPerSession || c.sessionFrom == 0 {
		c.sessionFrom, c.sessionCount = t.now(), 0
	}
	c.sessionRow = 0
}
