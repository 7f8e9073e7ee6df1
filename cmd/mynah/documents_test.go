package main

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mynah-sim/mynah/specs"
)

func TestSpecsListsTheDocuments(t *testing.T) {
	p := process{}
	require.Equal(t, exitConforms, p.run(t.Context(), "specs"))
	require.Regexp(t, `(?m)^control +\S+ +\S`, p.out.String())
	require.Regexp(t, `(?m)^tyntec +\S+ +\S`, p.out.String())

	p = process{}
	require.Equal(t, exitConforms, p.run(t.Context(), "specs", "--json"))
	var documents []specDocument
	require.NoError(t, json.Unmarshal(p.out.Bytes(), &documents))
	for _, d := range documents {
		require.NotEmpty(t, d.Title, d.Name)
		require.NotEmpty(t, d.Version, d.Name)
	}
}

func TestSpecsPrintsADocumentAsItIs(t *testing.T) {
	p := process{}
	require.Equal(t, exitConforms, p.run(t.Context(), "specs", "print", "tyntec"))
	document, err := specs.FS.ReadFile("tyntec.yaml")
	require.NoError(t, err)
	require.Equal(t, string(document), p.out.String())
}

func TestSpecsDiffNamesWhatBreaks(t *testing.T) {
	document, err := specs.Read("tyntec")
	require.NoError(t, err)
	files := map[string]string{
		"older.yaml":  strings.Replace(string(document), "operationId: sendMessage", "operationId: sendMessages", 1),
		"broken.yaml": "[]",
	}
	for name, row := range map[string]struct {
		args string
		code int
		says string
	}{
		"the same":   {"tyntec tyntec", exitConforms, ""},
		"a change":   {"older.yaml tyntec", exitDiffers, "sendMessages: operation: is gone\n"},
		"no OpenAPI": {"broken.yaml tyntec", exitFailed, ""},
	} {
		t.Run(name, func(t *testing.T) {
			p := process{files: files}
			require.Equal(t, row.code, p.run(t.Context(), append([]string{"specs", "diff"}, strings.Fields(row.args)...)...))
			require.Equal(t, row.says, p.out.String())
		})
	}
	p := process{files: files}
	require.Equal(t, exitDiffers, p.run(t.Context(), "specs", "diff", "--json", "older.yaml", "tyntec"))
	require.JSONEq(t, `[{"operation":"sendMessages","at":"operation","pointer":"","what":"is gone"}]`, p.out.String())
}

func TestOperationsAreTabSeparatedUnderTheirNames(t *testing.T) {
	p := process{}
	require.Equal(t, exitConforms, p.run(t.Context(), "operations", "tyntec"))
	lines := strings.Split(strings.TrimSuffix(p.out.String(), "\n"), "\n")
	require.Equal(t, "provider\tmethod\tpath\toperationId\torigin\timplemented", lines[0])
	require.Contains(t, lines, "tyntec\tPOST\t/messages\tsendMessage\tseed\ttrue")
	for _, line := range lines[1:] {
		require.Regexp(t, `^tyntec\t[A-Z]+\t/\S*\t\w+\t\w+\t(true|false)$`, line)
	}
}

func TestOperationsForAMachine(t *testing.T) {
	p := process{}
	require.Equal(t, exitConforms, p.run(t.Context(), "operations", "--json"))
	var rows []operation
	require.NoError(t, json.Unmarshal(p.out.Bytes(), &rows))
	require.Contains(t, rows, operation{"tyntec", "POST", "/messages", "sendMessage", "seed", true})
}
