package twoway

import (
	"errors"
	"net/http"
	"slices"
	"strings"

	"github.com/mynah-sim/mynah/mock/network"
)

type productsGetIn struct {
	AccountID        []string `query:"accountId"`
	TeamID           string   `query:"teamId"`
	Q                string   `query:"q"`
	Category         string   `query:"category"`
	NotCategory      string   `query:"notCategory"`
	ID               []string `query:"id"`
	Cursor           string   `query:"cursor"`
	Count            *int     `query:"count"`
	ReturnTotalCount bool     `query:"returnTotalCount"`
}

type productsList struct {
	TotalCount *int          `json:"totalCount,omitempty"`
	Products   []productView `json:"products"`
	NextPage   string        `json:"nextPage,omitempty"`
}

// platformProductsGet lists the catalog of a team, without a credential (twoway 2.10).
func platformProductsGet(t *tx, _ *caller, in productsGetIn) (productsList, error) {
	team := t.p.team(in.TeamID)
	switch {
	case in.Cursor != "" && !isCursor(in.Cursor):
		return productsList{}, errCursor
	case team == nil:
		return productsList{}, errTeam
	}
	var found []*product
	for _, a := range t.p.accounts {
		if a.team != team || len(in.AccountID) > 0 && !slices.Contains(in.AccountID, a.id) {
			continue
		}
		for _, p := range a.products {
			if in.takes(p) {
				found = append(found, p)
			}
		}
	}
	slices.SortFunc(found, func(a, b *product) int { return strings.Compare(b.cursor, a.cursor) })
	out := productsList{Products: []productView{}}
	if in.ReturnTotalCount {
		out.TotalCount = new(len(found))
	}
	if in.Cursor != "" {
		found = slices.DeleteFunc(found, func(p *product) bool { return p.cursor >= in.Cursor })
	}
	size := pageSize
	if in.Count != nil {
		size = *in.Count
	}
	for _, p := range found[:min(size, len(found))] {
		out.Products = append(out.Products, p.view())
	}
	if len(found) > size {
		out.NextPage = found[size-1].cursor
	}
	return out, nil
}

func (in *productsGetIn) takes(p *product) bool {
	within := func(word string) bool {
		c := p.account.category(word)
		return c != nil && slices.Contains(c.products, p)
	}
	return p.found(in.Q) && (in.Category == "" || within(in.Category)) && (in.NotCategory == "" || !within(in.NotCategory)) &&
		(len(in.ID) == 0 || slices.Contains(in.ID, p.id))
}

// productBody is what callers say of a product; in PATCH every member may be missing (twoway 4.9).
type productBody struct {
	Name        *string          `json:"name"`
	RetailerID  nullable[string] `json:"retailerId"`
	URL         *string          `json:"url"`
	Description *string          `json:"description"`
	Price       *int64           `json:"price"`
	Currency    *string          `json:"currency"`
	IsHidden    *bool            `json:"isHidden"`
	Category    nullable[string] `json:"category"`
	ImageURLs   *[]string        `json:"imageUrls"`
}

// apply changes what the body names and answers the members of the event.
func (b *productBody) apply(t *tx, p *product) (changed []string) {
	text := func(name string, to *string, value *string) {
		if value != nil && *to != *value {
			*to, changed = *value, append(changed, name)
		}
	}
	text("name", &p.name, b.Name)
	text("url", &p.url, b.URL)
	text("description", &p.description, b.Description)
	if b.RetailerID.given && orEmpty(p.retailerID) != orEmpty(b.RetailerID.value) {
		p.retailerID, changed = b.RetailerID.value, append(changed, "retailerId")
	}
	if b.Price != nil && (p.price == nil || *p.price != *b.Price) {
		p.price, changed = b.Price, append(changed, "price")
	}
	if b.Currency != nil && orEmpty(p.currency) != *b.Currency {
		p.currency, changed = b.Currency, append(changed, "currency")
	}
	if b.IsHidden != nil && p.hidden != *b.IsHidden {
		p.hidden, changed = *b.IsHidden, append(changed, "isHidden")
	}
	if b.ImageURLs != nil && !slices.Equal(p.images, *b.ImageURLs) {
		p.images, changed = *b.ImageURLs, append(changed, "imageUrls")
	}
	if b.Category.given {
		t.categorise(p, b.Category.value)
	}
	if len(changed) > 0 && p.status == synced {
		p.status, changed = pendingUpdate, append(changed, "syncStatus")
	}
	return changed
}

type productsPostIn struct {
	AccountID string `query:"accountId"`
	Body      struct {
		Products []productBody `json:"products"`
	}
}

type productsResult struct {
	Products []productView `json:"products"`
}

