package twoway

import (
	"cmp"
	"slices"
	"strings"

	"github.com/mynah-sim/mynah/mock/network"
)

// loadAccount makes an account that the world starts with: connected, approved, with what the network knows of its number
// (fixtures 2, 4, 5, 6).
func (t *tx) loadAccount(in *team, c AccountConfig) {
	a := t.newAccount(in, c.ID, c.Type, cmp.Or(c.Nickname, "Account "+c.ID[max(0, len(c.ID)-4):]))
	a.catalog = c.Catalog
	if c.Number == "" {
		t.growStale(a)
		return
	}
	t.takeNumber(a, c.Number)
	a.state, a.login = stateOpen, t.now
	if a.kind == typeBusiness {
		w, _ := t.p.net.WABA(t.waba(a)) // none: no templates, so no namespace
		a.credentials = map[string]any{
			"type": "alibaba-cams-v2", "wabaId": a.number + personSuffix, "templateNamespace": w.Namespace, "custSpaceId": "cams-demo",
			"secret": c.Secret,
		}
		a.info = map[string]any{"status": "approved", "nameStatus": "APPROVED", "isBlocked": false}
	} else {
		a.info = map[string]any{
			"receivedPendingNotifications": true, "isBusiness": c.Business, "isSyncingHistory": false, "sync": map[string]any{},
		}
	}
	for _, tpl := range c.Templates {
		t.loadTemplate(a, tpl)
	}
	t.loadCatalog(a, c)
	for _, g := range t.p.net.Groups(a.number) {
		t.syncGroup(a, g)
	}
	t.told = nil // nobody has subscribed yet
}

func (t *tx) loadTemplate(a *account, c TemplateConfig) {
	tpl := &template{id: c.ID, name: c.Name, language: c.Language, text: c.Text}
	all, _ := t.p.net.FindTemplates(network.TemplateRef{WABA: t.waba(a), Name: c.Name, Language: c.Language}) // none: the text is all
	for _, known := range all {
		tpl.text = cmp.Or(tpl.text, known.Body)
		for i, b := range known.Buttons {
			id := b.Text
			if i < len(c.Buttons) {
				id = c.Buttons[i]
			}
			tpl.buttons = append(tpl.buttons, button{ID: id, Text: b.Text, URL: b.URL, PhoneNumber: b.Phone})
		}
		if known.Header != nil && known.Header.Format != "TEXT" {
			kind := strings.ToLower(known.Header.Format)
			tpl.media = &attachment{Type: kind, Mimetype: sampleTypes[kind], URL: "https://files.example.test/sample"}
		}
	}
	a.templates = append(a.templates, tpl)
}

// sampleTypes are the types of sample files in the heads of templates.
var sampleTypes = map[string]string{"image": "image/jpeg", "video": "video/mp4", "document": "application/pdf"}

// loadCatalog takes over the products of the number's catalog as synced ones, and their categories.
func (t *tx) loadCatalog(a *account, c AccountConfig) {
	catalog, err := t.p.net.Catalog(a.catalog)
	if a.catalog == "" || err != nil {
		return
	}
	for _, from := range catalog.Products {
		p := t.productFrom(a, from, catalog.Currency)
		a.products = append(a.products, p)
		if from.Category == "" {
			continue
		}
		i := slices.IndexFunc(a.categories, func(o *category) bool { return o.name == from.Category })
		if i < 0 {
			id := c.Categories[from.Category]
			if id == "" {
				id = t.p.chance.digits("categories", 12)
			}
			a.categories, i = append(a.categories, &category{account: a, id: id, name: from.Category}), len(a.categories)
		}
		a.categories[i].products = append(a.categories[i].products, p)
	}
}
