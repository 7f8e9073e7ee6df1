package network

import (
	"fmt"
	"time"
)

// CallState is where a call stands (network 3.21).
type CallState string

// The states of a call.
const (
	CallRings     CallState = "ringing"
	CallConnected CallState = "connected"
	CallOver      CallState = "ended"
)

// Call is a call as others see it: a copy. Signalling only: descriptions of sessions are texts that nobody understands.
type Call struct {
	ID        ID
	Account   string
	Sender    string // the business
	Number    string // the person
	FromUser  bool   // the person called
	State     CallState
	Prepared  bool // the business has said that it takes the call
	Completed bool // ended after it was connected
	Rejected  bool // ended since one side did not want it
	Made      time.Time
	Answered  time.Time // zero: never connected
	Ended     time.Time // zero: goes on
	Offer     string    // of the caller
	Answer    string    // of the other side
	Opaque    string    // what the business gave with its call
	Payload   string    // of the call button that the person tapped
}

// call is a Call as it runs.
type call struct {
	Call
	chat uint32
	rang bool // at the phone of the person
}

// CallStateError is an act that a call in its state does not allow.
type CallStateError struct{ State CallState }

func (e *CallStateError) Error() string { return fmt.Sprintf("the call is %s", e.State) }

// CallAct is something that a side does with a call.
type CallAct string

// What a business does, and what a person does.
const (
	CallPreAccept CallAct = "pre_accept"
	CallAccept    CallAct = "accept"
	CallReject    CallAct = "reject"
	CallTerminate CallAct = "terminate"
)

// CallPerson makes a business call a person. Errors: ErrSenderUnknown, SenderDown, ErrCallingOff, ErrNotReachable for a number without
// the app, ErrCallPermission. The call rings for 60 s, once the phone can be reached.
func (n *Network) CallPerson(account, senderID, number, offer, opaque string) (id ID, err error) {
	err = n.do(func(t *tx) error {
		s, err := n.ownSender(account, WhatsApp, senderID)
		if err != nil {
			return err
		}
		h := t.person(number)
		switch {
		case s.State != Connected:
			return SenderDown
		case !s.Calling.On:
			return ErrCallingOff
		case h == nil || !h.has(WhatsApp):
			return ErrNotReachable
		}
		chatPlace := t.chatOf(s, n.numbers[number])
		if !n.mayCall(chatPlace) {
			return ErrCallPermission
		}
		c := t.consent(chatPlace)
		c.calls = append(c.calls, n.now)
		place := t.newCall(chatPlace, Call{Offer: offer, Opaque: opaque})
		t.ring(place)
		id = n.calls.at(place).ID
		return nil
	})
	return id, err
}

// CallBusiness makes a person call a business, perhaps by tapping a call button with a payload. It opens the service window, answered or
// not. A number that takes no calls, or not at this hour, is ErrCallingOff (network 3.21).
func (n *Network) CallBusiness(number, senderID, offer, payload string) (id ID, err error) {
	err = n.do(func(t *tx) error {
		id, err = t.callBusiness(number, senderID, offer, payload)
		return err
	})
	return id, err
}

func (t *tx) callBusiness(number, senderID, offer, payload string) (ID, error) {
	n := t.n
	h, s := t.person(number), n.sendersBy[senderKey{WhatsApp, senderID}]
	switch {
	case h == nil:
		return ID{}, ErrHandsetUnknown
	case s == nil:
		return ID{}, ErrSenderUnknown
	case !h.has(WhatsApp) || h.is(flagOff) || !h.online(WhatsApp):
		return ID{}, ErrNotReachable
	case !s.Calling.On || s.State != Connected || s.refuses(number) || !s.Calling.Hours.open(instant(n.now)):
		return ID{}, ErrCallingOff
	}
	chatPlace := t.chatOf(s, n.numbers[number])
	if n.opens("call") {
		n.chats.at(chatPlace).lastInbound = n.now
	}
	place := t.newCall(chatPlace, Call{FromUser: true, Offer: offer, Payload: payload})
	t.callEvent(place, CallOffered, "")
	if s.Calling.CallBack && !n.mayCall(chatPlace) {
		t.permit(chatPlace, n.now+int64(callConsent))
	}
	return n.calls.at(place).ID, nil
}

func (t *tx) newCall(chatPlace uint32, v Call) uint32 {
	n := t.n
	c := n.chats.at(chatPlace)
	s := n.senders[c.sender-1]
	made := t.consent(chatPlace)
	made.all++
	v.ID = drawID(n.seed, forCalls, c.entity, made.all)
	v.Account, v.Sender, v.Number, v.State, v.Made = s.Account, s.ID, n.people.at(c.person).number, CallRings, instant(n.now)
	place := n.calls.add(call{Call: v, chat: chatPlace})
	if n.callsBy == nil {
		n.callsBy = map[ID]uint32{}
	}
	n.callsBy[v.ID] = place
	t.plan(callRings, step{what: stepCallEnd, a: place})
	return place
}

