package control

import (
	"context"
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/mynah-sim/mynah/mock/network"
)

// stamp writes a time as all answers do: RFC 3339 in UTC with milliseconds.
func stamp(at time.Time) string { return at.UTC().Format("2006-01-02T15:04:05.000Z") }

// stampOr writes a time, and nothing for the zero time.
func stampOr(at time.Time) string {
	if at.IsZero() {
		return ""
	}
	return stamp(at)
}

var days = regexp.MustCompile(`([0-9.]+)d`)

// duration reads a duration as Go writes it, with d for 24 hours added; an empty text is the default. pointer says where it stands.
func duration(pointer, text string, byDefault time.Duration) (time.Duration, error) {
	if text == "" {
		return byDefault, nil
	}
	hours := days.ReplaceAllStringFunc(text, func(part string) string {
		n, err := strconv.ParseFloat(strings.TrimSuffix(part, "d"), 64)
		if err != nil {
			return part
		}
		return strconv.FormatFloat(n*24, 'f', -1, 64) + "h"
	})
	d, err := time.ParseDuration(hours)
	if err != nil || d > math.MaxInt64/2 {
		return 0, refuse(pointer, "duration", "%q is no duration, or longer than the clock can go", text)
	}
	return d, nil
}

// channel reads the name of a channel that the document has judged.
func channel(name string) network.Channel {
	c, _ := network.ParseChannel(name)
	return c
}

// message finds a message by the network's id or by the one that a provider gave out.
func (b *Bench) message(ctx context.Context, text string) (m network.Message, err error) {
	err = network.ErrMessageUnknown
	for _, id := range b.ids(ctx, b.config.MessageID, text) {
		if m, err = netOf(ctx).Message(id); err == nil {
			return m, nil
		}
	}
	return m, fmt.Errorf("message %q: %w", text, err)
}

// messageID is the id of a message that is there; an empty text names none.
func (b *Bench) messageID(ctx context.Context, text string) (network.ID, error) {
	if text == "" {
		return network.ID{}, nil
	}
	m, err := b.message(ctx, text)
	return m.ID, err
}

// media finds a file by the network's id or by the one that a provider gave out.
func (b *Bench) media(ctx context.Context, text string) (m network.MediaObject, err error) {
	err = network.ErrMediaUnknown
	for _, id := range b.ids(ctx, b.config.MediaID, text) {
		if m, err = netOf(ctx).AnyMedia(id); err == nil {
			return m, nil
		}
	}
	return m, fmt.Errorf("media %q: %w", text, err)
}

// ids are the ids that a text may be: the network's own, and what a reader of the providers' forms makes of it.
func (b *Bench) ids(ctx context.Context, read func(world, text string) (network.ID, bool), text string) (all []network.ID) {
	if id, ok := network.ParseID(text); ok {
		all = append(all, id)
	}
	if read != nil {
		if id, ok := read(worldOf(ctx).Name(), text); ok {
			all = append(all, id)
		}
	}
	return all
}

// subject is what an event is about: a message, a delivery, a person or a sender.
func subject(e network.Event) string {
	switch {
	case !e.Message.IsZero():
		return e.Message.String()
	case e.Delivery != 0:
		return strconv.FormatUint(e.Delivery, 10)
	case e.Number != "":
		return e.Number
	case e.Sender != "":
		return e.Sender
	}
	return e.Account
}

// price writes hundredths of a currency unit as a decimal number.
func price(hundredths int64) string { return fmt.Sprintf("%d.%02d", hundredths/100, hundredths%100) }
