package onemsg

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// values are the values of a template message by section, as the request has them (onemsg 4.5 TemplateParam).
type values struct {
	header  []parameter
	body    []parameter
	buttons []buttonValues
	offer   []parameter
	cards   []cardValues
	carded  bool // there is a CAROUSEL element
}

type buttonValues struct {
	kind       string // sub_type in small letters
	index      int
	parameters []parameter
}

type cardValues struct {
	index int
	*values
}

// parameter is one value (onemsg 4.5 TemplateParameter). kind is its type in small letters, or the one known member that is there;
// empty: neither.
type parameter struct {
	kind    string
	text    string
	media   headerMedia
	action  map[string]any
	product map[string]any
	raw     map[string]any
}

// element is one element of params, or of a card's components.
type element struct {
	Type       *string         `json:"type"`
	SubType    string          `json:"sub_type"`
	Index      json.RawMessage `json:"index"`
	Parameters json.RawMessage `json:"parameters"`
	Cards      []struct {
		Index      *int              `json:"card_index"`
		Components []json.RawMessage `json:"components"`
	} `json:"cards"`
	Default  *string        `json:"default"`
	Currency map[string]any `json:"currency"`
	DateTime map[string]any `json:"date_time"`
}

// readValues reads params. Elements of one section are taken together, in order.
func readValues(params []json.RawMessage) (*values, error) {
	v := &values{}
	for i, raw := range params {
		if err := v.read(raw, fmt.Sprintf("params[%d]", i)); err != nil {
			return nil, err
		}
	}
	return v, nil
}

func (v *values) read(raw json.RawMessage, at string) error {
	var e element
	if json.Unmarshal(raw, &e) != nil {
		return invalid(at)
	}
	if e.Type == nil || *e.Type == "" {
		if e.Default != nil || e.Currency != nil || e.DateTime != nil { // the form of 2.39.0: one body parameter
			v.body = append(v.body, e.old())
		}
		return nil
	}
	parameters, err := readParameters(e.Parameters, at)
	if err != nil {
		return err
	}
	switch strings.ToLower(*e.Type) {
	case "header":
		v.header = append(v.header, parameters...)
	case "body":
		v.body = append(v.body, parameters...)
	case "footer":
	case "button":
		v.buttons = append(v.buttons, buttonValues{strings.ToLower(e.SubType), e.place(), parameters})
	case "limited_time_offer":
		v.offer = append(v.offer, parameters...)
	case "carousel":
		return v.readCards(e, at)
	default:
		return invalid(at + ".type")
	}
	return nil
}

func (v *values) readCards(e element, at string) error {
	v.carded = true
	for i, card := range e.Cards {
		c := cardValues{len(v.cards), &values{}}
		if card.Index != nil {
			c.index = *card.Index
		}
		for j, raw := range card.Components {
			if err := c.read(raw, fmt.Sprintf("%s.cards[%d].components[%d]", at, i, j)); err != nil {
				return err
			}
		}
		v.cards = append(v.cards, c)
	}
	return nil
}

// place is the index of a button: a number or its digits; absent: 0. What is neither is no button's.
func (e element) place() int {
	text := strings.Trim(string(e.Index), `" `)
	if text == "" || text == "null" {
		return 0
	}
	n, err := strconv.Atoi(text)
	if err != nil {
		return -1
	}
	return n
}

// old is a value in the form of 2.39.0: currency or date_time, with default as its fallback, else the text default.
func (e element) old() parameter {
	fallback := ""
	if e.Default != nil {
		fallback = *e.Default
	}
	switch {
	case e.Currency != nil:
		return parameter{kind: "currency", text: currencyText(e.Currency, fallback)}
	case e.DateTime != nil:
		return parameter{kind: "date_time", text: dateText(e.DateTime, fallback)}
	}
	return parameter{kind: "text", text: fallback}
}

func readParameters(raw json.RawMessage, at string) (all []parameter, err error) {
	if len(raw) == 0 {
		return nil, nil
	}
	var list []map[string]any
	if json.Unmarshal(raw, &list) != nil {
		return nil, invalid(at + ".parameters")
	}
	for _, members := range list {
		all = append(all, readParameter(members))
	}
	return all, nil
}

// parameterKinds are the known types, in the order in which a member stands for a missing one.
var parameterKinds = []string{
	"text", "currency", "date_time", "image", "video", "document", "action", "product", "payload", "coupon_code", "limited_time_offer",
}

func readParameter(members map[string]any) parameter {
	kind, _ := members["type"].(string)
	p := parameter{kind: strings.ToLower(kind), raw: members}
	if p.kind == "" {
		for _, known := range parameterKinds {
			if members[known] != nil {
				p.kind = known
				break
			}
		}
	}
	if !slices.Contains(parameterKinds, p.kind) {
		return parameter{}
	}
	inside, _ := members[p.kind].(map[string]any)
	switch p.kind {
	case "text", "payload", "coupon_code":
		p.text, _ = members[p.kind].(string)
	case "currency":
		p.text = currencyText(inside, "")
	case "date_time":
		p.text = dateText(inside, "")
	case "image", "video", "document":
		p.media.Link, _ = inside["link"].(string)
		p.media.ID, _ = inside["id"].(string)
		p.media.Filename, _ = inside["filename"].(string)
	case "action":
		p.action = inside
	case "product":
		p.product = inside
	}
	return p
}

// currencyText renders an amount (onemsg 5.3).
func currencyText(c map[string]any, fallback string) string {
	if text, _ := c["fallback_value"].(string); text != "" {
		return text
	}
	if fallback != "" {
		return fallback
	}
	amount, _ := c["amount_1000"].(float64)
	code, _ := c["currency_code"].(string)
	return strings.TrimSpace(fmt.Sprintf("%.2f %s", amount/1000, code))
}

// dateText renders a date: of its parts, or of an instant in UTC (onemsg 5.3).
func dateText(d map[string]any, fallback string) string {
	if text, _ := d["fallback_value"].(string); text != "" {
		return text
	}
	if fallback != "" {
		return fallback
	}
	if epoch, ok := d["unix_epoch"].(map[string]any); ok {
		seconds, _ := epoch["timestamp"].(float64)
		return time.Unix(int64(seconds), 0).UTC().Format(time.DateOnly)
	}
	parts, _ := d["component"].(map[string]any)
	number := func(name string) int {
		f, _ := parts[name].(float64)
		return int(f)
	}
	return fmt.Sprintf("%04d-%02d-%02d", number("year"), number("month"), number("day_of_month"))
}
