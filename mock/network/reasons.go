package network

import "strings"

// Reason is why a message failed, in the network's words (network 3.19, 4.7, 5). It is an error too: what is checked in the call
// refuses the call with it.
type Reason uint8

// The reasons that the checks of a send can meet, in the order of network 3.19, then those of SMS and Viber. New ones go to the end:
// the magic numbers count them.
const (
	NoReason Reason = iota
	SenderDown
	Locked
	Unregistered
	TemplateUnknown
	TemplateRegion
	TemplateNotApproved
	TemplatePaused
	TemplateDisabled
	ParamCount
	ParamFormat
	ParamLength
	NotOnChannel
	WindowClosed
	MediaUnknown
	MediaType
	MediaSize
	Restricted
	MarketingStop
	MarketingLimit
	Experiment
	Identity
	Region
	BusinessRecipient
	CatalogUnknown
	CatalogUnlinked
	ProductUnknown
	FlowUnknown
	FlowState
	TextLength
	TargetUnknown
	Payment
	BlockedByUser
	Expired
	UnknownFault
	SMSUnknownSubscriber
	SMSBarred
	SMSOptedOut
	ViberBadService
	ViberBadData
	ViberBlocked
	ViberNoUser
	ViberNoDevice
	ViberWaitForUser
	ViberFileType
	ViberFileName
	ViberFileSize
	ViberDuration
	Throughput
	PairRate
	Certificate
	Maintenance
	GroupUnknown
	GroupRight
	GroupKind
	BlockedByBusiness
	TTLRange
	Country
	ContactInvalid
	MediaFetch
	FlowBlocked
	FlowThrottled
	KindUnsupported
	ServiceUnavailable
	AccessDenied
	NotListed
	DisplayName
	ParamPolicy
	ParamValue
	PaymentTerms
	GenericUser
	LimitCut
	PendingTooLong
	SMSUnknownBaseStation
	SMSUnknownMSC
	SMSUnidentified
	SMSAbsentSM
	SMSUnknownEquipment
	SMSRoaming
	SMSIllegalSubscriber
	SMSBearer
	SMSTeleservice
	SMSIllegalEquipment
	SMSForwarding
	SMSClosedGroup
	SMSSupplementary
	SMSFacility
	SMSTargetStation
	SMSNoRadio
	SMSNoHandover
	SMSHandover
	SMSAbsent
	SMSBusy
	SMSMemoryFull
	SMSWaitingListFull
	SMSSystemFailure
	SMSDataMissing
	SMSUnexpectedData
	SMSPagingAbsent
	SMSSwitchedOff
	SMSNoCoverage
	SMSRoamingAbsent
	SMSDeregistered
	SMSPurged
	ViberInternal
	ViberBadType
	ViberBadParameters
	ViberTimeout
	ViberUnauthorized
	ViberNotPermitted
	ViberBadLabel
	ViberBadTTL
	ViberThumbnail
	reasonEnd
)

