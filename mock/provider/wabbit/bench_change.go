package wabbit

import (
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"net/url"
	"slices"

	"github.com/mynah-sim/mynah/mock/network"
)

// ChangeSettings changes what a patch names, all or nothing; patch is JSON in the form of Settings. Errors:
// network.ErrAccountUnknown, *SettingError.
func (p *Provider) ChangeSettings(account string, patch []byte) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.pump()
	b := p.inbox(account)
	if b == nil {
		return fmt.Errorf("inbox %q: %w", account, network.ErrAccountUnknown)
	}
	var named map[string]json.RawMessage
	want := b.settings()
	flags := want.Contacts
	want.Contacts = nil
	if err := json.Unmarshal(patch, &named); err != nil {
		return &SettingError{"", err.Error()}
	}
	var all map[string]json.RawMessage
	_ = json.Unmarshal(encode(want), &all) // plain data
	for _, name := range slices.Sorted(maps.Keys(named)) {
		if _, known := all[name]; !known {
			return &SettingError{name, "is no setting of an inbox"}
		}
	}
	for name := range named { // lists are replaced as a whole
		clearSetting(&want, name)
	}
	if err := json.Unmarshal(patch, &want); err != nil {
		return &SettingError{"", err.Error()}
	}
	if err := b.check(want, named); err != nil {
		return err
	}
	maps.Copy(flags, want.Contacts)
	want.Contacts = flags
	b.put(want, named)
	return nil
}

// clearSetting empties a setting before its new value is read, since maps and lists would be merged otherwise.
func clearSetting(s *Settings, name string) {
	switch name {
	case "groups":
		s.Groups = nil
	case "groupPermissions":
		s.GroupPermissions = nil
	case "defaultRules":
		s.Rules = nil
	case "ruleEngine":
		s.Engine = nil
	case "contactProviders":
		s.Directories = nil
	case "plugins":
		s.Plugins = nil
	case "refreshTokens":
		s.RefreshTokens = nil
	case "users":
		s.Users = nil
	case "webhooks":
		s.Webhooks = nil
	}
}

// check refuses what refers to nothing.
func (b *inbox) check(s Settings, named map[string]json.RawMessage) error {
	groups := map[int]bool{}
	for _, g := range b.groups {
		groups[g.ID] = true
	}
	for i, g := range s.Groups {
		if g.ID != 0 && !groups[g.ID] {
			return &SettingError{"groups", fmt.Sprintf("there is no group %d", g.ID)}
		}
		for _, id := range g.Members {
			if b.user(id) == nil {
				return &SettingError{fmt.Sprintf("groups/%d/members", i), fmt.Sprintf("there is no user %d", id)}
			}
		}
	}
	for i, r := range s.Rules {
		at := fmt.Sprintf("defaultRules/%d", i)
		switch {
		case r.Tag != 0 && b.tag(r.Tag) == nil:
			return &SettingError{at + "/taggedWith", fmt.Sprintf("there is no tag %d", r.Tag)}
		case r.User != 0 && b.user(r.User) == nil:
			return &SettingError{at + "/assignToUser", fmt.Sprintf("there is no user %d", r.User)}
		case r.Group != 0 && b.group(r.Group) == nil && named["groups"] == nil:
			return &SettingError{at + "/assignToGroup", fmt.Sprintf("there is no group %d", r.Group)}
		}
	}
	for i, t := range s.RefreshTokens {
		if b.user(t.UserID) == nil {
			return &SettingError{fmt.Sprintf("refreshTokens/%d/userId", i), fmt.Sprintf("there is no user %d", t.UserID)}
		}
	}
	for i, u := range s.Users {
		if b.user(u.ID) == nil {
			return &SettingError{fmt.Sprintf("users/%d/id", i), fmt.Sprintf("there is no user %d", u.ID)}
		}
	}
	if s.Engine != nil && !isHTTP(s.Engine.URL) {
		return &SettingError{"ruleEngine/url", "must be an http or https URL"}
	}
	if s.PublicURL != "" && !isHTTP(s.PublicURL) {
		return &SettingError{"publicUrl", "must be an http or https URL"}
	}
	return nil
}

func isHTTP(text string) bool {
	u, err := url.Parse(text)
	return err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != ""
}

