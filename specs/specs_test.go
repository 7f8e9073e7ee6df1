package specs

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// A document that changes needs its compiled form renewed: go generate ./specs
func TestCompiledFormsAreFresh(t *testing.T) {
	entries, err := compiled.ReadDir("compiled")
	require.NoError(t, err)
	require.Len(t, entries, len(Names()))
	for _, name := range Names() {
		document, err := Read(name)
		require.NoError(t, err)
		want, err := Compile(document)
		require.NoError(t, err)
		got, err := compiled.ReadFile("compiled/" + name + ".json")
		require.NoError(t, err)
		require.True(t, string(want) == string(got), "%s: run go generate ./specs", name)
	}
}

func TestCompileKeepsWhatJudgingNeeds(t *testing.T) {
	got, err := Compile([]byte(`
openapi: 3.0.3
info: {title: T, version: 1, description: D}
paths:
  /b: {get: {operationId: b, description: D, summary: S, responses: {200: {description: D}}}}
  /a: {get: {operationId: a, x-flag: yes, x-on: true}}
components:
  schemas:
    title: {type: object, description: D, example: {a: 1}, properties: {description: {type: string, example: x}, example: {default: 2026-01-01}, e: {default: {title: x}}, f: {enum: [{title: y}]}}}
    list: &l {enum: [1, 1.5, null, "1", 0x10]}
    same: *l
`))
	require.NoError(t, err)
	require.Regexp(t, `^\{"x-compiled-from":"[0-9a-f]{64}",`, string(got))
	require.JSONEq(t, `{
		"openapi": "3.0.3", "info": {"version": 1}, "x-order": ["b", "a"],
		"paths": {"/b": {"get": {"operationId": "b", "summary": "S", "responses": {"200": {}}}}, "/a": {"get": {"operationId": "a", "x-flag": "yes", "x-on": true}}},
		"components": {"schemas": {
			"title": {"type": "object", "properties": {"description": {"type": "string"}, "example": {"default": "2026-01-01"}, "e": {"default": {"title": "x"}}, "f": {"enum": [{"title": "y"}]}}},
			"list": {"enum": [1, 1.5, null, "1", 16]}, "same": {"enum": [1, 1.5, null, "1", 16]}
		}}}`, string(got[:1])+string(got[len(head(nil))+1:]))
	for _, bad := range []string{"", "[]", "a: b: c", "{a: 1, a: 2}", "a: {b: 1, b: 2}"} {
		_, err := Compile([]byte(bad))
		require.Error(t, err, bad)
	}
}

func TestCompiledOfAnUnknownDocument(t *testing.T) {
	_, err := Compiled("unheard")
	require.Error(t, err)
}
