package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/pflag"

	"github.com/mynah-sim/mynah/mock/load"
)

// swept is the outcome of a sweep for a machine.
type swept struct {
	Seeds  int    `json:"seeds"`  // that were lived
	Events uint64 `json:"events"` // of all of them
	Seed   uint64 `json:"seed,omitempty"`
	Broken string `json:"broken,omitempty"` // empty: every promise was kept
}

// sweepCommand needs no running mock: the worlds live here.
func sweepCommand() command {
	return command{
		name: "sweep",
		does: "live random worlds and find the first seed that breaks a promise of the network",
		about: "Each seed is a world with people, groups, calls and linked phones, to which random things happen. What its log tells is\n" +
			"held against what the network promises: legal transitions, nothing lost, nothing told before its cause or twice,\n" +
			"the order of chats, the service window; a second life of the seed and a fork in its middle must be the same.\n" +
			"Exit code 1: a promise was broken.",
		example: "mynah world sweep --seeds 1000",
		setup: func(flags *pflag.FlagSet) action {
			plan := load.Plan{}
			flags.IntVar(&plan.Seeds, "seeds", 100, "how many seeds")
			flags.Uint64Var(&plan.First, "first", 1, "the first seed")
			flags.IntVar(&plan.Steps, "steps", 300, "commands in the life of each")
			asJSON := jsonFlag(flags)
			return func(ctx context.Context, e env, _ []string) error {
				if plan.Seeds < 1 || plan.Steps < 1 {
					return &usageError{text: "--seeds and --steps are at least 1"}
				}
				return sweep(ctx, e, plan, *asJSON)
			}
		},
	}
}

// errBroken is the end of a sweep that has found something; its output has said what.
var errBroken = errors.Join(errDiffers, errors.New("a promise of the network was broken"))

func sweep(ctx context.Context, e env, plan load.Plan, asJSON bool) error {
	var out swept
	broken, err := load.Sweep(ctx, plan, func(l load.Life) {
		out.Seeds++
		out.Events += l.Events
	})
	if err != nil {
		return err
	}
	if broken != nil {
		out.Seed, out.Broken = broken.Seed, broken.Broken.Error()
	}
	switch {
	case asJSON:
		err = writeJSON(e.stdout, out)
	case broken != nil:
		_, err = fmt.Fprintf(e.stdout, "seed %d: %s\n", out.Seed, out.Broken)
	default:
		_, err = fmt.Fprintf(e.stdout, "%d seeds, %d events: every promise was kept\n", out.Seeds, out.Events)
	}
	if err == nil && broken != nil {
		return errBroken
	}
	return err
}
