package network

// Placeholders lists the variables of a template's text, in order of first use.
func Placeholders(text string) []string { return placeholders(text) }

// FillText puts values in place of the variables of a text, in order of first use.
func FillText(text string, values []Param) string { return fill(text, values) }
