package contract

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
)

// webhook is a callback that the document promises, kept under the event's name.
type webhook struct{ content *content }

// Webhooks lists the names of the events for which the document describes a callback, sorted.
func (d *Document) Webhooks() []string { return slices.Sorted(maps.Keys(d.webhooks)) }

// JudgeWebhook returns nil when the body keeps to what x-webhooks says of the event.
func (d *Document) JudgeWebhook(event string, body []byte) *Breach {
	w := d.webhooks[event]
	if w == nil {
		return &Breach{Kind: Undocumented, Detail: fmt.Sprintf("webhook %q is not documented", event)}
	}
	findings, b := d.judgeContent(w.content, w.content.json, body)
	if b != nil {
		return b
	}
	return invalid(findings)
}

// readWebhooks reads x-webhooks, which OpenAPI 3.0 does not know: a path item for each event. kin-openapi leaves
// extensions unresolved, therefore a body's schema must be a $ref to a component.
func (d *Document) readWebhooks(doc *openapi3.T) (map[string]*webhook, error) {
	text, err := json.Marshal(doc.Extensions["x-webhooks"])
	if err != nil {
		return nil, fmt.Errorf("x-webhooks: %w", err)
	}
	var items map[string]struct {
		Post struct {
			RequestBody struct {
				Content map[string]struct {
					Schema struct {
						Ref string `json:"$ref"`
					}
				}
			}
		}
	}
	if err := json.Unmarshal(text, &items); err != nil {
		return nil, fmt.Errorf("x-webhooks: %w", err)
	}
	webhooks := map[string]*webhook{}
	for event, item := range items {
		documented := openapi3.Content{}
		for media, body := range item.Post.RequestBody.Content {
			name := strings.TrimPrefix(body.Schema.Ref, "#/components/schemas/")
			schema := doc.Components.Schemas[name]
			if schema == nil {
				return nil, fmt.Errorf("x-webhooks: %q: the schema %q is no known component", event, body.Schema.Ref)
			}
			documented[media] = openapi3.NewMediaType().WithSchemaRef(schema)
		}
		if len(documented) == 0 {
			return nil, fmt.Errorf("x-webhooks: %q has no body", event)
		}
		webhooks[event] = &webhook{content: newContent(documented, d.out())}
	}
	return webhooks, nil
}
