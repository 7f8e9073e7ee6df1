package dialect

import (
	"crypto/hmac"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/base64"
	"errors"
	"fmt"
	"hash"
	"net/http"
	"strconv"

	"github.com/mynah-sim/mynah/conformance/match"
)

// tyntec is the dialect of the tyntec Conversations API v3.
func tyntec() *Dialect {
	return &Dialect{
		Provider: "tyntec",
		Senders:  map[string]string{"whatsapp": "4915735990001", "sms": "4916099000017", "viber": "71045"},

		Authorize: func(credentials map[string]string) http.Header {
			return http.Header{"Apikey": {credentials["apikey"]}} // tyntec 1.3
		},
		Send:   tyntecSend,
		SentID: "messageId",
		React:  tyntecReact,
		Read:   tyntecRead,
		Status: func(id string) Request {
			return Request{Operation: "getMessageStatus", Params: map[string]string{"messageId": id}}
		},
		StatusAt: "status",

		Subscribe:   tyntecSubscribe,
		EventName:   tyntecEvent,
		InboundID:   "messageId",
		InboundFrom: "from",
		Signed:      tyntecSigned,

		Finds: map[string]Find{
			"account": {Request{Operation: "listAllWhatsAppAccounts"}, "0.whatsAppAccountId"}, // tyntec 2.3
		},
		Templates: tyntecTemplates(),

		Statuses: map[string]string{"read": "seen"}, // tyntec 5.1
		Events: map[string]string{
			"message": "MoMessage", "postback": "MoMessage::Postback", "order": "MoMessage::Order", // tyntec 3.5, 3.6
			"accepted": "MessageStatus::accepted", "dispatched": "MessageStatus::dispatched",
			"delivered": "MessageStatus::delivered", "read": "MessageStatus::seen", // tyntec 3.7
			"channelFailed": "MessageStatus::channelFailed", "failed": "MessageStatus::failed",
			"unknown": "MessageStatus::unknown", "deleted": "MessageStatus::deleted",
			"notification": tyntecNotification, // tyntec 3.8
		},
		Inbound:  []string{"MoMessage", "MoMessage::Postback", "MoMessage::Order"},
		Problems: tyntecProblems(),
	}
}

// tyntecProblems is the table of tyntec 1.6.
func tyntecProblems() map[string]Problem {
	plain := func(status int) Problem {
		return Problem{status, []match.Row{
			{Path: "status", Cell: "number " + strconv.Itoa(status)}, {Path: "title", Cell: http.StatusText(status)},
			{Path: "type", Cell: "https://httpstatuses.com/" + strconv.Itoa(status)},
		}}
	}
	titled := func(status int, title string) Problem {
		return Problem{status, []match.Row{{Path: "status", Cell: "number " + strconv.Itoa(status)}, {Path: "title", Cell: title}}}
	}
	unparsed := titled(http.StatusBadRequest, "Data given was not parseable")
	unparsed.Rows = append(unparsed.Rows, match.Row{Path: "type", Cell: "https://docs.tyntec.com/problems/DataNotParseable"})
	tooLarge := plain(http.StatusRequestEntityTooLarge)
	tooLarge.Rows[1].Cell = "Payload Too Large"
	return map[string]Problem{
		"invalid":                titled(http.StatusBadRequest, "Constraint Violation"),
		"not parseable":          unparsed,
		"unauthorized":           plain(http.StatusUnauthorized),
		"forbidden":              plain(http.StatusForbidden),
		"not found":              plain(http.StatusNotFound),
		"method not allowed":     plain(http.StatusMethodNotAllowed),
		"too large":              tooLarge,
		"unsupported media type": plain(http.StatusUnsupportedMediaType),
		"media not found": {http.StatusNotFound, []match.Row{
			{Path: "", Cell: `{"status":404}`},
		}},
		"account not found":      titled(http.StatusNotFound, "WhatsApp account unknown"),
		"number not found":       titled(http.StatusNotFound, "Phone number unknown"),
		"template not found":     titled(http.StatusNotFound, "WhatsApp template unknown"),
		"localization not found": titled(http.StatusNotFound, "WhatsApp template localization unknown"),
		"flow not found":         titled(http.StatusNotFound, "WhatsApp flow unknown"),
		"logo not found":         titled(http.StatusNotFound, "Logo unknown"),
		"profile refused":        titled(http.StatusBadRequest, "Profile update failed."),
		"template name taken": {http.StatusBadRequest, []match.Row{ // tyntec OP-27
			{Path: "title", Cell: "Constraint Violation"}, {Path: "violations.0.field", Cell: "validate.request.name"},
		}},
		"user message not found": {http.StatusNotFound, []match.Row{
			{Path: "title", Cell: "Not Found"}, {Path: "type", Cell: "absent"},
		}},
	}
}

