package wabbit

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"testing"
	"testing/synctest"
	"time"

	"github.com/coder/websocket"
	"github.com/stretchr/testify/require"

	"github.com/mynah-sim/mynah/mock/network"
)

// pipes is a listener whose connections are in memory, so that time in a bubble passes by itself.
type pipes struct {
	next chan net.Conn
	done chan struct{}
}

func (p pipes) Accept() (net.Conn, error) {
	select {
	case c := <-p.next:
		return c, nil
	case <-p.done:
		return nil, net.ErrClosed
	}
}

func (p pipes) Close() error   { close(p.done); return nil }
func (p pipes) Addr() net.Addr { return &net.UnixAddr{Name: "memory", Net: "unix"} }

func (p pipes) dial(context.Context, string, string) (net.Conn, error) {
	mine, theirs := net.Pipe()
	p.next <- theirs
	return mine, nil
}

// line is a websocket to a bench, with the moments at which the server pinged.
type line struct {
	*websocket.Conn
	t     testing.TB
	begun time.Time
	pings []time.Duration
}

// dial opens a websocket; answers tells whether the client answers pings.
func (b *bench) dial(answers bool) *line {
	b.t.Helper()
	p := pipes{make(chan net.Conn), make(chan struct{})}
	server := &http.Server{Handler: b.engine}
	ended := make(chan error, 1)
	go func() { ended <- server.Serve(p) }()
	transport := &http.Transport{DialContext: p.dial}
	l := &line{t: b.t, begun: time.Now()}
	conn, _, err := websocket.Dial(b.t.Context(), "ws://inbox.example/wabbit/ws?dialect=cloud", &websocket.DialOptions{
		HTTPClient: &http.Client{Transport: transport},
		OnPingReceived: func(context.Context, []byte) bool {
			l.pings = append(l.pings, time.Since(l.begun))
			return answers
		},
	})
	require.NoError(b.t, err)
	conn.SetReadLimit(1 << 20)
	l.Conn = conn
	b.t.Cleanup(func() {
		_ = conn.CloseNow()
		transport.CloseIdleConnections()
		require.NoError(b.t, server.Close())
		require.ErrorIs(b.t, <-ended, http.ErrServerClosed)
	})
	return l
}

func (l *line) show(token string) *line {
	l.t.Helper()
	require.NoError(l.t, l.Write(l.t.Context(), websocket.MessageText, []byte(`{"token":"`+token+`"}`)))
	require.Contains(l.t, l.next(), `"status":"success"`)
	return l
}

func (l *line) next() string {
	l.t.Helper()
	_, frame, err := l.Read(l.t.Context())
	require.NoError(l.t, err)
	return string(frame)
}

// ends reads until the connection ends, and answers with which code and when.
func (l *line) ends() (websocket.StatusCode, time.Duration) {
	l.t.Helper()
	for {
		if _, _, err := l.Read(l.t.Context()); err != nil {
			return websocket.CloseStatus(err), time.Since(l.begun)
		}
	}
}

// connections is how many the hub knows.
func (b *bench) connections() int {
	b.p.hub.mu.Lock()
	defer b.p.hub.mu.Unlock()
	return len(b.p.hub.all)
}

const dropped = websocket.StatusCode(-1) // no close frame came, which browsers show as 1006

func TestWithoutAGoodTokenAConnectionLastsHalfAMinute(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := newBench(t).dial(true)
		code, after := l.ends()
		require.Equal(t, websocket.StatusPolicyViolation, code)
		require.Equal(t, 30*time.Second, after)
	})
}

func TestABadFrameBuysNoTime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := newBench(t).dial(true)
		time.AfterFunc(20*time.Second, func() { _ = l.Write(t.Context(), websocket.MessageText, []byte(`hello`)) })
		require.Contains(t, l.next(), "bad_request")
		require.Equal(t, 20*time.Second, time.Since(l.begun))
		code, after := l.ends()
		require.Equal(t, websocket.StatusPolicyViolation, code)
		require.Equal(t, 30*time.Second, after)
	})
}

func TestAConnectionThatAnswersPingsLasts(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBench(t)
		l := b.dial(true).show(adminKey)
		time.AfterFunc(10*time.Minute+time.Second, func() { b.writes(network.Text{Body: "still there?"}) })
		require.Contains(t, l.next(), "still there?")
		require.Len(t, l.pings, 20)
		for i, at := range l.pings {
			require.Equal(t, time.Duration(i+1)*30*time.Second, at)
		}
	})
}

func TestAConnectionThatAnswersNoPingIsDropped(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		code, after := newBench(t).dial(false).show(adminKey).ends()
		require.Equal(t, dropped, code)
		require.Equal(t, 90*time.Second, after, "a minute after the first ping")
	})
}

func TestAFrameThatDoesNotLeaveEndsTheConnection(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBench(t)
		l := b.dial(true).show(adminKey)
		b.writes(network.Text{Body: "hi"}) // nobody reads
		require.Equal(t, 1, b.connections())
		synctest.Wait()
		<-time.After(10 * time.Second) // of the bubble
		synctest.Wait()
		require.Zero(t, b.connections())
		code, _ := l.ends()
		require.Equal(t, dropped, code)
	})
}

func TestASlowReaderGetsWhatWaitedInOrderAndNoMore(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBench(t)
		l := b.dial(true).show(adminKey)
		for i := range waiting + 10 {
			_, err := b.net.Write(network.Note{Number: ana, Channel: network.WhatsApp, To: number, Content: network.Text{Body: fmt.Sprint("n", i, ".")}})
			require.NoError(t, err)
			b.p.Pump()
			if i == 0 {
				synctest.Wait() // the first frame is on its way
			}
		}
		for i := range waiting + 1 {
			require.Contains(t, l.next(), fmt.Sprint("n", i, "."))
		}
		_, _, err := l.Read(t.Context())
		require.Equal(t, websocket.StatusTryAgainLater, websocket.CloseStatus(err))
	})
}
