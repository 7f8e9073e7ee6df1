package twoway

import (
	"github.com/mynah-sim/mynah/mock/network"
)

// takers are the kinds of events of the network that change something here, with what takes them in.
var takers map[network.Kind]func(*tx, network.Event)

func init() { // a plain variable would depend on itself: what is held back is taken in later
	takers = map[network.Kind]func(*tx, network.Event){
		network.ProviderDue:       func(t *tx, e network.Event) { t.due(e.Text) },
		network.MessageInbound:    (*tx).arrived,
		network.MessageEchoed:     (*tx).echoed,
		network.MessageAccepted:   (*tx).sentElsewhere,
		network.MessageSent:       (*tx).progressed,
		network.MessageDelivered:  (*tx).progressed,
		network.MessageRead:       (*tx).progressed,
		network.MessageFailed:     (*tx).progressed,
		network.MessageMarkedRead: (*tx).markedRead,
		network.MessageRevoked:    (*tx).takenBack,
		network.MessageEdited:     (*tx).rewritten,
		network.PresenceChanged:   (*tx).appeared,
		network.GroupChanged:      (*tx).groupChanged,
		network.SenderLinked:      (*tx).scanned,
		network.SenderUnlinked:    (*tx).unlinked,
		network.SenderChanged:     (*tx).cutOff,
		network.ProductChanged:    (*tx).productReviewed,
		network.Triggered:         (*tx).notified,
		network.MessageForgotten:  (*tx).forgotten,
	}
}

// take takes in one event. What concerns an account whose history is being synced waits for its end (twoway 5.1).
func (t *tx) take(e network.Event) {
	f := takers[e.Kind]
	if f == nil {
		return
	}
	if e.Kind == network.MessageInbound || e.Kind == network.MessageEchoed || e.Kind == network.MessageEdited || e.Kind == network.MessageRevoked {
		if a := t.busyAt(e.Sender); a != nil {
			a.held = append(a.held, e)
			return
		}
	}
	f(t, e)
}

// busyAt is the account of a number that is syncing its history.
func (t *tx) busyAt(number string) *account {
	for _, a := range t.p.accounts {
		if a.number == number && a.busy && a.state == stateOpen {
			return a
		}
	}
	return nil
}

// at are the open accounts of a number, each with its own copies (twoway 5.1).
func (t *tx) at(e network.Event) (all []*account) {
	for _, a := range t.p.accounts {
		if a.number != "" && a.number == e.Sender && a.team.owner == e.Account && a.state == stateOpen {
			all = append(all, a)
		}
	}
	return all
}

// arrived is a message of a person.
func (t *tx) arrived(e network.Event) {
	m, err := t.p.net.Message(e.Message)
	if err != nil {
		return
	}
	for _, a := range t.at(e) {
		switch c := m.Content.(type) {
		case network.Reaction:
			t.reacted(a, m, c)
		case network.Vote:
			t.vote(a, m, c)
		default:
			if a.kind == typeBusiness && !native(m.Content) {
				_ = t.applyItem(a, itemOf(t.p, m, outsideID(m.ID)), m.ID) // made here: it has the right form
				continue
			}
			t.receive(a, m)
		}
	}
}

// native tells whether a content has no form among the items of CAMS and is taken in as it is.
func native(c network.Content) bool {
	_, order := c.(network.Order)
	return order
}

// receive stores what a person sends (twoway 3.3, inbound message).
func (t *tx) receive(a *account, from network.Message) {
	if a.ids[outsideID(from.ID)] != nil {
		return
	}
	c, fresh := t.chatWith(a, chatIDOf(a, from), t.namesOf(from), false)
	if from.Group != "" {
		t.participant(a, from.Number, from.Name)
	}
	m := t.shape(a, c, from)
	m.status = statusDelivered
	t.inbound(c, m, fresh)
}

// inbound enters a message of the other side: the rest of the order of twoway 3.3 after contact and chat.
func (t *tx) inbound(c *chat, m *message, fresh bool) {
	before := c.watch()
	t.put(m)
	t.stored(m)
	t.cancelReplied(c)
	c.unread++
	c.archive = false
	t.endTyping(c, m.sender)
	t.tellChat(before)
	c.contact.received++
	t.touched(c.contact, "messagesReceived")
	if fresh {
		t.assignNew(c, true)
	}
}

// cancelReplied cancels what waits for a reply not to come (twoway 5.2).
func (t *tx) cancelReplied(c *chat) {
	for _, m := range c.messages {
		if m.status == statusPending && !m.onItsWay && m.misc.CancelIfReplyReceived {
			m.status = statusCancelled
			t.cancel(dueKey(m))
			t.altered(m, "status")
		}
	}
}

