package network

import "slices"

// VoteOn makes a person choose options of a poll; what was chosen before no longer holds. The vote is an inbound message of the chat, and
// the event PollVoted names the poll (network 8.1 vote). Options that the poll does not offer, or several where one is allowed, are
// ErrNotOffered.
func (n *Network) VoteOn(number string, poll ID, options []string) (id ID, err error) {
	err = n.do(func(t *tx) error {
		id, err = t.vote(number, poll, options)
		return err
	})
	return id, err
}

func (t *tx) vote(number string, poll ID, options []string) (ID, error) {
	place, ok := t.n.messageBy[poll]
	if !ok || !t.sees(number, place) {
		return ID{}, ErrMessageUnknown
	}
	m := t.n.messages.at(place)
	content, ok := m.content.(Poll)
	if !ok || len(options) > 1 && !content.Multiple {
		return ID{}, ErrNotOffered
	}
	for _, option := range options {
		if !slices.Contains(content.Options, option) {
			return ID{}, ErrNotOffered
		}
	}
	c := t.n.chats.at(m.chat)
	w := Note{Number: number, Channel: WhatsApp, To: t.n.senders[c.sender-1].ID, Content: Vote{poll, options}, ReplyTo: poll}
	if g := t.n.groupAt(c.person); g != nil {
		w.To = g.ID
	}
	id, err := t.write(w)
	if err != nil {
		return ID{}, err
	}
	e := t.n.extra(place)
	e.votes = slices.DeleteFunc(slices.Clone(e.votes), func(v PollVote) bool { return v.Number == number })
	if len(options) > 0 {
		e.votes = append(e.votes, PollVote{number, slices.Clone(options)})
	}
	t.append(t.about(m, Event{Kind: PollVoted, Text: number}))
	return id, nil
}

// sees tells whether a message of a business is on a person's phone.
func (t *tx) sees(number string, place uint32) bool {
	m := t.n.messages.at(place)
	if m.dir != Outbound {
		return false
	}
	if r := t.n.receipts[place]; r != nil {
		i := slices.Index(r.to, number)
		return i >= 0 && r.has[i]
	}
	on := m.state == Delivered || m.state == Read || m.state == Played
	return on && t.n.people.at(t.n.chats.at(m.chat).person).number == number
}

// Play makes a person play a voice note of a business for the first time (network 2.2 W11). Anything else is ErrNotOffered.
func (n *Network) Play(number string, id ID) error {
	return n.do(func(t *tx) error { return t.play(number, id) })
}

func (t *tx) play(number string, id ID) error {
	place, ok := t.n.messageBy[id]
	if !ok || !t.sees(number, place) {
		return ErrMessageUnknown
	}
	m := t.n.messages.at(place)
	if content, ok := m.content.(Media); !ok || content.As != Voice {
		return ErrNotOffered
	}
	if m.state == Played || t.n.people.at(t.n.chats.at(m.chat).person).is(flagNoReceipts) || t.n.receipts[place] != nil {
		return nil // once; nobody is told without receipts, and of groups the network tells no playing
	}
	return t.enter(place, Played, NoReason)
}
