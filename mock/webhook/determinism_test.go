package webhook

import (
	"fmt"
	"hash/fnv"
	"math/rand/v2"
	"net/http"
	"runtime"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/mynah-sim/mynah/mock/network"
)

// moody fails by what is posted and when in virtual time it was signed, and answers in an order of the scheduler's.
func moody(mu *sync.Mutex, seen map[string]int) answering {
	return func(r *http.Request) (int, error) {
		text := body(r)
		for range rand.IntN(20) {
			runtime.Gosched()
		}
		mu.Lock()
		seen[text]++
		try := seen[text]
		mu.Unlock()
		h := fnv.New32a()
		fmt.Fprint(h, try, text)
		return []int{200, 204, 500, 404, 200}[h.Sum32()%5], nil
	}
}

// longScenario sends to many people on many receivers while time passes, and answers the digest of the log.
func longScenario(t *testing.T) string {
	t.Helper()
	const people = 8
	n := world(t, people)
	n.SetLatency(network.Typical)
	var mu sync.Mutex
	d := New(Config{
		Network: n, Slots: make(chan struct{}, 8), Transport: moody(&mu, map[string]int{}),
		Translate: []Translator{
			statuses(func(e network.Event) string { return "http://r" + e.Number[10:] + "/in" }, nil),
			statuses(to("http://all/in"), func(c *Callback) { c.Order = ""; c.Body = append([]byte("all "), c.Body...) }),
		},
	})
	defer d.Close()
	for i := range 6 {
		for p := range people {
			send(t, n, p)
		}
		advance(t, n, time.Duration(i*i)*300*time.Millisecond)
	}
	_, err := n.Advance(t.Context(), network.Until{Quiet: true, Limit: time.Hour})
	require.NoError(t, err)
	require.Zero(t, d.Lag())
	require.NotEmpty(t, d.Deliveries(Filter{State: GivenUp}), "some fail three times")
	_, digest := n.Log()
	return digest
}

func TestSameCommandsGiveTheSameLogWhateverTheReceiversDo(t *testing.T) {
	for _, procs := range []int{1, 2} {
		before := runtime.GOMAXPROCS(procs)
		want := longScenario(t)
		for range 100 {
			require.Equal(t, want, longScenario(t))
		}
		runtime.GOMAXPROCS(before)
	}
}

// chain is a world whose receiver sends the next message before it answers the callback of the last one.
func chain(t *testing.T) string {
	t.Helper()
	n := world(t, 1)
	sent := 1
	d := New(Config{
		Network: n, Kinds: []network.Kind{network.MessageAccepted},
		Translate: []Translator{statuses(to("http://bot/in"), nil)},
		Transport: answering(func(*http.Request) (int, error) {
			if sent++; sent <= 20 {
				send(t, n, 0)
			}
			for range rand.IntN(5) {
				runtime.Gosched()
			}
			return 200, nil
		}),
	})
	defer d.Close()
	send(t, n, 0)
	advance(t, n, time.Minute)
	_, digest := n.Log()
	return digest
}

func TestReceiverThatCallsTheMockBackLeavesTheLogTheSame(t *testing.T) {
	want := chain(t)
	for range 100 {
		require.Equal(t, want, chain(t))
	}
}

func TestManyReceiversAtOnceInWallTime(t *testing.T) {
	n := world(t, 50)
	at := n.Now()
	n.FollowWall(func() time.Time { return at })
	n.SetLatency(network.Instant)
	var posted sync.WaitGroup
	posted.Add(50 * 20 * 4)
	d := dispatch(t, Config{
		Network:   n,
		Translate: []Translator{statuses(func(e network.Event) string { return "http://" + e.Number + "/in" }, nil)},
		Transport: answering(func(*http.Request) (int, error) { posted.Done(); return 200, nil }),
	})
	var senders sync.WaitGroup
	for p := range 50 {
		senders.Go(func() {
			for range 20 {
				send(t, n, p)
			}
		})
	}
	senders.Wait()
	posted.Wait()
	require.NoError(t, d.quiet(t.Context(), n.Position()))
	require.Len(t, d.Deliveries(Filter{State: Delivered}), 4000)
}

func BenchmarkDelivery(b *testing.B) {
	for _, receivers := range []int{1, 64} {
		b.Run(fmt.Sprintf("receivers=%d", receivers), func(b *testing.B) {
			n := world(b, 1)
			e := network.Event{Kind: network.MessageSent}
			d := New(Config{
				Network:   n,
				Transport: answering(func(*http.Request) (int, error) { return 200, nil }),
			})
			defer d.Close()
			payload := []byte(`{"event":"MessageStatus::sent"}`)
			urls := make([]string, receivers)
			for i := range urls {
				urls[i] = fmt.Sprintf("http://r%d.example/in", i)
			}
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				d.add(e, Callback{Provider: "tyntec", Account: "shop", URL: urls[i%receivers], Body: payload})
				if i%1000 == 999 {
					_ = d.Settle(b.Context(), 0)
				}
			}
			_ = d.Settle(b.Context(), 0)
		})
	}
}
