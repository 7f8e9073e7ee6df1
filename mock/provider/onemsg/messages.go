package onemsg

import (
	"context"
	"encoding/json"
	"strconv"
	"strings"

	"github.com/mynah-sim/mynah/mock/network"
)

type textBody struct {
	to
	Body        string `json:"body"`
	QuotedMsgID string `json:"quotedMsgId"`
}

// sendMessage sends a text (onemsg 2.3).
func (p *Provider) sendMessage(ctx context.Context, in struct{ Body textBody }) (any, error) {
	b := in.Body
	d, err := p.open(ctx, b.to, &b.Body)
	if err != nil {
		return nil, err
	}
	return p.send(ctx, outgoingMessage{
		to: d, quoted: b.QuotedMsgID, content: network.Text{Body: b.Body}, note: note{kind: "chat", body: b.Body},
	})
}

// sendLocationRequest asks for a location (onemsg 2.3).
func (p *Provider) sendLocationRequest(ctx context.Context, in sendIn[textBody]) (any, error) {
	b := in.Body.as
	d, err := p.open(ctx, b.to, &b.Body)
	if err != nil {
		return nil, err
	}
	return p.send(ctx, outgoingMessage{
		to: d, quoted: b.QuotedMsgID, content: network.Interactive{Form: network.LocationRequest, Body: b.Body},
		note: in.Body.interactiveNote("location_request_message", b.Body),
	})
}

// sendReaction sets, changes or takes away the reaction to a message (onemsg 2.3). An unknown target is found out by the platform.
func (p *Provider) sendReaction(ctx context.Context, in struct{ Body textBody }) (any, error) {
	b := in.Body
	if b.Body != "" && !oneEmoji(b.Body) {
		return nil, invalid("body")
	}
	d, err := p.open(ctx, b.to, nil)
	if err != nil {
		return nil, err
	}
	ch := channelOf(ctx)
	return p.send(ctx, outgoingMessage{
		to: d, content: network.Reaction{Target: p.quote(ch, b.QuotedMsgID), Emoji: b.Body}, note: note{kind: "reaction", body: b.Body},
	})
}

// coordinateText is a coordinate as it came, text or number.
type coordinateText string

// UnmarshalJSON takes both.
func (c *coordinateText) UnmarshalJSON(data []byte) error {
	var text anyText
	err := json.Unmarshal(data, &text)
	*c = coordinateText(text)
	return err
}

// within reads a coordinate; false when it is none or further from zero than most.
func (c coordinateText) within(most float64) (v float64, ok bool) {
	v, err := strconv.ParseFloat(strings.TrimSpace(string(c)), 64)
	return v, err == nil && v >= -most && v <= most
}

type locationBody struct {
	to
	Lat         coordinateText `json:"lat"`
	Lng         coordinateText `json:"lng"`
	Address     string         `json:"address"`
	Name        string         `json:"name"`
	QuotedMsgID string         `json:"quotedMsgId"`
}

// sendLocation sends a place. Its body in events has the coordinates as they came (onemsg 2.3).
func (p *Provider) sendLocation(ctx context.Context, in struct{ Body locationBody }) (any, error) {
	b := in.Body
	lat, ok := b.Lat.within(90)
	if !ok {
		return nil, invalid("lat")
	}
	lng, ok := b.Lng.within(180)
	if !ok {
		return nil, invalid("lng")
	}
	d, err := p.open(ctx, b.to, nil)
	if err != nil {
		return nil, err
	}
	l := network.Location{Latitude: lat, Longitude: lng, Name: b.Name}
	if b.Name != "" { // an address is shown with a name only
		l.Address = b.Address
	}
	return p.send(ctx, outgoingMessage{to: d, quoted: b.QuotedMsgID, content: l, note: note{
		kind: "location", body: string(b.Lat) + ";" + string(b.Lng), meta: map[string]any{"location": locationMeta(l)},
	}})
}
