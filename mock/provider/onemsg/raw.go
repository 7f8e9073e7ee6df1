package onemsg

import (
	"slices"
	"strconv"

	"github.com/mynah-sim/mynah/mock/network"
)

// rawOut is an event in the form of the platform, with the channel's id at the top (onemsg 3.8).
type rawOut struct {
	InstanceID string     `json:"instanceId"`
	Object     string     `json:"object"`
	Entry      []rawEntry `json:"entry"`
}

type rawEntry struct {
	ID      string      `json:"id"`
	Changes []rawChange `json:"changes"`
}

type rawChange struct {
	Field string `json:"field"`
	Value any    `json:"value"`
}

// rawValue is the value of the fields messages and smb_message_echoes.
type rawValue struct {
	Product  string         `json:"messaging_product"`
	Metadata numberMetadata `json:"metadata"`
	Contacts []rawContact   `json:"contacts,omitempty"`
	Messages []object       `json:"messages,omitempty"`
	Echoes   []object       `json:"message_echoes,omitempty"`
	Statuses []rawStatus    `json:"statuses,omitempty"`
	Errors   []rawError     `json:"errors,omitempty"`
}

type rawStatus struct {
	ID           string           `json:"id"`
	Status       string           `json:"status"`
	Timestamp    string           `json:"timestamp"`
	RecipientID  string           `json:"recipient_id"`
	Conversation *ackConversation `json:"conversation,omitempty"`
	Pricing      *ackPricing      `json:"pricing,omitempty"`
	Errors       []rawError       `json:"errors,omitempty"`
}

type rawError struct {
	Code    int       `json:"code"`
	Title   string    `json:"title"`
	Message string    `json:"message"`
	Data    errorData `json:"error_data"`
}

type errorData struct {
	Details string `json:"details"`
}

func rawErrorOf(code int, title, details string) rawError {
	return rawError{code, title, "(#" + strconv.Itoa(code) + ") " + title, errorData{details}}
}

// raw are the bodies of an event in the form of the platform.
func (p *Provider) raw(ch *channel, e network.Event) (bodies []any) {
	number, err := p.number(ch)
	if err != nil {
		return nil
	}
	for _, change := range p.rawChanges(ch, number, e) {
		bodies = append(bodies, rawOut{
			ch.config.Instance, "whatsapp_business_account", []rawEntry{{number.WABA, []rawChange{change}}},
		})
	}
	return bodies
}

func (p *Provider) rawChanges(ch *channel, number network.Sender, e network.Event) (all []rawChange) {
	value := rawValue{Product: "whatsapp", Metadata: numberMetadata{number.ID, number.PhoneID}}
	switch {
	case slices.Contains(callKinds, e.Kind):
		for _, v := range p.callValues(ch, e) {
			all = append(all, rawChange{"calls", v})
		}
		return all
	case e.Kind == network.TemplateChanged:
		return templateChange(e)
	case e.Kind == network.ErrorOutside && e.Altered != nil:
		code, _ := strconv.Atoi(e.Altered.ID)
		value.Errors = []rawError{rawErrorOf(code, e.Altered.Name, e.Altered.Why)}
		return []rawChange{{"messages", value}}
	}
	m, err := p.net.Message(e.Message)
	if err != nil {
		return nil
	}
	if tells(e, m) {
		return p.rawMessageChange(ch, m, value)
	}
	word := ackWord(e.Kind)
	if word == "" || word == "played" || !ch.present().AckNotificationsOn {
		return nil
	}
	status := rawStatus{ID: p.idOf(m), Status: word, Timestamp: seconds(e.At)}
	if status.RecipientID, _ = p.shown(chatKey(m)); groupOf(m) == "" {
		status.RecipientID, _ = p.shown(p.numberIn(m))
	}
	if word == "failed" {
		f := failureOf(e.Reason)
		status.Errors = []rawError{rawErrorOf(f.code, f.text, f.text)}
	} else {
		status.Pricing, status.Conversation = p.billing(ch, m)
	}
	value.Statuses = []rawStatus{status}
	return []rawChange{{"messages", value}}
}

