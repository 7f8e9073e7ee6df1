// Package client calls a target by operationId. It keeps what was sent and what came back, raw, and judges every answer
// against the document: a target that answers something undocumented has violated its contract, whatever a step wanted.
package client

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/url"
	"strings"
	"sync"

	"github.com/mynah-sim/mynah/conformance/document"
	"github.com/mynah-sim/mynah/conformance/match"
)

// Config says whom to call and as whom.
type Config struct {
	Document    *document.Document
	Target      string       // base URL of the operations
	Credentials http.Header  // sent with every call that is not anonymous; nil means none
	HTTP        *http.Client // nil means http.DefaultClient
}

// Client calls one target. It may be used by several goroutines.
type Client struct {
	config Config
	http   http.Client

	mu    sync.Mutex
	calls []*Exchange
}

// New makes a client. It follows no redirect: where a target redirects, that is its answer.
func New(config Config) *Client {
	c := &Client{config: config}
	if config.HTTP != nil {
		c.http = *config.HTTP
	}
	c.http.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return c
}

// Call says what to send.
type Call struct {
	Operation   string            // operationId
	Params      map[string]string // path, query and header parameters by their documented names
	Header      http.Header       // further headers; nil means none
	ContentType string            // of the body; "" means application/json
	Body        []byte            // nil means none
	Anonymous   bool              // without credentials
	Slashless   bool              // without the slash at the end of the path
	URL         string            // address that the provider gave out, called as it stands; "" means that of the operation
}

// Exchange is a call with its answer, as sent and as received.
type Exchange struct {
	Call          Call
	Method, URL   string
	RequestHeader http.Header
	Status        int
	Header        http.Header
	Body          []byte
	Breach        error // what in the answer breaks the document; nil means nothing
}

// Do sends a call. The error says that there was no answer; an answer that breaks the document is an exchange with a Breach.
func (c *Client) Do(ctx context.Context, call Call) (*Exchange, error) {
	op, err := c.config.Document.Operation(call.Operation)
	if err != nil {
		return nil, err
	}
	request, err := c.request(ctx, op, call)
	if err != nil {
		return nil, err
	}
	response, err := c.http.Do(request)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", call.Operation, err)
	}
	defer response.Body.Close()
	var body []byte
	if response.StatusCode != http.StatusSwitchingProtocols { // what follows is no answer any more
		body, err = io.ReadAll(response.Body)
	}
	if err != nil {
		return nil, fmt.Errorf("%s: answer broke off: %w", call.Operation, err)
	}
	done := &Exchange{
		Call: call, Method: request.Method, URL: request.URL.String(), RequestHeader: request.Header,
		Status: response.StatusCode, Header: response.Header, Body: body,
		Breach: op.JudgeAnswer(response.StatusCode, response.Header, body),
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.calls = append(c.calls, done)
	return done, nil
}

func (c *Client) request(ctx context.Context, op *document.Operation, call Call) (*http.Request, error) {
	path, err := op.Resolve(call.Params)
	if err != nil && call.URL == "" {
		return nil, err
	}
	if call.Slashless {
		path = strings.TrimSuffix(path, "/")
	}
	target := strings.TrimSuffix(c.config.Target, "/") + path
	if query := query(op, call.Params); len(query) > 0 {
		target += "?" + query.Encode()
	}
	if call.URL != "" {
		target = call.URL
	}
	request, err := http.NewRequestWithContext(ctx, op.Method, target, bytes.NewReader(call.Body))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", call.Operation, err)
	}
	c.headers(request, op, call)
	return request, nil
}

func (c *Client) headers(request *http.Request, op *document.Operation, call Call) {
	if !call.Anonymous {
		maps.Copy(request.Header, c.config.Credentials)
	}
	if call.Body != nil {
		request.Header.Set("Content-Type", "application/json")
	}
	if call.ContentType != "" {
		request.Header.Set("Content-Type", call.ContentType)
	}
	for name, value := range call.Params {
		if p, _ := op.Param(name); p.In == "header" {
			request.Header.Set(name, value)
		}
	}
	maps.Copy(request.Header, call.Header)
}

func query(op *document.Operation, params map[string]string) url.Values {
	query := url.Values{}
	for name, value := range params {
		switch p, _ := op.Param(name); {
		case p.In != "query":
		case p.List: // one value after the other, with a comma and a blank between them
			query[name] = strings.Split(value, ", ")
		default:
			query.Set(name, value)
		}
	}
	return query
}

// Calls are all exchanges so far, oldest first.
func (c *Client) Calls() []*Exchange {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.calls[:len(c.calls):len(c.calls)]
}

// JSON reads the body of the answer.
func (e *Exchange) JSON() (any, error) {
	value, err := match.Decode(e.Body)
	if err != nil {
		return nil, fmt.Errorf("%s answered %d: %w", e.Call.Operation, e.Status, err)
	}
	return value, nil
}

// Expect says whether the answer has the status, and shows the answer when not.
func (e *Exchange) Expect(status int) error {
	if e.Status == status {
		return nil
	}
	return fmt.Errorf("%s answered %d, want %d: %s", e.Call.Operation, e.Status, status, e.Body)
}
