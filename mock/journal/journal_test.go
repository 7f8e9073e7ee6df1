package journal

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/mynah-sim/mynah/mock/network"
)

const ana = "491700000001"

// world is a network with an SMS sender and one person.
func world(t testing.TB) *network.Network {
	t.Helper()
	n, err := network.New(network.Config{
		Seed:     1,
		Accounts: []network.Account{{ID: "shop", Label: "tyntec"}},
		Senders:  []network.Sender{{ID: "49200", Channel: network.SMS, Account: "shop"}},
		Handsets: []network.Handset{{Number: ana, Apps: []network.Channel{network.SMS}}},
	})
	require.NoError(t, err)
	return n
}

// keep starts a journal that ends with the test.
func keep(t testing.TB, c Config) *Journal {
	t.Helper()
	j := New(c)
	t.Cleanup(j.Close)
	return j
}

func send(t testing.TB, n *network.Network) {
	t.Helper()
	_, err := n.Send(network.Draft{Account: "shop", Channel: network.SMS, From: "49200", To: ana, Content: network.Text{Body: "hi"}})
	require.NoError(t, err)
}

func advance(t testing.TB, n *network.Network, by time.Duration) {
	t.Helper()
	_, err := n.Advance(t.Context(), network.Until{By: by})
	require.NoError(t, err)
}

// call records an exchange around something that it does.
func call(j *Journal, operation string, status int, do func()) uint64 {
	x := j.Begin(Request{Provider: "tyntec", Method: "POST", URL: "http://m/" + operation})
	do()
	x.Finish(Result{OperationID: operation, Status: status, RequestBody: []byte(`{"a":1}`), Body: []byte(`{"b":2}`)})
	return x.ID()
}

func ids(entries []Entry) (all []uint64) {
	for _, e := range entries {
		all = append(all, e.ID)
	}
	return all
}

func TestCallItsEventsAndTheirCallbacksStandInOneOrderWithTheirCauses(t *testing.T) {
	n := world(t)
	j := keep(t, Config{Network: n})
	id := call(j, "sendMessage", 202, func() { send(t, n) })
	posted := j.Callback(Posted{
		Callback: Callback{Delivery: 1, Attempt: 1, URL: "http://me/in?auth=topsecret", Source: 1}, Provider: "tyntec", Number: ana, Status: 500,
		At: n.Now(), Header: http.Header{"Authorization": {"Basic abcdef"}}, Body: []byte("{}"),
	})
	advance(t, n, 0)
	require.Equal(t, uint64(1), id)

	exchange, ok := j.Entry(id)
	require.True(t, ok)
	require.Equal(t, KindExchange, exchange.Kind)
	require.Equal(t, uint64(0), exchange.Exchange.Before)
	require.Equal(t, uint64(2), exchange.Position)
	require.Equal(t, []uint64{2, 3}, exchange.Causes)
	require.Equal(t, ana, exchange.Number, "that of the events")
	require.Equal(t, `{"b":2}`, string(exchange.Response.Body))

	event, _ := j.Entry(2)
	require.Equal(t, network.MessageAccepted, event.Event.Kind)
	require.Equal(t, id, event.Cause)
	require.Equal(t, []uint64{posted}, event.Causes)
	require.Equal(t, "tyntec", event.Provider)

	callback, _ := j.Entry(posted)
	require.Equal(t, uint64(2), callback.Cause)
	require.Equal(t, "http://me/in?auth=tops…", callback.Callback.URL)
	require.Equal(t, []string{"Basi…"}, callback.Request.Header["Authorization"])

	advance(t, n, time.Hour)
	later, _ := j.Entry(5)
	require.Equal(t, network.MessageSent, later.Event.Kind)
	require.Zero(t, later.Cause, "the clock did it")
}

