package dialect

import (
	"crypto/ecdsa"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"encoding/pem"
	"errors"
	"fmt"
	"math/big"
	"net/http"
	"strings"

	"github.com/mynah-sim/mynah/conformance/match"
)

// twoway is the dialect of TwoWay.ai. The business is the account of the credentials, a WhatsApp Business number.
func twoway() *Dialect {
	return &Dialect{
		Provider: "twoway",
		Senders:  map[string]string{"whatsapp": "6580001234"},

		Authorize: func(credentials map[string]string) http.Header {
			return http.Header{"Authorization": {"Bearer " + credentials["accessToken"]}} // twoway 1.1
		},
		Send:   twowaySend,
		SentID: "0.id",
		React: func(Line, string, string) (Request, error) {
			return Request{}, errors.New("twoway cannot react") // twoway OP-43
		},
		Read: func(line Line, _ string) (Request, error) {
			return Request{
				Operation: "chatsPatch", Params: map[string]string{"accountId": "$accountId", "id": line.To},
				Body: object{"action": "read", "value": true},
			}, nil
		},
		Status: func(string) Request {
			return Request{Operation: "messagesGet", Params: map[string]string{"accountId": "$accountId", "chatId": "$to", "count": "100"}}
		},
		StatusOf: twowayStatus,

		Subscribe:   twowaySubscribe,
		EventName:   twowayEvent,
		HookName:    twowayHook,
		InboundID:   "data.0.id",
		InboundFrom: "data.0.senderContactId",
		Signed:      twowaySigned,
		Unfiltered:  true,

		Statuses: map[string]string{"accepted": "pending", "dispatched": "pending", "failed": "error"}, // twoway 5.2
		Events: map[string]string{
			"message": "message-insert", "postback": "message-insert", "order": "message-insert",
			"accepted": "message-insert sent", "sent": "message-update sent", "delivered": "message-update delivered",
			"read": "message-update read", "failed": "message-update error",
		},
		Inbound:  []string{"message-insert"},
		Problems: twowayProblems(),
	}
}

// twowayProblems are the texts of twoway 1.5 and 2, each by itself: error and message are the same.
func twowayProblems() map[string]Problem {
	all := map[string]Problem{}
	for status, texts := range map[int][]string{
		http.StatusBadRequest: {
			"Invalid request", "Account has no credentials", "Invalid page cursor", "Invalid time zone", "Invalid phone number",
			"No account available", "Invalid message cursor", "Message has no content", "Invalid template", "Attachment data too large",
			"Contact attachments must be base64 data", "Text too long", "Message cannot be modified", "Message cannot be forwarded",
			"No valid participants", "Account does not support templates", "Account is not a business account", "Invalid sign up token",
			"Phone number not available", "Account is not registered", "You cannot modify yourself",
		},
		http.StatusUnauthorized: {
			"Missing auth token", "jwt malformed", "invalid signature", "jwt expired", "Invalid API token", "Invalid webhook secret",
			"Incorrect phone number or password", "Invalid refresh token", "Invalid external credential", "Incorrect OTP",
		},
		http.StatusForbidden: {"Insufficient Access", "Not a group admin", "No resends left"},
		http.StatusNotFound: {
			"Not Found", "Account not found", "Chat not found", "Request not found", "Message not found", "Group not found",
			"Invalid invite code", "Tag not found", "Template not found", "Order not found", "Team not found", "Product category not found",
			"Product not found", "Invite link not found", "User not found", "Subscription not found",
		},
		http.StatusConflict: {
			"Tag already exists", "Template already exists", "Product category already exists", "Another login is active", "User already exists",
		},
		http.StatusPreconditionRequired: {"Account not open"},
		http.StatusTooManyRequests:      {"Too Many Requests"},
	} {
		for _, text := range texts {
			all[text] = Problem{status, []match.Row{
				{Path: "statusCode", Cell: fmt.Sprintf("number %d", status)}, {Path: "error", Cell: text}, {Path: "message", Cell: text},
			}}
		}
	}
	all["unauthorized"], all["forbidden"], all["invalid"] = all["Missing auth token"], all["Insufficient Access"], all["Invalid request"]
	return all
}

// twowaySubscribe makes a subscription for each URL (twoway 2.15).
func twowaySubscribe(_ []Line, hooks Hooks) (requests []Request) {
	subscribe := func(url string, elements object, events ...string) {
		if url == "" {
			return
		}
		body := object{"enabled": true, "url": url, "events": events}
		if elements != nil { // what each element of a delivery must be
			body["schema"] = object{"properties": object{"data": object{"items": elements}}}
		}
		requests = append(requests, Request{Operation: "subscriptionsPost", Body: body})
	}
	subscribe(hooks.Inbound, object{"properties": object{"fromMe": object{"enum": []any{false}}}}, "message-insert")
	subscribe(hooks.Status, twowayStatuses(hooks), twowayNames(hooks)...)
	return requests
}

