package wabbit

import (
	"crypto/sha256"
	"crypto/subtle"
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strconv"

	"github.com/mynah-sim/mynah/mock/wire"
)

// The roles of users (wabbit 1.11).
const (
	roleAdmin = "admin"
	roleUser  = "user"
	roleApp   = "app"
)

// user is somebody who works in the inbox, or a program.
type user struct {
	id                                   int
	username, firstName, lastName, email string
	role                                 string
	available, active                    bool
	avatar, largeAvatar                  *string
	password                             *[32]byte // nil: none
	token                                string    // empty: none yet
	code                                 string    // that activates; empty: none
	groups                               []int
	rights                               Permissions
	first                                bool
	hook                                 *hook
}

// Permissions are what a user may do in chats (wabbit 4.8).
type Permissions struct {
	UseTags bool   `json:"can_use_tags"`
	Read    string `json:"can_read_chats"`
	Write   string `json:"can_write_to_chats"`
}

// How far a right reaches (wabbit 5.1).
const (
	reachAll   = "all"
	reachGroup = "group"
	reachUser  = "user"
	reachNone  = "none"
)

// defaultPermissions are those of new users, by role (wabbit 5.1).
func defaultPermissions() map[string]Permissions {
	return map[string]Permissions{
		roleAdmin: {true, reachAll, reachAll}, roleUser: {true, reachAll, reachUser}, roleApp: {true, reachUser, reachUser},
	}
}

func (u *user) in(group int) bool { return slices.Contains(u.groups, group) }

func (u *user) admin() bool { return u.role == roleAdmin }

// covers tells whether a right reaches a chat.
func (u *user) covers(reach string, c *chat) bool {
	switch reach {
	case reachAll:
		return true
	case reachGroup:
		return c.user == u || c.group != nil && u.in(c.group.ID)
	case reachUser:
		return c.user == u
	}
	return false
}

func (u *user) reads(c *chat) bool { return u.covers(u.rights.Read, c) }

// writes: to a chat that does not exist yet everybody may write who may write at all (wabbit 5.1).
func (u *user) writes(c *chat) bool {
	if c == nil {
		return u.rights.Write != reachNone
	}
	return u.covers(u.rights.Write, c)
}

func (u *user) setPassword(text string) {
	sum := sha256.Sum256([]byte(text))
	u.password = &sum
}

func (u *user) knows(password string) bool {
	sum := sha256.Sum256([]byte(password))
	return u.password != nil && subtle.ConstantTimeCompare(u.password[:], sum[:]) == 1
}

// enlist adds a user that is there from the start.
func (b *inbox) enlist(c UserConfig) *user {
	u := b.newUser(c.Username, c.Role)
	u.active, u.token, u.first = true, c.Token, c.First
	if c.Password != "" {
		u.setPassword(c.Password)
	}
	return u
}

// defaultGroups are the groups that users of a role join (wabbit 1.11).
var defaultGroups = map[string]int{roleAdmin: groupAdmin, roleUser: groupRegular, roleApp: groupApp}

// newUser makes an inactive user in the default group of its role.
func (b *inbox) newUser(name, role string) *user {
	u := &user{id: len(b.users) + 1, username: name, role: role, available: true, groups: []int{defaultGroups[role]}, rights: b.defaults[role]}
	if rights, set := b.groupRights[defaultGroups[role]]; set {
		u.rights = rights
	}
	b.users = append(b.users, u)
	return u
}

// named finds a user by name; nil: none.
func (b *inbox) named(name string) *user {
	for _, u := range b.users {
		if u.username == name {
			return u
		}
	}
	return nil
}

// user finds a user by id; nil: none.
func (b *inbox) user(id int) *user {
	if id < 1 || id > len(b.users) {
		return nil
	}
	return b.users[id-1]
}

// userAt finds the user that a path names.
func (b *inbox) userAt(text string) (*user, error) {
	id, err := strconv.Atoi(text)
	if u := b.user(id); err == nil && u != nil {
		return u, nil
	}
	return nil, errUnknown
}

// userOut is a user as answers show it (wabbit 4.8).
type userOut struct {
	URL         string      `json:"url"`
	ID          int         `json:"id"`
	Username    string      `json:"username"`
	FirstName   string      `json:"first_name"`
	LastName    string      `json:"last_name"`
	Email       string      `json:"email"`
	Profile     profileOut  `json:"profile"`
	Groups      []group     `json:"groups"`
	Permissions Permissions `json:"permissions"`
}

