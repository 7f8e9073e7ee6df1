// Package conformance is the black-box suite: it runs the feature files against a target that speaks a provider's API,
// over HTTP and with the provider's OpenAPI document as the only knowledge of it. The target may be mynah, another mock,
// a staging system or the provider.
//
// What needs a handset or the clock uses the control API and is tagged @bench; without a bench those scenarios are
// skipped, counted and named.
package conformance

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"testing"

	"github.com/mynah-sim/mynah/conformance/bench"
	"github.com/mynah-sim/mynah/conformance/coverage"
	"github.com/mynah-sim/mynah/conformance/dialect"
	"github.com/mynah-sim/mynah/conformance/document"
	"github.com/mynah-sim/mynah/conformance/results"
	"github.com/mynah-sim/mynah/conformance/steps"
	"github.com/mynah-sim/mynah/fixtures"
	"github.com/mynah-sim/mynah/specs"
)

// Options say what to run against whom.
type Options struct {
	Provider string // "tyntec"; its tag selects the scenarios

	Target      string            // base URL of the provider's operations; with a bench the bench tells it
	Credentials map[string]string // in the provider's words, {"apikey": "..."}; with a bench the bench tells them
	Senders     map[string]string // channel to sender; nil means those of the demo world; with a bench the bench tells them

	Bench      string // URL of the control API; "" means none
	BenchToken string // of --control.token; "" means none

	Features    fs.FS  // feature files, and the golden answers that they name
	Tags        string // which of the provider's scenarios, as in "@bench && ~@slow"; "" means all
	Concurrency int    // scenarios at a time; 0 means 4
	Seed        int64  // of the order of the scenarios; 0 means another one each time

	Format string       // of the report: "text" (also ""), "junit", "json", "html"
	Output io.Writer    // where the report goes; nil means nowhere
	HTTP   *http.Client // nil means http.DefaultClient

	T *testing.T // scenarios become its subtests; nil outside of tests

	Document []byte // the provider's document; nil means the one among the specs
	Control  []byte // the document of the control API; nil means the one among the specs
}

// Result is the outcome of a run.
type Result struct {
	Tree     *results.Node
	Coverage coverage.Table // which documented answers the scenarios have reached
}

// Conforms says whether nothing failed. Scenarios that were skipped do not count against the target.
func (r Result) Conforms() bool { return r.Tree != nil && r.Tree.State < results.Fail }

// Run runs the scenarios of a provider and writes the report. The error says that the run could not be made, or not be
// reported; a target that does not conform is a Result.
func Run(ctx context.Context, o Options) (Result, error) {
	env, err := o.env()
	if err != nil {
		return Result{}, err
	}
	if env.Bench != nil {
		if err := env.Bench.Ping(ctx); err != nil {
			return Result{}, err
		}
	}
	r, err := plan(o, env)
	if err != nil {
		return Result{}, err
	}
	result := Result{Tree: r.run(ctx)}
	result.Coverage = coverage.Of(env.Document, result.Tree)
	if o.Output == nil {
		return result, nil
	}
	return result, result.Tree.Write(o.Output, o.Format)
}

func (o Options) env() (*steps.Env, error) {
	if o.Features == nil {
		return nil, errors.New("no features to run")
	}
	if o.Target == "" && o.Bench == "" {
		return nil, errors.New("neither a target nor a bench to ask for one")
	}
	spoken, err := dialect.For(o.Provider)
	if err != nil {
		return nil, err
	}
	env := &steps.Env{
		Dialect: spoken, Target: o.Target, Credentials: o.Credentials, Senders: o.Senders, HTTP: o.HTTP,
		Files: []fs.FS{o.Features, fixtures.FS},
	}
	if env.Document, err = load(o.Provider, o.Document); err != nil {
		return nil, err
	}
	if o.Bench == "" {
		return env, nil
	}
	control, err := load("control", o.Control)
	if err != nil {
		return nil, err
	}
	env.Bench, err = bench.New(bench.Config{Document: control, URL: o.Bench, Token: o.BenchToken, HTTP: o.HTTP})
	return env, err
}

func load(name string, data []byte) (*document.Document, error) {
	if data != nil {
		return document.Parse(name, data)
	}
	return document.Load(specs.FS, name)
}

// suiteName is the head of the report.
func (o Options) suiteName() string {
	if o.Bench != "" {
		return fmt.Sprintf("%s with the bench %s", o.Provider, o.Bench)
	}
	return fmt.Sprintf("%s at %s", o.Provider, o.Target)
}
