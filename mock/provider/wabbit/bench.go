package wabbit

import (
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/mynah-sim/mynah/mock/network"
)

// Settings are what the real service keeps in its panel, and what no operation changes (wabbit 1.12), in the words of the bench.
// Changing them replaces what is given; contact flags are changed by number, users by id.
type Settings struct {
	Groups           []GroupSetting               `json:"groups"`
	Permissions      map[string]PermissionSetting `json:"permissionDefaults"` // by role
	GroupPermissions map[string]PermissionSetting `json:"groupPermissions"`   // by the id of a group; they win over the role's
	Rules            []RuleSetting                `json:"defaultRules"`
	Engine           *EngineSetting               `json:"ruleEngine"` // null: the default one
	Directories      []DirectorySetting           `json:"contactProviders"`
	Plugins          []PluginSetting              `json:"plugins"`
	ProviderKeys     []string                     `json:"providerKeys"`
	RefreshTokens    []RefreshSetting             `json:"refreshTokens"`
	Contacts         map[string]ContactFlags      `json:"contactFlags"` // by number
	Users            []UserSetting                `json:"users"`
	Webhooks         []WebhookSetting             `json:"webhooks"`
	SendMode         string                       `json:"sendMode"`
	Dialect          string                       `json:"websocketDialect"`
	PublicURL        string                       `json:"publicUrl"` // empty: the listener's
}

// GroupSetting is a group with the ids of its members.
type GroupSetting struct {
	ID      int    `json:"id,omitempty"` // 0 in a change: a new one
	Name    string `json:"name"`
	Members []int  `json:"members"`
}

// PermissionSetting are the rights of new users.
type PermissionSetting struct {
	UseTags bool   `json:"canUseTags"`
	Read    string `json:"canReadChats"`
	Write   string `json:"canWriteToChats"`
}

// RuleSetting is a rule of the default rule engine; absent members are blank.
type RuleSetting struct {
	Tag    int    `json:"taggedWith,omitempty"`
	User   int    `json:"assignToUser,omitempty"`
	Group  int    `json:"assignToGroup,omitempty"`
	Method string `json:"groupAssignMethod,omitempty"`
}

// EngineSetting is the custom rule engine.
type EngineSetting struct {
	URL     string            `json:"url"`
	Headers map[string]string `json:"headers,omitempty"`
}

// DirectorySetting is a contact provider.
type DirectorySetting struct {
	ID       string           `json:"id,omitempty"` // empty in a change: drawn
	Type     string           `json:"type"`
	Name     string           `json:"name"`
	Contacts []ContactSetting `json:"contacts"`
	Paging   *bool            `json:"paging,omitempty"` // absent: true
	Count    *bool            `json:"count,omitempty"`  // absent: true
}

// ContactSetting is an entry of a contact provider.
type ContactSetting struct {
	Name         string           `json:"name"`
	PhoneNumbers []string         `json:"phoneNumbers"`
	Emails       []string         `json:"emailAddresses,omitempty"`
	Avatar       string           `json:"avatar,omitempty"`
	LargeAvatar  string           `json:"largeAvatar,omitempty"`
	URLs         []string         `json:"urls,omitempty"`
	Companies    []CompanySetting `json:"companies,omitempty"`
}

// CompanySetting is where somebody works.
type CompanySetting struct {
	JobTitle    string `json:"jobTitle"`
	CompanyName string `json:"companyName"`
}

// PluginSetting is a plugin with its data.
type PluginSetting struct {
	Type     string           `json:"type"`
	Data     map[string]any   `json:"data"`
	Variants []VariantSetting `json:"variants,omitempty"`
}

// VariantSetting is what a plugin answers to certain query values.
type VariantSetting struct {
	When map[string]string `json:"when"`
	Data map[string]any    `json:"data"`
}

// RefreshSetting is a refresh token.
type RefreshSetting struct {
	Token     string     `json:"token"`
	UserID    int        `json:"userId"`
	ExpiresAt *time.Time `json:"expiresAt,omitempty"`
}

// ContactFlags are what a person did to the business.
type ContactFlags struct {
	Blocked  bool `json:"blocked"`
	Reported bool `json:"reported"`
}

// UserSetting is a user; whether it is active and its pictures can be changed.
type UserSetting struct {
	ID          int     `json:"id"`
	Username    string  `json:"username,omitempty"`
	Role        string  `json:"role,omitempty"`
	Active      bool    `json:"active"`
	Avatar      *string `json:"avatar,omitempty"` // absent in a change: as it was; empty: none
	LargeAvatar *string `json:"largeAvatar,omitempty"`
}

