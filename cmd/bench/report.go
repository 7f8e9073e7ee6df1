package main

import (
	"fmt"
	"io"
	"runtime"
	"slices"
	"strings"
	"time"
)

// report prints a table in Markdown: for each case and variant the medians, and how they compare with the first variant.
func (b *bench) report(out io.Writer) error {
	var text strings.Builder
	fmt.Fprintf(&text, "%d processors, %d connections, medians of %d rounds of %s each\n\n", runtime.NumCPU(), b.connections, b.rounds, b.options.round)
	text.WriteString("| case | variant | requests/s | of unjudged | p50 | p99 | at the rate | p50 | p99 | p99 of unjudged |\n")
	text.WriteString("| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |\n")
	for _, r := range b.results {
		base := b.of(r.load, "unjudged")
		m := median(r.rounds)
		ratio := compared(r.rounds, base.rounds, func(o outcome) float64 { return o.rate })
		fmt.Fprintf(&text, "| %s | %s | %.0f | %.2f | %s | %s |", r.load, r.variant, m.rate, ratio, short(m.p50), short(m.p99))
		if len(r.at) == 0 || len(base.at) == 0 {
			text.WriteString(" | | | |\n")
			continue
		}
		m = median(r.at)
		ratio = compared(r.at, base.at, func(o outcome) float64 { return float64(o.p99) })
		fmt.Fprintf(&text, " %.0f | %s | %s | %.2f |\n", r.rate, short(m.p50), short(m.p99), ratio)
	}
	_, err := io.WriteString(out, text.String())
	return err
}

// compared is the median over the rounds of how a figure compares with that of the same round of another variant, a moment before or
// after: what else the machine does then meets both.
func compared(rounds, base []outcome, figure func(outcome) float64) float64 {
	var ratios []float64
	for i := range min(len(rounds), len(base)) {
		ratios = append(ratios, figure(rounds[i])/figure(base[i]))
	}
	slices.Sort(ratios)
	return ratios[len(ratios)/2]
}

func (b *bench) of(load, variant string) result {
	for _, r := range b.results {
		if r.load == load && r.variant == variant {
			return r
		}
	}
	return result{rounds: []outcome{{}}}
}

func short(d time.Duration) string { return d.Round(10 * time.Microsecond).String() }
