package onemsg

import (
	"context"
	"fmt"

	"github.com/mynah-sim/mynah/mock/network"
)

type productBody struct {
	to
	Action *struct {
		Catalog  string `json:"catalog_id"`
		Product  string `json:"product_retailer_id"`
		Sections []struct {
			Title string `json:"title"`
			Items []struct {
				Product string `json:"product_retailer_id"`
			} `json:"product_items"`
		} `json:"sections"`
	} `json:"action"`
	Body              *string `json:"body"`
	Footer            string  `json:"footer"`
	Header            string  `json:"header"`
	QuotedMsgID       string  `json:"quotedMsgId"`
	CatalogID         string  `json:"catalogId"`
	ProductRetailerID string  `json:"productRetailerId"`
}

// sendProduct sends one product, or a list when there are sections (onemsg 2.5). The aliases count when there is no action.
func (p *Provider) sendProduct(ctx context.Context, in sendIn[productBody]) (any, error) {
	b := in.Body.as
	m, err := b.content()
	if err != nil {
		return nil, err
	}
	d, err := p.open(ctx, b.to, nil)
	if err != nil {
		return nil, err
	}
	kind := "product"
	if m.Form == network.ProductList {
		kind = "product_list"
		if emptyText(m.Body) {
			return nil, errEmpty
		}
	}
	return p.send(ctx, outgoingMessage{
		to: d, quoted: b.QuotedMsgID, content: m, note: in.Body.interactiveNote(kind, m.Body),
		say: productWords(m.Catalog, m.Groups[0].Products[0]),
	})
}

func (b *productBody) content() (m network.Interactive, err error) {
	m = network.Interactive{Form: network.SingleProduct, Footer: b.Footer, Header: textHeader(b.Header)}
	if b.Body != nil {
		m.Body = *b.Body
	}
	switch {
	case b.Action == nil && b.CatalogID == "" && b.ProductRetailerID == "":
		return m, required("action")
	case b.Action == nil && b.CatalogID == "":
		return m, required("action.catalog_id")
	case b.Action == nil && b.ProductRetailerID == "":
		return m, required("action.product_retailer_id")
	case b.Action == nil:
		m.Catalog, m.Groups = b.CatalogID, []network.ProductGroup{{Products: []string{b.ProductRetailerID}}}
		return m, nil
	}
	m.Catalog = b.Action.Catalog
	if len(b.Action.Sections) > 0 {
		m.Form = network.ProductList
		return m, b.sections(&m)
	}
	if b.Action.Product == "" {
		return m, required("action.product_retailer_id")
	}
	m.Groups = []network.ProductGroup{{Products: []string{b.Action.Product}}}
	return m, nil
}

func (b *productBody) sections(m *network.Interactive) error {
	for _, s := range b.Action.Sections {
		g := network.ProductGroup{Title: s.Title}
		for _, item := range s.Items {
			g.Products = append(g.Products, item.Product)
		}
		m.Groups = append(m.Groups, g)
	}
	if b.Header == "" {
		return required("header")
	}
	return together(*m, func(b network.Breach) string {
		return fmt.Sprintf("action.sections[%d].%s", b.Item-1, b.Member)
	}, "action.sections")
}

// productWords are the texts about a product message that cannot be sent (onemsg 1.6 ECAT).
func productWords(catalog, product string) func(network.Reason) error {
	return func(why network.Reason) error {
		switch why {
		case network.CatalogUnknown, network.CatalogUnlinked:
			return &refusal{"Catalog not found: " + catalog, 131009}
		case network.ProductUnknown:
			return &refusal{"Product not found: " + product, 131009}
		}
		return nil
	}
}

// commerceItem are the switches of a linked catalog (onemsg 4.2).
type commerceItem struct {
	ID               string `json:"id"`
	IsCartEnabled    bool   `json:"is_cart_enabled"`
	IsCatalogVisible bool   `json:"is_catalog_visible"`
}

// linked is the number of a channel and the catalog that is linked to it.
func (p *Provider) linked(ch *channel) (number network.Sender, catalog string, err error) {
	if number, err = p.number(ch); err != nil {
		return number, "", err
	}
	w, err := p.net.WABA(number.WABA)
	if err != nil || w.Catalog == "" {
		return number, "", errNoCatalog
	}
	return number, w.Catalog, nil
}

// getCommerce reads the switches (onemsg 2.1).
func (p *Provider) getCommerce(ctx context.Context, _ struct{}) ([]commerceItem, error) {
	number, catalog, err := p.linked(channelOf(ctx))
	if err != nil {
		return nil, err
	}
	return []commerceItem{{catalog, !number.CartOff, number.CatalogShown}}, nil
}

type commerceIn struct {
	Body struct {
		Params struct {
			Cart    bool `json:"is_cart_enabled"`
			Visible bool `json:"is_catalog_visible"`
		} `json:"params"`
	}
}

type doneOut struct {
	Success bool `json:"success"`
}

// setCommerce turns the switches (onemsg 2.5).
func (p *Provider) setCommerce(ctx context.Context, in commerceIn) (doneOut, error) {
	number, _, err := p.linked(channelOf(ctx))
	if err != nil {
		return doneOut{}, err
	}
	err = p.net.ChangeSender(network.WhatsApp, number.ID, func(s network.Sender) network.Sender {
		s.CartOff, s.CatalogShown = !in.Body.Params.Cart, in.Body.Params.Visible
		return s
	})
	return doneOut{true}, err
}
