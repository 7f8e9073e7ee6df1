package dialect

import (
	"fmt"
	"net/http"

	"github.com/mynah-sim/mynah/conformance/match"
)

// wabbitNamespace is that of the templates in the demo world (fixtures 1).
const wabbitNamespace = "5f0c1d7e_3a4b_4c5d_8e6f_0a1b2c3d4e5f"

// wabbit is the dialect of the Wabbit / get.chat WhatsApp Integration API.
func wabbit() *Dialect {
	return &Dialect{
		Provider: "wabbit",
		Senders:  map[string]string{"whatsapp": "4930555000"},

		Authorize: func(credentials map[string]string) http.Header {
			return http.Header{"Authorization": {"Token " + credentials["token"]}} // wabbit 1.2
		},
		Send:   wabbitSend,
		SentID: "id",
		React: func(line Line, messageID, emoji string) (Request, error) {
			return wabbitSend(line, Content{"reaction", object{"message_id": messageID, "emoji": emoji}})
		},
		Read: func(line Line, _ string) (Request, error) { // it moves the caller's mark alone (wabbit 5.4)
			return Request{Operation: "listMessages", Params: map[string]string{"wa_id": line.To, "mark_as_received": "1"}}, nil
		},
		Status: func(string) Request {
			return Request{Operation: "listMessages", Params: map[string]string{"limit": "5000"}}
		},
		StatusOf: wabbitStatus,

		Subscribe:   wabbitSubscribe,
		Unfiltered:  true, // wabbit 3.2: switches are coarser than events
		EventName:   wabbitEvent,
		HookName:    wabbitHook,
		InboundID:   "messages.0.id",
		InboundFrom: "messages.0.from",
		Signed: func(http.Header, []byte, match.Kept) error {
			return fmt.Errorf("wabbit signs no webhook (wabbit 3.2)")
		},
		Templates: wabbitTemplates(),

		Events:   map[string]string{"postback": "message", "order": "message"},
		Inbound:  []string{"message"},
		Problems: wabbitProblems(),
	}
}

// wabbitProblems are the errors of wabbit 1.2 and 1.6.
func wabbitProblems() map[string]Problem {
	detail := func(status int, text string) Problem {
		return Problem{status, []match.Row{{Path: "detail", Cell: text}}}
	}
	waba := func(status int, code string) Problem {
		return Problem{status, []match.Row{{Path: "reason", Cell: "any text"}, {Path: "waba_response.errors.0.code", Cell: "number " + code}}}
	}
	return map[string]Problem{
		"unauthorized":           detail(http.StatusForbidden, "Authentication credentials were not provided."),
		"bad token":              detail(http.StatusForbidden, "Invalid token."),
		"inactive":               detail(http.StatusForbidden, "User inactive or deleted."),
		"forbidden":              detail(http.StatusForbidden, "You do not have permission to perform this action."),
		"not found":              detail(http.StatusNotFound, "Not found."),
		"media not found":        detail(http.StatusNotFound, "Not found."),
		"not acceptable":         detail(http.StatusNotAcceptable, "Could not satisfy the request Accept header."),
		"too large":              detail(http.StatusRequestEntityTooLarge, "Request entity too large."),
		"unsupported media type": detail(http.StatusUnsupportedMediaType, `Unsupported media type "text/plain" in request.`),
		"not parseable":          detail(http.StatusBadRequest, "like ^JSON parse error - "),
		"window closed":          waba(453, "470"),
		"value not valid":        waba(http.StatusBadRequest, "1009"),
		"user not valid":         waba(http.StatusBadRequest, "1013"),
		"param count":            waba(http.StatusBadRequest, "2000"),
		"template missing":       waba(http.StatusBadRequest, "2001"),
		"template format":        waba(http.StatusBadRequest, "2004"),
		"throttled": {http.StatusTooManyRequests, []match.Row{
			{Path: "detail", Cell: "like ^Request was throttled"},
		}},
		"not connected": {http.StatusBadGateway, []match.Row{{Path: "waba_response.errors.#", Cell: "number 0"}}},
	}
}

