package twoway

import "encoding/json"

// nullable is a member of a body that may be absent, null or a value.
type nullable[T any] struct {
	given bool
	value *T // nil: null
}

// UnmarshalJSON is called for a member that is there, also when it is null.
func (n *nullable[T]) UnmarshalJSON(text []byte) error {
	n.given = true
	return json.Unmarshal(text, &n.value)
}
