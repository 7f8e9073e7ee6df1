package network

import "strconv"

// The conditions that change a business's goods: templates (F37), products and their catalog (F48), flows (F49).

// templatesHit calls f with every template of the struck senders' accounts that a rule names.
func (t *tx) templatesHit(r *rule, f func(*template)) {
	seen := map[string]bool{}
	for _, s := range t.senders(r) {
		if seen[s.WABA] {
			continue
		}
		seen[s.WABA] = true
		for _, place := range t.n.templatesOf[s.WABA] {
			tpl := t.n.templates.at(place)
			if like(r.Match.Template, tpl.Name) {
				f(tpl)
			}
		}
	}
}

// senders are the struck WhatsApp numbers of a rule that may name a template: the name is no business of a sender's.
func (t *tx) senders(r *rule) []*sender {
	named := r.Match.Template
	r.Match.Template = ""
	defer func() { r.Match.Template = named }()
	return t.struckSenders(r)
}

func (t *tx) spoilTemplates(r *rule) { // F37
	t.templatesHit(r, func(tpl *template) {
		u := undo{what: undoTemplate, id: tpl.WABA, item: tpl.Name + " " + tpl.Language, old: string(tpl.Status)}
		if r.text("to") == "category" {
			u.what, u.old = undoCategory, tpl.Category
			t.turnTemplate(tpl, "category", r.text("category"))
		} else {
			t.turnTemplate(tpl, "status", r.text("to"))
		}
		r.undo = append(r.undo, u)
	})
}

func (t *tx) undoTemplate(u undo) {
	for _, place := range t.n.templatesOf[u.id] {
		tpl := t.n.templates.at(place)
		if tpl.Name+" "+tpl.Language != u.item {
			continue
		}
		if u.what == undoCategory {
			t.turnTemplate(tpl, "category", u.old)
		} else {
			t.turnTemplate(tpl, "status", u.old)
		}
	}
}

func (t *tx) spoilProducts(r *rule) { // F48
	how := r.text("how")
	if how == "old_price" {
		return // asked when an order is sent
	}
	seen := map[string]bool{}
	for _, s := range t.struckSenders(r) {
		w := t.n.wabas[s.WABA]
		if w == nil || w.Catalog == "" || seen[w.ID] {
			continue
		}
		seen[w.ID] = true
		if how == "unlinked" {
			r.undo = append(r.undo, undo{what: undoLink, id: w.ID, old: w.Catalog})
			t.linkTo(w, "")
			continue
		}
		if c := t.n.catalogs[w.Catalog]; c != nil && !seen["catalog "+c.ID] {
			seen["catalog "+c.ID] = true
			t.spoilCatalog(r, c, how)
		}
	}
}

func (t *tx) spoilCatalog(r *rule, c *catalog, how string) {
	for _, place := range c.order {
		p := t.n.products.at(place).clone()
		if wanted := r.text("product"); wanted != "" && wanted != p.ID {
			continue
		}
		u := undo{id: c.ID, item: p.ID}
		switch how {
		case "hidden":
			u.what, u.old, p.Hidden = undoHidden, strconv.FormatBool(p.Hidden), true
		case "out_of_stock":
			u.what, u.old, p.OutOfStock = undoStock, strconv.FormatBool(p.OutOfStock), true
		default:
			u.what, u.by = undoPrice, p.Price
			p.Price = max(p.Price+int64(r.integer("delta")), 0)
		}
		r.undo = append(r.undo, u)
		t.alterProduct(place, p)
	}
}

func (t *tx) undoProduct(u undo) {
	if u.what == undoLink {
		if w := t.n.wabas[u.id]; w != nil && w.Catalog == "" {
			t.linkTo(w, u.old)
		}
		return
	}
	place, err := t.n.productPlace(u.id, u.item)
	if err != nil {
		return // deleted meanwhile
	}
	p := t.n.products.at(place).clone()
	switch u.what {
	case undoHidden:
		p.Hidden = u.old == "true"
	case undoStock:
		p.OutOfStock = u.old == "true"
	default:
		p.Price = u.by
	}
	t.alterProduct(place, p)
}

// oldPrice is what an order says of a price that has changed meanwhile (F48).
func (t *tx) oldPrice(senderID, number, product string, price int64) int64 {
	s := t.n.sendersBy[senderKey{WhatsApp, senderID}]
	if s == nil || len(t.n.faults.by[48]) == 0 {
		return price
	}
	sub := t.subjectOfSender(s)
	sub.Number, sub.kind, sub.n = number, "order", 0
	r := t.strike(48, sub, func(r *rule) bool {
		return r.text("how") == "old_price" && like(r.text("product"), product)
	})
	if r == nil {
		return price
	}
	return max(price-int64(r.integer("delta")), 0)
}

func (t *tx) spoilFlows(r *rule) { // F49
	seen := map[string]bool{}
	for _, s := range t.struckSenders(r) {
		if seen[s.WABA] {
			continue
		}
		seen[s.WABA] = true
		for place := range t.n.flows.n {
			f := t.n.flows.at(place + 1)
			known := t.n.flowsBy[f.ID] == place+1
			if !known || !f.of(s.WABA) || !like(r.text("flow"), f.ID) || f.Status != StatusPublished {
				continue
			}
			r.undo = append(r.undo, undo{what: undoFlow, id: f.ID, old: string(f.Status)})
			t.forceFlow(f, FlowStatus(r.text("state")))
		}
	}
}
