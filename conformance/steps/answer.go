package steps

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"github.com/mynah-sim/mynah/conformance/match"
)

var errNoAnswer = errors.New("the business has called nothing yet")

func (w *World) answerIs(status string) error {
	code, err := strconv.Atoi(status)
	if err != nil {
		return err
	}
	if w.last == nil {
		return errNoAnswer
	}
	return w.last.Expect(code)
}

func (w *World) answerIsError(name string) error {
	if w.last == nil {
		return errNoAnswer
	}
	problem, err := w.env.Dialect.Problem(name)
	if err != nil {
		return err
	}
	if err := w.last.Expect(problem.Status); err != nil {
		return err
	}
	value, err := w.last.JSON()
	if err != nil {
		return err
	}
	return match.Table(value, problem.Rows, w.kept)
}

// answerHas compares the body of the last answer; a path that begins with "header " is a header.
func (w *World) answerHas() error {
	rows, err := w.required()
	if err != nil {
		return err
	}
	if w.last == nil {
		return errNoAnswer
	}
	var body []match.Row
	for _, row := range rows {
		name, isHeader := strings.CutPrefix(row.Path, "header ")
		if !isHeader {
			body = append(body, row)
			continue
		}
		if err := match.JSON(headers(w.last.Header), http.CanonicalHeaderKey(name), row.Cell, w.kept); err != nil {
			return fmt.Errorf("header %w", err)
		}
	}
	if len(body) == 0 {
		return nil
	}
	value, err := w.last.JSON()
	if err != nil {
		return err
	}
	return match.Table(value, body, w.kept)
}

func headers(header http.Header) any {
	object := map[string]any{}
	for name := range header {
		object[name] = header.Get(name)
	}
	return object
}

// answerEquals compares the whole body with a file: JSON deeply, where its texts may be words, anything else byte by byte.
func (w *World) answerEquals(file string) error {
	if w.last == nil {
		return errNoAnswer
	}
	golden, _, err := w.file(file)
	if err != nil {
		return err
	}
	if !strings.HasSuffix(file, ".json") {
		if !bytes.Equal(golden, w.last.Body) {
			return fmt.Errorf("want the %d bytes of %s, got %d others", len(golden), file, len(w.last.Body))
		}
		return nil
	}
	want, err := match.Decode(golden)
	if err != nil {
		return fmt.Errorf("%s: %w", file, err)
	}
	got, err := w.last.JSON()
	if err != nil {
		return err
	}
	return match.Equal(want, got, w.kept)
}

// keep keeps a value of the last answer, or of the callback that was looked at after it.
func (w *World) keep(path, name string) error {
	if w.subject == nil {
		return errNoAnswer
	}
	value, ok := match.At(w.subject, path)
	if !ok {
		return fmt.Errorf("%s: absent in %s", path, match.Show(w.subject))
	}
	w.kept[name] = value
	return nil
}

// messageIs reads how far the last message of the business is. One that was refused in the call has failed.
func (w *World) messageIs(ctx context.Context, status string) error {
	if w.refused {
		if status != "failed" {
			return fmt.Errorf("the message is refused\n%s", w.Last())
		}
		return nil
	}
	if w.message == "" {
		return fmt.Errorf("the business has sent no message\n%s", w.Last())
	}
	last, subject, id := w.last, w.subject, w.message
	defer func() { w.last, w.subject, w.message = last, subject, id }() // looking changes nothing
	if err := w.request(ctx, w.env.Dialect.Status(id)); err != nil {
		return err
	}
	if err := w.last.Expect(http.StatusOK); err != nil {
		return err
	}
	if w.env.Dialect.StatusOf == nil {
		return match.JSON(w.subject, w.env.Dialect.StatusAt, w.env.Dialect.Word(status), w.kept)
	}
	got, err := w.env.Dialect.StatusOf(w.subject, id)
	if err == nil && got != w.env.Dialect.Word(status) {
		err = fmt.Errorf("the message is %s, not %s", got, w.env.Dialect.Word(status))
	}
	return err
}
