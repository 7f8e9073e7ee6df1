package network

import "time"

// consent is a person's permission for a business to call (network 3.21).
type consent struct {
	until    int64 // 0: none; -1: for good
	requests []int64
	calls    []int64
	all      uint64 // calls either way: the draw of the next id
}

// Consent is the permission of one person for one business, with what was used of the limits, which are shown and not enforced.
type Consent struct {
	State    string    // none, temporary, permanent
	Until    time.Time // temporary
	Requests []time.Time
	Calls    []time.Time // those of the last 7 days, oldest first
}

func (t *tx) consent(chatPlace uint32) *consent {
	if t.n.consents == nil {
		t.n.consents = map[uint32]*consent{}
	}
	if t.n.consents[chatPlace] == nil {
		t.n.consents[chatPlace] = &consent{}
	}
	return t.n.consents[chatPlace]
}

func (n *Network) mayCall(chatPlace uint32) bool {
	c := n.consents[chatPlace]
	return c != nil && (c.until < 0 || n.now < c.until)
}

// permit keeps a permission and tells the business.
func (t *tx) permit(chatPlace uint32, until int64) {
	t.consent(chatPlace).until = until
	text := "temporary"
	switch {
	case until < 0:
		text = "permanent"
	case until == 0:
		text = "none"
	}
	c := t.n.chats.at(chatPlace)
	s := t.n.senders[c.sender-1]
	t.append(Event{
		Kind: CallPermitted, Account: s.Account, Channel: WhatsApp, Sender: s.ID, Number: t.n.people.at(c.person).number, Text: text,
	})
}

// PermitCalls makes a person answer whether a business may call: for 7 days, for good, or not. The answer is an inbound message that
// may reply to the request.
func (n *Network) PermitCalls(number, senderID string, accept, forGood bool, request ID) (id ID, err error) {
	err = n.do(func(t *tx) error {
		id, err = t.permitCalls(number, senderID, accept, forGood, request)
		return err
	})
	return id, err
}

func (t *tx) permitCalls(number, senderID string, accept, forGood bool, request ID) (ID, error) {
	s := t.n.sendersBy[senderKey{WhatsApp, senderID}]
	if s == nil {
		return ID{}, ErrSenderUnknown
	}
	answer, until := CallAnswer{Accepted: accept, Permanent: accept && forGood}, int64(0)
	switch {
	case answer.Permanent:
		until = -1
	case accept:
		until = t.now() + int64(callConsent)
		answer.Until = instant(until)
	}
	id, err := t.write(Note{Number: number, Channel: WhatsApp, To: senderID, Content: answer, ReplyTo: request})
	if err != nil {
		return ID{}, err
	}
	t.permit(t.chatOf(s, t.n.numbers[number]), until)
	return id, nil
}

// CallConsent answers whether a business may call a number. Numbers of nobody have given no permission.
func (n *Network) CallConsent(account, senderID, number string) (out Consent, err error) {
	n.ask(func() {
		out.State = "none"
		s, wrong := n.ownSender(account, WhatsApp, senderID)
		if err = wrong; err != nil || n.numbers[number] == 0 {
			return
		}
		chatPlace := n.chatsBy[chatKey{s.place, n.numbers[number]}]
		c := n.consents[chatPlace]
		if c == nil {
			return
		}
		switch {
		case c.until < 0:
			out.State = "permanent"
		case n.now < c.until:
			out.State, out.Until = "temporary", instant(c.until)
		}
		out.Requests, out.Calls = n.recent(c.requests), n.recent(c.calls)
	})
	return out, err
}

// recent are the times of the last 7 days.
func (n *Network) recent(times []int64) (all []time.Time) {
	for _, at := range times {
		if n.now < at+int64(7*24*time.Hour) {
			all = append(all, instant(at))
		}
	}
	return all
}

// noteRequest counts a permission request that goes out.
func (t *tx) noteRequest(chatPlace uint32, content Content) {
	if m, ok := content.(Interactive); ok && m.Form == CallPermission {
		c := t.consent(chatPlace)
		c.requests = append(c.requests, t.now())
	}
}
