package webhook

import (
	"errors"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/mynah-sim/mynah/mock/network"
)

func TestFailedCallbackIsTriedAgainTenSecondsAfterTheEndOfTheAttempt(t *testing.T) {
	n := world(t, 1)
	d := dispatch(t, Config{
		Network:   n,
		Translate: []Translator{statuses(to("http://a/in"), nil)},
		Transport: answering(func(*http.Request) (int, error) { return 500, nil }),
	})
	start := n.Now()
	send(t, n, 0)
	advance(t, n, time.Minute)

	first, err := d.Delivery(1)
	require.NoError(t, err)
	var at []time.Duration
	for _, try := range first.Tries {
		at = append(at, try.At.Sub(start))
	}
	require.Equal(t, []time.Duration{0, 10 * time.Second, 20 * time.Second}, at)
	require.Equal(t, GivenUp, first.State)
	require.Equal(t, 3, first.Attempts)

	second, err := d.Delivery(2)
	require.NoError(t, err)
	require.Equal(t, 20*time.Second, second.Tries[0].At.Sub(start), "the next of the message starts when the first is given up")
}

func TestCallbacksOfOneKeyArePostedOneAfterTheOther(t *testing.T) {
	n := world(t, 3)
	var mu sync.Mutex
	posted, flying := map[string][]string{}, map[string]int{}
	dispatch(t, Config{
		Network:   n,
		Translate: []Translator{statuses(to("http://a/in"), nil)},
		Transport: answering(func(r *http.Request) (int, error) {
			message, kind, _ := strings.Cut(body(r), " ")
			mu.Lock()
			defer mu.Unlock()
			require.Zero(t, flying[message])
			flying[message]++
			posted[message] = append(posted[message], kind)
			flying[message]--
			return 204, nil
		}),
	})
	ids := []network.ID{send(t, n, 0), send(t, n, 1), send(t, n, 2)}
	advance(t, n, time.Hour)
	for _, id := range ids {
		require.Equal(t, []string{"message.accepted", "message.dispatched", "message.sent", "message.delivered"}, posted[id.String()])
	}
}

func TestHeldBackCallbackFollowsWithoutTheClockMoving(t *testing.T) {
	n := world(t, 1)
	n.SetLatency(network.Instant)
	posted := make(chan string, 10)
	d := dispatch(t, Config{
		Network:   n,
		Translate: []Translator{statuses(to("http://a/in"), nil)},
		Transport: answering(func(r *http.Request) (int, error) { posted <- body(r); return 200, nil }),
	})
	send(t, n, 0)
	for range 4 {
		<-posted
	}
	for _, line := range lines(t, n) {
		require.NotContains(t, line, "callback.reported", "in manual time reports wait for the clock")
	}
	advance(t, n, 0)
	require.Zero(t, d.Lag())
	require.Contains(t, strings.Join(lines(t, n), "\n"), "callback.reported account=shop delivery=4 text=\"attempt 1 answered 200\"")
}

func lines(t testing.TB, n *network.Network) (all []string) {
	t.Helper()
	events, ok := n.Events(0, 10_000)
	require.True(t, ok)
	for _, e := range events {
		all = append(all, e.String())
	}
	return all
}

func TestReportsEnterInTheOrderOfTheDeliveryNumbers(t *testing.T) {
	n := world(t, 4)
	hold := make(chan struct{})
	var later atomic.Int32
	dispatch(t, Config{
		Network:   n,
		Translate: []Translator{statuses(to("http://a/in"), func(c *Callback) { c.Order = "" })},
		Transport: answering(func(r *http.Request) (int, error) {
			if strings.HasSuffix(body(r), "dispatched") { // the accepted ones are answered after all of these
				if later.Add(1) == 4 {
					close(hold)
				}
				return 200, nil
			}
			<-hold
			return 500, nil
		}),
	})
	for i := range 4 {
		send(t, n, i)
	}
	advance(t, n, 0)
	var reported []uint64
	events, _ := n.Events(0, 1000)
	for _, e := range events {
		if e.Kind == network.CallbackReported {
			reported = append(reported, e.Delivery)
		}
	}
	require.Equal(t, []uint64{1, 2, 3, 4, 5, 6, 7, 8}, reported)
}

func TestClockThatBeginsToFollowTheWallGetsWhatIsLeft(t *testing.T) {
	n := world(t, 1)
	d := dispatch(t, Config{
		Network:   n,
		Translate: []Translator{statuses(to("http://a/in"), nil)},
		Transport: answering(func(*http.Request) (int, error) { return 200, nil }),
	})
	send(t, n, 0)
	require.NoError(t, d.quiet(t.Context(), n.Position()))
	at := n.Now()
	n.FollowWall(func() time.Time { return at })
	n.SetLatency(network.Instant) // the world has changed
	require.NoError(t, n.Drain(t.Context()))
	require.Contains(t, strings.Join(lines(t, n), "\n"), "callback.reported account=shop delivery=1")
}

