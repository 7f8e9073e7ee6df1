package onemsg

import "github.com/mynah-sim/mynah/mock/network"

// failure is why the platform refuses or loses a message: its code and its short name, which is the text of an ack (onemsg 3.4,
// network 3.17).
type failure struct {
	code int
	text string
}

// failures is the table of reasons. What it lacks cannot be met on WhatsApp and is answered as an unknown fault.
var failures = map[network.Reason]failure{
	network.SenderDown:          {131016, "Service unavailable"},
	network.Locked:              {131031, "Account locked"},
	network.Unregistered:        {133010, "Not registered"},
	network.TemplateUnknown:     {132001, "Template does not exist"},
	network.TemplateRegion:      {132001, "Template does not exist"},
	network.TemplateNotApproved: {132001, "Template does not exist"},
	network.TemplatePaused:      {132015, "Template paused"},
	network.TemplateDisabled:    {132016, "Template disabled"},
	network.ParamCount:          {132000, "Parameter count"},
	network.ParamFormat:         {132012, "Parameter format"},
	network.ParamLength:         {132005, "Text too long"},
	network.ParamPolicy:         {132007, "Character policy"},
	network.ParamValue:          {132008, "Parameter value"},
	network.NotOnChannel:        {131026, "Message undeliverable"},
	network.WindowClosed:        {131047, "Re-engagement message"},
	network.MediaUnknown:        {131053, "Media upload error"},
	network.MediaType:           {131053, "Media upload error"},
	network.MediaSize:           {131053, "Media upload error"},
	network.MediaFetch:          {131053, "Media upload error"},
	network.Restricted:          {131048, "Spam rate limit"},
	network.MarketingStop:       {131050, "Marketing stopped"},
	network.MarketingLimit:      {131049, "This message was not delivered to maintain healthy ecosystem engagement."},
	network.Experiment:          {130472, "User's number is part of an experiment"},
	network.Identity:            {137000, "Identity mismatch"},
	network.Region:              {131009, "Parameter value is not valid"},
	network.BusinessRecipient:   {131009, "Products can not be sent to business accounts"},
	network.CatalogUnknown:      {131009, "Parameter value is not valid"},
	network.CatalogUnlinked:     {131009, "Parameter value is not valid"},
	network.ProductUnknown:      {131009, "Parameter value is not valid"},
	network.FlowUnknown:         {131009, "Parameter value is not valid"},
	network.FlowState:           {131009, "Parameter value is not valid"},
	network.FlowBlocked:         {132068, "Flow blocked"},
	network.FlowThrottled:       {132069, "Flow throttled"},
	network.TextLength:          {131009, "Parameter value is not valid"},
	network.TargetUnknown:       {131009, "Parameter value is not valid"},
	network.Payment:             {131042, "Payment"},
	network.PaymentTerms:        {134011, "Payment terms"},
	network.BlockedByUser:       {131026, "Message undeliverable"},
	network.BlockedByBusiness:   {131026, "Recipient is blocked"},
	network.Throughput:          {130429, "Rate limit hit"},
	network.PairRate:            {131056, "Pair rate limit"},
	network.Certificate:         {131045, "Incorrect certificate"},
	network.Maintenance:         {131057, "Maintenance"},
	network.TTLRange:            {100, "Invalid parameter"},
	network.Country:             {130497, "Country restricted"},
	network.KindUnsupported:     {131051, "Unsupported type"},
	network.ServiceUnavailable:  {131016, "Service unavailable"},
	network.AccessDenied:        {131005, "Access denied"},
	network.NotListed:           {131030, "Not in allowed list"},
	network.DisplayName:         {131037, "Display name not approved"},
	network.GenericUser:         {135000, "Generic user error"},
	network.LimitCut:            {131064, "Limit cut for classification"},
	network.PendingTooLong:      {131026, "Message undeliverable"},
	network.Expired:             {131026, "Message undeliverable"},
	network.ContactInvalid:      {131026, "Message undeliverable"},
	network.GroupUnknown:        {131041, "Unknown group"},
	network.GroupRight:          {131009, "Parameter value is not valid"},
	network.GroupKind:           {131009, "Parameter value is not valid"},
	network.UnknownFault:        {131000, "Something went wrong"},
}

// failureOf is the row of a reason.
func failureOf(why network.Reason) failure {
	if f, ok := failures[why]; ok {
		return f
	}
	return failures[network.UnknownFault]
}

// refusals are the reasons that have words of their own in the call (onemsg 1.6). The others are told by code and short name (EOTHER).
var refusals = map[network.Reason]refusal{
	network.MediaUnknown:      {text: "wrong file"},
	network.MediaType:         {text: "wrong file"},
	network.MediaSize:         {text: "wrong file"},
	network.MediaFetch:        {text: "wrong file"},
	network.GroupUnknown:      {text: "Group not found"},
	network.GroupKind:         {text: "Unsupported message type for groups"},
	network.Region:            {text: "Unsupported Interactive Message type"},
	network.FlowUnknown:       {text: "Flow not found"},
	network.BlockedByBusiness: {text: "Recipient is blocked", code: 131026},
	network.Unregistered:      {text: "Channel is unregistered"},
	network.Locked:            {text: "Channel is unregistered"},
	network.SenderDown:        {text: "Channel is uninitialized"},
}

// refusalOf is how a send is refused for a reason that needs no further words.
func refusalOf(why network.Reason) *refusal {
	if r, ok := refusals[why]; ok {
		return &r
	}
	f := failureOf(why)
	return &refusal{f.text, f.code}
}
