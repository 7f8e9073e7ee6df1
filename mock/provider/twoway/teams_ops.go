package twoway

import (
	"slices"
	"strconv"
	"time"

	"github.com/mynah-sim/mynah/mock/wire"
)

// inviteLife is how long an invite link is good (twoway 2.14).
const inviteLife = 7 * 24 * time.Hour

// newTeam makes a team of a user, who holds all scopes in it.
func (t *tx) newTeam(u *user, metadata teamMetadata) *team {
	name := metadata.CompanyName
	if name == "" {
		name = u.fullName
	}
	made := &team{
		id: uuidOf(t.p.chance.secretly("teams")), owner: t.p.teams[0].owner, name: name, created: t.now, updated: t.now,
		createdBy: u.id, metadata: metadata,
	}
	made.members = []*member{{user: u, team: made, added: t.now, scopes: allScopes()}}
	u.lastTeam = made.id
	t.p.teams = append(t.p.teams, made)
	return made
}

type teamsGetIn struct {
	Q                    string   `query:"q"`
	Partnership          string   `query:"partnership"`
	OnboardingScoreMin   *float64 `query:"onboardingScoreMin"`
	OnboardingScoreMax   *float64 `query:"onboardingScoreMax"`
	CreatedAfter         string   `query:"createdAfter"`
	CompletedSteps       []string `query:"completedSteps"`
	ID                   []string `query:"id"`
	UserID               string   `query:"userId"`
	Count                *int     `query:"count"`
	Page                 *int     `query:"page"`
	IncludeTeamMembers   bool     `query:"includeTeamMembers"`
	IncludeInviteLinks   bool     `query:"includeInviteLinks"`
	IncludeTotal         bool     `query:"includeTotal"`
	IncludeCreator       bool     `query:"includeCreator"`
	ReturnOnboardingScor bool     `query:"returnOnboardingScore"`
	Partner              string   `query:"partner"`
}

type teamsList struct {
	Total *int       `json:"total,omitempty"`
	Teams []teamView `json:"teams"`
}

// teamsGet lists the teams that the user is in, all of them for administrators (twoway 2.14).
func teamsGet(t *tx, who *caller, in teamsGetIn) (teamsList, error) {
	after, _ := time.Parse(time.RFC3339, in.CreatedAfter) // the document has judged it; zero: none
	var found []*team
	for _, team := range t.p.teams {
		score := float64(team.score())
		switch {
		case !who.scopes.has("ADMIN_PANEL_ACCESS") && team.member(who.user.id) == nil,
			in.Q != "" && !contains(team.name, in.Q),
			in.Partnership != "" && !slices.ContainsFunc(team.members, func(m *member) bool { return orEmpty(m.user.partnership) == in.Partnership }),
			in.OnboardingScoreMin != nil && score < *in.OnboardingScoreMin, in.OnboardingScoreMax != nil && score > *in.OnboardingScoreMax,
			in.CreatedAfter != "" && !team.created.After(after),
			!team.completed(in.CompletedSteps),
			len(in.ID) > 0 && !slices.Contains(in.ID, team.id),
			in.UserID != "" && team.member(in.UserID) == nil,
			in.Partner != "" && team.partnerAdmin != in.Partner:
			continue
		}
		found = append(found, team)
	}
	out := teamsList{Teams: []teamView{}}
	if in.IncludeTotal {
		out.Total = new(len(found))
	}
	for _, team := range pageOf(found, in.Page, in.Count) {
		out.Teams = append(out.Teams, t.teamView(who, team, in))
	}
	return out, nil
}

func (t *tx) teamView(who *caller, team *team, in teamsGetIn) teamView {
	v := team.view()
	if in.ReturnOnboardingScor {
		v.OnboardingScore = new(team.score())
	}
	if creator := t.p.user(team.createdBy); in.IncludeCreator && creator != nil {
		nested := creator.view()
		v.Creator = &nested
	}
	if in.IncludeTeamMembers && who.scopes.has("TEAMMEMBERS_READ") {
		for _, m := range team.members {
			view, nested := m.view(), m.user.view()
			view.User = &nested
			v.Members = append(v.Members, view)
		}
	}
	if in.IncludeInviteLinks && who.scopes.has("TEAMLINK_READ") {
		for _, l := range team.invites {
			if t.now.Before(l.expires) {
				v.InviteLinks = append(v.InviteLinks, l.view())
			}
		}
	}
	return v
}

