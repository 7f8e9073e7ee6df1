package network

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// Who wants nothing of what came is not woken, and holds up nobody; what is wanted comes whole and in order.
func TestAFollowerSleepsThroughWhatItDoesNotWant(t *testing.T) {
	n := shop(t)
	all, sends := n.Follow("all", nil), n.Follow("sends", nil, MessageAccepted)
	n.SetPersona("eager")
	require.Equal(t, []string{"all"}, n.Behind())
	require.Empty(t, sends.wake)
	require.Len(t, all.wake, 1)

	id := send(t, n, WhatsApp, "49100", "491700000001", Text{Body: "hi"})
	require.Equal(t, []string{"all", "sends"}, n.Behind())
	require.Len(t, sends.wake, 1)
	events, err := sends.Next(t.Context(), make([]Event, 0, 8))
	require.NoError(t, err)
	require.Len(t, events, 1)
	require.Equal(t, id, events[0].Message)

	n.SetPersona("manual") // while an event is not acknowledged, nothing is skipped
	require.Equal(t, []string{"all", "sends"}, n.Behind())
	sends.Ack(events[0].N)
	require.Equal(t, []string{"all"}, n.Behind())
}
