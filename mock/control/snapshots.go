package control

import (
	"context"
	"fmt"

	"github.com/mynah-sim/mynah/mock/wire"
)

// snapshotOut is a snapshot in the words of the document.
type snapshotOut struct {
	ID       string `json:"id"`
	At       string `json:"at"`
	Position uint64 `json:"logPosition"`
	Digest   string `json:"digest"`
}

func (b *Bench) snapshotWorld(ctx context.Context, _ wire.Empty) (snapshotOut, error) {
	name := worldOf(ctx).Name()
	s, err := b.config.Worlds.Snapshot(ctx, name)
	if err != nil {
		return snapshotOut{}, fmt.Errorf("world %q: %w", name, err)
	}
	return snapshotOut{s.ID, stamp(s.At), s.Position, s.Digest}, nil
}

type restoreIn struct {
	ID string `path:"id"`
}

func (b *Bench) restoreWorld(ctx context.Context, in restoreIn) (worldOut, error) {
	v := visitOf(ctx)
	w, err := b.config.Worlds.Restore(v.world.Name(), in.ID)
	if err != nil {
		return worldOut{}, fmt.Errorf("snapshot %q: %w", in.ID, err)
	}
	v.world = w
	return toWorld(w, v.origin), nil
}

type forkIn struct {
	Body struct{ Name string }
}

func (b *Bench) forkWorld(ctx context.Context, in forkIn) (worldOut, error) {
	v := visitOf(ctx)
	w, err := b.config.Worlds.Fork(ctx, v.world.Name(), in.Body.Name)
	if err != nil {
		return worldOut{}, fmt.Errorf("world %q: %w", in.Body.Name, err)
	}
	v.world = w
	return toWorld(w, v.origin), nil
}
