package wabbit

import (
	"cmp"
	"net/http"

	"github.com/mynah-sim/mynah/mock/network"
)

// failure is how this API tells a reason of the network: in the call with a status, or in the status of the message (network 3.18,
// 3.20).
type failure struct {
	status int // of the refused call
	code   int
	title  string
}

const (
	windowClosed    = 453 // non-standard: Customer Care Window Expired (wabbit 1.6)
	valueNotValid   = "Parameter value is not valid"
	templateMissing = "Template missing"
)

// failures is the table; what it lacks is code 500.
var failures = map[network.Reason]failure{
	network.WindowClosed:        {windowClosed, 470, "Re-engagement message"},
	network.SenderDown:          {http.StatusBadGateway, 1016, "System overloaded"},
	network.Locked:              {0, 1031, "Account locked"},
	network.Unregistered:        {0, 1005, "Access denied"},
	network.Certificate:         {0, 430, "Unsigned vname certificate"},
	network.Maintenance:         {0, 1011, "Service not ready"},
	network.TemplateUnknown:     {0, 2001, templateMissing},
	network.TemplateRegion:      {0, 2001, templateMissing},
	network.TemplateNotApproved: {0, 2001, templateMissing},
	network.TemplatePaused:      {0, 2001, templateMissing},
	network.TemplateDisabled:    {0, 2001, templateMissing},
	network.ParamCount:          {0, 2000, "Template param count mismatch"},
	network.ParamFormat:         {0, 2004, "Template format mismatch"},
	network.ParamLength:         {0, 2005, "Template text is too long"},
	network.MediaUnknown:        {0, 1009, valueNotValid},
	network.MediaType:           {0, 1009, valueNotValid},
	network.MediaSize:           {0, 1000, "Generic error"},
	network.MediaFetch:          {0, 400, "Media download error"},
	network.ProductUnknown:      {0, 1009, valueNotValid},
	network.CatalogUnknown:      {0, 1009, valueNotValid},
	network.CatalogUnlinked:     {0, 1009, valueNotValid},
	network.FlowUnknown:         {0, 1009, valueNotValid},
	network.FlowState:           {0, 1009, valueNotValid},
	network.FlowBlocked:         {0, 1009, valueNotValid},
	network.FlowThrottled:       {0, 1009, valueNotValid},
	network.Region:              {0, 1009, valueNotValid},
	network.BusinessRecipient:   {0, 1009, valueNotValid},
	network.TargetUnknown:       {0, 1009, valueNotValid},
	network.TextLength:          {0, 1009, valueNotValid},
	network.KindUnsupported:     {0, 501, "Message type is not supported"},
	network.ContactInvalid:      {0, 1013, "User is not valid"},
	network.NotOnChannel:        {0, 1026, "Receiver incapable"},
	network.Country:             {0, 1026, "Receiver incapable"},
	network.BlockedByUser:       {0, 1026, "Receiver incapable"},
	network.BlockedByBusiness:   {0, 1026, "Receiver incapable"},
	network.Expired:             {0, 410, "Message expired"},
	network.PendingTooLong:      {0, 408, "Message was pending for too long"},
	network.Restricted:          {0, 471, "Spam rate limit hit"},
	network.MarketingLimit:      {0, 471, "Spam rate limit hit"},
	network.MarketingStop:       {0, 471, "Spam rate limit hit"},
	network.Experiment:          {0, 472, "User is part of an experiment"},
	network.Payment:             {0, 402, "Payment failed"},
	network.Identity:            {0, 1028, "Identity change is not acknowledged"},
	network.Throughput:          {0, 429, "Rate limit hit"},
	network.PairRate:            {0, 1015, "Too many requests"},
	network.LimitCut:            {0, 471, "Spam rate limit hit"},
	network.AccessDenied:        {0, 1005, "Access denied"},
	network.ServiceUnavailable:  {0, 1011, "Service not ready"},
	network.ParamPolicy:         {0, 2007, "Template character policy violated"},
	network.ParamValue:          {0, 2012, "Template parameter format mismatch"},
	network.GenericUser:         {0, 1000, "Generic error"},
}

func failureOf(why network.Reason) failure {
	f, known := failures[why]
	if !known {
		f = failure{0, 500, "Generic error"}
	}
	if f.status == 0 {
		f.status = http.StatusBadRequest
	}
	return f
}

// refused is a message that the WhatsApp side did not take, in the call's answer.
func refused(why network.Reason, what, to string) *refusedError {
	f := failureOf(why)
	e := &refusedError{status: f.status, why: why, body: wabaFailure{Reason: f.title + ".", Response: wabaResponse{Errors: []wabaError{}}}}
	switch {
	case f.status == windowClosed:
		e.body.Reason = "The 24-hour window of this contact is closed."
		what = "Only template messages can be sent to " + to + "."
	case f.status == http.StatusBadGateway:
		e.body.Reason = "The number is not connected."
		return e
	case what == "":
		what = why.String()
	}
	e.body.Response.Errors = []wabaError{{f.code, f.title, what}}
	return e
}

// subject is the value that a reason of the network is about (wabbit 2.6, "details"); empty: none in particular.
func subject(why network.Reason, kind, to string, content object) string {
	action := content.at("action")
	switch failureOf(why).code {
	case 2000, 2001, 2004, 2005:
		return cmp.Or(content.text("name"), content.text("element_name")) + " (" + content.at("language").text("code") + ")"
	case 1013:
		return to
	case 1009:
		switch why {
		case network.Region, network.BusinessRecipient:
			return to
		case network.CatalogUnknown, network.CatalogUnlinked:
			return action.text("catalog_id")
		case network.FlowUnknown, network.FlowState, network.FlowBlocked, network.FlowThrottled:
			return action.at("parameters").text("flow_id")
		}
		return kind
	}
	return ""
}

// errorsOf are the errors of a message that failed on its way.
func errorsOf(why network.Reason) []wabaError {
	f := failureOf(why)
	return []wabaError{{Code: f.code, Title: f.title, Details: why.String()}}
}
