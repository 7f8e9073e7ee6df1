package network

import (
	"maps"
	"slices"
	"strconv"
	"strings"
)

// property is something about a sender that changes by itself, by a fault or by the bench, and whose change is told (network 1.2, 3.10
// to 3.12).
type property struct {
	name string
	get  func(*Sender) string
	set  func(*Sender, string)
}

var properties = []property{
	{"state", func(s *Sender) string { return string(s.State) }, func(s *Sender, v string) { s.State = SenderState(v) }},
	{"quality", func(s *Sender) string { return s.Quality }, func(s *Sender, v string) { s.Quality = v }},
	{"limit", func(s *Sender) string { return s.Limit }, func(s *Sender, v string) { s.Limit = v }},
	{"tier", func(s *Sender) string { return s.Tier }, func(s *Sender, v string) { s.Tier = v }},
	{"restricted", func(s *Sender) string { return strconv.FormatBool(s.Restricted) }, func(s *Sender, v string) { s.Restricted = v == "true" }},
	{"flagged", func(s *Sender) string { return strconv.FormatBool(s.Flagged) }, func(s *Sender, v string) { s.Flagged = v == "true" }},
	{"throughput", func(s *Sender) string { return strconv.Itoa(s.Throughput()) }, func(s *Sender, v string) { s.PerSecond, _ = strconv.Atoi(v) }},
	{"name", func(s *Sender) string { return s.Name }, func(s *Sender, v string) { s.Name = v }},
	{"nameStatus", func(s *Sender) string { return s.NameStatus }, func(s *Sender, v string) { s.NameStatus = v }},
	{"catalog", func(s *Sender) string { return s.Catalog }, func(s *Sender, v string) { s.Catalog = v }},
	{"catalogShown", func(s *Sender) string { return strconv.FormatBool(s.CatalogShown) }, func(s *Sender, v string) { s.CatalogShown = v == "true" }},
	{"cartOff", func(s *Sender) string { return strconv.FormatBool(s.CartOff) }, func(s *Sender, v string) { s.CartOff = v == "true" }},
	{"calling", func(s *Sender) string { return strconv.FormatBool(s.Calling.On) }, func(s *Sender, v string) { s.Calling.On = v == "true" }},
	{"identityCheck", func(s *Sender) string { return strconv.FormatBool(s.IdentityCheck) }, func(s *Sender, v string) { s.IdentityCheck = v == "true" }},
	{"welcome", func(s *Sender) string { return strconv.FormatBool(s.Welcome) }, func(s *Sender, v string) { s.Welcome = v == "true" }},
	{"troubles", troubleNames, func(s *Sender, v string) { s.Troubles = troublesNamed(v) }},
}

func troubleNames(s *Sender) string {
	names := make([]string, len(s.Troubles))
	for i, r := range s.Troubles {
		names[i] = r.String()
	}
	return strings.Join(names, ",")
}

func troublesNamed(names string) (all []Reason) {
	for name := range strings.SplitSeq(names, ",") {
		if r, ok := ParseReason(name); ok {
			all = append(all, r)
		}
	}
	return all
}

// turn changes a property of a sender and tells it, with the old value and the new one. It answers the old one.
func (t *tx) turn(s *sender, name, value string) (old string) {
	i := slices.IndexFunc(properties, func(p property) bool { return p.name == name })
	before := s.Sender
	if old = properties[i].get(&before); old != value {
		properties[i].set(&s.Sender, value)
		t.senderTurned(s, before, "")
	}
	return old
}

// senderTurned tells what has changed since before: one event for each property, or one without any when it is none of those. Red for
// a day is flagged, and no longer red is not (network 3.12).
func (t *tx) senderTurned(s *sender, before Sender, why string) {
	told := false
	for _, p := range properties {
		if was, is := p.get(&before), p.get(&s.Sender); was != is {
			t.append(Event{Kind: SenderChanged, Account: s.Account, Channel: s.Channel, Sender: s.ID, Altered: &Alteration{
				WABA: s.WABA, Property: p.name, Old: was, New: is, Why: why,
			}})
			told = true
		}
	}
	if !told {
		t.append(Event{Kind: SenderChanged, Account: s.Account, Channel: s.Channel, Sender: s.ID})
	}
	switch {
	case before.Quality == s.Quality:
	case s.Quality == "RED":
		s.redSince = t.now()
		t.plan(flaggedAfter, step{what: stepFlag, a: s.place})
	case s.Flagged:
		t.turn(s, "flagged", "false")
	}
	t.unpark(s)
}

// flag marks a number that has been red for a day.
func (t *tx) flag(place uint32) {
	if s := t.n.senders[place-1]; !s.gone && s.Quality == "RED" && t.now() >= s.redSince+int64(flaggedAfter) {
		t.turn(s, "flagged", "true")
	}
}

// troubleAt is the first of the troubles of a sender or a person that is found by a check of network 3.19.
func troubleAt(key string, at stage, s *sender, h *handset) Reason {
	for _, r := range s.Troubles {
		if r.foundBy(key, at, s.Channel) {
			return r
		}
	}
	if h.more != nil {
		for _, r := range h.more.troubles {
			if r.foundBy(key, at, s.Channel) {
				return r
			}
		}
	}
	return NoReason
}

// foundBy tells whether a reason is found by a check on a channel.
func (r Reason) foundBy(key string, at stage, c Channel) bool {
	f := r.foundAt()
	return f.key == key && f.stage == at && r.Channel() == c
}

// checkAllowed judges whom a test number may write to (network 3.17).
func checkAllowed(_ *tx, s *sender, d *Draft, _ *handset, _ *chat) Reason {
	if s.Channel == WhatsApp && s.Allowed != nil && !slices.Contains(s.Allowed, d.To) {
		return NotListed
	}
	return NoReason
}

// barred tells whether a number's line of business is not let to a person's country (network 1.5).
func (s *sender) barred(number string) bool {
	return slices.ContainsFunc(s.Barred, func(code string) bool { return strings.HasPrefix(number, code) })
}

// sortedKeys are the keys of a map in order.
func sortedKeys[V any](all map[string]V) []string { return slices.Sorted(maps.Keys(all)) }
