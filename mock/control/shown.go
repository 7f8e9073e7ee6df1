package control

import (
	"encoding/json"

	"github.com/mynah-sim/mynah/mock/network"
)

// shown is the content of a message as a phone shows it.
type shown struct {
	Kind      string          `json:"kind"`
	Text      string          `json:"text"`
	Header    string          `json:"header,omitempty"`
	Footer    string          `json:"footer,omitempty"`
	MediaID   string          `json:"mediaId,omitempty"`
	MediaType string          `json:"mediaType,omitempty"`
	Filename  string          `json:"filename,omitempty"`
	Link      string          `json:"link,omitempty"`
	Template  *templateRef    `json:"template,omitempty"`
	Buttons   []button        `json:"buttons,omitempty"`
	Rows      []row           `json:"rows,omitempty"`
	Cards     []card          `json:"cards,omitempty"`
	Products  []productRef    `json:"products,omitempty"`
	Location  *place          `json:"location,omitempty"`
	Contacts  []contact       `json:"contacts,omitempty"`
	Emoji     string          `json:"emoji,omitempty"`
	Message   string          `json:"message,omitempty"`
	Items     []item          `json:"items,omitempty"`
	Values    json.RawMessage `json:"values,omitempty"`
	Options   []string        `json:"options,omitempty"`
}

type templateRef struct {
	Name     string `json:"name"`
	Language string `json:"language"`
}

// button is something to tap.
type button struct {
	Type  string `json:"type"`
	ID    string `json:"id,omitempty"`
	Title string `json:"title"`
	Value string `json:"value,omitempty"`
}

type row struct {
	Section     string `json:"section,omitempty"`
	ID          string `json:"id,omitempty"`
	Title       string `json:"title"`
	Description string `json:"description,omitempty"`
}

type card struct {
	Text    string   `json:"text,omitempty"`
	MediaID string   `json:"mediaId,omitempty"`
	Link    string   `json:"link,omitempty"`
	Buttons []button `json:"buttons,omitempty"`
}

type productRef struct {
	CatalogID string `json:"catalogId"`
	ProductID string `json:"productId"`
}

type place struct {
	Latitude  float64 `json:"latitude"`
	Longitude float64 `json:"longitude"`
	Name      string  `json:"name,omitempty"`
	Address   string  `json:"address,omitempty"`
	URL       string  `json:"url,omitempty"`
}

// item is a line of a cart.
type item struct {
	ProductID string `json:"productId"`
	Quantity  int    `json:"quantity"`
}

// shower shows the messages of one chat.
type shower struct {
	net     *network.Network
	channel network.Channel
	sender  string
}

// content is what the phone makes of a content. Words of network contents that people write are those of handsetWrite.
func (s *shower) content(content network.Content) shown {
	out := shown{Kind: content.Kind(), Text: content.Words()}
	switch c := content.(type) {
	case network.Media:
		out.file(c)
	case network.Location:
		out.Text, out.Location = c.Name, &place{c.Latitude, c.Longitude, c.Name, c.Address, c.URL}
	case network.Contacts:
		for _, one := range c.Cards {
			out.Contacts = append(out.Contacts, toContact(one))
		}
	case network.Reaction:
		out.Emoji = c.Emoji
		if !c.Target.IsZero() {
			out.Message = c.Target.String()
		}
	case network.TemplateMessage:
		s.template(&out, c)
	case network.Interactive:
		out.interactive(c)
	case network.Reply:
		out.Kind = replyKinds[c.Form]
	case network.FormReply:
		out.Kind, out.Text, out.Values = replyKinds[c.Form], "", json.RawMessage(c.JSON)
	case network.Order:
		for _, i := range c.Items {
			out.Items = append(out.Items, item{i.Product, i.Quantity})
			out.Products = append(out.Products, productRef{c.Catalog, i.Product})
		}
	case network.Poll:
		out.Options = c.Options
	case network.Vote:
		out.Options, out.Message = c.Options, c.Poll.String()
	default:
		out.viber(content)
	}
	return out
}

