package world

import (
	"cmp"
	"encoding/json"
	"regexp"
	"strconv"
	"strings"

	"github.com/mynah-sim/mynah/mock/network"
)

// catalogFile is a catalog in a file.
type catalogFile struct {
	ID       string        `yaml:"id"`
	Name     string        `yaml:"name"` // empty: the business's
	Currency string        `yaml:"currency"`
	Linked   bool          `yaml:"linked"` // to every WABA that names none, and to every linked number
	Products list[product] `yaml:"products"`
}

// product is a product in a file, or, with count, as many whose ids begin with the prefix; the other members are those of
// network.Product.
type product struct {
	series      `yaml:",inline"`
	ID          string   `yaml:"id"`
	Name        string   `yaml:"name"` // empty: made up from the seed, as are description and price then
	Description string   `yaml:"description"`
	Price       string   `yaml:"price"` // in the currency's unit, such as 19.90
	OutOfStock  bool     `yaml:"outOfStock"`
	Hidden      bool     `yaml:"hidden"`
	Review      string   `yaml:"review"`
	OtherID     string   `yaml:"otherId"`
	Category    string   `yaml:"category"`
	URL         string   `yaml:"url"`
	Images      []string `yaml:"images"`
}

// flow is a flow in a file; the members are those of network.Flow.
type flow struct {
	ID       string   `yaml:"id"`
	WABA     string   `yaml:"waba"` // "*": every WABA
	Also     []string `yaml:"also"` // further WABAs that use it as their own
	Name     string   `yaml:"name"`
	Category string   `yaml:"category"`
	Status   string   `yaml:"status"`
	Document string   `yaml:"document"` // JSON
	Endpoint string   `yaml:"endpoint"`
}

var (
	currency = regexp.MustCompile(`^[A-Z]{3}$`)
	price    = regexp.MustCompile(`^([0-9]{1,12})(?:\.([0-9]{1,2}))?$`)
)

// defaultPrefix begins the ids of products that are made up.
const defaultPrefix = "ITEM-"

func (f *file) catalogs() (all []network.Catalog) {
	for i, c := range f.content.Catalogs {
		at := member("catalogs", i)
		f.define(at+".id", "catalog", c.ID)
		f.want(currency.MatchString(c.Currency), at+".currency", "%q is no currency of three letters", c.Currency)
		catalog := network.Catalog{
			ID: c.ID, Name: cmp.Or(c.Name, f.content.Business.Name), Currency: c.Currency, Portfolio: f.content.Business.ID,
		}
		for j, p := range c.Products {
			catalog.Products = append(catalog.Products, f.products(member(at+".products", j), c.ID, p)...)
		}
		all = append(all, catalog)
	}
	return all
}

// products are those of one entry.
func (f *file) products(at, catalog string, p product) (all []network.Product) {
	where := at + ".id"
	if p.Count > 0 {
		where, p.Prefix = at+".prefix", cmp.Or(p.Prefix, defaultPrefix)
	}
	f.oneOf(at+".review", p.Review, "", "APPROVED", "PENDING", "REJECTED")
	made := network.Product{
		Name: p.Name, Description: p.Description, Price: f.price(at, p), OutOfStock: p.OutOfStock, Hidden: p.Hidden,
		Review: p.Review, OtherID: p.OtherID, Category: p.Category,
		URL: p.URL, Images: p.Images,
	}
	before := len(f.problems)
	for _, id := range f.each(at, "id", p.ID, p.series) {
		f.define(where, "product of catalog "+catalog, id)
		made.ID = id
		all = append(all, made)
		if len(f.problems) > before {
			break // one problem of a series stands for all
		}
	}
	return all
}

// price reads a decimal number as hundredths. It may be left out where the name is.
func (f *file) price(at string, p product) int64 {
	m := price.FindStringSubmatch(p.Price)
	switch {
	case m != nil:
		hundredths, _ := strconv.ParseInt(m[1]+(m[2] + "00")[:2], 10, 64)
		return hundredths
	case p.Price != "":
		f.fail(at+".price", "%q is no price, such as 19.90", p.Price)
	case p.Name != "":
		f.fail(at+".price", "is missing")
	}
	return 0
}

func (f *file) flows() (all []network.Flow) {
	for i, w := range f.content.Flows {
		at := member("flows", i)
		f.define(at+".id", "flow", w.ID)
		wabas := f.everyOrOne(at+".waba", w.WABA)
		for j, id := range w.Also {
			f.refer(member(at+".also", j), "WABA", id)
			wabas = append(wabas, id)
		}
		f.want(w.Name != "", at+".name", "is missing")
		for _, waba := range wabas {
			if w.Name != "" {
				f.define(at+".name", "flow of WABA "+waba, w.Name) // network 3.15: unique in a WABA
			}
		}
		f.oneOf(at+".category", w.Category, network.FlowCategories()...)
		f.oneOf(at+".status", w.Status, "DRAFT", "PUBLISHED", "DEPRECATED", "THROTTLED", "BLOCKED")
		f.want(w.Document == "" || json.Valid([]byte(w.Document)), at+".document", "is no JSON")
		f.want(w.Document != "" || w.Status == "DRAFT", at+".document", "is missing; only a DRAFT may have none")
		if len(wabas) == 0 {
			continue
		}
		all = append(all, network.Flow{
			ID: w.ID, WABA: wabas[0], Also: append([]string(nil), wabas[1:]...), Name: w.Name, Categories: []string{w.Category},
			Status: network.FlowStatus(w.Status), Document: strings.TrimSpace(w.Document), Endpoint: w.Endpoint,
		})
	}
	return all
}

// everyOrOne are the WABAs that an entry means: all of the file for "*", else the one that it names.
func (f *file) everyOrOne(at, id string) (ids []string) {
	if id != "*" {
		f.refer(at, "WABA", id)
		return []string{id}
	}
	for _, w := range f.content.WABAs {
		ids = append(ids, w.ID)
	}
	f.want(len(ids) > 0, at, "is every WABA, but there is none")
	return ids
}

// linked is the catalog that every account and linked number shows; empty when none does.
func (f *file) linked() string {
	for _, c := range f.content.Catalogs {
		if c.Linked {
			return c.ID
		}
	}
	return ""
}
