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
	Name     string // the business's, the group's, or on a phone that a business shares the person's
	Group    bool   // Sender is a group
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
	Author   string // in a group: who wrote it
	Edited   bool
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
		shared := map[string]bool{} // chats that are the business's own too
		if own := n.ownPhone(number); own != nil {
			for _, c := range n.screenOwn(own) {
				shared[c.Sender] = true
				chats = append(chats, c)
			}
		}
		for at := h.first; at != 0; at = n.chats.at(at).next {
			if c := n.chats.at(at); n.senders[c.sender-1].Channel != WhatsApp || !shared[n.senders[c.sender-1].ID] {
				chats = append(chats, n.screenChat(c))
			}
		}
		if h.more != nil {
			for _, place := range h.more.groups {
				chats = append(chats, n.screenGroup(n.groupAt(place), number))
			}
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
		if m.dir == Outbound && m.state != Delivered && m.state != Read && m.state != Played && m.state != Deleted {
			continue
		}
		copied := n.copyOf(at)
		sm := ScreenMessage{
			ID: m.id, In: m.dir == Outbound, Content: copied.Content, State: m.state, At: copied.Made, ReplyTo: copied.ReplyTo,
			Reaction: n.reactions[at], Edited: n.edits[at].count > 0,
		}
		if m.state == Deleted {
			sm.Content = Unsupported{What: "deleted"}
		}
		out.Messages = append(out.Messages, sm)
	}
	return out
}

// screenGroup is a group as a member sees it: from joining on, what a business wrote once it is on the phone.
func (n *Network) screenGroup(g *group, number string) ScreenChat {
	out := ScreenChat{Channel: WhatsApp, Sender: g.ID, Name: g.Name, Group: true}
	member, _ := g.Member(number)
	for _, p := range g.posts {
		if p.at < member.Joined.UnixNano() {
			continue
		}
		sm := ScreenMessage{ID: p.id, In: p.author != number, Content: p.said, State: Arrived, At: instant(p.at), Author: p.author, Edited: p.edited}
		if len(p.copies) > 0 {
			if r := n.receipts[p.copies[0]]; r != nil {
				if i := slices.Index(r.to, number); i >= 0 && !r.has[i] {
					continue
				}
			}
			copied := n.copyOf(p.copies[0])
			sm.Content, sm.State, sm.ReplyTo = copied.Content, copied.State, copied.ReplyTo
			sm.Reaction, sm.Edited = n.reactions[p.copies[0]], copied.Revision > 0
		}
		if p.gone {
			sm.Content = Unsupported{What: "deleted"}
		}
		out.Messages = append(out.Messages, sm)
	}
	return out
}

// screenOwn are the chats of a business as the phone shows them that shares its number; groups are among the person's own.
func (n *Network) screenOwn(s *sender) (chats []ScreenChat) {
	for at := uint32(1); at <= n.chats.n; at++ {
		c := n.chats.at(at)
		if c.sender != s.place || n.groupAt(c.person) != nil {
			continue
		}
		number := n.people.at(c.person).number
		out := ScreenChat{Channel: WhatsApp, Sender: number, Name: n.nameOf(number)}
		for place := c.first; place != 0; place = n.messages.at(place).next {
			m := n.copyOf(place)
			sm := ScreenMessage{ID: m.ID, In: m.Direction == Inbound, Content: m.Content, State: m.State, At: m.Made, ReplyTo: m.ReplyTo,
				Reaction: n.reactions[place], Edited: m.Revision > 0}
			if m.State == Deleted {
				sm.Content = Unsupported{What: "deleted"}
			}
			out.Messages = append(out.Messages, sm)
		}
		chats = append(chats, out)
	}
	return chats
}
