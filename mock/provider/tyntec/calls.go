package tyntec

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/mynah-sim/mynah/mock/network"
)

// wacid begins the ids of calls (tyntec 1.8).
const wacid = "wacid."

// callID is the id that this API gives a call.
func callID(id network.ID) string { return wacid + base64.URLEncoding.EncodeToString(id[:]) }

// insideCallID reads the id of a call; what is none is the zero id.
func insideCallID(text string) network.ID {
	code, _ := strings.CutPrefix(text, wacid)
	raw, err := base64.URLEncoding.DecodeString(code)
	if err != nil || len(raw) != len(network.ID{}) || !strings.HasPrefix(text, wacid) {
		return network.ID{}
	}
	return network.ID(raw)
}

type callIn struct {
	Body callAction
}

// callAction is what the business does with a call (tyntec 4.10).
type callAction struct {
	CallID  string      `json:"callId"`
	Action  string      `json:"action"`
	From    string      `json:"from"`
	To      string      `json:"to"`
	Session callSession `json:"session"`
}

// callSession describes a session; nobody understands it (network 3.21).
type callSession struct {
	Type string `json:"sdpType"`
	SDP  string `json:"sdp"`
}

// callResponse is the receipt of an action.
type callResponse struct {
	CallID    string `json:"callId"`
	Timestamp string `json:"timestamp"`
}

// actOnCall starts, answers, rejects or ends a call (tyntec 2.10).
func (p *Provider) actOnCall(ctx context.Context, in callIn) (callResponse, error) {
	act := p.continueCall
	if in.Body.Action == "connect" {
		act = p.connect
	}
	id, err := act(callerOf(ctx).account, in.Body)
	return callResponse{callID(id), millis(p.net.Now())}, err
}

// connect calls a person.
func (p *Provider) connect(account string, in callAction) (network.ID, error) {
	from, _ := number(in.From)
	to, _ := number(in.To)
	if _, err := p.identityOf(account, network.WhatsApp, from); err != nil {
		return network.ID{}, err // whether it exists elsewhere is not told (tyntec 1.5)
	}
	if err := p.channelMay(account, network.WhatsApp, from, "messages:write"); err != nil {
		return network.ID{}, err
	}
	id, err := p.net.CallPerson(account, from, to, in.Session.SDP, "")
	switch {
	case errors.Is(err, network.ErrCallingOff):
		return id, violating("body", "/from", "must be a number with calling ENABLED")
	case errors.Is(err, network.ErrCallPermission):
		return id, violating("body", "/to", "must have given the permission to call")
	case errors.Is(err, network.ErrNotReachable):
		return id, violating("body", "/to", "must be a WhatsApp user")
	}
	return id, err
}

// callActs are the actions on a call that goes on.
var callActs = map[string]network.CallAct{
	"pre_accept": network.CallPreAccept, "accept": network.CallAccept, "reject": network.CallReject, "terminate": network.CallTerminate,
}

// continueCall acts on a call of the account; one that is unknown or over is a broken rule (tyntec 2.10).
func (p *Provider) continueCall(account string, in callAction) (network.ID, error) {
	id := insideCallID(in.CallID)
	c, err := p.net.Call(id)
	if err != nil || !p.has(account, c.Sender) {
		return id, violating("body", "/callId", "must be the id of a call")
	}
	if err := p.channelMay(account, network.WhatsApp, c.Sender, "messages:write"); err != nil {
		return id, err
	}
	err = p.net.ActOnCall(account, id, callActs[in.Action], in.Session.SDP)
	if state, ok := errors.AsType[*network.CallStateError](err); ok {
		return id, violating("body", "/callId", "must not be the id of a call that is "+string(state.State))
	}
	return id, err
}

// callAction judges the body of sendWACallingAction: which members an action needs (tyntec OP-73).
func (j *judgement) callAction(body part) {
	needs := map[string][]string{
		"connect": {"from", "to", "session"}, "pre_accept": {"callId", "session"}, "accept": {"callId", "session"}, "reject": {"callId"},
		"terminate": {"callId"},
	}[body.at("action").text()]
	for _, name := range needs {
		switch member := body.at(name); {
		case name == "session":
			j.session(member, map[bool]string{true: "offer", false: "answer"}[body.at("action").text() == "connect"])
		case !member.present():
			j.broken(member, mustNotBeEmpty)
		case name != "callId" && plausible(member):
			if _, ok := number(member.text()); !ok {
				j.broken(member, digitsMessage)
			}
		}
	}
}

