package contract

import (
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mynah-sim/mynah/specs"
)

const library = `
openapi: 3.0.3
servers: [{url: http://localhost/v1}]
paths:
  /books:
    post:
      operationId: add
      parameters:
        - {name: shelf, in: query, schema: {type: integer, maximum: 9}}
      requestBody:
        content:
          application/json: {schema: {$ref: "#/components/schemas/Book"}}
          application/x-www-form-urlencoded: {schema: {$ref: "#/components/schemas/Book"}}
      responses:
        "201":
          description: added
          headers: {Location: {required: true, schema: {type: string}}}
          content: {application/json: {schema: {$ref: "#/components/schemas/Book"}}}
        "400": {description: no}
    get:
      operationId: list
      responses: {"200": {description: all, content: {application/json: {schema: {type: array, items: {$ref: "#/components/schemas/Book"}}}}}}
x-webhooks:
  lent: {post: {requestBody: {content: {application/json: {schema: {$ref: "#/components/schemas/Cover"}}}}}}
components:
  schemas:
    Book:
      type: object
      required: [title]
      properties:
        title: {type: string, maxLength: 50}
        pages: {type: number}
        state: {type: string, enum: [in, out]}
        note: {type: string, nullable: true}
        cover: {oneOf: [{$ref: "#/components/schemas/Cover"}, {$ref: "#/components/schemas/Colour"}]}
    Cover: {type: object, additionalProperties: false, properties: {image: {type: string, format: uri}}}
    Colour: {type: object, properties: {colour: {type: string, pattern: "^#"}}}
`

func TestBreakingChanges(t *testing.T) {
	older, err := Parse("older", []byte(library))
	require.NoError(t, err)
	for name, row := range map[string]struct {
		was, is string
		want    []string
	}{
		"nothing":                {"", "", nil},
		"an operation":           {"operationId: list", "operationId: all", []string{"list: operation: is gone"}},
		"its path":               {"/books:", "/book:", []string{"add: operation: is now POST /v1/book", "list: operation: is now GET /v1/book"}},
		"a bound of a parameter": {"maximum: 9", "maximum: 5", []string{"add: query shelf: maximum is 5 now, and was 9"}},
		"a parameter":            {"in: query,", "in: query, required: true,", []string{"add: query shelf: is required now"}},
		"a wider parameter":      {"maximum: 9", "maximum: 99", nil},
		"the body":               {"requestBody:\n        content:", "requestBody:\n        required: true\n        content:", []string{"add: request: is required now"}},
		"a media type": {"application/x-www-form-urlencoded: {schema: {$ref: \"#/components/schemas/Book\"}}", "",
			[]string{"add: request: the media type application/x-www-form-urlencoded is no longer taken"}},
		"an answer":          {`"400": {description: no}`, "", []string{"add: answer 400: is gone"}},
		"a success":          {`"400": {description: no}`, `"400": {description: no}` + "\n        \"202\": {description: later}", []string{"add: answer 202: is a new way to succeed"}},
		"a header":           {"{required: true, schema: {type: string}}", "{schema: {type: string}}", []string{"add: header Location: may be missing now"}},
		"a callback":         {"lent:", "lend:", []string{"lent: webhook: is gone"}},
		"required":           {"required: [title]", "required: [title, pages]", []string{"add: request /pages: is required now"}},
		"no longer required": {"required: [title]", "", []string{"add: answer 201 /title: may be missing now", "list: answer 200 /*/title: may be missing now"}},
		"a shorter text":     {"maxLength: 50", "maxLength: 40", []string{"add: request /title: maxLength is 40 now, and was 50"}},
		"a longer text": {"maxLength: 50", "maxLength: 60",
			[]string{"add: answer 201 /title: maxLength is 60 now, and was 50", "list: answer 200 /*/title: maxLength is 60 now, and was 50"}},
		"a text of any length": {", maxLength: 50", "", []string{"add: answer 201 /title: maxLength is none now, and was 50", "list: answer 200 /*/title: maxLength is none now, and was 50"}},
		"a type":               {"{type: number}", "{type: integer}", []string{"add: request /pages: number is no longer taken"}},
		"any type": {"pages: {type: number}", "pages: {}",
			[]string{"add: answer 201 /pages: is not always number now", "list: answer 200 /*/pages: is not always number now"}},
		"a value less": {"enum: [in, out]", "enum: [in]", []string{`add: request /state: "out" is no longer taken`}},
		"a value more": {"enum: [in, out]", "enum: [in, out, lost]", []string{`add: answer 201 /state: may be "lost" now`, `list: answer 200 /*/state: may be "lost" now`}},
		"null":         {", nullable: true", "", []string{"add: request /note: null is no longer taken"}},
		"a pattern": {`pattern: "^#"`, `pattern: "^[#a]"`, []string{
			"add: request /cover<Colour>/colour: the pattern must be ^[#a] now", "add: answer 201 /cover<Colour>/colour: the pattern need not be ^# now",
			"list: answer 200 /*/cover<Colour>/colour: the pattern need not be ^# now",
		}},
		"an alternative": {`, {$ref: "#/components/schemas/Colour"}`, "", []string{"add: request /cover: the alternative Colour is no longer taken"}},
		"a member of a closed object": {"image: {type: string, format: uri}", "image: {type: string, format: uri}, size: {type: integer}", []string{
			"add: answer 201 /cover<Cover>/size: is new", "list: answer 200 /*/cover<Cover>/size: is new", "lent: webhook /size: is new",
		}},
		"one less": {"image: {type: string, format: uri}", "", []string{"add: request /cover<Cover>/image: is no longer taken"}},
		"an opened object": {"additionalProperties: false, ", "", []string{
			"add: answer 201 /cover<Cover>: may have members that are not announced", "list: answer 200 /*/cover<Cover>: may have members that are not announced",
			"lent: webhook: may have members that are not announced",
		}},
		"another member": {"pages: {type: number}", "pages: {type: number}\n        weight: {type: number}", nil},
	} {
		t.Run(name, func(t *testing.T) {
			require.Contains(t, library, row.was)
			newer, err := Parse("newer", []byte(strings.Replace(library, row.was, row.is, 1)))
			require.NoError(t, err)
			var got []string
			for _, c := range Breaking(older, newer) {
				got = append(got, c.String())
			}
			require.Equal(t, row.want, got)
		})
	}
}

// A document breaks nobody who relies on itself.
func TestADocumentDoesNotBreakItself(t *testing.T) {
	for _, name := range specs.Names() {
		data, err := specs.Read(name)
		require.NoError(t, err)
		older, err := Parse(name, data)
		require.NoError(t, err)
		newer, err := Parse(name, data)
		require.NoError(t, err)
		require.Empty(t, Breaking(older, newer), name)
	}
	data, err := os.ReadFile("testdata/union.yaml")
	require.NoError(t, err)
	older, err := Parse("union", data)
	require.NoError(t, err)
	newer, err := Parse("union", data)
	require.NoError(t, err)
	require.Empty(t, Breaking(older, newer))
}
