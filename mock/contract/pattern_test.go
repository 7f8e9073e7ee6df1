package contract

import (
	"math/rand/v2"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// The table and regexp agree on every text.
func TestPatternsMatchLikeRegexp(t *testing.T) {
	for expr, tabled := range map[string]bool{
		`^[0-9]{4,15}$`:                     true,
		`^https?://`:                        true,
		`a|b$`:                              true,
		`^\+?[0-9][0-9 ()./-]{2,8}$`:        true,
		`^(sms|viber)::(a|ab)+[0-9A-Za-z]$`: true,
		`b.c`:                               true,
		`(?i)^ab`:                           true,
		`(?s)^a.c$`:                         true,
		``:                                  true,
		`^$`:                                true,
		`x*`:                                true,
		`a$|^b`:                             true,
		`[^a]`:                              true,
		`^(a|)b$`:                           true,
		`\bab\b`:                            false,
		`(?m)^a$`:                           false,
		`^[a-z]{200}$`:                      false,
	} {
		p, err := patternOf(expr)
		require.NoError(t, err)
		require.Equal(t, tabled, p.next != nil, expr)
		whole, r := regexp.MustCompile(expr), rand.New(rand.NewPCG(1, 2))
		for range 3000 {
			var text strings.Builder
			for range r.IntN(12) {
				text.WriteString([]string{"a", "b", "c", "A", "B", "0", "7", "+", " ", "::", "sms", "viber", "http", "s", "://", "\n", "é", "x"}[r.IntN(18)])
			}
			require.Equal(t, whole.MatchString(text.String()), p.match([]byte(text.String())), "%s on %q", expr, text.String())
		}
	}
	_, err := patternOf(`[`)
	require.Error(t, err)
}
