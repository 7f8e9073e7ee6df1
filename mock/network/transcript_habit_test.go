package network

import (
	"strconv"
	"strings"
	"time"

	"github.com/cockroachdb/datadriven"
	"github.com/stretchr/testify/require"
)

// habitVerbs are the commands of rules, personas and populations.
func (s *session) habitVerbs() map[string]func(*datadriven.TestData) error {
	return map[string]func(*datadriven.TestData) error{
		"habits": s.habits, "persona": s.persona, "populate": s.populate, "person": s.personShown,
	}
}

// habits: one rule a line, as members: on=message if.text=hello after=2s do=reply text=Hi with=0.5.
func (s *session) habits(d *datadriven.TestData) error {
	var rules []Habit
	for line := range strings.Lines(d.Input) {
		rules = append(rules, s.habit(line))
	}
	return s.n.PutHabits(s.number(d, "of"), rules)
}

func (s *session) habit(line string) (r Habit) {
	length := func(value string) time.Duration {
		v, err := time.ParseDuration(value)
		require.NoError(s.t, err)
		return v
	}
	for _, member := range strings.Fields(line) {
		key, value, _ := strings.Cut(member, "=")
		switch key {
		case "on":
			r.On = Occasion(value)
		case "after":
			r.After.P50 = length(value)
		case "every":
			r.Every = length(value)
		case "with":
			r.With, _ = strconv.ParseFloat(value, 64)
		case "if.text":
			r.If.Text = value
		case "if.pattern":
			r.If.Pattern = value
		case "if.kind":
			r.If.Kinds = strings.Split(value, "|")
		case "if.category":
			r.If.Category = value
		case "if.from":
			r.If.From, _ = strconv.Atoi(value)
		case "if.buttons":
			r.If.Buttons = true
		case "if.on":
			r.If.Channel, _ = ParseChannel(value)
		default:
			s.deed(&r.Do, key, value, length)
		}
	}
	return r
}

func (s *session) deed(d *Deed, key, value string, length func(string) time.Duration) {
	switch key {
	case "do":
		d.Verb = value
	case "text":
		d.Text = value
	case "answer":
		pattern, text, _ := strings.Cut(value, ":")
		d.Answers = append(d.Answers, KeywordAnswer{pattern, text})
	case "choice":
		d.Choice = value
	case "length":
		d.Length = length(value)
	case "gap":
		d.Gap = length(value)
	case "count":
		d.Count, _ = strconv.Atoi(value)
	case "sender":
		d.Sender = s.numberOf(value)
	case "number":
		d.Number = value
	case "mccmnc":
		d.MCCMNC = value
	case "app":
		d.App, _ = ParseChannel(value)
	case "emoji":
		d.Emoji = value
	case "values":
		d.Values = value
	case "kind":
		d.Kind = value
	case "code":
		d.Code = value
	case "coverage":
		d.Away = Coverage(value)
	case "data":
		d.Data = Data(value)
	case "options":
		d.Options = strings.Split(value, "|")
	case "catalog":
		d.Catalog = value
	case "item":
		d.Items = append(d.Items, OrderItem{Product: value, Quantity: 2})
	case "on-channel":
		d.Channel, _ = ParseChannel(value)
	case "hops":
		d.Hops, _ = strconv.Atoi(value)
	default:
		require.Fail(s.t, "no such member", key)
	}
}

func (s *session) persona(d *datadriven.TestData) error {
	return s.n.ChangeHandset(s.number(d, "of"), func(h Handset) Handset {
		h.Persona = s.text(d, "is")
		return h
	})
}

func (s *session) populate(d *datadriven.TestData) error {
	count, err := strconv.Atoi(s.text(d, "count"))
	require.NoError(s.t, err)
	p := PopulationFor(count)
	if prefix := s.text(d, "prefix"); prefix != "" {
		p.Prefix = prefix
	}
	return s.n.Populate(p)
}

// personShown says who a number is.
func (s *session) personShown(d *datadriven.TestData) error {
	h, err := s.n.Handset(s.number(d, "number"))
	if err != nil {
		return err
	}
	s.say("%s %v persona=%s receipts=%v %s", h.Line, h.Apps, h.Persona, !h.NoReceipts, h.MCCMNC)
	return nil
}
