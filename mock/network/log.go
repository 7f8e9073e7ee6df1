package network

import (
	"crypto/sha256"
	"encoding/hex"
	"hash"
	"strconv"
	"time"
)

// Kind names what happened.
type Kind string

// The kinds of events, in the network's words.
const (
	MessageAccepted   Kind = "message.accepted"
	MessageDispatched Kind = "message.dispatched"
	MessageSent       Kind = "message.sent"
	MessageDelivered  Kind = "message.delivered"
	MessageRead       Kind = "message.read"
	MessagePlayed     Kind = "message.played"
	MessageFailed     Kind = "message.failed"
	MessageExpired    Kind = "message.expired"
	MessageCancelled  Kind = "message.cancelled" // withdrawn before dispatch (network 2.2 W2a)
	MessageBuffered   Kind = "message.buffered"  // SMS: waits for the next try (network 2.4 S4)
	MessageInbound    Kind = "message.inbound"
	MessageRevoked    Kind = "message.revoked"
	MessageMarkedRead Kind = "message.marked_read" // the business marked an inbound message
	PartReported      Kind = "sms.part"            // the receipt of one part, where each has its own; Text: which, and its state
	KeywordAnswered   Kind = "sms.keyword"         // the operator has answered a keyword (network 4.6)
	MessageEdited     Kind = "message.edited"
	MessageEchoed     Kind = "message.echoed" // written on the business's own phone: the first event instead of accepted
	PollVoted         Kind = "poll.voted"     // Message: the poll; Text: the person
	ChatSystem        Kind = "chat.system"    // Message: a Moved; opens no window
	ChatWelcome       Kind = "chat.welcome"   // Message: a Welcome; opens no window
	TypingShown       Kind = "typing.shown"
	PresenceChanged   Kind = "presence.changed"   // Text: what the person is now; for linked senders that subscribed
	GroupChanged      Kind = "group.changed"      // Number: the group; one for each business in it; Text: what, by whom, of whom
	CallRinging       Kind = "call.ringing"       // Message: the call; of the business, at the phone
	CallOffered       Kind = "call.offered"       // Message: the call; of the person, at the business
	CallPrepared      Kind = "call.prepared"      // Message: the call; the business takes it soon
	CallAccepted      Kind = "call.accepted"      // Message: the call; of either side
	CallRejected      Kind = "call.rejected"      // Message: the call; of either side
	CallEnded         Kind = "call.ended"         // Message: the call; Text: completed, or failed
	CallLogged        Kind = "call.logged"        // Message: a CallEntry; opens no window
	CallPermitted     Kind = "call.permitted"     // Text: temporary, permanent, none
	AppContact        Kind = "app.contact"        // of the business app on the phone that shares a number; Text: add, remove
	AppHistory        Kind = "app.history"        // Message: one that the app holds
	SenderLinked      Kind = "sender.linked"      // a phone has scanned the code; Text: the code
	SenderUnlinked    Kind = "sender.unlinked"    // Text: by the phone, or by the business
	ProfileChanged    Kind = "profile.changed"    // of a person: name, about, photo
	PreferenceChanged Kind = "preference.changed" // marketing stop or resume of a person; Text: stop, resume
	HandsetChanged    Kind = "handset.changed"
	SenderChanged     Kind = "sender.changed"
	AccountChanged    Kind = "account.changed"
	PortfolioChanged  Kind = "portfolio.changed"
	WABAChanged       Kind = "waba.changed"
	TemplateChanged   Kind = "template.changed"
	FlowChanged       Kind = "flow.changed"
	CatalogChanged    Kind = "catalog.changed"
	ProductChanged    Kind = "product.changed"
	MediaAdded        Kind = "media.added"
	MediaGone         Kind = "media.gone"
	MediaWanted       Kind = "media.wanted"  // a message waits for a file; Text: its address
	MediaCame         Kind = "media.fetched" // what came of it; Text: its address
	WorldChanged      Kind = "world.changed"
	CallbackDue       Kind = "callback.due"      // the time of a further try has come
	CallbackReported  Kind = "callback.reported" // what came of a try
	MessageHeld       Kind = "message.held"      // waits for template pacing (network 2.2 W3)
	MessageReleased   Kind = "message.released"  // the verdict was good: nobody outside is told (network 2.2 W4)
	MessageUnknown    Kind = "message.unknown"   // a report that maps to nothing (F62)
	MessageForgotten  Kind = "message.forgotten" // its account has lost it (F57)
	MessageUntold     Kind = "message.untold"    // a true state that a fault lets nobody know; State says which
	ErrorOutside      Kind = "error.outside"     // an error that belongs to no message (F63): its code, title and details in Altered
	Triggered         Kind = "triggered"         // an event of a provider's own that the bench asked for: its name in Text, its value in Altered
	FaultStruck       Kind = "fault.struck"      // a fault of carriage has struck
	ProviderRemarked  Kind = "provider.remarked" // something at a provider that no phone shows
	ProviderDue       Kind = "provider.due"      // the time of a reminder has come
)

// messageKinds maps a state that an outbound message enters to its event.
var messageKinds = map[State]Kind{
	Accepted: MessageAccepted, Dispatched: MessageDispatched, Sent: MessageSent, Delivered: MessageDelivered,
	Read: MessageRead, Played: MessagePlayed, Failed: MessageFailed, ExpiredState: MessageExpired, Deleted: MessageRevoked,
	Held: MessageHeld, Cancelled: MessageCancelled,
}

