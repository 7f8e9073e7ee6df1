package twoway

import "slices"

// EventNames lists the 40 names of events; those without a trigger never occur (twoway 3.2).
func EventNames() []string { return slices.Clone(eventNames) }

var eventNames = []string{
	"account-insert", "account-update", "account-delete", "chat-insert", "chat-update", "chat-delete",
	"contact-insert", "contact-update", "contact-delete", "message-insert", "message-update", "message-delete",
	"group-update", "presence-update", "platformproduct-insert", "platformproduct-update", "platformproduct-delete",
	"few-messages-left", "stale-account-notification", "unread-chats-notification", "user-insert", "user-update",
	"user-delete", "team-insert", "team-update", "team-delete", "teammember-insert", "teammember-update",
	"teammember-delete", "order-insert", "action-execute", "purchasedetail-insert", "purchasedetail-update",
	"purchasedetail-delete", "tracking-insert", "tracking-update", "tracking-delete", "bot-insert", "bot-update",
	"bot-delete",
}
