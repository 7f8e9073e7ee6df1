package twoway

import (
	"crypto/sha256"
	"encoding/base64"
	"time"
)

// user is a user of the auth service (twoway 4.11 User).
type user struct {
	id, fullName     string
	phone            int64 // 0: none
	email            *string
	password         string // base64 of the SHA-256 digest
	created, updated time.Time
	lastTeam         string
	notify           notifyModel
	signature        *string
	referral         *string
	partnership      *string
	method           string
	push             []pushSubscription
	active           time.Time // an access token is good until then
}

// notifyModel says how a user is told.
type notifyModel struct {
	WhatsApp *bool `json:"whatsapp,omitempty"`
	Email    *bool `json:"email,omitempty"`
	Desktop  *bool `json:"desktop,omitempty"`
}

type pushSubscription struct {
	Endpoint  string `json:"endpoint"`
	AuthKey   string `json:"authKey"`
	P256dhKey string `json:"p256dhKey"`
}

// digest is how passwords are kept and given: base64 of SHA-256 (twoway 4.11 passwordEncoding).
func digest(plain string) string {
	sum := sha256.Sum256([]byte(plain))
	return base64.StdEncoding.EncodeToString(sum[:])
}

func (p *Provider) user(id string) *user {
	for _, u := range p.users {
		if u.id == id {
			return u
		}
	}
	return nil
}

func (p *Provider) userByPhone(phone int64) *user {
	for _, u := range p.users {
		if u.phone == phone {
			return u
		}
	}
	return nil
}

// userView is a user as answers show it.
type userView struct {
	ID                   string             `json:"id"`
	FullName             string             `json:"fullName"`
	CreatedAt            string             `json:"createdAt"`
	UpdatedAt            string             `json:"updatedAt"`
	LastUsedTeamID       string             `json:"lastUsedTeamId,omitempty"`
	PhoneNumber          *int64             `json:"phoneNumber"`
	EmailAddress         *string            `json:"emailAddress,omitempty"`
	ReferralCode         *string            `json:"referralCode,omitempty"`
	Signature            *string            `json:"signature,omitempty"`
	Partnership          *string            `json:"partnership,omitempty"`
	CreatedByMethod      string             `json:"createdByMethod,omitempty"`
	Notify               notifyModel        `json:"notify"`
	Memberships          []memberView       `json:"memberships,omitempty"`
	WebPushSubscriptions []pushSubscription `json:"webPushSubscriptions,omitempty"`
}

func (u *user) view() userView {
	v := userView{
		ID: u.id, FullName: u.fullName, CreatedAt: stamp(u.created), UpdatedAt: stamp(u.updated), LastUsedTeamID: u.lastTeam,
		EmailAddress: u.email, ReferralCode: u.referral, Signature: u.signature, Partnership: u.partnership, CreatedByMethod: u.method,
		Notify: u.notify, WebPushSubscriptions: u.push,
	}
	if u.phone != 0 {
		phone := u.phone
		v.PhoneNumber = &phone
	}
	return v
}

// teamsOf are the teams of a user, in the order of their making.
func (p *Provider) teamsOf(u *user) (all []*team) {
	for _, t := range p.teams {
		if t.member(u.id) != nil {
			all = append(all, t)
		}
	}
	return all
}
