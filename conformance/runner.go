package conformance

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"
	"sync"

	"github.com/cucumber/godog"
	messages "github.com/cucumber/messages/go/v21"

	"github.com/mynah-sim/mynah/conformance/results"
	"github.com/mynah-sim/mynah/conformance/steps"
)

// benchTag marks the scenarios that need the control API.
const benchTag = "@bench"

// runner runs the scenarios with godog and collects what its hooks tell into the tree.
type runner struct {
	options Options
	env     *steps.Env
	tree    *results.Node

	mu        sync.Mutex
	scenarios map[string]*results.Node // by the id of the pickle; those that are to run
}

// plan reads the features and makes the tree of what is there, before anything runs: a scenario that never reports is
// then seen.
func plan(o Options, env *steps.Env) (*runner, error) {
	r := &runner{options: o, env: env, scenarios: map[string]*results.Node{}}
	r.tree = &results.Node{Kind: results.Suite, Name: o.suiteName()}
	wanted, err := r.pickles(r.tags())
	if err != nil {
		return nil, err
	}
	all, err := godog.TestSuite{Options: r.godog("@" + o.Provider)}.RetrieveFeatures()
	if err != nil {
		return nil, fmt.Errorf("features: %w", err)
	}
	for _, feature := range all {
		node := &results.Node{Kind: results.Feature, Name: feature.Feature.Name, Place: feature.Uri}
		for _, pickle := range feature.Pickles {
			node.Children = append(node.Children, r.scenario(pickle, feature.FindScenario(pickle.AstNodeIds[0]), wanted[pickle.Id]))
		}
		r.tree.Children = append(r.tree.Children, node)
	}
	if len(all) == 0 {
		return nil, fmt.Errorf("no scenario has the tag @%s", o.Provider)
	}
	return r, nil
}

// tags selects what the caller asked for, with or without a bench.
func (r *runner) tags() string {
	if r.options.Tags == "" {
		return "@" + r.options.Provider
	}
	return "@" + r.options.Provider + " && " + r.options.Tags
}

// running is tags without what cannot run.
func (r *runner) running() string {
	if r.env.Bench == nil {
		return r.tags() + " && ~" + benchTag
	}
	return r.tags()
}

func (r *runner) pickles(tags string) (map[string]bool, error) {
	features, err := godog.TestSuite{Options: r.godog(tags)}.RetrieveFeatures()
	if err != nil {
		return nil, fmt.Errorf("features: %w", err)
	}
	ids := map[string]bool{}
	for _, feature := range features {
		for _, pickle := range feature.Pickles {
			ids[pickle.Id] = true
		}
	}
	return ids, nil
}

func (r *runner) scenario(pickle *messages.Pickle, source *messages.Scenario, wanted bool) *results.Node {
	node := &results.Node{Kind: results.Scenario, Name: pickle.Name, Place: pickle.Uri}
	if source != nil {
		node.Place = fmt.Sprintf("%s:%d", pickle.Uri, source.Location.Line)
	}
	for _, tag := range pickle.Tags {
		node.Tags = append(node.Tags, tag.Name)
	}
	switch {
	case !wanted:
		node.State = results.Disabled
	case r.env.Bench == nil && slices.Contains(node.Tags, benchTag):
		node.State, node.Detail = results.Skip, "needs a bench"
	default:
		node.State, node.Detail = results.Error, "did not run"
		r.scenarios[pickle.Id] = node
	}
	return node
}

// godog's own reports are thrown away: they know nothing of what was skipped, and pretty ones garble parallel runs.
func (r *runner) godog(tags string) *godog.Options {
	concurrency := r.options.Concurrency
	if concurrency < 1 {
		concurrency = 4
	}
	order := r.options.Seed
	if order == 0 {
		order = -1 // another one each time
	}
	return &godog.Options{
		FS: r.options.Features, Paths: []string{"."}, Tags: tags, Strict: true, Randomize: order, Concurrency: concurrency,
		Format: "progress", Output: io.Discard, NoColors: true,
		TestingT: r.options.T,
	}
}

func (r *runner) run(ctx context.Context) *results.Node {
	if len(r.scenarios) > 0 {
		options := r.godog(r.running())
		options.DefaultContext = ctx
		godog.TestSuite{Name: r.options.Provider, ScenarioInitializer: r.initialize, Options: options}.Run()
	}
	r.tree.Settle()
	return r.tree
}

// initialize makes the world of one scenario. The hooks are called one after the other within it.
func (r *runner) initialize(sc *godog.ScenarioContext) {
	world := steps.NewWorld(r.env)
	var done []*results.Node
	world.Register(sc)
	sc.StepContext().After(func(ctx context.Context, st *godog.Step, status godog.StepResultStatus, err error) (context.Context, error) {
		done = append(done, step(st, status, err, world))
		return ctx, nil
	})
	sc.After(func(ctx context.Context, pickle *godog.Scenario, err error) (context.Context, error) {
		closing := world.Close(ctx)
		r.report(pickle, done, world.Answers(), closing)
		return ctx, closing
	})
}

func (r *runner) report(pickle *messages.Pickle, done []*results.Node, answers []results.Answer, closing error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	node := r.scenarios[pickle.Id]
	if node == nil {
		return
	}
	node.State, node.Detail, node.Answers, node.Children = results.Pass, "", answers, slices.Clone(done)
	for _, left := range pickle.Steps[len(done):] { // after the first failure godog tells nothing more
		node.Children = append(node.Children, &results.Node{Kind: results.Step, Name: left.Text, State: results.Skip})
	}
	if closing != nil {
		node.State, node.Detail = results.Fail, "after the scenario:\n"+closing.Error()
	}
}

func step(st *godog.Step, status godog.StepResultStatus, err error, world *steps.World) *results.Node {
	node := &results.Node{Kind: results.Step, Name: st.Text}
	if status == godog.StepPassed {
		return node
	}
	node.State = map[godog.StepResultStatus]results.State{godog.StepFailed: results.Fail, godog.StepSkipped: results.Skip}[status]
	if node.State == results.Pass { // undefined, ambiguous, pending: the suite is at fault, not the target
		node.State = results.Error
	}
	if err != nil {
		node.Detail = strings.TrimSpace(err.Error() + "\n" + world.Last())
	}
	return node
}
