package wabbit

import (
	"slices"
	"strings"
	"unicode"

	"github.com/mynah-sim/mynah/mock/network"
)

// person is a WhatsApp user that the inbox knows (wabbit 4.2).
type person struct {
	WaID        string      `json:"wa_id"`
	Payload     wabaContact `json:"waba_payload"`
	Initials    string      `json:"initials"`
	LastMessage *int64      `json:"last_message_timestamp"`
	Resolved    bool        `json:"resolved"`
}

type wabaContact struct {
	Profile wabaProfile `json:"profile"`
	WaID    string      `json:"wa_id"`
}

type wabaProfile struct {
	Name string `json:"name"`
}

func (c *chat) contact() wabaContact { return wabaContact{wabaProfile{c.name}, c.waID} }

func (b *inbox) person(c *chat) *person {
	out := &person{WaID: c.waID, Payload: c.contact(), Initials: initials(c.name), Resolved: c.resolved}
	if c.last != 0 {
		last := c.last
		out.LastMessage = &last
	}
	return out
}

// initials are the first letters of the first two words, or the first digit of a number (wabbit 4.2 Person).
func initials(name string) string {
	var out []rune
	for _, word := range strings.Fields(name) {
		first := []rune(word)[0]
		if len(out) == 0 && (unicode.IsDigit(first) || first == '+') {
			return strings.TrimLeft(word, "+")[:1]
		}
		if out = append(out, unicode.ToUpper(first)); len(out) == 2 {
			break
		}
	}
	return string(out)
}

// matches tells whether a search finds a person (wabbit 5.7).
func (c *chat) matches(part string) bool {
	if part == "" {
		return true
	}
	if digits := strings.Map(keepDigits, part); strings.Trim(part, "0123456789+ ") == "" && digits != "" {
		return strings.Contains(c.waID, digits)
	}
	return contains(c.name, part) || strings.Contains(c.waID, part) || contains(initials(c.name), part)
}

func keepDigits(r rune) rune {
	if r >= '0' && r <= '9' {
		return r
	}
	return -1
}

type personsIn struct {
	pageIn
	Search string `query:"search"`
}

func (c *call) listPersons(in personsIn) (page[*person], error) {
	var all []*chat
	for _, one := range c.sorted() {
		if one.matches(sought(in.Search)) {
			all = append(all, one)
		}
	}
	return paged(c, in.pageIn, all, c.person), nil
}

type waIDIn struct {
	WaID string `path:"wa_id"`
}

// chatAt finds the chat that a path names; whether the caller may read it is another question.
func (b *inbox) chatAt(text string) (*chat, error) {
	digits, _ := digitsOf(text)
	if c := b.chats[digits]; c != nil {
		return c, nil
	}
	return nil, errUnknown
}

// readable finds a chat that the caller may read (wabbit 5.1).
func (c *call) readable(text string) (*chat, error) {
	one, err := c.chatAt(text)
	if err == nil && !c.user.reads(one) {
		err = errForbidden
	}
	return one, err
}

// retrievePerson does not ask for rights on chats (wabbit 2.3).
func (c *call) retrievePerson(in waIDIn) (*person, error) {
	one, err := c.chatAt(in.WaID)
	if err != nil {
		return nil, err
	}
	return c.person(one), nil
}

// chatOut is a chat as its viewer sees it (wabbit 4.6).
type chatOut struct {
	Contact     *person      `json:"contact"`
	NewMessages int          `json:"new_messages"`
	WaID        string       `json:"wa_id"`
	LastMessage *message     `json:"last_message"`
	User        *userOut     `json:"assigned_to_user"`
	Group       *group       `json:"assigned_group"`
	Tags        []appliedTag `json:"tags"`
}

func (b *inbox) chatOut(c *chat, v viewer) *chatOut {
	out := &chatOut{
		Contact: b.person(c), WaID: c.waID, User: b.out(c.user, v.base), Group: c.group, Tags: b.applied(c.tags),
	}
	if v.user != nil {
		out.NewMessages = c.fresh(v.user)
	}
	if n := len(c.rows); n > 0 {
		out.LastMessage = b.message(c.rows[n-1], v)
	}
	return out
}

