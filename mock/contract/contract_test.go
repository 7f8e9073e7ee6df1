package contract

import (
	"os"
	"testing"

	"github.com/stretchr/testify/require"
)

// post is the document that most tests judge by.
func post(t testing.TB) *Document {
	t.Helper()
	data, err := os.ReadFile("testdata/post.yaml")
	require.NoError(t, err)
	d, err := Parse("post", data)
	require.NoError(t, err)
	return d
}

func TestDocumentTellsItsOperations(t *testing.T) {
	d := post(t)
	var ids []string
	for _, op := range d.Operations() {
		ids = append(ids, op.ID)
	}
	require.Equal(t, []string{"sendLetter", "listLetters", "dropLetter", "getBox", "addPhoto", "note"}, ids)
	require.Equal(t, "post", d.Name())
	require.Equal(t, "/post/v1", d.Base())
	require.Equal(t, []string{"letter.delivered"}, d.Webhooks())
	require.Nil(t, d.Operation("unheard"))

	op := d.Operation("sendLetter")
	require.Equal(t, []string{"POST", "/letters", "Letters", "Sends a letter", "decided", "page 1"},
		[]string{op.Method, op.Path, op.Tag, op.Summary, op.Origin, op.Source})
	require.Equal(t, 202, op.Success())
	require.True(t, op.HasBody())
	require.Equal(t, "application/json", op.Content(202))
	require.Equal(t, "application/problem+json", op.Content(404))
	require.Equal(t, 200, d.Operation("addPhoto").Success())
	require.Empty(t, d.Operation("dropLetter").Content(204))
}

func TestParametersOfAPathBelongToItsOperations(t *testing.T) {
	p := post(t).Operation("dropLetter").Params()
	require.Len(t, p, 1)
	require.Equal(t, []string{"letter-id", "path", "string"}, []string{p[0].Name, p[0].In, p[0].Type})
	require.True(t, p[0].Required)
}

func TestLoadReadsADocumentOnce(t *testing.T) {
	t.Parallel()
	a, err := Load("tyntec")
	require.NoError(t, err)
	b, err := Load("tyntec")
	require.NoError(t, err)
	require.Same(t, a, b)
	_, err = Load("nobody")
	require.ErrorContains(t, err, `document "nobody"`)
}

func TestParseRefusesWhatCannotBeJudged(t *testing.T) {
	const head = "openapi: 3.0.3\ninfo: {title: t, version: '1'}\n"
	const ok = "responses: {'200': {description: ok}}"
	for name, text := range map[string]string{
		"operationId \"\" is missing": head + "paths: {/a: {get: {" + ok + "}}}",
		"used twice":                  head + "paths: {/a: {get: {operationId: a, " + ok + "}}, /b: {get: {operationId: a, " + ok + "}}}",
		"only path, query and header": head + "paths: {/a: {get: {operationId: a, " + ok + ", parameters: [{name: c, in: cookie, schema: {type: string}}]}}}",
		"is no known component":       head + "paths: {}\nx-webhooks: {e: {post: {requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/X'}}}}}}}\ncomponents: {schemas: {}}",
		"has no body":                 head + "paths: {}\nx-webhooks: {e: {post: {}}}",
		"document \"x\":":             "{",
	} {
		t.Run(name, func(t *testing.T) {
			_, err := Parse("x", []byte(text))
			require.ErrorContains(t, err, name)
		})
	}
}
