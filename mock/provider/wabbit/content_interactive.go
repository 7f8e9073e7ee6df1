package wabbit

import (
	"github.com/mynah-sim/mynah/mock/network"
)

// forms are the network's words for the forms of interactive messages (wabbit 4.5 Interactive).
var forms = map[string]network.InteractiveKind{
	"button": network.Buttons, "list": network.List, "product": network.SingleProduct, "product_list": network.ProductList,
	"location_request_message": network.LocationRequest, "cta_url": network.URLButton, "address_message": network.AddressRequest,
	"flow": network.FlowMessage, "catalog_message": network.CatalogMessage,
}

// interactive is a message with something to tap.
func (w *writer) interactive(content object) network.Content {
	out := shape(content)
	out.Header = w.header(content.at("header"))
	return out
}

// shape is an interactive message without its header, which may be a file.
func shape(content object) network.Interactive {
	action := content.at("action")
	params := action.at("parameters")
	out := network.Interactive{
		Form: forms[content.text("type")], Body: content.at("body").text("text"), Footer: content.at("footer").text("text"),
	}
	switch out.Form {
	case network.Buttons:
		for _, b := range action.items("buttons") {
			reply := b.at("reply")
			out.Choices = append(out.Choices, network.Choice{ID: reply.text("id"), Title: reply.text("title")})
		}
	case network.List:
		out.Label = action.text("button")
		for i, section := range action.items("sections") {
			for _, r := range section.items("rows") {
				out.Choices = append(out.Choices, network.Choice{
					Group: i + 1, Section: section.text("title"), ID: r.text("id"), Title: r.text("title"), Description: r.text("description"),
				})
			}
		}
	case network.SingleProduct:
		out.Catalog = action.text("catalog_id")
		out.Groups = []network.ProductGroup{{Products: []string{action.text("product_retailer_id")}}}
	case network.ProductList:
		out.Catalog, out.Groups = action.text("catalog_id"), productGroups(action)
	case network.URLButton:
		out.Label, out.URL = params.text("display_text"), params.text("url")
	case network.AddressRequest:
		out.Country = params.text("country")
	case network.FlowMessage:
		out.Label, out.Flow = params.text("flow_cta"), flowOf(params)
	}
	return out
}

func productGroups(action object) (all []network.ProductGroup) {
	for _, section := range action.items("sections") {
		g := network.ProductGroup{Title: section.text("title")}
		for _, p := range section.items("product_items") {
			g.Products = append(g.Products, p.text("product_retailer_id"))
		}
		all = append(all, g)
	}
	return all
}

func flowOf(params object) *network.FlowRef {
	payload := params.at("flow_action_payload")
	data := ""
	if payload.has("data") {
		data = string(encode(payload["data"]))
	}
	return &network.FlowRef{
		ID: params.text("flow_id"), Token: params.text("flow_token"), Mode: params.text("mode"), Action: params.text("flow_action"),
		Screen: payload.text("screen"), Data: data,
	}
}

// header is a text or a file over the body; nil: none.
func (w *writer) header(content object) *network.Param {
	kind := content.text("type")
	switch kind {
	case "":
		return nil
	case "text":
		return &network.Param{Text: content.text("text")}
	}
	return &network.Param{Media: w.media(mediaKinds[kind], kind, content.at(kind))}
}
