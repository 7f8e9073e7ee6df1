package wabbit

import (
	"encoding/json"
	"slices"
)

// assignment is to whom a chat belongs.
type assignment struct {
	user  *user
	group *group
}

// assignmentEvent is one change of an assignment (wabbit 4.6).
type assignmentEvent struct {
	at           int64
	chat         *chat
	user         *user // newly set
	userCleared  bool
	group        *group
	groupCleared bool
	by           *user // nil: the rule engine
}

type assignmentEventOut struct {
	Timestamp    int64    `json:"timestamp"`
	WaID         string   `json:"wa_id"`
	UserSet      *userOut `json:"assigned_to_user_set"`
	UserCleared  bool     `json:"assigned_to_user_was_cleared"`
	GroupSet     *group   `json:"assigned_group_set"`
	GroupCleared bool     `json:"assigned_group_was_cleared"`
	DoneBy       *userOut `json:"done_by"`
}

func (b *inbox) assignmentOut(e assignmentEvent, base string) assignmentEventOut {
	return assignmentEventOut{
		e.at, e.chat.waID, b.out(e.user, base), e.userCleared, e.group, e.groupCleared, b.out(e.by, base),
	}
}

// assign changes an assignment and keeps the one event of it (wabbit 5.2). It reports false when nothing changes.
func (b *inbox) assign(c *chat, to assignment, by *user) (e assignmentEvent, changed bool) {
	e = assignmentEvent{at: b.p.unix(), chat: c, by: by}
	if to.user != c.user {
		e.user, e.userCleared = to.user, to.user == nil
	}
	if to.group != c.group {
		e.group, e.groupCleared = to.group, to.group == nil
	}
	if to.user == c.user && to.group == c.group {
		return e, false
	}
	c.user, c.group = to.user, to.group
	b.assignments = append(b.assignments, e)
	return e, true
}

// tellAssigned is T4: everybody is told, and the new owner's webhook of the message that it is about (wabbit 3.1, 3.2).
func (b *inbox) tellAssigned(t trigger) {
	e, c, about := t.assigned, t.assigned.chat, t.row
	fields := func(v viewer) object { return object{"chat_assignment": b.assignmentOut(e, v.base)} }
	b.publish(notice{
		name: "chat_assignment", chat: c, frame: fields, reader: everybody, hook: func(_ *hook, v viewer) object { return fields(v) },
	})
	if about == nil && len(c.rows) > 0 {
		about = c.rows[len(c.rows)-1]
	}
	if e.user == nil || e.user.hook == nil || !e.user.hook.assigned || about == nil {
		return
	}
	b.publish(notice{name: "assigned_messages", chat: c, row: about, reader: nobody, hook: func(h *hook, v viewer) object {
		if h.user != e.user {
			return nil
		}
		return object{"assigned_messages": []*message{b.message(about, v)}}
	}})
}

func nobody(*user) bool { return false }

// assignmentOut answers to whom a chat is assigned (wabbit 4.6).
type chatAssignment struct {
	WaID  string `json:"wa_id"`
	User  *int   `json:"assigned_to_user"`
	Group *int   `json:"assigned_group"`
}

func (c *chat) assignment() chatAssignment {
	out := chatAssignment{WaID: c.waID}
	if c.user != nil {
		out.User = &c.user.id
	}
	if c.group != nil {
		out.Group = &c.group.ID
	}
	return out
}

func (c *call) retrieveAssignment(in waIDIn) (chatAssignment, error) {
	one, err := c.readable(in.WaID)
	if err != nil {
		return chatAssignment{}, err
	}
	return one.assignment(), nil
}

// given is a member that may be absent, null or an id.
type given struct {
	there bool
	id    *int
}

// UnmarshalJSON is called when the member is there, also for null.
func (g *given) UnmarshalJSON(data []byte) error {
	g.there = true
	return json.Unmarshal(data, &g.id)
}

type assignIn struct {
	WaID string `path:"wa_id"`
	Body struct {
		WaID  *string `json:"wa_id"`
		User  given   `json:"assigned_to_user"`
		Group given   `json:"assigned_group"`
	}
}

// changeAssignment serves both updates (wabbit 2.7). A change that breaks a rule changes nothing.
func (c *call) changeAssignment(in assignIn) (chatAssignment, error) {
	bad := fieldErrors{}
	if in.Body.WaID != nil {
		if _, ok := digitsOf(*in.Body.WaID); !ok {
			bad.add(invalidValue, "wa_id")
		}
	}
	var to assignment
	if id := in.Body.User.id; id != nil {
		if to.user = c.inbox.user(*id); to.user == nil || !to.user.active {
			bad.add(noSuch(*id), "assigned_to_user")
		}
	}
	if id := in.Body.Group.id; id != nil {
		if to.group = c.group(*id); to.group == nil {
			bad.add(noSuch(*id), "assigned_group")
		}
	}
	if len(bad) > 0 {
		return chatAssignment{}, bad
	}
	one, err := c.readable(in.WaID)
	if err != nil {
		return chatAssignment{}, err
	}
	if !in.Body.User.there {
		to.user = one.user
	}
	if !in.Body.Group.there {
		to.group = one.group
	}
	if !c.mayAssign(one, to) {
		return chatAssignment{}, errForbidden
	}
	if e, changed := c.assign(one, to, c.user); changed {
		c.run(one, trigger{kind: chatAssigned, assigned: e})
	}
	return one.assignment(), nil
}

// mayAssign is the table of wabbit 2.7: admins may everything, others take what is free and give back their own.
func (c *call) mayAssign(one *chat, to assignment) bool {
	if c.user.admin() {
		return true
	}
	userRule := to.user == one.user || one.user == nil || one.user == c.user && to.user == nil
	groupRule := to.group == one.group || one.group == nil
	return userRule && groupRule
}

// eventsIn are the filters of the three histories.
type eventsIn struct {
	pageIn
	WaID   string `query:"wa_id"`
	Since  *int   `query:"since_time"`
	Before *int   `query:"before_time"`
}

// shows tells whether the caller's history has an event.
func (c *call) shows(in eventsIn, one *chat, at int64) bool {
	digits, _ := digitsOf(in.WaID)
	return c.user.reads(one) && (in.WaID == "" || digits == one.waID) && (in.Since == nil || at >= int64(*in.Since)) &&
		(in.Before == nil || at < int64(*in.Before))
}

func (c *call) listAssignmentEvents(in eventsIn) (page[assignmentEventOut], error) {
	var all []assignmentEvent
	for _, e := range slices.Backward(c.assignments) {
		if c.shows(in, e.chat, e.at) {
			all = append(all, e)
		}
	}
	return paged(c, in.pageIn, all, func(e assignmentEvent) assignmentEventOut { return c.assignmentOut(e, c.base) }), nil
}
