package contract

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/stretchr/testify/require"

	"github.com/mynah-sim/mynah/specs"
)

// What we build of a document says the same as what kin-openapi's own loader makes of it.
func TestBuildsWhatTheLibraryLoads(t *testing.T) {
	texts := map[string][]byte{}
	for _, name := range specs.Names() {
		data, err := specs.Read(name)
		require.NoError(t, err)
		texts[name] = data
	}
	for _, name := range []string{"post", "tailor", "union"} {
		data, err := os.ReadFile("testdata/" + name + ".yaml")
		require.NoError(t, err)
		texts[name] = data
	}
	for name, data := range texts {
		t.Run(name, func(t *testing.T) {
			ours, err := Parse(name, data)
			require.NoError(t, err)
			compiled, err := specs.Compile(data)
			require.NoError(t, err)
			built, err := build(compiled)
			require.NoError(t, err)
			loaded, err := openapi3.NewLoader().LoadFromData(data)
			require.NoError(t, err)
			require.Equal(t, len(loaded.Components.Schemas), len(built.Components.Schemas))
			for schema, ref := range loaded.Components.Schemas {
				require.JSONEq(t, written(t, ref.Value), written(t, built.Components.Schemas[schema].Value), schema)
			}
			loaded.Extensions = built.Extensions
			theirs := &Document{name: name, byID: map[string]*Operation{}, tolerance: tolerance{}.extended(loaded.Extensions)}
			theirs.incoming, theirs.outgoing = newJudges(compiled)
			require.NoError(t, theirs.readOperations(loaded))
			theirs.webhooks, err = theirs.readWebhooks(loaded)
			require.NoError(t, err)
			require.Equal(t, told(t, theirs), told(t, ours))
		})
	}
}

// written is a schema as JSON, without what only people read.
func written(t *testing.T, s *openapi3.Schema) string {
	t.Helper()
	if s == nil {
		return "null"
	}
	data, err := json.Marshal(s)
	require.NoError(t, err)
	data, err = specs.Compile(data)
	require.NoError(t, err)
	_, rest, _ := strings.Cut(string(data), ",")
	return "{" + rest
}

// told is everything that a document knows, in lines.
func told(t *testing.T, d *Document) (lines []string) {
	t.Helper()
	content := func(at string, c *content) {
		if c == nil {
			return
		}
		lines = append(lines, fmt.Sprint(at, c.ranges, c.json, c.object, written(t, c.schema)))
		for _, media := range slices.Sorted(maps.Keys(c.others)) {
			lines = append(lines, fmt.Sprint(at, media, written(t, c.others[media])))
		}
	}
	params := func(at string, all []Param) {
		for _, p := range all {
			lines = append(lines, fmt.Sprint(at, p.Name, p.In, p.Required, p.Type, p.Items, p.repeat, p.emptyOK, written(t, p.schema)))
		}
	}
	for _, op := range d.operations {
		at := op.ID + " "
		lines = append(lines, fmt.Sprint(at, op.Method, op.Path, op.Tag, op.Summary, op.Origin, op.Source, op.Open, op.Scopes, op.required, op.success, op.tolerance))
		params(at, op.params)
		content(at, op.body)
		for _, status := range slices.Sorted(maps.Keys(op.answers)) {
			params(at+status, op.answers[status].headers)
			content(at+status, op.answers[status].content)
		}
	}
	for _, event := range d.Webhooks() {
		content(event, d.webhooks[event].content)
	}
	return lines
}

func TestDocumentsThatAreMalformed(t *testing.T) {
	const paths = "openapi: 3.0.3\npaths: {/a: {get: {operationId: a, responses: {200: %s}}}}\ncomponents: {schemas: {A: %s}}"
	for name, row := range map[string]struct{ answer, schema, want string }{
		"an unknown keyword":       {"{}", "{tpe: string}", `"tpe" is not known`},
		"a reference to nothing":   {"{}", `{allOf: [{$ref: "#/components/schemas/B"}]}`, `leads nowhere`},
		"a reference to elsewhere": {"{}", `{allOf: [{$ref: "other.yaml#/A"}]}`, `leads nowhere`},
		"a circle of names":        {"{}", `{$ref: "#/components/schemas/A"}`, `circle`},
		"no object":                {"[]", "{}", `should be an object`},
		"no list":                  {"{}", "{required: a}", `should be a list`},
		"no flag":                  {"{}", "{nullable: 1}", `should be true or false`},
		"no number":                {"{}", "{minimum: a}", `should be a number`},
		"no size":                  {"{}", "{minLength: 1.5}", `should be a whole number`},
		"an unknown member":        {"{body: {}}", "{}", `"body" is not known`},
		"an unknown answer":        {`{$ref: "#/components/responses/B"}`, "{}", `leads nowhere`},
		"a discriminator's member": {"{}", "{discriminator: {name: a}}", `"name" is not known`},
		"a header":                 {"{headers: {X: {kind: a}}}", "{}", `"kind" is not known`},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := Parse("odd", fmt.Appendf(nil, paths, row.answer, row.schema))
			require.ErrorContains(t, err, row.want)
		})
	}
	_, err := Parse("odd", []byte("openapi: 3.0.3\nwebhooks: {}"))
	require.ErrorContains(t, err, `"webhooks" is not known`)
}
