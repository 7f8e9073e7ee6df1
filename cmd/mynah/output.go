package main

import (
	"encoding/json"
	"io"
	"strings"
	"text/tabwriter"

	"github.com/spf13/pflag"
)

// jsonFlag declares --json.
func jsonFlag(flags *pflag.FlagSet) *bool {
	return flags.Bool("json", false, "write JSON, for a machine to read")
}

// writeJSON writes a value for a machine that a person may look at.
func writeJSON(w io.Writer, value any) error {
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	return encoder.Encode(value)
}

// columns aligns what is separated by tabs.
func columns(text string) string {
	var aligned strings.Builder
	table := tabwriter.NewWriter(&aligned, 0, 0, 2, ' ', 0)
	_, _ = io.WriteString(table, text) // a strings.Builder takes everything
	_ = table.Flush()
	return aligned.String()
}
