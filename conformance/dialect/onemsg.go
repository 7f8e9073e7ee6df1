package dialect

import (
	"cmp"
	"fmt"
	"net/http"

	"github.com/mynah-sim/mynah/conformance/match"
)

// onemsg is the dialect of the 1msg.io WhatsApp Business API.
func onemsg() *Dialect {
	return &Dialect{
		Provider: "onemsg",
		Senders:  map[string]string{"whatsapp": "15550100200"},

		Authorize: func(credentials map[string]string) http.Header {
			return http.Header{"Authorization": {"Bearer " + credentials["token"]}} // onemsg 1.2
		},
		Send:   onemsgSend,
		SentID: "id",
		React:  onemsgReact,
		Read: func(_ Line, messageID string) (Request, error) {
			return Request{Operation: "readMessage", Body: object{"messageId": messageID}}, nil
		},
		Status: func(id string) Request {
			return Request{Operation: "ackHookInfo", Params: map[string]string{"messageId": id}}
		},
		StatusAt: "hooks.-1.status", // the newest state stands last; a message that is only taken has none

		Subscribe:   onemsgSubscribe,
		Unfiltered:  true, // onemsg 3.1: every address gets every event
		EventName:   onemsgEvent,
		HookName:    onemsgHook,
		InboundID:   "messages.0.id",
		InboundFrom: "messages.0.chatName",
		Signed: func(http.Header, []byte, match.Kept) error {
			return fmt.Errorf("1msg proves no origin (onemsg 3.1)")
		},

		Templates: onemsgTemplates(),

		Statuses: map[string]string{"accepted": "absent"},
		Events:   map[string]string{"postback": "message", "order": "message"},
		Inbound:  []string{"message"},
		Problems: onemsgProblems(),
	}
}

// onemsgProblems is the catalogue of onemsg 1.6, as far as features speak of it by a common name.
func onemsgProblems() map[string]Problem {
	text := func(status int, text string) Problem {
		return Problem{status, []match.Row{{Path: "error", Cell: text}, {Path: "sent", Cell: "absent"}}}
	}
	return map[string]Problem{
		"unauthorized": {http.StatusUnauthorized, []match.Row{
			{Path: "error", Cell: `like ^Wrong token ".*" for channel ".+"\. Please provide token as a GET parameter\.$`},
		}},
		"not parseable":          text(http.StatusBadRequest, "Invalid request body"),
		"unsupported media type": text(http.StatusBadRequest, "Unsupported content type"),
		"media not found":        text(http.StatusBadRequest, "Media not found"),
		"user message not found": text(http.StatusBadRequest, "Message not found"),
		"too many":               text(http.StatusTooManyRequests, "Too many requests"),
		"server":                 text(http.StatusInternalServerError, "Internal server error"),
		"not implemented":        text(http.StatusNotImplemented, "Not implemented"),
		"template name taken": {http.StatusOK, []match.Row{ // what the platform refuses (onemsg 2.4)
			{Path: "error.code", Cell: "number 100"}, {Path: "error.error_subcode", Cell: "number 2388023"},
		}},
	}
}

// onemsgSubscribe sets one address, since each would get every event (onemsg 2.2).
func onemsgSubscribe(_ []Line, hooks Hooks) []Request {
	url := cmp.Or(hooks.Status, hooks.Inbound, hooks.Calls, hooks.Notices)
	return []Request{{Operation: "setWebhook", Body: object{"webhookUrl": url}}}
}

// onemsgHook is the name of an event in the document: the array that is there tells it (onemsg 3.2).
func onemsgHook(callback any) string {
	members, _ := callback.(object)
	switch {
	case members["messages"] != nil:
		return "messages"
	case members["ack"] != nil:
		return "ack"
	case members["type"] == "calls":
		return "calls"
	}
	return "raw"
}

// onemsgEvent is "message" for what people send, "echo" for what the business does, and the state for an ack.
func onemsgEvent(callback any) string {
	switch hook := onemsgHook(callback); hook {
	case "messages":
		if mine, _ := match.At(callback, "messages.0.fromMe"); mine == true {
			return "echo"
		}
		return "message"
	case "ack":
		status, err := match.Text(callback, "ack.0.status")
		if err != nil {
			return hook
		}
		return status
	default:
		return hook
	}
}
