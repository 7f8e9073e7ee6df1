package network

import (
	"fmt"
	"strings"
	"time"
)

// Limits says which figures of network 3.3, 3.4, 3.10 to 3.12 and 3.15 are enforced, and the numbers that nobody publishes (network
// 10.2). The zero value enforces nothing.
type Limits struct {
	Tier, Throughput, Pair, Marketing, Spam, Quality, Pacing, Flow bool

	Strict           bool    // limits.strict: the platform's own lengths and variable rules (network 3.4, 3.5, D11)
	PerNumber        bool    // limits.scheme: the limit belongs to the number and not to the portfolio (D03)
	Code             string  // limits.code: what a surface tells when the messaging limit is used up; empty: 131048 (D04)
	MarketingPerUser int     // marketing.per_user, in 24 h; 0: 2 (D26)
	PacingThreshold  int     // pacing.threshold, sends; 0: 1,000 (D26)
	SpamRate         float64 // quality.spam_rate, share of template sends of a red number; 0: 0.2, negative: none (D27)
}

// The numbers of rates and limits.
const (
	throughput       = 80                  // network 3.11: messages a second and number, in and out
	throughputShared = 20                  // network 3.11, 3.16: of a number that the business app shares
	throughputHigh   = 1000                // network 3.11
	throughputUsers  = 100_000             // network 3.11: unique users in 24 h that earn the high throughput
	pairRefill       = 6 * time.Second     // network 3.11: debt of a message to one user; also the burst window
	pairBurst        = 45                  // network 3.11: messages in the burst window
	limitWindow      = 24 * time.Hour      // network 3.10: unique users are counted in it
	limitUse         = 7 * 24 * time.Hour  // network 3.10: half of the limit used in it earns the next one
	limitStart       = 30 * 24 * time.Hour // network 3.10: 2,000 users in it earn the second tier
	limitStartUsers  = 2000                // network 3.10
	marketingPerUser = 2                   // network 3.3, D26
	pacingThreshold  = 1000                // network 3.4, D26
	spamRate         = 0.2                 // network D27
	marketingPeriod  = 24 * time.Hour      // network 3.3
	pendingMost      = 24 * time.Hour      // network 2.8: pending over 1 day, code 408
	flaggedAfter     = 24 * time.Hour      // network 3.12: red so long
)

// usualLimitCode is what is told of a used up messaging limit where the world says nothing else (network D04).
const usualLimitCode = "131048"

// limitNames are the words of the option limits, with what they switch.
var limitNames = []struct {
	name string
	in   func(*Limits) *bool
}{
	{"tier", func(l *Limits) *bool { return &l.Tier }},
	{"throughput", func(l *Limits) *bool { return &l.Throughput }},
	{"pair", func(l *Limits) *bool { return &l.Pair }},
	{"marketing", func(l *Limits) *bool { return &l.Marketing }},
	{"spam", func(l *Limits) *bool { return &l.Spam }},
	{"quality", func(l *Limits) *bool { return &l.Quality }},
	{"pacing", func(l *Limits) *bool { return &l.Pacing }},
	{"flow", func(l *Limits) *bool { return &l.Flow }},
}

// Enforce switches the figures on that the words of the option limits name: off, platform (all), or a list (network 10.2). What is not
// named is off; the other members stay.
func (l Limits) Enforce(words ...string) (Limits, error) {
	for _, known := range limitNames {
		*known.in(&l) = false
	}
	for _, word := range words {
		if word == "off" || word == "" {
			continue
		}
		found := false
		for _, known := range limitNames {
			if word == "platform" || word == known.name {
				*known.in(&l), found = true, true
			}
		}
		if !found {
			return Limits{}, fmt.Errorf("limits: %q is none of off, platform, %s", word, strings.Join(limitWords(), ", "))
		}
	}
	return l, nil
}

func limitWords() (words []string) {
	for _, known := range limitNames {
		words = append(words, known.name)
	}
	return words
}

// Words names what is enforced: off, platform, or the list.
func (l Limits) Words() (words []string) {
	for _, known := range limitNames {
		if *known.in(&l) {
			words = append(words, known.name)
		}
	}
	switch len(words) {
	case 0:
		return []string{"off"}
	case len(limitNames):
		return []string{"platform"}
	}
	return words
}

// withDefaults fills in the numbers that are left open.
func (l Limits) withDefaults() Limits {
	if l.Code == "" {
		l.Code = usualLimitCode
	}
	if l.MarketingPerUser == 0 {
		l.MarketingPerUser = marketingPerUser
	}
	if l.PacingThreshold == 0 {
		l.PacingThreshold = pacingThreshold
	}
	if l.SpamRate == 0 {
		l.SpamRate = spamRate
	}
	return l
}

// Limits are the figures in force, with their numbers filled in.
func (n *Network) Limits() (l Limits) {
	n.ask(func() { l = n.limits })
	return l
}

// SetLimits changes what is enforced. What was counted before stays counted.
func (n *Network) SetLimits(l Limits) {
	_ = n.do(func(t *tx) error {
		n.limits = l.withDefaults()
		t.append(Event{Kind: WorldChanged, Text: "limits " + strings.Join(l.Words(), ",")})
		return nil
	})
}
