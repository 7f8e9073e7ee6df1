package control

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"slices"

	"github.com/mynah-sim/mynah/mock/network"
)

type populateIn struct {
	Body struct {
		Count                                                             int
		Prefix                                                            string
		Personas                                                          map[string]float64
		WhatsApp, Viber, OnlySMS, NotMobile, Online, OptedOut, WindowOpen *float64
		Countries                                                         *int
		Latency                                                           string
	}
}

// population is what people a number block has.
type population struct {
	Count      int                `json:"count"`
	First      string             `json:"first"`
	Last       string             `json:"last"`
	Personas   map[string]float64 `json:"personas"`
	WhatsApp   float64            `json:"whatsapp"`
	Viber      float64            `json:"viber"`
	OnlySMS    float64            `json:"onlySms"`
	NotMobile  float64            `json:"notMobile"`
	Online     float64            `json:"online"`
	OptedOut   float64            `json:"optedOut"`
	WindowOpen float64            `json:"windowOpen"`
	Countries  int                `json:"countries"`
}

// Status implements wire's choice among several successes.
func (population) Status() int { return http.StatusCreated }

func toPopulation(p network.Population) population {
	out := population{
		Count: p.Count, First: p.Number(0), Last: p.Number(p.Count - 1), Personas: map[string]float64{}, WhatsApp: p.WhatsApp,
		Viber: p.Viber, OnlySMS: p.OnlySMS, NotMobile: p.NotMobile, Online: p.Online, OptedOut: p.OptedOut,
		WindowOpen: p.WindowOpen, Countries: p.Countries,
	}
	for _, s := range p.Mix {
		out.Personas[s.Persona] += s.Weight
	}
	return out
}

// populate makes many people; what the body leaves out is that of a population of this size (network 8.3).
func (b *Bench) populate(ctx context.Context, in populateIn) (population, error) {
	n, body := netOf(ctx), in.Body
	p := network.PopulationFor(body.Count)
	p.Prefix = cmp.Or(body.Prefix, p.Prefix)
	set(&p.WhatsApp, body.WhatsApp)
	set(&p.Viber, body.Viber)
	set(&p.OnlySMS, body.OnlySMS)
	set(&p.NotMobile, body.NotMobile)
	set(&p.Online, body.Online)
	set(&p.OptedOut, body.OptedOut)
	set(&p.WindowOpen, body.WindowOpen)
	set(&p.Countries, body.Countries)
	if body.Personas != nil {
		p.Mix = nil
		for _, name := range slices.Sorted(maps.Keys(body.Personas)) {
			p.Mix = append(p.Mix, network.Share{Persona: name, Weight: body.Personas[name]})
		}
	}
	err := n.Populate(p)
	if wrong, ok := errors.AsType[*network.HabitError](err); ok {
		return population{}, refuse("/"+wrong.Member, "value", "%s", wrong.Text)
	}
	if err != nil {
		return population{}, fmt.Errorf("population from %s: %w", p.Number(0), err)
	}
	if l, ok := network.ParseLatency(body.Latency); ok && body.Latency != "" {
		n.SetLatency(l)
	}
	return toPopulation(p), nil
}
