package network

import (
	"strconv"
	"strings"
	"time"
)

// Report is what came of one try to call a business back: the only way back from the webhooks, by the front door.
type Report struct {
	Delivery uint64 // number, from 1, given by whoever delivers
	Account  string
	Attempt  int
	Status   int           // of the answer; 0: none
	Failure  string        // why there was no answer, in fixed words: timeout, refused, ...
	Done     bool          // acknowledged, or given up
	GivenUp  bool          // not acknowledged, and not tried again
	RetryIn  time.Duration // when not done: the next try is due then
	Held     bool          // no try at all: a fault keeps it back until RetryIn is over
}

// ReportCallbacks enters what came of tries, in the given order, and puts the next tries into the queue.
func (n *Network) ReportCallbacks(reports []Report) {
	_ = n.write(func(t *tx) error {
		for _, r := range reports {
			t.append(Event{Kind: CallbackReported, Account: r.Account, Delivery: r.Delivery, Text: r.text()})
			if !r.Done {
				t.plan(r.RetryIn, step{what: stepCallback, b: r.Delivery})
			}
		}
		return nil
	})
}

// text is the report in the log's words; it holds nothing that depends on real time.
func (r Report) text() string {
	if r.Held {
		return "held back for " + r.RetryIn.String()
	}
	text := "attempt " + strconv.Itoa(r.Attempt)
	if r.Status != 0 {
		text += " answered " + strconv.Itoa(r.Status)
	} else {
		text += " failed: " + r.Failure
	}
	switch {
	case !r.Done:
		text += ", again in " + r.RetryIn.String()
	case r.GivenUp:
		text += ", given up"
	}
	return text
}

// endsCallback tells whether a report's text says that nothing more is tried.
func endsCallback(text string) bool {
	return !strings.Contains(text, ", again in ") && !strings.HasPrefix(text, "held back for ")
}
