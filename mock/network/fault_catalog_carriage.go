package network

// statuses are the words for statuses in parameters, the usual one first.
func statuses(first string) []string {
	words := []string{first}
	for _, s := range []State{Accepted, Dispatched, Sent, Delivered, Read, Failed, ExpiredState} {
		if s.String() != first {
			words = append(words, s.String())
		}
	}
	return words
}

// carriageFaults are F27 to F64.
func carriageFaults() []FaultInfo {
	all := append(statusFaults(), businessFaults()...)
	return append(append(all, personFaults()...), otherFaults()...)
}

// statusFaults are F27 to F38: what is told of a message, and what happens to it.
func statusFaults() []FaultInfo {
	return []FaultInfo{
		{Name: "F27", Title: "Clock skew", Place: InCarriage, By: InCarriage, Params: []FaultParam{
			aDuration("offset", "-5m", "added to the times that are told; may be negative"),
			aWord("side", "whose clock is wrong: that of the platform (statuses), of the person (inbound), of both", "both", "platform", "person"),
		}, Effect: "Times that are told lie in the past or in the future."},
		{Name: "F28", Title: "Status stuck at sent", Place: InCarriage, By: InCarriage, Params: []FaultParam{
			aShare("share of the messages"),
		}, Effect: "The message stays sent for ever: not delivered, not failed, not expired."},
		{Name: "F29", Title: "Never acknowledged", Place: InCarriage, By: InCarriage, Params: []FaultParam{
			aShare("share of the messages"),
		}, Effect: "The message goes its way, but none of its statuses is told."},
		{Name: "F30", Title: "Status left out", Place: InCarriage, By: InCarriage, Params: []FaultParam{
			aWord("status", "the status that is not told", statuses("delivered")...),
		}, Effect: "One status is not told: read without delivered, delivered without sent."},
		{Name: "F31", Title: "No read receipts", Place: InCarriage, By: InCarriage, Params: []FaultParam{
			aShare("share of the messages"),
		}, Effect: "The person reads, and delivered stays the last status."},
		{Name: "F32", Title: "Accepted, then failed late", Place: InCarriage, By: InCarriage, Params: []FaultParam{
			aDuration("delay", "9s", "from dispatched to failed"), aReason("reason", UnknownFault, "why it fails"),
			aText("code", "an outside code to tell instead of the reason's"),
		}, Effect: "The message is dispatched and fails after the delay."},
		{Name: "F33", Title: "Statuses that contradict", Place: InCarriage, By: InCarriage, Params: []FaultParam{
			aWord("first", "the status that is true", statuses("delivered")...),
			aWord("second", "the status that is told after it", statuses("failed")...),
			aDuration("gap", "1s", "time between them"),
		}, Effect: "A status is told that is not true: failed and delivered, sent after failed."},
		{Name: "F34", Title: "TTL expiry in silence", Place: InCarriage, By: InCarriage, Params: []FaultParam{
			aShare("share of the messages"),
		}, Effect: "The life time ends and nothing is told, whatever the account's ttl.report says."},
		{Name: "F35", Title: "Duplicated ids", Place: InCarriage, By: InCarriage, Params: []FaultParam{
			aWord("how", "two messages of a chat with one id, or one inbound message told with two ids", "one_id", "two_ids"),
		}, Effect: "Two messages share an id, or a repeat cannot be found by its id."},
		{Name: "F36", Title: "Template paused in mid-campaign", Place: InCarriage, By: InCarriage, Params: []FaultParam{
			anInteger("at", 1, 1, 1e9, "sends of a template that pass before"),
			aWord("kind", "the title of the pause", "FIRST_PAUSE", "SECOND_PAUSE", "RATE_LIMITING_PAUSE"),
		}, Effect: "After so many sends the template is paused: template_paused from then on."},
		{Name: "F37", Title: "Template disabled, rejected, or of another category", Place: InCarriage, By: InCarriage, Params: []FaultParam{
			aWord("to", "what becomes of it", "DISABLED", "REJECTED", "category"),
			aWord("category", "the new category", "MARKETING", "UTILITY", "AUTHENTICATION"), aMoment("at", "when"),
		}, Effect: "The template changes by itself: template_disabled, template_not_approved, or another category."},
		{Name: "F38", Title: "Held by pacing, then dropped", Place: InCarriage, By: InCarriage, Params: []FaultParam{
			aDuration("hold", "20m", "from held to the verdict"), aWord("verdict", "dropped and paused, or released", "bad", "good"),
		}, Effect: "A template message is held; a bad verdict pauses the template and drops it with template_paused."},
	}
}

