package main

import (
	"context"
	"encoding/json"
	"net/http"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"
)

// suite is a small one: what a stranger may do, and something that needs a person.
var suite = fstest.MapFS{"strangers.feature": {Data: []byte(`@tyntec
Feature: Strangers

  Scenario: A call without a key is refused
    Given a business on tyntec
    When the business calls listUploadedMedia without credentials
    Then the answer is 401

  Scenario: A call with the key is answered
    Given a business on tyntec
    When the business calls listUploadedMedia
    Then the answer is 401

  @bench
  Scenario: A person writes
    Given a business on tyntec
    When Ana writes hello
`)}}

// guarded is a target that answers 401 to whoever lacks the key, and otherwise what the row says.
func guarded(status int) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/problem+json")
		status := status
		if r.Header.Get("apikey") != "k" {
			status = http.StatusUnauthorized
		}
		w.WriteHeader(status)
		problem := map[string]any{"type": "about:blank", "title": http.StatusText(status), "status": status, "detail": "x"}
		_ = json.NewEncoder(w).Encode(problem)
	})
}

func TestConform(t *testing.T) {
	rows := []struct {
		name   string
		target http.Handler
		args   []string
		code   int
		out    string
		err    string
	}{
		{"a target that conforms", guarded(401), nil, exitConforms, "3 scenarios: 2 pass, 1 skip", ""},
		{"a target that does not", guarded(403), []string{"--key", "apikey=k"}, exitDiffers, "3 scenarios: 1 pass, 1 skip, 1 fail", "the target does not conform\n"},
		{"a part of the suite", guarded(403), []string{"--tags", "@bench"}, exitConforms, "3 scenarios: 2 disabled, 1 skip", ""},
		{"what the suite reached", guarded(401), []string{"--coverage"}, exitConforms, "3 scenarios", "listUploadedMedia  200 (0)  default (2)\n"},
		{"a report for a machine", guarded(401), []string{"--format", "json"}, exitConforms, `"state": "skip"`, ""},
		{"a provider that nobody speaks", guarded(401), []string{"--provider", "nobody"}, exitFailed, "", "nobody"},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			p := process{bench: row.target, features: suite}
			args := append([]string{"conform", "--provider", "tyntec", "--target", "http://target.example", "--concurrency", "1"}, row.args...)
			require.Equal(t, row.code, p.run(t.Context(), args...), p.out.String()+p.err.String())
			require.Contains(t, p.out.String(), row.out)
			require.Contains(t, p.err.String(), row.err)
		})
	}
}

func TestASuiteThatWasStoppedTellsNothing(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	stop()
	p := process{bench: guarded(401), features: suite}
	require.Equal(t, exitFailed, p.run(ctx, "conform", "--provider", "tyntec", "--target", "http://target.example"), p.out.String())
	require.Contains(t, p.err.String(), "a part of the suite could not run")
}

func TestConformShowsTheTokenToTheBench(t *testing.T) {
	d := &desk{status: http.StatusTeapot}
	p := process{bench: d, features: suite, variables: []string{"MYNAH_CONTROL_TOKEN=hush"}}
	require.Equal(t, exitFailed, p.run(t.Context(), "conform", "--provider", "tyntec", "--bench", "http://bench.example", "--concurrency", "1"))
	require.Equal(t, "Bearer hush", d.bearer)
	require.NotContains(t, p.out.String()+p.err.String(), "hush")

}
