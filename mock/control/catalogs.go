package control

import (
	"context"

	"github.com/mynah-sim/mynah/mock/network"
)

// catalog is a list of products and where it is linked.
type catalog struct {
	ID       string    `json:"id"`
	Name     string    `json:"name"`
	Currency string    `json:"currency"`
	WabaIDs  []string  `json:"wabaIds"`
	Products []product `json:"products"`
}

func toCatalog(c network.Catalog, wabas []network.WABA) catalog {
	out := catalog{ID: c.ID, Name: c.Name, Currency: c.Currency, WabaIDs: []string{}, Products: []product{}}
	for _, w := range wabas {
		if w.Catalog == c.ID {
			out.WabaIDs = append(out.WabaIDs, w.ID)
		}
	}
	for _, p := range c.Products {
		out.Products = append(out.Products, toProduct(p, c.Currency))
	}
	return out
}

func (b *Bench) listCatalogs(ctx context.Context, in pageIn) (page[catalog], error) {
	n := netOf(ctx)
	wabas := n.WABAs()
	all := []catalog{}
	for _, c := range n.Catalogs() {
		all = append(all, toCatalog(c, wabas))
	}
	return cut(all, in)
}
