package dialect

import (
	"fmt"
	"maps"
)

// twowaySend writes a message for messagesPost (twoway 2.5). The rows of a template are its values; members beside the content, such
// as miscOptions or timestamp, go as they are.
func twowaySend(line Line, content Content) (Request, error) {
	body, err := twowayBody(content)
	if err != nil {
		return Request{}, err
	}
	return Request{
		Operation: "messagesPost", Params: map[string]string{"accountId": "$accountId", "chatId": line.To}, Body: body,
	}, nil
}

func twowayBody(c Content) (object, error) {
	what := maps.Clone(c.What)
	switch c.Kind {
	case "text", "note", "poll":
		if c.Kind == "note" {
			what["status"] = "note"
		}
		return what, nil
	case "image", "video", "audio", "document", "sticker", "contact":
		return twowayAttachment(c.Kind, what), nil
	case "location":
		at := object{"latitude": what["latitude"], "longitude": what["longitude"]}
		return object{"text": what["name"], "attachments": []any{object{"type": "location", "mimetype": "", "url": "", "location": at}}}, nil
	case "button message":
		buttons := entries(what["buttons"], func(_ int, b any) object {
			button, _ := b.(object)
			return object{"id": button["id"], "text": button["title"]}
		})
		return object{"text": what["text"], "buttons": buttons}, nil
	case "product":
		return twowayProducts(what["text"], []any{what["product"]})
	case "product list":
		ids, _ := what["products"].([]any)
		return twowayProducts(what["text"], ids)
	case "template":
		return twowayTemplate(what)
	}
	return nil, fmt.Errorf("twoway sends no %s", c.Kind)
}

// twowayDemoProducts are the ids of the products of the demo world by their retailer ids (fixtures 5): the API knows its own ids.
var twowayDemoProducts = map[any]string{
	"SKU-1": "7312004455881", "SKU-2": "7312004455882", "SKU-3": "7312004455883", "SKU-4": "7312004455884", "SKU-5": "7312004455885",
}

func twowayProducts(text any, ids []any) (object, error) {
	var products []any
	for _, id := range ids {
		own, ok := twowayDemoProducts[id]
		if !ok {
			return nil, fmt.Errorf("product %v: twoway knows products by its own id, and this one is not of the demo world", id)
		}
		products = append(products, object{"id": own})
	}
	return object{"text": text, "products": products}, nil
}

// twowayTypes are the types of files that are sent without one.
var twowayTypes = map[string]string{
	"image": "image/jpeg", "video": "video/mp4", "audio": "audio/ogg", "document": "application/pdf", "sticker": "image/webp",
	"contact": "text/vcard",
}

func twowayAttachment(kind string, what object) object {
	file := object{"type": kind, "mimetype": twowayTypes[kind], "url": what["url"]}
	if what["filename"] != nil {
		file["filename"] = what["filename"]
	}
	return object{"text": what["caption"], "attachments": []any{file}}
}

// twowayDemo are the templates of the demo world: id and names of the values (fixtures 4).
var twowayDemo = map[string]struct {
	id    string
	names []string
}{
	"hello_world": {"530001", nil}, "order_update": {"530002", []string{"order", "status"}}, "delivery_choice": {"530003", []string{"order"}},
	"promo_image": {"530004", []string{"name"}}, "login_code": {"530005", []string{"code"}},
}

func twowayTemplate(what object) (object, error) {
	name, _ := what["name"].(string)
	demo, ok := twowayDemo[name]
	if !ok {
		return nil, fmt.Errorf("template %q: twoway knows templates by id, and this one is not of the demo world", name)
	}
	parameters := object{}
	values, _ := what["values"].([]any)
	for i, value := range values {
		if i < len(demo.names) {
			parameters[demo.names[i]] = value
		}
	}
	body := object{"text": nil, "miscOptions": object{"templateId": demo.id}, "parameters": parameters}
	if image := what["image"]; image != nil {
		body["attachments"] = []any{object{"type": "image", "mimetype": "image/jpeg", "url": image}}
	}
	return body, nil
}
