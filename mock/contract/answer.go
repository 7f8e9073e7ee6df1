package contract

import (
	"fmt"
	"net/http"

	"github.com/getkin/kin-openapi/openapi3"
)

// answer is one documented response.
type answer struct {
	headers []Param
	content *content // nil: no body
}

func (d *Document) readAnswers(responses *openapi3.Responses) (map[string]*answer, error) {
	answers := map[string]*answer{}
	for _, status := range responses.Keys() {
		ref := responses.Value(status)
		if ref == nil || ref.Value == nil {
			return nil, fmt.Errorf("answer %s is empty", status)
		}
		a := &answer{headers: d.headerParams(ref.Value.Headers)}
		if len(ref.Value.Content) > 0 {
			a.content = newContent(ref.Value.Content, d.out())
		}
		answers[status] = a
	}
	return answers, nil
}

// answer finds what is documented for a status: itself, its range, the default; nil when nothing is.
func (o *Operation) answer(status int) *answer {
	digits := [3]byte{byte('0' + status/100%10), byte('0' + status/10%10), byte('0' + status%10)}
	if a := o.answers[string(digits[:])]; a != nil {
		return a
	}
	if a := o.answers[string(digits[:1])+"XX"]; a != nil {
		return a
	}
	return o.answers["default"]
}

// Content is the documented media type of the answer with that status, the JSON one where there are several;
// "" when the answer has no body.
func (o *Operation) Content(status int) string {
	a := o.answer(status)
	if a == nil || a.content == nil {
		return ""
	}
	if a.content.json != "" {
		return a.content.json
	}
	return a.content.ranges[0]
}

// JudgeAnswer returns nil when the answer keeps to the document: status, headers, media type and body. A body that
// is not JSON is judged by its media type alone.
func (o *Operation) JudgeAnswer(status int, header http.Header, body []byte) *Breach {
	if unjudged {
		return nil
	}
	a := o.answer(status)
	if a == nil {
		return &Breach{Kind: Undocumented, Detail: fmt.Sprintf("status %d is not documented", status)}
	}
	in := Request{Header: header}
	var findings []Finding
	for i := range a.headers {
		findings = a.headers[i].judge(o.document.outgoing, &in, findings)
	}
	more, b := o.document.judgeContent(a.content, header.Get("Content-Type"), body)
	if b != nil {
		return b
	}
	return invalid(sourced(append(findings, more...), o.Source))
}

func (d *Document) judgeContent(c *content, contentType string, body []byte) ([]Finding, *Breach) {
	switch {
	case c == nil && len(body) == 0:
		return nil, nil
	case c == nil:
		return nil, &Breach{Kind: Undocumented, Detail: "there is a body and none is documented"}
	}
	if len(body) == 0 && c.json != "" {
		return []Finding{{In: "body", Rule: "required", Missing: true, Message: "the documented body is absent"}}, nil
	}
	media, ok := c.match(contentType)
	if !ok || contentType == "" {
		return nil, &Breach{Kind: MediaType, Detail: fmt.Sprintf("media type %q is not documented", contentType)}
	}
	if !c.parsed(media) {
		return nil, nil
	}
	if c.accepts(media, body) {
		return nil, nil
	}
	v, _, b := decode(body)
	if b != nil {
		return nil, b
	}
	return d.outgoing.findings(c.schemaOf(media), v, "body", ""), nil
}