// ring lets a call of a business ring, once, as soon as the phone can be reached.
func (t *tx) ring(place uint32) {
	c := t.n.calls.at(place)
	if ch := t.n.chats.at(c.chat); !c.rang && c.State == CallRings && !c.FromUser && t.reachable(ch) {
		c.rang = true
		t.callEvent(place, CallRinging, "")
		t.happen(ch.person, OnCall, place)
	}
}

// ringBack rings what still waits for a person whose phone is back.
func (t *tx) ringBack(number string) {
	for place := t.n.calls.n; place > 0 && t.now() < t.n.calls.at(place).Made.UnixNano()+int64(callRings); place-- {
		if t.n.calls.at(place).Number == number {
			t.ring(place)
		}
	}
}

func (t *tx) callEvent(place uint32, kind Kind, text string) {
	c := t.n.calls.at(place)
	t.append(Event{
		Kind: kind, Account: c.Account, Channel: WhatsApp, Sender: c.Sender, Number: c.Number, Message: c.ID, Text: text,
	})
}

// ActOnCall does what a business does with a call: pre_accept and accept one of a person, with its own description; reject it; terminate
// any. Errors: ErrCallUnknown, *CallStateError.
func (n *Network) ActOnCall(account string, id ID, act CallAct, answer string) error {
	return n.do(func(t *tx) error {
		place, ok := n.callsBy[id]
		if !ok || !n.senders[n.chats.at(n.calls.at(place).chat).sender-1].of(account) {
			return ErrCallUnknown
		}
		c := n.calls.at(place)
		theirs := c.FromUser && c.State == CallRings
		switch {
		case c.State == CallOver, act != CallTerminate && !theirs:
			return &CallStateError{c.State}
		case act == CallPreAccept:
			c.Prepared = true
			t.callEvent(place, CallPrepared, "")
			return nil
		}
		t.finish(place, act, answer)
		return nil
	})
}

// ActOnPhone does what a person does with a call: accept or reject one of a business, terminate any. Errors: ErrCallUnknown,
// *CallStateError.
func (n *Network) ActOnPhone(number string, id ID, act CallAct, answer string) error {
	return n.do(func(t *tx) error { return t.actOnPhone(number, id, act, answer) })
}

func (t *tx) actOnPhone(number string, id ID, act CallAct, answer string) error {
	place, ok := t.n.callsBy[id]
	if !ok || t.n.calls.at(place).Number != number {
		return ErrCallUnknown
	}
	c := t.n.calls.at(place)
	if !c.FromUser && !c.rang {
		return ErrCallUnknown // the phone knows nothing of it yet
	}
	theirs := !c.FromUser && c.State == CallRings
	if c.State == CallOver || act != CallTerminate && !theirs || act == CallPreAccept {
		return &CallStateError{c.State}
	}
	t.finish(place, act, answer)
	return nil
}

// finish does the acts that both sides have.
func (t *tx) finish(place uint32, act CallAct, answer string) {
	c := t.n.calls.at(place)
	switch act {
	case CallAccept:
		c.State, c.Answered, c.Answer = CallConnected, instant(t.now()), answer
		t.callEvent(place, CallAccepted, "")
	case CallReject:
		c.Rejected = true
		t.callEvent(place, CallRejected, "")
		t.endCall(place)
	case CallTerminate:
		t.endCall(place)
	}
}

// callUnanswered ends a call that has rung for 60 s.
func (t *tx) callUnanswered(place uint32) {
	if t.n.calls.at(place).State == CallRings {
		t.endCall(place)
	}
}

// endCall ends a call: completed when it was connected, else failed. The chat shows an entry (network 3.21).
func (t *tx) endCall(place uint32) {
	c := t.n.calls.at(place)
	c.State, c.Ended, c.Completed = CallOver, instant(t.now()), !c.Answered.IsZero()
	text, entry := "failed", CallEntry{Call: c.ID, FromUser: c.FromUser, Answered: c.Completed}
	if c.Completed {
		text = "completed"
		entry.Seconds = int(c.Ended.Sub(c.Answered) / time.Second)
	}
	t.callEvent(place, CallEnded, text)
	t.notice(c.chat, entry)
}

// Call answers one call.
func (n *Network) Call(id ID) (c Call, err error) {
	err = ErrCallUnknown
	n.ask(func() {
		if place, ok := n.callsBy[id]; ok {
			c, err = n.calls.at(place).Call, nil
		}
	})
	return c, err
}

// Calls lists the calls of a person, oldest first.
func (n *Network) Calls(number string) (all []Call) {
	n.ask(func() {
		for place := uint32(1); place <= n.calls.n; place++ {
			if c := n.calls.at(place); c.Number == number {
				all = append(all, c.Call)
			}
		}
	})
	return all
}
