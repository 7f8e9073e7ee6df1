package control

import (
	"bufio"
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/mynah-sim/mynah/mock/journal"
	"github.com/mynah-sim/mynah/mock/network"
)

// happen records a call that sends an SMS, its callback and a call that was refused.
func (b *bench) happen() {
	b.t.Helper()
	j := b.world().journal
	x := j.Begin(journal.Request{Provider: "tyntec", Method: "POST", URL: "http://m/messages", Header: http.Header{"Apikey": {"topsecret"}}})
	a, err := b.net().Send(network.Draft{Account: "shop", Channel: network.SMS, From: smsNo, To: ana, Content: network.Text{Body: "hi"}})
	require.NoError(b.t, err)
	x.Finish(journal.Result{
		OperationID: "sendMessage", Status: 202, RequestBody: []byte(`{"to":"491700000001"}`), Body: []byte(a.ID.String()), Number: ana,
		Header: http.Header{"Content-Type": {"application/json"}},
	})
	require.NoError(b.t, b.net().Drain(b.t.Context()))
	j.Callback(journal.Posted{
		Callback: journal.Callback{Delivery: 1, Attempt: 1, Event: "MessageStatus", URL: "http://me/in", Source: 1, Next: b.net().Now().Add(10 * time.Second)},
		Provider: "tyntec", Number: ana, At: b.net().Now(), Wall: time.Unix(1, 0), Took: 3 * time.Millisecond, Body: []byte("{}"), Status: 500,
	})
	j.Callback(journal.Posted{
		Callback: journal.Callback{Delivery: 1, Attempt: 2, Replay: true, Event: "MessageStatus", URL: "http://me/in", Source: 1, Failure: "timeout"},
		Provider: "tyntec", At: b.net().Now(), Wall: time.Unix(1, 0), Body: []byte{0xff, 0xfe},
		Breaches: []journal.Breach{{Side: journal.OfWebhook, Fault: journal.ByMock, Pointer: "/x", Rule: "required", Message: "x is missing"}},
	})
	y := j.Begin(journal.Request{Provider: "tyntec", Method: "POST", URL: "http://m/messages"})
	y.Finish(journal.Result{OperationID: "sendMessage", Status: 400, Body: []byte(strings.Repeat("ä", 4000)), Breaches: []journal.Breach{
		{Side: journal.OfRequest, Fault: journal.ByCaller, Pointer: "/to", Rule: "pattern", Message: "no number", Value: "x"},
	}})
}

func TestJournalShowsWhatCausedWhat(t *testing.T) {
	b := newBench(t)
	b.happen()
	r := b.do("GET", b.inside("/journal"), "").want(200)
	entries := r.at("items").([]any)
	call := entries[0].(map[string]any)
	require.Equal(t, []any{"1", "exchange", "tyntec", "sendMessage", 202.0, ana, 0.0},
		[]any{call["id"], call["kind"], call["provider"], call["operationId"], call["status"], call["number"], call["logBefore"]})
	require.Contains(t, call["causes"], "2")
	require.Equal(t, []any{"tops…"}, r.at("items.0.exchange.request.headers.Apikey"))
	require.Equal(t, `{"to":"491700000001"}`, r.at("items.0.exchange.request.body"))
	require.Equal(t, "1", r.at("items.1.causedBy"))
	require.Equal(t, "message.accepted", r.at("items.1.event.kind"))
	require.Equal(t, smsNo, r.at("items.1.event.data.sender"))
	last := len(entries) - 1
	require.Equal(t, r.at("next"), entries[last].(map[string]any)["id"])
	answer := entries[last].(map[string]any)["exchange"].(map[string]any)["response"].(map[string]any)
	require.Equal(t, []any{true, 8000.0, strings.Repeat("ä", 2048)}, []any{answer["truncated"], answer["size"], answer["body"]})
	posted := entries[last-1].(map[string]any)["callback"].(map[string]any)
	require.Equal(t, []any{"timeout", true, "base64"}, []any{posted["error"], posted["replay"], posted["request"].(map[string]any)["encoding"]})
	require.Equal(t, "2026-01-01T00:00:10.000Z", entries[last-2].(map[string]any)["callback"].(map[string]any)["nextDue"])
}

func TestJournalIsFilteredAndPaged(t *testing.T) {
	b := newBench(t)
	b.happen()
	for query, want := range map[string]int{
		"kind=exchange": 2, "kind=callback": 2, "operationId=sendMessage&status=4xx": 1, "status=500": 1, "violation=true": 2,
		"kind=exchange&violation=false": 1, "provider=wabbit": 0, "number=" + ana + "&kind=callback": 1, "limit=1": 1,
	} {
		require.Len(t, b.do("GET", b.inside("/journal?"+query), "").want(200).at("items"), want, query)
	}
	first := b.do("GET", b.inside("/journal?limit=1"), "").want(200)
	second := b.do("GET", b.inside("/journal?limit=1&after="+first.at("next").(string)), "").want(200)
	require.Equal(t, "2", second.at("items.0.id"))
	for _, query := range []string{"limit=0", "kind=x", "after=x", "after=-1", "status=9xx"} {
		b.do("GET", b.inside("/journal?"+query), "").want(400)
	}
}

