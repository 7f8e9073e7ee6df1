package network

import (
	"cmp"
	"slices"
	"time"
)

// ScreenChat is one chat as the person sees it.
type ScreenChat struct {
	Channel  Channel
	Sender   string
	Name     string // the business's
	Typing   bool   // the business is typing
	Messages []ScreenMessage
}

// ScreenMessage is one message as the person sees it. In is what the business sent.
type ScreenMessage struct {
	ID       ID
	In       bool
	Content  Content
	State    State // out: arrived, or read when the business marked it
	At       time.Time
	ReplyTo  ID
	Reaction string // of the other side
}

// Screen answers what a person sees: chats by channel and sender, messages newest last. Messages that are not on the phone yet
// are not there; a withdrawn one shows no content.
func (n *Network) Screen(number string) (chats []ScreenChat, err error) {
	n.ask(func() {
		h := n.person(number)
		if h == nil {
			err = ErrHandsetUnknown
			return
		}
		for at := h.first; at != 0; at = n.chats.at(at).next {
			chats = append(chats, n.screenChat(n.chats.at(at)))
		}
		slices.SortFunc(chats, func(a, b ScreenChat) int {
			return cmp.Or(cmp.Compare(a.Channel, b.Channel), cmp.Compare(a.Sender, b.Sender))
		})
	})
	return chats, err
}

func (n *Network) screenChat(c *chat) ScreenChat {
	s := n.senders[c.sender-1]
	out := ScreenChat{Channel: s.Channel, Sender: s.ID, Name: s.Name, Typing: n.now < c.typingUntil}
	for at := c.first; at != 0; at = n.messages.at(at).next {
		m := n.messages.at(at)
		if m.dir == Outbound && m.state != Delivered && m.state != Read && m.state != Played {
			continue
		}
		copied := n.copyOf(at)
		sm := ScreenMessage{
			ID: m.id, In: m.dir == Outbound, Content: copied.Content, State: m.state, At: copied.Made, ReplyTo: copied.ReplyTo,
			Reaction: n.reactions[at],
		}
		if m.state == Deleted {
			sm.Content = Unsupported{What: "deleted"}
		}
		out.Messages = append(out.Messages, sm)
	}
	return out
}
