package network

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"
)

// Habit makes a person do something by themselves: on an event, if a condition holds, after a while, with a probability (network 8.1).
// Of all rules of a person the first that matches an event, by its chance too, is followed; those of the persona come last.
type Habit struct {
	On    Occasion
	If    Condition
	After Spread
	Do    Deed
	With  float64       // probability; 0: always
	Every time.Duration // On start: done again and again; 0: once
	byDay bool          // moved out of the night, as personas live
}

// Occasion is what a rule waits for.
type Occasion string

// The occasions.
const (
	OnMessage Occasion = "message" // something is on the phone
	OnRead    Occasion = "read"    // the person has read it
	OnCall    Occasion = "call"    // a business calls
	OnInvite  Occasion = "invite"  // an api sender invites to a group
	OnStart   Occasion = "start"   // the rules were given
)

var occasions = []Occasion{OnMessage, OnRead, OnCall, OnInvite, OnStart}

// Condition narrows an occasion; empty members say nothing.
type Condition struct {
	Channel  Channel
	Sender   string   // id of a sender, or of a group
	Kinds    []string // words of Content.Kind
	Category string   // of a template: MARKETING, UTILITY, AUTHENTICATION
	Text     string   // stands in the words, in any case
	Pattern  string   // RE2, found in the words
	Buttons  bool     // there is something to tap
	From     int      // not before the so-manieth message of the chat
	pattern  *regexp.Regexp
}

// Spread is how long something takes: always P50, or with a P95 lognormal between them (network 0.3).
type Spread struct{ P50, P95 time.Duration }

// HabitError says what is wrong with which rule, by its place from 0.
type HabitError struct {
	Place  int
	Member string
	Text   string
}

func (e *HabitError) Error() string { return fmt.Sprintf("rule %d, %s: %s", e.Place, e.Member, e.Text) }

// PutHabits replaces all rules of a person. What was set off by the old ones does not happen any more. A rule that cannot be is a
// *HabitError.
func (n *Network) PutHabits(number string, rules []Habit) error {
	rules = slices.Clone(rules)
	for i := range rules {
		if err := rules[i].compile(i); err != nil {
			return err
		}
	}
	return n.do(func(t *tx) error {
		h := t.person(number)
		if h == nil {
			return ErrHandsetUnknown
		}
		more := h.rest()
		more.rules = rules
		more.rulesGiven++
		t.append(Event{Kind: HandsetChanged, Number: number, Text: fmt.Sprintf("%d rules", len(rules))})
		for i, r := range rules {
			if r.On == OnStart {
				t.plan(t.takes(h, OnStart, 0, i, &rules[i]), t.deed(n.numbers[number], OnStart, 0, i, more.rulesGiven))
			}
		}
		return nil
	})
}

// Habits answers the rules that a person was given.
func (n *Network) Habits(number string) (rules []Habit, err error) {
	err = ErrHandsetUnknown
	n.ask(func() {
		if h := n.person(number); h != nil {
			err = nil
			if h.more != nil {
				rules = slices.Clone(h.more.rules)
			}
		}
	})
	return rules, err
}

// compile checks a rule and prepares it.
func (r *Habit) compile(i int) error {
	switch {
	case !slices.Contains(occasions, r.On):
		return &HabitError{i, "on", fmt.Sprintf("%q is no occasion", r.On)}
	case verbs[r.Do.Verb] == nil:
		return &HabitError{i, "do", fmt.Sprintf("%q is no verb", r.Do.Verb)}
	case r.With < 0 || r.With > 1:
		return &HabitError{i, "with", "a probability is within 0 and 1"}
	case r.After.P50 < 0 || r.After.P95 < 0 || r.After.P95 > 0 && r.After.P95 < r.After.P50:
		return &HabitError{i, "after", "the 95th percentile is not below the median"}
	case r.Every != 0 && r.On != OnStart:
		return &HabitError{i, "every", "only a start is repeated"}
	}
	var err error
	if r.If.Pattern != "" {
		if r.If.pattern, err = regexp.Compile(r.If.Pattern); err != nil {
			return &HabitError{i, "if.pattern", err.Error()}
		}
	}
	for _, answer := range r.Do.Answers {
		if _, err := regexp.Compile(answer.Pattern); err != nil {
			return &HabitError{i, "do.answers", err.Error()}
		}
	}
	return nil
}

// happen lets an occasion move a person: the first rule that matches is planned. place is the message, the call or the group.
func (t *tx) happen(person uint32, on Occasion, place uint32) {
	h := t.n.people.at(person)
	own, rest := h.ownRules(), t.n.lives(h).rules
	if len(own)+len(rest) == 0 {
		return
	}
	for i := range len(own) + len(rest) {
		r := ruleAt(own, rest, i)
		if r.On == on && t.holds(r.If, on, place) && t.comesUp(h, on, place, i, r.With) {
			t.plan(t.takes(h, on, place, i, r), t.deed(person, on, place, i, h.rulesGiven()))
			return
		}
	}
}

