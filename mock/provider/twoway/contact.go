package twoway

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// The suffixes of platform ids (twoway 4.1 ContactID).
const (
	personSuffix    = "@s.whatsapp.net"
	groupSuffix     = "@g.us"
	broadcastSuffix = "@broadcast"
)

// contact is a person, a group or a list of an account, with its chat when it has one.
type contact struct {
	account       *account
	id            string
	kind          string // individual, group, broadcast, post
	cursor        string
	name          *string
	platformNames []string
	created       time.Time
	updated       time.Time
	phone         *string
	email         *string
	img           *contactImg
	tags          []contactTag
	assignee      string
	assigner      string
	sent          int
	received      int
	own           bool // the number of the account itself: in no list (twoway 5.6)
	chat          *chat
}

type contactImg struct {
	URL       string `json:"url,omitempty"`
	FullURL   string `json:"fullUrl,omitempty"`
	FetchedAt string `json:"fetchedAt,omitempty"`
}

// contactTag is a tag on a contact, with a value a custom field (twoway 4.4).
type contactTag struct {
	Name   string  `json:"name"`
	Value  *string `json:"value"`
	Remove bool    `json:"remove,omitempty"`
}

// contactView is a contact as answers show it (twoway 4.4 Contact).
type contactView struct {
	ID               string       `json:"id"`
	AccountID        string       `json:"accountId"`
	Cursor           string       `json:"cursor"`
	Type             string       `json:"type"`
	Name             *string      `json:"name"`
	PlatformNames    []string     `json:"platformNames"`
	CreatedAt        string       `json:"createdAt"`
	UpdatedAt        string       `json:"updatedAt"`
	PhoneNumber      *string      `json:"phoneNumber"`
	Email            *string      `json:"email"`
	Img              *contactImg  `json:"img"`
	Tags             []contactTag `json:"tags"`
	Assignee         *string      `json:"assignee"`
	Assigner         *string      `json:"assigner"`
	MessagesSent     int          `json:"messagesSent"`
	MessagesReceived int          `json:"messagesReceived"`
	Chat             *contactChat `json:"chat,omitempty"`
}

type contactChat struct {
	LastMessage string `json:"lastMessage"`
}

func (c *contact) view() contactView {
	return contactView{
		ID: c.id, AccountID: c.account.id, Cursor: c.cursor, Type: c.kind, Name: c.name, PlatformNames: slices.Clone(c.platformNames),
		CreatedAt: stamp(c.created), UpdatedAt: stamp(c.updated), PhoneNumber: c.phone, Email: c.email, Img: c.img,
		Tags: slices.Clone(c.tags), Assignee: textOrNil(c.assignee), Assigner: textOrNil(c.assigner),
		MessagesSent: c.sent, MessagesReceived: c.received,
	}
}

func textOrNil(text string) *string {
	if text == "" {
		return nil
	}
	return &text
}

// digitsOf is a text without everything that is no digit.
func digitsOf(text string) string {
	return strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, text)
}

// contactID reads an id as callers write it: a bare number, with or without plus, means the person (twoway 4.1 ContactID).
func (a *account) contactID(text string) string {
	bare := strings.TrimPrefix(text, "+")
	switch {
	case bare == "" || digitsOf(bare) != bare:
		return text
	case a.kind == typeTikTok:
		return bare
	}
	return bare + personSuffix
}

// numberOf is the number behind the id of a person; empty for anything else.
func numberOf(id string) string {
	digits, _, _ := strings.Cut(id, "@")
	if strings.HasSuffix(id, groupSuffix) || strings.HasSuffix(id, broadcastSuffix) || digitsOf(digits) != digits {
		return ""
	}
	return digits
}

// newContact makes a contact; the caller tells of it.
func (t *tx) newContact(a *account, id string) *contact {
	c := &contact{
		account: a, id: id, kind: "individual", cursor: t.nextCursor(), platformNames: []string{}, tags: []contactTag{},
		created: t.now, updated: t.now,
	}
	switch {
	case strings.HasSuffix(id, groupSuffix):
		c.kind = "group"
	case strings.HasSuffix(id, broadcastSuffix):
		c.kind = "broadcast"
	default:
		c.phone = textOrNil(numberOf(id))
	}
	a.contacts[id] = c
	return c
}

// nextCursor is a sort key of 24 hexadecimal digits that grows with every thing that is made.
func (t *tx) nextCursor() string {
	t.p.serial++
	return fmt.Sprintf("%08x%016x", uint32(t.now.Unix()), t.p.serial)
}

// isCursor tells whether a text has the form of such a key.
func isCursor(text string) bool {
	return len(text) == 24 && strings.Trim(text, "0123456789abcdef") == ""
}

// contactIDs are the identifying members of contacts, chats and groups in events.
var (
	contactIDs = []string{"id", "accountId"}
	chatIDs    = []string{"accountId", "id"}
)

// touched tells which members of a contact have changed.
func (t *tx) touched(c *contact, members ...string) {
	c.updated = t.now
	t.update("contact-update", c.account, c.view(), contactIDs, append(members, "updatedAt")...).of(c)
}

// inserted tells that a contact is new.
func (t *tx) inserted(c *contact) { t.insert("contact-insert", c.account, c.view()).of(c) }

// allContacts are those of a team in the order of their making, without the own numbers.
func (t *tx) allContacts(team *team) (all []*contact) {
	for _, a := range t.p.accounts {
		if a.team != team {
			continue
		}
		for _, c := range a.contacts {
			if !c.own {
				all = append(all, c)
			}
		}
	}
	slices.SortFunc(all, func(a, b *contact) int { return strings.Compare(a.cursor, b.cursor) })
	return all
}
