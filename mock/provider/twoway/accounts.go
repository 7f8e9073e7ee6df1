package twoway

import (
	"cmp"
	"encoding/json"
	"slices"
	"strings"

	"github.com/mynah-sim/mynah/mock/wire"
)

// AccountConfig is an account that the world starts with (fixtures 2).
type AccountConfig struct {
	ID         string
	Type       string
	Nickname   string
	Number     string            // digits
	Business   bool              // the number is a business number
	Secret     string            // of the callback
	Catalog    string            // of the network
	Categories map[string]string // id by name
	// Templates are those of the account by the id that this API gives them.
	Templates []TemplateConfig
}

// TemplateConfig is a template of the world with its text in names (fixtures 4).
type TemplateConfig struct {
	ID, Name, Language, Text string
	Buttons                  []string // ids of the quick replies
}

type accountsGetIn struct {
	Q           string `query:"q"`
	All         bool   `query:"all"`
	State       string `query:"state"`
	Page        *int   `query:"page"`
	Count       *int   `query:"count"`
	ReturnCount bool   `query:"returnCount"`
}

type accountsList struct {
	Accounts []accountView `json:"accounts"`
	Total    *int          `json:"total,omitempty"`
}

// accountsGet lists the accounts of the team (twoway 2.1).
func accountsGet(t *tx, who *caller, in accountsGetIn) (accountsList, error) {
	var found []*account
	for _, a := range t.p.accounts {
		switch {
		case a.team != who.team, !who.scopes.has("ACCOUNT_READ") && !who.uses(a),
			in.State != "" && a.state != in.State, in.Q != "" && !contains(a.id, in.Q) && !contains(a.nickname, in.Q):
			continue
		}
		found = append(found, a)
	}
	slices.SortStableFunc(found, func(a, b *account) int { return cmp.Or(a.created.Compare(b.created), strings.Compare(a.id, b.id)) })
	out := accountsList{Accounts: []accountView{}}
	if in.ReturnCount {
		out.Total = new(len(found))
	}
	if !in.All {
		found = pageOf(found, in.Page, in.Count)
	}
	for _, a := range found {
		out.Accounts = append(out.Accounts, a.view())
	}
	return out, nil
}

// newAccount makes an account in state close.
func (t *tx) newAccount(in *team, id, kind, nickname string) *account {
	a := &account{
		team: in, id: id, kind: kind, nickname: nickname, settings: defaultSettings(), created: t.now, updated: t.now, state: stateClose,
		info: map[string]any{}, canLogin: kind == typeMock, contacts: map[string]*contact{}, groups: map[string]*group{},
		ids: map[string]*message{}, turns: map[string]int{},
	}
	t.p.accounts = append(t.p.accounts, a)
	return a
}

// freeAccountID draws an id that no account has (twoway 1.2).
func (t *tx) freeAccountID(in *team) string {
	for {
		id := "acc_" + in.id[:21] + "_" + t.p.chance.hexOf("accounts", 4)
		if !slices.ContainsFunc(t.p.accounts, func(a *account) bool { return a.id == id }) {
			return id
		}
	}
}

type accountsPostIn struct {
	Body struct {
		Type     string `json:"type"`
		Tier     string `json:"tier"`
		Nickname string `json:"nickname"`
	}
}

// accountsPost adds an account that is not connected yet (twoway 2.1).
func accountsPost(t *tx, who *caller, in accountsPostIn) (accountView, error) {
	id := t.freeAccountID(who.team)
	a := t.newAccount(who.team, id, in.Body.Type, cmp.Or(in.Body.Nickname, "Account "+id[len(id)-4:]))
	a.tier = in.Body.Tier
	t.insert("account-insert", a, a.view())
	t.growStale(a)
	return a.view(), nil
}

type accountIn struct {
	AccountID string `path:"accountId"`
}

type accountsPatchIn struct {
	AccountID string `path:"accountId"`
	Body      struct {
		Nickname    *string         `json:"nickname"`
		Tier        *string         `json:"tier"`
		Settings    json.RawMessage `json:"settings"`
		Credentials map[string]any  `json:"credentials"`
		Assignees   *[]string       `json:"assignees"`
	}
}

// accountsPatch changes nickname, settings, credentials, assignees or tier (twoway 2.1).
func accountsPatch(t *tx, who *caller, in accountsPatchIn) (success, error) {
	a, err := t.account(who.team, in.AccountID)
	if err != nil {
		return success{}, err
	}
	var changed []string
	b := in.Body
	if len(b.Settings) > 0 {
		next := a.settings.clone()
		if err := json.Unmarshal(b.Settings, &next); err != nil {
			return success{}, errInvalid
		}
		a.settings, changed = next, append(changed, "settings")
	}
	if b.Nickname != nil {
		a.nickname, changed = *b.Nickname, append(changed, "nickname")
	}
	if b.Tier != nil {
		a.tier = *b.Tier
	}
	if b.Credentials != nil {
		changed = append(changed, t.equip(a, b.Credentials)...)
	}
	if b.Assignees != nil {
		a.assignees, changed = *b.Assignees, append(changed, "assignees")
	}
	if len(changed) > 0 || b.Tier != nil {
		t.changed(a, changed...)
	}
	return success{true}, nil
}

