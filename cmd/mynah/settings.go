package main

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"strings"

	"github.com/spf13/pflag"

	"github.com/mynah-sim/mynah/mock/config"
)

func configCommand() command {
	return command{
		name: "config",
		does: "show every setting, its value and where the value came from",
		about: "A setting stands in the file as its flag without the dashes (webhook.timeout: 5s), in the environment in\n" +
			"capitals after MYNAH_ (MYNAH_WEBHOOK_TIMEOUT=5s). Defaults, file, environment, flags: later wins.",
		example: "MYNAH_SEED=7 mynah config --config mynah.yaml --json",
		setup: func(flags *pflag.FlagSet) action {
			asJSON := jsonFlag(flags)
			settings := config.NewRegister()
			flags.AddFlagSet(settings.Flags())
			return func(ctx context.Context, e env, args []string) error {
				if _, err := e.settings(settings); err != nil {
					return err
				}
				if *asJSON {
					return writeJSON(e.stdout, settings.Outcome())
				}
				return showSettings(e, settings.Outcome())
			}
		},
	}
}

func showSettings(e env, settings []config.Setting) error {
	var text strings.Builder
	text.WriteString("SETTING\tVALUE\tSOURCE\n")
	for _, s := range settings {
		fmt.Fprintf(&text, "%s\t%s\t%s\n", s.Name, s.Value, s.Source)
	}
	_, err := io.WriteString(e.stdout, columns(text.String()))
	return err
}

// settings collects the settings of a command whose flags are parsed.
func (e env) settings(r *config.Register) (config.Config, error) {
	return r.Load(config.Input{Variables: e.variables, ReadFile: e.readFile})
}

// logger writes to stderr as the settings say.
func (e env) logger(c config.Config) *slog.Logger {
	options := &slog.HandlerOptions{Level: c.LogLevel}
	if c.LogFormat == config.LogJSON {
		return slog.New(slog.NewJSONHandler(e.stderr, options))
	}
	return slog.New(slog.NewTextHandler(e.stderr, options))
}
