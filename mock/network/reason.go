package network

import (
	"strconv"
)

// stage is when the check of a reason is due that the account does not judge in the call (network 3.19).
type stage uint8

const (
	stageDelivery   stage = iota // D: dispatched, then failed
	stageSubmission              // S: failed without dispatched
	stageAir                     // later than dispatch: found out on the way to the phone
)

// found says at which step of network 3.19 a reason is found. A reason that is not here is judged at dispatch, at stage D.
type found struct {
	key   string // of checks.sync; empty: never in the call
	stage stage
}

var judged = map[Reason]found{
	SenderDown: {"state", stageSubmission}, Locked: {"state", stageSubmission}, Unregistered: {"state", stageSubmission},
	Certificate: {"state", stageSubmission}, Maintenance: {"state", stageSubmission},
	ServiceUnavailable: {"state", stageSubmission}, AccessDenied: {"state", stageSubmission}, DisplayName: {"state", stageSubmission},
	PaymentTerms: {"state", stageSubmission}, LimitCut: {"state", stageSubmission}, NotListed: {"state", stageSubmission},
	Throughput: {"rate", stageDelivery}, PairRate: {"rate", stageDelivery},
	GroupUnknown: {"group", stageSubmission}, GroupRight: {"group", stageSubmission}, GroupKind: {"group", stageSubmission},
	BlockedByBusiness: {"blocklist", stageSubmission},
	TemplateUnknown:   {"template", stageSubmission}, TemplateRegion: {"template", stageSubmission},
	TemplateNotApproved: {"template", stageSubmission}, TemplatePaused: {"template", stageSubmission},
	TemplateDisabled: {"template", stageSubmission}, ParamCount: {"template", stageSubmission},
	ParamFormat: {"template", stageSubmission}, ParamLength: {"template", stageSubmission}, TTLRange: {"template", stageSubmission},
	ParamPolicy: {"template", stageSubmission}, ParamValue: {"template", stageSubmission},
	NotOnChannel: {"recipient", stageDelivery}, Country: {"recipient", stageDelivery},
	WindowClosed: {"window", stageDelivery}, ContactInvalid: {"contact", stageSubmission},
	MediaUnknown: {"media_id", stageSubmission}, MediaType: {"media_type", stageSubmission},
	MediaSize: {"media_size", stageSubmission}, MediaFetch: {"media_size", stageSubmission},
	Restricted:    {"spam", stageDelivery},
	MarketingStop: {"marketing", stageDelivery}, MarketingLimit: {"marketing", stageDelivery}, Experiment: {"marketing", stageDelivery},
	Identity: {"identity", stageDelivery},
	Region:   {"content", stageDelivery}, BusinessRecipient: {"content", stageDelivery}, CatalogUnknown: {"content", stageDelivery},
	CatalogUnlinked: {"content", stageDelivery}, ProductUnknown: {"content", stageDelivery}, FlowUnknown: {"content", stageDelivery},
	FlowState: {"content", stageDelivery}, FlowBlocked: {"content", stageDelivery}, FlowThrottled: {"content", stageDelivery},
	KindUnsupported: {"content", stageDelivery}, TextLength: {"content", stageDelivery},
	TargetUnknown: {"target", stageDelivery}, Payment: {"payment", stageDelivery}, BlockedByUser: {"block", stageDelivery},
	Expired: {"", stageAir}, PendingTooLong: {"", stageAir},
	ViberBadService: {"service", stageSubmission}, ViberBadData: {"shape", stageSubmission}, ViberFileType: {"shape", stageSubmission},
	ViberFileName: {"shape", stageSubmission}, ViberFileSize: {"shape", stageSubmission}, ViberDuration: {"shape", stageSubmission},
	ViberInternal: {"service", stageSubmission}, ViberBadType: {"shape", stageSubmission}, ViberBadParameters: {"shape", stageSubmission},
	ViberTimeout: {"service", stageSubmission}, ViberUnauthorized: {"service", stageSubmission},
	ViberNotPermitted: {"service", stageSubmission}, ViberBadLabel: {"shape", stageSubmission}, ViberBadTTL: {"shape", stageSubmission},
	ViberThumbnail: {"shape", stageSubmission},
}

