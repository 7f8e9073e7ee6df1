package config

import (
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"testing"
	"time"

	"github.com/spf13/pflag"
	"github.com/stretchr/testify/require"
)

// sources is what one case gives to each source; "" and nil give nothing.
type sources struct {
	file      string // content of the file settings.yaml
	variables []string
	flags     []string
}

func load(t *testing.T, s sources) (Config, *Register, error) {
	t.Helper()
	r := NewRegister()
	require.NoError(t, r.Flags().Parse(s.flags))
	if s.file != "" {
		s.variables = append(s.variables, "MYNAH_CONFIG=settings.yaml")
	}
	read := func(name string) ([]byte, error) {
		if name != "settings.yaml" {
			return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
		}
		return []byte(s.file), nil
	}
	c, err := r.Load(Input{Variables: s.variables, ReadFile: read})
	return c, r, err
}

func defaults() Config {
	return Config{Listen: "127.0.0.1:8080", Seed: 1, ClockMode: ClockWall, ClockSpeed: 1, WebhookTimeout: 10 * time.Second, MediaTimeout: 10 * time.Second,
		WebhookConcurrency: 64, JournalSize: 10_000, BodyLimit: 1 << 20, LogLevel: slog.LevelInfo, LogFormat: LogText}
}

func TestWithoutAnySourceEverythingIsAtItsDefault(t *testing.T) {
	c, r, err := load(t, sources{})
	require.NoError(t, err)
	require.Equal(t, defaults(), c)
	for _, s := range r.Outcome() {
		require.Equal(t, Default, s.Source, s.Name)
	}
}

func TestWordsAreDividedByCommas(t *testing.T) {
	c, r, err := load(t, sources{variables: []string{"MYNAH_CONTRACT_REPORT=a"}, flags: []string{"--contract.report", "tyntec, onemsg.sendList,"}})
	require.NoError(t, err)
	require.Equal(t, []string{"tyntec", "onemsg.sendList"}, c.ContractReport)
	for _, s := range r.Outcome() {
		if s.Name == "contract.report" {
			require.Equal(t, "tyntec,onemsg.sendList", s.Value)
		}
	}
}

func TestEverySettingCanBeSetInTheFile(t *testing.T) {
	c, _, err := load(t, sources{file: `
listen: 0.0.0.0:80
listen.tyntec: 127.0.0.1:8443
tls: true
control.token: 0123
public.url: https://mynah.example/base
world.file: shop.yaml
seed: 7
clock.mode: manual
clock.speed: 0.5
webhook.timeout: 1m
media.timeout: 3s
webhook.concurrency: 2
journal.size: 3
body.limit: 4
log.level: debug
log.format: json
`})
	require.NoError(t, err)
	require.Equal(t, Config{Listen: "0.0.0.0:80", Listeners: map[string]string{"tyntec": "127.0.0.1:8443"}, TLS: true, ControlToken: "0123",
		PublicURL: "https://mynah.example/base", WorldFile: "shop.yaml", Seed: 7, ClockMode: ClockManual, ClockSpeed: 0.5,
		WebhookTimeout: time.Minute, MediaTimeout: 3 * time.Second, WebhookConcurrency: 2, JournalSize: 3, BodyLimit: 4, LogLevel: slog.LevelDebug,
		LogFormat: LogJSON, File: "settings.yaml"}, c)
}

func TestLaterSourcesWin(t *testing.T) {
	file, variable, flag := "webhook.timeout: 1s", "MYNAH_WEBHOOK_TIMEOUT=2s", "--webhook.timeout=3s"
	rows := []struct {
		name string
		sources
		want   time.Duration
		source string
	}{
		{"the default when nothing is set", sources{}, 10 * time.Second, "default"},
		{"the file over the default", sources{file: file}, time.Second, "settings.yaml"},
		{"the variable over the file", sources{file, []string{variable}, nil}, 2 * time.Second, "MYNAH_WEBHOOK_TIMEOUT"},
		{"the flag over the variable", sources{file, []string{variable}, []string{flag}}, 3 * time.Second, "--webhook.timeout"},
		{"the flag over the file", sources{file, nil, []string{flag}}, 3 * time.Second, "--webhook.timeout"},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			c, r, err := load(t, row.sources)
			require.NoError(t, err)
			require.Equal(t, row.want, c.WebhookTimeout)
			require.Equal(t, row.source, setting(t, r, "webhook.timeout").Source)
		})
	}
}

