package twoway

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"
)

// chat is a conversation of an account with one contact.
type chat struct {
	contact       *contact
	created       time.Time
	newest        time.Time // of the newest message; the creation when there is none
	unread        int
	archive       bool
	readOnly      bool
	mute, pin     *int64 // Unix ms
	userGenerated bool
	mentions      []string
	entire        bool
	messages      []*message
	presences     []presenceView
	subscribed    time.Time // the presence of the other side is told until then
}

// chatView is a chat as answers show it (twoway 4.3 Chat).
type chatView struct {
	AccountID               string         `json:"accountId"`
	ID                      string         `json:"id"`
	LastMessage             string         `json:"lastMessage"`
	Unread                  int            `json:"unread"`
	Spam                    bool           `json:"spam"`
	Archive                 bool           `json:"archive"`
	ReadOnly                bool           `json:"readOnly"`
	Mute                    *int64         `json:"mute"`
	Pin                     *int64         `json:"pin"`
	IsUserGenerated         bool           `json:"isUserGenerated"`
	HasPendingMessage       bool           `json:"hasPendingMessage"`
	HasUnsolvedNote         bool           `json:"hasUnsolvedNote"`
	HasFailedMessage        bool           `json:"hasFailedMessage"`
	Mentions                []string       `json:"mentions"`
	DisappearingMessages    *int           `json:"disappearingMessages"`
	HasEntireMessageHistory bool           `json:"hasEntireMessageHistory"`
	Contact                 *contactView   `json:"contact,omitempty"`
	Messages                []messageView  `json:"messages,omitempty"`
	Presences               []presenceView `json:"presences,omitempty"`
	Cursor                  string         `json:"cursor"`
}

// presenceView is the presence of somebody in a chat (twoway 4.3 ChatPresence).
type presenceView struct {
	AccountID string `json:"accountId"`
	ID        string `json:"id"`
	ContactID string `json:"contactId"`
	UserID    string `json:"userId,omitempty"`
	UpdatedAt string `json:"updatedAt"`
	Type      string `json:"type"`
}

// bare is a chat without what is embedded in it.
func (c *chat) bare() chatView {
	return chatView{
		AccountID: c.contact.account.id, ID: c.contact.id, LastMessage: stamp(c.newest), Unread: c.unread, Archive: c.archive,
		ReadOnly: c.readOnly, Mute: c.mute, Pin: c.pin, IsUserGenerated: c.userGenerated,
		HasPendingMessage: c.has(func(m *message) bool { return m.status == statusPending }),
		HasUnsolvedNote:   c.has((*message).unsolved),
		HasFailedMessage:  c.has(func(m *message) bool { return m.status == statusError }),
		Mentions:          append([]string{}, c.mentions...), HasEntireMessageHistory: c.entire, Cursor: c.cursor(),
	}
}

// view is a chat with its contact, its newest message and the known presences (twoway 2.2).
func (c *chat) view() chatView {
	v := c.bare()
	contact := c.contact.view()
	v.Contact = &contact
	if newest := c.newestMessage(); newest != nil {
		v.Messages = []messageView{newest.view()}
	}
	v.Presences = slices.Clone(c.presences)
	return v
}

func (c *chat) has(is func(*message) bool) bool { return slices.ContainsFunc(c.messages, is) }

// newestMessage is the first of the list of messages; nil when there is none.
func (c *chat) newestMessage() *message {
	var newest *message
	for _, m := range c.messages {
		if newest == nil || newestFirst(m, newest) < 0 {
			newest = m
		}
	}
	return newest
}

// newestFirst orders messages: time descending, then id descending (twoway 2.5 messagesGet).
func newestFirst(a, b *message) int {
	return cmp.Or(b.at.Compare(a.at), strings.Compare(b.id, a.id))
}

// cursor is the sort key of the list of chats (twoway 5.6).
func (c *chat) cursor() string {
	flag := func(on bool) string {
		if on {
			return "1"
		}
		return "0"
	}
	id, _, _ := strings.Cut(c.contact.id, "@")
	account := c.contact.account.id
	return fmt.Sprintf("%s%s%012x%s%s", flag(c.pin != nil), flag(!c.archive), c.newest.UnixMilli(), id, account[max(0, len(account)-4):])
}

// isChatCursor tells whether a text has the form of such a key.
func isChatCursor(text string) bool {
	if len(text) < 2+12+1+4 || strings.Trim(text[:2], "01") != "" {
		return false
	}
	return strings.Trim(text[2:14], "0123456789abcdef") == ""
}

// refreshed is what a chat looked like before a change: its flags are told when they differ afterwards.
type snapshot struct {
	chat   *chat
	before chatView
}

// watch remembers how a chat is.
func (c *chat) watch() snapshot { return snapshot{c, c.bare()} }

// tellChat tells which members of a chat differ from a snapshot; nothing when none does.
func (t *tx) tellChat(s snapshot) {
	if members := s.differing(); len(members) > 0 {
		t.update("chat-update", s.chat.contact.account, s.chat.bare(), chatIDs, members...).of(s.chat.contact)
	}
}

func (s snapshot) differing() (members []string) {
	old, now := s.before, s.chat.bare()
	for _, m := range []struct {
		name string
		same bool
	}{
		{"unread", old.Unread == now.Unread}, {"lastMessage", old.LastMessage == now.LastMessage},
		{"archive", old.Archive == now.Archive}, {"readOnly", old.ReadOnly == now.ReadOnly},
		{"mute", old.Mute == now.Mute}, {"pin", old.Pin == now.Pin},
		{"hasPendingMessage", old.HasPendingMessage == now.HasPendingMessage},
		{"hasUnsolvedNote", old.HasUnsolvedNote == now.HasUnsolvedNote},
		{"hasFailedMessage", old.HasFailedMessage == now.HasFailedMessage},
		{"mentions", slices.Equal(old.Mentions, now.Mentions)},
		{"hasEntireMessageHistory", old.HasEntireMessageHistory == now.HasEntireMessageHistory},
		{"cursor", old.Cursor == now.Cursor},
	} {
		if !m.same {
			members = append(members, m.name)
		}
	}
	return members
}

// newChat makes the chat of a contact; the caller tells of it.
func (t *tx) newChat(c *contact) *chat {
	c.chat = &chat{contact: c, created: t.now, newest: t.now, entire: true}
	return c.chat
}

// started tells that a chat is new.
func (t *tx) started(c *chat) { t.insert("chat-insert", c.contact.account, c.bare()).of(c.contact) }

// renew sets the time of the newest message.
func (c *chat) renew() {
	c.newest = c.created
	if newest := c.newestMessage(); newest != nil {
		c.newest = newest.at
	}
}

// chatOf finds the chat of a contact.
func (a *account) chatOf(id string) (*chat, error) {
	c := a.contacts[a.contactID(id)]
	if c == nil || c.chat == nil {
		return nil, errChat
	}
	return c.chat, nil
}
