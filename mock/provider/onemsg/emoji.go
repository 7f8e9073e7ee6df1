package onemsg

import "unicode"

// oneEmoji tells whether a text is exactly one emoji as a person sees it: a base with its modifiers, two regional letters, a keycap,
// or several emojis that are joined into one (Unicode TR 51).
func oneEmoji(text string) bool {
	runes := []rune(text)
	n := emojiUnit(runes)
	for n > 0 && n < len(runes) && runes[n] == zeroWidthJoiner {
		more := emojiUnit(runes[n+1:])
		if more == 0 {
			return false
		}
		n += 1 + more
	}
	return n > 0 && n == len(runes)
}

const (
	zeroWidthJoiner   = 0x200d
	emojiPresentation = 0xfe0f
	keycap            = 0x20e3
)

// emojiUnit is how many runes the emoji at the beginning of a text has without joined ones; 0 when there is none.
func emojiUnit(r []rune) int {
	switch {
	case len(r) == 0:
		return 0
	case isRegional(r[0]):
		if len(r) > 1 && isRegional(r[1]) {
			return 2
		}
		return 0
	case isKeycapBase(r[0]):
		n := 1
		if len(r) > n && r[n] == emojiPresentation {
			n++
		}
		if len(r) > n && r[n] == keycap {
			return n + 1
		}
		return 0
	case !isPictograph(r[0]):
		return 0
	}
	n := 1
	for n < len(r) && (r[n] == emojiPresentation || isSkinTone(r[n]) || isTag(r[n])) {
		n++
	}
	return n
}

func isRegional(r rune) bool { return r >= 0x1f1e6 && r <= 0x1f1ff }

func isSkinTone(r rune) bool { return r >= 0x1f3fb && r <= 0x1f3ff }

func isTag(r rune) bool { return r >= 0xe0020 && r <= 0xe007f }

func isKeycapBase(r rune) bool { return r >= '0' && r <= '9' || r == '#' || r == '*' }

// isPictograph takes the blocks in which emojis stand, and the few that stand elsewhere.
func isPictograph(r rune) bool {
	return unicode.Is(pictographs, r)
}

var pictographs = &unicode.RangeTable{
	R16: []unicode.Range16{
		{0x00a9, 0x00a9, 1}, {0x00ae, 0x00ae, 1}, {0x203c, 0x203c, 1}, {0x2049, 0x2049, 1}, {0x2122, 0x2122, 1}, {0x2139, 0x2139, 1},
		{0x2194, 0x21aa, 1}, {0x231a, 0x23ff, 1}, {0x24c2, 0x24c2, 1}, {0x25aa, 0x25fe, 1}, {0x2600, 0x27bf, 1}, {0x2934, 0x2935, 1},
		{0x2b05, 0x2b55, 1}, {0x3030, 0x3030, 1}, {0x303d, 0x303d, 1}, {0x3297, 0x3299, 1},
	},
	R32: []unicode.Range32{{0x1f000, 0x1f1e5, 1}, {0x1f200, 0x1faff, 1}},
}
