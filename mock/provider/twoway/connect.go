package twoway

import (
	"encoding/base64"
	"slices"
	"time"

	"github.com/mynah-sim/mynah/mock/network"
)

// The times of a connection (twoway 5.1, 5.11).
const (
	qrLife      = 20 * time.Second
	qrMost      = 6
	reconnect   = time.Second
	historySync = 2 * time.Second
	staleAfter  = 72 * time.Hour
)

// open starts the connection of a closed account: the table of twoway 5.1. Where two rows fit, the one that names the type wins.
func (t *tx) open(a *account) error {
	switch {
	case (a.kind == typeBusiness || a.kind == typeTikTok) && a.credentials == nil:
		return errNoCredential
	case a.kind == typeBusiness && a.info["status"] != "approved":
		a.problem = "Account is not approved"
		t.changed(a, "error")
		return nil
	}
	t.cancel("stale " + a.id)
	switch {
	case a.kind == typeMock:
		t.takeNumber(a, t.numberFor(a))
		t.opened(a, "userId", "canLogin", "lastLoginAt")
	case a.canLogin:
		t.connecting(a)
		t.after(reconnect, "connect "+a.id, "reconnect", a, "")
	default:
		a.qrs = 0
		a.state = stateConnecting
		t.showQR(a)
	}
	return nil
}

func (t *tx) connecting(a *account) {
	a.state = stateConnecting
	t.changed(a, "state", "stateInfo")
}

// showQR shows the next code, or gives up after the last one.
func (t *tx) showQR(a *account) {
	a.qrs++
	if a.qrs > qrMost {
		t.disconnect(a)
		a.problem = "QR refs attempts ended"
		t.changed(a, "state", "error", "stateInfo", "lastClosedAt")
		return
	}
	secret := t.p.chance.draw("codes")
	code := "2@" + base64.RawStdEncoding.EncodeToString(secret[:24]) + "," + base64.StdEncoding.EncodeToString(secret[24:])
	t.offer(a, code)
	a.know(map[string]any{"qr": code})
	t.changed(a, "state", "stateInfo")
	t.after(qrLife, "connect "+a.id, "qr", a, "")
}

// offer shows a code to the phones of the network in place of the one before it; an empty one takes it back.
func (t *tx) offer(a *account, code string) {
	if old, _ := a.info["qr"].(string); old != "" {
		t.p.net.WithdrawLink(old)
	}
	if code != "" {
		_ = t.p.net.OfferLink(a.team.owner, code) // the account of a team is always there
	}
}

// scanned is a phone that has scanned a code that is shown now.
func (t *tx) scanned(e network.Event) {
	for _, a := range t.p.accounts {
		if code, _ := a.info["qr"].(string); a.state != stateConnecting || code == "" || code != e.Text || a.team.owner != e.Account {
			continue
		}
		t.cancel("connect " + a.id)
		a.info = map[string]any{}
		t.takeNumber(a, e.Sender)
		t.loggedOn(a)
		return
	}
}

// loggedOn opens an account after a login, and syncs the history that its phone holds.
func (t *tx) loggedOn(a *account) {
	business := t.p.net.Contact(a.number).Business
	a.know(map[string]any{"receivedPendingNotifications": false, "isBusiness": business, "isSyncingHistory": a.settings.EnableHistorySync, "sync": map[string]any{}})
	a.busy = a.settings.EnableHistorySync
	t.opened(a, "userId", "canLogin", "lastLoginAt")
}

// takeNumber makes a number the account's own.
func (t *tx) takeNumber(a *account, number string) {
	a.number, a.canLogin = number, true
	a.linked = t.linked(a)
	t.ownContact(a)
}

// linked tells whether the number is that of a phone, and makes the number known to the network if nobody has it yet.
func (t *tx) linked(a *account) bool {
	s, err := t.p.net.Sender(network.WhatsApp, a.number)
	if err == nil {
		_ = t.p.net.AddSender(network.Sender{ID: a.number, Channel: network.WhatsApp, Account: a.team.owner}) // bound, where the world lets it
		return s.Kind == "linked"
	}
	kind := "linked"
	if a.kind == typeBusiness {
		kind = "api"
	}
	s = network.Sender{ID: a.number, Channel: network.WhatsApp, Account: a.team.owner, Name: a.nickname, Kind: kind, State: network.Disconnected}
	if kind == "api" {
		s.WABA = "1033" + a.number
		_ = t.p.net.AddWABA(network.WABA{ID: s.WABA, Name: a.nickname, Catalog: a.catalog}) // it may be there from an earlier login
	}
	_ = t.p.net.AddSender(s) // nobody has the number: asked above
	return kind == "linked"
}

// numberFor is the number of a test account: the one that the bench made for it, else one from the seed.
func (t *tx) numberFor(a *account) string {
	if a.number != "" {
		return a.number
	}
	for _, s := range t.p.net.SendersOf(a.team.owner, network.WhatsApp) {
		if s.Kind == "linked" && !slices.ContainsFunc(t.p.accounts, func(o *account) bool { return o.number == s.ID }) {
			return s.ID
		}
	}
	return "659" + t.p.chance.digits("numbers", 7)
}

// ownContact is the contact of the account itself: in groups and in Account.user only (twoway 5.6).
func (t *tx) ownContact(a *account) {
	id := a.userID()
	c := a.contacts[id]
	if c == nil {
		c = t.newContact(a, id)
	}
	c.own = true
	if name := t.p.net.Contact(a.number).Name; name != "" {
		c.platformNames = []string{name}
	}
	a.self = c
}

