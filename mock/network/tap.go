package network

import (
	"strconv"
	"strings"
)

// Tap is what a person taps on a message: a button by id, caption or place from 1, a row by id or title; Card, from 0, on a carousel.
type Tap struct {
	Number      string
	Message     ID
	Button, Row string
	Card        *int
}

// TapOn makes a person tap; the answer is a new inbound message (network 3.5). What gives no answer (addresses, calls, codes) is
// ErrNotOffered.
func (n *Network) TapOn(tap Tap) (id ID, err error) {
	err = n.do(func(t *tx) error {
		id, err = t.tapOn(tap)
		return err
	})
	return id, err
}

func (t *tx) tapOn(tap Tap) (ID, error) {
	place, ok := t.n.messageBy[tap.Message]
	if !ok {
		return ID{}, ErrMessageUnknown
	}
	m := t.n.messages.at(place)
	c := t.n.chats.at(m.chat)
	s, h := t.n.senders[c.sender-1], t.n.people.at(c.person)
	if h.number != tap.Number || m.dir != Outbound || m.state != Delivered && m.state != Read {
		return ID{}, ErrMessageUnknown
	}
	content := t.answerTo(s, m.content, tap)
	form, _ := m.content.(Interactive)
	once := form.Form == Buttons && s.Channel == WhatsApp
	if content == nil || once && m.flags&flagTapped != 0 {
		return ID{}, ErrNotOffered
	}
	id, err := t.write(Note{Number: tap.Number, Channel: s.Channel, To: s.ID, Content: content, ReplyTo: m.id})
	if once && err == nil {
		t.n.messages.at(place).flags |= flagTapped
	}
	return id, err
}

// answerTo is what a tap on a content sends back; nil when it offers no such choice.
func (t *tx) answerTo(s *sender, content Content, tap Tap) Content {
	switch c := content.(type) {
	case Interactive:
		wanted, form := tap.Button, "button"
		if c.Form == List {
			wanted, form = tap.Row, "row"
		}
		choices := c.Choices
		if tap.Card != nil {
			if *tap.Card < 0 || *tap.Card >= len(c.Cards) {
				return nil
			}
			choices = c.Cards[*tap.Card].Choices
		}
		for i, choice := range choices {
			if chosen(wanted, i, choice.ID, choice.Title) {
				return Reply{form, choice.ID, choice.Title, choice.Description}
			}
		}
	case TemplateMessage:
		return t.quickReply(s, c, tap)
	case Options:
		for i, answer := range c.Answers {
			if chosen(tap.Button+tap.Row, i, answer, answer) {
				return Text{Body: answer}
			}
		}
	case Composite:
		for _, part := range c.Parts {
			if answer := t.answerTo(s, part, tap); answer != nil {
				return answer
			}
		}
	}
	return nil
}

// chosen tells whether a word names a choice: by id, by caption, or by its place from 1.
func chosen(word string, place int, id, title string) bool {
	return word != "" && (word == id || strings.EqualFold(word, title) || word == strconv.Itoa(place+1))
}

// quickReply is the answer of a template's quick reply button: the payload given with the message, else the caption.
func (t *tx) quickReply(s *sender, m TemplateMessage, tap Tap) Content {
	tpl, _ := t.n.template(s.WABA, m.Name, m.Language)
	if tpl == nil {
		return nil
	}
	buttons, values := tpl.Buttons, m.Buttons
	if tap.Card != nil {
		if *tap.Card < 0 || *tap.Card >= len(tpl.Cards) {
			return nil
		}
		buttons, values = tpl.Cards[*tap.Card].Buttons, nil
		for _, card := range m.Cards {
			if card.Index == *tap.Card {
				values = card.Buttons
			}
		}
	}
	for i, b := range buttons {
		payload := b.Text
		for _, v := range values {
			if v.Index == i && v.Kind == "quick_reply" {
				payload = v.Value
			}
		}
		if b.Type == "QUICK_REPLY" && chosen(tap.Button, i, payload, b.Text) {
			return Reply{Form: "quick_reply", ID: payload, Title: b.Text}
		}
	}
	return nil
}
