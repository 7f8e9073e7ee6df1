package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"runtime/debug"

	"github.com/spf13/pflag"

	"github.com/mynah-sim/mynah/mock/config"
	"github.com/mynah-sim/mynah/mock/server"
)

func serveCommand() command {
	return command{
		name: "serve",
		does: "run the mock",
		about: "Serves the providers, the control API and the page at one address until SIGINT or SIGTERM. A busy port gives\n" +
			"way to the next free one. Every flag is also a key of the file and a variable; see: mynah config --help",
		example: "mynah serve --listen 127.0.0.1:9090 --clock.mode manual",
		setup: func(flags *pflag.FlagSet) action {
			settings := config.NewRegister()
			flags.AddFlagSet(settings.Flags())
			return func(ctx context.Context, e env, args []string) error {
				c, err := e.settings(settings)
				if err != nil {
					return err
				}
				return serve(ctx, e, c)
			}
		},
	}
}

// How much garbage may gather before it is collected, in percent of what is in use.
const (
	loading   = 400 // nearly all that is made stays, and is wanted soon
	underLoad = 200 // twice Go's own: nearly all that is made lives for one call. An idle server needs no more room for it
)

// collectAt sets it, unless GOGC has.
func collectAt(percent int) {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(percent)
	}
}

// serve runs the mock until ctx ends.
func serve(ctx context.Context, e env, c config.Config) error {
	collectAt(loading)
	mock := server.Begin(server.Config{Settings: c, Log: e.logger(c), Listen: e.listen})
	if err := mock.Start(ctx); err != nil {
		return errors.Join(err, mock.Close())
	}
	collectAt(underLoad)
	fmt.Fprint(e.stdout, mock.Quickstart())
	return errors.Join(mock.Wait(), mock.Close())
}
