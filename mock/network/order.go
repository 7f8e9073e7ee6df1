package network

// PlaceOrder makes a person send a cart (network 6.3, 6.4). Prices are the catalog's at this moment; what is sold out or gone leaves
// the cart, and an empty cart is ErrNotOffered. ErrCartOff, ErrCatalogHidden, ErrCatalogUnknown: the sender does not take such an order.
func (n *Network) PlaceOrder(number, senderID, catalog, note string, quantities []OrderItem, about ID) (id ID, err error) {
	err = n.do(func(t *tx) error {
		id, err = t.placeOrder(number, senderID, catalog, note, quantities, about)
		return err
	})
	return id, err
}

func (t *tx) placeOrder(number, senderID, catalog, note string, quantities []OrderItem, about ID) (ID, error) {
	c := t.n.catalogs[catalog]
	if c == nil {
		return ID{}, ErrCatalogUnknown
	}
	if err := t.n.mayOrder(senderID, catalog, about); err != nil {
		return ID{}, err
	}
	order := Order{Catalog: catalog, Note: note}
	for _, item := range quantities {
		p := t.n.product(c, item.Product)
		if !p.sendable() || p.OutOfStock {
			continue
		}
		item.Name, item.Description, item.Currency = p.Name, p.Description, c.currencyOf(p)
		item.Price = t.oldPrice(senderID, number, p.ID, p.Price)
		item.Quantity = min(max(item.Quantity, 1), 99)
		order.Items = append(order.Items, item)
	}
	if len(order.Items) == 0 {
		return ID{}, ErrNotOffered
	}
	return t.write(Note{Number: number, Channel: WhatsApp, To: senderID, Content: order, ReplyTo: about})
}