func TestEventOfTwoCallsAtOnceGoesToTheOneThatMayChangeSomething(t *testing.T) {
	n := world(t)
	j := keep(t, Config{Network: n})
	post := j.Begin(Request{Method: "POST"})
	get := j.Begin(Request{Method: "GET"})
	send(t, n)
	require.NoError(t, n.Drain(t.Context()))
	get.Finish(Result{Status: 200})
	post.Finish(Result{Status: 202})
	for _, e := range j.Wait(t.Context(), Filter{Kind: KindEvent}, 2) {
		require.Equal(t, post.ID(), e.Cause)
	}
	advance(t, n, time.Second)
	require.Empty(t, j.live)
}

func TestWhatAFollowingClockMakesUpForIsNotTheCallsDoing(t *testing.T) {
	n := world(t)
	at := n.Now()
	n.FollowWall(func() time.Time { return at })
	j := keep(t, Config{Network: n})
	call(j, "sendMessage", 202, func() { send(t, n) })
	at = at.Add(time.Hour)
	second := call(j, "sendMessage", 202, func() { send(t, n) })
	require.NoError(t, n.Drain(t.Context()))
	x, _ := j.Entry(second)
	events := []network.Kind{}
	for _, id := range x.Causes {
		e, _ := j.Entry(id)
		events = append(events, e.Event.Kind)
	}
	require.Equal(t, []network.Kind{network.MessageAccepted, network.MessageDispatched}, events)
}

func TestFiltersAreJoinedAndPagesGoOn(t *testing.T) {
	n := world(t)
	j := keep(t, Config{Network: n})
	call(j, "sendMessage", 202, func() { send(t, n) }) // 1, events 2 and 3
	require.NoError(t, n.Drain(t.Context()))
	call(j, "getMessage", 404, func() {}) // 4
	x := j.Begin(Request{Provider: "wabbit", Method: "POST"})
	x.Finish(Result{OperationID: "sendMessage", Status: 400, Number: "1", Breaches: []Breach{ // 5
		{Side: OfRequest, Fault: ByCaller, Pointer: "/to", Rule: "required", Message: "to is missing"},
	}})
	yes, no := true, false
	for name, tc := range map[string]struct {
		filter Filter
		want   []uint64
	}{
		"all":                           {Filter{}, []uint64{1, 2, 3, 4, 5}},
		"kind":                          {Filter{Kind: KindExchange}, []uint64{1, 4, 5}},
		"provider with its events":      {Filter{Provider: "tyntec"}, []uint64{1, 2, 3, 4}},
		"operation":                     {Filter{OperationID: "sendMessage"}, []uint64{1, 5}},
		"status":                        {Filter{Status: "404"}, []uint64{4}},
		"class":                         {Filter{Status: "4xx"}, []uint64{4, 5}},
		"person":                        {Filter{Number: ana}, []uint64{1, 2, 3}},
		"with a breach":                 {Filter{Violation: &yes}, []uint64{5}},
		"without one":                   {Filter{Violation: &no, Kind: KindExchange}, []uint64{1, 4}},
		"behind":                        {Filter{After: 3}, []uint64{4, 5}},
		"at most":                       {Filter{Limit: 2}, []uint64{1, 2}},
		"provider and status that miss": {Filter{Provider: "wabbit", Status: "202"}, nil},
	} {
		found, _ := j.Entries(tc.filter)
		require.Equal(t, tc.want, ids(found), name)
	}
	_, next := j.Entries(Filter{Kind: KindExchange, Limit: 2})
	require.Equal(t, uint64(4), next)
	rest, next := j.Entries(Filter{Kind: KindExchange, Limit: 2, After: next})
	require.Equal(t, []uint64{5}, ids(rest))
	require.Equal(t, uint64(5), next)
	_, next = j.Entries(Filter{Kind: KindCallback})
	require.Equal(t, uint64(5), next)
}

