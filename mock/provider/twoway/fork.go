package twoway

import (
	"maps"
	"slices"

	"github.com/mynah-sim/mynah/mock/network"
	"github.com/mynah-sim/mynah/mock/webhook"
)

// Forked says in which world a copy goes on.
type Forked struct {
	Network   *network.Network
	World     string
	PublicURL func() string
	Token     func(string) string // the static token of the copy for one of the original
}

// copier makes the copies of one fork: each thing once, so that all that point at it point at its copy.
type copier struct {
	p        *Provider
	teams    map[*team]*team
	users    map[*user]*user
	accounts map[*account]*account
	contacts map[*contact]*contact
	messages map[*message]*message
	products map[*product]*product
}

// Fork answers the provider as it is now, over the fork of the network. What is plain data and never changed in place is shared.
func (p *Provider) Fork(f Forked) *Provider {
	p.mu.Lock()
	defer p.mu.Unlock()
	out := &Provider{
		net: f.Network, public: f.PublicURL, world: f.World, signer: newSigner(f.World, f.Network.Seed()),
		chance: chance{world: f.World, seed: p.chance.seed, drawn: maps.Clone(p.chance.drawn)},
		cursor: min(p.cursor, f.Network.Position()), buffer: make([]network.Event, 0, batch), last: p.last, out: map[uint64][]webhook.Callback{}, serial: p.serial, timed: p.timed,
		timers: maps.Clone(p.timers), byNet: map[network.ID]*message{}, files: maps.Clone(p.files), exports: map[string]*export{},
		notices: slices.Clone(p.notices), logins: logins{otps: map[int64]*oneTime{}},
	}
	c := &copier{
		out, map[*team]*team{}, map[*user]*user{}, map[*account]*account{}, map[*contact]*contact{}, map[*message]*message{},
		map[*product]*product{},
	}
	c.people(p)
	for _, a := range p.accounts {
		out.accounts = append(out.accounts, c.account(a))
	}
	for id, m := range p.byNet {
		if copied := c.messages[m]; copied != nil {
			out.byNet[id] = copied
		}
	}
	c.rest(p, f.Token)
	return out
}

// people copies teams, users and what they log in with.
func (c *copier) people(p *Provider) {
	for _, u := range p.users {
		copied := *u
		c.users[u] = &copied
		c.p.users = append(c.p.users, &copied)
	}
	for _, t := range p.teams {
		copied := *t
		c.teams[t] = &copied
		copied.members, copied.invites, copied.steps = nil, nil, slices.Clone(t.steps)
		for _, m := range t.members {
			copied.members = append(copied.members, &member{c.users[m.user], &copied, m.added, m.addedBy, m.scopes})
		}
		for _, l := range t.invites {
			link := *l
			link.team = &copied
			copied.invites = append(copied.invites, &link)
		}
		c.p.teams = append(c.p.teams, &copied)
	}
	for _, r := range p.logins.refresh {
		copied := *r
		copied.user = c.users[r.user]
		c.p.logins.refresh = append(c.p.logins.refresh, &copied)
	}
	for phone, o := range p.logins.otps {
		copied := *o
		c.p.logins.otps[phone] = &copied
	}
}

// rest copies tags, exports, settings and subscriptions; live connections stay with the original.
func (c *copier) rest(p *Provider, token func(string) string) {
	for _, tag := range p.tags {
		copied := *tag
		copied.team = c.teams[tag.team]
		c.p.tags = append(c.p.tags, &copied)
	}
	for id, e := range p.exports {
		copied := *e
		copied.team = c.teams[e.team]
		c.p.exports[id] = &copied
	}
	c.p.settings = p.settings
	c.p.settings.externals = slices.Clone(p.settings.externals)
	c.p.settings.tokens = nil
	for _, s := range p.settings.tokens {
		c.p.settings.tokens = append(c.p.settings.tokens, &staticToken{token(s.token), c.teams[s.team], c.users[s.user], s.scopes})
	}
	for _, s := range p.subs {
		if !s.live {
			c.p.subs = append(c.p.subs, &subscription{team: c.teams[s.team], id: s.id, user: s.user, created: s.created, terms: s.terms})
		}
	}
}

// account copies an account with all that is its.
func (c *copier) account(a *account) *account {
	out := *a
	c.accounts[a] = &out
	out.team, out.settings = c.teams[a.team], a.settings.clone()
	out.contacts, out.groups, out.ids = map[string]*contact{}, map[string]*group{}, map[string]*message{}
	out.held, out.turns, out.templates = slices.Clone(a.held), maps.Clone(a.turns), slices.Clone(a.templates)
	for id, contact := range a.contacts {
		out.contacts[id] = c.contact(&out, contact)
	}
	if a.self != nil {
		out.self = c.contact(&out, a.self)
	}
	for id, m := range a.ids {
		out.ids[id] = c.messages[m]
	}
	for id, g := range a.groups {
		copied := *g
		copied.account, copied.participants = &out, nil
		for _, m := range g.participants {
			copied.participants = append(copied.participants, groupMember{c.contact(&out, m.contact), m.admin})
		}
		out.groups[id] = &copied
	}
	c.shop(a, &out)
	return &out
}

// shop copies products and categories.
func (c *copier) shop(a, out *account) {
	out.products, out.categories = nil, nil
	for _, p := range a.products {
		copied := *p
		copied.account = out
		c.products[p] = &copied
		out.products = append(out.products, &copied)
	}
	for _, o := range a.categories {
		copied := &category{account: out, id: o.id, name: o.name}
		for _, p := range o.products {
			copied.products = append(copied.products, c.products[p])
		}
		out.categories = append(out.categories, copied)
	}
}

// contact copies a contact with its chat and its messages.
func (c *copier) contact(a *account, from *contact) *contact {
	if known := c.contacts[from]; known != nil {
		return known
	}
	out := *from
	c.contacts[from] = &out
	out.account = a
	if from.chat == nil {
		return &out
	}
	chat := *from.chat
	chat.contact, chat.messages = &out, nil
	for _, m := range from.chat.messages {
		copied := *m
		copied.chat = &chat
		c.messages[m] = &copied
		chat.messages = append(chat.messages, &copied)
	}
	chat.mentions, chat.presences = slices.Clone(from.chat.mentions), slices.Clone(from.chat.presences)
	out.chat = &chat
	return &out
}
