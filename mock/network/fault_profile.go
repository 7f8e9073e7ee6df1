package network

import (
	"fmt"
	"time"
)

// profile is a row of the table of network 7.2: shares of events and calls, and the 95th percentiles of F04 and F15. The shares are of
// F01, F02, F13, F14, F16, F28, F32, F52, F56.
type profile struct {
	name     string
	shares   map[int]float64
	api, way time.Duration
}

// profiles are those of network 7.2. In ideal nothing goes wrong and the latency preset alone decides; typical has the experiment share
// of D26.
var profiles = []profile{
	{name: "ideal"},
	{"typical", map[int]float64{2: 0.0005, 13: 0.002, 14: 0.01, 28: 0.002, 32: 0.01, 52: 0.005, 56: 0.01}, 500 * time.Millisecond, 2 * time.Second},
	{"rough", map[int]float64{1: 0.01, 2: 0.01, 13: 0.05, 14: 0.10, 16: 0.005, 28: 0.02, 32: 0.05, 52: 0.05}, 3 * time.Second, time.Minute},
	{"outage", map[int]float64{1: 0.2, 2: 0.5, 13: 0.2, 14: 0.3, 16: 0.02, 28: 0.1, 32: 0.1, 52: 0.2}, 20 * time.Second, 2 * time.Hour},
}

// Profiles names the fault profiles.
func Profiles() (names []string) {
	for _, p := range profiles {
		names = append(names, p.name)
	}
	return names
}

// ProfileFaults are the rules of a profile; false: there is no such profile. An empty name is ideal.
func ProfileFaults(name string) (all []Fault, ok bool) {
	for _, p := range profiles {
		if p.name == name || name == "" && p.name == "ideal" {
			return p.rules(), true
		}
	}
	return nil, false
}

// rules are a profile as rules, in order of the faults. The medians stand to the percentiles as those of hops L1 and L9 (network 2.6).
func (p profile) rules() (all []Fault) {
	for no := 1; no <= faultCount; no++ {
		f := Fault{ID: fmt.Sprintf("%s-F%02d", p.name, no), Name: fmt.Sprintf("F%02d", no)}
		switch value := p.shares[no]; {
		case no == 4 && p.api > 0:
			f.Params = map[string]string{"p50": (p.api * 8 / 30).String(), "p95": p.api.String(), "cap": (3 * p.api).String()}
		case no == 15 && p.way > 0:
			f.Params = map[string]string{"p50": (p.way * 15 / 80).String(), "p95": p.way.String(), "cap": (12 * p.way).String()}
		case no == 56 && value > 0:
			f.Match.Probability, f.Params = &value, map[string]string{"kind": "experiment"}
		case value > 0:
			f.Match.Probability = &value
		default:
			continue
		}
		all = append(all, f)
	}
	return all
}

// Profile is the world's fault profile.
func (n *Network) Profile() (name string) {
	n.ask(func() { name = n.faults.profile })
	return name
}

// SetProfile changes the world's fault profile (network 10.2); the rules of the bench stay. A *FaultError says that there is none.
func (n *Network) SetProfile(name string) error {
	return n.do(func(t *tx) error {
		if err := t.setProfile(name); err != nil {
			return err
		}
		t.append(Event{Kind: WorldChanged, Text: "profile " + n.faults.profile})
		return nil
	})
}

func (t *tx) setProfile(name string) error {
	rules, ok := ProfileFaults(name)
	if !ok {
		return &FaultError{"profile", fmt.Sprintf("%q is none of %v", name, Profiles())}
	}
	for _, r := range append([]*rule(nil), t.n.faults.rules...) {
		if r.preset {
			t.lift(r)
		}
	}
	t.n.faults.profile = name
	if name == "" {
		t.n.faults.profile = profiles[0].name
	}
	for _, f := range rules {
		r, err := t.n.ruleOf(f)
		if err != nil {
			return err
		}
		r.preset = true
		t.enforce(r)
	}
	return nil
}