// replyKinds are the words of handsetWrite for the forms of an answer.
var replyKinds = map[string]string{
	"quick_reply": "buttonReply", "button": "buttonReply", "row": "listReply", "flow": "flowReply", "address": "addressReply",
}

func (o *shown) file(m network.Media) {
	o.MediaType, o.Filename, o.Link = m.MIME, m.Filename, m.Link
	if !m.ID.IsZero() {
		o.MediaID = m.ID.String()
	}
}

// head shows the header of an interactive message or the value of a template's.
func (o *shown) head(p network.Param) {
	switch {
	case p.Media != nil:
		o.file(*p.Media)
	case p.Location != nil:
		o.Location = &place{p.Location.Latitude, p.Location.Longitude, p.Location.Name, p.Location.Address, p.Location.URL}
	default:
		o.Header = p.Text
	}
}

func (o *shown) interactive(c network.Interactive) {
	o.Footer = c.Footer
	if c.Header != nil {
		o.head(*c.Header)
	}
	for _, choice := range c.Choices {
		if c.Form == network.List {
			o.Rows = append(o.Rows, row{choice.Section, choice.ID, choice.Title, choice.Description})
		} else {
			o.Buttons = append(o.Buttons, button{Type: "reply", ID: choice.ID, Title: choice.Title})
		}
	}
	if b, ok := opener(c); ok {
		o.Buttons = append(o.Buttons, b)
	}
	for _, one := range c.Cards {
		o.Cards = append(o.Cards, interactiveCard(one))
	}
	for _, group := range c.Groups {
		for _, product := range group.Products {
			o.Products = append(o.Products, productRef{c.Catalog, product})
		}
	}
}

// interactiveCard shows one card of a carousel.
func interactiveCard(c network.InteractiveCard) card {
	out := card{Text: c.Body, Buttons: []button{}}
	if c.Header != nil {
		var head shown
		head.head(*c.Header)
		out.MediaID, out.Link = head.MediaID, head.Link
	}
	if c.URL != "" {
		out.Buttons = append(out.Buttons, button{Type: "link", Title: c.Label, Value: c.URL})
	}
	for _, choice := range c.Choices {
		out.Buttons = append(out.Buttons, button{Type: "reply", ID: choice.ID, Title: choice.Title})
	}
	if p := c.Product; p != nil {
		out.Buttons = append(out.Buttons, button{Type: "catalog", Title: p.Product, Value: p.Catalog})
	}
	return out
}

// opener is the one button of an interactive message that is no reply.
func opener(c network.Interactive) (button, bool) {
	b := button{Title: c.Label}
	switch c.Form {
	case network.URLButton:
		b.Type, b.Value = "link", c.URL
	case network.CallButton:
		b.Type = "call"
	case network.CatalogMessage, network.ProductList, network.SingleProduct:
		b.Type, b.Value = "catalog", c.Catalog
	case network.FlowMessage:
		b.Type = "flow"
		if c.Flow != nil {
			b.Value = c.Flow.ID
		}
	case network.AddressRequest, network.ContactRequest, network.LocationRequest, network.CallPermission,
		network.PaymentRequest:
		b.Type = "form"
	}
	return b, b.Type != ""
}

// viber shows the parts of a Viber message, which may stand in any order.
func (o *shown) viber(content network.Content) {
	switch c := content.(type) {
	case network.ActionButton:
		o.Buttons = append(o.Buttons, button{Type: "link", Title: c.Caption, Value: c.URL})
	case network.Options:
		for _, answer := range c.Answers {
			o.Buttons = append(o.Buttons, button{Type: "reply", ID: answer, Title: answer})
		}
	case network.ViberCarousel:
		for _, one := range c.Items {
			shown := card{Text: one.Title, Link: one.Image, Buttons: []button{{Type: "link", Title: one.First.Caption, Value: one.First.URL}}}
			if one.Second != nil {
				shown.Buttons = append(shown.Buttons, button{Type: "link", Title: one.Second.Caption, Value: one.Second.URL})
			}
			o.Cards = append(o.Cards, shown)
		}
	case network.Composite:
		for _, part := range c.Parts {
			if media, ok := part.(network.Media); ok {
				o.file(media)
			}
			o.viber(part)
		}
	}
}
