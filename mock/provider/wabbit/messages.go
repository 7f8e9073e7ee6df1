package wabbit

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/mynah-sim/mynah/mock/network"
)

// viewer is somebody for whom things are written: received and new messages are the user's, addresses begin with base.
type viewer struct {
	user *user // nil: nobody in particular, as a rule engine (wabbit 3.3)
	base string
}

// message is a message as answers, webhooks and frames show it (wabbit 4.5).
type message struct {
	ID         string       `json:"id"`
	Payload    object       `json:"waba_payload"`
	Statuses   wabaStatuses `json:"waba_statuses"`
	Contact    *person      `json:"contact"`
	FromUs     bool         `json:"from_us"`
	Received   bool         `json:"received"`
	Sender     *userOut     `json:"sender"`
	Context    *message     `json:"context"`
	CustomerID string       `json:"customer_wa_id"`
	Tags       []appliedTag `json:"tags"`
	ChatTags   []appliedTag `json:"chat_tags"`
	IsFailed   bool         `json:"is_failed"`
	Resend     object       `json:"resend_payload,omitempty"` // of failed messages, in lists only
}

// wabaStatuses are when a message reached a state, in seconds; 0: not yet (wabbit 1.13).
type wabaStatuses struct {
	Sent      int64 `json:"sent"`
	Delivered int64 `json:"delivered"`
	Read      int64 `json:"read"`
}

// message writes a message for a viewer.
func (b *inbox) message(r *row, v viewer) *message {
	out := b.bare(r, v)
	if quoted := b.byID[r.quoted]; quoted != nil && !r.quoted.IsZero() {
		out.Context = b.bare(quoted, v)
	}
	return out
}

// bare is a message without the one that it answers.
func (b *inbox) bare(r *row, v viewer) *message {
	out := &message{
		ID: r.id.String(), Contact: b.person(r.chat), FromUs: r.own, Received: r.own || v.received(r), Sender: b.out(r.sender, v.base),
		CustomerID: r.chat.waID, Tags: b.applied(r.tags), ChatTags: b.applied(r.chat.tags),
	}
	var m network.Message
	if r.refused == nil {
		m, _ = b.p.net.Message(r.id) // a message that is kept is known
	}
	if !r.own {
		out.Payload = b.incoming(r, m, v.base)
		return out
	}
	out.Payload = b.outgoing(r, v.base)
	if r.queued {
		return out
	}
	out.Statuses = statusesOf(m)
	if errs := r.failure(m); errs != nil {
		out.IsFailed = true
		out.Payload["errors"] = errs
	}
	return out
}

// failure are the errors of a message that failed; nil when it did not.
func (r *row) failure(m network.Message) []wabaError {
	switch {
	case r.refused != nil:
		return r.refused
	case m.State != network.Failed && m.State != network.ExpiredState:
		return nil
	}
	return errorsOf(reasonOf(m))
}

// reasonOf is why a message ended.
func reasonOf(m network.Message) network.Reason {
	if m.State == network.ExpiredState {
		return network.Expired
	}
	if n := len(m.History); n > 0 {
		return m.History[n-1].Reason
	}
	return network.UnknownFault
}

// received tells whether a message of the person is received by the viewer (wabbit 5.4).
func (v viewer) received(r *row) bool {
	if v.user == nil {
		return false
	}
	mark, marked := r.chat.marks[v.user.id]
	return marked && r.at <= mark
}

func statusesOf(m network.Message) (s wabaStatuses) {
	for _, change := range m.History {
		switch change.State {
		case network.Sent:
			s.Sent = change.At.Unix()
		case network.Delivered:
			s.Delivered = change.At.Unix()
		case network.Read:
			s.Read = change.At.Unix()
		}
	}
	return s
}

// outgoing is what was sent, with what the WhatsApp side added (wabbit 4.5 WabaPayload).
func (b *inbox) outgoing(r *row, base string) object {
	out := maps.Clone(r.payload)
	out["timestamp"] = strconv.FormatInt(r.at, 10)
	if !r.queued && r.refused == nil {
		out["id"] = r.waba()
	}
	kind := out.text("type")
	if content := out.at(kind); mediaKinds[kind] != "" && content.text("link") == "" {
		out[kind] = content.with("link", base+"/media/"+content.text("id")+"/")
	}
	return out
}

