package network

// judgeProducts checks a product message: recipient, catalog, link, and that at least one product is found (network 3.19, 6.2).
func (t *tx) judgeProducts(s *sender, m Interactive, h *handset) Reason {
	c := t.n.catalogs[m.Catalog]
	switch {
	case h.is(flagBusinessApp):
		return BusinessRecipient
	case c == nil:
		return CatalogUnknown
	case t.n.catalogOf(s) != c.ID:
		return CatalogUnlinked
	}
	for _, group := range m.Groups {
		for _, id := range group.Products {
			if t.n.product(c, id).sendable() {
				return NoReason
			}
		}
	}
	return ProductUnknown
}

// catalogOf is the catalog that a sender's messages can show: its WABA's, or its own; empty when none is linked.
func (n *Network) catalogOf(s *sender) string {
	if w := n.wabas[s.WABA]; w != nil {
		return w.Catalog
	}
	return s.Catalog
}
