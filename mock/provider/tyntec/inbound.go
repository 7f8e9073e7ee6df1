package tyntec

import (
	"strconv"

	"github.com/mynah-sim/mynah/mock/network"
	"github.com/mynah-sim/mynah/mock/webhook"
)

// userCallback is the body of what a user sends: MoMessage, Postback or Order (tyntec 3.5, 3.6).
type userCallback struct {
	Event      string         `json:"event"`
	Channel    string         `json:"channel"`
	MessageID  string         `json:"messageId"`
	From       string         `json:"from"`
	To         string         `json:"to"`
	Timestamp  string         `json:"timestamp"`
	ReceivedAt string         `json:"receivedAt,omitempty"` // MoMessage only: the same as timestamp
	Content    *userContent   `json:"content,omitempty"`
	Postback   *postback      `json:"postback,omitempty"`
	Order      *order         `json:"order,omitempty"`
	Context    *userRelation  `json:"context,omitempty"` // absent when empty
	WhatsApp   *whatsAppBlock `json:"whatsapp,omitempty"`
	SMS        *smsBlock      `json:"sms,omitempty"`
}

// whatsAppBlock is what WhatsApp tells of the user, and of the element that was tapped (tyntec 4.13).
type whatsAppBlock struct {
	SenderName  string `json:"senderName"`
	BSUID       string `json:"bsuid,omitempty"`
	Username    string `json:"username,omitempty"`
	Identity    string `json:"identityKeyHash,omitempty"` // while the check is on (tyntec 2.6)
	Text        string `json:"text,omitempty"`
	Title       string `json:"title,omitempty"`
	Description string `json:"description,omitempty"`
}

type postback struct {
	Data string `json:"data"`
}

// userRelation is how a user's message relates to others (tyntec 3.5).
type userRelation struct {
	MessageID  string   `json:"messageId,omitempty"`
	Forwarded  bool     `json:"isForwarded,omitempty"`
	Frequently bool     `json:"isFrequentlyForwarded,omitempty"`
	Product    *product `json:"product,omitempty"`
}

// product is what a text asks about (tyntec 4.13).
type product struct {
	CatalogID   string `json:"catalogId"`
	ProductID   string `json:"productId"`
	Name        string `json:"name,omitempty"`
	Description string `json:"description,omitempty"`
	Price       string `json:"price,omitempty"`
	Currency    string `json:"currency,omitempty"`
}

// order is a cart; amounts are strings (tyntec OP-60).
type order struct {
	CatalogID string      `json:"catalogId"`
	Text      string      `json:"text,omitempty"`
	Items     []orderItem `json:"items"`
}

type orderItem struct {
	ProductID   string `json:"productId"`
	ProductName string `json:"productName,omitempty"`
	Description string `json:"description,omitempty"`
	Quantity    string `json:"quantity"`
	ItemPrice   string `json:"itemPrice"`
	Currency    string `json:"currency"`
}

// fromUser is the event for a message of a user. The filter does not touch it (tyntec 3.4).
func (p *Provider) fromUser(c Callback, e network.Event, m network.Message) []webhook.Callback {
	out := userCallback{
		Event: "MoMessage", Channel: m.Channel.String(), MessageID: p.outside(m), From: m.WhatsAppID, To: m.Sender,
		Timestamp: seconds(e.At), Context: p.relation(m),
	}
	retry := retryPhone
	if m.Channel == network.WhatsApp {
		person, _ := p.net.Handset(m.Number)
		out.WhatsApp, retry = &whatsAppBlock{SenderName: m.Name, BSUID: m.UserID, Username: person.Username, Identity: m.Identity}, retryWhatsApp
	}
	switch content := m.Content.(type) {
	case network.Reply:
		out.tapped(content)
	case network.FormReply:
		out.Event, out.Postback = "MoMessage::Postback", &postback{content.JSON} // tyntec OP-59c
	case network.CallAnswer:
		out.Event, out.Postback = "MoMessage::Postback", &postback{`{"callPermission":"` + content.Words() + `"}`} // tyntec OP-59c
	case network.Moved, network.Welcome:
		return nil // notices of the platform (tyntec 3.5)
	case network.Order:
		out.Event, out.Order = "MoMessage::Order", cart(content)
	default:
		if _, reaction := content.(network.Reaction); reaction && !c.since("2.13") {
			return nil // tyntec OP-59a
		}
		out.ReceivedAt, out.Content = out.Timestamp, p.userContent(m)
		if m.Channel == network.SMS {
			out.SMS = p.sms(m)
		}
	}
	return postUser(c, e, retry, out)
}

// tapped is the answer of a button or row: a template's quick reply shows its caption as text, the others as title (tyntec 3.5).
func (u *userCallback) tapped(r network.Reply) {
	u.Event, u.Postback = "MoMessage::Postback", &postback{r.ID} // tyntec OP-57
	if u.WhatsApp == nil {
		return
	}
	if r.Form == "quick_reply" {
		u.WhatsApp.Text = r.Title
		return
	}
	u.WhatsApp.Title, u.WhatsApp.Description = r.Title, r.Description
}

func cart(o network.Order) *order {
	out := &order{CatalogID: o.Catalog, Text: o.Note, Items: []orderItem{}}
	for _, item := range o.Items {
		out.Items = append(out.Items, orderItem{
			item.Product, item.Name, item.Description, strconv.Itoa(item.Quantity), amount(item.Price), item.Currency,
		})
	}
	return out
}

// relation is the context of a user's message; nil when it stands for itself.
func (p *Provider) relation(m network.Message) *userRelation {
	out := userRelation{MessageID: p.outsideOf(m.ReplyTo), Forwarded: m.Hops > 0, Frequently: m.OftenForwarded()}
	if q := m.Question; q != nil {
		out.Product = &product{CatalogID: q.Catalog, ProductID: q.Product}
		if known, currency, ok := p.net.Product(q.Catalog, q.Product); ok {
			out.Product.Name, out.Product.Description = known.Name, known.Description
			out.Product.Price, out.Product.Currency = priced(known.Price, currency), currency
		}
	}
	if out == (userRelation{}) {
		return nil
	}
	return &out
}
