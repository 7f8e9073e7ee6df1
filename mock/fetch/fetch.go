// Package fetch gets files by their addresses, as platforms do with the links in messages (network 3.7, 10.2 media.fetch). Get is one
// download, Fetcher follows a network that wants files and tells it what came of them.
package fetch

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// ErrNotFetched is every reason why there is no file: no connection, no answer in time, another status than 200, or an empty body.
var ErrNotFetched = errors.New("not fetched")

// Limits of a download: the largest file that any kind of message takes (network 3.7), and one byte more to see that it is larger.
const (
	largest     = 100 << 20
	answerBytes = 64 << 10 // of a token endpoint
	redirects   = 5
)

// Client fetches files.
type Client struct {
	Transport http.RoundTripper // nil: http.DefaultTransport
	Timeout   time.Duration     // real time for one file, with its token; 0: 10 s
}

// Credentials are what a customer's server wants to see: HTTP Basic, or a token of an OAuth 2 endpoint (tyntec 2.7).
type Credentials struct {
	Username, Password string
	TokenURL           string // not empty: the client credentials are Username and Password
}

// File is what an address holds. Data ends behind the largest size that anybody takes.
type File struct {
	MIME string // as the server says, without parameters
	Data []byte
}

// Get fetches one file; nil credentials show none. Every error is an ErrNotFetched.
func (c *Client) Get(ctx context.Context, link string, with *Credentials) (File, error) {
	ctx, cancel := context.WithTimeout(ctx, cmp.Or(c.Timeout, 10*time.Second))
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, link, nil)
	if err != nil {
		return File{}, fmt.Errorf("%w: %w", ErrNotFetched, err)
	}
	if err := c.authorize(req, with); err != nil {
		return File{}, fmt.Errorf("%w: token: %w", ErrNotFetched, err)
	}
	data, kind, err := c.do(req, largest+1)
	if err != nil {
		return File{}, fmt.Errorf("%w: %w", ErrNotFetched, err)
	}
	kind, _, _ = strings.Cut(kind, ";")
	if kind = strings.TrimSpace(kind); kind == "" {
		kind, _, _ = strings.Cut(http.DetectContentType(data), ";")
	}
	return File{strings.ToLower(kind), data}, nil
}

// authorize puts the credentials on a request.
func (c *Client) authorize(req *http.Request, with *Credentials) error {
	switch {
	case with == nil:
	case with.TokenURL == "":
		req.SetBasicAuth(with.Username, with.Password)
	default:
		token, err := c.token(req.Context(), with)
		if err != nil {
			return err
		}
		req.Header.Set("Authorization", "Bearer "+token)
	}
	return nil
}

// token asks an endpoint for an access token by the client credentials grant (RFC 6749, 4.4).
func (c *Client) token(ctx context.Context, with *Credentials) (string, error) {
	form := url.Values{"grant_type": {"client_credentials"}}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, with.TokenURL, strings.NewReader(form.Encode()))
	if err != nil {
		return "", err
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	req.Header.Set("Accept", "application/json")
	req.SetBasicAuth(url.QueryEscape(with.Username), url.QueryEscape(with.Password))
	data, _, err := c.do(req, answerBytes)
	if err != nil {
		return "", err
	}
	var answer struct {
		Token string `json:"access_token"`
	}
	if err := json.Unmarshal(data, &answer); err != nil || answer.Token == "" {
		return "", errors.New("the answer has no access_token")
	}
	return answer.Token, nil
}

// do sends a request and reads the answer, which must be 200 and not empty.
func (c *Client) do(req *http.Request, limit int64) (data []byte, kind string, err error) {
	client := http.Client{Transport: c.Transport, CheckRedirect: func(_ *http.Request, via []*http.Request) error {
		if len(via) > redirects {
			return errors.New("too many redirects")
		}
		return nil
	}}
	resp, err := client.Do(req)
	if err != nil {
		return nil, "", err
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return nil, "", fmt.Errorf("status %d", resp.StatusCode)
	}
	data, err = io.ReadAll(io.LimitReader(resp.Body, limit))
	if err == nil && len(data) == 0 {
		err = errors.New("the file is empty")
	}
	return data, resp.Header.Get("Content-Type"), err
}
