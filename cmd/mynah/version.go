package main

import (
	"context"
	"fmt"
	"runtime"
	"runtime/debug"

	"github.com/spf13/pflag"
)

// build says which program this is.
type build struct {
	Version  string `json:"version"`            // "(devel)" when built from a checkout without a tag
	Revision string `json:"revision,omitempty"` // commit it was built from, when the build knew
	Go       string `json:"go"`
	Platform string `json:"platform"`
}

// thisBuild reads what the linker noted.
func thisBuild() build {
	b := build{Version: "(devel)", Go: runtime.Version(), Platform: runtime.GOOS + "/" + runtime.GOARCH}
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return b
	}
	if info.Main.Version != "" {
		b.Version = info.Main.Version
	}
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" {
			b.Revision = s.Value
		}
	}
	return b
}

func versionCommand() command {
	return command{
		name:    "version",
		does:    "say which build this is",
		example: "mynah version --json",
		setup: func(flags *pflag.FlagSet) action {
			asJSON := jsonFlag(flags)
			return func(ctx context.Context, e env, args []string) error {
				b := thisBuild()
				if *asJSON {
					return writeJSON(e.stdout, b)
				}
				_, err := fmt.Fprintf(e.stdout, "mynah %s %s %s\n", b.Version, b.Go, b.Platform)
				return err
			}
		},
	}
}
