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
				require.Equal(t, want, got, "%s", body)
			}
		}
	}
	require.Greater(t, taken, 200)
}

func BenchmarkValue(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		Value([]byte(textMessage))
	}
}
