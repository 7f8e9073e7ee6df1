package network

import (
	"strings"
	"time"
)

// zones are the hours from UTC of the countries of populations, by calling code; elsewhere it is UTC. Winter time, all year.
var zones = map[string]int{
	"1": -5, "33": 1, "34": 1, "39": 1, "40": 2, "44": 0, "48": 1, "49": 1, "52": -6, "55": -3, "62": 7, "65": 8, "81": 9, "86": 8,
	"90": 3, "91": 5, "92": 5, "234": 1, "27": 2, "20": 2, "971": 4, "972": 2, "966": 3, "60": 8, "61": 10, "63": 8, "66": 7, "84": 7,
}

// zoneOf is the time zone of a person: of the home network's country for people of a population, else of the number.
func (h *handset) zoneOf() time.Duration {
	if h.country != 0 {
		return time.Duration(zones[countriesOf[h.country-1].code]) * time.Hour
	}
	for length := 3; length > 0; length-- {
		if hours, ok := zones[h.number[:min(length, len(h.number))]]; ok && strings.HasPrefix(h.number, h.number[:length]) {
			return time.Duration(hours) * time.Hour
		}
	}
	return 0
}

// weight is how much people do at an hour of their day: a tenth by night, everything by day (network 8.2), half between.
func weight(hour int) float64 {
	switch {
	case hour < 7:
		return 0.1
	case hour >= 8 && hour < 22:
		return 1
	}
	return 0.5
}

// awake moves what would be done at night to the next morning, as often as the hour's weight says.
func (t *tx) awake(h *handset, after time.Duration, luck uint64) time.Duration {
	local := instant(t.now() + int64(after)).Add(h.zoneOf())
	if unit(luck) < weight(local.Hour()) {
		return after
	}
	morning := time.Date(local.Year(), local.Month(), local.Day(), 8, 0, 0, 0, time.UTC)
	if local.Hour() >= 8 {
		morning = morning.Add(day)
	}
	late := time.Duration(mix(luck) % uint64(2*time.Hour)).Truncate(time.Millisecond)
	return after + morning.Sub(local) + late
}
