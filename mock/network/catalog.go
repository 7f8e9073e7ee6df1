package network

import (
	"fmt"
	"maps"
	"slices"
)

// Catalog is a list of products, linked to WABAs (network 1.1).
type Catalog struct {
	ID, Name, Currency string
	Portfolio          string // empty: none is described
	Products           []Product
}

// Product is an item of a catalog by its retailer id (network 6.1). Price is in hundredths of the currency unit.
type Product struct {
	ID, Name, Description string
	Price                 int64
	Currency              string // empty: the catalog's
	OutOfStock            bool
	Hidden                bool
	Review                string // PENDING, APPROVED, REJECTED; empty in a description: APPROVED, handed in: PENDING until reviewed
	Images                []string
	URL                   string
	OtherID               string // an outside id, where a provider has one
	Category              string
}

// The reviews of a product (network 6.1).
const (
	ReviewPending  = "PENDING"
	ReviewApproved = "APPROVED"
	ReviewRejected = "REJECTED"
)

func (p *Product) clone() Product {
	out := *p
	out.Images = slices.Clone(p.Images)
	return out
}

// sendable tells whether a product can stand in a message: approved and not hidden (network 6.1).
func (p *Product) sendable() bool {
	return p != nil && !p.Hidden && p.Review == ReviewApproved
}

// catalog is a Catalog as it runs: its products by place, in order of making, and by id.
type catalog struct {
	Catalog
	order []uint32
	by    map[string]uint32
}

// item is a Product as it runs.
type item struct {
	Product
	catalog string
	turn    uint8 // of the queue: steps of older turns are void
	gone    bool
}

// product finds an item of a catalog by its retailer id.
func (n *Network) product(c *catalog, id string) *Product {
	if place, ok := c.by[id]; ok {
		return &n.products.at(place).Product
	}
	return nil
}

// copyOfCatalog is a catalog as others see it.
func (n *Network) copyOfCatalog(c *catalog) Catalog {
	out := c.Catalog
	out.Products = make([]Product, len(c.order))
	for i, place := range c.order {
		out.Products[i] = n.products.at(place).clone()
	}
	return out
}

// Catalogs answers all catalogs, by id, their products in order of making.
func (n *Network) Catalogs() (all []Catalog) {
	n.ask(func() {
		for _, id := range slices.Sorted(maps.Keys(n.catalogs)) {
			all = append(all, n.copyOfCatalog(n.catalogs[id]))
		}
	})
	return all
}

// Catalog answers one catalog.
func (n *Network) Catalog(id string) (c Catalog, err error) {
	err = ErrCatalogUnknown
	n.ask(func() {
		if known := n.catalogs[id]; known != nil {
			c, err = n.copyOfCatalog(known), nil
		}
	})
	return c, err
}

// CatalogOf answers the catalog that a WABA has linked; ErrCatalogUnknown when it has none.
func (n *Network) CatalogOf(waba string) (c Catalog, err error) {
	err = ErrCatalogUnknown
	n.ask(func() {
		if w := n.wabas[waba]; w != nil && n.catalogs[w.Catalog] != nil {
			c, err = n.copyOfCatalog(n.catalogs[w.Catalog]), nil
		}
	})
	return c, err
}

// Product answers one item of a catalog and its currency; false when there is none.
func (n *Network) Product(catalogID, id string) (p Product, currency string, ok bool) {
	n.ask(func() {
		if c := n.catalogs[catalogID]; c != nil {
			if found := n.product(c, id); found != nil {
				p, currency, ok = found.clone(), c.currencyOf(found), true
			}
		}
	})
	return p, currency, ok
}

func (c *catalog) currencyOf(p *Product) string {
	if p.Currency != "" {
		return p.Currency
	}
	return c.Currency
}

// AddCatalog makes a catalog; its products need no review.
func (n *Network) AddCatalog(c Catalog) error {
	return n.do(func(t *tx) error {
		if n.catalogs[c.ID] != nil {
			return fmt.Errorf("catalog %q: %w", c.ID, ErrCatalogTaken)
		}
		n.loadCatalogs([]Catalog{c})
		t.append(Event{Kind: CatalogChanged, Altered: &Alteration{Name: c.ID, New: "added"}})
		return nil
	})
}

// LinkCatalog links a catalog to a WABA, whose numbers share it, or with an empty id takes the link away (network 1.1).
func (n *Network) LinkCatalog(waba, catalogID string) error {
	return n.ChangeWABA(waba, func(w WABA) WABA {
		w.Catalog = catalogID
		return w
	})
}

// loadCatalogs fills in catalogs whose products need no review.
func (n *Network) loadCatalogs(all []Catalog) {
	for _, given := range all {
		c := &catalog{Catalog: given, by: map[string]uint32{}}
		c.Products = nil
		n.catalogs[c.ID] = c
		for _, p := range given.Products {
			if p.Review == "" {
				p.Review = ReviewApproved
			}
			if place := n.keepProduct(c, p); p.Review == ReviewPending {
				(&tx{n}).planProductReview(place)
			}
		}
	}
}

// keepProduct puts a new product at the end of a catalog.
func (n *Network) keepProduct(c *catalog, p Product) uint32 {
	place := n.products.add(item{Product: p.clone(), catalog: c.ID})
	c.order = append(c.order, place)
	c.by[p.ID] = place
	return place
}
