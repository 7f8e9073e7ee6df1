package twoway

import "slices"

// scopeBits are the 68 scopes with their bits in the binary scope string of a token (twoway 1.4, 4.11). Three names share bit 30:
// a token with one of them passes for all.
var scopeBits = map[string]int{
	"WA_STATE":                   0,
	"CONTACTS_READ_ASSIGNED":     2,
	"CONTACTS_READ_ALL":          3,
	"CONTACTS_CREATE":            4,
	"CONTACTS_DELETE":            5,
	"CONTACTS_UPDATE":            6,
	"CAMPAIGNS_READ":             7,
	"CAMPAIGNS_CREATE":           8,
	"CAMPAIGNS_DELETE":           9,
	"CAMPAIGNS_UPDATE":           10,
	"KEYWORD_READ":               11,
	"KEYWORD_CREATE":             12,
	"KEYWORD_DELETE":             13,
	"KEYWORD_UPDATE":             14,
	"TEMPLATES_READ":             15,
	"TEMPLATES_CREATE":           16,
	"TEMPLATES_DELETE":           17,
	"TEMPLATES_UPDATE":           18,
	"TAGS_READ":                  19,
	"TAGS_CREATE":                20,
	"TAGS_DELETE":                21,
	"TOKENS_READ":                22,
	"TOKENS_DELETE":              23,
	"USERS_PATCH":                24,
	"REFERRAL_APPLY_CREDIT":      25,
	"CONTACTS_EXPORT_BUTTON":     26,
	"TEAM_UPDATE":                29,
	"ACCOUNT_CREATE":             30,
	"ACCOUNT_PATCH":              30,
	"TEAMMEMBERS_UPDATE":         30,
	"ACCOUNT_READ":               31,
	"ACCOUNT_DELETE":             32,
	"TEAMLINK_CREATE":            38,
	"TEAMLINK_READ":              39,
	"TEAMMEMBERS_READ":           40,
	"TEAM_NOTIFY":                52,
	"CHATS_ACCESS_ALL":           55,
	"CHATS_ACCESS_ASSIGNED":      56,
	"CHATS_DELETE":               57,
	"MESSAGES_SEND_TO_ASSIGNED":  58,
	"MESSAGES_SEND_TO_ALL":       59,
	"MESSAGES_SCHEDULE":          60,
	"MESSAGES_DELETE":            61,
	"GROUPS_CREATE":              62,
	"GROUPS_UPDATE":              63,
	"NOTES":                      64,
	"CHATDADDY_HOOK":             65,
	"NOTIFICATION_READ":          66,
	"NOTIFICATION_CREATE":        67,
	"NOTIFICATION_UPDATE":        68,
	"NOTIFICATION_DELETE":        69,
	"INTEGRATIONS_UPDATE":        71,
	"ADMIN_PANEL_ACCESS":         72,
	"PAYMENTS_READ":              78,
	"PAYMENTS_UPDATE":            79,
	"WA_LIVE_EVENTS":             80,
	"PARTNER_ADMIN_PANEL_ACCESS": 81,
	"PRODUCTS_GET":               82,
	"PRODUCTS_CREATE":            83,
	"PRODUCTS_UPDATE":            84,
	"PRODUCTS_DELETE":            85,
	"PAYMENT_INTEGRATION_READ":   86,
	"PAYMENT_INTEGRATION_WRITE":  87,
	"PAYMENT_RECORDS_READ":       88,
	"PAYMENT_RECORDS_WRITE":      89,
	"METRICS_GET":                90,
	"ACCOUNTS_READ_ASSIGNED":     91,
	"AUTOCOMPLETE_GET":           92,
}

// otpOps take a one-time password instead of a token: header Authorization: X-OTP <phoneNumber>:<otp> (twoway 2.14).
var otpOps = map[string]bool{"confirmOtp": true, "usersPasswordPatch": true}

// scopes is a set of bits.
type scopes [2]uint64

// scopesOf is the set of some names; unknown ones are told.
func scopesOf(names []string) (set scopes, unknown []string) {
	for _, name := range names {
		bit, ok := scopeBits[name]
		if !ok {
			unknown = append(unknown, name)
			continue
		}
		set[bit/64] |= 1 << (bit % 64)
	}
	return set, unknown
}

// allScopes is what a user holds that nobody has narrowed.
func allScopes() scopes {
	set, _ := scopesOf(scopeNames)
	return set
}

func (s scopes) has(name string) bool {
	bit := scopeBits[name]
	return s[bit/64]&(1<<(bit%64)) != 0
}

// any tells whether one of the names is in the set.
func (s scopes) any(names []string) bool { return slices.ContainsFunc(names, s.has) }

// within tells whether the set has nothing that the other lacks.
func (s scopes) within(o scopes) bool { return s[0]&^o[0] == 0 && s[1]&^o[1] == 0 }

// binary is the text of the token: character n is the scope with bit n, and the last one is a 1 (twoway 4.11 JWT).
func (s scopes) binary() string {
	var text []byte
	for bit, last := 0, 0; bit < 128; bit++ {
		digit := byte('0')
		if s[bit/64]&(1<<(bit%64)) != 0 {
			digit, last = '1', bit+1
		}
		text = append(text, digit)
		if bit == 127 {
			text = text[:last]
		}
	}
	return string(text)
}

// parseScopes reads the binary text of a token.
func parseScopes(text string) (s scopes) {
	for bit := range min(len(text), 128) {
		if text[bit] == '1' {
			s[bit/64] |= 1 << (bit % 64)
		}
	}
	return s
}

// names lists the set in the order of the bits.
func (s scopes) names() []string {
	all := []string{}
	for _, name := range scopeNames {
		if s.has(name) {
			all = append(all, name)
		}
	}
	return all
}

// scopeNames are all names in the order of their bits.
var scopeNames = func() (names []string) {
	for name := range scopeBits {
		names = append(names, name)
	}
	slices.SortFunc(names, func(a, b string) int {
		if d := scopeBits[a] - scopeBits[b]; d != 0 {
			return d
		}
		if a < b {
			return -1
		}
		return 1
	})
	return names
}()

// Scopes lists the names of all scopes.
func Scopes() []string { return slices.Clone(scopeNames) }
