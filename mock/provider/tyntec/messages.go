package tyntec

import (
	"context"
	"fmt"

	"github.com/mynah-sim/mynah/mock/network"
	"github.com/mynah-sim/mynah/mock/wire"
)

// messageResponse is the receipt of an accepted message (tyntec 4.1).
type messageResponse struct {
	MessageID string `json:"messageId"`
	Timestamp string `json:"timestamp"`
}

// sendMessage sends one message to one recipient over one channel (tyntec 2.1). Every accepted request is a new message (tyntec
// OP-84).
func (p *Provider) sendMessage(ctx context.Context, _ wire.Empty) (messageResponse, error) {
	who := callerOf(ctx)
	d, err := p.draft(who)
	if err != nil {
		return messageResponse{}, err
	}
	body := who.body.reading()
	d.Note, d.Operation = noteOf(body), "sendMessage"
	p.fill(&d, body.at("content"))
	accepted, err := p.net.Send(d)
	if err != nil {
		return messageResponse{}, fmt.Errorf("message from %q: %w", d.From, err)
	}
	return messageResponse{accepted.ID.String(), millis(accepted.At)}, nil
}

// bulkResponse is the receipt of an accepted bulk (tyntec 4.1).
type bulkResponse struct {
	BulkID     string   `json:"bulkId"`
	MessageIDs []string `json:"messageIds"`
}

// sendBulk sends 2 to 20 messages in order, all or none (tyntec 2.1, OP-45). context and overrides are no members of a bulk (tyntec
// OP-12).
func (p *Provider) sendBulk(ctx context.Context, _ wire.Empty) (bulkResponse, error) {
	who := callerOf(ctx)
	d, err := p.draft(who)
	if err != nil {
		return bulkResponse{}, err
	}
	d.Note, d.Operation = note{}, "sendABulkMessage"
	entries := who.body.reading().at("messages").items()
	drafts := make([]network.Draft, len(entries))
	for i, entry := range entries {
		drafts[i] = d
		p.fill(&drafts[i], entry)
	}
	id, accepted, err := p.net.SendBulk(drafts)
	if err != nil {
		return bulkResponse{}, fmt.Errorf("bulk from %q: %w", d.From, err)
	}
	out := bulkResponse{BulkID: id.String()}
	for _, a := range accepted {
		out.MessageIDs = append(out.MessageIDs, a.ID.String())
	}
	return out, nil
}

// draft is what a message and a bulk share: who writes to whom over which channel. The channel scope is checked here (tyntec 1.5
// step 8); whether the sender is the account's own the network tells.
func (p *Provider) draft(who *caller) (network.Draft, error) {
	body := who.body.reading()
	c := channelOf(body.at("channel").text())
	to, _ := number(body.at("to").text())
	from, _ := sender(c, body.at("from").text())
	if err := p.channelMay(who.account, c, from, "messages:write"); err != nil {
		return network.Draft{}, err
	}
	return network.Draft{
		Account: who.account, Channel: c, From: from, To: to, Session: c == network.Viber && rateType(body) == "session",
	}, nil
}

// note is what this API keeps with a message beside what the network knows. It never changes.
type note struct {
	context   *string // comes back as userContext; nil: none was given
	statusURL string  // of overrides: beats the configured one
}

func noteOf(body part) note {
	overrides := body.at("overrides")
	url := overrides.at("notificationCallbackUrl").text()
	if url == "" {
		url = overrides.at("messageStatusUrl").text() // the vendor samples' name for it (tyntec OP-17)
	}
	return note{body.at("context").optional(), url}
}

// fill puts a content into a draft, with the message that it answers and the identity that it expects (tyntec 2.6).
func (p *Provider) fill(d *network.Draft, content part) {
	d.Content, d.ReplyTo = p.content(d.Channel, content)
	if d.Channel == network.WhatsApp {
		d.Identity = content.at("identityKeyHash").text()
	}
}

// content reads the content of a message, and which message it answers.
func (p *Provider) content(c network.Channel, content part) (network.Content, network.ID) {
	switch c {
	case network.WhatsApp:
		return p.whatsApp(content), p.quoted(content)
	case network.Viber:
		return viber(content), network.ID{}
	}
	return network.Text{Body: content.at("text").text()}, network.ID{}
}

