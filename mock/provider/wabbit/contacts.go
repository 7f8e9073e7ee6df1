package wabbit

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"unicode"

	"github.com/mynah-sim/mynah/mock/network"
)

// Directory is an outside directory of contacts that the inbox is connected to (wabbit 1.12).
type Directory struct {
	ID, Type, Name string
	Contacts       []DirectoryContact
	NoPaging       bool // it answers all matches at once
	NoCount        bool // it does not say how many there are
}

// DirectoryContact is an entry of a directory.
type DirectoryContact struct {
	Name, Avatar, LargeAvatar string
	Phones, Emails            []Described
	URLs                      []string
	Companies                 []Company
}

// Described is a phone number or an e-mail address with what it is for.
type Described struct{ Value, Description string }

// Company is where somebody works.
type Company struct {
	JobTitle    string `json:"job_title"`
	CompanyName string `json:"company_name"`
}

// contactPage answers a listing of all directories (wabbit 4.2).
type contactPage struct {
	Count   int          `json:"count"`
	Next    *string      `json:"next"`
	Results []contactOut `json:"results"`
}

type contactOut struct {
	Name        string         `json:"name"`
	Initials    string         `json:"initials"`
	Phones      []describedTel `json:"phone_numbers"`
	Emails      []describedTo  `json:"email_addresses"`
	Provider    directoryOut   `json:"contact_provider"`
	Avatar      *string        `json:"avatar,omitempty"`
	LargeAvatar *string        `json:"large_avatar,omitempty"`
	URLs        []string       `json:"urls,omitempty"`
	Companies   []Company      `json:"companies,omitempty"`
}

type describedTel struct {
	Number      string `json:"phone_number"`
	Description string `json:"description,omitempty"`
}

type describedTo struct {
	Address     string `json:"email_address"`
	Description string `json:"description,omitempty"`
}

type directoryOut struct {
	Type string `json:"type"`
	Name string `json:"name"`
	ID   string `json:"id"`
}

func (d Directory) out(c DirectoryContact) contactOut {
	out := contactOut{
		Name: c.Name, Initials: initials(c.Name), Phones: []describedTel{}, Emails: []describedTo{},
		Provider: directoryOut{d.Type, d.Name, d.ID}, Avatar: optional(c.Avatar), LargeAvatar: optional(c.LargeAvatar),
		URLs: c.URLs, Companies: c.Companies,
	}
	for _, p := range c.Phones {
		out.Phones = append(out.Phones, describedTel{p.Value, p.Description})
	}
	for _, e := range c.Emails {
		out.Emails = append(out.Emails, describedTo{e.Value, e.Description})
	}
	return out
}

// search finds contacts by name, number or address (wabbit 5.7).
func (d Directory) search(part string) (found []DirectoryContact) {
	digits := strings.Map(keepDigits, part)
	for _, c := range d.Contacts {
		hit := contains(c.Name, part)
		for _, p := range c.Phones {
			hit = hit || digits != "" && strings.Contains(strings.Map(keepDigits, p.Value), digits)
		}
		for _, e := range c.Emails {
			hit = hit || contains(e.Value, part)
		}
		if hit {
			found = append(found, c)
		}
	}
	return found
}

// places is where each directory goes on, by its id; it travels as the opaque pages (wabbit 2.2).
type places map[string]int

func (p places) encode() string {
	text, _ := json.Marshal(p) // plain data
	return base64.RawURLEncoding.EncodeToString(text)
}

func decodePlaces(text string) (p places, ok bool) {
	data, err := base64.RawURLEncoding.DecodeString(text)
	if err != nil || json.Unmarshal(data, &p) != nil || len(p) == 0 {
		return nil, false
	}
	for _, at := range p {
		if at < 0 {
			return nil, false
		}
	}
	return p, true
}

type contactsIn struct {
	Limit  string `query:"limit"`
	Search string `query:"search"`
	Pages  string `query:"pages"`
}

