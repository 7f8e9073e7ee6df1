package load

import (
	"fmt"
	"hash/fnv"
	"io"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/mynah-sim/mynah/mock/network"
	"github.com/mynah-sim/mynah/mock/webhook"
)

// most is how often a callback is tried.
const most = 3

// receiver is a business that is called back for every message event and does not always answer well: by the event and the try alone.
type receiver struct {
	mu    sync.Mutex
	tries map[uint64]int // by number of the event
}

// follow starts the callbacks of a town. End them with the dispatcher's Close.
func (r *receiver) follow(n *network.Network) *webhook.Dispatcher {
	r.tries = map[uint64]int{}
	// No real time must matter: a busy machine may let a post wait for long.
	return webhook.New(webhook.Config{Network: n, Transport: r, Timeout: time.Hour, Translate: []webhook.Translator{
		func(e network.Event) []webhook.Callback {
			if !tells(e) {
				return nil
			}
			return []webhook.Callback{{
				Provider: "load", Event: string(e.Kind), Account: e.Account, Message: e.Message, Order: e.Message.String(),
				URL: "http://" + e.Account + ".example/in", Body: []byte(strconv.FormatUint(e.N, 10)), Retry: again,
			}}
		},
	}})
}

// tells says which events cause a callback.
func tells(e network.Event) bool {
	return strings.HasPrefix(string(e.Kind), "message.") && e.Account != ""
}

func again(attempt int, _, _ time.Time) (time.Duration, bool) {
	return 10 * time.Second, attempt < most
}

// RoundTrip takes one callback.
func (r *receiver) RoundTrip(req *http.Request) (*http.Response, error) {
	text, err := io.ReadAll(req.Body)
	if err != nil {
		return nil, err
	}
	n, err := strconv.ParseUint(string(text), 10, 64)
	if err != nil {
		return nil, err
	}
	r.mu.Lock()
	r.tries[n]++
	status := answer(n, r.tries[n])
	r.mu.Unlock()
	return &http.Response{StatusCode: status, Header: http.Header{}, Body: http.NoBody, Request: req}, nil
}

// answer is the status of one try: one in four is a failure.
func answer(event uint64, try int) int {
	h := fnv.New32a()
	_, _ = fmt.Fprint(h, event, " ", try) // a hash takes everything
	if h.Sum32()%4 == 0 {
		return http.StatusInternalServerError
	}
	return http.StatusOK
}

// judge compares what came with what the log says: each event once, tried until it was taken or given up.
func (r *receiver) judge(n *network.Network) error {
	for after := uint64(0); ; {
		events, ok := n.Events(after, 1000)
		if !ok || len(events) == 0 {
			return nil
		}
		for _, e := range events {
			after = e.N
			want := 0
			if tells(e) {
				for want = 1; want < most && answer(e.N, want) != http.StatusOK; want++ {
				}
			}
			if got := r.tries[e.N]; got != want {
				return &network.InvariantError{Name: "webhook", Event: e, Text: fmt.Sprintf("it was posted %d times and not %d", got, want)}
			}
		}
	}
}
