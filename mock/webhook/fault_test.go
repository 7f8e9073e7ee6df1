package webhook

import (
	"encoding/json"
	"fmt"
	"net/http"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/mynah-sim/mynah/mock/network"
)

// inbox is a receiver that writes down what it gets, with the virtual time since the start.
type inbox struct {
	mu     sync.Mutex
	n      *network.Network
	start  time.Time
	got    []string
	header []http.Header
	answer func(post int) int
}

func (i *inbox) RoundTrip(r *http.Request) (*http.Response, error) {
	i.mu.Lock()
	i.got = append(i.got, i.n.Now().Sub(i.start).String()+" "+body(r))
	i.header = append(i.header, r.Header)
	post := len(i.got)
	i.mu.Unlock()
	return answering(func(*http.Request) (int, error) {
		if i.answer != nil {
			return i.answer(post), nil
		}
		return 200, nil
	}).RoundTrip(r)
}

// told translates the events of messages into JSON, in order for each message.
func told(edit func(*Callback)) Translator {
	return statuses(to("http://a/in"), func(c *Callback) {
		c.Body = fmt.Appendf(nil, `{"type":%q,"from":"49200","list":[1],"text":"a/ü<>😀"}`, strings.TrimPrefix(c.Event, "message."))
		if edit != nil {
			edit(c)
		}
	})
}

// faulted runs one SMS through a world with faults and answers what the receiver got of it.
func faulted(t *testing.T, faults []network.Fault, edit func(*Callback), answer func(int) int) (*inbox, *Dispatcher) {
	t.Helper()
	n := world(t, 1)
	in := &inbox{n: n, start: n.Now(), answer: answer}
	d := dispatch(t, Config{Network: n, Translate: []Translator{told(edit)}, Transport: in})
	for _, f := range faults {
		_, err := n.AddFault(f)
		require.NoError(t, err)
	}
	send(t, n, 0)
	advance(t, n, 2*time.Hour)
	return in, d
}

// kinds are the posts with their times, and of the bodies the member type alone.
func (i *inbox) kinds(t *testing.T) (all []string) {
	t.Helper()
	for _, line := range i.got {
		at, text, _ := strings.Cut(line, " ")
		var doc map[string]any
		require.NoError(t, json.Unmarshal([]byte(text), &doc), text)
		all = append(all, at+" "+doc["type"].(string))
	}
	return all
}

func TestFaultsOfTheWebhook(t *testing.T) {
	usual := []string{"0s accepted", "0s dispatched", "100ms sent", "300ms delivered"}
	sent := network.Match{Event: "message.sent"}
	for name, tc := range map[string]struct {
		fault  network.Fault
		answer func(int) int
		want   []string
	}{
		"none":                       {network.Fault{Name: "F13", Match: network.Match{Event: "other"}}, nil, usual},
		"F13 repeats":                {network.Fault{Name: "F13", Match: sent}, nil, []string{usual[0], usual[1], usual[2], usual[2], usual[3]}},
		"F13 with a gap":             {network.Fault{Name: "F13", Match: sent, Params: map[string]string{"copies": "3", "gap": "1s"}}, nil, append(usual[:4:4], "1.1s sent", "2.1s sent")},
		"F14 lets one go first":      {network.Fault{Name: "F14", Match: sent}, nil, []string{usual[0], usual[1], usual[3], "300ms sent"}},
		"F14 goes at last":           {network.Fault{Name: "F14", Match: sent, Params: map[string]string{"depth": "9", "wait": "5s"}}, nil, []string{usual[0], usual[1], usual[3], "5.1s sent"}},
		"F15 delays and keeps order": {network.Fault{Name: "F15", Match: sent, Params: map[string]string{"p50": "2s", "p95": "2s"}}, nil, []string{usual[0], usual[1], "2.1s sent", "2.1s delivered"}},
		"F16 drops":                  {network.Fault{Name: "F16", Params: map[string]string{"status": "sent"}}, nil, []string{usual[0], usual[1], usual[3]}},
		"F22 comes all at once":      {network.Fault{Name: "F22", Params: map[string]string{"backlog": "1m", "rate": "10"}}, nil, []string{"1m0s accepted", "1m0.1s dispatched", "1m0.2s sent", "1m0.3s delivered"}},
		"F23 makes repeats":          {network.Fault{Name: "F23", Match: network.Match{Event: "message.sent", Count: 1}}, nil, []string{usual[0], usual[1], usual[2], "10.1s sent", "10.1s delivered"}},
		"F24 stops the retries":      {network.Fault{Name: "F24", Match: sent, Params: map[string]string{"after": "2"}}, func(post int) int { return map[bool]int{true: 500, false: 200}[post >= 3 && post <= 4] }, []string{usual[0], usual[1], usual[2], "10.1s sent", "10.1s delivered"}},
		"F58 cannot be reached":      {network.Fault{Name: "F58", Match: network.Match{Event: "message.sent", Count: 2}}, nil, []string{usual[0], usual[1], "20.1s sent", "20.1s delivered"}},
	} {
		t.Run(name, func(t *testing.T) {
			in, d := faulted(t, []network.Fault{tc.fault}, nil, tc.answer)
			require.Equal(t, tc.want, in.kinds(t))
			require.Zero(t, d.Lag().Pending)
		})
	}
}

