package twoway

import (
	"encoding/base64"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// compose is the body of a message to be sent (twoway 4.5 MessageCompose).
type compose struct {
	ID          string         `json:"id"`
	Status      string         `json:"status"`
	Timestamp   string         `json:"timestamp"`
	MiscOptions miscOptions    `json:"miscOptions"`
	Parameters  map[string]any `json:"parameters"`
	content
}

// What a text and inline data may be (twoway 5.2).
const (
	longestText = 65_536
	inlineData  = 1 << 10 // bytes of a data: URL
)

// honoured is the content of a body: deleted, action, order and reactions are ignored (twoway 4.5 MessageCompose).
func (b *compose) honoured() content {
	c := b.content
	c.Deleted, c.Action, c.Order, c.Reactions = false, nil, nil, nil
	return c
}

// judge checks what the document cannot say about a body.
func (b *compose) judge() error {
	if orEmpty(b.Text) == "" && len(b.Attachments) == 0 && b.Poll == nil && len(b.Products) == 0 && b.MiscOptions.TemplateID == "" {
		return errNoContent
	}
	return judgeAttachments(b.Attachments)
}

func judgeAttachments(all []attachment) error {
	for _, a := range all {
		data, inline := dataOf(a.URL)
		switch {
		case a.Type == "contact" && !inline:
			return errCard
		case inline && len(data) > inlineData:
			return errAttachment
		}
	}
	return nil
}

// dataOf is what a data: URL holds; false for any other address.
func dataOf(url string) ([]byte, bool) {
	head, body, ok := strings.Cut(url, ",")
	if !ok || !strings.HasPrefix(head, "data:") || !strings.HasSuffix(head, ";base64") {
		return nil, false
	}
	data, err := base64.StdEncoding.DecodeString(body)
	if err != nil {
		data, err = base64.RawStdEncoding.DecodeString(strings.TrimRight(body, "="))
	}
	return data, err == nil
}

// written is the text of a message as it is stored: rendered, with the marketing text and the white space that were asked for.
func (t *tx) written(c *contact, b *compose, marketing string) (*string, error) {
	if b.Text == nil && marketing == "" {
		return nil, nil
	}
	text, err := render(orEmpty(b.Text), c.values(b.Parameters))
	if err != nil {
		return nil, err
	}
	if marketing != "" {
		text = strings.TrimPrefix(text+"\n\n"+marketing, "\n\n")
	}
	if b.MiscOptions.RandomizeMessage {
		text += t.blanks()
	}
	if utf8.RuneCountInString(text) > longestText {
		return nil, errTextLength
	}
	return &text, nil
}

// blanks are 1 to 3 characters of white space from the world's seed (twoway 5.2).
func (t *tx) blanks() string {
	text := ""
	for range 1 + t.p.chance.below("white space", 3) {
		text += []string{" ", "\u00a0", "\u2009"}[t.p.chance.below("white space", 3)]
	}
	return text
}

// entry is what a message becomes in a chat: one for each attachment, the first one with everything else (twoway 2.5 messagesPost).
func (t *tx) entries(who *caller, c *chat, b *compose, text *string) (all []*message) {
	a := c.contact.account
	id := b.ID
	if id == "" {
		id = t.p.chance.messageID()
	}
	at := t.now
	if when, err := time.Parse(time.RFC3339, b.Timestamp); err == nil && when.After(t.now) {
		at = when.UTC()
	}
	whole := b.honoured()
	whole.Text = text
	count := max(1, len(whole.Attachments))
	for i := range count {
		m := &message{
			chat: c, id: id, fromMe: true, sender: a.ownSender(), user: who.user.id, at: at, status: statusPending, misc: b.MiscOptions,
			content: whole, first: id,
		}
		if count > 1 {
			m.Attachments = whole.Attachments[i : i+1]
		}
		if i > 0 {
			m.id = id + "_" + strconv.Itoa(i)
			m.content = content{Attachments: m.Attachments}
		}
		if a.kind == typeBusiness && m.misc.OriginalID == "" {
			m.misc.OriginalID = t.p.chance.hexOf("provider ids", 32)
		}
		all = append(all, m)
	}
	return all
}

// recipient reads the recipient of a message: a group that the account knows, or a number of 7 to 15 digits (twoway 2.5 messagesPost).
func (t *tx) recipient(a *account, text string) (string, error) {
	id := a.contactID(text)
	if known := a.contacts[id]; known != nil && !known.own {
		return id, nil
	}
	digits := numberOf(id)
	if len(digits) < 7 || len(digits) > 15 || a.kind != typeTikTok && !strings.HasSuffix(id, personSuffix) {
		return "", errChat
	}
	return id, nil
}
