package load

import (
	"context"
	"math/rand/v2"
	"strconv"
	"time"

	"github.com/mynah-sim/mynah/mock/network"
)

// town is a world in which everything can happen: an api sender, a linked one with its phone, SMS and Viber, people, and a population.
type town struct {
	net     *network.Network
	checker *network.Checker
	pcg     *rand.PCG
	dice    *rand.Rand
	did     string // the last command

	people  []string
	sent    []network.ID
	written []network.ID
	calls   []network.ID
	groups  []string
}

const (
	shop     = "49100"
	shopSMS  = "49200"
	shopText = "71045"
	team     = "49300"
)

func newTown(seed uint64) (*town, error) {
	w := &town{pcg: rand.NewPCG(seed, 1)}
	w.dice = rand.New(w.pcg)
	presets := []network.Latency{network.Steady, network.Instant, network.Fast, network.Typical, network.Slow}
	n, err := network.New(network.Config{
		Seed: seed, Latency: presets[w.dice.IntN(len(presets))], LogSize: 1 << 22,
		Accounts: []network.Account{
			{ID: "shop", Label: "x", Options: network.AccountOptions{TTL: 24 * time.Hour, ReportExpiry: w.chance(2), DispatchDelay: w.chance(2)}},
			{ID: "team", Label: "y", Options: network.AccountOptions{PassEdit: true, PassRevoke: true}},
		},
		WABAs: []network.WABA{{ID: "w1", Catalog: "c1"}},
		Senders: []network.Sender{
			{ID: shop, Channel: network.WhatsApp, Account: "shop", WABA: "w1", Name: "Shop"},
			{ID: shopSMS, Channel: network.SMS, Account: "shop", Kind: "long"},
			{ID: shopText, Channel: network.Viber, Account: "shop", Name: "Shop"},
			{ID: team, Channel: network.WhatsApp, Account: "team", Kind: "linked", Name: "Team"},
		},
		Handsets: handsets(), Templates: templates(), Catalogs: []network.Catalog{{ID: "c1", Currency: "EUR", Products: []network.Product{
			{ID: "SKU-1", Name: "Lamp", Price: 1990}, {ID: "SKU-2", Name: "Bulb", Price: 490},
		}}},
	})
	if err != nil {
		return nil, err
	}
	w.net, w.checker = n, network.NewChecker(n)
	p := network.PopulationFor(1000)
	p.WindowOpen = 0 // those that are open at the start stand in no event
	if err := n.Populate(p); err != nil {
		return nil, err
	}
	for _, h := range handsets() {
		w.people = append(w.people, h.Number)
	}
	for i := range 12 {
		w.people = append(w.people, p.Number(i))
	}
	return w, nil
}

func handsets() (all []network.Handset) {
	everything := []network.Channel{network.WhatsApp, network.SMS, network.Viber}
	for i, persona := range append(network.Personas(), "", "", "") {
		h := network.Handset{Number: "4917000000" + strconv.Itoa(10+i), Name: "Person " + strconv.Itoa(i), Apps: everything, Persona: persona}
		h.NoReceipts = i%5 == 4
		all = append(all, h)
	}
	return append(all, network.Handset{Number: team, Name: "Team phone", Apps: everything})
}

func templates() []network.Template {
	return []network.Template{
		{WABA: "w1", Name: "order_update", Language: "en", Category: "UTILITY", Status: "APPROVED", Body: "Order {{1}} is ready"},
		{WABA: "w1", Name: "promo", Language: "en", Category: "MARKETING", Status: "APPROVED", Body: "Hello {{1}}",
			Buttons: []network.TemplateButton{{Type: "QUICK_REPLY", Text: "Yes"}, {Type: "QUICK_REPLY", Text: "No"}}},
		{WABA: "w1", Name: "code", Language: "en", Category: "AUTHENTICATION", Status: "APPROVED", Body: "{{1}} is your code"},
	}
}

// chance is true once in n times.
func (w *town) chance(n int) bool { return w.dice.IntN(n) == 0 }

func pick[T any](w *town, all []T) (v T) {
	if len(all) == 0 {
		return v
	}
	return all[w.dice.IntN(len(all))]
}

// recent prefers what came last: old things are mostly over.
func recent[T any](w *town, all []T) (v T) {
	return pick(w, all[max(0, len(all)-10):])
}

// act makes one random command. What the network refuses is refused.
func (w *town) act(ctx context.Context) {
	acts := []struct {
		name   string
		weight int
		do     func(context.Context)
	}{
		{"advance", 22, w.advance}, {"send", 24, w.send}, {"write", 14, w.write}, {"read", 8, w.read}, {"tap", 3, w.tap},
		{"edit or revoke", 4, w.change}, {"condition", 8, w.condition}, {"block", 3, w.block}, {"group", 5, w.group}, {"call", 5, w.call},
		{"link", 2, w.link}, {"sender", 2, w.sender}, {"person", 2, w.person}, {"habits", 2, w.habits}, {"cancel", 1, w.cancel},
		{"mark", 4, w.mark}, {"presence", 2, w.presence},
	}
	total := 0
	for _, a := range acts {
		total += a.weight
	}
	at := w.dice.IntN(total)
	for _, a := range acts {
		if at < a.weight {
			w.did = a.name
			a.do(ctx)
			return
		}
		at -= a.weight
	}
}

func (w *town) advance(ctx context.Context) {
	spans := []time.Duration{0, 50 * time.Millisecond, time.Second, 10 * time.Second, time.Minute, time.Hour, 9 * time.Hour, 30 * time.Hour}
	span := pick(w, spans)
	_, _ = w.net.Advance(ctx, network.Until{By: span + time.Duration(w.dice.IntN(1000))*time.Millisecond})
}