// wabbitSubscribe makes the caller's only webhook, for everything (wabbit 2.5).
func wabbitSubscribe(_ []Line, hooks Hooks) []Request {
	url := hooks.Status
	if url == "" {
		url = hooks.Inbound
	}
	everything := hooks.Inbound != "" && hooks.Status != "" && len(hooks.Only) == 0
	return []Request{{Operation: "createWabaWebhook", Body: object{
		"url": url, "on_incoming_message": true, "on_outgoing_message": everything, "on_assigned": everything,
	}}}
}

// wabbitHook tells the calls of the rule engine from those of webhooks, as far as they differ (wabbit 3.2, 3.3).
func wabbitHook(callback any) string {
	members, _ := callback.(object)
	if members["tagged_messages"] != nil || members["tagged_chats"] != nil {
		return "ruleEngineCall"
	}
	return "wabaWebhook"
}

// wabbitEvent is a word for the main field of a webhook call (wabbit 3.2); for a status the status itself.
func wabbitEvent(callback any) string {
	members, _ := callback.(object)
	for _, row := range []struct{ field, word string }{
		{"messages", "message"}, {"outgoing_messages", "outgoing"}, {"chat_assignment", "assignment"}, {"message_tagging", "messageTagging"},
		{"chat_tagging", "chatTagging"}, {"assigned_messages", "assigned"}, {"errors", "errors"},
	} {
		if members[row.field] != nil {
			return row.word
		}
	}
	status, err := match.Text(callback, "statuses.0.status")
	if err != nil {
		return ""
	}
	return status
}

// wabbitStatus finds a message in a list and says how far it is (wabbit 5.10).
func wabbitStatus(answer any, messageID string) (string, error) {
	found, _ := match.At(answer, "results")
	results, _ := found.([]any)
	for _, m := range results {
		if id, _ := match.Text(m, "id"); id != messageID {
			continue
		}
		if failed, _ := match.At(m, "is_failed"); failed == true {
			return "failed", nil
		}
		for _, state := range []string{"read", "delivered", "sent"} {
			if at, _ := match.At(m, "waba_statuses."+state); fmt.Sprint(at) != "0" {
				return state, nil
			}
		}
		return "accepted", nil
	}
	return "", fmt.Errorf("message %s is not listed", messageID)
}

// wabbitTemplates is the table of wabbit 2.9. Templates are deleted outside of the API.
func wabbitTemplates() *Templates {
	return &Templates{
		Submit: func(_ match.Kept, d Draft) (Request, error) {
			return Request{Operation: "createTemplate", Body: object{
				"name": d.Name, "category": d.What["category"], "language": d.What["language"], "components": wabbitComponents(d),
			}}, nil
		},
		Submitted: http.StatusCreated,
		List: func(match.Kept) Request {
			return Request{Operation: "listTemplates", Params: map[string]string{"limit": "5000"}}
		},
		Status: statusIn("results"),
		Words:  map[string]string{"pending": "submitted", "deleted": ""},
	}
}

// statusIn finds the status of a template in a list that stands under a member of an answer; empty when it has none.
func statusIn(member string) func(answer any, name, language string) string {
	return func(answer any, name, language string) string {
		found, _ := match.At(answer, member)
		templates, _ := found.([]any)
		for _, t := range templates {
			is, _ := match.Text(t, "name")
			in, _ := match.Text(t, "language")
			if is == name && in == language {
				status, _ := match.Text(t, "status")
				return status
			}
		}
		return ""
	}
}

// wabbitComponents writes the definition (wabbit 4.7).
func wabbitComponents(d Draft) (all []any) {
	if text, ok := d.What["header"]; ok {
		all = append(all, object{"type": "HEADER", "format": "TEXT", "text": text})
	}
	if url, ok := d.What["image"]; ok {
		all = append(all, object{"type": "HEADER", "format": "IMAGE", "example": url})
	}
	body := object{"type": "BODY", "text": d.What["body"]}
	if examples, ok := d.What["examples"]; ok {
		body["example"] = examples
	}
	all = append(all, body)
	if text, ok := d.What["footer"]; ok {
		all = append(all, object{"type": "FOOTER", "text": text})
	}
	if buttons := entries(d.What["buttons"], func(_ int, caption any) object { return object{"type": "QUICK_REPLY", "text": caption} }); buttons != nil {
		all = append(all, object{"type": "BUTTONS", "buttons": buttons})
	}
	return all
}
