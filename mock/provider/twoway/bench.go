package twoway

import (
	"fmt"
	"slices"
	"strings"
)

// OwnerOf is the account of the network to which a credential belongs; empty when nobody knows it. What stands in a JWT is believed
// here: its signature is checked afterwards.
func (p *Provider) OwnerOf(credential string) string {
	p.mu.Lock()
	defer p.mu.Unlock()
	if s := p.staticToken(credential); s != nil {
		return s.team.owner
	}
	if strings.HasPrefix(credential, "issued by ") && len(p.teams) > 0 {
		return p.teams[0].owner
	}
	return ""
}

// StaticTokens lists the static tokens.
func (p *Provider) StaticTokens() (all []string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, s := range p.settings.tokens {
		all = append(all, s.token)
	}
	return all
}

// ScopesOf are the scopes of a static token.
func (p *Provider) ScopesOf(token string) []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	if s := p.staticToken(token); s != nil {
		return s.scopes.names()
	}
	return nil
}

// JudgeScopes tells of a name that is no scope.
func JudgeScopes(names []string) error {
	if _, unknown := scopesOf(names); len(unknown) > 0 {
		return &SettingError{"scopes", fmt.Sprintf("%q is no scope", unknown[0])}
	}
	return nil
}

// SetScopes gives all users and static tokens of the teams of an account other scopes.
func (p *Provider) SetScopes(owner string, names []string) error {
	if err := JudgeScopes(names); err != nil {
		return err
	}
	set, _ := scopesOf(names) // judged above
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, t := range p.teams {
		if t.owner != owner {
			continue
		}
		for _, m := range t.members {
			m.scopes = set
		}
	}
	for _, s := range p.settings.tokens {
		if s.team.owner == owner {
			s.scopes = set
		}
	}
	return nil
}

// AddTeam makes a further team.
func (p *Provider) AddTeam(c TeamConfig) {
	p.do(func(t *tx) { t.load(c) })
}

// RemoveTeam takes the teams of an account away, with everything that is theirs.
func (p *Provider) RemoveTeam(owner string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	gone := func(t *team) bool { return t.owner == owner }
	p.teams = slices.DeleteFunc(p.teams, gone)
	p.accounts = slices.DeleteFunc(p.accounts, func(a *account) bool { return gone(a.team) })
	p.tags = slices.DeleteFunc(p.tags, func(t *teamTag) bool { return gone(t.team) })
	p.settings.tokens = slices.DeleteFunc(p.settings.tokens, func(s *staticToken) bool { return gone(s.team) })
	p.subs = slices.DeleteFunc(p.subs, func(s *subscription) bool { return gone(s.team) })
}

// Pump takes in what has happened in the network, so that what a command has caused stands in the log before the next one.
func (p *Provider) Pump() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.catchUp()
}