func TestFaultsOfTheBody(t *testing.T) {
	for name, tc := range map[string]struct {
		fault  string
		params map[string]string
		want   string
	}{
		"F18 as code points":     {"F18", nil, `{"type":"sent","from":"49200","list":[1],"text":"a/\u00fc<>\ud83d\ude00"}`},
		"F18 raw":                {"F18", map[string]string{"escape": "raw"}, `{"type":"sent","from":"49200","list":[1],"text":"a/ü<>😀"}`},
		"F18 with slashes":       {"F18", map[string]string{"escape": "slash"}, `{"type":"sent","from":"49200","list":[1],"text":"a\/ü<>😀"}`},
		"F18 as for a page":      {"F18", map[string]string{"escape": "html"}, `{"type":"sent","from":"49200","list":[1],"text":"a/ü\u003c\u003e😀"}`},
		"F25 an unknown type":    {"F25", nil, `{"from":"49200","list":[1],"text":"a/ü\u003c\u003e😀","type":"mynahUnknown"}`},
		"F25 an unknown field":   {"F25", map[string]string{"how": "unknown_field"}, `{"from":"49200","list":[1],"mynahUnknown":{"of":[1,"two",null]},"text":"a/ü\u003c\u003e😀","type":"sent"}`},
		"F25 null":               {"F25", map[string]string{"how": "null"}, `{"from":"49200","list":null,"text":"a/ü\u003c\u003e😀","type":"sent"}`},
		"F25 nobody wrote":       {"F25", map[string]string{"how": "missing_contacts"}, `{"list":[1],"text":"a/ü\u003c\u003e😀","type":"sent"}`},
		"F25 an empty array":     {"F25", map[string]string{"how": "empty_array"}, `{"from":"49200","list":[],"text":"a/ü\u003c\u003e😀","type":"sent"}`},
		"F26 for another number": {"F26", nil, `{"type":"sent","from":"999000000001","list":[1],"text":"a/ü<>😀"}`},
		"F19 many in one":        {"F19", map[string]string{"updates": "3"}, `3 updates, 1 of a kind`},
		"F19 within a size":      {"F19", map[string]string{"size": "140"}, `2 updates, 1 of a kind`},
		"F20 good and strange":   {"F20", nil, `2 updates, 2 of a kind`},
	} {
		t.Run(name, func(t *testing.T) {
			fault := network.Fault{Name: tc.fault, Match: network.Match{Event: "message.sent"}, Params: tc.params}
			in, d := faulted(t, []network.Fault{fault}, func(c *Callback) {
				if tc.fault == "F20" {
					c.Body = []byte(`{"type":"sent","messageId":"a9"}`)
				}
				c.Batch = func(bodies [][]byte) []byte {
					different := map[string]bool{}
					for _, b := range bodies {
						different[string(b)] = true
					}
					return fmt.Appendf(nil, `%d updates, %d of a kind`, len(bodies), len(different))
				}
			}, nil)
			require.Len(t, in.got, 4)
			_, got, _ := strings.Cut(in.got[2], " ")
			require.Equal(t, tc.want, got)
			dl, err := d.Delivery(3)
			require.NoError(t, err)
			require.Equal(t, tc.want, string(dl.Callback.Body), "the bench shows what was sent")
		})
	}
}