// WebhookSetting are the switches of a webhook, by its id.
type WebhookSetting struct {
	ID       int  `json:"id"`
	UserID   int  `json:"userId,omitempty"`
	Incoming bool `json:"onIncomingMessage"`
	Outgoing bool `json:"onOutgoingMessage"`
	Assigned bool `json:"onAssigned"`
}

// SettingError says which setting cannot be as asked.
type SettingError struct{ Setting, Detail string }

func (e *SettingError) Error() string { return fmt.Sprintf("setting %s: %s", e.Setting, e.Detail) }

// Settings answers those of an inbox. Error: network.ErrAccountUnknown.
func (p *Provider) Settings(account string) (Settings, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.pump()
	b := p.inbox(account)
	if b == nil {
		return Settings{}, fmt.Errorf("inbox %q: %w", account, network.ErrAccountUnknown)
	}
	return b.settings(), nil
}

func (b *inbox) settings() Settings {
	s := Settings{
		Groups: []GroupSetting{}, Permissions: map[string]PermissionSetting{}, GroupPermissions: map[string]PermissionSetting{},
		Rules: []RuleSetting{}, Directories: []DirectorySetting{}, Plugins: []PluginSetting{}, RefreshTokens: []RefreshSetting{},
		ProviderKeys: append([]string{}, slices.Sorted(maps.Keys(b.providerKeys))...), Contacts: map[string]ContactFlags{},
		Users: []UserSetting{}, Webhooks: []WebhookSetting{}, SendMode: b.sendMode, Dialect: b.dialect, PublicURL: b.publicURL,
	}
	for _, g := range b.groups {
		one := GroupSetting{ID: g.ID, Name: g.Name, Members: []int{}}
		for _, u := range b.users {
			if u.in(g.ID) {
				one.Members = append(one.Members, u.id)
			}
		}
		s.Groups = append(s.Groups, one)
	}
	for role, rights := range b.defaults {
		s.Permissions[role] = PermissionSetting(rights)
	}
	for id, rights := range b.groupRights {
		s.GroupPermissions[fmt.Sprint(id)] = PermissionSetting(rights)
	}
	for _, r := range b.rules {
		s.Rules = append(s.Rules, RuleSetting{r.Tag, r.User, r.Group, r.Method})
	}
	if b.engine.URL != "" {
		s.Engine = &EngineSetting{b.engine.URL, maps.Clone(b.engine.Headers)}
	}
	b.lists(&s)
	return s
}

// lists writes the lists of the settings.
func (b *inbox) lists(s *Settings) {
	for _, d := range b.directories {
		s.Directories = append(s.Directories, d.setting())
	}
	for _, p := range b.plugins {
		one := PluginSetting{Type: p.Type, Data: p.Data}
		for _, v := range p.Variants {
			one.Variants = append(one.Variants, VariantSetting(v))
		}
		s.Plugins = append(s.Plugins, one)
	}
	for _, t := range b.refreshes {
		one := RefreshSetting{Token: t.Value, UserID: t.UserID}
		if !t.Ends.IsZero() {
			one.ExpiresAt = &t.Ends
		}
		s.RefreshTokens = append(s.RefreshTokens, one)
	}
	for id, c := range b.chats {
		if c.blocked || c.reported {
			s.Contacts[id] = ContactFlags{c.blocked, c.reported}
		}
	}
	for _, u := range b.users {
		s.Users = append(s.Users, UserSetting{u.id, u.username, u.role, u.active, u.avatar, u.largeAvatar})
		if h := u.hook; h != nil {
			s.Webhooks = append(s.Webhooks, WebhookSetting{h.id, u.id, h.incoming, h.outgoing, h.assigned})
		}
	}
}

func (d Directory) setting() DirectorySetting {
	paging, count := !d.NoPaging, !d.NoCount
	out := DirectorySetting{ID: d.ID, Type: d.Type, Name: d.Name, Contacts: []ContactSetting{}, Paging: &paging, Count: &count}
	for _, c := range d.Contacts {
		one := ContactSetting{Name: c.Name, PhoneNumbers: []string{}, Avatar: c.Avatar, LargeAvatar: c.LargeAvatar, URLs: c.URLs}
		for _, w := range c.Companies {
			one.Companies = append(one.Companies, CompanySetting(w))
		}
		for _, p := range c.Phones {
			one.PhoneNumbers = append(one.PhoneNumbers, p.Value)
		}
		for _, e := range c.Emails {
			one.Emails = append(one.Emails, e.Value)
		}
		out.Contacts = append(out.Contacts, one)
	}
	return out
}
