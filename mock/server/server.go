// Package server builds mynah and runs it: a Gin engine for all providers and one for the bench, many worlds, and the order in which
// everything starts and stops. It holds no rule of any provider.
package server

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"os"
	"sync"
	"sync/atomic"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/mynah-sim/mynah/mock/config"
	"github.com/mynah-sim/mynah/mock/contract"
	"github.com/mynah-sim/mynah/mock/control"
	"github.com/mynah-sim/mynah/mock/fetch"
	"github.com/mynah-sim/mynah/mock/webhook"
	"github.com/mynah-sim/mynah/mock/world"
)

// Version is what health and the command line tell.
const Version = "0.1.0"

// Config says how a server is built.
type Config struct {
	Settings  config.Config
	Log       *slog.Logger                                        // nil: none
	Listen    func(network, address string) (net.Listener, error) // nil: net.Listen
	Transport http.RoundTripper                                   // of callbacks and of files that are fetched; nil: one of its own
}

// Server is mynah in one process. Make it with Begin and Start it, or with New and use it as an http.Handler.
type Server struct {
	config    config.Config
	log       *slog.Logger
	listen    func(network, address string) (net.Listener, error)
	transport http.RoundTripper
	slots     chan struct{}
	files     *fetch.Client // of the links in messages, where a world fetches them
	engine    *gin.Engine   // of the providers
	desk      *gin.Engine   // of the bench
	alive     string        // path of the bench's health
	providers map[string]*provider
	order     []*provider
	worlds    *worlds
	counts    map[*contract.Operation]*count
	excused   map[*contract.Operation]bool // whose invalid requests are only recorded
	started   time.Time

	running sync.WaitGroup
	servers []*http.Server
	failed  chan error
	ctx     context.Context
	addr    atomic.Pointer[string]

	ready  chan struct{} // closed when everything is loaded, or failed to be
	loaded atomic.Bool   // everything is
}

// count is how often an operation was called, and how often a contract was broken in it.
type count struct{ calls, violations atomic.Uint64 }

// New builds a server with the world "default"; nothing listens yet.
func New(c Config) (*Server, error) {
	s := Begin(c)
	return s, s.load()
}

// load mounts the providers and makes the world "default".
func (s *Server) load() error {
	defer close(s.ready)
	s.mountProviders()
	if err := s.excuse(s.config.ContractReport); err != nil {
		return err
	}
	p, err := s.defaultPlan()
	if err != nil {
		return err
	}
	if _, err := s.worlds.add(p); err != nil {
		return err
	}
	s.loaded.Store(true)
	return nil
}

// Begin makes a server that has the bench, and nothing that takes long: the rest is loaded by Start, behind an open listener. Until
// then health is answered and everything else waits.
func Begin(c Config) *Server {
	gin.SetMode(gin.ReleaseMode)
	s := &Server{
		config: c.Settings, log: c.Log, listen: c.Listen, transport: c.Transport, engine: gin.New(), desk: gin.New(),
		providers: map[string]*provider{}, started: time.Now(), failed: make(chan error, 8), ctx: context.Background(),
		slots: make(chan struct{}, max(c.Settings.WebhookConcurrency, 1)), ready: make(chan struct{}),
	}
	if s.log == nil {
		s.log = slog.New(slog.DiscardHandler)
	}
	if s.listen == nil {
		s.listen = net.Listen
	}
	if s.transport == nil {
		s.transport = webhook.NewTransport()
	}
	s.files = &fetch.Client{Transport: s.transport, Timeout: s.config.MediaTimeout}
	s.engine.RedirectTrailingSlash, s.desk.RedirectTrailingSlash = false, false
	s.worlds = newWorlds(s)
	s.mountBench()
	return s
}

// mountBench mounts the control API.
func (s *Server) mountBench() {
	bench := control.New(control.Config{
		Worlds: s.worlds, Operations: s.operations, Specs: document, Quickstart: s.quickstart,
		MessageID: s.messageID, Token: string(s.config.ControlToken), Version: Version, StartedAt: s.started, Log: s.log,
	})
	doc := load("control")
	s.alive = doc.Base() + doc.Operation("health").Path
	s.desk.NoRoute(control.Mount(s.desk, doc, bench).NotFound)
}

// defaultPlan is the plan of the world that always is there: the user's world file, or the demo world.
func (s *Server) defaultPlan() (plan, error) {
	p := plan{
		name: world.Default, fixture: "demo", seed: s.config.Seed, mode: s.config.ClockMode, speed: s.config.ClockSpeed,
	}
	if p.mode == "" {
		p.mode = clockWall
	}
	if p.speed == 0 {
		p.speed = 1
	}
	var err error
	if s.config.WorldFile == "" {
		p.file, err = world.Load("demo")
		return p, err
	}
	p.fixture = s.config.WorldFile
	f, err := os.Open(s.config.WorldFile)
	if err != nil {
		return p, err
	}
	defer f.Close()
	p.file, err = world.Parse(s.config.WorldFile, f)
	return p, err
}

// Close stops listening, lets answers that are under way go out, ends all worlds and returns when everything has ended.
func (s *Server) Close() error {
	ctx, cancel := context.WithTimeout(context.Background(), grace)
	defer cancel()
	s.worlds.Close() // first: streams and long polls end with their world
	var errs []error
	for _, h := range s.servers {
		if err := h.Shutdown(ctx); err != nil {
			errs = append(errs, h.Close())
		}
	}
	s.running.Wait()
	if t, ok := s.transport.(interface{ CloseIdleConnections() }); ok {
		t.CloseIdleConnections()
	}
	return errors.Join(errs...)
}

// grace is how long answers that are under way may take when the server stops, in real time.
const grace = 5 * time.Second
