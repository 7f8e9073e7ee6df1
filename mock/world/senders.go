package world

import (
	"cmp"
	"regexp"
	"slices"

	"github.com/mynah-sim/mynah/mock/network"
)

// waba is a WhatsApp business account in a file.
type waba struct {
	ID        string `yaml:"id"`
	Name      string `yaml:"name"` // empty: the business's
	Namespace string `yaml:"namespace"`
	Catalog   string `yaml:"catalog"`
	Review    string `yaml:"review"` // of the account; empty: APPROVED
	NoPayment bool   `yaml:"noPayment"`
}

// sender is a business's address in a file; the members are those of network.Sender.
type sender struct {
	Channel    string `yaml:"channel"`
	ID         string `yaml:"id"`
	Account    string `yaml:"account"`
	WABA       string `yaml:"waba"`
	Name       string `yaml:"name"`
	Kind       string `yaml:"kind"`
	OneWay     bool   `yaml:"oneWay"`
	State      string `yaml:"state"`
	Quality    string `yaml:"quality"`
	Tier       string `yaml:"tier"`
	Restricted bool   `yaml:"restricted"`
	Retired    bool   `yaml:"retired"`
	settings   `yaml:",inline"`
}

var (
	digits  = regexp.MustCompile(`^[0-9]+$`)
	number  = regexp.MustCompile(`^[1-9][0-9]{6,14}$`) // E.164 without +
	short   = regexp.MustCompile(`^[0-9]{3,8}$`)       // network 1.3
	letters = regexp.MustCompile(`^[ -~]{1,11}$`)      // tyntec 5.11
)

const notANumber = "%q is no number of 7 to 15 digits, country code first and no +"

func (f *file) wabas() (all []network.WABA) {
	for i, w := range f.content.WABAs {
		at := member("wabas", i)
		f.define(at+".id", "WABA", w.ID)
		f.want(w.ID == "" || digits.MatchString(w.ID), at+".id", "%q is not made of digits", w.ID)
		if w.Catalog != "" {
			f.refer(at+".catalog", "catalog", w.Catalog)
		}
		f.oneOf(at+".review", w.Review, "", "APPROVED", "REJECTED", "PENDING", "DEFERRED")
		all = append(all, network.WABA{
			ID: w.ID, Name: cmp.Or(w.Name, f.content.Business.Name), Namespace: w.Namespace, Catalog: cmp.Or(w.Catalog, f.linked()),
			Portfolio: f.content.Business.ID, Review: w.Review, NoPayment: w.NoPayment,
		})
	}
	return all
}

func (f *file) senders() (all []network.Sender) {
	for i, s := range f.content.Senders {
		at := member("senders", i)
		f.oneOf(at+".channel", s.Channel, "whatsapp", "sms", "viber")
		what := s.Channel + " sender"
		if f.shared() {
			what += " of account " + s.Account // a further one binds the number to its account
		}
		f.define(at+".id", what, s.ID)
		f.refer(at+".account", "account", s.Account)
		f.oneOf(at+".state", s.State, "", "connected", "connecting", "disconnected", "not_ready", "unregistered")
		f.oneOf(at+".quality", s.Quality, "", "GREEN", "YELLOW", "RED")
		f.oneOf(at+".tier", s.Tier, "", "TIER_NOT_SET", "TIER_50", "TIER_250", "TIER_1K", "TIER_10K", "TIER_100K", "UNLIMITED")
		switch s.Channel {
		case "whatsapp":
			f.settings(at, s.settings)
			f.whatsAppSender(at, &s)
		case "sms":
			f.smsSender(at, &s)
		case "viber":
			f.want(s.ID == "" || digits.MatchString(s.ID), at+".id", "%q is not made of digits", s.ID)
			f.oneOf(at+".kind", s.Kind, "session", "two-way", "one-way")
		}
		f.want(s.WABA == "" || s.Channel == "whatsapp", at+".waba", "is for WhatsApp only")
		all = append(all, f.sender(s))
	}
	return all
}

func (f *file) whatsAppSender(at string, s *sender) {
	f.want(s.ID == "" || number.MatchString(s.ID), at+".id", notANumber, s.ID)
	f.oneOf(at+".kind", s.Kind, "", "api", "linked")
	s.Kind = cmp.Or(s.Kind, "api")
	if s.Kind == "api" || s.WABA != "" {
		f.refer(at+".waba", "WABA", s.WABA)
	}
}

// smsSender judges the sender's form by its kind. Letters cannot be answered (network 1.3).
func (f *file) smsSender(at string, s *sender) {
	f.oneOf(at+".kind", s.Kind, "long", "short", "tollfree", "alphanumeric")
	forms := map[string]*regexp.Regexp{"long": number, "tollfree": number, "short": short, "alphanumeric": letters}
	if form := forms[s.Kind]; form != nil && s.ID != "" {
		f.want(form.MatchString(s.ID), at+".id", "%q cannot be an SMS sender of kind %s", s.ID, s.Kind)
	}
	f.want(s.OneWay || s.Kind != "alphanumeric", at+".oneWay", "must be true, since letters cannot be answered")
}

func (f *file) sender(s sender) network.Sender {
	c, _ := network.ParseChannel(s.Channel)
	limit := ""
	if c == network.WhatsApp {
		limit = f.content.Business.Limit
	}
	return network.Sender{
		ID: s.ID, Channel: c, Account: s.Account, WABA: s.WABA, Name: s.Name, Kind: s.Kind, OneWay: s.OneWay,
		State: network.SenderState(s.State), Quality: s.Quality, Tier: s.Tier, Limit: limit,
		Restricted: s.Restricted, Retired: s.Retired, NumberSettings: f.numberSettings(s),
	}
}

// ownNumber tells whether a person's number is a sender's too. Only a linked sender is a phone of its own (network 1.3).
func (f *file) ownNumber(number string) bool {
	return slices.ContainsFunc(f.content.Senders, func(s sender) bool {
		return s.ID == number && s.Kind != "linked" && s.Channel != "viber"
	})
}
