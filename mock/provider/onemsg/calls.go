package onemsg

import (
	"context"
	"errors"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/mynah-sim/mynah/mock/deep"
	"github.com/mynah-sim/mynah/mock/network"
)

// calling are the calling settings that only 1msg keeps; the switches that people notice are the number's (onemsg 4.9).
type calling map[string]any

func defaultCalling() calling { return calling{"srtp_key_exchange_protocol": "DTLS"} }

func (c calling) clone() calling { return deep.Copy(c) }

// sip tells whether calls go to the SIP server: then there are no call actions and no call events.
func (c calling) sip() bool {
	sip, _ := c["sip"].(object)
	return sip["status"] == "ENABLED"
}

func onOff(on bool) string {
	if on {
		return "ENABLED"
	}
	return "DISABLED"
}

func (ch *channel) callSettings() calling {
	ch.mu.Lock()
	defer ch.mu.Unlock()
	return ch.calling.clone()
}

// getCallingSettings reads the settings (onemsg 2.14).
func (p *Provider) getCallingSettings(ctx context.Context, _ struct{}) (map[string]any, error) {
	ch := channelOf(ctx)
	number, err := p.number(ch)
	if err != nil {
		return nil, err
	}
	out := map[string]any(ch.callSettings())
	icon := "DEFAULT"
	if number.Calling.IconHidden {
		icon = "DISABLE_ALL"
	}
	out["status"], out["callback_permission_status"] = onOff(number.Calling.On), onOff(number.Calling.CallBack)
	out["call_icon_visibility"] = icon
	return map[string]any{"calling": out}, nil
}

// callWords are the words that the platform knows in the settings (onemsg 4.9).
var callWords = map[string][]string{
	"status": {"ENABLED", "DISABLED"}, "call_icon_visibility": {"DEFAULT", "DISABLE_ALL"},
	"callback_permission_status": {"ENABLED", "DISABLED"}, "srtp_key_exchange_protocol": {"DTLS", "SDES"},
}

// answersOnly are members of answers, which a change ignores.
var answersOnly = []string{"audio", "restrictions", "ip_addresses", "call_icons"}

func parameterFault(field string) error { return &wrapped{"(#100) Invalid parameter: " + field} }

// updateCallingSettings merges a change, member by member. The platform judges (onemsg 2.14).
func (p *Provider) updateCallingSettings(ctx context.Context, in struct{ Body map[string]any }) (doneOut, error) {
	ch := channelOf(ctx)
	number, err := p.number(ch)
	if err != nil {
		return doneOut{}, err
	}
	change := object{}
	if given, there := in.Body["calling"]; there {
		var ok bool
		if change, ok = given.(object); !ok {
			return doneOut{}, parameterFault("calling")
		}
	}
	next, err := ch.callSettings().with(change)
	if err != nil {
		return doneOut{}, err
	}
	err = p.net.ChangeSender(network.WhatsApp, number.ID, func(s network.Sender) network.Sender {
		if word, ok := change["status"]; ok {
			s.Calling.On = word == "ENABLED"
		}
		if word, ok := change["callback_permission_status"]; ok {
			s.Calling.CallBack = word == "ENABLED"
		}
		if word, ok := change["call_icon_visibility"]; ok {
			s.Calling.IconHidden = word == "DISABLE_ALL"
		}
		return s
	})
	if err != nil {
		return doneOut{}, err
	}
	ch.mu.Lock()
	ch.calling = next
	ch.mu.Unlock()
	return doneOut{true}, nil
}

// with is the settings after a change; what the platform refuses is wrapped.
func (c calling) with(change object) (calling, error) {
	for _, name := range slices.Sorted(maps.Keys(callWords)) {
		if given, ok := change[name]; ok {
			if word, _ := given.(string); !slices.Contains(callWords[name], word) {
				return nil, parameterFault("calling." + name)
			}
		}
	}
	for _, name := range []string{"sip", "video", "call_hours"} {
		given, there := change[name]
		members, ok := given.(object)
		status, hasStatus := members["status"]
		if there && (!ok || hasStatus && status != "ENABLED" && status != "DISABLED") {
			return nil, parameterFault("calling." + name)
		}
	}
	for name, value := range change {
		if slices.Contains(answersOnly, name) || name != "srtp_key_exchange_protocol" && callWords[name] != nil {
			continue
		}
		if members, ok := value.(object); ok {
			if known, ok := c[name].(object); ok {
				maps.Copy(known, members)
				continue
			}
		}
		c[name] = deep.Copy(value)
	}
	if c["srtp_key_exchange_protocol"] == "SDES" && !c.sip() {
		return nil, parameterFault("calling.srtp_key_exchange_protocol")
	}
	return c, nil
}

// callOut is the answer of a call action (onemsg 4.9 InitiateCallResponse).
type callOut struct {
	Product string   `json:"messaging_product"`
	Calls   []callID `json:"calls,omitempty"`
	Success bool     `json:"success"`
}

