package server

import (
	"cmp"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/mynah-sim/mynah/mock/control"
	"github.com/mynah-sim/mynah/mock/network"
	"github.com/mynah-sim/mynah/mock/world"
)

// worlds is the register of worlds. It finds a world by its name and, for calls whose address names none, by the credential.
type worlds struct {
	server *Server
	mu     sync.Mutex // held while a world is made, reset or deleted
	made   uint64     // worlds named by the server
	shots  uint64     // snapshots taken
	known  atomic.Pointer[map[string]*instance]
	owners sync.Map // provider and credential to *instance

	snapshots map[string][]snapshot // by the name of their world
}

func newWorlds(s *Server) *worlds {
	w := &worlds{server: s, snapshots: map[string][]snapshot{}}
	w.known.Store(&map[string]*instance{})
	return w
}

// get finds a world by its name.
func (ws *worlds) get(name string) (*instance, bool) {
	w, ok := (*ws.known.Load())[name]
	return w, ok
}

// put makes the register know a world under its name, or forget the name with nil. The caller holds mu.
func (ws *worlds) put(name string, w *instance) {
	all := map[string]*instance{}
	for n, known := range *ws.known.Load() {
		all[n] = known
	}
	delete(all, name)
	if w != nil {
		all[name] = w
	}
	ws.known.Store(&all)
}

// own notes whose credential it is.
func (ws *worlds) own(provider, credential string, w *instance) {
	ws.owners.Store(provider+" "+credential, w)
}

// owner is the world of a credential; the default world for one that nobody has.
func (ws *worlds) owner(provider, credential string) *instance {
	if owner, ok := ws.owners.Load(provider + " " + credential); ok {
		return owner.(*instance)
	}
	w, _ := ws.get(world.Default)
	return w
}

// disown forgets the credentials of a world.
func (ws *worlds) disown(w *instance) {
	ws.owners.Range(func(key, owner any) bool {
		if owner == w {
			ws.owners.Delete(key)
		}
		return true
	})
}

// byCredential finds the world of a call whose address names none. A credential that nobody has belongs to the default world, whose
// provider refuses it.
func (ws *worlds) byCredential(p *provider, r *http.Request) *instance {
	if owner, ok := ws.owners.Load(p.name + " " + p.credential(r)); ok {
		return owner.(*instance)
	}
	w, _ := ws.get(world.Default)
	return w
}

// add makes a world of a plan.
func (ws *worlds) add(p plan) (*instance, error) {
	ws.mu.Lock()
	defer ws.mu.Unlock()
	if _, taken := ws.get(p.name); taken {
		return nil, control.ErrWorldExists
	}
	return ws.build(p)
}

// build makes a world and registers it. The caller holds mu.
func (ws *worlds) build(p plan) (*instance, error) {
	w, err := ws.server.newWorld(p)
	if err != nil {
		return nil, err
	}
	ws.put(p.name, w)
	w.own()
	return w, nil
}

// List implements control.Worlds.
func (ws *worlds) List() []control.World {
	var all []control.World
	for _, w := range *ws.known.Load() {
		all = append(all, w)
	}
	slices.SortFunc(all, func(a, b control.World) int { return cmp.Compare(a.Name(), b.Name()) })
	return all
}

// Get implements control.Worlds.
func (ws *worlds) Get(name string) (control.World, bool) {
	w, ok := ws.get(name)
	if !ok {
		return nil, false
	}
	return w, true
}

// Create implements control.Worlds.
func (ws *worlds) Create(n control.NewWorld) (control.World, error) {
	file, err := world.Load(cmp.Or(n.Fixture, "demo"))
	if errors.Is(err, world.ErrNoFixture) {
		return nil, control.ErrFixtureUnknown
	}
	if err != nil {
		return nil, err
	}
	p := plan{
		name: n.Name, fixture: cmp.Or(n.Fixture, "demo"), seed: 1, mode: clockManual, speed: cmp.Or(n.Speed, 1), start: n.Start,
		options: n.Options, file: file,
	}
	if n.Seed != nil {
		p.seed = *n.Seed
	}
	if n.Wall {
		p.mode = clockWall
	}
	if p.name == "" {
		p.name = ws.freeName()
	}
	w, err := ws.add(p)
	if err != nil {
		return nil, err
	}
	return w, nil
}

// freeName is a name that no world has.
func (ws *worlds) freeName() string {
	ws.mu.Lock()
	defer ws.mu.Unlock()
	for {
		ws.made++
		name := fmt.Sprintf("w%d", ws.made)
		if _, taken := ws.get(name); !taken {
			return name
		}
	}
}

// Delete implements control.Worlds.
func (ws *worlds) Delete(name string) error {
	ws.mu.Lock()
	defer ws.mu.Unlock()
	w, ok := ws.get(name)
	switch {
	case !ok:
		return control.ErrWorldUnknown
	case name == world.Default:
		return control.ErrWorldKept
	}
	ws.put(name, nil)
	delete(ws.snapshots, name)
	ws.disown(w)
	w.Close()
	return nil
}

// Reset implements control.Worlds: a world of the same plan takes the place of the old one.
func (ws *worlds) Reset(name string) (control.World, error) {
	ws.mu.Lock()
	defer ws.mu.Unlock()
	old, ok := ws.get(name)
	if !ok {
		return nil, control.ErrWorldUnknown
	}
	ws.disown(old)
	w, err := ws.build(old.plan)
	if err != nil {
		return nil, err
	}
	old.Close()
	return w, nil
}

// Close ends all worlds.
func (ws *worlds) Close() {
	ws.mu.Lock()
	defer ws.mu.Unlock()
	for name, w := range *ws.known.Load() {
		ws.put(name, nil)
		w.Close()
	}
}

// messageID reads an id of a message that a provider gave out in a world.
func (s *Server) messageID(name, text string) (network.ID, bool) {
	if w, ok := s.worlds.get(name); ok {
		for _, f := range w.facades {
			if id, ok := f.messageID(text); ok {
				return id, true
			}
		}
	}
	return network.ID{}, false
}
