package config

import "fmt"

// DidYouMean returns `, did you mean "word"?` with the nearest of the words, or "" when none is near.
func DidYouMean(name string, of []string) string {
	if word := nearest(name, of); word != "" {
		return fmt.Sprintf(", did you mean %q?", word)
	}
	return ""
}

// nearest returns the word with the fewest edits to name, at most a third of its length and one; the first of equals.
func nearest(name string, of []string) string {
	best, least := "", 0
	for _, word := range of {
		d := edits(name, word)
		if d <= 1+len(word)/3 && (best == "" || d < least) {
			best, least = word, d
		}
	}
	return best
}

// edits counts the insertions, deletions and replacements between two words (Levenshtein).
func edits(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			replaced := diagonal
			if a[i] != b[j] {
				replaced++
			}
			diagonal = row[j+1]
			row[j+1] = min(replaced, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}
