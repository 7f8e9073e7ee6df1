//go:build chromium

package server

import (
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"
)

// What is refused is told with the words that the vendor's client shows, and nothing else goes wrong (wabbit 1.6, 2.6, 5.11).
func TestRefusalsInChromium(t *testing.T) {
	d := newDesk(t)
	d.open(inboxHost)
	d.login("demoadmin", "wrong")
	d.shows("#notice", "400: Something went wrong")
	d.enter("#username", "")
	d.enter("#password", "")
	d.login("demoadmin", "wabbit-sandbox")
	d.shows("#me", "demoadmin (admin)")
	d.holds(`document.body.dataset.live === "success"`)

	d.open(inboxHost + "/main/chat/491700000002") // nobody has written yet
	d.holds(`chat.dataset.window === "closed" && chat.dataset.waId === "491700000002"`)
	d.enter("#text", "hello")
	d.press("#send")
	d.shows("#notice", "453: 470 Re-engagement message")
	d.enter("#template", "order_update")
	d.enter("#parameters", "4711")
	d.press("#send-template")
	d.shows("#notice", "400: 2000 Template param count mismatch")
	d.enter("#parameters", "4711,shipped")
	d.press("#send-template")
	d.shows(`#rows li[data-kind="template"][data-own="true"]`, "order_update")
	d.shows(`#chats li[data-wa-id="491700000002"][data-initials="4"]`, "491700000002")
	d.enter("#old-secret", "wrong")
	d.enter("#new-secret", "other")
	d.press("#change-secret")
	d.shows("#notice", "400: Current password is incorrect.")
	d.quiet(
		"POST /api/v1/auth/token/ 400",
		"GET /api/v1/chats/491700000002/ 404", "GET /api/v1/persons/491700000002/ 404", "POST /api/v1/mark_as_received/ 400",
		"POST /api/v1/messages/ 453", "POST /api/v1/messages/ 400", "PUT /api/v1/users/password/change/ 400",
	)
}

// A message that failed on its way is sent again from the list, with the body that was kept (wabbit 4.5 resend_payload, 6.26).
func TestAFailedMessageInChromium(t *testing.T) {
	d := newDesk(t)
	d.open(inboxHost)
	d.login("demoadmin", "wabbit-sandbox")
	d.holds(`document.body.dataset.live === "success"`)
	d.open(inboxHost + "/main/chat/491700000006") // on no WhatsApp
	d.holds(`chat.dataset.waId === "491700000006"`)
	d.enter("#template", "hello_world")
	d.press("#send-template")
	d.shows(`#rows li[data-own="true"]`, "hello_world")
	d.passes("1m")
	d.shows(`#rows li[data-tick="failed"]`, "hello_world")
	d.lacks("#rows .again") // frames carry nothing to send again
	require.NoError(t, chromedp.Do(d.ctx, chromedp.Reload()))
	d.shows(`#rows li[data-tick="failed"][data-errors="1026"]`, "hello_world")
	d.press("#rows .again")
	d.shows(`#rows li[data-tick="waiting"]`, "hello_world")
	d.quiet("GET /api/v1/chats/491700000006/ 404", "GET /api/v1/persons/491700000006/ 404", "POST /api/v1/mark_as_received/ 400")
}

// In send mode async a message stands there at once, and is replaced by the one of equal id that is told later (wabbit 2.6, 5.11).
func TestAQueuedMessageInChromium(t *testing.T) {
	d := newDesk(t)
	d.bench("PATCH", "/providers/wabbit", `{"sendMode":"async"}`)
	d.ana("messages", toInbox)
	d.open(inboxHost)
	d.login("demoadmin", "wabbit-sandbox")
	d.press(anaChat + " .open")
	d.shows(`#rows li[data-own="false"]`, "Good morning")
	d.holds(`document.body.dataset.live === "success"`)
	d.enter("#text", "In a moment")
	d.press("#send")
	d.shows(`#rows li[data-tick="queued"]`, "In a moment")
	id := d.read(`document.querySelector('#rows li[data-tick="queued"]').dataset.id`)
	d.passes("300ms")
	d.shows(`#rows li[data-tick="waiting"][data-id="`+id+`"]`, "In a moment")
	d.passes("1s")
	d.shows(`#rows li[data-tick="delivered"][data-id="`+id+`"]`, "In a moment")
	d.holds(`document.querySelectorAll("#rows li").length === 2`)
	d.quiet()
}

