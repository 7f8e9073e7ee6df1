package onemsg

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"strconv"
	"strings"
	"time"

	"github.com/mynah-sim/mynah/mock/network"
)

// sentOut is the answer of every send that was taken (onemsg 1.5).
type sentOut struct {
	Sent        bool   `json:"sent"`
	ID          string `json:"id"`
	Message     string `json:"message"`
	Description string `json:"description"`
}

// with is a request body of a send together with its members as they came: interactive messages tell them in their event.
type with[T any] struct {
	as  T
	raw map[string]any
}

// UnmarshalJSON reads both.
func (w *with[T]) UnmarshalJSON(data []byte) error {
	if err := json.Unmarshal(data, &w.as); err != nil {
		return err
	}
	return json.Unmarshal(data, &w.raw)
}

// sendIn is the In of a send.
type sendIn[T any] struct{ Body with[T] }

// interactiveNote is what an interactive send is told as (onemsg 3.3).
func (w with[T]) interactiveNote(kind, body string) note {
	request := maps.Clone(w.raw)
	for _, name := range []string{"token", "chatId", "phone", "bsuid", "username", "quotedMsgId"} {
		delete(request, name)
	}
	return note{kind: "interactive", body: body, meta: map[string]any{"interactive": map[string]any{"type": kind, "request": request}}}
}

// outgoingMessage is what a send hands to the network.
type outgoingMessage struct {
	to      destination
	quoted  string // id of the message to quote; empty: none
	content network.Content
	note    note
	say     func(network.Reason) error // words of its own for some reasons; nil or a nil answer: the table's
	found   network.Reason             // what this API has found wrong itself, to be told when its turn comes in the order of checks
	why     error                      // the words for it
}

// send hands a message to the network and answers as all sends do (onemsg 1.5, 2 "Effects of an accepted send").
func (p *Provider) send(ctx context.Context, o outgoingMessage) (any, error) {
	ch := channelOf(ctx)
	number, err := p.number(ch)
	if err != nil {
		return nil, err
	}
	d := network.Draft{
		Account: ch.config.Account, Channel: network.WhatsApp, From: number.ID, To: o.to.number, Content: o.content, Note: o.note,
		ReplyTo: p.quote(ch, o.quoted), Found: o.found, Operation: operationOf(ctx),
	}
	if d.Found == network.NoReason {
		d.Found = p.judgeLinks(ctx, o.content)
	}
	if job, queued := ch.queue(); queued {
		return p.enqueue(d, o, job)
	}
	accepted, err := p.net.Send(d)
	if err != nil {
		return nil, p.refused(ch, number, o, err)
	}
	return sentOut{
		true, messageID(p.nameIn(o.to), network.Outbound, accepted.ID), "Sent to " + o.to.chatID, "Message has been sent to the provider",
	}, nil
}

// judgeLinks is what is wrong with the files that a message names by their addresses, where the world fetches them (onemsg 5.6).
func (p *Provider) judgeLinks(ctx context.Context, content network.Content) network.Reason {
	if !p.net.Fetching() {
		return network.NoReason
	}
	for _, m := range network.Linked(content) {
		mime, data, err := p.fetch(ctx, m.Link)
		if err != nil {
			return network.MediaFetch
		}
		if why := network.JudgeFile(m.As, mime, data); why != network.NoReason {
			return why
		}
	}
	return network.NoReason
}

// nameIn is what stands for a destination in message ids.
func (p *Provider) nameIn(to destination) string {
	for _, end := range []string{personChat, groupChat, hiddenChat} {
		if name, ok := strings.CutSuffix(to.chatID, end); ok {
			return name
		}
	}
	return to.number
}

// quote finds the message that a send quotes; an unknown one is left out (onemsg 5.5).
func (p *Provider) quote(ch *channel, id string) network.ID {
	if id == "" {
		return network.ID{}
	}
	m, _ := p.message(ch, id)
	return m.ID
}

// queue counts a job while the channel queues its sends (onemsg 5.14).
func (ch *channel) queue() (job int, queued bool) {
	ch.mu.Lock()
	defer ch.mu.Unlock()
	if ch.bench.Queued {
		ch.jobs++
	}
	return ch.jobs, ch.bench.Queued
}

// queueDelay is when a queued message goes out.
const queueDelay = time.Second

// enqueue takes a message that goes out after a while, with an id that only its event tells.
func (p *Provider) enqueue(d network.Draft, o outgoingMessage, job int) (any, error) {
	n := o.note
	n.queued = true
	d.Note, d.Wait = n, queueDelay
	if _, err := p.net.Send(d); err != nil {
		return nil, p.refused(p.channelOfAccount(d.Account), network.Sender{}, o, err)
	}
	return sendRefused{Message: "Message is queued", JobID: "job-" + strconv.Itoa(job)}, nil
}

// refused puts what the network refuses into the words of this API, beside the reason.
func (p *Provider) refused(ch *channel, number network.Sender, o outgoingMessage, err error) error {
	why, ok := errors.AsType[network.Reason](err)
	if !ok {
		return fmt.Errorf("message to %q: %w", o.to.chatID, err)
	}
	if why == o.found && o.why != nil {
		return errors.Join(o.why, why)
	}
	if o.say != nil {
		if said := o.say(why); said != nil {
			return errors.Join(said, why)
		}
	}
	if why == network.SenderDown && number.State != "" {
		return errors.Join(&refusal{text: "Channel is " + statusWord(number.State)}, why)
	}
	return why
}

// emptyText tells whether a text that must say something says nothing (onemsg 1.6 EEMPTY).
func emptyText(text string) bool { return strings.TrimSpace(text) == "" }

var errEmpty = &refusal{text: "empty body"}

// open finds the destination, and refuses an empty text after it, as the order of onemsg 1.6 wants.
func (p *Provider) open(ctx context.Context, t to, text *string) (destination, error) {
	d, err := p.destination(channelOf(ctx), t)
	if err == nil && text != nil && emptyText(*text) {
		err = errEmpty
	}
	return d, err
}
