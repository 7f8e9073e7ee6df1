package wabbit

import (
	"context"
	"encoding/json"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/coder/websocket"
	"github.com/gin-gonic/gin"

	"github.com/mynah-sim/mynah/mock/wire"
)

// The real times of a connection (wabbit 3.4).
const (
	tokenTime = 30 * time.Second // for a good token to arrive
	pingEvery = 30 * time.Second
	pongTime  = 60 * time.Second // without a sign of life the connection is dropped
	writeTime = 10 * time.Second // for a frame to leave
)

const (
	waiting    = 256      // frames that may wait for a slow reader, who then is dropped
	frameBytes = 64 << 10 // of the largest frame that a client may send
)

// connection is one websocket. Its user is set by a good token.
type connection struct {
	socket  *websocket.Conn
	base    string // of the addresses in its frames
	dialect string // that it has chosen; empty: the inbox's
	out     chan []byte
	done    chan struct{} // closed when the connection is to end
	ending  sync.Once
	code    websocket.StatusCode

	inbox *inbox // nil: no good token yet; the lock of the hub that it is in guards both
	user  *user
}

// serveSocket serves the websocket (wabbit 3.4): of the provider that the address leads to, until a token leads to another; owner tells
// whose token it is.
func serveSocket(c *gin.Context, p *Provider, owner func(token string) *Provider) {
	if !strings.EqualFold(c.GetHeader("Upgrade"), "websocket") {
		c.Header("Upgrade", "websocket")
		c.JSON(http.StatusUpgradeRequired, detail{"Upgrade to websocket required."})
		return
	}
	socket, err := websocket.Accept(c.Writer, c.Request, &websocket.AcceptOptions{InsecureSkipVerify: true}) // any Origin (wabbit 3.4)
	if err != nil {
		return // it has answered
	}
	wire.CallOf(c.Request.Context()).Status = http.StatusSwitchingProtocols
	socket.SetReadLimit(frameBytes)
	conn := &connection{
		socket: socket, base: socketBase(c.Request), dialect: c.Query("dialect"), out: make(chan []byte, waiting), done: make(chan struct{}),
	}
	conn.serve(c.Request.Context(), p, owner)
}

// socketBase is the address of the API that belongs to a connection (wabbit 1.8).
func socketBase(r *http.Request) string {
	path, _, _ := strings.Cut(r.RequestURI, "?")
	before, _, found := strings.Cut(path, "/ws")
	if !found {
		before = strings.TrimSuffix(path, "/")
	}
	scheme, host, _ := strings.Cut(originOf(r), "://")
	return scheme + "://" + strings.TrimPrefix(host, SocketHost) + before + apiPath
}

// SocketHost begins the host names under which clients look for the websocket (wabbit 3.4).
const SocketHost = "websockets-"

// serve reads until the connection ends. It owns the goroutines that write.
func (c *connection) serve(ctx context.Context, p *Provider, owner func(string) *Provider) {
	ctx, cancel := context.WithCancel(context.WithoutCancel(ctx))
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		c.write(ctx)
	}()
	late := time.AfterFunc(tokenTime, func() { c.end(websocket.StatusPolicyViolation) })
	p.hub.join(c, nil, nil) // it ends with its world
	for {
		_, frame, err := c.socket.Read(ctx)
		if err != nil {
			break
		}
		token, ok := tokenIn(frame)
		if !ok {
			c.say("wsResponse", response{"response", "bad_request", "Field token is required."}, p)
			continue
		}
		late.Stop()
		if next := owner(token); next != nil && next != p {
			p.hub.leave(c) // before the other one knows of it
			p = next
		}
		if !p.register(c, token) {
			c.say("wsToken", response{"token", "failed", "Token is invalid."}, p)
			c.end(websocket.StatusPolicyViolation)
		}
	}
	late.Stop()
	p.hub.leave(c)
	c.end(websocket.StatusGoingAway)
	cancel()
	<-ended
}

// response is a frame about a frame of the client (wabbit 3.4).
type response struct {
	Type    string `json:"type"`
	Status  string `json:"status"`
	Message string `json:"message"`
}

// tokenIn reads the only frame that a client may send.
func tokenIn(frame []byte) (string, bool) {
	var members map[string]json.RawMessage
	var token *string
	if json.Unmarshal(frame, &members) != nil || json.Unmarshal(members["token"], &token) != nil || token == nil {
		return "", false
	}
	return *token, true
}

// say puts a frame into the line of a connection. A reader that has let the line grow too long is dropped: order is never lost.
func (c *connection) say(name string, frame any, p *Provider) {
	body := encode(frame)
	if p != nil {
		p.judge(name, body)
	}
	select {
	case c.out <- body:
	default:
		c.end(websocket.StatusTryAgainLater)
	}
}

// write sends what stands in line, and pings.
func (c *connection) write(ctx context.Context) {
	beat := time.NewTicker(pingEvery)
	defer beat.Stop()
	pings := make(chan struct{}, 1)
	for {
		select {
		case <-ctx.Done():
			_ = c.socket.CloseNow()
			return
		case <-c.done:
			c.flush(ctx)
			_ = c.socket.Close(c.code, "")
			return
		case frame := <-c.out:
			if !c.send(ctx, frame) {
				_ = c.socket.CloseNow()
				return
			}
		case <-beat.C:
			select {
			case pings <- struct{}{}:
				go c.ping(ctx, pings)
			default: // the last one is not answered yet
			}
		}
	}
}

func (c *connection) send(ctx context.Context, frame []byte) bool {
	ctx, cancel := context.WithTimeout(ctx, writeTime)
	defer cancel()
	return c.socket.Write(ctx, websocket.MessageText, frame) == nil
}

// flush sends what stands in line when the connection ends.
func (c *connection) flush(ctx context.Context) {
	for {
		select {
		case frame := <-c.out:
			if !c.send(ctx, frame) {
				return
			}
		default:
			return
		}
	}
}

// ping waits for the answer to a ping; without one the connection is dropped, which clients see as 1006.
func (c *connection) ping(ctx context.Context, pings chan struct{}) {
	ctx, cancel := context.WithTimeout(ctx, pongTime)
	defer cancel()
	if c.socket.Ping(ctx) != nil {
		_ = c.socket.CloseNow()
	}
	<-pings
}
