package document

import (
	"net/http"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"
)

const sample = `
openapi: 3.0.3
info: {title: sample, version: "1"}
paths:
  /notes/{note-id}:
    parameters:
      - {name: note-id, in: path, required: true, schema: {type: string}}
    get:
      operationId: getNote
      parameters:
        - {name: verbose, in: query, schema: {type: boolean}}
      responses:
        "200":
          description: the note
          headers:
            X-Total: {required: true, schema: {type: integer}}
          content:
            application/json: {schema: {$ref: "#/components/schemas/Note"}}
        "204": {description: empty}
        default:
          description: problem
          content:
            application/problem+json: {schema: {type: object, required: [title], properties: {title: {type: string}}}}
  /files:
    get:
      operationId: getFile
      responses:
        "200": {description: bytes, content: {"*/*": {schema: {type: string, format: binary}}}}
x-webhooks:
  "Note::made":
    post:
      requestBody:
        content:
          application/json: {schema: {$ref: "#/components/schemas/Note"}}
      responses: {"200": {description: seen}}
components:
  schemas:
    Note:
      type: object
      required: [id, text]
      properties:
        id: {type: string, format: uuid}
        text: {type: string, maxLength: 5}
        at: {type: string, format: date-time}
`

const note = `{"id":"1b2c7d0e-5c1f-4a5b-9f0e-3d0c1a7e4f21","text":"hello","at":"2026-01-01T00:00:00.000Z"}`

func load(t *testing.T) *Document {
	t.Helper()
	d, err := Load(fstest.MapFS{"sample.yaml": {Data: []byte(sample)}}, "sample")
	require.NoError(t, err)
	return d
}

func TestOperationsAreKnownByOperationID(t *testing.T) {
	d := load(t)
	op, err := d.Operation("getNote")
	require.NoError(t, err)
	require.Equal(t, "GET", op.Method)
	require.Equal(t, []Param{{Name: "note-id", In: "path"}, {Name: "verbose", In: "query"}}, op.Params)

	path, err := op.Resolve(map[string]string{"note-id": "a/b c"})
	require.NoError(t, err)
	require.Equal(t, "/notes/a%2Fb%20c", path)
	_, err = op.Resolve(nil)
	require.EqualError(t, err, `getNote: path parameter "note-id" has no value`)

	_, err = d.Operation("getAll")
	require.EqualError(t, err, `operation "getAll": not in the document sample`)
	require.Len(t, d.Operations(), 2)
}

func TestAnswersAreJudged(t *testing.T) {
	json := func(more ...string) http.Header {
		h := http.Header{"Content-Type": {"application/json"}, "X-Total": {"3"}}
		for i := 0; i < len(more); i += 2 {
			h.Set(more[i], more[i+1])
		}
		return h
	}
	problem := http.Header{"Content-Type": {"application/problem+json"}}
	for name, tt := range map[string]struct {
		op     string
		status int
		header http.Header
		body   string
		want   string // "" means no breach
	}{
		"a documented answer":               {"getNote", 200, json(), note, ""},
		"a charset beside the type":         {"getNote", 200, json("Content-Type", "application/json; charset=utf-8"), note, ""},
		"an empty answer":                   {"getNote", 204, nil, "", ""},
		"default stands for errors":         {"getNote", 404, problem, `{"title":"no"}`, ""},
		"default does not stand for 2xx":    {"getNote", 201, json(), note, "getNote answered 201: status is not documented"},
		"an undocumented status":            {"getFile", 404, problem, `{}`, "getFile answered 404: status is not documented"},
		"a missing header":                  {"getNote", 200, http.Header{"Content-Type": {"application/json"}}, note, "getNote answered 200: header X-Total is missing"},
		"a header of the wrong type":        {"getNote", 200, json("X-Total", "many"), note, "getNote answered 200: header X-Total: /: value must be an integer"},
		"another content type":              {"getNote", 200, json("Content-Type", "text/html"), note, `getNote answered 200: content type "text/html" is not documented`},
		"a body where none belongs":         {"getNote", 204, nil, "x", "getNote answered 204: has a body of 1 bytes, none is documented"},
		"text that is not JSON":             {"getNote", 200, json(), "{", "getNote answered 200: body is not JSON: unexpected EOF"},
		"two values":                        {"getNote", 200, json(), note + note, "getNote answered 200: body has more than one JSON value"},
		"all breaches of a body are listed": {"getNote", 200, json(), `{"id":"7","text":"too long"}`, "getNote answered 200: /id: string doesn't match the format \"uuid\""},
		"any bytes for a file":              {"getFile", 200, http.Header{"Content-Type": {"image/png"}}, "\x89PNG", ""},
	} {
		t.Run(name, func(t *testing.T) {
			op, err := load(t).Operation(tt.op)
			require.NoError(t, err)
			err = op.JudgeAnswer(tt.status, tt.header, []byte(tt.body))
			if tt.want == "" {
				require.NoError(t, err)
				return
			}
			require.ErrorContains(t, err, tt.want)
		})
	}
}

func TestWebhooksAreJudged(t *testing.T) {
	d := load(t)
	require.NoError(t, d.JudgeWebhook("Note::made", []byte(note)))
	require.ErrorContains(t, d.JudgeWebhook("Note::made", []byte(`{"id":1}`)), "/text: property \"text\" is missing")
	require.EqualError(t, d.JudgeWebhook("Note::lost", []byte(note)), `webhook "Note::lost": not in the document sample`)
}

func TestDocumentsThatCannotServe(t *testing.T) {
	for name, tt := range map[string]struct{ yaml, want string }{
		"no YAML":          {"{", "document x: "},
		"no operationId":   {"openapi: 3.0.3\ninfo: {title: x, version: '1'}\npaths: {/a: {get: {responses: {}}}}", "GET /a has no operationId"},
		"a webhook alone":  {"openapi: 3.0.3\ninfo: {title: x, version: '1'}\npaths: {}\nx-webhooks: {a: {}}", "x-webhooks a: no post with a request body"},
		"an id used twice": {"openapi: 3.0.3\ninfo: {title: x, version: '1'}\npaths: {/a: {get: {operationId: a, responses: {}}, put: {operationId: a, responses: {}}}}", "operationId a is used twice"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := Parse("x", []byte(tt.yaml))
			require.ErrorContains(t, err, tt.want)
		})
	}
	_, err := Load(fstest.MapFS{}, "x")
	require.ErrorContains(t, err, "document x: ")
}
