package server

import (
	"context"
	"crypto/tls"
	"errors"
	"net"
	"net/http"
	"runtime/debug"
	"strconv"
	"syscall"
	"time"
)

const (
	headerTime  = 10 * time.Second  // for the head of a request to arrive
	idleTime    = 120 * time.Second // for a connection without requests
	headerBytes = 64 << 10
	portsTried  = 20 // when the wanted one is busy
)

// Start listens, and loads what is not loaded yet. When the wanted port is busy it says so and takes the next free one.
func (s *Server) Start(ctx context.Context) error {
	s.ctx = ctx
	l, err := s.bind(s.config.Listen)
	if err != nil {
		return err
	}
	addr := l.Addr().String()
	s.addr.Store(&addr)
	s.serve(l, "", nil)
	if !s.loaded.Load() {
		if err := s.load(); err != nil {
			return err
		}
	}
	for _, p := range s.order {
		if err := s.listenFor(p.name); err != nil {
			return err
		}
	}
	s.log.Info("listening", "address", addr)
	debug.FreeOSMemory() // loading the documents leaves twice behind what they need
	return nil
}

// listenFor opens the listener of a provider's own, if one is wanted.
func (s *Server) listenFor(provider string) error {
	address := s.config.Listeners[provider]
	if address == "" {
		return nil
	}
	l, err := s.bind(address)
	if err != nil {
		return err
	}
	var own *tls.Config
	if s.config.TLS {
		if own, err = selfSigned(); err != nil {
			return errors.Join(err, l.Close())
		}
	}
	s.serve(l, provider, own)
	return nil
}

// bind opens a listener at an address or, when its port is busy, at one of the next ports.
func (s *Server) bind(address string) (net.Listener, error) {
	host, text, err := net.SplitHostPort(address)
	if err != nil {
		return nil, err
	}
	port, err := strconv.Atoi(text)
	if err != nil {
		return nil, err
	}
	for try := port; ; try++ {
		l, err := s.listen("tcp", net.JoinHostPort(host, strconv.Itoa(try)))
		if err == nil {
			if try != port {
				s.log.Warn("port is busy, took another", "wanted", port, "port", try)
			}
			return l, nil
		}
		if !errors.Is(err, syscall.EADDRINUSE) || port == 0 || try-port >= portsTried {
			return nil, err
		}
	}
}

// serve answers on a listener until the server closes. With a provider its paths start at the root.
func (s *Server) serve(l net.Listener, provider string, own *tls.Config) {
	h := &http.Server{
		Handler: s, ReadHeaderTimeout: headerTime, IdleTimeout: idleTime, MaxHeaderBytes: headerBytes, TLSConfig: own,
	}
	if provider != "" {
		h.BaseContext = func(net.Listener) context.Context {
			return context.WithValue(context.Background(), listenerKey{}, provider)
		}
	}
	if own != nil {
		l = tls.NewListener(l, own)
	}
	s.servers = append(s.servers, h)
	s.running.Go(func() {
		if err := h.Serve(l); !errors.Is(err, http.ErrServerClosed) {
			s.failed <- err
		}
	})
}

// Addr is where the server listens; empty before Start.
func (s *Server) Addr() string {
	if addr := s.addr.Load(); addr != nil {
		return *addr
	}
	return ""
}

// Wait returns when the context of Start ends, with nil, or when a listener breaks, with its error.
func (s *Server) Wait() error {
	select {
	case <-s.ctx.Done():
		return nil
	case err := <-s.failed:
		return err
	}
}
