// Package bench is a client of the control API, through which a scenario plays the rest of the world: it makes worlds,
// holds the phones of the people, moves the clock and looks at what happened.
package bench

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"github.com/mynah-sim/mynah/conformance/client"
	"github.com/mynah-sim/mynah/conformance/document"
)

// Config says where the control API is.
type Config struct {
	Document *document.Document // specs/control.yaml
	URL      string             // base URL; without a path the documented one, /_mynah, is added
	Token    string             // of --control.token; "" means none
	HTTP     *http.Client       // nil means http.DefaultClient
}

// Bench makes worlds. It may be used by several goroutines.
type Bench struct{ config Config }

// New makes a bench.
func New(config Config) (*Bench, error) {
	target, err := url.Parse(config.URL)
	if err != nil || target.Host == "" {
		return nil, fmt.Errorf("bench %q: not a URL", config.URL)
	}
	if strings.Trim(target.Path, "/") == "" {
		target.Path = "/_mynah"
	}
	config.URL = target.String()
	return &Bench{config}, nil
}

// Start is how a world begins. Its clock is always in mode manual.
type Start struct {
	Seed    *int64 // nil means the server's choice
	Fixture string // "" means "demo"
}

// World is one world of the server. It belongs to one scenario.
type World struct {
	Name      string            `json:"name"`
	Providers map[string]Access `json:"providers"`

	client   *client.Client
	document *document.Document
}

// Access is the way to a provider in a world.
type Access struct {
	BaseURL     string            `json:"baseUrl"`
	Credentials map[string]string `json:"credentials"`
	Senders     []Sender          `json:"senders"`
}

// Sender is a business number, service or name.
type Sender struct {
	Channel string `json:"channel"`
	ID      string `json:"id"`
}

// Create makes a world with a clock that stands still.
func (b *Bench) Create(ctx context.Context, start Start) (*World, error) {
	w := b.world()
	body := map[string]any{"fixture": "demo", "clock": map[string]any{"mode": "manual"}}
	if start.Fixture != "" {
		body["fixture"] = start.Fixture
	}
	if start.Seed != nil {
		body["seed"] = *start.Seed
	}
	if err := w.do(ctx, "createWorld", nil, body, w); err != nil {
		return nil, err
	}
	return w, nil
}

// Ping says whether the bench answers.
func (b *Bench) Ping(ctx context.Context) error {
	return b.world().do(ctx, "health", nil, nil, nil)
}

// world is a world that is not made yet.
func (b *Bench) world() *World {
	return &World{document: b.config.Document, client: client.New(client.Config{
		Document: b.config.Document, Target: b.config.URL, HTTP: b.config.HTTP, Credentials: b.credentials(),
	})}
}

func (b *Bench) credentials() http.Header {
	if b.config.Token == "" {
		return nil
	}
	return http.Header{"Authorization": {"Bearer " + b.config.Token}}
}

// Delete removes the world.
func (w *World) Delete(ctx context.Context) error {
	return w.do(ctx, "deleteWorld", nil, nil, nil)
}

// Breaches says where the control API itself has broken its document.
func (w *World) Breaches() []error {
	var breaches []error
	for _, call := range w.client.Calls() {
		if call.Breach != nil {
			breaches = append(breaches, call.Breach)
		}
	}
	return breaches
}

// params adds the world to the parameters of a call.
func (w *World) params(params map[string]string) map[string]string {
	all := map[string]string{"world": w.Name}
	for name, value := range params {
		all[name] = value
	}
	return all
}

// do calls an operation, wants a success, and reads the answer into out unless that is nil.
func (w *World) do(ctx context.Context, operation string, params map[string]string, body, out any) error {
	call := client.Call{Operation: operation, Params: w.params(params)}
	if body != nil {
		raw, err := json.Marshal(body)
		if err != nil {
			return fmt.Errorf("%s: %w", operation, err)
		}
		call.Body = raw
	}
	return w.send(ctx, call, out)
}

func (w *World) send(ctx context.Context, call client.Call, out any) error {
	done, err := w.client.Do(ctx, call)
	if err != nil {
		return fmt.Errorf("bench: %w", err)
	}
	if done.Status/100 != 2 {
		return &Refused{Operation: call.Operation, Status: done.Status, Answer: string(done.Body)}
	}
	if out == nil {
		return nil
	}
	if err := json.Unmarshal(done.Body, out); err != nil {
		return fmt.Errorf("bench: %s answered %d: %w", call.Operation, done.Status, err)
	}
	return nil
}

// Refused is an answer of the bench that is no success.
type Refused struct {
	Operation string
	Status    int
	Answer    string
}

func (r *Refused) Error() string {
	return fmt.Sprintf("bench: %s answered %d: %s", r.Operation, r.Status, r.Answer)
}
