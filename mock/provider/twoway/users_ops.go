package twoway

import (
	"slices"
	"strconv"
	"strings"

	"github.com/mynah-sim/mynah/mock/wire"
)

// newUser makes a user (twoway 2.14 POST /users).
func (t *tx) newUser(name string, phone int64, password, method string) *user {
	u := &user{
		id: uuidOf(t.p.chance.draw("users")), fullName: name, phone: phone, password: password, created: t.now, updated: t.now,
		method: method, notify: notifyModel{WhatsApp: new(true), Email: new(true), Desktop: new(true)},
	}
	t.p.users = append(t.p.users, u)
	return u
}

// tellUser tells the teams of a user of it; one without a team is told to whoever asked.
func (t *tx) tellUser(event string, u *user, asking *team, data any) {
	teams := t.p.teamsOf(u)
	if len(teams) == 0 && asking != nil {
		teams = []*team{asking}
	}
	for _, team := range teams {
		t.tell(event, team, "", data)
	}
}

type usersGetIn struct {
	Q                  string   `query:"q"`
	Partnership        []string `query:"partnership"`
	ID                 []string `query:"id"`
	OriginalTeamID     []string `query:"originalTeamId"`
	Count              *int     `query:"count"`
	Page               *int     `query:"page"`
	IncludeMemberships bool     `query:"includeMemberships"`
	IncludeTotal       bool     `query:"includeTotal"`
}

type usersList struct {
	Total *int       `json:"total,omitempty"`
	Users []userView `json:"users"`
}

// usersGet lists users: all of them for administrators, else the members of the team (twoway 2.14).
func usersGet(t *tx, who *caller, in usersGetIn) (usersList, error) {
	var found []*user
	for _, u := range t.p.users {
		switch {
		case !who.scopes.has("ADMIN_PANEL_ACCESS") && who.team.member(u.id) == nil,
			in.Q != "" && !contains(u.fullName, in.Q) && !contains(strconv.FormatInt(u.phone, 10), in.Q) && !contains(orEmpty(u.email), in.Q),
			len(in.Partnership) > 0 && !slices.Contains(in.Partnership, orEmpty(u.partnership)),
			len(in.ID) > 0 && !slices.Contains(in.ID, u.id),
			len(in.OriginalTeamID) > 0 && !t.p.firstTeam(u, in.OriginalTeamID):
			continue
		}
		found = append(found, u)
	}
	out := usersList{Users: []userView{}}
	if in.IncludeTotal {
		out.Total = new(len(found))
	}
	for _, u := range pageOf(found, in.Page, in.Count) {
		v := u.view()
		if in.IncludeMemberships {
			for _, team := range t.p.teamsOf(u) {
				m, nested := team.member(u.id).view(), team.view()
				m.Team = &nested
				v.Memberships = append(v.Memberships, m)
			}
		}
		out.Users = append(out.Users, v)
	}
	return out, nil
}

// firstTeam tells whether the first team of a user is one of some.
func (p *Provider) firstTeam(u *user, ids []string) bool {
	teams := p.teamsOf(u)
	return len(teams) > 0 && slices.Contains(ids, teams[0].id)
}

// contains looks for a text without regard to case.
func contains(text, part string) bool {
	return strings.Contains(strings.ToLower(text), strings.ToLower(part))
}

func orEmpty(text *string) string {
	if text == nil {
		return ""
	}
	return *text
}

// pageSize is how many entries a page has that names no count (twoway 1.2).
const pageSize = 20

// pageOf is a numbered page of a list, from 1.
func pageOf[T any](all []T, page, count *int) []T {
	size, number := pageSize, 1
	if count != nil {
		size = *count
	}
	if page != nil {
		number = *page
	}
	from := min((number-1)*size, len(all))
	return all[from:min(from+size, len(all))]
}

type usersPostIn struct {
	Body struct {
		FullName     string       `json:"fullName"`
		PhoneNumber  float64      `json:"phoneNumber"`
		Password     string       `json:"password"`
		EmailAddress *string      `json:"emailAddress"`
		Metadata     teamMetadata `json:"metadata"`
		Notify       *notifyModel `json:"notify"`
		ReferralCode *string      `json:"referralCode"`
	}
}