// Event is one line of the log. Members that do not apply are zero.
type Event struct {
	N        uint64    // from 1, without gaps
	At       time.Time // on the world's clock, UTC
	Kind     Kind
	Account  string // whose sender or file it concerns
	Channel  Channel
	Sender   string
	Number   string // the person
	Message  ID     // of call events: the call
	State    State  // that the message entered
	Reason   Reason // why it failed
	Delivery uint64 // callbacks: number of the delivery
	Text     string // a detail in the network's words
	Altered  *Alteration
}

// Alteration is one property of a thing of the business that got another value: a template, a flow, a product, a catalog, a WhatsApp
// business account, or a sender. Events share it: it is never changed.
type Alteration struct {
	WABA     string // whose it is; empty: no WABA's
	Name     string // of the template; id of the flow, catalog, or product
	Language string // of the template
	ID       string // outside id of the template; catalog of the product
	Property string // status, category, quality, ...; empty: the thing was added or taken away, see Old and New
	Old, New string
	Why      string // reason of a rejection, title of a pause, ...
}

// log is the numbered list of events: the newest ones for readers, and a digest over all.
type log struct {
	blocks [][]Event // blocks of logBlock; the first may have been dropped
	first  uint64    // number of the first event still held
	last   uint64    // number of the newest event
	keep   int
	sum    hash.Hash
	line   []byte
}

const logBlock = 1024

func newLog(keep int) log {
	if keep == 0 {
		keep = 64 * logBlock
	}
	return log{first: 1, keep: keep, sum: sha256.New()}
}

// append numbers an event and adds it. The digest runs over all events, also those no longer held.
func (l *log) append(e Event) uint64 {
	l.last++
	e.N = l.last
	if n := len(l.blocks); n == 0 || len(l.blocks[n-1]) == logBlock {
		l.blocks = append(l.blocks, make([]Event, 0, logBlock))
	}
	b := &l.blocks[len(l.blocks)-1]
	*b = append(*b, e)
	l.line = e.appendLine(l.line[:0])
	l.sum.Write(l.line)
	return e.N
}

// forget drops whole blocks that are older than what is kept and that every follower has read.
func (l *log) forget(acked uint64) {
	for len(l.blocks) > 1 {
		end := l.first + uint64(len(l.blocks[0])) - 1
		if end > acked || int(l.last-end) < l.keep {
			return
		}
		l.blocks = l.blocks[1:]
		l.first = end + 1
	}
}

// after copies events with numbers above n into buf. It reports false when some of them are no longer held.
func (l *log) after(n uint64, buf []Event) ([]Event, bool) {
	if n+1 < l.first {
		return nil, false
	}
	buf = buf[:0]
	for n < l.last && len(buf) < cap(buf) {
		i := int(n + 1 - l.first)
		block := l.blocks[i/logBlock]
		part := block[i%logBlock:]
		part = part[:min(len(part), cap(buf)-len(buf))]
		buf = append(buf, part...)
		n += uint64(len(part))
	}
	return buf, true
}

// at is the event of a number that is held.
func (l *log) at(n uint64) *Event {
	i := int(n - l.first)
	return &l.blocks[i/logBlock][i%logBlock]
}

// digest is the SHA-256 over all lines so far, in hexadecimal.
func (l *log) digest() string { return hex.EncodeToString(l.sum.Sum(nil)) }

// appendLine writes the event in the log's canonical form: one line, fixed order, absent members left out.
func (e Event) appendLine(b []byte) []byte {
	b = strconv.AppendUint(b, e.N, 10)
	b = append(b, ' ')
	b = strconv.AppendInt(b, e.At.UnixNano(), 10)
	b = append(b, ' ')
	b = append(b, e.Kind...)
	b = appendMember(b, " account=", e.Account)
	if e.Channel != 0 {
		b = appendMember(b, " channel=", e.Channel.String())
	}
	b = appendMember(b, " sender=", e.Sender)
	b = appendMember(b, " number=", e.Number)
	if !e.Message.IsZero() {
		b = append(b, " message="...)
		b = hex.AppendEncode(b, e.Message[:])
	}
	if e.Reason != NoReason {
		b = appendMember(b, " reason=", e.Reason.String())
	}
	if e.Delivery != 0 {
		b = append(b, " delivery="...)
		b = strconv.AppendUint(b, e.Delivery, 10)
	}
	if e.Text != "" {
		b = append(b, " text="...)
		b = strconv.AppendQuote(b, e.Text)
	}
	if e.Altered != nil {
		b = e.Altered.appendTo(b)
	}
	return append(b, '\n')
}

// appendTo writes the alteration's members behind those of its event.
func (a *Alteration) appendTo(b []byte) []byte {
	for _, m := range []struct{ name, value string }{
		{" waba=", a.WABA}, {" name=", a.Name}, {" language=", a.Language}, {" id=", a.ID}, {" property=", a.Property},
		{" old=", a.Old}, {" new=", a.New}, {" why=", a.Why},
	} {
		if m.value != "" {
			b = append(b, m.name...)
			b = strconv.AppendQuote(b, m.value)
		}
	}
	return b
}

func appendMember(b []byte, name, value string) []byte {
	if value == "" {
		return b
	}
	b = append(b, name...)
	return append(b, value...)
}

// String is the event's line without its end.
func (e Event) String() string {
	line := e.appendLine(nil)
	return string(line[:len(line)-1])
}
