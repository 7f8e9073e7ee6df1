package webhook

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/mynah-sim/mynah/mock/network"
)

// world is a network with an SMS sender and people who have their phones on.
func world(t testing.TB, people int) *network.Network {
	t.Helper()
	c := network.Config{
		Seed:     1,
		Accounts: []network.Account{{ID: "shop"}},
		Senders:  []network.Sender{{ID: "49200", Channel: network.SMS, Account: "shop"}},
	}
	for i := range people {
		c.Handsets = append(c.Handsets, network.Handset{Number: number(i), Apps: []network.Channel{network.SMS}})
	}
	n, err := network.New(c)
	require.NoError(t, err)
	return n
}

func number(i int) string { return fmt.Sprintf("4917%08d", i) }

// send lets the business send a text to a person.
func send(t testing.TB, n *network.Network, person int) network.ID {
	t.Helper()
	a, err := n.Send(network.Draft{
		Account: "shop", Channel: network.SMS, From: "49200", To: number(person), Content: network.Text{Body: "hello"},
	})
	require.NoError(t, err)
	return a.ID
}

func advance(t testing.TB, n *network.Network, by time.Duration) {
	t.Helper()
	_, err := n.Advance(t.Context(), network.Until{By: by})
	require.NoError(t, err)
}

// statuses translates every event of a message into one callback, in order for each message.
func statuses(url func(network.Event) string, edit func(*Callback)) Translator {
	return func(e network.Event) []Callback {
		if e.Message.IsZero() {
			return nil
		}
		c := Callback{
			Provider: "tyntec", Event: string(e.Kind), Account: e.Account, Number: e.Number, Message: e.Message,
			Order: e.Message.String(), URL: url(e), Body: fmt.Appendf(nil, "%s %s", e.Message, e.Kind), Retry: twice,
		}
		if edit != nil {
			edit(&c)
		}
		return []Callback{c}
	}
}

func to(url string) func(network.Event) string { return func(network.Event) string { return url } }

// twice is the schedule of tyntec's statuses: two more attempts, 10 s after the end of the failed one.
func twice(attempt int, _, _ time.Time) (time.Duration, bool) { return 10 * time.Second, attempt < 3 }

// answering answers posts without a network.
type answering func(*http.Request) (int, error)

func (f answering) RoundTrip(r *http.Request) (*http.Response, error) {
	status, err := f(r)
	if err != nil {
		return nil, err
	}
	return &http.Response{StatusCode: status, Header: http.Header{}, Body: http.NoBody, Request: r}, nil
}

// body reads what was posted.
func body(r *http.Request) string {
	all, _ := io.ReadAll(r.Body)
	return string(bytes.TrimSpace(all))
}

// dispatch starts a dispatcher that ends with the test.
func dispatch(t testing.TB, c Config) *Dispatcher {
	t.Helper()
	d := New(c)
	t.Cleanup(d.Close)
	return d
}
