// Command bench measures what judging costs: it builds the server in several variants, drives them over loopback in turns, and
// prints medians, ratios and latencies. README.md says how to read them.
package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/signal"
	"time"

	"github.com/spf13/pflag"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, os.Args[1:], os.Stdout, os.Stderr); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

// options say what is measured.
type options struct {
	rounds      int
	round       time.Duration
	connections int
	worlds      int
	cases       []string
	peers       bool
}

func run(ctx context.Context, args []string, out, progress io.Writer) error {
	o, err := parse(args)
	if err != nil {
		return err
	}
	dir, err := os.MkdirTemp("", "mynah-bench")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	b := &bench{options: o, dir: dir, progress: progress}
	defer b.stop()
	if err := b.start(ctx); err != nil {
		return err
	}
	for _, c := range cases() {
		if !o.wants(c.name) {
			continue
		}
		if err := b.measure(ctx, c); err != nil {
			return err
		}
	}
	return b.report(out)
}

func parse(args []string) (options, error) {
	var o options
	f := pflag.NewFlagSet("bench", pflag.ContinueOnError)
	f.IntVar(&o.rounds, "rounds", 5, "`rounds` of each variant; medians are taken over them")
	f.DurationVar(&o.round, "round", 3*time.Second, "how long one round lasts")
	f.IntVar(&o.connections, "connections", 64, "connections that send at once")
	f.IntVar(&o.worlds, "worlds", 8, "worlds of the case with many")
	f.StringSliceVar(&o.cases, "cases", nil, "cases to measure: text, list, carousel, worlds (none: all)")
	f.BoolVar(&o.peers, "peers", false, "measure Prism, Mockoon and openapi-backend too, which npx fetches")
	if err := f.Parse(args); err != nil {
		return o, err
	}
	if o.rounds < 1 || o.connections < 1 || o.worlds < 1 || o.round <= 0 {
		return o, fmt.Errorf("rounds, round, connections and worlds must be above zero")
	}
	return o, nil
}

func (o options) wants(name string) bool {
	if len(o.cases) == 0 {
		return true
	}
	for _, c := range o.cases {
		if c == name {
			return true
		}
	}
	return false
}
