package twoway

import (
	"slices"
	"time"
)

// TeamConfig is a team of the world: everything belongs to one.
type TeamConfig struct {
	ID       string
	Owner    string // account of the network
	Name     string
	Users    []UserConfig
	Tokens   []TokenConfig
	Accounts []AccountConfig
}

// UserConfig is a user of a team.
type UserConfig struct {
	ID, Name string
	Phone    int64
	Password string
	Scopes   []string // nil: all
}

// TokenConfig is a static token (twoway 1.3).
type TokenConfig struct {
	Token  string
	Scopes []string // nil: all
}

// team is a team of the auth service (twoway 4.11 Team).
type team struct {
	id, owner, name  string
	created, updated time.Time
	createdBy        string
	metadata         teamMetadata
	partnerAdmin     string
	members          []*member
	invites          []*inviteLink
	steps            []stepDone
}

type teamMetadata struct {
	CompanyName         string `json:"companyName,omitempty"`
	CompanyEmailAddress string `json:"companyEmailAddress,omitempty"`
	CompanyWebsite      string `json:"companyWebsite,omitempty"`
	Industry            string `json:"industry,omitempty"`
}

// member is a user in a team.
type member struct {
	user    *user
	team    *team
	added   time.Time
	addedBy string
	scopes  scopes
}

type stepDone struct {
	ID     string `json:"id"`
	DoneAt string `json:"doneAt"`
	DoneBy string `json:"doneBy"`
}

// inviteLink lets users join (twoway 2.14).
type inviteLink struct {
	id        string
	team      *team
	createdBy string
	created   time.Time
	expires   time.Time
	scopes    scopes
}

func (p *Provider) team(id string) *team {
	for _, t := range p.teams {
		if t.id == id {
			return t
		}
	}
	return nil
}

// member finds a user in a team; nil when the user is none of it.
func (t *team) member(userID string) *member {
	for _, m := range t.members {
		if m.user.id == userID {
			return m
		}
	}
	return nil
}

// load makes a team that the world starts with.
func (t *tx) load(c TeamConfig) {
	made := &team{id: c.ID, owner: c.Owner, name: c.Name, created: t.now, updated: t.now}
	t.p.teams = append(t.p.teams, made)
	for _, u := range c.Users {
		t.loadUser(made, u)
	}
	for _, token := range c.Tokens {
		t.p.settings.tokens = append(t.p.settings.tokens, &staticToken{
			token: token.Token, team: made, user: made.members[0].user, scopes: heldBy(token.Scopes),
		})
	}
	for _, a := range c.Accounts {
		t.loadAccount(made, a)
	}
}

// heldBy are the scopes that a configuration names; nil means all.
func heldBy(names []string) scopes {
	if names == nil {
		return allScopes()
	}
	set, _ := scopesOf(names)
	return set
}

func (t *tx) loadUser(made *team, c UserConfig) {
	u := &user{
		id: c.ID, fullName: c.Name, phone: c.Phone, password: digest(c.Password), created: t.now, updated: t.now,
		lastTeam: made.id, notify: notifyModel{Desktop: new(false), Email: new(false), WhatsApp: new(true)},
	}
	t.p.users = append(t.p.users, u)
	if made.createdBy == "" {
		made.createdBy = u.id
	}
	made.members = append(made.members, &member{user: u, team: made, added: t.now, scopes: heldBy(c.Scopes)})
}

// teamView is a team as answers show it.
type teamView struct {
	ID                  string           `json:"id"`
	Name                string           `json:"name"`
	CreatedAt           string           `json:"createdAt"`
	UpdatedAt           string           `json:"updatedAt"`
	CreatedBy           string           `json:"createdBy,omitempty"`
	Creator             *userView        `json:"creator,omitempty"`
	Scopes              []string         `json:"scopes"`
	Metadata            teamMetadata     `json:"metadata"`
	Members             []memberView     `json:"members,omitempty"`
	InviteLinks         []inviteLinkView `json:"inviteLinks,omitempty"`
	PartnerAdmin        *string          `json:"partnerAdmin,omitempty"`
	OnboardingStepsDone []stepDone       `json:"onboardingStepsDone,omitempty"`
	OnboardingScore     *int             `json:"onboardingScore,omitempty"`
}

func (t *team) view() teamView {
	return teamView{
		ID: t.id, Name: t.name, CreatedAt: stamp(t.created), UpdatedAt: stamp(t.updated), CreatedBy: t.createdBy, Scopes: Scopes(),
		Metadata: t.metadata, PartnerAdmin: textOrNil(t.partnerAdmin), OnboardingStepsDone: slices.Clone(t.steps),
	}
}

// memberView is a membership as answers show it; nested objects are cut after one level (twoway 4.11).
type memberView struct {
	Team    *teamView `json:"team,omitempty"`
	User    *userView `json:"user,omitempty"`
	UserID  string    `json:"userId"`
	TeamID  string    `json:"teamId"`
	AddedAt string    `json:"addedAt"`
	AddedBy *string   `json:"addedBy,omitempty"`
	Scopes  []string  `json:"scopes"`
}

func (m *member) view() memberView {
	return memberView{
		UserID: m.user.id, TeamID: m.team.id, AddedAt: stamp(m.added), AddedBy: textOrNil(m.addedBy), Scopes: m.scopes.names(),
	}
}

type inviteLinkView struct {
	ID        string    `json:"id"`
	TeamID    string    `json:"teamId"`
	CreatedBy string    `json:"createdBy"`
	CreatedAt string    `json:"createdAt"`
	ExpiresAt string    `json:"expiresAt"`
	Scopes    []string  `json:"scopes"`
	Team      *teamView `json:"team,omitempty"`
}

func (l *inviteLink) view() inviteLinkView {
	return inviteLinkView{
		ID: l.id, TeamID: l.team.id, CreatedBy: l.createdBy, CreatedAt: stamp(l.created), ExpiresAt: stamp(l.expires),
		Scopes: l.scopes.names(),
	}
}
