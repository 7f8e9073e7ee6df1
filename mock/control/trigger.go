package control

import (
	"cmp"
	"context"
	"fmt"
	"strings"

	"github.com/mynah-sim/mynah/mock/network"
)

// triggerIn says which event is to happen, and what of it is not as usual (control: trigger).
type triggerIn struct {
	Body struct {
		Event                                    string
		Channel, Sender, Number, Text, MessageID string
		Reason, Code, Title, Details, Value      string
		Template, Language                       string
	}
}

// triggered says what came of it.
type triggered struct {
	Event     string `json:"event"`
	MessageID string `json:"messageId,omitempty"`
}

// pushed are the states into which a message is brought by an event.
var pushed = map[string]network.State{
	"message.dispatched": network.Dispatched, "message.sent": network.Sent, "message.delivered": network.Delivered,
	"message.read": network.Read, "message.played": network.Played, "message.failed": network.Failed, "message.unknown": 0,
	"message.deleted": network.Deleted,
}

func (b *Bench) trigger(ctx context.Context, in triggerIn) (out triggered, err error) {
	n := netOf(ctx)
	out.Event = in.Body.Event
	if in.Body.MessageID == "" {
		if err := b.whom(n, &in); err != nil {
			return out, err
		}
	}
	var id network.ID
	switch event := in.Body.Event; {
	case event == "message.inbound":
		id, err = n.Write(network.Note{
			Number: in.Body.Number, Channel: orChannel(in.Body.Channel), To: in.Body.Sender, Content: network.Text{Body: cmp.Or(in.Body.Text, "Hello")},
		})
	case event == "message.deleted":
		id, err = b.takeBack(ctx, in)
	case strings.HasPrefix(event, "message."):
		id, err = b.push(ctx, in)
	default:
		err = in.ofBusiness(n)
	}
	if err != nil {
		return out, fmt.Errorf("%s: %w", in.Body.Event, err)
	}
	if !id.IsZero() {
		out.MessageID = id.String()
	}
	return out, nil
}

// ownEvents are those that one provider alone has a word for.
var ownEvents = map[string]string{"few-messages-left": "twoway", "unread-chats-notification": "twoway", "message.unknown": "tyntec"}

// whom fills in sender and person where the body leaves them open: the first of the channel, of the provider whose event it is, and the
// first person that has it.
func (b *Bench) whom(n *network.Network, in *triggerIn) error {
	c := orChannel(in.Body.Channel)
	names := labels(n)
	for _, whose := range []string{ownEvents[in.Body.Event], ""} { // where that provider is not in the world, the first of all
		for _, s := range n.Senders() {
			if in.Body.Sender == "" && s.Channel == c && (whose == "" || names[s.Account] == whose) {
				in.Body.Sender = s.ID
			}
		}
	}
	if in.Body.Number == "" {
		for _, h := range n.Handsets("", 1) {
			in.Body.Number = h.Number
		}
	}
	_, err := n.Sender(c, in.Body.Sender)
	return err
}

// push brings a message into the state of an event; without one the business sends a text first, past all checks.
func (b *Bench) push(ctx context.Context, in triggerIn) (network.ID, error) {
	n := netOf(ctx)
	p := network.Push{To: pushed[in.Body.Event], Code: in.Body.Code}
	if p.To == network.Failed {
		p.Reason, _ = network.ParseReason(cmp.Or(in.Body.Reason, network.UnknownFault.String()))
		if p.Reason == network.NoReason {
			return network.ID{}, refuse("/reason", "reason", "no reason has the name %q", in.Body.Reason)
		}
	}
	if in.Body.MessageID != "" {
		id, err := b.messageID(ctx, in.Body.MessageID)
		p.Message = id
		if err != nil {
			return network.ID{}, err
		}
		return n.Push(p)
	}
	c := orChannel(in.Body.Channel)
	s, err := n.Sender(c, in.Body.Sender)
	if err != nil {
		return network.ID{}, err
	}
	p.Draft = network.Draft{Account: s.Account, Channel: c, From: s.ID, To: in.Body.Number, Content: network.Text{Body: cmp.Or(in.Body.Text, "Hello")}}
	if p.To == network.Played {
		p.Draft.Content = network.Media{As: network.Voice, Link: "https://media.example/voice.ogg", MIME: "audio/ogg"}
	}
	return n.Push(p)
}