// equip gives an account credentials, which say its type too; those of CAMS belong to a number that was approved elsewhere
// (twoway 2.1 accountsPatch).
func (t *tx) equip(a *account, credentials map[string]any) []string {
	a.credentials, a.canLogin = credentials, true
	if credentials["type"] == typeTikTok {
		a.kind = typeTikTok
		return []string{"credentials", "type", "canLogin"}
	}
	a.kind = typeBusiness
	a.know(map[string]any{"status": "approved"})
	changed := []string{"credentials", "type", "canLogin", "stateInfo"}
	if id, _ := credentials["wabaId"].(string); strings.HasSuffix(id, personSuffix) && numberOf(id) != "" {
		t.takeNumber(a, numberOf(id))
		changed = append(changed, "userId")
	}
	return changed
}

// accountsDelete takes an account away with all that is its (twoway 2.1).
func accountsDelete(t *tx, who *caller, in accountIn) (success, error) {
	a, err := t.account(who.team, in.AccountID)
	if err != nil {
		return success{}, err
	}
	t.disconnect(a)
	t.forgetDevice(a)
	for _, m := range a.ids {
		if !m.net.IsZero() {
			delete(t.p.byNet, m.net)
		}
	}
	t.remove("account-delete", a, a.view(), "accountId")
	t.p.accounts = slices.DeleteFunc(t.p.accounts, func(o *account) bool { return o == a })
	return success{true}, nil
}

// accountsArchive logs out and takes away what was synced; contacts and notes stay (twoway 2.1).
func accountsArchive(t *tx, who *caller, in accountIn) (success, error) {
	a, err := t.account(who.team, in.AccountID)
	if err != nil {
		return success{}, err
	}
	t.logOut(a, "")
	var kept []snapshot
	var gone []*chat
	for _, c := range a.chats() {
		before := c.watch()
		t.onlyNotes(c)
		if len(c.messages) == 0 {
			gone = append(gone, c)
			continue
		}
		kept = append(kept, before)
	}
	for _, c := range gone {
		t.remove("chat-delete", a, c.bare(), chatIDs...).of(c.contact)
		c.contact.chat = nil
	}
	for _, s := range kept {
		t.tellChat(s)
	}
	return success{true}, nil
}

// onlyNotes drops everything but the notes of a chat.
func (t *tx) onlyNotes(c *chat) {
	for _, m := range slices.Clone(c.messages) {
		if m.status != statusNote {
			t.drop(m)
		}
	}
	c.unread = 0
	c.renew()
}

// chats are those of an account, in the order in which their contacts were made.
func (a *account) chats() (all []*chat) {
	for _, c := range a.contacts {
		if c.chat != nil {
			all = append(all, c.chat)
		}
	}
	slices.SortFunc(all, func(a, b *chat) int { return strings.Compare(a.contact.cursor, b.contact.cursor) })
	return all
}

// accountsOpen starts the connection (twoway 2.1, 5.1).
func accountsOpen(t *tx, who *caller, in accountIn) (wire.Empty, error) {
	a, err := t.account(who.team, in.AccountID)
	if err != nil {
		return wire.Empty{}, err
	}
	if a.state != stateClose {
		return wire.Empty{}, nil
	}
	return wire.Empty{}, t.open(a)
}

type accountsCloseIn struct {
	AccountID string `path:"accountId"`
	Logout    bool   `query:"logout"`
}

// accountsClose ends the connection, and logs out when that is asked for (twoway 2.1).
func accountsClose(t *tx, who *caller, in accountsCloseIn) (wire.Empty, error) {
	a, err := t.account(who.team, in.AccountID)
	if err != nil {
		return wire.Empty{}, err
	}
	switch {
	case in.Logout:
		t.logOut(a, "")
	case a.state != stateClose:
		t.disconnect(a)
		t.changed(a, "state", "lastClosedAt", "stateInfo")
	}
	return wire.Empty{}, nil
}

// accountsLogout logs out and clears the credentials (twoway 2.1).
func accountsLogout(t *tx, who *caller, in accountIn) (success, error) {
	a, err := t.account(who.team, in.AccountID)
	if err != nil {
		return success{}, err
	}
	if a.state != stateClose || a.number != "" || a.credentials != nil {
		t.logOut(a, "")
	}
	return success{true}, nil
}
