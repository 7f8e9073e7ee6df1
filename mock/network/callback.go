package network

import (
	"fmt"
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

// ReadReport is what an event of kind CallbackReported tells. How long the next try waits is not among it.
func ReadReport(e Event) Report {
	if strings.HasPrefix(e.Text, "held back for ") {
		return Report{Delivery: e.Delivery, Account: e.Account, Held: true}
	}
	r := Report{Delivery: e.Delivery, Account: e.Account, Done: !strings.Contains(e.Text, ", again in ")}
	text, givenUp := strings.CutSuffix(e.Text, ", given up")
	r.GivenUp = givenUp
	text, _, _ = strings.Cut(text, ", again in ")
	if _, err := fmt.Sscanf(text, "attempt %d answered %d", &r.Attempt, &r.Status); err == nil {
		return r
	}
	if _, err := fmt.Sscanf(text, "attempt %d", &r.Attempt); err == nil {
		_, r.Failure, _ = strings.Cut(text, " failed: ")
	}
	return r
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
