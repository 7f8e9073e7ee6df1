package webhook

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"runtime"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/mynah-sim/mynah/mock/network"
)

// hang answers for one host never, for the others at once.
func hang(host string) answering {
	return func(r *http.Request) (int, error) {
		if r.URL.Host == host {
			<-r.Context().Done()
			return 0, r.Context().Err()
		}
		return 200, nil
	}
}

func byPerson(e network.Event) string {
	if e.Number == number(0) {
		return "http://hanging/in"
	}
	return "http://quick/in"
}

func TestHangingReceiverTimesOutWhileOthersAreServed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		n := world(t, 2)
		d := New(Config{
			Network: n, Transport: hang("hanging"), Slots: make(chan struct{}, 4),
			Translate: []Translator{statuses(byPerson, func(c *Callback) { c.Order = "" })},
			Kinds:     []network.Kind{network.MessageAccepted},
		})
		defer d.Close()
		start := time.Now()
		for range 50 {
			send(t, n, 0)
		}
		for range 50 {
			send(t, n, 1)
		}
		synctest.Wait()
		require.Equal(t, start, time.Now())
		require.Len(t, d.Deliveries(Filter{State: Delivered, URL: "http://quick/in"}), 50)
		require.Equal(t, Lag{Pending: 50, Active: 50}, d.Lag(), "two in flight, 48 wait for their turn")
		require.Len(t, d.c.Slots, 2)

		advance(t, n, 0)
		require.Equal(t, 25*10*time.Second, time.Since(start), "two at a time, 10 s each")
		failed := d.Deliveries(Filter{URL: "http://hanging/in"})
		require.Equal(t, Timeout, failed[49].Tries[0].Failure)
		require.Equal(t, n.Now().Add(10*time.Second), failed[49].Next, "virtual time stood still")
	})
}

func TestWaitingCallbacksCostNoGoroutine(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		n := world(t, 1)
		before := runtime.NumGoroutine()
		var flying atomic.Int32
		d := New(Config{
			Network: n, Slots: make(chan struct{}, 100), Kinds: []network.Kind{network.MessageAccepted},
			Translate: []Translator{statuses(to("http://a/in"), func(c *Callback) { c.Order = "" })},
			Transport: answering(func(r *http.Request) (int, error) {
				flying.Add(1)
				<-r.Context().Done()
				return 0, r.Context().Err()
			}),
			Timeout: time.Hour,
		})
		for range 3000 {
			send(t, n, 0)
		}
		synctest.Wait()
		require.EqualValues(t, perTarget, flying.Load())
		require.Equal(t, 3000, d.Lag().Active)
		require.LessOrEqual(t, runtime.NumGoroutine()-before, perTarget+2)
		d.Close()
	})
}

func TestWorldsShareTheSlotsAndNoneIsStarved(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		slots := make(chan struct{}, 1)
		var order []string
		answer := make(chan struct{})
		start := func(name string) (*network.Network, *Dispatcher) {
			n := world(t, 1)
			return n, New(Config{
				Network: n, Slots: slots, Kinds: []network.Kind{network.MessageAccepted},
				Translate: []Translator{statuses(to("http://a/in"), nil)},
				Transport: answering(func(*http.Request) (int, error) {
					<-answer
					order = append(order, name)
					return 200, nil
				}),
			})
		}
		one, d1 := start("one")
		for range 5 {
			send(t, one, 0)
		}
		synctest.Wait()
		two, d2 := start("two")
		for range 2 {
			send(t, two, 0)
		}
		for range 7 {
			synctest.Wait()
			answer <- struct{}{}
		}
		synctest.Wait()
		require.Equal(t, "one two one two one one one", strings.Join(order, " "))
		d1.Close()
		d2.Close()
	})
}

// piped is a transport whose connections are pipes to a handler that gets each raw request.
func piped(serve func(net.Conn, *http.Request)) *http.Transport {
	t := NewTransport()
	t.DialContext = func(context.Context, string, string) (net.Conn, error) {
		here, there := net.Pipe()
		go func() {
			defer there.Close()
			r := bufio.NewReader(there)
			for {
				req, err := http.ReadRequest(r)
				if err != nil {
					return
				}
				_, _ = io.Copy(io.Discard, req.Body)
				serve(there, req)
			}
		}()
		return here, nil
	}
	return t
}

