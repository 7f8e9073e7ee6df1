package control

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/mynah-sim/mynah/mock/network"
	"github.com/mynah-sim/mynah/mock/wire"
)

// worldOut is a world as every operation answers it (control: the members of a world).
type worldOut struct {
	Name        string            `json:"name"`
	Seed        uint64            `json:"seed"`
	Digest      string            `json:"digest"`
	LogPosition uint64            `json:"logPosition"`
	Fixture     string            `json:"fixture"`
	Clock       clock             `json:"clock"`
	Options     worldOptions      `json:"options"`
	Providers   map[string]access `json:"providers"`
}

// access is how to reach a world through a provider.
type access struct {
	BaseURL      string            `json:"baseUrl"`
	WebsocketURL string            `json:"websocketUrl,omitempty"`
	Credentials  map[string]string `json:"credentials"`
	Senders      []senderRef       `json:"senders"`
}

type senderRef struct {
	Channel   string `json:"channel"`
	ID        string `json:"id"`
	AccountID string `json:"accountId"`
}

func toWorld(w World, origin string) worldOut {
	n := w.Network()
	position, digest := n.Log()
	out := worldOut{
		Name: w.Name(), Seed: n.Seed(), Digest: digest, LogPosition: position, Fixture: w.Fixture(), Clock: toClock(w),
		Options: toOptions(n), Providers: map[string]access{},
	}
	for _, p := range w.Providers() {
		accounts := p.Accounts(origin)
		if len(accounts) == 0 {
			continue
		}
		first := accounts[0]
		a := access{first.BaseURL, first.WebsocketURL, first.Credentials, []senderRef{}}
		for _, account := range accounts {
			a.Senders = append(a.Senders, refsOf(n, account.ID)...)
		}
		out.Providers[p.Name()] = a
	}
	return out
}

// refsOf names the senders of an account, in order of making.
func refsOf(n *network.Network, account string) []senderRef {
	refs := []senderRef{}
	for _, s := range n.Bindings() {
		if s.Account == account {
			refs = append(refs, senderRef{s.Channel.String(), s.ID, account})
		}
	}
	return refs
}

func (b *Bench) listWorlds(ctx context.Context, in pageIn) (page[worldOut], error) {
	some := cutAfter(b.config.Worlds.List(), in, World.Name)
	out := page[worldOut]{Items: []worldOut{}, Next: some.Next}
	for _, w := range some.Items {
		out.Items = append(out.Items, toWorld(w, visitOf(ctx).origin))
	}
	return out, nil
}

type createWorldIn struct {
	Body struct {
		Name    string
		Seed    *uint64
		Fixture string
		Clock   struct {
			Mode  string
			Start time.Time
			Speed float64
		}
		Options optionsIn
	}
}

func (b *Bench) createWorld(ctx context.Context, in createWorldIn) (worldOut, error) {
	w, err := b.config.Worlds.Create(NewWorld{
		Name: in.Body.Name, Seed: in.Body.Seed, Fixture: in.Body.Fixture, Wall: in.Body.Clock.Mode == "wall",
		Start: in.Body.Clock.Start, Speed: in.Body.Clock.Speed, Options: in.Body.Options.start,
	})
	switch {
	case errors.Is(err, ErrFixtureUnknown):
		return worldOut{}, refuse("/fixture", "fixture", "fixture %q is unknown", in.Body.Fixture)
	case err != nil:
		return worldOut{}, fmt.Errorf("world %q: %w", in.Body.Name, err)
	}
	v := visitOf(ctx)
	v.world = w
	return toWorld(w, v.origin), nil
}

func (b *Bench) getWorld(ctx context.Context, _ wire.Empty) (worldOut, error) {
	v := visitOf(ctx)
	return toWorld(v.world, v.origin), nil
}

type patchWorldIn struct {
	Body optionsIn
}

func (b *Bench) patchWorld(ctx context.Context, in patchWorldIn) (worldOut, error) {
	if err := in.Body.apply(netOf(ctx)); err != nil {
		return worldOut{}, err
	}
	return b.getWorld(ctx, wire.Empty{})
}

func (b *Bench) deleteWorld(ctx context.Context, _ wire.Empty) (wire.Empty, error) {
	name := worldOf(ctx).Name()
	if err := b.config.Worlds.Delete(name); err != nil {
		return wire.Empty{}, fmt.Errorf("world %q: %w", name, err)
	}
	return wire.Empty{}, nil
}

func (b *Bench) resetWorld(ctx context.Context, _ wire.Empty) (worldOut, error) {
	v := visitOf(ctx)
	w, err := b.config.Worlds.Reset(v.world.Name())
	if err != nil {
		return worldOut{}, fmt.Errorf("world %q: %w", v.world.Name(), err)
	}
	v.world = w
	return toWorld(w, v.origin), nil
}
