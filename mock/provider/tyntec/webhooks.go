package tyntec

import (
	"bytes"
	"cmp"
	"encoding/json"
	"net/http"
	"slices"

	"github.com/mynah-sim/mynah/mock/network"
	"github.com/mynah-sim/mynah/mock/webhook"
)

// Kinds are the kinds of events that Translate looks at.
func Kinds() []network.Kind { return slices.Clone(kinds) }

var kinds = []network.Kind{
	network.MessageAccepted, network.MessageDispatched, network.MessageDelivered, network.MessageRead, network.MessageFailed,
	network.MessageExpired, network.MessageUnknown, network.MessageInbound, network.MessageRevoked, network.MessageEchoed,
	network.TemplateChanged, network.SenderChanged, network.WABAChanged, network.AppContact, network.AppHistory,
	network.CallRinging, network.CallOffered, network.CallAccepted, network.CallRejected, network.CallEnded,
}

// Translate tells which callbacks the provider makes because of an event (tyntec 3). It changes nothing.
func (p *Provider) Translate(e network.Event) []webhook.Callback {
	if !slices.Contains(kinds, e.Kind) {
		return nil
	}
	switch {
	case told(e.Kind):
		return p.notified(e)
	case slices.Contains(callKinds, e.Kind):
		return p.called(e)
	}
	config, known := p.effective(e.Account, e.Channel, e.Sender)
	if !known {
		return nil
	}
	if e.Kind == network.AppContact {
		return p.contactOfApp(config, e)
	}
	switch e.Kind {
	case network.MessageInbound, network.MessageRevoked, network.MessageEchoed, network.AppHistory:
	default:
		if config.MessageStatusURL == "" && p.overridden(e.Message) == "" {
			return nil // tyntec OP-62
		}
	}
	m, err := p.net.Message(e.Message)
	if err != nil {
		return nil
	}
	switch e.Kind {
	case network.MessageInbound:
		return p.fromUser(config, e, m)
	case network.MessageRevoked:
		return p.withdrawn(config, e, m)
	case network.MessageEchoed:
		return p.echoed(config, e, m)
	case network.AppHistory:
		return p.heldByApp(config, e, m)
	}
	return p.statuses(config, e, m)
}

// overridden is the URL that a message has for its own status events (tyntec 5.9); empty: none.
func (p *Provider) overridden(id network.ID) string {
	n, _ := p.net.Note(id).(note)
	return n.statusURL
}

// maxRedirects is how many 307 and 308 a callback follows (tyntec OP-51).
const maxRedirects = 5

// post makes one callback; none without a URL (tyntec OP-62). Callbacks about one message to one URL keep their order (tyntec OP-55).
func post(c Callback, e network.Event, name, url string, retry webhook.Schedule, body any) []webhook.Callback {
	if url == "" {
		return nil
	}
	text := encode(body)
	return []webhook.Callback{{
		Provider: Name, Event: name, Account: e.Account, Number: e.Number, Message: e.Message, Cause: e.N,
		Order: e.Message.String() + " " + url, URL: url, Header: c.headers(), Sign: c.signer(), Body: text, Again: again(text),
		Retry: retry, Redirects: maxRedirects,
	}}
}

// encode writes the body of a callback.
func encode(v any) []byte {
	var buf bytes.Buffer
	enc := json.NewEncoder(&buf)
	enc.SetEscapeHTML(false)
	_ = enc.Encode(v) // plain data: it cannot fail
	return bytes.TrimSuffix(buf.Bytes(), []byte("\n"))
}

// headers is the custom header of the account, if it has one (tyntec 3.1).
func (c Callback) headers() http.Header {
	if c.Header == nil {
		return nil
	}
	h := http.Header{}
	h.Set(c.Header.Key, c.Header.Value)
	return h
}

// statusCallback is the body of a status event (tyntec 3.7, 4.13).
type statusCallback struct {
	Event       string          `json:"event"`
	MessageID   string          `json:"messageId"`
	Channel     string          `json:"channel"`
	Status      string          `json:"status,omitempty"` // deleted only
	Timestamp   string          `json:"timestamp"`
	From        string          `json:"from,omitempty"` // the user; with delivered, seen, deleted (tyntec OP-61)
	To          string          `json:"to,omitempty"`
	UserContext *string         `json:"userContext,omitempty"`
	Details     *failure        `json:"details,omitempty"`
	WhatsApp    *deliveredBlock `json:"whatsapp,omitempty"`
}

// statuses are the events that a state of a message of the business makes: one, or two for a failure (tyntec OP-64).
func (p *Provider) statuses(c Callback, e network.Event, m network.Message) (all []webhook.Callback) {
	if m.Direction != network.Outbound || m.Echo {
		return nil
	}
	n, _ := m.Note.(note)
	url := cmp.Or(n.statusURL, c.MessageStatusURL) // its own beats the configured one (tyntec 5.9)
	events := history(m.Told(e))
	if e.Kind == network.MessageUnknown {
		events = []statusEvent{{name: "unknown", state: e.State, at: e.At}} // tyntec 5.1
	}
	for _, s := range events {
		if name := statusPrefix + s.name; s.state == e.State && c.wants(name) {
			all = append(all, post(c, e, name, url, retryStatus, p.status(c, m, n, s))...)
		}
	}
	return all
}

func (p *Provider) status(c Callback, m network.Message, n note, s statusEvent) statusCallback {
	out := statusCallback{
		Event: statusPrefix + s.name, MessageID: p.outside(m), Channel: m.Channel.String(), Timestamp: seconds(s.at),
		UserContext: n.context, Details: s.details,
	}
	if s.state == network.Delivered || s.state == network.Read {
		out.From, out.To = m.WhatsAppID, m.Sender
	}
	if c.preview() && (s.state == network.Accepted || s.state == network.Dispatched) {
		out.From = m.Sender // tyntec 3.11
	}
	if s.state == network.Delivered && m.Channel == network.WhatsApp && c.since("2.12") && !c.preview() {
		out.WhatsApp = p.delivered(m)
	}
	return out
}

// withdrawn tells that a user took a WhatsApp message back, where the account wants to know (tyntec OP-49, network 10.1
// inbound.revoke).
func (p *Provider) withdrawn(c Callback, e network.Event, m network.Message) []webhook.Callback {
	const name = statusPrefix + "deleted"
	if m.Direction != network.Inbound || m.Channel != network.WhatsApp || !c.wants(name) || !p.net.RevokePassed(e.Account) {
		return nil
	}
	return post(c, e, name, c.MessageStatusURL, retryStatus, statusCallback{
		Event: name, MessageID: p.outside(m), Channel: m.Channel.String(), Status: "deleted", Timestamp: seconds(e.At),
		From: m.WhatsAppID, To: m.Sender,
	})
}
