package main

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"slices"
	"time"
)

// bench runs the variants against one another.
type bench struct {
	options
	dir      string
	progress io.Writer
	variants []*variant
	results  []result
}

// result is what one variant did in one case.
type result struct {
	load    string
	variant string
	rounds  []outcome
	at      []outcome // rounds at the common rate; none: not measured
	rate    float64   // the common rate
}

func (b *bench) start(ctx context.Context) error {
	for _, v := range ours() {
		fmt.Fprintln(b.progress, "building", v.name)
		if err := v.build(ctx, b.dir); err != nil {
			return err
		}
		b.variants = append(b.variants, v)
	}
	if b.peers {
		b.variants = append(b.variants, peers(ctx, b.dir, b.progress)...)
	}
	for _, v := range b.variants {
		if err := v.start(ctx); err != nil {
			return err
		}
	}
	return nil
}

func (b *bench) stop() {
	for _, v := range b.variants {
		v.stop()
	}
}

// measure runs one case: the variants take turns, so that whatever else the machine does meets all of them.
func (b *bench) measure(ctx context.Context, c load) error {
	var running []*variant
	var results []*result
	for _, v := range b.variants {
		if v.only == "" || v.only == c.name {
			running = append(running, v)
			results = append(results, &result{load: c.name, variant: v.name})
		}
	}
	err := b.turns(ctx, running, c, 0, func(i int, out outcome) {
		results[i].rounds = append(results[i].rounds, out)
	})
	if err != nil {
		return err
	}
	rate := b.common(running, results)
	err = b.turns(ctx, running, c, rate, func(i int, out outcome) {
		results[i].at, results[i].rate = append(results[i].at, out), rate
	})
	for _, r := range results {
		b.results = append(b.results, *r)
	}
	return err
}

// turns drives the variants in rounds, each of which another one begins. At a rate only those of ours take part.
func (b *bench) turns(ctx context.Context, running []*variant, c load, rate float64, took func(i int, out outcome)) error {
	for n := range b.rounds {
		for turn := range running {
			i := (n + turn) % len(running)
			v := running[i]
			if rate > 0 && !v.mynah {
				continue
			}
			out, err := b.round(ctx, v, c, rate)
			if err != nil {
				return fmt.Errorf("%s of %s: %w", c.name, v.name, err)
			}
			took(i, out)
			fmt.Fprintf(b.progress, "%s %d/%d %s: %.0f/s, p99 %s\n", c.name, n+1, b.rounds, v.name, out.rate, out.p99.Round(10*time.Microsecond))
		}
	}
	return nil
}

// common is the rate at which latencies are compared: seven tenths of what the slowest of ours can do.
func (b *bench) common(running []*variant, results []*result) float64 {
	rate := 0.0
	for i, v := range running {
		if m := median(results[i].rounds).rate; v.mynah && (rate == 0 || m < rate) {
			rate = m
		}
	}
	return rate * 0.7
}

func (b *bench) round(ctx context.Context, v *variant, c load, rate float64) (outcome, error) {
	worlds := 1
	if c.worlds {
		worlds = b.worlds
	}
	if err := v.prepare(ctx, worlds); err != nil {
		return outcome{}, err
	}
	d := drive{address: v.address, connections: b.connections, length: b.options.round, rate: rate, want: v.want}
	for i := range v.keys {
		d.requests = append(d.requests, request(v.address, v.paths[i], v.keys[i], c.body))
	}
	warm := d
	warm.length = min(b.options.round/4, 500*time.Millisecond)
	if _, err := warm.run(ctx); err != nil {
		return outcome{}, err
	}
	return d.run(ctx)
}

// median takes each figure's own median.
func median(rounds []outcome) outcome {
	middle := func(less func(a, b outcome) int) outcome {
		sorted := slices.SortedFunc(slices.Values(rounds), less)
		return sorted[len(sorted)/2]
	}
	return outcome{
		rate: middle(func(a, b outcome) int { return cmp.Compare(a.rate, b.rate) }).rate,
		p50:  middle(func(a, b outcome) int { return cmp.Compare(a.p50, b.p50) }).p50,
		p99:  middle(func(a, b outcome) int { return cmp.Compare(a.p99, b.p99) }).p99,
	}
}
