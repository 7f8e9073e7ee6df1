package twoway

import (
	"slices"
	"strings"
	"time"

	"github.com/mynah-sim/mynah/mock/network"
)

type chatsGetIn struct {
	Count                 *int     `query:"count"`
	Page                  string   `query:"page"`
	Archive               *bool    `query:"archive"`
	Unread                *bool    `query:"unread"`
	HasPendingMessage     *bool    `query:"hasPendingMessage"`
	Mentioned             string   `query:"mentioned"`
	HasUnsolvedNote       *bool    `query:"hasUnsolvedNote"`
	HasFailedMessage      *bool    `query:"hasFailedMessage"`
	LastMessageFromMe     *bool    `query:"lastMessageFromMe"`
	Tags                  []string `query:"tags"`
	NotTags               []string `query:"notTags"`
	Contacts              []string `query:"contacts"`
	Q                     string   `query:"q"`
	Assignee              []string `query:"assignee"`
	AccountID             []string `query:"accountId"`
	Type                  string   `query:"type"`
	ReturnUnreadChatCount bool     `query:"returnUnreadChatCount"`
}

type chatsList struct {
	NextPage        string     `json:"nextPage,omitempty"`
	UnreadChatCount *int       `json:"unreadChatCount,omitempty"`
	HasMoreUnread   *bool      `json:"hasMoreUnread,omitempty"`
	Chats           []chatView `json:"chats"`
}

// mostUnread is up to where unread chats are counted (twoway 5.6).
const mostUnread = 100

// chatsGet lists chats, the most recent first (twoway 2.2).
func chatsGet(t *tx, who *caller, in chatsGetIn) (chatsList, error) {
	if in.Page != "" && !isChatCursor(in.Page) {
		return chatsList{}, errCursor
	}
	found := t.chatsFor(who, in)
	out := chatsList{Chats: []chatView{}}
	if in.ReturnUnreadChatCount {
		unread := 0
		for _, c := range found {
			if c.unread > 0 {
				unread++
			}
		}
		out.UnreadChatCount, out.HasMoreUnread = new(min(unread, mostUnread)), new(unread > mostUnread)
	}
	if in.Page != "" {
		found = slices.DeleteFunc(found, func(c *chat) bool { return c.cursor() >= in.Page })
	}
	size := pageSize
	if in.Count != nil {
		size = *in.Count
	}
	for _, c := range found[:min(size, len(found))] {
		out.Chats = append(out.Chats, c.view())
	}
	if len(found) > size {
		out.NextPage = found[size-1].cursor()
	}
	return out, nil
}

// chatsFor are the chats that a caller may see and that match the filters, in the order of the list.
func (t *tx) chatsFor(who *caller, in chatsGetIn) (found []*chat) {
	f := contactFilter{
		Tags: in.Tags, NotTags: in.NotTags, Contacts: in.Contacts, Q: in.Q, Assignee: in.Assignee, AccountID: in.AccountID, Type: in.Type,
	}
	match := t.matcher(who.team, f)
	narrowed := !who.scopes.has("CHATS_ACCESS_ALL")
	for _, contact := range t.allContacts(who.team) {
		if c := contact.chat; c != nil && who.sees(contact, narrowed) && in.takes(c) && match(contact) {
			found = append(found, c)
		}
	}
	slices.SortFunc(found, func(a, b *chat) int { return strings.Compare(b.cursor(), a.cursor()) })
	return found
}

// takes judges the filters that look at the chat itself.
func (in *chatsGetIn) takes(c *chat) bool {
	v := c.bare()
	is := func(want *bool, have bool) bool { return want == nil || *want == have }
	if in.LastMessageFromMe != nil {
		newest := c.newestMessage()
		if newest == nil || newest.fromMe != *in.LastMessageFromMe {
			return false
		}
	}
	return is(in.Archive, c.archive) && is(in.Unread, c.unread > 0) && is(in.HasPendingMessage, v.HasPendingMessage) &&
		is(in.HasUnsolvedNote, v.HasUnsolvedNote) && is(in.HasFailedMessage, v.HasFailedMessage) &&
		(in.Mentioned == "" || slices.Contains(c.mentions, in.Mentioned))
}

type chatsPatchIn struct {
	AccountID string `path:"accountId"`
	ID        string `path:"id"`
	Body      struct {
		Action string `json:"action"`
		Value  bool   `json:"value"`
	}
}

// chat finds a chat that the caller may see, where an operation lists the scopes of chats.
func (t *tx) chat(who *caller, accountID, id string) (*chat, error) {
	a, err := t.account(who.team, accountID)
	if err != nil {
		return nil, err
	}
	c, err := a.chatOf(id)
	if err != nil {
		return nil, err
	}
	if !who.sees(c.contact, !who.scopes.has("CHATS_ACCESS_ALL")) {
		return nil, errScope
	}
	return c, nil
}

