//go:build chromium

package server

import (
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"
)

// A working day at an inbox, as the vendor's web client spends it (wabbit 5.11, 6.25). Every step is read from the page.
func TestADayAtTheDeskInChromium(t *testing.T) {
	d := newDesk(t)
	d.starts()
	d.receives()
	d.sends()
	d.sendsFiles()
	d.sendsTemplates()
	d.sendsInteractiveMessages()
	d.tags()
	d.assigns()
	d.searches()
	d.usesSavedResponses()
	d.editsTheProfile()
	d.comesBack()
	d.leaves()
	d.quiet()
}

func (d *desk) starts() {
	d.t.Helper()
	d.open(inboxHost + "/login/error/expired") // one of the client's own routes
	d.shows("#login", "Log in")
	d.login("demoadmin", "wabbit-sandbox")
	d.shows("#me", "demoadmin (admin)")
	d.shows("#number", "+4930555000")
	d.shows(`#colleagues li[data-available="true"]`, "demoadmin")
	d.shows(`#contacts li[data-from="google"]`, "Ana Lopes+491700000001")
	d.holds(`document.title === "+4930555000" && photo.complete && photo.naturalWidth > 0`)
	d.holds(`document.body.dataset.live === "success"`)
	d.lacks("#chats li")
}

// receives lets a person write to a desk that has not seen the person before, and to one that has the chat open.
func (d *desk) receives() {
	d.t.Helper()
	d.ana("messages", toInbox)
	d.shows(anaChat+`[data-new="1"][data-initials="AL"]`, "Ana Lopes")
	d.press(anaChat + " .open")
	d.shows(`#rows li[data-kind="text"][data-own="false"][data-who="Ana Lopes"]`, "Good morning")
	d.holds(`chat.dataset.window === "open" && document.querySelector('#chats li').dataset.new === "0"`)
	d.ana("messages", `{"to":"4930555000","channel":"whatsapp","kind":"text","text":"Are you there?"}`)
	d.shows(`#rows li[data-own="false"]`, "Are you there?")
	picture := d.picture("photo.png", "image/png")
	d.ana("messages", `{"to":"4930555000","channel":"whatsapp","kind":"image","mediaId":"`+picture+`","caption":"see here"}`)
	d.shows(`#rows li[data-kind="image"][data-own="false"][data-link^="https://inbox.example.test/api/v1/media/"]`, "see here")
	d.holds(`[...document.querySelectorAll("#rows img")].every((i) => i.complete && i.naturalWidth > 0)`)
}

// sends writes and watches the ticks: each comes once and in order.
func (d *desk) sends() {
	d.t.Helper()
	require.NoError(d.t, chromedp.Do(d.ctx, chromedp.SendKeys(chromedp.CSS("#text"), "Of course")))
	d.press("#send")
	d.shows(`#rows li[data-own="true"][data-who="demoadmin"][data-tick="waiting"]`, "Of course")
	d.has("#text", "")
	d.passes("1s")
	d.shows(`#rows li[data-tick="delivered"][data-steps="sent delivered"]`, "Of course")
	d.ana("read", `{"sender":"4930555000","channel":"whatsapp"}`)
	d.shows(`#rows li[data-tick="read"][data-steps="sent delivered read"]`, "Of course")
	require.Contains(d.t, d.bench("GET", "/handsets/491700000001/screen", ""), "Of course")

	d.press(`#rows li[data-own="false"] .like`)
	d.shows(`#rows li[data-own="false"][data-reaction="👍"]`, "Good morning")
	sent := d.read(`document.querySelector('#rows li[data-own="true"]').dataset.waba`)
	d.ana("messages", `{"to":"4930555000","channel":"whatsapp","kind":"reaction","message":"`+sent+`","emoji":"🙂"}`)
	d.shows(`#rows li[data-own="true"][data-reaction="🙂"]`, "Of course")
}

func (d *desk) sendsFiles() {
	d.t.Helper()
	d.enter("#text", "our shop")
	d.upload("#file", "photo.jpg")
	d.shows(`#rows li[data-kind="image"][data-own="true"]`, "our shop")
	d.holds(`[...document.querySelectorAll("#rows img")].length === 2 && [...document.querySelectorAll("#rows img")].every((i) => i.complete && i.naturalWidth > 0)`)
	d.upload("#file", "document.pdf")
	d.shows(`#rows li[data-kind="document"][data-own="true"]`, "document.pdf")
	d.passes("1s")
	d.shows(`#rows li[data-kind="document"][data-tick="delivered"]`, "document.pdf")
}

func (d *desk) sendsTemplates() {
	d.t.Helper()
	d.press("#refresh-templates")
	d.shows("#notice", "templates are read again")
	d.passes("3s")
	d.shows("#notice", "templates read")
	d.enter("#template", "delivery_choice")
	d.enter("#parameters", "4711")
	d.press("#send-template")
	d.shows(`#rows li[data-kind="template"][data-own="true"]`, "delivery_choice")
	d.passes("1s")
	d.shows(`#rows li[data-kind="template"][data-tick="delivered"]`, "delivery_choice")
	sent := d.read(`document.querySelector('#rows li[data-kind="template"]').dataset.waba`)
	d.ana("tap", `{"message":"`+sent+`","button":"Today"}`)
	d.shows(`#rows li[data-kind="button"][data-own="false"]`, "Today")
}

