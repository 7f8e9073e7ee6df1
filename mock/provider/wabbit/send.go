package wabbit

import (
	"errors"
	"fmt"
	"maps"
	"net/http"
	"time"

	"github.com/mynah-sim/mynah/mock/network"
)

// Send modes (wabbit 1.13).
const (
	SendSync  = "sync"
	SendAsync = "async"
)

// queueTime is how long a message waits in send mode async (wabbit 5.10).
const queueTime = 300 * time.Millisecond

type createMessageIn struct{ Body object }

// messageSent answers an accepted message: 201 with the WABA id, or 202 (wabbit 4.5 CreateMessageResponse).
type messageSent struct {
	ID       string        `json:"id"`
	Response *wabaAccepted `json:"waba_response,omitempty"`
	Reason   string        `json:"reason,omitempty"`
}

type wabaAccepted struct {
	Messages []wabaMessage `json:"messages"`
	Meta     wabaMeta      `json:"meta"`
}

type wabaMessage struct {
	ID string `json:"id"`
}

type wabaMeta struct {
	Status  string `json:"api_status"`
	Version string `json:"version"`
}

// Status implements wire's choice among the documented successes.
func (m messageSent) Status() int {
	if m.Response == nil {
		return http.StatusAccepted
	}
	return http.StatusCreated
}

// createMessage sends a message (wabbit 2.6).
func (c *call) createMessage(in createMessageIn) (messageSent, error) {
	return c.send(c.user, in.Body, c.base)
}

// send takes a message of a user. The order of checks is: fields, right, window, WhatsApp (wabbit 2.6).
func (b *inbox) send(u *user, body object, base string) (messageSent, error) {
	waID, ok := digitsOf(body.text("wa_id"))
	bad := fieldErrors{}
	if !ok {
		bad.add(invalidValue, "wa_id")
	}
	kind, missing := kindOf(body)
	maps.Copy(bad, missing)
	if missing == nil {
		maps.Copy(bad, judge(kind, body.at(kind)))
	}
	if len(bad) > 0 {
		return messageSent{}, bad
	}
	if !u.writes(b.chats[waID]) {
		return messageSent{}, errForbidden
	}
	if kind != "template" && kind != "hsm" && !b.p.net.Window(b.sender().ID, waID).Open {
		return messageSent{}, refused(network.WindowClosed, "", waID)
	}
	return b.dispatch(u, waID, kind, body, base)
}

// dispatch hands a judged message to the network.
func (b *inbox) dispatch(u *user, waID, kind string, body object, base string) (messageSent, error) {
	w := writer{b: b, base: base}
	d := network.Draft{
		Account: b.account, Channel: network.WhatsApp, From: b.sender().ID, To: waID, Content: w.content(kind, body),
		Verify: body.flag("verify_contact"),
	}
	r := &row{own: true, sender: u, payload: b.sent(kind, waID, body), request: body}
	if quoted := b.find(body.at("context").text("id")); quoted != nil && quoted.chat.waID == waID {
		d.ReplyTo, r.quoted = quoted.id, quoted.id
		r.payload["context"] = object{"id": quoted.waba()}
	}
	async := b.sendMode == SendAsync
	if async {
		d.Wait = queueTime
		b.remind("release", queueTime, due{queued: r}) // planned first, so that it is told before its statuses
	}
	accepted, why, err := b.handIn(d, w.why)
	if err != nil {
		return messageSent{}, err
	}
	if w.what == "" {
		w.what = subject(why, kind, waID, body.at(kind))
	}
	switch {
	case async:
		b.queue(r, waID, accepted.ID, refusalOf(why, w.what, waID))
		return messageSent{ID: r.id.String(), Reason: "Message is queued."}, nil
	case why == network.SenderDown:
		b.queue(r, waID, accepted.ID, []wabaError{{Code: 1016, Title: failures[why].title}})
		r.queued = false // kept as failed, and nobody is told (wabbit 2.6)
		return messageSent{}, refused(why, "", waID)
	case why != network.NoReason:
		return messageSent{}, refused(why, w.what, waID)
	}
	b.enter(r, waID, accepted.ID)
	return messageSent{ID: r.id.String(), Response: &wabaAccepted{
		[]wabaMessage{{r.waba()}}, wabaMeta{"stable", "2.35.4"}, // wabbit 4.5
	}}, nil
}

// handIn gives a draft to the network unless it is refused already. A number that is not there counts as not connected.
func (b *inbox) handIn(d network.Draft, why network.Reason) (a network.Accept, _ network.Reason, err error) {
	if why != network.NoReason {
		return a, why, nil
	}
	a, err = b.p.net.Send(d)
	if reason, refused := errors.AsType[network.Reason](err); refused {
		return a, reason, nil
	}
	if errors.Is(err, network.ErrSenderUnknown) {
		return a, network.SenderDown, nil
	}
	if err != nil {
		return a, why, fmt.Errorf("message to %q: %w", d.To, err)
	}
	return a, network.NoReason, nil
}

// refusalOf are the errors that a refused message of send mode async carries; nil when it was accepted.
func refusalOf(why network.Reason, what, to string) []wabaError {
	if why == network.NoReason {
		return nil
	}
	if errs := refused(why, what, to).body.Response.Errors; len(errs) > 0 {
		return errs
	}
	return []wabaError{{Code: failureOf(why).code, Title: failureOf(why).title}}
}

// sent is the payload that is kept: what was sent, unchanged, and who gets it (wabbit 2.6 step 2).
func (b *inbox) sent(kind, waID string, body object) object {
	out := object{
		"type": kind, kind: body[kind], "to": waID, "wa_id": waID, "recipient_type": "individual", "preview_url": body.flag("preview_url"),
	}
	if body.has("verify_contact") {
		out["verify_contact"] = body["verify_contact"]
	}
	if kind == "reaction" {
		if r := b.find(body.at(kind).text("message_id")); r != nil {
			out[kind] = body.at(kind).with("message_id", r.waba()) // wabbit 1.8
		}
	}
	return out
}

// enter keeps an accepted message. That it was sent is told when the network's event is read, after the answer (wabbit 2.6 step 3).
func (b *inbox) enter(r *row, waID string, id network.ID) {
	r.id, r.chat, r.at = id, b.chatWith(waID), b.p.unix()
	b.keep(r)
}

// queue keeps a message that is told later, or never. id is zero for one that the network does not have.
func (b *inbox) queue(r *row, waID string, id network.ID, errs []wabaError) {
	if r.refused = errs; id.IsZero() {
		id = b.p.uuid("refused")
	}
	r.queued = true
	b.enter(r, waID, id)
}

// onWhatsApp tells whether a number has a WhatsApp account.
func (b *inbox) onWhatsApp(number string) bool { return b.p.net.OnWhatsApp(b.account, number) }