type profileOut struct {
	Role        string  `json:"role"`
	IsAvailable bool    `json:"is_available"`
	Avatar      *string `json:"avatar"`
	LargeAvatar *string `json:"large_avatar"`
}

func (u *user) profile() profileOut { return profileOut{u.role, u.available, u.avatar, u.largeAvatar} }

func userURL(base string, id int) string { return fmt.Sprintf("%s/users/%d/", base, id) }

// out is a user for answers; nil stays nil.
func (b *inbox) out(u *user, base string) *userOut {
	if u == nil {
		return nil
	}
	out := &userOut{
		URL: userURL(base, u.id), ID: u.id, Username: u.username, FirstName: u.firstName, LastName: u.lastName, Email: u.email,
		Profile: u.profile(), Groups: []group{}, Permissions: u.rights,
	}
	for _, id := range u.groups {
		if g := b.group(id); g != nil {
			out.Groups = append(out.Groups, *g)
		}
	}
	return out
}

// listUsers lists active and inactive users (wabbit 2.11).
func (c *call) listUsers(in pageIn) (page[*userOut], error) {
	return paged(c, in, c.users, func(u *user) *userOut { return c.out(u, c.base) }), nil
}

func (c *call) retrieveCurrentUser(wire.Empty) (*userOut, error) { return c.out(c.user, c.base), nil }

type idIn struct {
	ID string `path:"id"`
}

func (c *call) retrieveUser(in idIn) (*userOut, error) {
	u, err := c.userAt(in.ID)
	return c.out(u, c.base), err
}

// badUsername is the text for a name that the API does not make (wabbit 2.11).
const badUsername = "Enter a valid username. Only alphanumeric characters are allowed."

var username = regexp.MustCompile(`^[A-Za-z0-9]+$`)

type createUserIn struct {
	Body struct {
		Username  string `json:"username"`
		FirstName string `json:"first_name"`
		LastName  string `json:"last_name"`
		Email     string `json:"email"`
		Profile   struct {
			Role string `json:"role"`
		} `json:"profile"`
	}
}

type userCreated struct {
	URL           string     `json:"url"`
	ID            int        `json:"id"`
	Username      string     `json:"username"`
	FirstName     string     `json:"first_name"`
	LastName      string     `json:"last_name"`
	Email         string     `json:"email"`
	Profile       profileOut `json:"profile"`
	ActivationURL string     `json:"activation_url"`
}

// createUser makes an inactive user without password and token (wabbit 2.11).
func (c *call) createUser(in createUserIn) (userCreated, error) {
	if !c.user.admin() {
		return userCreated{}, errForbidden
	}
	if c.p.taken(in.Body.Username) {
		return userCreated{}, field("username", nameTaken)
	}
	role := in.Body.Profile.Role
	if role == "" {
		role = roleUser
	}
	u := c.newUser(in.Body.Username, role)
	u.firstName, u.lastName, u.email = in.Body.FirstName, in.Body.LastName, in.Body.Email
	u.code = hex40(c.p.mint("activation"))
	c.p.own(u.username)
	c.p.own(u.code)
	return userCreated{
		userURL(c.base, u.id), u.id, u.username, u.firstName, u.lastName, u.email, u.profile(), c.base + "/users/activate/" + u.code + "/",
	}, nil
}

const nameTaken = "A user with that username already exists."

// taken tells whether a user of any inbox of this world has the name.
func (p *Provider) taken(name string) bool {
	return slices.ContainsFunc(p.inboxes, func(b *inbox) bool { return b.named(name) != nil })
}

type activateIn struct {
	Code string `path:"code"`
}

// activated is what an activation answers: a token to programs, nothing to people (wabbit 2.11).
type activated struct {
	Token string `json:"token,omitempty"`
}

func (c *call) activateUser(in activateIn) (activated, error) {
	for _, b := range c.p.inboxes {
		for _, u := range b.users {
			if u.code == "" || u.code != in.Code {
				continue
			}
			u.active, u.code = true, ""
			if u.role == roleApp {
				return activated{b.tokenFor(u)}, nil
			}
			return activated{}, nil
		}
	}
	return activated{}, errUnknown
}

