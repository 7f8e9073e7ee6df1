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

type product struct {
	ProductID    string `json:"productId"`
	Name         string `json:"name"`
	Description  string `json:"description,omitempty"`
	Price        string `json:"price"`
	Availability string `json:"availability"`
	Review       string `json:"review"`
	Hidden       bool   `json:"hidden"`
}

func toCatalog(c network.Catalog, wabas []network.WABA) catalog {
	out := catalog{ID: c.ID, Name: c.Name, Currency: c.Currency, WabaIDs: []string{}, Products: []product{}}
	for _, w := range wabas {
		if w.Catalog == c.ID {
			out.WabaIDs = append(out.WabaIDs, w.ID)
		}
	}
	for _, p := range c.Products {
		stock := "in stock"
		if p.OutOfStock {
			stock = "out of stock"
		}
		out.Products = append(out.Products, product{
			p.ID, p.Name, p.Description, price(p.Price), stock, orWord(p.Review, "APPROVED"), p.Hidden,
		})
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