// businessFaults are F39 to F44: the state of the business.
func businessFaults() []FaultInfo {
	length := aDuration("length", "0s", "how long it lasts; 0s: as long as the rule")
	return []FaultInfo{
		{Name: "F39", Title: "Quality drop", Place: InCarriage, By: InCarriage, Params: []FaultParam{
			aWord("to", "the quality", "RED", "YELLOW"),
			{Name: "spam", Type: ShareParam, Default: "0.2", Means: "share of template sends that fail with restricted while it is RED"},
		}, Effect: "The quality of the number falls, and of a red one a share of template sends fails with restricted."},
		{Name: "F40", Title: "Limit downgrade or used up", Place: InCarriage, By: InCarriage, Params: []FaultParam{
			aWord("tier", "the limit of the portfolio", "TIER_250", "TIER_2K", "TIER_10K", "TIER_100K"),
			aFlag("used_up", true, "the limit is used up: templates fail"),
		}, Effect: "The messaging limit falls, and templates fail with restricted."},
		{Name: "F41", Title: "Account restricted, locked, banned", Place: InCarriage, By: InCarriage, Params: []FaultParam{
			aWord("kind", "restricted: templates alone fail; locked and banned: everything does", "locked", "restricted", "banned"), length,
		}, Effect: "Sends fail with locked."},
		{Name: "F42", Title: "Number disconnected or deregistered", Place: InCarriage, By: InCarriage, Params: []FaultParam{
			aWord("state", "the connection", "disconnected", "connecting", "not_ready", "unregistered"), length,
		}, Effect: "The number is not connected: sender_down or unregistered."},
		{Name: "F43", Title: "Payment problem", Place: InCarriage, By: InCarriage, Params: []FaultParam{length},
			Effect: "Sends fail with payment."},
		{Name: "F44", Title: "Contact check stale, wrong, or pending", Place: AtEdge, Also: InCarriage, By: InCarriage, Params: []FaultParam{
			aShare("share of the numbers"),
			aWord("how", "what the check answers: an old truth, the opposite, or nothing yet", "stale", "wrong", "processing"),
			aDuration("length", "0s", "how long the rule lasts; 0s: for ever"),
		}, Effect: "A contact check answers what is not so."},
	}
}

// personFaults are F45 to F56: people, files, goods, and the channels.
func personFaults() []FaultInfo {
	return []FaultInfo{
		{Name: "F45", Title: "Subscriber re-registers or changes number", Place: InCarriage, By: InCarriage, Needs: []string{"number"},
			Params: []FaultParam{aText("to", "the new number; empty: the same number on a new phone, with a new identity")},
			Effect: "The identity changes (identity, where it is checked), or the person moves to another number and says so."},
		{Name: "F46", Title: "Media expired or missing", Place: AtEdge, Also: InCarriage, By: InCarriage, Params: []FaultParam{
			aDuration("age", "0s", "age at which a stored file is gone"),
			aWord("inbound", "what becomes of a received file: its id is unknown, or the message comes as unsupported", "gone", "unsupported"),
		}, Effect: "Files stored while the rule holds are gone: unknown id, media_unknown on a send."},
		{Name: "F47", Title: "Media corrupt or slow, link not fetched", Place: InCarriage, By: InCarriage, Params: []FaultParam{
			aText("type", "the type that is told instead; empty: the true one"), anInteger("size", -1, -1, 1e9, "the size that is told; -1: the true one"),
			aFlag("hash", true, "the bytes differ from their hash"), anInteger("speed", 0, 0, 1e9, "bytes a second, real time; 0: at once"),
			anInteger("cut", -1, -1, 1e9, "bytes after which a download stops; -1: all"),
			aFlag("unfetched", true, "a link cannot be fetched: sends by link fail"),
		}, Effect: "A download is damaged; a send by link fails with media_fetch."},
		{Name: "F48", Title: "Product hidden, sold out, dearer, or unlinked", Place: InCarriage, By: InCarriage, Params: []FaultParam{
			aWord("how", "what becomes of it; old_price: orders carry the price before", "hidden", "out_of_stock", "price", "unlinked", "old_price"),
			aText("product", "retailer id; empty: every product"), anInteger("delta", 100, -1e9, 1e9, "change of the price in hundredths"),
		}, Effect: "The catalog changes under the business's hands, or an order has a price that is no longer true."},
		{Name: "F49", Title: "Flow throttled or blocked", Place: InCarriage, By: InCarriage, Params: []FaultParam{
			aWord("state", "the state", "BLOCKED", "THROTTLED"), aText("flow", "its id; empty: every flow of the business"),
		}, Effect: "Messages with the flow fail with flow_blocked, or flow_throttled."},
		{Name: "F50", Title: "Window closes between check and send", Place: InCarriage, By: InCarriage, Params: []FaultParam{
			aDuration("race", "1m", "the window counts as closed so long before its end"),
		}, Effect: "A free-form message at the end of the window fails with window_closed."},
		{Name: "F51", Title: "Refused inside the window", Place: InCarriage, By: InCarriage, Params: []FaultParam{
			aShare("share of the messages"),
		}, Effect: "A free-form message fails with window_closed though the window is open."},
		{Name: "F52", Title: "SMS receipt missing, late, early or wrong", Place: InCarriage, By: InCarriage, Params: []FaultParam{
			aWord("how", "what is wrong with it", "missing", "late", "early", "wrong"), aDuration("delay", "1h", "how late it comes"),
			aWord("stat", "what a wrong or early receipt says", "delivered", "failed", "expired"),
		}, Effect: "The final receipt of an SMS is not told, told late, told before the answer, or says something else."},
		{Name: "F53", Title: "SMS part lost or late", Place: InCarriage, By: InCarriage, Params: []FaultParam{
			aWord("how", "what becomes of the part", "lost", "late"), aDuration("delay", "1m", "how late it comes"),
			anInteger("part", 1, 1, mostParts, "which part; a message with fewer parts is spared"),
		}, Effect: "An inbound SMS in parts comes with a part missing, or late; an outbound one is never shown, or late."},
		{Name: "F54", Title: "SMS filtered, sender rewritten", Place: InCarriage, By: InCarriage, Params: []FaultParam{
			aWord("how", "refused by the operator, dropped in silence, or sent under another name", "filtered", "silent", "rewritten"),
			aText("pattern", "only texts that contain this; empty: all"),
			{Name: "sender", Type: TextParam, Default: "INFO", Means: "the sender that the phone shows"},
		}, Effect: "The SMS fails with sms_illegal_subscriber, never arrives, or shows another sender."},
		{Name: "F55", Title: "Viber error by code, block in mid-session", Place: InCarriage, By: InCarriage, Params: []FaultParam{
			aWord("code", "code of network 5", viberNumbers()...), anInteger("at", 1, 1, 1e6, "from the n-th message to a person on"),
			aFlag("block", false, "the person blocks the service from then on"),
		}, Effect: "Viber messages fail with the code."},
		{Name: "F56", Title: "Marketing limit or experiment", Place: InCarriage, By: InCarriage, Params: []FaultParam{
			aShare("share of the people"), aWord("kind", "the reason", "marketing_limit", "experiment"),
		}, Effect: "Marketing templates to a share of the people fail, unless the window is open."},
	}
}