// tokenFor is the user's token, made with the first call (wabbit 1.3).
func (b *inbox) tokenFor(u *user) string {
	if u.token == "" {
		u.token = hex40(b.p.mint("token"))
		b.p.own(u.token)
	}
	return u.token
}

// userChange is the body of the two updates. Absent members stay.
type userChange struct {
	Username  *string `json:"username"`
	FirstName *string `json:"first_name"`
	LastName  *string `json:"last_name"`
	Email     *string `json:"email"`
	Profile   struct {
		Role *string `json:"role"`
	} `json:"profile"`
	Groups *[]struct {
		ID int `json:"id"`
	} `json:"groups"`
	Permissions json.RawMessage `json:"permissions"`
}

type updateUserIn struct {
	ID   string `path:"id"`
	Body userChange
}

// updateUser changes what the body names. Role, groups and permissions count from admins only (wabbit 2.11).
func (c *call) updateUser(in updateUserIn) (*userOut, error) {
	u, err := c.userAt(in.ID)
	bad := fieldErrors{}
	if name := in.Body.Username; name != nil && u != nil && *name != u.username {
		switch {
		case !username.MatchString(*name):
			bad.add(badUsername, "username")
		case c.p.taken(*name):
			bad.add(nameTaken, "username")
		}
	}
	var groups []int
	if in.Body.Groups != nil {
		groups = []int{}
		for _, g := range *in.Body.Groups {
			if c.group(g.ID) == nil {
				bad.add(noSuch(g.ID), "groups")
				continue
			}
			groups = append(groups, g.ID)
		}
	}
	switch {
	case len(bad) > 0:
		return nil, bad
	case err != nil:
		return nil, err
	case !c.user.admin() && c.user != u:
		return nil, errForbidden
	}
	set(&u.username, in.Body.Username)
	set(&u.firstName, in.Body.FirstName)
	set(&u.lastName, in.Body.LastName)
	set(&u.email, in.Body.Email)
	if c.user.admin() {
		set(&u.role, in.Body.Profile.Role)
		if groups != nil {
			u.groups = slices.Compact(slices.Sorted(slices.Values(groups)))
		}
		if len(in.Body.Permissions) > 0 {
			_ = json.Unmarshal(in.Body.Permissions, &u.rights) // the document has judged it
		}
	}
	return c.out(u, c.base), nil
}

// set takes a value that was given.
func set[T any](to *T, given *T) {
	if given != nil {
		*to = *given
	}
}

type changeOwnIn struct {
	Body struct {
		Current string `json:"current_password"`
		New     string `json:"new_password"`
	}
}

// empty is {}.
type empty struct{}

// changeOwnPassword: token and sessions stay (wabbit 2.11).
func (c *call) changeOwnPassword(in changeOwnIn) (empty, error) {
	if !c.user.knows(in.Body.Current) {
		return empty{}, &ruleError{"Current password is incorrect."}
	}
	c.user.setPassword(in.Body.New)
	return empty{}, nil
}

type changePasswordIn struct {
	ID   string `path:"id"`
	Body struct {
		Password string `json:"password"`
	}
}

func (c *call) changeUserPassword(in changePasswordIn) (empty, error) {
	u, err := c.userAt(in.ID)
	if err != nil {
		return empty{}, err
	}
	if !c.user.admin() {
		return empty{}, errForbidden
	}
	u.setPassword(in.Body.Password)
	return empty{}, nil
}

type availability struct {
	IsAvailable bool `json:"is_available"`
}

type availabilityIn struct {
	ID   string `path:"id"`
	Body availability
}

func (c *call) updateUserAvailability(in availabilityIn) (availability, error) {
	u, err := c.userAt(in.ID)
	if err != nil {
		return availability{}, err
	}
	if !c.user.admin() && c.user != u {
		return availability{}, errForbidden
	}
	if u.available != in.Body.IsAvailable {
		u.available = in.Body.IsAvailable
		c.availabilityChanged(u)
	}
	return in.Body, nil
}

// group is a group of users (wabbit 4.8).
type group struct {
	ID   int    `json:"id"`
	Name string `json:"name"`
}

// group finds a group by id; nil: none.
func (b *inbox) group(id int) *group {
	for _, g := range b.groups {
		if g.ID == id {
			return g
		}
	}
	return nil
}

func (c *call) listGroups(in pageIn) (page[group], error) {
	return paged(c, in, c.groups, func(g *group) group { return *g }), nil
}
