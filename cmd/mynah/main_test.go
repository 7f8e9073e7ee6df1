package main

import (
	"bytes"
	"context"
	"encoding/json"
	"io/fs"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// process is a run in memory: what it is given and what it leaves.
type process struct {
	stdin     string
	variables []string
	files     map[string]string
	bench     http.Handler // whoever is called; nil means that nobody answers
	features  fs.FS
	out, err  bytes.Buffer
}

// run runs the program and returns its exit code.
func (p *process) run(ctx context.Context, args ...string) int {
	return run(ctx, env{
		stdin: strings.NewReader(p.stdin), stdout: &p.out, stderr: &p.err, variables: p.variables,
		readFile: func(name string) ([]byte, error) {
			if content, ok := p.files[name]; ok {
				return []byte(content), nil
			}
			return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
		},
		listen: func(network, address string) (net.Listener, error) { return net.Listen(network, "127.0.0.1:0") },
		client: &http.Client{Transport: memory{p.bench}}, features: p.features,
	}, args)
}

// memory answers requests without a network.
type memory struct{ handler http.Handler }

func (m memory) RoundTrip(r *http.Request) (*http.Response, error) {
	if m.handler == nil {
		return nil, &net.OpError{Op: "dial", Err: net.UnknownNetworkError("nobody there")}
	}
	recorder := httptest.NewRecorder()
	if r.Body == nil {
		r.Body = http.NoBody
	}
	m.handler.ServeHTTP(recorder, r)
	return recorder.Result(), nil
}

func TestWrongUse(t *testing.T) {
	rows := []struct {
		name, args, says string
	}{
		{"an unknown command", "wrold", `mynah: unknown command "wrold", did you mean "world"?`},
		{"a command like no other", "elephant", `mynah: unknown command "elephant"` + "\n"},
		{"an unknown command in a group", "world advanse", `mynah world: unknown command "advanse", did you mean "advance"?`},
		{"a group without command", "world", `mynah world: name a command first: create, list, show`},
		{"a flag before the command of a group", "world --json list", `mynah world: name a command first`},
		{"help on an unknown command", "help elephant", `mynah: unknown command "elephant"`},
		{"an unknown flag", "config --jsom", `mynah config: unknown flag --jsom, did you mean "--json"?`},
		{"an unknown short flag", "config -x", `mynah config: unknown shorthand flag: 'x' in -x`},
		{"a bad value of a flag", "world create --seed x", `mynah world create: --seed: "x" is no whole number in range`},
		{"a bad value of a setting", "--webhook.timeout soon", `mynah serve: --webhook.timeout: "soon" is no duration`},
		{"a flag without value", "config --seed", `mynah config: flag needs an argument: --seed`},
		{"a missing argument", "world write 1 --to 2", `mynah world write: needs <text>`},
		{"an argument too many", "version 1", `mynah version: unexpected argument "1"`},
		{"no sender to write to", "world write 1 hello", `mynah world write: needs --to`},
		{"no chat to read", "world read 1", `mynah world read: needs --from`},
		{"no way to advance", "world advance", `mynah world advance: needs either a duration or one of --to, --next and --quiet`},
		{"two ways to advance", "world advance 1s --next", `mynah world advance: needs either a duration`},
		{"no world to delete", "world delete", `mynah world delete: needs <name>`},
		{"a start without a clock", "world create --start 2026-01-01T00:00:00Z", `mynah world create: --start and --speed need --clock`},
		{"a bench that is no URL", "world list --bench :", `mynah world list: --bench: parse`},
		{"an unknown document", "specs print tintec", `mynah specs print: no document and no file "tintec", did you mean "tyntec"?`},
		{"operations of nobody", "operations nobody", `mynah operations: no provider "nobody"`},
		{"no provider to judge", "conform --target http://x", `mynah conform: needs --provider`},
		{"nobody to judge", "conform --provider tyntec", `mynah conform: needs --target or --bench`},
		{"a report that is none", "conform --provider tyntec --target http://x --format jsom", `mynah conform: --format: "jsom" is not one of text, junit, json, html, did you mean "json"?`},
		{"a key that is no pair", "conform --provider tyntec --target http://x --key hush", `mynah conform: --key: needs a name, an equals sign and a value`},
		{"a sender without channel", "conform --provider tyntec --target http://x --sender =1", `mynah conform: --sender: needs a name, an equals sign and a value`},
		{"settings that make no sense", "serve --clock.speed 0", `clock.speed (from --clock.speed): 0 is not within`},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			p := process{bench: http.NotFoundHandler()}
			require.Equal(t, exitUsage, p.run(t.Context(), strings.Fields(row.args)...))
			require.Contains(t, p.err.String(), row.says)
			require.Empty(t, p.out.String())
		})
	}
}

