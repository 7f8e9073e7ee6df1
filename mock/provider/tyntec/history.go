package tyntec

import (
	"time"

	"github.com/mynah-sim/mynah/mock/network"
)

// retention is how long a message and its history are known after acceptance (tyntec OP-43).
const retention = 90 * 24 * time.Hour

// statusPrefix begins the names of status events.
const statusPrefix = "MessageStatus::"

// statusEvent is one event in the life of a message of the business. name stands without prefix, as the status answer has it (tyntec
// OP-42).
type statusEvent struct {
	name    string
	state   network.State // of the network, that made it
	at      time.Time
	details *failure // with channelFailed and failed only
}

// stateNames are the states of the network for which this API has an event. sent has none: dispatched is the network's state of that
// name (tyntec 5.1).
var stateNames = map[network.State]string{
	network.Accepted: "accepted", network.Dispatched: "dispatched", network.Delivered: "delivered", network.Read: "seen",
}

// history lists the events of a message, oldest first. A failure is two events with the same details, 1 ms apart (tyntec OP-64); times
// of one message increase by at least 1 ms (tyntec 3.4).
func history(m network.Message) (events []statusEvent) {
	add := func(e statusEvent) {
		if n := len(events); n > 0 {
			if least := events[n-1].at.Add(time.Millisecond); e.at.Before(least) {
				e.at = least
			}
		}
		events = append(events, e)
	}
	unmapped := m.Unmapped
	unknownUntil := func(c network.Change) { // a report that nobody could map comes before the state in whose place it was told
		for len(unmapped) > 0 && (unmapped[0].At.Before(c.At) || unmapped[0].State == c.State && unmapped[0].State != 0) {
			add(statusEvent{name: "unknown", at: unmapped[0].At})
			unmapped = unmapped[1:]
		}
	}
	for i, c := range m.History {
		unknownUntil(c)
		switch {
		case i > 0 && c.State == network.Accepted: // released by pacing: nothing is told (network 2.2 W4)
		case stateNames[c.State] != "":
			add(statusEvent{name: stateNames[c.State], state: c.State, at: c.At})
		case c.Reason != network.NoReason: // failed, or expired and told
			details := failureOf(m.Channel, c.Reason)
			if m.Code != "" {
				details.Code = m.Channel.String() + "::error::" + m.Code // told by a fault in place of the reason's
			}
			add(statusEvent{"channelFailed", c.State, c.At, details})
			add(statusEvent{"failed", c.State, c.At, details})
		}
	}
	for _, c := range unmapped {
		add(statusEvent{name: "unknown", at: c.At})
	}
	return events
}
