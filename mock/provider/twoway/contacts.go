package twoway

import (
	"slices"
	"strings"

	"github.com/mynah-sim/mynah/mock/network"
)

type contactsGetIn struct {
	contactFilter
	moreFilter
	ReturnTotalCount  bool   `query:"returnTotalCount"`
	ReturnLastMessage bool   `query:"returnLastMessage"`
	Page              string `query:"page"`
	Count             string `query:"count"`
}

type contactsList struct {
	TotalCount *int          `json:"totalCount,omitempty"`
	Contacts   []contactView `json:"contacts"`
	NextPage   *string       `json:"nextPage"`
}

// contactsFor are the contacts of a team that match the filters and that a narrowed caller may see, oldest first.
func (t *tx) contactsFor(who *caller, f contactFilter, more moreFilter, narrowed bool) (found []*contact) {
	match := t.matcher(who.team, f)
	for _, c := range t.allContacts(who.team) {
		if who.sees(c, narrowed) && match(c) && !(c.assignee != "" && slices.Contains(more.NotAssignee, c.assignee)) {
			found = append(found, c)
		}
	}
	return found
}

// contactsGet lists contacts, the newest first (twoway 2.4).
func contactsGet(t *tx, who *caller, in contactsGetIn) (contactsList, error) {
	if in.Page != "" && !isCursor(in.Page) {
		return contactsList{}, errCursor
	}
	found := t.contactsFor(who, in.contactFilter, in.moreFilter, !who.scopes.has("CONTACTS_READ_ALL"))
	slices.Reverse(found)
	out := contactsList{Contacts: []contactView{}}
	if in.ReturnTotalCount {
		out.TotalCount = new(len(found))
	}
	if in.Page != "" {
		found = slices.DeleteFunc(found, func(c *contact) bool { return c.cursor >= in.Page })
	}
	size := min(countOf(in.Count), len(found))
	if in.Count == "all" {
		size = len(found)
	}
	for _, c := range found[:size] {
		v := c.view()
		if in.ReturnLastMessage && c.chat != nil {
			v.Chat = &contactChat{stamp(c.chat.newest)}
		}
		out.Contacts = append(out.Contacts, v)
	}
	if size < len(found) {
		out.NextPage = &found[size-1].cursor
	}
	return out, nil
}

// countOf is the size of a page; the document has judged the text.
func countOf(text string) int {
	size := 0
	for _, digit := range digitsOf(text) {
		size = min(size*10+int(digit-'0'), 1_000_000)
	}
	if text == "" {
		return pageSize
	}
	return size
}

type contactsPatchIn struct {
	contactFilter
	moreFilter
	messageFilter
	Body struct {
		Patch struct {
			Name        *string          `json:"name"`
			PhoneNumber *string          `json:"phoneNumber"`
			Email       *string          `json:"email"`
			Assignee    nullable[string] `json:"assignee"`
			Tags        []contactTag     `json:"tags"`
		} `json:"patch"`
	}
}

type contactsUpdated struct {
	Updated int `json:"updated"`
}

// contactsPatch changes all contacts that match the filters (twoway 2.4).
func contactsPatch(t *tx, who *caller, in contactsPatchIn) (contactsUpdated, error) {
	p := in.Body.Patch
	if err := t.judgeTags(who.team, p.Tags); err != nil {
		return contactsUpdated{}, err
	}
	found := t.contactsFor(who, in.contactFilter, in.moreFilter, who.narrowedContacts())
	found = slices.DeleteFunc(found, func(c *contact) bool { return !in.messageFilter.takes(c) })
	t.learnTags(who.team, p.Tags)
	var assigned []*contact
	for _, c := range found {
		var change contactChange
		change.text("name", &c.name, p.Name)
		change.text("phoneNumber", &c.phone, p.PhoneNumber)
		change.text("email", &c.email, p.Email)
		change.tags = mergeTags(c, p.Tags)
		if p.Assignee.given && t.assign(c, orEmpty(p.Assignee.value), who.user.id) {
			change.members = append(change.members, "assignee", "assigner")
			assigned = append(assigned, c)
		}
		t.tellContact(c, change)
	}
	t.noteAssignments(assigned)
	return contactsUpdated{len(found)}, nil
}

