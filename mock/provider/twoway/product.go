package twoway

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/mynah-sim/mynah/mock/network"
)

// The sync states of products (twoway 5.9).
const (
	synced        = "synced"
	pendingCreate = "pendingCreate"
	pendingUpdate = "pendingUpdate"
	pendingDelete = "pendingDelete"
)

// product is a product of an account and how far the platform has it.
type product struct {
	account     *account
	id          string
	name        string
	retailerID  *string
	url         string
	description string
	price       *int64 // x 1000
	currency    *string
	hidden      bool
	images      []string
	review      string
	status      string
	syncing     bool
	problem     *envelope
	created     time.Time
	updated     time.Time
	cursor      string
}

// category is a collection of products (twoway 4.9 ProductCategory).
type category struct {
	account  *account
	id, name string
	products []*product
}

type categoryView struct {
	ID           string `json:"id"`
	Name         string `json:"name"`
	AccountID    string `json:"accountId"`
	ProductCount int    `json:"productCount"`
}

func (c *category) view() categoryView {
	return categoryView{c.id, c.name, c.account.id, len(c.products)}
}

// productView is a product as answers show it (twoway 4.9 PlatformProduct).
type productView struct {
	Name         string            `json:"name"`
	RetailerID   *string           `json:"retailerId,omitempty"`
	URL          string            `json:"url,omitempty"`
	Categories   []categoryView    `json:"categories,omitempty"`
	Description  string            `json:"description"`
	Price        *int64            `json:"price"`
	Currency     *string           `json:"currency"`
	IsHidden     bool              `json:"isHidden"`
	ID           string            `json:"id"`
	AccountID    string            `json:"accountId"`
	ImageURLs    map[string]string `json:"imageUrls"`
	ReviewStatus map[string]string `json:"reviewStatus"`
	Availability string            `json:"availability"`
	SyncStatus   string            `json:"syncStatus"`
	IsSyncing    bool              `json:"isSyncing"`
	Error        *envelope         `json:"error,omitempty"`
	CreatedAt    string            `json:"createdAt"`
	UpdatedAt    string            `json:"updatedAt"`
	Cursor       string            `json:"cursor"`
}

func (p *product) view() productView {
	v := productView{
		Name: p.name, RetailerID: p.retailerID, URL: p.url, Description: p.description, Price: p.price, Currency: p.currency,
		IsHidden: p.hidden, ID: p.id, AccountID: p.account.id, ImageURLs: map[string]string{}, ReviewStatus: map[string]string{},
		Availability: "in-stock", SyncStatus: p.status, IsSyncing: p.syncing, Error: p.problem, CreatedAt: stamp(p.created),
		UpdatedAt: stamp(p.updated), Cursor: p.cursor,
	}
	for i, url := range p.images {
		if i == 0 {
			v.ImageURLs["requested"], v.ImageURLs["original"] = url, url
		} else {
			v.ImageURLs[strconv.Itoa(i)] = url
		}
	}
	if p.review != "" {
		v.ReviewStatus["whatsapp"] = p.review
	}
	for _, c := range p.account.categories {
		if slices.Contains(c.products, p) {
			v.Categories = append(v.Categories, c.view())
		}
	}
	return v
}

// article is the number under which the platform knows a product: the shop's own, else ours.
func (p *product) article() string {
	if number := orEmpty(p.retailerID); number != "" {
		return number
	}
	return p.id
}

// forNetwork is a product in the network's words: hundredths in place of thousandths.
func (p *product) forNetwork() network.Product {
	out := network.Product{
		ID: p.article(), Name: p.name, Description: p.description, Hidden: p.hidden, Images: p.images, URL: p.url, OtherID: p.id,
		Currency: orEmpty(p.currency),
	}
	if p.price != nil {
		out.Price = *p.price / 10
	}
	return out
}

// productFrom is a product that the platform has and the account lacks.
func (t *tx) productFrom(a *account, from network.Product, currency string) *product {
	if from.Currency != "" {
		currency = from.Currency
	}
	amount := from.Price * 10
	p := &product{
		account: a, id: from.OtherID, name: from.Name, retailerID: &from.ID, url: from.URL, description: from.Description, price: &amount,
		currency: &currency, hidden: from.Hidden, images: from.Images, review: from.Review, status: synced, created: t.now, updated: t.now,
		cursor: t.nextCursor(),
	}
	if p.id == "" || a.product(p.id) != nil {
		p.id = t.p.chance.digits("products", 13)
	}
	if p.review == "" {
		p.review = network.ReviewApproved
	}
	return p
}

// product finds a product of an account by its id; nil when there is none.
func (a *account) product(id string) *product {
	for _, p := range a.products {
		if p.id == id {
			return p
		}
	}
	return nil
}

// byArticle finds a product by the number under which the platform knows it.
func (a *account) byArticle(number string) *product {
	for _, p := range a.products {
		if p.article() == number {
			return p
		}
	}
	return nil
}

