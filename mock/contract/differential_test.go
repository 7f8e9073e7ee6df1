package contract

import (
	"encoding/json"
	"maps"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/stretchr/testify/require"

	"github.com/mynah-sim/mynah/specs"
)

// oracle is kin-openapi asked directly, with nulls dropped by other code than ours.
func oracle(t testing.TB, op *Operation, body []byte) (accepts, parses bool) {
	t.Helper()
	var v any
	if json.Unmarshal(body, &v) != nil {
		return false, false
	}
	if op.tolerance.nullIsAbsent {
		v = withoutNulls(v)
	}
	return op.body.schema.VisitJSON(v, openapi3.WithStringFormatValidators(formats)) == nil, true
}

func withoutNulls(v any) any {
	switch v := v.(type) {
	case map[string]any:
		maps.DeleteFunc(v, func(_ string, child any) bool { return child == nil })
		for name := range v {
			v[name] = withoutNulls(v[name])
		}
	case []any:
		for i := range v {
			v[i] = withoutNulls(v[i])
		}
	}
	return v
}

// agrees holds a judgement against the oracle and looks whether the findings are of use.
func agrees(t testing.TB, op *Operation, body []byte) *Breach {
	t.Helper()
	bound, b := op.Admit(Request{Body: body})
	accepts, parses := oracle(t, op, body)
	if b != nil && b.Kind == NotParseable {
		require.False(t, accepts && !strings.Contains(b.Detail, "levels") && !strings.Contains(b.Detail, "UTF-8"), "%s: %s", b.Detail, body)
		return b
	}
	require.True(t, parses, "%s", body)
	require.Equal(t, accepts, b == nil, "%s", body)
	if b != nil {
		require.Equal(t, Invalid, b.Kind)
		useful(t, b, body)
		return b
	}
	again, b := op.Admit(Request{Body: bound.Body})
	require.Nil(t, b, "what is bound keeps to the document: %s", body)
	require.Equal(t, string(bound.Body), string(again.Body), "and is bound as it is")
	return nil
}

func useful(t testing.TB, b *Breach, body []byte) {
	t.Helper()
	var v any
	require.NoError(t, json.Unmarshal(body, &v))
	require.NotEmpty(t, b.Findings)
	for _, f := range b.Findings {
		require.NotEmpty(t, f.Rule)
		require.NotEqual(t, "schema", f.Rule, "%s: %s", f.Message, body)
		require.NotEmpty(t, f.Message)
		found, parent := resolve(v, f.Pointer)
		require.True(t, found || f.Missing && parent, "%q leads nowhere in %s", f.Pointer, body)
	}
}

// resolve follows a pointer, and says whether the value or at least its parent is there.
func resolve(v any, pointer string) (found, parent bool) {
	tokens := strings.Split(pointer, "/")[1:]
	for i, token := range tokens {
		token = strings.ReplaceAll(strings.ReplaceAll(token, "~1", "/"), "~0", "~")
		ok := false
		switch at := v.(type) {
		case map[string]any:
			v, ok = at[token]
		case []any:
			n, err := strconv.Atoi(token)
			if ok = err == nil && n < len(at); ok {
				v = at[n]
			}
		}
		if !ok {
			return false, i == len(tokens)-1
		}
	}
	return true, true
}

// mutate changes one place of a body at random.
func mutate(r *rand.Rand, v any) any {
	switch at := v.(type) {
	case map[string]any:
		if name := pick(r, slices.Sorted(maps.Keys(at))); name != "" && r.IntN(4) > 0 {
			return mutateMember(r, at, name)
		}
	case []any:
		if len(at) > 0 && r.IntN(3) > 0 {
			i := r.IntN(len(at))
			if r.IntN(4) == 0 {
				return append(at, at[i])
			}
			at[i] = mutate(r, at[i])
			return at
		}
	case string:
		if r.IntN(2) == 0 {
			return []any{"", at + at, strings.ToUpper(at), at + "x", strings.Repeat("7", 5000)}[r.IntN(5)]
		}
	}
	return []any{nil, true, 0.0, -1.5, 1e21, 3.0, "", "x", "text", []any{}, []any{nil}, []any{"a", "a"}, map[string]any{}, map[string]any{"a": nil}}[r.IntN(14)]
}

func mutateMember(r *rand.Rand, at map[string]any, name string) any {
	switch r.IntN(7) {
	case 0:
		delete(at, name)
	case 1:
		at[strings.ToUpper(name)] = at[name]
	case 2:
		at[name+"s"] = at[name]
		delete(at, name)
	case 3:
		at[name] = at[pick(r, slices.Sorted(maps.Keys(at)))]
	default:
		at[name] = mutate(r, at[name])
	}
	return at
}

