package world

import (
	"encoding/hex"
	"fmt"
	"regexp"
	"slices"
	"strconv"

	"github.com/mynah-sim/mynah/mock/network"
)

// TwowayPart is what TwoWay.ai knows beside the network.
type TwowayPart struct {
	Teams []TwowayTeam `yaml:"teams"`
}

// TwowayTeam is a team: everything belongs to one (twoway 1.3).
type TwowayTeam struct {
	Account  string          `yaml:"account"` // of the network
	ID       string          `yaml:"id"`      // UUID in lower case
	Name     string          `yaml:"name"`
	Users    []TwowayUser    `yaml:"users"` // the first one is the owner
	Tokens   []TwowayToken   `yaml:"tokens"`
	Accounts []TwowayAccount `yaml:"accounts"`
}

// TwowayUser is a user of a team.
type TwowayUser struct {
	ID       string   `yaml:"id"` // UUID in lower case
	Name     string   `yaml:"name"`
	Phone    int64    `yaml:"phone"` // the login number
	Password string   `yaml:"password"`
	Scopes   []string `yaml:"scopes"` // nil: all
}

// TwowayToken is a static access token (twoway 1.3).
type TwowayToken struct {
	Token  string   `yaml:"token"`
	Scopes []string `yaml:"scopes"` // nil: all
}

// TwowayAccount is an account (channel) of a team (twoway 1.6).
type TwowayAccount struct {
	ID         string            `yaml:"id"`
	Type       string            `yaml:"type"`
	Nickname   string            `yaml:"nickname"`
	Number     string            `yaml:"number"` // empty: never opened
	Business   bool              `yaml:"business"`
	Secret     string            `yaml:"secret"`     // of the callback
	Catalog    string            `yaml:"catalog"`    // that it keeps in step with
	Categories map[string]string `yaml:"categories"` // id by name
	Templates  []TwowayTemplate  `yaml:"templates"`
}

// TwowayTemplate is the id of a template here, and its text with names (fixtures 4).
type TwowayTemplate struct {
	ID       string   `yaml:"id"`
	Name     string   `yaml:"name"`
	Language string   `yaml:"language"`
	Text     string   `yaml:"text"`
	Buttons  []string `yaml:"buttons"` // ids
}

// TwowayOptions are those of a team when it is made (network 10.1, column TwoWay.ai).
func TwowayOptions() network.AccountOptions {
	return network.AccountOptions{UploadLife: -1, InboundLife: -1, PassRevoke: true, PassEdit: true, CheckAtReview: true}
}

var twowayAccount = regexp.MustCompile(`^acc_.{21}_[0-9a-f]{4}$`) // twoway 4.1 AccountID

// twoway judges the teams and answers the network's side of them. Senders and catalogs are judged by their own parts.
func (f *file) twoway() (accounts []network.Account) {
	for i, t := range f.content.Twoway.Teams {
		at := member("twoway.teams", i)
		f.define(at+".account", "account", t.Account)
		f.define(at+".id", "team", t.ID)
		f.want(t.ID == "" || uuid.MatchString(t.ID), at+".id", "%q is no UUID in lower case", t.ID)
		f.want(len(t.Users) > 0, at+".users", "is missing: the first one owns the team")
		for j, u := range t.Users {
			at := member(at+".users", j)
			f.define(at+".id", "user", u.ID)
			f.define(at+".phone", "login number", strconv.FormatInt(u.Phone, 10))
			f.want(u.Password != "", at+".password", "is missing")
		}
		for j, token := range t.Tokens {
			f.define(member(at+".tokens", j)+".token", "token", token.Token)
		}
		for j, a := range t.Accounts {
			at := member(at+".accounts", j)
			f.define(at+".id", "TwoWay.ai account", a.ID)
			f.want(a.ID == "" || twowayAccount.MatchString(a.ID), at+".id", "%q is no account id", a.ID)
			f.oneOf(at+".type", a.Type, "wa", "wa-business-api", "mock", "tiktok")
			if a.Catalog != "" {
				f.refer(at+".catalog", "catalog", a.Catalog)
			}
		}
		accounts = append(accounts, network.Account{ID: t.Account, Label: "twoway", Name: t.Name, Options: TwowayOptions()})
	}
	return accounts
}

// of is the part with the credentials of one world.
func (p TwowayPart) of(m mint) TwowayPart {
	p.Teams = slices.Clone(p.Teams)
	for i, t := range p.Teams {
		t.ID = m.uuid("twoway", t.ID)
		t.Users, t.Tokens, t.Accounts = slices.Clone(t.Users), slices.Clone(t.Tokens), slices.Clone(t.Accounts)
		for j, u := range t.Users {
			t.Users[j].ID = m.uuid("twoway", u.ID)
			t.Users[j].Phone = 650_000_000_000 + int64(m.bytes("twoway", u.ID)[0])<<24 + int64(m.bytes("twoway", u.ID)[1])<<16 +
				int64(m.bytes("twoway", u.ID)[2])<<8 + int64(m.bytes("twoway", u.ID)[3])
			t.Users[j].Password = m.secret("twoway", u.Password)
		}
		for j, token := range t.Tokens {
			t.Tokens[j].Token = TwowayStatic(m.secret("twoway", token.Token))
		}
		for j, a := range t.Accounts {
			t.Accounts[j].ID = "acc_" + t.ID[:21] + a.ID[len(a.ID)-5:]
			if a.Secret != "" {
				b := m.bytes("twoway secret", a.Secret)
				t.Accounts[j].Secret = hex.EncodeToString(b[:])
			}
		}
		p.Teams[i] = t
	}
	return p
}

// TwowayStatic is a secret in the form of a static token.
func TwowayStatic(secret string) string { return "apit_" + secret[len("twoway-"):] }

// NewTwowayTeam is a further team, made by the bench: one user, one static token, and one account that was never opened.
func NewTwowayTeam(worldName string, seed uint64, account, name string) TwowayTeam {
	m := mint{worldName, seed}
	b := m.bytes("twoway", account)
	t := TwowayTeam{Account: account, ID: m.uuid("twoway", account), Name: name}
	t.Users = []TwowayUser{{
		ID: m.uuid("twoway user", account), Name: name + " owner", Password: m.secret("twoway", account),
		Phone: 651_000_000_000 + int64(b[0])<<16 + int64(b[1])<<8 + int64(b[2]),
	}}
	t.Tokens = []TwowayToken{{Token: TwowayStatic(m.secret("twoway", account+" token"))}}
	t.Accounts = []TwowayAccount{{ID: fmt.Sprintf("acc_%s_%x", t.ID[:21], b[3:5]), Type: "wa", Nickname: name}}
	return t
}
