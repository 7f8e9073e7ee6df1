package onemsg

import (
	"strings"
	"sync"

	"github.com/mynah-sim/mynah/mock/network"
)

// ledger is what 1msg has noted of the log: the order in which messages came to each channel, the conversations that were opened, what
// was delivered, and how its webhook addresses answered. It holds no content: that is the network's. It is a function of the log
// alone, brought up to date whenever it is asked.
type ledger struct {
	p *Provider

	mu    sync.Mutex // guards what follows; held over questions to the network, which asks nothing back
	read  uint64     // number of the newest event that is in
	books map[string]*book
}

// book is the part of one channel, by its network account.
type book struct {
	order  []network.ID          // of messages: the first has the messageNumber 1 (onemsg 1.8)
	place  map[network.ID]int    // messageNumber
	keys   map[idKey]network.ID  // by what stands in a message id
	files  map[string]network.ID // by media id
	talks  map[string]*talk      // the latest conversation of each chat
	talkOf map[network.ID]*talk  // of outgoing messages, once sent
	all    []*talk               // in order of opening
	costs  map[month]int         // of delivered templates, in units of 0.0001
	calls  map[idKey]network.ID
}

func newLedger(p *Provider) *ledger {
	return &ledger{p: p, books: map[string]*book{}}
}

// with brings the ledger up to date and lets f read the book of an account.
func (l *ledger) with(account string, f func(*book)) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.catchUp()
	f(l.book(account))
}

// upTo notes everything up to an event and no further, so that what is translated sees the state of that event.
func (l *ledger) upTo(e network.Event) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.read+1 == e.N {
		l.note(e)
		l.read = e.N
		return
	}
	for l.read < e.N && l.some(int(min(e.N-l.read, 64))) {
	}
}

func (l *ledger) catchUp() {
	for l.some(256) {
	}
}

// some notes the next events, at most so many; false when there are none. What the log no longer holds is passed over.
func (l *ledger) some(limit int) bool {
	if l.read >= l.p.net.Position() {
		return false
	}
	events, ok := l.p.net.Events(l.read, limit)
	if !ok {
		l.read++
		return true
	}
	for _, e := range events {
		l.note(e)
		l.read = e.N
	}
	return len(events) > 0
}

func (l *ledger) book(account string) *book {
	b := l.books[account]
	if b == nil {
		b = &book{
			place: map[network.ID]int{}, keys: map[idKey]network.ID{}, files: map[string]network.ID{}, talks: map[string]*talk{},
			talkOf: map[network.ID]*talk{}, costs: map[month]int{}, calls: map[idKey]network.ID{},
		}
		l.books[account] = b
	}
	return b
}

// note enters one event.
func (l *ledger) note(e network.Event) {
	ch := l.p.channelOfAccount(e.Account)
	if ch == nil {
		return
	}
	b := l.book(e.Account)
	switch e.Kind {
	case network.CallbackReported:
		if channel, url, ok := l.p.posted(e.Delivery); ok && channel == e.Account {
			ch.reported(url, network.ReadReport(e), e.At)
		}
	case network.CallRinging, network.CallOffered, network.CallEnded:
		b.calls[keyOf(e.Message)] = e.Message
	case network.MediaAdded:
		b.files[mediaID(e.Message)] = e.Message
	case network.MessageSent:
		l.sent(b, e)
	case network.MessageDelivered:
		l.delivered(b, e)
	default:
		if enters(e.Kind) {
			l.entered(b, e)
		}
	}
}

// enters tells whether an event brings a new message into a chat.
func enters(k network.Kind) bool {
	switch k {
	case network.MessageAccepted, network.MessageInbound, network.ChatSystem, network.ChatWelcome, network.CallLogged:
		return true
	}
	return false
}

// entered numbers a message.
func (l *ledger) entered(b *book, e network.Event) {
	if _, known := b.place[e.Message]; known {
		return
	}
	b.order = append(b.order, e.Message)
	b.place[e.Message] = len(b.order)
	b.keys[keyOf(e.Message)] = e.Message
}

// message finds a message of a channel by the id that this API gave it; false when it never came to the channel.
func (p *Provider) message(ch *channel, text string) (m network.Message, ok bool) {
	key, ok := readMessageID(text)
	if !ok {
		return m, false
	}
	var id network.ID
	p.book.with(ch.config.Account, func(b *book) { id, ok = b.keys[key] })
	if !ok {
		return m, false
	}
	m, err := p.net.MessageOf(ch.config.Account, id)
	return m, err == nil && p.idOf(m) == text
}

// idOf is the id of a message as this API shows it.
func (p *Provider) idOf(m network.Message) string {
	with := m.Number
	if group := groupOf(m); group != "" {
		with = group
	} else if text, hidden := p.shown(m.Number); hidden {
		with = text
	}
	return messageID(with, m.Direction, m.ID)
}

// MessageID reads an id of a message as this API gave it out.
func (p *Provider) MessageID(text string) (id network.ID, ok bool) {
	key, ok := readMessageID(text)
	if !ok {
		return id, false
	}
	p.mu.RLock()
	channels := append([]*channel(nil), p.channels...)
	p.mu.RUnlock()
	for _, ch := range channels {
		found := false
		p.book.with(ch.config.Account, func(b *book) { id, found = b.keys[key] })
		if found {
			return id, true
		}
	}
	return id, false
}

// file finds the stored file of a media id; the zero ID when there is none.
func (p *Provider) file(ch *channel, text string) (id network.ID) {
	p.book.with(ch.config.Account, func(b *book) { id = b.files[strings.TrimSpace(text)] })
	if id.IsZero() {
		for _, m := range p.net.MediaOf(ch.config.Account) { // files that came with the world
			if mediaID(m.ID) == text {
				return m.ID
			}
		}
	}
	return id
}
