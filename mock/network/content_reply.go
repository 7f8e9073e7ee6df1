package network

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

// Words implements Content.
func (r Reply) Words() string { return r.Title }

// Kind implements Content.
func (f FormReply) Kind() string { return f.Form + "_reply" }

// Words implements Content.
func (f FormReply) Words() string { return f.JSON }

// Words implements Content.
func (o Order) Words() string { return o.Note }

// Words implements Content.
func (u Unsupported) Words() string { return u.What }
