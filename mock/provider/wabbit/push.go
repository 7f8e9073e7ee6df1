package wabbit

import (
	"cmp"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/mynah-sim/mynah/mock/network"
	"github.com/mynah-sim/mynah/mock/webhook"
)

// notice is one trigger on its way to webhooks and websockets (wabbit 3.1).
type notice struct {
	name   string                         // of its main field, for the log
	chat   *chat                          // nil: none
	row    *row                           // nil: none
	state  network.State                  // that the message entered: T3
	waba   bool                           // an event of WhatsApp itself: T1, T3
	hook   func(h *hook, v viewer) object // nil: no webhook gets it
	frame  func(v viewer) object
	reader func(u *user) bool // whose connections get it
}

// publish tells webhooks and connections, in this order. What a webhook gets is written now, since later things may look otherwise.
func (b *inbox) publish(n notice) {
	var calls []webhook.Callback
	for _, u := range b.users {
		if u.hook == nil || n.hook == nil {
			continue
		}
		if body := n.hook(u.hook, viewer{u, b.publicBase()}); len(body) > 0 {
			calls = append(calls, b.post(u.hook, n, body))
		}
	}
	b.remark(n, calls)
	b.p.hub.tell(b, n)
}

// remark enters a trigger into the log, with the callbacks that belong to it.
func (b *inbox) remark(n notice, calls []webhook.Callback) {
	b.p.remarks++
	text := fmt.Sprintf("%s %d", n.name, b.p.remarks)
	if len(calls) > 0 {
		b.p.outbox[text] = calls
	}
	r := network.Remark{Account: b.account, Sender: b.sender().ID, Text: text}
	if n.chat != nil {
		r.Number = n.chat.waID
	}
	if n.row != nil && n.row.refused == nil {
		r.Message = n.row.id
	}
	r.State = n.state
	b.p.net.Remark(r)
}

// publicBase is what addresses in webhooks begin with (wabbit 1.8).
func (b *inbox) publicBase() string {
	base := b.publicURL
	if base == "" {
		base = b.p.public()
	}
	return strings.TrimSuffix(base, "/")
}

// retries are the waits after a failed webhook call (wabbit 3.2).
var retries = []time.Duration{time.Second, 5 * time.Second, 30 * time.Second, 120 * time.Second}

func again(attempt int, _, _ time.Time) (time.Duration, bool) {
	if attempt > len(retries) {
		return 0, false
	}
	return retries[attempt-1], true
}

// post is one call of a webhook. Calls of one webhook keep their order; 200 alone acknowledges (wabbit 3.2).
func (b *inbox) post(h *hook, n notice, body object) webhook.Callback {
	c := webhook.Callback{
		Provider: Name, Event: "wabaWebhook", Account: b.account, Order: b.account + " webhook " + strconv.Itoa(h.id), URL: h.url,
		Body: encode(body), Retry: again, Tag: b.posted(h, n, body),
		MediaOK: func(status int) bool { return status == http.StatusOK },
	}
	if n.chat != nil {
		c.Number = n.chat.waID
	}
	if n.row != nil && n.row.refused == nil {
		c.Message = n.row.id
	}
	return c
}

// posted says what a webhook call counts as received (wabbit 3.2, 5.4). It holds ids alone, so that a world can be copied.
type posted struct {
	account string
	user    int
	hook    int
	message network.ID // zero: no message of a person is in it
}

func (b *inbox) posted(h *hook, n notice, body object) posted {
	out := posted{account: b.account, user: h.user.id, hook: h.id}
	if n.row != nil && !n.row.own && (body.has("messages") || body.has("assigned_messages")) {
		out.message = n.row.id
	}
	return out
}