func TestTheFlagNamesTheFileBeforeTheVariableDoes(t *testing.T) {
	c, r, err := load(t, sources{flags: []string{"--config=settings.yaml"}, variables: []string{"MYNAH_CONFIG=other.yaml"}})
	require.NoError(t, err)
	require.Equal(t, "settings.yaml", c.File)
	require.Equal(t, "--config", setting(t, r, "config").Source)
}

func TestWhatIsWrongIsNamed(t *testing.T) {
	rows := []struct {
		name string
		sources
		want string
	}{
		{"an unknown key", sources{file: "seed: 1\nwebhook.timout: 1s"}, `settings.yaml:2: webhook.timout: unknown key, did you mean "webhook.timeout"?`},
		{"a key like no other", sources{file: "colour: red"}, `settings.yaml:1: colour: unknown key`},
		{"the file's name in the file", sources{file: "config: a.yaml"}, `settings.yaml:1: config: unknown key`},
		{"a nested key", sources{file: "webhook:\n  timeout: 1s"}, `settings.yaml:1: webhook: keys are flat and dotted, such as webhook.timeout: 10s`},
		{"a key without value", sources{file: "seed:"}, `settings.yaml:1: seed: needs one plain value`},
		{"a list for a value", sources{file: "listen: [a, b]"}, `settings.yaml:1: listen: needs one plain value`},
		{"a key that stands twice", sources{file: "seed: 1\nseed: 2"}, `settings.yaml:2: seed: stands twice`},
		{"a file that is a list", sources{file: "- seed"}, `settings.yaml: is not a mapping of settings to values`},
		{"a file of two documents", sources{file: "seed: 1\n---\nseed: 2"}, `settings.yaml: holds more than one document`},
		{"a bad value in the file", sources{file: "webhook.timeout: soon"}, `settings.yaml:1: webhook.timeout: "soon" is no duration (such as 10s or 1m30s)`},
		{"a bad value that a flag covers", sources{file: "seed: x", flags: []string{"--seed=2"}}, `settings.yaml:1: seed: "x" is no whole number in range`},
		{"a missing file", sources{flags: []string{"--config=gone.yaml"}}, `open gone.yaml: file does not exist`},
		{"an unknown variable", sources{variables: []string{"MYNAH_SEEED=1"}}, `MYNAH_SEEED: unknown variable, did you mean "MYNAH_SEED"?`},
		{"a word that is not offered", sources{variables: []string{"MYNAH_CLOCK_MODE=manuel"}}, `MYNAH_CLOCK_MODE: "manuel" is not one of wall, manual, did you mean "manual"?`},
		{"an unknown level", sources{variables: []string{"MYNAH_LOG_LEVEL=loud"}}, `MYNAH_LOG_LEVEL: "loud" is not one of debug, info, warn, error`},
		{"a number that is none", sources{variables: []string{"MYNAH_CLOCK_SPEED=fast"}}, `MYNAH_CLOCK_SPEED: "fast" is no number`},
		{"a switch that is neither", sources{variables: []string{"MYNAH_TLS=on"}}, `MYNAH_TLS: "on" is neither true nor false`},
		{"an address without port", sources{flags: []string{"--listen=localhost"}}, `listen (from --listen): "localhost" is no address, such as 127.0.0.1:8080`},
		{"an address with a named port", sources{flags: []string{"--listen.tyntec=localhost:https"}}, `listen.tyntec (from --listen.tyntec): "localhost:https" is no address, such as 127.0.0.1:8443`},
		{"one address for two listeners", sources{flags: []string{"--listen.tyntec=127.0.0.1:8080"}}, `listen.tyntec (from --listen.tyntec): 127.0.0.1:8080 is the address of listen already`},
		{"TLS that nobody speaks", sources{flags: []string{"--tls"}}, `tls (from --tls): serves only the listeners of the providers; set listen.tyntec too`},
		{"an open door without token", sources{flags: []string{"--listen=:8080"}}, `control.token: is needed, since listen :8080 can be reached from outside this machine`},
		{"a base URL without scheme", sources{flags: []string{"--public.url=mynah.example"}}, `public.url (from --public.url): "mynah.example" is no base URL, such as https://mynah.example`},
		{"a clock too slow", sources{flags: []string{"--clock.speed=0"}}, `clock.speed (from --clock.speed): 0 is not within 0.001 and 1000000`},
		{"no time for callbacks", sources{flags: []string{"--webhook.timeout=0s"}}, `webhook.timeout (from --webhook.timeout): 0s is not above zero`},
		{"no callbacks at all", sources{flags: []string{"--webhook.concurrency=0"}}, `webhook.concurrency (from --webhook.concurrency): 0 is not above zero`},
		{"no journal", sources{flags: []string{"--journal.size=-1"}}, `journal.size (from --journal.size): -1 is not above zero`},
		{"no bodies", sources{flags: []string{"--body.limit=0"}}, `body.limit (from --body.limit): 0 is not above zero`},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			_, _, err := load(t, row.sources)
			require.EqualError(t, err, row.want)
		})
	}
}

