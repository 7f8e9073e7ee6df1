//go:build library && !unjudged

package contract

const (
	unjudged = false
	planless = true
)