// score is the part of the introduction that a team has done, in percent.
func (t *team) score() int { return len(t.steps) * 100 / onboardingSteps }

// onboardingSteps is how many steps the introduction has (twoway 4.11 OnboardingStepID).
const onboardingSteps = 20

func (t *team) completed(steps []string) bool {
	for _, step := range steps {
		if !slices.ContainsFunc(t.steps, func(done stepDone) bool { return done.ID == step }) {
			return false
		}
	}
	return true
}

type teamsPatchIn struct {
	Body struct {
		Name     *string       `json:"name"`
		Metadata *teamMetadata `json:"metadata"`
		Members  []struct {
			ID     string    `json:"id"`
			Scopes *[]string `json:"scopes"`
			Delete bool      `json:"delete"`
		} `json:"members"`
		InviteLinks []struct {
			ID     string `json:"id"`
			Delete bool   `json:"delete"`
		} `json:"inviteLinks"`
	}
}

// teamsPatch changes the team, its members and its invite links, all or nothing (twoway 2.14).
func teamsPatch(t *tx, who *caller, in teamsPatchIn) (success, error) {
	b, team := in.Body, who.team
	switch {
	case len(b.Members) > 0 && !who.scopes.has("TEAMMEMBERS_UPDATE"), len(b.InviteLinks) > 0 && !who.scopes.has("TEAMLINK_CREATE"):
		return success{}, errScope
	}
	for _, m := range b.Members {
		switch {
		case m.ID == who.user.id:
			return success{}, errSelf
		case team.member(m.ID) == nil:
			return success{}, errUser
		}
	}
	var changed []string
	if b.Name != nil {
		team.name, changed = *b.Name, append(changed, "name")
	}
	if b.Metadata != nil {
		team.metadata, changed = *b.Metadata, append(changed, "metadata")
	}
	if len(changed) > 0 {
		t.tellTeam(team, changed...)
	}
	for _, l := range b.InviteLinks {
		if l.Delete {
			team.invites = slices.DeleteFunc(team.invites, func(o *inviteLink) bool { return o.id == l.ID })
		}
	}
	for _, m := range b.Members {
		t.changeMember(team, m.ID, m.Scopes, m.Delete)
	}
	return success{true}, nil
}

// changeMember changes the scopes of a member, or takes it out.
func (t *tx) changeMember(team *team, id string, names *[]string, gone bool) {
	m := team.member(id)
	switch {
	case gone:
		team.members = slices.DeleteFunc(team.members, func(o *member) bool { return o == m })
		t.tell("teammember-delete", team, "", map[string]string{"userId": id, "teamId": team.id})
	case names != nil:
		m.scopes, _ = scopesOf(*names) // the document knows them all
		t.tell("teammember-update", team, "", some(m.view(), []string{"userId", "teamId", "scopes"}))
	}
}

// tellTeam tells which members of a team have changed.
func (t *tx) tellTeam(team *team, members ...string) {
	team.updated = t.now
	t.tell("team-update", team, "", some(team.view(), append(members, "id", "updatedAt")))
}

type invitePostIn struct {
	Body struct {
		Scopes []string `json:"scopes"`
	}
}

// inviteLinksPost makes an invite link; nobody can give what he lacks (twoway 2.14).
func inviteLinksPost(t *tx, who *caller, in invitePostIn) (inviteLinkView, error) {
	set, _ := scopesOf(in.Body.Scopes) // the document knows them all
	if !set.within(who.scopes) {
		return inviteLinkView{}, errScope
	}
	l := &inviteLink{
		id: uuidOf(t.p.chance.secretly("invite links")), team: who.team, createdBy: who.user.id, created: t.now,
		expires: t.now.Add(inviteLife), scopes: set,
	}
	who.team.invites = append(who.team.invites, l)
	return l.view(), nil
}

// inviteLink finds a link that is still good, of whatever team.
func (t *tx) inviteLink(id string) (*inviteLink, error) {
	for _, team := range t.p.teams {
		for _, l := range team.invites {
			if l.id == id && t.now.Before(l.expires) {
				return l, nil
			}
		}
	}
	return nil, errInviteLink
}

