package contract

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestAnswers(t *testing.T) {
	const receipt = `{"id":"1b2c7d0e-5c1f-4a5b-9f0e-3d0c1a7e4f21"}`
	const problem = "application/problem+json"
	for name, row := range map[string]struct {
		id     string
		status int
		header string // of the form name=value, beside the content type
		media  string
		body   string
		kind   BreachKind
		want   []brief
	}{
		"as documented":          {id: "sendLetter", status: 202, media: "application/json", body: receipt},
		"a default":              {id: "sendLetter", status: 404, media: problem, body: `{"status":404}`},
		"a range":                {id: "dropLetter", status: 404},
		"no content":             {id: "dropLetter", status: 204},
		"a media range":          {id: "getBox", status: 200, media: "image/png", body: "bytes"},
		"an undocumented status": {id: "dropLetter", status: 500, kind: Undocumented},
		"a body where none is":   {id: "dropLetter", status: 204, media: "application/json", body: "{}", kind: Undocumented},
		"no body where one is":   {id: "sendLetter", status: 202, media: "application/json", kind: Invalid, want: []brief{{"", "required", ""}}},
		"the wrong media type":   {id: "sendLetter", status: 404, media: "application/json", body: `{"status":404}`, kind: MediaType},
		"no media type":          {id: "sendLetter", status: 202, body: receipt, kind: MediaType},
		"out of a media range":   {id: "getBox", status: 200, media: "text/plain", body: "bytes", kind: MediaType},
		"no JSON":                {id: "sendLetter", status: 202, media: "application/json", body: "{", kind: NotParseable},
		"a broken schema":        {id: "sendLetter", status: 202, media: "application/json", body: `{"id":"7"}`, kind: Invalid, want: []brief{{"/id", "format", ""}}},
		"null is not absent":     {id: "sendLetter", status: 202, media: "application/json", body: `{"id":null}`, kind: Invalid, want: []brief{{"/id", "nullable", ""}}},
		"a header is missing": {id: "listLetters", status: 200, media: "application/json", body: `[]`, kind: Invalid,
			want: []brief{{"header:x-total", "required", ""}}},
		"a header of another type, and a body": {id: "listLetters", status: 200, header: "X-Total=some", media: "application/json", body: `[{}]`, kind: Invalid,
			want: []brief{{"header:x-total", "type", ""}, {"/0/id", "required", ""}}},
		"headers": {id: "listLetters", status: 200, header: "X-Total=0", media: "application/json", body: `[]`},
	} {
		t.Run(name, func(t *testing.T) {
			header := http.Header{}
			if row.media != "" {
				header.Set("Content-Type", row.media)
			}
			if row.header != "" {
				header["X-Total"] = []string{row.header[len("X-Total="):]}
			}
			b := post(t).Operation(row.id).JudgeAnswer(row.status, header, []byte(row.body))
			if row.kind == 0 {
				require.Nil(t, b)
				return
			}
			require.NotNil(t, b)
			require.Equal(t, row.kind, b.Kind, b.Detail)
			require.NotEmpty(t, b.Detail)
			require.Equal(t, row.want, briefs(b))
		})
	}
}

func TestWebhooks(t *testing.T) {
	d := post(t)
	require.Nil(t, d.JudgeWebhook("letter.delivered", []byte(`{"event":"letter.delivered","letter":"1b2c7d0e-5c1f-4a5b-9f0e-3d0c1a7e4f21"}`)))
	require.Equal(t, []brief{{"/event", "enum", "letter.delivered"}, {"/letter", "required", ""}},
		briefs(d.JudgeWebhook("letter.delivered", []byte(`{"event":"letter.deliverd"}`))))
	require.Equal(t, NotParseable, d.JudgeWebhook("letter.delivered", []byte(`{`)).Kind)
	require.Equal(t, Undocumented, d.JudgeWebhook("letter.lost", []byte(`{}`)).Kind)
	require.Equal(t, Invalid, d.JudgeWebhook("letter.delivered", nil).Kind)
}

// readOnly members are for answers, writeOnly ones for requests.
func TestDirection(t *testing.T) {
	d, err := Parse("x", []byte(`
openapi: 3.0.3
info: {title: t, version: "1"}
paths:
  /a:
    put:
      operationId: put
      requestBody: {content: {application/json: {schema: {$ref: "#/components/schemas/A"}}}}
      responses: {"200": {description: ok, content: {application/json: {schema: {$ref: "#/components/schemas/A"}}}}}
components:
  schemas:
    A:
      type: object
      required: [id, secret]
      properties: {id: {type: string, readOnly: true}, secret: {type: string, writeOnly: true}}
`))
	require.NoError(t, err)
	op, header := d.Operation("put"), http.Header{"Content-Type": {"application/json"}}
	require.Nil(t, op.JudgeRequest(Request{Body: []byte(`{"secret":"s"}`)}))
	require.Nil(t, op.JudgeAnswer(200, header, []byte(`{"id":"i"}`)))
	require.Equal(t, []brief{{"/id", "readOnly", ""}, {"/secret", "required", ""}}, briefs(op.JudgeRequest(Request{Body: []byte(`{"id":"i"}`)})))
	require.Equal(t, []brief{{"/secret", "readOnly", ""}}, briefs(op.JudgeAnswer(200, header, []byte(`{"id":"i","secret":"s"}`))))
}

// An answer in one of several JSON media types is judged by the schema of its own.
func TestEachMediaTypeHasItsSchema(t *testing.T) {
	d, err := Parse("x", []byte(`
openapi: 3.0.3
info: {title: t, version: "1"}
paths:
  /a:
    get:
      operationId: get
      responses:
        "200":
          description: ok
          content:
            application/har+json: {schema: {type: object, required: [log]}}
            application/json: {schema: {type: object, required: [items]}}
`))
	require.NoError(t, err)
	op := d.Operation("get")
	require.Equal(t, "application/json", op.Content(200))
	for media, body := range map[string]string{"application/json; charset=utf-8": `{"items":1}`, "application/har+json": `{"log":1}`} {
		require.Nil(t, op.JudgeAnswer(200, http.Header{"Content-Type": {media}}, []byte(body)), media)
		require.NotNil(t, op.JudgeAnswer(200, http.Header{"Content-Type": {media}}, []byte(`{}`)), media)
	}
}