// Dropped tells whether a callback is for a webhook that is gone (wabbit 2.5).
func (p *Provider) Dropped(c webhook.Callback) bool {
	tag, ok := c.Tag.(posted)
	if !ok {
		return false
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	b := p.inbox(tag.account)
	if b == nil {
		return true
	}
	u := b.user(tag.user)
	return u == nil || u.hook == nil || u.hook.id != tag.hook
}

// taken moves the mark of the webhook's user.
func (b *inbox) taken(p posted) {
	if r, u := b.byID[p.message], b.user(p.user); r != nil && u != nil {
		r.chat.mark(u, r.at)
	}
}

func readersOf(c *chat) func(*user) bool { return func(u *user) bool { return u.reads(c) } }

func everybody(*user) bool { return true }

// arrived is T1: a person wrote (wabbit 3.1).
func (b *inbox) arrived(e network.Event) {
	m, err := b.p.net.Message(e.Message)
	if err != nil || e.Channel != network.WhatsApp {
		return
	}
	c := b.chatWith(e.Number)
	r := &row{id: m.ID, chat: c, at: e.At.Unix(), quoted: m.ReplyTo}
	b.keep(r)
	if e.Kind == network.MessageInbound {
		c.last = r.at
	}
	if m.Name != "" {
		c.name = m.Name
	}
	b.run(c, trigger{kind: personWrote, row: r, before: c.user})
}

// incomingFields are the main fields of T1.
func (b *inbox) incomingFields(r *row, v viewer) object {
	one := b.message(r, v)
	return object{"contacts": []wabaContact{r.chat.contact()}, "messages": []object{one.Payload}, "incoming_messages": []*message{one}}
}

func (b *inbox) tellIncoming(t trigger) {
	r := t.row
	b.publish(notice{
		name: "incoming_messages", chat: r.chat, row: r, waba: true, reader: readersOf(r.chat),
		frame: func(v viewer) object { return b.incomingFields(r, v) },
		hook: func(h *hook, v viewer) object {
			body := object{}
			if h.incoming {
				body = b.incomingFields(r, v)
			}
			if h.assigned && t.before == h.user {
				body["assigned_messages"] = []*message{b.message(r, v)}
			}
			return body
		},
	})
}

// outgoingMessage is T2: the business wrote (wabbit 3.1).
func (b *inbox) outgoingMessage(r *row) { b.run(r.chat, trigger{kind: businessWrote, row: r}) }

func (b *inbox) outgoingFields(r *row, v viewer) object {
	return object{"outgoing_messages": []*message{b.message(r, v)}}
}

func (b *inbox) tellOutgoing(r *row) {
	b.publish(notice{
		name: "outgoing_messages", chat: r.chat, row: r, reader: readersOf(r.chat),
		frame: func(v viewer) object { return b.outgoingFields(r, v) },
		hook: func(h *hook, v viewer) object {
			if !h.outgoing {
				return nil
			}
			return b.outgoingFields(r, v)
		},
	})
}

// wabaStatus is what became of a message (wabbit 4.5).
type wabaStatus struct {
	ID        string      `json:"id"`
	GetchatID string      `json:"getchat_id"`
	Recipient string      `json:"recipient_id"`
	Status    string      `json:"status"`
	Timestamp string      `json:"timestamp"`
	Errors    []wabaError `json:"errors,omitempty"` // with failed only: its mere presence means failure

	state network.State
}

// statuses are the words for what becomes of a message.
var statuses = map[network.Kind]string{
	network.MessageSent: "sent", network.MessageDelivered: "delivered", network.MessageRead: "read",
	network.MessageFailed: "failed", network.MessageExpired: "failed",
}

// moved is T3: a message reached a state (wabbit 3.1).
func (b *inbox) moved(e network.Event) {
	r := b.byID[e.Message]
	if r == nil || !r.own || r.refused != nil {
		return
	}
	status := wabaStatus{
		state: e.State,
		ID:    r.waba(), GetchatID: r.id.String(), Recipient: cmp.Or(b.p.net.OutsideID(r.id), r.chat.waID), Status: statuses[e.Kind], Timestamp: strconv.FormatInt(e.At.Unix(), 10),
	}
	switch e.Kind {
	case network.MessageFailed:
		status.Errors = errorsOf(e.Reason)
	case network.MessageExpired:
		status.Errors = errorsOf(network.Expired)
	}
	b.run(r.chat, trigger{kind: statusChanged, row: r, status: status})
}

func (b *inbox) tellStatus(t trigger) {
	fields := func(viewer) object { return object{"statuses": []wabaStatus{t.status}} }
	b.publish(notice{
		name: "statuses", chat: t.row.chat, row: t.row, state: t.status.state, waba: true, frame: fields, reader: readersOf(t.row.chat),
		hook: func(h *hook, v viewer) object {
			if !h.incoming {
				return nil
			}
			return fields(v)
		},
	})
}

// errorOutside tells webhooks of an error that belongs to no message (wabbit 3.2).
func (b *inbox) errorOutside(e network.Event) {
	code, _ := strconv.Atoi(e.Altered.ID) // the bench gives numbers
	fields := object{"errors": []wabaError{{code, e.Altered.Name, e.Altered.Why}}}
	b.publish(notice{name: "errors", reader: nobody, hook: func(h *hook, _ viewer) object {
		if !h.incoming {
			return nil
		}
		return fields
	}})
}

// chatResolved is T7, for connections only.
func (b *inbox) chatResolved(c *chat) {
	out := resolvedChat{c.waID, c.resolved}
	b.publish(notice{name: "chat_resolved", chat: c, frame: func(viewer) object { return object{"chat_resolved": out} }, reader: everybody})
}

// availabilityChanged is T8, for connections only.
func (b *inbox) availabilityChanged(u *user) {
	b.publish(notice{name: "user_availability", reader: everybody, frame: func(v viewer) object {
		return object{"user_availability": object{"is_available": u.available, "user": b.out(u, v.base)}}
	}})
}
