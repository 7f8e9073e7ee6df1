package network

import "strconv"

// faultCount is how many faults network 7.2 has: F01 to F64.
const faultCount = 64

// FaultInfo describes a fault of network 7.2.
type FaultInfo struct {
	Name   string
	Title  string
	Place  Place        // where it happens, by network 7.2
	Also   Place        // the second place of a fault that has two; empty: none
	By     Place        // who carries it out: the edge and the webhook ask for effects, the rest the network does itself
	Needs  []string     // members of the match without which it says nothing
	Params []FaultParam // its own
	Effect string
}

// FaultCatalog lists every fault of network 7.2, in order.
func FaultCatalog() []FaultInfo {
	all := make([]FaultInfo, 0, faultCount)
	for i := range catalogOfFaults {
		all = append(all, catalogOfFaults[i])
	}
	return all
}

// faultNamed finds a fault by its name.
func faultNamed(name string) (no int, info *FaultInfo) {
	if len(name) != 3 || name[0] != 'F' {
		return 0, nil
	}
	no, err := strconv.Atoi(name[1:])
	if err != nil || no < 1 || no > faultCount {
		return 0, nil
	}
	return no, &catalogOfFaults[no-1]
}

// sending are the words for how an answer of the edge looks.
var sending = []string{"surface", "json", "html", "empty"}

// catalogOfFaults is the table of network 7.2: at place n-1 the fault Fn.
var catalogOfFaults = append(append(edgeFaults(), webhookFaults()...), carriageFaults()...)

// edgeFaults are F01 to F12.
func edgeFaults() []FaultInfo {
	return []FaultInfo{
		{Name: "F01", Title: "API 429", Place: AtEdge, By: AtEdge, Params: []FaultParam{
			aDuration("retry_after", "1s", "value of the header Retry-After; 0s: no header"),
			aWord("body", "the body of the answer", sending...),
			anInteger("n", 0, 0, 1e6, "calls that pass within per; 0: none passes"),
			aDuration("per", "1s", "the span in which calls are counted"),
		}, Effect: "The call is answered 429 and does nothing."},
		{Name: "F02", Title: "API 5xx", Place: AtEdge, By: AtEdge, Params: []FaultParam{
			aWord("status", "the status of the answer", "500", "502", "503", "504"),
			aWord("body", "the body of the answer", sending...),
		}, Effect: "The call is answered with a server error and does nothing."},
		{Name: "F03", Title: "API 5xx, but the message is made", Place: AtEdge, By: AtEdge, Params: []FaultParam{
			aWord("status", "the status of the answer", "500", "502", "503", "504"),
		}, Effect: "The call does its work and is answered with a server error: a repeat doubles."},
		{Name: "F04", Title: "API latency or hang", Place: AtEdge, By: AtEdge, Params: []FaultParam{
			aDuration("p50", "80ms", "median, real time"), aDuration("p95", "300ms", "95th percentile, real time"),
			aDuration("cap", "5s", "the longest time"), aDuration("hold", "0s", "hangs exactly so long instead of a drawn time"),
		}, Effect: "The answer comes late, in real time."},
		{Name: "F05", Title: "Truncated or slow body", Place: AtEdge, By: AtEdge, Params: []FaultParam{
			anInteger("keep", 20, -1, 1e9, "bytes of the body that are sent; -1: all"),
			anInteger("rate", 0, 0, 1e9, "bytes a second, real time; 0: at once"),
		}, Effect: "The body ends early, or trickles."},
		{Name: "F06", Title: "Connection reset", Place: AtEdge, By: AtEdge, Params: []FaultParam{
			aWord("when", "before or after the body of the call is read", "after", "before"),
			aFlag("made", false, "the call does its work first; with after alone"),
		}, Effect: "The connection is reset without an answer."},
		{Name: "F07", Title: "HTML error page", Place: AtEdge, By: AtEdge,
			Effect: "The call is answered 502 with a page of HTML and does nothing."},
		{Name: "F08", Title: "Token expired or permission lost", Place: AtEdge, By: AtEdge, Params: []FaultParam{
			aWord("kind", "what is wrong with the caller", "expired", "withdrawn", "access", "permission", "api_permission"),
			aMoment("at", "from then on"),
		}, Effect: "The call is refused as that of a caller without a valid token (401), or without the right (403)."},
		{Name: "F09", Title: "Throughput cut", Place: AtEdge, By: InCarriage, Params: []FaultParam{
			anInteger("mps", 1, 0, 1e6, "messages a second that a sender gets through"),
		}, Effect: "WhatsApp messages above the rate fail with throughput."},
		{Name: "F10", Title: "Pair limit tight", Place: AtEdge, Also: InCarriage, By: InCarriage, Params: []FaultParam{
			anInteger("size", 1, 1, 1000, "messages to one person in a burst"), aDuration("refill", "6s", "debt of a message"),
		}, Effect: "WhatsApp messages to one person above the rate fail with pair_rate."},
		{Name: "F11", Title: "Maintenance", Place: AtEdge, By: InCarriage, Params: []FaultParam{
			aDuration("length", "1m", "how long it lasts from the beginning of the rule; 0s: as long as the rule"),
			aWord("as", "refused sends, or a service that is not there", "maintenance", "unavailable"),
		}, Effect: "WhatsApp sends fail with maintenance; or every call is answered 503."},
		{Name: "F12", Title: "Another code for the same fault", Place: AtEdge, By: InCarriage,
			Effect: "The checks of a send run in a drawn order, so that of several breaches another one is told on each try."},
	}
}

