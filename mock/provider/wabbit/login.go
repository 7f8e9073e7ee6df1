package wabbit

import (
	"fmt"
	"html"
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"
)

const htmlType = "text/html; charset=utf-8"

// htmlPage is a page in the plainest form.
func htmlPage(title, body string) []byte {
	return fmt.Appendf(nil, "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>%s</title></head><body><h1>%s</h1>%s</body></html>\n", title, title, body)
}

// loginForm is the form of the login page; its CSRF token equals the cookie.
func loginForm(token, next string, wrong bool) []byte {
	problem := ""
	if wrong {
		problem = "<p>Please enter a correct username and password.</p>"
	}
	return htmlPage("Log in", fmt.Sprintf(`%s<form method="post">
<input type="hidden" name="csrfmiddlewaretoken" value="%s"><input type="hidden" name="next" value="%s">
<label>Username <input name="username" autocomplete="username"></label>
<label>Password <input name="password" type="password" autocomplete="current-password"></label>
<button>Log in</button></form>`, problem, html.EscapeString(token), html.EscapeString(next)))
}

// loginPage hands out the form and the CSRF cookie (wabbit 1.4).
func (p *Provider) loginPage(c *gin.Context) {
	p.mu.Lock()
	token := p.handOutCSRF(c)
	p.mu.Unlock()
	c.Data(http.StatusOK, htmlType, loginForm(token, c.Query("next"), false))
}

// loginPost begins a session (wabbit 1.4).
func (p *Provider) loginPost(c *gin.Context) {
	c.Request.Body = http.MaxBytesReader(c.Writer, c.Request.Body, formBytes)
	if checkCSRF(c.Request) != nil && c.PostForm("csrfmiddlewaretoken") != csrfOf(c.Request) || csrfOf(c.Request) == "" {
		c.Data(http.StatusForbidden, htmlType, htmlPage("Forbidden", "<p>CSRF verification failed. Request aborted.</p>"))
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	next := c.PostForm("next")
	b, u := p.login(c.PostForm("username"), c.PostForm("password"))
	if u == nil {
		c.Data(http.StatusOK, htmlType, loginForm(p.handOutCSRF(c), next, true))
		return
	}
	id := p.mint("session")[:32]
	p.own(id)
	b.sessions[id] = session{u, p.net.Now().Add(sessionLife)}
	p.setCookie(c, csrfCookie, p.mint("csrf"), csrfLife)
	p.setCookie(c, sessionCookie, id, sessionLife)
	if !strings.HasPrefix(next, "/") || strings.HasPrefix(next, "//") {
		next = "/"
	}
	c.Redirect(http.StatusFound, next)
}

func csrfOf(r *http.Request) string {
	if cookie, err := r.Cookie(csrfCookie); err == nil {
		return cookie.Value
	}
	return ""
}

// panel stands where the real service has its administration; the bench sets what is set there (wabbit 1.12).
func (p *Provider) panel(c *gin.Context) {
	c.Data(http.StatusOK, htmlType, htmlPage("Panel", "<p>Settings of this inbox are changed over the control API.</p>"))
}
