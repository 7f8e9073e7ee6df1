package network

import (
	"slices"
	"strings"
	"unicode"
)

// NumberSettings are what a WhatsApp business number has beside its connection (network 1.2). The zero value is that of a new number:
// catalog hidden, cart on, calls off, name approved.
type NumberSettings struct {
	PhoneID       string // phone number id: digits; empty: none is shown
	NameStatus    string // APPROVED, AVAILABLE_WITHOUT_REVIEW, DECLINED, EXPIRED, PENDING_REVIEW, NONE; empty: APPROVED
	Official      bool   // the badge of an official business account
	Unverified    bool   // code_verification_status UNVERIFIED
	CatalogShown  bool   // is_catalog_visible (network 6.5)
	CartOff       bool   // is_cart_enabled is false (network 6.5)
	IdentityCheck bool   // a send with another identity hash fails (network 3.14)
	Welcome       bool   // a first look at an empty chat is told: request_welcome (network 3.8)
	PIN           string // two-step verification, 6 digits; empty: none
	PublicKey     string // PEM, with which flows that have an endpoint are sealed (network 3.15); empty: none
	Catalog       string // of a linked sender, which has no WABA; empty: none (the others have their WABA's)
	Calling       CallSettings
	Profile       Profile
}

// CallSettings are the calling switch and its relatives (network 3.21).
type CallSettings struct {
	On         bool
	IconHidden bool       // people see no call icon
	CallBack   bool       // a call of the person lets the business call back
	Countries  []string   // the icon shows only to people of these, two letters each; nil: everywhere
	Hours      *CallHours // nil: at any time
}

// CallHours are when a number takes calls. Times of day are four digits, such as 0930.
type CallHours struct {
	Zone     string // IANA name
	Weekly   []CallDay
	Holidays []CallHoliday
}

// CallDay is a span on a day of the week, MONDAY to SUNDAY.
type CallDay struct{ Day, Open, Close string }

// CallHoliday is a span on one day, YYYY-MM-DD, which replaces those of the week.
type CallHoliday struct{ Date, Open, Close string }

// Profile is what people see of a number (network 1.2). Empty members are not set.
type Profile struct {
	About, Address, Description, Email string
	Vertical                           string // line of business, in the words in which it was given
	Websites                           []string
	Photo                              Picture
}

// Picture is an image of a profile or product: its bytes, or where it is. Data is shared and must not be changed.
type Picture struct {
	MIME string
	Data []byte
	Link string
}

// IsZero tells whether no picture is set.
func (p Picture) IsZero() bool { return p.Link == "" && len(p.Data) == 0 }

func (s NumberSettings) clone() NumberSettings {
	s.Profile.Websites = slices.Clone(s.Profile.Websites)
	s.Calling.Countries = slices.Clone(s.Calling.Countries)
	if s.Calling.Hours != nil {
		hours := *s.Calling.Hours
		hours.Weekly, hours.Holidays = slices.Clone(hours.Weekly), slices.Clone(hours.Holidays)
		s.Calling.Hours = &hours
	}
	return s
}

// judgeProfile is what the platform itself refuses of a profile; lengths and words are the surface's document (network 1.2, 3.5).
func judgeProfile(p Profile) error {
	var found []Breach
	if p.Email != "" && !strings.Contains(p.Email, "@") {
		found = append(found, Breach{Member: "email", Rule: RulePattern})
	}
	if p.About != "" && strings.TrimFunc(p.About, unicode.IsSpace) == "" {
		found = append(found, Breach{Member: "about", Rule: RuleRequired})
	}
	return breached(ErrProfileInvalid, found)
}

// ChangeProfile changes the profile of a WhatsApp number under the lock: f gets the present value and answers the new one. What the
// platform refuses is a *BreachError of ErrProfileInvalid, and nothing changes.
func (n *Network) ChangeProfile(number string, f func(Profile) Profile) error {
	return n.do(func(t *tx) error {
		s := n.sendersBy[senderKey{WhatsApp, number}]
		if s == nil {
			return ErrSenderUnknown
		}
		p := f(s.Sender.clone().Profile)
		if err := judgeProfile(p); err != nil {
			return err
		}
		before := s.Sender
		s.Profile = p
		t.senderTurned(s, before, "")
		return nil
	})
}

// clone is a copy that shares nothing that can be changed.
func (s Sender) clone() Sender {
	s.NumberSettings = s.NumberSettings.clone()
	s.Also = slices.Clone(s.Also)
	return s
}
