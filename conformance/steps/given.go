package steps

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/mynah-sim/mynah/conformance/bench"
	"github.com/mynah-sim/mynah/conformance/client"
	"github.com/mynah-sim/mynah/conformance/dialect"
	"github.com/mynah-sim/mynah/conformance/match"
	"github.com/mynah-sim/mynah/conformance/subscriber"
)

// business makes the world, where there is a bench, and learns where to call and with which senders.
func (w *World) business(ctx context.Context, provider string) error {
	if provider != w.env.Dialect.Provider {
		return fmt.Errorf("the run is for %s, the scenario for %s", w.env.Dialect.Provider, provider)
	}
	if w.client != nil {
		return fmt.Errorf("there is a business already")
	}
	access, err := w.access(ctx)
	if err != nil {
		return err
	}
	if w.subscriber, err = subscriber.New(w.judge); err != nil {
		return err
	}
	w.kept["webhook"] = strings.TrimSuffix(w.subscriber.URL(""), "/")
	for _, sender := range access.Senders {
		w.senders = append(w.senders, dialect.Line{Channel: sender.Channel, From: sender.ID})
		if w.kept[sender.Channel] == nil { // the first one is the one to take
			w.kept[sender.Channel] = sender.ID
		}
	}
	for name, value := range access.Credentials {
		w.kept[name] = value
	}
	w.client = client.New(client.Config{
		Document: w.env.Document, Target: access.BaseURL, HTTP: w.env.HTTP,
		Credentials: w.env.Dialect.Authorize(access.Credentials),
	})
	return nil
}

func (w *World) businessFrom(ctx context.Context, provider, fixture string) error {
	w.start.Fixture = fixture
	return w.business(ctx, provider)
}

func (w *World) seed(seed int64) error {
	if w.client != nil {
		return fmt.Errorf("the seed comes before the business")
	}
	w.start.Seed = &seed
	return nil
}

func (w *World) access(ctx context.Context) (bench.Access, error) {
	if w.env.Bench == nil {
		access := bench.Access{BaseURL: w.env.Target, Credentials: w.env.Credentials}
		senders := w.env.Senders
		if senders == nil {
			senders = w.env.Dialect.Senders
		}
		for channel, id := range senders {
			access.Senders = append(access.Senders, bench.Sender{Channel: channel, ID: id})
		}
		return access, nil
	}
	var err error
	if w.bench, err = w.env.Bench.Create(ctx, w.start); err != nil {
		return bench.Access{}, err
	}
	access, ok := w.bench.Providers[w.env.Dialect.Provider]
	if !ok {
		return access, fmt.Errorf("world %s has no provider %s", w.bench.Name, w.env.Dialect.Provider)
	}
	return access, nil
}

// judge judges the body of a callback against the document.
func (w *World) judge(body []byte) error {
	value, err := match.Decode(body)
	if err != nil {
		return fmt.Errorf("webhook body: %w", err)
	}
	name := w.env.Dialect.EventName
	if w.env.Dialect.HookName != nil {
		name = w.env.Dialect.HookName
	}
	return w.env.Document.JudgeWebhook(name(value), body)
}

func (w *World) has(ctx context.Context, person, app, number string) error {
	if err := w.ready(false); err != nil {
		return err
	}
	from, ok := w.kept[channel(app)].(string)
	if !ok {
		return fmt.Errorf("the business has no sender on %s", app)
	}
	w.people[person] = dialect.Line{Channel: channel(app), From: from, To: number}
	w.line = w.people[person]
	if w.bench == nil {
		return nil
	}
	return w.bench.Reach(ctx, number, person, channel(app))
}

func (w *World) is(ctx context.Context, person, state string) error {
	line, err := w.phone(person)
	if err != nil {
		return err
	}
	return w.bench.Put(ctx, line.To, map[string]any{"online": state == "online"})
}

func (w *World) wroteAgo(ctx context.Context, person, ago string) error {
	by, err := duration(ago)
	if err != nil {
		return err
	}
	if err := w.personWrites(ctx, person, "hello"); err != nil {
		return err
	}
	return w.bench.Advance(ctx, by)
}

