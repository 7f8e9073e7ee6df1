package network

import (
	"strings"
	"unicode/utf16"
)

// gsmBasic and gsmExtension are the characters of the GSM 7-bit alphabet (network 4.1); those of the extension take two septets.
const (
	gsmBasic = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿" +
		"abcdefghijklmnopqrstuvwxyzäöñüà"
	gsmExtension = "\f^{}\\[~]|€"
)

// The room of a single SMS and of a part with an 8-bit reference, in septets and in UTF-16 units (network 4.2).
const (
	singleGSM, partGSM = 160, 153
	singleUCS, partUCS = 70, 67
	mostParts          = 255
)

// SMSCount is how a text is sent as SMS.
type SMSCount struct {
	Encoding string // GSM-7 or UCS-2
	Units    int    // septets or UTF-16 units
	Parts    int
}

// CountSMS counts a text: GSM-7 when every character is of its two tables, else UCS-2 as a whole; no pair is cut between two parts
// (network 4.2).
func CountSMS(text string) SMSCount {
	widths, gsm := gsmWidths(text)
	single, part := singleGSM, partGSM
	encoding := "GSM-7"
	if !gsm {
		widths, single, part, encoding = ucsWidths(text), singleUCS, partUCS, "UCS-2"
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
