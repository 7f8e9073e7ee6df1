package dialect

import (
	"net/http"

	"github.com/mynah-sim/mynah/conformance/match"
)

// tyntecTemplates is the table of tyntec 2.4. The account is found when a scenario first needs it.
func tyntecTemplates() *Templates {
	account := func(kept match.Kept) map[string]string {
		id, _ := kept["account"].(string)
		return map[string]string{"whatsapp-account-id": id}
	}
	return &Templates{
		Submit: func(kept match.Kept, d Draft) (Request, error) {
			return Request{Operation: "waSubmitTemplateForReview", Params: account(kept), Body: object{
				"name": d.Name, "category": d.What["category"],
				"localizations": []any{object{"language": d.What["language"], "components": tyntecComponents(d)}},
			}}, nil
		},
		Submitted: http.StatusCreated,
		Delete: func(kept match.Kept, name string) Request {
			params := account(kept)
			params["template-id"] = name
			return Request{Operation: "waDeleteTemplate", Params: params}
		},
		Deleted: http.StatusNoContent,
		List: func(kept match.Kept) Request {
			return Request{Operation: "listTemplatesOfWhatsAppAccount", Params: account(kept)}
		},
		Status: tyntecTemplateStatus,
		Words: map[string]string{ // tyntec 5.5
			"pending": "PENDING", "approved": "APPROVED", "rejected": "REJECTED", "deleted": "DELETION_PENDING", "submitted": "REQUESTED",
		},
	}
}

// tyntecComponents writes the definition (tyntec 4.8).
func tyntecComponents(d Draft) (all []any) {
	if text, ok := d.What["header"]; ok {
		all = append(all, object{"type": "HEADER", "format": "TEXT", "text": text})
	}
	if url, ok := d.What["image"]; ok {
		all = append(all, object{"type": "HEADER", "format": "IMAGE", "example": object{"url": url}})
	}
	body := object{"type": "BODY", "text": d.What["body"]}
	if examples, ok := d.What["examples"]; ok {
		body["example"] = object{"texts": examples}
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

// tyntecTemplateStatus finds a localization in the list of templates.
func tyntecTemplateStatus(answer any, name, language string) string {
	templates, _ := answer.([]any)
	for _, t := range templates {
		if is, _ := match.Text(t, "templateName"); is != name {
			continue
		}
		found, _ := match.At(t, "localizations")
		localizations, _ := found.([]any)
		for _, l := range localizations {
			if is, _ := match.Text(l, "language"); is == language {
				status, _ := match.Text(l, "status")
				return status
			}
		}
	}
	return ""
}
