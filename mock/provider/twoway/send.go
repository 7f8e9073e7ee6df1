package twoway

import (
	"strings"
	"time"
	"unicode/utf8"

	"github.com/mynah-sim/mynah/mock/network"
)

// How long typing is shown before a message, by its length (twoway 5.2).
const (
	typingEach  = 50 * time.Millisecond
	typingLeast = time.Second
	typingMost  = 5 * time.Second
)

// dispatch sends a message that is due, or leaves it pending while the account is closed.
func (t *tx) dispatch(m *message) {
	a := m.chat.contact.account
	if m.status != statusPending || m.onItsWay || a.state != stateOpen || a.ids[m.id] != m {
		return
	}
	m.onItsWay = true
	if !m.misc.WithTyping {
		t.transmit(m)
		return
	}
	wait := min(max(time.Duration(utf8.RuneCountInString(orEmpty(m.Text)))*typingEach, typingLeast), typingMost)
	t.publish(m.chat, m.user, "typing")
	t.after(wait, dueKey(m), "typed", a, m.id)
}

// dueMessage is a scheduled message whose time has come.
func (t *tx) dueMessage(a *account, id string) {
	if m := a.ids[id]; m != nil {
		t.dispatch(m)
	}
}

// typedMessage is a message before which typing was shown long enough.
func (t *tx) typedMessage(a *account, id string) {
	m := a.ids[id]
	if m == nil || m.status != statusPending {
		return
	}
	t.publish(m.chat, m.user, "stoppedTyping")
	if a.state != stateOpen {
		m.onItsWay = false
		return
	}
	t.transmit(m)
}

// transmit hands a message to the network. What this API itself refuses fails at once (twoway 5.2, failures).
func (t *tx) transmit(m *message) {
	a := m.chat.contact.account
	said, why := t.carried(m)
	if why != nil {
		t.failed(m, *why)
		return
	}
	accepted, err := t.p.net.Send(network.Draft{
		Account: a.team.owner, Channel: network.WhatsApp, From: a.number, To: addressOf(m.chat.contact), Content: said,
		ReplyTo: t.quotedID(m),
	})
	if err != nil {
		t.failed(m, sendFailure(err))
		return
	}
	m.net = accepted.ID
	t.p.byNet[m.net] = m
}

// addressOf is where a contact is in the network: its number, or the id of the group.
func addressOf(c *contact) string {
	address, _, _ := strings.Cut(c.id, "@")
	return address
}

// quotedID is the message of the network that one answers; none when nobody knows it.
func (t *tx) quotedID(m *message) network.ID {
	if m.Quoted == nil {
		return network.ID{}
	}
	if q := m.chat.contact.account.ids[m.Quoted.ID]; q != nil {
		return q.net
	}
	return network.ID{}
}

// sendFailure is the error of a message that the network did not take.
func sendFailure(err error) messageError {
	why, _ := err.(network.Reason)
	return failureOf(why)
}

// carried is what a message says in the network, or why it cannot be sent.
func (t *tx) carried(m *message) (network.Content, *messageError) {
	switch {
	case m.chat.readOnly:
		why := notAllowed
		return nil, &why
	case m.misc.TemplateID != "":
		return t.templateMessage(m)
	case m.Poll != nil:
		return pollContent(m), nil
	case len(m.Products) > 0:
		return t.productMessage(m)
	case len(m.Buttons) > 0:
		return buttonsContent(m), nil
	case len(m.Attachments) > 0:
		return attachmentContent(m.Attachments[0], orEmpty(m.Text)), nil
	}
	return network.Text{Body: orEmpty(m.Text), Preview: m.LinkPreview != nil}, nil
}

func pollContent(m *message) network.Content {
	p := network.Poll{Question: orEmpty(m.Text), Multiple: m.Poll.MaxSelections != nil && *m.Poll.MaxSelections > 1}
	for _, o := range m.Poll.Options {
		p.Options = append(p.Options, o.Text)
	}
	return p
}

// buttonsContent shows buttons, with an attachment in the head. A link or call button stands alone on the platform.
func buttonsContent(m *message) network.Content {
	out := network.Interactive{Form: network.Buttons, Body: orEmpty(m.Text)}
	for _, b := range m.Buttons {
		out.Choices = append(out.Choices, network.Choice{ID: b.ID, Title: b.Text})
	}
	if only := m.Buttons[0]; len(m.Buttons) == 1 && only.URL != "" {
		out.Form, out.Choices, out.Label, out.URL = network.URLButton, nil, only.Text, only.URL
	}
	if len(m.Attachments) > 0 {
		if media, ok := attachmentContent(m.Attachments[0], "").(network.Media); ok {
			out.Header = &network.Param{Media: &media}
		}
	}
	return out
}

// mediaKinds are the kinds of files by the types of attachments.
var mediaKinds = map[string]network.MediaKind{
	"image": network.Image, "video": network.Video, "audio": network.Audio, "document": network.Document, "sticker": network.Sticker,
}

// attachmentContent is an attachment as a person gets it.
func attachmentContent(a attachment, caption string) network.Content {
	switch a.Type {
	case "location":
		if a.Location != nil {
			return network.Location{Latitude: a.Location.Latitude, Longitude: a.Location.Longitude, Name: caption, URL: a.URL}
		}
		return network.Location{Name: caption, URL: a.URL}
	case "contact":
		data, _ := dataOf(a.URL) // judged when it came
		return cardFrom(string(data))
	}
	media := network.Media{As: mediaKinds[a.Type], Link: a.URL, Caption: caption, Filename: a.Filename, MIME: a.Mimetype}
	if a.PTTAudio {
		media.As = network.Voice
	}
	return media
}

// cardFrom reads the name, numbers and addresses of a vCard.
func cardFrom(vcard string) network.Contacts {
	var card network.Card
	for line := range strings.Lines(vcard) {
		name, value, ok := strings.Cut(strings.TrimSpace(line), ":")
		if !ok {
			continue
		}
		name, _, _ = strings.Cut(strings.ToUpper(name), ";")
		switch name {
		case "FN":
			card.Name.Formatted, card.Name.First = value, value
		case "TEL":
			card.Phones = append(card.Phones, network.CardEntry{Value: value, Type: "CELL"})
		case "EMAIL":
			card.Emails = append(card.Emails, network.CardEntry{Value: value, Type: "WORK"})
		}
	}
	return network.Contacts{Cards: []network.Card{card}}
}

// fitOut completes a message when it is made: buttons that go out as a poll, products from the catalog, the text of a template
// (twoway 5.2, body fields).
func (t *tx) fitOut(m *message, parameters map[string]any) {
	a := m.chat.contact.account
	if len(m.Buttons) > 0 && a.settings.SendButtonsAsPoll && a.kind != typeBusiness && m.Poll == nil {
		p := &poll{}
		for _, b := range m.Buttons {
			p.Options = append(p.Options, pollOption{Text: b.Text})
		}
		m.Poll = p
	}
	if len(m.Products) > 0 {
		m.Products = t.detailed(a, m.Products)
	}
	if tpl := a.template(m.misc.TemplateID); tpl != nil {
		t.fillTemplate(m, tpl, m.chat.contact.values(parameters))
	}
}