// smsCode is a row of network 4.7.
type smsCode struct {
	code  string // four digits are hexadecimal, two are decimal
	again bool   // the SMS centre tries again until the validity is over
}

// smsCodes are the codes of network 4.7 by reason. "Again" without a word in the source counts as yes.
var smsCodes = map[Reason]smsCode{
	SMSUnknownSubscriber: {"0001", false}, SMSUnknownBaseStation: {"0002", false}, SMSUnknownMSC: {"0003", false},
	SMSUnidentified: {"0005", true}, SMSAbsentSM: {"0006", true}, SMSUnknownEquipment: {"0007", false}, SMSRoaming: {"0008", true},
	SMSIllegalSubscriber: {"0009", false}, SMSBearer: {"000a", true}, SMSTeleservice: {"000b", false},
	SMSIllegalEquipment: {"000c", false}, SMSBarred: {"000d", true}, SMSForwarding: {"000e", true}, SMSClosedGroup: {"000f", true},
	SMSSupplementary: {"0010", true}, SMSFacility: {"0015", true}, SMSTargetStation: {"0017", true}, SMSNoRadio: {"0018", true},
	SMSNoHandover: {"0019", true}, SMSHandover: {"001a", true}, SMSAbsent: {"001b", true}, SMSBusy: {"31", true},
	SMSMemoryFull: {"32", true}, SMSWaitingListFull: {"33", true}, SMSSystemFailure: {"34", true}, SMSDataMissing: {"35", true},
	SMSUnexpectedData: {"36", true}, SMSPagingAbsent: {"60", true}, SMSSwitchedOff: {"61", true}, SMSNoCoverage: {"62", true},
	SMSRoamingAbsent: {"63", true}, SMSDeregistered: {"64", true}, SMSPurged: {"65", true},
}

// viberCodes are the codes of network 5 by reason; those without a number are left out.
var viberCodes = map[Reason]int{
	ViberInternal: 1, ViberBadService: 2, ViberBadData: 3, ViberBadType: 5, ViberBadParameters: 6, ViberTimeout: 7, ViberBlocked: 8,
	ViberNoUser: 9, ViberNoDevice: 10, ViberUnauthorized: 11, ViberNotPermitted: 13, ViberBadLabel: 18, ViberBadTTL: 20,
	ViberWaitForUser: 21, ViberFileType: 28,
}

// viberNumbers are the codes of network 5, that of a blocked service first.
func viberNumbers() []string {
	words := []string{"8"}
	for code := range 29 {
		if r := viberReason(code); r != NoReason && code != 8 {
			words = append(words, strconv.Itoa(code))
		}
	}
	return words
}

// viberReason is the reason of a code.
func viberReason(code int) Reason {
	for r, known := range viberCodes {
		if known == code {
			return r
		}
	}
	return NoReason
}

// SMSCode is the code of an SMS reason and whether the SMS centre tries again (network 4.7); an empty code: none.
func SMSCode(r Reason) (code string, again bool) {
	c := smsCodes[r]
	return c.code, c.again
}

// ViberCode is the code of a Viber reason (network 5); 0: none.
func ViberCode(r Reason) int { return viberCodes[r] }

// ParseReason reads the name of a reason.
func ParseReason(name string) (Reason, bool) {
	for _, r := range Reasons() {
		if r.String() == name {
			return r, true
		}
	}
	return NoReason, false
}

// foundAt is the step at which a reason is found. Temporary reasons of SMS are found on the air, by each try.
func (r Reason) foundAt() found {
	if code, ok := smsCodes[r]; ok && code.again && r != SMSBarred {
		return found{"", stageAir}
	}
	return judged[r]
}
