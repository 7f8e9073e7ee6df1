package tyntec

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/mynah-sim/mynah/mock/contract"
)

// violation is one broken rule of a request (tyntec 1.6).
type violation struct {
	Field   string `json:"field"`
	Message string `json:"message"`
}

// ownRule marks findings of the rules that a schema cannot say: their message is the text of this API already.
const ownRule = "tyntec"

// The fixed texts that rules of this package use too (tyntec 1.6).
const (
	mustNotBeEmpty = "must not be empty"
	mustNotBeNull  = "must not be null"
)

// mustMatch is the text for a broken pattern (tyntec 1.6).
func mustMatch(pattern string) string { return `must match "` + pattern + `"` }

// violations words findings: sorted by field, then message, nothing twice (tyntec 1.6).
func violations(findings []contract.Finding) []violation {
	all := make([]violation, len(findings))
	for i, f := range findings {
		all[i] = violation{field(f), message(f)}
	}
	slices.SortFunc(all, func(a, b violation) int {
		return cmp.Or(strings.Compare(a.Field, b.Field), strings.Compare(a.Message, b.Message))
	})
	return slices.Compact(all)
}

// field names the place of a finding: the JSON path of a body's member, the bare name of a parameter (tyntec OP-6).
func field(f contract.Finding) string {
	if f.In != "body" {
		return f.Name
	}
	var b strings.Builder
	b.WriteString("validate.request")
	for token := range strings.SplitSeq(strings.TrimPrefix(f.Pointer, "/"), "/") {
		switch {
		case token == "":
		case onlyDigits(token):
			b.WriteString("[" + token + "]")
		default:
			b.WriteString("." + strings.NewReplacer("~1", "/", "~0", "~").Replace(token))
		}
	}
	return b.String()
}

// message is the fixed text for a broken rule (tyntec 1.6).
func message(f contract.Finding) string {
	switch {
	case f.Rule == ownRule:
		return f.Message
	case f.Missing && (f.Type == "string" || f.Type == "array" || f.In == "body" && f.Pointer == ""), empty(f):
		return mustNotBeEmpty
	case f.Missing, f.Rule == "nullable", f.Value == "null":
		return mustNotBeNull
	}
	switch f.Rule {
	case "minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties":
		return fmt.Sprintf("size must be between %s and %s", bound(f.Min, 0), bound(f.Max, math.MaxInt32))
	case "pattern":
		return mustMatch(f.Pattern)
	case "enum", "discriminator":
		return "must be one of [" + strings.Join(f.Enum, ", ") + "]"
	case "minimum":
		return "must be greater than or equal to " + bound(f.Min, 0)
	case "maximum":
		return "must be less than or equal to " + bound(f.Max, 0)
	case "type":
		return "must be a valid " + f.Type
	case "format":
		return "must be a valid " + f.Format
	}
	return f.Message
}

// empty tells whether a member is there and holds nothing, where it must hold something.
func empty(f contract.Finding) bool {
	return !f.Missing && (f.Value == "" && f.Type == "string" || f.Value == "[]" && f.Rule == "minItems")
}

// bound writes a limit; an open one has a value of its own (tyntec 1.6).
func bound(limit *float64, open float64) string {
	if limit == nil {
		limit = &open
	}
	return strconv.FormatFloat(*limit, 'f', -1, 64)
}
