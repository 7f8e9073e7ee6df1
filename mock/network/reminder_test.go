package network

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func TestRemarksAndRemindersStandInTheLog(t *testing.T) {
	n := shop(t)
	account := n.Senders()[0].Account
	n.Remind(account, "later", 2*time.Second)
	n.Remind(account, "sooner", time.Second)
	n.Remark(Remark{Account: account, Sender: "49100", Number: "491700000001", Text: "assigned"})
	f := n.Fork()
	for _, world := range []*Network{n, f} {
		at := world.Position()
		advance(t, world, 3*time.Second)
		events, ok := world.Events(at-1, 10)
		require.True(t, ok)
		var lines []string
		for _, e := range events {
			lines = append(lines, string(e.Kind)+" "+e.Text+" "+e.Number)
		}
		require.Equal(t, []string{"provider.remarked assigned 491700000001", "provider.due sooner ", "provider.due later "}, lines)
	}
}

func TestADraftWaitsBeforeItIsDispatched(t *testing.T) {
	n := shop(t)
	account := n.Senders()[0].Account
	_, err := n.Write(Note{Number: "491700000001", Channel: WhatsApp, To: "49100", Content: Text{Body: "hi"}})
	require.NoError(t, err)
	advance(t, n, time.Second)
	a, err := n.Send(Draft{
		Account: account, Channel: WhatsApp, From: "49100", To: "491700000001", Content: Text{Body: "late"}, Wait: time.Minute,
	})
	require.NoError(t, err)
	advance(t, n, 59*time.Second)
	m, err := n.Message(a.ID)
	require.NoError(t, err)
	require.Equal(t, Accepted, m.State)
	advance(t, n, 10*time.Second)
	m, err = n.Message(a.ID)
	require.NoError(t, err)
	require.Equal(t, Delivered, m.State)
}
