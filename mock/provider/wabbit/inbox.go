package wabbit

import (
	"cmp"
	"encoding/hex"
	"slices"
	"strings"
	"time"

	"github.com/mynah-sim/mynah/mock/network"
)

// InboxConfig is one inbox: one number, its users, and what they start with (wabbit 1.1, 1.12).
type InboxConfig struct {
	Account      string // of the network
	Number       string // empty: the account's first WhatsApp sender
	Users        []UserConfig
	Groups       []GroupConfig // further ones than the three that every inbox has
	Tags         []TagConfig
	ProviderKeys []string
	Directories  []Directory
}

// UserConfig is a user that is there from the start.
type UserConfig struct {
	Username, Password, Role string
	Token                    string // empty: none yet
	First                    bool   // the admin that was registered when the inbox was made
}

// GroupConfig is a group with its members' user names.
type GroupConfig struct {
	Name    string
	Members []string
}

// TagConfig is a tag.
type TagConfig struct{ Name, Color string }

// inbox is one number with everything that its users share. The provider's lock guards it.
type inbox struct {
	p       *Provider
	account string
	number  string

	users    []*user // by id
	groups   []*group
	tags     []*tag
	sessions map[string]session
	saved    []*savedResponse
	savedIDs int

	chats map[string]*chat
	rows  []*row // in the order in which they came
	byID  map[network.ID]*row

	taggings      map[int]*tagging // of chats, by id
	messageTags   map[int]*tagging
	taggingIDs    int
	messageTagIDs int
	chatEvents    []tagEvent
	messageEvents []tagEvent
	assignments   []assignmentEvent

	hookIDs      int
	due          map[string]due // what reminders lead to
	reminders    uint64
	turns        map[int]int // by group: the user whose turn it was last (wabbit 3.3)
	bulk         bulk
	coming       *photo               // of the profile, not shown yet; nil: none
	refreshing   map[string]time.Time // until when what is read again
	directories  []Directory
	plugins      []Plugin
	providerKeys map[string]bool
	refreshes    []RefreshToken
	defaults     map[string]Permissions // of a role
	groupRights  map[int]Permissions    // of new members of a group
	rules        []Rule
	engine       Engine
	sendMode     string
	dialect      string
	publicURL    string
}

// The groups that every inbox has, each the default of a role (wabbit 1.11).
const (
	groupAdmin   = 1
	groupRegular = 2
	groupApp     = 3
)

func newInbox(p *Provider, c InboxConfig) *inbox {
	b := &inbox{
		p: p, account: c.Account, number: c.Number,
		groups: []*group{{ID: groupAdmin, Name: "Admin"}, {ID: groupRegular, Name: "Regular user"}, {ID: groupApp, Name: "App integration"}},
		due:    map[string]due{}, turns: map[int]int{}, sessions: map[string]session{}, chats: map[string]*chat{}, byID: map[network.ID]*row{},
		taggings: map[int]*tagging{}, messageTags: map[int]*tagging{},
		refreshing: map[string]time.Time{}, directories: slices.Clone(c.Directories),
		providerKeys: map[string]bool{}, defaults: defaultPermissions(), groupRights: map[int]Permissions{},
		sendMode: SendSync, dialect: DialectBoth,
	}
	for _, g := range c.Groups {
		b.groups = append(b.groups, &group{ID: len(b.groups) + 1, Name: g.Name})
	}
	for _, u := range c.Users {
		b.enlist(u)
	}
	for i, g := range c.Groups {
		for _, name := range g.Members {
			if u := b.named(name); u != nil {
				u.groups = append(u.groups, i+groupApp+1)
			}
		}
	}
	for _, t := range c.Tags {
		b.tags = append(b.tags, &tag{ID: len(b.tags) + 1, Name: t.Name, Color: optional(t.Color)})
	}
	for _, key := range c.ProviderKeys {
		b.providerKeys[key] = true
	}
	return b
}

// sender is the inbox's number in the network.
func (b *inbox) sender() network.Sender {
	if b.number != "" {
		if s, err := b.p.net.SenderOf(b.account, network.WhatsApp, b.number); err == nil {
			return s
		}
	}
	if all := b.p.net.SendersOf(b.account, network.WhatsApp); len(all) > 0 {
		return all[0]
	}
	return network.Sender{ID: b.number}
}

// namespace is that of all templates of the inbox (wabbit 5.8).
func (b *inbox) namespace() string {
	waba := b.sender().WABA
	for _, w := range b.p.net.WABAs() {
		if w.ID == waba {
			return w.Namespace
		}
	}
	return ""
}

