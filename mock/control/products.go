package control

import (
	"context"
	"net/http"
	"strconv"
	"strings"

	"github.com/mynah-sim/mynah/mock/network"
	"github.com/mynah-sim/mynah/mock/wire"
)

// product is an item of a catalog.
type product struct {
	ProductID    string   `json:"productId"`
	Name         string   `json:"name"`
	Description  string   `json:"description,omitempty"`
	Price        string   `json:"price"`
	Currency     string   `json:"currency"`
	Availability string   `json:"availability"`
	Review       string   `json:"review"`
	Hidden       bool     `json:"hidden"`
	ImageURLs    []string `json:"imageUrls,omitempty"`
	URL          string   `json:"url,omitempty"`
	Category     string   `json:"category,omitempty"`
}

const (
	inStock    = "in stock"
	outOfStock = "out of stock"
)

func toProduct(p network.Product, currency string) product {
	out := product{
		p.ID, p.Name, p.Description, price(p.Price), orWord(p.Currency, currency), inStock, orWord(p.Review, network.ReviewApproved), p.Hidden,
		p.Images, p.URL, p.Category,
	}
	if p.OutOfStock {
		out.Availability = outOfStock
	}
	return out
}

type productIn struct {
	Catalog string `path:"id"`
	ID      string `path:"productId"`
}

type putProductIn struct {
	productIn
	Body productPatch
}

// productPatch is what a body says of a product.
type productPatch struct {
	Name, Description, Price, Currency, Availability, Review, URL, Category *string
	Hidden                                                                  *bool
	ImageURLs                                                               *[]string
}

func (p productPatch) apply(v network.Product) network.Product {
	set(&v.Name, p.Name)
	set(&v.Description, p.Description)
	set(&v.Currency, p.Currency)
	set(&v.Review, p.Review)
	set(&v.URL, p.URL)
	set(&v.Category, p.Category)
	set(&v.Hidden, p.Hidden)
	set(&v.Images, p.ImageURLs)
	if p.Price != nil {
		v.Price = hundredths(*p.Price)
	}
	if p.Availability != nil {
		v.OutOfStock = *p.Availability == outOfStock
	}
	return v
}

// hundredths reads a price that the document has let through.
func hundredths(text string) int64 {
	whole, part, _ := strings.Cut(text, ".")
	n, _ := strconv.ParseInt(whole+(part + "00")[:2], 10, 64)
	return n
}

// productOut is a product that a put has made or replaced.
type productOut struct {
	product
	made bool
}

// Status implements wire's choice among the documented ones.
func (o productOut) Status() int {
	if o.made {
		return http.StatusCreated
	}
	return http.StatusOK
}

func (b *Bench) putProduct(ctx context.Context, in putProductIn) (productOut, error) {
	n := netOf(ctx)
	was, _, known := n.Product(in.Catalog, in.ID)
	v := in.Body.apply(network.Product{ID: in.ID, OtherID: was.OtherID, Review: network.ReviewApproved})
	if v.Review == network.ReviewPending {
		v.Review = "" // the network reviews it
	}
	if err := n.PutProducts(in.Catalog, v); err != nil {
		return productOut{}, err
	}
	out, err := b.shownProduct(ctx, in.productIn)
	return productOut{out, !known}, err
}

func (b *Bench) patchProduct(ctx context.Context, in putProductIn) (product, error) {
	if err := netOf(ctx).ChangeProduct(in.Catalog, in.ID, in.Body.apply); err != nil {
		return product{}, err
	}
	return b.shownProduct(ctx, in.productIn)
}

// shownProduct is a product as it is now.
func (b *Bench) shownProduct(ctx context.Context, in productIn) (product, error) {
	p, currency, ok := netOf(ctx).Product(in.Catalog, in.ID)
	if !ok {
		return product{}, network.ErrProductUnknown
	}
	return toProduct(p, currency), nil
}

func (b *Bench) deleteProduct(ctx context.Context, in productIn) (wire.Empty, error) {
	return wire.Empty{}, netOf(ctx).DeleteProducts(in.Catalog, in.ID)
}
