package control

import (
	"strconv"
)

// page is one page of a list.
type page[T any] struct {
	Items []T    `json:"items"`
	Next  string `json:"next,omitempty"`
}

// pageIn are the parameters of every list.
type pageIn struct {
	Limit int    `query:"limit"`
	After string `query:"after"`
}

// limit is how many items the page may have.
func (p pageIn) limit() int {
	if p.Limit == 0 {
		return 100
	}
	return p.Limit
}

// place reads After where it is a number: of items passed over, or of the last entry that was seen.
func (p pageIn) place() (uint64, error) {
	if p.After == "" {
		return 0, nil
	}
	n, err := strconv.ParseUint(p.After, 10, 63)
	if err != nil {
		return 0, p.strange()
	}
	return n, nil
}

// strange is the error about an After that no answer held.
func (p pageIn) strange() error {
	return refuse("query.after", "next", "after is not the next of an answer: %q", p.After)
}

// cut is the page of a list whose order does not change: Next counts the items passed over.
func cut[T any](all []T, p pageIn) (page[T], error) {
	from, err := p.place()
	if err != nil {
		return page[T]{}, err
	}
	from = min(from, uint64(len(all)))
	to := min(from+uint64(p.limit()), uint64(len(all)))
	out := page[T]{Items: append([]T{}, all[from:to]...)}
	if to < uint64(len(all)) {
		out.Next = strconv.FormatUint(to, 10)
	}
	return out, nil
}

// cutAfter is the page of a list sorted by key: Next is the key of the last item.
func cutAfter[T any](all []T, p pageIn, key func(T) string) page[T] {
	out := page[T]{Items: []T{}}
	for _, item := range all {
		if key(item) <= p.After {
			continue
		}
		if len(out.Items) == p.limit() {
			out.Next = key(out.Items[len(out.Items)-1])
			break
		}
		out.Items = append(out.Items, item)
	}
	return out
}
