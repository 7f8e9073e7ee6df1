package onemsg

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/mynah-sim/mynah/mock/network"
)

type listBody struct {
	textBody
	Header     string `json:"header"`
	Title      string `json:"title"`
	Footer     string `json:"footer"`
	Action     string `json:"action"`
	ButtonText string `json:"buttonText"`
	Sections   []struct {
		Title string `json:"title"`
		Rows  []struct {
			ID          string `json:"id"`
			Title       string `json:"title"`
			Description string `json:"description"`
		} `json:"rows"`
	} `json:"sections"`
}

// sendList sends a list (onemsg 2.3). buttonText wins over action, header over title.
func (p *Provider) sendList(ctx context.Context, in sendIn[listBody]) (any, error) {
	b := in.Body.as
	rows, err := b.rows()
	if err != nil {
		return nil, err
	}
	d, err := p.open(ctx, b.to, &b.Body)
	if err != nil {
		return nil, err
	}
	m := network.Interactive{Form: network.List, Body: b.Body, Footer: b.Footer, Label: b.ButtonText, Choices: rows}
	if m.Label == "" {
		m.Label = b.Action
	}
	m.Header = textHeader(b.Header)
	if b.Header == "" {
		m.Header = textHeader(b.Title)
	}
	return p.send(ctx, outgoingMessage{to: d, quoted: b.QuotedMsgID, content: m, note: in.Body.interactiveNote("list", b.Body)})
}

// textHeader is a header of text; nil for none.
func textHeader(text string) *network.Param {
	if text == "" {
		return nil
	}
	return &network.Param{Text: text}
}

// rows are those of all sections, after the rules that tie several members together.
func (b *listBody) rows() (rows []network.Choice, err error) {
	if b.Action == "" && b.ButtonText == "" {
		return nil, required("action")
	}
	var places []int
	for i, s := range b.Sections {
		if len(s.Rows) > 0 {
			places = append(places, i)
		}
		for _, r := range s.Rows {
			rows = append(rows, network.Choice{Group: i + 1, Section: s.Title, ID: r.ID, Title: r.Title, Description: r.Description})
		}
	}
	return rows, together(network.Interactive{Form: network.List, Choices: rows}, func(b network.Breach) string {
		section := fmt.Sprintf("sections[%d].", places[b.Item-1])
		if b.Row > 0 {
			section += fmt.Sprintf("rows[%d].", b.Row-1)
		}
		return section + b.Member
	}, "sections")
}

// buttonReply is a button. The vendor's own example writes its id with a blank at the end of the name (onemsg 2.3).
type buttonReply struct {
	ID    string `json:"id"`
	Blank string `json:"id "`
	Title string `json:"title"`
}

func (r buttonReply) id() string {
	if r.ID == "" {
		return r.Blank
	}
	return r.ID
}

type buttonBody struct {
	textBody
	Header   *header `json:"header"`
	Footer   string  `json:"footer"`
	Sections []struct {
		Reply buttonReply `json:"reply"`
	} `json:"sections"`
	Buttons []buttonReply `json:"buttons"`
}

// sendButton sends reply buttons (onemsg 2.3). sections win over buttons.
func (p *Provider) sendButton(ctx context.Context, in sendIn[buttonBody]) (any, error) {
	b := in.Body.as
	choices, err := b.choices()
	if err != nil {
		return nil, err
	}
	if err := b.Header.check("header"); err != nil {
		return nil, err
	}
	d, err := p.open(ctx, b.to, &b.Body)
	if err != nil {
		return nil, err
	}
	m := network.Interactive{
		Form: network.Buttons, Header: p.param(channelOf(ctx), b.Header), Body: b.Body, Footer: b.Footer, Choices: choices,
	}
	return p.send(ctx, outgoingMessage{to: d, quoted: b.QuotedMsgID, content: m, note: in.Body.interactiveNote("button", b.Body)})
}

// maxButtonID is the longest id of a reply button, in characters (onemsg 2.3).
const maxButtonID = 200