func TestViolationsKnowTheirEntry(t *testing.T) {
	n := world(t)
	j := keep(t, Config{Network: n, Violations: 3})
	bad := Breach{Side: OfResponse, Fault: ByMock, Rule: "enum"}
	for range 2 {
		j.Begin(Request{Provider: "tyntec"}).Finish(Result{OperationID: "getMessage", Breaches: []Breach{bad}})
	}
	posted := j.Callback(Posted{Callback: Callback{Event: "MoMessage"}, Provider: "tyntec", Breaches: []Breach{{Side: OfWebhook, Fault: ByMock}}})
	j.Violate("control", "advanceClock", Breach{Side: OfRequest, Fault: ByCaller})

	all, next := j.Violations(ViolationFilter{})
	require.Len(t, all, 3, "the oldest is gone")
	require.Equal(t, uint64(4), next)
	require.Equal(t, Violation{Breach: bad, ID: 2, At: n.Now(), Provider: "tyntec", OperationID: "getMessage", Entry: 2}, all[0])
	require.Equal(t, Violation{Breach{Side: OfWebhook, Fault: ByMock}, 3, time.Time{}, "tyntec", "MoMessage", posted}, all[1])
	mine, _ := j.Violations(ViolationFilter{Fault: ByCaller})
	require.Len(t, mine, 1)
	require.Zero(t, mine[0].Entry)
	e, _ := j.Entry(posted)
	require.Equal(t, all[1:2], e.Violations)
	page, next := j.Violations(ViolationFilter{Provider: "tyntec", Limit: 1, After: 2})
	require.Len(t, page, 1)
	require.Equal(t, uint64(3), next)
}

func TestRingKeepsTheNewestEntriesAndBodies(t *testing.T) {
	n := world(t)
	j := keep(t, Config{Network: n, Size: 4, Bytes: 25})
	for i := range 6 {
		x := j.Begin(Request{Method: "POST", URL: fmt.Sprint(i)})
		x.Finish(Result{RequestBody: bytes.Repeat([]byte("q"), 5), Body: bytes.Repeat([]byte("a"), 5), Status: 200})
	}
	entries, _ := j.Entries(Filter{})
	require.Equal(t, []uint64{3, 4, 5, 6}, ids(entries))
	for _, e := range entries {
		held := e.ID > 4
		require.Equal(t, !held, e.Request.Cut)
		require.Equal(t, held, len(e.Response.Body) > 0)
		require.Equal(t, 5, e.Response.Size)
	}
	_, ok := j.Entry(2)
	require.False(t, ok)
	require.Equal(t, 20, j.bytes)

	x := j.Begin(Request{})
	for range 5 {
		call(j, "a", 200, func() { send(t, n) })
	}
	x.Finish(Result{Body: []byte("late")}) // its place is taken: nothing is counted
	for range 4 {
		send(t, n) // outside of any exchange
	}
	require.NoError(t, n.Drain(t.Context()))
	require.Zero(t, j.bytes, "events have pushed out all exchanges")
	newest := n.Position()
	for number := range newest + 2 {
		e := j.ofEvent(number)
		require.Equal(t, number > newest-4 && number <= newest, e != nil, "event %d of %d", number, newest)
		if e != nil {
			require.Equal(t, number, e.event.N)
		}
	}
}

func TestLongBodiesAreCut(t *testing.T) {
	j := keep(t, Config{Network: world(t)})
	j.Begin(Request{}).Finish(Result{Body: make([]byte, 100_000)})
	e, _ := j.Entry(1)
	require.True(t, e.Response.Cut)
	require.Len(t, e.Response.Body, 65_536)
	require.Equal(t, 100_000, e.Response.Size)
}

func TestSecretsAreCutAtEntry(t *testing.T) {
	h := http.Header{"Apikey": {"tyntec-demo-key"}, "Authorization": {"Bearer abc"}, "Cookie": {"s=1"}, "D360-Api-Key": {"abc"}, "X-Api-Key": {"abcdefgh"}, "Accept": {"*/*", "a: b"}}
	s := newSecrets(nil)
	m := message{header: s.header(h)}
	require.Equal(t, http.Header{
		"Apikey": {"tynt…"}, "Authorization": {"Bear…"}, "Cookie": {"…"}, "D360-Api-Key": {"…"}, "X-Api-Key": {"abcd…"}, "Accept": {"*/*", "a: b"},
	}, m.open(s).Header)
	require.Equal(t, "http://m/x?a=1&token=8376…&%74oken=8376…&b", s.address("http://m/x?a=1&token=83763g87&%74oken=83763g87&b"))
	require.Equal(t, "http://m/x", s.address("http://m/x"))
	own := newSecrets([]string{"x-mine"})
	require.Equal(t, "X-Mine: …\n", own.header(http.Header{"X-Mine": {"1"}}))
	require.Equal(t, "Apikey: whole\n", own.header(http.Header{"Apikey": {"whole"}}))
}

