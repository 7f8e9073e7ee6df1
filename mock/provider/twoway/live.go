package twoway

import (
	"context"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/coder/websocket"
	"github.com/gin-gonic/gin"
)

// waiting is how many frames a slow reader of live events may be behind before it is dropped.
const waiting = 256

// frameTime is how long a frame may take to leave, in real time.
const frameTime = 10 * time.Second

// connection is an open websocket with the subscription that stands for it.
type connection struct {
	sub      *subscription
	user     string // narrowed to what is assigned to this user; empty: not narrowed
	narrowed bool
	frames   chan []byte
	once     sync.Once
	done     chan struct{}
}

func (c *connection) end() { c.once.Do(func() { close(c.done) }) }

// wants tells whether the token of the connection may see an event (twoway 3.1, visibility).
func (c *connection) wants(e told) bool {
	return c.sub.wants(e) && (!c.narrowed || !e.personal || e.assignee == c.user)
}

// broadcast gives a batch to the live connections of its team; who is too far behind is dropped, since nothing is kept for absent ones.
func (t *tx) broadcast(batch []told) {
	for _, c := range t.p.live {
		body := bodyFor(batch, c.wants)
		if body == nil {
			continue
		}
		select {
		case c.frames <- body:
		default:
			c.end()
		}
	}
}

// rootGet opens the websocket of live events: one text frame for each delivery, until the token expires (twoway 2.15).
func (p *Provider) rootGet(c *gin.Context) error {
	query := c.Request.URL.Query()
	if !strings.EqualFold(c.GetHeader("Upgrade"), "websocket") {
		return errInvalid
	}
	who := callerOf(c.Request.Context())
	link := p.connect(who, query.Get("accessToken"), query["events"], query["accounts"])
	defer p.disconnected(link)
	socket, err := websocket.Accept(c.Writer, c.Request, &websocket.AcceptOptions{InsecureSkipVerify: true}) // any origin: twoway 1.1
	if err != nil {
		return nil // it has answered
	}
	defer socket.CloseNow()
	p.stream(socket, link)
	return nil
}

// stream writes frames until either side ends the connection.
func (p *Provider) stream(socket *websocket.Conn, link *connection) {
	gone := socket.CloseRead(context.Background())
	for {
		select {
		case <-gone.Done():
			return
		case <-link.done:
			_ = socket.Close(websocket.StatusPolicyViolation, "the connection has ended") // it may be gone already
			return
		case frame := <-link.frames:
			ctx, cancel := context.WithTimeout(gone, frameTime)
			err := socket.Write(ctx, websocket.MessageText, frame)
			cancel()
			if err != nil {
				return
			}
		}
	}
}

// connect makes the subscription of a live connection, which ends with its token.
func (p *Provider) connect(who *caller, token string, events, accounts []string) *connection {
	link := &connection{user: who.user.id, narrowed: who.narrowed(), frames: make(chan []byte, waiting), done: make(chan struct{})}
	p.do(func(t *tx) {
		link.sub = &subscription{
			team: who.team, id: uuidOf(p.chance.draw("subscriptions")), user: who.user.id, created: t.now, live: true,
			terms: terms{enabled: true, events: events, accounts: accounts},
		}
		p.subs, p.live = append(p.subs, link.sub), append(p.live, link)
		if c, ok := payloadOf(token); ok {
			t.after(time.Unix(c.Exp, 0).Sub(t.now), "live "+link.sub.id, "live", nil, link.sub.id)
		}
	})
	return link
}

// expired ends the live connection of a subscription.
func (t *tx) expired(id string) {
	for _, c := range t.p.live {
		if c.sub.id == id {
			c.end()
		}
	}
}

// disconnected forgets a live connection.
func (p *Provider) disconnected(link *connection) {
	link.end()
	p.do(func(t *tx) {
		t.cancel("live " + link.sub.id)
		p.live = slices.DeleteFunc(p.live, func(c *connection) bool { return c == link })
		p.subs = slices.DeleteFunc(p.subs, func(s *subscription) bool { return s == link.sub })
	})
}

// Close ends all live connections.
func (p *Provider) Close() {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, c := range p.live {
		c.end()
	}
}
