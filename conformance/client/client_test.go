package client

import (
	"io"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mynah-sim/mynah/conformance/document"
)

const sample = `
openapi: 3.0.3
info: {title: sample, version: "1"}
paths:
  /notes/{note-id}:
    put:
      operationId: putNote
      parameters:
        - {name: note-id, in: path, required: true, schema: {type: string}}
        - {name: draft, in: query, schema: {type: boolean}}
        - {name: X-Trace, in: header, schema: {type: string}}
      responses:
        "200": {description: ok, content: {application/json: {schema: {type: object, required: [id]}}}}
        "302": {description: elsewhere}
`

type seen struct {
	method, url, body string
	header            http.Header
}

func target(t *testing.T, status int, contentType, body string) (*Client, *seen) {
	t.Helper()
	d, err := document.Parse("sample", []byte(sample))
	require.NoError(t, err)
	got := &seen{}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		raw, _ := io.ReadAll(r.Body)
		*got = seen{r.Method, r.RequestURI, string(raw), r.Header}
		w.Header().Set("Content-Type", contentType)
		w.Header().Set("Location", "/elsewhere")
		w.WriteHeader(status)
		_, _ = io.WriteString(w, body)
	}))
	t.Cleanup(server.Close)
	return New(Config{Document: d, Target: server.URL + "/base/", Credentials: http.Header{"Apikey": {"k-1"}}, HTTP: server.Client()}), got
}

func TestCallByOperationID(t *testing.T) {
	c, got := target(t, 200, "application/json", `{"id":7}`)
	done, err := c.Do(t.Context(), Call{
		Operation: "putNote", Params: map[string]string{"note-id": "a b", "draft": "true", "X-Trace": "t-1"},
		Header: http.Header{"X-More": {"m"}}, Body: []byte(`{"text":"hi"}`),
	})
	require.NoError(t, err)
	require.NoError(t, done.Breach)
	require.NoError(t, done.Expect(200))
	require.EqualError(t, done.Expect(404), `putNote answered 200, want 404: {"id":7}`)
	require.Equal(t, "PUT", got.method)
	require.Equal(t, "/base/notes/a%20b?draft=true", got.url)
	require.Equal(t, `{"text":"hi"}`, got.body)
	for name, want := range map[string]string{"Apikey": "k-1", "X-Trace": "t-1", "X-More": "m", "Content-Type": "application/json"} {
		require.Equal(t, want, got.header.Get(name), name)
	}
	require.Len(t, c.Calls(), 1)
}

func TestAnonymousCallAndOtherBodies(t *testing.T) {
	c, got := target(t, 200, "application/json", `{"id":7}`)
	_, err := c.Do(t.Context(), Call{Operation: "putNote", Params: map[string]string{"note-id": "1"}, Anonymous: true, ContentType: "image/png", Body: []byte{1}})
	require.NoError(t, err)
	require.Empty(t, got.header.Values("Apikey"))
	require.Equal(t, "image/png", got.header.Get("Content-Type"))

	_, err = c.Do(t.Context(), Call{Operation: "putNote", Params: map[string]string{"note-id": "1"}})
	require.NoError(t, err)
	require.Empty(t, got.header.Values("Content-Type"), "no body, no content type")
}

func TestAnswersAreJudged(t *testing.T) {
	params := map[string]string{"note-id": "1"}
	for name, tt := range map[string]struct {
		status         int
		kind, body     string
		want           string
		unreadableJSON bool
	}{
		"a redirect is an answer":  {status: 302},
		"an undocumented status":   {status: 500, kind: "text/plain", body: "oops", want: "putNote answered 500: status is not documented", unreadableJSON: true},
		"a body of the wrong form": {status: 200, kind: "application/json", body: `{}`, want: `property "id" is missing`},
	} {
		t.Run(name, func(t *testing.T) {
			c, _ := target(t, tt.status, tt.kind, tt.body)
			done, err := c.Do(t.Context(), Call{Operation: "putNote", Params: params})
			require.NoError(t, err)
			require.Equal(t, tt.status, done.Status)
			if tt.want == "" {
				require.NoError(t, done.Breach)
			} else {
				require.ErrorContains(t, done.Breach, tt.want)
			}
			if tt.unreadableJSON {
				_, err = done.JSON()
				require.ErrorContains(t, err, "putNote answered 500: not JSON")
			}
		})
	}
}

func TestCallsThatCannotBeSent(t *testing.T) {
	c, _ := target(t, 200, "application/json", `{}`)
	_, err := c.Do(t.Context(), Call{Operation: "getNote"})
	require.ErrorContains(t, err, `operation "getNote": not in the document`)
	_, err = c.Do(t.Context(), Call{Operation: "putNote"})
	require.ErrorContains(t, err, `path parameter "note-id" has no value`)
	c.config.Target = "http://127.0.0.1:0"
	_, err = c.Do(t.Context(), Call{Operation: "putNote", Params: map[string]string{"note-id": "1"}})
	require.ErrorContains(t, err, "putNote: ")
	require.Empty(t, c.Calls())
}
