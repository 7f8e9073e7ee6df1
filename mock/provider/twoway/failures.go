package twoway

import (
	"net/http"

	"github.com/mynah-sim/mynah/mock/network"
)

// The errors of messages that have words of this API (twoway 5.2).
var (
	notAvailable = messageError{Message: "Template not available", StatusCode: http.StatusNotFound}
	notFetched   = messageError{Message: "Attachment could not be downloaded", StatusCode: http.StatusUnprocessableEntity}
	noProduct    = messageError{Message: "Product not found", StatusCode: http.StatusNotFound}
	notAllowed   = messageError{Message: "Not allowed to write to this chat", StatusCode: http.StatusForbidden}
	tooLong      = messageError{Message: "Text too long", StatusCode: http.StatusRequestEntityTooLarge}
)

// failures are the reasons of the network that have words of this API (twoway 5.2, network 3.20).
var failures = map[network.Reason]messageError{
	network.NotOnChannel:        {Message: "Recipient is not on WhatsApp", StatusCode: http.StatusNotFound},
	network.BlockedByUser:       {Message: "Message rejected by recipient", StatusCode: http.StatusForbidden},
	network.GroupRight:          notAllowed,
	network.GroupUnknown:        notAllowed,
	network.WindowClosed:        {Message: "Customer care window is closed", StatusCode: 470},
	network.TemplateUnknown:     notAvailable,
	network.TemplateRegion:      notAvailable,
	network.TemplateNotApproved: notAvailable,
	network.TemplatePaused:      notAvailable,
	network.TemplateDisabled:    notAvailable,
	network.ParamLength:         tooLong,
	network.TextLength:          tooLong,
	network.MediaType:           notFetched,
	network.MediaSize:           notFetched,
	network.MediaFetch:          notFetched,
	network.MediaUnknown:        notFetched,
	network.ProductUnknown:      noProduct,
	network.CatalogUnknown:      noProduct,
	network.CatalogUnlinked:     noProduct,
	network.KindUnsupported:     {Message: "Polls are not supported", StatusCode: http.StatusBadRequest},
	network.UnknownFault:        {Message: "Network error", StatusCode: http.StatusServiceUnavailable},
}

// cloudCodes are the codes of the platform for all other reasons, with their short names (network 3.17).
var cloudCodes = map[network.Reason]messageError{
	network.SenderDown:         {Message: "Service unavailable", StatusCode: 131016},
	network.Locked:             {Message: "Account locked", StatusCode: 131031},
	network.Unregistered:       {Message: "Not registered", StatusCode: 133010},
	network.ParamCount:         {Message: "Parameter count", StatusCode: 132000},
	network.ParamFormat:        {Message: "Parameter format", StatusCode: 132012},
	network.Restricted:         {Message: "Spam rate limit", StatusCode: 131048},
	network.MarketingStop:      {Message: "Marketing stopped", StatusCode: 131050},
	network.MarketingLimit:     {Message: "Healthy ecosystem", StatusCode: 131049},
	network.Experiment:         {Message: "Experiment", StatusCode: 130472},
	network.Identity:           {Message: "Identity mismatch", StatusCode: 137000},
	network.Region:             {Message: "Parameter value not valid", StatusCode: 131009},
	network.BusinessRecipient:  {Message: "Parameter value not valid", StatusCode: 131009},
	network.TargetUnknown:      {Message: "Parameter value not valid", StatusCode: 131009},
	network.FlowUnknown:        {Message: "Parameter value not valid", StatusCode: 131009},
	network.FlowState:          {Message: "Parameter value not valid", StatusCode: 131009},
	network.FlowBlocked:        {Message: "Flow blocked", StatusCode: 132068},
	network.FlowThrottled:      {Message: "Flow throttled", StatusCode: 132069},
	network.Payment:            {Message: "Payment", StatusCode: 131042},
	network.PaymentTerms:       {Message: "Payment terms", StatusCode: 134011},
	network.Expired:            {Message: "Message undeliverable", StatusCode: 131026},
	network.Throughput:         {Message: "Rate limit hit", StatusCode: 130429},
	network.PairRate:           {Message: "Pair rate limit", StatusCode: 131056},
	network.Certificate:        {Message: "Incorrect certificate", StatusCode: 131045},
	network.Maintenance:        {Message: "Maintenance", StatusCode: 131057},
	network.GroupKind:          {Message: "Unsupported type", StatusCode: 131051},
	network.BlockedByBusiness:  {Message: "Message undeliverable", StatusCode: 131026},
	network.TTLRange:           {Message: "Parameter value not valid", StatusCode: 131009},
	network.Country:            {Message: "Country restricted", StatusCode: 130497},
	network.ContactInvalid:     {Message: "Parameter value not valid", StatusCode: 131009},
	network.ServiceUnavailable: {Message: "Service unavailable", StatusCode: 131016},
	network.AccessDenied:       {Message: "Access denied", StatusCode: 131005},
	network.NotListed:          {Message: "Not in allowed list", StatusCode: 131030},
	network.DisplayName:        {Message: "Display name not approved", StatusCode: 131037},
	network.ParamPolicy:        {Message: "Character policy", StatusCode: 132007},
	network.ParamValue:         {Message: "Parameter value", StatusCode: 132008},
	network.GenericUser:        {Message: "Generic user error", StatusCode: 135000},
	network.LimitCut:           {Message: "Limit cut for classification", StatusCode: 131064},
	network.PendingTooLong:     {Message: "Something went wrong", StatusCode: 131000},
}