// platformProductsPost makes products, or changes those whose article number is known (twoway 2.10).
func platformProductsPost(t *tx, who *caller, in productsPostIn) (productsResult, error) {
	a, err := t.account(who.team, in.AccountID)
	if err != nil {
		return productsResult{}, err
	}
	var all []*product
	for _, b := range in.Body.Products {
		var p *product
		if number := orEmpty(b.RetailerID.value); number != "" {
			p = a.byRetailer(number)
		}
		if p != nil {
			if changed := b.apply(t, p); len(changed) > 0 {
				t.tellProduct(p, changed...)
			}
			all = append(all, p)
			continue
		}
		p = &product{account: a, id: t.p.chance.digits("products", 13), status: pendingCreate, created: t.now, updated: t.now, cursor: t.nextCursor()}
		a.products = append(a.products, p)
		b.apply(t, p)
		t.insert("platformproduct-insert", a, p.view())
		all = append(all, p)
	}
	return t.productsDone(a, all), nil
}

// byRetailer finds a product by the shop's own number.
func (a *account) byRetailer(number string) *product {
	for _, p := range a.products {
		if orEmpty(p.retailerID) == number {
			return p
		}
	}
	return nil
}

// productsDone answers changed products, and lets them sync by themselves where the account wants it.
func (t *tx) productsDone(a *account, all []*product) productsResult {
	out := productsResult{Products: []productView{}}
	for _, p := range all {
		out.Products = append(out.Products, p.view())
	}
	if len(all) > 0 && t.syncsItself(a) {
		t.startSync(a, all, true, false)
	}
	return out
}

func (t *tx) syncsItself(a *account) bool {
	return a.settings.AutoSyncProductsToPlatform && a.state == stateOpen && a.isBusiness()
}

// productFilter chooses products of an account (twoway 2.10, PATCH and DELETE).
type productFilter struct {
	AccountID string   `path:"accountId"`
	ID        []string `query:"id"`
	NotID     []string `query:"notId"`
	Q         string   `query:"q"`
}

func (f *productFilter) of(a *account) (all []*product) {
	for _, p := range a.products {
		if p.found(f.Q) && (len(f.ID) == 0 || slices.Contains(f.ID, p.id)) && !slices.Contains(f.NotID, p.id) {
			all = append(all, p)
		}
	}
	return all
}

type productsPatchIn struct {
	productFilter
	Body productBody
}

// platformProductsPatch changes all products that match (twoway 2.10).
func platformProductsPatch(t *tx, who *caller, in productsPatchIn) (productsResult, error) {
	a, err := t.account(who.team, in.AccountID)
	if err != nil {
		return productsResult{}, err
	}
	all := in.of(a)
	for _, p := range all {
		if changed := in.Body.apply(t, p); len(changed) > 0 {
			t.tellProduct(p, changed...)
		}
	}
	return t.productsDone(a, all), nil
}

// platformProductsDelete deletes all products that match: those that were never synced at once, the others with the next sync
// (twoway 2.10).
func platformProductsDelete(t *tx, who *caller, in productFilter) (success, error) {
	a, err := t.account(who.team, in.AccountID)
	if err != nil {
		return success{}, err
	}
	for _, p := range in.of(a) {
		switch {
		case p.status == pendingCreate:
			t.forget(p)
		case t.syncsItself(a):
			t.withdraw(p)
		case p.status != pendingDelete:
			p.status = pendingDelete
			t.tellProduct(p, "syncStatus")
		}
	}
	return success{true}, nil
}

// withdraw takes a product off the platform and out of the account.
func (t *tx) withdraw(p *product) {
	_ = t.p.net.DeleteProducts(p.account.catalog, p.article()) // it may have been taken off outside
	t.forget(p)
}

type productsSyncIn struct {
	AccountID    string   `query:"accountId"`
	ID           []string `query:"id"`
	SyncForward  *bool    `query:"syncForward"`
	SyncBackward *bool    `query:"syncBackward"`
}

// platformProductsSync starts a sync with the catalog on the platform; without a flag in both directions (twoway 2.10).
func platformProductsSync(t *tx, who *caller, in productsSyncIn) (success, error) {
	a, err := t.account(who.team, in.AccountID)
	switch {
	case err != nil:
		return success{}, err
	case !a.isBusiness():
		return success{}, errNotBusiness
	case a.state != stateOpen:
		return success{}, errNotOpen
	}
	on := func(flag, other *bool) bool { return flag != nil && *flag || flag == nil && (other == nil || !*other) }
	forward, backward := on(in.SyncForward, in.SyncBackward), on(in.SyncBackward, in.SyncForward)
	var all []*product
	if forward {
		f := productFilter{ID: in.ID}
		all = f.of(a)
	}
	t.startSync(a, all, forward, backward)
	return success{true}, nil
}

// startSync marks the products that are to be synced; the sync takes 2 s (twoway 5.11).
func (t *tx) startSync(a *account, all []*product, forward, backward bool) {
	var ids []string
	for _, p := range all {
		if p.status != synced {
			p.syncing = true
			t.tellProduct(p, "isSyncing")
			ids = append(ids, p.id)
		}
	}
	way := ""
	if forward {
		way += "f"
	}
	if backward {
		way += "b"
	}
	t.p.serial++
	t.after(historySync, catalogKey(a, t.p.serial), "catalog", a, way+" "+strings.Join(ids, ","))
}