// inviteLinksGet answers a link with its team (twoway 2.14).
func inviteLinksGet(t *tx, _ *caller, in idIn) (inviteLinkView, error) {
	l, err := t.inviteLink(in.ID)
	if err != nil {
		return inviteLinkView{}, err
	}
	v, nested := l.view(), l.team.view()
	v.Team = &nested
	return v, nil
}

// teamsJoinInvite makes the user a member of the team of a link (twoway 2.14).
func teamsJoinInvite(t *tx, who *caller, in idQuery) (wire.Empty, error) {
	l, err := t.inviteLink(in.ID)
	if err != nil {
		return wire.Empty{}, err
	}
	if l.team.member(who.user.id) == nil {
		m := &member{user: who.user, team: l.team, added: t.now, addedBy: l.createdBy, scopes: l.scopes}
		l.team.members = append(l.team.members, m)
		t.tell("teammember-insert", l.team, "", m.view())
	}
	return wire.Empty{}, nil
}

type stepIn struct {
	Step string `path:"step"`
}

// teamsCompletedOnboardingStepPost notes a step of the introduction as done (twoway 2.14).
func teamsCompletedOnboardingStepPost(t *tx, who *caller, in stepIn) (success, error) {
	if !who.team.completed([]string{in.Step}) {
		who.team.steps = append(who.team.steps, stepDone{in.Step, stamp(t.now), who.user.id})
		t.tellTeam(who.team, "onboardingStepsDone")
	}
	return success{true}, nil
}

type partnerIn struct {
	TeamID string `path:"teamId"`
	Body   struct {
		PartnerAdmin *string `json:"partnerAdmin"`
	}
}

// partnerTeamPatch sets who looks after a team (twoway 2.14).
func partnerTeamPatch(t *tx, _ *caller, in partnerIn) (success, error) {
	team := t.p.team(in.TeamID)
	if team == nil {
		return success{}, errTeam
	}
	team.partnerAdmin = orEmpty(in.Body.PartnerAdmin)
	t.tellTeam(team, "partnerAdmin")
	return success{true}, nil
}

type notifyIn struct {
	UserID         string `query:"userId"`
	TeamID         string `query:"teamId"`
	NotifyWhatsApp *bool  `query:"notifyWhatsApp"`
	NotifyEmail    *bool  `query:"notifyEmail"`
	NotifyDesktop  *bool  `query:"notifyDesktop"`
	Body           struct {
		Title      string         `json:"title"`
		Content    string         `json:"content"`
		Parameters map[string]any `json:"parameters"`
	}
}

type notifyOut struct {
	WhatsApp any `json:"whatsapp"`
	Email    any `json:"email"`
	Desktop  any `json:"desktop"`
}

// notify tells a user something: by WhatsApp into the network, by mail and on the desktop it is noted only (twoway 2.14).
func notify(t *tx, who *caller, in notifyIn) (notifyOut, error) {
	team := who.team
	if in.TeamID != "" && in.TeamID != team.id {
		return notifyOut{}, errTeam
	}
	id := in.UserID
	if id == "" {
		id = team.createdBy
	}
	m := team.member(id)
	if m == nil {
		return notifyOut{}, errUser
	}
	text, err := render(in.Body.Title+"\n"+in.Body.Content, valuesOf(in.Body.Parameters))
	if err != nil {
		return notifyOut{}, err
	}
	way := func(asked, own *bool, send func() any) any {
		on := asked != nil && *asked || asked == nil && own != nil && *own
		if !on {
			return false
		}
		return send()
	}
	u := m.user
	note := func() any {
		t.p.notices = append(t.p.notices, notice{u.id, text, t.now})
		return true
	}
	return notifyOut{
		WhatsApp: way(in.NotifyWhatsApp, u.notify.WhatsApp, func() any {
			if u.phone == 0 || !t.sendFromVendor(strconv.FormatInt(u.phone, 10), text) {
				return "User is not on WhatsApp"
			}
			return true
		}),
		Email: way(in.NotifyEmail, u.notify.Email, func() any {
			if u.email == nil {
				return "User has no e-mail address"
			}
			return note()
		}),
		Desktop: way(in.NotifyDesktop, u.notify.Desktop, note),
	}, nil
}

// notice is what a user was told outside the network.
type notice struct {
	user, text string
	at         time.Time
}
