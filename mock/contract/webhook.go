package contract

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
)

// webhook is a callback that the document promises, kept under the event's name.
type webhook struct {
	content *content
	source  string // x-source
}

// Webhooks lists the names of the events for which the document describes a callback, sorted.
func (d *Document) Webhooks() []string { return slices.Sorted(maps.Keys(d.webhooks)) }

// JudgeWebhook returns nil when the body keeps to what x-webhooks says of the event.
func (d *Document) JudgeWebhook(event string, body []byte) *Breach {
	if unjudged {
		return nil
	}
	w := d.webhooks[event]
	if w == nil {
		return &Breach{Kind: Undocumented, Detail: fmt.Sprintf("webhook %q is not documented", event)}
	}
	findings, b := d.judgeContent(w.content, w.content.json, body)
	if b != nil {
		return b
	}
	return invalid(sourced(findings, w.source))
}

// readWebhooks reads x-webhooks, which OpenAPI 3.0 does not know: a path item for each event. Extensions stay unresolved,
// therefore a body's schema must be a $ref to a component.
func (d *Document) readWebhooks(doc *openapi3.T) (webhooks map[string]*webhook, err error) {
	defer func() { err = misbuilt(recover(), err) }()
	webhooks = map[string]*webhook{}
	items, given := doc.Extensions["x-webhooks"]
	if !given {
		return webhooks, nil
	}
	for event, item := range object(items) {
		body, _ := object(object(item)["post"])["requestBody"].(map[string]any)
		media, _ := body["content"].(map[string]any)
		if len(media) == 0 {
			wrong("x-webhooks: %q has no body", event)
		}
		documented := openapi3.Content{}
		for name, kind := range media {
			ref, _ := object(object(kind)["schema"])["$ref"].(string)
			schema := doc.Components.Schemas[strings.TrimPrefix(ref, "#/components/schemas/")]
			if schema == nil {
				wrong("x-webhooks: %q: the schema %q is no known component", event, ref)
			}
			documented[name] = openapi3.NewMediaType().WithSchemaRef(schema)
		}
		source, _ := object(object(item)["post"])["x-source"].(string)
		webhooks[event] = &webhook{newContent(documented, d.out()), source}
	}
	return webhooks, nil
}
