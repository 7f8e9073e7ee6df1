package network

import (
	"fmt"
	"slices"
)

// Wanted is a file that a message names by its address, and that somebody outside is to fetch (media.fetch, network 3.7).
type Wanted struct {
	Message ID
	Account string
	Link    string
	As      MediaKind
	MIME    string // as announced; empty: unknown
}

// Fetched is what came of it. Why is what JudgeFile says of the file, MediaFetch when it could not be had, and NoReason when it is good.
type Fetched struct {
	Message ID
	Link    string
	MIME    string
	Size    int
	Why     Reason
}

// fetch is a message whose files are fetched before it is dispatched, or that stands behind one in its chat.
type fetch struct {
	links []string // still wanted
	why   Reason   // the first breach
	done  bool     // dispatched, or about to be
}

// Fetching tells whether the files of links are fetched (network 10.2).
func (n *Network) Fetching() (yes bool) {
	n.ask(func() { yes = n.fetching })
	return yes
}

// SetFetching lets links be fetched or not; messages that wait for a file go on waiting for it.
func (n *Network) SetFetching(yes bool) {
	_ = n.do(func(t *tx) error {
		n.fetching = yes
		t.append(Event{Kind: WorldChanged, Text: fmt.Sprintf("media fetch %t", yes)})
		return nil
	})
}

// Wanted lists the files that messages wait for, in order of the messages: what an event of kind MediaWanted asks for.
func (n *Network) Wanted() (all []Wanted) {
	n.ask(func() {
		for _, chatPlace := range n.awaiting {
			for _, place := range n.queues[chatPlace] {
				all = append(all, n.wantedBy(place)...)
			}
		}
	})
	return all
}

func (n *Network) wantedBy(place uint32) (all []Wanted) {
	m := n.messages.at(place)
	for _, f := range filesOf(m.content) {
		if slices.Contains(n.fetches[place].links, f.Link) {
			all = append(all, Wanted{m.id, n.owner(place), f.Link, f.As, f.MIME})
		}
	}
	return all
}

// ReportFetched enters what came of files that were wanted. A message whose files are all there is dispatched, and those of its chat
// that stand behind it, in their order (network 2.7).
func (n *Network) ReportFetched(all []Fetched) {
	_ = n.do(func(t *tx) error {
		for _, f := range all {
			t.fetched(f)
		}
		return nil
	})
}

func (t *tx) fetched(f Fetched) {
	place := t.n.messageBy[f.Message]
	waits := t.n.fetches[place]
	if waits == nil || !slices.Contains(waits.links, f.Link) {
		return
	}
	waits.links = slices.DeleteFunc(slices.Clone(waits.links), func(link string) bool { return link == f.Link })
	m := t.n.messages.at(place)
	s := t.n.senders[t.n.chats.at(m.chat).sender-1]
	why := f.Why
	if s.Kind == "linked" && why != MediaFetch {
		why = NoReason // any type and size (network 3.19 step 12)
	}
	if waits.why == NoReason {
		waits.why = why
	}
	if content, ok := m.content.(Media); ok && f.Why != MediaFetch {
		content.MIME = f.MIME
		m.content = content
	}
	t.append(t.about(m, Event{Kind: MediaCame, Reason: why, Text: f.Link}))
	t.dispatchQueued(m.chat)
}

// awaitFiles leaves a message with its account until its files are there, and tells whether it did. Accounts that judge files in the call
// have had them fetched before.
func (t *tx) awaitFiles(place uint32) bool {
	m := t.n.messages.at(place)
	if f := t.n.fetches[place]; f != nil {
		return !f.done
	}
	links := t.linksToFetch(place)
	if len(links) == 0 && len(t.n.queues[m.chat]) == 0 {
		return false
	}
	if t.n.fetches == nil {
		t.n.fetches, t.n.queues = map[uint32]*fetch{}, map[uint32][]uint32{}
	}
	t.n.fetches[place] = &fetch{links: links}
	if len(t.n.queues[m.chat]) == 0 {
		t.n.awaiting = append(t.n.awaiting, m.chat)
	}
	t.n.queues[m.chat] = append(t.n.queues[m.chat], place)
	for _, link := range links {
		t.append(t.about(m, Event{Kind: MediaWanted, Text: link}))
	}
	return true
}

// linksToFetch are the addresses that a message names, each once; none where nothing is fetched.
func (t *tx) linksToFetch(place uint32) (links []string) {
	m := t.n.messages.at(place)
	c := t.n.chats.at(m.chat)
	if !t.n.fetching || t.n.senders[c.sender-1].Channel != WhatsApp || t.n.inTheCall(t.n.owner(place))["media_size"] || m.flags&flagEcho != 0 {
		return nil
	}
	for _, f := range filesOf(m.content) {
		if f.Link != "" && !slices.Contains(links, f.Link) {
			links = append(links, f.Link)
		}
	}
	return links
}

// dispatchQueued dispatches what stands at the head of a chat's queue and has its files.
func (t *tx) dispatchQueued(chatPlace uint32) {
	for queue := t.n.queues[chatPlace]; len(queue) > 0; queue = t.n.queues[chatPlace] {
		f, m := t.n.fetches[queue[0]], t.n.messages.at(queue[0])
		if len(f.links) > 0 && m.state == Accepted {
			return
		}
		f.done = true
		t.n.queues[chatPlace] = slices.Clone(queue[1:])
		if m.state == Accepted {
			t.dispatch(queue[0])
		}
	}
	delete(t.n.queues, chatPlace)
	t.n.awaiting = slices.DeleteFunc(slices.Clone(t.n.awaiting), func(at uint32) bool { return at == chatPlace })
}

// Linked are the files that a content names by their addresses.
func Linked(content Content) (all []Media) {
	for _, f := range filesOf(content) {
		if f.Link != "" {
			all = append(all, *f)
		}
	}
	return all
}

// judgeFetched is what is wrong with the fetched files of a message; drafts and what is not fetched count as good.
func (n *Network) judgeFetched(place uint32) Reason {
	if f := n.fetches[place]; f != nil {
		return f.why
	}
	return NoReason
}

func (f *fetch) fork() *fetch { return &fetch{slices.Clone(f.links), f.why, f.done} }