func (d *desk) sendsInteractiveMessages() {
	d.t.Helper()
	d.press("#ask-place")
	d.shows(`#rows li[data-kind="interactive"][data-own="true"]`, "Where are you?")
	d.ana("messages", `{"to":"4930555000","channel":"whatsapp","kind":"location","latitude":48.1,"longitude":11.5}`)
	d.shows(`#rows li[data-kind="location"][data-own="false"]`, "")
	d.press("#offer-link")
	d.shows(`#rows li[data-kind="interactive"][data-own="true"]`, "Have a look")
	d.press("#send-card")
	d.shows(`#rows li[data-kind="contacts"][data-own="true"]`, "Ben Kruse")
	d.passes("1s")
	d.shows(`#rows li[data-kind="contacts"][data-tick="delivered"]`, "Ben Kruse")
}

func (d *desk) tags() {
	d.t.Helper()
	d.enter("#add-tag", "1")
	d.shows(`#tags li[data-id="1"]`, "vip")
	d.shows(anaChat+`[data-tags="vip"]`, "Ana Lopes")
	d.shows("#history li", "demoadmin added vip")
	d.enter("#of-tag", "2")
	d.lacks("#chats li")
	d.enter("#of-tag", "1")
	d.shows(anaChat, "Ana Lopes")
	d.press("#tags .untag")
	d.shows("#history li", "demoadmin removed vip")
	d.lacks("#tags li")
	d.enter("#of-tag", "")
}

func (d *desk) assigns() {
	d.t.Helper()
	d.enter("#assign-user", "1")
	d.shows("#history li", "demoadmin assigned demoadmin")
	d.shows(anaChat+`[data-user="demoadmin"]`, "Ana Lopes")
	d.press("#mine")
	d.shows(anaChat, "Ana Lopes")
	d.enter("#assign-group", "4")
	d.shows("#history li", "demoadmin assigned Support")
	d.has("#assign-group", "4")
	d.enter("#assign-user", "")
	d.shows("#history li", "demoadmin assigned nobody")
	d.press("#mine")
	d.shows(anaChat+`[data-user=""][data-group="Support"]`, "Ana Lopes")
	d.press("#resolve")
	d.shows(anaChat+`[data-resolved="true"]`, "Ana Lopes")
	d.holds(`resolve.dataset.resolved === "true"`)
}

func (d *desk) searches() {
	d.t.Helper()
	d.enter("#search", "morning")
	d.shows(`#found li[data-wa-id="491700000001"]`, "Good morning")
	d.lacks("#chats li")
	d.enter("#search", "+49 1700")
	d.shows(anaChat, "Ana Lopes")
	d.enter("#search", "")
	d.lacks("#found li")
	d.shows(anaChat, "Ana Lopes")
}

func (d *desk) usesSavedResponses() {
	d.t.Helper()
	d.enter("#new-answer", "We open at nine & close at six")
	d.press("#keep-answer")
	d.shows("#saved li", "nine & close")
	d.enter("#find-answer", "CLOSE AT")
	d.shows("#saved li", "nine & close")
	d.press("#saved .use")
	d.has("#text", "We open at nine & close at six")
	d.press("#send")
	d.shows(`#rows li[data-own="true"]`, "We open at nine & close at six")
	d.press("#saved .drop")
	d.lacks("#saved li")
	d.enter("#find-answer", "")
}

func (d *desk) editsTheProfile() {
	d.t.Helper()
	for selector, text := range map[string]string{
		"#address": "Hauptstraße 1", "#description": "Lamps", "#email": "hello@shop.example", "#vertical": "RETAIL",
		"#websites": "https://shop.example/ https://lamps.example/", "#about": "Ask us",
	} {
		d.enter(selector, text)
	}
	d.press("#save-profile")
	d.shows("#notice", "profile saved")
	d.holds(`photo.dataset.type === "image/png"`)
	d.upload("#new-photo", "photo.jpg")
	d.shows("#notice", "settings are read again")
	d.passes("3s")
	d.shows("#notice", "photo changed")
	d.holds(`photo.dataset.type === "image/jpeg" && photo.complete && photo.naturalWidth > 0`)
	d.enter("#old-secret", "wabbit-sandbox")
	d.enter("#new-secret", "another one")
	d.press("#change-secret")
	d.shows("#notice", "password changed")
}

// comesBack loads the page again at the address of the open chat.
func (d *desk) comesBack() {
	d.t.Helper()
	require.NoError(d.t, chromedp.Do(d.ctx, chromedp.Reload()))
	d.holds(`location.pathname === "/main/chat/491700000001" && document.body.dataset.live === "success"`)
	d.shows(`#rows li[data-tick="read"]`, "Of course")
	d.shows(`#rows li[data-own="false"][data-reaction="👍"]`, "Good morning")
	d.shows("#history li", "demoadmin removed vip")
	d.shows("#history li", "demoadmin assigned Support")
	d.shows(anaChat+`[data-group="Support"][data-resolved="true"][data-new="0"]`, "Ana Lopes")
	d.has("#address", "Hauptstraße 1")
	d.has("#websites", "https://shop.example/ https://lamps.example/")
	d.has("#vertical", "RETAIL")
	d.has("#about", "Ask us")
	d.press("#drop-photo")
	d.shows("#notice", "photo removed")
}

func (d *desk) leaves() {
	d.t.Helper()
	d.press("#available")
	d.shows(`#colleagues li[data-available="false"]`, "demoadmin")
	d.press("#available")
	d.shows(`#colleagues li[data-available="true"]`, "demoadmin")
	d.press("#leave")
	d.shows("#login", "Log in")
	d.holds(`location.pathname === "/" && localStorage.getItem("token") === null && document.body.dataset.live === "closed 1000"`)
}
