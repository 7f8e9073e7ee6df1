package network

import (
	"slices"
	"strings"
)

// Openers are what opens the service window, as the option window.opens names them (network 3.1, D20).
var Openers = []string{"message", "reaction", "reply", "order", "call"}

// opener is the word for an inbound content.
func opener(c Content) string {
	switch c.(type) {
	case Reaction:
		return "reaction"
	case Reply, FormReply, CallAnswer:
		return "reply"
	case Order:
		return "order"
	}
	return "message"
}

// opens tells whether a word opens the window in this world; nil: all do.
func (n *Network) opens(word string) bool {
	return n.openers == nil || slices.Contains(n.openers, word)
}

// Opens answers what opens the service window.
func (n *Network) Opens() (words []string) {
	n.ask(func() {
		words = slices.Clone(Openers)
		if n.openers != nil {
			words = slices.Clone(n.openers)
		}
	})
	return words
}

// SetOpens changes what opens the service window from now on; windows that are open stay so.
func (n *Network) SetOpens(words []string) {
	_ = n.do(func(t *tx) error {
		n.openers = append([]string{}, words...)
		t.append(Event{Kind: WorldChanged, Text: "window.opens " + strings.Join(words, " ")})
		return nil
	})
}