func TestBadSignatures(t *testing.T) {
	sign := func(at time.Time, body []byte) http.Header {
		return http.Header{"X-Time": {at.Format(time.TimeOnly)}, "X-Sign": {fmt.Sprint(at.Format(time.TimeOnly), len(body))}}
	}
	good := sign(time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC), []byte(`{"type":"accepted","from":"49200","list":[1],"text":"a/ü<>😀"}`))
	for how, want := range map[string]func(*testing.T, http.Header){
		"missing":       func(t *testing.T, h http.Header) { require.Empty(t, h.Get("X-Sign")) },
		"wrong_body":    func(t *testing.T, h http.Header) { require.Equal(t, good.Get("X-Time"), h.Get("X-Time")) },
		"wrong_secret":  func(t *testing.T, h http.Header) { require.Equal(t, good.Get("X-Time"), h.Get("X-Time")) },
		"old_timestamp": func(t *testing.T, h http.Header) { require.Equal(t, "23:00:00", h.Get("X-Time")) },
	} {
		t.Run(how, func(t *testing.T) {
			fault := network.Fault{Name: "F17", Match: network.Match{Event: "message.accepted"}, Params: map[string]string{"how": how}}
			in, _ := faulted(t, []network.Fault{fault}, func(c *Callback) { c.Sign = sign }, nil)
			require.NotEqual(t, good.Get("X-Sign"), in.header[0].Get("X-Sign"))
			want(t, in.header[0])
		})
	}
	in, _ := faulted(t, []network.Fault{{Name: "F17"}}, func(c *Callback) {
		c.Sign = func(time.Time, []byte) http.Header { return http.Header{"Authorization": {"token"}} }
	}, nil)
	require.Equal(t, "nekot", in.header[0].Get("Authorization"), "a token that signs no body is spoiled itself")
}

func TestRepeatsMayHaveAnEnvelopeOfTheirOwn(t *testing.T) {
	fault := network.Fault{Name: "F13", Match: network.Match{Event: "message.sent"}, Params: map[string]string{"copies": "3", "envelope": "new"}}
	in, _ := faulted(t, []network.Fault{fault}, func(c *Callback) {
		c.Again = func(n int) []byte { return fmt.Appendf(nil, `{"type":"again %d"}`, n) }
	}, nil)
	require.Equal(t, []string{"0s accepted", "0s dispatched", "100ms sent", "100ms again 1", "100ms again 2", "300ms delivered"}, in.kinds(t))
}

// What goes wrong with callbacks belongs to the seed: cores and slow receivers change nothing in the log.
func TestFaultsOfTheWebhookGiveTheSameDigestOnOneCoreAndOnTwo(t *testing.T) {
	run := func(cores int) string {
		defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(cores))
		n := world(t, 50)
		require.NoError(t, n.SetProfile("rough"))
		half := 0.5
		for _, name := range []string{"F14", "F22", "F23", "F24", "F58"} {
			_, err := n.AddFault(network.Fault{Name: name, Match: network.Match{Probability: &half}, Params: map[string]string{}})
			require.NoError(t, err)
		}
		dispatch(t, Config{Network: n, Translate: []Translator{told(nil)}, Transport: answering(func(*http.Request) (int, error) { return 200, nil })})
		for i := range 50 {
			send(t, n, i)
		}
		advance(t, n, 3*time.Hour)
		_, digest := n.Log()
		return digest
	}
	require.Equal(t, run(1), run(2))
}

func TestBatchesPutArraysTogether(t *testing.T) {
	for name, tc := range map[string]struct {
		fault  string
		params map[string]string
		body   string
		want   string
	}{
		"arrays in an object":  {"F19", map[string]string{"updates": "3"}, `{"statuses":[{"id":"a1"}]}`, `{"statuses":[{"id":"a1"},{"id":"a1"},{"id":"a1"}]}`},
		"arrays themselves":    {"F19", map[string]string{"updates": "2"}, `[{"id":"a1"}]`, `[{"id":"a1"},{"id":"a1"}]`},
		"no arrays":            {"F19", map[string]string{"updates": "2"}, `{"id":"a1"}`, `{"id":"a1"}`},
		"an id nobody knows":   {"F20", nil, `{"statuses":[{"id":"a1"}]}`, `{"statuses":[{"id":"a1"},{"id":"b2"}]}`},
		"messages beside them": {"F20", map[string]string{"mix": "messages_and_statuses"}, `{"statuses":[{"id":"a1"}]}`, `{"messages":[{"id":"m1"}],"statuses":[{"id":"a1"}]}`},
	} {
		t.Run(name, func(t *testing.T) {
			fault := network.Fault{Name: tc.fault, Match: network.Match{Event: "message.sent"}, Params: tc.params}
			in, _ := faulted(t, []network.Fault{fault}, func(c *Callback) {
				c.Body = []byte(`{"messages":[{"id":"m1"}]}`)
				if c.Event == "message.sent" {
					c.Body = []byte(tc.body)
				}
			}, nil)
			_, got, _ := strings.Cut(in.got[2], " ")
			require.Equal(t, tc.want, got)
		})
	}
}
