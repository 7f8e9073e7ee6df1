package network

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestCountSMSFollowsTheTestValues(t *testing.T) {
	r := strings.Repeat
	for _, tc := range []struct {
		name, text string
		want       SMSCount
		wide       int // parts with a 16-bit reference
	}{
		{"160 a", r("a", 160), SMSCount{"GSM-7", 160, 1}, 1},
		{"161 a", r("a", 161), SMSCount{"GSM-7", 161, 2}, 2},
		{"306 a", r("a", 306), SMSCount{"GSM-7", 306, 2}, 3},
		{"307 a", r("a", 307), SMSCount{"GSM-7", 307, 3}, 3},
		{"459 a", r("a", 459), SMSCount{"GSM-7", 459, 3}, 4},
		{"460 a", r("a", 460), SMSCount{"GSM-7", 460, 4}, 4},
		{"80 euro", r("€", 80), SMSCount{"GSM-7", 160, 1}, 1},
		{"81 euro", r("€", 81), SMSCount{"GSM-7", 162, 2}, 2},
		{"158 a and euro", r("a", 158) + "€", SMSCount{"GSM-7", 160, 1}, 1},
		{"159 a and euro", r("a", 159) + "€", SMSCount{"GSM-7", 161, 2}, 2},
		{"the pair moves over", r("a", 152) + "€" + r("a", 10), SMSCount{"GSM-7", 164, 2}, 2},
		{"70 zhe", r("ж", 70), SMSCount{"UCS-2", 70, 1}, 1},
		{"71 zhe", r("ж", 71), SMSCount{"UCS-2", 71, 2}, 2},
		{"134 zhe", r("ж", 134), SMSCount{"UCS-2", 134, 2}, 3},
		{"135 zhe", r("ж", 135), SMSCount{"UCS-2", 135, 3}, 3},
		{"35 faces", r("😀", 35), SMSCount{"UCS-2", 70, 1}, 1},
		{"36 faces", r("😀", 36), SMSCount{"UCS-2", 72, 2}, 2},
		{"a face at the cut", r("ж", 66) + "😀" + r("ж", 10), SMSCount{"UCS-2", 78, 2}, 2},
		{"a curly quote", r("a", 159) + "’", SMSCount{"UCS-2", 160, 3}, 3},
		{"C with cedilla", r("Ç", 10), SMSCount{"GSM-7", 10, 1}, 1},
		{"c with cedilla", r("ç", 10), SMSCount{"UCS-2", 10, 1}, 1},
	} {
		t.Run(tc.name, func(t *testing.T) {
			require.Equal(t, tc.want, CountSMS(tc.text, false))
			require.Equal(t, tc.wide, CountSMS(tc.text, true).Parts)
		})
	}
}