// webhookFaults are F13 to F26.
func webhookFaults() []FaultInfo {
	return []FaultInfo{
		{Name: "F13", Title: "Webhook duplicate", Place: AtWebhook, By: AtWebhook, Params: []FaultParam{
			anInteger("copies", 2, 2, 100, "how often the event is posted in all"), aDuration("gap", "0s", "time between them"),
			aWord("envelope", "the same request again, or a new envelope and time around the event", "same", "new"),
		}, Effect: "The same event is posted several times."},
		{Name: "F14", Title: "Webhook reorder", Place: AtWebhook, By: AtWebhook, Params: []FaultParam{
			anInteger("depth", 1, 1, 1000, "later callbacks that go first"),
			aWord("scope", "callbacks of the same message, or all to the same address", "message", "across"),
			aDuration("wait", "10s", "goes at last when fewer come"),
		}, Effect: "The callback is overtaken by later ones."},
		{Name: "F15", Title: "Webhook delay", Place: AtWebhook, By: AtWebhook, Params: []FaultParam{
			aDuration("p50", "150ms", "median"), aDuration("p95", "800ms", "95th percentile"), aDuration("cap", "24h", "the longest time"),
		}, Effect: "The callback leaves late; the times in it are old."},
		{Name: "F16", Title: "Webhook drop", Place: AtWebhook, By: AtWebhook, Params: []FaultParam{
			aText("status", "the state whose callbacks are lost; empty: any"),
		}, Effect: "The callback is never posted and counts as done."},
		{Name: "F17", Title: "Bad signature", Place: AtWebhook, By: AtWebhook, Params: []FaultParam{
			aWord("how", "what is wrong", "wrong_secret", "wrong_body", "missing", "old_timestamp"),
			aDuration("age", "1h", "age of an old timestamp"),
		}, Effect: "The callback must be refused by its receiver."},
		{Name: "F18", Title: "Signature with special characters", Place: AtWebhook, By: AtWebhook, Params: []FaultParam{
			aWord("escape", "how the body writes what is not ASCII, or / < > &", "unicode", "raw", "slash", "html"),
		}, Effect: "The body is written in another legal way, and signed as it is sent."},
		{Name: "F19", Title: "Huge batch", Place: AtWebhook, By: AtWebhook, Params: []FaultParam{
			anInteger("updates", 1000, 1, 1000, "updates in one request"), anInteger("size", 3*megabyte, 0, 3*megabyte, "bytes at most"),
		}, Effect: "One request carries many updates: waiting ones, and copies where there are too few."},
		{Name: "F20", Title: "Mixed batch", Place: AtWebhook, By: AtWebhook, Params: []FaultParam{
			aWord("mix", "known and unknown ids, or messages and statuses together", "unknown_ids", "messages_and_statuses"),
		}, Effect: "One request carries good items and others."},
		{Name: "F21", Title: "Webhook before the API answer", Place: AtWebhook, By: AtEdge, Params: []FaultParam{
			aDuration("lead", "0s", "real time between the callbacks and the answer"),
		}, Effect: "The message is handed to its channel within the call, and the answer leaves after the callbacks that it caused."},
		{Name: "F22", Title: "Webhook storm after an outage", Place: AtWebhook, By: AtWebhook, Params: []FaultParam{
			aDuration("backlog", "1h", "how long callbacks are kept, from the beginning of the rule"),
			anInteger("rate", 100, 1, 1e6, "callbacks a second afterwards"),
		}, Effect: "Callbacks are kept while the outage lasts and come all together afterwards."},
		{Name: "F23", Title: "Slow answer makes repeats", Place: AtWebhook, By: AtWebhook, Params: []FaultParam{
			aDuration("timeout", "0s", "real time that the receiver has; 0s: whatever it answers comes too late"),
		}, Effect: "The attempt counts as timed out, and the event is posted again."},
		{Name: "F24", Title: "Retry stops", Place: AtWebhook, By: AtWebhook, Params: []FaultParam{
			anInteger("after", 1, 1, 100_000, "attempts in all"),
		}, Effect: "The event is given up after so many failed attempts."},
		{Name: "F25", Title: "Unknown or malformed event", Place: AtWebhook, By: AtWebhook, Params: []FaultParam{
			aWord("how", "what is strange in the body", "unknown_type", "unknown_field", "null", "missing_contacts", "empty_array"),
		}, Effect: "The body breaks the contract in one place."},
		{Name: "F26", Title: "Webhook for another number", Place: AtWebhook, By: AtWebhook, Params: []FaultParam{
			{Name: "number", Type: TextParam, Default: "999000000001", Means: "the business number that stands in the body"},
		}, Effect: "The callback names a number that is not the receiver's."},
	}
}
