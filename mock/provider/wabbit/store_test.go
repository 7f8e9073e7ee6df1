package wabbit

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mynah-sim/mynah/mock/network"
)

// The store holds a million messages; above that the oldest go (wabbit 1.1).
func TestTheOldestMessageGoesWhenTheStoreIsFull(t *testing.T) {
	b := newBench(t)
	require.True(t, b.net.PutHandset(network.Handset{Number: ben, Name: "Ben Kruse", Apps: []network.Channel{network.WhatsApp}}))
	b.writes(network.Text{Body: "first"}, func(n *network.Note) { n.Number = ben })
	b.writes(network.Text{Body: "second"})
	box := b.p.inboxes[0]
	second := box.rows[1]
	fill := 1_000_000 - len(box.rows)
	box.rows = append(box.rows, slices.Repeat([]*row{second}, fill)...) // the same message over and over, which takes no room
	second.chat.rows = append(second.chat.rows, slices.Repeat([]*row{second}, fill)...)
	require.EqualValues(t, 1, b.ok("GET", "/messages/?wa_id="+ben, "").number("count"), "it is full, and not over")

	b.writes(network.Text{Body: "one too many"})
	require.EqualValues(t, 1_000_000, b.ok("GET", "/messages/?limit=1", "").number("count"))
	require.EqualValues(t, 0, b.ok("GET", "/messages/?wa_id="+ben, "").number("count"))
	require.Nil(t, b.ok("GET", "/chats/"+ben+"/", "")["last_message"], "the chat stays, without a message")
}
