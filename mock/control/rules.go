package control

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/mynah-sim/mynah/mock/network"
	"github.com/mynah-sim/mynah/mock/wire"
)

type rulesIn struct {
	Number string `path:"number"`
	Body   struct{ Rules []rule }
}

// rule is a line of network 8.1: on ... if ... after ... do ... with.
type rule struct {
	On    string
	If    ruleCondition
	After json.RawMessage // a time, or a spread
	Do    ruleDeed
	With  *float64
	Every string
}

type ruleCondition struct {
	Channel, Sender, Category, Text, Pattern string
	Kinds                                    []string
	Buttons                                  bool
	From                                     int
}

// ruleDeed is a verb and what it needs; the document says which verb knows what.
type ruleDeed struct {
	Verb, Text, Choice, Emoji, CatalogID, Gap, Length, Data, Coverage, Number, MCCMNC, App, Sender, Channel string
	Reason, Invite, Group, Code, Source, Kind                                                               string
	Texts, Options                                                                                          []string
	Answers                                                                                                 []struct{ Pattern, Text string }
	Values                                                                                                  json.RawMessage
	Hops, Count                                                                                             int
	Latitude, Longitude                                                                                     *float64
	Contacts                                                                                                []contact
	Items                                                                                                   []item
	Barred, ForGood                                                                                         bool
}

func (b *Bench) putHandsetRules(ctx context.Context, in rulesIn) (wire.Empty, error) {
	var habits []network.Habit
	for i, r := range in.Body.Rules {
		habit, err := r.habit(fmt.Sprintf("/rules/%d", i))
		if err != nil {
			return wire.Empty{}, err
		}
		habits = append(habits, habit)
	}
	err := netOf(ctx).PutHabits(in.Number, habits)
	if wrong, ok := errors.AsType[*network.HabitError](err); ok {
		return wire.Empty{}, refuse(fmt.Sprintf("/rules/%d", wrong.Place), "rule", "%s: %s", wrong.Member, wrong.Text)
	}
	if err != nil {
		return wire.Empty{}, fmt.Errorf("number %q: %w", in.Number, err)
	}
	return wire.Empty{}, nil
}

// habit is the rule in the network's words; at is its place in the body.
func (r rule) habit(at string) (h network.Habit, err error) {
	h = network.Habit{On: network.Occasion(r.On), If: r.If.condition()}
	if r.With != nil {
		h.With = *r.With
		if h.With == 0 {
			return h, refuse(at+"/with", "exclusiveMinimum", "a rule that is never followed")
		}
	}
	if h.After, err = spread(at+"/after", r.After); err != nil {
		return h, err
	}
	if h.Every, err = duration(at+"/every", r.Every, 0); err != nil {
		return h, err
	}
	h.Do, err = r.Do.deed(at + "/do")
	return h, err
}

func (c ruleCondition) condition() network.Condition {
	return network.Condition{
		Channel: channel(c.Channel), Sender: c.Sender, Kinds: c.Kinds, Category: c.Category, Text: c.Text, Pattern: c.Pattern,
		Buttons: c.Buttons, From: c.From,
	}
}

// spread reads a time, or the two times between which it lies.
func spread(at string, raw json.RawMessage) (s network.Spread, err error) {
	if len(raw) == 0 {
		return s, nil
	}
	var one string
	var two struct{ P50, P95 string }
	if json.Unmarshal(raw, &one) == nil {
		s.P50, err = duration(at, one, 0)
		return s, err
	}
	_ = json.Unmarshal(raw, &two) // the document lets only these two forms through
	if s.P50, err = duration(at+"/p50", two.P50, 0); err == nil {
		s.P95, err = duration(at+"/p95", two.P95, 0)
	}
	return s, err
}

func (d ruleDeed) deed(at string) (out network.Deed, err error) {
	out = network.Deed{
		Verb: d.Verb, Text: d.Text, Texts: d.Texts, Choice: d.Choice, Options: d.Options, Emoji: d.Emoji, Hops: d.Hops,
		Cards: toCards(d.Contacts), Catalog: d.CatalogID, Count: d.Count, Data: dataWords[d.Data], Away: coverageWords[d.Coverage],
		Barred: d.Barred, Number: d.Number, MCCMNC: d.MCCMNC, App: channel(d.App), Sender: d.Sender, Channel: channel(d.Channel),
		Reason: d.Reason, ForGood: d.ForGood, Invite: d.Invite, Group: d.Group, Code: d.Code, Source: d.Source, Kind: d.Kind,
	}
	for _, a := range d.Answers {
		out.Answers = append(out.Answers, network.KeywordAnswer(a))
	}
	for _, i := range d.Items {
		out.Items = append(out.Items, network.OrderItem{Product: i.ProductID, Quantity: i.Quantity})
	}
	if len(d.Values) > 0 {
		out.Values = compact(d.Values)
	}
	if d.Latitude != nil && d.Longitude != nil {
		out.Point = &network.Location{Latitude: *d.Latitude, Longitude: *d.Longitude}
	}
	if out.Gap, err = duration(at+"/gap", d.Gap, 0); err == nil {
		out.Length, err = duration(at+"/length", d.Length, 0)
	}
	return out, err
}
