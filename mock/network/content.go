package network

// Content is what a message says: one type for each kind. Values are immutable once sent.
type Content interface {
	// Kind is the word of the bench for this content: "text", "image", "template", ...
	Kind() string
	// Words is what a person reads on the screen: the text, caption, body or title.
	Words() string
}

// Text is plain text.
type Text struct {
	Body    string
	Preview bool // links show a picture
}

// MediaKind is what a file is sent as.
type MediaKind string

// The kinds of files. File is Viber's word for a document.
const (
	Image    MediaKind = "image"
	Video    MediaKind = "video"
	Audio    MediaKind = "audio"
	Voice    MediaKind = "voice"
	Document MediaKind = "document"
	Sticker  MediaKind = "sticker"
	File     MediaKind = "file"
)

// Media is a file: stored (ID) or by address (Link), never both.
type Media struct {
	As        MediaKind
	ID        ID     // zero: by Link
	Link      string // fetched where the world says so (network 3.7)
	Caption   string
	Filename  string
	MIME      string // the announced type; empty: unknown
	Thumbnail string // Viber video
	SizeMB    int    // Viber video, as announced
	Seconds   int    // Viber video, as announced
}

// Location is a point, with names.
type Location struct {
	Latitude, Longitude float64
	Name, Address, URL  string
}

// Contacts are cards.
type Contacts struct{ Cards []Card }

// Card is one contact card. The lists keep the sender's order.
type Card struct {
	Name      CardName
	Birthday  string
	Phones    []CardEntry
	Emails    []CardEntry
	URLs      []CardEntry
	IMs       []CardEntry
	Addresses []CardAddress
	Company   string
	Team      string
	Title     string
}

// CardName is the name on a card.
type CardName struct{ Formatted, First, Last, Middle, Prefix, Suffix string }

// CardEntry is a phone, address of mail, page or messenger. Service names the messenger, WhatsAppID the account of a phone.
type CardEntry struct{ Value, Type, Service, WhatsAppID string }

// CardAddress is a postal address.
type CardAddress struct{ Street, City, State, Zip, Country, CountryCode, Type string }

// Reaction puts an emoji on a message; an empty one takes it away (network 3.6).
type Reaction struct {
	Target ID // zero: unknown
	Emoji  string
}

// Kind implements Content.
func (Text) Kind() string { return "text" }

// Words implements Content.
func (t Text) Words() string { return t.Body }

// Kind implements Content.
func (m Media) Kind() string { return string(m.As) }

// Words implements Content.
func (m Media) Words() string { return m.Caption }

// Kind implements Content.
func (Location) Kind() string { return "location" }

// Words implements Content.
func (l Location) Words() string { return l.Name }

// Kind implements Content.
func (Contacts) Kind() string { return "contacts" }

// Words implements Content.
func (c Contacts) Words() string {
	if len(c.Cards) == 0 {
		return ""
	}
	return c.Cards[0].Name.Formatted
}

// Kind implements Content.
func (Reaction) Kind() string { return "reaction" }

// Words implements Content.
func (r Reaction) Words() string { return r.Emoji }

// Kind implements Content.
func (TemplateMessage) Kind() string { return "template" }

// Kind implements Content.
func (Composite) Kind() string { return "composite" }

// Kind implements Content.
func (ActionButton) Kind() string { return "button" }

// Kind implements Content.
func (Options) Kind() string { return "options" }

// Kind implements Content.
func (ViberCarousel) Kind() string { return "carousel" }

// Kind implements Content.
func (Reply) Kind() string { return "reply" }

// Kind implements Content.
func (Order) Kind() string { return "order" }

// Kind implements Content.
func (Unsupported) Kind() string { return "unsupported" }