// narrowedContacts tells whether a caller may read assigned contacts only.
func (c *caller) narrowedContacts() bool {
	return c.scopes.has("CONTACTS_READ_ASSIGNED") && !c.scopes.has("CONTACTS_READ_ALL")
}

// noteAssignments writes the notes about new assignees: all messages first, then all chats (twoway 2.4 contactsPatch).
func (t *tx) noteAssignments(all []*contact) {
	var before []snapshot
	for _, c := range all {
		if c.chat != nil {
			before = append(before, c.chat.watch())
			t.assignmentNote(c)
		}
	}
	for _, s := range before {
		t.tellChat(s)
	}
}

// contactChange is what a contact lost and gained.
type contactChange struct {
	members []string
	tags    []contactTag // the changed ones; those taken off with remove
}

// text sets a member that was given and differs.
func (c *contactChange) text(name string, to **string, value *string) {
	if value == nil || *to != nil && **to == *value {
		return
	}
	*to, c.members = value, append(c.members, name)
}

// mergeTags merges tags by name and answers the changed ones (twoway 2.4 contactsPatch).
func mergeTags(c *contact, given []contactTag) (changed []contactTag) {
	tags := slices.Clone(c.tags)
	for _, tag := range given {
		at := slices.IndexFunc(tags, func(o contactTag) bool { return o.Name == tag.Name })
		switch {
		case tag.Remove && at >= 0:
			tags = slices.Delete(tags, at, at+1)
		case tag.Remove:
			continue
		case at < 0:
			tags = append(tags, contactTag{Name: tag.Name, Value: tag.Value})
		case orEmpty(tags[at].Value) == orEmpty(tag.Value) && (tags[at].Value == nil) == (tag.Value == nil):
			continue
		default:
			tags[at].Value = tag.Value
		}
		changed = append(changed, tag)
	}
	c.tags = tags
	return changed
}

// tellContact tells what has changed of a contact; of its tags only the changed ones (twoway 3.2).
func (t *tx) tellContact(c *contact, change contactChange) {
	if len(change.members) == 0 && len(change.tags) == 0 {
		return
	}
	c.updated = t.now
	data := some(c.view(), slices.Concat(contactIDs, change.members, []string{"updatedAt"}))
	if len(change.tags) > 0 {
		data["tags"] = encode(change.tags)
	}
	t.tell("contact-update", c.account.team, c.account.id, data).of(c)
}

type contactsDeleteIn struct {
	contactFilter
	moreFilter
}

// contactsDelete takes contacts away, with chats and messages (twoway 2.4).
func contactsDelete(t *tx, who *caller, in contactsDeleteIn) (success, error) {
	found := t.contactsFor(who, in.contactFilter, in.moreFilter, who.narrowedContacts())
	for _, c := range found {
		t.remove("contact-delete", c.account, c.view(), contactIDs...).of(c)
	}
	for _, c := range found {
		if c.chat != nil {
			t.deleteChat(c.chat)
		}
		delete(c.account.contacts, c.id)
	}
	return success{true}, nil
}

type contactsPostIn struct {
	Body struct {
		AccountID string          `json:"accountId"`
		Contacts  []contactUpsert `json:"contacts"`
	}
}

type contactUpsert struct {
	Name        *string          `json:"name"`
	PhoneNumber string           `json:"phoneNumber"`
	Email       *string          `json:"email"`
	Tags        []contactTag     `json:"tags"`
	Assignee    nullable[string] `json:"assignee"`
}

