package world

import (
	"regexp"
	"time"

	"github.com/mynah-sim/mynah/mock/network"
)

// TyntecPart is what tyntec knows beside the network.
type TyntecPart struct {
	Accounts []TyntecAccount `yaml:"accounts"`
}

// TyntecAccount is an API account, which an API key belongs to (tyntec 1.3).
type TyntecAccount struct {
	ID               string                  `yaml:"id"`   // of the network's account
	Name             string                  `yaml:"name"` // shown as accountName
	Key              string                  `yaml:"key"`
	Scopes           []string                `yaml:"scopes"` // of the account; nil: all of tyntec 1.4
	WhatsAppAccounts []TyntecWhatsAppAccount `yaml:"whatsAppAccounts"`
}

// TyntecWhatsAppAccount is tyntec's own name of a WhatsApp business account (tyntec 4.7).
type TyntecWhatsAppAccount struct {
	ID              string `yaml:"id"` // UUID in lower case
	WABA            string `yaml:"waba"`
	MessageOnBehalf string `yaml:"messageOnBehalf"` // PENDING, APPROVED, DENIED; empty: APPROVED
}

// TyntecOptions are those of a tyntec account when it is made (network 10.1, column tyntec).
func TyntecOptions() network.AccountOptions {
	return network.AccountOptions{
		SyncChecks:      []string{"media_id"},
		DispatchDelay:   true,
		TTL:             24 * time.Hour,
		TTLAuth:         600 * time.Second,
		ReportExpiry:    true,
		UploadLife:      1440 * time.Minute,
		InboundLife:     30 * 24 * time.Hour,
		URLLife:         -1,
		PassRevoke:      true,
		TemplateRequest: time.Second,
		TemplateSubmit:  time.Second,
	}
}

var (
	uuid  = regexp.MustCompile(`^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$`)
	scope = regexp.MustCompile(`^[a-z]+:(read|write)$`)
)

// tyntec judges the accounts and answers the network's side of them. The WABAs must be known already.
func (f *file) tyntec() (accounts []network.Account) {
	for i, a := range f.content.Tyntec.Accounts {
		at := member("tyntec.accounts", i)
		f.define(at+".id", "account", a.ID)
		f.define(at+".key", "API key", a.Key)
		f.want(a.Name != "", at+".name", "is missing")
		for j, s := range a.Scopes {
			f.want(scope.MatchString(s), member(at+".scopes", j), "%q is no scope, such as media:read", s)
		}
		for j, w := range a.WhatsAppAccounts {
			at := member(at+".whatsAppAccounts", j)
			f.define(at+".id", "WhatsApp account", w.ID)
			f.want(w.ID == "" || uuid.MatchString(w.ID), at+".id", "%q is no UUID in lower case", w.ID)
			f.refer(at+".waba", "WABA", w.WABA)
			f.define(at+".waba", "WhatsApp account of WABA", w.WABA)
			f.oneOf(at+".messageOnBehalf", w.MessageOnBehalf, "", "PENDING", "APPROVED", "DENIED")
			if w.MessageOnBehalf == "" {
				a.WhatsAppAccounts[j].MessageOnBehalf = "APPROVED"
			}
		}
		accounts = append(accounts, network.Account{ID: a.ID, Label: "tyntec", Name: a.Name, Options: TyntecOptions()})
	}
	return accounts
}