var reasonNames = [...]string{
	NoReason: "", SenderDown: "sender_down", Locked: "locked", Unregistered: "unregistered",
	TemplateUnknown: "template_unknown", TemplateRegion: "template_region", TemplateNotApproved: "template_not_approved",
	TemplatePaused: "template_paused", TemplateDisabled: "template_disabled", ParamCount: "param_count",
	ParamFormat: "param_format", ParamLength: "param_length", NotOnChannel: "not_on_channel", WindowClosed: "window_closed",
	MediaUnknown: "media_unknown", MediaType: "media_type", MediaSize: "media_size", Restricted: "restricted",
	MarketingStop: "marketing_stop", MarketingLimit: "marketing_limit", Experiment: "experiment", Identity: "identity",
	Region: "region", BusinessRecipient: "business_recipient", CatalogUnknown: "catalog_unknown",
	CatalogUnlinked: "catalog_unlinked", ProductUnknown: "product_unknown", FlowUnknown: "flow_unknown",
	FlowState: "flow_state", TextLength: "text_length", TargetUnknown: "target_unknown", Payment: "payment",
	BlockedByUser: "blocked_by_user", Expired: "expired", UnknownFault: "unknown_fault",
	SMSUnknownSubscriber: "sms_unknown_subscriber", SMSBarred: "sms_barred", SMSOptedOut: "sms_opted_out",
	ViberBadService: "viber_bad_service", ViberBadData: "viber_bad_data", ViberBlocked: "viber_blocked",
	ViberNoUser: "viber_no_user", ViberNoDevice: "viber_no_device", ViberWaitForUser: "viber_wait_for_user",
	ViberFileType: "viber_file_type", ViberFileName: "viber_file_name", ViberFileSize: "viber_file_size",
	ViberDuration: "viber_duration",
	Throughput:    "throughput", PairRate: "pair_rate", Certificate: "certificate", Maintenance: "maintenance",
	GroupUnknown: "group_unknown", GroupRight: "group_right", GroupKind: "group_kind",
	BlockedByBusiness: "blocked_by_business", TTLRange: "ttl_range", Country: "country", ContactInvalid: "contact_invalid",
	MediaFetch: "media_fetch", FlowBlocked: "flow_blocked", FlowThrottled: "flow_throttled",
	KindUnsupported: "kind_unsupported", ServiceUnavailable: "service_unavailable", AccessDenied: "access_denied",
	NotListed: "not_listed", DisplayName: "display_name", ParamPolicy: "param_policy", ParamValue: "param_value",
	PaymentTerms: "payment_terms", GenericUser: "generic_user", LimitCut: "limit_cut", PendingTooLong: "pending_too_long",
	SMSUnknownBaseStation: "sms_unknown_base_station", SMSUnknownMSC: "sms_unknown_msc",
	SMSUnidentified: "sms_unidentified_subscriber", SMSAbsentSM: "sms_absent_subscriber_sm",
	SMSUnknownEquipment: "sms_unknown_equipment", SMSRoaming: "sms_roaming_not_allowed",
	SMSIllegalSubscriber: "sms_illegal_subscriber", SMSBearer: "sms_bearer_service_not_provisioned",
	SMSTeleservice: "sms_teleservice_not_provisioned", SMSIllegalEquipment: "sms_illegal_equipment",
	SMSForwarding: "sms_forwarding_violation", SMSClosedGroup: "sms_cug_reject",
	SMSSupplementary: "sms_supplementary_service", SMSFacility: "sms_facility_not_supported",
	SMSTargetStation: "sms_invalid_target_base_station", SMSNoRadio: "sms_no_radio_resource",
	SMSNoHandover: "sms_no_handover_number", SMSHandover: "sms_subsequent_handover_failure",
	SMSAbsent: "sms_absent_subscriber", SMSBusy: "sms_subscriber_busy", SMSMemoryFull: "sms_memory_full",
	SMSWaitingListFull: "sms_waiting_list_full", SMSSystemFailure: "sms_system_failure", SMSDataMissing: "sms_data_missing",
	SMSUnexpectedData: "sms_unexpected_data", SMSPagingAbsent: "sms_absent_60", SMSSwitchedOff: "sms_switched_off",
	SMSNoCoverage: "sms_no_coverage", SMSRoamingAbsent: "sms_absent_roaming", SMSDeregistered: "sms_deregistered",
	SMSPurged: "sms_purged", ViberInternal: "viber_internal", ViberBadType: "viber_bad_type",
	ViberBadParameters: "viber_bad_parameters", ViberTimeout: "viber_timeout", ViberUnauthorized: "viber_unauthorized",
	ViberNotPermitted: "viber_not_permitted", ViberBadLabel: "viber_bad_label", ViberBadTTL: "viber_bad_ttl",
	ViberThumbnail: "viber_thumbnail",
}

func (r Reason) String() string { return reasonNames[r] }

// Channel is the channel on which a reason can be met.
func (r Reason) Channel() Channel {
	switch name := r.String(); {
	case strings.HasPrefix(name, "sms_"):
		return SMS
	case strings.HasPrefix(name, "viber_"):
		return Viber
	}
	return WhatsApp
}

// Error is the reason in the network's words.
func (r Reason) Error() string { return reasonNames[r] }

// Reasons lists all reasons: a provider's table of codes wants a row for each that it can meet.
func Reasons() []Reason {
	all := make([]Reason, 0, reasonEnd-1)
	for r := NoReason + 1; r < reasonEnd; r++ {
		all = append(all, r)
	}
	return all
}