// quoted is the message that a WhatsApp content answers. replyTo of a reaction and of a template has no effect, an unknown one is no
// fault (tyntec OP-59b).
func (p *Provider) quoted(content part) network.ID {
	switch content.at("contentType").text() {
	case "reaction", "template":
		return network.ID{}
	}
	return p.target(content.at("replyTo").text())
}

type messageIn struct {
	MessageID string `path:"messageId"`
}

// statusResponse is the latest state of a message (tyntec 4.1).
type statusResponse struct {
	MessageID string `json:"messageId"`
	Status    string `json:"status"`
	Timestamp string `json:"timestamp"`
}

// messageStatus answers the latest state: the name of the latest event (tyntec 2.1, OP-42).
func (p *Provider) messageStatus(ctx context.Context, in messageIn) (statusResponse, error) {
	m, err := p.sent(ctx, in.MessageID)
	if err != nil {
		return statusResponse{}, err
	}
	events := history(m)
	last := events[len(events)-1]
	return statusResponse{m.ID.String(), last.name, millis(last.at)}, nil
}

// eventsResponse is the history of a message (tyntec 4.1).
type eventsResponse struct {
	MessageID string          `json:"messageId"`
	Events    []eventResponse `json:"events"`
}

type eventResponse struct {
	Timestamp string   `json:"timestamp"`
	Event     string   `json:"event"`
	Channel   string   `json:"channel"`
	Details   *failure `json:"details,omitempty"`
}

// messageEvents answers the whole history, oldest first (tyntec 2.1, OP-10), posted or not (tyntec OP-62).
func (p *Provider) messageEvents(ctx context.Context, in messageIn) (eventsResponse, error) {
	m, err := p.sent(ctx, in.MessageID)
	if err != nil {
		return eventsResponse{}, err
	}
	out := eventsResponse{MessageID: m.ID.String()}
	for _, e := range history(m) {
		out.Events = append(out.Events, eventResponse{millis(e.at), statusPrefix + e.name, m.Channel.String(), e.details})
	}
	return out, nil
}

// sent finds a message of the business that is known still. User messages are not found here (tyntec OP-44).
func (p *Provider) sent(ctx context.Context, text string) (network.Message, error) {
	who := callerOf(ctx)
	id, _ := network.ParseID(text) // the document wants a UUID
	m, err := p.net.MessageOf(who.account, id)
	if err != nil {
		return m, fmt.Errorf("message %q: %w", text, err)
	}
	if m.Direction != network.Outbound || !p.net.Now().Before(m.Made.Add(retention)) {
		return m, fmt.Errorf("message %q: %w", text, network.ErrMessageUnknown)
	}
	return m, p.channelMay(who.account, m.Channel, m.Sender, "messages:read")
}

type markAsReadIn struct {
	MessageID string `path:"message-id"`
	Body      struct {
		IsTyping bool `json:"isTyping"`
	}
}

// markAsRead shows the user that a WhatsApp message, and every earlier one of the chat, was read (tyntec 2.1). Repeating it is fine
// (tyntec OP-41).
func (p *Provider) markAsRead(ctx context.Context, in markAsReadIn) (wire.Empty, error) {
	who := callerOf(ctx)
	unknown := fmt.Errorf("user message %q: %w", in.MessageID, errUserMessage)
	id, ok := insideID(in.MessageID)
	if !ok {
		return wire.Empty{}, unknown
	}
	m, err := p.net.MessageOf(who.account, id)
	if err != nil || m.Direction != network.Inbound || p.outside(m) != in.MessageID || m.Channel != network.WhatsApp {
		return wire.Empty{}, unknown
	}
	if err := p.channelMay(who.account, m.Channel, m.Sender, "messages:write"); err != nil {
		return wire.Empty{}, err
	}
	if err := p.net.MarkRead(who.account, id, in.Body.IsTyping); err != nil {
		return wire.Empty{}, unknown
	}
	return wire.Empty{}, nil
}
