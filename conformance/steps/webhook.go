package steps

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/mynah-sim/mynah/conformance/match"
	"github.com/mynah-sim/mynah/conformance/subscriber"
)

// settle lets every callback that is due arrive. Nothing here waits: the bench answers when all followers have acknowledged.
func (w *World) settle(ctx context.Context) error {
	if err := w.ready(true); err != nil {
		return err
	}
	return w.bench.Settle(ctx)
}

// webhookArrives takes the first callback of the event that fits the table and that no step has looked at before.
func (w *World) webhookArrives(ctx context.Context, event string) error {
	rows, err := w.rows()
	if err == nil {
		err = w.settle(ctx)
	}
	if err != nil {
		return err
	}
	var nearest error
	found, ok := w.subscriber.Take(func(c subscriber.Callback) bool {
		differs := w.fits(c, append([]match.Row{{Path: "event", Cell: event}}, rows...))
		if w.event(c) == w.env.Dialect.Event(event) && nearest == nil {
			nearest = differs
		}
		return differs == nil
	})
	if !ok && nearest != nil {
		return fmt.Errorf("%s: %w", event, nearest)
	}
	if !ok {
		return fmt.Errorf("no further %s has arrived, so far: %s", event, w.arrived(w.subscriber.Received()))
	}
	w.callback = &found
	w.subject, err = found.JSON()
	return err
}

// webhooksInOrder takes all callbacks that no step has looked at before: one a row, exactly. The first row names the
// columns: paths into the body, "event" by its common name, "endpoint". An empty cell says nothing.
func (w *World) webhooksInOrder(ctx context.Context) error {
	table := w.table()
	if len(table) < 2 {
		return errors.New("the step needs a table: a row with paths, and a row for each webhook")
	}
	if err := w.settle(ctx); err != nil {
		return err
	}
	got := w.subscriber.TakeAll()
	if len(got) != len(table)-1 {
		return fmt.Errorf("%d webhooks arrived, want %d: %s", len(got), len(table)-1, w.arrived(got))
	}
	for i, c := range got {
		var rows []match.Row
		for j, cell := range table[i+1] {
			if cell != "" {
				rows = append(rows, match.Row{Path: table[0][j], Cell: cell})
			}
		}
		if err := w.fits(c, rows); err != nil {
			return fmt.Errorf("webhook %d: %w\narrived: %s", i+1, err, w.arrived(got))
		}
		w.callback = &c
	}
	return nil
}

func (w *World) noWebhook(ctx context.Context) error {
	if err := w.settle(ctx); err != nil {
		return err
	}
	if got := w.subscriber.TakeAll(); len(got) > 0 {
		return fmt.Errorf("%d webhooks arrived: %s", len(got), w.arrived(got))
	}
	return nil
}

func (w *World) webhookSigned() error {
	if w.callback == nil {
		return errors.New("no webhook was looked at; Then the webhook <event> arrives")
	}
	return w.env.Dialect.Signed(w.callback.Header, w.callback.Body, w.kept)
}

// fits compares a callback with rows. "event" takes the common name, "endpoint" is where it arrived.
func (w *World) fits(c subscriber.Callback, rows []match.Row) error {
	value, err := c.JSON()
	if err != nil {
		return err
	}
	var body []match.Row
	for _, row := range rows {
		switch row.Path {
		case "event":
			row.Cell = w.env.Dialect.Event(row.Cell)
			if got := w.event(c); got != row.Cell {
				return fmt.Errorf("event: want %s, got %s", row.Cell, got)
			}
		case "endpoint":
			if c.Endpoint != row.Cell {
				return fmt.Errorf("endpoint: want %s, got %s", row.Cell, c.Endpoint)
			}
		default:
			if name, ok := strings.CutPrefix(row.Path, "header "); ok {
				if err := match.JSON(map[string]any{"header": c.Header.Get(name)}, "header", row.Cell, w.kept); err != nil {
					return fmt.Errorf("header %s: %w", name, err)
				}
				continue
			}
			body = append(body, row)
		}
	}
	return match.Table(value, body, w.kept)
}

func (w *World) event(c subscriber.Callback) string {
	value, err := c.JSON()
	if err != nil {
		return ""
	}
	return w.env.Dialect.EventName(value)
}

func (w *World) arrived(callbacks []subscriber.Callback) string {
	if len(callbacks) == 0 {
		return "nothing"
	}
	var lines []string
	for _, c := range callbacks {
		lines = append(lines, fmt.Sprintf("\n%s %s answered %d", c.Endpoint, c.Body, c.Answered))
	}
	return strings.Join(lines, "")
}