// takeBack withdraws a message: of a linked sender the business's own, of the others a person's, since their platform takes back nothing of
// a business (network 2.2 W17, 2.3 I4).
func (b *Bench) takeBack(ctx context.Context, in triggerIn) (id network.ID, err error) {
	n := netOf(ctx)
	if in.Body.MessageID != "" {
		if id, err = b.messageID(ctx, in.Body.MessageID); err != nil {
			return id, err
		}
		m, err := n.Message(id)
		if err != nil || m.Direction == network.Outbound {
			return b.push(ctx, in)
		}
		return id, n.Revoke(m.Number, id)
	}
	s, err := n.Sender(orChannel(in.Body.Channel), in.Body.Sender)
	if err != nil || s.Kind == "linked" {
		return b.push(ctx, in)
	}
	id, err = n.Write(network.Note{Number: in.Body.Number, Channel: s.Channel, To: s.ID, Content: network.Text{Body: cmp.Or(in.Body.Text, "Hello")}})
	if err == nil {
		err = n.Revoke(in.Body.Number, id)
	}
	return id, err
}

// restrict takes from a number and its account what they may do, or with the value false gives it back.
func restrict(n *network.Network, s network.Sender, value string) error {
	err := n.ChangeSender(s.Channel, s.ID, func(s network.Sender) network.Sender { s.Restricted = value != "false"; return s })
	if err != nil || s.WABA == "" {
		return err
	}
	return n.ChangeWABA(s.WABA, func(w network.WABA) network.WABA {
		w.Restrictions = nil
		if value != "false" {
			w.Restrictions = []network.Restriction{{Kind: network.RestrictedBusiness}}
		}
		return w
	})
}

// ofBusiness lets something happen to a sender or its account.
func (in triggerIn) ofBusiness(n *network.Network) error {
	c, id, number, value := orChannel(in.Body.Channel), in.Body.Sender, in.Body.Number, in.Body.Value
	change := func(f func(*network.Sender)) error {
		return n.ChangeSender(c, id, func(s network.Sender) network.Sender { f(&s); return s })
	}
	switch in.Body.Event {
	case "number.quality":
		return change(func(s *network.Sender) { s.Quality = cmp.Or(value, "RED") })
	case "number.status":
		return change(func(s *network.Sender) { s.State = network.SenderState(cmp.Or(value, string(network.Disconnected))) })
	case "number.limit":
		return change(func(s *network.Sender) { s.Limit = cmp.Or(value, "TIER_250") })
	case "account.restricted":
		s, err := n.Sender(c, id)
		if err != nil {
			return err
		}
		return restrict(n, s, value)
	case "error.outside":
		return n.TellError(c, id, cmp.Or(in.Body.Code, "131016"), cmp.Or(in.Body.Title, "Service unavailable"), in.Body.Details)
	case "contact.blocked":
		return n.SetBlocked(number, c, id, true)
	case "contact.reported":
		return n.Report(number, c, id, value)
	}
	if decision, ok := strings.CutPrefix(in.Body.Event, "template."); ok {
		s, err := n.Sender(c, id)
		if err != nil {
			return err
		}
		ref := network.TemplateRef{WABA: s.WABA, Name: in.Body.Template, Language: in.Body.Language}
		return n.ReviewTemplate(ref, network.Verdict{Decision: network.Decision(decision), Reason: in.Body.Reason, Category: value})
	}
	return n.Trigger(c, id, number, in.Body.Event, value)
}