// catalogSynced is the end of a sync: what was pending is on the platform, and what the platform has beside it is here (twoway 5.9).
func (t *tx) catalogSynced(a *account, rest string) {
	way, ids, _ := strings.Cut(rest, " ")
	failed := t.jobFails("product_sync", a.team.owner)
	for _, id := range idsIn(ids) {
		if p := a.product(id); p != nil && failed != "" {
			t.notSynced(p, failed)
		} else if p != nil {
			t.syncForward(p)
		}
	}
	if failed == "" && strings.Contains(way, "b") && a.catalog != "" {
		t.syncBackward(a)
	}
}

// syncForward brings one product to the platform. When that fails its state stays and its error tells why.
func (t *tx) syncForward(p *product) {
	catalog := t.catalogFor(p.account)
	p.syncing = false
	var err error
	switch p.status {
	case synced:
		t.tellProduct(p, "isSyncing")
		return
	case pendingDelete:
		if err = t.p.net.DeleteProducts(catalog, p.article()); err == nil || errors.Is(err, network.ErrProductUnknown) {
			t.forget(p)
			return
		}
	default:
		err = t.p.net.PutProducts(catalog, p.forNetwork())
	}
	if err != nil {
		t.notSynced(p, err.Error())
		return
	}
	p.status, p.problem, p.review = synced, nil, network.ReviewPending
	t.tellProduct(p, "syncStatus", "isSyncing", "reviewStatus")
}

// notSynced is a product that did not come to the platform: it stays as it is, and its error tells why.
func (t *tx) notSynced(p *product, why string) {
	p.syncing, p.problem = false, &envelope{StatusCode: http.StatusServiceUnavailable, Error: "Network error", Message: why}
	t.tellProduct(p, "isSyncing", "error")
}

// syncBackward stores what the platform has and the account does not know, by id or article number.
func (t *tx) syncBackward(a *account) {
	c, err := t.p.net.Catalog(a.catalog)
	if err != nil {
		return
	}
	for _, from := range c.Products {
		if a.byArticle(from.ID) != nil || from.OtherID != "" && a.product(from.OtherID) != nil {
			continue
		}
		p := t.productFrom(a, from, c.Currency)
		a.products = append(a.products, p)
		t.insert("platformproduct-insert", a, p.view())
	}
}

// productReviewed is a verdict of the platform about a product (twoway 5.9, hop L29).
func (t *tx) productReviewed(e network.Event) {
	if e.Altered == nil || e.Altered.Property != "review" {
		return
	}
	for _, a := range t.p.accounts {
		if a.catalog != e.Altered.ID || a.catalog == "" {
			continue
		}
		p := a.byArticle(e.Altered.Name)
		if p != nil && p.status != pendingCreate && p.review != e.Altered.New {
			p.review = e.Altered.New
			t.tellProduct(p, "reviewStatus")
		}
	}
}

type orderIn struct {
	AccountID string `path:"accountId"`
	OrderID   string `path:"orderId"`
	Token     string `query:"token"`
}

type orderDetails struct {
	Price    orderPrice     `json:"price"`
	Products []orderProduct `json:"products"`
}

type orderPrice struct {
	Total1000    int64  `json:"total1000"`
	Subtotal1000 int64  `json:"subtotal1000"`
	Currency     string `json:"currency"`
}

type orderProduct struct {
	Product  messageProduct `json:"product"`
	Quantity int            `json:"quantity"`
}

// orderDetailsGet gives the content of an order (twoway 2.10).
func orderDetailsGet(t *tx, who *caller, in orderIn) (orderDetails, error) {
	a, err := t.account(who.team, in.AccountID)
	if err != nil {
		return orderDetails{}, err
	}
	m := a.orderMessage(in.OrderID)
	if m == nil || in.Token != "" && in.Token != m.Order.Token {
		return orderDetails{}, errOrder
	}
	if !who.sees(m.chat.contact, who.narrowed()) {
		return orderDetails{}, errScope
	}
	from, err := t.p.net.Message(m.net)
	if err != nil {
		return orderDetails{}, errOrder
	}
	lines, _ := from.Content.(network.Order)
	total := m.Order.Total
	out := orderDetails{Price: orderPrice{total.Amount, total.Amount, total.Currency}, Products: []orderProduct{}}
	for _, line := range lines.Items {
		out.Products = append(out.Products, orderProduct{orderedProduct(a, line), line.Quantity})
	}
	return out, nil
}

// orderMessage is the message in which an order came.
func (a *account) orderMessage(id string) *message {
	for _, c := range a.chats() {
		for _, m := range c.messages {
			if m.Order != nil && m.Order.OrderID == id {
				return m
			}
		}
	}
	return nil
}

// orderedProduct is one line of an order: the product as it was ordered.
func orderedProduct(a *account, line network.OrderItem) messageProduct {
	out := messageProduct{ID: line.Product, AccountID: a.id, Details: &productDetails{
		CurrencyCode: line.Currency, Price1000: line.Price * 10, Title: line.Name, Description: line.Description,
		Image: attachment{Type: "image", Mimetype: "image/jpeg"},
	}}
	if p := a.byArticle(line.Product); p != nil {
		out.ID = p.id
		out.Details.Image = p.details().Image
	}
	return out
}
