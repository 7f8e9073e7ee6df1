// Package results is the outcome of a run as one tree, suite over features over scenarios over steps, and its reports:
// text, JUnit, JSON and HTML are views of that tree.
package results

import (
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"slices"
)

// State is the outcome of a node. The order is from good to bad: a parent takes the worst of its children.
type State int

const (
	Pass     State = iota
	Disabled       // not asked for
	Skip           // could not be looked at, for a reason that is named
	Fail           // looked at, and not as it should be
	Error          // could not be looked at, for a reason that should not be
)

// States lists all states, best first.
func States() []State { return []State{Pass, Disabled, Skip, Fail, Error} }

func (s State) String() string {
	return [...]string{"pass", "disabled", "skip", "fail", "error"}[s]
}

// MarshalText makes states readable in JSON.
func (s State) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// Kind is the level of a node.
type Kind string

const (
	Suite    Kind = "suite"
	Feature  Kind = "feature"
	Scenario Kind = "scenario"
	Step     Kind = "step"
)

// Node is one place in the tree.
type Node struct {
	Kind     Kind     `json:"kind"`
	Name     string   `json:"name"`
	State    State    `json:"state"`
	Detail   string   `json:"detail,omitempty"`  // why it did not pass
	Place    string   `json:"place,omitempty"`   // file and line
	Tags     []string `json:"tags,omitempty"`    // of scenarios
	Answers  []Answer `json:"answers,omitempty"` // to the calls of a scenario, in order
	Children []*Node  `json:"children,omitempty"`
}

// Answer is what a call of a scenario was answered with.
type Answer struct {
	Operation string `json:"operation"`
	Status    int    `json:"status"`
}

// Settle gives every parent the worst state of its children and returns it. A node of its own state keeps it when it is worse.
func (n *Node) Settle() State {
	for _, child := range n.Children {
		n.State = max(n.State, child.Settle())
	}
	return n.State
}

// Walk visits the nodes of a kind in order.
func (n *Node) Walk(kind Kind, visit func(parent, node *Node)) {
	n.walk(nil, kind, visit)
}

func (n *Node) walk(parent *Node, kind Kind, visit func(parent, node *Node)) {
	if n.Kind == kind {
		visit(parent, n)
	}
	for _, child := range n.Children {
		child.walk(n, kind, visit)
	}
}

// Count says how many scenarios are in each state.
func (n *Node) Count() map[State]int {
	counts := map[State]int{}
	n.Walk(Scenario, func(_, s *Node) { counts[s.State]++ })
	return counts
}

// Called lists the operations that any scenario called, sorted.
func (n *Node) Called() []string {
	called := map[string]bool{}
	n.Walk(Scenario, func(_, s *Node) {
		for _, answer := range s.Answers {
			called[answer.Operation] = true
		}
	})
	return slices.Sorted(maps.Keys(called))
}

// Formats lists the names that Write knows.
func Formats() []string { return []string{"text", "junit", "json", "html"} }

// Write writes a report. The empty format is text.
func (n *Node) Write(out io.Writer, format string) error {
	switch format {
	case "", "text":
		return n.text(out)
	case "junit":
		return n.junit(out)
	case "html":
		return n.html(out)
	case "json":
		encoder := json.NewEncoder(out)
		encoder.SetIndent("", "  ")
		return encoder.Encode(n)
	}
	return fmt.Errorf("report format %q: one of %q", format, Formats())
}
