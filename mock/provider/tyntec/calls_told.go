package tyntec

import (
	"time"

	"github.com/mynah-sim/mynah/mock/network"
	"github.com/mynah-sim/mynah/mock/webhook"
)

// callKinds are the kinds of events about calls.
var callKinds = []network.Kind{
	network.CallRinging, network.CallOffered, network.CallAccepted, network.CallRejected, network.CallEnded,
}

// unanswered is how long a call rings (tyntec 5.10).
const unanswered = 60 * time.Second

// callCallback is the body of Call::Connect and Call::Terminate (tyntec 4.13).
type callCallback struct {
	Event     string       `json:"event"`
	Channel   string       `json:"channel"`
	CallID    string       `json:"callId"`
	From      string       `json:"from"`
	To        string       `json:"to"`
	Timestamp string       `json:"timestamp"`
	Direction string       `json:"direction"`
	Session   *callSession `json:"session,omitempty"`    // Connect
	Payload   string       `json:"ctaPayload,omitempty"` // of the call button that was tapped
	Status    string       `json:"status,omitempty"`     // Terminate
	Start     string       `json:"startTime,omitempty"`  // of the talk
	End       string       `json:"endTime,omitempty"`
	Duration  *int         `json:"duration,omitempty"` // seconds
	WhatsApp  *callUser    `json:"whatsapp,omitempty"`
}

type callUser struct {
	SenderName string `json:"senderName"`
	BSUID      string `json:"bsuid,omitempty"`
	Username   string `json:"username,omitempty"`
}

// callStatus is the body of CallStatus events: what becomes of a call of the business.
type callStatus struct {
	Event     string `json:"event"`
	MessageID string `json:"messageId"` // of the call
	Channel   string `json:"channel"`
	Timestamp string `json:"timestamp"`
	From      string `json:"from"`
	To        string `json:"to"`
	Status    string `json:"status"`
}

// called tells the account what becomes of a call (tyntec 3.9).
func (p *Provider) called(e network.Event) (all []webhook.Callback) {
	c, known := p.accountLevel(e.Account)
	call, err := p.net.Call(e.Message)
	if !known || err != nil {
		return nil
	}
	status := func(word string) {
		all = append(all, post(c, e, "CallStatus::"+word, c.CallingNotificationURL, retryStatus, callStatus{
			"CallStatus::" + word, callID(call.ID), "whatsapp", seconds(e.At), call.Sender, call.Number, word,
		})...)
	}
	tell := func(body callCallback) {
		all = append(all, post(c, e, body.Event, c.CallingNotificationURL, retryStatus, body)...)
	}
	switch {
	case e.Kind == network.CallRinging:
		status("ringing")
	case e.Kind == network.CallOffered:
		tell(p.connected(e, call, callSession{"offer", call.Offer}))
	case e.Kind == network.CallAccepted && !call.FromUser:
		status("accepted")
		tell(p.connected(e, call, callSession{"answer", call.Answer}))
	case e.Kind == network.CallRejected && !call.FromUser:
		status("rejected")
	case e.Kind == network.CallEnded:
		if !call.FromUser && !call.Rejected && !call.Completed && call.Ended.Sub(call.Made) >= unanswered {
			status("rejected") // nobody answered (tyntec 5.10)
		}
		tell(ended(e, call))
	}
	return all
}

// aboutCall is what both events of a call share: from is who called.
func aboutCall(name string, e network.Event, c network.Call) callCallback {
	out := callCallback{Event: name, Channel: "whatsapp", CallID: callID(c.ID), From: c.Sender, To: c.Number, Timestamp: seconds(e.At), Direction: "BUSINESS_INITIATED"}
	if c.FromUser {
		out.From, out.To, out.Direction = c.Number, c.Sender, "USER_INITIATED"
	}
	return out
}

func (p *Provider) connected(e network.Event, c network.Call, s callSession) callCallback {
	out := aboutCall("Call::Connect", e, c)
	out.Session, out.Payload = &s, c.Payload
	if person, err := p.net.Handset(c.Number); err == nil {
		out.WhatsApp = &callUser{person.Name, person.UserID, person.Username}
	}
	return out
}

// ended is the end of a call: COMPLETED after a talk, else FAILED.
func ended(e network.Event, c network.Call) callCallback {
	out := aboutCall("Call::Terminate", e, c)
	out.Status = "FAILED"
	if c.Completed {
		length := int(c.Ended.Sub(c.Answered) / time.Second)
		out.Status, out.Start, out.End, out.Duration = "COMPLETED", seconds(c.Answered), seconds(c.Ended), &length
	}
	return out
}
