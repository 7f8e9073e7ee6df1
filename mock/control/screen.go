package control

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/mynah-sim/mynah/mock/network"
)

// screen is what a person sees (control: handsetScreen).
type screen struct {
	Chats []screenChat `json:"chats"`
}

type screenChat struct {
	Sender   string          `json:"sender"`
	Channel  string          `json:"channel"`
	Name     string          `json:"name,omitempty"`
	Group    bool            `json:"group,omitempty"`
	Unread   int             `json:"unread"`
	Typing   bool            `json:"typing,omitempty"`
	Messages []screenMessage `json:"messages"`
}

// screenMessage is a message as the phone shows it.
type screenMessage struct {
	MessageID string     `json:"messageId"`
	Direction string     `json:"direction"`
	Status    string     `json:"status"`
	At        string     `json:"at"`
	ReplyTo   string     `json:"replyTo,omitempty"`
	Forwarded int        `json:"forwarded,omitempty"`
	Reactions []reaction `json:"reactions,omitempty"`
	Author    string     `json:"author,omitempty"`
	ShownAs   string     `json:"shownAs,omitempty"`
	Edited    bool       `json:"edited,omitempty"`
	Votes     []vote     `json:"votes,omitempty"`
	shown
}

// vote is what one member has chosen of a poll.
type vote struct {
	Number  string   `json:"number"`
	Options []string `json:"options"`
}

type reaction struct {
	From  string `json:"from"`
	Emoji string `json:"emoji"`
}

type screenIn struct {
	Number  string `path:"number"`
	Channel string `query:"channel"`
	Sender  string `query:"sender"`
	Limit   int    `query:"limit"`
}

func (b *Bench) handsetScreen(ctx context.Context, in screenIn) (screen, error) {
	n := netOf(ctx)
	chats, err := n.Screen(in.Number)
	if err != nil {
		return screen{}, fmt.Errorf("number %q: %w", in.Number, err)
	}
	newestLast(chats)
	out := screen{Chats: []screenChat{}}
	for _, c := range chats {
		if in.Channel != "" && in.Channel != c.Channel.String() || in.Sender != "" && in.Sender != c.Sender {
			continue
		}
		out.Chats = append(out.Chats, toScreenChat(n, in.Number, c, pageIn{Limit: in.Limit}.limit()))
	}
	return out, nil
}

// newestLast orders chats by their newest messages; those without any stand first, by channel and sender.
func newestLast(chats []network.ScreenChat) {
	newest := func(c network.ScreenChat) (at time.Time) {
		if len(c.Messages) > 0 {
			at = c.Messages[len(c.Messages)-1].At
		}
		return at
	}
	slices.SortStableFunc(chats, func(a, b network.ScreenChat) int { return newest(a).Compare(newest(b)) })
}

func toScreenChat(n *network.Network, number string, c network.ScreenChat, limit int) screenChat {
	out := screenChat{Sender: c.Sender, Channel: c.Channel.String(), Name: c.Name, Group: c.Group, Typing: c.Typing, Messages: []screenMessage{}}
	for _, m := range c.Messages {
		if m.In && m.State == network.Delivered {
			out.Unread++
		}
	}
	show := shower{net: n, channel: c.Channel, sender: c.Sender}
	for _, m := range c.Messages[max(0, len(c.Messages)-limit):] {
		out.Messages = append(out.Messages, show.message(number, m))
	}
	return out
}

// message is one message of the chat as the phone shows it.
func (s *shower) message(number string, m network.ScreenMessage) screenMessage {
	out := screenMessage{
		MessageID: m.ID.String(), Direction: "out", Status: phoneStatus(m.State), At: stamp(m.At), shown: s.content(m.Content),
		Author: m.Author, Edited: m.Edited,
	}
	from := s.sender
	if m.In {
		out.Direction, from = "in", number
	}
	if m.State == network.Deleted {
		out.shown = shown{Kind: m.Content.Kind()}
	}
	if !m.ReplyTo.IsZero() {
		out.ReplyTo = m.ReplyTo.String()
	}
	if m.Reaction != "" {
		out.Reactions = []reaction{{from, m.Reaction}}
	}
	if full, err := s.net.Message(m.ID); err == nil {
		out.Forwarded, out.ShownAs = full.Hops, full.ShownAs
		for _, v := range full.Votes {
			out.Votes = append(out.Votes, vote{v.Number, v.Options})
		}
		if q := full.Question; q != nil {
			out.Products = []productRef{{q.Catalog, q.Product}}
		}
	}
	return out
}

// phoneStatus is how far a message is, in the words of a phone: what the person wrote is sent until it has arrived.
func phoneStatus(s network.State) string {
	switch s {
	case network.Arrived:
		return network.Delivered.String()
	case network.Read, network.Delivered, network.Played, network.Deleted:
		return s.String()
	}
	return network.Sent.String()
}
