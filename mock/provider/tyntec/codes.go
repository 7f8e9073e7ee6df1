package tyntec

import (
	"strings"

	"github.com/mynah-sim/mynah/mock/network"
)

// failure says why a message failed: a code of the channel and a text for it (tyntec 5.4).
type failure struct {
	Code    string `json:"code"`
	Message string `json:"message"`
}

// failures are the codes of tyntec 5.4 and network 3.20 for the network's reasons. Those of SMS and Expired stand below.
var failures = map[network.Reason]failure{
	network.SenderDown:          {"whatsapp::error::131031", "Business number is not connected"},
	network.Locked:              {"whatsapp::error::131031", "Account is locked"},
	network.Unregistered:        {"whatsapp::error::131031", "Business number is not registered"},
	network.TemplateUnknown:     {"whatsapp::external::2001", "Template does not exist in this language"},
	network.TemplateRegion:      {"whatsapp::external::2003", "Template exists for another region of the language"},
	network.TemplateNotApproved: {"whatsapp::external::2001", "Template is not approved"},
	network.TemplatePaused:      {"whatsapp::external::2001", "Template is paused"},
	network.TemplateDisabled:    {"whatsapp::external::2001", "Template is disabled"},
	network.ParamCount:          {"whatsapp::external::2000", "Number of parameters differs from the template"},
	network.ParamFormat:         {"whatsapp::external::2012", "Parameter does not fit the template"},
	network.ParamLength:         {"whatsapp::external::2005", "Text is too long after replacement"},
	network.NotOnChannel:        {"whatsapp::error::131026", "Recipient cannot be reached over WhatsApp"},
	network.WindowClosed:        {"whatsapp::error::470", "Customer care window is closed"},
	network.MediaUnknown:        {"whatsapp::error::131053", "Media is unknown"},
	network.MediaType:           {"whatsapp::error::131053", "Media type is not supported"},
	network.MediaSize:           {"whatsapp::error::131053", "Media is too large"},
	network.Restricted:          {"whatsapp::error::131048", "Business number is restricted"},
	network.MarketingStop:       {"whatsapp::error::131050", "Recipient stopped marketing messages"},
	network.MarketingLimit:      {"whatsapp::error::131049", "Recipient has received too many marketing messages"},
	network.Experiment:          {"whatsapp::error::130472", "Recipient is part of an experiment"},
	network.Identity:            {"whatsapp::error::137000", "Identity of the recipient has changed"},
	network.Region:              {"whatsapp::error::131009", "Address form does not fit the country of the recipient"},
	network.BusinessRecipient:   {"whatsapp::error::131009", "Products cannot be sent to business accounts"},
	network.CatalogUnknown:      {"whatsapp::error::131009", "Catalog is unknown"},
	network.CatalogUnlinked:     {"whatsapp::error::131009", "Catalog is not linked to the account"},
	network.ProductUnknown:      {"whatsapp::error::131009", "None of the products is known"},
	network.FlowUnknown:         {"whatsapp::error::131009", "Flow is unknown"},
	network.FlowState:           {"whatsapp::error::131009", "Flow is in another state"},
	network.TextLength:          {"whatsapp::error::131009", "Text is too long"},
	network.TargetUnknown:       {"whatsapp::error::131009", "Message to react to is unknown"},
	network.Payment:             {"whatsapp::error::131042", "Payment of the business account failed"},
	network.BlockedByUser:       {"whatsapp::error::131026", "Recipient has blocked the business"},
	network.UnknownFault:        {"whatsapp::error::131000", "Something went wrong"},
	network.Throughput:          {"whatsapp::error::130429", "Business number sends too fast"},
	network.PairRate:            {"whatsapp::error::131056", "Too many messages to this recipient"},
	network.Certificate:         {"whatsapp::error::131045", "Certificate of the business number is wrong"},
	network.Maintenance:         {"whatsapp::error::131057", "Business number is under maintenance"},
	network.GroupUnknown:        {"whatsapp::error::131041", "Group is unknown"},
	network.GroupRight:          {"whatsapp::error::131009", "Business may not write to the group"},
	network.GroupKind:           {"whatsapp::error::131009", "Group takes no such message"},
	network.BlockedByBusiness:   {"whatsapp::error::131026", "Business has blocked the recipient"},
	network.TTLRange:            {"whatsapp::error::100", "Life time is out of range"},
	network.Country:             {"whatsapp::error::130497", "Business may not write to this country"},
	network.ContactInvalid:      {"whatsapp::error::131026", "Recipient is no valid contact"},
	network.MediaFetch:          {"whatsapp::error::131053", "Media could not be fetched"},
	network.FlowBlocked:         {"whatsapp::error::131009", "Flow is blocked"},
	network.FlowThrottled:       {"whatsapp::error::131009", "Flow is throttled"},
	network.KindUnsupported:     {"whatsapp::error::131051", "Type of message is not supported"},
	network.ServiceUnavailable:  {"whatsapp::error::131016", "Channel is not available"},
	network.AccessDenied:        {"whatsapp::error::131005", "Access denied"},
	network.NotListed:           {"whatsapp::error::131030", "Recipient is not on the list of the test number"},
	network.DisplayName:         {"whatsapp::error::131037", "Display name is not approved"},
	network.ParamPolicy:         {"whatsapp::error::132007", "Parameter breaks a policy"},
	network.ParamValue:          {"whatsapp::error::132008", "Parameter has an invalid value"},
	network.PaymentTerms:        {"whatsapp::error::134011", "Payment terms are not accepted"},
	network.GenericUser:         {"whatsapp::error::135000", "Request cannot be processed"},
	network.LimitCut:            {"whatsapp::error::131064", "Messaging limit was cut"},
	network.PendingTooLong:      {"whatsapp::error::131026", "Message was pending for too long"},

	network.SMSOptedOut: {"sms::error::REJECTED", "Recipient has opted out"},

	network.ViberInternal:      {"viber::error::1", "Internal error"},
	network.ViberBadService:    {"viber::error::2", "Service id is out of use"},
	network.ViberBadData:       {"viber::error::3", "Message is malformed"},
	network.ViberBadType:       {"viber::error::5", "Message type is not supported"},
	network.ViberBadParameters: {"viber::error::6", "Mandatory parameter is missing"},
	network.ViberTimeout:       {"viber::error::7", "Channel timed out"},
	network.ViberBlocked:       {"viber::error::8", "Recipient has blocked the service"},
	network.ViberNoUser:        {"viber::error::9", "Recipient is not on Viber"},
	network.ViberNoDevice:      {"viber::error::10", "Recipient has no suitable device"},
	network.ViberUnauthorized:  {"viber::error::11", "Sender is not allowed"},
	network.ViberNotPermitted:  {"viber::error::13", "Billing does not permit the message"},
	network.ViberBadLabel:      {"viber::error::18", "Rate type is refused"},
	network.ViberBadTTL:        {"viber::error::20", "Life time is out of range"},
	network.ViberWaitForUser:   {"viber::error::21", "Session allows no message until the user writes"},
	network.ViberFileType:      {"viber::error::28", "File type is not allowed"},
	network.ViberFileName:      {"viber::error::badFileNameLength", "File name is too long"},
	network.ViberFileSize:      {"viber::error::badFileSize", "File is too large"},
	network.ViberDuration:      {"viber::error::badDuration", "Video is too long"},
	network.ViberThumbnail:     {"viber::error::badThumbnail", "Address of the preview picture is too long"},
}

// expiry is the failure of a message whose life time is over (tyntec 5.1).
var expiry = map[network.Channel]failure{
	network.WhatsApp: {"whatsapp::error::131026", "Message could not be delivered in its life time"},
	network.SMS:      {"sms::error::EXPIRED", "Message could not be delivered in its life time"},
	network.Viber:    {"viber::error::7", "Message could not be delivered in its life time"},
}

// failureOf is the code for a reason on a channel. SMS has one for everything that the network of the person says (tyntec 5.4).
func failureOf(c network.Channel, why network.Reason) *failure {
	f, known := failures[why]
	switch {
	case why == network.Expired:
		f = expiry[c]
	case c == network.SMS && why != network.SMSOptedOut:
		f = failure{"sms::error::UNDELIVERABLE", undelivered(why)}
	case c == network.Viber && (!known || why == network.UnknownFault):
		f = failures[network.ViberInternal]
	case !known:
		f = failures[network.UnknownFault]
	}
	return &f
}

// undelivered words a reason of SMS.
func undelivered(why network.Reason) string {
	return "Message could not be delivered: " + strings.ReplaceAll(strings.TrimPrefix(why.String(), "sms_"), "_", " ")
}
