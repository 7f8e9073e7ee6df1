package wabbit

import (
	"maps"
	"slices"

	"github.com/mynah-sim/mynah/mock/network"
)

// Fork makes a copy of everything for a world that goes on from here; c says what is the other world's own. Connections stay behind.
// With fresh, users and provider keys get the credentials that credentials and key answer, and sessions and refresh tokens are left
// behind.
func (p *Provider) Fork(c Config, credentials func(username, token string) UserConfig, key func(string) string, fresh bool) *Provider {
	p.mu.Lock()
	defer p.mu.Unlock()
	c.Inboxes = nil
	out := New(c)
	out.minted, out.outbox, out.remarks = maps.Clone(p.minted), maps.Clone(p.outbox), p.remarks
	for _, b := range p.inboxes {
		copied := b.fork(out)
		if fresh {
			copied.renew(credentials, key)
		}
		out.inboxes = append(out.inboxes, copied)
	}
	return out
}

// renew gives an inbox credentials of its own.
func (b *inbox) renew(credentials func(username, token string) UserConfig, key func(string) string) {
	b.sessions, b.refreshes = map[string]session{}, nil
	for _, u := range b.users {
		fresh := credentials(u.username, u.token)
		u.username, u.token = fresh.Username, fresh.Token
		if fresh.Password != "" {
			u.setPassword(fresh.Password)
		}
		if u.code != "" {
			u.code = hex40(b.p.mint("activation"))
		}
	}
	keys := map[string]bool{}
	for old := range b.providerKeys {
		keys[key(old)] = true
	}
	b.providerKeys = keys
}

// forker copies what refers to one another, each thing once.
type forker struct {
	users    map[*user]*user
	groups   map[*group]*group
	tags     map[*tag]*tag
	chats    map[*chat]*chat
	rows     map[*row]*row
	taggings map[*tagging]*tagging
	tasks    map[*bulkTask]*bulkTask
}

// fork copies an inbox. What is never changed in place (payloads, directories, pictures) is shared.
func (b *inbox) fork(p *Provider) *inbox {
	f := &forker{
		map[*user]*user{}, map[*group]*group{}, map[*tag]*tag{}, map[*chat]*chat{}, map[*row]*row{}, map[*tagging]*tagging{},
		map[*bulkTask]*bulkTask{},
	}
	out := *b
	out.p = p
	out.users = each(b.users, f.user)
	out.groups, out.tags, out.saved = each(b.groups, f.group), each(b.tags, f.tag), slices.Clone(b.saved)
	out.sessions = map[string]session{}
	for id, s := range b.sessions {
		out.sessions[id] = session{f.user(s.user), s.ends}
	}
	out.chats = map[string]*chat{}
	for id, c := range b.chats {
		out.chats[id] = f.chat(c)
	}
	out.rows, out.byID = each(b.rows, f.row), map[network.ID]*row{}
	for _, r := range out.rows {
		out.byID[r.id] = r
	}
	out.taggings, out.messageTags = f.taggingsOf(b.taggings), f.taggingsOf(b.messageTags)
	out.chatEvents, out.messageEvents = each(b.chatEvents, f.tagEvent), each(b.messageEvents, f.tagEvent)
	out.assignments = each(b.assignments, f.assignment)
	out.due = map[string]due{}
	for name, d := range b.due {
		out.due[name] = due{f.row(d.queued), f.task(d.task), d.photo}
	}
	out.turns, out.refreshing = maps.Clone(b.turns), maps.Clone(b.refreshing)
	out.providerKeys, out.defaults, out.groupRights = maps.Clone(b.providerKeys), maps.Clone(b.defaults), maps.Clone(b.groupRights)
	out.bulk.elements = each(b.bulk.elements, f.element)
	out.refreshes, out.rules = slices.Clone(b.refreshes), slices.Clone(b.rules)
	return &out
}

func each[T any](all []T, copied func(T) T) []T {
	out := make([]T, len(all))
	for i, v := range all {
		out[i] = copied(v)
	}
	return out
}

// once copies what a pointer leads to the first time, and answers the same copy from then on.
func once[T any](known map[*T]*T, v *T, fill func(to *T)) *T {
	if v == nil || known[v] != nil {
		return known[v]
	}
	to := new(T)
	known[v] = to
	fill(to)
	return to
}

func (f *forker) user(u *user) *user {
	return once(f.users, u, func(to *user) {
		*to = *u
		to.groups = slices.Clone(u.groups)
		if h := u.hook; h != nil {
			to.hook = &hook{id: h.id, user: to, url: h.url, incoming: h.incoming, outgoing: h.outgoing, assigned: h.assigned}
		}
	})
}

func (f *forker) group(g *group) *group { return once(f.groups, g, func(to *group) { *to = *g }) }

func (f *forker) tag(t *tag) *tag { return once(f.tags, t, func(to *tag) { *to = *t }) }

func (f *forker) chat(c *chat) *chat {
	return once(f.chats, c, func(to *chat) {
		*to = *c
		to.user, to.group, to.marks = f.user(c.user), f.group(c.group), maps.Clone(c.marks)
		to.rows, to.tags, to.held = each(c.rows, f.row), each(c.tags, f.tagging), each(c.held, f.trigger)
		if c.asking != nil {
			t := f.trigger(*c.asking)
			to.asking = &t
		}
	})
}

func (f *forker) row(r *row) *row {
	return once(f.rows, r, func(to *row) {
		*to = *r
		to.chat, to.sender, to.tags = f.chat(r.chat), f.user(r.sender), each(r.tags, f.tagging)
	})
}

func (f *forker) tagging(t *tagging) *tagging {
	return once(f.taggings, t, func(to *tagging) {
		*to = *t
		to.tag, to.chat, to.row = f.tag(t.tag), f.chat(t.chat), f.row(t.row)
	})
}

func (f *forker) taggingsOf(all map[int]*tagging) map[int]*tagging {
	out := map[int]*tagging{}
	for id, t := range all {
		out[id] = f.tagging(t)
	}
	return out
}

func (f *forker) tagEvent(e tagEvent) tagEvent {
	return tagEvent{e.at, e.added, f.tagging(e.tagging), f.user(e.by)}
}

func (f *forker) assignment(e assignmentEvent) assignmentEvent {
	return assignmentEvent{e.at, f.chat(e.chat), f.user(e.user), e.userCleared, f.group(e.group), e.groupCleared, f.user(e.by)}
}

func (f *forker) trigger(t trigger) trigger {
	out := t
	out.row, out.before, out.assigned = f.row(t.row), f.user(t.before), f.assignment(t.assigned)
	out.tagged = f.tagEvent(t.tagged)
	if t.chatToo != nil {
		e := f.tagEvent(*t.chatToo)
		out.chatToo = &e
	}
	return out
}

func (f *forker) task(t *bulkTask) *bulkTask {
	return once(f.tasks, t, func(to *bulkTask) {
		*to = *t
		to.sender = f.user(t.sender)
	})
}

func (f *forker) element(e *bulkElement) *bulkElement {
	out := *e
	out.task = f.task(e.task)
	return &out
}
