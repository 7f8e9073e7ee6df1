package dialect

import (
	"errors"
	"maps"
)

// onemsgSend writes a message for the operation that sends its kind (onemsg 2.3 to 2.9).
func onemsgSend(line Line, content Content) (Request, error) {
	if line.Channel != "whatsapp" {
		return Request{}, errors.New("1msg sends over whatsapp, not over " + line.Channel)
	}
	write := onemsgWriters[content.Kind]
	if write == nil {
		return Request{}, errors.New("1msg sends no " + content.Kind)
	}
	operation, body := write(maps.Clone(content.What))
	body["phone"] = line.To
	if replyTo := content.What["replyTo"]; replyTo != nil {
		body["quotedMsgId"] = replyTo
	}
	return Request{Operation: operation, Body: body}, nil
}

func onemsgReact(line Line, messageID, emoji string) (Request, error) {
	return Request{Operation: "sendReaction", Body: object{"phone": line.To, "quotedMsgId": messageID, "body": emoji}}, nil
}

var onemsgWriters = map[string]func(object) (operation string, body object){
	"text":             func(w object) (string, object) { return "sendMessage", object{"body": w["text"]} },
	"image":            onemsgFile("image", "file.jpg"),
	"video":            onemsgFile("video", "file.mp4"),
	"audio":            onemsgFile("audio", "file.mp3"),
	"document":         onemsgFile("document", "file.pdf"),
	"sticker":          onemsgSticker,
	"location":         onemsgLocation,
	"contact":          onemsgContact,
	"template":         onemsgTemplate,
	"button message":   onemsgButtons,
	"list message":     onemsgList,
	"location request": func(w object) (string, object) { return "sendLocationRequest", object{"body": w["text"]} },
	"flow message":     onemsgFlow,
	"product":          onemsgProduct,
	"product list":     onemsgProducts,
}

// onemsgFile takes the rows url or mediaId, caption and filename.
func onemsgFile(kind, name string) func(object) (string, object) {
	return func(w object) (string, object) {
		body := object{"mediaType": kind}
		if id := w["mediaId"]; id != nil {
			body["mediaId"] = id
		} else {
			body["body"], body["filename"] = w["url"], name
		}
		for _, member := range []string{"filename", "caption"} {
			if value := w[member]; value != nil {
				body[member] = value
			}
		}
		return "sendFile", body
	}
}

func onemsgSticker(w object) (string, object) {
	if id := w["mediaId"]; id != nil {
		return "sendSticker", object{"mediaId": id}
	}
	return "sendSticker", object{"link": w["url"]}
}

func onemsgLocation(w object) (string, object) {
	body := object{"lat": w["latitude"], "lng": w["longitude"]}
	for _, member := range []string{"name", "address"} {
		if value := w[member]; value != nil {
			body[member] = value
		}
	}
	return "sendLocation", body
}

// onemsgContact makes a card from the rows name and phone.
func onemsgContact(w object) (string, object) {
	return "sendContact", object{"contacts": []any{object{
		"name":   object{"formatted_name": w["name"], "first_name": w["name"]},
		"phones": []any{object{"phone": w["phone"], "type": "CELL"}},
	}}}
}

// onemsgTemplate takes the rows name, language, values (of the body), image (URL of the header), payloads (of quick replies), link.
func onemsgTemplate(w object) (string, object) {
	params := []any{}
	if image := w["image"]; image != nil {
		params = append(params, object{"type": "header", "parameters": []any{object{"type": "image", "image": object{"link": image}}}})
	}
	if values := entries(w["values"], func(_ int, value any) object { return object{"type": "text", "text": value} }); values != nil {
		params = append(params, object{"type": "body", "parameters": values})
	}
	button := func(kind string, i int, parameter object) object {
		return object{"type": "button", "sub_type": kind, "index": i, "parameters": []any{parameter}}
	}
	params = append(params, entries(w["payloads"], func(i int, payload any) object {
		return button("quick_reply", i, object{"type": "payload", "payload": payload})
	})...)
	if link := w["link"]; link != nil {
		params = append(params, button("url", 0, object{"type": "text", "text": link}))
	}
	return "sendTemplate", object{
		"namespace": "", "template": w["name"], "language": object{"policy": "deterministic", "code": w["language"]}, "params": params,
	}
}

// onemsgButtons takes the rows text and buttons, each with id and title.
func onemsgButtons(w object) (string, object) {
	return "sendButton", object{"body": w["text"], "sections": entries(w["buttons"], func(_ int, b any) object {
		button, _ := b.(object)
		return object{"type": "reply", "reply": object{"id": button["id"], "title": button["title"]}}
	})}
}

// onemsgList takes the rows text, title and rows, each with id, title and perhaps description.
func onemsgList(w object) (string, object) {
	return "sendList", object{"body": w["text"], "action": w["title"], "sections": []any{object{"rows": w["rows"]}}}
}

// onemsgFlow takes the rows text, flow (its id), token, button (its caption) and screen.
func onemsgFlow(w object) (string, object) {
	return "sendFlow", object{
		"body": w["text"], "flowId": w["flow"], "flowToken": w["token"], "flowCta": w["button"], "flowAction": "navigate",
		"flowActionPayload": object{"screen": w["screen"]},
	}
}

// onemsgProduct takes the rows text, catalog and product.
func onemsgProduct(w object) (string, object) {
	return "sendProduct", object{"body": w["text"], "action": object{"catalog_id": w["catalog"], "product_retailer_id": w["product"]}}
}

// onemsgProducts takes the rows text, title, catalog and products.
func onemsgProducts(w object) (string, object) {
	items := entries(w["products"], func(_ int, id any) object { return object{"product_retailer_id": id} })
	return "sendProduct", object{"body": w["text"], "header": w["title"], "action": object{
		"catalog_id": w["catalog"], "sections": []any{object{"title": w["title"], "product_items": items}},
	}}
}
