package network

import "strings"

// The restrictions of a WhatsApp business account that stop sends (network 1.2).
const (
	RestrictedBusiness = "RESTRICTED_BIZ_INITIATED_MESSAGING"
	RestrictedCustomer = "RESTRICTED_CUSTOMER_INITIATED_MESSAGING"
)

// checkStanding judges how the platform stands to the business: its account, and the name of its number (network 1.2, 3.12, 3.17).
func checkStanding(t *tx, s *sender, d *Draft, _ *handset, _ *chat) Reason {
	w := t.n.wabas[s.WABA]
	if s.Channel != WhatsApp || s.Kind == "linked" || w == nil {
		return NoReason
	}
	restriction := RestrictedCustomer
	if _, template := d.Content.(TemplateMessage); template {
		restriction = RestrictedBusiness
	}
	switch {
	case w.Banned(), w.Review == "REJECTED", w.Restricted(restriction, instant(t.now())):
		return Locked
	case strings.HasPrefix(s.ID, "1555") && !s.named():
		return DisplayName
	}
	return NoReason
}

// named tells whether the platform has approved the display name of a number.
func (s *sender) named() bool {
	return s.NameStatus == "" || s.NameStatus == "APPROVED" || s.NameStatus == "AVAILABLE_WITHOUT_REVIEW"
}

// checkPayment wants a payment method of the business account (network 3.19 step 18).
func checkPayment(t *tx, s *sender, _ *Draft, _ *handset, _ *chat) Reason {
	if w := t.n.wabas[s.WABA]; s.Channel == WhatsApp && s.Kind != "linked" && w != nil && w.NoPayment {
		return Payment
	}
	return NoReason
}
