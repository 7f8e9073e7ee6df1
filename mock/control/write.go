package control

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/mynah-sim/mynah/mock/network"
)

type writeIn struct {
	Number string `path:"number"`
	Body   write
}

// write is a message that a person writes: the members of all kinds. The document says which kind has which.
type write struct {
	To, Channel, Kind      string
	ReplyTo                string
	Forwarded              int
	Text                   string
	Parts                  int
	Lost                   []int
	Product                *productRef
	MediaID                string
	Caption, Filename      string
	Latitude, Longitude    float64
	Name, Address, URL     string
	Contacts               []contact
	Message, Emoji         string
	ID, Title, Description string
	CatalogID              string
	Items                  []item
	Values                 json.RawMessage
	Question               string
	Options                []string
	Multiple               bool
	Referral               *referral
}

// referral says from where a person came into the chat.
type referral struct {
	SourceType, SourceID, SourceURL, Headline, Body, ClickID string
	Desktop                                                  bool
}

// written is the id of what a person wrote.
type written struct {
	MessageID string `json:"messageId"`
}

func (b *Bench) handsetWrite(ctx context.Context, in writeIn) (written, error) {
	w := in.Body
	if err := w.fits(); err != nil {
		return written{}, err
	}
	if w.Kind == "order" {
		return b.order(ctx, in.Number, orderIn{To: w.To, CatalogID: w.CatalogID, Items: w.Items, Text: w.Text, Message: w.ReplyTo})
	}
	note, err := b.note(ctx, in.Number, w)
	if err != nil {
		return written{}, err
	}
	id, err := netOf(ctx).Write(note)
	if err != nil {
		return written{}, fmt.Errorf("from %q to %s %q: %w", in.Number, w.Channel, w.To, err)
	}
	return written{id.String()}, nil
}

// viberKinds are what a person can send on Viber (control: Write).
var viberKinds = []string{"text", "image", "video", "document"}

// fits checks what the channel carries.
func (w write) fits() error {
	switch {
	case w.Channel == "sms" && w.Kind != "text", w.Channel == "viber" && !slices.Contains(viberKinds, w.Kind):
		return refuse("/kind", "channel", "%s carries no %s", w.Channel, w.Kind)
	case w.Channel != "sms" && w.Parts != 0:
		return refuse("/parts", "channel", "only SMS comes in parts")
	case w.Channel != "sms" && len(w.Lost) > 0:
		return refuse("/lost", "channel", "only SMS comes in parts")
	case w.Parts != 0 && len(w.Lost) > 0 && slices.Max(w.Lost) > w.Parts:
		return refuse("/lost", "maximum", "the message has %d parts", w.Parts)
	case w.Channel != "whatsapp" && w.Product != nil:
		return refuse("/product", "channel", "%s knows no products", w.Channel)
	}
	return nil
}

// note is the message in the network's words.
func (b *Bench) note(ctx context.Context, number string, w write) (note network.Note, err error) {
	note = network.Note{
		Number: number, Channel: channel(w.Channel), To: w.To, Hops: w.Forwarded, Parts: w.Parts, Lost: len(w.Lost) > 0,
	}
	if w.Referral != nil {
		r := network.Referral(*w.Referral)
		note.Referral = &r
	}
	var quoted network.Message
	if w.ReplyTo != "" {
		if quoted, err = b.message(ctx, w.ReplyTo); err != nil {
			return note, err
		}
		note.ReplyTo = quoted.ID
	}
	if w.Product != nil {
		if _, err = b.product(ctx, w.Product.CatalogID, w.Product.ProductID); err != nil {
			return note, err
		}
		note.Question = &network.ProductRef{Catalog: w.Product.CatalogID, Product: w.Product.ProductID}
	}
	switch {
	case w.MediaID != "":
		note.Content, note.File, err = b.file(ctx, w)
	case w.Kind == "reaction":
		var target network.ID
		target, err = b.messageID(ctx, w.Message)
		note.Content = network.Reaction{Target: target, Emoji: w.Emoji}
	case w.Kind == "contactReply" && len(w.Contacts) == 0:
		note.Content, err = ownCard(netOf(ctx), number)
	default:
		note.Content = w.content(quoted.Content)
	}
	return note, err
}

// content is what the message says, as far as it needs nothing from the world but the message that it answers.
func (w write) content(quoted network.Content) network.Content {
	switch w.Kind {
	case "text":
		return network.Text{Body: w.Text}
	case "location":
		return network.Location{Latitude: w.Latitude, Longitude: w.Longitude, Name: w.Name, Address: w.Address, URL: w.URL}
	case "contacts", "contactReply":
		return network.Contacts{Cards: toCards(w.Contacts)}
	case "buttonReply":
		form := "button"
		if _, ok := quoted.(network.TemplateMessage); ok {
			form = "quick_reply"
		}
		return network.Reply{Form: form, ID: w.ID, Title: w.Title}
	case "listReply":
		return network.Reply{Form: "row", ID: w.ID, Title: w.Title, Description: w.Description}
	case "poll":
		return network.Poll{Question: w.Question, Options: w.Options, Multiple: w.Multiple}
	case "flowReply":
		return network.FormReply{Form: "flow", JSON: withToken(w.Values, quoted)}
	case "addressReply":
		return network.FormReply{Form: "address", JSON: compact(w.Values)}
	}
	return network.Unsupported{What: w.Kind}
}

// file is a message with a file, and the file: of the network's store a copy for the business that receives it.
func (b *Bench) file(ctx context.Context, w write) (network.Content, *network.NewMedia, error) {
	m, err := b.media(ctx, w.MediaID)
	if err != nil {
		return nil, nil, err
	}
	name := orWord(w.Filename, m.Name)
	content := network.Media{As: network.MediaKind(w.Kind), MIME: m.MIME, Caption: w.Caption}
	if content.As == network.Document {
		content.Filename = name
	}
	return content, &network.NewMedia{MIME: m.MIME, Name: name, Data: m.Data}, nil
}

// ownCard is a person's own contact card.
func ownCard(n *network.Network, number string) (network.Content, error) {
	h, err := n.Handset(number)
	if err != nil {
		return nil, fmt.Errorf("number %q: %w", number, err)
	}
	return network.Contacts{Cards: []network.Card{{
		Name:   network.CardName{Formatted: orWord(h.Name, number)},
		Phones: []network.CardEntry{{Value: "+" + number, Type: "CELL", WhatsAppID: number}},
	}}}, nil
}

// withToken adds the token of a flow to what was filled in, where it is missing (network 3.15).
func withToken(values json.RawMessage, quoted network.Content) string {
	var members map[string]json.RawMessage
	m, ok := quoted.(network.Interactive)
	if !ok || m.Flow == nil || m.Flow.Token == "" || json.Unmarshal(values, &members) != nil || members["flow_token"] != nil {
		return compact(values)
	}
	token, _ := json.Marshal(m.Flow.Token) // a string always can be
	if members == nil {
		members = map[string]json.RawMessage{}
	}
	members["flow_token"] = token
	all, _ := json.Marshal(members) // made of valid parts
	return string(all)
}