// opened is an account that is connected now: what was held arrives, and what is due goes out.
func (t *tx) opened(a *account, members ...string) {
	a.state, a.problem, a.login = stateOpen, "", t.now
	if a.number == "" {
		t.takeNumber(a, t.numberFor(a))
	}
	a.know(map[string]any{"qr": nil})
	if a.kind == typeTikTok {
		a.know(map[string]any{"isSyncing": true, "chatsSynced": len(a.chats())})
	}
	t.changed(a, append([]string{"state", "error", "stateInfo"}, members...)...)
	t.switchSender(a, network.Connected)
	if a.busy {
		t.after(historySync, "sync "+a.id, "history", a, "")
		return
	}
	wait := time.Duration(0)
	if a.kind == typeTikTok {
		wait = historySync
	}
	t.after(wait, "sync "+a.id, "caught up", a, "")
}

// caughtUp is an account that has received everything that waited for it.
func (t *tx) caughtUp(a *account) {
	switch {
	case a.kind == typeTikTok:
		a.know(map[string]any{"isSyncing": false, "chatsSynced": len(a.chats()), "syncCompletedAt": stamp(t.now)})
		t.changed(a, "stateInfo")
	case a.kind != typeBusiness && a.info["receivedPendingNotifications"] != true:
		a.know(map[string]any{"receivedPendingNotifications": true})
		t.changed(a, "stateInfo")
	}
	t.refreshGroups(a)
	t.sendDue(a)
}

// switchSender tells the network whether the number is connected; another open account with the same number keeps it so.
func (t *tx) switchSender(a *account, state network.SenderState) {
	if a.number == "" {
		return
	}
	for _, o := range t.p.accounts {
		if state == network.Disconnected && o != a && o.number == a.number && o.state == stateOpen {
			return
		}
	}
	_ = t.p.net.ChangeSender(network.WhatsApp, a.number, func(s network.Sender) network.Sender { // takeNumber has made it
		s.State = state
		return s
	})
}

// disconnect closes the connection; the caller tells of it. Credentials stay.
func (t *tx) disconnect(a *account) {
	if a.state == stateClose {
		return
	}
	t.cancel("connect " + a.id)
	t.cancel("sync " + a.id)
	t.offer(a, "")
	a.know(map[string]any{"qr": nil})
	a.state, a.cut, a.closed = stateClose, false, t.now
	if a.busy {
		a.busy = false
		a.know(map[string]any{"isSyncingHistory": false})
	}
	t.switchSender(a, network.Disconnected)
	for _, c := range a.chats() {
		c.presences, c.subscribed = nil, time.Time{}
	}
	t.growStale(a)
}

// growStale plans the notice about an account that stays closed (twoway 3.2).
func (t *tx) growStale(a *account) { t.after(staleAfter, "stale "+a.id, "stale", a, "") }

// grownStale is an account that has been closed for three days.
func (t *tx) grownStale(a *account) {
	t.tell("stale-account-notification", a.team, a.id, map[string]string{"accountId": a.id})
}

// logOut closes an account and clears its credentials (twoway 2.1). why is told as the account's error; empty: nothing is wrong.
func (t *tx) logOut(a *account, why string) {
	t.disconnect(a)
	t.forgetDevice(a)
	a.logout, a.closed = t.now, t.now
	a.canLogin, a.credentials, a.self = a.kind == typeMock, nil, nil
	if a.kind != typeMock {
		a.number = ""
	}
	members := []string{"state", "lastClosedAt", "lastLogoutAt", "canLogin", "credentials", "userId", "stateInfo"}
	if why != "" {
		a.problem, members = why, append(members, "error")
	}
	t.changed(a, members...)
}

// forgetDevice takes the linked device off the phone (twoway 2.1 accountsLogout).
func (t *tx) forgetDevice(a *account) {
	if a.number == "" || !a.linked || slices.ContainsFunc(t.p.accounts, func(o *account) bool { return o != a && o.number == a.number }) {
		return
	}
	_ = t.p.net.Unlink(a.team.owner, a.number) // the phone may have done it before
	a.linked = false
}

// unlinked is a phone that has logged the device out (twoway 5.1).
func (t *tx) unlinked(e network.Event) {
	for _, a := range t.p.accounts {
		if a.number == e.Sender && a.linked && a.kind != typeBusiness {
			a.linked = false
			t.logOut(a, "Logged out by the primary device")
		}
	}
}

// cutOff is a number that has lost its connection, or has it again: the account connects by itself when the trouble is over
// (twoway 5.1, F42). What the account itself does to its number changes nothing here, since it is closed or open already.
func (t *tx) cutOff(e network.Event) {
	if e.Altered == nil || e.Altered.Property != "state" {
		return
	}
	connected := e.Altered.New == string(network.Connected)
	for _, a := range t.p.accounts {
		switch {
		case a.number != e.Sender || a.team.owner != e.Account || e.Altered.New == string(network.UnregisteredSender):
		case a.state == stateOpen && !connected:
			a.state, a.cut, a.problem = stateConnecting, true, "Connection lost: "+e.Altered.New
			t.changed(a, "state", "error", "stateInfo")
		case a.state == stateConnecting && a.cut && connected:
			a.state, a.cut, a.problem = stateOpen, false, ""
			t.changed(a, "state", "error", "stateInfo")
			t.sendDue(a)
		}
	}
}
