package contract

import (
	"maps"
	"slices"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
)

// near returns the candidate that someone who wrote this may have meant; "" when none is close. One slip is
// allowed for every three characters, difference in case is none.
func near(written string, candidates []string) string {
	best, least := "", 1+len([]rune(written))/3
	if len(written) < 3 {
		least = 1
	}
	for _, c := range candidates {
		if d := distance(strings.ToLower(written), strings.ToLower(c)); d < least && c != written {
			best, least = c, d
		}
	}
	return best
}

// lookalike finds the unknown member that may have been meant to be the missing one.
func lookalike(s *openapi3.Schema, missing string, fields map[string]any) string {
	known := gather([]*openapi3.Schema{s}).members
	var odd []string
	for _, name := range slices.Sorted(maps.Keys(fields)) {
		if _, ok := known[name]; !ok {
			odd = append(odd, name)
		}
	}
	return near(missing, odd)
}

// maxSpelling bounds the work: longer words are not compared.
const maxSpelling = 64

// distance counts insertions, deletions, substitutions and swaps of neighbours (optimal string alignment).
func distance(a, b string) int {
	x, y := []rune(a), []rune(b)
	if len(x) > maxSpelling || len(y) > maxSpelling {
		return maxSpelling
	}
	rows := make([][]int, len(x)+1)
	for i := range rows {
		rows[i] = make([]int, len(y)+1)
		rows[i][0] = i
	}
	for j := range rows[0] {
		rows[0][j] = j
	}
	for i := 1; i <= len(x); i++ {
		for j := 1; j <= len(y); j++ {
			change := 1
			if x[i-1] == y[j-1] {
				change = 0
			}
			rows[i][j] = min(rows[i-1][j]+1, rows[i][j-1]+1, rows[i-1][j-1]+change)
			if i > 1 && j > 1 && x[i-1] == y[j-2] && x[i-2] == y[j-1] {
				rows[i][j] = min(rows[i][j], rows[i-2][j-2]+1)
			}
		}
	}
	return rows[len(x)][len(y)]
}
