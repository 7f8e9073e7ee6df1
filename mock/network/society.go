package network

import (
	"maps"
	"slices"
)

// society is what people and their phones have beside handsets, chats and messages. Maps are made when they are needed.
type society struct {
	groups   []uint32            // places among the people, in order of making
	posts    map[ID]postPlace    // what stands in groups
	receipts map[uint32]*receipt // of a business's messages in groups, by message
	extras   map[uint32]*extra   // by message
	edits    map[uint32]edited   // by message
	offers   map[string]string   // account by the code that it shows
	held     map[uint32][]uint32 // inbound messages that wait for a sender, by sender
	watched  map[uint32]bool     // chats whose sender has subscribed to the person's presence
	entries  map[uint32]entry    // free entry points, by chat
	checks   map[contactKey]contactAsked
	calls    slab[call]
	callsBy  map[ID]uint32
	crowds   []*throng        // populations; never changed
	robots   map[uint64]robot // automatic answers, by chat
	bursts   []burst
	consents map[uint32]*consent // permissions to call, by chat
	fetches  map[uint32]*fetch   // by message that has waited for files
	queues   map[uint32][]uint32 // messages that wait for files or stand behind one, by chat
	awaiting []uint32            // chats with a queue, in order of its beginning
}

// extra is what few messages have.
type extra struct {
	account  string // that handed it in; empty: the one that made the sender (network D29)
	author   string // of a group's message: the person
	referral *Referral
	parts    parts  // SMS: those whose receipt was told
	identity string // the hash that the business expects (network 3.14)
	votes    []PollVote
	peer     uint32 // the message of the business that wrote it (network D35); 0: a person did
}

// PollVote is what one person has chosen of a poll.
type PollVote struct {
	Number  string
	Options []string
}

// extra is the rare part of a message, made when it is needed.
func (n *Network) extra(place uint32) *extra {
	if n.extras == nil {
		n.extras = map[uint32]*extra{}
	}
	if n.extras[place] == nil {
		n.extras[place] = &extra{}
	}
	return n.extras[place]
}

// from is the number of the person who wrote an inbound message: in a group its author.
func (n *Network) from(place uint32) string {
	if e := n.extras[place]; e != nil && e.author != "" {
		return e.author
	}
	return n.people.at(n.chats.at(n.messages.at(place).chat).person).number
}

// identityWanted is the hash that the business expects of the person; empty: any.
func (n *Network) identityWanted(place uint32) string {
	if e := n.extras[place]; e != nil {
		return e.identity
	}
	return ""
}

// fork copies all of it: what never changes once it is there is shared.
func (s *society) fork() society {
	return society{
		groups: slices.Clone(s.groups), posts: maps.Clone(s.posts), receipts: forkEach(s.receipts, (*receipt).fork),
		extras: forkEach(s.extras, shallow), edits: maps.Clone(s.edits), offers: maps.Clone(s.offers), held: forkLists(s.held),
		watched: maps.Clone(s.watched), entries: maps.Clone(s.entries), checks: maps.Clone(s.checks), calls: s.calls.fork(nil),
		callsBy: maps.Clone(s.callsBy), consents: forkEach(s.consents, (*consent).fork),
		crowds: slices.Clone(s.crowds), robots: maps.Clone(s.robots), bursts: slices.Clone(s.bursts),
		fetches: forkEach(s.fetches, (*fetch).fork), queues: forkLists(s.queues), awaiting: slices.Clone(s.awaiting),
	}
}

func (r *receipt) fork() *receipt {
	return &receipt{to: r.to, has: slices.Clone(r.has), read: slices.Clone(r.read)}
}

func (c *consent) fork() *consent {
	return &consent{until: c.until, requests: slices.Clone(c.requests), calls: slices.Clone(c.calls), all: c.all}
}

// fork copies a group with its members and posts.
func (g *group) fork() *group {
	out := *g
	out.Group, out.posts, out.look = g.copied(), slices.Clone(g.posts), maps.Clone(g.look)
	return &out
}

func forkLists(all map[uint32][]uint32) map[uint32][]uint32 {
	if all == nil {
		return nil
	}
	out := make(map[uint32][]uint32, len(all))
	for key, list := range all {
		out[key] = slices.Clone(list)
	}
	return out
}