// chat is the conversation with one person, and what the inbox knows of the person.
type chat struct {
	waID     string
	name     string
	last     int64 // when the person wrote last; 0: never
	rows     []*row
	resolved bool
	user     *user
	group    *group
	tags     []*tagging
	marks    map[int]int64 // by user: up to when messages are received
	blocked  bool
	reported bool

	asking *trigger  // about which a rule engine is being asked; nil: none
	held   []trigger // what waits for its answer
}

// row is a message of the inbox: its place, and what only the inbox knows of it. What it says and what became of it the network knows,
// unless WhatsApp refused it.
type row struct {
	id      network.ID
	chat    *chat
	at      int64
	seq     int
	own     bool   // sent by the business
	sender  *user  // nil: the person
	payload object // as it was sent
	request object // the body of the call, for sending it again
	quoted  network.ID
	tags    []*tagging
	refused []wabaError // WhatsApp did not take it; the network does not know it
	queued  bool        // send mode async: not told yet
}

// chatWith finds the chat with a number, or makes it (wabbit 5.10).
func (b *inbox) chatWith(waID string) *chat {
	c := b.chats[waID]
	if c == nil {
		c = &chat{waID: waID, name: waID, marks: map[int]int64{}}
		b.chats[waID] = c
	}
	return c
}

// storeLimit is how many messages an inbox keeps (wabbit 1.1).
const storeLimit = 1_000_000

// keep adds a message at the end.
func (b *inbox) keep(r *row) {
	r.seq = len(b.rows)
	if n := len(b.rows); n > 0 {
		r.seq = b.rows[n-1].seq + 1
	}
	b.rows, r.chat.rows = append(b.rows, r), append(r.chat.rows, r)
	b.byID[r.id] = r
	if len(b.rows) > storeLimit {
		oldest := b.rows[0]
		b.rows, oldest.chat.rows = b.rows[1:], oldest.chat.rows[1:]
		delete(b.byID, oldest.id)
	}
}

// forget loses a message: nobody is told (network 7.2 F57).
func (b *inbox) forget(id network.ID) {
	r := b.byID[id]
	if r == nil {
		return
	}
	other := func(o *row) bool { return o == r }
	b.rows, r.chat.rows = slices.DeleteFunc(b.rows, other), slices.DeleteFunc(r.chat.rows, other)
	delete(b.byID, id)
}

// find finds a message by either of its ids (wabbit 1.8).
func (b *inbox) find(text string) *row {
	id, ok := insideID(text)
	if !ok {
		return nil
	}
	return b.byID[id]
}

// sorted are the chats as lists show them: newest message of a person first, then by number (wabbit 1.8).
func (b *inbox) sorted() []*chat {
	all := make([]*chat, 0, len(b.chats))
	for _, c := range b.chats {
		all = append(all, c)
	}
	slices.SortFunc(all, func(x, y *chat) int { return cmp.Or(cmp.Compare(y.last, x.last), strings.Compare(x.waID, y.waID)) })
	return all
}

// fresh is how many messages of the person a user has not received (wabbit 5.4).
func (c *chat) fresh(u *user) (n int) {
	mark, marked := c.marks[u.id]
	for i := len(c.rows) - 1; i >= 0; i-- {
		r := c.rows[i]
		if marked && r.at <= mark {
			break
		}
		if !r.own {
			n++
		}
	}
	return n
}

// mark moves a user's received mark, never back (wabbit 5.4).
func (c *chat) mark(u *user, at int64) {
	if old, marked := c.marks[u.id]; !marked || at > old {
		c.marks[u.id] = at
	}
}

// digitsOf cleans a number; false when something other than 1 to 100 digits remains (wabbit 1.8).
func digitsOf(text string) (string, bool) {
	cleaned := strings.Map(func(r rune) rune {
		if strings.ContainsRune("+ -()", r) {
			return -1
		}
		return r
	}, text)
	return cleaned, len(cleaned) >= 1 && len(cleaned) <= 100 && strings.Trim(cleaned, "0123456789") == ""
}

// optional is a text that is null when it is empty.
func optional(text string) *string {
	if text == "" {
		return nil
	}
	return &text
}

// contains tells whether a text holds another, whatever the case (wabbit 5.7).
func contains(text, part string) bool { return strings.Contains(strings.ToLower(text), part) }

// sought is a search text as it is compared; empty: no filter.
func sought(text string) string { return strings.ToLower(strings.TrimSpace(text)) }

// hex40 is a secret of 40 characters (wabbit 1.8).
func hex40(secret string) string { return secret[:40] }

// hexOf writes bytes as hexadecimal digits.
func hexOf(data []byte) string { return hex.EncodeToString(data) }
