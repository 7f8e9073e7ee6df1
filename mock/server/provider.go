package server

import (
	"fmt"
	"net/http"

	"github.com/gin-gonic/gin"

	"github.com/mynah-sim/mynah/mock/contract"
	"github.com/mynah-sim/mynah/mock/control"
	"github.com/mynah-sim/mynah/mock/fetch"
	"github.com/mynah-sim/mynah/mock/network"
	"github.com/mynah-sim/mynah/mock/webhook"
	"github.com/mynah-sim/mynah/mock/world"
	"github.com/mynah-sim/mynah/specs"
)

// provider is one of the façades that are mounted once for all worlds.
type provider struct {
	name        string
	doc         *contract.Document
	implemented func(operationID string) bool
	notFound    func(*gin.Context)
	credential  func(*http.Request) string                  // by which its world is found
	kinds       []network.Kind                              // of events that it translates
	enter       func(w *instance, start world.World) facade // makes it in a world that starts
	hosts       func(host string) bool                      // host names that are its own beside <name>.*; nil: none

	index int // of its façade in every world
}

// facade is one provider in one world.
type facade interface {
	control.Provider
	// translate turns an event of the log into the callbacks that the provider makes because of it.
	translate(network.Event) []webhook.Callback
	// messageID reads an id of a message as the provider gave it out.
	messageID(text string) (network.ID, bool)
	// keys are the credentials that find the world of a call whose address names none.
	keys() []string
	// examples are curl lines that work as they stand, the most telling first.
	examples(a control.Account) []string
	// fork makes a copy of what the provider is now for a world that goes on from here. With fresh credentials its own are left behind.
	fork(w *instance, fresh bool) facade
	// close ends what the provider has going in this world.
	close()
}

// The following are for providers that take part in what happens; a façade has those that it needs.
type (
	// beginner starts to follow the log when its world starts.
	beginner interface{ begin() }
	// pumped takes in what a command has done before the next one comes, so that the same commands make the same log.
	pumped interface{ pump() }
	// dropper tells whether a callback of its own is no longer wanted.
	dropper interface{ dropped(webhook.Callback) bool }
	// authorizer tells what files of an account are fetched with; nil for nothing.
	authorizer interface {
		credentials(account string) *fetch.Credentials
	}
)

// mountings are the providers, in the order in which they are told.
var mountings = []func(*Server) *provider{mountTyntec, mountWabbit, mountOneMsg, mountTwoway}

// mountProviders mounts every provider on the engine. What no route takes is answered in the words of the façade whose base the path
// has.
func (s *Server) mountProviders() {
	contract.Preload(specs.Names()...)
	s.engine.NoRoute(func(c *gin.Context) { s.providerAt(c.Request.URL.Path).notFound(c) })
	for i, mount := range mountings {
		p := mount(s)
		p.index = i
		s.providers[p.name] = p
		s.order = append(s.order, p)
	}
	s.counts = countEach(s.order)
}

// load answers a document that is part of the binary.
func load(name string) *contract.Document {
	doc, err := contract.Load(name)
	if err != nil {
		panic(fmt.Sprintf("document %s: %v", name, err))
	}
	return doc
}

// inWorld answers a provider of the world that the request was found to be in, and notes that world in the call.
func inWorld[F facade](s *Server, name string, c *gin.Context) F {
	v := visitOf(c.Request.Context())
	v.call.World = v.world.plan.name
	return v.world.facades[s.providers[name].index].(F)
}