// chatsIn are the filters of the list of chats (wabbit 2.7).
type chatsIn struct {
	pageIn
	Search    string `query:"search"`
	Mine      string `query:"assigned_to_me"`
	Group     *int   `query:"assigned_group"`
	Tag       *int   `query:"chat_tag_id"`
	Since     *int   `query:"messages_since_time"`
	Before    *int   `query:"messages_before_time"`
	Unread    string `query:"unread"`
	Blocked   string `query:"blocked"`
	Reported  string `query:"reported"`
	Referral  string `query:"message_has_referral"`
	SourceURL string `query:"message_referral_source_url"`
	SourceID  string `query:"message_referral_source_id"`
	Source    string `query:"message_referral_source_type"`
	Headline  string `query:"message_referral_headline"`
	Body      string `query:"message_referral_body"`
	Media     string `query:"message_referral_media_type"`
}

func (c *call) listChats(in chatsIn) (page[*chatOut], error) {
	chosen, err := c.chatFilter(in.Mine, in.Group, in.Tag)
	if err != nil {
		return page[*chatOut]{}, err
	}
	var all []*chat
	for _, one := range c.sorted() {
		if chosen(one) && one.matches(sought(in.Search)) && one.within(in.Since, in.Before) && c.flagged(one, in) && c.referred(one, in) {
			all = append(all, one)
		}
	}
	return paged(c, in.pageIn, all, func(one *chat) *chatOut { return c.chatOut(one, c.view()) }), nil
}

// within tells whether some message stands inside an interval.
func (c *chat) within(since, before *int) bool {
	if since == nil && before == nil {
		return true
	}
	for _, r := range c.rows {
		if (since == nil || r.at >= int64(*since)) && (before == nil || r.at < int64(*before)) {
			return true
		}
	}
	return false
}

// flagged tells whether a chat has the wanted flags; a flag that is not asked for does not matter.
func (c *call) flagged(one *chat, in chatsIn) bool {
	for _, flag := range []struct {
		want string
		have func() bool
	}{
		{in.Unread, func() bool { return one.fresh(c.user) > 0 }},
		{in.Blocked, func() bool { return one.blocked || c.blockedBy(one.waID) }},
		{in.Reported, func() bool { return one.reported }},
	} {
		if flag.want != "" && yes(flag.want) != flag.have() {
			return false
		}
	}
	return true
}

// blockedBy tells whether a person has blocked the business.
func (b *inbox) blockedBy(number string) bool {
	h, err := b.p.net.Handset(number)
	return err == nil && (h.BlocksAll || slices.Contains(h.Blocks, network.BlockKey(network.WhatsApp, b.sender().ID)))
}

// referred tells whether a chat has a message with the wanted referral.
func (c *call) referred(one *chat, in chatsIn) bool {
	exact := map[string]string{"source_url": in.SourceURL, "source_id": in.SourceID, "source_type": in.Source, "media_type": in.Media}
	parts := map[string]string{"headline": sought(in.Headline), "body": sought(in.Body)}
	asked := in.Referral
	for _, want := range []string{in.SourceURL, in.SourceID, in.Source, in.Headline, in.Body, in.Media} {
		if want != "" && asked == "" {
			asked = "true"
		}
	}
	if asked == "" {
		return true
	}
	for _, r := range one.rows {
		if r.own {
			continue
		}
		m, _ := c.p.net.Message(r.id)
		referral := referralOut(m)
		if referral != nil && fits(referral, exact, parts) {
			return yes(asked)
		}
	}
	return !yes(asked)
}

func fits(referral object, exact, parts map[string]string) bool {
	for name, want := range exact {
		if want != "" && referral.text(name) != want {
			return false
		}
	}
	for name, part := range parts {
		if part != "" && !contains(referral.text(name), part) {
			return false
		}
	}
	return true
}

func (c *call) retrieveChat(in waIDIn) (*chatOut, error) {
	one, err := c.readable(in.WaID)
	if err != nil {
		return nil, err
	}
	return c.chatOut(one, c.view()), nil
}

// resolvedChat is the flag of a chat, and the push about it (wabbit 4.6).
type resolvedChat struct {
	WaID     string `json:"wa_id"`
	Resolved bool   `json:"resolved"`
}

type resolveIn struct {
	WaID string `path:"wa_id"`
	Body struct {
		Resolved bool `json:"resolved"`
	}
}

func (c *call) resolveChat(in resolveIn) (resolvedChat, error) {
	one, err := c.readable(in.WaID)
	if err != nil {
		return resolvedChat{}, err
	}
	if one.resolved != in.Body.Resolved {
		one.resolved = in.Body.Resolved
		c.chatResolved(one)
	}
	return resolvedChat{one.waID, one.resolved}, nil
}
