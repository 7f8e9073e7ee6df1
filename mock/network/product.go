package network

import (
	"fmt"
	"slices"
	"strconv"
)

// PutProducts adds products to a catalog, or replaces those of the same retailer ids, in their order. Without a Review they are
// reviewed again: PENDING, then APPROVED after hop L29 (network 6.1); with one they have it.
func (n *Network) PutProducts(catalogID string, all ...Product) error {
	return n.do(func(t *tx) error {
		c := n.catalogs[catalogID]
		if c == nil {
			return fmt.Errorf("catalog %q: %w", catalogID, ErrCatalogUnknown)
		}
		for _, p := range all {
			t.putProduct(c, p)
		}
		return nil
	})
}

func (t *tx) putProduct(c *catalog, p Product) {
	review := p.Review
	place, known := c.by[p.ID]
	if known {
		p.Review = t.n.products.at(place).Review
		t.alterProduct(place, p)
	} else {
		p.Review = ""
		place = t.n.keepProduct(c, p)
		t.productTurned(place, "", "", "added")
	}
	if review != "" {
		t.setReview(place, review)
		return
	}
	t.setReview(place, ReviewPending)
	t.planProductReview(place)
}

// planProductReview plans the approval of a product that waits for it (hop L29).
func (t *tx) planProductReview(place uint32) {
	it := t.n.products.at(place)
	wait := t.n.latency.of(t.n.seed, HopProduct, entityOf(it.catalog, it.ID), uint64(it.turn))
	t.plan(wait, step{what: stepProduct, turn: it.turn, a: place})
}

// reviewed approves a product whose review is over.
func (t *tx) reviewed(s step) {
	if it := t.n.products.at(s.a); it.turn == s.turn && !it.gone && it.Review == ReviewPending {
		t.setReview(s.a, ReviewApproved)
	}
}

// setReview gives a product a review and voids the one that was planned.
func (t *tx) setReview(place uint32, to string) {
	it := t.n.products.at(place)
	it.turn++
	if was := it.Review; was != to {
		it.Review = to
		t.productTurned(place, "review", was, to)
	}
}

// ChangeProduct changes one product under the lock: f gets the present value and answers the new one. Nothing is reviewed again; a
// Review that f sets stands.
func (n *Network) ChangeProduct(catalogID, id string, f func(Product) Product) error {
	return n.do(func(t *tx) error {
		place, err := n.productPlace(catalogID, id)
		if err != nil {
			return err
		}
		p := f(n.products.at(place).clone())
		review := p.Review
		p.Review = n.products.at(place).Review
		t.alterProduct(place, p)
		if review != p.Review {
			t.setReview(place, review)
		}
		return nil
	})
}

// productPlace finds a product for a command.
func (n *Network) productPlace(catalogID, id string) (uint32, error) {
	c := n.catalogs[catalogID]
	if c == nil {
		return 0, fmt.Errorf("catalog %q: %w", catalogID, ErrCatalogUnknown)
	}
	place, ok := c.by[id]
	if !ok {
		return 0, fmt.Errorf("product %q: %w", id, ErrProductUnknown)
	}
	return place, nil
}

// productProperties are what others are told of when it changes.
var productProperties = []struct {
	name string
	of   func(*Product) string
}{
	{"name", func(p *Product) string { return p.Name }},
	{"description", func(p *Product) string { return p.Description }},
	{"price", func(p *Product) string { return strconv.FormatInt(p.Price, 10) }},
	{"currency", func(p *Product) string { return p.Currency }},
	{"outOfStock", func(p *Product) string { return strconv.FormatBool(p.OutOfStock) }},
	{"hidden", func(p *Product) string { return strconv.FormatBool(p.Hidden) }},
	{"url", func(p *Product) string { return p.URL }},
	{"images", func(p *Product) string { return fmt.Sprint(p.Images) }},
	{"category", func(p *Product) string { return p.Category }},
}

// alterProduct gives a known product other values, told one by one.
func (t *tx) alterProduct(place uint32, to Product) {
	it := t.n.products.at(place)
	was := it.Product
	to.ID = was.ID
	it.Product = to.clone()
	for _, p := range productProperties {
		if old, is := p.of(&was), p.of(&it.Product); old != is {
			t.productTurned(place, p.name, old, is)
		}
	}
}

// productTurned tells one change of a product.
func (t *tx) productTurned(place uint32, property, was, is string) {
	it := t.n.products.at(place)
	t.append(Event{Kind: ProductChanged, Altered: &Alteration{
		Name: it.ID, ID: it.catalog, Property: property, Old: was, New: is,
	}})
}

// DeleteProducts takes products out of a catalog: all or, when one is unknown, none.
func (n *Network) DeleteProducts(catalogID string, ids ...string) error {
	return n.do(func(t *tx) error {
		for _, id := range ids {
			if _, err := n.productPlace(catalogID, id); err != nil {
				return err
			}
		}
		c := n.catalogs[catalogID]
		for _, id := range ids {
			place, ok := c.by[id]
			if !ok {
				continue // named twice
			}
			delete(c.by, id)
			c.order = slices.DeleteFunc(c.order, func(p uint32) bool { return p == place })
			t.n.products.at(place).gone = true
			t.productTurned(place, "", "", "deleted")
		}
		return nil
	})
}
