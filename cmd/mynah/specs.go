package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strings"

	"github.com/spf13/pflag"
	"go.yaml.in/yaml/v3"

	"github.com/mynah-sim/mynah/mock/config"
	"github.com/mynah-sim/mynah/mock/contract"
	"github.com/mynah-sim/mynah/specs"
)

func specsCommand() command {
	return command{
		name: "specs", otherwise: "list",
		does:     "list, print and compare the OpenAPI documents",
		example:  "mynah specs diff tyntec-3.6.yaml tyntec",
		commands: []command{specsListCommand(), specsPrintCommand(), specsDiffCommand()},
	}
}

func specsListCommand() command {
	return command{
		name:    "list",
		does:    "list the documents",
		example: "mynah specs list --json",
		setup: func(flags *pflag.FlagSet) action {
			asJSON := jsonFlag(flags)
			return func(ctx context.Context, e env, args []string) error {
				documents, err := documents()
				if err != nil {
					return err
				}
				if *asJSON {
					return writeJSON(e.stdout, documents)
				}
				return listSpecs(e, documents)
			}
		},
	}
}

func specsPrintCommand() command {
	return command{
		name: "print", args: "<name>",
		does:    "print a document",
		example: "mynah specs print tyntec > tyntec.yaml",
		setup: func(*pflag.FlagSet) action {
			return func(ctx context.Context, e env, args []string) error {
				data, err := readSpec(e, args[0])
				if err != nil {
					return err
				}
				_, err = e.stdout.Write(data)
				return err
			}
		},
	}
}

func specsDiffCommand() command {
	return command{
		name: "diff", args: "<old> <new>",
		does:    "name what breaks callers between two documents",
		about:   "Each is the name of a document of this program, or a file. The exit code is 1 when something breaks.",
		example: "mynah specs diff tyntec-3.6.yaml tyntec",
		setup: func(flags *pflag.FlagSet) action {
			asJSON := jsonFlag(flags)
			return func(ctx context.Context, e env, args []string) error { return diffSpecs(e, args[0], args[1], *asJSON) }
		},
	}
}

// errBreaks is the end of a comparison that found something; it has been printed.
var errBreaks = errors.New("the newer document breaks callers of the older")

func diffSpecs(e env, older, newer string, asJSON bool) error {
	was, err := parseSpec(e, older)
	if err != nil {
		return err
	}
	now, err := parseSpec(e, newer)
	if err != nil {
		return err
	}
	changes := contract.Breaking(was, now)
	if asJSON {
		err = writeJSON(e.stdout, append([]contract.Change{}, changes...))
	} else {
		for _, c := range changes {
			fmt.Fprintln(e.stdout, c)
		}
	}
	if err == nil && len(changes) > 0 {
		return errBreaks
	}
	return err
}

func parseSpec(e env, name string) (*contract.Document, error) {
	data, err := readSpec(e, name)
	if err != nil {
		return nil, err
	}
	return contract.Parse(name, data)
}

// readSpec reads a document of this program by its name, else a file.
func readSpec(e env, name string) ([]byte, error) {
	if data, err := specs.Read(name); err == nil {
		return data, nil
	}
	data, err := e.readFile(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, &usageError{text: fmt.Sprintf("no document and no file %q%s", name, config.DidYouMean(name, specs.Names()))}
	}
	return data, err
}

// specDocument is one OpenAPI document as it introduces itself.
type specDocument struct {
	Name    string `json:"name"`
	Title   string `json:"title"`
	Version string `json:"version"`
}

// documents reads the heads of all documents, in the order of their names.
func documents() ([]specDocument, error) {
	var documents []specDocument
	for _, name := range specs.Names() {
		data, err := specs.Read(name)
		if err != nil {
			return nil, err
		}
		var head struct {
			Info struct{ Title, Version string }
		}
		if err := yaml.Unmarshal(data, &head); err != nil {
			return nil, fmt.Errorf("document %s: %w", name, err)
		}
		documents = append(documents, specDocument{name, head.Info.Title, head.Info.Version})
	}
	return documents, nil
}

func listSpecs(e env, documents []specDocument) error {
	var text strings.Builder
	for _, d := range documents {
		fmt.Fprintf(&text, "%s\t%s\t%s\n", d.Name, d.Version, d.Title)
	}
	_, err := io.WriteString(e.stdout, columns(text.String()))
	return err
}
