package journal

import (
	"bytes"
	"cmp"
	"encoding/base64"
	"encoding/json"
	"io"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"time"
	"unicode/utf8"
)

// har is an HTTP Archive 1.2 (control: journal).
type har struct {
	Log harLog `json:"log"`
}

type harLog struct {
	Version string     `json:"version"`
	Creator harName    `json:"creator"`
	Entries []harEntry `json:"entries"`
}

type harName struct {
	Name    string `json:"name"`
	Version string `json:"version"`
}

type harEntry struct {
	Started  string      `json:"startedDateTime"`
	Time     float64     `json:"time"` // milliseconds
	Request  harRequest  `json:"request"`
	Response harResponse `json:"response"`
	Cache    struct{}    `json:"cache"`
	Timings  harTimings  `json:"timings"`
	Mynah    harOwn      `json:"_mynah"`
}

type harTimings struct {
	Send    float64 `json:"send"`
	Wait    float64 `json:"wait"`
	Receive float64 `json:"receive"`
}

type harPair struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

type harRequest struct {
	Method      string     `json:"method"`
	URL         string     `json:"url"`
	HTTPVersion string     `json:"httpVersion"`
	Cookies     []harPair  `json:"cookies"`
	Headers     []harPair  `json:"headers"`
	Query       []harPair  `json:"queryString"`
	PostData    *harPosted `json:"postData,omitempty"`
	HeadersSize int        `json:"headersSize"`
	BodySize    int        `json:"bodySize"`
}

type harPosted struct {
	MimeType string    `json:"mimeType"`
	Params   []harPair `json:"params"`
	Text     string    `json:"text"`
	Encoding string    `json:"_encoding,omitempty"`
}

type harResponse struct {
	Status      int        `json:"status"`
	StatusText  string     `json:"statusText"`
	HTTPVersion string     `json:"httpVersion"`
	Cookies     []harPair  `json:"cookies"`
	Headers     []harPair  `json:"headers"`
	Content     harContent `json:"content"`
	RedirectURL string     `json:"redirectURL"`
	HeadersSize int        `json:"headersSize"`
	BodySize    int        `json:"bodySize"`
	Error       string     `json:"_error,omitempty"`
}

type harContent struct {
	Size     int    `json:"size"`
	MimeType string `json:"mimeType"`
	Text     string `json:"text,omitempty"`
	Encoding string `json:"encoding,omitempty"`
}

type harOwn struct {
	ID          uint64 `json:"id"`
	Kind        Kind   `json:"kind"`
	Provider    string `json:"provider"`
	OperationID string `json:"operationId,omitempty"`
	At          string `json:"at"`
	LogPosition uint64 `json:"logPosition"`
}

const harTime = "2006-01-02T15:04:05.000Z07:00"

// WriteHAR writes the exchanges and callbacks among some entries as an HTTP Archive; events have no place there.
func WriteHAR(w io.Writer, version string, entries []Entry) error {
	out := har{harLog{Version: "1.2", Creator: harName{"mynah", version}, Entries: []harEntry{}}}
	for _, e := range entries {
		if e.Kind != KindEvent {
			out.Log.Entries = append(out.Log.Entries, e.har())
		}
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	return enc.Encode(out)
}

func (e *Entry) har() harEntry {
	took := float64(e.Took) / float64(time.Millisecond)
	method, address, failure := e.Exchange.Method, e.Exchange.URL, ""
	if e.Kind == KindCallback {
		method, address, failure = http.MethodPost, e.Callback.URL, e.Callback.Failure
	}
	x := harEntry{
		Started: e.Wall.UTC().Format(harTime), Time: took, Timings: harTimings{Wait: took},
		Request: harRequest{
			Method: method, URL: address, HTTPVersion: "HTTP/1.1", Cookies: []harPair{}, Headers: e.Request.pairs(),
			Query: queryPairs(address), HeadersSize: -1, BodySize: e.Request.Size,
		},
		Response: harResponse{
			Status: e.Status, StatusText: http.StatusText(e.Status), HTTPVersion: "HTTP/1.1", Cookies: []harPair{},
			Headers: e.Response.pairs(), RedirectURL: e.Response.Header.Get("Location"), HeadersSize: -1,
			BodySize: e.Response.Size, Error: failure,
			Content: harContent{Size: e.Response.Size, MimeType: e.Response.Header.Get("Content-Type")},
		},
		Mynah: harOwn{e.ID, e.Kind, e.Provider, e.OperationID, e.At.UTC().Format(harTime), e.Position},
	}
	x.Response.Content.Text, x.Response.Content.Encoding = text(e.Response.Body)
	if len(e.Request.Body) > 0 {
		posted := &harPosted{MimeType: e.Request.Header.Get("Content-Type"), Params: []harPair{}}
		posted.Text, posted.Encoding = text(e.Request.Body)
		x.Request.PostData = posted
	}
	return x
}

// text is a body as it stands in JSON. A body that was cut in the middle of a character is still text.
func text(body []byte) (value, encoding string) {
	whole := body
	for range utf8.UTFMax - 1 {
		if r, size := utf8.DecodeLastRune(whole); r != utf8.RuneError || size != 1 {
			break
		}
		whole = whole[:len(whole)-1]
	}
	if utf8.Valid(whole) && bytes.IndexByte(whole, 0) < 0 {
		return string(whole), ""
	}
	return base64.StdEncoding.EncodeToString(body), "base64"
}

func (m *Message) pairs() []harPair { return pairs(m.Header) }

func queryPairs(address string) []harPair {
	u, err := url.Parse(address)
	if err != nil {
		return []harPair{}
	}
	return pairs(u.Query())
}

// pairs lists names and values by name.
func pairs(values map[string][]string) []harPair {
	all := []harPair{}
	for _, name := range slices.SortedFunc(maps.Keys(values), cmp.Compare[string]) {
		for _, value := range values[name] {
			all = append(all, harPair{name, value})
		}
	}
	return all
}
