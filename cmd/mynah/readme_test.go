package main

import (
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// The README shows what the command prints.
func TestTableOfTheREADMEIsThatOfTheCommand(t *testing.T) {
	readme, err := os.ReadFile("../../README.md")
	require.NoError(t, err)
	_, rest, found := strings.Cut(string(readme), "<!-- mynah operations --summary -->\n")
	require.True(t, found)
	table, _, found := strings.Cut(rest, "<!-- end -->")
	require.True(t, found)
	p := &process{}
	require.Equal(t, exitConforms, p.run(t.Context(), "operations", "--summary"))
	require.Equal(t, p.out.String(), table)
}
