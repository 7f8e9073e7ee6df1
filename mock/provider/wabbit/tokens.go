package wabbit

import (
	"net/http"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/mynah-sim/mynah/mock/wire"
)

// apiRoot names resources and their addresses (wabbit 4.1).
type apiRoot map[string]string

var resources = []string{
	"contacts", "persons", "tags", "message_tagging_events", "chat_tagging_events", "webhooks/waba", "messages", "chats",
	"chat_assignment_events", "saved_responses", "templates", "users", "groups",
}

func (c *call) retrieveAPIRoot(wire.Empty) (apiRoot, error) {
	out := apiRoot{}
	for _, name := range resources {
		out[name] = c.base + "/" + name + "/"
	}
	return out, nil
}

type authTokenIn struct {
	Body struct {
		Username string `json:"username"`
		Password string `json:"password"`
	}
}

type authToken struct {
	Token string `json:"token"`
}

// createAuthToken answers the token of a user, and makes it with the first call (wabbit 2.1).
func (c *call) createAuthToken(in authTokenIn) (authToken, error) {
	if b, u := c.p.login(in.Body.Username, in.Body.Password); u != nil {
		return authToken{b.tokenFor(u)}, nil
	}
	return authToken{}, general("Unable to log in with provided credentials.")
}

// login finds the active user of a name and a password.
func (p *Provider) login(name, password string) (*inbox, *user) {
	for _, b := range p.inboxes {
		if u := b.named(name); u != nil && u.active && u.knows(password) {
			return b, u
		}
	}
	return nil, nil
}

// logout ends the browser's session; the token stays (wabbit 2.1).
func (c *call) logout(wire.Empty) (empty, error) {
	if cookie, err := c.gin.Request.Cookie(sessionCookie); err == nil {
		for _, b := range c.p.inboxes {
			delete(b.sessions, cookie.Value)
		}
	}
	c.gin.Writer.Header().Add("Set-Cookie", sessionCookie+`=""; expires=Thu, 01 Jan 1970 00:00:00 GMT; Max-Age=0; Path=/`)
	return empty{}, nil
}

// RefreshToken is issued outside of the API (wabbit 1.12).
type RefreshToken struct {
	Value  string
	UserID int
	Ends   time.Time // zero: never
}

type refreshIn struct {
	Body struct {
		Token string `json:"refresh_token"`
		Keep  bool   `json:"keep_refresh_token"`
	}
}

// convertRefreshToken uses a refresh token up, unless it is to be kept (wabbit 2.1).
func (c *call) convertRefreshToken(in refreshIn) (authToken, error) {
	for _, b := range c.p.inboxes {
		for i, t := range b.refreshes {
			u := b.user(t.UserID)
			if t.Value != in.Body.Token || u == nil || !u.active || !t.Ends.IsZero() && !c.p.net.Now().Before(t.Ends) {
				continue
			}
			if !in.Body.Keep {
				b.refreshes = append(b.refreshes[:i:i], b.refreshes[i+1:]...)
			}
			return authToken{b.tokenFor(u)}, nil
		}
	}
	return authToken{}, &ruleError{"Refresh token is invalid or expired."}
}

// mountPages mounts what stands beside the API: the login page, the panel and the websocket (wabbit 1.4, 1.12, 3.4).
func mountPages(engine *gin.Engine, find func(*gin.Context) (*Provider, error), owner func(*gin.Context, string) *Provider, site *Site) {
	page := func(serve func(*Provider, *gin.Context)) gin.HandlerFunc {
		return func(c *gin.Context) {
			p, err := find(c)
			if err != nil {
				c.Data(http.StatusForbidden, htmlType, htmlPage("Forbidden", ""))
				return
			}
			serve(p, c)
		}
	}
	engine.GET("/"+Name+"/login/", page((*Provider).loginPage))
	engine.POST("/"+Name+"/login/", page((*Provider).loginPost))
	engine.GET("/"+Name+"/hub/*page", page((*Provider).panel))
	socket := page(func(p *Provider, c *gin.Context) {
		serveSocket(c, p, func(token string) *Provider { return owner(c, token) })
	})
	engine.GET("/"+Name+"/ws", socket)
	engine.GET("/"+Name+"/ws/", socket)
	engine.GET("/"+Name+"/", func(c *gin.Context) {
		if strings.HasPrefix(c.Request.Host, SocketHost) {
			socket(c)
			return
		}
		if !site.Serve(c) {
			c.Data(http.StatusNotFound, htmlType, htmlPage("Not found", ""))
		}
	})
}
