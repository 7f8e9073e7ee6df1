package steps

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"strings"

	"github.com/cucumber/godog"

	"github.com/mynah-sim/mynah/conformance/bench"
	"github.com/mynah-sim/mynah/conformance/client"
	"github.com/mynah-sim/mynah/conformance/dialect"
	"github.com/mynah-sim/mynah/conformance/document"
	"github.com/mynah-sim/mynah/conformance/match"
	"github.com/mynah-sim/mynah/conformance/results"
	"github.com/mynah-sim/mynah/conformance/subscriber"
)

// Env is what the scenarios of a run share. It does not change while they run.
type Env struct {
	Dialect  *dialect.Dialect
	Document *document.Document // of the provider
	Bench    *bench.Bench       // nil means none: Target, Credentials and Senders say whom to call

	Target      string
	Credentials map[string]string
	Senders     map[string]string // channel to sender; nil means those of the demo world
	Files       []fs.FS           // where the files are that features name: golden answers, media
	HTTP        *http.Client      // nil means http.DefaultClient
}

// World is the state of one scenario. Every scenario has its own.
type World struct {
	env      *Env
	argument *godog.Step // the step that runs, for its table or text

	start      bench.Start
	bench      *bench.World // nil without a bench
	client     *client.Client
	subscriber *subscriber.Subscriber
	senders    []dialect.Line

	people map[string]dialect.Line
	kept   match.Kept

	line     dialect.Line         // of the last act between the business and a person
	last     *client.Exchange     // the last call of the business
	message  string               // id of the last message of the business
	refused  bool                 // the last message was refused in the call, so it has no id
	written  string               // the bench's id of the last message of a person
	callback *subscriber.Callback // the last callback that a step looked at
	subject  any                  // what "I keep" reads: the last answer or callback
}

// NewWorld makes the state of a scenario.
func NewWorld(env *Env) *World {
	return &World{env: env, people: map[string]dialect.Line{}, kept: match.Kept{}}
}

// Answers lists what the calls of the business were answered with, in order.
func (w *World) Answers() []results.Answer {
	if w.client == nil {
		return nil
	}
	var all []results.Answer
	for _, call := range w.client.Calls() {
		all = append(all, results.Answer{Operation: call.Call.Operation, Status: call.Status})
	}
	return all
}

// Last describes the last call of the business, for the report of a failure.
func (w *World) Last() string {
	if w.last == nil {
		return ""
	}
	return fmt.Sprintf("last call: %s %s\n%s\nanswered %d\n%s", w.last.Method, w.last.URL, w.last.Call.Body, w.last.Status, w.last.Body)
}

// Close ends the scenario: it looks for what no scenario may leave behind and removes the world.
func (w *World) Close(ctx context.Context) error {
	var found []error
	if w.bench != nil {
		found = append(found, w.bench.Check(ctx)) // first, since it lets every callback arrive
	}
	if w.client != nil {
		found = append(found, w.breaches())
	}
	if w.subscriber != nil {
		found = append(found, w.subscriber.Breaches()...)
	}
	if w.bench != nil {
		found = append(found, w.bench.Delete(context.WithoutCancel(ctx)))
		found = append(found, w.bench.Breaches()...)
	}
	if w.subscriber != nil {
		found = append(found, w.subscriber.Close())
	}
	return errors.Join(found...)
}

// breaches judges the calls of the business. An answer 5xx is an error that the target has no words for.
func (w *World) breaches() error {
	var found []error
	for _, call := range w.client.Calls() {
		if call.Breach != nil {
			found = append(found, fmt.Errorf("contract broken: %w", call.Breach))
		}
		if call.Status >= http.StatusInternalServerError && w.bench == nil {
			found = append(found, fmt.Errorf("%s answered %d: %s", call.Call.Operation, call.Status, call.Body))
		}
	}
	return errors.Join(found...)
}

var (
	errNoBusiness = errors.New("no business yet: begin with Given a business on <provider>")
	errNoBench    = errors.New("this step needs the control API: the scenario must be tagged @bench")
)

// ready says whether the world is there, and with a bench where that is needed.
func (w *World) ready(needsBench bool) error {
	switch {
	case w.client == nil:
		return errNoBusiness
	case needsBench && w.bench == nil:
		return errNoBench
	}
	return nil
}

// demoPeople are known without being introduced: people of the demo world, on WhatsApp (fixtures 3).
var demoPeople = map[string]string{"Ana Lopes": "491700000001", "Ben Kruse": "491700000002", "Mei Tan": "6591112222"}

// to finds the line to a person, and makes it the current one.
func (w *World) to(person string) (dialect.Line, error) {
	line, ok := w.people[person]
	if number := demoPeople[person]; !ok && number != "" {
		from, _ := w.kept["whatsapp"].(string)
		line, ok = dialect.Line{Channel: "whatsapp", From: from, To: number}, from != ""
	}
	if !ok {
		return line, fmt.Errorf("%s: nobody said where; Given %s has WhatsApp on <number>", person, person)
	}
	w.line = line
	w.kept["to"] = line.To
	return line, nil
}

// phone is to for the steps in which the person acts.
func (w *World) phone(person string) (dialect.Line, error) {
	if err := w.ready(true); err != nil {
		return dialect.Line{}, err
	}
	return w.to(person)
}

// call calls as the business and keeps the answer.
func (w *World) call(ctx context.Context, call client.Call) error {
	if err := w.ready(false); err != nil {
		return err
	}
	done, err := w.client.Do(ctx, call)
	if err != nil {
		return err
	}
	w.last, w.subject = done, nil
	if value, err := done.JSON(); err == nil {
		w.subject = value
		if id, err := match.Text(value, w.env.Dialect.SentID); err == nil && done.Status/100 == 2 {
			w.message = id
			w.kept["message"] = id
		}
	}
	return nil
}

// request calls what a dialect asks for.
func (w *World) request(ctx context.Context, request dialect.Request) error {
	call := client.Call{Operation: request.Operation, Params: map[string]string{}}
	for name, value := range request.Params { // a dialect may name what only a scenario knows
		text, err := match.Expand(value, w.kept)
		if err != nil {
			return fmt.Errorf("%s: %s: %w", request.Operation, name, err)
		}
		call.Params[name] = text
	}
	if request.Body != nil {
		raw, err := json.Marshal(request.Body)
		if err != nil {
			return fmt.Errorf("%s: %w", request.Operation, err)
		}
		call.Body = raw
	}
	return w.call(ctx, call)
}

// send is request for the verbs that a dialect may lack.
func (w *World) send(ctx context.Context, request dialect.Request, err error) error {
	if err != nil {
		return err
	}
	return w.request(ctx, request)
}

func channel(app string) string { return strings.ToLower(app) }
