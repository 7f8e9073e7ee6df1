package twoway

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/mynah-sim/mynah/mock/wire"
)

// How long tokens live (twoway 1.3).
const (
	accessLife  = time.Hour
	refreshLife = 14 * 24 * time.Hour
)

// logins are what the auth service keeps beside users and teams.
type logins struct {
	refresh []*refreshToken
	otps    map[int64]*oneTime
}

func newLogins() logins { return logins{otps: map[int64]*oneTime{}} }

// refreshToken is good for 14 days after its last use.
type refreshToken struct {
	token   string
	user    *user
	created time.Time
	expires time.Time
	used    uint64 // order of use
}

// staticToken is an opaque token that never expires (twoway 1.3).
type staticToken struct {
	token  string
	team   *team
	user   *user
	scopes scopes
}

func (p *Provider) staticToken(token string) *staticToken {
	for _, s := range p.settings.tokens {
		if s.token == token {
			return s
		}
	}
	return nil
}

// refreshToken finds a good refresh token and pushes its end ahead; nil when there is none.
func (t *tx) refreshToken(token string) *refreshToken {
	for _, r := range t.p.logins.refresh {
		if r.token == token && t.now.Before(r.expires) {
			t.use(r)
			return r
		}
	}
	return nil
}

func (t *tx) use(r *refreshToken) {
	t.p.serial++
	r.expires, r.used = t.now.Add(refreshLife), t.p.serial
}

// newRefreshToken gives a user a refresh token.
func (t *tx) newRefreshToken(u *user) *refreshToken {
	r := &refreshToken{token: uuidOf(t.p.chance.secretly("refresh tokens")), user: u, created: t.now}
	t.use(r)
	t.p.logins.refresh = append(t.p.logins.refresh, r)
	return r
}

// access gives out an access token.
func (t *tx) access(u *user, in *team, granted scopes) string {
	u.active = t.now.Add(accessLife)
	c := claims{
		Scope: granted.binary(), Exp: t.now.Add(accessLife).Unix(), Iat: t.now.Unix(), Iss: t.p.world,
		User: claimsUser{ID: u.id, TeamID: in.id, FullName: u.fullName, PhoneNumber: u.phone},
	}
	if u.email != nil {
		c.User.EmailAddress = *u.email
	}
	return t.p.signer.sign(c)
}

// enter finds the team of a login and the scopes that are granted: the wanted ones, all that the user holds when none is. false: the
// user is no member, or lacks one of them.
func (t *tx) enter(u *user, teamID string, wanted scopes) (*team, scopes, bool) {
	if teamID == "" {
		teamID = u.lastTeam
	}
	in := t.p.team(teamID)
	if in == nil || in.member(u.id) == nil {
		return nil, scopes{}, false
	}
	held := in.member(u.id).scopes
	if wanted == (scopes{}) {
		return in, held, true
	}
	return in, wanted, wanted.within(held)
}

type oauthIn struct {
	Body struct {
		GrantType    string  `json:"grant_type"`
		Username     string  `json:"username"`
		Password     string  `json:"password"`
		Scope        string  `json:"scope"`
		RefreshToken string  `json:"refresh_token"`
		TeamID       string  `json:"team_id"`
		Expiration   float64 `json:"expiration"` // ignored
	}
}

// oauthToken is the answer of the token endpoint (twoway 4.11 OAuthTokenResponse).
type oauthToken struct {
	AccessToken        string `json:"access_token"`
	TokenType          string `json:"token_type"`
	ExpiresIn          int    `json:"expires_in"`
	Scope              string `json:"scope"`
	RefreshToken       string `json:"refresh_token"`
	RefreshTokenExpiry string `json:"refresh_token_expiry"`
}

// oauthTokenPost is the token endpoint of the password flow (twoway 1.3).
func oauthTokenPost(t *tx, _ *caller, in oauthIn) (oauthToken, error) {
	b := in.Body
	wanted, unknown := scopesOf(strings.Fields(b.Scope))
	var r *refreshToken
	switch {
	case b.GrantType == "refresh_token" && b.RefreshToken == "":
		return oauthToken{}, errGrantRequest
	case b.GrantType == "refresh_token":
		if r = t.refreshToken(b.RefreshToken); r == nil {
			return oauthToken{}, errGrant
		}
	case b.GrantType != "" && b.GrantType != "password":
		return oauthToken{}, errGrantType
	case b.Username == "" || b.Password == "":
		return oauthToken{}, errGrantRequest
	}
	if len(unknown) > 0 {
		return oauthToken{}, errGrantUnknown
	}
	u := t.loggedIn(r, b.Username, digest(b.Password))
	if u == nil {
		return oauthToken{}, errGrant
	}
	team, granted, ok := t.enter(u, b.TeamID, wanted)
	if !ok {
		return oauthToken{}, errGrantScope
	}
	if r == nil {
		r = t.newRefreshToken(u)
	}
	return oauthToken{
		t.access(u, team, granted), "Bearer", int(accessLife.Seconds()), strings.Join(granted.names(), " "), r.token, stamp(r.expires),
	}, nil
}

// loggedIn is the user of a refresh token, or of a phone number with its password; nil when they do not fit.
func (t *tx) loggedIn(r *refreshToken, phone, password string) *user {
	if r != nil {
		return r.user
	}
	number, err := strconv.ParseInt(strings.TrimPrefix(phone, "+"), 10, 64)
	if err != nil {
		return nil
	}
	u := t.p.userByPhone(number)
	if u == nil || u.password != password {
		return nil
	}
	return u
}

