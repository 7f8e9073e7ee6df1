package twoway

import (
	"time"

	"github.com/mynah-sim/mynah/mock/network"
)

// The statuses of messages (twoway 5.2).
const (
	statusNote      = "note"
	statusPending   = "pending"
	statusSent      = "sent"
	statusDelivered = "delivered"
	statusRead      = "read"
	statusError     = "error"
	statusCancelled = "cancelled"
)

// message is a message, a note or a system action of a chat.
type message struct {
	chat       *chat
	id         string
	serial     uint64 // order of the making
	fromMe     bool
	sender     string // id of the contact that sent it; empty: unknown
	user       string // team member
	at         time.Time
	status     string
	problem    *messageError
	retries    int
	resolvedBy string
	resolvedAt time.Time
	hidden     bool
	revision   int
	edited     time.Time
	misc       miscOptions
	content
	net      network.ID
	onItsWay bool   // handed to the network, or typing is shown
	first    string // of several made of one draft: the id of the first
	person   string // inbound: the number
}

// content is what a message carries (twoway 4.5 MessageContent).
type content struct {
	Mentions    []string          `json:"mentions,omitempty"`
	Text        *string           `json:"text"`
	Quoted      *quoted           `json:"quoted,omitempty"`
	Deleted     bool              `json:"deleted,omitempty"`
	Action      *action           `json:"action,omitempty"`
	Attachments []attachment      `json:"attachments,omitempty"`
	Buttons     []button          `json:"buttons,omitempty"`
	Poll        *poll             `json:"poll,omitempty"`
	Products    []messageProduct  `json:"products,omitempty"`
	Order       *messageOrder     `json:"order,omitempty"`
	LinkPreview *linkPreview      `json:"linkPreview,omitempty"`
	Reactions   []messageReaction `json:"reactions,omitempty"`
}

// miscOptions are the options of a message (twoway 4.5 MiscOptions).
type miscOptions struct {
	OriginalID            string            `json:"originalId,omitempty"`
	TemplateID            string            `json:"templateId,omitempty"`
	TemplateParams        map[string]string `json:"templateParams,omitempty"`
	WithTyping            bool              `json:"withTyping,omitempty"`
	ForwardCount          float64           `json:"forwardCount,omitempty"`
	Forwarded             *forwarded        `json:"forwarded,omitempty"`
	RandomizeMessage      bool              `json:"randomizeMessage,omitempty"`
	ButtonReplyID         string            `json:"buttonReplyId,omitempty"`
	PollReplyOptions      []string          `json:"pollReplyOptions,omitempty"`
	CancelIfReplyReceived bool              `json:"cancelIfReplyReceived,omitempty"`
}

type forwarded struct {
	ChatID string `json:"chatId"`
	ID     string `json:"id"`
}

type quoted struct {
	ChatID          string  `json:"chatId"`
	ID              string  `json:"id"`
	SenderContactID string  `json:"senderContactId,omitempty"`
	Text            *string `json:"text,omitempty"`
	JPEGThumbnail   *string `json:"jpegThumbnail,omitempty"`
}

type action struct {
	Type       string   `json:"type"`
	Parameters []string `json:"parameters,omitempty"`
}

type attachment struct {
	Type          string      `json:"type"`
	Mimetype      string      `json:"mimetype"`
	URL           string      `json:"url"`
	Location      *location   `json:"location,omitempty"`
	JPEGThumbnail *string     `json:"jpegThumbnail,omitempty"`
	Seconds       *float64    `json:"seconds,omitempty"`
	PTTAudio      bool        `json:"pttAudio,omitempty"`
	Filename      string      `json:"filename,omitempty"`
	IsGif         bool        `json:"isGif,omitempty"`
	Decryption    *decryption `json:"decryption,omitempty"`
}

type location struct {
	Latitude  float64 `json:"latitude"`
	Longitude float64 `json:"longitude"`
}

type decryption struct {
	Keys      map[string]string `json:"keys,omitempty"`
	Algorithm string            `json:"algorithm"`
}

type button struct {
	ID          string `json:"id"`
	Text        string `json:"text"`
	URL         string `json:"url,omitempty"`
	PhoneNumber string `json:"phoneNumber,omitempty"`
}

type poll struct {
	Options       []pollOption `json:"options"`
	MaxSelections *float64     `json:"maxSelections,omitempty"`
}

type pollOption struct {
	Text   string   `json:"text"`
	Voters []string `json:"voters,omitempty"`
}

type messageProduct struct {
	ID        string          `json:"id"`
	AccountID string          `json:"accountId,omitempty"`
	Details   *productDetails `json:"details,omitempty"`
}

