package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/pflag"

	"github.com/mynah-sim/mynah/mock/config"
)

// command is one row of the table of commands. It has commands below it or a setup, not both.
type command struct {
	name      string
	args      string // synopsis of the arguments, <needed> and [optional]; it is also what is checked
	does      string // one line, for lists
	about     string // more, for its own help; "" means nothing more
	example   string
	commands  []command
	otherwise string                      // command taken when none is named; "" means that one must be named
	setup     func(*pflag.FlagSet) action // declares the flags and returns what to do once they are parsed
}

// action runs a command whose flags are parsed.
type action func(ctx context.Context, e env, args []string) error

// program is the table of commands.
func program() command {
	return command{
		name: "mynah", otherwise: "serve",
		does: "A mock of business messaging providers, and a conformance suite for them.",
		commands: []command{
			serveCommand(), conformCommand(), worldCommand(), operationsCommand(), specsCommand(), configCommand(),
			versionCommand(), helpCommand(),
		},
	}
}

// dispatch walks down the table along the arguments and runs what it finds; above are the names walked so far.
func dispatch(ctx context.Context, e env, c command, above []string, args []string) error {
	path := append(above, c.name)
	if c.setup != nil {
		return c.run(ctx, e, strings.Join(path, " "), args)
	}
	if len(args) > 0 && (args[0] == "--help" || args[0] == "-h") {
		return c.help(e.stdout, strings.Join(path, " "))
	}
	if len(args) == 0 || strings.HasPrefix(args[0], "-") {
		if c.otherwise == "" {
			return &usageError{strings.Join(path, " "), "name a command first: " + strings.Join(c.names(), ", ")}
		}
		args = append([]string{c.otherwise}, args...)
	}
	next, err := c.find(strings.Join(path, " "), args[0])
	if err != nil {
		return err
	}
	return dispatch(ctx, e, next, path, args[1:])
}

// run parses the flags of a command and does it.
func (c command) run(ctx context.Context, e env, path string, args []string) error {
	flags, act := c.flags()
	err := flags.Parse(args)
	if errors.Is(err, pflag.ErrHelp) {
		return c.help(e.stdout, path)
	}
	if err != nil {
		return &usageError{path, flagError(flags, err)}
	}
	if err := c.checkArgs(flags.Args()); err != nil {
		return &usageError{path, err.Error()}
	}
	err = act(ctx, e, flags.Args())
	if usage := (*usageError)(nil); errors.As(err, &usage) && usage.command == "" {
		usage.command = path
	}
	return err
}

// flags makes the command's flag set, which prints nothing by itself.
func (c command) flags() (*pflag.FlagSet, action) {
	flags := pflag.NewFlagSet(c.name, pflag.ContinueOnError)
	flags.SetOutput(io.Discard)
	flags.SortFlags = false
	flags.Usage = func() {}
	return flags, c.setup(flags)
}

// find returns the command of that name below c.
func (c command) find(path, name string) (command, error) {
	for _, next := range c.commands {
		if next.name == name {
			return next, nil
		}
	}
	return command{}, &usageError{path, fmt.Sprintf("unknown command %q%s", name, config.DidYouMean(name, c.names()))}
}

func (c command) names() []string {
	var names []string
	for _, next := range c.commands {
		names = append(names, next.name)
	}
	return names
}

// checkArgs compares the arguments with the synopsis.
func (c command) checkArgs(args []string) error {
	synopsis := strings.Fields(c.args)
	if len(args) > len(synopsis) {
		return fmt.Errorf("unexpected argument %q", args[len(synopsis)])
	}
	for _, left := range synopsis[len(args):] {
		if strings.HasPrefix(left, "<") {
			return fmt.Errorf("needs %s", left)
		}
	}
	return nil
}

// flagError says in plain words what pflag found.
func flagError(flags *pflag.FlagSet, err error) string {
	var unknown *pflag.NotExistError
	var invalid *pflag.InvalidValueError
	switch {
	case errors.As(err, &invalid):
		return fmt.Sprintf("--%s: %v", invalid.GetFlag().Name, config.BadValue(invalid.GetFlag(), invalid.GetValue(), invalid.Unwrap()))
	case errors.As(err, &unknown) && unknown.GetSpecifiedShortnames() == "":
		var names []string
		flags.VisitAll(func(f *pflag.Flag) { names = append(names, "--"+f.Name) })
		return fmt.Sprintf("unknown flag --%s%s", unknown.GetSpecifiedName(), config.DidYouMean("--"+unknown.GetSpecifiedName(), names))
	}
	return err.Error()
}
