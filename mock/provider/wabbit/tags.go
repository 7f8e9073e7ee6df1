package wabbit

import (
	"slices"
	"strconv"

	"github.com/mynah-sim/mynah/mock/wire"
)

// tag can be put on chats and messages (wabbit 4.3).
type tag struct {
	ID    int     `json:"id"`
	Name  string  `json:"name"`
	Color *string `json:"web_inbox_color"`
}

// tagging is a tag on a chat, or on a message.
type tagging struct {
	id    int
	tag   *tag
	chat  *chat
	row   *row // nil: the chat itself is tagged
	extra object
}

// appliedTag is a tag as chats and messages show it (wabbit 4.3).
type appliedTag struct {
	Name    string  `json:"name"`
	Color   *string `json:"web_inbox_color"`
	Tagging int     `json:"tagging_id"`
	ID      int     `json:"id"`
	Extra   object  `json:"extra"`
}

func (b *inbox) applied(all []*tagging) []appliedTag {
	out := []appliedTag{}
	for _, t := range all {
		out = append(out, appliedTag{t.tag.Name, t.tag.Color, t.id, t.tag.ID, t.extra})
	}
	return out
}

func tagged(all []*tagging, tag int) bool {
	return slices.ContainsFunc(all, func(t *tagging) bool { return t.tag.ID == tag })
}

// tag finds a tag by id; nil: none.
func (b *inbox) tag(id int) *tag {
	for _, t := range b.tags {
		if t.ID == id {
			return t
		}
	}
	return nil
}

func (c *call) listTags(in pageIn) (page[tag], error) {
	return paged(c, in, c.tags, func(t *tag) tag { return *t }), nil
}

type createTagIn struct {
	Body struct {
		Name  string  `json:"name"`
		Color *string `json:"web_inbox_color"`
	}
}

// createTag: names may repeat (wabbit 2.4).
func (c *call) createTag(in createTagIn) (tag, error) {
	if !c.user.rights.UseTags {
		return tag{}, errForbidden
	}
	t := &tag{len(c.tags) + 1, in.Body.Name, in.Body.Color}
	c.tags = append(c.tags, t)
	return *t, nil
}

// tagEvent is a tag that came or went (wabbit 4.3).
type tagEvent struct {
	at      int64
	added   bool
	tagging *tagging
	by      *user
}

type tagEventOut struct {
	Timestamp int64    `json:"timestamp"`
	Action    string   `json:"action"`
	Tag       *tag     `json:"tag"`
	Chat      string   `json:"chat,omitempty"`
	Message   string   `json:"message,omitempty"`
	Extra     object   `json:"extra"`
	DoneBy    *userOut `json:"done_by"`
}

func (b *inbox) tagEventOut(e tagEvent, base string) tagEventOut {
	out := tagEventOut{Timestamp: e.at, Action: "removed", Tag: e.tagging.tag, Extra: e.tagging.extra, DoneBy: b.out(e.by, base)}
	if e.added {
		out.Action = "added"
	}
	if e.tagging.row != nil {
		out.Message = e.tagging.row.waba()
	} else {
		out.Chat = e.tagging.chat.waID
	}
	return out
}

// tellMessageTagged is T5: a tag came onto a message, or went (wabbit 3.1).
func (b *inbox) tellMessageTagged(t trigger) {
	fields := func(v viewer) object { return object{"message_tagging": b.tagEventOut(t.tagged, v.base)} }
	c := t.tagged.tagging.chat
	b.publish(notice{
		name: "message_tagging", chat: c, frame: fields, reader: readersOf(c), hook: func(_ *hook, v viewer) object { return fields(v) },
	})
}

// messageTagFields are what a rule engine is told of T5 (wabbit 3.3).
func (b *inbox) messageTagFields(e tagEvent) object {
	v := b.anybody()
	out := object{"message_tagging": b.tagEventOut(e, v.base)}
	if e.added {
		out["tagged_messages"] = []object{{"new_tag": newTag(e.tagging), "message": b.message(e.tagging.row, v)}}
	}
	return out
}

