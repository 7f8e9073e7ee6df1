package steps

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/cucumber/godog"

	"github.com/mynah-sim/mynah/conformance/match"
)

// argue keeps the step that comes, since a step may take a table, a text or nothing, which its signature cannot say.
// An id that the step names and that the provider tells is found first.
func (w *World) argue(ctx context.Context, step *godog.Step) (context.Context, error) {
	w.argument = step
	for name := range w.env.Dialect.Finds {
		if !w.names("$" + name) {
			continue
		}
		if err := w.find(ctx, name); err != nil {
			return ctx, err
		}
	}
	return ctx, nil
}

// names tells whether the table or text under the step has a word.
func (w *World) names(word string) bool {
	text, _, _ := w.docString()
	for _, cells := range w.table() {
		text += strings.Join(cells, " ")
	}
	return strings.Contains(text, word)
}

// docString is the text under a step with its media type.
func (w *World) docString() (text, mediaType string, ok bool) {
	if w.argument.Argument == nil || w.argument.Argument.DocString == nil {
		return "", "", false
	}
	doc := w.argument.Argument.DocString
	return doc.Content, doc.MediaType, true
}

// table is the table under a step, cell by cell; nil without one.
func (w *World) table() [][]string {
	if w.argument.Argument == nil || w.argument.Argument.DataTable == nil {
		return nil
	}
	var rows [][]string
	for _, row := range w.argument.Argument.DataTable.Rows {
		var cells []string
		for _, cell := range row.Cells {
			cells = append(cells, cell.Value)
		}
		rows = append(rows, cells)
	}
	return rows
}

// rows is a table of two columns, path and cell.
func (w *World) rows() ([]match.Row, error) {
	var rows []match.Row
	for _, cells := range w.table() {
		if len(cells) != 2 {
			return nil, fmt.Errorf("the table has %d columns, want path and value", len(cells))
		}
		rows = append(rows, match.Row{Path: cells[0], Cell: cells[1]})
	}
	return rows, nil
}

// required is rows for the steps that say nothing without a table.
func (w *World) required() ([]match.Row, error) {
	rows, err := w.rows()
	if err == nil && len(rows) == 0 {
		return nil, errors.New("the step needs a table of paths and values")
	}
	return rows, err
}

// built makes a JSON object of the table.
func (w *World) built() (map[string]any, error) {
	rows, err := w.rows()
	if err != nil {
		return nil, err
	}
	return match.Build(rows, w.kept)
}

// duration reads "24h", "30d", "1h30m".
func duration(text string) (time.Duration, error) {
	days, rest, found := strings.Cut(text, "d")
	if !found {
		return time.ParseDuration(text)
	}
	n, err := strconv.Atoi(days)
	if err != nil {
		return 0, fmt.Errorf("duration %q: days come first", text)
	}
	total := time.Duration(n) * 24 * time.Hour
	if rest == "" {
		return total, nil
	}
	more, err := time.ParseDuration(rest)
	return total + more, err
}
