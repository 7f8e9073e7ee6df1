// Command mynah is the mock of business messaging providers, its control from the command line, and the conformance
// suite, in one binary. Without a command it serves.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // a second signal ends the process at once
	os.Exit(run(ctx, processEnv(), os.Args[1:]))
}

// run is the whole program: it finds the command, runs it, and says what went wrong.
func run(ctx context.Context, e env, args []string) int {
	if len(args) == 1 && args[0] == "--version" {
		args = []string{"version"}
	}
	err := dispatch(ctx, e, program(), nil, args)
	report(e.stderr, err)
	return exitCode(err)
}
