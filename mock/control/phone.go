package control

import (
	"context"
	"fmt"

	"github.com/mynah-sim/mynah/mock/network"
	"github.com/mynah-sim/mynah/mock/wire"
)

type revokeIn struct {
	Number string `path:"number"`
	ID     string `path:"id"`
}

func (b *Bench) handsetRevoke(ctx context.Context, in revokeIn) (wire.Empty, error) {
	m, err := b.message(ctx, in.ID)
	if err != nil {
		return wire.Empty{}, err
	}
	if m.Direction != network.Inbound || m.Number != in.Number || m.Channel == network.SMS {
		return wire.Empty{}, fmt.Errorf("message %q: %w", in.ID, errNotWritten)
	}
	if err := netOf(ctx).Revoke(in.Number, m.ID); err != nil {
		return wire.Empty{}, fmt.Errorf("message %q: %w", in.ID, err)
	}
	return wire.Empty{}, nil
}

// chatIn names a chat of a person.
type chatIn struct {
	Number string `path:"number"`
	Body   chatRef
}

type readOut struct {
	MessageIDs []string `json:"messageIds"`
}

// handsetRead answers which messages became read: those of which the log tells.
func (b *Bench) handsetRead(ctx context.Context, in chatIn) (readOut, error) {
	n, chat := netOf(ctx), in.Body
	before := n.Position()
	if err := n.ReadChat(in.Number, channel(chat.Channel), chat.Sender); err != nil {
		return readOut{}, chat.wrap(in.Number, err)
	}
	out := readOut{MessageIDs: []string{}}
	events, _ := n.Events(before, int(n.Position()-before))
	for _, e := range events {
		if e.Kind == network.MessageRead && e.Number == in.Number && e.Sender == chat.Sender && e.Channel == channel(chat.Channel) {
			out.MessageIDs = append(out.MessageIDs, e.Message.String())
		}
	}
	return out, nil
}

// wrap says whose chat an error is about.
func (c chatRef) wrap(number string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("chat of %q with %s %q: %w", number, c.Channel, c.Sender, err)
}

type typingIn struct {
	Number string `path:"number"`
	Body   struct{ To, Channel string }
}

func (b *Bench) handsetTyping(ctx context.Context, in typingIn) (wire.Empty, error) {
	chat := chatRef{in.Body.Channel, in.Body.To}
	return wire.Empty{}, chat.wrap(in.Number, netOf(ctx).Typing(in.Number, channel(chat.Channel), chat.Sender))
}

type openIn struct {
	Number string `path:"number"`
	Body   struct {
		chatRef
		Open bool
	}
}

func (b *Bench) handsetOpen(ctx context.Context, in openIn) (wire.Empty, error) {
	chat := in.Body.chatRef
	return wire.Empty{}, chat.wrap(in.Number, netOf(ctx).OpenChat(in.Number, channel(chat.Channel), chat.Sender, in.Body.Open))
}

func (b *Bench) handsetUnblock(ctx context.Context, in chatIn) (wire.Empty, error) {
	return wire.Empty{}, in.Body.wrap(in.Number, netOf(ctx).SetBlocked(in.Number, channel(in.Body.Channel), in.Body.Sender, false))
}

type optOutIn struct {
	Number string `path:"number"`
	Body   struct{ Sender, Keyword, SMS, Marketing string }
}

// optOutOut says how it stands with the sender, or which message told it the keyword.
type optOutOut struct {
	Stopped   *bool  `json:"stopped,omitempty"`
	MessageID string `json:"messageId,omitempty"`
}

func (b *Bench) handsetOptOut(ctx context.Context, in optOutIn) (optOutOut, error) {
	n, chat := netOf(ctx), chatRef{"sms", in.Body.Sender}
	if word := in.Body.Marketing; word != "" {
		stopped := word == "stop"
		chat.Channel = "whatsapp"
		return optOutOut{Stopped: &stopped}, chat.wrap(in.Number, n.StopMarketing(in.Number, chat.Sender, stopped))
	}
	if in.Body.Keyword != "" {
		note := network.Note{Number: in.Number, Channel: network.SMS, To: chat.Sender, Content: network.Text{Body: in.Body.Keyword}}
		id, err := n.Write(note)
		return optOutOut{MessageID: id.String()}, chat.wrap(in.Number, err)
	}
	if _, err := n.Sender(network.SMS, chat.Sender); err != nil {
		return optOutOut{}, chat.wrap(in.Number, err)
	}
	stopped := in.Body.SMS == "stop"
	return optOutOut{Stopped: &stopped}, chat.wrap(in.Number, n.SetOptedOut(in.Number, chat.Sender, stopped))
}

type orderingIn struct {
	Number string `path:"number"`
	Body   orderIn
}

// orderIn is a cart.
type orderIn struct {
	To, CatalogID, Text, Message string
	Items                        []item
}

func (b *Bench) handsetOrder(ctx context.Context, in orderingIn) (written, error) {
	return b.order(ctx, in.Number, in.Body)
}