func TestJournalIsAnArchiveForWhoeverAsksForOne(t *testing.T) {
	b := newBench(t)
	b.happen()
	r := b.do("GET", b.inside("/journal"), "", "Accept", "application/har+json").want(200)
	require.Equal(t, "application/har+json", r.header.Get("Content-Type"))
	require.Equal(t, "1.2", r.at("log.version"))
	require.Len(t, r.at("log.entries"), 4)
	require.Equal(t, "application/json", b.do("GET", b.inside("/journal"), "", "Accept", "application/json, application/har+json").header.Get("Content-Type"))
}

func TestEntryHasItsWholeBody(t *testing.T) {
	b := newBench(t)
	b.happen()
	entries := b.do("GET", b.inside("/journal?status=400"), "").want(200)
	r := b.do("GET", b.inside("/journal/"+entries.at("items.0.id").(string)), "").want(200)
	require.Len(t, r.at("exchange.response.body"), 8000)
	require.Equal(t, "/to", r.at("violations.0.pointer"))
	b.do("GET", b.inside("/journal/999"), "").want(404)
	b.do("GET", b.inside("/journal/x"), "").want(404)
}

func TestExchangeThatIsNotAnsweredYetHasNoAnswer(t *testing.T) {
	b := newBench(t)
	x := b.world().journal.Begin(journal.Request{Provider: "tyntec", Method: "GET", URL: "http://m/channels"})
	defer x.Finish(journal.Result{})
	r := b.do("GET", b.inside("/journal/1"), "").want(200)
	require.NotContains(t, r.at("exchange"), "response")
	require.NotContains(t, r.at("exchange"), "took")
}

func TestWaitAnswersWhatIsThere(t *testing.T) {
	b := newBench(t)
	b.happen()
	r := b.do("GET", b.inside("/wait?kind=exchange&count=2"), "").want(200)
	require.Len(t, r.at("items"), 2)
	require.Equal(t, r.at("next"), r.at("items.1.id"))
	require.NotContains(t, r.json(), "title")
}

func TestWaitIsOverAfterItsTime(t *testing.T) {
	b := newBench(t)
	b.happen()
	r := b.do("GET", b.inside("/wait?kind=exchange&count=3&timeout=0"), "").want(408)
	require.Equal(t, "application/problem+json", r.header.Get("Content-Type"))
	require.Equal(t, "2 of 3 entries after 0s", r.at("detail"))
	require.Len(t, r.at("items"), 2)
	r = b.do("GET", b.inside("/wait?after=99&timeout=1us"), "").want(408)
	require.Equal(t, "99", r.at("next"))
	for _, query := range []string{"timeout=61s", "timeout=ten", "count=0", "after=x"} {
		b.do("GET", b.inside("/wait?"+query), "").want(400)
	}
}

func TestWaitEndsWithTheNewsTheCallerOrTheWorld(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBench(t)
		begin := func(ctx context.Context) chan *reply {
			answers := make(chan *reply, 1)
			go func() {
				r := httptest.NewRequestWithContext(ctx, http.MethodGet, b.inside("/wait?kind=event&timeout=1m"), nil)
				answers <- b.serve(r)
			}()
			synctest.Wait()
			return answers
		}
		told := begin(t.Context())
		b.net().SetLatency(network.Fast)
		require.Equal(t, "world.changed", (<-told).want(200).at("items.0.event.kind"))

		ctx, leave := context.WithCancel(t.Context())
		b.world().journal = newFakeWorld(t, NewWorld{Name: "x"}).journal
		left := begin(ctx)
		leave()
		require.True(t, (<-left).call.Gone)

		ended := begin(t.Context())
		b.world().journal.Close()
		(<-ended).want(404)
	})
}

// frames reads the stream of events over a pipe until it has seen so many.
func (b *bench) frames(query string, header http.Header, count int, then func()) (frames []string) {
	b.t.Helper()
	read, write := io.Pipe()
	w := &piped{httptest.NewRecorder(), write}
	ctx, leave := context.WithCancel(b.t.Context())
	r := httptest.NewRequestWithContext(ctx, http.MethodGet, b.inside("/events"+query), nil)
	for name, values := range header {
		r.Header[name] = values
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		b.engine.ServeHTTP(w, r)
		write.Close()
	}()
	if then != nil {
		synctest.Wait()
		then()
	}
	lines := bufio.NewScanner(read)
	for len(frames) < count && lines.Scan() {
		if data, ok := strings.CutPrefix(lines.Text(), "data: "); ok {
			frames = append(frames, data)
		}
	}
	leave()
	go func() { _, _ = io.Copy(io.Discard, read) }()
	<-done
	require.Equal(b.t, "text/event-stream", w.Header().Get("Content-Type"))
	require.Equal(b.t, "default", w.Header().Get("X-Mynah-World"))
	return frames
}

