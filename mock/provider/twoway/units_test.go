package twoway

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/mynah-sim/mynah/mock/network"
)

func TestTemplatesAreFilled(t *testing.T) {
	find := func(name string) (any, bool) {
		v, ok := map[string]any{
			"name": "Ana", "n": 3.0, "yes": true, "no": false, "html": "<b>&", "list": []any{"a", "b"}, "none": []any{},
			"orders": []any{map[string]any{"id": "o-1"}, map[string]any{"id": "o-2"}},
		}[name]
		return v, ok
	}
	for text, want := range map[string]string{
		"plain":                                  "plain",
		"Hi {{name}}!":                           "Hi Ana!",
		"Hi {{ name }}!":                         "Hi Ana!",
		"{{html}}":                               "<b>&",
		"{{{html}}}":                             "<b>&",
		"{{n}} lamps":                            "3 lamps",
		"{{nobody}}.":                            ".",
		"a{{! says nothing }}b":                  "ab",
		"{{#yes}}in{{/yes}}{{#no}}out{{/no}}":    "in",
		"{{^no}}none{{/no}}{{^yes}}some{{/yes}}": "none",
		"{{#list}}[{{.}}]{{/list}}":              "[a][b]",
		"{{^none}}empty{{/none}}":                "empty",
		"{{#orders}}{{id}} {{name}};{{/orders}}": "o-1 Ana;o-2 Ana;",
	} {
		got, err := render(text, find)
		require.NoError(t, err, text)
		require.Equal(t, want, got, text)
	}
	for _, text := range []string{"{{name", "{{#yes}}", "{{/yes}}", "{{#yes}}{{/no}}", "{{}}"} {
		_, err := render(text, find)
		require.ErrorIs(t, err, errTemplate, text)
	}
}

func TestTokensAreSignedAndEnd(t *testing.T) {
	now := time.Unix(1_700_000_000, 0)
	s := newSigner("demo", 1)
	token := s.sign(claims{Scope: "TOKENS_GET", Iat: now.Unix(), Exp: now.Add(time.Hour).Unix(), Iss: "demo", User: claimsUser{ID: "u"}})
	require.Equal(t, token, newSigner("demo", 1).sign(claims{
		Scope: "TOKENS_GET", Iat: now.Unix(), Exp: now.Add(time.Hour).Unix(), Iss: "demo", User: claimsUser{ID: "u"},
	}), "a world gives out the same tokens in every run")

	c, err := s.read(token, now)
	require.NoError(t, err)
	require.Equal(t, "u", c.User.ID)
	_, err = s.read(token, now.Add(time.Hour-time.Second))
	require.NoError(t, err)
	_, err = s.read(token, now.Add(time.Hour))
	require.ErrorIs(t, err, errExpired)
	_, err = newSigner("demo", 2).read(token, now)
	require.ErrorIs(t, err, errSignature)
	_, err = newSigner("other", 1).read(token, now)
	require.ErrorIs(t, err, errSignature)
	parts := strings.Split(token, ".")
	_, err = s.read(parts[0]+"."+parts[1]+".AAAA", now)
	require.ErrorIs(t, err, errSignature)
	for _, text := range []string{"", "a.b", "a.b.c", "a.e30.c", "...."} {
		_, err = s.read(text, now)
		require.ErrorIs(t, err, errMalformed, text)
	}
	require.Contains(t, s.publicKey(), "BEGIN PUBLIC KEY")
}

func TestReasonsHaveWords(t *testing.T) {
	for _, why := range network.Reasons() {
		_, told := failures[why]
		_, code := cloudCodes[why]
		require.False(t, told && code, "%s stands twice", why)
		elsewhere := strings.HasPrefix(fmt.Sprint(why), "sms_") || strings.HasPrefix(fmt.Sprint(why), "viber_")
		require.True(t, told || code || elsewhere, "%s has no words", why)
	}
}