// contactsPost makes contacts, or changes those that are there, all or nothing (twoway 2.4).
func contactsPost(t *tx, who *caller, in contactsPostIn) (success, error) {
	a, err := t.upsertAccount(who, in.Body.AccountID)
	if err != nil {
		return success{}, err
	}
	for _, c := range in.Body.Contacts {
		if digits := digitsOf(c.PhoneNumber); len(digits) < 7 || len(digits) > 15 {
			return success{}, errPhone
		}
		if err := t.judgeTags(who.team, c.Tags); err != nil {
			return success{}, err
		}
	}
	var made, changed []*contact
	changes := map[*contact]contactChange{}
	var assigned []*contact
	for _, given := range in.Body.Contacts {
		t.learnTags(who.team, given.Tags)
		id := a.contactID(digitsOf(given.PhoneNumber))
		c := a.contacts[id]
		if c == nil {
			c = t.newContact(a, id)
			made = append(made, c)
		} else if !slices.Contains(made, c) && !slices.Contains(changed, c) {
			changed = append(changed, c)
		}
		change := changes[c]
		change.text("name", &c.name, given.Name)
		change.text("email", &c.email, given.Email)
		change.tags = append(change.tags, mergeTags(c, given.Tags)...)
		if given.Assignee.given && t.assign(c, orEmpty(given.Assignee.value), who.user.id) {
			change.members = append(change.members, "assignee", "assigner")
			assigned = append(assigned, c)
		}
		changes[c] = change
	}
	for _, c := range made {
		t.inserted(c)
	}
	for _, c := range made {
		t.newChat(c).userGenerated = true
		t.started(c.chat)
	}
	for _, c := range changed {
		t.tellContact(c, changes[c])
	}
	t.noteAssignments(assigned)
	return success{true}, nil
}

// upsertAccount is the named account, else the oldest of the team.
func (t *tx) upsertAccount(who *caller, id string) (*account, error) {
	if id != "" {
		return t.account(who.team, id)
	}
	var oldest *account
	for _, a := range t.p.accounts {
		if a.team == who.team && (oldest == nil || a.created.Before(oldest.created)) {
			oldest = a
		}
	}
	if oldest == nil {
		return nil, errNoAccount
	}
	return oldest, nil
}

type existsIn struct {
	Type        string `query:"type"`
	PhoneNumber string `query:"phoneNumber"`
}

type existsOut struct {
	Exists bool   `json:"exists"`
	ID     string `json:"id"`
}

// contactsCheckExists asks the platform whether a number is there (twoway 2.4).
func contactsCheckExists(t *tx, who *caller, in existsIn) (existsOut, error) {
	digits := digitsOf(in.PhoneNumber)
	if digits == "" {
		return existsOut{}, nil
	}
	return existsOut{t.p.net.OnWhatsApp(who.team.owner, digits), digits + personSuffix}, nil
}

type imageIn struct {
	AccountID string `path:"accountId"`
	ID        string `path:"id"`
	Type      string `query:"type"`
}

type imageOut struct {
	URL *string `json:"url"`
}

// contactsImageGet gives the address of a profile picture; a closed account answers from what is stored (twoway 2.4).
func contactsImageGet(t *tx, who *caller, in imageIn) (imageOut, error) {
	a, err := t.account(who.team, in.AccountID)
	if err != nil {
		return imageOut{}, err
	}
	id := a.contactID(in.ID)
	c := a.contacts[id]
	if who.narrowed() && !who.sees(c, true) {
		return imageOut{}, errScope
	}
	img := &contactImg{}
	if c != nil && c.img != nil {
		img = c.img
	}
	if a.state == stateOpen {
		img = t.pictureOf(id)
		if c != nil {
			t.keepPicture(c, img)
		}
	}
	if in.Type == "full" {
		return imageOut{textOrNil(img.FullURL)}, nil
	}
	return imageOut{textOrNil(img.URL)}, nil
}

// pictureOf asks the network for the picture of a person or a group.
func (t *tx) pictureOf(id string) *contactImg {
	address, _, _ := strings.Cut(id, "@")
	photo := t.p.net.Contact(address).Photo
	if g, err := t.p.net.Group(address); err == nil {
		photo = g.Photo
	}
	if photo == (network.ID{}) {
		return &contactImg{FetchedAt: stamp(t.now)}
	}
	url := t.p.pictureURL(photo)
	return &contactImg{URL: url + "?size=preview", FullURL: url, FetchedAt: stamp(t.now)}
}

// keepPicture stores what was found, and tells of it when the picture is another one.
func (t *tx) keepPicture(c *contact, img *contactImg) {
	old := contactImg{}
	if c.img != nil {
		old = *c.img
	}
	c.img = img
	if old.URL != img.URL || old.FullURL != img.FullURL {
		t.touched(c, "img")
	}
}
