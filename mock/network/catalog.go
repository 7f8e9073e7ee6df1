package network

import (
	"maps"
	"slices"
)

// product finds an item of a catalog by its retailer id.
func (c *Catalog) product(id string) *Product {
	for i := range c.Products {
		if c.Products[i].ID == id {
			return &c.Products[i]
		}
	}
	return nil
}

// sendable tells whether a product can stand in a message: approved and not hidden (network 6.1).
func (p *Product) sendable() bool {
	return p != nil && !p.Hidden && (p.Review == "" || p.Review == "APPROVED")
}

// judgeProducts checks a product message: recipient, catalog, link, and that at least one product is found (network 3.19, 6.2).
func (t *tx) judgeProducts(s *sender, m Interactive, h *handset) Reason {
	c := t.n.catalogs[m.Catalog]
	waba := t.n.wabas[s.WABA]
	switch {
	case h.is(flagBusinessApp):
		return BusinessRecipient
	case c == nil:
		return CatalogUnknown
	case waba == nil || waba.Catalog != c.ID:
		return CatalogUnlinked
	}
	for _, group := range m.Groups {
		for _, id := range group.Products {
			if c.product(id).sendable() {
				return NoReason
			}
		}
	}
	return ProductUnknown
}

// judgeFlow checks that a flow is of the sender's WABA and in the state that the message asks for (network 3.15).
func (t *tx) judgeFlow(s *sender, m Interactive) Reason {
	if m.Flow == nil {
		return FlowUnknown
	}
	f := t.n.flows[m.Flow.ID]
	switch {
	case f == nil || f.WABA != s.WABA:
		return FlowUnknown
	case m.Flow.Mode == "draft" && f.Status != "DRAFT", m.Flow.Mode != "draft" && f.Status != "PUBLISHED":
		return FlowState
	}
	return NoReason
}

// Catalogs answers all catalogs, by id.
func (n *Network) Catalogs() (all []Catalog) {
	n.ask(func() {
		for _, id := range slices.Sorted(maps.Keys(n.catalogs)) {
			c := *n.catalogs[id]
			c.Products = slices.Clone(c.Products)
			all = append(all, c)
		}
	})
	return all
}

// Product answers one item of a catalog; false when there is none.
func (n *Network) Product(catalog, id string) (p Product, currency string, ok bool) {
	n.ask(func() {
		if c := n.catalogs[catalog]; c != nil {
			if found := c.product(id); found != nil {
				p, currency, ok = *found, c.Currency, true
			}
		}
	})
	return p, currency, ok
}

// WABAs answers all WhatsApp business accounts, by id.
func (n *Network) WABAs() (all []WABA) {
	n.ask(func() {
		for _, id := range slices.Sorted(maps.Keys(n.wabas)) {
			all = append(all, *n.wabas[id])
		}
	})
	return all
}