// rawMessageChange tells a message: incoming as a message, outgoing as an echo. The entry of a call is none of the platform's messages.
func (p *Provider) rawMessageChange(ch *channel, m network.Message, value rawValue) []rawChange {
	if _, entry := m.Content.(network.CallEntry); entry {
		return nil
	}
	message := p.rawMessage(ch, m)
	if m.Direction == network.Outbound {
		value.Echoes = []object{message}
		return []rawChange{{"smb_message_echoes", value}}
	}
	value.Messages = []object{message}
	if _, moved := m.Content.(network.Moved); !moved { // network 3.14
		value.Contacts = []rawContact{p.rawContact(p.numberIn(m))}
	}
	return []rawChange{{"messages", value}}
}

func (p *Provider) rawMessage(ch *channel, m network.Message) object {
	out := object{"id": p.idOf(m), "timestamp": seconds(m.Made)}
	from, _ := p.shown(p.numberIn(m))
	if m.Direction == network.Outbound {
		to, _ := p.shown(chatKey(m))
		from, out["to"] = m.Sender, to
	}
	out["from"] = from
	if group := groupOf(m); group != "" {
		out["group_id"] = group
	}
	if quoted := p.quoteOf(m); quoted != nil {
		if _, reaction := m.Content.(network.Reaction); !reaction {
			out["context"] = object{"id": *quoted}
		}
	}
	kind, inside := p.rawContent(ch, m)
	out["type"] = kind
	if inside != nil {
		out[kind] = inside
	}
	return out
}

// rawContent is the platform's type of a message and the member of that name.
func (p *Provider) rawContent(ch *channel, m network.Message) (kind string, inside any) {
	s := p.show(ch, m)
	switch c := m.Content.(type) {
	case network.Text:
		return "text", object{"body": c.Body}
	case network.TemplateMessage:
		return "text", object{"body": s.body}
	case network.Media:
		return p.rawMedia(c, s.body)
	case network.Location:
		return "location", s.meta["location"]
	case network.Contacts:
		return "contacts", s.meta["contacts"]
	case network.Reaction:
		reaction := object{"message_id": ""}
		if s.quoted != nil {
			reaction["message_id"] = *s.quoted
		}
		if c.Emoji != "" { // a reaction that is taken away has none (network 2.3 I6)
			reaction["emoji"] = c.Emoji
		}
		return "reaction", reaction
	case network.Order:
		return "order", s.meta["order"]
	case network.Reply, network.FormReply, network.Interactive, network.CallAnswer:
		if s.kind == "button" {
			return "button", s.meta["button"]
		}
		if s.kind == "call_permission_reply" {
			return "interactive", object{"type": s.kind, s.kind: s.meta[s.kind]}
		}
		return "interactive", s.meta["interactive"]
	case network.Moved:
		return "system", object{"type": "user_changed_number", "wa_id": c.To, "body": s.body}
	case network.Welcome:
		return "request_welcome", nil
	}
	return "unsupported", nil
}

// rawMedia is a file; a voice note is an audio with a mark.
func (p *Provider) rawMedia(m network.Media, url string) (kind string, inside any) {
	file := object{"url": url}
	if !m.ID.IsZero() {
		file["id"] = mediaID(m.ID)
	}
	for name, value := range map[string]string{"mime_type": m.MIME, "caption": m.Caption, "filename": m.Filename} {
		if value != "" {
			file[name] = value
		}
	}
	kind = mediaKind(m)
	if m.As == network.Voice {
		kind, file["voice"] = "audio", true
	}
	return kind, file
}

// templateEvents are the platform's words for what becomes of a template (onemsg 3.8).
var templateEvents = map[string]string{
	"APPROVED": "APPROVED", "REJECTED": "REJECTED", "PAUSED": "PAUSED", "DISABLED": "DISABLED", "PENDING_DELETION": "PENDING_DELETION",
	"REINSTATED": "APPROVED",
}

func templateChange(e network.Event) []rawChange {
	a := e.Altered
	if a == nil || a.Property != "status" || templateEvents[a.New] == "" {
		return nil
	}
	id, _ := strconv.ParseInt(a.ID, 10, 64)
	reason := a.Why
	if reason == "" {
		reason = "NONE"
	}
	return []rawChange{{"message_template_status_update", object{
		"event": templateEvents[a.New], "message_template_id": id, "message_template_name": a.Name,
		"message_template_language": a.Language, "reason": reason,
	}}}
}
