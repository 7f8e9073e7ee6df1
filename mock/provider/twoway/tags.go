package twoway

import (
	"net/mail"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/mynah-sim/mynah/mock/wire"
)

// teamTag is a tag of a team: plain, or dynamic with filters (twoway 5.7).
type teamTag struct {
	team       *team
	name       string
	dynamic    bool
	filter     contactFilter
	validation *validation
}

// validation says what values of a tag must be (twoway 4.7 TagFieldValidation).
type validation struct {
	Type   string   `json:"type,omitempty"`
	Format string   `json:"format,omitempty"`
	Enum   []string `json:"enum,omitempty"`
}

// tagView is a tag as answers show it (twoway 4.7 Tag).
type tagView struct {
	Name       string         `json:"name"`
	Filters    map[string]any `json:"filters"`
	Validation *validation    `json:"validation,omitempty"`
}

func (t *teamTag) view() tagView {
	v := tagView{Name: t.name, Validation: t.validation}
	if t.dynamic {
		v.Filters = t.filter.filters()
	}
	return v
}

// tagOf finds a tag of a team; nil when there is none.
func (p *Provider) tagOf(team *team, name string) *teamTag {
	for _, tag := range p.tags {
		if tag.team == team && tag.name == name {
			return tag
		}
	}
	return nil
}

// accepts tells whether a value fits: values are kept as text and checked by reading them.
func (v *validation) accepts(value string) bool {
	switch v.Type {
	case "number":
		_, err := strconv.ParseFloat(value, 64)
		return err == nil
	case "integer":
		_, err := strconv.ParseInt(value, 10, 64)
		return err == nil
	case "boolean":
		return value == "true" || value == "false"
	}
	return (len(v.Enum) == 0 || slices.Contains(v.Enum, value)) && hasFormat(v.Format, value)
}

func hasFormat(format, value string) bool {
	switch format {
	case "email":
		at, err := mail.ParseAddress(value)
		return err == nil && at.Address == value
	case "phone":
		digits := strings.TrimPrefix(value, "+")
		return digitsOf(digits) == digits && len(digits) >= 7 && len(digits) <= 15
	case "uri":
		u, err := url.Parse(value)
		return err == nil && u.Scheme != ""
	}
	return true
}

// judgeTags checks the values that are to be written (twoway 5.7, validation).
func (t *tx) judgeTags(team *team, given []contactTag) error {
	for _, g := range given {
		tag := t.p.tagOf(team, g.Name)
		if tag != nil && tag.validation != nil && g.Value != nil && !g.Remove && !tag.validation.accepts(*g.Value) {
			return &tagValueError{g.Name}
		}
	}
	return nil
}

// learnTags makes the plain tags that are given and unknown (twoway 2.4 contactsPatch).
func (t *tx) learnTags(team *team, given []contactTag) {
	for _, g := range given {
		if !g.Remove && t.p.tagOf(team, g.Name) == nil {
			t.p.tags = append(t.p.tags, &teamTag{team: team, name: g.Name})
		}
	}
}

type tagsList struct {
	Tags []tagView `json:"tags"`
}

// tagsGet lists the tags of the team by name (twoway 2.7).
func tagsGet(t *tx, who *caller, _ wire.Empty) (tagsList, error) {
	out := tagsList{Tags: []tagView{}}
	for _, tag := range t.p.tags {
		if tag.team == who.team {
			out.Tags = append(out.Tags, tag.view())
		}
	}
	slices.SortFunc(out.Tags, func(a, b tagView) int { return strings.Compare(a.Name, b.Name) })
	return out, nil
}

type tagsDeleteIn struct {
	Name string `query:"name"`
}

// tagsDelete deletes a tag and takes it off every contact (twoway 2.7).
func tagsDelete(t *tx, who *caller, in tagsDeleteIn) (success, error) {
	tag := t.p.tagOf(who.team, in.Name)
	if tag == nil {
		return success{}, errTag
	}
	t.p.tags = slices.DeleteFunc(t.p.tags, func(o *teamTag) bool { return o == tag })
	off := []contactTag{{Name: in.Name, Remove: true}}
	for _, c := range t.allContacts(who.team) {
		t.tellContact(c, contactChange{tags: mergeTags(c, off)})
	}
	return success{true}, nil
}

type tagsPostIn struct {
	contactFilter
	Name string `query:"name"`
}

// tagsPost makes a tag; with a filter a dynamic one (twoway 2.7).
func tagsPost(t *tx, who *caller, in tagsPostIn) (tagView, error) {
	if t.p.tagOf(who.team, in.Name) != nil {
		return tagView{}, errTagExists
	}
	tag := &teamTag{team: who.team, name: in.Name, filter: in.contactFilter}
	tag.dynamic = in.contactFilter.filters() != nil
	t.p.tags = append(t.p.tags, tag)
	return tag.view(), nil
}

type tagsPatchIn struct {
	Name string `query:"name"`
	Body struct {
		Validation *validation `json:"validation"`
	}
}

// tagsPatch sets what values of a tag must be; without validation they may be anything (twoway 2.7).
func tagsPatch(t *tx, who *caller, in tagsPatchIn) (tagView, error) {
	tag := t.p.tagOf(who.team, in.Name)
	if tag == nil {
		return tagView{}, errTag
	}
	tag.validation = in.Body.Validation
	return tag.view(), nil
}
