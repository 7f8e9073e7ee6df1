package contract

import (
	"bytes"
	"errors"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
)

// judge asks kin-openapi whether a value keeps to a schema, in one direction.
type judge struct {
	options []openapi3.SchemaValidationOption // stops at the first broken rule
	verbose []openapi3.SchemaValidationOption // the same, but the error tells where
	hidden  func(*openapi3.Schema) bool       // members that this direction does not carry (readOnly, writeOnly)
}

// newJudges makes the judges of requests and of answers. kin-openapi is told the direction only when the document
// uses readOnly or writeOnly: knowing it, the library copies the value at every union.
func newJudges(compiled []byte) (incoming, outgoing *judge) {
	if !bytes.Contains(compiled, []byte(`"readOnly"`)) && !bytes.Contains(compiled, []byte(`"writeOnly"`)) {
		both := newJudge(func(*openapi3.Schema) bool { return false })
		return both, both
	}
	incoming = newJudge(func(s *openapi3.Schema) bool { return s.ReadOnly }, openapi3.VisitAsRequest())
	outgoing = newJudge(func(s *openapi3.Schema) bool { return s.WriteOnly }, openapi3.VisitAsResponse())
	return incoming, outgoing
}

func newJudge(hidden func(*openapi3.Schema) bool, direction ...openapi3.SchemaValidationOption) *judge {
	verbose := append(direction, openapi3.WithStringFormatValidators(formats))
	fast := append([]openapi3.SchemaValidationOption{openapi3.FailFast()}, verbose...)
	return &judge{options: fast, verbose: verbose, hidden: hidden}
}

func (j *judge) accepts(s *openapi3.Schema, v any) bool {
	return s.VisitJSON(v, j.options...) == nil
}

// findings is nil when the schema accepts the value. Invariant: a refusal has at least one finding.
func (j *judge) findings(s *openapi3.Schema, v any, in, name string) []Finding {
	if s == nil || j.accepts(s, v) {
		return nil
	}
	e := explainer{judge: j, in: in, name: name}
	e.value(s, v, "", nil)
	if len(e.found) == 0 {
		e.foreign(s.VisitJSON(v, j.verbose...), v)
	}
	return e.found
}

// foreign turns kin-openapi's own error into a finding, for a rule that the explainer does not know.
func (e *explainer) foreign(err error, v any) {
	f := Finding{Rule: "schema", Value: seen(v), Message: e.subject("") + " does not keep to its schema"}
	if s, ok := errors.AsType[*openapi3.SchemaError](err); ok {
		f.Rule = s.SchemaField
		for _, token := range s.JSONPointer() {
			f.Pointer += "/" + escape(token)
		}
		f.Message = strings.TrimSpace(e.subject(f.Pointer) + ": " + s.Reason)
	}
	e.add(f)
}
