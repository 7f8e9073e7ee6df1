package onemsg

import (
	"bytes"
	"encoding/json"
	"net/http"
	"slices"
	"time"

	"github.com/mynah-sim/mynah/mock/network"
	"github.com/mynah-sim/mynah/mock/webhook"
)

// The names of the events in the document.
const (
	messagesEvent = "messages"
	ackEvent      = "ack"
	callsEvent    = "calls"
	rawEvent      = "raw"
)

// Kinds are the events of the log that this API looks at.
func Kinds() []network.Kind {
	return slices.Concat(callKinds, []network.Kind{
		network.MessageAccepted, network.MessageDispatched, network.MessageInbound, network.MessageSent, network.MessageDelivered,
		network.MessageRead, network.MessagePlayed, network.MessageFailed, network.ChatSystem, network.ChatWelcome, network.CallLogged,
		network.CallbackReported, network.TemplateChanged, network.ErrorOutside,
	})
}

// messageOut is a message in an event (onemsg 4.3 Message).
type messageOut struct {
	ID             string         `json:"id"`
	Body           string         `json:"body"`
	FromMe         bool           `json:"fromMe"`
	Self           int            `json:"self"`
	IsForwarded    bool           `json:"isForwarded"`
	Author         string         `json:"author"`
	Time           int64          `json:"time"`
	ChatID         string         `json:"chatId"`
	Type           string         `json:"type"`
	SenderName     string         `json:"senderName"`
	Caption        *string        `json:"caption"`
	QuotedMsgID    *string        `json:"quotedMsgId"`
	ChatName       string         `json:"chatName"`
	AuthorBSUID    *string        `json:"authorBsuid"`
	AuthorUserName *string        `json:"authorUserName"`
	Meta           map[string]any `json:"meta,omitempty"`
}

// messageEvent is the event messages (onemsg 3.3).
type messageEvent struct {
	InstanceID string       `json:"instanceId"`
	Messages   []messageOut `json:"messages"`
}

func (s shownMessage) out() messageOut {
	return messageOut{
		ID: s.id, Body: s.body, FromMe: s.fromMe, Self: one(s.fromMe), IsForwarded: s.forwarded, Author: s.author, Time: s.time,
		ChatID: s.chatID, Type: s.kind, SenderName: s.senderName, Caption: s.caption, QuotedMsgID: s.quoted, ChatName: s.chatName,
		AuthorBSUID: s.bsuid, AuthorUserName: s.username, Meta: s.meta,
	}
}

// one is a truth as a number.
func one(yes bool) int {
	if yes {
		return 1
	}
	return 0
}

// ack is a state of an outgoing message in an event (onemsg 4.3 Ack).
type ack struct {
	ID       string  `json:"id"`
	ChatID   string  `json:"chatId"`
	Status   string  `json:"status"`
	Error    string  `json:"error,omitempty"`
	Phone    *string `json:"phone"`
	BSUID    *string `json:"bsuid"`
	UserName *string `json:"userName"`
	Category string  `json:"category"`
	MMLite   bool    `json:"mmLite,omitempty"`
}

// ackOut is the event ack (onemsg 3.4).
type ackOut struct {
	InstanceID string `json:"instanceId"`
	Ack        []ack  `json:"ack"`
}

// Translate answers the callbacks that 1msg makes because of an event: a copy for every address that is not switched off.
func (p *Provider) Translate(e network.Event) (all []webhook.Callback) {
	p.book.upTo(e)
	ch := p.channelOfAccount(e.Account)
	if ch == nil {
		return nil
	}
	urls := ch.active()
	if len(urls) == 0 {
		return nil
	}
	name, bodies := p.events(ch, e)
	for _, url := range urls {
		for _, body := range bodies {
			all = append(all, webhook.Callback{
				Provider: Name, Event: name, Account: e.Account, Number: e.Number, Message: e.Message,
				Order: ch.config.Instance + " " + url, URL: url, Header: http.Header{"Content-Type": {jsonType}}, Body: encode(body),
				Retry: ch.retry(url),
			})
		}
	}
	return all
}

