// Package contract judges requests, answers and webhook bodies against an OpenAPI document.
//
// Accepting is the fast path: one JSON decode and one walk by kin-openapi, straight on the operation's schema. Only
// a refusal pays for an explanation, which lists all findings and not just the first (style 3).
//
// A body may be JSON or a form. The fields of a form are converted by the schema of their media type and then judged and
// bound like JSON: list the same schema for all media types that an operation takes. What a provider tolerates beyond
// OpenAPI stands in extensions of the document or of an operation; see tolerance. Security requirements tell which
// operations are open and which scopes they need.
package contract

import (
	"fmt"
	"net/url"
	"strings"
	"sync"

	"github.com/getkin/kin-openapi/openapi3"

	"github.com/mynah-sim/mynah/specs"
)

// Document is one OpenAPI document, ready to judge. It never changes after loading, so all worlds share it.
type Document struct {
	name       string
	raw        []byte
	base       string
	operations []*Operation
	byID       map[string]*Operation
	webhooks   map[string]*webhook
	incoming   *judge
	outgoing   *judge
	tolerance  tolerance
}

// loaded holds one sync.OnceValues per document name, so that a process parses each document at most once.
var loaded sync.Map

// Load returns the document of that name from the embedded specs, for example "tyntec". It is parsed on first use,
// once per process.
func Load(name string) (*Document, error) {
	once, _ := loaded.LoadOrStore(name, sync.OnceValues(func() (*Document, error) {
		raw, err := specs.Read(name)
		if err != nil {
			return nil, fmt.Errorf("document %q: %w", name, err)
		}
		compiled, err := specs.Compiled(name)
		if err != nil {
			return nil, fmt.Errorf("document %q: %w", name, err)
		}
		return parse(name, raw, compiled)
	}))
	return once.(func() (*Document, error))()
}

// Preload loads these documents side by side. Whoever loads one of them meanwhile waits for it, and learns what went wrong.
func Preload(names ...string) {
	for _, name := range names {
		go Load(name)
	}
}

// Parse reads an OpenAPI 3.0 document in YAML or JSON. It finds what it needs for judging and no more: whether the
// document is valid OpenAPI is a matter for tests, since a full validation would slow every start.
func Parse(name string, data []byte) (*Document, error) {
	compiled, err := specs.Compile(data)
	if err != nil {
		return nil, fmt.Errorf("document %q: %w", name, err)
	}
	return parse(name, data, compiled)
}

func parse(name string, raw, compiled []byte) (*Document, error) {
	doc, err := build(compiled)
	if err != nil {
		return nil, fmt.Errorf("document %q: %w", name, err)
	}
	d := &Document{name: name, raw: raw, byID: map[string]*Operation{}}
	d.tolerance = tolerance{}.extended(doc.Extensions)
	d.incoming, d.outgoing = newJudges(compiled)
	if d.base, err = basePath(doc); err != nil {
		return nil, fmt.Errorf("document %q: %w", name, err)
	}
	if err := d.readOperations(doc); err != nil {
		return nil, fmt.Errorf("document %q: %w", name, err)
	}
	if d.webhooks, err = d.readWebhooks(doc); err != nil {
		return nil, fmt.Errorf("document %q: %w", name, err)
	}
	return d, nil
}

// out is the direction of answers and callbacks.
func (d *Document) out() *side { return &side{judge: d.outgoing} }

// Name is the name under which the document was loaded: the provider's, or "control".
func (d *Document) Name() string { return d.name }

// Raw is the document as written. Callers must not change it.
func (d *Document) Raw() []byte { return d.raw }

// Base is the path of the first server's URL, without a slash at its end; "" when the paths start at the root.
func (d *Document) Base() string { return d.base }

// Operations lists the operations in the order in which the document states them.
func (d *Document) Operations() []*Operation { return d.operations }

// Operation finds an operation by its operationId; nil when the document has none of that name.
func (d *Document) Operation(id string) *Operation { return d.byID[id] }

func basePath(doc *openapi3.T) (string, error) {
	if len(doc.Servers) == 0 {
		return "", nil
	}
	u, err := url.Parse(doc.Servers[0].URL)
	if err != nil {
		return "", fmt.Errorf("server URL: %w", err)
	}
	return strings.TrimRight(u.Path, "/"), nil
}
