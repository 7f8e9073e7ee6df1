package bench

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"
)

// Advance moves the clock and answers when every follower has acknowledged all that happened, callbacks included.
func (w *World) Advance(ctx context.Context, by time.Duration) error {
	_, err := w.advance(ctx, by)
	return err
}

type advanced struct {
	Now     time.Time
	NextDue time.Time // zero means that all is quiet
}

func (w *World) advance(ctx context.Context, by time.Duration) (advanced, error) {
	var now advanced
	err := w.do(ctx, "advanceClock", nil, map[string]any{"by": by.String()}, &now)
	return now, err
}

// Settle lets everything happen that is due now.
func (w *World) Settle(ctx context.Context) error { return w.Advance(ctx, 0) }

// Check looks for what no scenario may leave behind: a breach of a document that is the server's fault, an answer 5xx
// (an error that the provider's table does not know), and followers or callbacks that lag behind the log.
func (w *World) Check(ctx context.Context) error {
	return errors.Join(w.behind(ctx), w.violations(ctx), w.crashes(ctx))
}

func (w *World) behind(ctx context.Context) error {
	now, err := w.advance(ctx, 0)
	if err != nil {
		return err
	}
	if !now.NextDue.IsZero() && !now.NextDue.After(now.Now) {
		return fmt.Errorf("a follower is behind: it is %s, and something was due at %s", now.Now, now.NextDue)
	}
	var list struct {
		Items []struct {
			ID, Event, NextDue string
		}
	}
	if err := w.do(ctx, "listDeliveries", map[string]string{"state": "pending", "limit": "1000"}, nil, &list); err != nil {
		return err
	}
	for _, d := range list.Items {
		if d.NextDue == "" {
			return fmt.Errorf("a follower is behind: delivery %s of %s is under way", d.ID, d.Event)
		}
	}
	return nil
}

func (w *World) violations(ctx context.Context) error {
	var list struct {
		Items []struct{ Side, OperationID, Pointer, Message string }
	}
	if err := w.do(ctx, "violations", map[string]string{"fault": "mock", "limit": "1000"}, nil, &list); err != nil {
		return err
	}
	var found []error
	for _, v := range list.Items {
		found = append(found, fmt.Errorf("contract broken: %s of %s, %s: %s", v.Side, v.OperationID, v.Pointer, v.Message))
	}
	return errors.Join(found...)
}

func (w *World) crashes(ctx context.Context) error {
	var list struct {
		Items []struct {
			OperationID string
			Status      int
			Exchange    struct {
				Method, URL            string
				Unmapped, Panic, Fault string
				Response               struct{ Body string }
			}
		}
	}
	if err := w.do(ctx, "journal", map[string]string{"kind": "exchange", "status": "5xx", "limit": "1000"}, nil, &list); err != nil {
		return err
	}
	var found []error
	for _, e := range list.Items {
		x := e.Exchange
		if x.Fault != "" || x.Unmapped+x.Panic == "" && e.Status != http.StatusInternalServerError {
			continue // wrong on purpose, or an answer that the provider has words for
		}
		found = append(found, fmt.Errorf("unmapped error: %s %s (%s) answered %d: %s",
			e.Exchange.Method, e.Exchange.URL, e.OperationID, e.Status, e.Exchange.Response.Body))
	}
	return errors.Join(found...)
}
