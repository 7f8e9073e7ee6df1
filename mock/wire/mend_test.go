package wire

import (
	"context"
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mynah-sim/mynah/mock/contract"
)

// What a client breaks in the lists and objects of a form can be mended before it is judged; without a mender it breaks the document.
func TestBrokenFieldsOfFormsAreMended(t *testing.T) {
	const form = "application/x-www-form-urlencoded"
	type asked struct {
		op, field string
		list      bool
	}
	for name, row := range map[string]struct {
		body   string
		mends  bool // the provider has a mender
		with   any  // nil: it leaves the text alone
		status int
		parts  []part
		asks   []asked
	}{
		"no list, mended":        {"name=a&parts=[object Object]&token=york", true, []any{map[string]any{"name": "x"}}, http.StatusOK, []part{{"x"}}, []asked{{"bring", "parts", true}}},
		"no list, left alone":    {"name=a&parts=[object Object]&token=york", true, nil, http.StatusBadRequest, nil, []asked{{"bring", "parts", true}}},
		"no list, nobody mends":  {"name=a&parts=[object Object]&token=york", false, nil, http.StatusBadRequest, nil, nil},
		"a list needs no mender": {`name=a&parts=[{"name":"y"}]&token=york`, true, []any{map[string]any{"name": "x"}}, http.StatusOK, []part{{"y"}}, nil},
		"a text is never mended": {"name=[object Object]&token=york", true, []any{map[string]any{"name": "x"}}, http.StatusOK, nil, nil},
	} {
		t.Run(name, func(t *testing.T) {
			var asks []asked
			m := newMarket(t, func(c *Config[*stall]) {
				if !row.mends {
					return
				}
				c.Mend = func(_ *stall, _ context.Context, op *contract.Operation) func(string, bool) (any, bool) {
					return func(field string, list bool) (any, bool) {
						asks = append(asks, asked{op.ID, field, list})
						return row.with, row.with != nil
					}
				}
			})
			w := m.do("POST", "/stall/york/goods/", form, row.body)
			require.Equal(t, row.status, w.Code, w.Body.String())
			require.Equal(t, row.parts, m.got.Parts)
			require.Equal(t, row.asks, asks)
		})
	}
}