// Dropped tells whether a callback is no longer wanted: its address was switched off, or is none of the channel's any more.
func (p *Provider) Dropped(c webhook.Callback) bool {
	ch := p.channelOfAccount(c.Account)
	return ch == nil || ch.dropped(c.URL)
}

// events is the name and the bodies of what an event of the log makes this API say; most make one, many none.
func (p *Provider) events(ch *channel, e network.Event) (name string, bodies []any) {
	s := ch.present()
	if s.RawHooks {
		return rawEvent, p.raw(ch, e)
	}
	if slices.Contains(callKinds, e.Kind) {
		for _, v := range p.callValues(ch, e) {
			bodies = append(bodies, callsOut{callsEvent, ch.config.Instance, v})
		}
		return callsEvent, bodies
	}
	m, err := p.net.Message(e.Message)
	if err != nil {
		return "", nil
	}
	if tells(e, m) {
		return messagesEvent, []any{messageEvent{ch.config.Instance, []messageOut{p.show(ch, m).out()}}}
	}
	if status := ackWord(e.Kind); status != "" && s.AckNotificationsOn {
		return ackEvent, []any{ackOut{ch.config.Instance, []ack{p.ack(ch, m, status, e.Reason)}}}
	}
	return "", nil
}

// tells tells whether an event is the one by which a message is told: it came in, or it was taken; what waited in 1msg's own queue is
// told when it leaves (onemsg 5.14).
func tells(e network.Event, m network.Message) bool {
	n, _ := m.Note.(note)
	switch {
	case e.Kind == network.MessageAccepted:
		return !n.queued
	case e.Kind == network.MessageDispatched:
		return n.queued
	}
	return enters(e.Kind)
}

// ackWord is the state that an event tells; empty for none.
func ackWord(k network.Kind) string {
	switch k {
	case network.MessageSent:
		return "sent"
	case network.MessageDelivered:
		return "delivered"
	case network.MessageRead:
		return "read"
	case network.MessagePlayed:
		return "played"
	case network.MessageFailed:
		return "failed"
	}
	return ""
}

// ack is the state of a message (onemsg 3.4).
func (p *Provider) ack(ch *channel, m network.Message, status string, why network.Reason) ack {
	n, _ := m.Note.(note)
	out := ack{ID: p.idOf(m), ChatID: p.chatID(p.numberIn(m), false), Status: status, Category: "service", MMLite: n.lite}
	if group := groupOf(m); group != "" {
		out.ChatID = p.chatID(group, true)
	} else {
		out.Phone, out.BSUID, out.UserName = p.identity(m)
	}
	switch {
	case n.lite:
		out.Category = "marketing_lite"
	case n.category != "":
		out.Category = categoryWord[n.category]
	}
	if status == "failed" {
		out.Error = failureOf(why).text
	}
	if status == "read" {
		out.Status = ch.options().AckReadWord
	}
	return out
}

var categoryWord = map[string]string{"MARKETING": "marketing", "UTILITY": "utility", "AUTHENTICATION": "authentication"}

// identity is what the network shows of a person.
func (p *Provider) identity(m network.Message) (phone, bsuid, username *string) {
	if text, hidden := p.shown(p.numberIn(m)); !hidden {
		phone = &text
	}
	h, err := p.net.Handset(m.Number)
	if err != nil {
		return phone, nil, nil
	}
	if h.UserID != "" {
		bsuid = &h.UserID
	}
	if h.Username != "" {
		username = &h.Username
	}
	return phone, bsuid, username
}

// retry is the plan of an address (onemsg 3.1): with guaranteed hooks 20 attempts, after 1, 2, 4 ... 256 and then 300 seconds each; else
// one.
func (ch *channel) retry(url string) webhook.Schedule {
	return func(attempt int, _, _ time.Time) (time.Duration, bool) {
		wait := retryMost
		if doublings := attempt - 1; doublings < 9 {
			wait = time.Second << doublings
		}
		return wait, ch.present().GuaranteedHooks && attempt < failuresAllowed && !ch.dropped(url)
	}
}

const retryMost = 300 * time.Second

// encode writes the body of an event: <, > and & stand for themselves.
func encode(v any) []byte {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return nil // the values are this package's own
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n"))
}
