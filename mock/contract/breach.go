package contract

import "strings"

// BreachKind says which step of judging failed. The steps come in this order (tyntec 1.5).
type BreachKind int

const (
	// MediaType: the body's media type is not among the documented ones.
	MediaType BreachKind = iota + 1
	// NotParseable: the body is no JSON, is empty though required, or its top level is no object although the schema
	// wants one (tyntec 1.6). Detail ends with line and column.
	NotParseable
	// Invalid: parameters, headers or body break a documented rule; Findings says which.
	Invalid
	// Undocumented: the document knows no such status, content or webhook event. Only answers and webhooks have it.
	Undocumented
)

func (k BreachKind) String() string {
	switch k {
	case MediaType:
		return "media type"
	case NotParseable:
		return "not parseable"
	case Invalid:
		return "invalid"
	case Undocumented:
		return "undocumented"
	}
	return "unknown"
}

// Breach is the judgement on a request, an answer or a webhook body that does not keep to the document.
type Breach struct {
	Kind     BreachKind
	Detail   string    // one sentence; for Invalid the messages of all findings
	Findings []Finding // only for Invalid, and then never empty
	Media    string    // media type as sent, only for MediaType
	Type     string    // JSON type of a top-level value that should be an object, only for NotParseable; "" for text that is no JSON
}

func (b *Breach) Error() string { return b.Detail }

// Finding is one broken rule with everything that a provider needs to word it in its own way.
type Finding struct {
	In      string   // "body", "path", "query" or "header"
	Name    string   // name of the parameter or header; "" for the body
	Pointer string   // RFC 6901 pointer into the body, or into the value of a list parameter
	Rule    string   // schema keyword that is broken: required, type, nullable, enum, pattern, minLength, discriminator, ...
	Type    string   // type of the schema, "" when it has none
	Format  string   // format of the schema, "" when it has none
	Min     *float64 // lower bound of the broken keyword's family (length, items, members or value); nil when open
	Max     *float64 // upper bound of the same family; nil when open
	Enum    []string // allowed values, in the order of the document
	Pattern string   // the schema's pattern, also when another rule is broken
	Value   string   // value seen, at most 200 characters, "" when missing; of a schema with the format password no more than "…"
	Seen    string   // JSON type of that value, "" when missing
	Missing bool     // the member, parameter or header is absent
	Message string   // a plain sentence: what was expected, what was seen
	Near    string   // did you mean: the allowed value or documented name nearest to what was written; for a missing member the unknown member that looks like it; "" when none is near
	Branch  string   // within a union: the name of the alternative that the discriminator chose, or that comes nearest; "" when it has none
	Source  string   // where the rule is documented: the nearest x-source, of a schema around the value or of the operation; "" when none is stated
}

// Told is the finding as a log shows it: the sentence, as what the value was read, and where to read on.
func (f Finding) Told() string {
	text := f.Message
	if f.Branch != "" {
		text += "; read as " + f.Branch
	}
	if f.Source != "" {
		text += " (" + f.Source + ")"
	}
	return text
}

// Told is what a log shows of a breach.
func (b *Breach) Told() string {
	if len(b.Findings) == 0 {
		return b.Detail
	}
	told := make([]string, len(b.Findings))
	for i, f := range b.Findings {
		told[i] = f.Told()
	}
	return strings.Join(told, "; ")
}

// sourced enters where the findings are documented, when no schema says it better.
func sourced(findings []Finding, source string) []Finding {
	for i := range findings {
		if findings[i].Source == "" {
			findings[i].Source = source
		}
	}
	return findings
}

// invalid makes a Breach of findings; nil when there are none.
func invalid(findings []Finding) *Breach {
	if len(findings) == 0 {
		return nil
	}
	messages := make([]string, len(findings))
	for i, f := range findings {
		messages[i] = f.Message
	}
	return &Breach{Kind: Invalid, Detail: strings.Join(messages, "; "), Findings: findings}
}
