// Package load makes traffic: random lives of a world, one for each seed, and the judgement whether all that the network promises was
// kept.
package load

import (
	"context"
	"fmt"
	"math/rand/v2"
	"runtime/debug"
	"time"

	"github.com/mynah-sim/mynah/mock/network"
)

// Plan says which seeds are tried, and how long each world lives.
type Plan struct {
	First uint64 // the first seed
	Seeds int
	Steps int // commands of each life; 0: 300
}

// Life is what came of one seed.
type Life struct {
	Seed   uint64
	Events uint64
	Digest string
	Broken error // nil: every promise was kept
}

// Sweep lives one life after the other, from the first seed on, and stops at the first in which a promise was broken. told hears of each.
func Sweep(ctx context.Context, p Plan, told func(Life)) (broken *Life, err error) {
	for i := range p.Seeds {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		life := Live(ctx, p.First+uint64(i), p.Steps)
		told(life)
		if life.Broken != nil {
			return &life, nil
		}
	}
	return nil, nil
}

// Live lives the life of one seed: random commands, and quiet at the end. With an even seed a fork in the middle must go on the same,
// with an odd one a business is called back that now and then answers badly. A second life of the seed must be the same, byte for byte.
func Live(ctx context.Context, seed uint64, steps int) Life {
	if steps == 0 {
		steps = 300
	}
	life := one(ctx, seed, steps)
	if life.Broken != nil {
		return life
	}
	if again := one(ctx, seed, steps); again.Digest != life.Digest {
		life.Broken = fmt.Errorf("determinism: a second life of the seed has another digest")
	}
	return life
}

// one lives once.
func one(ctx context.Context, seed uint64, steps int) (life Life) {
	life.Seed = seed
	defer func() {
		if p := recover(); p != nil {
			life.Broken = fmt.Errorf("panic: %v\n%s", p, debug.Stack())
		}
	}()
	w, err := newTown(seed)
	if err != nil {
		life.Broken = err
		return life
	}
	if seed%2 == 0 {
		life.Broken = w.live(ctx, steps)
	} else {
		life.Broken = w.liveCalledBack(ctx, steps)
	}
	life.Events, life.Digest = w.net.Log()
	return life
}

// liveCalledBack lives with a business that is called back, and judges that no callback got lost or came twice.
func (w *town) liveCalledBack(ctx context.Context, steps int) error {
	business := &receiver{}
	d := business.follow(w.net)
	defer d.Close()
	for i := range steps {
		w.act(ctx)
		if err := w.checker.Catch(); err != nil {
			return fmt.Errorf("after command %d, %s: %w", i, w.did, err)
		}
	}
	if err := w.quiet(ctx); err != nil {
		return err
	}
	if err := w.checker.Finish(); err != nil {
		return err
	}
	d.Close()
	return business.judge(w.net)
}

// live makes the commands, and judges after each.
func (w *town) live(ctx context.Context, steps int) error {
	var twin *town
	for i := range steps {
		if i == steps/2 {
			twin = w.twin()
		}
		w.act(ctx)
		if err := w.checker.Catch(); err != nil {
			return fmt.Errorf("after command %d, %s: %w", i, w.did, err)
		}
		if twin != nil {
			twin.act(ctx)
		}
	}
	for _, t := range []*town{w, twin} {
		if t == nil {
			continue
		}
		if err := t.quiet(ctx); err != nil {
			return err
		}
	}
	if err := w.checker.Finish(); err != nil {
		return err
	}
	return same(w, twin)
}

// same compares a world with the fork that has lived the same.
func same(w, twin *town) error {
	if twin == nil {
		return nil
	}
	_, here := w.net.Log()
	if _, there := twin.net.Log(); here != there {
		return fmt.Errorf("fork: a fork that does the same has another digest")
	}
	return nil
}

// quiet lets everything come to its end.
func (w *town) quiet(ctx context.Context) error {
	for _, number := range w.people {
		_ = w.net.PutHabits(number, nil) // habits that go on for ever
	}
	_, err := w.net.Advance(ctx, network.Until{Quiet: true, Limit: 400 * 24 * time.Hour})
	return err
}

// twin is a fork with the same dice.
func (w *town) twin() *town {
	out := *w
	out.net = w.net.Fork()
	dice := *w.pcg
	out.pcg, out.dice = &dice, nil
	out.dice = rand.New(out.pcg)
	out.checker = nil
	out.people = append([]string(nil), w.people...)
	out.sent, out.written = append([]network.ID(nil), w.sent...), append([]network.ID(nil), w.written...)
	out.calls, out.groups = append([]network.ID(nil), w.calls...), append([]string(nil), w.groups...)
	return &out
}
