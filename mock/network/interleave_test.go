package network

import (
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// TestChatsHaveTheSameHistoryWhateverTheInterleaving lets several callers write at once to people of a population, each to its own.
func TestChatsHaveTheSameHistoryWhateverTheInterleaving(t *testing.T) {
	const callers, each = 4, 25
	run := func(order func(caller int) int) (histories []string) {
		n := town(t)
		n.SetLatency(Typical)
		p := PopulationFor(1000)
		require.NoError(t, n.Populate(p))
		require.NoError(t, n.ChangeSender(WhatsApp, "49100", func(s Sender) Sender { s.Calling.On = true; return s }))
		var work sync.WaitGroup
		for caller := range callers {
			work.Go(func() {
				for i := range each {
					to := p.Number(order(caller)*each + i)
					_, _ = n.Send(Draft{Account: "shop", Channel: WhatsApp, From: "49100", To: to, Content: TemplateMessage{
						Name: "promo", Language: "en", Body: []Param{{Text: "you"}},
					}})
					_, _ = n.Send(Draft{Account: "shop", Channel: SMS, From: "49200", To: to, Content: Text{Body: "hello"}})
					_, _ = n.CallBusiness(to, "49100", "offer", "")
					_, _ = n.ActOnGroup(GroupAct{Act: GroupCreate, By: to, Text: "Friends"})
				}
			})
		}
		work.Wait()
		advance(t, n, 72*time.Hour)
		for i := range callers * each {
			histories = append(histories, historyOf(t, n, p.Number(i)))
		}
		return histories
	}
	want := run(func(caller int) int { return caller })
	for range 5 {
		require.Equal(t, want, run(func(caller int) int { return callers - 1 - caller }))
	}
}

// historyOf is everything that a person's chats and calls went through.
func historyOf(t *testing.T, n *Network, number string) (text string) {
	t.Helper()
	place := n.numbers[number]
	if place == 0 {
		return ""
	}
	for at := n.people.at(place).first; at != 0; at = n.chats.at(at).next {
		for m := n.chats.at(at).first; m != 0; m = n.messages.at(m).next {
			text += fmt.Sprintf("%s %v\n", n.messages.at(m).id, n.history(n.messages.at(m)))
		}
	}
	for _, c := range n.Calls(number) {
		text += fmt.Sprintf("%s %s\n", c.ID, c.Ended)
	}
	for _, g := range n.Groups(number) {
		text += g.ID + " " + g.Invite + "\n"
	}
	return text
}
