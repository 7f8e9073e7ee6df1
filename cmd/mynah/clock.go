package main

import (
	"context"
	"fmt"
	"net/http"
	"strings"

	"github.com/spf13/pflag"
)

func advanceCommand() command {
	return command{
		name: "advance", args: "[duration]",
		does: "move the clock of a world forward",
		about: "Runs everything that falls due on the way and ends when all callbacks that were due have been tried. Give a\n" +
			"duration, or one of --to, --next and --quiet.",
		example: "mynah world advance 24h1s\nmynah world advance --quiet --limit 30d",
		setup: func(flags *pflag.FlagSet) action {
			b := insideFlags(flags)
			to := flags.String("to", "", "go to this `time`, RFC 3339")
			next := flags.Bool("next", false, "go to the next thing that is due")
			quiet := flags.Bool("quiet", false, "go on until nothing more is due")
			limit := flags.String("limit", "", "with --quiet: go on for this `duration` at most")
			return func(ctx context.Context, e env, args []string) error {
				body := members{}.with("by", strings.Join(args, "")).with("to", *to)
				if *next {
					body["next"] = true
				}
				if *quiet {
					body["until"] = "quiet"
				}
				if len(body) != 1 {
					return &usageError{text: "needs either a duration or one of --to, --next and --quiet"}
				}
				answer, err := b.call(ctx, e, http.MethodPost, b.inside("clock", "advance"), body.with("limit", *limit))
				if err != nil {
					return err
				}
				return show(e, b, answer, advanced.text)
			}
		},
	}
}

// advanced is what happened while the clock moved (control, advanceClock).
type advanced struct {
	Now    string `json:"now"`
	Events uint64 `json:"events"`
	Fired  []struct {
		At      string `json:"at"`
		What    string `json:"what"`
		Subject string `json:"subject"`
	} `json:"fired"`
	NextDue string `json:"nextDue"` // "" when all is quiet
}

func (a advanced) text() string {
	var text strings.Builder
	for _, f := range a.Fired {
		fmt.Fprintf(&text, "%s\t%s\t%s\n", f.At, f.What, f.Subject)
	}
	due := "nothing more is due"
	if a.NextDue != "" {
		due = "next due " + a.NextDue
	}
	return columns(text.String()) + fmt.Sprintf("now %s, events %d, %s\n", a.Now, a.Events, due)
}