// newTag is the older form of a tag that was put on something (wabbit 3.3).
func newTag(t *tagging) object {
	return object{"id": t.tag.ID, "name": t.tag.Name, "extra": t.extra}
}

// tellChatTagged is T6: a tag came onto a chat, or went (wabbit 3.1).
func (b *inbox) tellChatTagged(t trigger) {
	fields := func(v viewer) object { return object{"chat_tagging": b.tagEventOut(t.tagged, v.base)} }
	c := t.tagged.tagging.chat
	b.publish(notice{
		name: "chat_tagging", chat: c, frame: fields, reader: readersOf(c), hook: func(_ *hook, v viewer) object { return fields(v) },
	})
}

// chatTagOccasion is what a rule engine is asked about T6 (wabbit 3.3).
func (b *inbox) chatTagOccasion(e tagEvent) occasion {
	v, t := b.anybody(), e.tagging
	o := occasion{chat: t.chat, fields: object{"chat_tagging": b.tagEventOut(e, v.base)}}
	if e.added {
		o.added = t.tag
		o.fields["tagged_chats"] = []object{{"new_tag": newTag(t), "chat": b.chatOut(t.chat, v)}}
	}
	return o
}

// tagChat puts a tag on a chat and keeps the event of it.
func (b *inbox) tagChat(tag *tag, c *chat, extra object, by *user) tagEvent {
	b.taggingIDs++
	t := &tagging{id: b.taggingIDs, tag: tag, chat: c, extra: extra}
	b.taggings[t.id] = t
	c.tags = append(c.tags, t)
	e := tagEvent{b.p.unix(), true, t, by}
	b.chatEvents = append(b.chatEvents, e)
	return e
}

// taggingOut is a tagging as answers show it (wabbit 4.3).
type taggingOut struct {
	ID      int    `json:"id"`
	Tag     int    `json:"tag"`
	Chat    string `json:"chat,omitempty"`
	Message string `json:"message,omitempty"`
	Extra   object `json:"extra"`
}

func (t *tagging) out() taggingOut {
	out := taggingOut{ID: t.id, Tag: t.tag.ID, Extra: t.extra}
	if t.row != nil {
		out.Message = t.row.waba()
	} else {
		out.Chat = t.chat.waID
	}
	return out
}

type tagChatIn struct {
	Body struct {
		Tag   int    `json:"tag"`
		Chat  string `json:"chat"`
		Extra object `json:"extra"`
	}
}

func (c *call) createChatTagging(in tagChatIn) (taggingOut, error) {
	bad := fieldErrors{}
	t := c.tag(in.Body.Tag)
	if t == nil {
		bad.add(noSuch(in.Body.Tag), "tag")
	}
	one, err := c.chatAt(in.Body.Chat)
	if err != nil {
		bad.add(noSuch(in.Body.Chat), "chat")
	}
	switch {
	case len(bad) > 0:
		return taggingOut{}, bad
	case !c.user.rights.UseTags || !c.user.reads(one):
		return taggingOut{}, errForbidden
	case tagged(one.tags, t.ID):
		return taggingOut{}, general("The fields tag, chat must make a unique set.")
	}
	e := c.tagChat(t, one, in.Body.Extra, c.user)
	c.run(one, trigger{kind: chatTagged, tagged: e})
	return e.tagging.out(), nil
}

type tagMessageIn struct {
	Body struct {
		Tag     int    `json:"tag"`
		Message string `json:"message"`
		Extra   object `json:"extra"`
	}
}

func (c *call) createMessageTagging(in tagMessageIn) (taggingOut, error) {
	bad := fieldErrors{}
	t, r := c.tag(in.Body.Tag), c.find(in.Body.Message)
	if t == nil {
		bad.add(noSuch(in.Body.Tag), "tag")
	}
	if r == nil {
		bad.add(noSuch(in.Body.Message), "message")
	}
	switch {
	case len(bad) > 0:
		return taggingOut{}, bad
	case !c.user.rights.UseTags || !c.user.reads(r.chat):
		return taggingOut{}, errForbidden
	case tagged(r.tags, t.ID):
		return taggingOut{}, general("The fields tag, message must make a unique set.")
	}
	c.messageTagIDs++
	new := &tagging{id: c.messageTagIDs, tag: t, chat: r.chat, row: r, extra: in.Body.Extra}
	c.messageTags[new.id] = new
	r.tags = append(r.tags, new)
	e := tagEvent{c.p.unix(), true, new, c.user}
	c.messageEvents = append(c.messageEvents, e)
	next := trigger{kind: messageTagged, tagged: e}
	if !tagged(r.chat.tags, t.ID) { // the chat gets the tag at once (wabbit 5.3)
		too := c.tagChat(t, r.chat, in.Body.Extra, c.user)
		next.chatToo = &too
	}
	c.run(r.chat, next)
	return new.out(), nil
}