// listContacts asks every directory; limit holds for each of them (wabbit 2.2).
func (c *call) listContacts(in contactsIn) (contactPage, error) {
	from := places{}
	if in.Pages != "" {
		var ok bool
		if from, ok = decodePlaces(in.Pages); !ok {
			return contactPage{}, field("pages", "Invalid value.")
		}
	}
	limit := pageIn{Limit: in.Limit}.limit()
	out, next := contactPage{Results: []contactOut{}}, places{}
	for _, d := range c.directories {
		found := d.search(sought(in.Search))
		if d.NoCount || out.Count < 0 {
			out.Count = -1
		} else {
			out.Count += len(found)
		}
		at, wanted := from[d.ID]
		if in.Pages != "" && !wanted {
			continue // it was exhausted before
		}
		end := min(at+limit, len(found))
		if d.NoPaging {
			end = len(found)
		}
		for _, contact := range found[min(at, end):end] {
			out.Results = append(out.Results, d.out(contact))
		}
		if end < len(found) {
			next[d.ID] = end
		}
	}
	if len(next) > 0 {
		q := url.Values{"limit": {strconv.Itoa(limit)}, "pages": {next.encode()}}
		if in.Search != "" {
			q.Set("search", in.Search)
		}
		out.Next = c.address(q)
	}
	return out, nil
}

type resolvedContact struct {
	Person  *person      `json:"person"`
	Results []contactOut `json:"contact_provider_results"`
}

// resolveContact looks a number up; numbers that nobody knows are answered too (wabbit 2.2).
func (c *call) resolveContact(in waIDIn) (resolvedContact, error) {
	out := resolvedContact{Results: []contactOut{}}
	digits, ok := digitsOf(in.WaID)
	if !ok {
		return out, nil
	}
	if one := c.chats[digits]; one != nil {
		out.Person = c.person(one)
	}
	for _, d := range c.directories {
		for _, contact := range d.Contacts {
			for _, p := range contact.Phones {
				if strings.Map(keepDigits, p.Value) == digits {
					out.Results = append(out.Results, d.out(contact))
					break
				}
			}
		}
	}
	return out, nil
}

type verifyIn struct {
	Body struct {
		Blocking string   `json:"blocking"`
		Contacts []string `json:"contacts"`
		Force    bool     `json:"force_check"`
	}
}

type verified struct {
	Contacts []verifiedContact `json:"contacts"`
}

type verifiedContact struct {
	Input  string `json:"input"`
	Status string `json:"status"`
	WaID   string `json:"wa_id,omitempty"`
}

// The bounds of a phone number in a check (wabbit 2.2).
const (
	leastDigits      = 10
	mostDigits       = 15
	leastWithoutPlus = 11
)

// verifyContacts asks WhatsApp which numbers have an account (wabbit 2.2).
func (c *call) verifyContacts(in verifyIn) (verified, error) {
	out := verified{Contacts: []verifiedContact{}}
	for _, text := range in.Body.Contacts {
		one, err := c.verify(text, in.Body.Blocking == "wait", in.Body.Force)
		if err != nil {
			return out, err
		}
		out.Contacts = append(out.Contacts, one)
	}
	return out, nil
}

func (c *call) verify(text string, wait, force bool) (verifiedContact, error) {
	digits := strings.Map(keepDigits, text)
	switch {
	case strings.IndexFunc(text, unicode.IsLetter) >= 0, len(digits) < leastDigits, len(digits) > mostDigits:
		return verifiedContact{Input: text, Status: "failed"}, nil
	case !strings.Contains(text, "+") && len(digits) < leastWithoutPlus:
		return verifiedContact{Input: text, Status: "invalid"}, nil
	}
	status, err := c.p.net.CheckContact(c.account, digits, wait, force)
	if err != nil {
		return verifiedContact{}, fmt.Errorf("check of %q: %w", text, err)
	}
	if status == network.CheckProcessing || status == network.CheckValid {
		return verifiedContact{text, string(status), digits}, nil
	}
	return verifiedContact{Input: text, Status: string(status)}, nil
}