// messagesIn are the filters of the two lists (wabbit 2.6).
type messagesIn struct {
	pageIn
	Since  *int   `query:"since_time"`
	Before *int   `query:"before_time"`
	Mark   int    `query:"mark_as_received"`
	Search string `query:"search"`
	Mine   string `query:"assigned_to_me"`
	Group  *int   `query:"assigned_group"`
	Tag    *int   `query:"chat_tag_id"`
	FromUs string `query:"from_us"`
}

type listMessagesIn struct {
	messagesIn
	WaID string `query:"wa_id"`
}

func (c *call) listMessages(in listMessagesIn) (page[*message], error) {
	return c.messages(in.messagesIn, in.WaID, in.WaID != "")
}

type contactMessagesIn struct {
	messagesIn
	WaID string `path:"wa_id"`
}

// listMessagesOfContact is the same list by the older path (wabbit 2.6).
func (c *call) listMessagesOfContact(in contactMessagesIn) (page[*message], error) {
	if _, ok := digitsOf(in.WaID); !ok {
		return page[*message]{}, errUnknown
	}
	return c.messages(in.messagesIn, in.WaID, true)
}

// yes reads a truth value of a query; the document has judged it.
func yes(text string) bool { return text == "true" || text == "True" || text == "1" }

// messages lists what matches, newest first.
func (c *call) messages(in messagesIn, waID string, oneChat bool) (page[*message], error) {
	chosen, err := c.chatFilter(in.Mine, in.Group, in.Tag)
	if err != nil {
		return page[*message]{}, err
	}
	rows := c.rows
	if oneChat {
		rows = nil
		digits, _ := digitsOf(waID)
		if one := c.chats[digits]; one != nil {
			rows = one.rows
		}
	}
	part := sought(in.Search)
	var all []*row
	for _, r := range slices.Backward(rows) {
		switch {
		case in.Since != nil && r.at < int64(*in.Since), in.Before != nil && r.at >= int64(*in.Before):
		case in.FromUs != "" && r.own != yes(in.FromUs), !chosen(r.chat), part != "" && !contains(c.words(r), part):
		default:
			all = append(all, r)
		}
	}
	out := paged(c, in.pageIn, all, func(r *row) *message { return c.listed(r) })
	if in.Mark == 1 {
		for _, r := range all[min(in.offset(), len(all)):min(in.offset()+in.limit(), len(all))] {
			if !r.own {
				r.chat.mark(c.user, r.at)
			}
		}
	}
	return out, nil
}

// listed is a message in a list: a failed one carries what to send again (wabbit 4.5 resend_payload).
func (c *call) listed(r *row) *message {
	m := c.message(r, c.view())
	if m.IsFailed {
		m.Resend = r.request
	}
	return m
}

// chatFilter tells which chats a list is about: readable ones that match (wabbit 2.6, 2.7).
func (c *call) chatFilter(mine string, group, tag *int) (func(*chat) bool, error) {
	if group != nil && (c.group(*group) == nil || !c.user.admin() && !c.user.in(*group)) {
		return nil, field("assigned_group", "Select a valid choice. That choice is not one of the available choices.")
	}
	return func(one *chat) bool {
		return c.user.reads(one) && (!yes(mine) || one.user == c.user) &&
			(group == nil || one.group != nil && one.group.ID == *group) && (tag == nil || tagged(one.tags, *tag))
	}, nil
}

// words is what a search finds a message by (wabbit 5.7).
func (b *inbox) words(r *row) string {
	payload := r.payload
	if !r.own {
		m, _ := b.p.net.Message(r.id)
		payload = b.incoming(r, m, "")
	}
	var all []string
	kind := payload.text("type")
	content := payload.at(kind)
	for _, name := range []string{"body", "caption", "filename", "name", "element_name", "text", "address"} {
		all = append(all, content.text(name))
	}
	all = append(all, content.at("body").text("text"), content.at("button_reply").text("title"), content.at("list_reply").text("title"))
	for _, card := range payload.items("contacts") {
		all = append(all, card.at("name").text("formatted_name"))
	}
	return strings.Join(all, "\n")
}

type markIn struct {
	Body struct {
		Timestamp int64  `json:"timestamp"`
		WaID      string `json:"customer_wa_id"`
	}
}

// markAsReceived moves the caller's mark in one chat; nobody is told (wabbit 2.6).
func (c *call) markAsReceived(in markIn) (empty, error) {
	digits, _ := digitsOf(in.Body.WaID)
	one := c.chats[digits]
	switch {
	case one == nil:
		return empty{}, field("customer_wa_id", noSuch(in.Body.WaID))
	case !c.user.reads(one):
		return empty{}, errForbidden
	}
	one.mark(c.user, in.Body.Timestamp)
	return empty{}, nil
}
