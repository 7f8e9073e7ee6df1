package dialect

import (
	"errors"
	"maps"
)

// wabbitSend writes a message for createMessage (wabbit 2.6).
func wabbitSend(line Line, content Content) (Request, error) {
	if line.Channel != "whatsapp" {
		return Request{}, errors.New("wabbit sends over whatsapp, not over " + line.Channel)
	}
	write := wabbitWriters[content.Kind]
	if write == nil {
		return Request{}, errors.New("wabbit sends no " + content.Kind)
	}
	what := maps.Clone(content.What)
	body := object{"wa_id": line.To}
	if replyTo := what["replyTo"]; replyTo != nil {
		body["context"] = object{"id": replyTo}
		delete(what, "replyTo")
	}
	kind, written := write(what)
	body["type"], body[kind] = kind, written
	return Request{Operation: "createMessage", Body: body}, nil
}

var wabbitWriters = map[string]func(object) (kind string, content any){
	"text":     func(w object) (string, any) { return "text", object{"body": w["text"]} },
	"image":    wabbitFile("image"),
	"video":    wabbitFile("video"),
	"audio":    wabbitFile("audio"),
	"voice":    wabbitFile("voice"),
	"document": wabbitFile("document"),
	"sticker":  wabbitFile("sticker"),
	"location": func(w object) (string, any) { return "location", w },
	"reaction": func(w object) (string, any) { return "reaction", w },
	"contact": func(w object) (string, any) {
		return "contacts", []any{object{
			"name": object{"formatted_name": w["name"], "first_name": w["name"]}, "phones": []any{object{"phone": w["phone"], "type": "CELL"}},
		}}
	},
	"template":       wabbitTemplate,
	"button message": wabbitButtons,
	"list message":   wabbitList,
	"location request": func(w object) (string, any) {
		return wabbitInteractive("location_request_message", w, object{"name": "send_location"})
	},
	"flow message": wabbitFlow,
	"product":      wabbitProduct,
	"product list": wabbitProducts,
}

// wabbitFile takes the rows url or mediaId, caption and filename.
func wabbitFile(kind string) func(object) (string, any) {
	return func(w object) (string, any) {
		out := object{}
		for row, member := range map[string]string{"url": "link", "mediaId": "id", "caption": "caption", "filename": "filename"} {
			if value := w[row]; value != nil {
				out[member] = value
			}
		}
		return kind, out
	}
}

// wabbitTemplate takes the rows name, language, values (of the body), image (URL of the header), payloads (of quick replies), link.
func wabbitTemplate(w object) (string, any) {
	components := []any{}
	part := func(kind string, parameters []any) {
		if parameters != nil {
			components = append(components, object{"type": kind, "parameters": parameters})
		}
	}
	if image := w["image"]; image != nil {
		part("header", []any{object{"type": "image", "image": object{"link": image}}})
	}
	part("body", entries(w["values"], func(_ int, value any) object { return object{"type": "text", "text": value} }))
	button := func(kind string, i int, parameter object) object {
		return object{"type": "button", "sub_type": kind, "index": i, "parameters": []any{parameter}}
	}
	components = append(components, entries(w["payloads"], func(i int, payload any) object {
		return button("quick_reply", i, object{"type": "payload", "payload": payload})
	})...)
	if link := w["link"]; link != nil {
		components = append(components, button("url", 0, object{"type": "text", "text": link}))
	}
	return "template", object{
		"namespace": wabbitNamespace, "name": w["name"], "language": object{"code": w["language"], "policy": "deterministic"},
		"components": components,
	}
}

func wabbitInteractive(kind string, w, action object) (string, any) {
	return "interactive", object{"type": kind, "body": object{"text": w["text"]}, "action": action}
}

// wabbitButtons takes the rows text and buttons, each with id and title.
func wabbitButtons(w object) (string, any) {
	return wabbitInteractive("button", w, object{"buttons": entries(w["buttons"], func(_ int, b any) object {
		button, _ := b.(object)
		return object{"type": "reply", "reply": object{"id": button["id"], "title": button["title"]}}
	})})
}

// wabbitList takes the rows text, title and rows, each with id, title and perhaps description.
func wabbitList(w object) (string, any) {
	return wabbitInteractive("list", w, object{"button": w["title"], "sections": []any{object{"rows": w["rows"]}}})
}

// wabbitFlow takes the rows text, flow (its id), token, button (its caption) and screen.
func wabbitFlow(w object) (string, any) {
	return wabbitInteractive("flow", w, object{"name": "flow", "parameters": object{
		"flow_message_version": "3", "flow_id": w["flow"], "flow_token": w["token"], "flow_cta": w["button"], "flow_action": "navigate",
		"flow_action_payload": object{"screen": w["screen"]},
	}})
}

// wabbitProduct takes the rows text, catalog and product.
func wabbitProduct(w object) (string, any) {
	return wabbitInteractive("product", w, object{"catalog_id": w["catalog"], "product_retailer_id": w["product"]})
}

// wabbitProducts takes the rows text, title, catalog and products.
func wabbitProducts(w object) (string, any) {
	items := entries(w["products"], func(_ int, id any) object { return object{"product_retailer_id": id} })
	kind, content := wabbitInteractive("product_list", w, object{
		"catalog_id": w["catalog"], "sections": []any{object{"title": w["title"], "product_items": items}},
	})
	content.(object)["header"] = object{"type": "text", "text": w["title"]}
	return kind, content
}
