package network

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

// Words implements Content: the words of the first part that has any.
func (c Composite) Words() string {
	for _, part := range c.Parts {
		if words := part.Words(); words != "" {
			return words
		}
	}
	return ""
}

// Words implements Content.
func (b ActionButton) Words() string { return b.Caption }

// Words implements Content.
func (o Options) Words() string { return o.Question }

// Words implements Content.
func (c ViberCarousel) Words() string { return c.Title }
