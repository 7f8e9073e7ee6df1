package network

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// ParamType is how the text of a parameter is read.
type ParamType string

// The types of parameters.
const (
	TextParam     ParamType = "text"
	WordParam     ParamType = "word"     // one of Words
	IntegerParam  ParamType = "integer"  // between Least and Most
	ShareParam    ParamType = "share"    // 0 to 1
	DurationParam ParamType = "duration" // 1h30m, 250ms; 2d is two days
	FlagParam     ParamType = "flag"     // true or false
	TimeParam     ParamType = "time"     // RFC 3339, on the world's clock; empty: at once
	ReasonParam   ParamType = "reason"   // a reason of network 3.19, 4.7 or 5
)

// FaultParam is a parameter of a fault.
type FaultParam struct {
	Name        string
	Type        ParamType
	Default     string
	Words       []string // of WordParam
	Least, Most int      // of IntegerParam
	Means       string
}

func aText(name, means string) FaultParam {
	return FaultParam{Name: name, Type: TextParam, Means: means}
}

// aWord has its first choice as default.
func aWord(name, means string, words ...string) FaultParam {
	return FaultParam{Name: name, Type: WordParam, Default: words[0], Words: words, Means: means}
}

func anInteger(name string, byDefault, least, most int, means string) FaultParam {
	return FaultParam{Name: name, Type: IntegerParam, Default: strconv.Itoa(byDefault), Least: least, Most: most, Means: means}
}

func aShare(means string) FaultParam {
	return FaultParam{Name: "share", Type: ShareParam, Default: "1", Means: means}
}

func aDuration(name, byDefault, means string) FaultParam {
	return FaultParam{Name: name, Type: DurationParam, Default: byDefault, Means: means}
}

func aFlag(name string, byDefault bool, means string) FaultParam {
	return FaultParam{Name: name, Type: FlagParam, Default: strconv.FormatBool(byDefault), Means: means}
}

func aMoment(name, means string) FaultParam {
	return FaultParam{Name: name, Type: TimeParam, Means: means}
}

func aReason(name string, byDefault Reason, means string) FaultParam {
	return FaultParam{Name: name, Type: ReasonParam, Default: byDefault.String(), Means: means}
}

// check tells what is wrong with a value; empty: nothing.
func (p *FaultParam) check(value string) string {
	switch p.Type {
	case WordParam:
		if !slices.Contains(p.Words, value) {
			return fmt.Sprintf("%q is none of %s", value, strings.Join(p.Words, ", "))
		}
	case IntegerParam:
		if v, err := strconv.Atoi(value); err != nil || v < p.Least || v > p.Most {
			return fmt.Sprintf("%q is no whole number from %d to %d", value, p.Least, p.Most)
		}
	case ShareParam:
		if v, err := strconv.ParseFloat(value, 64); err != nil || !(v >= 0 && v <= 1) {
			return fmt.Sprintf("%q is no share between 0 and 1", value)
		}
	case DurationParam:
		if v, ok := parseDuration(value); !ok || v < 0 && p.Name != "offset" {
			return fmt.Sprintf("%q is no duration", value)
		}
	case FlagParam:
		if value != "true" && value != "false" {
			return fmt.Sprintf("%q is neither true nor false", value)
		}
	case TimeParam:
		if _, err := time.Parse(time.RFC3339, value); value != "" && err != nil {
			return fmt.Sprintf("%q is no time of RFC 3339", value)
		}
	case ReasonParam:
		if _, ok := ParseReason(value); !ok {
			return fmt.Sprintf("%q is no reason", value)
		}
	}
	return ""
}

// parseDuration reads a duration as Go writes it, and whole or broken days as 2d.
func parseDuration(value string) (time.Duration, bool) {
	if days, ok := strings.CutSuffix(value, "d"); ok {
		v, err := strconv.ParseFloat(days, 64)
		return time.Duration(v * 24 * float64(time.Hour)), err == nil && v < 1e5
	}
	d, err := time.ParseDuration(value)
	return d, err == nil
}

// fill checks parameters against the catalog and adds the defaults.
func (f *FaultInfo) fill(given map[string]string) (map[string]string, error) {
	filled := make(map[string]string, len(f.Params))
	for i := range f.Params {
		p := &f.Params[i]
		value, ok := given[p.Name]
		if !ok {
			filled[p.Name] = p.Default
			continue
		}
		if why := p.check(value); why != "" {
			return nil, &FaultError{"params." + p.Name, why}
		}
		filled[p.Name] = value
	}
	unknown := make([]string, 0, len(given))
	for name := range given {
		if f.param(name) == nil {
			unknown = append(unknown, name)
		}
	}
	if len(unknown) > 0 {
		return nil, &FaultError{"params." + slices.Min(unknown), f.Name + " has no such parameter"}
	}
	return filled, nil
}

// param finds a parameter by its name; nil: none.
func (f *FaultInfo) param(name string) *FaultParam {
	for i := range f.Params {
		if f.Params[i].Name == name {
			return &f.Params[i]
		}
	}
	return nil
}

// The values of a rule's parameters. They were checked when the rule was added; a missing one is zero.

func (r *rule) text(name string) string { return r.Params[name] }

func (r *rule) integer(name string) int {
	v, _ := strconv.Atoi(r.Params[name])
	return v
}

func (r *rule) share(name string) float64 {
	v, _ := strconv.ParseFloat(r.Params[name], 64)
	return v
}

func (r *rule) duration(name string) time.Duration {
	v, _ := parseDuration(r.Params[name])
	return v
}

func (r *rule) flag(name string) bool { return r.Params[name] == "true" }

// time is a moment in nanoseconds; 0: none.
func (r *rule) time(name string) int64 {
	if v, err := time.Parse(time.RFC3339, r.Params[name]); err == nil {
		return v.UnixNano()
	}
	return 0
}

func (r *rule) reason(name string) Reason {
	v, _ := ParseReason(r.Params[name])
	return v
}