func (j *judgement) session(at part, kind string) {
	switch {
	case !at.present():
		j.broken(at, mustNotBeNull)
		return
	case !at.at("sdpType").present():
		j.broken(at.at("sdpType"), mustNotBeEmpty)
	case at.at("sdpType").text() != kind && (at.at("sdpType").text() == "offer" || at.at("sdpType").text() == "answer"):
		j.broken(at.at("sdpType"), "must be one of ["+kind+"]")
	}
	if at.at("sdp").text() == "" {
		j.broken(at.at("sdp"), mustNotBeEmpty)
	}
}

type permissionIn struct {
	From string `query:"from"`
	To   string `query:"to"`
}

// permissionStatus tells whether the business may call a user (tyntec 4.10).
type permissionStatus struct {
	Permission permission   `json:"permission"`
	Actions    []callChance `json:"actions"`
}

type permission struct {
	Status     string `json:"status"`
	Expiration string `json:"expiration,omitempty"`
}

type callChance struct {
	Name   string      `json:"actionName"`
	May    bool        `json:"canPerformAction"`
	Limits []callLimit `json:"limits"`
}

type callLimit struct {
	Period string `json:"timePeriod"`
	Most   int    `json:"maxAllowed"`
	Used   int    `json:"currentUsage"`
	Lifted string `json:"limitExpirationTime,omitempty"` // at the limit only
}

// permissionStatus answers the permission of a user for the business; limits are reported, not enforced (tyntec 2.10, 5.10).
func (p *Provider) permissionStatus(ctx context.Context, in permissionIn) (permissionStatus, error) {
	account := callerOf(ctx).account
	from, okFrom := number(strings.TrimPrefix(in.From, " ")) // a + that was not encoded (tyntec OP-86)
	to, okTo := number(strings.TrimPrefix(in.To, " "))
	switch {
	case !okFrom:
		return permissionStatus{}, violating("query", "from", digitsMessage)
	case !okTo:
		return permissionStatus{}, violating("query", "to", digitsMessage)
	}
	if _, err := p.identityOf(account, network.WhatsApp, from); err != nil {
		return permissionStatus{}, err
	}
	if err := p.channelMay(account, network.WhatsApp, from, "messages:read"); err != nil {
		return permissionStatus{}, err
	}
	consent, err := p.net.CallConsent(account, from, to)
	if err != nil {
		return permissionStatus{}, fmt.Errorf("permission of %q: %w", to, err)
	}
	return describeConsent(consent, p.net.Now()), nil
}

// describeConsent is a permission with what may be done now. The limits are those of tyntec 5.10.
func describeConsent(c network.Consent, now time.Time) permissionStatus {
	const day = 24 * time.Hour
	ask := callChance{Name: "send_call_permission_request", Limits: []callLimit{
		limit("PT24H", day, 1, c.Requests, now), limit("P7D", 7*day, 2, c.Requests, now),
	}}
	start := callChance{Name: "start_call", Limits: []callLimit{limit("PT24H", day, 5, c.Calls, now)}}
	ask.May = free(ask.Limits)
	start.May = free(start.Limits) && c.State != "none"
	out := permissionStatus{Permission: permission{Status: c.State}, Actions: []callChance{ask, start}}
	switch {
	case c.State == "none":
		out.Permission.Status = "no_permission"
	case !c.Until.IsZero():
		out.Permission.Expiration = millis(c.Until)
	}
	return out
}

func free(limits []callLimit) bool {
	for _, l := range limits {
		if l.Used >= l.Most {
			return false
		}
	}
	return true
}

// limit counts the uses inside a period before now, oldest first, and says when one more is free.
func limit(name string, period time.Duration, most int, uses []time.Time, now time.Time) callLimit {
	var inside []time.Time
	for _, at := range uses {
		if now.Before(at.Add(period)) {
			inside = append(inside, at)
		}
	}
	out := callLimit{Period: name, Most: most, Used: len(inside)}
	if len(inside) >= most {
		out.Lifted = millis(inside[len(inside)-most].Add(period))
	}
	return out
}
