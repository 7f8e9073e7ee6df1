package server

import (
	"context"
	"sync"
	"sync/atomic"
	"time"

	"github.com/mynah-sim/mynah/mock/network"
)

// The two modes of a world's clock (control: clock modes).
const (
	clockManual = "manual"
	clockWall   = "wall"
)

// tick is how often at most a clock that follows the wall lets things happen: the grain of the network's time.
const tick = time.Millisecond

// clock drives a network's time: by hand, or after the wall clock times a speed. It is the only place where a world meets the
// machine's time.
type clock struct {
	net    *network.Network
	anchor atomic.Pointer[anchor]
	change sync.Mutex // held by whoever changes the mode
	cancel context.CancelFunc
	gone   chan struct{} // closed when the driver has ended; nil: by hand
}

// anchor ties a world's time to the machine's.
type anchor struct {
	world   time.Time
	machine time.Time
	speed   float64
}

// furthest is how far a clock runs ahead of its anchor: further than anybody looks, and within a time.Duration.
const furthest = 100 * 365 * 24 * time.Hour

// now is the world's time by the anchor.
func (a *anchor) now() time.Time {
	ran := float64(time.Since(a.machine)) * a.speed
	return a.world.Add(time.Duration(min(ran, float64(furthest))))
}

// until is how long to wait in real time for a time of the world: at least one tick, at most an hour.
func (a *anchor) until(due time.Time) time.Duration {
	wait := float64(due.Sub(a.now())) / a.speed
	return time.Duration(min(max(wait, float64(tick)), float64(time.Hour)))
}

func newClock(net *network.Network) *clock {
	c := &clock{net: net}
	c.anchor.Store(&anchor{speed: 1})
	return c
}

// Mode is "manual" or "wall".
func (c *clock) Mode() string {
	if c.net.Wall() {
		return clockWall
	}
	return clockManual
}

// Speed is the factor of a clock that follows the wall.
func (c *clock) Speed() float64 { return c.anchor.Load().speed }

// Now is the world's time.
func (c *clock) Now() time.Time { return c.net.Now() }

// Set changes mode and speed; the world's time goes on from where it stands. Empty mode and zero speed stay as they are.
func (c *clock) Set(mode string, speed float64) {
	c.change.Lock()
	defer c.change.Unlock()
	if mode == "" {
		mode = c.Mode()
	}
	if speed == 0 {
		speed = c.Speed()
	}
	c.halt()
	c.anchor.Store(&anchor{world: c.net.Now(), machine: time.Now(), speed: speed})
	if mode == clockWall {
		c.start()
	}
}

// Advance moves the clock. A clock that follows the wall jumps and goes on from there.
func (c *clock) Advance(ctx context.Context, u network.Until) (network.Advanced, error) {
	a, err := c.net.Advance(ctx, u)
	if err == nil && c.net.Wall() {
		speed := c.Speed()
		c.anchor.Store(&anchor{world: a.Now, machine: time.Now(), speed: speed})
	}
	return a, err
}

// start lets the network follow the wall and drives it. The caller holds change.
func (c *clock) start() {
	ctx, cancel := context.WithCancel(context.Background())
	c.cancel, c.gone = cancel, make(chan struct{})
	c.net.FollowWall(func() time.Time { return c.anchor.Load().now() })
	go c.drive(ctx, c.gone)
}

// halt ends the driver and leaves the time where it stands. The caller holds change.
func (c *clock) halt() {
	if c.gone == nil {
		return
	}
	c.cancel()
	<-c.gone
	c.gone = nil
	c.net.Tick()
	c.net.FollowWall(nil)
}

// Close ends the driver.
func (c *clock) Close() {
	c.change.Lock()
	defer c.change.Unlock()
	c.halt()
}

// drive lets things happen when they are due.
func (c *clock) drive(ctx context.Context, gone chan<- struct{}) {
	defer close(gone)
	timer := time.NewTimer(time.Hour)
	defer timer.Stop()
	for ctx.Err() == nil {
		wait := time.Hour
		if due, ok := c.net.Due(); ok {
			wait = c.anchor.Load().until(due)
		}
		timer.Reset(wait)
		select {
		case <-ctx.Done():
		case <-c.net.Moved():
		case <-timer.C:
			c.net.Tick()
		}
	}
}
