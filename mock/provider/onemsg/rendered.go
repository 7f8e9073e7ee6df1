package onemsg

import (
	"strconv"
	"strings"

	"github.com/mynah-sim/mynah/mock/network"
)

// note is what this API keeps with a message that was sent through it. It never changes.
type note struct {
	kind     string         // the type of onemsg 3.3
	body     string         // empty for files: their address is made when it is told
	meta     map[string]any // nil: none
	category string         // of a template; empty: a free-form message
	lite     bool           // on the Marketing Messages path
	queued   bool           // it went out by itself after a while (onemsg 5.14)
}

// shown is a message in the words of this API (onemsg 3.3, 4.3 Message).
type shownMessage struct {
	id, body, kind           string
	fromMe                   bool
	forwarded                bool
	author, chatID, chatName string
	senderName               string
	time                     int64
	caption, quoted          *string
	bsuid, username          *string
	meta                     map[string]any
}

// show puts a message into the words of this API.
func (p *Provider) show(ch *channel, m network.Message) shownMessage {
	out := shownMessage{
		id: p.idOf(m), fromMe: m.Direction == network.Outbound, forwarded: m.Hops > 0, time: m.Made.Unix(),
	}
	group := groupOf(m)
	out.chatID = p.chatID(p.numberIn(m), false)
	out.chatName, _ = p.shown(m.Number)
	if group != "" {
		out.chatID, out.chatName = p.chatID(group, true), p.subject(group)
	}
	if out.fromMe {
		out.author = m.Sender + personChat
		out.senderName = out.author
	} else {
		p.showAuthor(m, &out)
	}
	p.showContent(ch, m, &out)
	out.quoted = p.quoteOf(m)
	return out
}

// showAuthor fills in who wrote an incoming message.
func (p *Provider) showAuthor(m network.Message, out *shownMessage) {
	out.author = p.chatID(p.numberIn(m), false)
	out.senderName = m.Name
	if out.senderName == "" {
		out.senderName, _ = p.shown(m.Number)
	}
	if m.UserID != "" {
		out.bsuid = &m.UserID
	}
	if h, err := p.net.Handset(m.Number); err == nil && h.Username != "" {
		out.username = &h.Username
	}
}

// quoteOf is the message that another one quotes or reacts to; nil for none.
func (p *Provider) quoteOf(m network.Message) *string {
	target := m.ReplyTo
	if r, ok := m.Content.(network.Reaction); ok {
		target = r.Target
	}
	if target.IsZero() {
		return nil
	}
	quoted, err := p.net.MessageOf(m.Account, target)
	if err != nil {
		return nil
	}
	id := p.idOf(quoted)
	return &id
}

// showContent fills in type, body, caption and details.
func (p *Provider) showContent(ch *channel, m network.Message, out *shownMessage) {
	if n, ok := m.Note.(note); ok {
		out.kind, out.body, out.meta = n.kind, n.body, n.meta
	} else {
		out.kind, out.body, out.meta = received(m.Content, out.fromMe)
	}
	media, ok := m.Content.(network.Media)
	if !ok {
		return
	}
	out.kind, out.body = mediaKind(media), p.fileURL(m)
	switch {
	case media.Caption != "":
		out.caption = &media.Caption
	case media.As == network.Document && media.Filename != "":
		out.caption = &media.Filename
	}
}

// mediaKind is the type of a file.
func mediaKind(m network.Media) string {
	if m.As == network.File {
		return "document"
	}
	return string(m.As)
}

// received is the type, body and details of a content that did not come through this API (onemsg 3.3).
func received(content network.Content, fromMe bool) (kind, body string, meta map[string]any) {
	switch c := content.(type) {
	case network.Text:
		return "chat", c.Body, nil
	case network.TemplateMessage:
		return "chat", c.Text, nil
	case network.Location:
		return "location", coordinate(c.Latitude) + ";" + coordinate(c.Longitude), map[string]any{"location": locationMeta(c)}
	case network.Contacts:
		return "contact", cardNames(c), map[string]any{"contacts": cardsOut(c)}
	case network.Reaction:
		return "reaction", c.Emoji, nil
	case network.Reply:
		return replyMeta(c)
	case network.FormReply:
		return formMeta(c)
	case network.Order:
		return "order", c.Note, map[string]any{"order": orderMeta(c)}
	case network.Interactive:
		return "interactive", c.Body, nil
	}
	if kind, body, meta, ok := notice(content); ok {
		return kind, body, meta
	}
	return "unsupported", "", nil
}

func coordinate(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }

func locationMeta(l network.Location) map[string]any {
	return map[string]any{"latitude": l.Latitude, "longitude": l.Longitude, "name": orNull(l.Name), "address": orNull(l.Address)}
}

// orNull is a text, or null for none.
func orNull(text string) any {
	if text == "" {
		return nil
	}
	return text
}

// replyMeta is the answer of a tap: a template's quick reply, a reply button or a list row.
func replyMeta(r network.Reply) (kind, body string, meta map[string]any) {
	switch r.Form {
	case "quick_reply":
		return "button", r.Title, map[string]any{"button": map[string]any{"text": r.Title, "payload": r.ID}}
	case "row":
		row := map[string]any{"id": r.ID, "title": r.Title}
		if r.Description != "" {
			row["description"] = r.Description
		}
		return "interactive", r.Title, map[string]any{"interactive": map[string]any{"type": "list_reply", "list_reply": row}}
	}
	button := map[string]any{"id": r.ID, "title": r.Title}
	return "interactive", r.Title, map[string]any{"interactive": map[string]any{"type": "button_reply", "button_reply": button}}
}

// formMeta is a filled form.
func formMeta(f network.FormReply) (kind, body string, meta map[string]any) {
	name := "flow"
	if f.Form == "address" {
		name = "address_message"
	}
	reply := map[string]any{"name": name, "body": formBody, "response_json": f.JSON}
	return "interactive", formBody, map[string]any{"interactive": map[string]any{"type": "nfm_reply", "nfm_reply": reply}}
}

// formBody is what the platform says of a form that came back (onemsg 3.3).
const formBody = "Sent"

func orderMeta(o network.Order) map[string]any {
	items := []any{}
	for _, item := range o.Items {
		items = append(items, map[string]any{
			"product_retailer_id": item.Product, "quantity": item.Quantity, "item_price": float64(item.Price) / 100, "currency": item.Currency,
		})
	}
	return map[string]any{"catalog_id": o.Catalog, "text": o.Note, "product_items": items}
}

// cardNames are the formatted names of cards.
func cardNames(c network.Contacts) string {
	names := make([]string, len(c.Cards))
	for i, card := range c.Cards {
		names[i] = card.Name.Formatted
	}
	return strings.Join(names, ", ")
}
