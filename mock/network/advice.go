package network

// advice is where the rule behind a reason is written, and what would fix it.
type advice struct{ source, text string }

// advices are the rules behind the reasons, in the words of whoever has to mend what they have sent.
var advices = map[Reason]advice{
	SenderDown:           {"network 3.12", "the number cannot send now: connect it again, or wait until its flag or restriction ends"},
	Locked:               {"network 3.12", "the account is locked for a breach of policy: nothing is sent until that is lifted"},
	Unregistered:         {"network 3.12", "the number is not registered: register it first"},
	Certificate:          {"network 3.17", "the number's certificate is wrong: register it again"},
	Maintenance:          {"network 3.11", "the throughput of the number is being raised: try again in a minute"},
	Throughput:           {"network 3.11", "more messages a second than the number may send: send slower and try this one again"},
	PairRate:             {"network 3.11", "too many messages to one person in a short time: wait, each further try twice as long"},
	GroupUnknown:         {"network 1.6", "no such group, or the number is no member: use the id of a group that it is in"},
	GroupRight:           {"network 1.6", "the number may not write in this group"},
	GroupKind:            {"network 1.6", "messages of this kind cannot be sent to a group"},
	BlockedByBusiness:    {"network 3.13", "the business has blocked this person: unblock first"},
	TemplateUnknown:      {"network 3.4", "no template of this name in this language: look at the list of templates of the WhatsApp business account"},
	TemplateRegion:       {"network 3.4", "the template has the language for another region only: send the code that it was made with"},
	TemplateNotApproved:  {"network 3.4", "the template is not approved: wait for its review, or edit it when it was rejected"},
	TemplatePaused:       {"network 3.4", "the template is paused for its quality: wait for the end of the pause, or send another one"},
	TemplateDisabled:     {"network 3.4", "the template is disabled for its quality: send another one"},
	ParamCount:           {"network 3.4", "as many values as the template has variables, headers and cards"},
	ParamFormat:          {"network 3.4", "a value of the kind that its place takes, without line breaks, tabs, or more than four blanks in a row"},
	ParamLength:          {"network 3.4", "filled in, a part of the template is too long: shorten the values"},
	ParamPolicy:          {"network 3.17", "the value breaks the policy on characters"},
	ParamValue:           {"network 3.17", "the value cannot be used in this place"},
	TTLRange:             {"network 2.8", "the life time is outside the range of the template's category"},
	NotOnChannel:         {"network 3.19", "the person cannot be reached on this channel: no account, an app that is too old, or terms that were not accepted"},
	Country:              {"network 3.17", "this business may not write to that country"},
	WindowClosed:         {"network 3.1", "the person has not written for 24 hours: send a template, or wait until the person writes"},
	ContactInvalid:       {"network 3.9", "the number is no valid contact: check it before sending"},
	MediaUnknown:         {"network 3.7", "no such file of this account: upload it first, and mind that it is kept for a limited time"},
	MediaType:            {"network 3.7", "the type of the file does not go with the kind of message"},
	MediaSize:            {"network 3.7", "the file is too large for its kind"},
	MediaFetch:           {"network 3.7", "the file could not be fetched from its address: it must answer 200 in time and without credentials"},
	Restricted:           {"network 3.10", "the messaging limit of the number is used up, or its quality is too low: wait, or write to people who have written"},
	MarketingStop:        {"network 3.3", "the person has stopped marketing from this business: send none"},
	MarketingLimit:       {"network 3.3", "the person has had enough marketing for now: wait 24 hours at the least"},
	Experiment:           {"network 3.3", "the person is in an experiment and gets no marketing: do not try again"},
	Identity:             {"network 3.14", "the person's identity has changed: acknowledge the new hash, or send without one"},
	Region:               {"network 3.5", "the country of the request must be that of the person's number"},
	BusinessRecipient:    {"network 6.2", "a business takes no product messages"},
	CatalogUnknown:       {"network 6.2", "no such catalog"},
	CatalogUnlinked:      {"network 6.2", "the catalog is not linked to the number's WhatsApp business account"},
	ProductUnknown:       {"network 6.2", "no product with this id that can be shown: look into the catalog"},
	FlowUnknown:          {"network 3.15", "no such flow in this WhatsApp business account"},
	FlowState:            {"network 3.15", "the flow is not published: publish it, or send it in draft mode"},
	FlowBlocked:          {"network 3.15", "the flow is blocked since its endpoint fails: mend the endpoint"},
	FlowThrottled:        {"network 3.15", "the flow is throttled since its endpoint fails: mend the endpoint, and send fewer"},
	KindUnsupported:      {"network 3.5", "the sender cannot send messages of this kind"},
	TextLength:           {"network 3.5", "the text is longer than 4,096 characters"},
	TargetUnknown:        {"network 3.6", "the message that is meant is not in this chat, or too old"},
	Payment:              {"network 3.17", "the WhatsApp business account has no good payment method"},
	BlockedByUser:        {"network 3.13", "the person has blocked this business"},
	Expired:              {"network 2.8", "the message could not be delivered within its life time"},
	PendingTooLong:       {"network 3.18", "the message was pending for more than a day"},
	UnknownFault:         {"network 7.2", "a fault without a cause: try again"},
	ServiceUnavailable:   {"network 3.17", "a part of the platform is down: try again later"},
	AccessDenied:         {"network 3.17", "the permission is missing or was withdrawn"},
	NotListed:            {"network 3.17", "a test number writes only to the numbers on its list"},
	DisplayName:          {"network 3.17", "the display name of the number is not approved"},
	PaymentTerms:         {"network 3.17", "the terms of payment are not accepted"},
	GenericUser:          {"network 3.17", "the platform does not take the parameters, and does not say which"},
	LimitCut:             {"network 3.17", "the limit of the account is cut until it is classified"},
	SMSUnknownSubscriber: {"network 4.7", "no subscriber has this number"},
	SMSBarred:            {"network 4.7", "the subscriber's line is barred"},
	SMSOptedOut:          {"network 4.6", "the person has answered STOP to this sender: nothing is sent until START"},
	SMSIllegalSubscriber: {"network 4.7", "the operator refuses the subscriber, or filters the text"},
	SMSMemoryFull:        {"network 4.7", "the memory of the phone is full"},
	ViberBadService:      {"network 5", "the service id is not known, or not in use"},
	ViberBadData:         {"network 5", "the structure of the message is wrong, or a text has more than 1,000 characters"},
	ViberBadType:         {"network 5", "the type does not go with the rate type"},
	ViberBadParameters:   {"network 5", "a parameter is missing"},
	ViberTimeout:         {"network 5", "Viber did not answer in time: try again"},
	ViberBlocked:         {"network 5", "the person has blocked the service, or takes no business messages"},
	ViberNoUser:          {"network 5", "the number has no Viber account"},
	ViberNoDevice:        {"network 5", "none of the person's apps is new enough"},
	ViberUnauthorized:    {"network 5", "the service is not this partner's"},
	ViberNotPermitted:    {"network 5", "billing does not permit it"},
	ViberBadLabel:        {"network 5", "the rate type is missing or wrong"},
	ViberBadTTL:          {"network 5", "the life time must be between 30 seconds and 14 days"},
	ViberWaitForUser:     {"network 5", "no session is open, or its messages are used up: wait until the person writes"},
	ViberFileType:        {"network 5", "files of this type are not permitted, or not with this rate type"},
	ViberFileName:        {"network 5", "the file's name has more than 25 characters"},
	ViberFileSize:        {"network 5", "the video has more than 200 MB"},
	ViberDuration:        {"network 5", "the video is longer than 600 seconds"},
	ViberThumbnail:       {"network 5", "the address of the thumbnail has more than 1,000 characters"},
	ViberInternal:        {"network 5", "a fault of Viber: try again"},
}

// Advice says in a sentence what is wrong and what would mend it, with the section of the rule; it is empty for NoReason. Reasons of SMS
// that only an operator's code tells apart share theirs.
func (r Reason) Advice() string {
	if r == NoReason {
		return ""
	}
	a, ok := advices[r]
	if code, again := SMSCode(r); !ok && code != "" {
		a = advice{"network 4.7", "the operator refused it with code " + code + ", for good"}
		if again {
			a.text = "the operator could not deliver it (code " + code + ") and tries again until it expires"
		}
	}
	return a.text + " (" + a.source + ")"
}
