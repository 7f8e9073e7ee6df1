package control

import (
	"context"
	"fmt"
	"time"

	"github.com/mynah-sim/mynah/mock/network"
	"github.com/mynah-sim/mynah/mock/wire"
)

// clock is the clock of a world as answers show it.
type clock struct {
	Mode    string  `json:"mode"`
	Now     string  `json:"now"`
	Speed   float64 `json:"speed"`
	NextDue string  `json:"nextDue,omitempty"`
}

func toClock(w World) clock {
	n, c := w.Network(), w.Clock()
	return clock{Mode: c.Mode(), Now: stamp(n.Now()), Speed: c.Speed(), NextDue: nextDue(n)}
}

// nextDue is when the next thing is due; empty when all is quiet.
func nextDue(n *network.Network) string {
	at, ok := n.Due()
	if !ok {
		return ""
	}
	return stamp(at)
}

func (b *Bench) getClock(ctx context.Context, _ wire.Empty) (clock, error) {
	return toClock(worldOf(ctx)), nil
}

type clockIn struct {
	Body struct {
		Mode  string
		Speed float64 // 0: 1
	}
}

func (b *Bench) setClock(ctx context.Context, in clockIn) (clock, error) {
	speed := in.Body.Speed
	if speed == 0 {
		speed = 1
	}
	worldOf(ctx).Clock().Set(in.Body.Mode, speed)
	return toClock(worldOf(ctx)), nil
}

type advanceIn struct {
	Body struct {
		By    string
		To    time.Time
		Until string
		Limit string
		Next  bool
	}
}

// quietLimit is how far ahead an advance until quiet goes that names no limit (control: advanceClock).
const quietLimit = 30 * 24 * time.Hour

// firedShown is how many events an answer lists (control: Advanced).
const firedShown = 1000

// advanced is what happened while the clock moved.
type advanced struct {
	Now        string  `json:"now"`
	Events     uint64  `json:"events"`
	Fired      []fired `json:"fired"`
	FiredCount int     `json:"firedCount"`
	NextDue    string  `json:"nextDue,omitempty"`
}

type fired struct {
	At      string `json:"at"`
	What    string `json:"what"`
	Subject string `json:"subject,omitempty"`
}

func (b *Bench) advanceClock(ctx context.Context, in advanceIn) (advanced, error) {
	until, err := in.until()
	if err != nil {
		return advanced{}, err
	}
	w := worldOf(ctx)
	a, err := w.Clock().Advance(ctx, until)
	if err != nil {
		return advanced{}, fmt.Errorf("advance: %w", err)
	}
	n := w.Network()
	out := advanced{Now: stamp(a.Now), Events: a.To - a.From, Fired: []fired{}, FiredCount: a.Steps, NextDue: nextDue(n)}
	events, _ := n.Events(a.From, int(min(a.To-a.From, firedShown)))
	for _, e := range events {
		out.Fired = append(out.Fired, fired{stamp(e.At), string(e.Kind), subject(e)})
	}
	return out, nil
}

// until is how far the clock is to go.
func (in advanceIn) until() (network.Until, error) {
	b := in.Body
	switch {
	case b.Next:
		return network.Until{Next: true}, nil
	case b.Until != "":
		limit, err := duration("/limit", b.Limit, quietLimit)
		return network.Until{Quiet: true, Limit: limit}, err
	case b.By != "":
		by, err := duration("/by", b.By, 0)
		return network.Until{By: by}, err
	}
	return network.Until{To: b.To}, nil
}
