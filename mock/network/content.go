package network

import "time"

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

// TemplateMessage is a template with the values for one message.
type TemplateMessage struct {
	Name, Language string
	Header         []Param
	Body           []Param
	Buttons        []ButtonParam
	Cards          []CardParams
	TTL            time.Duration // how long delivery is tried; 0: the template's; TTLForever: as long as the platform does
	Text           string        // the filled body, set when it is dispatched
}

// Param is a value for a placeholder or for a media header.
type Param struct {
	Text     string
	Media    *Media      // header
	Location *Location   // header
	Product  *ProductRef // header of a product card
	Other    string      // a parameter of another kind (currency, date_time, product, ...); its name
}

// ButtonParam is the value for one button of a template. Kind is quick_reply, url, flow, call, copy_code, catalog, mpm, spm,
// order_details, or limited_time_offer, which belongs to the offer and to no button: its value is the end in milliseconds since 1970.
type ButtonParam struct {
	Kind    string
	Index   int    // place among the buttons of the template or of the card, from 0
	Value   string // payload, end of the address, code, thumbnail product, ...
	Groups  []ProductGroup
	Details *OrderDetails // order_details
}

// CardParams are the values for one card of a carousel.
type CardParams struct {
	Index   int
	Header  []Param
	Body    []Param
	Buttons []ButtonParam
}

// InteractiveKind is the form of an interactive message.
type InteractiveKind string

// The interactive forms of network 3.5.
const (
	Buttons             InteractiveKind = "buttons"
	List                InteractiveKind = "list"
	SingleProduct       InteractiveKind = "product"
	ProductList         InteractiveKind = "product_list"
	LocationRequest     InteractiveKind = "location_request"
	FlowMessage         InteractiveKind = "flow"
	AddressRequest      InteractiveKind = "address_request"
	CallPermission      InteractiveKind = "call_permission_request"
	ContactRequest      InteractiveKind = "contact_request"
	URLButton           InteractiveKind = "url_button"
	CallButton          InteractiveKind = "call_button"
	CatalogMessage      InteractiveKind = "catalog_message"
	InteractiveCarousel InteractiveKind = "carousel"
	PaymentRequest      InteractiveKind = "payment_request"
)

// Interactive is a free-form message with something to tap.
type Interactive struct {
	Form    InteractiveKind
	Header  *Param // text or media
	Body    string
	Footer  string
	Label   string // caption of the button that opens a list, flow, page or call
	Choices []Choice
	Catalog string
	Groups  []ProductGroup
	Flow    *FlowRef
	Cards   []InteractiveCard // InteractiveCarousel
	Country string            // AddressRequest: IN or SG; PaymentRequest: IN, SG or BR
	Details *OrderDetails     // PaymentRequest; nil: not told
	URL     string            // URLButton
	Payload string            // CallButton
	Minutes int               // CallButton: how long it stays active; 0: 1,440
}

// Choice is a reply button or a list row; Section is the title of the rows around it. Group numbers the sections from 1; 0: sections
// are told by their titles.
type Choice struct {
	Section, ID, Title, Description string
	Group                           int
}

// InteractiveCard is one card of a carousel: a picture, film or product, and either an address or quick replies.
type InteractiveCard struct {
	Header  *Param      // image or video; nil: a product
	Product *ProductRef // nil: a file
	Body    string
	Label   string // of the button that opens URL
	URL     string
	Choices []Choice // quick replies
}

// OrderDetails are what a person is asked to pay for. Amounts are in hundredths of the currency unit.
type OrderDetails struct {
	Reference, Currency, Status              string
	Items                                    []OrderItem
	Subtotal, Tax, Shipping, Discount, Total int64
}

// ProductGroup is a section of products, by retailer id.
type ProductGroup struct {
	Title    string
	Products []string
}

// FlowRef names a flow and how it starts.
type FlowRef struct{ ID, Token, Mode, Action, Screen, Data string }

// Composite is a Viber message of several parts, in the order in which they stand.
type Composite struct{ Parts []Content }

// ActionButton is a Viber button that opens an address.
type ActionButton struct{ Caption, URL string }

// Options is a Viber question with answers.
type Options struct {
	Question string
	Answers  []string
}

// ViberCarousel is a Viber message of cards.
type ViberCarousel struct {
	Title string
	Items []ViberCard
}

// ViberCard is one card; Second may be nil.
type ViberCard struct {
	Title, Image string
	First        ActionButton
	Second       *ActionButton
}

// Reply is what a person's tap sends back: a quick reply, a reply button or a list row. Form tells which: "quick_reply", "button"
// or "row".
type Reply struct{ Form, ID, Title, Description string }

// FormReply is a filled form: a flow or an address. Form is "flow" or "address"; JSON the values.
type FormReply struct{ Form, JSON string }

// Order is a sent cart (network 6.4).
type Order struct {
	Catalog string
	Note    string
	Items   []OrderItem
}

// OrderItem is one line of an order; Price in hundredths of the currency unit, as the catalog had it when it was sent.
type OrderItem struct {
	Product, Name, Description string
	Quantity                   int
	Price                      int64
	Currency                   string
}

// Unsupported is what the platform does not carry (network 2.3 I5).
type Unsupported struct{ What string }

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

// Words implements Content.
func (t TemplateMessage) Words() string { return t.Text }

// Kind implements Content.
func (i Interactive) Kind() string { return string(i.Form) }

// Words implements Content.
func (i Interactive) Words() string { return i.Body }

// Kind implements Content.
func (Composite) Kind() string { return "composite" }

// Words implements Content: the words of the first part that has any.
func (c Composite) Words() string {
	for _, part := range c.Parts {
		if words := part.Words(); words != "" {
			return words
		}
	}
	return ""
}

// Kind implements Content.
func (ActionButton) Kind() string { return "button" }

// Words implements Content.
func (b ActionButton) Words() string { return b.Caption }

// Kind implements Content.
func (Options) Kind() string { return "options" }

// Words implements Content.
func (o Options) Words() string { return o.Question }

// Kind implements Content.
func (ViberCarousel) Kind() string { return "carousel" }

// Words implements Content.
func (c ViberCarousel) Words() string { return c.Title }

// Kind implements Content.
func (Reply) Kind() string { return "reply" }

// Words implements Content.
func (r Reply) Words() string { return r.Title }

// Kind implements Content.
func (f FormReply) Kind() string { return f.Form + "_reply" }

// Words implements Content.
func (f FormReply) Words() string { return f.JSON }

// Kind implements Content.
func (Order) Kind() string { return "order" }

// Words implements Content.
func (o Order) Words() string { return o.Note }

// Kind implements Content.
func (Unsupported) Kind() string { return "unsupported" }

// Words implements Content.
func (u Unsupported) Words() string { return u.What }