func TestAllProblemsAreListedAtOnce(t *testing.T) {
	_, _, err := load(t, sources{
		file:      "sed: 1\njournal.size: 0",
		variables: []string{"MYNAH_TLS=on", "MYNAH_LISTEM=:1", "PATH=/bin"},
		flags:     []string{"--clock.speed=-1"},
	})
	var problems Problems
	require.True(t, errors.As(err, &problems))
	require.Equal(t, Problems{
		`settings.yaml:1: sed: unknown key, did you mean "seed"?`,
		`MYNAH_LISTEM: unknown variable, did you mean "MYNAH_LISTEN"?`,
		`MYNAH_TLS: "on" is neither true nor false`,
		`clock.speed (from --clock.speed): -1 is not within 0.001 and 1000000`,
		`journal.size (from settings.yaml): 0 is not above zero`,
	}, problems)
}

func TestLoopbackNeedsNoToken(t *testing.T) {
	for _, address := range []string{"127.0.0.1:0", "127.9.9.9:1", "[::1]:8080", "localhost:8080"} {
		_, _, err := load(t, sources{flags: []string{"--listen=" + address}})
		require.NoError(t, err, address)
	}
	_, _, err := load(t, sources{flags: []string{"--listen=0.0.0.0:8080", "--control.token=t"}})
	require.NoError(t, err)
}

func TestSecretsAreNeverShown(t *testing.T) {
	c, r, err := load(t, sources{flags: []string{"--control.token=hush"}})
	require.NoError(t, err)
	require.Equal(t, "hush", string(c.ControlToken))
	require.Equal(t, "***", setting(t, r, "control.token").Value)
	for _, format := range []string{"%v", "%+v", "%#v", "%s"} {
		require.NotContains(t, fmt.Sprintf(format, c), "hush", format)
	}
	text, err := c.ControlToken.MarshalText()
	require.NoError(t, err)
	require.Equal(t, "***", string(text))
	require.Empty(t, Secret("").String())
}

func TestOutcomeFollowsTheRegister(t *testing.T) {
	_, r, err := load(t, sources{variables: []string{"MYNAH_SEED=5"}})
	require.NoError(t, err)
	require.Equal(t, Setting{Name: "seed", Value: "5", Source: "MYNAH_SEED", Variable: "MYNAH_SEED", Usage: `seed of the world "default"`},
		setting(t, r, "seed"))
	require.Equal(t, "info", setting(t, r, "log.level").Value)
	seen := map[string]bool{}
	for _, s := range r.Outcome() {
		require.False(t, seen[s.Variable], "two settings share the variable %s", s.Variable)
		require.NotEmpty(t, s.Usage, s.Name)
		seen[s.Variable] = true
	}
	require.Len(t, seen, count(r.Flags()))
}

func count(f *pflag.FlagSet) int {
	n := 0
	f.VisitAll(func(*pflag.Flag) { n++ })
	return n
}

func setting(t *testing.T, r *Register, name string) Setting {
	t.Helper()
	for _, s := range r.Outcome() {
		if s.Name == name {
			return s
		}
	}
	require.Fail(t, "no setting "+name)
	return Setting{}
}

func TestDidYouMean(t *testing.T) {
	words := []string{"serve", "conform", "world"}
	require.Equal(t, `, did you mean "serve"?`, DidYouMean("sevre", words))
	require.Equal(t, `, did you mean "conform"?`, DidYouMean("conforn", words))
	require.Empty(t, DidYouMean("elephant", words))
	require.Empty(t, DidYouMean("", words))
}
