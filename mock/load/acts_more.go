package load

import (
	"context"
	"strconv"
	"time"

	"github.com/mynah-sim/mynah/mock/network"
)

func (w *town) group(context.Context) {
	verbs := []network.GroupVerb{
		network.GroupCreate, network.GroupCreate, network.GroupJoin, network.GroupJoin, network.GroupLeave, network.GroupRename,
		network.GroupAnnounce, network.GroupAdd, network.GroupAdd, network.GroupRemove, network.GroupPromote, network.GroupDemote,
		network.GroupResetInvite, network.GroupDelete,
	}
	a := network.GroupAct{Act: pick(w, verbs), By: pick(w, w.people), Group: pick(w, w.groups), Text: "Friends", On: w.chance(2)}
	switch w.dice.IntN(3) {
	case 0:
		a.Account, a.By = "shop", shop
	case 1:
		a.Account, a.By = "team", team
	}
	for range w.dice.IntN(4) {
		a.Numbers = append(a.Numbers, pick(w, w.people))
	}
	if g, err := w.net.Group(a.Group); err == nil {
		a.Invite = g.Invite
	}
	if a.Act == network.GroupJoin {
		a.Group = ""
	}
	if g, err := w.net.ActOnGroup(a); err == nil && a.Act == network.GroupCreate {
		w.groups = append(w.groups, g.ID)
	}
}

func (w *town) call(context.Context) {
	number, id := pick(w, w.people), recent(w, w.calls)
	act := pick(w, []network.CallAct{network.CallPreAccept, network.CallAccept, network.CallReject, network.CallTerminate})
	c, _ := w.net.Call(id)
	var err error
	switch w.dice.IntN(6) {
	case 0:
		id, err = w.net.CallBusiness(number, shop, "offer", "")
	case 1:
		id, err = w.net.CallPerson("shop", shop, number, "offer", "")
	case 2:
		_ = w.net.ActOnCall("shop", id, act, "answer")
		return
	case 3:
		_ = w.net.ActOnPhone(c.Number, id, act, "answer")
		return
	case 4:
		_, _ = w.net.PermitCalls(number, shop, !w.chance(4), w.chance(2), network.ID{})
		return
	default:
		_ = w.net.ChangeSender(network.WhatsApp, shop, func(s network.Sender) network.Sender {
			s.Calling.On, s.Calling.CallBack = !w.chance(5), w.chance(2)
			return s
		})
		return
	}
	if err == nil {
		w.calls = append(w.calls, id)
	}
}

func (w *town) link(context.Context) {
	number := pick(w, w.people)
	if w.chance(2) {
		_ = w.net.Unlink(pick(w, []string{"", "team"}), number)
		return
	}
	code := "2@" + strconv.Itoa(w.dice.IntN(1000))
	_ = w.net.OfferLink("team", code)
	_, _ = w.net.Scan(number, code)
}

// sender takes a sender's connection away or gives it back: mostly the latter, so that the world goes on.
func (w *town) sender(context.Context) {
	states := []network.SenderState{network.Connected, network.Connected, network.Connected, network.Connecting, network.Disconnected}
	_ = w.net.ChangeSender(network.WhatsApp, pick(w, []string{shop, team}), func(s network.Sender) network.Sender {
		s.State = pick(w, states)
		return s
	})
}

func (w *town) person(context.Context) {
	number := pick(w, w.people)
	switch w.dice.IntN(4) {
	case 0:
		_ = w.net.Reregister(number)
	case 1:
		to := "4918000000" + strconv.Itoa(10+w.dice.IntN(80))
		if w.net.ChangeNumber(number, to) == nil {
			w.people = append(w.people, to)
		}
	case 2:
		_ = w.net.Port(number, "26203")
	default:
		_ = w.net.Report(number, network.WhatsApp, shop, "spam")
	}
}

// habits gives a person a few random rules.
func (w *town) habits(context.Context) {
	verbs := network.Verbs()
	occasions := []network.Occasion{network.OnMessage, network.OnMessage, network.OnRead, network.OnCall, network.OnInvite, network.OnStart}
	var all []network.Habit
	for range 1 + w.dice.IntN(4) {
		h := network.Habit{On: pick(w, occasions), Do: network.Deed{Verb: pick(w, verbs), Sender: shop, Number: "491800000099", App: network.Viber}}
		h.After = network.Spread{P50: time.Duration(w.dice.IntN(60)) * time.Second, P95: time.Hour}
		h.With = float64(1+w.dice.IntN(10)) / 10
		all = append(all, h)
	}
	_ = w.net.PutHabits(pick(w, w.people), all)
}
