package wabbit

import (
	"bytes"
	"encoding/json"
	"maps"
	"strconv"
)

// object is a JSON object as it was sent: numbers stay as they were written (wabbit 2.0).
type object map[string]any

// UnmarshalJSON keeps numbers as they were written.
func (o *object) UnmarshalJSON(data []byte) error {
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	return d.Decode((*map[string]any)(o))
}

// at is a member that is an object; nil otherwise, which reads as empty.
func (o object) at(name string) object {
	switch v := o[name].(type) {
	case map[string]any:
		return v
	case object:
		return v
	}
	return nil
}

// has tells whether a member is there and not null.
func (o object) has(name string) bool { return o[name] != nil }

// text is a member that is a text or a number; empty otherwise.
func (o object) text(name string) string {
	switch v := o[name].(type) {
	case string:
		return v
	case json.Number:
		return v.String()
	}
	return ""
}

// number is a member that is a number.
func (o object) number(name string) float64 {
	n, _ := strconv.ParseFloat(o.text(name), 64)
	return n
}

func (o object) flag(name string) bool {
	b, _ := o[name].(bool)
	return b || o[name] == "true"
}

// items are the objects of a list.
func (o object) items(name string) []object {
	list, _ := o[name].([]any)
	all := make([]object, len(list))
	for i, v := range list {
		all[i], _ = v.(map[string]any)
	}
	return all
}

// with is a copy with a member more.
func (o object) with(name string, v any) object {
	out := maps.Clone(o)
	out[name] = v
	return out
}

// encode writes JSON as answers are written: <, > and & stand for themselves.
func encode(v any) []byte {
	var buf bytes.Buffer
	enc := json.NewEncoder(&buf)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		panic(err) // plain data
	}
	return bytes.TrimSuffix(buf.Bytes(), []byte("\n"))
}
