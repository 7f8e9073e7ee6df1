package network

import (
	"fmt"
	"slices"
)

// productsOf lists the catalog's items that an interactive message shows.
func productsOf(c Interactive) (ids []string) {
	for _, group := range c.Groups {
		ids = append(ids, group.Products...)
	}
	for _, card := range c.Cards {
		if card.Product != nil {
			ids = append(ids, card.Product.Product)
		}
	}
	return ids
}

// judgeProducts checks a message with products: recipient, catalog, link, and that at least one product is found (network 3.19, 6.2).
// A message that shows the whole catalog needs no product, a carousel of files no catalog.
func (t *tx) judgeProducts(s *sender, form InteractiveKind, catalogID string, ids []string, h *handset) Reason {
	if form == InteractiveCarousel && len(ids) == 0 {
		return NoReason
	}
	if form == CatalogMessage && catalogID == "" {
		catalogID = t.n.catalogOf(s)
	}
	c := t.n.catalogs[catalogID]
	switch {
	case h.is(flagBusinessApp):
		return BusinessRecipient
	case c == nil && catalogID == "" && t.n.catalogOf(s) == "":
		return CatalogUnlinked
	case c == nil:
		return CatalogUnknown
	case t.n.catalogOf(s) != c.ID:
		return CatalogUnlinked
	case form == CatalogMessage && len(ids) == 0:
		return NoReason
	}
	for _, id := range ids {
		if t.n.product(c, id).sendable() {
			return NoReason
		}
	}
	return ProductUnknown
}

// judgeTemplateContent checks what the buttons and cards of a template show: a catalog, its products, a flow, an order to pay
// (network 6.2, 3.15, 3.5).
func (t *tx) judgeTemplateContent(s *sender, account string, m TemplateMessage, h *handset) Reason {
	tpl, _ := t.n.template(s.WABA, m.Name, m.Language)
	if tpl == nil {
		return NoReason
	}
	for i, b := range tpl.Buttons {
		value := valueOf(m.Buttons, i)
		why := NoReason
		switch b.Type {
		case "CATALOG", "MPM", "SPM":
			why = t.judgeProducts(s, CatalogMessage, "", shownBy(value), h)
		case "FLOW":
			why = t.judgeFlowMessage(s, &FlowRef{ID: b.Flow})
		case "ORDER_DETAILS":
			why = t.judgeRegion(s, account, Interactive{Form: PaymentRequest, Country: "IN"}, h)
		}
		if why != NoReason {
			return why
		}
	}
	return t.judgeProductCards(s, tpl, m, h)
}

// judgeProductCards checks the cards that show a product.
func (t *tx) judgeProductCards(s *sender, tpl *template, m TemplateMessage, h *handset) Reason {
	var ids []string
	for i, card := range tpl.Cards {
		if card.Header.Format != "PRODUCT" {
			continue
		}
		for _, values := range m.Cards {
			if values.Index == i && len(values.Header) == 1 && values.Header[0].Product != nil {
				ids = append(ids, values.Header[0].Product.Product)
			}
		}
	}
	if len(ids) == 0 {
		return NoReason
	}
	return t.judgeProducts(s, InteractiveCarousel, t.n.catalogOf(s), ids, h)
}

// valueOf is the value for the button at a place; an empty one when there is none.
func valueOf(values []ButtonParam, place int) ButtonParam {
	for _, v := range values {
		if v.Index == place {
			return v
		}
	}
	return ButtonParam{}
}

// shownBy lists the products of a button's value: its thumbnail and its sections.
func shownBy(v ButtonParam) (ids []string) {
	for _, group := range v.Groups {
		ids = append(ids, group.Products...)
	}
	if v.Kind == "catalog" && v.Value != "" {
		ids = append(ids, v.Value)
	}
	return ids
}

// catalogOf is the catalog that a sender's messages can show: its WABA's, or its own; empty when none is linked.
func (n *Network) catalogOf(s *sender) string {
	if w := n.wabas[s.WABA]; w != nil {
		return w.Catalog
	}
	return s.Catalog
}

// mayOrder tells whether a number takes orders from a catalog: it is linked, its cart is on, and the order follows a message about
// products or the catalog can be looked at (network 6.5).
func (n *Network) mayOrder(senderID, catalogID string, about ID) error {
	s := n.sendersBy[senderKey{WhatsApp, senderID}]
	if s == nil {
		return nil // told by the writing itself
	}
	place, answered := n.messageBy[about]
	if answered {
		_, answered = n.messages.at(place).content.(Interactive)
		_, template := n.messages.at(place).content.(TemplateMessage)
		answered = answered || template
	}
	switch {
	case n.catalogOf(s) != catalogID:
		return fmt.Errorf("catalog %q of %q: %w", catalogID, senderID, ErrCatalogUnknown)
	case s.CartOff:
		return ErrCartOff
	case !answered && !s.CatalogShown:
		return ErrCatalogHidden
	}
	return nil
}

// withoutMissing is a message without the products that are not found; one that has none at all is left to judgeProducts, which refuses
// it (network 6.2).
func (t *tx) withoutMissing(m Interactive) Interactive {
	m.Groups = t.found(m.Catalog, m.Groups)
	cards := slices.DeleteFunc(slices.Clone(m.Cards), func(c InteractiveCard) bool {
		return c.Product != nil && !t.offered(c.Product.Catalog, c.Product.Product)
	})
	if len(cards) > 0 {
		m.Cards = cards
	}
	return m
}

// templateWithoutMissing is the same of a template: the products that its buttons show.
func (t *tx) templateWithoutMissing(s *sender, m TemplateMessage) TemplateMessage {
	for i, b := range m.Buttons {
		if len(b.Groups) == 0 {
			continue
		}
		m.Buttons = slices.Clone(m.Buttons)
		m.Buttons[i].Groups = t.found(t.n.catalogOf(s), b.Groups)
	}
	return m
}

// found is a list of products without those that are not found, and without sections that hold none; a list of none stays as it is.
func (t *tx) found(catalogID string, all []ProductGroup) (groups []ProductGroup) {
	for _, g := range all {
		g.Products = slices.DeleteFunc(slices.Clone(g.Products), func(id string) bool { return !t.offered(catalogID, id) })
		if len(g.Products) > 0 {
			groups = append(groups, g)
		}
	}
	if len(groups) == 0 {
		return all
	}
	return groups
}

// offered tells whether a product can stand in a message (network 6.1).
func (t *tx) offered(catalogID, id string) bool {
	c := t.n.catalogs[catalogID]
	return c != nil && t.n.product(c, id).sendable()
}
