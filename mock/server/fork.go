package server

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"time"

	"github.com/mynah-sim/mynah/mock/control"
	"github.com/mynah-sim/mynah/mock/network"
	"github.com/mynah-sim/mynah/mock/webhook"
)

// frozen is a world as it was at one moment. It never changes, so that many worlds can go on from it.
type frozen struct {
	server   *Server
	net      *network.Network
	facades  []facade
	webhooks webhook.Snapshot
	mode     string
	speed    float64
}

// freeze copies a world. Calls that are under way at that moment may be in the copy in part.
func (w *instance) freeze(ctx context.Context) (*frozen, error) {
	w.pump(ofAll)
	net, hooks, err := w.webhooks.Fork(ctx)
	if err != nil {
		return nil, err
	}
	f := &frozen{server: w.server, net: net, webhooks: hooks, mode: w.clock.Mode(), speed: w.clock.Speed()}
	still := &instance{server: w.server, plan: w.plan, net: net}
	for _, side := range w.facades {
		f.facades = append(f.facades, side.fork(still, false))
	}
	return f, nil
}

// thaw makes a world that goes on from here. Its journal is empty, and its clock goes as it went.
func (f *frozen) thaw(p plan, fresh bool) *instance {
	w := &instance{server: f.server, plan: p, net: f.net.Fork()}
	for _, side := range f.facades {
		w.facades = append(w.facades, side.fork(w, fresh))
	}
	w.run(&f.webhooks)
	w.clock.Set(f.mode, f.speed)
	return w
}

// snapshots are kept for each world by its name, the newest last.
const keptSnapshots = 20

type snapshot struct {
	control.Snapshot
	world *frozen
}

// Snapshot implements control.Worlds.
func (ws *worlds) Snapshot(ctx context.Context, name string) (control.Snapshot, error) {
	ws.mu.Lock()
	defer ws.mu.Unlock()
	w, ok := ws.get(name)
	if !ok {
		return control.Snapshot{}, control.ErrWorldUnknown
	}
	f, err := w.freeze(ctx)
	if err != nil {
		return control.Snapshot{}, err
	}
	ws.shots++
	taken := snapshot{control.Snapshot{ID: strconv.FormatUint(ws.shots, 10), At: f.net.Now()}, f}
	taken.Position, taken.Digest = f.net.Log()
	all := append(ws.snapshots[name], taken)
	ws.snapshots[name] = all[max(0, len(all)-keptSnapshots):]
	return taken.Snapshot, nil
}

// Restore implements control.Worlds: a copy of the snapshot takes the place of the world.
func (ws *worlds) Restore(name, id string) (control.World, error) {
	ws.mu.Lock()
	defer ws.mu.Unlock()
	old, ok := ws.get(name)
	if !ok {
		return nil, control.ErrWorldUnknown
	}
	i := slices.IndexFunc(ws.snapshots[name], func(s snapshot) bool { return s.ID == id })
	if i < 0 {
		return nil, control.ErrSnapshotUnknown
	}
	ws.disown(old)
	w := ws.snapshots[name][i].world.thaw(old.plan, false)
	ws.put(name, w)
	w.own()
	old.Close()
	return w, nil
}

// Fork implements control.Worlds: a new world goes on from where this one is, with credentials of its own.
func (ws *worlds) Fork(ctx context.Context, name, as string) (control.World, error) {
	as = cmp.Or(as, ws.freeName())
	ws.mu.Lock()
	defer ws.mu.Unlock()
	w, ok := ws.get(name)
	if !ok {
		return nil, control.ErrWorldUnknown
	}
	if _, taken := ws.get(as); taken {
		return nil, control.ErrWorldExists
	}
	f, err := w.freeze(ctx)
	if err != nil {
		return nil, err
	}
	p := w.plan
	p.name, p.from, p.start = as, f, time.Time{}
	return ws.build(p)
}
