// Package config is the register of mynah's settings.
//
// A setting is a flag, and everything else about it is derived from the flag's name: --webhook.timeout is
// webhook.timeout in the YAML file and MYNAH_WEBHOOK_TIMEOUT in the environment (style 8). Defaults, file,
// environment, flags: later wins. Nothing here reads the environment or a file on its own; Load is given both.
package config

import (
	"log/slog"
	"time"

	"github.com/spf13/pflag"
)

// Config holds all settings as one plain value (style 8).
type Config struct {
	Listen             string            // listen: host:port of the one listener that serves everything
	Listeners          map[string]string // listen.<provider>: host:port where its paths start at the root; none: no such listener
	WabbitWeb          string            // wabbit.web: folder with the files of a web client, served by the listener of wabbit; "" means none
	TLS                bool              // tls: the listeners of the providers speak TLS with a self-signed certificate
	ControlToken       Secret            // control.token: what callers of /_mynah must show; "" means nothing, on loopback only (control)
	PublicURL          string            // public.url: base of the URLs given out; "" means taken from each request
	WorldFile          string            // world.file: start of the world default; "" means the demo world (fixtures)
	Seed               uint64            // seed: of the world default
	ClockMode          string            // clock.mode: ClockWall or ClockManual
	ClockSpeed         float64           // clock.speed: virtual seconds in a second of the wall clock
	WebhookTimeout     time.Duration     // webhook.timeout: real time one attempt of a callback may take (tyntec 3.1)
	MediaTimeout       time.Duration     // media.timeout: real time that fetching a file may take, where a world fetches links (network 10.2)
	WebhookConcurrency int               // webhook.concurrency: callbacks under way at once
	JournalSize        int               // journal.size: entries kept in each world
	BodyLimit          int64             // body.limit: bytes of the largest JSON body taken (tyntec 1.6)
	ContractReport     []string          // contract.report: providers, or <provider>.<operation>, whose invalid requests are let through and recorded
	LogLevel           slog.Level        // log.level
	LogFormat          string            // log.format: LogText or LogJSON
	File               string            // config: path of the YAML file that was read; "" means none
}

// Providers are those that can have a listener of their own.
func Providers() []string { return []string{"tyntec", "wabbit", "onemsg"} }

// Modes of the clock (control, "Clock modes").
const (
	ClockWall   = "wall"
	ClockManual = "manual"
)

// Forms of the log on stderr.
const (
	LogText = "text"
	LogJSON = "json"
)

// secretKey marks the flags whose value is not shown.
const secretKey = "secret"

// Secret is a text that prints as three stars.
type Secret string

// String hides the text; an empty secret stays empty, so that one sees that none is set.
func (s Secret) String() string {
	if s == "" {
		return ""
	}
	return "***"
}

// GoString hides the text from %#v.
func (s Secret) GoString() string { return s.String() }

// MarshalText hides the text from JSON and from logs.
func (s Secret) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// Register holds the settings while they are collected. NewRegister makes one.
type Register struct {
	config  Config
	flags   *pflag.FlagSet
	sources map[string]string // name of a setting to where its value came from; absent means the default
}

// NewRegister returns the register with every setting at its default.
func NewRegister() *Register {
	r := &Register{flags: pflag.NewFlagSet("settings", pflag.ContinueOnError), sources: map[string]string{}}
	r.flags.SortFlags = false
	r.declare()
	return r
}

// Flags returns the settings as flags, for a command to add to its own.
func (r *Register) Flags() *pflag.FlagSet { return r.flags }

// declare is the list of all settings. A setting stands here, in Config, and where needed in check.go.
func (r *Register) declare() {
	c, f := &r.config, r.flags
	f.StringVar(&c.File, "config", "", "YAML `file` with settings, flat dotted keys")
	f.StringVar(&c.Listen, "listen", "127.0.0.1:8080", "`address` that serves everything")
	for _, p := range Providers() {
		listenerVar(f, &c.Listeners, p)
	}
	f.StringVar(&c.WabbitWeb, "wabbit.web", "", "`folder` with a web client, served at the root of listen.wabbit")
	f.BoolVar(&c.TLS, "tls", false, "speak TLS on the listeners of the providers, with a self-signed certificate")
	f.StringVar((*string)(&c.ControlToken), "control.token", "", "`token` that calls of the control API must carry (needed off loopback)")
	f.StringVar(&c.PublicURL, "public.url", "", "base `URL` in everything given out (empty: as the request came)")
	f.StringVar(&c.WorldFile, "world.file", "", "world `file` for the world \"default\" (empty: the demo world)")
	f.Uint64Var(&c.Seed, "seed", 1, "seed of the world \"default\"")
	choiceVar(f, &c.ClockMode, "clock.mode", []string{ClockWall, ClockManual}, "clock of the world \"default\": `wall|manual`")
	f.Float64Var(&c.ClockSpeed, "clock.speed", 1, "how much faster than the wall clock it goes")
	f.DurationVar(&c.WebhookTimeout, "webhook.timeout", 10*time.Second, "real time one attempt of a callback may take")
	f.DurationVar(&c.MediaTimeout, "media.timeout", 10*time.Second, "real time that fetching the file of a link may take, in worlds that do")
	f.IntVar(&c.WebhookConcurrency, "webhook.concurrency", 64, "callbacks under way at once")
	f.IntVar(&c.JournalSize, "journal.size", 10_000, "`entries` the journal keeps in each world")
	f.Int64Var(&c.BodyLimit, "body.limit", 1<<20, "`bytes` of the largest JSON body taken")
	f.Var(words{&c.ContractReport}, "contract.report", "`providers` or provider.operation whose invalid requests are only recorded, divided by commas")
	levelVar(f, &c.LogLevel, "log.level", slog.LevelInfo, "least level logged: `debug|info|warn|error`")
	choiceVar(f, &c.LogFormat, "log.format", []string{LogText, LogJSON}, "form of the log on stderr: `text|json`")
	f.Lookup("control.token").Annotations = map[string][]string{secretKey: nil}
}