func TestEveryCommandHasHelpWithAnExample(t *testing.T) {
	var walk func(c command, path []string)
	walk = func(c command, path []string) {
		asked, named := process{}, process{}
		require.Equal(t, exitConforms, asked.run(t.Context(), append(path, "--help")...), path)
		require.Contains(t, asked.out.String(), "Usage: mynah")
		require.NotEmpty(t, c.does, path)
		require.Empty(t, asked.err.String())
		if len(path) > 0 {
			require.Contains(t, asked.out.String(), "Example:\n  ", path)
			require.Contains(t, c.example, "mynah "+strings.Join(path, " "))
		}
		require.Equal(t, exitConforms, named.run(t.Context(), append([]string{"help"}, path...)...), path)
		require.Equal(t, asked.out.String(), named.out.String())
		for _, next := range c.commands {
			walk(next, append(path[:len(path):len(path)], next.name))
		}
	}
	walk(program(), nil)
}

func TestVersion(t *testing.T) {
	for _, args := range [][]string{{"version"}, {"--version"}} {
		p := process{}
		require.Equal(t, exitConforms, p.run(t.Context(), args...))
		require.Regexp(t, `^mynah \S+ go1\.\S+ \w+/\w+\n$`, p.out.String())
	}
	p := process{}
	require.Equal(t, exitConforms, p.run(t.Context(), "version", "--json"))
	var b build
	require.NoError(t, json.Unmarshal(p.out.Bytes(), &b))
	require.Equal(t, thisBuild(), b)
}

func TestConfigShowsValuesAndSources(t *testing.T) {
	p := process{variables: []string{"MYNAH_CONFIG=my.yaml", "MYNAH_CONTROL_TOKEN=hush"}, files: map[string]string{"my.yaml": "seed: 7"}}
	require.Equal(t, exitConforms, p.run(t.Context(), "config", "--listen", "0.0.0.0:80"))
	require.Contains(t, p.out.String(), "SETTING              VALUE       SOURCE\n")
	for _, line := range []string{
		`listen +0.0.0.0:80 +--listen`, `seed +7 +my.yaml`, `control.token +\*\*\* +MYNAH_CONTROL_TOKEN`, `clock.mode +wall +default`,
		`config +my.yaml +MYNAH_CONFIG`,
	} {
		require.Regexp(t, `(?m)^`+line+`$`, p.out.String())
	}
	require.NotContains(t, p.out.String(), "hush")
}

func TestConfigForAMachine(t *testing.T) {
	p := process{}
	require.Equal(t, exitConforms, p.run(t.Context(), "config", "--json", "--seed=3"))
	var settings []map[string]string
	require.NoError(t, json.Unmarshal(p.out.Bytes(), &settings))
	require.Contains(t, settings, map[string]string{"name": "seed", "value": "3", "source": "--seed", "variable": "MYNAH_SEED",
		"usage": `seed of the world "default"`})
}

func TestConfigListsAllProblems(t *testing.T) {
	p := process{variables: []string{"MYNAH_SED=1", "MYNAH_CONFIG=gone.yaml"}}
	require.Equal(t, exitUsage, p.run(t.Context(), "config"))
	require.Equal(t, "open gone.yaml: file does not exist\nMYNAH_SED: unknown variable, did you mean \"MYNAH_SEED\"?\n", p.err.String())
}
