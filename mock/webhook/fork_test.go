package webhook

import (
	"maps"
	"net/http"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/mynah-sim/mynah/mock/network"
)

// going starts callbacks to a receiver that answers by text and count alone.
func going(n *network.Network, seen map[string]int, from *Snapshot) *Dispatcher {
	var mu sync.Mutex
	return New(Config{
		Network: n, Transport: moody(&mu, seen), From: from,
		Translate: []Translator{statuses(func(e network.Event) string { return "http://r" + e.Number[10:] + "/in" }, nil)},
	})
}

func quietDigest(t *testing.T, n *network.Network) string {
	t.Helper()
	_, err := n.Advance(t.Context(), network.Until{Quiet: true, Limit: time.Hour})
	require.NoError(t, err)
	_, digest := n.Log()
	return digest
}

func TestForkGoesOnWithTheCallbacksOfItsOrigin(t *testing.T) {
	n := world(t, 4)
	seen := map[string]int{}
	d := going(n, seen, nil)
	defer d.Close()
	for p := range 4 {
		send(t, n, p)
	}
	advance(t, n, 300*time.Millisecond)
	require.NotZero(t, d.Lag().Pending, "some wait for their next attempt")
	forked, from, err := d.Fork(t.Context())
	require.NoError(t, err)
	known := maps.Clone(seen)
	copies := make([]string, 2)
	for i := range copies {
		own := forked.Fork()
		o := going(own, maps.Clone(known), &from)
		copies[i] = quietDigest(t, own)
		require.Equal(t, len(d.Deliveries(Filter{})), len(o.Deliveries(Filter{Limit: len(d.Deliveries(Filter{}))})))
		require.Zero(t, o.Lag().Pending)
		o.Close()
	}
	require.Equal(t, copies[0], copies[1], "one snapshot gives the same again and again")
	require.Equal(t, quietDigest(t, n), copies[0], "and what the origin does")
}

// What is being posted at the moment of the fork is posted again by the copy.
func TestForkMakesAttemptsUnderWayAgain(t *testing.T) {
	n := world(t, 1)
	release := make(chan struct{})
	posted := make(chan struct{}, 1)
	d := New(Config{
		Network: n, Translate: []Translator{statuses(to("http://a/in"), nil)},
		Transport: answering(func(_ *http.Request) (int, error) { posted <- struct{}{}; <-release; return 200, nil }),
	})
	defer d.Close()
	send(t, n, 0)
	<-posted
	forked, from, err := d.Fork(t.Context())
	require.NoError(t, err)
	close(release)
	var again []string
	o := New(Config{Network: forked, From: &from, Translate: []Translator{statuses(to("http://a/in"), nil)},
		Transport: answering(func(r *http.Request) (int, error) { again = append(again, body(r)); return 200, nil })})
	defer o.Close()
	advance(t, forked, 0)
	require.Contains(t, again[0], "message.accepted")
	first, err := o.Delivery(1)
	require.NoError(t, err)
	require.Equal(t, 1, first.Attempts)
}
