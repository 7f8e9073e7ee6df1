package twoway

import (
	"encoding/json"
	"slices"
	"strings"
	"time"
)

// contactFilter are the filters of contacts (twoway 2.4, 5.7). As JSON they are the filters of a dynamic tag.
type contactFilter struct {
	Tags            []string `query:"tags" json:"tags,omitempty"`
	NotTags         []string `query:"notTags" json:"notTags,omitempty"`
	Contacts        []string `query:"contacts" json:"contacts,omitempty"`
	NotContacts     []string `query:"notContacts" json:"notContacts,omitempty"`
	MinMessagesSent *int     `query:"minMessagesSent" json:"minMessagesSent,omitempty"`
	MinMessagesRecv *int     `query:"minMessagesRecv" json:"minMessagesRecv,omitempty"`
	MaxMessagesSent *int     `query:"maxMessagesSent" json:"maxMessagesSent,omitempty"`
	MaxMessagesRecv *int     `query:"maxMessagesRecv" json:"maxMessagesRecv,omitempty"`
	Q               string   `query:"q" json:"q,omitempty"`
	Assignee        []string `query:"assignee" json:"assignee,omitempty"`
	AccountID       []string `query:"accountId" json:"accountId,omitempty"`
	Type            string   `query:"type" json:"type,omitempty"`
}

// moreFilter is the filter that a dynamic tag cannot have.
type moreFilter struct {
	NotAssignee []string `query:"notAssignee"`
}

// filters are the members of a filter that were given; nil for none.
func (f contactFilter) filters() map[string]any {
	var out map[string]any
	_ = json.Unmarshal(encode(f), &out) // it was written a moment ago
	if len(out) == 0 {
		return nil
	}
	return out
}

// matcher answers what judges the contacts of a team: different filters all hold, of one list any entry (twoway 5.7).
func (t *tx) matcher(team *team, f contactFilter) func(*contact) bool {
	return t.matcherWithin(team, f, nil)
}

// matcherWithin does so inside the evaluation of some dynamic tags: one that names itself matches nobody.
func (t *tx) matcherWithin(team *team, f contactFilter, above []string) func(*contact) bool {
	wanted, barred := t.carriers(team, f.Tags, above), t.carriers(team, f.NotTags, above)
	return func(c *contact) bool {
		has := func(list []string) bool {
			return slices.ContainsFunc(list, func(id string) bool { return c.account.contactID(id) == c.id })
		}
		switch {
		case len(f.Tags) > 0 && !wanted(c), len(f.NotTags) > 0 && barred(c),
			len(f.Contacts) > 0 && !has(f.Contacts), has(f.NotContacts),
			f.MinMessagesSent != nil && c.sent < *f.MinMessagesSent, f.MaxMessagesSent != nil && c.sent > *f.MaxMessagesSent,
			f.MinMessagesRecv != nil && c.received < *f.MinMessagesRecv, f.MaxMessagesRecv != nil && c.received > *f.MaxMessagesRecv,
			f.Q != "" && !c.found(f.Q),
			len(f.Assignee) > 0 && (c.assignee == "" || !slices.Contains(f.Assignee, c.assignee)),
			len(f.AccountID) > 0 && !slices.Contains(f.AccountID, c.account.id),
			f.Type != "" && c.kind != f.Type:
			return false
		}
		return true
	}
}

// carriers answers what tells whether a contact has one of some tags: plain ones are on it, dynamic ones match it.
func (t *tx) carriers(team *team, names, above []string) func(*contact) bool {
	var judges []func(*contact) bool
	for _, name := range names {
		tag := t.p.tagOf(team, name)
		switch {
		case tag == nil || slices.Contains(above, name): // unknown, or a circle: nobody
		case tag.dynamic:
			judges = append(judges, t.matcherWithin(team, tag.filter, append(slices.Clone(above), name)))
		default:
			judges = append(judges, func(c *contact) bool { return c.tag(name) >= 0 })
		}
	}
	return func(c *contact) bool {
		return slices.ContainsFunc(judges, func(is func(*contact) bool) bool { return is(c) })
	}
}

// found looks for a text in name, platform names and mail, and for its digits in the number when it is a number (twoway 5.7).
func (c *contact) found(q string) bool {
	if contains(orEmpty(c.name), q) || contains(orEmpty(c.email), q) ||
		slices.ContainsFunc(c.platformNames, func(name string) bool { return contains(name, q) }) {
		return true
	}
	digits := digitsOf(q)
	return digits != "" && strings.Trim(q, "0123456789 +-()") == "" && strings.Contains(orEmpty(c.phone), digits)
}

// tag is the place of a tag on a contact; -1: it is not there.
func (c *contact) tag(name string) int {
	return slices.IndexFunc(c.tags, func(t contactTag) bool { return t.Name == name })
}

// messageFilter asks for one message that satisfies all that is given (twoway 2.4 contactsPatch).
type messageFilter struct {
	ContainsText string `query:"messageContainsText"`
	From         string `query:"messageFrom"`
	To           string `query:"messageTo"`
	FromMe       *bool  `query:"messageFromMe"`
}

func (f messageFilter) takes(c *contact) bool {
	if f == (messageFilter{}) {
		return true
	}
	from, _ := time.Parse(time.RFC3339, f.From) // the document has judged both
	to, _ := time.Parse(time.RFC3339, f.To)
	return c.chat != nil && c.chat.has(func(m *message) bool {
		return contains(orEmpty(m.Text), f.ContainsText) && (f.From == "" || !m.at.Before(from)) && (f.To == "" || !m.at.After(to)) &&
			(f.FromMe == nil || m.fromMe == *f.FromMe)
	})
}
