package network

import (
	"fmt"
	"strings"
	"time"
	"unicode/utf16"
)

// gsmBasic and gsmExtension are the characters of the GSM 7-bit alphabet (network 4.1); those of the extension take two septets.
const (
	gsmBasic = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿" +
		"abcdefghijklmnopqrstuvwxyzäöñüà"
	gsmExtension = "\f^{}\\[~]|€"
)

// The room of a single SMS and of a part, in septets and in UTF-16 units; a 16-bit reference takes one more of each part (network 4.2).
const (
	singleGSM, partGSM = 160, 153
	singleUCS, partUCS = 70, 67
	mostParts          = 255
)

// SMSRules are the options of the world for SMS (network 10.2). The zero value is the default.
type SMSRules struct {
	Keywords bool // sms.keywords: STOP, START and HELP act (network 4.6)
	Wide     bool // sms.udh 16: parts carry a 16-bit reference (D16)

	PartReceipts bool // sms.dlr part: a receipt for each part beside that of the message, in which the worst part wins (D32)
}

// SMSRules answers the world's options for SMS.
func (n *Network) SMSRules() (r SMSRules) {
	n.ask(func() { r = n.sms })
	return r
}

// SetSMSRules changes the world's options for SMS.
func (n *Network) SetSMSRules(r SMSRules) {
	_ = n.do(func(t *tx) error {
		n.sms = r
		t.append(Event{Kind: WorldChanged, Text: fmt.Sprintf("sms keywords %t, 16-bit reference %t, receipts of parts %t", r.Keywords, r.Wide, r.PartReceipts)})
		return nil
	})
}

// SMSCount is how a text is sent as SMS.
type SMSCount struct {
	Encoding string // GSM-7 or UCS-2
	Units    int    // septets or UTF-16 units
	Parts    int
}

// CountSMS counts a text: GSM-7 when every character is of its two tables, else UCS-2 as a whole; no pair is cut between two parts
// (network 4.2). wide: parts carry a 16-bit reference.
func CountSMS(text string, wide bool) SMSCount {
	widths, gsm := gsmWidths(text)
	single, part := singleGSM, partGSM
	encoding := "GSM-7"
	if !gsm {
		widths, single, part, encoding = ucsWidths(text), singleUCS, partUCS, "UCS-2"
	}
	if wide {
		part--
	}
	units := 0
	for _, w := range widths {
		units += w
	}
	parts := 1
	if units > single {
		parts = min(cut(widths, part), mostParts)
	}
	return SMSCount{encoding, units, parts}
}

func gsmWidths(text string) (widths []int, ok bool) {
	for _, r := range text {
		switch {
		case strings.ContainsRune(gsmBasic, r):
			widths = append(widths, 1)
		case strings.ContainsRune(gsmExtension, r):
			widths = append(widths, 2)
		default:
			return nil, false
		}
	}
	return widths, true
}

func ucsWidths(text string) (widths []int) {
	for _, r := range text {
		widths = append(widths, max(1, utf16.RuneLen(r)))
	}
	return widths
}

// cut counts the parts of the given room that characters of these widths fill.
func cut(widths []int, room int) (parts int) {
	parts = 1
	used := 0
	for _, w := range widths {
		if used+w > room {
			parts++
			used = 0
		}
		used += w
	}
	return parts
}

// withoutPart is a text whose second of several parts got lost, or whose only one (network 2.4 S9). The parts are cut evenly.
func withoutPart(text string, parts int) string {
	letters := []rune(text)
	size := (len(letters) + parts - 1) / parts
	from, to := min(size, len(letters)), min(2*size, len(letters))
	if parts == 1 {
		from, to = 0, len(letters)
	}
	return string(letters[:from]) + string(letters[to:])
}

// smsTime is how long an SMS takes from the SMS centre until its receipt is there: all parts must have arrived (network 2.6 L21 to L23).
func (t *tx) smsTime(m *message) time.Duration {
	longest := time.Duration(0)
	for part := 1; part <= t.n.partsOf(m.content); part++ {
		longest = max(longest, t.partTime(m, part))
	}
	return longest + t.hop(m, HopSMSReceipt)
}

// partsOf is in how many parts a text travels.
func (n *Network) partsOf(c Content) int {
	switch c := c.(type) {
	case smsText:
		return c.parts
	case Text:
		return CountSMS(c.Body, n.sms.Wide).Parts
	}
	return 1
}