// chatWith finds the chat of an id, and makes contact and chat where they are missing. byUs: the account starts it.
func (t *tx) chatWith(a *account, id string, names []string, generated bool) (*chat, bool) {
	c := a.contacts[id]
	if c == nil {
		c = t.newContact(a, id)
		c.platformNames = append([]string{}, names...)
		t.inserted(c)
	} else if len(names) > 0 && (len(c.platformNames) == 0 || c.platformNames[0] != names[0]) {
		c.platformNames = append([]string{}, names...)
		t.touched(c, "platformNames")
	}
	if c.chat != nil {
		return c.chat, false
	}
	chat := t.newChat(c)
	chat.userGenerated = generated
	t.started(chat)
	return chat, true
}

// participant makes the contact of somebody in a group, where it is unknown (twoway 5.5).
func (t *tx) participant(a *account, number, name string) *contact {
	id := a.contactID(number)
	if c := a.contacts[id]; c != nil {
		return c
	}
	c := t.newContact(a, id)
	if name != "" {
		c.platformNames = []string{name}
	}
	t.inserted(c)
	return c
}

// echoed is a message that the business wrote on its own phone: fromMe, without sender, and the chat is read (twoway 5.6).
func (t *tx) echoed(e network.Event) {
	from, err := t.p.net.Message(e.Message)
	if err != nil {
		return
	}
	for _, a := range t.at(e) {
		if t.knows(a, from) || skipped(from.Content) {
			continue
		}
		c, fresh := t.chatWith(a, chatIDOf(a, from), t.namesOf(from), false)
		before := c.watch()
		m := t.shape(a, c, from)
		m.status = statusPending
		m.onItsWay = true
		t.put(m)
		t.stored(m)
		c.unread = 0
		t.tellChat(before)
		if fresh {
			t.assignNew(c, false)
		}
	}
}

// sentElsewhere is a message of the number that this API has not sent: of another account that has the number (network D29), or one that
// the bench has made. It stands in the chat as one that was written on a phone.
func (t *tx) sentElsewhere(e network.Event) {
	if t.p.byNet[e.Message] == nil {
		t.echoed(e)
	}
}

// progressed is a step of a message of ours (twoway 5.2). Business accounts learn it from items of CAMS, at the same times.
func (t *tx) progressed(e network.Event) {
	m := t.p.byNet[e.Message]
	if m == nil || !m.fromMe {
		return
	}
	if e.Kind == network.MessageFailed {
		t.failed(m, failureOf(e.Reason))
		return
	}
	t.reached(m, statusOf(e.State))
}

// ranks order the statuses of a sent message: they never go backwards.
var ranks = map[string]int{statusPending: 1, statusSent: 2, statusDelivered: 3, statusRead: 4}

// reached brings a sent message into a status.
func (t *tx) reached(m *message, status string) {
	if ranks[m.status] == 0 || ranks[status] <= ranks[m.status] {
		return
	}
	first := m.status == statusPending
	before := m.chat.watch()
	m.status = status
	t.altered(m, "status")
	t.tellChat(before)
	if first {
		m.chat.contact.sent++
		t.touched(m.chat.contact, "messagesSent")
	}
}

// failed ends the sending of a message.
func (t *tx) failed(m *message, why messageError) {
	if m.status != statusPending {
		return
	}
	before := m.chat.watch()
	why.Retries = m.retries
	m.status, m.problem, m.onItsWay = statusError, &why, false
	t.altered(m, "status", "error")
	t.tellChat(before)
}

// markedRead is an inbound message that was read: on the business's phone, or by the account itself.
func (t *tx) markedRead(e network.Event) {
	m := t.p.byNet[e.Message]
	if m == nil || m.fromMe || m.status != statusDelivered {
		return
	}
	before := m.chat.watch()
	m.status = statusRead
	m.chat.unread = max(0, m.chat.unread-1)
	t.altered(m, "status")
	t.tellChat(before)
}

// takenBack is a message that was deleted for everyone.
func (t *tx) takenBack(e network.Event) {
	m := t.p.byNet[e.Message]
	if m == nil || m.Deleted {
		return
	}
	t.erase(m)
}

// forgotten is a message that is lost: nobody is told (network 7.2 F57).
func (t *tx) forgotten(e network.Event) {
	if m := t.p.byNet[e.Message]; m != nil {
		t.drop(m)
	}
}

// rewritten is a message that its writer has edited.
func (t *tx) rewritten(e network.Event) {
	m := t.p.byNet[e.Message]
	from, err := t.p.net.Message(e.Message)
	if m == nil || err != nil || m.Deleted {
		return
	}
	m.Text = textOrNil(from.Content.Words())
	m.edited = t.now
	t.altered(m, "text", "editedAt")
}