func (b *buttonBody) choices() (choices []network.Choice, err error) {
	replies, place := b.Buttons, "buttons[%d]."
	if len(b.Sections) > 0 {
		replies, place = nil, "sections[%d].reply."
		for _, s := range b.Sections {
			replies = append(replies, s.Reply)
		}
	}
	if len(replies) == 0 {
		return nil, required("sections")
	}
	for i, r := range replies {
		at := fmt.Sprintf(place, i)
		switch {
		case r.id() == "":
			return nil, required(at + "id")
		case utf8.RuneCountInString(r.id()) > maxButtonID:
			return nil, exceeds(at+"id", maxButtonID)
		}
		choices = append(choices, network.Choice{ID: r.id(), Title: r.Title})
	}
	return choices, together(network.Interactive{Form: network.Buttons, Choices: choices}, func(b network.Breach) string {
		return fmt.Sprintf(place, b.Item-1) + b.Member
	}, "sections")
}

// header is that of an interactive message: the member that type names says what it shows (onemsg 4.4).
type header struct {
	Type     string       `json:"type"`
	Text     string       `json:"text"`
	Image    *headerMedia `json:"image"`
	Video    *headerMedia `json:"video"`
	Document *headerMedia `json:"document"`
}

type headerMedia struct {
	Link     string `json:"link"`
	ID       string `json:"id"`
	Filename string `json:"filename"`
}

func (h *header) media() *headerMedia {
	return map[string]*headerMedia{"image": h.Image, "video": h.Video, "document": h.Document}[h.Type]
}

// check wants what the type names. A header without any member counts as none.
func (h *header) check(at string) error {
	switch {
	case h == nil || *h == header{}:
		return nil
	case h.Type == "":
		return required(at + ".type")
	case h.Type == "text":
		if h.Text == "" {
			return required(at + ".text")
		}
		return nil
	case h.media() == nil:
		return required(at + "." + h.Type)
	case h.media().Link == "" && h.media().ID == "":
		return required(at + "." + h.Type + ".link")
	}
	return nil
}

// param is the header as the network has it; nil for none.
func (p *Provider) param(ch *channel, h *header) *network.Param {
	if h == nil || h.Type == "" {
		return nil
	}
	if h.Type == "text" {
		return textHeader(h.Text)
	}
	m := p.mediaOf(ch, network.MediaKind(h.Type), *h.media())
	return &network.Param{Media: &m}
}

type urlBody struct {
	textBody
	DisplayText string  `json:"displayText"`
	URL         string  `json:"url"`
	Header      *header `json:"header"`
	Footer      string  `json:"footer"`
}

// sendCtaURL sends a button that opens an address (onemsg 2.9).
func (p *Provider) sendCtaURL(ctx context.Context, in sendIn[urlBody]) (any, error) {
	b := in.Body.as
	if err := b.Header.check("header"); err != nil {
		return nil, err
	}
	d, err := p.open(ctx, b.to, &b.Body)
	if err != nil {
		return nil, err
	}
	m := network.Interactive{
		Form: network.URLButton, Header: p.param(channelOf(ctx), b.Header), Body: b.Body, Footer: b.Footer, Label: b.DisplayText, URL: b.URL,
	}
	return p.send(ctx, outgoingMessage{to: d, quoted: b.QuotedMsgID, content: m, note: in.Body.interactiveNote("cta_url", b.Body)})
}

type addressBody struct {
	textBody
	Country string `json:"country"`
}

// sendAddressMessage asks for a shipping address, in India or Singapore (onemsg 2.9).
func (p *Provider) sendAddressMessage(ctx context.Context, in sendIn[addressBody]) (any, error) {
	b := in.Body.as
	d, err := p.open(ctx, b.to, &b.Body)
	if err != nil {
		return nil, err
	}
	if b.Country == "" {
		b.Country = "IN"
	}
	return p.send(ctx, outgoingMessage{
		to: d, quoted: b.QuotedMsgID, content: network.Interactive{Form: network.AddressRequest, Body: b.Body, Country: b.Country},
		note: in.Body.interactiveNote("address_message", b.Body),
	})
}

type paymentBody struct {
	Phone  anyText `json:"phone"`
	Region string  `json:"region"`
	Body   string  `json:"body"`
}

// sendPaymentRequest asks for a payment in a region (onemsg 2.9). The destination is a phone.
func (p *Provider) sendPaymentRequest(ctx context.Context, in sendIn[paymentBody]) (any, error) {
	b := in.Body.as
	d, err := p.open(ctx, to{Phone: b.Phone}, nil)
	if err != nil {
		return nil, err
	}
	return p.send(ctx, outgoingMessage{
		to: d, content: network.Interactive{Form: network.PaymentRequest, Body: b.Body, Country: b.Region},
		note: in.Body.interactiveNote("payment_request", b.Body),
	})
}