func TestCloseCancelsRealCallsAndLeavesNothingBehind(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		n := world(t, 2)
		hanging := make(chan struct{})
		tr := piped(func(c net.Conn, r *http.Request) {
			if r.URL.Path == "/hang" {
				<-hanging
				return
			}
			fmt.Fprintf(c, "HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s", 100_000, strings.Repeat("x", 100_000))
		})
		var first Attempt
		d := New(Config{
			Network: n, Transport: ownTransport{tr},
			Translate: []Translator{statuses(func(e network.Event) string {
				if e.Kind == network.MessageDelivered {
					return "http://a/hang"
				}
				return "http://a/in"
			}, nil)},
			Record: func(a Attempt) uint64 { first = a; return 0 },
		})
		send(t, n, 0)
		advance(t, n, 0)
		require.Equal(t, 200, first.Status)
		require.Len(t, first.Answer, answerBytes, "the rest is dropped")
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		_, err := n.Advance(ctx, network.Until{By: time.Hour})
		require.ErrorIs(t, err, network.ErrFollowerBehind)
		d.Close()
		close(hanging)
		require.NoError(t, d.Settle(t.Context(), n.Position()), "a closed dispatcher holds nobody up")
	})
}

func TestRepeatedCallsUseOneConnection(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		n := world(t, 1)
		tr := piped(func(c net.Conn, r *http.Request) { fmt.Fprint(c, "HTTP/1.1 204 No Content\r\n\r\n") })
		dial, dialed := tr.DialContext, 0
		tr.DialContext = func(ctx context.Context, network, address string) (net.Conn, error) {
			dialed++
			return dial(ctx, network, address)
		}
		d := New(Config{Network: n, Transport: ownTransport{tr}, Translate: []Translator{statuses(to("http://a/in"), nil)}})
		send(t, n, 0)
		advance(t, n, time.Minute)
		require.Len(t, d.Deliveries(Filter{State: Delivered}), 4)
		require.Equal(t, 1, dialed)
		d.Close()
	})
}

func TestRedirectsKeepMethodAndBodyAndAreCounted(t *testing.T) {
	for name, tc := range map[string]struct {
		path    string
		status  int
		failure string
		posts   int
	}{
		"307 and 308 are followed":                    {"/307/308/200", 200, "", 3},
		"301 is the answer":                           {"/301/200", 301, "", 1},
		"after five the last status counts":           {"/307/307/307/307/307/307/200", 307, "", 6},
		"a redirect that names no place is an answer": {"/nowhere", 307, "", 1},
		"another scheme is a bad redirect":            {"/scheme", 0, BadRedirect, 1},
		"a broken address is a bad redirect":          {"/broken", 0, BadRedirect, 1},
	} {
		t.Run(name, func(t *testing.T) {
			posts := 0
			d := &Dispatcher{ctx: t.Context(), c: Config{Timeout: time.Minute, Transport: route(t, &posts)}}
			a := Attempt{Callback: Callback{URL: "http://a" + tc.path, Body: []byte("{}"), Redirects: 5}}
			d.post(&a)
			require.Equal(t, tc.status, a.Status)
			require.Equal(t, tc.failure, a.Failure)
			require.Equal(t, tc.posts, posts)
		})
	}
}

// turnings answers with the first status of the path and redirects to the rest of it.
type turnings struct {
	t     *testing.T
	posts *int
}

func route(t *testing.T, posts *int) http.RoundTripper { return turnings{t, posts} }

func (x turnings) RoundTrip(r *http.Request) (*http.Response, error) {
	require.Equal(x.t, http.MethodPost, r.Method)
	require.Equal(x.t, "{}", body(r))
	*x.posts++
	resp := &http.Response{StatusCode: 307, Header: http.Header{}, Body: http.NoBody}
	switch r.URL.Path {
	case "/nowhere":
	case "/scheme":
		resp.Header.Set("Location", "ftp://b/")
	case "/broken":
		resp.Header.Set("Location", "http://b/%zz")
	default:
		status, rest, _ := strings.Cut(r.URL.Path[1:], "/")
		_, err := fmt.Sscan(status, &resp.StatusCode)
		require.NoError(x.t, err)
		resp.Header.Set("Location", "/"+rest)
	}
	return resp, nil
}

func TestFailuresAreFixedWords(t *testing.T) {
	for want, err := range map[string]error{
		Refused:      &net.OpError{Op: "dial", Err: syscall.ECONNREFUSED},
		Reset:        fmt.Errorf("read: %w", syscall.ECONNRESET),
		NameNotFound: &net.OpError{Op: "dial", Err: &net.DNSError{Err: "no such host", Name: "x", IsNotFound: true}},
		Other:        errors.New("tls: bad certificate"),
	} {
		require.Equal(t, want, failure(t.Context(), err))
	}
	require.Equal(t, Reset, failure(t.Context(), io.EOF))
	ended, cancel := context.WithDeadline(t.Context(), time.Unix(0, 0))
	defer cancel()
	require.Equal(t, Timeout, failure(ended, errors.New("any")))
	a := Attempt{Callback: Callback{URL: "http://%zz"}}
	(&Dispatcher{ctx: t.Context(), c: Config{Timeout: time.Minute}}).post(&a)
	require.Equal(t, Other, a.Failure)
}
