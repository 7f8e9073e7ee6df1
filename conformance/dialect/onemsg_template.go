package dialect

import (
	"net/http"

	"github.com/mynah-sim/mynah/conformance/match"
)

// onemsgTemplates is the table of onemsg 2.4.
func onemsgTemplates() *Templates {
	return &Templates{
		Submit: func(_ match.Kept, d Draft) (Request, error) {
			return Request{Operation: "addTemplate", Body: object{
				"name": d.Name, "category": d.What["category"], "language": d.What["language"], "components": onemsgComponents(d),
			}}, nil
		},
		Submitted: http.StatusOK,
		Delete: func(_ match.Kept, name string) Request {
			return Request{Operation: "removeTemplate", Body: object{"name": name}}
		},
		Deleted: http.StatusOK,
		List:    func(match.Kept) Request { return Request{Operation: "templatesList"} },
		Status:  statusIn("templates"),
		Words:   map[string]string{"deleted": ""},
	}
}

// onemsgComponents writes the definition (onemsg 4.4).
func onemsgComponents(d Draft) (all []any) {
	if text, ok := d.What["header"]; ok {
		all = append(all, object{"type": "HEADER", "format": "TEXT", "text": text})
	}
	if url, ok := d.What["image"]; ok {
		all = append(all, object{"type": "HEADER", "format": "IMAGE", "example": object{"header_handle": []any{url}}})
	}
	body := object{"type": "BODY", "text": d.What["body"]}
	if examples, ok := d.What["examples"]; ok {
		body["example"] = object{"body_text": []any{examples}}
	}
	all = append(all, body)
	if text, ok := d.What["footer"]; ok {
		all = append(all, object{"type": "FOOTER", "text": text})
	}
	if buttons := entries(d.What["buttons"], func(_ int, caption any) object { return object{"type": "QUICK_REPLY", "text": caption} }); buttons != nil {
		all = append(all, object{"type": "BUTTONS", "buttons": buttons})
	}
	return all
}