func (h *handset) ownRules() []Habit {
	if h.more == nil {
		return nil
	}
	return h.more.rules
}

func (h *handset) rulesGiven() uint16 {
	if h.more == nil {
		return 0
	}
	return h.more.rulesGiven
}

func ruleAt(own, rest []Habit, i int) *Habit {
	if i < len(own) {
		return &own[i]
	}
	return &rest[i-len(own)]
}

// deed is the step that carries out a rule: b holds the person, how often rules were given, the occasion, and the place of the rule.
func (t *tx) deed(person uint32, on Occasion, place uint32, rule int, given uint16) step {
	b := uint64(person)<<32 | uint64(given)<<16 | uint64(slices.Index(occasions, on))<<12 | uint64(rule)
	return step{what: stepDeed, a: place, b: b}
}

// follow carries a rule out, unless the person has got other rules meanwhile.
func (t *tx) follow(place uint32, b uint64) {
	person, given, on, i := uint32(b>>32), uint16(b>>16), occasions[b>>12&0xf], int(b&0xfff)
	h := t.n.people.at(person)
	own, rest := h.ownRules(), t.n.lives(h).rules
	if given != h.rulesGiven() || i >= len(own)+len(rest) {
		return
	}
	r := ruleAt(own, rest, i)
	t.doDeed(deedOf{person: person, on: on, place: place, rule: i}, r.Do)
	if r.Every > 0 {
		t.plan(r.Every, t.deed(person, on, place, i, given))
	}
}

// messageOf is the message of an occasion; nil when it is about none.
func (n *Network) messageOf(on Occasion, place uint32) *message {
	if on != OnMessage && on != OnRead || place == 0 {
		return nil
	}
	return n.messages.at(place)
}

// holds tells whether a condition is met.
func (t *tx) holds(c Condition, on Occasion, place uint32) bool {
	m := t.n.messageOf(on, place)
	if m == nil {
		return c.Sender == "" && c.Channel == 0 && len(c.Kinds) == 0 && c.Text == "" && c.pattern == nil && !c.Buttons
	}
	ch := t.n.chats.at(m.chat)
	s := t.n.senders[ch.sender-1]
	words := m.content.Words()
	switch {
	case c.Channel != 0 && c.Channel != s.Channel,
		c.Sender != "" && c.Sender != s.ID && c.Sender != t.n.people.at(ch.person).number,
		len(c.Kinds) > 0 && !slices.Contains(c.Kinds, m.content.Kind()),
		c.Category != "" && c.Category != t.n.categoryOf(s, m.content),
		c.Text != "" && !strings.Contains(strings.ToLower(words), strings.ToLower(c.Text)),
		c.pattern != nil && !c.pattern.MatchString(words),
		c.Buttons && len(t.n.choicesOf(s, m.content)) == 0,
		int(m.nth) < c.From:
		return false
	}
	return true
}

// comesUp draws whether a rule is followed: by person, occasion and rule, whatever else happens.
func (t *tx) comesUp(h *handset, on Occasion, place uint32, rule int, with float64) bool {
	return with == 0 || with >= 1 || unit(t.luck(h, forDeeds, on, place, rule)) < with
}

// takes is how long a rule waits. What a persona does by night mostly waits for the morning.
func (t *tx) takes(h *handset, on Occasion, place uint32, rule int, r *Habit) time.Duration {
	after := r.After.P50
	if r.After.P95 > 0 && r.After.P50 > 0 {
		drawn := lognormal(t.luck(h, forDeedTimes, on, place, rule), r.After.P50.Seconds(), r.After.P95.Seconds())
		after = seconds(drawn)
	}
	if r.byDay {
		after = t.awake(h, after, t.luck(h, forNights, on, place, rule))
	}
	return after
}

// luck is the draw of one occasion: named by the chat and the number of its message, by the call, the group, or the person alone.
func (t *tx) luck(h *handset, p purpose, on Occasion, place uint32, rule int) uint64 {
	nth := uint64(slices.Index(occasions, on))<<12 | uint64(rule)
	if m := t.n.messageOf(on, place); m != nil {
		return draw(t.n.seed, p, t.n.chats.at(m.chat).entity^mix(h.entity()), uint64(m.nth)<<16|nth)
	}
	cause := uint64(h.rulesGiven())
	switch on {
	case OnCall:
		cause = entityOf(t.n.calls.at(place).ID.String())
	case OnInvite:
		cause = entityOf(t.n.people.at(place).number)
	}
	return draw(t.n.seed, p, h.entity()^mix(cause), nth)
}

func (h *handset) entity() uint64 { return entityOf(h.number) }
