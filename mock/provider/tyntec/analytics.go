package tyntec

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"github.com/mynah-sim/mynah/mock/network"
)

type analyticsIn struct {
	accountIn
	Body analyticsParameters
}

// analyticsParameters say what to count; nil lists are all (tyntec 4.10).
type analyticsParameters struct {
	Start       time.Time `json:"start"`
	End         time.Time `json:"end"`
	Granularity string    `json:"granularity"`
	Numbers     []string  `json:"phoneNumbers"`
	Countries   []string  `json:"countryCodes"`
	Categories  []string  `json:"pricingCategories"`
	Types       []string  `json:"pricingTypes"`
	Metrics     []string  `json:"metricTypes"`
	Dimensions  []string  `json:"dimensions"`
}

// datapoint is one span of time and one value of each dimension that was asked for.
type datapoint struct {
	Start    string   `json:"start"`
	End      string   `json:"end"`
	Number   string   `json:"phoneNumber,omitempty"`
	Country  string   `json:"country,omitempty"`
	Tier     string   `json:"tier,omitempty"`
	Type     string   `json:"pricingType,omitempty"`
	Category string   `json:"pricingCategory,omitempty"`
	Volume   *int     `json:"volume,omitempty"`
	Cost     *float64 `json:"cost,omitempty"`
}

// onlyTier is the price tier of every message: the table of prices has no others.
const onlyTier = "1:"

// pricedMessage is a delivered message as the analytics see it.
type pricedMessage struct {
	at                                time.Time
	number, country, kind, categories string
	cost                              float64
}

// pricingAnalytics counts the delivered messages of a WABA (tyntec 2.10, OP-75).
func (p *Provider) pricingAnalytics(ctx context.Context, in analyticsIn) ([]datapoint, error) {
	w, err := p.wabaFor(ctx, in.accountIn, "messages:read")
	if err != nil {
		return nil, err
	}
	counts := map[datapoint]*datapoint{}
	for _, m := range p.pricedMessages(callerOf(ctx).account, w.ID) {
		if in.Body.counts(m) {
			key := in.Body.group(m)
			if counts[key] == nil {
				counts[key] = &datapoint{Volume: new(int), Cost: new(float64)}
			}
			*counts[key].Volume++
			*counts[key].Cost += m.cost
		}
	}
	return in.Body.list(counts), nil
}

// pricedMessages are the delivered messages over the account's numbers of a WABA.
func (p *Provider) pricedMessages(account, waba string) (all []pricedMessage) {
	for _, s := range p.net.SendersOf(account, network.WhatsApp) {
		if s.WABA != waba {
			continue
		}
		messages, _ := p.net.History(account, s.ID) // the number is the account's
		for _, m := range messages {
			if at, ok := deliveredAt(m); ok && m.Direction == network.Outbound && !m.Echo {
				price := p.delivered(m).Pricing
				one := pricedMessage{at, s.ID, countryOf(m.Number), strings.ToUpper(price.Type), strings.ToUpper(price.Category), 0}
				if price.Billable {
					one.cost = p.price(account, one.country, one.categories)
				}
				all = append(all, one)
			}
		}
	}
	return all
}

func deliveredAt(m network.Message) (time.Time, bool) {
	for _, c := range m.History {
		if c.State == network.Delivered {
			return c.At, true
		}
	}
	return time.Time{}, false
}

// price is what a message costs: by country and category, else by category (tyntec OP-75).
func (p *Provider) price(account, country, category string) float64 {
	p.mu.RLock()
	defer p.mu.RUnlock()
	a := p.accounts[account]
	if a == nil {
		return 0
	}
	if cost, ok := a.prices[country+" "+category]; ok {
		return cost
	}
	return a.prices[category]
}

// counts tells whether a message is in the span and passes the filters.
func (a analyticsParameters) counts(m pricedMessage) bool {
	passes := func(filter []string, value string) bool { return filter == nil || slices.Contains(filter, value) }
	return !m.at.Before(a.Start) && m.at.Before(a.End) && passes(a.Numbers, m.number) && passes(a.Countries, m.country) &&
		passes(a.Categories, m.categories) && passes(a.Types, m.kind)
}

// group is the datapoint to which a message belongs, without its counts.
func (a analyticsParameters) group(m pricedMessage) datapoint {
	from, to := a.bucket(m.at.UTC())
	out := datapoint{Start: millis(from), End: millis(to)}
	for dimension, set := range map[string]func(){
		"COUNTRY": func() { out.Country = m.country }, "PHONE": func() { out.Number = m.number }, "TIER": func() { out.Tier = onlyTier },
		"PRICING_CATEGORY": func() { out.Category = m.categories }, "PRICING_TYPE": func() { out.Type = m.kind },
	} {
		if slices.Contains(a.Dimensions, dimension) {
			set()
		}
	}
	return out
}

// bucket is the span of time that holds a moment.
func (a analyticsParameters) bucket(at time.Time) (from, to time.Time) {
	switch a.Granularity {
	case "MONTHLY":
		from = time.Date(at.Year(), at.Month(), 1, 0, 0, 0, 0, time.UTC)
		return from, from.AddDate(0, 1, 0)
	case "DAILY":
		from = at.Truncate(24 * time.Hour)
		return from, from.AddDate(0, 0, 1)
	}
	from = at.Truncate(30 * time.Minute)
	return from, from.Add(30 * time.Minute)
}

// list puts the datapoints in order, with the metrics that were asked for.
func (a analyticsParameters) list(counts map[datapoint]*datapoint) []datapoint {
	all := []datapoint{}
	for key, counted := range counts {
		if a.Metrics == nil || slices.Contains(a.Metrics, "VOLUME") {
			key.Volume = counted.Volume
		}
		if a.Metrics == nil || slices.Contains(a.Metrics, "COST") {
			key.Cost = counted.Cost
		}
		all = append(all, key)
	}
	slices.SortFunc(all, func(x, y datapoint) int {
		return cmp.Or(cmp.Compare(x.Start, y.Start), cmp.Compare(x.Number, y.Number), cmp.Compare(x.Country, y.Country),
			cmp.Compare(x.Category, y.Category), cmp.Compare(x.Type, y.Type))
	})
	return all
}

// analytics judges the body of getPricingAnalytics.
func (j *judgement) analytics(body part) {
	start, err := time.Parse(time.RFC3339, body.at("start").text())
	end, err2 := time.Parse(time.RFC3339, body.at("end").text())
	if err == nil && err2 == nil && !end.After(start) {
		j.broken(body.at("end"), "must be after start")
	}
}