func TestSecretsInBreachesAreCut(t *testing.T) {
	j := keep(t, Config{Network: world(t)})
	for _, pointer := range []string{"/token", "query.access_token", "/tokens"} {
		j.Violate("p", "op", Breach{Pointer: pointer, Message: `must not be "abcdefgh"`, Value: "abcdefgh"})
	}
	found, _ := j.Violations(ViolationFilter{})
	require.Equal(t, Breach{Pointer: "/token", Message: `must not be "abcd…"`, Value: "abcd…"}, found[0].Breach)
	require.Equal(t, "abcd…", found[1].Value)
	require.Equal(t, "abcdefgh", found[2].Value)
}

func TestSecretsInBodiesAreCut(t *testing.T) {
	const bound = "multipart/form-data; boundary=xx"
	part := func(name, value string) string {
		return "--xx\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n"
	}
	for name, row := range map[string]struct{ media, body, want string }{
		"JSON":               {"application/json", `{"Token" : "abcdefgh","a":[{"password":"xy\"z"}],"token":7}`, `{"Token" : "abcd…","a":[{"password":"…"}],"token":7}`},
		"JSON cut off":       {"", `{"token":"abcdefgh`, `{"token":"abcd…`},
		"a value is no name": {"application/problem+json", `{"a":"token","b":"c"}`, `{"a":"token","b":"c"}`},
		"form":               {"application/x-www-form-urlencoded", "a=b&token=abcdefgh&password=x", "a=b&token=abcd…&password=…"},
		"multipart":          {bound, part("a", "b") + part("token", "abcdefgh") + "--xx--", part("a", "b") + part("token", "abcd…") + "--xx--"},
		"no boundary":        {"multipart/form-data", "token", "token"},
		"another type":       {"text/plain", `"token":"abcdefgh"`, `"token":"abcdefgh"`},
		"no name's end":      {"", `{"token"`, `{"token"`},
		"no value":           {"", `{"token": `, `{"token": `},
	} {
		t.Run(name, func(t *testing.T) {
			j := keep(t, Config{Network: world(t)})
			header := http.Header{}
			if row.media != "" {
				header.Set("Content-Type", row.media)
			}
			j.Begin(Request{Header: header}).Finish(Result{RequestBody: []byte(row.body), Header: header, Body: []byte(row.body)})
			e, _ := j.Entry(1)
			require.Equal(t, row.want, string(e.Request.Body))
			require.Equal(t, row.want, string(e.Response.Body))
			require.Equal(t, len(row.body), e.Request.Size)
		})
	}
}

func TestWaitAnswersWhenEnoughEntriesMatch(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		n := world(t)
		j := New(Config{Network: n})
		defer j.Close()
		var found []Entry
		var all sync.WaitGroup
		all.Go(func() { found = j.Wait(t.Context(), Filter{OperationID: "sendMessage", Status: "2xx", Number: ana}, 2) })
		synctest.Wait()
		x := j.Begin(Request{Method: "POST"})
		call(j, "sendMessage", 400, func() {})
		call(j, "sendMessage", 202, func() { send(t, n) })
		synctest.Wait()
		require.Nil(t, found)
		x.Finish(Result{OperationID: "sendMessage", Status: 201, Number: ana})
		all.Wait()
		require.Equal(t, []uint64{1, 3}, ids(found))
		require.Empty(t, j.waiters)

		soon, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		require.Equal(t, []uint64{2}, ids(j.Wait(soon, Filter{Status: "400"}, 2)), "what is there, after a minute")
		all.Go(func() { found = j.Wait(t.Context(), Filter{Status: "500"}, 1) })
		synctest.Wait()
		j.Close()
		all.Wait()
		require.Empty(t, found)
	})
}