// chatsPatch changes the state of a chat (twoway 2.2).
func chatsPatch(t *tx, who *caller, in chatsPatchIn) (chatView, error) {
	c, err := t.chat(who, in.AccountID, in.ID)
	if err != nil {
		return chatView{}, err
	}
	before := c.watch()
	switch on := in.Body.Value; in.Body.Action {
	case "archive":
		c.archive = on
	case "pin":
		c.pin = t.since(c.pin, on)
	case "mute":
		c.mute = t.since(c.mute, on)
	case "read":
		t.read(who, c, on)
	case "delete":
		if on {
			out := c.view()
			t.deleteChat(c)
			return out, nil
		}
	}
	t.tellChat(before)
	return c.view(), nil
}

// since is the time from which something holds; it stays when it holds already.
func (t *tx) since(was *int64, on bool) *int64 {
	switch {
	case !on:
		return nil
	case was != nil:
		return was
	}
	now := t.now.UnixMilli()
	return &now
}

// read marks a chat as read or unread. While the account is open the other side is told (twoway 2.2 chatsPatch).
func (t *tx) read(who *caller, c *chat, on bool) {
	if !on {
		c.unread = max(1, c.unread)
		return
	}
	c.unread = 0
	c.mentions = slices.DeleteFunc(slices.Clone(c.mentions), func(id string) bool { return id == who.user.id })
	var newest network.ID
	for _, m := range c.messages {
		if !m.fromMe && m.status == statusDelivered {
			m.status = statusRead
			t.altered(m, "status")
			newest = m.net
		}
	}
	a := c.contact.account
	if a.state == stateOpen && !newest.IsZero() {
		t.later(func(t *tx) { _ = t.p.net.MarkRead(a.team.owner, newest, false) }) // it was received by this number
	}
}

// deleteChat takes a chat away with all its messages; the contact stays.
func (t *tx) deleteChat(c *chat) {
	for _, m := range slices.Clone(c.messages) {
		t.drop(m)
	}
	t.remove("chat-delete", c.contact.account, c.bare(), chatIDs...).of(c.contact)
	c.contact.chat = nil
}

type presenceIn struct {
	AccountID string `path:"accountId"`
	ID        string `path:"id"`
	Presence  string `query:"presence"`
}

// The times of presence (twoway 5.4).
const (
	typingLapses  = 25 * time.Second
	presenceLapse = 24 * time.Hour
)

// chatsPresencePost publishes the presence of the account in a chat (twoway 2.2, 5.4).
func chatsPresencePost(t *tx, who *caller, in presenceIn) (success, error) {
	c, err := t.chat(who, in.AccountID, in.ID)
	if err != nil {
		return success{}, err
	}
	a := c.contact.account
	if a.state != stateOpen {
		return success{}, errNotOpen
	}
	t.publish(c, who.user.id, in.Presence)
	key := "presence " + a.id + " " + c.contact.id
	switch in.Presence {
	case "typing":
		t.after(typingLapses, key, "lapse", a, c.contact.id+" "+who.user.id)
	case "available":
		t.cancel(key)
		c.subscribed = t.now.Add(presenceLapse)
	case "unavailable":
		t.cancel(key)
		c.subscribed = time.Time{}
	default:
		t.cancel(key)
	}
	return success{true}, nil
}

// lapsed is typing that nobody has ended.
func (t *tx) lapsed(a *account, rest string) {
	id, user, _ := strings.Cut(rest, " ")
	if c, err := a.chatOf(id); err == nil && a.state == stateOpen {
		t.publish(c, user, "stoppedTyping")
	}
}

// publish shows the presence of the account in a chat, and tells subscribers of it.
func (t *tx) publish(c *chat, user, presence string) {
	a := c.contact.account
	t.appear(c, presenceView{ContactID: a.userID(), UserID: user, Type: presence})
	t.later(func(t *tx) {
		_ = t.p.net.ShowPresence(a.team.owner, a.number, addressOf(c.contact), network.Presence(presence)) // the number is the account's
	})
}

// appear notes the presence of somebody in a chat: the latest of each (twoway 5.4).
func (t *tx) appear(c *chat, p presenceView) {
	a := c.contact.account
	p.AccountID, p.ID, p.UpdatedAt = a.id, c.contact.id, stamp(t.now)
	known := slices.DeleteFunc(slices.Clone(c.presences), func(o presenceView) bool { return o.ContactID == p.ContactID })
	c.presences = append(known, p)
	t.tell("presence-update", a.team, a.id, p).of(c.contact)
}

// appeared is the presence of a person, where the account has subscribed to it.
func (t *tx) appeared(e network.Event) {
	for _, a := range t.at(e) {
		c, err := a.chatOf(a.contactID(e.Number))
		if err != nil || t.now.After(c.subscribed) {
			continue
		}
		t.appear(c, presenceView{ContactID: c.contact.id, Type: e.Text})
	}
}

// endTyping ends the typing of whoever has just written (twoway 5.4).
func (t *tx) endTyping(c *chat, sender string) {
	for _, p := range c.presences {
		if p.ContactID == sender && p.Type == "typing" {
			t.appear(c, presenceView{ContactID: sender, Type: "available"})
			return
		}
	}
}
