package wabbit

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/mynah-sim/mynah/mock/network"
	"github.com/mynah-sim/mynah/mock/webhook"
)

// followed are the kinds of events that the inbox hears of.
var followed = []network.Kind{
	network.MessageInbound, network.MessageAccepted, network.MessageSent, network.MessageDelivered, network.MessageRead,
	network.MessageFailed, network.MessageExpired, network.CallbackReported, network.ProviderDue, network.ErrorOutside,
	network.ChatSystem, network.HandsetChanged, network.MessageForgotten,
}

// Kinds are the kinds of events that Translate looks at.
func Kinds() []network.Kind { return []network.Kind{network.ProviderRemarked} }

// Begin follows the log from here on.
func (p *Provider) Begin() {
	p.follower = p.net.Follow(Name, p, followed...)
	wake := p.net.Follow(Name+" live", nil, followed...)
	ctx, cancel := context.WithCancel(context.Background())
	p.stop = cancel
	p.live.Go(func() {
		defer wake.Close()
		buf := make([]network.Event, 0, 64)
		for {
			events, err := wake.Next(ctx, buf)
			if ctx.Err() != nil {
				return
			}
			if err == nil && len(events) > 0 {
				wake.Ack(events[len(events)-1].N)
			}
			if p.net.Wall() {
				p.Pump()
			}
		}
	})
}

// Close ends the connections, with 1001, and returns when everything has ended.
func (p *Provider) Close() {
	if p.stop == nil {
		return
	}
	p.stop()
	p.hub.close()
	p.live.Wait()
	p.follower.Close()
}

// Pump lets the inboxes take in all that the log holds. On a clock that follows the wall that happens by itself; otherwise whoever
// serves a command calls it afterwards, so that the same commands make the same log.
func (p *Provider) Pump() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.pump()
}

// Settle implements network.Actor.
func (p *Provider) Settle(context.Context, uint64) error {
	p.Pump()
	return nil
}

// over is a context that waits for nothing.
var over = func() context.Context {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	return ctx
}()

// pump takes in what is there, and what comes of it. The caller holds mu.
func (p *Provider) pump() {
	if p.follower == nil {
		return // a copy that stands still
	}
	for {
		events, err := p.follower.Next(over, p.buffer)
		if err == network.ErrLogGone {
			continue
		}
		if len(events) == 0 {
			return
		}
		for _, e := range events {
			p.take(e)
		}
		p.follower.Ack(events[len(events)-1].N)
	}
}

// take deals with one event.
func (p *Provider) take(e network.Event) {
	if e.Kind == network.CallbackReported {
		p.reported(e)
		return
	}
	b := p.inbox(e.Account)
	if b == nil {
		return
	}
	switch e.Kind {
	case network.ProviderDue:
		due := b.due[e.Text]
		delete(b.due, e.Text)
		b.happen(due)
	case network.MessageInbound, network.ChatSystem:
		b.arrived(e)
	case network.ErrorOutside:
		b.errorOutside(e)
	case network.MessageForgotten:
		b.forget(e.Message)
	case network.HandsetChanged:
		if c := b.chats[e.Number]; c != nil && strings.HasPrefix(e.Text, "reported") {
			c.reported = true
		}
	case network.MessageAccepted:
		r := b.byID[e.Message]
		if r == nil {
			r = b.sentElsewhere(e)
		}
		if r != nil && !r.queued && r.refused == nil {
			b.outgoingMessage(r)
		}
	default:
		b.moved(e)
	}
}

// inbox finds the inbox of an account of the network; nil: none.
func (p *Provider) inbox(account string) *inbox {
	for _, b := range p.inboxes {
		if b.account == account {
			return b
		}
	}
	return nil
}

// due is what is to be done at a time: one of its members.
type due struct {
	queued *row      // of send mode async: it is told now
	task   *bulkTask // its next target has its turn
	photo  bool      // the new one is shown
}

// remind plans something of the inbox; its name leads to what is to be done then.
func (b *inbox) remind(what string, in time.Duration, d due) (name string) {
	b.reminders++
	name = fmt.Sprintf("%s %d", what, b.reminders)
	b.due[name] = d
	b.p.net.Remind(b.account, name, in)
	return name
}

// happen does what was due.
func (b *inbox) happen(d due) {
	switch {
	case d.queued != nil && d.queued.chat != nil:
		d.queued.queued = false
		b.outgoingMessage(d.queued)
	case d.task != nil:
		b.proceed(d.task)
	case d.photo:
		_ = b.settlePhoto() // it fails when the number is gone, and its photo with it
	}
}

// Translate answers the callbacks that belong to a remark of an inbox.
func (p *Provider) Translate(e network.Event) []webhook.Callback {
	p.mu.Lock()
	defer p.mu.Unlock()
	calls := p.outbox[e.Text]
	delete(p.outbox, e.Text)
	return calls
}

// reported deals with what came of a callback.
func (p *Provider) reported(e network.Event) {
	d, err := p.delivery(e.Delivery)
	if err != nil || d.State == webhook.Pending {
		return
	}
	switch tag := d.Callback.Tag.(type) {
	case posted:
		if b := p.inbox(tag.account); b != nil && d.State == webhook.Delivered {
			b.taken(tag)
		}
	case question:
		if b := p.inbox(tag.account); b != nil {
			b.answered(b.chats[tag.waID], d)
		}
	}
}
