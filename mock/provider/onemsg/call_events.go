package onemsg

import (
	"strconv"
	"time"

	"github.com/mynah-sim/mynah/mock/network"
)

// callsOut is the event calls: the platform's object with two members more (onemsg 3.7).
type callsOut struct {
	Type       string `json:"type,omitempty"`
	InstanceID string `json:"instanceId,omitempty"`
	callsValue
}

// callsValue is what the platform says of a call.
type callsValue struct {
	Product  string          `json:"messaging_product"`
	Metadata numberMetadata  `json:"metadata"`
	Contacts []rawContact    `json:"contacts,omitempty"`
	Calls    []callEvent     `json:"calls,omitempty"`
	Statuses []callStatusOut `json:"statuses,omitempty"`
}

type numberMetadata struct {
	Display string `json:"display_phone_number"`
	ID      string `json:"phone_number_id"`
}

type rawContact struct {
	Profile struct {
		Name string `json:"name"`
	} `json:"profile"`
	WaID string `json:"wa_id"`
}

type callEvent struct {
	ID        string       `json:"id"`
	From      string       `json:"from"`
	To        string       `json:"to"`
	Event     string       `json:"event"`
	Direction string       `json:"direction"`
	Timestamp string       `json:"timestamp"`
	Session   *callSession `json:"session,omitempty"`
	Status    string       `json:"status,omitempty"`
	StartTime string       `json:"start_time,omitempty"`
	EndTime   string       `json:"end_time,omitempty"`
	Duration  *int         `json:"duration,omitempty"`
	Opaque    string       `json:"biz_opaque_callback_data,omitempty"`
}

type callSession struct {
	Type string `json:"sdp_type"`
	SDP  string `json:"sdp"`
}

type callStatusOut struct {
	ID          string `json:"id"`
	Type        string `json:"type"`
	Status      string `json:"status"`
	Timestamp   string `json:"timestamp"`
	RecipientID string `json:"recipient_id"`
	Opaque      string `json:"biz_opaque_callback_data,omitempty"`
}

// callKinds are the events of calls.
var callKinds = []network.Kind{network.CallRinging, network.CallOffered, network.CallAccepted, network.CallRejected, network.CallEnded}

// callValues are what the platform says because of an event of a call: the business's call that is taken makes two. None while calls go
// to a SIP server.
func (p *Provider) callValues(ch *channel, e network.Event) (all []callsValue) {
	if ch.callSettings().sip() {
		return nil
	}
	c, err := p.net.Call(e.Message)
	if err != nil {
		return nil
	}
	base := callsValue{Product: "whatsapp", Metadata: p.metadata(c.Sender)}
	status := func(word string) callsValue {
		v := base
		v.Statuses = []callStatusOut{{p.idOfCall(c), "call", word, seconds(e.At), c.Number, c.Opaque}}
		return v
	}
	event := func(word string) callsValue {
		v := base
		v.Calls = []callEvent{p.callEventOut(c, word, e.At)}
		if c.FromUser && word == "connect" {
			v.Contacts = []rawContact{p.rawContact(c.Number)}
		}
		return v
	}
	switch e.Kind {
	case network.CallRinging:
		return []callsValue{status("RINGING")}
	case network.CallOffered:
		return []callsValue{event("connect")}
	case network.CallAccepted:
		if !c.FromUser {
			return []callsValue{status("ACCEPTED"), event("connect")}
		}
	case network.CallRejected:
		if !c.FromUser {
			return []callsValue{status("REJECTED")}
		}
	case network.CallEnded:
		return []callsValue{event("terminate")}
	}
	return nil
}

func seconds(at time.Time) string { return strconv.FormatInt(at.Unix(), 10) }

func (p *Provider) callEventOut(c network.Call, word string, at time.Time) callEvent {
	out := callEvent{
		ID: p.idOfCall(c), From: c.Sender, To: c.Number, Event: word, Direction: "BUSINESS_INITIATED", Timestamp: seconds(at), Opaque: c.Opaque,
	}
	session := &callSession{"answer", c.Answer}
	if c.FromUser {
		out.From, out.To, out.Direction = c.Number, c.Sender, "USER_INITIATED"
		session = &callSession{"offer", c.Offer}
	}
	if word == "connect" {
		out.Session = session
		return out
	}
	out.Status = "FAILED"
	if c.Completed {
		length := int(c.Ended.Sub(c.Answered) / time.Second)
		out.Status, out.StartTime, out.EndTime, out.Duration = "COMPLETED", seconds(c.Answered), seconds(c.Ended), &length
	}
	return out
}

// metadata names the number of a channel.
func (p *Provider) metadata(sender string) numberMetadata {
	s, _ := p.net.Sender(network.WhatsApp, sender)
	return numberMetadata{sender, s.PhoneID}
}

func (p *Provider) rawContact(number string) (c rawContact) {
	c.WaID, _ = p.shown(number)
	if h, err := p.net.Handset(number); err == nil {
		c.Profile.Name = h.Name
	}
	return c
}

// notice is what a chat shows beside messages, in the words of this API (onemsg 3.3).
func notice(content network.Content) (kind, body string, meta map[string]any, ok bool) {
	switch c := content.(type) {
	case network.CallAnswer:
		return "call_permission_reply", answerWord(c), map[string]any{"call_permission_reply": permissionMeta(c)}, true
	case network.Moved:
		text := "User changed number from " + c.From + " to " + c.To
		return "system", text, map[string]any{"system": object{"type": "user_changed_number", "wa_id": c.To}}, true
	case network.Welcome:
		return "request_welcome", "", map[string]any{"request_welcome": true}, true
	case network.CallEntry:
		return "call_log", "[Call]", nil, true
	}
	return "", "", nil, false
}

func answerWord(c network.CallAnswer) string {
	if c.Accepted {
		return "accept"
	}
	return "reject"
}

func permissionMeta(c network.CallAnswer) object {
	out := object{"response": answerWord(c), "is_permanent": c.Permanent, "response_source": "user_action"}
	if c.ByCall {
		out["response_source"] = "automatic"
	}
	if c.Accepted && !c.Permanent && !c.Until.IsZero() {
		out["expiration_timestamp"] = c.Until.Unix()
	}
	return out
}
