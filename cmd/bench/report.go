package main

import (
	"fmt"
	"io"
	"runtime"
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
		m, against := median(r.rounds), median(base.rounds)
		fmt.Fprintf(&text, "| %s | %s | %.0f | %.2f | %s | %s |", r.load, r.variant, m.rate, m.rate/against.rate, short(m.p50), short(m.p99))
		if len(r.at) == 0 || len(base.at) == 0 {
			text.WriteString(" | | | |\n")
			continue
		}
		m, against = median(r.at), median(base.at)
		fmt.Fprintf(&text, " %.0f | %s | %s | %.2f |\n", r.rate, short(m.p50), short(m.p99), float64(m.p99)/float64(against.p99))
	}
	_, err := io.WriteString(out, text.String())
	return err
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
