package steps

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/mynah-sim/mynah/conformance/client"
	"github.com/mynah-sim/mynah/conformance/dialect"
	"github.com/mynah-sim/mynah/conformance/document"
	"github.com/mynah-sim/mynah/conformance/match"
)

// calls sends an operation as it stands. A text under the step is the body. Of a table, rows named like a documented
// parameter are that parameter, "header X" is a header, "Content-Type", "raw", "bytes" (so many of them) and "file" are about
// the body, "slash" says "none" where the path is called without the slash at its end, "call url" is an address that the provider
// gave out, and all others build a JSON body.
func (w *World) calls(ctx context.Context, operation string) error {
	call, err := w.described(operation)
	if err != nil {
		return err
	}
	return w.call(ctx, call)
}

func (w *World) callsAnonymously(ctx context.Context, operation string) error {
	call, err := w.described(operation)
	if err != nil {
		return err
	}
	call.Anonymous = true
	return w.call(ctx, call)
}

func (w *World) repeats(ctx context.Context) error {
	if w.last == nil {
		return errors.New("there is no call to repeat")
	}
	return w.call(ctx, w.last.Call)
}

func (w *World) described(operation string) (client.Call, error) {
	call := client.Call{Operation: operation, Params: map[string]string{}, Header: http.Header{}}
	op, err := w.env.Document.Operation(operation)
	if err != nil {
		return call, err
	}
	if text, mediaType, ok := w.docString(); ok {
		call.ContentType = mediaType
		text, err = match.Expand(text, w.kept)
		call.Body = []byte(text)
		return call, err
	}
	rows, err := w.rows()
	if err != nil {
		return call, err
	}
	body, err := w.split(op, rows, &call)
	if err != nil || len(body) == 0 {
		return call, err
	}
	object, err := match.Build(body, w.kept)
	if err != nil {
		return call, err
	}
	call.Body, err = json.Marshal(object)
	return call, err
}

// split puts the rows that are not members of the body where they belong, and returns the others.
func (w *World) split(op *document.Operation, rows []match.Row, call *client.Call) (body []match.Row, err error) {
	for _, row := range rows {
		text, err := match.Expand(row.Cell, w.kept)
		_, isParam := op.Param(row.Path)
		name, isHeader := strings.CutPrefix(row.Path, "header ")
		switch {
		case isHeader:
			call.Header.Set(name, text)
		case isParam:
			call.Params[row.Path] = text
		case row.Path == "Content-Type":
			call.ContentType = text
		case row.Path == "call url":
			call.URL = text
		case row.Path == "bytes":
			call.Body, err = filler(text)
		case row.Path == "slash":
			call.Slashless = text == "none"
		case row.Path == "raw":
			call.Body = []byte(text)
		case row.Path == "file":
			var mediaType string
			call.Body, mediaType, err = w.file(text)
			if call.ContentType == "" {
				call.ContentType = mediaType
			}
		default:
			body = append(body, row)
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %w", row.Path, err)
		}
	}
	return body, nil
}

// filler is a body of so many bytes.
func filler(size string) ([]byte, error) {
	n, err := strconv.Atoi(size)
	return bytes.Repeat([]byte("x"), max(n, 0)), err
}

func (w *World) sendsText(ctx context.Context, person, text string) error {
	return w.sends(ctx, person, "text", map[string]any{"text": text})
}

// sendsTemplate takes rows that the dialect knows: language, values, image, payloads, link.
func (w *World) sendsTemplate(ctx context.Context, person, name string) error {
	what, err := w.built()
	if err != nil {
		return err
	}
	if what["language"] == nil {
		what["language"] = "en"
	}
	what["name"] = name
	return w.sends(ctx, person, "template", what)
}

func (w *World) sendsKind(ctx context.Context, person, kind string) error {
	what, err := w.built()
	if err != nil {
		return err
	}
	return w.sends(ctx, person, kind, what)
}

func (w *World) sends(ctx context.Context, person, kind string, what map[string]any) error {
	line, err := w.to(person)
	if err != nil {
		return err
	}
	request, err := w.env.Dialect.Send(line, dialect.Content{Kind: kind, What: what})
	before := w.message
	w.message = ""
	if err := w.send(ctx, request, err); err != nil {
		return err
	}
	if w.refused = w.message == ""; w.refused {
		w.message = before
	}
	return nil
}

func (w *World) reacts(ctx context.Context, emoji string) error {
	id, err := w.received(ctx, w.line)
	if err != nil {
		return err
	}
	request, err := w.env.Dialect.React(w.line, id, emoji)
	return w.send(ctx, request, err)
}

func (w *World) readsChat(ctx context.Context, person string) error {
	line, err := w.to(person)
	if err != nil {
		return err
	}
	id, err := w.received(ctx, line)
	if err != nil {
		return err
	}
	request, err := w.env.Dialect.Read(line, id)
	return w.send(ctx, request, err)
}

// received is the id of the newest message of a person, as the business learned it: from a callback.
func (w *World) received(ctx context.Context, line dialect.Line) (string, error) {
	if err := w.settle(ctx); err != nil {
		return "", err
	}
	for _, callback := range slices.Backward(w.subscriber.Received()) {
		value, err := callback.JSON()
		if err != nil || !slices.Contains(w.env.Dialect.Inbound, w.env.Dialect.EventName(value)) {
			continue
		}
		if from, err := match.Text(value, w.env.Dialect.InboundFrom); err == nil && bare(from) == line.To {
			return match.Text(value, w.env.Dialect.InboundID)
		}
	}
	return "", fmt.Errorf("the business has not received a message of %s; Given a webhook for messages", line.To)
}

// bare is a number without the suffix by which some providers name a chat.
func bare(id string) string {
	number, _, _ := strings.Cut(id, "@")
	return number
}
