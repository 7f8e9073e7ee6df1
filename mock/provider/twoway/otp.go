package twoway

import (
	"encoding/base64"
	"strconv"
	"strings"
	"time"

	"github.com/mynah-sim/mynah/mock/network"
	"github.com/mynah-sim/mynah/mock/wire"
)

// What one-time passwords keep to (twoway 2.14).
const (
	otpLife    = 10 * time.Minute
	otpResends = 3
)

// oneTime is a one-time password that was sent to a phone.
type oneTime struct {
	code    string
	expires time.Time
	left    int // resends
}

type otpIn struct {
	Body struct {
		PhoneNumber  string `json:"phoneNumber"`
		Template     string `json:"template"`
		CaptchaToken string `json:"captchaToken"` // ignored
	}
}

type otpOut struct {
	PhoneNumber int64  `json:"phoneNumber"`
	OTP         int    `json:"otp"`
	ExpiresAt   string `json:"expiresAt"`
	ResendsLeft int    `json:"resendsLeft"`
}

// otpPost sends a one-time password; a repeat sends the same one while it is good (twoway 2.14).
func otpPost(t *tx, _ *caller, in otpIn) (otpOut, error) {
	digits := digitsOf(in.Body.PhoneNumber)
	phone, err := strconv.ParseInt(digits, 10, 64)
	if err != nil || len(digits) < 7 || len(digits) > 15 {
		return otpOut{}, errPhone
	}
	o := t.p.logins.otps[phone]
	switch {
	case o == nil || !t.now.Before(o.expires):
		o = &oneTime{code: t.p.chance.digits("one-time passwords", 6), expires: t.now.Add(otpLife), left: otpResends}
		t.p.logins.otps[phone] = o
	case o.left == 0:
		return otpOut{}, errResends
	default:
		o.left--
	}
	t.sendFromVendor(digits, o.code+" is your TwoWay.ai code")
	code, _ := strconv.Atoi(o.code)
	return otpOut{phone, code, stamp(o.expires), o.left}, nil
}

// sendFromVendor sends a text into the network for the auth service, which has no number of its own: it takes the first number of the
// world that is linked to a phone. Whoever is not there gets nothing.
func (t *tx) sendFromVendor(number, text string) bool {
	for _, a := range t.p.accounts {
		if a.kind == typeBusiness || a.state != stateOpen || !a.linked {
			continue
		}
		_, err := t.p.net.Send(network.Draft{
			Account: a.team.owner, Channel: network.WhatsApp, From: a.number, To: number, Content: network.Text{Body: text},
		})
		h, missing := t.p.net.Handset(number)
		return err == nil && missing == nil && hasWhatsApp(h)
	}
	return false
}

func hasWhatsApp(h network.Handset) bool {
	for _, c := range h.Apps {
		if c == network.WhatsApp {
			return true
		}
	}
	return false
}

// otpFits tells whether a code is the one that was sent to a phone and is still good.
func (t *tx) otpFits(phone int64, code string) bool {
	o := t.p.logins.otps[phone]
	return o != nil && t.now.Before(o.expires) && o.code == code
}

// rightOTP judges the header X-OTP of a caller.
func (t *tx) rightOTP(who *caller) bool {
	phone, err := strconv.ParseInt(strings.TrimPrefix(who.phone, "+"), 10, 64)
	return err == nil && t.otpFits(phone, who.otp)
}

// confirmOtp verifies a one-time password (twoway 2.14).
func confirmOtp(t *tx, who *caller, _ wire.Empty) (success, error) {
	if !t.rightOTP(who) {
		return success{}, errOTP
	}
	return success{true}, nil
}

type passwordIn struct {
	Body struct {
		Password string `json:"password"`
	}
}

// usersPasswordPatch sets the password of the user whose phone got the one-time password (twoway 2.14).
func usersPasswordPatch(t *tx, who *caller, in passwordIn) (wire.Empty, error) {
	if !t.rightOTP(who) {
		return wire.Empty{}, errOTP
	}
	if sum, err := base64.StdEncoding.DecodeString(in.Body.Password); err != nil || len(sum) != 32 {
		return wire.Empty{}, errInvalid
	}
	phone, _ := strconv.ParseInt(strings.TrimPrefix(who.phone, "+"), 10, 64) // rightOTP has read it
	u := t.p.userByPhone(phone)
	if u == nil {
		return wire.Empty{}, errOTP
	}
	u.password, u.updated = in.Body.Password, t.now
	return wire.Empty{}, nil
}
