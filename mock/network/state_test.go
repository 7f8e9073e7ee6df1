package network

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
)

// The legal steps of a message and no others (network 2.2 to 2.5): what the tables have no row for is refused with both states in it.
func TestStepsOfAMessage(t *testing.T) {
	legal := map[[2]State]string{
		{Accepted, Held}: "W3", {Accepted, Cancelled}: "W2a", {Accepted, Dispatched}: "W6", {Accepted, Failed}: "W7 stage S, S2",
		{Held, Accepted}: "W4", {Held, Failed}: "W5", {Held, Cancelled}: "W2a",
		{Dispatched, Sent}: "W6a, S3, V4", {Dispatched, Failed}: "W7 stage D, V3",
		{Sent, Delivered}: "W8, S5, V4", {Sent, Failed}: "W12, S6", {Sent, ExpiredState}: "W13, S7, V6", {Sent, Deleted}: "W17",
		{Delivered, Read}: "W10, V5", {Delivered, Played}: "W11", {Delivered, Deleted}: "W17",
		{Read, Played}: "W11", {Read, Deleted}: "W17, I4",
		{Played, Deleted}: "W17",
		{Arrived, Read}:   "I2", {Arrived, Deleted}: "I4",
	}
	for from := Accepted; from <= Cancelled; from++ {
		for to := Accepted; to <= Cancelled; to++ {
			_, want := legal[[2]State{from, to}]
			require.Equal(t, want, May(from, to), "from %s to %s", from, to)
		}
	}
	n := shop(t)
	id := send(t, n, SMS, "49200", "491700000001", Text{Body: "hello"})
	err := n.Cancel("shop", id)
	require.NoError(t, err)
	require.EqualError(t, n.Cancel("shop", id), "illegal transition from cancelled to cancelled")
}

// What ends by itself goes nowhere but to where a person or a business takes it.
func TestEndsOfAMessage(t *testing.T) {
	for from := Accepted; from <= Cancelled; from++ {
		var later []State
		for to := Accepted; to <= Cancelled; to++ {
			if May(from, to) {
				later = append(later, to)
			}
		}
		if from.ended() {
			for _, to := range later {
				require.True(t, slices.Contains([]State{Read, Played, Deleted}, to), "from %s to %s", from, to)
			}
		} else {
			require.NotEmpty(t, later, from)
		}
	}
}
