package control

import (
	"context"
	"fmt"
	"strconv"
)

// deliveryOut is a callback with its attempts.
type deliveryOut struct {
	ID       string       `json:"id"`
	Delivery uint64       `json:"delivery"`
	Provider string       `json:"provider"`
	Event    string       `json:"event"`
	URL      string       `json:"url"`
	At       string       `json:"at"`
	State    string       `json:"state"`
	Number   string       `json:"number,omitempty"`
	Attempts []attemptOut `json:"attempts"`
	NextDue  string       `json:"nextDue,omitempty"`
}

type attemptOut struct {
	Attempt   int    `json:"attempt"`
	Replay    bool   `json:"replay,omitempty"`
	At        string `json:"at"`
	Status    int    `json:"status,omitempty"`
	Error     string `json:"error,omitempty"`
	Took      string `json:"took"`
	JournalID string `json:"journalId,omitempty"`
}

func toDelivery(d Delivery) deliveryOut {
	out := deliveryOut{
		ID: place10(d.Number), Delivery: d.Number, Provider: d.Provider, Event: d.Event, URL: d.URL, At: stamp(d.At), State: d.State,
		Number: d.Subscriber, Attempts: []attemptOut{}, NextDue: stampOr(d.NextDue),
	}
	for _, a := range d.Attempts {
		one := attemptOut{Attempt: a.Number, Replay: a.Replay, At: stamp(a.At), Status: a.Status, Error: a.Failure, Took: took(a.Took)}
		if a.Entry != 0 {
			one.JournalID = place10(a.Entry)
		}
		out.Attempts = append(out.Attempts, one)
	}
	return out
}

type listDeliveriesIn struct {
	pageIn
	Provider string `query:"provider"`
	State    string `query:"state"`
	Number   string `query:"number"`
}

func (b *Bench) listDeliveries(ctx context.Context, in listDeliveriesIn) (page[deliveryOut], error) {
	after, err := in.place()
	if err != nil {
		return page[deliveryOut]{}, err
	}
	found := worldOf(ctx).Deliveries().List(DeliveryFilter{
		Provider: in.Provider, State: in.State, Subscriber: in.Number, After: after, Limit: in.limit() + 1,
	})
	out := page[deliveryOut]{Items: []deliveryOut{}}
	for _, d := range found[:min(len(found), in.limit())] {
		out.Items = append(out.Items, toDelivery(d))
	}
	if len(found) > in.limit() {
		out.Next = out.Items[len(out.Items)-1].ID
	}
	return out, nil
}

type replayIn struct {
	ID string `path:"id"`
}

func (b *Bench) replayDelivery(ctx context.Context, in replayIn) (deliveryOut, error) {
	number, err := strconv.ParseUint(in.ID, 10, 64)
	if err != nil {
		return deliveryOut{}, fmt.Errorf("delivery %q: %w", in.ID, ErrDeliveryUnknown)
	}
	d, err := worldOf(ctx).Deliveries().Replay(ctx, number)
	if err != nil {
		return deliveryOut{}, fmt.Errorf("delivery %q: %w", in.ID, err)
	}
	return toDelivery(d), nil
}
