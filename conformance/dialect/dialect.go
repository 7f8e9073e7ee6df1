// Package dialect holds one table for each provider. It says how the provider says what the vocabulary of the features
// says: which operation sends a message, where its id stands in the answer, what a read message is called.
//
// A dialect knows HTTP and the provider's document and nothing else, so it holds for any implementation of the provider.
package dialect

import (
	"fmt"
	"maps"
	"net/http"
	"slices"

	"github.com/mynah-sim/mynah/conformance/match"
)

// Line is a sender of the business and the person at the other end.
type Line struct {
	Channel string // "whatsapp", "sms" or "viber"
	From    string // id of the sender
	To      string // number of the person
}

// Request is a call in the provider's words.
type Request struct {
	Operation string
	Params    map[string]string
	Body      any // marshalled as JSON; nil means none
}

// Content is what is sent, in common words: the kind ("text", "template", "image", "buttons", ...) and its rows.
type Content struct {
	Kind string
	What map[string]any
}

// Hooks is where callbacks shall go, and which.
type Hooks struct {
	Inbound string   // URL for what people send; "" means none
	Status  string   // URL for what becomes of messages; "" means none
	Notices string   // URL for what becomes of templates, numbers and accounts; "" means none
	Calls   string   // URL for calls; "" means none
	Only    []string // the provider's names of the wanted status events; empty means all
}

// Problem is an error answer: its status and the rows that its body must have.
type Problem struct {
	Status int
	Rows   []match.Row
}

// Dialect is the table of one provider. Names that a table lacks are taken as the provider's own.
type Dialect struct {
	Provider string            // name of the provider, of its document and of its tag
	Senders  map[string]string // channel to sender in the demo world; used where no bench tells the senders

	Authorize func(credentials map[string]string) http.Header
	Send      func(Line, Content) (Request, error)
	SentID    string // path of the message's id in the answer of Send
	React     func(line Line, messageID, emoji string) (Request, error)
	Read      func(line Line, messageID string) (Request, error)
	Status    func(messageID string) Request
	StatusAt  string // path of the status word in the answer of Status
	// StatusOf finds the word where no path leads to it; nil: StatusAt.
	StatusOf func(answer any, messageID string) (string, error)

	Subscribe   func(senders []Line, hooks Hooks) []Request
	Unfiltered  bool                      // subscribers get every event: the receiver passes over what it has not asked for
	EventName   func(callback any) string // the provider's name of an event
	HookName    func(callback any) string // its name in the document; nil: the same
	InboundID   string                    // path of the message's id in a callback about what a person sent
	InboundFrom string                    // path of the person's number in it
	Signed      func(header http.Header, body []byte, kept match.Kept) error

	Finds     map[string]Find // ids that scenarios name as $name and that the provider tells
	Templates *Templates      // nil: the provider has none

	Statuses map[string]string  // common word to the provider's word
	Events   map[string]string  // common name to the provider's name
	Inbound  []string           // the provider's names of events about what people send
	Problems map[string]Problem // common name to the error
}

// For finds the dialect of a provider.
func For(provider string) (*Dialect, error) {
	all := map[string]func() *Dialect{"tyntec": tyntec, "wabbit": wabbit, "onemsg": onemsg, "twoway": twoway}
	if make := all[provider]; make != nil {
		return make(), nil
	}
	return nil, fmt.Errorf("provider %q: one of %q", provider, slices.Sorted(maps.Keys(all)))
}

// Word is the provider's word for a status.
func (d *Dialect) Word(status string) string { return own(d.Statuses, status) }

// Event is the provider's name for an event.
func (d *Dialect) Event(name string) string { return own(d.Events, name) }

// Problem finds an error by its common name.
func (d *Dialect) Problem(name string) (Problem, error) {
	if p, ok := d.Problems[name]; ok {
		return p, nil
	}
	return Problem{}, fmt.Errorf("error %q: %s has %q", name, d.Provider, slices.Sorted(maps.Keys(d.Problems)))
}

func own(table map[string]string, name string) string {
	if word, ok := table[name]; ok {
		return word
	}
	return name
}
