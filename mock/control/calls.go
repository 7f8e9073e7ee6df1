package control

import (
	"cmp"
	"context"
	"fmt"
	"net/http"
	"time"

	"github.com/mynah-sim/mynah/mock/network"
)

type callIn struct {
	Number string `path:"number"`
	Body   struct{ Sender, SDP, Payload string }
}

// phoneOffer and phoneAnswer are descriptions of sessions for callers who bring none: nobody understands them (network 3.21).
const (
	phoneOffer  = "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\na=setup:actpass\r\n"
	phoneAnswer = "v=0\r\no=- 2 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\na=setup:active\r\n"
)

// call is a call as answers show it.
type call struct {
	CallID     string `json:"callId"`
	Sender     string `json:"sender"`
	Number     string `json:"number"`
	Direction  string `json:"direction"`
	State      string `json:"state"`
	Outcome    string `json:"outcome,omitempty"`
	At         string `json:"at"`
	AnsweredAt string `json:"answeredAt,omitempty"`
	EndedAt    string `json:"endedAt,omitempty"`
	Seconds    *int   `json:"seconds,omitempty"`
}

func toCall(c network.Call) call {
	out := call{CallID: c.ID.String(), Sender: c.Sender, Number: c.Number, Direction: "in", State: string(c.State), At: stamp(c.Made)}
	if c.FromUser {
		out.Direction = "out"
	}
	if !c.Answered.IsZero() {
		out.AnsweredAt = stamp(c.Answered)
	}
	if c.State != network.CallOver {
		return out
	}
	out.EndedAt, out.Outcome = stamp(c.Ended), "failed"
	if c.Completed {
		seconds := int(c.Ended.Sub(c.Answered) / time.Second)
		out.Outcome, out.Seconds = "completed", &seconds
	}
	return out
}

// rung is the answer to a new call.
type rung struct{ call }

// Status implements wire's choice among several successes.
func (rung) Status() int { return http.StatusCreated }

func (b *Bench) handsetCall(ctx context.Context, in callIn) (rung, error) {
	n := netOf(ctx)
	id, err := n.CallBusiness(in.Number, in.Body.Sender, cmp.Or(in.Body.SDP, phoneOffer), in.Body.Payload)
	if err != nil {
		return rung{}, fmt.Errorf("call of %q to %q: %w", in.Number, in.Body.Sender, err)
	}
	c, err := n.Call(id)
	return rung{toCall(c)}, err
}

type callActIn struct {
	Number string `path:"number"`
	CallID string `path:"callId"`
	Body   struct{ Act, SDP string }
}

// callActs are the words of a phone for what the network calls as the platform does.
var callActs = map[string]network.CallAct{
	"answer": network.CallAccept, "decline": network.CallReject, "hangUp": network.CallTerminate,
}

func (b *Bench) handsetCallAct(ctx context.Context, in callActIn) (call, error) {
	n := netOf(ctx)
	id, err := b.callID(ctx, in.Number, in.CallID)
	if err == nil {
		err = n.ActOnPhone(in.Number, id, callActs[in.Body.Act], cmp.Or(in.Body.SDP, phoneAnswer))
	}
	if err != nil {
		return call{}, fmt.Errorf("call %q of %q: %w", in.CallID, in.Number, err)
	}
	c, err := n.Call(id)
	return toCall(c), err
}

// callID reads the id of a call: the network's, the provider's, or current for the newest one that goes on.
func (b *Bench) callID(ctx context.Context, number, text string) (network.ID, error) {
	if text != "current" {
		for _, id := range b.ids(ctx, b.config.MessageID, text) {
			if _, err := netOf(ctx).Call(id); err == nil {
				return id, nil
			}
		}
		return network.ID{}, network.ErrCallUnknown
	}
	all := netOf(ctx).Calls(number)
	for i := len(all) - 1; i >= 0; i-- {
		if all[i].State != network.CallOver {
			return all[i].ID, nil
		}
	}
	return network.ID{}, network.ErrCallUnknown
}

type callPermissionIn struct {
	Number string `path:"number"`
	Body   struct{ Sender, Act, Text, Message string }
}

func (b *Bench) handsetPermitCalls(ctx context.Context, in callPermissionIn) (written, error) {
	body := in.Body
	if body.Act == "request" {
		return b.askToCall(ctx, in)
	}
	request, err := b.messageID(ctx, body.Message)
	if err != nil {
		return written{}, err
	}
	id, err := netOf(ctx).PermitCalls(in.Number, body.Sender, body.Act != "reject", body.Act == "acceptForGood", request)
	if err != nil {
		return written{}, chatRef{"whatsapp", body.Sender}.wrap(in.Number, err)
	}
	return written{id.String()}, nil
}

// askToCall sends a permission request as the platform does it for a business.
func (b *Bench) askToCall(ctx context.Context, in callPermissionIn) (written, error) {
	n := netOf(ctx)
	s, err := n.Sender(network.WhatsApp, in.Body.Sender)
	if err != nil {
		return written{}, fmt.Errorf("sender %q: %w", in.Body.Sender, err)
	}
	a, err := n.Send(network.Draft{
		Account: s.Account, Channel: network.WhatsApp, From: s.ID, To: in.Number,
		Content: network.Interactive{Form: network.CallPermission, Body: cmp.Or(in.Body.Text, "May we call you?")},
	})
	if err != nil {
		return written{}, chatRef{"whatsapp", s.ID}.wrap(in.Number, err)
	}
	return written{a.ID.String()}, nil
}