func TestSignatureIsMadeAnewForEachAttemptAtItsVirtualTime(t *testing.T) {
	n := world(t, 1)
	start := n.Now()
	var stamps []string
	var attempts []Attempt
	dispatch(t, Config{
		Network: n,
		Translate: []Translator{statuses(to("http://a/in?x=1"), func(c *Callback) {
			c.Header = http.Header{"x-own": {"v"}}
			c.Sign = func(at time.Time, body []byte) http.Header {
				require.NotEmpty(t, body)
				return http.Header{"x-request-timestamp": {at.Sub(start).String()}}
			}
		})},
		Transport: answering(func(r *http.Request) (int, error) {
			require.Equal(t, "application/json", r.Header.Get("Content-Type"))
			require.Equal(t, "v", r.Header.Get("X-Own"))
			stamps = append(stamps, r.Header.Get("X-Request-Timestamp"))
			return 500, nil
		}),
		Judge:  func(_, event string, _ []byte) error { return errors.New(event) },
		Record: func(a Attempt) uint64 { attempts = append(attempts, a); return uint64(100 + len(attempts)) },
	})
	send(t, n, 0)
	advance(t, n, 25*time.Second)
	require.Equal(t, []string{"0s", "10s", "20s"}, stamps[:3])
	require.EqualError(t, attempts[0].Breach, "message.accepted")
	require.Equal(t, start.Add(10*time.Second), attempts[0].Next)
	require.True(t, attempts[2].Done)
	require.True(t, attempts[2].GivenUp)
}

func TestReplayPostsOnceMoreOutsideThePlan(t *testing.T) {
	n := world(t, 1)
	answers := []int{200, 200, 500, 200}
	posts := 0
	d := dispatch(t, Config{
		Network:   n,
		Translate: []Translator{statuses(to("http://a/in"), nil)},
		Kinds:     []network.Kind{network.MessageAccepted, network.MessageDispatched},
		Transport: answering(func(*http.Request) (int, error) { posts++; return answers[posts-1], nil }),
		Record:    func(a Attempt) uint64 { return 7 },
	})
	send(t, n, 0)
	advance(t, n, time.Minute)
	_, before := n.Log()
	for i, want := range answers[2:] {
		a, err := d.Replay(t.Context(), 1)
		require.NoError(t, err)
		require.Equal(t, want, a.Status)
		require.Equal(t, i+1, a.Attempt)
		require.Equal(t, want == 200, a.Done)
	}
	got, err := d.Delivery(1)
	require.NoError(t, err)
	require.Equal(t, Delivered, got.State)
	require.Equal(t, 1, got.Attempts)
	require.Len(t, got.Tries, 3)
	require.Equal(t, uint64(7), got.Tries[2].Entry)
	advance(t, n, 0)
	_, after := n.Log()
	require.Equal(t, before, after)
	_, err = d.Replay(t.Context(), 99)
	require.ErrorIs(t, err, ErrUnknown)
	d.Close()
	_, err = d.Replay(t.Context(), 1)
	require.ErrorIs(t, err, ErrClosed)
}

func TestFinishedDeliveriesAreBoundedAndFiltered(t *testing.T) {
	n := world(t, 2)
	var last network.ID
	d := dispatch(t, Config{
		Network: n, Keep: 5,
		Translate: []Translator{statuses(func(e network.Event) string { return "http://a/" + e.Number }, func(c *Callback) { c.Retry = nil })},
		Transport: answering(func(r *http.Request) (int, error) {
			if strings.HasSuffix(body(r), "delivered") {
				return 500, nil
			}
			return 200, nil
		}),
	})
	for range 5 {
		send(t, n, 0)
		last = send(t, n, 1)
		advance(t, n, time.Minute)
	}
	numbers := func(f Filter) (all []uint64) {
		for _, dl := range d.Deliveries(f) {
			all = append(all, dl.Delivery)
		}
		return all
	}
	require.Equal(t, []uint64{36, 37, 38, 39, 40}, numbers(Filter{}))
	require.Equal(t, []uint64{39, 40}, numbers(Filter{State: GivenUp}))
	require.Equal(t, []uint64{36, 38, 40}, numbers(Filter{Message: last}))
	require.Equal(t, []uint64{37, 39}, numbers(Filter{URL: "http://a/" + number(0)}))
	require.Equal(t, []uint64{38}, numbers(Filter{Event: "message.sent", Number: number(1)}))
	require.Equal(t, []uint64{37, 38}, numbers(Filter{Provider: "tyntec", After: 36, Limit: 2}))
	require.Empty(t, numbers(Filter{Provider: "wabbit"}))
	require.Empty(t, numbers(Filter{State: Pending}))
	_, err := d.Delivery(1)
	require.ErrorIs(t, err, ErrUnknown)
}

func TestLagCountsWhatWaitsForItsNextAttempt(t *testing.T) {
	n := world(t, 1)
	d := dispatch(t, Config{
		Network:   n,
		Translate: []Translator{statuses(to("http://a/in"), func(c *Callback) { c.Retry = forever })},
		Transport: answering(func(*http.Request) (int, error) { return 500, nil }),
	})
	send(t, n, 0)
	advance(t, n, 15*time.Minute)
	require.Equal(t, Lag{Pending: 4, Oldest: 15 * time.Minute}, d.Lag())
	require.Len(t, d.Deliveries(Filter{State: Pending}), 4)
	advance(t, n, time.Hour)
	first, err := d.Delivery(1)
	require.NoError(t, err)
	require.Len(t, first.Tries, keptTries)
	require.Equal(t, 1, first.Tries[0].Attempt)
	require.Equal(t, first.Attempts, first.Tries[keptTries-1].Attempt)
	require.Equal(t, 451, first.Attempts)
}

func forever(int, time.Time, time.Time) (time.Duration, bool) { return 10 * time.Second, true }

func TestTranslatorThatPanicsLosesItsEventOnly(t *testing.T) {
	n := world(t, 1)
	good := statuses(to("http://a/in"), nil)
	d := dispatch(t, Config{
		Network: n,
		Translate: []Translator{func(e network.Event) []Callback {
			if e.Kind == network.MessageSent {
				panic("no words")
			}
			return good(e)
		}},
		Transport: answering(func(*http.Request) (int, error) { return 200, nil }),
	})
	send(t, n, 0)
	advance(t, n, time.Minute)
	require.Len(t, d.Deliveries(Filter{State: Delivered}), 3)
}