// usersPost makes a user with a team of its own: for administrators, or for whoever has a one-time password (twoway 2.14).
func usersPost(t *tx, who *caller, in usersPostIn) (userView, error) {
	method := "admin-panel"
	if who.user == nil {
		method = "otp"
		if !t.rightOTP(who) {
			return userView{}, errOTP
		}
	}
	phone := int64(in.Body.PhoneNumber)
	if t.p.userByPhone(phone) != nil {
		return userView{}, errUserExists
	}
	u := t.newUser(in.Body.FullName, phone, in.Body.Password, method)
	u.email, u.referral = in.Body.EmailAddress, in.Body.ReferralCode
	if in.Body.Notify != nil {
		u.notify = *in.Body.Notify
	}
	made := t.newTeam(u, in.Body.Metadata)
	t.tell("user-insert", made, "", u.view())
	t.tell("team-insert", made, "", made.view())
	t.tell("teammember-insert", made, "", made.members[0].view())
	return u.view(), nil
}

type usersPatchIn struct {
	UserID string `query:"userId"`
	Body   struct {
		FullName             *string             `json:"fullName"`
		Password             *string             `json:"password"`
		Signature            *string             `json:"signature"`
		EmailAddress         nullable[string]    `json:"emailAddress"`
		Partnership          nullable[string]    `json:"partnership"`
		Notify               *notifyModel        `json:"notify"`
		PhoneNumber          *float64            `json:"phoneNumber"`
		OTP                  *float64            `json:"otp"`
		WebPushSubscriptions *[]pushSubscription `json:"webPushSubscriptions"`
	}
}

// usersPatch changes the user of the token, or another one for administrators. A new number wants the one-time password that was sent
// to it (twoway 2.14).
func usersPatch(t *tx, who *caller, in usersPatchIn) (userView, error) {
	u, b := who.user, in.Body
	if in.UserID != "" && in.UserID != u.id {
		if !who.scopes.has("ADMIN_PANEL_ACCESS") {
			return userView{}, errScope
		}
		if u = t.p.user(in.UserID); u == nil {
			return userView{}, errUser
		}
	}
	var changed []string
	if b.PhoneNumber != nil && int64(*b.PhoneNumber) != u.phone {
		phone := int64(*b.PhoneNumber)
		if b.OTP == nil || !t.otpFits(phone, strconv.FormatInt(int64(*b.OTP), 10)) {
			return userView{}, errOTP
		}
		u.phone, changed = phone, append(changed, "phoneNumber")
	}
	set := func(name string, to **string, value *string) {
		*to, changed = value, append(changed, name)
	}
	if b.FullName != nil {
		u.fullName, changed = *b.FullName, append(changed, "fullName")
	}
	if b.Password != nil {
		u.password = *b.Password
	}
	if b.Signature != nil {
		set("signature", &u.signature, b.Signature)
	}
	if b.EmailAddress.given {
		set("emailAddress", &u.email, b.EmailAddress.value)
	}
	if b.Partnership.given {
		set("partnership", &u.partnership, b.Partnership.value)
	}
	if b.Notify != nil {
		u.notify, changed = *b.Notify, append(changed, "notify")
	}
	if b.WebPushSubscriptions != nil {
		u.push, changed = *b.WebPushSubscriptions, append(changed, "webPushSubscriptions")
	}
	u.updated = t.now
	t.tellUser("user-update", u, who.team, some(u.view(), append(changed, "id", "updatedAt")))
	return u.view(), nil
}

type idQuery struct {
	ID string `query:"id"`
}

// usersDelete takes a user away, with its memberships and refresh tokens (twoway 2.14).
func usersDelete(t *tx, who *caller, in idQuery) (wire.Empty, error) {
	u := t.p.user(in.ID)
	if u == nil {
		return wire.Empty{}, errUser
	}
	t.tellUser("user-delete", u, who.team, map[string]string{"id": u.id})
	for _, team := range t.p.teamsOf(u) {
		team.members = slices.DeleteFunc(team.members, func(m *member) bool { return m.user == u })
	}
	t.p.users = slices.DeleteFunc(t.p.users, func(o *user) bool { return o == u })
	t.p.logins.refresh = slices.DeleteFunc(t.p.logins.refresh, func(r *refreshToken) bool { return r.user == u })
	return wire.Empty{}, nil
}
