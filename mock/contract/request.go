package contract

import (
	"fmt"
	"maps"
	"net/http"
	"net/url"

	"github.com/getkin/kin-openapi/openapi3"
)

// Request is what there is to judge before an operation runs.
type Request struct {
	PathParam   func(name string) string // value by documented name; nil when the operation has no path parameters
	Query       url.Values
	Header      http.Header
	ContentType string
	Body        []byte
	// Mend stands in for a form's field that should hold an object or a list and holds no JSON. Its false leaves the text,
	// which fails on its type; nil mends nothing.
	Mend func(field string, list bool) (v any, ok bool)
}

// JudgeRequest returns nil when the request keeps to the document. The order is media type, JSON, then parameters
// and body together, so that a caller learns all findings at once (tyntec 1.5).
func (o *Operation) JudgeRequest(in Request) *Breach {
	_, b := o.Admit(in)
	return b
}

// Admitted is a request body that keeps to the document, in the form that may be bound to Go values.
type Admitted struct {
	// Body is JSON where the body was JSON or a form. Mostly JSON comes as the same bytes; they differ where encoding/json
	// would take more from them than was judged: it merges repeated members and ignores the case of names.
	Body  []byte
	Form  bool            // Body was made of a form, by its schema
	Files map[string]File // of a multipart body by field name; they are not in Body
}

// Admit judges like JudgeRequest and returns the body for binding, also of an invalid request: whoever lets one through
// on purpose may try.
func (o *Operation) Admit(in Request) (Admitted, *Breach) {
	if unjudged {
		return Admitted{Body: in.Body}, nil
	}
	var findings []Finding
	read, b := o.readBody(in)
	if b != nil {
		return Admitted{}, b
	}
	for i := range o.params {
		findings = o.params[i].judge(o.document.incoming, &in, findings)
	}
	switch {
	case read.given && read.schema != nil:
		findings = append(findings, o.document.incoming.findings(read.schema, read.value, "body", "")...)
	case o.required && o.body.json == "" && len(in.Body) == 0:
		findings = append(findings, Finding{In: "body", Rule: "required", Missing: true, Message: "the body is empty"})
	}
	if len(findings) > 0 {
		return read.Admitted, invalid(sourced(findings, o.Source))
	}
	return read.Admitted, nil
}

// reading is a body on its way to be judged.
type reading struct {
	Admitted
	value  any
	schema *openapi3.Schema
	given  bool // there is something to judge
}

// readBody does the steps before the schema.
func (o *Operation) readBody(in Request) (reading, *Breach) {
	if o.body == nil {
		return reading{}, nil
	}
	if o.tolerance.emptyIsObject && firstByte(in.Body) == len(in.Body) {
		return reading{Admitted: Admitted{Body: []byte("{}")}, value: map[string]any{}, schema: o.body.schema, given: true}, nil
	}
	if len(in.Body) == 0 && !o.required {
		return reading{}, nil
	}
	media, ok := o.body.match(in.ContentType)
	if !ok && (!o.tolerance.anyType || o.body.json == "") {
		return reading{}, &Breach{Kind: MediaType, Media: in.ContentType, Detail: fmt.Sprintf("media type %q is not documented", in.ContentType)}
	}
	switch {
	case !ok:
		return o.readJSON(in.Body, o.body.json)
	case o.body.formed(media):
		return o.readForm(media, in)
	case o.body.parsed(media):
		return o.readJSON(in.Body, media)
	}
	return reading{Admitted: Admitted{Body: in.Body}}, nil
}

func (o *Operation) readJSON(body []byte, media string) (reading, *Breach) {
	start := firstByte(body)
	if start == len(body) {
		return reading{}, notParseable(body, len(body), "body is empty")
	}
	if (body[start] == '{' || !o.body.object) && o.body.accepts(media, body) {
		return reading{Admitted: Admitted{Body: body}}, nil
	}
	schema := o.body.schemaOf(media)
	v, members, b := decode(body)
	if b != nil {
		return reading{}, b
	}
	if _, ok := v.(map[string]any); !ok && o.body.object {
		b := notParseable(body, start, "top-level value must be an object and is of type "+typeName(v))
		b.Type = typeName(v)
		return reading{}, b
	}
	same := o.spelling.settled(v, members)
	if emptied := o.tolerance.drop(v, schema); emptied || !same {
		body = rewrite(v, schema)
	}
	return reading{Admitted: Admitted{Body: body}, value: v, schema: schema, given: true}, nil
}

func (o *Operation) readForm(media string, in Request) (reading, *Breach) {
	f, b := readForm(media, in.ContentType, in.Body)
	if b != nil {
		return reading{}, b
	}
	schema := o.body.schemaOf(media)
	c := converter{tolerance: o.tolerance, form: f, mend: in.Mend}
	v := c.value(schema)
	o.tolerance.drop(v, schema)
	texts := maps.Clone(v)
	maps.DeleteFunc(texts, func(name string, _ any) bool { _, file := f.files[name]; return file })
	out := Admitted{Body: rewrite(texts, schema), Form: true, Files: f.files}
	judged := out.Body
	if len(f.files) > 0 { // with what stands for its files
		judged = rewrite(v, schema)
	}
	if o.body.accepts(media, judged) {
		return reading{Admitted: out}, nil
	}
	return reading{Admitted: out, value: v, schema: schema, given: true}, nil
}
