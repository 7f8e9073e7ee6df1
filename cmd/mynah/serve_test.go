package main

import (
	"bytes"
	"context"
	"errors"
	"net"
	"testing"

	"github.com/stretchr/testify/require"
)

// stopper ends the process as soon as it has said how to use it.
type stopper struct {
	bytes.Buffer
	stop context.CancelFunc
}

func (s *stopper) Write(p []byte) (int, error) {
	s.stop()
	return s.Buffer.Write(p)
}

func TestServeStopsCleanlyWhenItsContextEnds(t *testing.T) {
	for _, args := range [][]string{{"serve"}, {}, {"--clock.mode", "manual"}} {
		ctx, stop := context.WithCancel(t.Context())
		out, talk := &stopper{stop: stop}, &bytes.Buffer{}
		var listener net.Listener
		e := env{stdout: out, stderr: talk, listen: func(network, address string) (net.Listener, error) {
			require.Equal(t, "127.0.0.1:8080", address)
			var err error
			listener, err = net.Listen(network, "127.0.0.1:0")
			return listener, err
		}}
		require.Equal(t, exitConforms, run(ctx, e, args), talk.String())
		require.Contains(t, out.String(), listener.Addr().String())
		_, err := listener.Accept()
		require.ErrorIs(t, err, net.ErrClosed)
	}
}

func TestServeThatCannotListenCouldNotRun(t *testing.T) {
	talk := &bytes.Buffer{}
	refused := errors.New("no permission")
	e := env{stderr: talk, listen: func(string, string) (net.Listener, error) { return nil, refused }}
	require.Equal(t, exitFailed, run(t.Context(), e, []string{"serve", "--log.format", "json"}))
	require.Contains(t, talk.String(), "no permission")
}
