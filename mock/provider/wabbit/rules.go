package wabbit

import (
	"encoding/json"
	"net/http"
	"time"

	"github.com/mynah-sim/mynah/mock/webhook"
)

// Rule is one rule of the default rule engine (wabbit 5.9). Zero ids stand for blank.
type Rule struct {
	ID     int
	Tag    int
	User   int
	Group  int
	Method string // empty: let_group_decide
}

// Engine is the custom rule engine; without a URL the default one decides (wabbit 3.3).
type Engine struct {
	URL     string
	Headers map[string]string
}

// How a group gets a chat (wabbit 3.3).
const (
	roundRobin     = "round_robin"
	letGroupDecide = "let_group_decide"
)

// engineTimeout is how long a custom rule engine may think, in real time (wabbit 3.3).
const engineTimeout = 5 * time.Second

// occasion is what a rule engine is asked about.
type occasion struct {
	chat     *chat
	incoming bool   // a new message of the person
	added    *tag   // a tag that the chat got
	fields   object // of the call of a custom rule engine
}

// consult asks the rule engine in force, lets its answer count, and goes on behind it. Nothing else of the chat happens meanwhile.
func (b *inbox) consult(o occasion, t trigger) {
	t.answered = true
	if b.engine.URL == "" {
		b.decide(o)
		b.step(o.chat, t)
		return
	}
	o.chat.asking = &t
	header := http.Header{}
	for name, value := range b.engine.Headers {
		header.Set(name, value)
	}
	b.remark(notice{name: "rule_engine", chat: o.chat}, []webhook.Callback{{
		Provider: Name, Event: "ruleEngineCall", Account: b.account, Number: o.chat.waID, Order: b.account + " rules " + o.chat.waID,
		URL: b.engine.URL, Header: header, Body: encode(o.fields), Timeout: engineTimeout, Tag: question{b.account, o.chat.waID},
		MediaOK: func(status int) bool { return status == http.StatusOK },
	}})
}

// question names what a custom rule engine was asked about.
type question struct{ account, waID string }

// ruleAnswer is what a custom rule engine may answer (wabbit 4.10).
type ruleAnswer struct {
	Assignment []json.RawMessage `json:"assignment"`
}

// ruleAssignment is one entry of it.
type ruleAssignment struct {
	Message string `json:"message_id"`
	Chat    string `json:"chat_id"`
	User    *int   `json:"user"`
	Group   *int   `json:"group"`
	Method  string `json:"group_assign_method"`
}

// answered applies an answer, entry by entry; a failure and a wrong shape mean no assignment (wabbit 3.3). Then it goes on.
func (b *inbox) answered(c *chat, d webhook.Delivery) {
	if c == nil || c.asking == nil {
		return
	}
	t := *c.asking
	c.asking = nil
	var a ruleAnswer
	if d.State == webhook.Delivered && json.Unmarshal(d.Answer, &a) == nil {
		for _, entry := range a.Assignment {
			var one ruleAssignment
			if json.Unmarshal(entry, &one) == nil {
				b.follow(one)
			}
		}
	}
	b.step(c, t)
	for len(c.held) > 0 && c.asking == nil {
		next := c.held[0]
		c.held = c.held[1:]
		b.step(c, next)
	}
}

// follow does what one entry says; a bad one is skipped.
func (b *inbox) follow(a ruleAssignment) {
	c, newest := b.meant(a)
	if c == nil || a.User == nil && a.Group == nil {
		return
	}
	to := assignment{user: c.user, group: c.group}
	if a.User != nil {
		if to.user = b.user(*a.User); to.user == nil || !to.user.active {
			return
		}
	}
	if a.Group != nil {
		if to.group = b.group(*a.Group); to.group == nil {
			return
		}
	}
	if a.User == nil && !b.share(a.Method, &to) {
		return
	}
	if e, changed := b.assign(c, to, nil); changed {
		b.step(c, trigger{kind: chatAssigned, row: newest, assigned: e})
	}
}

// meant is the chat of an entry: through a message, which wins, or directly.
func (b *inbox) meant(a ruleAssignment) (*chat, *row) {
	if a.Message != "" {
		if r := b.find(a.Message); r != nil {
			return r.chat, r
		}
		return nil, nil
	}
	c, _ := b.chatAt(a.Chat)
	return c, nil
}

// share gives a chat to a group by a method: to the next member, or to whoever takes it. It reports false for a bad entry.
func (b *inbox) share(method string, to *assignment) bool {
	switch method {
	case letGroupDecide:
		to.user = nil
		return true
	case roundRobin:
		to.user = b.next(to.group)
		return to.user != nil
	}
	return false
}

// next is the member of a group whose turn it is: active ones by id, one pointer for each group (wabbit 3.3).
func (b *inbox) next(g *group) *user {
	var members []*user
	for _, u := range b.users {
		if u.active && u.in(g.ID) {
			members = append(members, u)
		}
	}
	if len(members) == 0 {
		return nil
	}
	for _, u := range members {
		if u.id > b.turns[g.ID] {
			b.turns[g.ID] = u.id
			return u
		}
	}
	b.turns[g.ID] = members[0].id
	return members[0]
}

// decide is the default rule engine: rules in the order of their ids, later ones win (wabbit 5.9).
func (b *inbox) decide(o occasion) {
	fresh := o.incoming && o.chat.user == nil && o.chat.group == nil
	for _, r := range b.rules {
		if fresh && r.Tag == 0 || o.added != nil && r.Tag == o.added.ID {
			b.apply(r, o.chat)
		}
	}
}

// apply lets one rule assign a chat.
func (b *inbox) apply(r Rule, c *chat) {
	a := ruleAssignment{Chat: c.waID, Method: r.Method}
	if a.Method == "" {
		a.Method = letGroupDecide
	}
	if r.User != 0 {
		a.User = &r.User
	}
	if r.Group != 0 {
		a.Group = &r.Group
	}
	b.follow(a)
}
