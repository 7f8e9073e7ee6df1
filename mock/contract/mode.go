//go:build !unjudged && !library

package contract

// The build tags unjudged and library are there for cmd/bench alone, which compares the product with itself: with judging
// compiled out and encoding/json as the decoder, and with kin-openapi deciding everything.
const (
	unjudged = false
	planless = false
)
