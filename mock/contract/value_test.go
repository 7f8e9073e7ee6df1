package contract

import (
	"bytes"
	"encoding/json"
	"io"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"
)

// read is what encoding/json makes of a text.
func read(body []byte) (v any, ok bool) {
	d := json.NewDecoder(bytes.NewReader(body))
	d.UseNumber()
	if d.Decode(&v) != nil {
		return nil, false
	}
	_, err := d.Token()
	return v, err == io.EOF
}

// Value is encoding/json, over valid texts and such with something wrong.
func TestValueReadsLikeTheLibrary(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	taken := 0
	for _, seed := range append(samples, ` [1, -2.5e3, "a\nb", "\ud83d\ude00", null, true, {"é": {}, "": [[]]}] `, `"x"`, `0`) {
		rounds := 4000
		if slow {
			rounds = 500
		}
		for n := range rounds {
			body := []byte(seed)
			if n > 0 {
				body = deformed(r, body, stretches(body))
			}
			want, ok := read(body)
			got, took := Value(body)
			require.Equal(t, ok, took, "%s", body)
			if ok {
				taken++
				require.Equal(t, want, plainly(got), "%s", body)
				sameText(t, want, got)
			}
		}
	}
	require.Greater(t, taken, 200)
}

// FuzzValue holds Value against encoding/json: both take the same texts, and make the same of them.
func FuzzValue(f *testing.F) {
	for _, seed := range samples {
		f.Add([]byte(seed))
	}
	for _, seed := range []string{`{"a":1,"a":{"a":[null]}}`, `[1e400]`, `"\ud800"`, "{\"\xff\":1}", `{"a":1}x`, ` {} `} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		want, ok := read(body)
		got, took := Value(body)
		require.Equal(t, ok, took)
		if ok {
			require.Equal(t, want, plainly(got))
			sameText(t, want, got)
		}
	})
}

// sameText wants two values to be written alike.
func sameText(t *testing.T, want, got any) {
	t.Helper()
	a, err := json.Marshal(want)
	require.NoError(t, err)
	b, err := json.Marshal(got)
	require.NoError(t, err)
	require.Equal(t, string(a), string(b))
}

// plainly is a value with maps for its objects, as At finds their members.
func plainly(v any) any {
	if list, ok := v.([]any); ok {
		out := []any{}
		for _, item := range list {
			out = append(out, plainly(item))
		}
		return out
	}
	members, ok := Members(v)
	if !ok {
		return v
	}
	out := map[string]any{}
	for name := range members {
		out[name] = plainly(At(v, name))
	}
	return out
}

func TestPutAddsAMember(t *testing.T) {
	for _, v := range []any{&Object{}, map[string]any{}} {
		Put(v, "a", "1")
		Put(v, "a", "2")
		require.Equal(t, "2", At(v, "a"))
		require.Nil(t, At(v, "b"))
		require.True(t, IsObject(v))
		members, _ := Members(v)
		require.Equal(t, map[string]any{"a": "2"}, members)
	}
	require.False(t, IsObject([]any{}))
	require.Nil(t, At("text", "a"))
}

func BenchmarkValue(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		Value([]byte(textMessage))
	}
}