// taggingAt finds the tagging that a path names; its chat must be readable.
func (c *call) taggingAt(all map[int]*tagging, text string) (*tagging, error) {
	id, err := strconv.Atoi(text)
	t := all[id]
	switch {
	case err != nil || t == nil:
		return nil, errUnknown
	case !c.user.reads(t.chat):
		return nil, errForbidden
	}
	return t, nil
}

func (c *call) retrieveChatTagging(in idIn) (taggingOut, error) { return c.shown(c.taggings, in.ID) }

func (c *call) retrieveMessageTagging(in idIn) (taggingOut, error) {
	return c.shown(c.messageTags, in.ID)
}

func (c *call) shown(all map[int]*tagging, id string) (taggingOut, error) {
	t, err := c.taggingAt(all, id)
	if err != nil {
		return taggingOut{}, err
	}
	return t.out(), nil
}

// untag takes a tagging out of the store.
func (c *call) untag(all map[int]*tagging, id string) (*tagging, error) {
	t, err := c.taggingAt(all, id)
	if err == nil && !c.user.rights.UseTags {
		err = errForbidden
	}
	if err == nil {
		delete(all, t.id)
	}
	return t, err
}

// destroyChatTagging leaves the tags of the messages (wabbit 5.3).
func (c *call) destroyChatTagging(in idIn) (wire.Empty, error) {
	t, err := c.untag(c.taggings, in.ID)
	if err != nil {
		return wire.Empty{}, err
	}
	t.chat.tags = slices.DeleteFunc(t.chat.tags, func(o *tagging) bool { return o == t })
	e := tagEvent{c.p.unix(), false, t, c.user}
	c.chatEvents = append(c.chatEvents, e)
	c.run(t.chat, trigger{kind: chatTagged, tagged: e})
	return wire.Empty{}, nil
}

// destroyMessageTagging leaves the tag of the chat (wabbit 5.3).
func (c *call) destroyMessageTagging(in idIn) (wire.Empty, error) {
	t, err := c.untag(c.messageTags, in.ID)
	if err != nil {
		return wire.Empty{}, err
	}
	t.row.tags = slices.DeleteFunc(t.row.tags, func(o *tagging) bool { return o == t })
	e := tagEvent{c.p.unix(), false, t, c.user}
	c.messageEvents = append(c.messageEvents, e)
	c.run(t.chat, trigger{kind: messageTagged, tagged: e})
	return wire.Empty{}, nil
}

func (c *call) listChatTaggingEvents(in eventsIn) (page[tagEventOut], error) {
	return c.tagEvents(in, c.chatEvents, func(*tagging) bool { return true }), nil
}

type messageEventsIn struct {
	eventsIn
	Message string `query:"message_id"`
}

func (c *call) listMessageTaggingEvents(in messageEventsIn) (page[tagEventOut], error) {
	wanted := c.find(in.Message)
	return c.tagEvents(in.eventsIn, c.messageEvents, func(t *tagging) bool { return in.Message == "" || t.row == wanted }), nil
}

// tagEvents lists a history, newest first.
func (c *call) tagEvents(in eventsIn, events []tagEvent, wanted func(*tagging) bool) page[tagEventOut] {
	var all []tagEvent
	for _, e := range slices.Backward(events) {
		if c.shows(in, e.tagging.chat, e.at) && wanted(e.tagging) {
			all = append(all, e)
		}
	}
	return paged(c, in.pageIn, all, func(e tagEvent) tagEventOut { return c.tagEventOut(e, c.base) })
}
