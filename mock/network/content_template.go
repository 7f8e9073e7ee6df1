package network

import "time"

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

// Words implements Content.
func (t TemplateMessage) Words() string { return t.Text }
