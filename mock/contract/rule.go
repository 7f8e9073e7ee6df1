package contract

import (
	"math"
	"regexp"
	"slices"
	"unicode/utf8"

	"github.com/getkin/kin-openapi/openapi3"
)

// textRule is what one schema says about a text.
type textRule struct {
	least, most int                 // in characters; most < 0: open
	enum        map[string]struct{} // nil: any
	pattern     *pattern            // nil: any
	format      func(string) bool   // nil: any
}

func (w *walker) text(n *node, at int) int {
	if len(n.texts) == 0 {
		return w.skipText(at)
	}
	text, end := w.scan(at)
	if end < 0 {
		return end
	}
	for i := range n.texts {
		if !n.texts[i].fits(text) {
			return refused
		}
	}
	return end
}

func (r *textRule) fits(text []byte) bool {
	if r.enum != nil {
		if _, ok := r.enum[string(text)]; !ok {
			return false
		}
	}
	// There are at most as many characters as bytes, and at least a quarter.
	if len(text) < r.least || r.most >= 0 && len(text) > r.most || r.least > 0 && len(text)/4 < r.least {
		n := utf8.RuneCount(text)
		if n < r.least || r.most >= 0 && n > r.most {
			return false
		}
	}
	if r.pattern != nil && !r.pattern.match(text) {
		return false
	}
	return r.format == nil || r.format(lent(text))
}

// numberRule is what one schema says about a number. The bounds are open where they are infinite.
type numberRule struct {
	least, most  float64
	above, below bool // the bounds themselves are excluded
	bits         int  // of the integer that it must be; 0: any
	enum         []float64
	some         bool // only what enum holds
}

func (w *walker) number(n *node, at int) int {
	end, simple := w.digits(at)
	if end < 0 {
		return end
	}
	if n.kinds&(isWhole|isNumber) == 0 {
		return refused
	}
	if simple && len(n.nums) == 0 {
		return end
	}
	v, ok := w.float(at, end, simple)
	if !ok {
		return unsure
	}
	if verdict := n.number(v); verdict < 0 {
		return verdict
	}
	return end
}

func (n *node) number(v float64) (verdict int) {
	if n.kinds&isNumber == 0 && v != math.Trunc(v) {
		return refused
	}
	for i := range n.nums {
		if verdict := n.nums[i].judge(v); verdict < 0 {
			return verdict
		}
	}
	return 0
}

func (r *numberRule) judge(v float64) (verdict int) {
	switch {
	case v < r.least || v > r.most || r.above && v == r.least || r.below && v == r.most:
		return refused
	case r.bits == 32 && (v < math.MinInt32 || v > math.MaxInt32):
		return refused
	case r.bits == 64 && math.Abs(v) > 1<<53: // float64 is no longer exact
		return unsure
	case r.some && !slices.Contains(r.enum, v):
		return refused
	}
	return 0
}

// textRuleOf reads what a schema itself says about texts. free means nothing; known is false when it uses a keyword that
// plans leave to kin-openapi.
func textRuleOf(s *openapi3.Schema) (r textRule, free, known bool) {
	r = textRule{least: int(min(s.MinLength, math.MaxInt32)), most: -1}
	if s.MaxLength != nil {
		r.most = int(min(*s.MaxLength, math.MaxInt32))
	}
	if len(s.Enum) > 0 {
		r.enum = map[string]struct{}{}
		for _, v := range s.Enum {
			if text, ok := v.(string); ok {
				r.enum[text] = struct{}{}
			}
		}
	}
	if s.Pattern != "" {
		var err error
		if r.pattern, err = patternOf(s.Pattern); err != nil || unicodeEscape.MatchString(s.Pattern) {
			return r, false, false // kin-openapi rewrites some patterns first
		}
	}
	if s.Format != "" {
		if f, checked := formats[s.Format]; checked {
			r.format = func(text string) bool { return f.Validate(text) == nil }
		} else if _, checked := openapi3.SchemaStringFormats[s.Format]; checked {
			return r, false, false
		}
	}
	free = r.least == 0 && r.most < 0 && r.enum == nil && r.pattern == nil && r.format == nil
	return r, free, true
}

var unicodeEscape = regexp.MustCompile(`\\u[0-9A-F]{4}`)

// numberRuleOf does the same for numbers.
func numberRuleOf(s *openapi3.Schema) (r numberRule, free, known bool) {
	r = numberRule{least: math.Inf(-1), most: math.Inf(1), above: set(s.ExclusiveMin.Bool), below: set(s.ExclusiveMax.Bool)}
	if s.Min != nil {
		r.least = *s.Min
	}
	if s.Max != nil {
		r.most = *s.Max
	}
	r.some = len(s.Enum) > 0
	for _, v := range s.Enum {
		switch v := v.(type) {
		case float64:
			r.enum = append(r.enum, v)
		case string, bool, nil, []any, map[string]any: // no number
		default:
			return r, false, false
		}
	}
	if s.MultipleOf != nil || s.ExclusiveMin.Value != nil || s.ExclusiveMax.Value != nil {
		return r, false, false
	}
	whole := s.Type.Permits(openapi3.TypeInteger) && !s.Type.Permits(openapi3.TypeNumber)
	switch {
	case whole && s.Format == "int32":
		r.bits = 32
	case whole && s.Format == "int64":
		r.bits = 64
	case whole && openapi3.SchemaIntegerFormats[s.Format] != nil || !whole && openapi3.SchemaNumberFormats[s.Format] != nil:
		return r, false, false
	}
	free = math.IsInf(r.least, -1) && math.IsInf(r.most, 1) && !r.some && r.bits == 0
	return r, free, true
}
