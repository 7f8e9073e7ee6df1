package network

import (
	"math"
	"time"
)

// Hop is one leg of a message's way (network 2.6, the L numbers).
type Hop uint8

// The hops that carriage uses.
const (
	HopDispatch     Hop = iota + 1 // L3
	HopSent                        // L4
	HopFail                        // L5
	HopDeliver                     // L6
	HopArrive                      // L10
	HopSMSCenter                   // L20
	HopSMSDeliver                  // L21
	HopSMSArrive                   // L25
	HopViberDeliver                // L26
	HopBacklog                     // L8
	HopRead                        // L28
	HopSMSSkew                     // L22
	HopSMSReceipt                  // L23
	HopPacing                      // L14
	HopLimit                       // L18
	HopThroughput                  // L19
	HopQuality                     // L17
	HopReview                      // L15
	HopAppeal                      // L16
	HopProduct                     // L29
	HopDoze                        // L7
	HopCheck                       // L13, not cached
)

// delay is a row of the table of network 2.6, in seconds.
type delay struct{ p50, p95, limit, steady float64 }

var delays = [...]delay{
	HopDispatch:     {0.05, 0.20, 2, 0.1},
	HopSent:         {0.30, 1.2, 30, 0.1},
	HopFail:         {1.5, 9, 120, 0.2},
	HopDeliver:      {0.5, 2.5, 30, 0.3},
	HopArrive:       {0.4, 2, 30, 0},
	HopSMSCenter:    {0.3, 1.5, 30, 0.1},
	HopSMSDeliver:   {2.5, 12, 120, 0.2},
	HopSMSArrive:    {1.5, 8, 120, 0},
	HopViberDeliver: {0.8, 6, 60, 0.3},
	HopBacklog:      {1, 1.05, 60, 0},
	HopRead:         {45, 4 * 3600, 7 * 24 * 3600, 0},
	HopSMSSkew:      {0.3, 2, 60, 0},
	HopSMSReceipt:   {0.5, 4, 600, 0},
	HopPacing:       {20 * 60, 55 * 60, 3600, 20 * 60},
	HopLimit:        {2 * 3600, 5.5 * 3600, 6 * 3600, 2 * 3600},
	HopThroughput:   {20, 55, 60, 20},
	HopQuality:      {120, 900, 3600, 0},
	HopReview:       {180, 4 * 3600, 24 * 3600, 5},
	HopAppeal:       {6 * 3600, 20 * 3600, 24 * 3600, 60},
	HopProduct:      {300, 2 * 3600, 24 * 3600, 5},
	HopDoze:         {3, 40, 600, 3},
	HopCheck:        {0.3, 1.5, 10, 1},
}

// Latency is a preset of network 2.6.
type Latency string

// The presets. Steady draws nothing; Instant keeps the order and takes no time.
const (
	Steady  Latency = "steady"
	Instant Latency = "instant"
	Fast    Latency = "fast"
	Typical Latency = "typical"
	Slow    Latency = "slow"
	Outage  Latency = "outage"
)

// ParseLatency reads the name of a preset; empty is steady.
func ParseLatency(name string) (Latency, bool) {
	switch l := Latency(name); l {
	case "":
		return Steady, true
	case Steady, Instant, Fast, Typical, Slow, Outage:
		return l, true
	}
	return "", false
}

// of is the time of one hop. The draw belongs to the entity and its n-th use, so that nobody disturbs anybody.
func (l Latency) of(seed uint64, h Hop, entity, n uint64) time.Duration {
	d := delays[h]
	switch l {
	case Steady:
		return seconds(d.steady)
	case Instant:
		return 0
	}
	drawn := lognormal(draw(seed, forLatency, entity, n<<8|uint64(h)), d.p50, d.p95)
	factor, limit := 1.0, d.limit
	switch {
	case l == Fast:
		factor = 0.1
	case l == Slow:
		factor, limit = 5, 5*d.limit
	case l == Outage && h == HopSent:
		factor, limit = 3600, 3600*d.limit
	}
	return seconds(min(drawn*factor, limit))
}

// lognormal turns a draw into a value with the given median and 95th percentile (network 0.3).
func lognormal(bits uint64, p50, p95 float64) float64 {
	u := (float64(bits>>11) + 0.5) / (1 << 53)
	sigma := math.Log(p95/p50) / 1.645
	return p50 * math.Exp(sigma*math.Sqrt2*math.Erfinv(2*u-1))
}

// seconds rounds to the millisecond, the grain of the network's time.
func seconds(s float64) time.Duration {
	return time.Duration(math.Round(s*1000)) * time.Millisecond
}