// A token that is no longer good is forgotten, and the page shows the login again (wabbit 1.2, 5.11).
func TestAWithdrawnTokenInChromium(t *testing.T) {
	d := newDesk(t)
	d.open(inboxHost)
	d.login("nora", "nora-sandbox")
	d.shows("#me", "nora (user)")
	d.holds(`document.body.dataset.live === "success"`)
	d.bench("PATCH", "/providers/wabbit", `{"users":[{"id":2,"active":false}]}`)
	d.holds(`document.body.dataset.live === "closed 1008"`)
	require.NoError(t, chromedp.Do(d.ctx, chromedp.Reload()))
	d.shows("#login", "Log in")
	d.holds(`localStorage.getItem("token") === null`)
	d.quiet("GET /api/v1/ 403")
}

// The login page leads to a session: cookies identify the browser, and unsafe calls carry the CSRF token (wabbit 1.4).
func TestASessionInChromium(t *testing.T) {
	d := newDesk(t)
	d.open(inboxHost + "/login/?next=/session.html")
	d.shows("h1", "Log in")
	require.NoError(t, chromedp.Do(d.ctx,
		chromedp.SendKeys(chromedp.CSS("input[name=username]"), "demoadmin"),
		chromedp.SendKeys(chromedp.CSS("input[name=password]"), "wabbit-sandbox")))
	d.press("form button")
	d.holds(`location.pathname === "/session.html"`)
	d.shows("#who", "demoadmin")
	d.holds(`/^csrftoken=[A-Za-z0-9]{64}$/.test(document.cookie)`) // the session's cookie is out of the page's reach
	d.enter("#name", "urgent")
	d.press("#make")
	d.shows("#made", "3 urgent")
	d.press("#leave")
	d.shows("#who", "Authentication credentials were not provided.")
	d.quiet("GET /api/v1/users/current/ 403")
}

// A page of another origin calls the inbox: preflights are answered, and the websocket is found by the inbox's name (wabbit 1.10, 3.4).
func TestAPageOfAnotherOriginInChromium(t *testing.T) {
	d := newDesk(t)
	require.NoError(t, chromedp.Do(d.ctx, chromedp.Navigate("http://"+otherHost)))
	d.shows("#login", "Log in")
	d.login("demoadmin", "wabbit-sandbox")
	d.shows("#me", "demoadmin (admin)")
	d.holds(`photo.complete && photo.naturalWidth > 0 && document.body.dataset.live === "success"`)
	d.ana("messages", toInbox)
	d.shows(anaChat, "Ana Lopes")
	d.press(anaChat + " .open")
	d.shows(`#rows li[data-own="false"]`, "Good morning")
	d.upload("#file", "photo.jpg")
	d.shows(`#rows li[data-kind="image"][data-own="true"]`, "")
	d.holds(`document.querySelector("#rows img")?.naturalWidth > 0`)
	d.enter("#add-tag", "2")
	d.shows("#tags li", "Human needed")
	d.press("#tags .untag") // DELETE
	d.lacks("#tags li")
	d.enter("#assign-user", "2") // PATCH
	d.shows("#history li", "demoadmin assigned nora")
	d.quiet()
}

// A second desk sees what the first one does, as far as its rights go, and hears that the inbox is gone (wabbit 3.4).
func TestTwoDesksInChromium(t *testing.T) {
	d := newDesk(t)
	d.open(inboxHost)
	d.login("nora", "nora-sandbox")
	d.holds(`document.body.dataset.live === "success"`)
	d.ana("messages", toInbox)
	d.press(anaChat + " .open")
	d.shows(`#rows li[data-own="false"]`, "Good morning")

	status, body := inbox(t, d.server, "POST", "/messages/", adminToken, `{"wa_id":"491700000001","text":{"body":"I am on it"}}`)
	require.Equal(t, 201, status, body)
	d.shows(`#rows li[data-own="true"][data-who="demoadmin"]`, "I am on it")
	d.press("#send")
	d.shows("#notice", "400: ")
	d.enter("#text", "May I?")
	d.press("#send")
	d.shows("#notice", "403: You do not have permission to perform this action.")
	status, body = inbox(t, d.server, "PATCH", "/chat_assignment/491700000001/", adminToken, `{"assigned_to_user":2}`)
	require.Equal(t, 200, status, body)
	d.shows(anaChat+`[data-user="nora"]`, "Ana Lopes")
	d.press("#send")
	d.shows(`#rows li[data-own="true"][data-who="nora"]`, "May I?")
	d.bench("POST", "/reset", "")
	d.holds(`document.body.dataset.live === "closed 1001"`)
	d.quiet("POST /api/v1/messages/ 400", "POST /api/v1/messages/ 403")
}
