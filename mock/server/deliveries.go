package server

import (
	"context"
	"errors"

	"github.com/mynah-sim/mynah/mock/control"
	"github.com/mynah-sim/mynah/mock/webhook"
)

// deliveries are the callbacks of a world, as the bench sees them.
type deliveries struct{ *webhook.Dispatcher }

// deliveryStates are the dispatcher's states in the bench's words.
var deliveryStates = map[webhook.State]string{
	webhook.Pending: "pending", webhook.Delivered: "delivered", webhook.GivenUp: "dropped",
}

// List implements control.Deliveries.
func (d deliveries) List(f control.DeliveryFilter) (all []control.Delivery) {
	filter := webhook.Filter{Provider: f.Provider, Number: f.Subscriber, After: f.After, Limit: f.Limit}
	for state, word := range deliveryStates {
		if word == f.State {
			filter.State = state
		}
	}
	for _, dl := range d.Deliveries(filter) {
		all = append(all, toDelivery(dl))
	}
	return all
}

// Replay implements control.Deliveries.
func (d deliveries) Replay(ctx context.Context, number uint64) (control.Delivery, error) {
	_, err := d.Dispatcher.Replay(ctx, number)
	switch {
	case errors.Is(err, webhook.ErrUnknown):
		return control.Delivery{}, control.ErrDeliveryUnknown
	case errors.Is(err, webhook.ErrClosed):
		return control.Delivery{}, control.ErrCallbacksEnded
	case err != nil:
		return control.Delivery{}, err
	}
	dl, err := d.Delivery(number)
	if err != nil {
		return control.Delivery{}, control.ErrDeliveryUnknown
	}
	return toDelivery(dl), nil
}

func toDelivery(dl webhook.Delivery) control.Delivery {
	out := control.Delivery{
		Number: dl.Delivery, Provider: dl.Callback.Provider, Event: dl.Callback.Event, URL: dl.Callback.URL,
		Subscriber: dl.Callback.Number, At: dl.At, State: deliveryStates[dl.State], NextDue: dl.Next,
	}
	for _, t := range dl.Tries {
		out.Attempts = append(out.Attempts, control.Attempt{
			Number: t.Attempt, At: t.At, Status: t.Status, Failure: t.Failure, Took: t.Took, Entry: t.Entry,
		})
	}
	return out
}
