package conformance

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"

	"github.com/mynah-sim/mynah/conformance/results"
)

const feature = `@tyntec
Feature: Small
  @OP-84
  Scenario: A text is accepted
    Given a business on tyntec
    And Ana has WhatsApp on 491700000001
    When the business sends Ana the text "hello"
    Then the answer is 202
    And the answer has:
      | messageId | any uuid |

  Scenario: A wrong answer is found
    Given a business on tyntec
    And Ana has WhatsApp on 491700000001
    When the business sends Ana the text "hello"
    Then the answer is 400
    And the answer has:
      | messageId | any uuid |

  Scenario: A step that nobody knows
    Given a business on tyntec
    Then something strange holds

  @bench
  Scenario: A user writes
    Given a business on tyntec
    When Ana writes "hi"

  @slow
  Scenario: Not now
    Given a business on tyntec

  Scenario: A broken answer is found though no step asks
    Given a business on tyntec
    When the business calls listUploadedMedia

  Scenario: A crash is found though no step asks
    Given a business on tyntec
    When the business calls listAllChannels
`

// target answers as tyntec would to a text, and wrongly to two other calls.
func target(t *testing.T) (url string) {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case r.Header.Get("apikey") != "k-1":
			w.WriteHeader(http.StatusTeapot)
		case r.URL.Path == "/messages":
			var body struct{ To, From, Channel string }
			if json.NewDecoder(r.Body).Decode(&body) != nil || body.To != "491700000001" || body.From != "4915735990001" {
				w.WriteHeader(http.StatusTeapot)
				return
			}
			w.Header().Set("Content-Type", "application/json")
			w.WriteHeader(http.StatusAccepted)
			_, _ = io.WriteString(w, `{"messageId":"1b2c7d0e-5c1f-4a5b-9f0e-3d0c1a7e4f21","timestamp":"2026-03-02T09:10:00.000Z"}`)
		case r.URL.Path == "/media":
			w.Header().Set("Content-Type", "application/json")
			_, _ = io.WriteString(w, `[{"mediaId":"m-1"}]`)
		default:
			w.Header().Set("Content-Type", "application/problem+json")
			w.WriteHeader(http.StatusInternalServerError)
			_, _ = io.WriteString(w, `{"status":500}`)
		}
	}))
	t.Cleanup(server.Close)
	return server.URL
}

func options(t *testing.T) Options {
	t.Helper()
	return Options{
		Provider: "tyntec", Target: target(t), Credentials: map[string]string{"apikey": "k-1"}, Tags: "~@slow",
		Features: fstest.MapFS{"shared/small.feature": {Data: []byte(feature)}},
	}
}

func TestARunEndToEnd(t *testing.T) {
	var report bytes.Buffer
	o := options(t)
	o.Output = &report
	got, err := Run(t.Context(), o)
	require.NoError(t, err)
	require.False(t, got.Conforms())

	states, details := map[string]string{}, map[string]string{}
	got.Tree.Walk(results.Scenario, func(_, s *results.Node) { states[s.Name], details[s.Name] = s.State.String(), s.Why() })
	require.Equal(t, map[string]string{
		"A text is accepted": "pass", "A wrong answer is found": "fail", "A step that nobody knows": "error",
		"A user writes": "skip", "Not now": "disabled",
		"A broken answer is found though no step asks": "fail", "A crash is found though no step asks": "fail",
	}, states)
	require.Contains(t, details["A wrong answer is found"], "the answer is 400\nsendMessage answered 202, want 400")
	require.Contains(t, details["A step that nobody knows"], "something strange holds")
	require.Contains(t, details["A broken answer is found though no step asks"], "contract broken: listUploadedMedia answered 200: /0/mediaId")
	require.Contains(t, details["A crash is found though no step asks"], `listAllChannels answered 500: {"status":500}`)
	require.Equal(t, "needs a bench", details["A user writes"])
	require.Equal(t, []string{"listAllChannels", "listUploadedMedia", "sendMessage"}, got.Tree.Called())
	require.Contains(t, report.String(), "7 scenarios: 1 pass, 1 disabled, 1 skip, 3 fail, 1 error")
}

func TestStepsAfterAFailureAreSkipped(t *testing.T) {
	got, err := Run(t.Context(), options(t))
	require.NoError(t, err)
	got.Tree.Walk(results.Scenario, func(_, s *results.Node) {
		if s.Name != "A wrong answer is found" {
			return
		}
		var states []results.State
		for _, step := range s.Children {
			states = append(states, step.State)
		}
		require.Equal(t, []results.State{results.Pass, results.Pass, results.Pass, results.Fail, results.Skip}, states)
		require.Equal(t, "shared/small.feature:12", s.Place)
	})
}

func TestScenariosRunInParallelWithoutSharing(t *testing.T) {
	var text strings.Builder
	text.WriteString("@tyntec\nFeature: Many\n")
	for i := range 40 {
		fmt.Fprintf(&text, `
  Scenario: Number %d
    Given a business on tyntec
    And Ana has WhatsApp on 491700000001
    When the business sends Ana the text "hello"
    Then the answer is 202
    And I keep messageId as question
    When the business calls sendMessage with:
      | to | 491700000001 |
      | from | $whatsapp |
      | context | $question |
    Then the answer is 202
`, i)
	}
	o := options(t)
	o.Concurrency, o.Seed = 16, 7
	o.Features = fstest.MapFS{"many.feature": {Data: []byte(text.String())}}
	got, err := Run(t.Context(), o)
	require.NoError(t, err)
	require.True(t, got.Conforms(), "%v", got.Tree.Count())
	require.Equal(t, map[results.State]int{results.Pass: 40}, got.Tree.Count())
}

func TestRunsThatCannotBeMade(t *testing.T) {
	for name, tt := range map[string]struct {
		change func(*Options)
		want   string
	}{
		"no features":         {func(o *Options) { o.Features = nil }, "no features to run"},
		"no target":           {func(o *Options) { o.Target = "" }, "neither a target nor a bench"},
		"unknown provider":    {func(o *Options) { o.Provider = "acme" }, `provider "acme": one of [`},
		"no such tag":         {func(o *Options) { o.Features = fstest.MapFS{"a.feature": {Data: []byte("Feature: A\n")}} }, "no scenario has the tag @tyntec"},
		"broken feature":      {func(o *Options) { o.Features = fstest.MapFS{"a.feature": {Data: []byte("Nonsense")}} }, "features: a.feature"},
		"broken document":     {func(o *Options) { o.Document = []byte("{") }, "document tyntec: "},
		"bench without a URL": {func(o *Options) { o.Bench = "localhost" }, `bench "localhost": not a URL`},
		"bench that is down":  {func(o *Options) { o.Bench = "http://127.0.0.1:0" }, "bench: health: "},
		"unknown report":      {func(o *Options) { o.Format, o.Output = "pdf", io.Discard }, `report format "pdf"`},
	} {
		t.Run(name, func(t *testing.T) {
			o := options(t)
			tt.change(&o)
			_, err := Run(t.Context(), o)
			require.ErrorContains(t, err, tt.want)
		})
	}
}
