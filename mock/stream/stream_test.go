package stream

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/mynah-sim/mynah/mock/network"
)

func world(t testing.TB, logSize int) *network.Network {
	t.Helper()
	n, err := network.New(network.Config{
		Seed: 1, LogSize: logSize,
		Accounts: []network.Account{{ID: "shop"}},
		Senders:  []network.Sender{{ID: "49200", Channel: network.SMS, Account: "shop"}},
		Handsets: []network.Handset{{Number: "491700000001", Apps: []network.Channel{network.SMS}}},
	})
	require.NoError(t, err)
	return n
}

func send(t testing.TB, n *network.Network) network.ID {
	t.Helper()
	a, err := n.Send(network.Draft{Account: "shop", Channel: network.SMS, From: "49200", To: "491700000001", Content: network.Text{Body: "hi"}})
	require.NoError(t, err)
	return a.ID
}

// connect serves a stream over a pipe with a real server and answers the lines of its body.
func connect(t *testing.T, n *network.Network, after uint64) (lines *bufio.Reader, hangUp func()) {
	t.Helper()
	here, there := net.Pipe()
	server := &http.Server{Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { Serve(w, r, n, after) })}
	listener := &single{conns: make(chan net.Conn, 1)}
	listener.conns <- there
	go func() { _ = server.Serve(listener) }()
	req, err := http.NewRequest(http.MethodGet, "http://m/events", nil)
	require.NoError(t, err)
	tr := &http.Transport{DisableKeepAlives: true, DialContext: func(context.Context, string, string) (net.Conn, error) { return here, nil }}
	resp, err := tr.RoundTrip(req)
	require.NoError(t, err)
	require.Equal(t, "text/event-stream", resp.Header.Get("Content-Type"))
	return bufio.NewReader(resp.Body), func() {
		resp.Body.Close()
		here.Close()
		server.Close()
		synctest.Wait()
	}
}

// single is a listener with one connection.
type single struct{ conns chan net.Conn }

func (l *single) Accept() (net.Conn, error) {
	c, ok := <-l.conns
	if !ok {
		return nil, errors.New("closed")
	}
	return c, nil
}
func (l *single) Close() error   { close(l.conns); return nil }
func (l *single) Addr() net.Addr { return &net.TCPAddr{} }

// frame reads up to the next empty line.
func frame(t *testing.T, r *bufio.Reader) string {
	t.Helper()
	var all strings.Builder
	for {
		line, err := r.ReadString('\n')
		require.NoError(t, err)
		if line == "\n" {
			return all.String()
		}
		all.WriteString(line)
	}
}

func TestReaderGetsWhatIsThereThenWhatComesAndHeartBeats(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		n := world(t, 0)
		first := send(t, n)
		lines, hangUp := connect(t, n, 1)
		defer hangUp()
		require.Equal(t, fmt.Sprintf("id: 2\nevent: message.dispatched\ndata: "+
			`{"number":2,"at":"2026-01-01T00:00:00.000Z","kind":"message.dispatched","data":{"account":"shop","channel":"sms",`+
			`"sender":"49200","number":"491700000001","messageId":"%s","state":"dispatched"}}`+"\n", first), frame(t, lines))
		start := time.Now()
		require.Equal(t, ":\n", frame(t, lines))
		require.Equal(t, heartbeat, time.Since(start))
		send(t, n)
		require.Contains(t, frame(t, lines), "id: 3\nevent: message.accepted\n")
		require.Contains(t, frame(t, lines), "id: 4\n")
	})
}

func TestReaderThatComesTooLateIsToldOfTheGap(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		n := world(t, 1)
		for range 1000 {
			send(t, n)
		}
		f := n.Follow("others", nil)
		f.Ack(n.Position()) // lets the log forget
		f.Close()
		lines, hangUp := connect(t, n, 7)
		defer hangUp()
		require.Equal(t, "event: gap\ndata: {\"after\":7,\"next\":1025}\n", frame(t, lines))
		require.Contains(t, frame(t, lines), "id: 1025\n")
	})
}

func TestReaderFromBeforeAResetIsToldOfTheGap(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		n := world(t, 0)
		send(t, n)
		lines, hangUp := connect(t, n, 500)
		defer hangUp()
		require.Equal(t, "event: gap\ndata: {\"after\":500,\"next\":1}\n", frame(t, lines))
		require.Contains(t, frame(t, lines), "id: 1\n")
	})
}

func TestReaderThatFallsBehindTheLogHoldsUpNobodyAndIsDropped(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		n := world(t, 1)
		lines, hangUp := connect(t, n, 0)
		defer hangUp()
		start := time.Now()
		for range 1000 {
			send(t, n)
			_, err := n.Advance(t.Context(), network.Until{By: time.Minute})
			require.NoError(t, err)
		}
		require.Equal(t, start, time.Now())
		rest, err := io.ReadAll(lines) // what was written before, in order and without a hole; then the end
		require.NoError(t, err)
		frames := strings.SplitAfter(string(rest), "\n\n") // the last one is empty
		for i, f := range frames[:len(frames)-1] {
			require.True(t, strings.HasPrefix(f, fmt.Sprintf("id: %d\n", i+1)), f)
		}
		require.Less(t, len(frames), 4000)
	})
}

func TestReaderThatTakesNothingIsDroppedAfterAWhile(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		n := world(t, 0)
		lines, hangUp := connect(t, n, 0)
		defer hangUp()
		for range 100 {
			send(t, n)
		}
		<-time.After(writeTimeout + time.Second)
		_, err := io.ReadAll(lines)
		require.ErrorIs(t, err, io.ErrUnexpectedEOF)
		require.Empty(t, n.Behind())
		send(t, n)
		require.NoError(t, n.Drain(t.Context()))
	})
}