// twowayStatuses wants the statuses that are asked for, where nothing else is.
func twowayStatuses(hooks Hooks) object {
	var wanted []string
	for _, event := range hooks.Only {
		name, status, ok := strings.Cut(event, " ")
		if name != "message-update" || !ok {
			return nil
		}
		wanted = append(wanted, status)
	}
	if wanted == nil {
		return nil
	}
	return object{"required": []string{"status"}, "properties": object{"status": object{"enum": wanted}}}
}

// twowayNames are the events to subscribe to for what is wanted: without their words, each once.
func twowayNames(hooks Hooks) []string {
	names := []string{}
	seen := map[string]bool{}
	for _, event := range append([]string{}, hooks.Only...) {
		name, _, _ := strings.Cut(event, " ")
		if !seen[name] {
			seen[name] = true
			names = append(names, name)
		}
	}
	if len(names) == 0 {
		return []string{"message-update"}
	}
	return names
}

// twowayEvent tells apart what one name of an event stands for: messages of people from own ones, and updates by their status.
func twowayEvent(callback any) string {
	name := twowayHook(callback)
	switch own, _ := match.At(callback, "data.0.fromMe"); {
	case name == "message-insert" && own == true:
		return "message-insert sent"
	case name == "message-update":
		if status, err := match.Text(callback, "data.0.status"); err == nil {
			return name + " " + status
		}
	}
	return name
}

func twowayHook(callback any) string {
	name, err := match.Text(callback, "event")
	if err != nil {
		return ""
	}
	return name
}

// twowayStatus finds a message in the list of its chat.
func twowayStatus(answer any, id string) (string, error) {
	all, _ := match.At(answer, "messages")
	list, _ := all.([]any)
	for _, m := range list {
		if got, _ := match.At(m, "id"); got == id {
			return match.Text(m, "status")
		}
	}
	return "", fmt.Errorf("message %s is not in the chat", id)
}

// twowaySigned verifies the bearer token of a callback: no scopes, the team kept as teamId, signed with the key kept as publicKey
// (twoway 3.1).
func twowaySigned(header http.Header, _ []byte, kept match.Kept) error {
	parts := strings.Split(strings.TrimPrefix(header.Get("Authorization"), "Bearer "), ".")
	if len(parts) != 3 {
		return fmt.Errorf("Authorization: no bearer JWT: %q", header.Get("Authorization"))
	}
	payload, err := base64.RawURLEncoding.DecodeString(parts[1])
	if err != nil {
		return fmt.Errorf("payload: %w", err)
	}
	var claims struct {
		Scope *string
		Exp   int64
		User  struct{ ID, TeamID string }
	}
	if err := json.Unmarshal(payload, &claims); err != nil {
		return fmt.Errorf("payload: %w", err)
	}
	switch {
	case claims.Scope == nil || *claims.Scope != "":
		return fmt.Errorf("scope: want an empty text in %s", payload)
	case claims.User.TeamID != kept["teamId"]:
		return fmt.Errorf("user.teamId: want %v, got %s", kept["teamId"], claims.User.TeamID)
	case claims.Exp == 0:
		return errors.New("exp is missing")
	}
	key, ok := kept["publicKey"].(string)
	if !ok {
		return errors.New("keep the key of the provider as publicKey first")
	}
	return verifyES256(key, parts)
}

func verifyES256(key string, parts []string) error {
	block, _ := pem.Decode([]byte(key))
	if block == nil {
		return errors.New("publicKey is no PEM")
	}
	parsed, err := x509.ParsePKIXPublicKey(block.Bytes)
	if err != nil {
		return fmt.Errorf("publicKey: %w", err)
	}
	public, ok := parsed.(*ecdsa.PublicKey)
	signature, err := base64.RawURLEncoding.DecodeString(parts[2])
	if !ok || err != nil || len(signature) != 64 {
		return errors.New("neither an ECDSA key nor a signature of 64 bytes")
	}
	digest := sha256.Sum256([]byte(parts[0] + "." + parts[1]))
	r, s := new(big.Int).SetBytes(signature[:32]), new(big.Int).SetBytes(signature[32:])
	if !ecdsa.Verify(public, digest[:], r, s) {
		return errors.New("the signature does not fit")
	}
	return nil
}