// put lets new settings count.
func (b *inbox) put(s Settings, named map[string]json.RawMessage) {
	b.sendMode, b.dialect, b.publicURL = s.SendMode, s.Dialect, s.PublicURL
	if named["groups"] != nil {
		b.putGroups(s.Groups)
	}
	for role, rights := range s.Permissions {
		b.defaults[role] = Permissions(rights)
	}
	b.groupRights = map[int]Permissions{}
	for _, g := range b.groups {
		if rights, set := s.GroupPermissions[fmt.Sprint(g.ID)]; set {
			b.groupRights[g.ID] = Permissions(rights)
		}
	}
	b.rules = nil
	for i, r := range s.Rules {
		b.rules = append(b.rules, Rule{i + 1, r.Tag, r.User, r.Group, r.Method})
	}
	b.engine = Engine{}
	if s.Engine != nil {
		b.engine = Engine(*s.Engine)
	}
	b.putLists(s, named)
	for number, flags := range s.Contacts {
		if digits, ok := digitsOf(number); ok {
			c := b.chatWith(digits)
			c.blocked, c.reported = flags.Blocked, flags.Reported
		}
	}
	for _, u := range s.Users {
		b.activate(b.user(u.ID), u.Active)
		b.user(u.ID).picture(u.Avatar, u.LargeAvatar)
	}
	for _, w := range s.Webhooks {
		for _, u := range b.users {
			if u.hook != nil && u.hook.id == w.ID {
				u.hook.incoming, u.hook.outgoing, u.hook.assigned = w.Incoming, w.Outgoing, w.Assigned
			}
		}
	}
}

// picture changes the pictures of a user that are given.
func (u *user) picture(small, large *string) {
	if small != nil {
		u.avatar = optional(*small)
	}
	if large != nil {
		u.largeAvatar = optional(*large)
	}
}

// activate lets a user in or out. The connections of one who is out end (wabbit 3.4).
func (b *inbox) activate(u *user, active bool) {
	if u.active = active; active {
		return
	}
	b.p.hub.revoke(u)
	for id, s := range b.sessions {
		if s.user == u {
			delete(b.sessions, id)
		}
	}
}

// putGroups replaces the groups. The three that every inbox has stay; chats of a group that is gone have none.
func (b *inbox) putGroups(want []GroupSetting) {
	last := 0
	for _, g := range b.groups {
		last = max(last, g.ID)
	}
	kept := map[int]bool{groupAdmin: true, groupRegular: true, groupApp: true}
	members := map[int][]int{}
	for _, g := range want {
		if g.ID == 0 {
			last++
			g.ID = last
			b.groups = append(b.groups, &group{ID: g.ID})
		}
		kept[g.ID] = true
		b.group(g.ID).Name = g.Name
		members[g.ID] = append([]int{}, g.Members...)
	}
	b.groups = slices.DeleteFunc(b.groups, func(g *group) bool { return !kept[g.ID] })
	for _, u := range b.users {
		u.groups = slices.DeleteFunc(u.groups, func(id int) bool { return !kept[id] || members[id] != nil && !slices.Contains(members[id], u.id) })
		for _, id := range slices.Sorted(maps.Keys(members)) {
			if slices.Contains(members[id], u.id) && !u.in(id) {
				u.groups = append(u.groups, id)
			}
		}
		slices.Sort(u.groups)
	}
	for _, c := range b.chats {
		if c.group != nil && !kept[c.group.ID] {
			c.group = nil
		}
	}
}

// putLists replaces the directories, plugins, keys and refresh tokens that are named.
func (b *inbox) putLists(s Settings, named map[string]json.RawMessage) {
	if named["contactProviders"] != nil {
		b.directories = nil
		for _, d := range s.Directories {
			b.directories = append(b.directories, b.directory(d))
		}
	}
	if named["plugins"] != nil {
		b.plugins = nil
		for _, p := range s.Plugins {
			one := Plugin{Type: p.Type, Data: p.Data}
			for _, v := range p.Variants {
				one.Variants = append(one.Variants, PluginVariant(v))
			}
			b.plugins = append(b.plugins, one)
		}
	}
	if named["providerKeys"] != nil {
		b.providerKeys = map[string]bool{}
		for _, key := range s.ProviderKeys {
			b.providerKeys[key] = true
			b.p.own(key)
		}
	}
	if named["refreshTokens"] == nil {
		return
	}
	b.refreshes = nil
	for _, t := range s.RefreshTokens {
		one := RefreshToken{Value: t.Token, UserID: t.UserID}
		if t.ExpiresAt != nil {
			one.Ends = *t.ExpiresAt
		}
		b.refreshes = append(b.refreshes, one)
		b.p.own(t.Token)
	}
}

func (b *inbox) directory(d DirectorySetting) Directory {
	out := Directory{
		ID: d.ID, Type: cmp.Or(d.Type, "google"), Name: d.Name, NoPaging: d.Paging != nil && !*d.Paging, NoCount: d.Count != nil && !*d.Count,
	}
	if out.ID == "" {
		out.ID = b.p.uuid("directory").String()
	}
	for _, c := range d.Contacts {
		one := DirectoryContact{Name: c.Name, Avatar: c.Avatar, LargeAvatar: c.LargeAvatar, URLs: c.URLs}
		for _, w := range c.Companies {
			one.Companies = append(one.Companies, Company(w))
		}
		for _, number := range c.PhoneNumbers {
			one.Phones = append(one.Phones, Described{Value: number})
		}
		for _, address := range c.Emails {
			one.Emails = append(one.Emails, Described{Value: address})
		}
		out.Contacts = append(out.Contacts, one)
	}
	return out
}
