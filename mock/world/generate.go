package world

import (
	"hash/fnv"
	"math/rand/v2"
	"slices"

	"github.com/brianvoe/gofakeit/v6"

	"github.com/mynah-sim/mynah/mock/network"
)

// The bounds of a made-up price, in hundredths.
const (
	cheapest = 199
	dearest  = 19_999
)

// named gives a name to everybody who has none.
func named(people []network.Handset, seed uint64) []network.Handset {
	people = slices.Clone(people)
	for i := range people {
		if h := &people[i]; h.Name == "" {
			h.Name = faker(seed, "person", h.Number).Name()
		}
	}
	return people
}

// stocked fills in products without a name.
func stocked(catalogs []network.Catalog, seed uint64) []network.Catalog {
	catalogs = slices.Clone(catalogs)
	for i := range catalogs {
		catalogs[i].Products = slices.Clone(catalogs[i].Products)
		for j := range catalogs[i].Products {
			if p := &catalogs[i].Products[j]; p.Name == "" {
				fill(p, faker(seed, "product", catalogs[i].ID+" "+p.ID))
			}
		}
	}
	return catalogs
}

// fill makes up a product. All is drawn, needed or not, so that writing one member into the file leaves the others as they were.
func fill(p *network.Product, f *gofakeit.Faker) {
	name, description, price := f.ProductName(), f.ProductDescription(), f.Number(cheapest, dearest)
	p.Name = name
	if p.Description == "" {
		p.Description = description
	}
	if p.Price == 0 {
		p.Price = int64(price)
	}
}

// faker draws for one entity. The stream depends on nothing else, so who is added changes nobody (network 0.3).
func faker(seed uint64, purpose, entity string) *gofakeit.Faker {
	h := fnv.New64a()
	h.Write([]byte(purpose + " " + entity))
	return gofakeit.NewCustom(source{rand.NewPCG(seed, h.Sum64())})
}

// source is the stream in the form that gofakeit takes.
type source struct{ *rand.PCG }

// Int63 is the upper part of the next number.
func (s source) Int63() int64 { return int64(s.Uint64() >> 1) }

// Seed starts the stream anew.
func (s source) Seed(seed int64) { s.PCG.Seed(uint64(seed), 0) }

// Alive gives the people of a world, who are made when they are touched, names, and words for what they say by themselves
// (network 8.1, 8.3).
func Alive(c network.Config) network.Config {
	c.Named = func(luck uint64) string { return drawn(luck).Name() }
	c.Says = func(luck uint64) string { return drawn(luck).Question() }
	return c
}

// drawn draws for one draw of the network.
func drawn(luck uint64) *gofakeit.Faker { return gofakeit.NewCustom(source{rand.NewPCG(luck, 0)}) }
