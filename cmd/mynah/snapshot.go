package main

import (
	"context"
	"fmt"
	"net/http"
	"net/url"

	"github.com/spf13/pflag"
)

// snapshot is what the bench answers about a snapshot.
type snapshot struct {
	ID          string `json:"id"`
	At          string `json:"at"`
	LogPosition uint64 `json:"logPosition"`
}

func snapshotCommand() command {
	return command{
		name: "snapshot", args: "[name]",
		does: "keep a copy of a world", about: "Prints the id of the snapshot.",
		example: "mynah world snapshot",
		setup: func(flags *pflag.FlagSet) action {
			b := benchFlags(flags)
			return func(ctx context.Context, e env, args []string) error {
				answer, err := b.call(ctx, e, http.MethodPost, "/worlds/"+worldPath(args)+"/snapshots", nil)
				if err != nil {
					return err
				}
				return show(e, b, answer, func(s snapshot) string { return s.ID + "\n" })
			}
		},
	}
}

func restoreCommand() command {
	return command{
		name: "restore", args: "<snapshot> [name]",
		does:    "put a world back to a snapshot of it",
		example: "mynah world restore 1",
		setup: func(flags *pflag.FlagSet) action {
			b := benchFlags(flags)
			return func(ctx context.Context, e env, args []string) error {
				path := fmt.Sprintf("/worlds/%s/snapshots/%s/restore", worldPath(args[1:]), url.PathEscape(args[0]))
				answer, err := b.call(ctx, e, http.MethodPost, path, nil)
				if err != nil {
					return err
				}
				return show(e, b, answer, func(w world) string { return columns(w.line()) })
			}
		},
	}
}

func forkCommand() command {
	return command{
		name: "fork", args: "[name]",
		does:    "make a world that goes on from where one is, and print its addresses and credentials",
		example: "mynah world fork --as what-if",
		setup: func(flags *pflag.FlagSet) action {
			b := benchFlags(flags)
			as := flags.String("as", "", "`name` of the new world (empty: the server's choice)")
			return func(ctx context.Context, e env, args []string) error {
				answer, err := b.call(ctx, e, http.MethodPost, "/worlds/"+worldPath(args)+"/fork", members{}.with("name", *as))
				if err != nil {
					return err
				}
				return show(e, b, answer, world.text)
			}
		},
	}
}
