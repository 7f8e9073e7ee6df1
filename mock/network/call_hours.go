package network

import (
	"slices"
	"strings"
	"time"
	_ "time/tzdata" // call hours are the same on every machine
)

// open tells whether a number takes calls at a time (network 3.21): inside a span of that day, its end left out; the spans of a holiday
// replace those of the week.
func (h *CallHours) open(at time.Time) bool {
	if h == nil {
		return true
	}
	if zone, err := time.LoadLocation(h.Zone); err == nil {
		at = at.In(zone)
	}
	clock, date := at.Format("1504"), at.Format(time.DateOnly)
	inside := func(from, to string) bool { return from <= clock && clock < to }
	if slices.ContainsFunc(h.Holidays, func(d CallHoliday) bool { return d.Date == date }) {
		return slices.ContainsFunc(h.Holidays, func(d CallHoliday) bool { return d.Date == date && inside(d.Open, d.Close) })
	}
	day := strings.ToUpper(at.Weekday().String())
	return slices.ContainsFunc(h.Weekly, func(d CallDay) bool { return d.Day == day && inside(d.Open, d.Close) })
}
