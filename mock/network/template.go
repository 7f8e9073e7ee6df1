package network

import (
	"fmt"
	"slices"
	"time"
)

// Template is one name in one language of one WhatsApp business account (network 3.4).
type Template struct {
	WABA, Name, Language string
	ID                   string // outside id: digits; empty in a description: the network draws one
	Category             string // MARKETING, UTILITY, AUTHENTICATION, or an old word, kept as given (Rules tells what it counts as)
	Status               TemplateStatus
	Header               *TemplateHeader
	Body                 string // of AUTHENTICATION: empty takes the platform's fixed text
	Footer               string
	Buttons              []TemplateButton
	Cards                []TemplateCard
	Offer                *TemplateOffer
	CallPermission       bool          // asks for the permission to call
	Security             bool          // AUTHENTICATION: the fixed text ends with a warning
	CodeMinutes          int           // AUTHENTICATION: the fixed footer says so; 0: no footer
	TTL                  time.Duration // how long delivery is tried; 0: the account's; TTLForever: as long as the platform does
	AllowCategory        bool          // the reviewer may change the category
	Reason               string        // of a rejection: INVALID_FORMAT, ...; of a pause or an end: see the title; empty: none
	Detail               string        // what the reviewer says beside the reason
	Quality              string        // UNKNOWN, GREEN, YELLOW, RED; empty in a description: UNKNOWN
	QualityReasons       []string
	Made, Changed        time.Time // Made zero in a description: when the world began
	Gone                 time.Time // PENDING_DELETION: when it is gone; zero: not deleted
	Resumes              time.Time // PAUSED: when it can be sent again by itself; zero: not by itself
	Note                 any       // the provider's own, handed back untouched; must not change afterwards
}

// TTLForever is the -1 of a template's life time: as long as the platform tries (network 2.8).
const TTLForever time.Duration = -1

// TemplateHeader is TEXT, IMAGE, VIDEO, GIF, DOCUMENT, LOCATION or PRODUCT (of a card).
type TemplateHeader struct{ Format, Text string }

// TemplateButton is one button: QUICK_REPLY, URL, PHONE_NUMBER, OTP, FLOW, CATALOG, MPM, SPM, ORDER_DETAILS, VOICE_CALL, COPY_CODE,
// REQUEST_CONTACT_INFO.
type TemplateButton struct {
	Type, Text string
	URL        string
	Phone      string
	OTP        string // COPY_CODE, ONE_TAP, ZERO_TAP
	Autofill   string // OTP: caption of the button that hands the code over
	Flow       string // id
	Action     string // FLOW: navigate, data_exchange
	Screen     string // FLOW: the first one
	Code       string // COPY_CODE: sample
	Minutes    int    // VOICE_CALL: how long it stays active; 0: 1,440
}

// TemplateCard is one card of a carousel. A card without a body has an empty one.
type TemplateCard struct {
	Header  TemplateHeader
	Body    string
	Buttons []TemplateButton
}

// TemplateOffer is the limited-time offer of a template.
type TemplateOffer struct {
	Text    string
	Expires bool // shows a countdown; the end comes with each message
}

// The categories that the rules know.
const (
	CategoryMarketing      = "MARKETING"
	CategoryUtility        = "UTILITY"
	CategoryAuthentication = "AUTHENTICATION"
)

// oldCategories are words of before: every rule treats them as UTILITY (network 3.4).
var oldCategories = []string{
	"ACCOUNT_UPDATE", "PAYMENT_UPDATE", "PERSONAL_FINANCE_UPDATE", "SHIPPING_UPDATE", "RESERVATION_UPDATE", "ISSUE_RESOLUTION",
	"APPOINTMENT_UPDATE", "TRANSPORTATION_UPDATE", "TICKET_UPDATE", "ALERT_UPDATE", "AUTO_REPLY",
}

// KnownCategory tells whether a template can be of a category: one of three, or an old word.
func KnownCategory(word string) bool {
	return word == CategoryMarketing || word == CategoryUtility || word == CategoryAuthentication || slices.Contains(oldCategories, word)
}

// Rules is the category whose rules a template follows: its own, or UTILITY for an old word.
func (t *Template) Rules() string {
	if slices.Contains(oldCategories, t.Category) {
		return CategoryUtility
	}
	return t.Category
}

// template is a Template as it runs.
type template struct {
	Template
	place   uint32
	turn    uint8    // of the queue: steps of older turns are void
	edits   []int64  // when it was edited while approved, oldest first
	pauses  int      // for low quality so far
	found   []Breach // what the reviewer will reject it for
	correct string   // the category that the platform will give it

	given    bool     // it came with the world: no quota counts it as made
	sent     int      // messages while its quality is watched
	held     []uint32 // messages that wait for the verdict of pacing
	proven   bool     // pacing is over
	pausedAt int64    // last time
	before   uint32   // PENDING_DELETION: the newest message that was there when it was deleted
}

