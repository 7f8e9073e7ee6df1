package network

// onOtherDevice is what the log says of a status that belongs to one of several devices.
const onOtherDevice = "on another device"

// failOnOthers tells that a message could not come to a further device of the person, once it has come to one: both are told, and
// delivered counts (network 2.2 W14).
func (t *tx) failOnOthers(place uint32) {
	m := t.n.messages.at(place)
	c := t.n.chats.at(m.chat)
	h := t.n.people.at(c.person)
	if h.more == nil || h.more.broken == 0 || t.n.senders[c.sender-1].Channel != WhatsApp {
		return
	}
	t.append(t.about(m, Event{Kind: MessageFailed, State: Failed, Reason: NotOnChannel, Text: onOtherDevice}))
}
