package network

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// logOf is a small life whose log keeps every promise.
func logOf(t *testing.T) (*Network, []Event) {
	t.Helper()
	n := shop(t)
	_, err := n.Write(Note{Number: "491700000001", Channel: WhatsApp, To: "49100", Content: Text{Body: "hi"}})
	require.NoError(t, err)
	send(t, n, WhatsApp, "49100", "491700000001", Text{Body: "one"})
	send(t, n, WhatsApp, "49100", "491700000001", Text{Body: "two"})
	advance(t, n, time.Second)
	require.NoError(t, n.ReadChat("491700000001", WhatsApp, "49100"))
	events, ok := n.Events(0, 100)
	require.True(t, ok)
	return n, append([]Event(nil), events...)
}

func TestCheckerPassesWhatKeepsItsPromises(t *testing.T) {
	n, _ := logOf(t)
	c := NewChecker(n)
	require.NoError(t, c.Catch())
	_, err := n.Advance(t.Context(), Until{Quiet: true})
	require.NoError(t, err)
	require.NoError(t, c.Finish())
}

func TestCheckerFindsEveryBrokenPromise(t *testing.T) {
	of := func(events []Event, kind Kind, nth int) int {
		for i, e := range events {
			if e.Kind == kind {
				if nth == 0 {
					return i
				}
				nth--
			}
		}
		return -1
	}
	for name, spoil := range map[string]func([]Event) []Event{
		"numbering":  func(all []Event) []Event { all[3].N += 5; return all },
		"transition": func(all []Event) []Event { i := of(all, MessageSent, 0); all[i].State = Read; return all },
		"once": func(all []Event) []Event {
			i := of(all, MessageAccepted, 0)
			again := all[i]
			again.State = Accepted
			return append(all[:i+1:i+1], again)
		},
		"cause": func(all []Event) []Event { i := of(all, MessageAccepted, 0); return append(all[:i:i], all[i+2:]...) },
		"order": func(all []Event) []Event {
			return swapped(all, of(all, MessageDelivered, 0), of(all, MessageDelivered, 1))
		},
		"together": func(all []Event) []Event { return swapped(all, of(all, MessageRead, 0), of(all, MessageRead, 1)) },
		"window":   func(all []Event) []Event { all[of(all, MessageInbound, 0)].Kind = HandsetChanged; return all },
		"callback": func(all []Event) []Event {
			return append(all, Event{Kind: CallbackReported, Delivery: 1, Text: "attempt 1 answered 200"}, Event{Kind: CallbackDue, Delivery: 1})
		},
	} {
		t.Run(name, func(t *testing.T) {
			n, events := logOf(t)
			events = spoil(events)
			c := NewChecker(n)
			var broken *InvariantError
			for i := range events {
				if name != "numbering" {
					events[i].N = uint64(i + 1)
					events[i].At = later(events, i)
				}
				if err := c.follow(events[i]); err != nil {
					require.ErrorAs(t, err, &broken)
					break
				}
			}
			require.NotNil(t, broken)
			if name == "once" {
				require.Contains(t, []string{"once", "transition"}, broken.Name)
				return
			}
			require.Equal(t, name, broken.Name, "%v", broken)
		})
	}
}

func swapped(all []Event, i, j int) []Event {
	all[i], all[j] = all[j], all[i]
	return all
}

// later keeps the times of a spoilt log from falling.
func later(all []Event, i int) time.Time {
	if i > 0 && all[i].At.Before(all[i-1].At) {
		return all[i-1].At
	}
	return all[i].At
}

func TestCheckerFindsWhatIsLost(t *testing.T) {
	n, _ := logOf(t)
	send(t, n, WhatsApp, "49100", "491700000001", Text{Body: "three"})
	n.queue = queue{} // everything that was planned is forgotten
	var broken *InvariantError
	require.ErrorAs(t, NewChecker(n).Finish(), &broken)
	require.Equal(t, "lost", broken.Name)
}
