package network

import (
	"slices"
	"time"
)

// AppSync is what the business app of a shared number can be asked to tell, each once (network 3.16).
type AppSync string

// The synchronisations: the people in the app, told again whenever they change, and the messages that it holds.
const (
	SyncContacts AppSync = "contacts"
	SyncHistory  AppSync = "history"
)

// syncTime is how long after the app and the platform came to share the number a synchronisation can be asked for.
const syncTime = 24 * time.Hour

// sharedSince notes that the business app shares a number from now on, or no more.
func (s *sender) sharedSince(now int64, before bool) {
	if s.App && !before {
		s.appSince, s.synced = now, nil
	}
}

// SyncApp asks the business app of a number for its contacts, its history, or both: an event for each contact, then one for each message,
// oldest first. Each is told once, ErrSyncedAlready afterwards, and only in the first 24 hours, ErrSyncLate. A number that no app shares
// is ErrNotLinked.
func (n *Network) SyncApp(account, number string, what ...AppSync) error {
	return n.do(func(t *tx) error {
		s, err := n.ownSender(account, WhatsApp, number)
		switch {
		case err != nil:
			return err
		case !s.App:
			return ErrNotLinked
		case slices.ContainsFunc(what, func(w AppSync) bool { return slices.Contains(s.synced, w) }):
			return ErrSyncedAlready
		case t.now() >= s.appSince+int64(syncTime):
			return ErrSyncLate
		}
		s.synced = append(slices.Clone(s.synced), what...)
		if slices.Contains(what, SyncContacts) {
			t.tellAppContacts(s)
		}
		if slices.Contains(what, SyncHistory) {
			t.tellAppHistory(s)
		}
		return nil
	})
}

// tellAppContacts tells the people with whom an app has a chat, oldest chat first.
func (t *tx) tellAppContacts(s *sender) {
	for place := uint32(1); place <= t.n.chats.n; place++ {
		if c := t.n.chats.at(place); c.sender == s.place && c.count > 0 && t.n.groupAt(c.person) == nil {
			t.appContact(s, c.person, "add")
		}
	}
}

func (t *tx) appContact(s *sender, person uint32, what string) {
	t.append(Event{
		Kind: AppContact, Account: s.Account, Channel: WhatsApp, Sender: s.ID, Number: t.n.people.at(person).number, Text: what,
	})
}

// tellAppHistory tells the messages of an app, oldest first.
func (t *tx) tellAppHistory(s *sender) {
	for place := uint32(1); place <= t.n.messages.n; place++ {
		m := t.n.messages.at(place)
		if c := t.n.chats.at(m.chat); c.sender == s.place && t.n.groupAt(c.person) == nil {
			t.append(t.about(m, Event{Kind: AppHistory}))
		}
	}
}

// metInApp tells a person who has come to an app whose contacts were told; leftApp one who has gone.
func (t *tx) metInApp(s *sender, person uint32) {
	if s.App && slices.Contains(s.synced, SyncContacts) && t.n.groupAt(person) == nil {
		t.appContact(s, person, "add")
	}
}

func (t *tx) leftApp(person uint32) {
	for at := t.n.people.at(person).first; at != 0; at = t.n.chats.at(at).next {
		if s := t.n.senders[t.n.chats.at(at).sender-1]; s.App && slices.Contains(s.synced, SyncContacts) {
			t.appContact(s, person, "remove")
		}
	}
}
