package onemsg

import (
	"context"
	"strconv"

	"github.com/mynah-sim/mynah/mock/network"
)

type hookIn struct {
	MessageID string `query:"messageId"`
}

// hookOut is the answer of ackHookInfo (onemsg 4.3 GetAckInfo).
type hookOut struct {
	Hooks []ackHook `json:"hooks"`
}

// ackHook is a state that a message entered.
type ackHook struct {
	ID           string           `json:"id"`
	Type         string           `json:"type"`
	Status       string           `json:"status"`
	Pricing      *ackPricing      `json:"pricing,omitempty"`
	Timestamp    string           `json:"timestamp"`
	Conversation *ackConversation `json:"conversation,omitempty"`
	RecipientID  string           `json:"recipient_id"`
	Errors       []ackError       `json:"errors,omitempty"`
}

type ackPricing struct {
	Billable     bool   `json:"billable"`
	Category     string `json:"category"`
	PricingModel string `json:"pricing_model"`
}

type ackConversation struct {
	ID                  string    `json:"id"`
	Origin              ackOrigin `json:"origin"`
	ExpirationTimestamp int64     `json:"expiration_timestamp"`
}

type ackOrigin struct {
	Type string `json:"type"`
}

type ackError struct {
	Code  int    `json:"code"`
	Title string `json:"title"`
}

// ackHookInfo lists the states of an outgoing message, oldest first (onemsg 2.2). What was posted does not matter.
func (p *Provider) ackHookInfo(ctx context.Context, in hookIn) (hookOut, error) {
	ch := channelOf(ctx)
	out := hookOut{Hooks: []ackHook{}}
	m, ok := p.message(ch, in.MessageID)
	if !ok || m.Direction != network.Outbound {
		return out, nil
	}
	for _, change := range m.History {
		if hook, ok := p.hook(ch, m, change); ok {
			out.Hooks = append(out.Hooks, hook)
		}
	}
	return out, nil
}

// hookStates are the states that make a hook.
var hookStates = map[network.State]string{
	network.Sent: "sent", network.Delivered: "delivered", network.Read: "read", network.Failed: "failed",
}

func (p *Provider) hook(ch *channel, m network.Message, c network.Change) (hook ackHook, ok bool) {
	word, ok := hookStates[c.State]
	if !ok {
		return hook, false
	}
	recipient, _ := p.shown(chatKey(m))
	hook = ackHook{ID: p.idOf(m), Type: "message", Status: word, Timestamp: strconv.FormatInt(c.At.Unix(), 10), RecipientID: recipient}
	if c.State == network.Failed {
		f := failureOf(c.Reason)
		hook.Errors = []ackError{{f.code, f.text}}
		return hook, true
	}
	hook.Pricing, hook.Conversation = p.billing(ch, m)
	return hook, true
}

// billing is the conversation of a message, and what it costs; nil before it is sent.
func (p *Provider) billing(ch *channel, m network.Message) (*ackPricing, *ackConversation) {
	var t *talk
	p.book.with(ch.config.Account, func(b *book) { t = b.talkOf[m.ID] })
	if t == nil {
		return nil, nil
	}
	return &ackPricing{!t.free, t.origin(), "CBP"}, &ackConversation{t.id, ackOrigin{t.origin()}, t.ends().Unix()}
}