func pick(r *rand.Rand, names []string) string {
	if len(names) == 0 {
		return ""
	}
	return names[r.IntN(len(names))]
}

// hammer judges many changed copies of a body and reports how many were accepted and refused.
func hammer(t *testing.T, op *Operation, body []byte, rounds int) (accepted, refused int) {
	t.Helper()
	r := rand.New(rand.NewPCG(1, 2))
	for range rounds {
		var v any
		require.NoError(t, json.Unmarshal(body, &v))
		for range 1 + r.IntN(3) {
			v = mutate(r, v)
		}
		changed, err := json.Marshal(v)
		require.NoError(t, err)
		if agrees(t, op, changed) == nil {
			accepted++
		} else {
			refused++
		}
	}
	return accepted, refused
}

var samples = []string{
	`{"kind":"letter","to":"49","context":"c","urgent":true,"copies":2,"weight":1.5,"notes":{"a":"b"},"content":{"contentType":"text","text":"hi"}}`,
	`{"kind":"letter","to":"49","content":{"contentType":"image~/","url":"https://a.b"}}`,
	`{"kind":"parcel","to":"49","size":"small","value":"ab","code":"a","maybe":null,"empty":1,"limits":{"a":1},"things":[{"name":"a","inside":[{"name":"b"}]}]}`,
}

// kin-openapi and the judge accept the same bodies, and every refusal is explained by our own words.
func TestJudgesLikeTheLibrary(t *testing.T) {
	op := post(t).Operation("sendLetter")
	accepted, refused := 0, 0
	for _, body := range samples {
		require.Nil(t, agrees(t, op, []byte(body)))
		a, r := hammer(t, op, []byte(body), 1500)
		accepted, refused = accepted+a, refused+r
	}
	require.Greater(t, accepted, 300)
	require.Greater(t, refused, 300)
}

// The same for every documented example of a request body.
func TestJudgesExamplesLikeTheLibrary(t *testing.T) {
	for name, doc := range embedded(t) {
		d, err := Load(strings.TrimSuffix(name, ".yaml"))
		require.NoError(t, err)
		for _, item := range doc.Paths.Map() {
			for _, documented := range item.Operations() {
				op := *d.Operation(documented.OperationID)
				op.params = nil                    // only the body matters here
				op.tolerance.emptyIsAbsent = false // kin-openapi knows nothing of it
				for i, body := range examples(t, documented) {
					t.Run(op.ID+strconv.Itoa(i), func(t *testing.T) {
						require.Nil(t, op.JudgeRequest(Request{Body: body}))
						hammer(t, &op, body, 25)
					})
				}
			}
		}
	}
}

// embedded are the documents as kin-openapi sees them.
func embedded(t testing.TB) map[string]*openapi3.T {
	t.Helper()
	entries, err := specs.FS.ReadDir(".")
	require.NoError(t, err)
	docs := map[string]*openapi3.T{}
	for _, entry := range entries {
		data, err := specs.FS.ReadFile(entry.Name())
		require.NoError(t, err)
		docs[entry.Name()], err = openapi3.NewLoader().LoadFromData(data)
		require.NoError(t, err)
	}
	return docs
}

// examples are the documented request bodies of an operation that takes JSON.
func examples(t testing.TB, op *openapi3.Operation) (bodies [][]byte) {
	t.Helper()
	if op.RequestBody == nil || op.RequestBody.Value.Content["application/json"] == nil {
		return nil
	}
	media := op.RequestBody.Value.Content["application/json"]
	values := []any{media.Example}
	for _, name := range slices.Sorted(maps.Keys(media.Examples)) {
		values = append(values, media.Examples[name].Value.Value)
	}
	for _, v := range values {
		if v == nil {
			continue
		}
		body, err := json.Marshal(v)
		require.NoError(t, err)
		bodies = append(bodies, body)
	}
	return bodies
}

func FuzzJudgeRequest(f *testing.F) {
	for _, body := range samples {
		f.Add([]byte(body))
	}
	for _, body := range []string{
		"", "null", "[]", "{", "{}x", `{"kind":"letter","kind":null}`, `{"KIND":"letter"}`, `{"kind":1e999}`, "\xff",
		`{"kind":"letter","to":"","content":{"contentType":"text"}}`, `{"kind":"parcel","things":[{"\u006eame":"a"}]}`,
	} {
		f.Add([]byte(body))
	}
	op := post(f).Operation("sendLetter")
	f.Fuzz(func(t *testing.T, body []byte) { agrees(t, op, body) })
}
