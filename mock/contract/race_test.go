//go:build race

package contract

// slow: the race detector is on, and a test does a hundredth of its rounds.
const slow = true
