package tyntec

import "github.com/mynah-sim/mynah/mock/network"

// forms are the interactive messages by their subType (tyntec 4.3, 4.6).
var forms = map[string]network.InteractiveKind{
	"buttons": network.Buttons, "list": network.List, "product": network.SingleProduct, "productList": network.ProductList,
	"locationRequest": network.LocationRequest, "flow": network.FlowMessage, "address": network.AddressRequest,
	"callPermissionRequest": network.CallPermission, "contactRequest": network.ContactRequest, "urlButton": network.URLButton,
	"callButton": network.CallButton,
}

// interactive reads a message with something to tap (tyntec 4.6).
func interactive(i part) network.Interactive {
	kind, c := i.at("subType").text(), i.at("components")
	m := network.Interactive{Form: forms[kind], Body: c.at("body").at("text").text(), Footer: c.at("footer").at("text").text()}
	if h := c.at("header"); h.present() && kind != "product" { // of a product it is ignored (tyntec OP-77)
		value := header(h)
		m.Header = &value
	}
	inner := c.at(kind)
	switch kind {
	case "buttons":
		m.Choices = replyButtons(inner)
	case "list":
		m.Label, m.Choices = inner.at("title").text(), rows(inner)
	case "product":
		m.Catalog = inner.at("catalogId").text()
		m.Groups = []network.ProductGroup{{Products: []string{inner.at("productId").text()}}}
	case "productList":
		m.Catalog, m.Groups = inner.at("catalogId").text(), products(inner)
	case "flow":
		m.Label, m.Flow = inner.at("flowCta").text(), flow(inner)
	case "address":
		m.Country = inner.at("country").text()
	case "urlButton":
		m.Label, m.URL = inner.at("displayText").text(), inner.at("url").text()
	case "callButton":
		m.Label, m.Payload = inner.at("displayText").text(), inner.at("payload").text()
		m.Minutes = inner.at("timeToLiveMinutes").whole()
	}
	return m
}

func replyButtons(list part) (choices []network.Choice) {
	for _, b := range list.items() {
		reply := b.at("reply")
		choices = append(choices, network.Choice{ID: reply.at("payload").text(), Title: reply.at("title").text()})
	}
	return choices
}

func rows(list part) (choices []network.Choice) {
	for i, section := range list.at("sections").items() {
		for _, row := range section.at("rows").items() {
			choices = append(choices, network.Choice{
				Group: i + 1, Section: section.at("title").text(), ID: row.at("payload").text(),
				Title: row.at("title").text(), Description: row.at("description").text(),
			})
		}
	}
	return choices
}

func products(list part) (groups []network.ProductGroup) {
	for _, section := range list.at("sections").items() {
		group := network.ProductGroup{Title: section.at("title").text()}
		for _, item := range section.at("items").items() {
			group.Products = append(group.Products, item.at("productId").text())
		}
		groups = append(groups, group)
	}
	return groups
}

func flow(f part) *network.FlowRef {
	mode := f.at("mode").text()
	if mode == "" {
		mode = "published"
	}
	start := f.at("flowActionPayload")
	return &network.FlowRef{
		ID: f.at("flowId").text(), Token: f.at("flowToken").text(), Mode: mode, Action: f.at("flowAction").text(),
		Screen: start.at("screen").text(), Data: start.at("data").json(),
	}
}
