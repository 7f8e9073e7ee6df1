package network

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

// Kind implements Content.
func (i Interactive) Kind() string { return string(i.Form) }

// Words implements Content.
func (i Interactive) Words() string { return i.Body }
