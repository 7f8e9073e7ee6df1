package world

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"regexp"
	"slices"

	"github.com/mynah-sim/mynah/mock/network"
)

// WabbitPart is what Wabbit knows beside the network.
type WabbitPart struct {
	Inboxes []WabbitInbox `yaml:"inboxes"`
}

// WabbitInbox is one number with the people who work with it (wabbit 1.1).
type WabbitInbox struct {
	ID               string            `yaml:"id"` // of the network's account
	Name             string            `yaml:"name"`
	Number           string            `yaml:"number"` // of a sender
	ProviderKeys     []string          `yaml:"providerKeys"`
	Users            []WabbitUser      `yaml:"users"`
	Groups           []WabbitGroup     `yaml:"groups"` // behind the three that every inbox has
	Tags             []WabbitTag       `yaml:"tags"`
	ContactProviders []WabbitDirectory `yaml:"contactProviders"`
}

// WabbitUser is a user with what lets the user in (wabbit 1.2).
type WabbitUser struct {
	Username string `yaml:"username"`
	Password string `yaml:"password"` // empty: none
	Role     string `yaml:"role"`
	Token    string `yaml:"token"` // 40 hexadecimal digits; empty: none yet
	First    bool   `yaml:"first"` // the admin that was registered with the inbox
}

// WabbitGroup is a group with the user names of its members.
type WabbitGroup struct {
	Name    string   `yaml:"name"`
	Members []string `yaml:"members"`
}

// WabbitTag is a tag with its colour.
type WabbitTag struct {
	Name  string `yaml:"name"`
	Color string `yaml:"color"`
}

// WabbitDirectory is an outside directory; its contacts are people of the file, by their numbers.
type WabbitDirectory struct {
	ID       string   `yaml:"id"` // UUID
	Type     string   `yaml:"type"`
	Name     string   `yaml:"name"`
	Contacts []string `yaml:"contacts"`
}

// WabbitOptions are those of an inbox when it is made (network 10.1, column Wabbit).
func WabbitOptions() network.AccountOptions {
	return network.AccountOptions{
		SyncChecks:   []string{"state", "template", "window", "contact", "media_id", "media_type", "content", "target"},
		ReportExpiry: true,
		UploadLife:   -1,
		InboundLife:  -1,
		URLLife:      -1,
		StateDown: map[network.SenderState]network.DownMode{
			network.Connecting: network.DownKeep, network.Disconnected: network.DownKeep, network.NotReady: network.DownKeep,
		},
		CheckAtReview: true,
	}
}

var (
	token40 = regexp.MustCompile(`^[0-9a-f]{40}$`)
	login   = regexp.MustCompile(`^[A-Za-z0-9]+$`)
)

// wabbit judges the inboxes and answers the network's side of them.
func (f *file) wabbit() (accounts []network.Account) {
	for i, b := range f.content.Wabbit.Inboxes {
		at := member("wabbit.inboxes", i)
		f.define(at+".id", "account", b.ID)
		f.want(b.Name != "", at+".name", "is missing")
		f.want(b.Number == "" || number.MatchString(b.Number), at+".number", notANumber, b.Number)
		admins := 0
		for j, u := range b.Users {
			at := member(at+".users", j)
			f.define(at+".username", "user", u.Username)
			f.want(login.MatchString(u.Username), at+".username", "%q is not made of letters and digits", u.Username)
			f.oneOf(at+".role", u.Role, "admin", "user", "app")
			f.want(u.Token == "" || token40.MatchString(u.Token), at+".token", "%q is not made of 40 hexadecimal digits", u.Token)
			if u.Role == "admin" {
				admins++
			}
		}
		f.want(admins > 0, at+".users", "has no admin")
		for j, g := range b.Groups {
			for k, name := range g.Members {
				f.refer(member(member(at+".groups", j)+".members", k), "user", name)
			}
		}
		for j, d := range b.ContactProviders {
			f.want(uuid.MatchString(d.ID), member(at+".contactProviders", j)+".id", "%q is no UUID in lower case", d.ID)
		}
		accounts = append(accounts, network.Account{ID: b.ID, Label: "wabbit", Name: b.Name, Options: WabbitOptions()})
	}
	return accounts
}

// of is the part with the credentials of one world.
func (p WabbitPart) of(m mint) WabbitPart {
	p.Inboxes = slices.Clone(p.Inboxes)
	for i, b := range p.Inboxes {
		b.ProviderKeys = slices.Clone(b.ProviderKeys)
		for j, key := range b.ProviderKeys {
			b.ProviderKeys[j] = m.secret("wabbit", key)
		}
		names := map[string]string{}
		b.Users = slices.Clone(b.Users)
		for j, u := range b.Users {
			b.Users[j] = u.of(m)
			names[u.Username] = b.Users[j].Username
		}
		b.Groups = slices.Clone(b.Groups)
		for j, g := range b.Groups {
			g.Members = slices.Clone(g.Members)
			for k, name := range g.Members {
				g.Members[k] = names[name]
			}
			b.Groups[j] = g
		}
		p.Inboxes[i] = b
	}
	return p
}

// nameBytes is how much of a credential makes a user name unlike that of other worlds.
const nameBytes = 4

func (u WabbitUser) of(m mint) WabbitUser {
	b := m.bytes("wabbit user", u.Username)
	u.Username += hex.EncodeToString(b[:nameBytes])
	if u.Password != "" {
		u.Password = m.secret("wabbit", u.Password)
	}
	if u.Token != "" {
		u.Token = m.token("wabbit", u.Token)
	}
	return u
}

// token is 40 hexadecimal digits.
func (m mint) token(provider, written string) string {
	sum := sha256.Sum256(fmt.Appendf(nil, "%q %d %q token %q", m.world, m.seed, provider, written))
	return hex.EncodeToString(sum[:20])
}

// FreshWabbitUser is a user with the credentials of another world.
func FreshWabbitUser(worldName string, seed uint64, u WabbitUser) WabbitUser {
	return u.of(mint{worldName, seed})
}