// piped is a connection whose body is a pipe.
type piped struct {
	*httptest.ResponseRecorder
	body io.Writer
}

func (p *piped) Write(data []byte) (int, error) { return p.body.Write(data) }

func TestEventsAreStreamed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBench(t)
		for _, l := range []network.Latency{network.Fast, network.Slow} {
			b.net().SetLatency(l)
		}
		all := b.frames("?after=0", nil, 2, nil)
		require.JSONEq(t, `{"number":1,"at":"2026-01-01T00:00:00.000Z","kind":"world.changed","data":{"text":"latency fast"}}`, all[0])
		require.Contains(t, b.frames("?after=0", http.Header{"Last-Event-Id": {"1"}}, 1, nil)[0], `"number":2`)
		require.Contains(t, b.frames("", nil, 1, func() { b.net().SetLatency(network.Steady) })[0], `"number":3`)
		require.Empty(t, b.frames("?after=3", nil, 1, func() { close(b.world().done) }))
	})
}

func TestEventsWantANumber(t *testing.T) {
	b := newBench(t)
	b.do("GET", b.inside("/events?after=x"), "").want(400)
	b.do("GET", b.inside("/events"), "", "Last-Event-ID", "x").want(400)
	b.do("GET", "/_mynah/worlds/other/events", "").want(404)
}

func TestDeliveriesAreListed(t *testing.T) {
	b := newBench(t)
	r := b.do("GET", b.inside("/deliveries?limit=2"), "").want(200)
	require.Equal(t, map[string]any{
		"id": "1", "delivery": 1.0, "provider": "tyntec", "event": "MoMessage", "url": "http://me/in", "at": "2026-01-01T00:00:00.000Z",
		"state": "pending", "number": ana, "nextDue": "2026-01-01T00:00:01.000Z", "attempts": []any{
			map[string]any{"attempt": 1.0, "at": "2026-01-01T00:00:00.000Z", "status": 500.0, "took": "3ms", "journalId": "7"},
			map[string]any{"attempt": 2.0, "at": "2026-01-01T00:00:00.000Z", "error": "timeout", "took": "0s"},
		},
	}, r.at("items.0"))
	require.Equal(t, "2", r.at("next"))
	r = b.do("GET", b.inside("/deliveries?after=2"), "").want(200)
	require.Equal(t, "3", r.at("items.0.id"))
	require.NotContains(t, r.json(), "next")
	require.Len(t, b.do("GET", b.inside("/deliveries?state=delivered&provider=tyntec&number="+ana), "").want(200).at("items"), 1)
	b.do("GET", b.inside("/deliveries?state=lost"), "").want(400)
	b.do("GET", b.inside("/deliveries?after=x"), "").want(400)
}

func TestDeliveryIsReplayed(t *testing.T) {
	b := newBench(t)
	require.Equal(t, "2", b.do("POST", b.inside("/deliveries/2/replay"), "").want(200).at("id"))
	b.do("POST", b.inside("/deliveries/3/replay"), "").want(409)
	b.do("POST", b.inside("/deliveries/9/replay"), "").want(404)
	b.do("POST", b.inside("/deliveries/x/replay"), "").want(404)
}

func TestViolationsSayWhoseFaultItWas(t *testing.T) {
	b := newBench(t)
	b.happen()
	r := b.do("GET", b.inside("/violations"), "").want(200)
	require.Equal(t, []any{"webhook", "mock", "MessageStatus", nil}, []any{
		r.at("items.0.side"), r.at("items.0.fault"), r.at("items.0.operationId"), r.at("items.0.value"),
	})
	require.Equal(t, []any{"request", "caller", "sendMessage", "x"}, []any{
		r.at("items.1.side"), r.at("items.1.fault"), r.at("items.1.operationId"), r.at("items.1.value"),
	})
	require.Equal(t, "2", r.at("next"))
	require.Len(t, b.do("GET", b.inside("/violations?fault=caller&side=request&provider=tyntec&operationId=sendMessage"), "").want(200).at("items"), 1)
	r = b.do("GET", b.inside("/violations?after=2"), "").want(200)
	require.Empty(t, r.at("items"))
	require.Equal(t, "2", r.at("next"))
	b.do("GET", b.inside("/violations?side=left"), "").want(400)
	b.do("GET", b.inside("/violations?after=x"), "").want(400)
}