// TemplateRef names templates of a WhatsApp business account: by outside id, by name and language, or, without a language, all
// languages of a name.
type TemplateRef struct {
	WABA     string
	ID       string
	Name     string
	Language string
}

func (r TemplateRef) String() string {
	if r.ID != "" {
		return fmt.Sprintf("template %q", r.ID)
	}
	if r.Language == "" {
		return fmt.Sprintf("template %q", r.Name)
	}
	return fmt.Sprintf("template %q (%s)", r.Name, r.Language)
}

func (r TemplateRef) names(t *template) bool {
	if r.ID != "" {
		return t.ID == r.ID
	}
	return t.Name == r.Name && (r.Language == "" || t.Language == r.Language)
}

// find lists what a reference names, oldest first; ErrTemplateUnknown when it is nothing.
func (n *Network) find(r TemplateRef) (found []*template, err error) {
	for _, place := range n.templatesOf[r.WABA] {
		if t := n.templates.at(place); r.names(t) {
			found = append(found, t)
		}
	}
	if len(found) == 0 {
		return nil, fmt.Errorf("%s: %w", r, ErrTemplateUnknown)
	}
	return found, nil
}

// one is the template that a reference to a single one names.
func (n *Network) one(r TemplateRef) (*template, error) {
	found, err := n.find(r)
	if err != nil {
		return nil, err
	}
	if len(found) > 1 {
		return nil, fmt.Errorf("%s in %d languages: %w", r, len(found), ErrTemplateUnknown)
	}
	return found[0], nil
}

// clone is the template as others see it: a copy that shares nothing that changes.
func (t Template) clone() Template {
	out := t
	if t.Header != nil {
		header := *t.Header
		out.Header = &header
	}
	if t.Offer != nil {
		offer := *t.Offer
		out.Offer = &offer
	}
	out.Buttons = slices.Clone(t.Buttons)
	out.Cards = slices.Clone(t.Cards)
	for i := range out.Cards {
		out.Cards[i].Buttons = slices.Clone(out.Cards[i].Buttons)
	}
	out.QualityReasons = slices.Clone(t.QualityReasons)
	return out
}

// Templates answers the templates of a WABA in every state, oldest first; those that are DELETED stay until their name is used again.
func (n *Network) Templates(waba string) (all []Template) {
	n.ask(func() {
		for _, place := range n.templatesOf[waba] {
			all = append(all, n.templates.at(place).clone())
		}
	})
	return all
}

// FindTemplates answers what a reference names, oldest first; ErrTemplateUnknown when it is nothing.
func (n *Network) FindTemplates(r TemplateRef) (all []Template, err error) {
	n.ask(func() {
		var found []*template
		found, err = n.find(r)
		for _, t := range found {
			all = append(all, t.clone())
		}
	})
	return all, err
}

// Template answers one template; ErrTemplateUnknown when the reference names none or several.
func (n *Network) Template(r TemplateRef) (one Template, err error) {
	n.ask(func() {
		var t *template
		if t, err = n.one(r); err == nil {
			one = t.clone()
		}
	})
	return one, err
}

// templateID draws an outside id: 16 digits. The draw belongs to name, language and how often the pair was made.
func (n *Network) templateID(t *Template) string {
	entity := entityOf(t.WABA, t.Name, t.Language)
	for i := uint64(1); ; i++ {
		id := digits16(draw(n.seed, forTemplateIDs, entity, i))
		if !n.templateIDTaken(id) {
			return id
		}
	}
}

func (n *Network) templateIDTaken(id string) bool {
	for place := range n.templates.n {
		if n.templates.at(place+1).ID == id {
			return true
		}
	}
	return false
}

// place keeps a template and gives it what its description leaves open.
func (n *Network) place(t Template, found []Breach) *template {
	if t.ID == "" {
		t.ID = n.templateID(&t)
	}
	if t.Quality == "" {
		t.Quality = "UNKNOWN"
	}
	if t.Made.IsZero() {
		t.Made = instant(n.now)
	}
	t.Changed = t.Made
	place := n.templates.add(template{Template: t, found: found})
	kept := n.templates.at(place)
	kept.place = place
	n.templatesOf[t.WABA] = append(n.templatesOf[t.WABA], place)
	return kept
}

// loadTemplates fills in the templates of a new world, in any status.
func (n *Network) loadTemplates(all []Template) error {
	for _, t := range all {
		if n.wabas[t.WABA] == nil {
			return fmt.Errorf("template %q: WABA %q is not described", t.Name, t.WABA)
		}
		if t.Status == "" {
			t.Status = StatusApproved
		}
		tpl := n.place(t.clone(), nil)
		tpl.given = true
		(&tx{n}).awaits(tpl)
	}
	return nil
}
