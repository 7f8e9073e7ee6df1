package contract

import (
	"fmt"
	"net/http"
	"net/url"
)

// Request is what there is to judge before an operation runs.
type Request struct {
	PathParam   func(name string) string // value by documented name; nil when the operation has no path parameters
	Query       url.Values
	Header      http.Header
	ContentType string
	Body        []byte
}

// JudgeRequest returns nil when the request keeps to the document. The order is media type, JSON, then parameters
// and body together, so that a caller learns all findings at once (tyntec 1.5).
func (o *Operation) JudgeRequest(in Request) *Breach {
	_, b := o.Admit(in)
	return b
}

// Admit judges like JudgeRequest and returns the body in the form that may be bound to Go values. Mostly these are
// the same bytes. They differ where encoding/json would take more from them than was judged: it merges repeated
// members and ignores the case of names.
func (o *Operation) Admit(in Request) ([]byte, *Breach) {
	var findings []Finding
	body, v, given, b := o.readBody(in)
	if b != nil {
		return nil, b
	}
	for i := range o.params {
		findings = o.params[i].judge(o.document.incoming, &in, findings)
	}
	switch {
	case given && o.body.schema != nil:
		findings = append(findings, o.document.incoming.findings(o.body.schema, v, "body", "")...)
	case o.required && o.body.json == "" && len(in.Body) == 0:
		findings = append(findings, Finding{In: "body", Rule: "required", Missing: true, Message: "the body is empty"})
	}
	if len(findings) > 0 {
		return nil, invalid(findings)
	}
	return body, nil
}

// readBody does the steps before the schema. given is false when there is no JSON to judge.
func (o *Operation) readBody(in Request) (body []byte, v any, given bool, b *Breach) {
	if o.body == nil {
		return nil, nil, false, nil
	}
	if len(in.Body) == 0 && !o.required {
		return in.Body, nil, false, nil
	}
	media, ok := o.body.match(in.ContentType)
	if !ok {
		return nil, nil, false, &Breach{Kind: MediaType, Detail: fmt.Sprintf("media type %q is not documented", in.ContentType)}
	}
	if !o.body.parsed(media) {
		return in.Body, nil, false, nil
	}
	body, v, b = o.readJSON(in.Body)
	return body, v, true, b
}

func (o *Operation) readJSON(body []byte) ([]byte, any, *Breach) {
	start := firstByte(body)
	if start == len(body) {
		return nil, nil, notParseable(body, len(body), "body is empty")
	}
	v, members, b := decode(body)
	if b != nil {
		return nil, nil, b
	}
	if _, ok := v.(map[string]any); !ok && o.body.object {
		text := fmt.Sprintf("top-level value must be an object and is of type %s", typeName(v))
		return nil, nil, notParseable(body, start, text)
	}
	same := o.document.spelling.settle(v, members, o.document.nullIsAbsent)
	if !same {
		body = rewrite(v, o.body.schema)
	}
	return body, v, nil
}
