package load

import (
	"context"
	"time"

	"github.com/mynah-sim/mynah/mock/network"
)

// senderOf draws a sender with its account and channel.
func (w *town) senderOf() (account, id string, c network.Channel) {
	switch w.dice.IntN(8) {
	case 0:
		return "shop", shopSMS, network.SMS
	case 1:
		return "shop", shopText, network.Viber
	case 2, 3:
		return "team", team, network.WhatsApp
	}
	return "shop", shop, network.WhatsApp
}

func (w *town) content() network.Content {
	choices := []network.Choice{{ID: "y", Title: "Yes"}, {ID: "n", Title: "No"}}
	value := []network.Param{{Text: "7"}}
	all := []network.Content{
		network.Text{Body: "hello"}, network.Text{Body: "order"}, network.TemplateMessage{Name: "order_update", Language: "en", Body: value},
		network.TemplateMessage{Name: "promo", Language: "en", Body: value}, network.TemplateMessage{Name: "code", Language: "en", Body: value},
		network.Interactive{Form: network.Buttons, Body: "Well?", Choices: choices},
		network.Interactive{Form: network.List, Body: "Which?", Label: "Rows", Choices: choices},
		network.Interactive{Form: network.SingleProduct, Catalog: "c1", Groups: []network.ProductGroup{{Products: []string{"SKU-1"}}}},
		network.Media{As: network.Voice, Link: "https://shop.example/v.ogg", MIME: "audio/ogg"},
		network.Poll{Question: "When?", Options: []string{"Mon", "Tue"}}, network.Location{Latitude: 1, Longitude: 2},
		network.Reaction{Target: recent(w, w.written), Emoji: "👍"}, network.TemplateMessage{Name: "nothing", Language: "en"},
	}
	return pick(w, all)
}

func (w *town) send(context.Context) {
	account, from, c := w.senderOf()
	d := network.Draft{Account: account, Channel: c, From: from, To: pick(w, w.people), Content: w.content()}
	if c != network.WhatsApp {
		d.Content = network.Text{Body: "hello"}
	}
	switch {
	case w.chance(6) && len(w.groups) > 0:
		d.To = pick(w, w.groups)
	case w.chance(20):
		d.To = "4990000000000"
	case w.chance(20):
		d.At, d.GivesWay = w.net.Now().Add(time.Hour), w.chance(2)
	case w.chance(30):
		d.To = team
	}
	if w.chance(4) {
		d.ReplyTo = recent(w, w.written)
	}
	if a, err := w.net.Send(d); err == nil {
		w.sent = append(w.sent, a.ID)
	}
}

func (w *town) write(context.Context) {
	_, to, c := w.senderOf()
	note := network.Note{Number: pick(w, w.people), Channel: c, To: to, Content: network.Text{Body: "hi"}}
	switch w.dice.IntN(8) {
	case 0:
		note.Content = network.Reaction{Target: recent(w, w.sent), Emoji: "❤️"}
	case 1:
		note.Content = network.Poll{Question: "Where?", Options: []string{"a", "b"}}
	case 2:
		note.Referral = &network.Referral{SourceType: "ad", SourceID: "1"}
	case 3:
		note.To = pick(w, w.groups)
	case 4:
		note.To = pick(w, w.people) // from a phone that shares a sender's number
	case 5:
		note.ReplyTo, note.Hops = recent(w, w.sent), w.dice.IntN(8)
	}
	if id, err := w.net.Write(note); err == nil {
		w.written = append(w.written, id)
	}
}

func (w *town) read(context.Context) {
	_, of, c := w.senderOf()
	number := pick(w, w.people)
	switch w.dice.IntN(5) {
	case 0:
		_ = w.net.OpenChat(number, c, of, w.chance(2))
	case 1:
		_ = w.net.ReadChat(number, network.WhatsApp, pick(w, w.groups))
	case 2:
		_ = w.net.Play(number, recent(w, w.sent))
	case 3:
		_ = w.net.ReadChat(team, network.WhatsApp, number)
	default:
		_ = w.net.ReadChat(number, c, of)
	}
}

func (w *town) tap(context.Context) {
	message := recent(w, w.sent)
	m, err := w.net.Message(message)
	if err != nil {
		return
	}
	switch {
	case w.chance(3):
		_, _ = w.net.VoteOn(pick(w, w.people), message, []string{"Mon"})
	case w.chance(4):
		_, _ = w.net.PlaceOrder(m.Number, m.Sender, "c1", "", []network.OrderItem{{Product: "SKU-1", Quantity: 1}}, message)
	default:
		_, _ = w.net.TapOn(network.Tap{Number: m.Number, Message: message, Button: "1", Row: "1"})
	}
}

func (w *town) change(context.Context) {
	written, sent := recent(w, w.written), recent(w, w.sent)
	m, _ := w.net.Message(written)
	switch w.dice.IntN(4) {
	case 0:
		_ = w.net.Edit(m.Number, written, "changed")
	case 1:
		_ = w.net.Revoke(m.Number, written)
	case 2:
		_ = w.net.EditSent("team", sent, "changed")
	default:
		_ = w.net.RevokeSent("team", sent)
	}
}

func (w *town) condition(context.Context) {
	_ = w.net.ChangeHandset(pick(w, w.people), func(h network.Handset) network.Handset {
		switch w.dice.IntN(7) {
		case 0, 1:
			h.Off = !h.Off
		case 2:
			h.Coverage = pick(w, []network.Coverage{network.Home, network.Home, network.Roaming, network.NoCoverage})
		case 3:
			h.Data = pick(w, []network.Data{network.GoodData, network.GoodData, network.SlowData, network.NoData})
		case 4:
			h.MemoryFull = !h.MemoryFull
		case 5:
			h.NoReceipts = !h.NoReceipts
		default:
			h.Off, h.Coverage, h.Data, h.MemoryFull = false, network.Home, network.GoodData, false
		}
		return h
	})
}

func (w *town) block(context.Context) {
	_, id, c := w.senderOf()
	number := pick(w, w.people)
	switch w.dice.IntN(5) {
	case 0:
		_ = w.net.SetBlocked(number, c, id, true)
	case 1, 2:
		_ = w.net.SetBlocked(number, c, id, false)
	case 3:
		if w.net.BlockPerson("shop", shop, number) != nil {
			_, _ = w.net.UnblockPerson("shop", shop, number)
		}
	default:
		_ = w.net.StopMarketing(number, shop, w.chance(2))
	}
}

func (w *town) mark(context.Context) {
	account := pick(w, []string{"shop", "team"})
	_ = w.net.MarkRead(account, recent(w, w.written), w.chance(2))
}

func (w *town) cancel(context.Context) { _ = w.net.Cancel("shop", recent(w, w.sent)) }

func (w *town) presence(context.Context) {
	p := pick(w, []network.Presence{network.Available, network.Unavailable, network.TypingNow, network.StoppedTyping})
	_ = w.net.ShowPresence("team", team, pick(w, w.people), p)
	_ = w.net.Typing(pick(w, w.people), network.WhatsApp, team)
}