type tokenIn struct {
	Body struct {
		RefreshToken       *string  `json:"refreshToken"`
		PhoneNumber        float64  `json:"phoneNumber"`
		Password           string   `json:"password"`
		PasswordEncoding   string   `json:"passwordEncoding"`
		ReturnRefreshToken bool     `json:"returnRefreshToken"`
		TeamID             string   `json:"teamId"`
		Scopes             []string `json:"scopes"`
		UpdateLastUsedTeam bool     `json:"updateLastUsedTeam"`
		Force              bool     `json:"force"`
	}
}

// tokenOut is the answer of the vendor's login (twoway 4.11 TokenResponse).
type tokenOut struct {
	AccessToken        string  `json:"access_token"`
	RefreshToken       string  `json:"refresh_token,omitempty"`
	RefreshTokenExpiry *string `json:"refresh_token_expiry,omitempty"`
	WasForced          bool    `json:"was_forced"`
}

// tokenPost is the vendor's login (twoway 2.13).
func tokenPost(t *tx, _ *caller, in tokenIn) (tokenOut, error) {
	b := in.Body
	var r *refreshToken
	if b.RefreshToken != nil {
		if r = t.refreshToken(*b.RefreshToken); r == nil {
			return tokenOut{}, errRefresh
		}
	}
	password := b.Password
	if b.PasswordEncoding == "plaintext" {
		password = digest(password)
	}
	u := t.loggedIn(r, strconv.FormatInt(int64(b.PhoneNumber), 10), password)
	if u == nil {
		return tokenOut{}, errLogin
	}
	wanted, _ := scopesOf(b.Scopes) // the document knows them all
	team, granted, ok := t.enter(u, b.TeamID, wanted)
	if !ok {
		return tokenOut{}, errScope
	}
	conflict := t.p.settings.singleLogin && t.now.Before(u.active)
	if conflict && !b.Force {
		return tokenOut{}, errActiveLogin
	}
	if b.UpdateLastUsedTeam {
		u.lastTeam = team.id
	}
	if b.ReturnRefreshToken && r == nil {
		r = t.newRefreshToken(u)
	}
	out := tokenOut{AccessToken: t.access(u, team, granted), WasForced: conflict}
	if r != nil {
		out.RefreshToken, out.RefreshTokenExpiry = r.token, stampOrNil(r.expires)
	}
	return out, nil
}

type refreshTokenView struct {
	Token     string `json:"token"`
	UserID    string `json:"userId"`
	CreatedAt string `json:"createdAt"`
	ExpiresAt string `json:"expiresAt"`
}

// tokenGet lists the refresh tokens of the user, the most recently used first (twoway 2.13).
func tokenGet(t *tx, who *caller, _ wire.Empty) ([]refreshTokenView, error) {
	var own []*refreshToken
	for _, r := range t.p.logins.refresh {
		if r.user == who.user && t.now.Before(r.expires) {
			own = append(own, r)
		}
	}
	slices.SortFunc(own, func(a, b *refreshToken) int { return int(b.used) - int(a.used) })
	out := []refreshTokenView{}
	for _, r := range own {
		out = append(out, refreshTokenView{r.token, r.user.id, stamp(r.created), stamp(r.expires)})
	}
	return out, nil
}

type tokenDeleteIn struct {
	Token string `query:"token"`
}

// tokenDelete revokes one refresh token of the user, or all; access tokens stay good until they expire (twoway 2.13).
func tokenDelete(t *tx, who *caller, in tokenDeleteIn) (wire.Empty, error) {
	t.p.logins.refresh = slices.DeleteFunc(t.p.logins.refresh, func(r *refreshToken) bool {
		return r.user == who.user && (in.Token == "" || in.Token == r.token)
	})
	return wire.Empty{}, nil
}

type externalIn struct {
	Body struct {
		Type         string `json:"type"`
		IDToken      string `json:"idToken"`
		Username     string `json:"username"`
		Password     string `json:"password"`
		ReferralCode string `json:"referralCode"`
	}
}

type externalOut struct {
	AccessToken        string  `json:"access_token"`
	RefreshToken       string  `json:"refresh_token"`
	RefreshTokenExpiry *string `json:"refresh_token_expiry"`
	Created            bool    `json:"created"`
}

// external is a credential of another service that the scenario has made known.
type external struct {
	Type     string `json:"type"` // firebase, boutir
	IDToken  string `json:"idToken,omitempty"`
	Username string `json:"username,omitempty"`
	Password string `json:"password,omitempty"`
	FullName string `json:"fullName,omitempty"`
	Phone    int64  `json:"phoneNumber,omitempty"`
	user     string // that it belongs to
}

// tokenPostExternal logs in with a credential of another service; a new user gets a team (twoway 2.14).
func tokenPostExternal(t *tx, _ *caller, in externalIn) (externalOut, error) {
	b := in.Body
	i := slices.IndexFunc(t.p.settings.externals, func(e external) bool {
		return e.Type == b.Type && e.IDToken == b.IDToken && e.Username == b.Username && e.Password == b.Password
	})
	if i < 0 {
		return externalOut{}, errExternal
	}
	known := &t.p.settings.externals[i]
	u := t.p.user(known.user)
	if u == nil && known.Phone != 0 {
		u = t.p.userByPhone(known.Phone)
	}
	created := u == nil
	if created {
		name := known.FullName
		if name == "" {
			name = known.Username
		}
		u = t.newUser(name, known.Phone, "", b.Type)
		if b.ReferralCode != "" {
			u.referral = &b.ReferralCode
		}
		t.newTeam(u, teamMetadata{})
	}
	known.user = u.id
	team, granted, ok := t.enter(u, "", scopes{})
	if !ok {
		return externalOut{}, errScope
	}
	r := t.newRefreshToken(u)
	return externalOut{t.access(u, team, granted), r.token, stampOrNil(r.expires), created}, nil
}
