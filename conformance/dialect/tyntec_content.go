package dialect

import (
	"errors"
	"fmt"
)

type object = map[string]any

// tyntecSend writes a message for sendMessage (tyntec 2.1).
func tyntecSend(line Line, content Content) (Request, error) {
	write, err := tyntecWriter(line.Channel, content.Kind)
	if err != nil {
		return Request{}, err
	}
	body := object{"to": line.To, "from": line.From, "channel": line.Channel}
	for _, name := range []string{"context", "overrides", "rateType", "messagePurpose"} { // members beside the content
		if value, ok := content.What[name]; ok {
			body[name] = value
			delete(content.What, name)
		}
	}
	if line.Channel == "viber" && body["rateType"] == nil && body["messagePurpose"] == nil {
		body["rateType"] = "promotion" // the rate type that takes every content (tyntec 5.7)
	}
	replyTo := content.What["replyTo"]
	delete(content.What, "replyTo")
	written := write(content)
	if replyTo != nil {
		written["replyTo"] = replyTo
	}
	body["content"] = written
	return Request{Operation: "sendMessage", Body: body}, nil
}

func tyntecReact(line Line, messageID, emoji string) (Request, error) {
	return tyntecSend(line, Content{"reaction", object{"messageId": messageID, "emoji": emoji}})
}

// tyntecWriter finds what writes a kind of content on a channel. SMS and Viber have fewer kinds (tyntec 4.11, 4.12).
func tyntecWriter(channel, kind string) (func(Content) object, error) {
	channels := map[string]map[string]func(Content) object{
		"sms":   {"text": text},
		"viber": {"text": text, "image": member, "file": member, "video": member, "list": member, "carousel": member, "components": member},
		"whatsapp": {
			"text": text, "image": member, "document": member, "video": member, "audio": member, "sticker": member,
			"location": member, "reaction": member, "contact": contact, "template": template, "button message": buttons,
			"list message": list, "location request": locationRequest, "flow message": flow, "product list": products,
			"product": product, "call permission request": callPermission,
		},
	}
	kinds := channels[channel]
	if kinds == nil {
		return nil, fmt.Errorf("tyntec has no channel %q", channel)
	}
	if write := kinds[kind]; write != nil {
		return write, nil
	}
	return nil, errors.New("tyntec sends no " + kind + " over " + channel)
}

func text(c Content) object {
	content := object{"contentType": "text"}
	for name, value := range c.What {
		content[name] = value
	}
	return content
}

// member is for the kinds whose rows are the members of one object of the same name.
func member(c Content) object {
	return object{"contentType": c.Kind, c.Kind: c.What}
}

// contact makes a card from the rows name and phone.
func contact(c Content) object {
	return object{"contentType": "contacts", "contacts": []any{object{
		"name":   object{"formattedName": c.What["name"], "firstName": c.What["name"]},
		"phones": []any{object{"phone": c.What["phone"], "type": "CELL"}},
	}}}
}

// template takes the rows name, language, values (of the body), image (URL of the header), payloads (of quick replies).
func template(c Content) object {
	components := object{}
	if image, ok := c.What["image"]; ok {
		components["header"] = []any{object{"type": "image", "image": object{"url": image}}}
	}
	if values := entries(c.What["values"], func(_ int, value any) object { return object{"type": "text", "text": value} }); values != nil {
		components["body"] = values
	}
	button := entries(c.What["payloads"], func(i int, payload any) object {
		return object{"type": "quick_reply", "index": i, "payload": payload}
	})
	if link, ok := c.What["link"]; ok {
		button = append(button, object{"type": "url", "index": 0, "text": link})
	}
	if button != nil {
		components["button"] = button
	}
	return object{"contentType": "template", "template": object{
		"templateId": c.What["name"], "templateLanguage": c.What["language"], "components": components,
	}}
}

// buttons takes the rows text and buttons, each with id and title.
func buttons(c Content) object {
	return interactive("buttons", c, object{"buttons": entries(c.What["buttons"], func(_ int, b any) object {
		button, _ := b.(object)
		return object{"type": "reply", "reply": object{"payload": button["id"], "title": button["title"]}}
	})})
}

// list takes the rows text, title and rows, each with id, title and perhaps description.
func list(c Content) object {
	rows := entries(c.What["rows"], func(_ int, r any) object {
		row, _ := r.(object)
		out := object{"payload": row["id"], "title": row["title"]}
		if row["description"] != nil {
			out["description"] = row["description"]
		}
		return out
	})
	return interactive("list", c, object{"list": object{"title": c.What["title"], "sections": []any{object{"rows": rows}}}})
}

// product takes the rows catalog, product and, where there is one, text.
func product(c Content) object {
	return interactive("product", c, object{"product": object{"catalogId": c.What["catalog"], "productId": c.What["product"]}})
}

// callPermission takes the row text.
func callPermission(c Content) object { return interactive("callPermissionRequest", c, object{}) }

func locationRequest(c Content) object { return interactive("locationRequest", c, object{}) }

// flow takes the rows text, flow (its id), token, button (its caption) and screen.
func flow(c Content) object {
	return interactive("flow", c, object{"flow": object{
		"mode": "published", "flowId": c.What["flow"], "flowToken": c.What["token"], "flowCta": c.What["button"],
		"flowAction": "navigate", "flowActionPayload": object{"screen": c.What["screen"]},
	}})
}

// products takes the rows text, title, catalog and products.
func products(c Content) object {
	items := entries(c.What["products"], func(_ int, id any) object { return object{"productId": id} })
	return interactive("productList", c, object{
		"header":      object{"type": "text", "text": c.What["title"]},
		"productList": object{"catalogId": c.What["catalog"], "sections": []any{object{"title": c.What["title"], "items": items}}},
	})
}

func interactive(subType string, c Content, components object) object {
	components["body"] = object{"type": "text", "text": c.What["text"]}
	return object{"contentType": "interactive", "interactive": object{"subType": subType, "components": components}}
}

// entries maps a list; nil for none.
func entries(list any, make func(int, any) object) []any {
	var out []any
	values, _ := list.([]any)
	for i, value := range values {
		out = append(out, make(i, value))
	}
	return out
}