// tyntecRead marks a message as read, which WhatsApp alone can.
func tyntecRead(line Line, messageID string) (Request, error) {
	if line.Channel != "whatsapp" {
		return Request{}, fmt.Errorf("tyntec reads WhatsApp chats only, not %s", line.Channel)
	}
	return Request{
		Operation: "markWhatsAppMessageAsRead",
		Params:    map[string]string{"message-id": messageID},
		Body:      map[string]any{"status": "read"},
	}, nil
}

// tyntecSubscribe sets the callbacks of each sender that has some (tyntec 2.8).
func tyntecSubscribe(senders []Line, hooks Hooks) []Request {
	operations := map[string][2]string{
		"whatsapp": {"updateWhatsAppChannelCallback", "phone-number"},
		"sms":      {"updateSMSChannelCallback", "phone-number"},
		"viber":    {"updateViberChannelCallback", "service-id"},
	}
	callback := map[string]any{}
	if hooks.Inbound != "" {
		callback["inboundMessageUrl"] = hooks.Inbound
	}
	if hooks.Status != "" {
		callback["messageStatusUrl"] = hooks.Status
	}
	if len(hooks.Only) > 0 {
		callback["eventFilter"] = hooks.Only
	}
	var requests []Request
	if hooks.Notices != "" || hooks.Calls != "" { // the account alone has these (tyntec 5.9)
		account := map[string]any{}
		if hooks.Notices != "" {
			account["businessNotificationUrl"] = hooks.Notices
		}
		if hooks.Calls != "" {
			account["callingNotificationUrl"] = hooks.Calls
		}
		requests = append(requests, Request{Operation: "updateAccountCallback", Body: account})
	}
	if len(callback) == 0 {
		return requests
	}
	for _, sender := range senders {
		op, known := operations[sender.Channel]
		if _, err := strconv.ParseUint(sender.From, 10, 64); err == nil && known { // an alphanumeric sender has no callbacks
			requests = append(requests, Request{Operation: op[0], Params: map[string]string{op[1]: sender.From}, Body: callback})
		}
	}
	return requests
}

// tyntecNotification is the document's name of business notifications, whose body has no event.
const tyntecNotification = "BusinessNotification"

func tyntecEvent(callback any) string {
	if event, err := match.Text(callback, "event"); err == nil {
		return event
	}
	if _, err := match.Text(callback, "eventId"); err == nil {
		return tyntecNotification
	}
	return ""
}

// tyntecSigned verifies a callback with the values kept as secret and, where it is not HS256, method (tyntec 3.2).
func tyntecSigned(header http.Header, body []byte, kept match.Kept) error {
	secret, ok := kept["secret"].(string)
	if !ok {
		return errors.New("keep the secret of the callbacks as secret first")
	}
	if version := header.Get("x-signature-version"); version != "V1.0" {
		return fmt.Errorf("x-signature-version: want V1.0, got %q", version)
	}
	hashed := map[any]func() hash.Hash{nil: sha256.New, "HS256": sha256.New, "HS512": sha512.New}[kept["method"]]
	if hashed == nil {
		return fmt.Errorf("method %v: neither HS256 nor HS512", kept["method"])
	}
	mac := hmac.New(hashed, []byte(secret))
	mac.Write([]byte(header.Get("x-request-timestamp") + "\n"))
	mac.Write(body)
	want := base64.URLEncoding.EncodeToString(mac.Sum(nil))
	if got := header.Get("x-signature"); got != want {
		return fmt.Errorf("x-signature: want %s, got %q", want, got)
	}
	return nil
}
