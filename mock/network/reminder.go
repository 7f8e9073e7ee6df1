package network

import "time"

// Remark is something that happened at a provider and that nobody with a phone can see: an assignment, a tag, a timer. The network
// only keeps it in its order with everything else.
type Remark struct {
	Account string
	Sender  string // WhatsApp sender that it concerns; empty: none
	Number  string // the person; empty: none
	Message ID     // zero: none
	State   State  // that the message entered; zero: none
	Text    string // in the provider's words
}

// reminder is a Remark that is still to come.
type reminder struct{ account, text string }

// Remark enters something of a provider's own into the log and answers the number of its event.
func (n *Network) Remark(r Remark) (number uint64) {
	_ = n.do(func(t *tx) error {
		e := Event{Kind: ProviderRemarked, Account: r.Account, Sender: r.Sender, Number: r.Number, Message: r.Message, State: r.State, Text: r.Text}
		if r.Sender != "" {
			e.Channel = WhatsApp
		}
		number = t.append(e)
		return nil
	})
	return number
}

// Remind enters an event of kind provider.due with this text when the time has come.
func (n *Network) Remind(account, text string, in time.Duration) {
	_ = n.do(func(t *tx) error {
		n.reminders = append(n.reminders, reminder{account, text})
		t.plan(in, step{what: stepReminder, a: uint32(len(n.reminders))})
		return nil
	})
}

// remind lets a planned reminder happen.
func (t *tx) remind(place uint32) {
	r := t.n.reminders[place-1]
	t.append(Event{Kind: ProviderDue, Account: r.account, Text: r.text})
}
