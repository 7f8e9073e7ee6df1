package document

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"mime"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
)

// JudgeAnswer says what in an answer breaks the document: a status that is not documented, a content type, a header or
// a body. It is nil when nothing does.
func (o *Operation) JudgeAnswer(status int, header http.Header, body []byte) error {
	response, err := o.response(status)
	if err != nil {
		return err
	}
	if err := judgeHeaders(response, header); err != nil {
		return fmt.Errorf("%s answered %d: %w", o.ID, status, err)
	}
	if err := judgeBody(response.Content, header.Get("Content-Type"), body); err != nil {
		return fmt.Errorf("%s answered %d: %w", o.ID, status, err)
	}
	return nil
}

func (o *Operation) response(status int) (*openapi3.Response, error) {
	ref := o.responses.Status(status)
	// "default" stands for the errors; a success has to be documented by its own status.
	if ref == nil && status >= http.StatusBadRequest {
		ref = o.responses.Default()
	}
	if ref == nil || ref.Value == nil {
		return nil, fmt.Errorf("%s answered %d: status is not documented", o.ID, status)
	}
	return ref.Value, nil
}

func judgeHeaders(response *openapi3.Response, header http.Header) error {
	var breaches []error
	for name, ref := range response.Headers {
		if ref.Value == nil || ref.Value.Schema == nil {
			continue
		}
		values := header.Values(name)
		if len(values) == 0 && ref.Value.Required {
			breaches = append(breaches, fmt.Errorf("header %s is missing", name))
		}
		for _, value := range values {
			if err := ref.Value.Schema.Value.VisitJSON(typed(ref.Value.Schema.Value, value), options()...); err != nil {
				breaches = append(breaches, fmt.Errorf("header %s: %s", name, findings(err)))
			}
		}
	}
	return errors.Join(breaches...)
}

// typed reads the text of a header as the type that its schema wants.
func typed(schema *openapi3.Schema, value string) any {
	if schema.Type.Is("integer") || schema.Type.Is("number") {
		if n, err := strconv.ParseFloat(value, 64); err == nil {
			return n
		}
	}
	if b, err := strconv.ParseBool(value); err == nil && schema.Type.Is("boolean") {
		return b
	}
	return value
}

func judgeBody(content openapi3.Content, contentType string, body []byte) error {
	if len(content) == 0 {
		if len(body) > 0 {
			return fmt.Errorf("has a body of %d bytes, none is documented", len(body))
		}
		return nil
	}
	media := content.Get(contentType)
	if media == nil {
		return fmt.Errorf("content type %q is not documented", contentType)
	}
	if media.Schema == nil || media.Schema.Value == nil || !isJSON(contentType) {
		return nil
	}
	return judgeJSON(media.Schema.Value, body)
}

// JudgeWebhook says what in the body of a callback breaks the schema that x-webhooks gives for the event.
func (d *Document) JudgeWebhook(event string, body []byte) error {
	schema := d.webhooks[event]
	if schema == nil {
		return fmt.Errorf("webhook %q: not in the document %s", event, d.name)
	}
	if err := judgeJSON(schema, body); err != nil {
		return fmt.Errorf("webhook %s: %w", event, err)
	}
	return nil
}

func judgeJSON(schema *openapi3.Schema, body []byte) error {
	decoder := json.NewDecoder(bytes.NewReader(body))
	var value any
	if err := decoder.Decode(&value); err != nil {
		return fmt.Errorf("body is not JSON: %w", err)
	}
	if decoder.More() {
		return errors.New("body has more than one JSON value")
	}
	if err := schema.VisitJSON(value, options()...); err != nil {
		return errors.New(findings(err))
	}
	return nil
}

func options() []openapi3.SchemaValidationOption {
	return []openapi3.SchemaValidationOption{
		openapi3.VisitAsResponse(), openapi3.MultiErrors(), openapi3.EnableFormatValidation(),
		openapi3.WithStringFormatValidator("uuid", openapi3.NewRegexpFormatValidator(openapi3.FormatOfStringForUUIDOfRFC9562)),
	}
}

// findings writes the errors of the library as "/pointer: reason", one a line, in the order of the pointers.
func findings(err error) string {
	var lines []string
	var walk func(error)
	walk = func(err error) {
		switch e := err.(type) { // not errors.As: an error of a union wraps those of its branches
		case openapi3.MultiError:
			for _, part := range e {
				walk(part)
			}
		case *openapi3.SchemaError:
			lines = append(lines, "/"+strings.Join(e.JSONPointer(), "/")+": "+e.Reason)
		default:
			lines = append(lines, err.Error())
		}
	}
	walk(err)
	slices.Sort(lines)
	return strings.Join(slices.Compact(lines), "\n")
}

func isJSON(contentType string) bool {
	name, _, err := mime.ParseMediaType(contentType)
	return err == nil && (name == "application/json" || strings.HasSuffix(name, "+json"))
}
