package twoway

import (
	"encoding/json"
	"strings"
	"time"

	"github.com/mynah-sim/mynah/mock/network"
)

// camsItem is an item of the callback of CAMS: a message, its status, or a verdict on a template (twoway 3.4).
type camsItem struct {
	Type             string
	From             string
	To               string
	Timestamp        float64 // Unix ms
	MessageId        string  //nolint:revive // the member's name
	Message          *string
	Name             string
	Status           string
	ErrorCode        *float64
	ErrorDescription string
	TemplateCode     string
	AuditStatus      string
	Reason           string
}

type callbackIn struct {
	AccountID string `path:"accountId"`
	Secret    string `path:"secret"`
	Body      json.RawMessage
}

// webhookAlibabaCamsPost takes a callback of CAMS: the secret in the path is the credential (twoway 2.11).
func webhookAlibabaCamsPost(t *tx, _ *caller, in callbackIn) (success, error) {
	a := t.p.accountByID(in.AccountID)
	if a == nil {
		return success{}, errAccount
	}
	if secret, _ := a.credentials["secret"].(string); secret == "" || secret != in.Secret {
		return success{}, errSecret
	}
	var items []camsItem
	if strings.HasPrefix(strings.TrimSpace(string(in.Body)), "[") { // an object means no items
		if err := json.Unmarshal(in.Body, &items); err != nil {
			return success{}, errInvalid
		}
	}
	for _, item := range items {
		if err := t.applyItem(a, item, network.ID{}); err != nil {
			return success{}, err
		}
	}
	return success{true}, nil
}

// applyItem does what an item says; in the network the message has the given id, zero for one that only the item tells of.
func (t *tx) applyItem(a *account, item camsItem, id network.ID) error {
	switch {
	case item.Type == "template", item.Type == "TEMPLATE" && item.AuditStatus != "":
		t.judged(a, item.TemplateCode, item.AuditStatus == "pass", item.Reason)
	case item.Status != "":
		t.reported(a, item)
	default:
		t.itemArrived(a, item, id)
	}
	return nil
}

// reported is the status of a message of ours; an unknown one is ignored.
func (t *tx) reported(a *account, item camsItem) {
	m := a.ids[item.MessageId]
	if m == nil {
		m = a.provided(item.MessageId)
	}
	if m == nil || !m.fromMe {
		return
	}
	if item.Status != "Failed" {
		t.reached(m, strings.ToLower(item.Status))
		return
	}
	why := messageError{Message: "Delivery failed", StatusCode: 500}
	if item.ErrorDescription != "" {
		why.Message = item.ErrorDescription
	}
	if item.ErrorCode != nil {
		why.StatusCode = int(*item.ErrorCode)
	}
	if m.status != statusPending { // CAMS may find out late
		before := m.chat.watch()
		why.Retries = m.retries
		m.status, m.problem, m.onItsWay = statusError, &why, false
		t.altered(m, "status", "error")
		t.tellChat(before)
		return
	}
	t.failed(m, why)
}

// provided is the message that the provider knows by an id of its own.
func (a *account) provided(id string) *message {
	for _, m := range a.ids {
		if m.misc.OriginalID == id && id != "" {
			return m
		}
	}
	return nil
}

// itemArrived is a message of a person; one that is stored already is ignored.
func (t *tx) itemArrived(a *account, item camsItem, id network.ID) {
	if a.ids[item.MessageId] != nil {
		return
	}
	var names []string
	if item.Name != "" {
		names = []string{item.Name}
	}
	chatID := digitsOf(item.From) + personSuffix
	c, fresh := t.chatWith(a, chatID, names, false)
	m := &message{
		chat: c, id: item.MessageId, sender: chatID, at: time.UnixMilli(int64(item.Timestamp)).UTC(), status: statusDelivered, net: id,
		person: digitsOf(item.From),
	}
	if !id.IsZero() {
		t.p.byNet[id] = m
	}
	if !t.readItem(m, item) {
		m.content, m.misc, m.hidden = content{Text: item.Message}, miscOptions{}, true
	}
	t.inbound(c, m, fresh)
}

