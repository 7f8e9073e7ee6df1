package wabbit

import (
	"maps"
	"slices"
	"sync"

	"github.com/coder/websocket"
)

// Dialects of frames (wabbit 3.4).
const (
	Dialect2021  = "2021"
	DialectCloud = "cloud"
	DialectBoth  = "both"
)

// hub are the connections of a world, in the order in which they came; those without a good token hear of nothing but its end. Its lock is taken below the provider's.
type hub struct {
	mu     sync.Mutex
	all    []*connection
	closed bool
}

// end ends a connection with a code, once.
func (c *connection) end(code websocket.StatusCode) {
	c.ending.Do(func() {
		c.code = code
		close(c.done)
	})
}

// register puts a connection among those of the token's user, and tells it so before anything else. It reports false when the token
// is not good.
func (p *Provider) register(c *connection, token string) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.pump()
	b, u := p.byToken(token)
	if u == nil || !u.active {
		return false
	}
	c.say("wsToken", response{"token", "success", "Token is valid."}, p)
	p.hub.join(c, b, u)
	return true
}

// join takes a connection in, or tells it whose it is now; b and u are nil before a good token.
func (h *hub) join(c *connection, b *inbox, u *user) {
	h.mu.Lock()
	defer h.mu.Unlock()
	c.inbox, c.user = b, u
	if h.closed {
		c.end(websocket.StatusGoingAway)
		return
	}
	if !slices.Contains(h.all, c) {
		h.all = append(h.all, c)
	}
}

func (h *hub) leave(c *connection) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.all = slices.DeleteFunc(h.all, func(o *connection) bool { return o == c })
}

// close ends all connections with 1001 (wabbit 3.4).
func (h *hub) close() {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.closed = true
	for _, c := range h.all {
		c.end(websocket.StatusGoingAway)
	}
	h.all = nil
}

// revoke ends the connections of a user with 1008 (wabbit 3.4).
func (h *hub) revoke(u *user) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, c := range h.all {
		if c.user == u {
			c.end(websocket.StatusPolicyViolation)
		}
	}
}

// tell pushes a trigger to all who may see it. Received is that of each connection's user, addresses those of its own (wabbit 3.4).
func (h *hub) tell(b *inbox, n notice) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, c := range h.all {
		if c.inbox != b || n.frame == nil || !n.reader(c.user) {
			continue
		}
		dialect := c.dialect
		if !known(dialect) {
			dialect = b.dialect
		}
		for _, f := range b.frames(dialect, n, n.frame(viewer{c.user, c.base})) {
			c.say(f.name(), f, b.p)
		}
	}
}

func known(dialect string) bool {
	return dialect == Dialect2021 || dialect == DialectCloud || dialect == DialectBoth
}

// frame is an event frame.
type frame struct {
	Type    string `json:"type"`
	Payload object `json:"waba_payload"`
}

const (
	wabaFrame    = "waba_webhook"
	getchatFrame = "getchat_webhook"
)

// name is the frame's in the document.
func (f frame) name() string {
	if f.Type == wabaFrame {
		return "wsWabaWebhook"
	}
	return "wsGetchatWebhook"
}

// frames are those of one trigger in a dialect.
func (b *inbox) frames(dialect string, n notice, body object) []frame {
	switch {
	case n.waba && dialect == DialectCloud:
		return []frame{{wabaFrame, b.envelope(body)}}
	case n.waba && dialect == DialectBoth:
		all := maps.Clone(body)
		maps.Copy(all, b.envelope(body))
		return []frame{{wabaFrame, all}}
	case dialect == DialectCloud:
		return []frame{{getchatFrame, body}}
	case dialect == DialectBoth:
		return []frame{{wabaFrame, body}, {getchatFrame, body}}
	}
	return []frame{{wabaFrame, body}}
}

// envelope is a WABA event in the form of the Cloud API (wabbit 4.10 CloudEnvelope).
func (b *inbox) envelope(body object) object {
	s := b.sender()
	value := object{
		"messaging_product": "whatsapp", "metadata": object{"display_phone_number": s.ID, "phone_number_id": s.PhoneID},
	}
	for _, name := range []string{"contacts", "messages", "statuses", "errors"} {
		if body.has(name) {
			value[name] = body[name]
		}
	}
	return object{"object": "whatsapp_business_account", "entry": []object{{
		"id": s.WABA, "changes": []object{{"field": "messages", "value": value}},
	}}}
}
