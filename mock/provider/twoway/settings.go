package twoway

import (
	"fmt"
	"slices"
)

// settings are what the API itself cannot change (control: settings of patchProvider).
type settings struct {
	singleLogin   bool
	tokens        []*staticToken
	signUpNumbers []string
	signUpTokens  []string // empty: any that does not start with invalid
	externals     []external
	rejectTerms   bool
	failExports   bool
}

// defaultNumbers are those of the embedded sign-up, unless the bench sets others.
var defaultNumbers = []string{"6580007001", "6580007002"}

// Settings are the settings of the provider as the bench sees them; nil members of a patch stay.
type Settings struct {
	MarketingTexts      *map[string]string   `json:"marketingTexts,omitempty"` // by account
	SingleLogin         *bool                `json:"singleLogin,omitempty"`
	StaticTokens        *map[string][]string `json:"staticTokens,omitempty"` // scopes by token
	SignUpNumbers       *[]string            `json:"signUpNumbers,omitempty"`
	SignUpTokens        *[]string            `json:"signUpTokens,omitempty"`
	ExternalCredentials *[]external          `json:"externalCredentials,omitempty"`
	RejectTerms         *bool                `json:"rejectTerms,omitempty"`
	FailExports         *bool                `json:"failExports,omitempty"`
	UserScopes          *map[string][]string `json:"userScopes,omitempty"` // by user
	PublicKey           string               `json:"publicKey,omitempty"`
	CatalogLinks        *map[string]string   `json:"catalogLinks,omitempty"` // catalog by account
}

// SettingError says what is wrong with a setting.
type SettingError struct{ Setting, Detail string }

func (e *SettingError) Error() string { return e.Setting + ": " + e.Detail }

// Settings answers all settings.
func (p *Provider) Settings() Settings {
	p.mu.Lock()
	defer p.mu.Unlock()
	texts, tokens, users, catalogs := map[string]string{}, map[string][]string{}, map[string][]string{}, map[string]string{}
	for _, a := range p.accounts {
		texts[a.id], catalogs[a.id] = a.marketing, a.catalog
	}
	for _, s := range p.settings.tokens {
		tokens[s.token] = s.scopes.names()
	}
	for _, t := range p.teams {
		for _, m := range t.members {
			users[m.user.id] = m.scopes.names()
		}
	}
	s := p.settings
	numbers, signUps, externals := slices.Clone(s.signUpNumbers), append([]string{}, s.signUpTokens...), append([]external{}, s.externals...)
	return Settings{
		MarketingTexts: &texts, SingleLogin: &s.singleLogin, StaticTokens: &tokens, SignUpNumbers: &numbers, SignUpTokens: &signUps,
		ExternalCredentials: &externals, RejectTerms: &s.rejectTerms, FailExports: &s.failExports, UserScopes: &users,
		PublicKey: p.PublicKey(), CatalogLinks: &catalogs,
	}
}

// ChangeSettings changes what the patch names, all or nothing.
func (p *Provider) ChangeSettings(s Settings) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if err := p.judgeSettings(s); err != nil {
		return err
	}
	set := &p.settings
	assign(&set.singleLogin, s.SingleLogin)
	assign(&set.signUpTokens, s.SignUpTokens)
	assign(&set.signUpNumbers, s.SignUpNumbers)
	assign(&set.externals, s.ExternalCredentials)
	assign(&set.rejectTerms, s.RejectTerms)
	assign(&set.failExports, s.FailExports)
	if s.MarketingTexts != nil {
		for id, text := range *s.MarketingTexts {
			p.accountByID(id).marketing = text
		}
	}
	if s.CatalogLinks != nil {
		for id, catalog := range *s.CatalogLinks {
			p.accountByID(id).catalog = catalog
		}
	}
	if s.StaticTokens != nil {
		for token, names := range *s.StaticTokens {
			p.setToken(token, names)
		}
	}
	if s.UserScopes != nil {
		for id, names := range *s.UserScopes {
			for _, t := range p.teams {
				if m := t.member(id); m != nil {
					m.scopes, _ = scopesOf(names) // judged above
				}
			}
		}
	}
	return nil
}

func assign[T any](to *T, value *T) {
	if value != nil {
		*to = *value
	}
}

// setToken gives a static token of the first team other scopes, or makes it.
func (p *Provider) setToken(token string, names []string) {
	set, _ := scopesOf(names) // judged before
	if s := p.staticToken(token); s != nil {
		s.scopes = set
		return
	}
	team := p.teams[0]
	p.settings.tokens = append(p.settings.tokens, &staticToken{token: token, team: team, user: team.members[0].user, scopes: set})
}

func (p *Provider) judgeSettings(s Settings) error {
	for setting, given := range map[string]*map[string][]string{"staticTokens": s.StaticTokens, "userScopes": s.UserScopes} {
		if given == nil {
			continue
		}
		for key, names := range *given {
			if _, unknown := scopesOf(names); len(unknown) > 0 {
				return &SettingError{setting, fmt.Sprintf("%s: %q is no scope", key, unknown[0])}
			}
			if setting == "userScopes" && p.user(key) == nil {
				return &SettingError{setting, fmt.Sprintf("%q is no user", key)}
			}
		}
	}
	for setting, given := range map[string]*map[string]string{"marketingTexts": s.MarketingTexts, "catalogLinks": s.CatalogLinks} {
		if given == nil {
			continue
		}
		for id, value := range *given {
			if p.accountByID(id) == nil {
				return &SettingError{setting, fmt.Sprintf("%q is no account", id)}
			}
			if _, err := p.net.Catalog(value); setting == "catalogLinks" && value != "" && err != nil {
				return &SettingError{setting, fmt.Sprintf("%q is no catalog", value)}
			}
		}
	}
	if s.SignUpNumbers != nil && len(*s.SignUpNumbers) == 0 {
		return &SettingError{"signUpNumbers", "one number at least"}
	}
	return nil
}