type productDetails struct {
	CurrencyCode    string     `json:"currencyCode"`
	Price1000       int64      `json:"price1000"`
	Title           string     `json:"title"`
	Description     string     `json:"description,omitempty"`
	URL             string     `json:"url,omitempty"`
	Image           attachment `json:"image"`
	BusinessOwnerID string     `json:"businessOwnerId,omitempty"`
}

type messageOrder struct {
	OrderID       string `json:"orderId"`
	JPEGThumbnail string `json:"jpegThumbnail,omitempty"`
	ItemCount     int    `json:"itemCount,omitempty"`
	SellerID      string `json:"sellerId"`
	Token         string `json:"token"`
	Total         price  `json:"total"`
}

type price struct {
	Amount   int64  `json:"amount"`
	Currency string `json:"currency"`
}

type linkPreview struct {
	JPEGThumbnail string `json:"jpegThumbnail,omitempty"`
	Title         string `json:"title"`
	Description   string `json:"description"`
	URL           string `json:"url"`
	MatchedText   string `json:"matchedText,omitempty"`
}

type messageReaction struct {
	Reaction  string `json:"reaction"`
	FromID    string `json:"fromId"`
	ID        string `json:"id"`
	Timestamp string `json:"timestamp,omitempty"`
}

type messageError struct {
	Message    string `json:"message"`
	StatusCode int    `json:"statusCode"`
	Retries    int    `json:"retries"`
}

type messageSender struct {
	UserID string `json:"userId"`
}

// messageView is a message as answers show it (twoway 4.5 Message).
type messageView struct {
	ChatID          string         `json:"chatId"`
	AccountID       string         `json:"accountId"`
	ID              string         `json:"id"`
	FromMe          bool           `json:"fromMe"`
	SenderContactID *string        `json:"senderContactId"`
	Sender          *messageSender `json:"sender,omitempty"`
	Timestamp       string         `json:"timestamp"`
	Status          string         `json:"status"`
	Error           *messageError  `json:"error,omitempty"`
	ResolvedBy      string         `json:"resolvedBy,omitempty"`
	ResolvedAt      *string        `json:"resolvedAt,omitempty"`
	Hidden          bool           `json:"hidden,omitempty"`
	Revision        int            `json:"revision"`
	EditedAt        *string        `json:"editedAt,omitempty"`
	MiscOptions     miscOptions    `json:"miscOptions"`
	content
}

func (m *message) view() messageView {
	v := messageView{
		ChatID: m.chat.contact.id, AccountID: m.chat.contact.account.id, ID: m.id, FromMe: m.fromMe, SenderContactID: textOrNil(m.sender),
		Timestamp: stamp(m.at), Status: m.status, Error: m.problem, ResolvedBy: m.resolvedBy, ResolvedAt: stampOrNil(m.resolvedAt),
		Hidden: m.hidden, Revision: m.revision, EditedAt: stampOrNil(m.edited), MiscOptions: m.misc, content: m.content,
	}
	if m.user != "" {
		v.Sender = &messageSender{m.user}
	}
	return v
}

// unsolved tells whether the message is a note that nobody has resolved; system actions never are (twoway 5.2).
func (m *message) unsolved() bool {
	return m.status == statusNote && m.resolvedAt.IsZero() && m.Action == nil
}

// messageIDs are the identifying members of messages in events.
var messageIDs = []string{"chatId", "accountId", "id"}

// stored tells that a message is new.
func (t *tx) stored(m *message) {
	t.insert("message-insert", m.chat.contact.account, m.view()).of(m.chat.contact)
}

// altered counts a change of a message and tells which members have changed.
func (t *tx) altered(m *message, members ...string) {
	m.revision++
	t.update("message-update", m.chat.contact.account, m.view(), messageIDs, append(members, "revision")...).of(m.chat.contact)
}

// put stores a message in its chat.
func (t *tx) put(m *message) {
	t.p.serial++
	m.serial = t.p.serial
	m.chat.messages = append(m.chat.messages, m)
	m.chat.contact.account.ids[m.id] = m
	if m.at.After(m.chat.newest) || len(m.chat.messages) == 1 {
		m.chat.newest = m.at
	}
}

// drop takes a message out of its chat; the caller tells of it.
func (t *tx) drop(m *message) {
	c := m.chat
	for i, other := range c.messages {
		if other == m {
			c.messages = append(c.messages[:i:i], c.messages[i+1:]...)
			break
		}
	}
	delete(c.contact.account.ids, m.id)
	if !m.net.IsZero() {
		delete(t.p.byNet, m.net)
	}
	t.cancel(dueKey(m))
	c.renew()
}

// removed tells that a message is gone.
func (t *tx) removed(m *message) {
	t.remove("message-delete", m.chat.contact.account, m.view(), messageIDs...).of(m.chat.contact)
}

// dueKey names what is planned for a message.
func dueKey(m *message) string { return "message " + m.chat.contact.account.id + " " + m.id }
