package steps

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/mynah-sim/mynah/conformance/match"
)

func (w *World) personWrites(ctx context.Context, person, text string) error {
	return w.write(ctx, person, "text", map[string]any{"text": text})
}

// personSends takes the rows of the control API: caption, latitude, replyTo, and for files mediaId.
func (w *World) personSends(ctx context.Context, person, kind string) error {
	what, err := w.built()
	if err != nil {
		return err
	}
	return w.write(ctx, person, camel(kind), what)
}

func (w *World) write(ctx context.Context, person, kind string, what map[string]any) error {
	line, err := w.phone(person)
	if err != nil {
		return err
	}
	what["to"], what["channel"], what["kind"] = line.From, line.Channel, kind
	w.written, err = w.bench.Write(ctx, line.To, what)
	return err
}

func (w *World) personTaps(ctx context.Context, person, caption string) error {
	line, err := w.phone(person)
	if err != nil {
		return err
	}
	return w.bench.Tap(ctx, line.To, line.Channel, line.From, caption)
}

func (w *World) personReads(ctx context.Context, person string) error {
	line, err := w.phone(person)
	if err != nil {
		return err
	}
	return w.bench.Read(ctx, line.To, line.Channel, line.From)
}

// personTakesBack deletes the last message that the person wrote, for everyone.
func (w *World) personTakesBack(ctx context.Context, person string) error {
	line, err := w.phone(person)
	if err != nil {
		return err
	}
	if w.written == "" {
		return fmt.Errorf("%s has written nothing", person)
	}
	return w.bench.Revoke(ctx, line.To, w.written)
}

func (w *World) personOrders(ctx context.Context, person string) error {
	line, err := w.phone(person)
	if err != nil {
		return err
	}
	order, err := w.built()
	if err != nil {
		return err
	}
	order["to"] = line.From
	return w.bench.Order(ctx, line.To, order)
}

func (w *World) personBlocks(ctx context.Context, person, verb string) error {
	line, err := w.phone(person)
	if err != nil {
		return err
	}
	if verb == "unblocks" {
		return w.bench.Unblock(ctx, line.To, line.Channel, line.From)
	}
	return w.bench.Block(ctx, line.To, line.Channel, line.From)
}

func (w *World) passes(ctx context.Context, text string) error {
	if err := w.ready(true); err != nil {
		return err
	}
	by, err := duration(text)
	if err != nil {
		return err
	}
	return w.bench.Advance(ctx, by)
}

func (w *World) personSeesText(ctx context.Context, person, text string) error {
	messages, err := w.screen(ctx, person)
	if err != nil {
		return err
	}
	if slices.ContainsFunc(messages, func(m any) bool { return match.JSON(m, "text", strconv.Quote(text), w.kept) == nil }) {
		return nil
	}
	return fmt.Errorf("%s does not see %q, but %s", person, text, match.Show(messages))
}

// personSeesKind looks at the newest message of that kind that has come; with a row for direction at any on the screen.
func (w *World) personSeesKind(ctx context.Context, person, kind string) error {
	rows, err := w.rows()
	if err != nil {
		return err
	}
	messages, err := w.chat(ctx, person)
	if err != nil {
		return err
	}
	wanted := []match.Row{{Path: "direction", Cell: "in"}, {Path: "kind", Cell: "like ^(" + camel(kind) + "|" + strings.ReplaceAll(kind, " ", "_") + ")$"}}
	if i := slices.IndexFunc(rows, func(r match.Row) bool { return r.Path == "direction" }); i >= 0 {
		wanted[0] = rows[i]
	}
	for _, message := range slices.Backward(messages) {
		if match.Table(message, wanted, w.kept) == nil {
			return match.Table(message, rows, w.kept)
		}
	}
	return fmt.Errorf("%s sees no %s, but %s", person, kind, match.Show(messages))
}

func (w *World) personHas(ctx context.Context, person, count string) error {
	messages, err := w.screen(ctx, person)
	if err != nil {
		return err
	}
	if strconv.Itoa(len(messages)) != count {
		return fmt.Errorf("%s has %d messages, want %s: %s", person, len(messages), count, match.Show(messages))
	}
	return nil
}

// screen is what has come to a person from the business, newest last.
func (w *World) screen(ctx context.Context, person string) ([]any, error) {
	messages, err := w.chat(ctx, person)
	return slices.DeleteFunc(messages, func(m any) bool { return match.JSON(m, "direction", "in", nil) != nil }), err
}

// chat is the chat between a person and the business, newest last.
func (w *World) chat(ctx context.Context, person string) ([]any, error) {
	line, err := w.phone(person)
	if err != nil {
		return nil, err
	}
	return w.bench.Chat(ctx, line.To, line.Channel, line.From)
}

// camel turns the words of a sentence into a name: "button reply" into "buttonReply".
func camel(words string) string {
	var out strings.Builder
	for i, word := range strings.Fields(words) {
		if i > 0 {
			r := []rune(word)
			word = string(unicode.ToUpper(r[0])) + string(r[1:])
		}
		out.WriteString(word)
	}
	return out.String()
}