type flowBody struct {
	textBody
	FlowID    string          `json:"flowId"`
	FlowToken string          `json:"flowToken"`
	FlowCta   string          `json:"flowCta"`
	Header    json.RawMessage `json:"header"`
	Footer    string          `json:"footer"`
	Action    string          `json:"flowAction"`
	Payload   *struct {
		Screen string         `json:"screen"`
		Data   map[string]any `json:"data"`
	} `json:"flowActionPayload"`
	Mode   string         `json:"mode"`
	Data   map[string]any `json:"flowActionData"`
	Screen string         `json:"flowActionScreen"`
}

// sendFlow sends a flow (onemsg 2.9).
func (p *Provider) sendFlow(ctx context.Context, in sendIn[flowBody]) (any, error) {
	b := in.Body.as
	top, err := b.header()
	if err != nil {
		return nil, err
	}
	ref, err := b.flow(lenient(ctx))
	if err != nil {
		return nil, err
	}
	d, err := p.open(ctx, b.to, &b.Body)
	if err != nil {
		return nil, err
	}
	m := network.Interactive{
		Form: network.FlowMessage, Header: textHeader(top), Body: b.Body, Footer: b.Footer, Label: b.FlowCta, Flow: ref,
	}
	return p.send(ctx, outgoingMessage{
		to: d, quoted: b.QuotedMsgID, content: m, note: in.Body.interactiveNote("flow", b.Body), say: p.flowWords(channelOf(ctx), ref),
	})
}

// header is a text, or a text header (onemsg 1.3: in a form a text that begins with { is an object).
func (b *flowBody) header() (text string, err error) {
	if len(b.Header) == 0 {
		return "", nil
	}
	var h header
	if json.Unmarshal(b.Header, &text) == nil {
		if !strings.HasPrefix(text, "{") || json.Unmarshal([]byte(text), &h) != nil {
			return text, nil
		}
	} else if err := json.Unmarshal(b.Header, &h); err != nil {
		return "", invalid("header")
	}
	switch {
	case h.Type != "" && h.Type != "text":
		return "", invalid("header.type")
	case utf8.RuneCountInString(h.Text) > maxHeader:
		return "", exceeds("header.text", maxHeader)
	}
	return h.Text, h.check("header")
}

// maxHeader is the longest text of a header, in characters (onemsg 4.4).
const maxHeader = 60

// flow is the flow and how it starts. A form whose payload a client has broken is not asked for its screen (onemsg 5.12).
func (b *flowBody) flow(lenient bool) (*network.FlowRef, error) {
	ref := &network.FlowRef{ID: b.FlowID, Token: b.FlowToken, Mode: b.Mode, Action: b.Action, Screen: b.Screen}
	data := b.Data
	if b.Payload != nil {
		if b.Payload.Screen != "" {
			ref.Screen = b.Payload.Screen
		}
		if b.Payload.Data != nil {
			data = b.Payload.Data
		}
	}
	if ref.Mode == "" {
		ref.Mode = "published"
	}
	if b.Action == "navigate" && ref.Screen == "" && !lenient {
		return nil, required("flowActionPayload.screen")
	}
	if len(data) > 0 && b.Action != "data_exchange" {
		text, _ := json.Marshal(data) // it came out of JSON
		ref.Data = string(text)
	}
	return ref, nil
}

// flowWords are the texts about a flow that cannot be sent (onemsg 1.6 EFLOW).
func (p *Provider) flowWords(ch *channel, ref *network.FlowRef) func(network.Reason) error {
	return func(why network.Reason) error {
		switch why {
		case network.FlowState, network.FlowBlocked, network.FlowThrottled:
		default:
			return nil
		}
		number, err := p.number(ch)
		if err != nil {
			return err
		}
		f, err := p.net.Flow(number.WABA, ref.ID)
		if err != nil || f.Status == "DRAFT" {
			return &refusal{text: "Flow is not published"}
		}
		return &refusal{text: "Flow is " + string(f.Status)}
	}
}
