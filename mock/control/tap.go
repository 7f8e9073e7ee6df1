package control

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"

	"github.com/mynah-sim/mynah/mock/network"
)

type tapIn struct {
	Number string `path:"number"`
	Body   struct {
		Message string
		Button  json.RawMessage // id or caption, or the place from 0; empty: none
		Row     string
		Card    *int
		Options *[]string
	}
}

// tappedOut is what the phone did (control: Tapped).
type tappedOut struct {
	Effect    string `json:"effect"`
	MessageID string `json:"messageId,omitempty"`
	Value     string `json:"value,omitempty"`
}

// handsetTap does what the phone does with the button or row: a reply is written, everything else stays on the phone.
func (b *Bench) handsetTap(ctx context.Context, in tapIn) (tappedOut, error) {
	m, err := b.message(ctx, in.Body.Message)
	if err != nil {
		return tappedOut{}, err
	}
	if in.Body.Options != nil {
		return b.vote(ctx, in, m)
	}
	if m.Direction != network.Outbound || m.Number != in.Number || m.State != network.Delivered && m.State != network.Read {
		return tappedOut{}, fmt.Errorf("message %q is not on the phone: %w", in.Body.Message, network.ErrMessageUnknown)
	}
	choices := in.choices((&shower{netOf(ctx), m.Channel, m.Sender}).content(m.Content))
	place := in.chosen(choices)
	if place < 0 {
		return tappedOut{}, fmt.Errorf("message %q: %w", in.Body.Message, network.ErrNotOffered)
	}
	chosen := choices[place]
	if chosen.Type != "reply" {
		return tappedOut{Effect: chosen.Type, Value: chosen.Value}, nil
	}
	tap := network.Tap{Number: in.Number, Message: m.ID, Button: unambiguous(choices, place), Card: in.Body.Card}
	if in.Body.Row != "" {
		tap.Button, tap.Row = "", tap.Button
	}
	id, err := netOf(ctx).TapOn(tap)
	if err != nil {
		return tappedOut{}, fmt.Errorf("message %q: %w", in.Body.Message, err)
	}
	return tappedOut{Effect: "reply", MessageID: id.String()}, nil
}

// choices are what the person can tap: the rows of a list, or the buttons of the message or of one card.
func (in tapIn) choices(s shown) (all []button) {
	switch {
	case in.Body.Row != "":
		for _, r := range s.Rows {
			all = append(all, button{Type: "reply", ID: r.ID, Title: r.Title})
		}
		return all
	case in.Body.Card == nil:
		return s.Buttons
	case *in.Body.Card < len(s.Cards):
		return s.Cards[*in.Body.Card].Buttons
	}
	return nil
}

// chosen is the place of the choice that is meant: by id, else by caption; a number is the place. -1: there is none.
func (in tapIn) chosen(choices []button) int {
	word := in.Body.Row
	if word == "" {
		var place int
		if json.Unmarshal(in.Body.Button, &place) == nil {
			if place < len(choices) {
				return place
			}
			return -1
		}
		_ = json.Unmarshal(in.Body.Button, &word) // the document lets only a text or a number through
	}
	for i, c := range choices {
		if c.ID == word {
			return i
		}
	}
	for i, c := range choices {
		if c.Title == word {
			return i
		}
	}
	return -1
}

// unambiguous is a word by which the network finds the choice at a place: it takes the first of which a word is the id, the caption
// or the place from 1.
func unambiguous(choices []button, place int) string {
	words := []string{strconv.Itoa(place + 1), choices[place].ID, choices[place].Title}
	for _, word := range words {
		first := 0
		for first < place && word != choices[first].ID && word != choices[first].Title && word != strconv.Itoa(first+1) {
			first++
		}
		if first == place && word != "" {
			return word
		}
	}
	return words[0]
}

// order sends a cart (network 6.3): what is sold out or hidden leaves it before.
func (b *Bench) order(ctx context.Context, number string, in orderIn) (written, error) {
	about, err := b.messageID(ctx, in.Message)
	if err != nil {
		return written{}, err
	}
	var items []network.OrderItem
	for _, i := range in.Items {
		if _, err := b.product(ctx, in.CatalogID, i.ProductID); err != nil {
			return written{}, err
		}
		items = append(items, network.OrderItem{Product: i.ProductID, Quantity: i.Quantity})
	}
	id, err := netOf(ctx).PlaceOrder(number, in.To, in.CatalogID, in.Text, items, about)
	switch {
	case errors.Is(err, network.ErrNotOffered):
		return written{}, fmt.Errorf("order from catalog %q: %w", in.CatalogID, errEmptyCart)
	case err != nil:
		return written{}, fmt.Errorf("order from %q to whatsapp %q: %w", number, in.To, err)
	}
	return written{id.String()}, nil
}

// product finds a product of a catalog.
func (b *Bench) product(ctx context.Context, catalog, id string) (network.Product, error) {
	p, _, ok := netOf(ctx).Product(catalog, id)
	if !ok {
		return p, fmt.Errorf("product %q of catalog %q: %w", id, catalog, errProductUnknown)
	}
	return p, nil
}
