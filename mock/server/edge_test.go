package server

import (
	"bufio"
	"context"
	"fmt"
	"net"
	"net/http"
	"strings"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/mynah-sim/mynah/mock/config"
)

// pipes is a listener whose connections are pipes, so that time-outs run in the virtual time of a synctest bubble.
type pipes struct {
	waiting chan net.Conn
	closed  chan struct{}
}

func newPipes() *pipes { return &pipes{make(chan net.Conn), make(chan struct{})} }

func (p *pipes) dial() net.Conn {
	ours, theirs := net.Pipe()
	p.waiting <- theirs
	return ours
}

func (p *pipes) Accept() (net.Conn, error) {
	select {
	case c := <-p.waiting:
		return c, nil
	case <-p.closed:
		return nil, net.ErrClosed
	}
}

func (p *pipes) Close() error {
	close(p.closed)
	return nil
}

func (p *pipes) Addr() net.Addr { return &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1), Port: 8080} }

// listening runs f with a server that listens on pipes, inside a bubble: when f returns everything has ended, or the test fails.
func listening(t *testing.T, settings config.Config, f func(*testing.T, *Server, *pipes)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		p := newPipes()
		settings.Listen = "127.0.0.1:8080"
		s, err := New(Config{Settings: settings, Listen: func(string, string) (net.Listener, error) { return p, nil }})
		require.NoError(t, err)
		require.NoError(t, s.Start(t.Context()))
		f(t, s, p)
		require.NoError(t, s.Close())
	})
}

// answerTo sends a text on a connection of its own and reads the answer's status line.
func answerTo(t *testing.T, p *pipes, text string) string {
	t.Helper()
	c := p.dial()
	defer c.Close()
	go func() { _, _ = c.Write([]byte(text)) }() // the server may answer and close before all is read
	line, err := bufio.NewReader(c).ReadString('\n')
	require.NoError(t, err)
	return strings.TrimSpace(line)
}

func TestASlowBodyEndsWithAnAnswer(t *testing.T) {
	listening(t, config.Config{ClockMode: clockManual}, func(t *testing.T, _ *Server, p *pipes) {
		began := time.Now()
		line := answerTo(t, p, "POST "+base+"/messages HTTP/1.1\r\nHost: x\r\napikey: "+demoKey+"\r\nContent-Length: 100\r\n\r\n{\"to\":")
		require.Contains(t, line, "HTTP/1.1 4")
		require.Equal(t, slowBody, time.Since(began))
	})
}

func TestASlowHeadIsCutOff(t *testing.T) {
	listening(t, config.Config{ClockMode: clockManual}, func(t *testing.T, _ *Server, p *pipes) {
		c := p.dial()
		began := time.Now()
		_, err := c.Write([]byte("POST / HTTP/1.1\r\nHost:"))
		require.NoError(t, err)
		_, err = bufio.NewReader(c).ReadString('\n')
		require.Error(t, err, "the connection is closed")
		require.Equal(t, headerTime, time.Since(began))
	})
}

func TestTenThousandHeadersAreRefused(t *testing.T) {
	listening(t, config.Config{ClockMode: clockManual}, func(t *testing.T, _ *Server, p *pipes) {
		var b strings.Builder
		b.WriteString("GET " + base + "/media HTTP/1.1\r\nHost: x\r\n")
		for i := range 10_000 {
			fmt.Fprintf(&b, "x-header-%d: value\r\n", i)
		}
		b.WriteString("\r\n")
		require.Contains(t, answerTo(t, p, b.String()), "HTTP/1.1 431")
	})
}

func TestABusyPortGivesWayToTheNext(t *testing.T) {
	var asked []string
	p := newPipes()
	s, err := New(Config{
		Settings: config.Config{Listen: "127.0.0.1:8080", ClockMode: clockManual},
		Listen: func(_, address string) (net.Listener, error) {
			asked = append(asked, address)
			if len(asked) < 3 {
				return nil, &net.OpError{Op: "listen", Err: syscall.EADDRINUSE}
			}
			return p, nil
		},
	})
	require.NoError(t, err)
	require.NoError(t, s.Start(t.Context()))
	require.Equal(t, []string{"127.0.0.1:8080", "127.0.0.1:8081", "127.0.0.1:8082"}, asked)
	require.NoError(t, s.Close())
}

func TestTheWallClockDrivesAWorld(t *testing.T) {
	listening(t, config.Config{ClockMode: clockWall, ClockSpeed: 60}, func(t *testing.T, s *Server, _ *pipes) {
		call(t, s, "POST", "/_mynah/worlds/default/handsets/491700000001/messages", "", anaSends)
		_, body := call(t, s, "POST", base+"/messages", demoKey, hello)
		id := value(t, body, "messageId").(string)
		<-time.After(100 * time.Millisecond) // of the bubble: six seconds of the world
		synctest.Wait()
		_, body = call(t, s, "GET", base+"/messages/"+id+"/status", demoKey, "")
		require.Equal(t, "delivered", value(t, body, "status"))
	})
}

func TestAProvidersOwnListenerHasItsPathsAtTheRoot(t *testing.T) {
	s := manual(t)
	r, err := http.NewRequestWithContext(context.WithValue(t.Context(), listenerKey{}, "tyntec"), "GET", "/conversations/v3/media", nil)
	require.NoError(t, err)
	require.Equal(t, "/tyntec/conversations/v3/media", s.locate(&visit{}, r))
	r, err = http.NewRequestWithContext(t.Context(), "GET", "http://tyntec.localhost:8080/conversations/v3/media", nil)
	require.NoError(t, err)
	require.Equal(t, "/tyntec/conversations/v3/media", s.locate(&visit{}, r))
}
