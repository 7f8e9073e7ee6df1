package main

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/pflag"

	"github.com/mynah-sim/mynah/conformance"
	"github.com/mynah-sim/mynah/conformance/results"
	"github.com/mynah-sim/mynah/mock/config"
)

func conformCommand() command {
	return command{
		name: "conform",
		does: "run the conformance suite against a server that speaks a provider's API",
		about: "The server is the one at --target: another mock, a staging system, the provider. With --bench it is a mynah,\n" +
			"which makes a world for each scenario and tells where it is; scenarios that need people with phones or the clock\n" +
			"run only so, and are skipped and named without.\n\n" +
			"Exit code 0 when it conforms, 1 when it does not, 2 for wrong use, 3 when the suite could not run.",
		example: "mynah conform --provider tyntec --bench http://127.0.0.1:8080\n" +
			"mynah conform --provider tyntec --target http://localhost:4010/conversations/v3 --key apikey=secret --format junit",
		setup: func(flags *pflag.FlagSet) action {
			o := conformFlags(flags)
			return func(ctx context.Context, e env, args []string) error {
				if err := o.check(); err != nil {
					return err
				}
				return o.run(ctx, e)
			}
		},
	}
}

// conformOptions are the flags of conform.
type conformOptions struct {
	conformance.Options
	keys, senders []string // name=value each
	coverage      bool
}

func conformFlags(flags *pflag.FlagSet) *conformOptions {
	o := &conformOptions{}
	flags.StringVar(&o.Provider, "provider", "", "`name` of the provider (needed)")
	flags.StringVar(&o.Target, "target", "", "base `URL` of the provider's operations")
	flags.StringVar(&o.Bench, "bench", "", "`URL` of a running mynah, instead of --target")
	flags.StringVar(&o.BenchToken, "token", "", "`token` of its control API (empty: "+tokenVariable+" of the environment)")
	flags.StringArrayVar(&o.keys, "key", nil, "credential, `name=value`; may be repeated")
	flags.StringArrayVar(&o.senders, "sender", nil, "sender to use, `channel=id`; may be repeated (none: those of the demo world)")
	flags.StringVar(&o.Tags, "tags", "", "`expression` over tags, such as \"~@bench\" (empty: all scenarios)")
	flags.IntVar(&o.Concurrency, "concurrency", 4, "scenarios at a time")
	flags.Int64Var(&o.Seed, "seed", 0, "seed of the order of the scenarios (0: another order each time)")
	flags.BoolVar(&o.coverage, "coverage", false, "say, beside the report, which documented answers the scenarios reached")
	flags.StringVar(&o.Format, "format", "text", "form of the report: `"+strings.Join(results.Formats(), "|")+"`")
	return o
}

// check finds wrong use before anything is called.
func (o *conformOptions) check() error {
	var err error
	switch {
	case o.Provider == "":
		return &usageError{text: "needs --provider"}
	case o.Target == "" && o.Bench == "":
		return &usageError{text: "needs --target or --bench"}
	case !slices.Contains(results.Formats(), o.Format):
		return &usageError{text: fmt.Sprintf("--format: %q is not one of %s%s", o.Format, strings.Join(results.Formats(), ", "),
			config.DidYouMean(o.Format, results.Formats()))}
	}
	if o.Credentials, err = pairs("key", o.keys); err != nil {
		return err
	}
	o.Senders, err = pairs("sender", o.senders)
	return err
}

// pairs reads the values of a flag, name=value each; nil when there is none. The value is not repeated in the error,
// since it may be a secret.
func pairs(flag string, given []string) (map[string]string, error) {
	var found map[string]string
	for _, pair := range given {
		name, value, ok := strings.Cut(pair, "=")
		if !ok || name == "" {
			return nil, &usageError{text: "--" + flag + ": needs a name, an equals sign and a value"}
		}
		if found == nil {
			found = map[string]string{}
		}
		found[name] = value
	}
	return found, nil
}

// run makes the run and turns its outcome into an error where it is not what one hopes for.
func (o *conformOptions) run(ctx context.Context, e env) error {
	o.Features, o.Output, o.HTTP = e.features, e.stdout, e.client
	if o.BenchToken == "" {
		o.BenchToken = e.variable(tokenVariable)
	}
	result, err := conformance.Run(ctx, o.Options)
	if err == nil && o.coverage {
		err = result.Coverage.Write(e.stderr)
	}
	switch {
	case err != nil:
		return err
	case ctx.Err() != nil, result.Tree.State == results.Error:
		return errIncomplete
	case !result.Conforms():
		return errDiffers
	}
	return nil
}
