package twoway

import (
	"slices"

	"github.com/mynah-sim/mynah/mock/network"
)

// synced takes in what the phone holds (twoway 5.1, history sync): chats, contacts and messages, in batches; then what came meanwhile.
func (t *tx) synced(a *account) {
	history, err := t.p.net.History(a.team.owner, a.number)
	if err != nil {
		history = nil // the number is gone again
	}
	history = slices.DeleteFunc(history, func(m network.Message) bool {
		return m.Made.After(a.login) || m.State == 0 || t.knows(a, m) || skipped(m.Content)
	})
	cut := a.settings.MaxMessageSync != nil && len(history) > *a.settings.MaxMessageSync
	if cut {
		history = history[len(history)-*a.settings.MaxMessageSync:]
	}
	contacts, chats := t.syncChats(a, history, !cut)
	for _, m := range history {
		t.syncMessage(a, m)
	}
	for _, g := range t.p.net.Groups(a.number) {
		t.syncGroup(a, g)
	}
	count := func(n int) map[string]any { return map[string]any{"total": n, "lastRecvAt": stamp(t.now)} }
	a.busy = false
	a.know(map[string]any{
		"isSyncingHistory": false, "receivedPendingNotifications": true,
		"sync": map[string]any{"chats": count(chats), "contacts": count(contacts), "messages": count(len(history))},
	})
	t.changed(a, "stateInfo")
	held := a.held
	a.held = nil
	for _, e := range held {
		t.take(e)
	}
	t.sendDue(a)
}

// skipped tells whether a content makes no message of its own in the inbox.
func skipped(c network.Content) bool {
	_, reaction := c.(network.Reaction)
	return reaction
}

// knows tells whether the account has a message of the network already.
func (t *tx) knows(a *account, m network.Message) bool {
	return t.ownOf(a, m.ID) != nil
}

// ownOf is the account's message that was sent as one of the network.
func (t *tx) ownOf(a *account, id network.ID) *message {
	if m := t.p.byNet[id]; m != nil && m.chat.contact.account == a {
		return m
	}
	return a.ids[outsideID(id)]
}

// syncChats makes the contacts and chats that the messages need, contacts first, each kind in one delivery.
func (t *tx) syncChats(a *account, history []network.Message, entire bool) (contacts, chats int) {
	var fresh []*contact
	for _, m := range history {
		id := chatIDOf(a, m)
		c := a.contacts[id]
		if c == nil {
			c = t.newContact(a, id)
			c.platformNames = t.namesOf(m)
			fresh, contacts = append(fresh, c), contacts+1
			t.inserted(c)
		}
	}
	for _, m := range history {
		if c := a.contacts[chatIDOf(a, m)]; c.chat == nil {
			chat := t.newChat(c)
			chat.entire, chat.newest, chat.created = entire, m.Made, m.Made
			chats++
			t.started(chat)
		}
	}
	return contacts, chats
}

// namesOf are the names on the platform of the person or group of a message's chat.
func (t *tx) namesOf(m network.Message) []string {
	name := m.Name
	if m.Group != "" {
		if g, err := t.p.net.Group(m.Group); err == nil {
			name = g.Name
		}
	}
	if name == "" {
		return []string{}
	}
	return []string{name}
}

// syncMessage stores a message as it stands on the phone: unread is what nobody has read there.
func (t *tx) syncMessage(a *account, from network.Message) {
	c := a.contacts[chatIDOf(a, from)].chat
	m := t.shape(a, c, from)
	if from.Direction == network.Inbound {
		m.status = statusDelivered
		if from.State == network.Read {
			m.status = statusRead
		} else {
			c.unread++
		}
		c.contact.received++
	} else {
		m.status = statusOf(from.State)
		c.contact.sent++
	}
	t.put(m)
	t.stored(m)
}

// statusOf is the status of a sent message by its state in the network.
func statusOf(s network.State) string {
	switch s {
	case network.Delivered:
		return statusDelivered
	case network.Read, network.Played:
		return statusRead
	case network.Failed:
		return statusError
	}
	return statusSent
}

// sendDue hands out everything of an account that is due, in the order of time, then of making (twoway 5.2).
func (t *tx) sendDue(a *account) {
	var due []*message
	for _, c := range a.chats() {
		for _, m := range c.messages {
			if m.status == statusPending && !m.onItsWay && !m.at.After(t.now) {
				due = append(due, m)
			}
		}
	}
	slices.SortFunc(due, func(x, y *message) int {
		if d := x.at.Compare(y.at); d != 0 {
			return d
		}
		return int(x.serial) - int(y.serial)
	})
	for _, m := range due {
		t.dispatch(m)
	}
}