// otherFaults are F57 to F64.
func otherFaults() []FaultInfo {
	return []FaultInfo{
		{Name: "F57", Title: "Provider state lost", Place: InCarriage, By: InCarriage, Params: []FaultParam{
			{Name: "keep", Type: ShareParam, Default: "0", Means: "share of the messages that stay known"},
		}, Effect: "Ids of messages made before are unknown to the account; what was queued may overtake."},
		{Name: "F58", Title: "TLS or DNS failure to the receiver", Place: AtWebhook, By: AtWebhook, Params: []FaultParam{
			aWord("kind", "what fails", "refused", "dns", "tls"), aDuration("length", "0s", "how long it lasts; 0s: as long as the rule"),
		}, Effect: "The receiver cannot be reached, and the retries begin."},
		{Name: "F59", Title: "Region failover", Place: InCarriage, By: InCarriage, Params: []FaultParam{
			aDuration("length", "2m", "how long it lasts from the beginning of the rule"),
		}, Effect: "Calls are answered 503, messages stand still, and go on together at the end."},
		{Name: "F60", Title: "Number formatting change", Place: InCarriage, By: InCarriage, Params: []FaultParam{
			aWord("rule", "br: without the ninth digit; mx: with a 1 behind 52; prefix: with digits before; drop: without its first digits",
				"br", "mx", "prefix", "drop"),
			{Name: "digits", Type: TextParam, Default: "1", Means: "of prefix and drop"},
		}, Effect: "The outside id of the person differs from the number that was given."},
		{Name: "F61", Title: "Template never reaches the reviewer", Place: InCarriage, By: InCarriage, Params: []FaultParam{
			aText("reason", "why"),
		}, Effect: "A submitted template fails on the way."},
		{Name: "F62", Title: "Report that maps to nothing", Place: InCarriage, By: InCarriage, Params: []FaultParam{
			aWord("status", "the status in whose place it is told", statuses("delivered")...),
		}, Effect: "A status is told that nobody can map."},
		{Name: "F63", Title: "Error outside a message", Place: AtWebhook, By: InCarriage, Params: []FaultParam{
			{Name: "code", Type: TextParam, Default: "131016", Means: "the code"},
			{Name: "title", Type: TextParam, Default: "Service unavailable", Means: "the title"}, aText("details", "the details"),
		}, Effect: "An error is told that belongs to no message, once for each sender."},
		{Name: "F64", Title: "Provider's own job fails", Place: InCarriage, By: InCarriage, Params: []FaultParam{
			aWord("job", "which one; any: all of them", "any", "chat_export", "product_sync", "profile_refresh", "template_refresh"),
			aText("text", "the text of the error"),
		}, Effect: "The job ends with an error in its answer."},
	}
}
