package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"

	"github.com/spf13/pflag"
)

// bench is a control API, as the flags of a command name it (control).
type bench struct {
	url, token string
	world      string // "" in commands that act on no world, or name it as an argument
	json       bool
}

const tokenVariable = "MYNAH_CONTROL_TOKEN"

// benchFlags declares where the bench is and how to print what it answers.
func benchFlags(flags *pflag.FlagSet) *bench {
	b := &bench{}
	b.addressFlags(flags)
	flags.BoolVar(&b.json, "json", false, "write the answer as the bench gave it")
	return b
}

// insideFlags declares the world too, for commands that act inside one.
func insideFlags(flags *pflag.FlagSet) *bench {
	b := benchFlags(flags)
	flags.StringVar(&b.world, "world", "default", "`world` to act in")
	return b
}

func (b *bench) addressFlags(flags *pflag.FlagSet) {
	flags.StringVar(&b.url, "bench", "http://127.0.0.1:8080", "`URL` where mynah serves")
	flags.StringVar(&b.token, "token", "", "`token` of the control API (empty: "+tokenVariable+" of the environment)")
}

// bearer is the token to show, "" for none.
func (b *bench) bearer(e env) string {
	if b.token != "" {
		return b.token
	}
	return e.variable(tokenVariable)
}

// inside is the path of something in the world; the parts are escaped.
func (b *bench) inside(parts ...string) string {
	path := "/worlds/" + url.PathEscape(b.world)
	for _, part := range parts {
		path += "/" + url.PathEscape(part)
	}
	return path
}

// call makes one call of the control API and returns the body of its answer; body nil sends none.
func (b *bench) call(ctx context.Context, e env, method, path string, body any) ([]byte, error) {
	request, err := b.request(ctx, e, method, path, body)
	if err != nil {
		return nil, err
	}
	response, err := e.client.Do(request)
	if err != nil {
		return nil, fmt.Errorf("no answer from the bench (does `mynah serve` run there?): %w", err)
	}
	defer response.Body.Close()
	answer, err := io.ReadAll(response.Body)
	if err != nil {
		return nil, fmt.Errorf("answer of the bench: %w", err)
	}
	if response.StatusCode/100 != 2 {
		return nil, newRefusal(response.Status, answer)
	}
	return answer, nil
}

func (b *bench) request(ctx context.Context, e env, method, path string, body any) (*http.Request, error) {
	var content io.Reader
	if body != nil {
		data, err := json.Marshal(body)
		if err != nil {
			return nil, err
		}
		content = bytes.NewReader(data)
	}
	request, err := http.NewRequestWithContext(ctx, method, strings.TrimRight(b.url, "/")+"/_mynah"+path, content)
	if err != nil {
		return nil, &usageError{text: fmt.Sprintf("--bench: %v", err)}
	}
	if body != nil {
		request.Header.Set("Content-Type", "application/json")
	}
	if token := b.bearer(e); token != "" {
		request.Header.Set("Authorization", "Bearer "+token)
	}
	return request, nil
}

// page is a part of a list (control).
type page[T any] struct {
	Items []T    `json:"items"`
	Next  string `json:"next,omitempty"` // "" on the last page
}

// pages gets a whole list, page by page, as one answer.
func (b *bench) pages(ctx context.Context, e env, path string) ([]byte, error) {
	all := page[json.RawMessage]{Items: []json.RawMessage{}}
	for after := ""; ; {
		answer, err := b.call(ctx, e, http.MethodGet, path+"?limit=1000"+after, nil)
		if err != nil {
			return nil, err
		}
		var part page[json.RawMessage]
		if err := json.Unmarshal(answer, &part); err != nil {
			return nil, fmt.Errorf("answer of the bench: %w", err)
		}
		all.Items = append(all.Items, part.Items...)
		if part.Next == "" {
			return json.Marshal(all)
		}
		after = "&after=" + url.QueryEscape(part.Next)
	}
}

// show prints an answer as it came, or as text.
func show[T any](e env, b *bench, answer []byte, text func(T) string) error {
	if b.json {
		_, err := fmt.Fprintf(e.stdout, "%s\n", bytes.TrimSpace(answer))
		return err
	}
	var value T
	if err := json.Unmarshal(answer, &value); err != nil {
		return fmt.Errorf("answer of the bench: %w", err)
	}
	_, err := io.WriteString(e.stdout, text(value))
	return err
}

// refusal is an error the bench answered, application/problem+json (control).
type refusal struct {
	Status     string `json:"-"` // status line, "400 Bad Request"
	Title      string `json:"title"`
	Detail     string `json:"detail"`
	Violations []struct {
		Pointer string `json:"pointer"`
		Message string `json:"message"`
		Rule    string `json:"rule"`
	} `json:"violations"`
}

// newRefusal reads the problem; a body that is none becomes the detail.
func newRefusal(status string, body []byte) *refusal {
	r := refusal{}
	if json.Unmarshal(body, &r) != nil {
		r = refusal{Detail: string(bytes.TrimSpace(body[:min(len(body), 500)]))}
	}
	r.Status = status
	return &r
}

// Error gives the violations a line each.
func (r *refusal) Error() string {
	var text strings.Builder
	text.WriteString("the bench refused: " + r.Status)
	for _, part := range []string{r.Title, r.Detail} {
		if part != "" && !strings.HasSuffix(r.Status, part) {
			text.WriteString(": " + part)
		}
	}
	for _, v := range r.Violations {
		fmt.Fprintf(&text, "\n  %s: %s", v.Pointer, v.Message)
		if v.Rule != "" {
			fmt.Fprintf(&text, " (%s)", v.Rule)
		}
	}
	return text.String()
}