// benchCalls calls the control API as it stands, for what no other step says. Its answer can be kept from; a row "refused" is the status
// with which it shall say no.
func (w *World) benchCalls(ctx context.Context, operation string) error {
	if err := w.ready(true); err != nil {
		return err
	}
	rows, err := w.rows()
	if err != nil {
		return err
	}
	i := slices.IndexFunc(rows, func(r match.Row) bool { return r.Path == "refused" })
	if i < 0 {
		w.subject, err = w.bench.Call(ctx, operation, rows, w.kept)
		return err
	}
	want := rows[i].Cell
	_, err = w.bench.Call(ctx, operation, slices.Delete(rows, i, i+1), w.kept)
	if refused, ok := errors.AsType[*bench.Refused](err); !ok || strconv.Itoa(refused.Status) != want {
		return fmt.Errorf("%s shall be refused with %s: %w", operation, want, err)
	}
	return nil
}

// media brings a file into the world, for people to send; its id is kept under the name.
func (w *World) media(ctx context.Context, name, file string) error {
	if err := w.ready(true); err != nil {
		return err
	}
	data, mediaType, err := w.file(file)
	if err != nil {
		return err
	}
	w.kept[name], err = w.bench.Media(ctx, path.Base(file), mediaType, data)
	return err
}

// file finds a file that a feature names, with the media type that its name or its first bytes tell.
func (w *World) file(name string) (data []byte, mediaType string, err error) {
	err = fmt.Errorf("file %s: %w", name, fs.ErrNotExist)
	for _, files := range w.env.Files {
		if data, err = fs.ReadFile(files, name); err == nil {
			break
		}
	}
	if mediaType = mime.TypeByExtension(path.Ext(name)); mediaType == "" {
		mediaType = http.DetectContentType(data)
	}
	return data, mediaType, err
}

// webhookFor subscribes. Events are "messages" (what people send), "statuses" (what becomes of messages), "everything" (both),
// "notifications" (what becomes of templates, numbers and accounts), "calls", or names of events, of which only those are then sent.
func (w *World) webhookFor(ctx context.Context, events string) error {
	if err := w.ready(true); err != nil {
		return err
	}
	hooks := w.hooks(events)
	if w.env.Dialect.Unfiltered {
		w.subscriber.Only(func(c subscriber.Callback) bool { return w.asked(hooks, w.event(c)) })
	}
	for _, request := range w.env.Dialect.Subscribe(w.senders, hooks) {
		if err := w.request(ctx, request); err != nil {
			return err
		}
		if w.last.Status/100 == 2 {
			continue
		}
		if err := w.last.Expect(http.StatusOK); err != nil {
			return err
		}
	}
	return nil
}

// asked tells whether an event is among those that were asked for.
func (w *World) asked(hooks dialect.Hooks, event string) bool {
	if slices.Contains(w.env.Dialect.Inbound, event) {
		return hooks.Inbound != ""
	}
	if event == "calls" {
		return hooks.Calls != ""
	}
	return hooks.Status != "" && (len(hooks.Only) == 0 || slices.Contains(hooks.Only, event))
}

func (w *World) hooks(events string) dialect.Hooks {
	var hooks dialect.Hooks
	inbound, status := w.subscriber.URL("inbound"), w.subscriber.URL("status")
	for _, event := range strings.Split(strings.ReplaceAll(events, " and ", ", "), ", ") {
		switch {
		case event == "everything":
			hooks.Inbound, hooks.Status = inbound, status
		case event == "messages":
			hooks.Inbound = inbound
		case event == "statuses":
			hooks.Status = status
		case event == "notifications":
			hooks.Notices = w.subscriber.URL("notices")
		case event == "calls":
			hooks.Calls = w.subscriber.URL("calls")
		default:
			hooks.Status = status
			hooks.Only = append(hooks.Only, w.env.Dialect.Event(event))
		}
	}
	return hooks
}

// webhookAnswersWith sets the body of the answer to the next callback that is answered with 200 and has no other body yet; bodies are
// used in the order in which they are given.
func (w *World) webhookAnswersWith() error {
	if err := w.ready(true); err != nil {
		return err
	}
	text, _, ok := w.docString()
	if !ok {
		return errors.New("the step needs a text: the body of the answer")
	}
	text, err := match.Expand(text, w.kept)
	w.subscriber.Say(text)
	return err
}

func (w *World) webhookAnswers(status, times string) error {
	if err := w.ready(true); err != nil {
		return err
	}
	code, err := strconv.Atoi(status)
	if err != nil {
		return err
	}
	n, err := strconv.Atoi(times)
	if err != nil {
		return err
	}
	w.subscriber.Answer(code, n)
	return nil
}
