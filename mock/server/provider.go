package server

import (
	"fmt"
	"net/http"

	"github.com/gin-gonic/gin"

	"github.com/mynah-sim/mynah/mock/contract"
	"github.com/mynah-sim/mynah/mock/provider/tyntec"
)

// provider is one of the façades that are mounted once for all worlds.
type provider struct {
	name        string
	doc         *contract.Document
	implemented func(operationID string) bool
	notFound    func(*gin.Context)
	credential  func(*http.Request) string // by which its world is found
}

// mountProviders mounts every provider on the engine.
func (s *Server) mountProviders() {
	doc := load(tyntec.Name)
	mux := tyntec.Mount(s.engine, doc, findTyntec)
	s.add(&provider{tyntec.Name, doc, mux.Implemented, mux.NotFound, tyntec.Credential})
}

// load answers a document that is part of the binary.
func load(name string) *contract.Document {
	doc, err := contract.Load(name)
	if err != nil {
		panic(fmt.Sprintf("document %s: %v", name, err))
	}
	return doc
}

func (s *Server) add(p *provider) {
	s.providers[p.name] = p
	s.order = append(s.order, p)
}

// findTyntec answers the provider of the world that the request was found to be in.
func findTyntec(c *gin.Context, key string) (*tyntec.Provider, error) {
	v := visitOf(c.Request.Context())
	v.call.World = v.world.plan.name
	return v.world.tyntec.provider, v.world.tyntec.admits(key)
}
