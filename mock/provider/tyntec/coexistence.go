package tyntec

import (
	"context"
	"fmt"
	"strings"

	"github.com/mynah-sim/mynah/mock/network"
	"github.com/mynah-sim/mynah/mock/webhook"
	"github.com/mynah-sim/mynah/mock/wire"
)

// triggerSync tells the contacts of the WhatsApp Business app, and then its messages, oldest first. The app's contacts are the people
// with whom it has a chat; a number without the app has none (tyntec 2.10, OP-74). It works once, on the first day (network 3.16).
func (p *Provider) triggerSync(ctx context.Context, in numberIn) (wire.Empty, error) {
	s, err := p.settable(callerOf(ctx).account, in.PhoneNumber, "profile:write")
	if err != nil || !s.App {
		return wire.Empty{}, err
	}
	if err := p.net.SyncApp(s.Account, s.ID, network.SyncContacts, network.SyncHistory); err != nil {
		return wire.Empty{}, fmt.Errorf("number %q: %w", s.ID, err)
	}
	return wire.Empty{}, nil
}

// appContact is the body of Coexistence::Contact (tyntec 3.10).
type appContact struct {
	Event     string `json:"event"`
	Channel   string `json:"channel"`
	From      string `json:"from"`
	To        string `json:"to"`
	Action    string `json:"action"`
	FullName  string `json:"fullName"`
	FirstName string `json:"firstName,omitempty"`
	Number    string `json:"phoneNumber"`
	Timestamp string `json:"timestamp"`
}

// appMessage is the body of Coexistence::HistoryMessage, its Postback form and Coexistence::MessageEcho.
type appMessage struct {
	Event      string         `json:"event"`
	Channel    string         `json:"channel"`
	MessageID  string         `json:"messageId"`
	From       string         `json:"from"`
	To         string         `json:"to"`
	Timestamp  string         `json:"timestamp"`
	ReceivedAt string         `json:"receivedAt,omitempty"`
	Status     string         `json:"status,omitempty"` // history
	Content    *userContent   `json:"content,omitempty"`
	Postback   *postback      `json:"postback,omitempty"`
	Context    *userRelation  `json:"context,omitempty"`
	WhatsApp   *whatsAppBlock `json:"whatsapp,omitempty"`
}

// contactOfApp is the callback for a contact of the app.
func (p *Provider) contactOfApp(c Callback, e network.Event) []webhook.Callback {
	person, _ := p.net.Handset(e.Number)
	first, _, _ := strings.Cut(person.Name, " ")
	return inTurn(e, post(c, e, "Coexistence::Contact", c.InboundMessageURL, retryStatus, appContact{
		"Coexistence::Contact", "whatsapp", e.Number, e.Sender, e.Text, person.Name, first, e.Number, seconds(e.At),
	}))
}

// inTurn keeps what one app tells in its order, contacts before messages (tyntec OP-74).
func inTurn(e network.Event, all []webhook.Callback) []webhook.Callback {
	for i := range all {
		all[i].Order = "coexistence " + e.Sender + " " + all[i].URL
	}
	return all
}

// heldByApp is the callback for a message that the app holds.
func (p *Provider) heldByApp(c Callback, e network.Event, m network.Message) []webhook.Callback {
	body := p.appMessage("Coexistence::HistoryMessage", m)
	body.Status = historyStatus(m)
	if body.Postback != nil {
		body.Event, body.ReceivedAt = "Coexistence::HistoryMessage::Postback", ""
	}
	return inTurn(e, post(c, e, body.Event, c.InboundMessageURL, retryStatus, body))
}

// echoed is the event for what the business wrote in the app.
func (p *Provider) echoed(c Callback, e network.Event, m network.Message) []webhook.Callback {
	return post(c, e, "Coexistence::MessageEcho", c.InboundMessageURL, retryStatus, p.appMessage("Coexistence::MessageEcho", m))
}

// appMessage is a message as the app has it.
func (p *Provider) appMessage(name string, m network.Message) appMessage {
	at := seconds(m.Made)
	out := appMessage{Event: name, Channel: "whatsapp", MessageID: p.outside(m), From: m.Sender, To: m.Number, Timestamp: at, ReceivedAt: at, Context: p.relation(m)}
	if m.Direction == network.Inbound {
		out.From, out.To, out.WhatsApp = m.Number, m.Sender, &whatsAppBlock{SenderName: m.Name}
	}
	switch content := m.Content.(type) {
	case network.Reply:
		tap := userCallback{WhatsApp: out.WhatsApp}
		tap.tapped(content)
		out.Postback = tap.Postback
	case network.FormReply:
		out.Postback = &postback{content.JSON}
	default:
		out.Content = p.appContent(m)
	}
	return out
}

// appContent is the content of a message of either side. A file whose bytes are gone leaves its place; what has no form here is its
// words.
func (p *Provider) appContent(m network.Message) *userContent {
	if file, ok := m.Content.(network.Media); ok {
		if _, err := p.net.Media(m.Account, file.ID); err != nil {
			return &userContent{ContentType: "media_placeholder"}
		}
	}
	out := p.userContent(m)
	if words := m.Content.Words(); out.ContentType == "unknown" && words != "" {
		return &userContent{ContentType: "text", Text: &words}
	}
	return out
}

// historyStatus is how far a message is, in the words of the app.
func historyStatus(m network.Message) string {
	switch m.State {
	case network.Accepted, network.Dispatched, network.Held:
		return "pending"
	case network.Sent:
		return "sent"
	case network.Read, network.Played:
		return "read"
	case network.Failed, network.ExpiredState:
		return "failed"
	}
	return "delivered"
}