// itemMedia are the types of attachments by the types of items.
var itemMedia = map[string]string{"IMAGE": "image", "VIDEO": "video", "AUDIO": "audio", "DOCUMENT": "document"}

// readItem reads what an item says; false when its message has not the form of its type (twoway 3.4).
func (t *tx) readItem(m *message, item camsItem) bool {
	if item.Message == nil {
		return false
	}
	if item.Type == "TEXT" {
		m.Text = item.Message
		return true
	}
	var said struct {
		Link, MimeType, Caption, FileName string
		Latitude, Longitude               *float64
		Name, Type, ID, Title, Text       string
		MessageID                         string `json:"messageId"`
	}
	if json.Unmarshal([]byte(*item.Message), &said) != nil {
		return false
	}
	switch {
	case itemMedia[item.Type] != "" && said.Link != "":
		a := attachment{Type: itemMedia[item.Type], Mimetype: said.MimeType, URL: said.Link, Filename: said.FileName}
		if a.Mimetype == "" {
			a.Mimetype = "application/octet-stream"
		}
		m.Text, m.Attachments = textOrNil(said.Caption), []attachment{a}
	case item.Type == "LOCATION" && said.Latitude != nil && said.Longitude != nil:
		m.Text = textOrNil(said.Name)
		m.Attachments = []attachment{{Type: "location", Location: &location{*said.Latitude, *said.Longitude}}}
	case item.Type == "INTERACTIVE" && said.Type == "button_reply":
		m.Text, m.misc.ButtonReplyID = textOrNil(said.Title), said.ID
	case item.Type == "REPLY" && said.MessageID != "":
		m.Text = textOrNil(said.Text)
		m.Quoted = &quoted{ChatID: m.chat.contact.id, ID: said.MessageID}
	default:
		return false
	}
	return true
}

// itemOf is the item that CAMS would send for a message of a person.
func itemOf(p *Provider, m network.Message, id string) camsItem {
	item := camsItem{
		Type: "UNKNOWN", From: m.Number, To: m.Sender, Timestamp: float64(m.Made.UnixMilli()), MessageId: id, Name: m.Name,
	}
	say := func(kind string, what map[string]any) {
		text := string(encode(what))
		item.Type, item.Message = kind, &text
	}
	switch c := m.Content.(type) {
	case network.Text:
		item.Type, item.Message = "TEXT", &c.Body
		if !m.ReplyTo.IsZero() {
			say("REPLY", map[string]any{"text": c.Body, "messageId": p.idOf(m.ReplyTo)})
		}
	case network.Media:
		kinds := map[network.MediaKind]string{
			network.Image: "IMAGE", network.Video: "VIDEO", network.Audio: "AUDIO", network.Voice: "AUDIO", network.Document: "DOCUMENT",
		}
		if kind := kinds[c.As]; kind != "" {
			say(kind, map[string]any{"link": p.linkOf(c), "mimeType": c.MIME, "caption": c.Caption, "fileName": c.Filename})
		}
	case network.Location:
		say("LOCATION", map[string]any{"latitude": c.Latitude, "longitude": c.Longitude, "name": c.Name})
	case network.Reply:
		say("INTERACTIVE", map[string]any{"type": "button_reply", "id": c.ID, "title": c.Title})
	default:
		if words := m.Content.Words(); words != "" {
			item.Message = &words
		}
	}
	return item
}

// idOf is the id under which this API knows a message of the network.
func (p *Provider) idOf(id network.ID) string {
	if m := p.byNet[id]; m != nil {
		return m.id
	}
	return outsideID(id)
}

// linkOf is where a file can be fetched.
func (p *Provider) linkOf(c network.Media) string {
	if c.ID.IsZero() {
		return c.Link
	}
	return p.mediaURL(c.ID, 0)
}
