package twoway

import (
	"encoding/json"
	"maps"
	"time"

	"github.com/mynah-sim/mynah/mock/network"
)

// The types of accounts (twoway 1.6).
const (
	typeWA       = "wa"
	typeBusiness = "wa-business-api"
	typeMock     = "mock"
	typeTikTok   = "tiktok"
)

// The states of accounts (twoway 1.6).
const (
	stateClose      = "close"
	stateConnecting = "connecting"
	stateOpen       = "open"
)

// account is a channel of a team.
type account struct {
	team *team
	id   string
	kind string
	tier string // stored, never told (twoway 4.2 AccountTier)

	nickname    string
	credentials map[string]any // nil: none
	assignees   []string
	settings    accountSettings
	created     time.Time
	updated     time.Time
	login       time.Time // zero: never
	logout      time.Time
	closed      time.Time

	state    string
	problem  string         // text of the last error
	info     map[string]any // stateInfo; replaced, never changed in place
	canLogin bool
	number   string // digits of the number that is logged in; empty: none
	linked   bool   // the device is linked to a phone of the network
	qrs      int    // codes shown since the opening began
	cut      bool   // it has lost its connection and connects by itself

	self     *contact            // of the own number
	contacts map[string]*contact // by id
	groups   map[string]*group
	ids      map[string]*message // by id of the message
	held     []network.Event     // what came while the account was closed or busy
	busy     bool                // the history sync is running
	turns    map[string]int      // of newChatsAssignee: whose turn it is

	products   []*product
	categories []*category
	templates  []*template
	catalog    string // of the network; empty: none
	marketing  string // text that includeMarketingMessage adds
}

// accountSettings are all that an account has (twoway 4.2 AccountSettings).
type accountSettings struct {
	NotifyUsers                []string  `json:"notifyUsers"`
	EnableHistorySync          bool      `json:"enableHistorySync"`
	MaxMessageSync             *int      `json:"maxMessageSync,omitempty"`
	NativeChatActionSync       bool      `json:"nativeChatActionSync"`
	NewChatsAssignee           *newChats `json:"newChatsAssignee,omitempty"`
	SendButtonsAsPoll          bool      `json:"sendButtonsAsPoll"`
	AutoSyncProductsToPlatform bool      `json:"autoSyncProductsToPlatform"`
}

// newChats are the rules that assign new chats.
type newChats struct {
	Incoming *assignment `json:"incoming,omitempty"`
	Outgoing *assignment `json:"outgoing,omitempty"`
}

// assignment is one rule (twoway 4.2 ChatAssignment).
type assignment struct {
	Enabled   bool     `json:"enabled"`
	Assignees []string `json:"assignees"`
}

// UnmarshalJSON replaces the rule as a whole (twoway 2.1 accountsPatch).
func (a *assignment) UnmarshalJSON(text []byte) error {
	type plain assignment
	fresh := plain{Assignees: []string{}}
	err := json.Unmarshal(text, &fresh)
	*a = assignment(fresh)
	return err
}

// defaultSettings are those of a new account.
func defaultSettings() accountSettings {
	return accountSettings{NotifyUsers: []string{}, EnableHistorySync: true}
}

// clone is a copy that shares nothing that changes.
func (s accountSettings) clone() accountSettings {
	if s.NewChatsAssignee != nil {
		rules := *s.NewChatsAssignee
		s.NewChatsAssignee = &rules
	}
	return s
}

// accountView is an account as answers show it (twoway 4.2 Account).
type accountView struct {
	AccountID    string          `json:"accountId"`
	OwnerID      string          `json:"ownerId"`
	Assignees    []string        `json:"assignees,omitempty"`
	Nickname     string          `json:"nickname"`
	Credentials  map[string]any  `json:"credentials"`
	Type         string          `json:"type"`
	CreatedAt    string          `json:"createdAt"`
	UpdatedAt    string          `json:"updatedAt"`
	LastLoginAt  *string         `json:"lastLoginAt"`
	LastLogoutAt *string         `json:"lastLogoutAt"`
	LastClosedAt *string         `json:"lastClosedAt"`
	State        string          `json:"state"`
	Error        *accountError   `json:"error"`
	StateInfo    map[string]any  `json:"stateInfo"`
	CanLogin     bool            `json:"canLogin"`
	UserID       *string         `json:"userId"`
	User         *contactView    `json:"user,omitempty"`
	Settings     accountSettings `json:"settings"`
}

type accountError struct {
	Message string `json:"message,omitempty"`
}

func (a *account) view() accountView {
	v := accountView{
		AccountID: a.id, OwnerID: a.team.id, Assignees: a.assignees, Nickname: a.nickname, Credentials: a.credentials, Type: a.kind,
		CreatedAt: stamp(a.created), UpdatedAt: stamp(a.updated), LastLoginAt: stampOrNil(a.login), LastLogoutAt: stampOrNil(a.logout),
		LastClosedAt: stampOrNil(a.closed), State: a.state, StateInfo: a.info, CanLogin: a.canLogin, Settings: a.settings.clone(),
	}
	if a.problem != "" {
		v.Error = &accountError{a.problem}
	}
	if a.number != "" {
		id := a.userID()
		v.UserID = &id
		if a.self != nil {
			self := a.self.view()
			v.User = &self
		}
	}
	return v
}

// userID is the id of the own number on the platform.
func (a *account) userID() string {
	if a.kind == typeTikTok {
		return a.number
	}
	return a.number + personSuffix
}

// know sets members of stateInfo; nil takes one away.
func (a *account) know(members map[string]any) {
	info := maps.Clone(a.info)
	for name, value := range members {
		if value == nil {
			delete(info, name)
		} else {
			info[name] = value
		}
	}
	a.info = info
}

// isBusiness tells whether the account has a catalog on the platform (twoway 5.9).
func (a *account) isBusiness() bool { return a.kind == typeBusiness || a.info["isBusiness"] == true }

// account finds an account of a team.
func (t *tx) account(team *team, id string) (*account, error) {
	for _, a := range t.p.accounts {
		if a.id == id && a.team == team {
			return a, nil
		}
	}
	return nil, errAccount
}

func (p *Provider) accountByID(id string) *account {
	for _, a := range p.accounts {
		if a.id == id {
			return a
		}
	}
	return nil
}

// changed tells which members of an account have changed.
func (t *tx) changed(a *account, members ...string) {
	a.updated = t.now
	t.update("account-update", a, a.view(), []string{"accountId"}, append(members, "updatedAt")...)
}