type callID struct {
	ID string `json:"id"`
}

// maxOpaque is the longest text that comes back with the events of a call (onemsg 4.9).
const maxOpaque = 512

// initiateCall does all call actions (onemsg 2.14).
func (p *Provider) initiateCall(ctx context.Context, in struct{ Body map[string]any }) (callOut, error) {
	ch := channelOf(ctx)
	number, err := p.number(ch)
	if err != nil {
		return callOut{}, err
	}
	action, _ := in.Body["action"].(string)
	switch {
	case in.Body["messaging_product"] != "whatsapp":
		return callOut{}, parameterFault("messaging_product")
	case !slices.Contains([]string{"connect", "pre_accept", "accept", "reject", "terminate"}, action):
		return callOut{}, parameterFault("action")
	case !number.Calling.On:
		return callOut{}, &wrapped{"(#138000) Calling is not enabled"}
	case ch.callSettings().sip():
		return callOut{}, parameterFault("action")
	case action == "connect":
		return p.connect(ch, number, in.Body)
	}
	return p.actOnCall(ch, action, in.Body)
}

// connect calls a person.
func (p *Provider) connect(ch *channel, number network.Sender, body map[string]any) (callOut, error) {
	given, _ := body["to"].(string)
	to := phoneNoise.Replace(given)
	opaque, isText := body["biz_opaque_callback_data"].(string)
	switch {
	case !phoneForm.MatchString(to):
		return callOut{}, parameterFault("to")
	case body["biz_opaque_callback_data"] != nil && (!isText || utf8.RuneCountInString(opaque) > maxOpaque):
		return callOut{}, parameterFault("biz_opaque_callback_data")
	}
	offer, err := description(body, "offer")
	if err != nil {
		return callOut{}, err
	}
	id, err := p.net.CallPerson(ch.config.Account, number.ID, to, offer, opaque)
	if err != nil {
		return callOut{}, callFault(err)
	}
	call, err := p.net.Call(id)
	return callOut{"whatsapp", []callID{{p.idOfCall(call)}}, true}, err
}

// description is the SDP of a session, which must be of the type that the action wants.
func description(body map[string]any, kind string) (string, error) {
	session, ok := body["session"].(object)
	if !ok {
		return "", parameterFault("session")
	}
	text, _ := session["sdp"].(string)
	if session["sdp_type"] != kind || strings.TrimSpace(text) == "" {
		return "", &wrapped{"(#138008) SDP validation error"}
	}
	return text, nil
}

// actOnCall does what is done with a call that is there.
func (p *Provider) actOnCall(ch *channel, action string, body map[string]any) (callOut, error) {
	text, _ := body["call_id"].(string)
	if text == "" {
		return callOut{}, parameterFault("call_id")
	}
	call, ok := p.call(ch, text)
	if !ok {
		return callOut{}, &wrapped{"(#131009) Call not found"}
	}
	answer := ""
	if action == "pre_accept" || action == "accept" {
		var err error
		if answer, err = description(body, "answer"); err != nil {
			return callOut{}, err
		}
		if answer == call.Offer {
			return callOut{}, &wrapped{"(#138008) SDP validation error"}
		}
	}
	if err := p.net.ActOnCall(ch.config.Account, call.ID, network.CallAct(action), answer); err != nil {
		return callOut{}, callFault(err)
	}
	return callOut{Product: "whatsapp", Success: true}, nil
}

// callFault puts what the network refuses of a call into the platform's words.
func callFault(err error) error {
	if e, ok := errors.AsType[*network.CallStateError](err); ok {
		return &wrapped{"(#131009) Call is " + string(e.State)}
	}
	for _, row := range []struct {
		err  error
		text string
	}{
		{network.ErrCallingOff, "(#138000) Calling is not enabled"}, {network.ErrCallUnknown, "(#131009) Call not found"},
		{network.ErrCallPermission, "(#138006) No approved call permission from the recipient"},
		{network.ErrNotReachable, "(#138001) Recipient can not be called"}, {network.SenderDown, "(#131016) Service unavailable"},
	} {
		if errors.Is(err, row.err) {
			return &wrapped{row.text}
		}
	}
	return err
}

// idOfCall is the id of a call as this API shows it.
func (p *Provider) idOfCall(c network.Call) string {
	with, _ := p.shown(c.Number)
	direction := network.Outbound
	if c.FromUser {
		direction = network.Inbound
	}
	return callPrefix + encodeID(with, direction, c.ID)
}

// call finds a call of a channel by its id.
func (p *Provider) call(ch *channel, text string) (c network.Call, ok bool) {
	key, ok := decodeID(text, callPrefix)
	if !ok {
		return c, false
	}
	var id network.ID
	p.book.with(ch.config.Account, func(b *book) { id, ok = b.calls[key] })
	if !ok {
		return c, false
	}
	c, err := p.net.Call(id)
	return c, err == nil && p.idOfCall(c) == text
}