func TestHARHoldsExchangesAndCallbacks(t *testing.T) {
	n := world(t)
	j := keep(t, Config{Network: n})
	x := j.Begin(Request{Provider: "tyntec", Method: "POST", URL: "http://m/x?a=1&b=2", Header: http.Header{"Content-Type": {"application/json"}}})
	send(t, n)
	x.Finish(Result{OperationID: "sendMessage", Status: 202, RequestBody: []byte(`{"a":"<"}`), Header: http.Header{"Content-Type": {"image/png"}}, Body: []byte{0xff, 0x00}})
	j.Callback(Posted{Callback: Callback{URL: "http://me/in", Failure: "timeout", Source: 2}, Wall: time.Unix(5, 0), Took: 1500 * time.Microsecond, Body: []byte("{}")})
	entries, _ := j.Entries(Filter{})
	var out bytes.Buffer
	require.NoError(t, WriteHAR(&out, "0.1.0", entries))
	require.Contains(t, out.String(), `"text":"{\"a\":\"<\"}"`)
	var got har
	require.NoError(t, json.Unmarshal(out.Bytes(), &got))
	require.Equal(t, "1.2", got.Log.Version)
	require.Len(t, got.Log.Entries, 2)
	call, callback := got.Log.Entries[0], got.Log.Entries[1]
	require.Equal(t, []harPair{{"a", "1"}, {"b", "2"}}, call.Request.Query)
	require.Equal(t, harContent{Size: 2, MimeType: "image/png", Text: "/wA=", Encoding: "base64"}, call.Response.Content)
	require.Equal(t, harOwn{1, KindExchange, "tyntec", "sendMessage", "2026-01-01T00:00:00.000Z", 2}, call.Mynah)
	require.Equal(t, "1970-01-01T00:00:05.000Z", callback.Started)
	require.Equal(t, 1.5, callback.Time)
	require.Equal(t, "timeout", callback.Response.Error)
	require.NoError(t, WriteHAR(&out, "0.1.0", nil))
}

func TestManyRecordAtOnce(t *testing.T) {
	n := world(t)
	j := keep(t, Config{Network: n, Size: 50})
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			for range 100 {
				call(j, "sendMessage", 202, func() { send(t, n) })
				j.Entries(Filter{Number: ana})
			}
		})
	}
	all.Wait()
	require.NoError(t, n.Drain(t.Context()))
	require.Empty(t, j.live)
	entries, _ := j.Entries(Filter{})
	require.Len(t, entries, 50)
}

func BenchmarkExchange(b *testing.B) {
	j := keep(b, Config{Network: world(b)})
	in := http.Header{"Apikey": {"tyntec-demo-key"}, "Content-Type": {"application/json"}, "User-Agent": {"Go-http-client/1.1"}, "Accept-Encoding": {"gzip"}, "Content-Length": {"120"}}
	out := http.Header{"Content-Type": {"application/json"}, "Content-Length": {"52"}}
	question, answer := make([]byte, 120), make([]byte, 52)
	b.ReportAllocs()
	for b.Loop() {
		x := j.Begin(Request{Provider: "tyntec", Method: "POST", URL: "http://127.0.0.1:8080/tyntec/conversations/v3/messages", Header: in})
		x.Finish(Result{OperationID: "sendMessage", RequestBody: question, Status: 202, Header: out, Body: answer})
	}
}

func BenchmarkEvents(b *testing.B) {
	j := keep(b, Config{Network: world(b)})
	events := make([]network.Event, 64)
	b.ReportAllocs()
	for i := uint64(0); b.Loop(); i += 64 {
		for k := range events {
			events[k].N = i + uint64(k) + 1
		}
		j.take(events)
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(64*b.N), "ns/event")
}
