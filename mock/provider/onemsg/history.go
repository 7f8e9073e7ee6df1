package onemsg

import (
	"context"
	"strings"

	"github.com/mynah-sim/mynah/mock/network"
)

// pageLength is how many messages a page has when nothing is said (onemsg 2.3).
const pageLength = 100

type historyIn struct {
	Last   bool   `query:"last"`
	After  *int   `query:"lastMessageNumber"`
	Before *int   `query:"firstMessageNumber"`
	Limit  *int   `query:"limit"`
	ChatID string `query:"chatId"`
	From   *int64 `query:"min_time"`
	Until  *int64 `query:"max_time"`
	MsgID  string `query:"msgId"`
}

// storedOut is a message in the history (onemsg 4.4 StoredMessage).
type storedOut struct {
	MessageNumber int            `json:"messageNumber"`
	ID            string         `json:"id"`
	Body          string         `json:"body"`
	FromMe        bool           `json:"fromMe"`
	Self          int            `json:"self"`
	IsForwarded   int            `json:"isForwarded"`
	Author        string         `json:"author"`
	Time          int64          `json:"time"`
	ChatID        string         `json:"chatId"`
	Type          string         `json:"type"`
	SenderName    string         `json:"senderName"`
	Caption       *string        `json:"caption"`
	QuotedMsgID   *string        `json:"quotedMsgId"`
	Metadata      map[string]any `json:"metadata"`
	ChatName      string         `json:"chatName"`
}

// historyOut is a page of the history.
type historyOut struct {
	Notice   string      `json:"notice,omitempty"`
	Messages []storedOut `json:"messages"`
}

func (s shownMessage) stored(number int) storedOut {
	meta := s.meta
	if meta == nil {
		meta = map[string]any{}
	}
	return storedOut{
		MessageNumber: number, ID: s.id, Body: s.body, FromMe: s.fromMe, Self: one(s.fromMe), IsForwarded: one(s.forwarded),
		Author: s.author, Time: s.time, ChatID: s.chatID, Type: s.kind, SenderName: s.senderName, Caption: s.caption,
		QuotedMsgID: s.quoted, Metadata: meta, ChatName: s.chatName,
	}
}

// messagesList reads the stored messages: filters, then newest first, backwards, or forwards (onemsg 2.3).
func (p *Provider) messagesList(ctx context.Context, in historyIn) (historyOut, error) {
	ch := channelOf(ctx)
	out := historyOut{Messages: []storedOut{}}
	if !ch.options().History {
		out.Notice = "Message history is disabled for this channel"
		return out, nil
	}
	var order []network.ID
	p.book.with(ch.config.Account, func(b *book) { order = append(order, b.order...) })
	limit := pageLength
	if in.Limit != nil {
		limit = *in.Limit
	}
	if limit == 0 {
		limit = len(order)
	}
	backwards := in.Last || in.Before != nil
	for i := range order {
		number := i + 1
		if backwards {
			number = len(order) - i
		}
		if len(out.Messages) == limit {
			break
		}
		if !in.spans(number) {
			continue
		}
		m, err := p.net.MessageOf(ch.config.Account, order[number-1])
		if n, _ := m.Note.(note); err != nil || n.queued && m.State == network.Accepted || !in.wants(p, m) {
			continue
		}
		out.Messages = append(out.Messages, p.show(ch, m).stored(number))
	}
	if backwards && !in.Last {
		for i, j := 0, len(out.Messages)-1; i < j; i, j = i+1, j-1 {
			out.Messages[i], out.Messages[j] = out.Messages[j], out.Messages[i]
		}
	}
	return out, nil
}

// spans tells whether a number lies between the cursors, which last puts out of force.
func (in historyIn) spans(number int) bool {
	switch {
	case in.Last:
		return true
	case in.Before != nil && number >= *in.Before:
		return false
	}
	return in.After == nil || number > *in.After
}

// wants tells whether a message passes the filters; both times are exclusive.
func (in historyIn) wants(p *Provider, m network.Message) bool {
	at := m.Made.Unix()
	switch {
	case in.From != nil && at <= *in.From, in.Until != nil && at >= *in.Until:
		return false
	case in.MsgID != "" && p.idOf(m) != in.MsgID:
		return false
	}
	return in.ChatID == "" || in.ChatID == p.chatOf(m)
}

// chatOf is the chat id of a message.
func (p *Provider) chatOf(m network.Message) string {
	if group := groupOf(m); group != "" {
		return p.chatID(group, true)
	}
	return p.chatID(m.Number, false)
}

type readIn struct {
	Body struct {
		MessageID       string `json:"messageId"`
		MsgID           string `json:"msgId"`
		TypingIndicator bool   `json:"typingIndicator"`
	}
}

// readMessage marks an incoming message, and every earlier one of the chat, as read (onemsg 2.3).
func (p *Provider) readMessage(ctx context.Context, in readIn) (resultOut, error) {
	ch := channelOf(ctx)
	id := strings.TrimSpace(in.Body.MessageID)
	if id == "" {
		id = in.Body.MsgID
	}
	if id == "" {
		return resultOut{}, required("messageId")
	}
	m, ok := p.message(ch, id)
	if !ok || m.Direction != network.Inbound {
		return resultOut{}, errMessage
	}
	if err := p.net.MarkRead(ch.config.Account, m.ID, in.Body.TypingIndicator); err != nil {
		return resultOut{}, err
	}
	return success, nil
}
