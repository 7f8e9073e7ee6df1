package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/pflag"

	"github.com/mynah-sim/mynah/mock/server"
)

func operationsCommand() command {
	return command{
		name: "operations", args: "[provider]",
		does: "list every documented operation and whether it is implemented",
		about: "Lines of tab separated values under a line of names; paths are relative to the provider's base URL, origin\n" +
			"says where the operation is documented.",
		example: "mynah operations tyntec | grep false$",
		setup: func(flags *pflag.FlagSet) action {
			asJSON := jsonFlag(flags)
			summary := flags.Bool("summary", false, "a Markdown table of how many there are, in place of the list")
			return func(ctx context.Context, e env, args []string) error {
				rows := operationsOf(args)
				if len(rows) == 0 && len(args) == 1 {
					return &usageError{text: fmt.Sprintf("no provider %q", args[0])}
				}
				switch {
				case *asJSON:
					return writeJSON(e.stdout, rows)
				case *summary:
					return writeSummary(e, rows)
				}
				return writeOperations(e, rows)
			}
		},
	}
}

// operation is a row of the list, with the names that control gives its columns (control, listOperations).
type operation struct {
	Provider    string `json:"provider"`
	Method      string `json:"method"`
	Path        string `json:"path"`
	OperationID string `json:"operationId"`
	Origin      string `json:"origin"`
	Implemented bool   `json:"implemented"`
}

// operationsOf lists the operations of the provider named, or of all.
func operationsOf(provider []string) []operation {
	var rows []operation
	for _, row := range server.Operations() {
		if len(provider) == 0 || row.Provider == provider[0] {
			rows = append(rows, operation(row))
		}
	}
	return rows
}

func writeOperations(e env, rows []operation) error {
	var text strings.Builder
	text.WriteString("provider\tmethod\tpath\toperationId\torigin\timplemented\n")
	for _, r := range rows {
		fmt.Fprintf(&text, "%s\t%s\t%s\t%s\t%s\t%t\n", r.Provider, r.Method, r.Path, r.OperationID, r.Origin, r.Implemented)
	}
	_, err := fmt.Fprint(e.stdout, text.String())
	return err
}

// writeSummary counts the operations of each provider.
func writeSummary(e env, rows []operation) error {
	var names []string
	documented, implemented := map[string]int{}, map[string]int{}
	for _, r := range rows {
		if documented[r.Provider]++; documented[r.Provider] == 1 {
			names = append(names, r.Provider)
		}
		if r.Implemented {
			implemented[r.Provider]++
		}
	}
	var text strings.Builder
	text.WriteString("| provider | operations in its document | implemented |\n| --- | --- | --- |\n")
	for _, name := range names {
		fmt.Fprintf(&text, "| %s | %d | %d |\n", name, documented[name], implemented[name])
	}
	_, err := fmt.Fprint(e.stdout, text.String())
	return err
}
