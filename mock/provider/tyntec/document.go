package tyntec

import (
	"encoding/json"
	"math/big"
	"strconv"
	"strings"

	"github.com/mynah-sim/mynah/mock/contract"
)

// part is a value of a request's JSON document and where it stands. Names are read exactly as documented, null counts as absent
// (tyntec OP-98), and the last of repeated members counts. Asking a part for what it is not gives the zero value, so that rules can
// look at a body that breaks its schema.
type part struct {
	path     string // JSON pointer; empty where nobody asks for it
	v        any    // nil: absent
	unplaced bool   // nobody asks for the pointer of this part, nor of those in it
}

// reading is the part for whoever only reads it: it costs less without its place.
func (p part) reading() part { return part{v: p.v, unplaced: true} }

// parse reads a JSON text. It reports false when the text is none.
func parse(body []byte) (part, bool) {
	v, ok := contract.Value(body)
	if !ok {
		return part{}, false
	}
	return part{v: v}, true
}

// at is a member of an object.
func (p part) at(name string) part {
	member := part{v: contract.At(p.v, name), unplaced: p.unplaced}
	if !p.unplaced {
		member.path = p.path + "/" + name
	}
	return member
}

func (p part) present() bool { return p.v != nil }

func (p part) object() bool { return contract.IsObject(p.v) }

// items are the entries of an array.
func (p part) items() []part {
	list, _ := p.v.([]any)
	all := make([]part, len(list))
	for i, v := range list {
		all[i] = part{v: v, unplaced: p.unplaced}
		if !p.unplaced {
			all[i].path = p.path + "/" + strconv.Itoa(i)
		}
	}
	return all
}

// each are the entries of an array; any other value stands for an array of one (tyntec OP-22, OP-24).
func (p part) each() []part {
	if _, list := p.v.([]any); list || p.v == nil {
		return p.items()
	}
	return []part{p}
}

// text is a string, or a number as its decimal text (tyntec OP-14).
func (p part) text() string {
	switch v := p.v.(type) {
	case string:
		return v
	case json.Number:
		return decimal(v.String())
	}
	return ""
}

// decimal writes a JSON number without exponent.
func decimal(number string) string {
	if !strings.ContainsAny(number, "eE") {
		return number
	}
	f, _, err := big.ParseFloat(number, 10, 64, big.ToNearestEven)
	if err != nil || f.MantExp(nil) > 1024 || f.MantExp(nil) < -1024 {
		return number
	}
	return f.Text('f', -1)
}

// optional is a text that may be absent.
func (p part) optional() *string {
	if _, ok := p.v.(string); !ok {
		return nil
	}
	text := p.text()
	return &text
}

func (p part) number() float64 {
	n, _ := p.v.(json.Number)
	f, _ := n.Float64()
	return f
}

// whole is a number cut to an int; what is too large for one is none.
func (p part) whole() int {
	if f := p.number(); f > -1e9 && f < 1e9 {
		return int(f)
	}
	return -1
}

func (p part) flag() bool {
	b, _ := p.v.(bool)
	return b
}

// json is the value as JSON text, empty when it is absent. Members are sorted by name.
func (p part) json() string {
	if p.v == nil {
		return ""
	}
	data, err := json.Marshal(p.v)
	if err != nil {
		return ""
	}
	return string(data)
}