var productIDs = []string{"id", "accountId"}

// tellProduct tells which members of a product have changed.
func (t *tx) tellProduct(p *product, members ...string) {
	p.updated = t.now
	t.update("platformproduct-update", p.account, p.view(), productIDs, append(members, "updatedAt")...)
}

// forget takes a product away, and out of its categories.
func (t *tx) forget(p *product) {
	a := p.account
	a.products = slices.DeleteFunc(a.products, func(o *product) bool { return o == p })
	for _, c := range a.categories {
		c.products = slices.DeleteFunc(c.products, func(o *product) bool { return o == p })
	}
	t.remove("platformproduct-delete", a, p.view(), productIDs...)
}

// categorise puts a product into a category, by id or name; an unknown name makes one. nil takes it out of all (twoway 2.10).
func (t *tx) categorise(p *product, name *string) {
	a := p.account
	if name == nil || *name == "" {
		for _, c := range a.categories {
			c.products = slices.DeleteFunc(c.products, func(o *product) bool { return o == p })
		}
		return
	}
	c := a.category(*name)
	if c == nil {
		c = t.newCategory(a, *name)
	}
	if !slices.Contains(c.products, p) {
		c.products = append(c.products, p)
	}
}

// category finds a category of an account by id or name; nil when there is none.
func (a *account) category(word string) *category {
	for _, c := range a.categories {
		if c.id == word || c.name == word {
			return c
		}
	}
	return nil
}

func (t *tx) newCategory(a *account, name string) *category {
	c := &category{account: a, id: t.p.chance.digits("categories", 12), name: name}
	a.categories = append(a.categories, c)
	return c
}

// detailed completes the products of a message from the catalog; those that are unknown or hidden are left out (twoway 5.2).
func (t *tx) detailed(a *account, given []messageProduct) []messageProduct {
	out := []messageProduct{}
	for _, g := range given {
		p := a.product(g.ID)
		if p == nil {
			p = a.byArticle(g.ID)
		}
		if p == nil || p.hidden {
			continue
		}
		details := p.details()
		out = append(out, messageProduct{ID: p.id, AccountID: a.id, Details: &details})
	}
	if len(out) == 0 {
		return given // found out when it is sent
	}
	return out
}

func (p *product) details() productDetails {
	d := productDetails{
		CurrencyCode: orEmpty(p.currency), Title: p.name, Description: p.description, URL: p.url, Image: attachment{Type: "image", Mimetype: "image/jpeg"},
	}
	if p.price != nil {
		d.Price1000 = *p.price
	}
	if len(p.images) > 0 {
		d.Image.URL = p.images[0]
	}
	if p.account.number != "" {
		d.BusinessOwnerID = p.account.userID()
	}
	return d
}

// productMessage shows products of the catalog; none left: the message fails (twoway 5.2, products).
func (t *tx) productMessage(m *message) (network.Content, *messageError) {
	a := m.chat.contact.account
	var articles []string
	for _, g := range m.Products {
		if p := a.product(g.ID); p != nil && !p.hidden && p.review != network.ReviewRejected {
			articles = append(articles, p.article())
		}
	}
	if len(articles) == 0 || a.catalog == "" {
		why := noProduct
		return nil, &why
	}
	out := network.Interactive{
		Form: network.SingleProduct, Body: orEmpty(m.Text), Catalog: a.catalog, Groups: []network.ProductGroup{{Products: articles}},
	}
	if len(articles) > 1 {
		out.Form, out.Groups[0].Title = network.ProductList, "Products"
		out.Header = &network.Param{Text: "Products"}
	}
	return out, nil
}

// found looks for a text in name and description.
func (p *product) found(q string) bool {
	return q == "" || contains(p.name, q) || contains(p.description, q)
}

// catalogFor makes the catalog of a business account that has none yet.
func (t *tx) catalogFor(a *account) string {
	if a.catalog != "" {
		return a.catalog
	}
	a.catalog = t.p.chance.digits("catalogs", 15)
	_ = t.p.net.AddCatalog(network.Catalog{ID: a.catalog, Name: a.nickname, Currency: "USD"}) // the number is fresh
	if waba := t.waba(a); waba != "" {
		_ = t.p.net.LinkCatalog(waba, a.catalog) // both are there
	} else {
		_ = t.p.net.ChangeSender(network.WhatsApp, a.number, func(s network.Sender) network.Sender { s.Catalog = a.catalog; return s })
	}
	return a.catalog
}

// key names a plan about the catalog of an account.
func catalogKey(a *account, number uint64) string { return fmt.Sprintf("catalog %s %d", a.id, number) }

// idsIn are the ids of a plan.
func idsIn(rest string) []string {
	if rest == "" {
		return nil
	}
	return strings.Split(rest, ",")
}
