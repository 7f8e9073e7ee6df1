package wire

import (
	"context"
	"io"
	"net"
	"net/http"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"
)

// single is a listener with one connection.
type single chan net.Conn

func (s single) Accept() (net.Conn, error) {
	if c, ok := <-s; ok {
		return c, nil
	}
	return nil, net.ErrClosed
}
func (s single) Close() error   { return nil }
func (s single) Addr() net.Addr { return &net.TCPAddr{} }

// half sends a request whose body is announced longer than what comes, and returns the caller's end.
func half(t *testing.T, b *bench) (net.Conn, func()) {
	t.Helper()
	call := &Call{}
	b.call = call
	server := &http.Server{
		Handler:     b.engine,
		ReadTimeout: 10 * time.Second,
		BaseContext: func(net.Listener) context.Context { return WithCall(context.Background(), call) },
	}
	near, far := net.Pipe()
	listener := make(single, 1)
	listener <- far
	done := make(chan struct{})
	go func() { defer close(done); _ = server.Serve(listener) }()
	_, err := io.WriteString(near, "PUT /shop/shelves/4/item HTTP/1.1\r\nHost: a\r\nApikey: k\r\nContent-Length: 20\r\n\r\n{\"na")
	require.NoError(t, err)
	return near, func() {
		near.Close()
		close(listener)
		require.NoError(t, server.Close())
		<-done
	}
}

func TestABodyPastTheReadDeadlineIsSlow(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBench(t)
		near, stop := half(t, b)
		start := time.Now()
		head := make([]byte, len("HTTP/1.1 408"))
		_, err := io.ReadFull(near, head)
		require.NoError(t, err)
		require.Equal(t, "HTTP/1.1 408", string(head))
		require.Equal(t, 10*time.Second, time.Since(start))
		stop()
		synctest.Wait()
		require.False(t, b.call.Gone)
		require.Equal(t, `{"na`, string(b.call.RequestBody))
	})
}

func TestACallerWhoLeavesWhileSendingIsGone(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBench(t)
		near, stop := half(t, b)
		require.NoError(t, near.Close())
		synctest.Wait()
		stop()
		require.True(t, b.call.Gone)
		require.Zero(t, b.call.Status)
		require.NoError(t, b.call.Unmapped)
	})
}
