package tyntec

import (
	"github.com/mynah-sim/mynah/mock/network"
	"github.com/mynah-sim/mynah/mock/webhook"
)

// previewVersion is the form of events that the vendor has only announced. It is taken where the bench has switched it on
// (tyntec 3.11, OP-50).
const previewVersion = "3.0"

// preview tells whether events have the announced form.
func (c Callback) preview() bool { return c.CallbackVersion == previewVersion }

// versions are the versions that callbacks of an account may have.
func (p *Provider) versions(id string) []string {
	all := []string{"2.11", "2.12", "2.13"}
	p.mu.RLock()
	defer p.mu.RUnlock()
	if a := p.accounts[id]; a != nil && a.preview {
		all = append(all, previewVersion)
	}
	return all
}

// inboundMessage is the body of what a user sends in version 3 (tyntec 4.14).
type inboundMessage struct {
	Event     string           `json:"event"`
	Channel   string           `json:"channel"`
	MessageID string           `json:"messageId"`
	From      string           `json:"from"`
	To        string           `json:"to"`
	Timestamp string           `json:"timestamp"`
	Content   *inboundContent  `json:"content,omitempty"`
	Postback  *postback        `json:"postback,omitempty"`
	Context   *inboundRelation `json:"context,omitempty"`
	WhatsApp  *inboundWhatsApp `json:"whatsapp,omitempty"`
	SMS       *smsBlock        `json:"sms,omitempty"`
}

// inboundContent has the data in the member that is named like the type.
type inboundContent struct {
	ContentType string        `json:"contentType"`
	Text        *string       `json:"text,omitempty"`
	Image       *inboundMedia `json:"image,omitempty"`
	Document    *inboundMedia `json:"document,omitempty"`
	Audio       *inboundMedia `json:"audio,omitempty"`
	Voice       *inboundMedia `json:"voice,omitempty"`
	Video       *inboundMedia `json:"video,omitempty"`
	Location    *userLocation `json:"location,omitempty"`
	Contacts    []userContact `json:"contacts,omitempty"`
}

type inboundMedia struct {
	URL     string `json:"url"`
	MediaID string `json:"mediaId"`
	Caption string `json:"caption,omitempty"`
}

type inboundRelation struct {
	MessageID string `json:"messageId"`
}

type inboundWhatsApp struct {
	SenderName string `json:"senderName"`
	Text       string `json:"text,omitempty"` // caption of the element that was tapped
}

// previewed is a version 2 event of a user in the form of version 3; nothing for what version 3 does not declare: orders, reactions
// and what has no form (tyntec 3.11).
func (u userCallback) previewed() (inboundMessage, bool) {
	out := inboundMessage{
		Event: "InboundMessage", Channel: u.Channel, MessageID: u.MessageID, From: u.From, To: u.To, Timestamp: u.Timestamp,
		Postback: u.Postback, SMS: u.SMS,
	}
	if u.Context != nil && u.Context.MessageID != "" {
		out.Context = &inboundRelation{u.Context.MessageID}
	}
	if w := u.WhatsApp; w != nil {
		out.WhatsApp = &inboundWhatsApp{SenderName: w.SenderName, Text: w.Text}
		if w.Title != "" {
			out.WhatsApp.Text = w.Title
		}
	}
	switch {
	case u.Postback != nil:
		out.Event = "InboundMessage::Postback"
		return out, true
	case u.Content == nil:
		return out, false
	}
	out.Content = u.Content.previewed()
	return out, out.Content != nil
}

// previewed is nil for what version 3 does not declare. A sticker is an image.
func (c userContent) previewed() *inboundContent {
	out := &inboundContent{ContentType: c.ContentType, Text: c.Text, Location: c.Location, Contacts: c.Contacts}
	switch c.ContentType {
	case "text", "location", "contacts":
		return out
	case "media":
	default:
		return nil
	}
	file := &inboundMedia{c.Media.URL, c.Media.MediaID, c.Media.Caption}
	out.ContentType = c.Media.Type
	switch c.Media.Type {
	case "document":
		out.Document = file
	case "audio":
		out.Audio = file
	case "voice":
		out.Voice = file
	case "video":
		out.Video = file
	default:
		out.ContentType, out.Image = "image", file
	}
	return out
}

// postUser makes the callback for what a user sent, in the version of the configuration.
func postUser(c Callback, e network.Event, retry webhook.Schedule, body userCallback) []webhook.Callback {
	if !c.preview() {
		return post(c, e, body.Event, c.InboundMessageURL, retry, body)
	}
	out, declared := body.previewed()
	if !declared {
		return nil
	}
	return post(c, e, out.Event, c.InboundMessageURL, retry, out)
}
